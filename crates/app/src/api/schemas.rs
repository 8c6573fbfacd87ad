//! The shapes of documents, for the OpenAPI description.

use super::campaign_schemas::campaigns;
use super::decisions::{DECISIONS_MAX, TEXT_CHARS_MAX, states};
use super::journey_schemas::journeys;
use super::message_schemas::messages;
use super::openapi::reference;
use super::rule_schemas::rules;
use super::segment_schemas::segments;
use super::template_schemas;
use capabilities::ledger::BenefitKind;
use capabilities::messaging::BuiltIn;
use capabilities::trackers::{Use, Way};
use foundation::catalog;
use foundation::consent::{Basis, Category, Purpose, Recipient, State};
use foundation::customers::IdentityKind;
use foundation::journal::{Kind, Origin};
use foundation::privacy::{Law, REASON_CHARS_MAX, REQUEST_CHARS_MAX, RequestKind, RequestState};
use serde_json::{Map, Value, json};

/// All named schemas.
pub fn all() -> Value {
    let mut schemas = Map::new();
    for part in [
        customers(),
        activity(),
        consents(),
        own_pages(),
        requests(),
        third_parties(),
        segments(),
        rules(),
        journeys(),
        template_schemas::templates(),
        campaigns(),
        messages(),
        products(),
        rest(),
    ] {
        if let Value::Object(part) = part {
            schemas.extend(part);
        }
    }
    schemas.into()
}

/// An object whose members are all there, always.
pub(super) fn object(properties: Value) -> Value {
    let required: Vec<String> = properties.as_object().into_iter().flat_map(|map| map.keys().cloned()).collect();
    json!({"type": "object", "required": required, "properties": properties})
}

/// An object as it is asked for: with these members, the required and the others, and no more.
pub(super) fn wanted(required: &[&str], properties: Value) -> Value {
    json!({"type": "object", "required": required, "additionalProperties": false, "properties": properties})
}

/// One of several kinds: an object whose one member names it.
pub(super) fn kind(name: &str, description: &str, schema: &Value) -> Value {
    told(wanted(&[name], json!({name: schema})), description)
}

/// A schema with what it means where it stands.
pub(super) fn told(mut schema: Value, description: &str) -> Value {
    schema["description"] = json!(description);
    schema
}

pub(super) fn text() -> Value {
    json!({"type": "string"})
}

pub(super) fn text_or_null() -> Value {
    json!({"type": ["string", "null"]})
}

pub(super) fn time() -> Value {
    json!({"type": "string", "format": "date-time"})
}

pub(super) fn time_or_null() -> Value {
    json!({"type": ["string", "null"], "format": "date-time"})
}

/// An hour of a day, as a clock on a wall shows it.
pub(super) fn hour() -> Value {
    json!({"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?$", "examples": ["09:00"]})
}

/// What plans name a letter by.
pub(super) fn letter() -> Value {
    json!({
        "type": "string",
        "description": "One that comes with Amana, or a version of a template of the store's own, as its `letter` says.",
        "examples": [BuiltIn::WinBack.name(), "own:tpl_06ez5q0a01x113dsq98x88e1gg:3"],
    })
}

pub(super) fn count() -> Value {
    json!({"type": "integer"})
}

pub(super) fn id(prefix: &str) -> Value {
    json!({"type": "string", "pattern": format!("^{prefix}_[0-9a-z]{{26}}$")})
}

/// Decimal text such as `12.50`, with as many digits after the point as the currency has.
pub(super) fn amount() -> Value {
    json!({"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$", "examples": ["12.50"]})
}

