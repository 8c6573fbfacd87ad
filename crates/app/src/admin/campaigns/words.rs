//! A plan in words, and what is wrong with one.

use super::Names;
use crate::words as shared;
use automation::campaigns::{Flaw, HOLDOUT_PERCENT_MAX, Plan, SEGMENTS_MAX, Start, VARIANTS_MAX};
use automation::journeys::SegmentKey;
use base::Timestamp;
use capabilities::messaging::{LetterRef, Why};
use maud::{Markup, Render as _, html};
use web::components::{self, Column, Table};
use web::{PageCtx, key};

/// The letters of variants, as readers tell them apart: A, B, C …
pub(super) fn sign(ctx: &PageCtx, variant: usize) -> String {
    ctx.t_code("campaign-variant", &(variant + 1).to_string()).into_owned()
}

/// What a letter is called.
pub(super) fn letter(ctx: &PageCtx, names: &Names, name: &str) -> String {
    let own = names.letters.iter().find(|choice| choice.letter.name() == name).and_then(|choice| choice.name.clone());
    own.unwrap_or_else(|| {
        LetterRef::from_name(name).map_or_else(|| name.to_owned(), |letter| shared::letter(ctx, &names.templates, letter))
    })
}

fn segment(ctx: &PageCtx, names: &Names, named: SegmentKey) -> Markup {
    let Some(name) = names.segments.get(&named.0) else { return html! { (ctx.t(key("campaign-segment-gone"))) } };
    html! { a href={ "/admin/segments/" (named.0) } { (components::name(name)) } }
}

fn listed(ctx: &PageCtx, names: &Names, keys: &[SegmentKey]) -> Markup {
    html! { ul.plain-list { @for key in keys { li { (segment(ctx, names, *key)) } } } }
}

/// The whole plan: label and words.
pub(super) fn terms(ctx: &PageCtx, names: &Names, plan: &Plan) -> Vec<(String, Markup)> {
    let t = |said: &str| ctx.t(said).into_owned();
    let mut all = vec![(t(key("campaign-audience")), listed(ctx, names, &plan.segments))];
    if !plan.without.is_empty() {
        all.push((t(key("campaign-without")), listed(ctx, names, &plan.without)));
    }
    let letters = html! {
        ul.plain-list {
            @for (number, variant) in plan.variants.iter().enumerate() {
                li {
                    @if plan.variants.len() > 1 {
                        // Beside Arabic digits a dot would be read as a zero.
                        (sign(ctx, number)) " (" span.num { (ctx.fmt.percent(f64::from(variant.percent) / 100.0, 0)) } ") "
                    }
                    (letter(ctx, names, &variant.letter))
                }
            }
        }
    };
    all.push((t(if plan.variants.len() > 1 { key("campaign-letters") } else { key("campaign-letter") }), letters));
    if !plan.topic.is_empty() {
        let topic = names.topics.find(&plan.topic).map_or(plan.topic.as_str(), |topic| topic.name(ctx.locale()));
        all.push((t(key("campaign-topic")), html! { (components::name(topic)) }));
    }
    all.push((t(key("campaign-start")), html! { (start(ctx, plan.start)) }));
    let pace = plan.per_hour.map_or_else(
        || t(key("campaign-pace-none")),
        |per_hour| ctx.t_with(key("campaign-pace"), &[("count", ctx.fmt.count(u64::from(per_hour)).into())]),
    );
    all.push((t(key("campaign-per-hour")), html! { (pace) }));
    let holdout = match plan.holdout_percent {
        0 => t(key("campaign-holdout-none")),
        percent => ctx.t_with(key("campaign-holdout-of"), &[("percent", ctx.fmt.percent(f64::from(percent) / 100.0, 0).into())]),
    };
    all.push((t(key("campaign-holdout")), html! { (holdout) }));
    all
}

/// When it goes out.
pub(super) fn start(ctx: &PageCtx, start: Start) -> String {
    match start {
        Start::Now => ctx.t(key("campaign-start-now")).into_owned(),
        Start::At(at) => ctx.fmt.datetime(Timestamp::from_micros(at.as_microsecond())),
        Start::Local(at) => {
            let time = ctx.lang().digits.rewrite(&format!("{:02}:{:02}", at.hour(), at.minute()));
            ctx.t_with(key("campaign-start-local"), &[("date", ctx.fmt.civil_date(at.date()).into()), ("time", time.into())])
        }
    }
}

/// Letters that wait: for what, how many, and the moment that `when` names.
pub(super) fn postponed(ctx: &PageCtx, when: &'static str, rows: impl IntoIterator<Item = (Why, String, Timestamp)>) -> Markup {
    let columns = [
        Column::text(ctx.t(key("messages-column-why"))),
        Column::number(ctx.t(key("forecast-letters-many"))),
        Column::text(ctx.t(when)),
    ];
    let mut table = Table::new(ctx.t(key("campaign-postponed")), columns);
    for (why, letters, at) in rows {
        table.push([html! { (shared::why(ctx, why.word())) }, html! { span.num { (letters) } }, components::time(ctx, at)]);
    }
    table.render()
}

/// What is wrong with a plan, in a sentence.
pub(super) fn flaw(ctx: &PageCtx, names: &Names, flaw: &Flaw) -> String {
    let number = |number: u32| ctx.fmt.count(u64::from(number));
    match flaw {
        Flaw::Unreadable(_) => ctx.t(key("campaign-flaw-unreadable")).into_owned(),
        Flaw::Segments => ctx.t_with(key("campaign-flaw-segments"), &[("max", number(SEGMENTS_MAX as u32).into())]),
        Flaw::NoSegment(_) => ctx.t(key("campaign-flaw-no-segment")).into_owned(),
        Flaw::Variants => ctx.t_with(key("campaign-flaw-variants"), &[("max", number(VARIANTS_MAX as u32).into())]),
        Flaw::Shares(whole) => ctx.t_with(key("campaign-flaw-shares"), &[("whole", number(*whole).into())]),
        Flaw::Letter(name) => ctx.t_with(key("campaign-flaw-letter"), &[("letter", letter(ctx, names, name).into())]),
        Flaw::Topic(topic) => ctx.t_with(key("campaign-flaw-topic"), &[("topic", topic.as_str().into())]),
        Flaw::PerHour => ctx.t(key("campaign-flaw-per-hour")).into_owned(),
        Flaw::Holdout => ctx.t_with(key("campaign-flaw-holdout"), &[("max", number(u32::from(HOLDOUT_PERCENT_MAX)).into())]),
        Flaw::HoldoutOfService => ctx.t(key("campaign-flaw-holdout-service")).into_owned(),
        Flaw::Past => ctx.t(key("campaign-flaw-past")).into_owned(),
    }
}
