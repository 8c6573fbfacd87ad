//! Reading the Segment spec's calls.

use super::benefit;
use super::calls::{
    Batch, Call, Context, Refused, describe, external_id, is_object, look, push_part, read_map, read_part, refuse,
};
use super::context::{Consent, kept_context};
use super::model::{Aside, Prepared, Reason, Sender};
use super::scan::Look;
use super::{hidden, personal};
use crate::price_drops::DROPPED;
use base::id::EventId;
use base::limits::{
    BATCH_EVENTS_MAX, EVENT_BYTES_MAX, EXTERNAL_ID_BYTES_MAX, FUTURE_MINUTES_MAX, MESSAGE_ID_BYTES_MAX, NAME_BYTES_MAX,
};
use base::{Currency, EmailAddress, Money, PhoneNumber, Rng, Timestamp};
use capabilities::ledger::BENEFIT_GIVEN;
use foundation::consent::EventClass;
use foundation::customers::{Claim, Claims};
use foundation::journal::{EMAIL_RESULTS, Kind, Origin};
use foundation::vault::{self, Field, Keys};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::time::Duration;

/// The largest amount of one order, in minor units: sums of thousands of such orders stay within 64 bits on either engine.
const ORDER_MINOR_MAX: u64 = 1_000_000_000_000_000;

/// What the store itself settles.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// Where a phone number without `+` is from.
    pub country: Option<String>,
    /// What orders without a currency are in.
    pub currency: Currency,
}

/// A request's events, readable and not.
#[derive(Default)]
pub struct Parsed {
    pub events: Vec<Prepared>,
    pub aside: Vec<Aside>,
}

/// The whole request can't be read; nothing of it was kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("the body is not valid JSON: {0}")]
    Json(String),
    #[error("the body must be a JSON object with a list named \"batch\"")]
    NoBatch,
    #[error("a batch holds at most {BATCH_EVENTS_MAX} events; this one holds {0}")]
    TooMany(usize),
    #[error("an event holds at most {EVENT_BYTES_MAX} bytes; this one holds {0}")]
    TooLarge(usize),
}

/// Everything that reading one request needs.
pub struct Reader<'r> {
    pub keys: &'r Keys,
    pub sender: Sender,
    pub surroundings: &'r Surroundings,
    pub received_at: Timestamp,
    pub rng: &'r mut Rng,
}

/// Reads a batch body. Events that can't be kept stand in `aside`; the error means that the body as a whole is unreadable.
pub fn parse_batch(reader: &mut Reader<'_>, body: &str) -> Result<Parsed, Unreadable> {
    if !is_object(body) {
        let whole = serde_json::from_str::<serde::de::IgnoredAny>(body);
        return Err(whole.map_or_else(|e| Unreadable::Json(e.to_string()), |_| Unreadable::NoBatch));
    }
    let batch: Batch<'_> = serde_json::from_str(body).map_err(|e| match e.classify() {
        serde_json::error::Category::Data => Unreadable::NoBatch,
        _ => Unreadable::Json(e.to_string()),
    })?;
    if batch.batch.len() > BATCH_EVENTS_MAX {
        return Err(Unreadable::TooMany(batch.batch.len()));
    }
    let mut parsed = Parsed::default();
    for raw in &batch.batch {
        let outcome = reader.event(raw.get(), None, batch.sent_at.0.as_deref(), batch.context);
        parsed.push(outcome, raw.get());
    }
    Ok(parsed)
}

/// Reads a body that is one call of the named kind.
pub fn parse_event(reader: &mut Reader<'_>, kind: Kind, body: &str) -> Result<Parsed, Unreadable> {
    serde_json::from_str::<serde::de::IgnoredAny>(body).map_err(|e| Unreadable::Json(e.to_string()))?;
    if body.len() > EVENT_BYTES_MAX {
        return Err(Unreadable::TooLarge(body.len()));
    }
    let mut parsed = Parsed::default();
    let outcome = reader.event(body, Some(kind), None, None);
    parsed.push(outcome, body);
    Ok(parsed)
}

