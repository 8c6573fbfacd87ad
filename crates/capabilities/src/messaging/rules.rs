//! Which events are answered by rules that every store has, and with what; and what customers wish anew of what waits.

use super::guard;
use super::letter::LetterRef;
use super::model::NewMessage;
use super::queueing::{Addressee, House, enqueue};
use super::store;
use super::templates::BuiltIn;
use base::id::{CustomerId, MessageId};
use base::{Clock, Locale, Rng};
use db::{Result, Store, Tx};
use foundation::consent::Purpose;
use foundation::customers;
use foundation::journal::{
    ACCESS_ASKED, ACCESS_FORCED, CONSENT_ENDING, CONSENT_UPDATED, Event, Kind, LINK_ASKED, OPT_IN_ASKED, Origin,
    PREFERENCES_UPDATED, Projection, REQUEST_ANSWERED, REQUEST_RECEIVED,
};
use foundation::vault::Keys;
use std::sync::Arc;

/// Puts answers into the outbox. Keeps no rows of its own: a rebuild changes nothing.
pub struct AnswersProjection {
    record: Store,
    keys: Keys,
    clock: Arc<dyn Clock>,
    rng: Rng,
}

impl AnswersProjection {
    pub fn new(record: Store, keys: Keys, clock: Arc<dyn Clock>, rng: Rng) -> Self {
        Self { record, keys, clock, rng }
    }
}

impl Projection for AnswersProjection {
    fn name(&self) -> &'static str {
        "answers"
    }

    fn apply(&mut self, _: &mut Tx<'_>, _: &[Event]) -> Result<()> {
        Ok(())
    }

    fn react(&mut self, tx: &mut Tx<'_>, events: &[&Event]) -> Result<()> {
        self.heed_wishes(tx, events)?;
        let answered: Vec<(&Event, BuiltIn)> = events.iter().filter_map(|event| Some((*event, answer(event)?))).collect();
        if answered.is_empty() {
            return Ok(());
        }
        let (house, people) = self.record.read(|tx| {
            let house = House::load(tx, answered.iter().map(|(_, rule)| LetterRef::BuiltIn(*rule)))?;
            let people = answered.iter().map(|(event, _)| Addressee::load(tx, event.customer)).collect::<Result<Vec<_>>>()?;
            Ok::<_, db::Error>((house, people))
        })?;
        let now = self.clock.now();
        let store = (house.settings.locale(), &house.settings.zone());
        for ((event, rule), person) in answered.into_iter().zip(people) {
            if person.is_erased {
                continue;
            }
            if rule.is_optional() && house.settings.rules_off.iter().any(|off| off == rule.name()) {
                continue;
            }
            // A person who was two customers has been welcomed where either was.
            let mut earlier = person.ids.iter().filter(|id| rule == BuiltIn::Welcome && **id != event.customer);
            if earlier.try_fold(false, |any, id| Ok::<_, db::Error>(any || store::is_queued(tx, &self.welcome_key(*id))?))? {
                continue;
            }
            let locale = match locale_of(event) {
                Some(locale) => locale,
                None => customers::place_of(tx, store, person.ids[0])?.0,
            };
            let message = NewMessage {
                id: MessageId::new(now, &mut self.rng),
                key: self.idempotency_key(rule, event),
                customer: event.customer,
                event: event.id,
                position: event.position,
                letter: rule.into(),
                locale,
                topic: String::new(),
                cause: String::new(),
                due_at: None,
            };
            enqueue(tx, &house, &person, &message, now)?;
        }
        Ok(())
    }

    fn clear(&mut self, _: &mut Tx<'_>) -> Result<()> {
        Ok(())
    }
}

impl AnswersProjection {
    /// Whoever wants more letters than before waits no longer for what was held back for that.
    fn heed_wishes(&self, tx: &mut Tx<'_>, events: &[&Event]) -> Result<()> {
        let changed = events.iter().filter(|event| event.kind == Kind::System && event.name == PREFERENCES_UPDATED);
        let changed: Vec<CustomerId> = changed.map(|event| event.customer).collect();
        if changed.is_empty() {
            return Ok(());
        }
        let ids: Vec<CustomerId> = self.record.read(|tx| customers::families(tx, &changed))?.into_keys().collect();
        guard::look_anew_for(tx, &ids, self.clock.now())
    }

    /// One thank-you an order event, one welcome a customer.
    fn idempotency_key(&self, rule: BuiltIn, event: &Event) -> [u8; 16] {
        use base::Id as _;
        let about: &[u8] = match rule {
            BuiltIn::Welcome => return self.welcome_key(event.customer),
            BuiltIn::ConsentRenewal => return self.renewal_key(event),
            _ => event.id.raw(),
        };
        self.keys.once_key(&[b"message", rule.name().as_bytes(), about])
    }

    /// One reminder an end and a time before it.
    fn renewal_key(&self, event: &Event) -> [u8; 16] {
        use base::Id as _;
        let body: serde_json::Value = serde_json::from_str(&event.body).unwrap_or_default();
        let number = |name: &str| body["properties"][name].as_i64().unwrap_or(0).to_le_bytes();
        let name = BuiltIn::ConsentRenewal.name().as_bytes();
        self.keys.once_key(&[b"message", name, event.customer.raw(), &number("until"), &number("days")])
    }

    fn welcome_key(&self, customer: CustomerId) -> [u8; 16] {
        use base::Id as _;
        self.keys.once_key(&[b"message", BuiltIn::Welcome.name().as_bytes(), customer.raw()])
    }
}

/// The rule that an event calls for.
fn answer(event: &Event) -> Option<BuiltIn> {
    match event.kind {
        // What a page says of an order is not believed, and sends nothing to an address it supplied.
        Kind::Track if event.name == "Order Completed" && event.origin == Origin::Server => Some(BuiltIn::ThankYou),
        Kind::System if event.name == LINK_ASKED => Some(BuiltIn::PrivacyLink),
        Kind::System if event.name == OPT_IN_ASKED => Some(BuiltIn::ConfirmConsent),
        Kind::System if event.name == REQUEST_RECEIVED => Some(BuiltIn::RequestReceived),
        Kind::System if event.name == REQUEST_ANSWERED => Some(BuiltIn::RequestAnswered),
        Kind::System if event.name == CONSENT_ENDING => Some(BuiltIn::ConsentRenewal),
        Kind::System if [ACCESS_ASKED, ACCESS_FORCED].contains(&event.name.as_str()) => Some(BuiltIn::AccessNotice),
        Kind::System if event.name == CONSENT_UPDATED && agreed_to(event, Purpose::MarketingEmail) => Some(BuiltIn::Welcome),
        _ => None,
    }
}

fn agreed_to(event: &Event, purpose: Purpose) -> bool {
    let Ok(body) = serde_json::from_str::<serde_json::Value>(&event.body) else { return false };
    body.pointer("/properties/changes").and_then(serde_json::Value::as_array).is_some_and(|changes| {
        changes
            .iter()
            // A renewal is no news: whoever renews was welcomed, or was a customer before there were welcomes.
            .any(|change| change["purpose"] == purpose.word() && change["state"] == "given")
    })
}

/// The language that the event was sent in.
fn locale_of(event: &Event) -> Option<Locale> {
    customers::place_in(&serde_json::from_str(&event.body).ok()?).0
}
