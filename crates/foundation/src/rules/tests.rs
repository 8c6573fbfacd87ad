//! The fold against the words: what a rule means is worked out anew from all events, and must be what was remembered.

mod any;

use super::*;
use crate::consent::{Basis, Category, CategorySet, Choices, Purpose, Recipient, State as Decided};
use crate::journal::Origin;
use any::*;
use base::id::SegmentId;
use base::{Decimal, Id as _, Timestamp};
use jiff::tz::TimeZone;
use proptest::prelude::*;

/// The numbers of an event, worked out by another JSON reader.
fn numbers(body: &str, property: &str) -> Vec<Decimal> {
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    let read = |value: &serde_json::Value| match value {
        serde_json::Value::Number(number) => Decimal::parse(&number.to_string()).ok(),
        serde_json::Value::String(text) => Decimal::parse(text).ok(),
        _ => None,
    };
    let of = &body["properties"];
    match property {
        "list.n" => of["list"].as_array().into_iter().flatten().filter_map(|one| read(&one["n"])).collect(),
        name => read(&of[name]).into_iter().collect(),
    }
}

/// Where somebody with these orders stands: days ago, of each.
fn stands(days_ago: &[i32]) -> Stage {
    let first = days_ago.iter().max();
    match (days_ago.iter().min(), first) {
        (None, _) | (_, None) => Stage::Visitor,
        (_, Some(..=30)) => Stage::New,
        (Some(..=90), _) if days_ago.iter().filter(|days| **days <= 365).count() >= 3 => Stage::Loyal,
        (Some(..=90), _) => Stage::Active,
        (Some(..=180), _) => Stage::AtRisk,
        _ => Stage::Lost,
    }
}

/// Where somebody is by what was told up to now, as their profile would say.
fn own_zone(all: &[Happened], now: i64, store: &TimeZone) -> TimeZone {
    let told = |name: &str| {
        let said = all.iter().filter(|one| one.name == "identify" && one.at <= now).filter_map(|one| {
            let body: serde_json::Value = serde_json::from_str(&one.body).unwrap();
            Some((one.origin != Origin::Site, one.at, one.position, body["traits"].get(name)?.clone()))
        });
        said.max_by_key(|(by_store, at, position, _)| (*by_store, *at, *position)).map(|(.., value)| value)
    };
    let zone = |name| TimeZone::get(told(name)?.as_str()?).ok().filter(|zone| !zone.is_unknown());
    zone("timezone").or_else(|| zone("time_zone")).unwrap_or_else(|| store.clone())
}

/// As one pass over everything remembers it.
fn made_anew(program: &Program, known: &[Happened], now: i64) -> State {
    let mut sorted: Vec<&Happened> = known.iter().collect();
    sorted.sort_by_key(|one| (one.at, one.position));
    let mut pass = Pass::new(program, Timestamp::from_micros(now));
    pass.begin();
    for one in &sorted {
        pass.step(&one.seen());
    }
    pass.end().clone()
}

/// Whether a moment lies in a window of a zone's days.
fn is_within(when: When, at: i64, now: i64, zone: &TimeZone) -> bool {
    let day = |at: i64| Timestamp::from_micros(at).day(zone);
    match when {
        When::Ever => true,
        When::LastHours(hours) => at >= now - i64::from(hours) * HOUR,
        When::LastDays(days) => day(at) >= day(now) - i32::from(days),
        When::BeforeDays(days) => day(at) < day(now) - i32::from(days),
        When::DaysAgo(from, to) => (day(now) - i32::from(from)..=day(now) - i32::from(to)).contains(&day(at)),
        When::Dates(from, to) => {
            let date = Timestamp::from_micros(at).to_jiff().to_zoned(zone.clone()).date();
            (from..=to).contains(&date)
        }
        When::OwnDays(_) => unreachable!("they were made the store's"),
    }
}

