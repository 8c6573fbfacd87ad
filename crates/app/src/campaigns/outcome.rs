//! What a campaign did, put together from what the outbox, the mail servers and the people themselves told.

use crate::app::App;
use automation::campaigns::{self, Campaign, Group};
use automation::effect::{EffectTerms, Moments, Share};
use base::{Currency, Timestamp};
use capabilities::feedback;
use capabilities::messaging::{self, MessageState, Tracking};
use db::Result;
use std::collections::BTreeMap;

/// Up to so many letters each is put beside each other; of more, each beside the one that is ahead.
const ALL_PAIRS_MAX: usize = 3;

/// What came of a campaign so far.
#[derive(Debug, Clone)]
pub struct Results {
    pub variants: Vec<VariantResults>,
    held_out: Side,
    pub terms: EffectTerms,
    /// What the store lets be counted of letters.
    pub tracking: Tracking,
}

/// What came of one letter.
#[derive(Debug, Clone)]
pub struct VariantResults {
    pub letter: String,
    pub percent: u8,
    /// Those who were to get it.
    pub side: Side,
    /// Those that the mail server took, or may have taken.
    pub sent: u64,
    told: BTreeMap<String, u64>,
}

/// Some people, and what they did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Side {
    /// Those who let what they buy be counted.
    pub people: u64,
    /// All of them.
    pub met: u64,
    bought: u64,
    withdrew: u64,
    /// Sum and squares by currency.
    spent: BTreeMap<Currency, (f64, f64)>,
}

/// Reads what came of a campaign.
pub fn results(app: &App, campaign: &Campaign) -> Result<Results> {
    let (terms, tracking) = app.db.record.read(|tx| Ok::<_, db::Error>((EffectTerms::load(tx)?, Tracking::load(tx)?)))?;
    app.db.views.read(|tx| {
        let groups = campaigns::groups(tx, campaign.id)?;
        let mut variants = Vec::with_capacity(campaign.plan.variants.len());
        for (number, variant) in campaign.plan.variants.iter().enumerate() {
            let cause = campaigns::cause(campaign.id, number);
            let sent = messaging::counts_of_cause(tx, &cause)?
                .iter()
                .filter(|row| row.cause == cause && matches!(row.state, MessageState::Sent | MessageState::Unknown))
                .map(|row| row.messages.max(0).unsigned_abs())
                .sum();
            let mut told: BTreeMap<String, u64> = BTreeMap::new();
            for row in feedback::counted(tx, Some(&cause), Timestamp::from_micros(0))? {
                *told.entry(row.kind).or_default() += row.letters;
            }
            let mine = groups.iter().filter(|group| group.variant == number && !group.held_out);
            let (letter, percent) = (variant.letter.clone(), variant.percent);
            variants.push(VariantResults { letter, percent, side: Side::of(mine), sent, told });
        }
        let held_out = Side::of(groups.iter().filter(|group| group.held_out));
        Ok(Results { variants, held_out, terms, tracking })
    })
}

impl Results {
    /// All who were to get a letter.
    pub fn written(&self) -> Side {
        self.variants.iter().fold(Side::default(), |all, variant| all.with(&variant.side))
    }

    pub const fn held_out(&self) -> &Side {
        &self.held_out
    }

    /// The currencies that anybody spent.
    pub fn currencies(&self) -> Vec<Currency> {
        self.written().with(&self.held_out).spent.into_keys().collect()
    }

    /// How many comparisons each letter with each other is: every interval is widened for all of them, whichever are shown.
    pub fn comparisons(&self) -> u32 {
        let letters = self.variants.len() as u32;
        (letters * letters.saturating_sub(1) / 2).max(1)
    }

    /// The letters that are put beside each other.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let letters = self.variants.len();
        if letters <= ALL_PAIRS_MAX {
            return (0..letters).flat_map(|first| (first + 1..letters).map(move |second| (first, second))).collect();
        }
        let rate = |number: &usize| self.variants.get(*number).map_or(0.0, |variant| variant.side.bought().rate());
        let ahead = (0..letters).max_by(|one, other| rate(one).total_cmp(&rate(other))).unwrap_or(0);
        (0..letters).filter(|number| *number != ahead).map(|number| (ahead, number)).collect()
    }
}

impl VariantResults {
    /// Of how many letters this became known: `delivered`, `opened`, `clicked` …
    pub fn told(&self, kind: &str) -> u64 {
        self.told.get(kind).copied().unwrap_or(0)
    }

    pub fn clicks(&self) -> Share {
        Share { people: self.sent, of_them: self.told("clicked") }
    }
}

impl Side {
    fn of<'g>(groups: impl Iterator<Item = &'g Group>) -> Self {
        let mut side = Self::default();
        for group in groups {
            side.met += group.people;
            side.withdrew += group.withdrew;
            if !group.counted {
                continue;
            }
            side.people += group.people;
            side.bought += group.bought;
            if let Some(currency) = group.currency {
                let spent = side.spent.entry(currency).or_default();
                *spent = (spent.0 + group.sum, spent.1 + group.squares);
            }
        }
        side
    }

    fn with(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.people += other.people;
        both.met += other.met;
        both.bought += other.bought;
        both.withdrew += other.withdrew;
        for (currency, (sum, squares)) in &other.spent {
            let spent = both.spent.entry(*currency).or_default();
            *spent = (spent.0 + sum, spent.1 + squares);
        }
        both
    }

    pub const fn bought(&self) -> Share {
        Share { people: self.people, of_them: self.bought }
    }

    pub const fn withdrew(&self) -> Share {
        Share { people: self.met, of_them: self.withdrew }
    }

    /// What everybody spent in one currency: nothing, of most.
    pub fn spent(&self, currency: Currency) -> Moments {
        let (sum, squares) = self.spent.get(&currency).copied().unwrap_or_default();
        Moments { people: self.people, sum, squares }
    }
}
