//! Any rule, for tests: of each kind some, with names in several scripts.

use base::id::SegmentId;
use base::{Decimal, Id as _};
use foundation::consent::Purpose;
use foundation::rules::{
    Agreed, Amount, Bound, Condition, Did, Events, Filter, Followed, Measured, Scalar, Spent, Stage, Take, Test, TraitIs, When,
};
use proptest::prelude::*;

const NAMES: [&str; 8] =
    ["Product Viewed", "Order Completed", "Email Opened", "Unsubscribed", "Made a Wish", "خرید حضوری", "a”, and “b", "plan"];

fn name() -> impl Strategy<Value = String> {
    prop_oneof![4 => prop::sample::select(&NAMES[..]).prop_map(str::to_owned), 1 => "[a-zA-Zآ-ی.]{1,8}"]
}

fn amount() -> impl Strategy<Value = Amount> {
    let parts = prop_oneof![
        (0..500_i64).prop_map(|whole| whole * 10_000),
        (-5..30_i64).prop_map(|half| half * 5_000),
        -99_999..99_999_i64
    ];
    parts.prop_map(|parts| Amount::new(Decimal::from_parts(parts)).unwrap())
}

fn bound<T: std::fmt::Debug + Clone + 'static>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Bound<T>> {
    (0..3, of).prop_map(|(which, number)| match which {
        0 => Bound::AtLeast(number),
        1 => Bound::AtMost(number),
        _ => Bound::Exactly(number),
    })
}

fn by_days() -> impl Strategy<Value = When> {
    (store_days(), prop::bool::weighted(0.3)).prop_map(|(when, is_own)| if is_own { when.in_own_days() } else { when })
}

fn store_days() -> impl Strategy<Value = When> {
    let date = |day: i16| jiff::civil::date(2026, 3, 10).saturating_add(jiff::Span::new().days(i64::from(day)));
    prop_oneof![
        3 => Just(When::Ever),
        2 => (0..=366_u16).prop_map(When::LastDays),
        1 => (0..=366_u16).prop_map(When::BeforeDays),
        1 => (0..40_u16, 0..40_u16).prop_map(|(a, b)| When::DaysAgo(a.max(b), a.min(b))),
        1 => (0..60_i16, 0..60_i16).prop_map(move |(a, b)| When::Dates(date(a.min(b)), date(a.max(b)))),
    ]
}

fn scalar() -> impl Strategy<Value = Scalar> {
    prop_oneof![
        name().prop_map(Scalar::Text),
        Just(Scalar::Text(String::new())),
        Just(Scalar::Text("12".to_owned())),
        amount().prop_map(Scalar::Number),
        prop::bool::ANY.prop_map(Scalar::Flag)
    ]
}

fn test() -> impl Strategy<Value = Test> {
    prop_oneof![
        scalar().prop_map(Test::Is),
        scalar().prop_map(Test::IsNot),
        prop::collection::vec(scalar(), 1..4).prop_map(Test::AnyOf),
        name().prop_map(Test::Contains),
        prop::bool::ANY.prop_map(Test::Exists),
        amount().prop_map(Test::AtLeast),
        amount().prop_map(Test::AtMost),
    ]
}

fn events() -> impl Strategy<Value = Events> {
    let filter = (name(), test()).prop_map(|(property, test)| Filter { property, test });
    (name(), prop::collection::vec(filter, 0..3)).prop_map(|(event, filters)| Events { event, filters })
}

fn leaf() -> impl Strategy<Value = Condition> {
    let take = prop_oneof![Just(Take::Sum), Just(Take::Min), Just(Take::Max), Just(Take::Last)];
    let when = prop_oneof![4 => by_days(), 1 => (1..=48_u16).prop_map(When::LastHours)];
    let currency = prop_oneof![Just("SAR"), Just("IRR"), Just("USD"), Just("ABC")];
    prop_oneof![
        3 => (events(), bound(0..14_u32), when).prop_map(|(of, count, when)| {
            Condition::Did(Did { event: of.event, filters: of.filters, count, when })
        }),
        1 => (events(), name(), take, bound(amount()), by_days()).prop_map(|(of, property, take, is, when)| {
            Condition::Measured(Measured { event: of.event, filters: of.filters, property, take, is, when })
        }),
        1 => (currency, bound(amount()), by_days())
            .prop_map(|(currency, is, when)| Condition::Spent(Spent { currency: currency.to_owned(), is, when })),
        1 => (events(), events(), prop_oneof![1..80_u32, (1..20_u32).prop_map(|days| days * 24)], prop::bool::ANY, by_days())
            .prop_map(|(first, then, within_hours, happened, when)| {
                Condition::Followed(Followed { first, then, within_hours, happened, when })
            }),
        1 => (name(), test()).prop_map(|(name, test)| Condition::Trait(TraitIs { name, test })),
        1 => prop::sample::select(Purpose::ALL).prop_map(|purpose| Condition::Agreed(Agreed { purpose })),
        1 => prop::sample::subsequence(Stage::ALL.to_vec(), 1..=6).prop_map(Condition::Stage),
        1 => (0..3_u8).prop_map(|number| Condition::Segment(SegmentId::from_raw([number; 16]))),
    ]
}

/// Within the limits of a rule.
pub(crate) fn rule() -> impl Strategy<Value = Condition> {
    let group = leaf().prop_recursive(4, 16, 3, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 0..4).prop_map(Condition::All),
            prop::collection::vec(part.clone(), 0..4).prop_map(Condition::Any),
            part.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    });
    group.prop_filter("within the limits", |rule| rule.check().is_ok())
}
