//! Rules, pasts and choices of every kind.

use super::super::*;
use crate::consent::{Basis, CategorySet, Choices, Purpose, Recipient, State as Decided};
use crate::journal::Origin;
use base::id::SegmentId;
use base::{Currency, Decimal, Id as _, Timestamp};
use proptest::prelude::*;

pub(super) const HOUR: i64 = 3_600_000_000;
/// A few days before clocks change in Cairo (24 April 2026).
pub(super) const BEGINS: &str = "2026-04-20T00:00:00Z";
pub(super) const PURPOSES: [Purpose; 2] = [Purpose::MarketingEmail, Purpose::Personalise];
pub(super) const NAMES: [&str; 4] = ["Product Viewed", "Cart Viewed", "Order Completed", "Order Refunded"];

#[derive(Debug, Clone)]
pub(super) struct Happened {
    pub name: &'static str,
    pub origin: Origin,
    pub at: i64,
    pub position: i64,
    pub body: String,
    pub amount: Option<(Currency, i64)>,
}

impl Happened {
    pub fn seen(&self) -> Seen<'_> {
        let Self { name, origin, at, position, body, amount } = self;
        let at = Timestamp::from_micros(*at);
        Seen { name, origin: *origin, at, position: *position, body, amount: *amount }
    }
}

