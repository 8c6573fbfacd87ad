//! What the law of the store's place asks of whoever asks for consent: how long a no is left in peace, and whether an agreement
//! to mail must be confirmed by the address's owner.

use super::store::{Decision, MERGE};
use super::vocabulary::{CategorySet, Recipient, State};
use base::Timestamp;
use base::id::CustomerId;
use db::{Error, Result, Tx, params};
use std::time::Duration;

/// A law, or the guidance of the authority that watches over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Law {
    /// France: the CNIL's guidelines of 17 September 2020.
    Cnil,
    /// Czechia: the ÚOOÚ's guidance on cookie bars.
    Uoou,
    /// Italy: the Garante's guidelines of 10 June 2021.
    Garante,
    /// Germany: UWG § 7; the courts ask for a confirmed address.
    Uwg,
    /// Austria: TKG 2021 § 174; so does its authority.
    Tkg,
    /// United States: the CPRA, the strictest of the states' laws.
    Cpra,
    /// Wherever the law names no time: as long as the European authorities that name one.
    Elsewhere,
}

/// One row of the table.
struct Rule {
    law: Law,
    country: &'static str,
    /// Months for which nobody is asked again who said no.
    quiet_months: u32,
    double_opt_in: bool,
}

const TABLE: [Rule; 6] = [
    Rule { law: Law::Cnil, country: "FR", quiet_months: 6, double_opt_in: false },
    Rule { law: Law::Uoou, country: "CZ", quiet_months: 6, double_opt_in: false },
    Rule { law: Law::Garante, country: "IT", quiet_months: 6, double_opt_in: false },
    Rule { law: Law::Uwg, country: "DE", quiet_months: 6, double_opt_in: true },
    Rule { law: Law::Tkg, country: "AT", quiet_months: 6, double_opt_in: true },
    Rule { law: Law::Cpra, country: "US", quiet_months: 12, double_opt_in: false },
];
const ELSEWHERE: Rule = Rule { law: Law::Elsewhere, country: "", quiet_months: 6, double_opt_in: false };

impl Law {
    /// Of a store in this country (ISO 3166, two letters); where it is not known, too.
    pub fn of_country(country: &str) -> Self {
        TABLE.iter().find(|rule| rule.country.eq_ignore_ascii_case(country)).map_or(Self::Elsewhere, |rule| rule.law)
    }

    fn rule(self) -> &'static Rule {
        TABLE.iter().find(|rule| rule.law == self).unwrap_or(&ELSEWHERE)
    }

    pub fn quiet_months(self) -> u32 {
        self.rule().quiet_months
    }

    /// The same in days: no such span of months has more.
    pub fn quiet_days(self) -> u32 {
        (self.quiet_months() * 61).div_ceil(2) + u32::from(self.quiet_months() < 12)
    }

    /// How long a no is left in peace.
    pub fn quiet(self) -> Duration {
        Duration::from_hours(24 * u64::from(self.quiet_days()))
    }

    /// Whether an agreement to mail counts only once the address's owner has confirmed it, where the store says nothing else.
    pub fn wants_double_opt_in(self) -> bool {
        self.rule().double_opt_in
    }
}

/// Until when these ids of one customer are not to be asked for what a decision would allow, since they said no to a part of it
/// and did not take that no back; `None` where they may be asked. What a merge brought counts from when it was said.
pub fn quiet_until(
    tx: &mut Tx<'_>,
    customers: &[CustomerId],
    asked: &Decision,
    law: Law,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let mut standing: Vec<Word> = Vec::new();
    for word in words_about(tx, customers, asked)? {
        if word.state.is_explicit_no() {
            standing.push(word);
        } else if word.state.allows() {
            standing
                .iter_mut()
                .filter(|no| no.recipient == word.recipient)
                .for_each(|no| no.about = no.about.without(word.about));
        }
    }
    let last = standing.iter().filter(|no| !no.about.is_empty()).map(|no| no.at).max();
    Ok(last.map(|no| no.plus(law.quiet())).filter(|until| now < *until))
}

/// When these ids of one customer last said no to a part of what a decision would allow, whatever they said later.
pub fn refused_at(tx: &mut Tx<'_>, customers: &[CustomerId], asked: &Decision) -> Result<Option<Timestamp>> {
    let words = words_about(tx, customers, asked)?;
    Ok(words.iter().filter(|word| word.state.is_explicit_no()).map(|word| word.at).max())
}

/// One word that somebody said about a part of what a decision is about.
struct Word {
    state: State,
    recipient: Recipient,
    about: CategorySet,
    at: Timestamp,
}

/// All of them, the oldest first; what a merge brought was said before.
fn words_about(tx: &mut Tx<'_>, customers: &[CustomerId], asked: &Decision) -> Result<Vec<Word>> {
    let unknown = || Error::Other("the history of decisions holds an unknown word".to_owned());
    let mut words = Vec::new();
    for customer in customers {
        let sql = "SELECT state, recipient, categories, recorded_at FROM grants WHERE customer = $1 AND purpose = $2 \
                   AND collected_via <> $3";
        words.extend(tx.query(sql, params![customer, asked.purpose as i64, MERGE], |row| {
            Ok(Word {
                state: State::from_code(row.get(0)?).ok_or_else(unknown)?,
                recipient: Recipient::from_code(row.get(1)?).ok_or_else(unknown)?,
                about: CategorySet(row.get::<u32>(2)? as u16).within(asked.categories),
                at: row.get(3)?,
            })
        })?);
    }
    words.retain(|word| asked.recipients.contains(&word.recipient) && !word.about.is_empty());
    // Of two words of the same moment the no counts.
    words.sort_by_key(|word| (word.at, word.state.is_explicit_no()));
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_the_facts_say() {
        let told = |country: &str| {
            let law = Law::of_country(country);
            (law, law.quiet_months(), law.quiet_days(), law.wants_double_opt_in())
        };
        assert_eq!(told("FR"), (Law::Cnil, 6, 184, false));
        assert_eq!(told("CZ"), (Law::Uoou, 6, 184, false));
        assert_eq!(told("IT"), (Law::Garante, 6, 184, false));
        assert_eq!(told("DE"), (Law::Uwg, 6, 184, true));
        assert_eq!(told("at"), (Law::Tkg, 6, 184, true));
        assert_eq!(told("US"), (Law::Cpra, 12, 366, false));
        for country in ["SA", "IR", "GB", "", "XX", "Germany"] {
            assert_eq!(told(country), (Law::Elsewhere, 6, 184, false), "{country}");
        }
    }

    #[test]
    fn every_law_has_one_row_and_its_days_hold_its_months() {
        for (at, rule) in TABLE.iter().enumerate() {
            assert_eq!(rule.law.rule().country, rule.country);
            assert!(TABLE[at + 1..].iter().all(|other| other.country != rule.country && other.law != rule.law));
        }
        let day = jiff::civil::date(2026, 1, 1);
        for start in 0..366 {
            let from = day.saturating_add(jiff::Span::new().days(start));
            for law in [Law::Cnil, Law::Cpra, Law::Elsewhere] {
                let to = from.saturating_add(jiff::Span::new().months(law.quiet_months() as i32));
                assert!(from.until(to).unwrap().get_days() <= law.quiet_days() as i32, "{law:?} from {from}");
            }
        }
    }
}