/// What the words of a rule mean, of what happened up to now.
fn means(rule: &Condition, all: &[Happened], choices: &Choices, now: i64, zone: &TimeZone) -> bool {
    let day = |at: i64| Timestamp::from_micros(at).day(zone);
    let own = own_zone(all, now, zone);
    let is_in = |when: When, at: i64| {
        let (when, is_own) = when.in_store_days();
        is_within(when, at, now, if is_own { &own } else { zone })
    };
    let known: Vec<&Happened> = all.iter().filter(|one| one.at <= now).collect();
    let of = |event: &str, filters: &[Filter]| -> Vec<&Happened> {
        let is_one = |one: &&&Happened| one.name == event && body::passes(&one.body, filters);
        known.iter().filter(is_one).copied().collect()
    };
    match rule {
        Condition::All(parts) => parts.iter().all(|part| means(part, all, choices, now, zone)),
        Condition::Any(parts) => parts.iter().any(|part| means(part, all, choices, now, zone)),
        Condition::Not(part) => !means(part, all, choices, now, zone),
        Condition::Did(did) => {
            let count = of(&did.event, &did.filters).into_iter().filter(|one| is_in(did.when, one.at)).count();
            did.count.holds(&(count as u32))
        }
        Condition::Measured(measured) => {
            let mut found: Vec<(i64, i64, Decimal)> = of(&measured.event, &measured.filters)
                .into_iter()
                .filter(|one| is_in(measured.when, one.at))
                .flat_map(|one| numbers(&one.body, &measured.property).into_iter().map(|number| (one.at, one.position, number)))
                .collect();
            // Of one event they stay in their order.
            found.sort_by_key(|(at, position, _)| (*at, *position));
            let numbers = || found.iter().map(|(.., number)| *number);
            let value = match measured.take {
                Take::Sum => numbers().reduce(Decimal::plus),
                Take::Min => numbers().min(),
                Take::Max => numbers().max(),
                Take::Last => numbers().next_back(),
            };
            value.is_some_and(|value| measured.is.holds(&Amount::new(value).unwrap()))
        }
        Condition::Spent(spent) => {
            let sales = known.iter().filter(|one| is_in(spent.when, one.at)).filter_map(|one| {
                let (currency, minor) = one.amount.filter(|(currency, _)| currency.code() == spent.currency)?;
                let minor = if one.name == "Order Refunded" { -minor } else { minor };
                Some(Decimal::from_parts(minor * 10_i64.pow(4 - currency.minor_digits())))
            });
            spent.is.holds(&Amount::new(sales.fold(Decimal::default(), Decimal::plus)).unwrap())
        }
        Condition::Followed(followed) => {
            let within = i64::from(followed.within_hours) * HOUR;
            let answers = of(&followed.then.event, &followed.then.filters);
            of(&followed.first.event, &followed.first.filters).iter().filter(|first| is_in(followed.when, first.at)).any(
                |first| {
                    let is_answered = answers.iter().any(|then| first.at < then.at && then.at <= first.at + within);
                    if followed.happened { is_answered } else { !is_answered && now > first.at + within }
                },
            )
        }
        Condition::Trait(is) => {
            let mut told: Vec<(i64, i64, String)> =
                known.iter().filter_map(|one| Some((one.at, one.position, body::trait_value(&one.body, &is.name)?))).collect();
            told.sort_unstable();
            match told.last() {
                Some((.., value)) => body::value_holds(value, &is.test),
                None => is.test == Test::Exists(false),
            }
        }
        Condition::Agreed(agreed) => choices.iter().any(|choice| {
            let is_it = choice.purpose == agreed.purpose && choice.recipient == Recipient::Automation;
            is_it && !choice.given.is_empty() && Timestamp::from_micros(now) < choice.until
        }),
        Condition::Stage(stages) => {
            let days: Vec<i32> = of("Order Completed", &[]).iter().map(|one| day(now) - day(one.at)).collect();
            stages.contains(&stands(&days))
        }
        // None of them was put in.
        Condition::Segment(_) => false,
    }
}

/// As [`means`], of a rule with segments.
fn means_with(
    rule: &Condition,
    find: &impl Fn(SegmentId) -> Option<Condition>,
    all: &[Happened],
    choices: &Choices,
    now: i64,
) -> bool {
    let mut parts = rule.parts().iter();
    match rule {
        Condition::All(_) => parts.all(|part| means_with(part, find, all, choices, now)),
        Condition::Any(_) => parts.any(|part| means_with(part, find, all, choices, now)),
        Condition::Not(part) => !means_with(part, find, all, choices, now),
        Condition::Segment(id) => means_with(&find(*id).unwrap(), find, all, choices, now),
        rule => means(rule, all, choices, now, &TimeZone::UTC),
    }
}

