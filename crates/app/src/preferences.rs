//! What customers ask of the messages that they agreed to, changed at their own pages: written down with an event that says so.

use crate::app::App;
use crate::intake;
use base::Rng;
use base::Timestamp;
use base::id::CustomerId;
use db::{NodeId, Result, Ticket, Tx};
use foundation::consent::{self, Decision, Frequency, Preferences};
use foundation::customers;
use foundation::journal::{self, PREFERENCES_UPDATED};

/// What a form asks to change; what it does not name stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    pub frequency: Option<Frequency>,
    pub pause: Option<Pause>,
    /// Keys of topics, and whether messages about them are wanted.
    pub topics: Vec<(String, bool)>,
    /// What was asked for before and is rarer or longer stays.
    pub only_narrows: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// One of `Preferences::PAUSES`, from now on.
    Days(u32),
    /// The one that lasts is over.
    Over,
}

impl Pause {
    /// Reads a number of days that can be chosen.
    pub fn from_word(word: &str) -> Option<Self> {
        let days = word.parse().ok()?;
        Preferences::PAUSES.contains(&days).then_some(Self::Days(days))
    }
}

impl Change {
    fn over(&self, held: Preferences, now: Timestamp) -> Preferences {
        let mut wanted = held.clone();
        wanted.frequency = self.frequency.unwrap_or(wanted.frequency);
        for (topic, wants) in &self.topics {
            if *wants {
                wanted.topics_off.remove(topic);
            } else {
                wanted.topics_off.insert(topic.clone());
            }
        }
        let wanted = match self.pause {
            Some(Pause::Days(days)) => wanted.paused_for(days, now),
            Some(Pause::Over) => Preferences { paused_until: None, ..wanted },
            None => wanted,
        };
        if self.only_narrows { held.merged(&wanted) } else { wanted }
    }
}

/// Writes a change down, and decisions with it; the ticket's answer means: on disk, and says whether anything was changed. No
/// message that is sent later rests on what held before.
pub fn change(
    app: &App,
    customer: CustomerId,
    change: Change,
    decisions: Vec<Decision>,
    via: &'static str,
) -> Ticket<bool, db::Error> {
    let (now, node, mut rng) = (app.clock.now(), app.node, app.fork_rng());
    app.recorder.submit(move |tx| change_in(tx, &mut rng, node, customer, &change, decisions, via, now))
}

#[expect(clippy::too_many_arguments, reason = "one commit of two things that belong together")]
fn change_in(
    tx: &mut Tx<'_>,
    rng: &mut Rng,
    node: NodeId,
    customer: CustomerId,
    change: &Change,
    decisions: Vec<Decision>,
    via: &str,
    now: Timestamp,
) -> Result<bool> {
    let Some(root) = customers::root_of(tx, customer)? else { return Ok(false) };
    if customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some()) {
        return Ok(false);
    }
    let decided = intake::change_consents_in(tx, rng, node, now, root, decisions)?;
    let is_recorded = decided.is_some_and(|decided| decided.is_recorded);
    let wanted = change.over(consent::load_preferences(tx, root)?, now);
    let changed = consent::set_preferences(tx, root, &wanted, now)?;
    if changed {
        let properties = serde_json::json!({
            "frequency": wanted.frequency.word(),
            "paused_until": wanted.paused_until.map(Timestamp::to_rfc3339),
            "topics_off": wanted.topics_off,
            "via": via,
        });
        let body = serde_json::json!({"properties": properties}).to_string();
        journal::append_one(tx, journal::system_event(root, PREFERENCES_UPDATED, body, rng, now), now)?;
    }
    Ok(changed || is_recorded)
}