pub(super) fn currency() -> Value {
    json!({"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["SAR"]})
}

pub(super) fn list(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

pub(super) fn one_of(words: &[&str]) -> Value {
    json!({"type": "string", "enum": words})
}

pub(super) fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Value {
    one_of(&all.iter().map(|one| word(*one)).collect::<Vec<_>>())
}

pub(super) fn categories() -> Value {
    list(reference("Category"))
}

fn customers() -> Value {
    let facts = object(json!({
        "first_seen": time_or_null(),
        "last_seen": time_or_null(),
        "orders": {"type": ["integer", "null"], "minimum": 0, "description": "Null where the customer shares orders with no team."},
        "spent": list(object(json!({"currency": currency(), "amount": amount(), "orders": count()}))),
        "events": {
            "type": "object",
            "additionalProperties": {"type": "integer"},
            "description": "How many events of each name, of the kinds that are shared; `*` counts the names beyond 48.",
        },
    }));
    let mut identity = object(json!({
        "kind": words(&IdentityKind::ALL, IdentityKind::word),
        "verified": {"type": "boolean", "description": "Whether the store itself said so, not only a page."},
        "at": time(),
    }));
    identity["properties"]["value"] = json!({"type": "string", "description": "Of user ids alone."});
    let a_trait = object(json!({"name": text(), "value": true, "source": reference("Origin"), "at": time()}));
    let field = object(json!({
        "field": text(),
        "category": reference("Category"),
        "value": text_or_null(),
        "shared": {"type": "boolean", "description": "False where the customer shares it with no team: the value is null then."},
        "source": reference("Origin"),
        "at": time(),
    }));
    json!({
        "Customer": object(json!({
            "id": id("cus"),
            "created_at": time(),
            "known": {"type": "boolean", "description": "Named by more than a browser."},
            "erased_at": time_or_null(),
            "merged": {"type": "array", "items": id("cus"), "description": "Ids that turned out to be the same person."},
            "facts": facts,
            "identities": list(identity),
            "traits": list(a_trait),
            "personal": {
                "type": "array",
                "items": field,
                "description": "Personal data; of several values of one field the first is in force.",
            },
        })),
        "Category": words(Category::ALL, Category::word),
        "Origin": words(&Origin::ALL, Origin::word),
    })
}

fn activity() -> Value {
    let mut event = object(json!({
        "id": id("evt"),
        "position": {"type": "integer", "description": "Its place in the journal, counted from 1."},
        "name": text(),
        "type": words(&Kind::ALL, Kind::word),
        "origin": reference("Origin"),
        "at": time(),
        "received_at": time(),
    }));
    for part in ["properties", "traits", "context"] {
        event["properties"][part] = json!({"type": "object"});
    }
    for part in ["group_id", "category"] {
        event["properties"][part] = text();
    }
    json!({
        "Event": event,
        "Order": object(json!({
            "order_id": text(),
            "status": one_of(&["completed", "refunded", "cancelled"]),
            "placed_at": time(),
            "currency": currency(),
            "total": amount(),
            "refunded": amount(),
        })),
        "Access": object(json!({
            "at": time(),
            "recipient": reference("Recipient"),
            "team": text_or_null(),
            "purpose": reference("Purpose"),
            "place": text(),
            "shown": categories(),
            "withheld": categories(),
        })),
    })
}

fn own_pages() -> Value {
    json!({
        "PrivacyLink": object(json!({"url": {"type": "string", "format": "uri"}, "expires_at": time()})),
        "Conversation": object(json!({
            "id": id("win"),
            "customer": id("cus"),
            "recipient": reference("Recipient"),
            "categories": {"type": "array", "items": reference("Category")},
            "state": {"enum": ["open", "closed"]},
            "opened_at": time_or_null(),
            "until": time_or_null(),
            "closed_at": time_or_null(),
        })),
        "Benefit": benefit(),
        "BenefitNoted": object(json!({
            "customer": id("cus"),
            "benefit_id": text(),
            "recorded": {"type": "boolean", "description": "False where a benefit of this number was told of before."},
        })),
        "Erasure": object(json!({
            "id": id("era"),
            "customer": id("cus"),
            "unreadable_since": time(),
            "gone_from_tables_at": time_or_null(),
            "gone_from_files_at": time_or_null(),
            "held_up_by": {
                "type": ["string", "null"],
                "enum": ["several_nodes_without_a_bucket", null],
                "description": "Why it can't end as things are; `amana doctor` says what to do.",
            },
            "certificate": {"type": "string", "format": "uri"},
        })),
    })
}

fn benefit() -> Value {
    let words_in = json!({"type": "string", "minLength": 1, "maxLength": 200});
    json!({
        "type": "object",
        "required": ["benefit_id", "purpose", "kind"],
        "additionalProperties": false,
        "properties": {
            "benefit_id": {"type": "string", "description": "The store's own number of it: counts once."},
            "purpose": reference("Purpose"),
            "kind": words(&BenefitKind::ALL, BenefitKind::word),
            "value": {"type": ["string", "number"], "description": "What it is worth, where that is a sum of money."},
            "currency": currency(),
            "text": {
                "type": "object",
                "additionalProperties": false,
                "properties": {"en": words_in, "ar": words_in, "fa": words_in},
                "description": "What it was, for the customer to read. No names, addresses or numbers.",
            },
            "at": time(),
        },
    })
}

fn requests() -> Value {
    let shape = || {
        json!({
            "id": id("req"),
            "customer": {"type": "string", "pattern": "^cus_[0-9a-z]{26}$", "description": "As known when it was opened."},
            "kind": words(RequestKind::ALL, RequestKind::word),
            "state": words(RequestState::ALL, RequestState::word),
            "law": words(&Law::ALL, Law::word),
            "via": text(),
            "opened_at": time(),
            "due_at": time(),
            "extended_until": time_or_null(),
            "verified_at": time_or_null(),
            "answered_at": time_or_null(),
        })
    };
    let mut shown = shape();
    for name in ["about", "text", "reason"] {
        shown[name] = text_or_null();
    }
    shown["recipients"] = list(object(json!({"host": text(), "told_at": time_or_null()})));
    let new = json!({
        "type": "object",
        "required": ["customer", "kind"],
        "additionalProperties": false,
        "properties": {
            "customer": id("cus"),
            "kind": words(RequestKind::ALL, RequestKind::word),
            "about": {"enum": [null, "name", "email", "phone", "address", "other"], "description": "Of a correction, which needs it."},
            "text": {"type": ["string", "null"], "maxLength": REQUEST_CHARS_MAX, "description": "Of a correction, what is right."},
            "language": {"type": ["string", "null"], "description": "The language of the letters; the store's where it is left out."},
            "law": {"anyOf": [words(&Law::ALL, Law::word), {"type": "null"}]},
        },
    });
    let answer = json!({
        "type": "object",
        "required": ["answer"],
        "additionalProperties": false,
        "properties": {
            "answer": one_of(&["done", "refuse", "extend"]),
            "reason": {"type": ["string", "null"], "maxLength": REASON_CHARS_MAX, "description": "The customer reads it."},
            "lifts": {"type": "boolean", "description": "Of a restriction: it ends in three days."},
        },
    });
    json!({"PrivacyRequest": object(shape()), "PrivacyRequestShown": object(shown), "NewPrivacyRequest": new, "PrivacyAnswer": answer})
}

fn consents() -> Value {
    let short = || json!({"type": ["string", "null"], "minLength": 1, "maxLength": TEXT_CHARS_MAX});
    let asked: Vec<&str> = states().map(State::word).collect();
    let holds = object(json!({
        "purpose": reference("Purpose"),
        "recipient": reference("Recipient"),
        "categories": categories(),
        "basis": words(Basis::ALL, Basis::word),
        "until": time_or_null(),
    }));
    let refused =
        object(json!({"purpose": reference("Purpose"), "recipient": reference("Recipient"), "categories": categories()}));
    let decided = object(json!({
        "id": id("gra"),
        "purpose": reference("Purpose"),
        "recipient": reference("Recipient"),
        "categories": categories(),
        "state": words(State::ALL, State::word),
        "basis": words(Basis::ALL, Basis::word),
        "valid_from": time(),
        "valid_until": time_or_null(),
        "notice_version": text_or_null(),
        "language": text_or_null(),
        "collected_via": text(),
        "proof": text_or_null(),
        "recorded_at": time(),
    }));
    let decision = json!({
        "type": "object",
        "required": ["purpose", "state"],
        "additionalProperties": false,
        "properties": {
            "purpose": reference("Purpose"),
            "state": one_of(&asked),
            "categories": {"type": ["array", "null"], "minItems": 1, "items": reference("Category")},
            "recipients": {"type": ["array", "null"], "minItems": 1, "items": reference("Recipient")},
            "valid_until": time_or_null(),
            "notice_version": short(),
            "language": short(),
            "proof": short(),
        },
    });
    let decisions = json!({"type": "array", "minItems": 1, "maxItems": DECISIONS_MAX, "items": decision});
    json!({
        "Purpose": words(Purpose::ALL, Purpose::word),
        "Recipient": words(Recipient::ALL, Recipient::word),
        "Consents": object(json!({
            "customer": id("cus"),
            "restricted": {"type": "boolean", "description": "Everything is kept and nothing used, at the customer's wish."},
            "holds": list(holds), "refused": list(refused), "history": list(decided),
        })),
        "ConsentRecord": {"type": "object", "description": "A JSON-LD document; see https://w3id.org/dpv/guides/consent-27560."},
        "SignedReceipt": object(json!({
            "receipt": {"type": "object", "description": "A JSON-LD document; see https://w3id.org/dpv/guides/consent-27560."},
            "signature": object(json!({
                "alg": one_of(&["Ed25519"]),
                "kid": text(),
                "value": {"type": "string", "description": "Base64url, over the receipt's canonical form (RFC 8785)."},
            })),
        })),
        "Decisions": {
            "type": "object", "required": ["decisions"], "additionalProperties": false, "properties": {"decisions": decisions},
        },
    })
}

fn third_parties() -> Value {
    let with = |names: &[&str], shape: fn() -> Value, mut own: Value| {
        for name in names {
            own[*name] = shape();
        }
        own
    };
    let with_counts = |own| object(with(&["third_parties", "following_people", "cookies"], count, own));
    let with_times = |own| object(with(&["first_seen", "last_seen"], time, with(&["gone_at"], time_or_null, own)));
    let shrank = json!({"oneOf": [{"type": "null"}, object(json!({"since": time(), "from": count()}))]});
    let summary = with_counts(json!({"at": time(), "shrank": shrank}));
    let page = object(json!({"path": text(), "status": count(), "problem": text_or_null()}));
    let scan = with_counts(json!({
        "at": time(),
        "problem": {"type": ["string", "null"], "description": "Why nothing was learnt; the counts are 0 then."},
        "came": list(text()),
        "went": list(text()),
        "held_back": {"type": "array", "items": text(), "description": "Services whose scripts wait for consent."},
        "consent_tool": text_or_null(),
        "honours_gpc": {"type": "boolean"},
        "script_policy": {"enum": [null, "missing", "open", "limits"]},
        "pages": list(page),
    }));
    let party = with_times(json!({
        "id": {"type": "string", "description": "A known service's word, else the host's registered name."},
        "name": text(),
        "company": text_or_null(),
        "country": text_or_null(),
        "purpose": words(Use::ALL, Use::word),
        "follows_people": {"type": "boolean"},
        "hosts": list(text()),
        "ways": list(words(Way::ALL, Way::word)),
        "pages": list(text()),
    }));
    let cookie = with_times(json!({
        "name": text(),
        "domain": text(),
        "third_party": {"type": "boolean"},
        "lasts_seconds": {"type": ["integer", "null"]},
        "secure": {"type": "boolean"},
        "http_only": {"type": "boolean"},
        "same_site": {"enum": [null, "strict", "lax", "none"]},
        "belongs_to": text_or_null(),
        "pages": list(text()),
    }));
    json!({"ThirdParties": object(json!({
        "site": text_or_null(),
        "next_scan_at": time_or_null(),
        "summary": {"oneOf": [{"type": "null"}, summary]},
        "scans": list(scan),
        "third_parties": list(party),
        "cookies": list(cookie),
    }))})
}

fn products() -> Value {
    let told = json!({
        "names": {"type": "object", "description": "What it is called, by the code of a language: en, ar, fa.", "additionalProperties": text(), "minProperties": 1},
        "currency": {"type": "string", "description": "ISO 4217; the store's where it is left out."},
        "price": {"type": ["string", "number", "null"], "description": "What one costs."},
        "compare_at_price": {"type": ["string", "number", "null"], "description": "What it is said to have cost before."},
        "price_until": {"type": ["string", "null"], "format": "date-time", "description": "When that price ends."},
        "stock": {"type": ["integer", "null"], "minimum": 0, "description": "How many there are."},
        "url": text_or_null(),
        "image": text_or_null(),
        "goes_with": {"type": ["array", "null"], "maxItems": catalog::GOES_WITH_MAX, "uniqueItems": true, "items": text(), "description": "The ids of those that go with it, the best first. Nobody needs to have told of them yet."},
    });
    let amount_or_null = json!({"type": ["string", "null"]});
    json!({
        "ProductTold": {"type": "object", "required": ["names"], "properties": told},
        "Product": object(json!({
            "id": text(),
            "names": {"type": "object", "additionalProperties": text()},
            "currency": currency(),
            "price": amount_or_null,
            "compare_at_price": amount_or_null,
            "price_until": time_or_null(),
            "stock": {"type": ["integer", "null"]},
            "url": text_or_null(),
            "image": text_or_null(),
            "goes_with": list(text()),
            "changed_at": time(),
        })),
        "ProductsKept": object(json!({"kept": count(), "changed": count()})),
        "ProductDeleted": object(json!({"id": text(), "deleted": {"const": true}})),
    })
}

fn rest() -> Value {
    let events = object(json!({
        "received": count(), "kept": count(), "dropped": count(), "set_aside": count(), "duplicate": count(),
        "stripped": {"type": "integer", "description": "What was taken out of kept events."},
        "by_reason": list(object(json!({"outcome": text(), "reason": text(), "events": count()}))),
    }));
    let messages = object(json!({
        "sent": count(), "failed": count(), "unknown": count(), "withheld": count(), "held": count(),
        "by_reason": list(object(json!({"state": text(), "reason": text(), "messages": count()}))),
    }));
    let by_currency = list(object(json!({"currency": currency(), "orders": count(), "value": amount()})));
    json!({
        "Stats": object(json!({
            "at": time(),
            "journal": object(json!({"position": count()})),
            "projections": list(object(json!({"name": text(), "position": count(), "lag": count(), "rebuilt": {"type": ["number", "null"], "description": "While it is made anew: the part of the sealed history that it has read, 0 to 1."}}))),
            "customers": object(json!({"total": count(), "buyers": {
                "type": ["integer", "null"],
                "description": "In tens, rounded down, so that no difference of two answers is a person; null where there are fewer than ten.",
            }})),
            "orders": object(json!({"total": count(), "by_currency": by_currency})),
            "events": object(json!({"total": events, "last_30_days": events})),
            "messages": object(json!({"waiting": count(), "total": messages, "last_30_days": messages})),
        })),
        "SetAside": object(json!({"id": id("evt"), "at": time(), "reason": text(), "detail": text()})),
        "SetAsideRaw": object(json!({"id": id("evt"), "at": time(), "reason": text(), "detail": text(), "raw": text()})),
        "OpenApi": {"type": "object", "description": "An OpenAPI 3.1 document."},
        "Problem": object(json!({
            "type": {"type": "string", "description": "`urn:amana:problem:NAME`"},
            "title": text(),
            "status": count(),
            "detail": text(),
        })),
    })
}
