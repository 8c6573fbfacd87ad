//! The demo's campaigns: one that was sent ten days ago, with two letters tried beside each other and a few people held out, and one
//! that is being written.

use super::Outcome;
use app::App;
use automation::campaigns::{self, Campaign, CampaignState, Met, Plan, Progress, Start, Variant};
use automation::effect::EffectTerms;
use automation::journeys::SegmentKey;
use automation::{live, segments};
use base::id::{CampaignId, CustomerId, MessageId};
use base::{Id as _, Money, Timestamp};
use capabilities::feedback::{self, Bounce, By, Letter, Outcome as Came};
use capabilities::messaging::{self, Addressee, BuiltIn, House, NewMessage};
use db::Error;
use foundation::consent::{Category, CategorySet, Purpose, Recipient};
use foundation::orders;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);
/// Customers that are read at once.
const AT_ONCE: usize = 1_000;
/// One in so many gets nothing.
const HELD_OUT_OF: usize = 10;
/// Of so many letters one came back, was opened, was followed.
const BACK_OF: usize = 41;
const OPENED_OF: usize = 2;
const FOLLOWED_OF: usize = 9;
/// What a thousand letters cost, in the store's smallest coin.
const COST_OF_THOUSAND: i64 = 350;

pub(super) fn lay(app: &App) -> Outcome {
    let (now, mut rng) = (app.clock.now(), app.fork_rng());
    let at = now.minus(DAY * 10);
    let segments = app.db.record.read(segments::list)?;
    let named = |name: &str| segments.iter().find(|one| one.name == name).map(|one| SegmentKey(one.id));
    let loyal: Vec<SegmentKey> = named("Loyal customers").into_iter().collect();
    let rare: Vec<SegmentKey> = named("At risk").into_iter().collect();
    let variant = |letter: BuiltIn, percent| Variant { letter: letter.name().to_owned(), percent };
    let sent = Campaign {
        id: CampaignId::new(at, &mut rng),
        name: "We would like to see you again".to_owned(),
        state: CampaignState::On,
        plan: Plan {
            segments: loyal.iter().chain(&rare).copied().collect(),
            variants: vec![variant(BuiltIn::WinBack, 50), variant(BuiltIn::Welcome, 50)],
            holdout_percent: (100 / HELD_OUT_OF) as u8,
            ..Plan::empty()
        },
        begun_at: Some(at),
        made_at: at.minus(DAY),
        changed_at: at,
    };
    let draft = Campaign {
        id: CampaignId::new(now, &mut rng),
        name: "New in the shop".to_owned(),
        state: CampaignState::Draft,
        plan: Plan {
            segments: loyal,
            variants: vec![variant(BuiltIn::WinBack, 100)],
            start: Start::Local(tomorrow(app, now)?),
            per_hour: Some(600),
            ..Plan::empty()
        },
        begun_at: None,
        made_at: now,
        changed_at: now,
    };
    let kept = sent.clone();
    let laid = app.recorder.submit(move |tx| {
        EffectTerms::new(7, Some(Money { minor: COST_OF_THOUSAND, currency: store_currency(tx)? })).save(tx, now)?;
        campaigns::insert(tx, &kept)?;
        campaigns::insert(tx, &draft)?;
        live::changed(tx, now)
    });
    laid.wait()?;
    send(app, &sent, at)
}

fn store_currency(tx: &mut db::Tx<'_>) -> Result<base::Currency, Error> {
    Ok(foundation::settings::StoreSettings::load(tx)?.currency())
}

/// Nine in the morning of the day after.
fn tomorrow(app: &App, now: Timestamp) -> Result<jiff::civil::DateTime, Error> {
    let zone = app.db.record.read(foundation::settings::StoreSettings::load)?.zone();
    let at = jiff::Timestamp::from_microsecond(now.plus(DAY).micros()).map_err(|error| Error::Other(error.to_string()))?;
    Ok(at.to_zoned(zone).date().at(9, 0, 0, 0))
}