pub(super) fn happened() -> impl Strategy<Value = Vec<Happened>> {
    let begins = Timestamp::parse(BEGINS).unwrap().micros();
    // Few moments, so that some fall together.
    let one = (
        0..5_usize,
        prop_oneof![3 => (0..40_i64).prop_map(|moment| moment * 10), 2 => 0..30_i64],
        0..4_i64,
        prop::bool::ANY,
        told(),
    );
    prop::collection::vec(one, 0..40).prop_map(move |all| {
        let made = all.into_iter().enumerate().map(|(position, (which, half_hours, number, is_sar, told))| {
            let name = NAMES.get(which).copied().unwrap_or("identify");
            let body = match which {
                4 => format!(r#"{{"traits":{{"plan":"p{number}","visits":{number}{told}}}}}"#),
                _ => format!(r#"{{"properties":{{"kind":"k{number}","price":{number}.5,"list":[{{"n":{number}}},{{"n":"1,5"}},{{"n":"x"}}]}}}}"#),
            };
            let amount = (which == 2 || which == 3).then(|| (if is_sar { Currency::SAR } else { Currency::EUR }, number * 100));
            let origin = if which == 4 && is_sar { Origin::Site } else { Origin::Server };
            Happened { name, origin, at: begins + half_hours * HOUR / 2, position: position as i64, body, amount }
        });
        made.collect()
    })
}

/// What a call may say of where somebody is.
pub(super) fn told() -> impl Strategy<Value = String> {
    let zone = prop::sample::select(
        &["Asia/Tehran", "Africa/Cairo", "America/New_York", "Pacific/Apia", "Mars/Phobos", "Etc/Unknown"][..],
    );
    let named = prop_oneof![3 => Just("timezone"), 1 => Just("time_zone")];
    let zone = prop_oneof![5 => zone.prop_map(|zone| format!("\"{zone}\"")), 1 => Just("null".to_owned())];
    prop_oneof![2 => Just(String::new()), 3 => (named, zone).prop_map(|(name, zone)| format!(",\"{name}\":{zone}"))]
}

pub(super) fn amount(number: i64) -> Amount {
    Amount::new(Decimal::from_parts(number * 5_000)).unwrap()
}

pub(super) fn bound<T: std::fmt::Debug + Clone + 'static>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Bound<T>> {
    (0..3, of).prop_map(|(which, number)| match which {
        0 => Bound::AtLeast(number),
        1 => Bound::AtMost(number),
        _ => Bound::Exactly(number),
    })
}

pub(super) fn by_days() -> impl Strategy<Value = When> {
    (store_days(), prop::bool::weighted(0.4)).prop_map(|(when, is_own)| if is_own { when.in_own_days() } else { when })
}

pub(super) fn store_days() -> impl Strategy<Value = When> {
    let date = |day: i8| jiff::civil::date(2026, 4, 20).saturating_add(jiff::Span::new().days(i64::from(day)));
    prop_oneof![
        Just(When::Ever),
        (0..9_u16).prop_map(When::LastDays),
        (0..9_u16).prop_map(When::BeforeDays),
        (0..9_u16, 0..9_u16).prop_map(|(a, b)| When::DaysAgo(a.max(b), a.min(b))),
        (0..9_i8, 0..9_i8).prop_map(move |(a, b)| When::Dates(date(a.min(b)), date(a.max(b)))),
    ]
}

pub(super) fn test() -> impl Strategy<Value = Test> {
    let scalar =
        || prop_oneof![(0..4).prop_map(|n| Scalar::Text(format!("k{n}"))), (0..8_i64).prop_map(|n| Scalar::Number(amount(n)))];
    prop_oneof![
        scalar().prop_map(Test::Is),
        scalar().prop_map(Test::IsNot),
        prop::collection::vec(scalar(), 1..3).prop_map(Test::AnyOf),
        Just(Test::Contains("K1".to_owned())),
        prop::bool::ANY.prop_map(Test::Exists),
        (0..8_i64).prop_map(|n| Test::AtLeast(amount(n))),
        (0..8_i64).prop_map(|n| Test::AtMost(amount(n))),
    ]
}

pub(super) fn segment(number: u8) -> SegmentId {
    SegmentId::from_raw([number; 16])
}

/// Some with an end, some without.
pub(super) fn choices() -> impl Strategy<Value = Choices> {
    let begins = Timestamp::parse(BEGINS).unwrap().micros();
    let until = prop::option::of((0..80_i64).prop_map(move |half_hours| Timestamp::from_micros(begins + half_hours * HOUR / 2)));
    let recipient = prop_oneof![3 => Just(Recipient::Automation), 1 => Just(Recipient::Marketing)];
    let decision = (0..PURPOSES.len(), recipient, 0..Decided::ALL.len(), 1..4_u16, until);
    prop::collection::vec(decision, 0..5).prop_map(|decisions| {
        let mut choices = Choices::default();
        for (purpose, recipient, state, data, until) in decisions {
            choices.decide(PURPOSES[purpose], recipient, CategorySet(data), Decided::ALL[state], Basis::Consent, until);
        }
        choices
    })
}

pub(super) fn events() -> impl Strategy<Value = Events> {
    let property = prop_oneof![Just("kind"), Just("price"), Just("list.n"), Just("none")];
    let filter = (property, test()).prop_map(|(property, test)| Filter { property: property.to_owned(), test });
    (0..NAMES.len(), prop::collection::vec(filter, 0..2))
        .prop_map(|(name, filters)| Events { event: NAMES[name].to_owned(), filters })
}

pub(super) fn condition() -> impl Strategy<Value = Condition> {
    let take = prop_oneof![Just(Take::Sum), Just(Take::Min), Just(Take::Max), Just(Take::Last)];
    let when = prop_oneof![4 => by_days(), 1 => (1..48_u16).prop_map(When::LastHours)];
    let leaf = prop_oneof![
        (events(), bound(0..6_u32), when).prop_map(|(of, count, when)| Condition::Did(Did {
            event: of.event,
            filters: of.filters,
            count,
            when
        })),
        (events(), prop_oneof![Just("price"), Just("list.n")], take, bound((0..12_i64).prop_map(amount)), by_days()).prop_map(
            |(of, property, take, is, when)| {
                let (event, filters, property) = (of.event, of.filters, property.to_owned());
                Condition::Measured(Measured { event, filters, property, take, is, when })
            }
        ),
        (bound((-4..12_i64).prop_map(amount)), by_days()).prop_map(|(is, when)| Condition::Spent(Spent {
            currency: "SAR".to_owned(),
            is,
            when
        })),
        (events(), events(), 1..72_u32, prop::bool::ANY, by_days()).prop_map(|(first, then, within_hours, happened, when)| {
            Condition::Followed(Followed { first, then, within_hours, happened, when })
        }),
        test().prop_map(|test| Condition::Trait(TraitIs { name: "visits".to_owned(), test })),
        (0..PURPOSES.len()).prop_map(|at| Condition::Agreed(Agreed { purpose: PURPOSES[at] })),
        prop::sample::subsequence(Stage::ALL.to_vec(), 1..4).prop_map(Condition::Stage),
        (0..3_u8).prop_map(|number| Condition::Segment(segment(number))),
    ];
    leaf.prop_recursive(3, 12, 3, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 0..3).prop_map(Condition::All),
            prop::collection::vec(part.clone(), 0..3).prop_map(Condition::Any),
            part.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

/// Rules; some that ask the same of several windows, which is remembered once.
pub(super) fn rules(most: usize) -> impl Strategy<Value = Vec<Condition>> {
    let when = prop_oneof![4 => by_days(), 1 => (1..48_u16).prop_map(When::LastHours)];
    let several = (condition(), prop::collection::vec(when, most)).prop_map(|(rule, windows)| {
        let within = |when| Some(in_window(rule.clone(), when)).filter(|other| *other != rule);
        let others = windows.into_iter().filter_map(within).collect::<Vec<_>>();
        [rule.clone()].into_iter().chain(others).collect()
    });
    prop_oneof![prop::collection::vec(condition(), 1..=most), several]
}

pub(super) fn in_window(rule: Condition, when: When) -> Condition {
    let all = |parts: Vec<Condition>| parts.into_iter().map(|part| in_window(part, when)).collect();
    match rule {
        Condition::All(parts) => Condition::All(all(parts)),
        Condition::Any(parts) => Condition::Any(all(parts)),
        Condition::Not(part) => Condition::Not(Box::new(in_window(*part, when))),
        Condition::Did(did) => Condition::Did(Did { when, ..did }),
        // Hours are for what was done alone.
        rule if matches!(when, When::LastHours(_)) => rule,
        Condition::Measured(measured) => Condition::Measured(Measured { when, ..measured }),
        Condition::Spent(spent) => Condition::Spent(Spent { when, ..spent }),
        Condition::Followed(followed) => Condition::Followed(Followed { when, ..followed }),
        rule => rule,
    }
}
