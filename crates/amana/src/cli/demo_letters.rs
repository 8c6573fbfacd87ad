//! The demo's letters of the last two years, and agreements that nobody used: what a history brings that no event tells.

use super::Outcome;
use crate::demo::{Consents, Demo, Person};
use app::App;
use base::id::{CustomerId, EventId, MessageId};
use base::{Id as _, Rng, Timestamp};
use capabilities::messaging::{self, BuiltIn, NewMessage};
use foundation::consent::{self, Basis, Decision, Purpose, State};
use foundation::customers::{self, Claim};
use foundation::journal;
use std::time::Duration;

/// People in one commit.
const AT_ONCE: usize = 1_000;
const DAY: Duration = Duration::from_hours(24);
/// One in so many agreed to what the store then never used.
const FORGOTTEN_OF: usize = 20;

pub(super) fn write(app: &App, demo: &Demo) -> Outcome {
    let now = app.clock.now();
    let people: Vec<(usize, &Person)> = demo.people.iter().enumerate().collect();
    for some in people.chunks(AT_ONCE) {
        let found: Vec<(usize, &Person, CustomerId)> = app.db.record.read(|tx| {
            let mut found = Vec::with_capacity(some.len());
            for (index, person) in some {
                let claim = Claim::user_id(&app.keys, &Demo::user_id(*index as u32));
                found.extend(customers::find_identity(tx, &claim.hash)?.map(|(customer, _)| (*index, *person, customer)));
            }
            Ok::<_, db::Error>(found)
        })?;
        let mut rng = app.fork_rng();
        app.db.views.write(|tx| {
            for (_, person, customer) in found.iter().filter(|(_, person, _)| person.consents.has(Consents::MARKETING_EMAIL)) {
                for (rule, at) in letters(person, now) {
                    messaging::note_sent(tx, &letter(app, &mut rng, rule, *customer, person, at), at)?;
                }
            }
            Ok::<_, db::Error>(())
        })?;
        let forgotten: Vec<(CustomerId, Timestamp)> = found
            .iter()
            .filter(|(index, person, _)| index.is_multiple_of(FORGOTTEN_OF) && person.signed_up.plus(380 * DAY) < now)
            .map(|(_, person, customer)| (*customer, person.signed_up.plus(DAY)))
            .collect();
        agree(app, forgotten)?;
    }
    Ok(())
}

/// A welcome, and a reminder a month and a week before each year is over.
fn letters(person: &Person, now: Timestamp) -> impl Iterator<Item = (BuiltIn, Timestamp)> {
    let signed_up = person.signed_up;
    let reminders = [335, 358, 700].map(|days| (BuiltIn::ConsentRenewal, signed_up.plus(days * DAY)));
    let all = std::iter::once((BuiltIn::Welcome, signed_up.plus(Duration::from_mins(1)))).chain(reminders);
    all.filter(move |(_, at)| *at < now)
}

fn letter(app: &App, rng: &mut Rng, rule: BuiltIn, customer: CustomerId, person: &Person, at: Timestamp) -> NewMessage {
    // A welcome has the key of the rule itself: nobody is welcomed twice.
    let about = at.micros().to_le_bytes();
    let key = match rule {
        BuiltIn::Welcome => app.keys.once_key(&[b"message", rule.name().as_bytes(), customer.raw()]),
        _ => app.keys.once_key(&[b"demo letter", customer.raw(), &about]),
    };
    NewMessage {
        id: MessageId::new(at, rng),
        key,
        customer,
        event: EventId::new(at, rng),
        position: 0,
        letter: rule.into(),
        locale: person.locale,
        topic: String::new(),
        cause: String::new(),
        due_at: None,
    }
}

/// What was agreed to then, and used for nothing since.
fn agree(app: &App, people: Vec<(CustomerId, Timestamp)>) -> Outcome {
    let (node, now, mut rng) = (app.node, app.clock.now(), app.fork_rng());
    app.recorder
        .submit(move |tx| {
            for (customer, at) in people {
                let mut choices = consent::load(tx, customer)?;
                let decision = Decision::about(Purpose::CustomerCare, State::Given, Basis::Consent, at, "import");
                consent::record(tx, &mut rng, customer, &mut choices, &[decision], at)?;
                journal::note_change(tx, node, Some(customer), now)?;
            }
            Ok::<_, db::Error>(())
        })
        .wait()?;
    Ok(())
}
