//! From references to a message that can travel: looks again whether it may, then writes it.

use super::catalogue::{Catalogue, NOTHING_GOES_WITH};
use super::claims::Contradiction;
use super::context::{Context, Customer, Kind, Notice, Renewal, RequestSaid, Store as StoreContext, Urls, WayOut};
use super::dkim::{self, Signer};
use super::email::Email;
use super::kept::{Kept, KeptBody};
use super::letter::{About, LetterRef, Terms, Wishes};
use super::marks::{Vendor, header_lines, letter_token, read_letter};
use super::model::{Message, NewMessage};
use super::of_event::{self, Told};
use super::senders::{Sender, Senders};
use super::sheets::Sheets;
use super::suppressions;
use super::templates::BuiltIn;
use super::topics::Topics;
use super::tracking::{Tracking, may_track, tracked};
use base::id::CustomerId;
use base::{Clock, EmailAddress, Locale, Rng, Timestamp};
use db::{Db, Error, Result};
use foundation::consent::{self, Basis, Category, CategorySet, Choices, Purpose};
use foundation::customers::{self, Claim};
use foundation::history::History;
use foundation::journal::{Event, Origin};
use foundation::privacy::{self, AddressHash, LinkError, RequestKind, Way};
use foundation::settings::StoreSettings;
use foundation::vault::{self, Access, AccessLog, Disclosed, Keys, Looker, Person, Shown};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use web::format::{Formatter, RialUnit};
use web::i18n::Lang;
use web::key;

/// The label of the signature in the way out of marketing mail.
const UNSUBSCRIBE_LABEL: &str = "unsubscribe";

/// Letters of a signed token: an id and its signature.
const TOKEN_LETTERS: usize = 2 * base::id::LETTERS;

/// Why a message is withheld whose customer confirmed other addresses than the one that it would go to.
pub(super) const UNCONFIRMED: &str = "unconfirmed";

/// Everything that writing a message needs. Shared by the sending threads.
pub struct Composer {
    pub db: Db,
    pub history: Arc<History>,
    pub keys: Keys,
    pub access: AccessLog,
    pub clock: Arc<dyn Clock>,
    /// `https://shop.example`: where links lead.
    pub base_url: String,
    pub signers: Signers,
    /// Who hands them over and tells what came of them, where that is set.
    pub vendor: RwLock<Option<Vendor>>,
    /// Where letters come back to; the sender, where there is none.
    pub bounce_address: Option<EmailAddress>,
    /// Whether letters are read nowhere but in the admin, as in the demo: then what is kept of them has their links whole.
    pub is_read_here: bool,
    pub sheets: Sheets,
}

/// Who signs what goes out. Changes take effect with the next message.
#[derive(Default)]
pub struct Signers(RwLock<Arc<Vec<Signer>>>);

impl Signers {
    pub fn in_force(&self) -> Arc<Vec<Signer>> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn replace(&self, signers: Vec<Signer>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(signers);
    }
}

/// A message ready for the mail server.
pub struct Composed {
    /// Who gets it back (`MAIL FROM`).
    pub from: EmailAddress,
    pub to: EmailAddress,
    pub bytes: Vec<u8>,
    /// Subject, text and HTML, sealed under the customer's key.
    pub kept: Option<Kept>,
    pub address_hash: [u8; 16],
}