impl Parsed {
    fn push(&mut self, outcome: Result<Prepared, (Reason, String)>, raw: &str) {
        match outcome {
            Ok(event) => self.events.push(event),
            Err((reason, detail)) => self.aside.push(Aside { reason, detail, raw: raw.to_owned() }),
        }
    }
}

impl Reader<'_> {
    fn event(
        &mut self,
        raw: &str,
        kind: Option<Kind>,
        batch_sent_at: Option<&str>,
        batch_context: Option<&RawValue>,
    ) -> Result<Prepared, Refused> {
        if raw.len() > EVENT_BYTES_MAX {
            return refuse(Reason::TooLarge, format!("{} bytes; at most {EVENT_BYTES_MAX}", raw.len()));
        }
        if !is_object(raw) {
            return refuse(Reason::BadType, "an event must be an object");
        }
        let call: Call<'_> = serde_json::from_str(raw).map_err(|e| (Reason::BadType, describe(&e)))?;
        let kind = match (kind, call.kind.0.as_deref()) {
            (Some(kind), _) => kind,
            (None, Some(word)) => {
                Kind::from_word(word).ok_or_else(|| (Reason::BadType, "type: not a call of the spec".to_owned()))?
            }
            (None, None) => return refuse(Reason::BadType, "type: missing"),
        };
        let name = event_name(kind, &call)?;
        let class = match kind {
            Kind::Track => EventClass::of_track(&name),
            Kind::Page | Kind::Screen => EventClass::Browsing,
            Kind::Identify | Kind::Group | Kind::Alias | Kind::System => EventClass::Profile,
        };
        if class == EventClass::Orders && self.sender.origin == Origin::Site {
            return refuse(Reason::RevenueRefused, "orders count only from a server key");
        }
        if is_benefit(kind, &name) && self.sender.origin == Origin::Site {
            return refuse(Reason::RevenueRefused, "benefits count only from a server key");
        }
        if EMAIL_RESULTS.contains(&name.as_str()) && self.sender.origin == Origin::Site {
            return refuse(Reason::RevenueRefused, "what became of letters is not for a page to say");
        }
        if name == DROPPED && self.sender.origin == Origin::Site {
            return refuse(Reason::RevenueRefused, "prices are not for a page to say");
        }
        let id = EventId::new(self.received_at, self.rng);
        let context: Context<'_> = read_part(call.context.or(batch_context), "context")?;
        let consent = Consent::read(context.consent)?;
        let mut event = Prepared {
            id,
            message_hash: self.message_hash(&call)?,
            kind,
            class,
            at: self.event_time(&call, batch_sent_at)?,
            received_at: self.received_at,
            body: String::new(),
            claims: self.claims(&call)?,
            is_misnamed: false,
            previous: self.previous(kind, &call)?,
            personal: Vec::new(),
            preferences: consent.preferences()?,
            asked: consent.asked(),
            decisions: Vec::new(),
            once: None,
            under: None,
            search: Vec::new(),
            raw: (kind == Kind::Alias).then(|| raw.to_owned()),
            name,
        };
        if event.claims.user_id.is_none() && event.claims.anonymous_id.is_none() {
            return refuse(Reason::NoId, "userId or anonymousId: one of them is needed");
        }
        if let Some(is_vouched) = self.is_vouched(&call, &context) {
            (event.claims.user_is_signed, event.is_misnamed) = (is_vouched, !is_vouched);
        }
        event.body = self.body(&mut event, &call, &context)?;
        Ok(event)
    }

    fn message_hash(&self, call: &Call<'_>) -> Result<Option<u64>, Refused> {
        match call.message_id.0.as_deref() {
            None | Some("") => Ok(None),
            Some(id) if id.len() >= MESSAGE_ID_BYTES_MAX => refuse(
                Reason::BadMessageId,
                format!("messageId: {} bytes; it must have fewer than {MESSAGE_ID_BYTES_MAX}", id.len()),
            ),
            Some(id) => Ok(Some(self.keys.message_hash(&self.sender.source, id))),
        }
    }

    /// `receivedAt - (sentAt - originalTimestamp)`, never more than 5 minutes ahead; history keeps its own time.
    fn event_time(&self, call: &Call<'_>, batch_sent_at: Option<&str>) -> Result<Timestamp, Refused> {
        let read = |text: &str, field: &str| Timestamp::parse(text).map_err(|e| (Reason::BadTime, format!("{field}: {e}")));
        let original = match (call.original_timestamp.0.as_deref(), call.timestamp.0.as_deref()) {
            (Some(text), _) => Some(read(text, "originalTimestamp")?),
            (None, Some(text)) => Some(read(text, "timestamp")?),
            (None, None) => None,
        };
        let sent_at = match call.sent_at.0.as_deref().or(batch_sent_at) {
            Some(text) => Some(read(text, "sentAt")?),
            None => None,
        };
        let at = match (original, sent_at) {
            (None, _) => self.received_at,
            (Some(original), Some(sent)) if self.sender.origin != Origin::Import => {
                Timestamp::from_micros(self.received_at.micros().saturating_sub(sent.micros_since(original)))
            }
            (Some(original), _) => original,
        };
        Ok(at.min(self.received_at.plus(Duration::from_secs(FUTURE_MINUTES_MAX * 60))))
    }

    fn claims(&self, call: &Call<'_>) -> Result<Claims, Refused> {
        Ok(Claims {
            user_id: external_id(&call.user_id, "userId")?.map(|id| Claim::user_id(self.keys, id)),
            anonymous_id: external_id(&call.anonymous_id, "anonymousId")?.map(|id| Claim::anonymous_id(self.keys, id)),
            email: None,
            phone: None,
            user_is_signed: false,
        })
    }

    /// Whether the store's server vouches for the user id that a page names; `None` where nobody says so.
    fn is_vouched(&self, call: &Call<'_>, context: &Context<'_>) -> Option<bool> {
        let user = call.user_id.0.as_deref().map(str::trim).filter(|user| !user.is_empty())?;
        let raw = context.user_hash.filter(|raw| self.sender.origin == Origin::Site && raw.get() != "null")?;
        let hash: Option<&str> = serde_json::from_str(raw.get()).ok();
        Some(hash.is_some_and(|hash| self.keys.vouches(&self.sender.source, user, hash)))
    }

    fn previous(&self, kind: Kind, call: &Call<'_>) -> Result<Option<(Claim, Claim)>, Refused> {
        if kind != Kind::Alias {
            return Ok(None);
        }
        match external_id(&call.previous_id, "previousId")? {
            Some(id) => Ok(Some((Claim::user_id(self.keys, id), Claim::anonymous_id(self.keys, id)))),
            None => refuse(Reason::NoId, "previousId: alias needs it"),
        }
    }

    /// What is stored of the event: its own parts and the context's kept ones, without identifiers.
    fn body(&mut self, event: &mut Prepared, call: &Call<'_>, context: &Context<'_>) -> Result<String, Refused> {
        let (part, raw) = match event.kind {
            Kind::Identify | Kind::Group => ("traits", call.traits),
            _ => ("properties", call.properties),
        };
        if raw.is_some_and(|raw| !is_object(raw.get()) && raw.get() != "null") {
            return refuse(Reason::BadType, format!("{part}: must be an object"));
        }
        let raw = raw.filter(|raw| raw.get() != "null");
        let mut body = String::with_capacity(raw.map_or(2, |raw| raw.get().len()) + 160);
        body.push('{');
        if let Some(group) = external_id(&call.group_id, "groupId")? {
            let mut group = Value::from(group);
            personal::take_from_event(&mut group, "groupId", event.id, &mut event.personal);
            push_part(&mut body, "groupId", &group.to_string());
        }
        if let Some(category) = call.category.0.as_deref().filter(|c| !c.is_empty() && c.len() <= NAME_BYTES_MAX) {
            let mut category = Value::from(category);
            personal::take_from_event(&mut category, "category", event.id, &mut event.personal);
            push_part(&mut body, "category", &category.to_string());
        }
        if let Some(raw) = raw {
            let look = look(raw)?;
            // A person's `name` is an identifier only where it stands among their own traits: the scan can't tell.
            let is_read = event.class == EventClass::Orders || is_benefit(event.kind, &event.name);
            if is_read || event.kind == Kind::Identify || look == Look::Closer {
                let mut map = read_map(raw, part)?;
                self.take_apart(event, &mut map)?;
                push_part(&mut body, part, &Value::Object(map).to_string());
            } else {
                push_part(&mut body, part, raw.get());
            }
        } else if event.class == EventClass::Orders {
            return refuse(Reason::NoOrderId, "properties.order_id: an order event needs it");
        } else if is_benefit(event.kind, &event.name) {
            return refuse(Reason::BadValue, "properties.benefit_id: a benefit needs it");
        }
        if let Some(traits) = context.traits.filter(|raw| raw.get().starts_with('{') && event.kind != Kind::Identify) {
            look(traits)?;
            let mut map = read_map(traits, "context.traits")?;
            self.take_person(event, &mut map)?;
        }
        let kept = kept_context(context, event)?;
        if !kept.is_empty() {
            push_part(&mut body, "context", &format!("{{{kept}}}"));
        }
        body.push('}');
        Ok(body)
    }

    fn take_apart(&mut self, event: &mut Prepared, map: &mut Map<String, Value>) -> Result<(), Refused> {
        if event.kind == Kind::Identify {
            return self.take_person(event, map);
        }
        if event.class == EventClass::Orders {
            self.check_order(event, map)?;
        }
        if is_benefit(event.kind, &event.name) {
            let wrong = |wrong: String| (Reason::BadValue, format!("properties.{wrong}"));
            let terms = benefit::read_benefit(map).map_err(wrong)?;
            event.once = Some(benefit::once_key(self.keys, &terms));
            event.under = Some(terms.purpose);
        }
        // An order's own e-mail address and phone number say whose it is.
        for key in ["email", "phone"] {
            if let Some(text) = map.get(key).and_then(Value::as_str) {
                self.claim_contact(event, key, text);
            }
        }
        let own: Vec<(String, String)> =
            ["email", "phone"].iter().filter_map(|key| Some(((*key).to_owned(), map.get(*key)?.as_str()?.to_owned()))).collect();
        let mut value = Value::Object(std::mem::take(map));
        personal::take_from_event(&mut value, "properties", event.id, &mut event.personal);
        for (name, text) in own {
            let category =
                if name == "email" { foundation::consent::Category::Email } else { foundation::consent::Category::Phone };
            event.personal.push(Field { category, name, value: text });
        }
        if let Value::Object(taken) = value {
            *map = taken;
        }
        Ok(())
    }

    /// Traits of the person: identifiers become claims and vault fields.
    fn take_person(&mut self, event: &mut Prepared, map: &mut Map<String, Value>) -> Result<(), Refused> {
        if let Some(long) = map.keys().find(|name| name.len() > NAME_BYTES_MAX) {
            return refuse(Reason::TooLarge, format!("traits: a name of {} bytes; at most {NAME_BYTES_MAX}", long.len()));
        }
        let from = event.personal.len();
        personal::take_from_traits(map, &mut event.personal);
        let contacts: Vec<(String, String)> = event.personal[from..]
            .iter()
            .filter(|field| field.name == "email" || field.name == "phone")
            .map(|field| (field.name.clone(), field.value.clone()))
            .collect();
        for (name, text) in contacts {
            self.claim_contact(event, &name, &text);
        }
        Ok(())
    }

    fn claim_contact(&self, event: &mut Prepared, key: &str, text: &str) {
        if key == "email" {
            event.claims.email = EmailAddress::parse(text).ok().map(|email| Claim::email(self.keys, &email));
        } else {
            let phone = PhoneNumber::parse(text, self.surroundings.country.as_deref()).ok();
            event.claims.phone = phone.map(|phone| Claim::phone(self.keys, &phone));
        }
    }

    /// An order event needs its number, an amount that can be read, and a currency (the store's where it names none).
    fn check_order(&self, event: &mut Prepared, map: &mut Map<String, Value>) -> Result<(), Refused> {
        let order_id = match map.get("order_id").or_else(|| map.get("orderId")) {
            Some(Value::String(id)) if !id.is_empty() && id.len() <= EXTERNAL_ID_BYTES_MAX => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            _ => return refuse(Reason::NoOrderId, "properties.order_id: an order event needs it"),
        };
        let currency = match map.get("currency") {
            None | Some(Value::Null) => self.surroundings.currency,
            Some(Value::String(code)) => {
                Currency::parse(code).map_err(|e| (Reason::BadValue, format!("properties.currency: {e}")))?
            }
            Some(_) => return refuse(Reason::BadType, "properties.currency: must be text"),
        };
        for key in ["total", "revenue", "value"] {
            let text = match map.get(key) {
                None | Some(Value::Null) => continue,
                Some(Value::String(text)) => text.clone(),
                Some(Value::Number(number)) => number.to_string(),
                Some(_) => return refuse(Reason::BadType, format!("properties.{key}: must be a number")),
            };
            let amount = Money::parse(&text, currency).map_err(|e| (Reason::BadValue, format!("properties.{key}: {e}")))?;
            if amount.minor.unsigned_abs() > ORDER_MINOR_MAX {
                return refuse(Reason::BadValue, format!("properties.{key}: the amount is too large"));
            }
        }
        map.insert("order_id".to_owned(), Value::from(order_id.clone()));
        map.insert("currency".to_owned(), Value::from(currency.code()));
        // An order is completed, and cancelled, once; updates and partial refunds may be many.
        if matches!(event.name.as_str(), "Order Completed" | "Order Cancelled") {
            event.once = Some(self.keys.once_key(&[b"order", event.name.as_bytes(), order_id.as_bytes()]));
        }
        event.search.push(vault::order_hash(self.keys, &order_id));
        Ok(())
    }
}

