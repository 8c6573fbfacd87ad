//! The guard at the outbox: of the messages just taken, those that go.

use super::decide::{Verdict, Why};
use super::pace;
use super::past::{Bounds, Candidate, Past, Signs};
use super::store;
use crate::messaging::letter::LetterRef;
use crate::messaging::model::{Message, NewMessage};
use base::Timestamp;
use base::id::MessageId;
use db::{Db, Result, Tx};
use foundation::customers;
use foundation::history::{self, History};
use jiff::tz::TimeZone;
use serde_json::Value;
use std::collections::HashSet;

/// Nodes decide one after another, each seeing what the one before it let go.
const LOCK: i64 = 7_100_530;

/// Stands where messages are taken from the queue.
#[derive(Clone, Copy)]
pub(in crate::messaging) struct Guard<'a> {
    pub db: &'a Db,
    pub history: &'a History,
    pub signs: Signs,
}

impl Guard<'_> {
    /// Puts what must wait back into the queue, writes down what would come too late, and gives the rest: in the transaction
    /// that took them. Of several to one reader those that were queued first go first.
    pub fn sift(self, tx: &mut Tx<'_>, taken: Vec<Message>, now: Timestamp) -> Result<Vec<Message>> {
        let open = self.open(tx, taken, now)?;
        pace::take_turns(tx, open, now)
    }

    /// Those that the store, the law and their readers let go now.
    fn open(self, tx: &mut Tx<'_>, taken: Vec<Message>, now: Timestamp) -> Result<Vec<Message>> {
        let marketing: Vec<&Message> = taken.iter().filter(|message| message.is_marketing).collect();
        if marketing.is_empty() {
            return Ok(taken);
        }
        let bounds = self.db.record.read(|tx| Bounds::load(tx, marketing.iter().map(|message| message.customer)))?;
        // What waited is looked at even where its rule is gone: it may have waited for too long.
        let any_waited = marketing.iter().any(|message| message.postponed_at.is_some() && message.reason != Why::Turn.word());
        if bounds.are_none() && !any_waited {
            return Ok(taken);
        }
        if bounds.count_letters() {
            tx.lock_named(LOCK)?;
        }
        let letters: HashSet<LetterRef> = marketing.iter().map(|message| message.letter).collect();
        let except: HashSet<MessageId> = marketing.iter().map(|message| message.id).collect();
        let mut past = Past::of(self.db, tx, bounds, self.signs, &letters, &except, now)?;
        let mut go = Vec::with_capacity(taken.len());
        for message in taken {
            if !message.is_marketing {
                go.push(message);
                continue;
            }
            let zone = if past.knows_zone(message.customer) { None } else { self.zone_of_event(&message)? };
            // Whoever waited for their turn was kept back by nothing else.
            let since = message.postponed_at.zip(Why::from_word(&message.reason)).filter(|(_, why)| *why != Why::Turn);
            let of = Candidate { customer: message.customer, letter: message.letter, zone: zone.as_ref(), since };
            match past.verdict(of, now) {
                Verdict::Send => {
                    past.note(message.customer, now);
                    go.push(message);
                }
                Verdict::Postpone { until, why } => store::postpone(tx, &message, until, why, now)?,
                Verdict::Withhold(why) => store::withhold(tx, &message, why, now)?,
            }
        }
        Ok(go)
    }

    /// Where its reader was when they did what the message answers.
    fn zone_of_event(self, message: &Message) -> Result<Option<TimeZone>> {
        if message.position == NewMessage::NO_POSITION {
            return Ok(None);
        }
        let event = match self.history.event(message.customer, message.position) {
            Ok(event) => event,
            Err(history::Error::Db(error)) => return Err(error),
            Err(error) => {
                tracing::warn!(%error, message = %message.id, "where a reader was can't be read: the store's time counts");
                None
            }
        };
        let body: Value = event.and_then(|event| serde_json::from_str(&event.body).ok()).unwrap_or_default();
        // One that nobody knows is the store's: it must not hold anybody up.
        Ok(customers::place_in(&body).1)
    }
}