/// Why there is nothing to send.
pub enum NotComposed {
    /// It must not be sent: a word for the reason.
    Withheld(&'static str),
    /// It claims what the catalogue contradicts: a word for the reason, and what.
    Contradicted(&'static str, Box<Contradiction>),
    /// It can't be written: a word for the reason. Trying again would change nothing.
    Failed(&'static str),
    /// The database did not answer: try again.
    Db(Error),
}

impl From<Error> for NotComposed {
    fn from(error: Error) -> Self {
        Self::Db(error)
    }
}

struct Loaded {
    settings: StoreSettings,
    ids: Vec<CustomerId>,
    terms: Terms,
    event: Option<Event>,
    /// Of a reminder: what still ends, and when.
    ending: Option<Ending>,
    /// What may be known of it.
    tracking: Tracking,
}

/// What a reminder speaks of, as it is when the letter is written.
struct Ending {
    until: Timestamp,
    purposes: Vec<Purpose>,
}

impl Composer {
    /// Checks the permit again, opens what is needed (logged first), and writes the message.
    pub fn compose(&self, message: &Message, rng: &mut Rng) -> Result<Composed, NotComposed> {
        let now = self.clock.now();
        let loaded = self.load(message, now)?;
        let access = Access {
            // What customers are entitled to is written from what is theirs.
            looker: if loaded.terms.is_owed { Looker::Customer } else { Looker::Automation },
            purpose: loaded.terms.purpose,
            place: format!("message:{}", message.letter.name()),
        };
        let wanted = CategorySet::of(&[Category::Name, Category::Email]);
        let opened = self.access.disclose_beside(rng, &access, std::slice::from_ref(&loaded.ids), wanted, &[], now)?;
        // Written while the look gets to disk; handed over once it is there.
        opened.map(|people| self.compose_for(message, &loaded, &people, rng, now)).wait()?
    }

    fn compose_for(
        &self,
        message: &Message,
        loaded: &Loaded,
        people: &Disclosed,
        rng: &mut Rng,
        now: Timestamp,
    ) -> Result<Composed, NotComposed> {
        let person = people.people().first().ok_or(NotComposed::Withheld("no_address"))?;
        let to = match self.address_for(message, loaded.event.as_ref(), person) {
            Some(text) => EmailAddress::parse(text).map_err(|_| NotComposed::Failed("bad_address"))?,
            None if matches!(person.field("email"), Shown::Value(_)) => return Err(NotComposed::Withheld("unverified")),
            None => return Err(NotComposed::Withheld("no_address")),
        };
        let address_hash = Claim::email(&self.keys, &to).hash;
        let purpose = loaded.terms.purpose;
        let (is_suppressed, is_confirmed) = self.db.record.read(|tx| {
            let is_confirmed = !loaded.terms.is_marketing() || privacy::may_mail_to(tx, &loaded.ids, purpose, &address_hash)?;
            Ok::<_, Error>((suppressions::is_suppressed(tx, &address_hash)?, is_confirmed))
        })?;
        if is_suppressed {
            return Err(NotComposed::Withheld("suppressed"));
        }
        if !is_confirmed {
            return Err(NotComposed::Withheld(UNCONFIRMED));
        }
        let name = match person.display_name() {
            Shown::Value(name) => name.to_owned(),
            Shown::Withheld | Shown::Absent => String::new(),
        };
        self.write(message, loaded, &name, to, address_hash, rng, now)
    }

    /// What is kept of a letter: links that are its reader's alone lead to where one asks for one's own.
    fn kept(&self, body: KeptBody, link: &str, kind: &Kind) -> KeptBody {
        if self.is_read_here {
            return body;
        }
        let door = format!("{}/privacy", self.base_url.trim_end_matches('/'));
        let way_out = match kind {
            Kind::Marketing(way) => [way.unsubscribe_url.as_str(), &way.preferences_url],
            Kind::Transactional => ["", ""],
        };
        let own = way_out.into_iter().chain([link]).filter(|own| !own.is_empty());
        own.fold(body, |body, own| KeptBody {
            subject: body.subject,
            text: body.text.replace(own, &door),
            html: body.html.replace(own, &door),
        })
    }

    /// Where a message goes: the customer's address; the way to their own pages only to the address that asked for it.
    fn address_for<'a>(&self, message: &Message, event: Option<&Event>, person: &'a Person) -> Option<&'a str> {
        if message.letter != BuiltIn::PrivacyLink {
            return person.trusted_value("email");
        }
        let body: Value = serde_json::from_str(&event?.body).ok()?;
        let asked = base::id::decode(body.pointer("/properties/address")?.as_str()?)?;
        let mut addresses = person.fields().filter_map(|(name, _, shown, source, _)| match shown {
            Shown::Value(value) if name == "email" && source != Origin::Site => Some(value),
            _ => None,
        });
        addresses.find(|text| EmailAddress::parse(text).is_ok_and(|email| Claim::email(&self.keys, &email).hash == asked))
    }

    fn load(&self, message: &Message, now: Timestamp) -> Result<Loaded, NotComposed> {
        let event = if message.position == NewMessage::NO_POSITION {
            None
        } else {
            let found = self.history.event(message.customer, message.position).map_err(Error::from)?;
            Some(found.ok_or(NotComposed::Failed("no_event"))?)
        };
        let (ids, settings, topics, choices, preferences, terms, tracking) = self.db.record.read(|tx| {
            let root = customers::root_of(tx, message.customer)?.ok_or(NotComposed::Withheld("erased"))?;
            let (settings, topics) = (StoreSettings::load(tx)?, Topics::load(tx)?);
            let (choices, preferences) = (consent::load(tx, root)?, consent::load_preferences(tx, root)?);
            let terms = message.letter.terms(tx)?.ok_or(NotComposed::Failed("no_template"))?;
            let tracking =
                if terms.is_marketing() && may_track(&choices, now) { Tracking::load(tx)? } else { Tracking::default() };
            Ok::<_, NotComposed>((customers::all_ids(tx, root)?, settings, topics, choices, preferences, terms, tracking))
        })?;
        let topic = topics.of_message(message.letter, terms, &message.topic);
        let wishes = Wishes { choices: &choices, preferences: &preferences, topic };
        if let Err(withheld) = terms.permit(&wishes, ids[0], now) {
            return Err(NotComposed::Withheld(withheld.word()));
        }
        let ending = if message.letter == BuiltIn::ConsentRenewal {
            let event = event.as_ref().ok_or(NotComposed::Failed("no_event"))?;
            Some(still_ending(event, &choices, now).map_err(NotComposed::Withheld)?)
        } else {
            None
        };
        Ok(Loaded { settings, ids, terms, event, ending, tracking })
    }

    #[expect(clippy::too_many_arguments, reason = "the second half of `compose`, split for reading")]
    fn write(
        &self,
        message: &Message,
        loaded: &Loaded,
        name: &str,
        to: EmailAddress,
        address_hash: [u8; 16],
        rng: &mut Rng,
        now: Timestamp,
    ) -> Result<Composed, NotComposed> {
        let settings = &loaded.settings;
        let kind = if loaded.terms.is_marketing() {
            let url = self.unsubscribe_url(loaded.ids[0], message.id);
            Kind::Marketing(WayOut { preferences_url: self.preferences_url(loaded.ids[0]), unsubscribe_url: url })
        } else {
            Kind::Transactional
        };
        let sheet = self.sheets.get(&self.db, message, settings.locale())?;
        let fmt = formatter(settings, sheet.locale());
        let catalogue = Catalogue::beside(&self.db, loaded.event.as_ref(), loaded.terms, sheet.named(), now)?;
        if let Some((claim, found)) = catalogue.contradicts(settings, now) {
            return Err(NotComposed::Contradicted(claim.word(), Box::new(found)));
        }
        let mut context = self.context(message, loaded, &fmt, name, &address_hash, now)?;
        context.products = catalogue.said(&fmt, settings.locale());
        context.goes_with = catalogue.said_to_go_with(&fmt, settings);
        if sheet.named().is_of_goes_with && context.goes_with.as_ref().is_some_and(Vec::is_empty) {
            return Err(NotComposed::Withheld(NOTHING_GOES_WITH));
        }
        let rendered = sheet.render(&context, &kind).map_err(|error| {
            tracing::error!(%error, letter = %message.letter.name(), "a template can't be filled in");
            match catalogue.lacking().filter(|_| error.code == "unknown") {
                Some((claim, found)) => NotComposed::Contradicted(claim.word(), Box::new(found)),
                None => NotComposed::Failed(if error.code == "unknown" { "missing_value" } else { "bad_template" }),
            }
        })?;
        let (sender_name, from) = self.sender_named(settings, sheet.sender())?;
        let message_id = format!("{}@{}", message.id, from.domain());
        let html = tracked(&rendered.html, loaded.tracking, &self.keys, &self.base_url, message.id);
        let email = Email {
            from_name: &sender_name,
            from: &from,
            to_name: name,
            to: &to,
            reply_to: None,
            subject: &rendered.subject,
            date: now,
            message_id: &message_id,
            locale: sheet.locale(),
            kind: &kind,
            unsubscribe_mailto: None,
            text: &rendered.text,
            html: &html,
        };
        let vendor = *self.vendor.read().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = header_lines(&self.keys, message.id, vendor).into_bytes();
        bytes.extend(email.to_bytes().map_err(|_| NotComposed::Failed("bad_headers"))?);
        let signers = self.signers.in_force();
        if !signers.is_empty() {
            bytes = dkim::sign(&signers, &bytes, now).map_err(|_| NotComposed::Failed("dkim"))?;
        }
        let kept = self.kept(KeptBody::from(rendered), &context.urls.link, &kind);
        let pattern = sheet.pattern();
        let plain = kept.pack(pattern.as_deref());
        let sealed = self
            .db
            .record
            .read(|tx| vault::seal_beside(tx, &self.keys, rng, &loaded.ids, Category::Email, &message.id.to_string(), &plain))?;
        let kept = sealed.map(|sealed| Kept { sealed, pattern });
        Ok(Composed { from: self.comes_back_to(message.id, from), to, bytes, kept, address_hash })
    }

    /// The envelope's sender: an address of this letter's own, signed, so that what comes back to it is about this letter.
    fn comes_back_to(&self, message: base::id::MessageId, from: EmailAddress) -> EmailAddress {
        let Some((local, domain)) = self.bounce_address.as_ref().and_then(|address| address.as_str().split_once('@')) else {
            return from;
        };
        EmailAddress::parse(&format!("{local}+{}@{domain}", letter_token(&self.keys, message))).unwrap_or(from)
    }

    /// Whom a letter is from that names this sender's id, or none.
    fn sender_named(&self, settings: &StoreSettings, id: &str) -> Result<(String, EmailAddress), NotComposed> {
        let senders = if id.is_empty() { Senders::default() } else { self.db.record.read(Senders::load)? };
        self.sender_of(settings, senders.find(id)).ok_or(NotComposed::Failed("no_sender"))
    }

    /// Whom a letter is from, by name and address: the sender that it names, while it is there, else the store.
    pub fn sender_of(&self, settings: &StoreSettings, chosen: Option<&Sender>) -> Option<(String, EmailAddress)> {
        let named = chosen.and_then(|sender| Some((sender.name.clone(), EmailAddress::parse(&sender.email).ok()?)));
        let own = || {
            let name = if settings.sender_name.is_empty() { &settings.name } else { &settings.sender_name };
            Some((name.clone(), self.sender(settings)?))
        };
        named.or_else(own)
    }

    /// What the mail is from: the store's setting, or `no-reply@` at the address that links lead to.
    pub fn sender(&self, settings: &StoreSettings) -> Option<EmailAddress> {
        if let Ok(address) = EmailAddress::parse(&settings.sender_email) {
            return Some(address);
        }
        let host = self.base_url.split("://").nth(1)?.split(['/', ':']).next()?;
        EmailAddress::parse(&format!("no-reply@{host}")).or_else(|_| EmailAddress::parse("no-reply@store.localhost")).ok()
    }

    /// The link that ends marketing mail: who and what for, signed, and by which letter; it shows nothing by itself.
    pub fn unsubscribe_url(&self, customer: CustomerId, message: base::id::MessageId) -> String {
        let (base, way) = (self.base_url.trim_end_matches('/'), unsubscribe_token(&self.keys, customer));
        format!("{base}/u/{way}{}", letter_token(&self.keys, message))
    }

    /// The link to what the customer asks of such messages. It opens no more than the way out does, so its proof is the same.
    fn preferences_url(&self, customer: CustomerId) -> String {
        format!("{}/p/{}", self.base_url.trim_end_matches('/'), unsubscribe_token(&self.keys, customer))
    }

    fn context(
        &self,
        message: &Message,
        loaded: &Loaded,
        fmt: &Formatter,
        name: &str,
        to: &AddressHash,
        now: Timestamp,
    ) -> Result<Context, NotComposed> {
        let settings = &loaded.settings;
        let zero = fmt.integer(0).chars().next().unwrap_or('0');
        let told = match &loaded.event {
            Some(event) => of_event::told(event, loaded.terms.needs, fmt, settings.currency(), &settings.website),
            None => Told::default(),
        };
        let mut context = Context {
            notice: None,
            renewal: None,
            request: None,
            locale: fmt.lang.locale,
            zero,
            store: StoreContext {
                name: settings.name.clone(),
                url: settings.website.clone(),
                currency: settings.currency.clone(),
                time_zone: settings.time_zone.clone(),
                shows_toman: settings.show_toman,
                address: settings.postal_address.clone(),
            },
            customer: Customer { name: name.to_owned() },
            order: told.order,
            cart: told.cart,
            product: told.product,
            event: told.properties,
            products: BTreeMap::new(),
            goes_with: None,
            urls: Urls { privacy: format!("{}/privacy", self.base_url.trim_end_matches('/')), link: String::new() },
        };
        if let LetterRef::BuiltIn(letter) = message.letter {
            self.fill(&mut context, letter, loaded, to, fmt, now)?;
        }
        Ok(context)
    }

    /// What one of the letters that come with Amana speaks of, beyond what every letter may.
    fn fill(
        &self,
        context: &mut Context,
        letter: BuiltIn,
        loaded: &Loaded,
        to: &AddressHash,
        fmt: &Formatter,
        now: Timestamp,
    ) -> Result<(), NotComposed> {
        let event = || loaded.event.as_ref().ok_or(NotComposed::Failed("no_event"));
        match letter {
            BuiltIn::PrivacyLink => context.urls.link = self.privacy_link(event()?, now)?,
            BuiltIn::ConfirmConsent => context.urls.link = self.confirm_link(event()?, to, now)?,
            BuiltIn::ConsentRenewal => {
                let ending = loaded.ending.as_ref().ok_or(NotComposed::Withheld("not_ending"))?;
                let token = privacy::renewal_token(&self.keys, loaded.ids[0], ending.until);
                context.urls.link = format!("{}/privacy/renew/{token}", self.base_url.trim_end_matches('/'));
                context.renewal = Some(renewal_of(ending, fmt));
            }
            BuiltIn::RequestReceived | BuiltIn::RequestAnswered => {
                let (link, said) = self.request(event()?, loaded, fmt)?;
                (context.urls.link, context.request) = (link, Some(said));
            }
            BuiltIn::AccessNotice => context.notice = Some(self.notice(event()?, fmt.lang)?),
            _ => {}
        }
        // It would have a gap where it should speak of what its event tells.
        let is_there = match letter.about() {
            About::Customer => true,
            About::Order => context.order.is_some(),
            About::Cart => context.cart.is_some(),
            About::Product if letter == BuiltIn::PriceDrop => {
                context.product.as_ref().is_some_and(|product| product.price.is_some())
            }
            About::Product => context.product.is_some(),
        };
        if is_there { Ok(()) } else { Err(NotComposed::Failed(if loaded.event.is_some() { "wrong_event" } else { "no_event" })) }
    }

    /// Who asks to see more, or saw it, and why.
    fn notice(&self, event: &Event, lang: Lang) -> Result<Notice, NotComposed> {
        let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
        let id = body.pointer("/properties/window").and_then(Value::as_str).and_then(|id| id.parse().ok());
        let id = id.ok_or(NotComposed::Failed("no_event"))?;
        let window = self.db.record.read(|tx| consent::find_window(tx, id))?.ok_or(NotComposed::Failed("no_event"))?;
        let team = lang.t_code("recipient", window.recipient.word()).into_owned();
        Ok(Notice { kind: window.kind.word().to_owned(), team, reason: window.reason })
    }

    /// What a customer asked for and what became of it, with the way to answer or to see it.
    fn request(&self, event: &Event, loaded: &Loaded, fmt: &Formatter) -> Result<(String, RequestSaid), NotComposed> {
        let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
        let property = |name: &str| body.pointer(&format!("/properties/{name}")).and_then(Value::as_str).unwrap_or_default();
        let step = property("step");
        let id = property("request").parse().map_err(|_| NotComposed::Failed("no_event"))?;
        let found = self.db.record.read(|tx| {
            let Some(request) = privacy::find_request(tx, id)? else { return Ok(None) };
            let words = privacy::request_words(tx, &self.keys, &loaded.ids, &request)?;
            Ok::<_, Error>(words.map(|words| (request, words)))
        });
        let (request, words) = found?.ok_or(NotComposed::Failed("no_event"))?;
        // Whoever said meanwhile whether it was them is not asked again.
        if step == "identity" && (request.verified_at.is_some() || !request.state.is_open()) {
            return Err(NotComposed::Withheld("too_late"));
        }
        let (base, is_promised) = (self.base_url.trim_end_matches('/'), request.kind == RequestKind::Erasure && step == "done");
        let link = match step {
            "identity" => format!("{base}/privacy/identity/{}", privacy::request_token(&self.keys, id)),
            // Its address is known before it is there, since afterwards nobody can be written to.
            _ if is_promised => format!("{base}{}", privacy::certificate_path(&self.keys, privacy::erasure_for(id))),
            _ => format!("{base}/privacy/requests"),
        };
        let lift_at = body.pointer("/properties/lift_at").and_then(Value::as_i64).map(Timestamp::from_micros);
        let outcome = match (step, lift_at) {
            ("done", Some(at)) => fmt.lang.t_plain(key("request-outcome-restriction-ends"), &[("date", fmt.date(at).into())]),
            ("done", None) => fmt.lang.t_code("request-outcome", request.kind.word()).into_owned(),
            ("refused", Some(at)) => fmt.lang.t_plain(key("request-lifted-on"), &[("date", fmt.date(at).into())]),
            _ => String::new(),
        };
        let said = RequestSaid {
            step: step.to_owned(),
            kind: fmt.lang.t_code("request-kind", request.kind.word()).into_owned(),
            opened: fmt.date(request.opened_at),
            due: fmt.date(request.answer_by()),
            outcome,
            reason: words.reason,
        };
        Ok((link, said))
    }

    /// The link that an event asked for; it is made here and nowhere kept.
    fn privacy_link(&self, event: &Event, now: Timestamp) -> Result<String, NotComposed> {
        if now >= event.at.plus(Way::Mail.lasts()) {
            return Err(NotComposed::Withheld("too_late"));
        }
        let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
        let id = body.pointer("/properties/link").and_then(Value::as_str).and_then(|id| id.parse().ok());
        let id = id.ok_or(NotComposed::Failed("no_event"))?;
        Ok(format!("{}/privacy/open/{}", self.base_url.trim_end_matches('/'), privacy::link_token(&self.keys, id)))
    }

    /// The press that an agreement waits for, as long as it waits.
    fn confirm_link(&self, event: &Event, to: &AddressHash, now: Timestamp) -> Result<String, NotComposed> {
        let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
        let id = body.pointer("/properties/opt_in").and_then(Value::as_str).and_then(|id| id.parse().ok());
        let id = id.ok_or(NotComposed::Failed("no_event"))?;
        match self.db.record.read(|tx| privacy::waiting_opt_in(tx, id, now)) {
            Ok(_) => {
                let token = privacy::opt_in_token(&self.keys, id, to);
                Ok(format!("{}/privacy/confirm/{token}", self.base_url.trim_end_matches('/')))
            }
            Err(LinkError::Db(error)) => Err(NotComposed::Db(error)),
            // It ran out, was confirmed, or was taken back meanwhile.
            Err(_) => Err(NotComposed::Withheld("too_late")),
        }
    }
}

/// How a reader of a language reads the store's figures.
pub fn formatter(settings: &StoreSettings, locale: Locale) -> Formatter {
    let rial = if settings.show_toman { RialUnit::Toman } else { RialUnit::Rial };
    Formatter::new(Lang::new(locale), settings.zone()).with_rial(rial)
}

/// What of a reminder's agreements still ends when it said; the reason against it where none does. It may have waited, and what
/// it is about may have been renewed, taken back or given another end meanwhile.
fn still_ending(event: &Event, choices: &Choices, now: Timestamp) -> Result<Ending, &'static str> {
    let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
    let until = body.pointer("/properties/until").and_then(Value::as_i64).map(Timestamp::from_micros);
    let until = until.filter(|until| now < *until).ok_or("too_late")?;
    let words = body.pointer("/properties/purposes").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let ends = |purpose: Purpose| {
        let held = choices.iter().filter(move |choice| choice.purpose == purpose && choice.basis == Basis::Consent);
        held.filter(|choice| !choice.given.is_empty() && now < choice.until && choice.until <= until).map(|choice| choice.until)
    };
    let mut purposes: Vec<Purpose> = words.filter_map(Purpose::from_word).collect();
    purposes.dedup();
    purposes.retain(|purpose| ends(*purpose).next().is_some());
    // The letter names a day: something must end on it.
    if !purposes.iter().any(|purpose| ends(*purpose).any(|end| end == until)) {
        return Err("not_ending");
    }
    Ok(Ending { until, purposes })
}

