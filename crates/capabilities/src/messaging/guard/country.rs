//! When the law of the reader's country lets marketing reach them, by channel.

use super::rules::{Channel, Quiet};
use jiff::civil::{Time, Weekday, time};

/// What one country asks of one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountryRule {
    pub channel: Channel,
    /// ISO 3166, two letters; empty: wherever nothing else is known.
    pub country: &'static str,
    /// Hours of the reader's day in which nothing goes.
    pub quiet: Quiet,
    /// Days of the week on which nothing goes.
    pub closed: &'static [Weekday],
    /// Whether holidays are closed too: announced year by year, so the store names them ([`super::SendingRules::days_off`]).
    pub keeps_holidays: bool,
    /// Who asks it.
    pub authority: &'static str,
}

const SEVEN: Time = time(7, 0, 0, 0);
const EIGHT: Time = time(8, 0, 0, 0);
const NINE_PM: Time = time(21, 0, 0, 0);
const TEN_PM: Time = time(22, 0, 0, 0);

const TABLE: [CountryRule; 4] = [
    CountryRule {
        channel: Channel::Sms,
        country: "SA",
        quiet: Quiet { from: TEN_PM, until: SEVEN },
        closed: &[],
        keeps_holidays: false,
        authority: "Communications, Space and Technology Commission (CST)",
    },
    CountryRule {
        channel: Channel::Sms,
        country: "AE",
        quiet: Quiet { from: NINE_PM, until: SEVEN },
        closed: &[],
        keeps_holidays: false,
        authority: "Telecommunications and Digital Government Regulatory Authority (TDRA)",
    },
    CountryRule {
        channel: Channel::Sms,
        country: "JO",
        quiet: Quiet { from: NINE_PM, until: EIGHT },
        closed: &[Weekday::Friday, Weekday::Saturday],
        keeps_holidays: true,
        authority: "Telecommunications Regulatory Commission (TRC)",
    },
    // A text message wakes people: where we know of no rule, the longest night of those that we know.
    CountryRule {
        channel: Channel::Sms,
        country: "",
        quiet: Quiet { from: NINE_PM, until: EIGHT },
        closed: &[],
        keeps_holidays: false,
        authority: "",
    },
];

/// The whole table.
pub fn country_rules() -> &'static [CountryRule] {
    &TABLE
}

/// What holds for a reader in a country; of a channel that no country closes hours to, nothing.
pub(super) fn rule(channel: Channel, country: Option<&str>) -> Option<&'static CountryRule> {
    let mut rows = TABLE.iter().filter(|row| row.channel == channel);
    let elsewhere = rows.clone().find(|row| row.country.is_empty());
    rows.find(|row| country.is_some_and(|country| !row.country.is_empty() && row.country.eq_ignore_ascii_case(country)))
        .or(elsewhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_the_facts_say() {
        let told = |country: &str| {
            let rule = rule(Channel::Sms, Some(country)).unwrap();
            (rule.quiet.from.hour(), rule.quiet.until.hour(), rule.closed.len(), rule.keeps_holidays)
        };
        assert_eq!(told("SA"), (22, 7, 0, false));
        assert_eq!(told("ae"), (21, 7, 0, false));
        assert_eq!(told("JO"), (21, 8, 2, true));
        for country in ["IR", "DE", "", "Jordan"] {
            assert_eq!(told(country), (21, 8, 0, false), "{country}");
        }
        assert_eq!(rule(Channel::Sms, None).map(|rule| rule.country), Some(""));
        assert!([None, Some("SA"), Some("JO")].into_iter().all(|country| rule(Channel::Email, country).is_none()));
    }

    #[test]
    fn a_country_has_one_row_for_a_channel() {
        for (at, row) in TABLE.iter().enumerate() {
            assert!(TABLE[at + 1..].iter().all(|other| (other.channel, other.country) != (row.channel, row.country)));
        }
    }
}