fn zones() -> impl Strategy<Value = TimeZone> {
    prop_oneof![Just("UTC"), Just("Africa/Cairo"), Just("Asia/Tehran")].prop_map(|name| TimeZone::get(name).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn over_the_past_a_fold_says_what_the_words_mean(
        rules in rules(3), mut all in happened(), zone in zones(), later in 0..300_i64,
        choices in choices(),
    ) {
        all.sort_by_key(|one| (one.at, one.position));
        let now = all.last().map_or(0, |one| one.at) + later * HOUR / 2;
        let program = Program::new(&rules, zone.clone());
        let mut state = made_anew(&program, &all, now);
        for (at, rule) in rules.iter().enumerate() {
            let meant = means(rule, &all, &choices, now, &zone);
            prop_assert_eq!(program.holds(&mut state, at, &choices, Timestamp::from_micros(now)), meant, "{}", rule.to_json());
        }
    }

    /// At each event, and at each moment that the state itself names, and just before it.
    #[test]
    fn as_it_happens_it_says_the_same_and_knows_when_that_changes(
        rules in rules(3), mut all in happened(), zone in zones(), choices in choices(),
    ) {
        all.sort_by_key(|one| (one.at, one.position));
        let program = Program::new(&rules, zone.clone());
        let mut state = program.start();
        let check = |state: &mut State, known: &[Happened], now: i64| {
            for (at, rule) in rules.iter().enumerate() {
                let meant = means(rule, known, &choices, now, &zone);
                prop_assert_eq!(program.holds(state, at, &choices, Timestamp::from_micros(now)), meant, "{} at {}", rule.to_json(), now);
            }
            Ok(())
        };
        let end = all.last().map_or(0, |one| one.at) + 20 * 24 * HOUR;
        for (number, one) in all.iter().enumerate() {
            if program.step(&mut state, &one.seen(), Timestamp::from_micros(one.at)).is_err() {
                // Nothing is late in order but where they are.
                prop_assert!(one.name == "identify" && program.asks_whereabouts());
                state = made_anew(&program, &all[..=number], one.at);
            }
            let next = all.get(number + 1).map_or(end, |next| next.at);
            // What happens at one moment is looked at when all of it has.
            if next == one.at {
                continue;
            }
            let known = &all[..=number];
            let answers = |at: i64| rules.iter().map(|rule| means(rule, known, &choices, at, &zone)).collect::<Vec<_>>();
            let mut now = one.at;
            while now < next {
                check(&mut state, known, now)?;
                let change = program.changes_at(&mut state, &choices, Timestamp::from_micros(now)).map_or(next, Timestamp::micros);
                prop_assert!(change > now);
                let change = change.min(next);
                prop_assert_eq!(answers(now), answers(change - 1), "it changes before {}, unsaid", change);
                check(&mut state, known, change - 1)?;
                now = change;
            }
        }
    }

    /// Events come late and in another order than they happened in, and are asked about in between: either that does not matter, or
    /// it is said.
    #[test]
    fn in_any_order_it_says_the_same_or_asks_for_all_events(
        rules in rules(3), mut all in happened(), zone in zones(),
        lates in prop::collection::vec((0..4_i64, 0..60_i64, prop::bool::ANY), 40), choices in choices(),
    ) {
        all.sort_by_key(|one| (one.at, one.position));
        let program = Program::new(&rules, zone.clone());
        let mut arriving: Vec<(i64, bool, &Happened)> = lates
            .into_iter()
            .zip(&all)
            .map(|((how, half_hours, is_asked), one)| (one.at + if how == 0 { half_hours * HOUR / 2 } else { 0 }, is_asked, one))
            .collect();
        arriving.sort_by_key(|(arrival, ..)| *arrival);
        let mut state = program.start();
        let mut known = Vec::new();
        for (arrival, is_asked, one) in arriving {
            let now = Timestamp::from_micros(arrival);
            let taken = program.step(&mut state, &one.seen(), now);
            known.push(one.clone());
            if taken == Err(Untimely::Late) {
                state = made_anew(&program, &known, arrival);
            }
            prop_assert_eq!(program.decode(&state.encode()), Some(state.clone()));
            if is_asked {
                let _ = program.changes_at(&mut state, &choices, now);
                for (at, rule) in rules.iter().enumerate() {
                    let meant = means(rule, &known, &choices, arrival, &zone);
                    prop_assert_eq!(program.holds(&mut state, at, &choices, now), meant, "{}", rule.to_json());
                }
            }
        }
    }

    /// What is remembered of two is what would be remembered of one to whom all of it happened, or it is said that it is not.
    #[test]
    fn two_who_turn_out_to_be_one_are_asked_as_one(
        rules in rules(3), mut all in happened(), zone in zones(),
        whose in prop::collection::vec(prop::bool::ANY, 40), choices in choices(), later in 0..100_i64,
    ) {
        all.sort_by_key(|one| (one.at, one.position));
        let now = all.last().map_or(0, |one| one.at);
        let program = Program::new(&rules, zone.clone());
        let of = |mine: bool| -> Vec<Happened> {
            all.iter().zip(&whose).filter(|(_, whose)| **whose == mine).map(|(one, _)| one.clone()).collect()
        };
        let (one, other) = (made_anew(&program, &of(true), now), made_anew(&program, &of(false), now));
        let Some(mut state) = program.join(one, other, Timestamp::from_micros(now)) else { return Ok(()) };
        let now = now + later * HOUR;
        for (at, rule) in rules.iter().enumerate() {
            let meant = means(rule, &all, &choices, now, &zone);
            prop_assert_eq!(program.holds(&mut state, at, &choices, Timestamp::from_micros(now)), meant, "{}", rule.to_json());
        }
    }

    /// Whoever is asked of, at whatever time: one stage holds, and it is the one that the page shows.
    #[test]
    fn everybody_is_at_one_stage(
        hours in prop::collection::vec(0..24 * 500_i64, 0..6), zone in zones(), later in 0..24 * 500_i64,
    ) {
        let begins = Timestamp::parse(BEGINS).unwrap().micros();
        let (now, nobody) = (Timestamp::from_micros(begins + later * HOUR), Choices::default());
        let orders: Vec<Timestamp> = hours.iter().map(|hour| Timestamp::from_micros(begins + hour * HOUR)).collect();
        let rules = Stage::ALL.map(|stage| Condition::Stage(vec![stage]));
        let program = Program::new(&rules, zone.clone());
        let mut state = program.start();
        for (position, at) in orders.iter().enumerate().filter(|(_, at)| **at <= now) {
            let seen = Seen {
                name: "Order Completed", origin: Origin::Server, at: *at, position: position as i64, body: "{}", amount: None,
            };
            program.step(&mut state, &seen, now).unwrap();
        }
        let days: Vec<i32> = orders.iter().filter(|at| **at <= now).map(|at| now.day(&zone) - at.day(&zone)).collect();
        let held: Vec<Stage> =
            Stage::ALL.into_iter().enumerate().filter(|(at, _)| program.holds(&mut state, *at, &nobody, now)).map(|(_, stage)| stage).collect();
        prop_assert_eq!(held, [stands(&days)]);
        prop_assert_eq!(stage(orders, zone, now), stands(&days));
    }

    /// What a rule means does not change when segments are put in, and nothing is put in without end.
    #[test]
    fn a_segment_means_what_its_rule_means(
        rule in condition(), first in condition(), second in condition(), mut all in happened(), choices in choices(),
    ) {
        all.sort_by_key(|one| (one.at, one.position));
        let find = |id: SegmentId| [(0, &first), (1, &second)].into_iter().find(|(n, _)| segment(*n) == id).map(|(_, rule)| rule.clone());
        let Ok(resolved) = rule.resolve(find) else { return Ok(()) };
        prop_assert!(resolved.segments().is_empty());
        let now = all.last().map_or(0, |one| one.at);
        prop_assert_eq!(
            means(&resolved, &all, &choices, now, &TimeZone::UTC),
            means_with(&rule, &find, &all, &choices, now)
        );
    }

    #[test]
    fn what_has_not_happened_yet_counts_nothing(rule in condition(), all in happened()) {
        let program = Program::new(std::slice::from_ref(&rule), TimeZone::UTC);
        let mut state = program.start();
        for one in &all {
            let before = Timestamp::from_micros(one.at - 1);
            let taken = program.step(&mut state, &one.seen(), before);
            prop_assert!(taken == Err(Untimely::Early) || !rule.events().contains(one.name));
        }
        prop_assert_eq!(state, program.start());
    }

    #[test]
    fn what_is_written_is_read_again(rule in condition()) {
        prop_assert_eq!(Condition::parse(&rule.to_json()), Ok(rule));
    }

    #[test]
    fn what_anybody_writes_is_read_or_refused(text in "[\\[\\]{}\":,a-z0-9_ .-]{0,60}") {
        let _ = Condition::parse(&text);
    }
}

#[test]
fn a_rule_that_goes_too_far_is_refused_in_words() {
    let nested = format!("{}{}{}", r#"{"not":"#.repeat(6), r#"{"all":[]}"#, "}".repeat(6));
    let many = format!(r#"{{"all":[{}]}}"#, vec![r#"{"did":{"event":"A"}}"#; 50].join(","));
    for (rule, word) in [
        ("{", "can't be read"),
        (r#"{"did":{"event":"A","when":{"last_year":1}}}"#, "last_year"),
        (r#"{"did":{"event":"A","often":1}}"#, "often"),
        (nested.as_str(), "deep"),
        (many.as_str(), "50 conditions"),
        (r#"{"did":{"event":" "}}"#, "1 to 200 bytes"),
        (r#"{"did":{"event":"Data Access Forced"}}"#, "itself noted"),
        (r#"{"did":{"event":"A","when":{"last_days":367}}}"#, "366 at most"),
        (r#"{"did":{"event":"A","when":{"days_ago":[3,9]}}}"#, "before its last"),
        (r#"{"did":{"event":"A","when":{"own_days":{"last_days":367}}}}"#, "366 at most"),
        (r#"{"did":{"event":"A","when":{"own_days":{"last_hours":3}}}}"#, "last_hours"),
        (r#"{"did":{"event":"A","count":{"at_least":65},"when":{"last_hours":3}}}"#, "to 63"),
        (r#"{"spent":{"currency":"SAR","is":{"at_least":3},"when":{"last_hours":3}}}"#, "not measured"),
        (r#"{"spent":{"currency":"riyal","is":{"at_least":3}}}"#, "three letters"),
        (r#"{"spent":{"currency":"SAR","is":{"at_least":1e15}}}"#, "100000000000"),
        (r#"{"followed":{"first":{"event":"A"},"then":{"event":"B"},"within_hours":0,"happened":true}}"#, "1 hour"),
        (r#"{"did":{"event":"A","where":[{"property":"p","test":{"any_of":[]}}]}}"#, "list of values"),
        (r#"{"agreed":{"purpose":"selling"}}"#, "no purpose is called \"selling\""),
        (r#"{"stage":[]}"#, "1 to 6 different"),
        (r#"{"stage":["new","new"]}"#, "1 to 6 different"),
        (r#"{"stage":["rich"]}"#, "rich"),
        (r#"{"segment":"cus_06ekw"}"#, "seg_"),
    ] {
        let refused = Condition::parse(rule).unwrap_err().to_string();
        assert!(refused.contains(word), "{rule}: {refused}");
    }
}

#[test]
fn an_answer_that_comes_after_its_time_was_taken_for_over_is_late() {
    let begins = Timestamp::parse(BEGINS).unwrap().micros();
    let at = |minutes: i64| Timestamp::from_micros(begins + minutes * HOUR / 60);
    for happened in [true, false] {
        let rule = format!(
            r#"{{"followed":{{"first":{{"event":"Cart Viewed"}},"then":{{"event":"Product Viewed"}},"within_hours":1,"happened":{happened}}}}}"#
        );
        let program = Program::new(&[Condition::parse(&rule).unwrap()], TimeZone::UTC);
        let mut state = program.start();
        let seen =
            |name, minutes| Seen { name, origin: Origin::Site, at: at(minutes), position: minutes, body: "{}", amount: None };
        program.step(&mut state, &seen("Cart Viewed", 0), at(0)).unwrap();
        assert_eq!(program.holds(&mut state, 0, &Choices::default(), at(120)), !happened);
        let mut looked_at = state.clone();
        assert_eq!(program.step(&mut looked_at, &seen("Product Viewed", 30), at(121)), Err(Untimely::Late));
        // What could have answered nothing is not late.
        assert_eq!(program.step(&mut state, &seen("Product Viewed", 61), at(121)), Ok(()));
        assert_eq!(program.holds(&mut state, 0, &Choices::default(), at(121)), !happened);
    }
}

#[test]
fn that_somebody_bought_is_for_the_store_to_say() {
    let rule = Condition::parse(r#"{"did":{"event":"Order Completed"}}"#).unwrap();
    let program = Program::new(&[rule], TimeZone::UTC);
    let now = Timestamp::parse(BEGINS).unwrap();
    for (origin, is_believed) in [(Origin::Site, false), (Origin::Server, true), (Origin::Import, true)] {
        let mut state = program.start();
        let seen = Seen { name: "Order Completed", origin, at: now, position: 1, body: "{}", amount: None };
        program.step(&mut state, &seen, now).unwrap();
        assert_eq!(program.holds(&mut state, 0, &Choices::default(), now), is_believed, "{origin:?}");
    }
}

#[test]
fn what_a_rule_reads_is_known() {
    let rule = Condition::parse(
        r#"{"any":[{"not":{"did":{"event":"Order Completed"}}},{"trait":{"name":"plan","test":{"is":"gold"}}},
            {"followed":{"first":{"event":"Product Viewed"},"then":{"event":"Order Completed"},"within_hours":2,"happened":false}}]}"#,
    )
    .unwrap();
    assert_eq!(rule.reads(), CategorySet::of(&[Category::Orders, Category::Preferences, Category::Browsing]));
    assert_eq!(rule.events().into_iter().collect::<Vec<_>>(), ["Order Completed", "Product Viewed", "identify"]);
}

#[test]
fn segments_that_can_not_be_put_in_are_refused_in_words() {
    let rule = |json: &str| Condition::parse(json).unwrap();
    let named = |number: u8| Condition::Segment(segment(number));
    let refused = |rule: &Condition, find: &dyn Fn(SegmentId) -> Option<Condition>| rule.resolve(find).unwrap_err();
    assert_eq!(refused(&named(7), &|_| None), Invalid::NoSegment(segment(7)));
    // Over another, and to itself at once.
    let around = |id: SegmentId| Some(Condition::Not(Box::new(named(if id == segment(1) { 2 } else { 1 }))));
    assert_eq!(refused(&named(1), &around), Invalid::Circle(segment(1)));
    assert_eq!(refused(&named(3), &|_| Some(named(3))), Invalid::Circle(segment(3)));
    // Twice side by side is no circle; each doubling the next soon is too much.
    let twice = |id: SegmentId| Some(Condition::Any(vec![named(id.raw()[0] + 1), named(id.raw()[0] + 1)]));
    assert_eq!(refused(&named(1), &twice), Invalid::Resolved);
    let deep = |id: SegmentId| Some(Condition::Not(Box::new(named(id.raw()[0] + 1))));
    assert_eq!(refused(&named(1), &deep), Invalid::Resolved);
    let both = Condition::All(vec![named(1), named(1)]);
    let found = rule(r#"{"did":{"event":"A"}}"#);
    assert_eq!(both.resolve(|_| Some(found.clone())), Ok(Condition::All(vec![found.clone(), found.clone()])));
    assert_eq!(both.segments(), [segment(1)]);
    let text = Invalid::Circle(segment(1)).to_string();
    assert!(text.contains("seg_") && text.contains("leads back to itself"), "{text}");
}

#[test]
fn what_becomes_of_messages_is_asked_and_told_as_messages() {
    for name in crate::consent::MESSAGE_EVENTS {
        let rule = Condition::parse(&format!(r#"{{"did":{{"event":"{name}"}}}}"#)).unwrap();
        assert_eq!(rule.reads(), CategorySet::of(&[Category::Messages]));
        let program = Program::new(&[rule], TimeZone::UTC);
        let (mut state, now, nobody) = (program.start(), Timestamp::parse(BEGINS).unwrap(), Choices::default());
        assert!(!program.asks_choices() && !program.holds(&mut state, 0, &nobody, now));
        let seen = Seen { name, origin: Origin::Server, at: now, position: 1, body: "{}", amount: None };
        program.step(&mut state, &seen, now).unwrap();
        assert!(program.holds(&mut state, 0, &nobody, now));
    }
}

#[test]
fn the_end_of_an_agreement_is_foreseen() {
    let rule = Condition::parse(r#"{"agreed":{"purpose":"marketing_email"}}"#).unwrap();
    let program = Program::new(&[rule], TimeZone::UTC);
    let (now, end) = (Timestamp::from_micros(10), Timestamp::from_micros(20));
    let mut choices = Choices::default();
    let (data, given) = (CategorySet::of(&[Category::Email]), Decided::Given);
    choices.decide(Purpose::MarketingEmail, Recipient::Automation, data, given, Basis::Consent, Some(end));
    let mut state = program.start();
    assert!(program.asks_choices() && program.holds(&mut state, 0, &choices, now));
    assert_eq!(program.changes_at(&mut state, &choices, now), Some(end));
    assert!(!program.holds(&mut state, 0, &choices, end));
    assert_eq!(program.changes_at(&mut state, &choices, end), None);
    assert_eq!(program.asked_of(&choices), choices);
    choices.decide(Purpose::Loyalty, Recipient::Automation, data, given, Basis::Consent, None);
    assert_ne!(program.asked_of(&choices), choices);
}