/// What ends, in the reader's words.
fn renewal_of(ending: &Ending, fmt: &Formatter) -> Renewal {
    let words = ending.purposes.iter().map(|purpose| fmt.lang.t_code("privacy-purpose", purpose.word()).into_owned());
    Renewal { purposes: words.collect(), date: fmt.date(ending.until) }
}

/// What stands in the address of a customer's way out of marketing mail.
pub fn unsubscribe_token(keys: &Keys, customer: CustomerId) -> String {
    keys.signed_token(UNSUBSCRIBE_LABEL, customer, &[])
}

/// The customer of an unsubscribe link; `None` where the signature is not ours.
pub fn read_unsubscribe_token(keys: &Keys, token: &str) -> Option<CustomerId> {
    let (way, letter) = token.split_at_checked(TOKEN_LETTERS)?;
    let is_whole = letter.is_empty() || read_letter(keys, letter).is_some();
    keys.read_signed_token(UNSUBSCRIBE_LABEL, way, &[]).filter(|_| is_whole)
}

/// The letter that an unsubscribe link stood in; letters of long ago did not say.
pub fn letter_of_unsubscribe_token(keys: &Keys, token: &str) -> Option<base::id::MessageId> {
    read_letter(keys, token.get(TOKEN_LETTERS..)?)
}