fn is_benefit(kind: Kind, name: &str) -> bool {
    kind == Kind::Track && name == BENEFIT_GIVEN
}

/// What a call is named in the journal.
fn event_name(kind: Kind, call: &Call<'_>) -> Result<String, Refused> {
    let name = match kind {
        Kind::Track => match call.event.0.as_deref().map(str::trim) {
            None | Some("") => return refuse(Reason::NoName, "event: a track call needs a name"),
            Some(name) => name.to_owned(),
        },
        Kind::Page | Kind::Screen => call.name.0.as_deref().map(str::trim).filter(|n| !n.is_empty()).map_or_else(
            || if kind == Kind::Page { "Page Viewed".to_owned() } else { "Screen Viewed".to_owned() },
            str::to_owned,
        ),
        other => other.word().to_owned(),
    };
    if name.len() > NAME_BYTES_MAX {
        return refuse(Reason::TooLarge, format!("event: a name holds at most {NAME_BYTES_MAX} bytes"));
    }
    // A name is shown and counted in clear: no identifier may hide in it.
    if hidden::in_text(&name).is_some() || PhoneNumber::parse(&name, None).is_ok() {
        return refuse(Reason::BadValue, "event: a name must not hold an e-mail address or a phone number");
    }
    Ok(name)
}