/// Writes down whom it met then, and what they bought afterwards.
fn send(app: &App, campaign: &Campaign, at: Timestamp) -> Outcome {
    let letters = [BuiltIn::WinBack, BuiltIn::Welcome];
    let house = app.db.record.read(|tx| House::load(tx, letters.map(Into::into)))?;
    let (mut after, mut progress) = (CustomerId::from_raw([0; 16]), Progress::default());
    let (mut rng, mut number) = (app.fork_rng(), 0_usize);
    let mut sent = Vec::new();
    loop {
        let (people, last) = app.db.views.read(|tx| campaigns::audience_after(tx, &campaign.plan, after, AT_ONCE))?;
        let Some(last) = last else { break };
        after = last;
        let addressees = app
            .db
            .record
            .read(|tx| people.iter().map(|customer| Addressee::load(tx, *customer)).collect::<db::Result<Vec<_>>>())?;
        app.db.views.write(|tx| {
            let bought = orders::of_customers(tx, &people)?;
            for (customer, addressee) in people.iter().zip(&addressees) {
                progress.looked_at += 1;
                let (variant, letter) = (number % 2, letters[number % 2]);
                let new = NewMessage {
                    id: MessageId::new(at, &mut rng),
                    key: app.keys.once_key(&[b"campaign", campaign.id.raw(), customer.raw()]),
                    customer: *customer,
                    event: NewMessage::no_event(),
                    position: NewMessage::NO_POSITION,
                    letter: letter.into(),
                    locale: house.settings.locale(),
                    topic: String::new(),
                    cause: campaigns::cause(campaign.id, variant),
                    due_at: Some(at),
                };
                if messaging::withheld(&house, addressee, &new, at.plus(DAY)).is_some() {
                    messaging::enqueue(tx, &house, addressee, &new, at.plus(DAY))?;
                    progress.withheld += 1;
                    continue;
                }
                number += 1;
                let held_out = number.is_multiple_of(HELD_OUT_OF);
                if held_out {
                    progress.held_out += 1;
                } else {
                    messaging::note_sent(tx, &new, at)?;
                    progress.queued += 1;
                    sent.push(Letter {
                        message: new.id,
                        customer: *customer,
                        template: letter.name().to_owned(),
                        cause: new.cause.clone(),
                        address: None,
                        sent_at: at,
                    });
                }
                let orders = CategorySet::of(&[Category::Orders]);
                let counted = addressee.choices.allows(Purpose::Analytics, Recipient::Automation, orders, at).is_some();
                let until = at.plus(DAY * 7);
                let mine: Vec<_> = bought
                    .iter()
                    .filter(|row| row.customer == *customer && counted && row.placed_at >= at && row.placed_at < until)
                    .collect();
                let first = mine.first();
                let revenue = first.map(|first| Money { minor: mine.iter().map(|row| row.total.minor).sum(), ..first.total });
                let met = Met {
                    campaign: campaign.id,
                    customer: *customer,
                    variant,
                    held_out,
                    counted,
                    watched_from: at,
                    watched_until: until,
                    bought_at: first.map(|first| first.placed_at),
                    withdrew_at: None,
                    revenue,
                };
                campaigns::note_met(tx, &met)?;
            }
            Ok::<_, Error>(())
        })?;
    }
    progress.state = CampaignState::On;
    progress.after = after;
    progress.done_at = Some(at.plus(Duration::from_mins(4)));
    app.db.views.write(|tx| campaigns::save_progress(tx, campaign.id, &progress))?;
    tell(app, sent)
}

/// What came back of the letters.
fn tell(app: &App, sent: Vec<Letter>) -> Outcome {
    let now = app.clock.now();
    let link = url::Url::parse("https://noor.example/new").map_err(|error| Error::Other(error.to_string()))?;
    for (part, letters) in sent.chunks(AT_ONCE).enumerate() {
        let (letters, keys, mut rng, link) = (letters.to_vec(), app.keys.clone(), app.fork_rng(), link.clone());
        let told = app.recorder.submit(move |tx| {
            for (number, letter) in letters.iter().enumerate().map(|(at, letter)| (part * AT_ONCE + at + 1, letter)) {
                let mut note = |outcome| {
                    let at = letter.sent_at.plus(Duration::from_mins(number as u64 % 600));
                    feedback::note(tx, &keys, &mut rng, letter, &outcome, at, now).map(drop)
                };
                if number.is_multiple_of(BACK_OF) {
                    note(Came::Bounced(Bounce::Soft))?;
                    continue;
                }
                note(Came::Delivered)?;
                if number.is_multiple_of(OPENED_OF) {
                    note(Came::Opened(By::Person))?;
                }
                if number.is_multiple_of(FOLLOWED_OF) {
                    note(Came::Clicked(link.clone()))?;
                }
            }
            Ok::<_, Error>(())
        });
        told.wait()?;
    }
    Ok(())
}
