//! A campaign as it stands in its form.

use super::{Names, words};
use crate::words as shared;
use automation::campaigns::{Flaw, HOLDOUT_PERCENT, HOLDOUT_PERCENT_MAX, Plan, Start, VARIANTS_MAX, Variant};
use automation::journeys::SegmentKey;
use base::fold::fold_digits;
use base::id::SegmentId;
use jiff::tz::TimeZone;
use maud::{Markup, Render as _, html};
use web::forms::{self, Check, Field, FieldErrors};
use web::{PageCtx, key};

const STARTS: [(&str, &str, &str); 3] = [
    ("now", key("campaign-begin-now"), key("campaign-begin-now-hint")),
    ("at", key("campaign-begin-at"), key("campaign-begin-at-hint")),
    ("local", key("campaign-begin-local"), key("campaign-begin-local-hint")),
];

/// What somebody typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Form {
    pub name: String,
    segments: Vec<String>,
    without: Vec<String>,
    /// Letters with their shares.
    rows: Vec<(String, String)>,
    topic: String,
    start: String,
    date: String,
    time: String,
    per_hour: String,
    holdout: String,
    /// The button for one more letter was pressed.
    pub is_adding: bool,
}

impl Form {
    pub fn new() -> Self {
        Self {
            rows: vec![(String::new(), "100".to_owned())],
            start: "now".to_owned(),
            time: "09:00".to_owned(),
            holdout: HOLDOUT_PERCENT.to_string(),
            ..Self::default()
        }
    }

    pub fn of(name: &str, plan: &Plan, zone: &TimeZone) -> Self {
        let (start, at) = match plan.start {
            Start::Now => ("now", None),
            Start::At(at) => ("at", Some(at.to_zoned(zone.clone()).datetime())),
            Start::Local(at) => ("local", Some(at)),
        };
        let ids = |keys: &[SegmentKey]| keys.iter().map(|key| key.0.to_string()).collect();
        let mut rows: Vec<(String, String)> =
            plan.variants.iter().map(|variant| (variant.letter.clone(), variant.percent.to_string())).collect();
        if rows.is_empty() {
            rows.push((String::new(), "100".to_owned()));
        }
        Self {
            name: name.to_owned(),
            segments: ids(&plan.segments),
            without: ids(&plan.without),
            rows,
            topic: plan.topic.clone(),
            start: start.to_owned(),
            date: at.map(|at| at.date().to_string()).unwrap_or_default(),
            time: at.map_or_else(|| "09:00".to_owned(), |at| format!("{:02}:{:02}", at.hour(), at.minute())),
            per_hour: plan.per_hour.map(|per_hour| per_hour.to_string()).unwrap_or_default(),
            holdout: plan.holdout_percent.to_string(),
            is_adding: false,
        }
    }

    pub fn posted(fields: &[(String, String)]) -> Self {
        let get = |name: &str| fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim());
        let all = |name: &str| -> Vec<String> {
            fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.trim().to_owned()).collect()
        };
        let mut rows: Vec<(String, String)> = all("letter").into_iter().zip(all("percent")).take(VARIANTS_MAX).collect();
        let is_adding = get("do") == "add";
        if is_adding && rows.len() < VARIANTS_MAX {
            rows.push((String::new(), String::new()));
            // As many as there are now share alike.
            let (each, rest) = (100 / rows.len(), 100 % rows.len());
            for (number, row) in rows.iter_mut().enumerate() {
                row.1 = (each + usize::from(number < rest)).to_string();
            }
        }
        Self {
            name: get("name").to_owned(),
            segments: all("segment"),
            without: all("without"),
            rows,
            topic: get("topic").to_owned(),
            start: get("start").to_owned(),
            date: get("date").to_owned(),
            time: get("time").to_owned(),
            per_hour: get("per_hour").to_owned(),
            holdout: get("holdout").to_owned(),
            is_adding,
        }
    }

    /// The plan, or everything that can't be read as one. What is wrong with a plan that can be read is another's to say.
    pub fn read(&self, ctx: &PageCtx, zone: &TimeZone) -> Result<Plan, FieldErrors> {
        let mut errors = FieldErrors::default();
        let ids = |all: &[String]| -> Vec<SegmentKey> {
            all.iter().filter_map(|id| id.parse::<SegmentId>().ok()).map(SegmentKey).collect()
        };
        let mut variants = Vec::new();
        // A row without a letter is one that was not needed.
        for (letter, percent) in self.rows.iter().filter(|(letter, _)| !letter.is_empty()) {
            match fold_digits(percent).trim_end_matches(['%', '٪']).trim().parse() {
                Ok(percent) => variants.push(Variant { letter: letter.clone(), percent }),
                Err(_) => errors.add("percent", ctx.t(key("campaign-percent-bad"))),
            }
        }
        let start = self.start(ctx, zone, &mut errors);
        let per_hour = match fold_digits(&self.per_hour).replace([',', '٬', '،', ' '], "") {
            none if none.is_empty() => None,
            number => {
                let read = number.parse().ok();
                if read.is_none() {
                    errors.add("per_hour", ctx.t(key("campaign-flaw-per-hour")));
                }
                read
            }
        };
        let holdout = fold_digits(&self.holdout);
        let holdout_percent = match holdout.trim_end_matches(['%', '٪']).trim() {
            "" => 0,
            number => number.parse().unwrap_or_else(|_| {
                errors.add("holdout", ctx.t_with(key("campaign-holdout-bad"), &[("max", u32::from(HOLDOUT_PERCENT_MAX).into())]));
                0
            }),
        };
        let plan = Plan {
            segments: ids(&self.segments),
            without: ids(&self.without),
            variants,
            topic: self.topic.clone(),
            start,
            per_hour,
            holdout_percent,
        };
        if errors.is_empty() { Ok(plan) } else { Err(errors) }
    }

    fn start(&self, ctx: &PageCtx, zone: &TimeZone, errors: &mut FieldErrors) -> Start {
        if self.start != "at" && self.start != "local" {
            return Start::Now;
        }
        let date = fold_digits(&self.date).parse::<jiff::civil::Date>();
        let time = fold_digits(&self.time).parse::<jiff::civil::Time>();
        if date.is_err() {
            errors.add("date", ctx.t(key("campaign-date-bad")));
        }
        if time.is_err() {
            errors.add("time", ctx.t(key("campaign-time-bad")));
        }
        let (Ok(date), Ok(time)) = (date, time) else { return Start::Now };
        let at = date.to_datetime(time);
        if self.start == "local" {
            return Start::Local(at);
        }
        let Ok(at) = zone.to_ambiguous_timestamp(at).compatible() else {
            errors.add("date", ctx.t(key("campaign-date-bad")));
            return Start::Now;
        };
        Start::At(at)
    }

    /// The form, sent to `action`.
    pub fn draw(&self, ctx: &PageCtx, action: &str, names: &Names, zone: &str, errors: &FieldErrors) -> Markup {
        html! {
            (forms::error_summary(ctx, errors))
            (forms::post(ctx, action, html! {
                (Field::text("name", ctx.t(key("campaign-name"))).hint(ctx.t(key("campaign-name-hint"))).value(&self.name)
                    .error(errors.get("name")).max_length(crate::campaigns::NAME_CHARS_MAX as u32).required())
                (self.audience(ctx, names, errors))
                (self.letters(ctx, names, errors))
                @if !names.topics.all.is_empty() { (self.topic(ctx, names, errors)) }
                (self.when(ctx, zone, errors))
                (Field::number("per_hour", ctx.t(key("campaign-per-hour"))).hint(ctx.t(key("campaign-per-hour-hint")))
                    .value(&self.per_hour).error(errors.get("per_hour")).optional(ctx))
                (Field::number("holdout", ctx.t(key("campaign-holdout"))).hint(ctx.t(key("campaign-holdout-hint")))
                    .value(&self.holdout).error(errors.get("holdout")))
                (forms::submit_row(&ctx.t(key("action-save")), None))
            }))
        }
    }

    fn audience(&self, ctx: &PageCtx, names: &Names, errors: &FieldErrors) -> Markup {
        let boxes = |name: &'static str, chosen: &[String]| {
            html! {
                @for (id, called) in &names.segments {
                    (Check::new(name, called.as_str(), chosen.contains(&id.to_string())).value(id.to_string()))
                }
            }
        };
        let hint = ctx.t(key("campaign-audience-hint"));
        forms::group(
            &ctx.t(key("campaign-audience")),
            Some(&hint),
            html! {
                div #f-segment {
                    (wrong(errors, "segment"))
                    @if names.segments.is_empty() {
                        p { (ctx.t(key("campaign-no-segments"))) " " a href="/admin/segments" { (ctx.t(key("campaign-no-segments-link"))) } }
                    }
                    (boxes("segment", &self.segments))
                }
                @if !names.segments.is_empty() {
                    details.disclosure open[!self.without.is_empty()] {
                        summary { (web::icons::icon(web::icons::Icon::Next)) span { (ctx.t(key("campaign-without"))) } }
                        div.disclosure-body { p.hint { (ctx.t(key("campaign-without-hint"))) } (boxes("without", &self.without)) }
                    }
                }
            },
        )
    }

    fn letters(&self, ctx: &PageCtx, names: &Names, errors: &FieldErrors) -> Markup {
        let first = (String::new(), ctx.t(key("campaign-letter-choose")).into_owned());
        let mut options: Vec<(String, String)> = vec![first];
        for choice in &names.letters {
            let called = choice.name.clone().unwrap_or_else(|| shared::letter(ctx, &names.templates, choice.letter));
            options.push((choice.letter.name().into_owned(), called));
        }
        // A version that is no longer the latest stays choosable where it was chosen.
        for (letter, _) in self.rows.iter().filter(|(letter, _)| !letter.is_empty()) {
            if !options.iter().any(|(value, _)| value == letter) {
                options.push((letter.clone(), words::letter(ctx, names, letter)));
            }
        }
        let is_split = self.rows.len() > 1;
        let row = |number: usize, letter: &str, percent: &str| {
            let scoped = |field: Field| if number == 0 { field } else { field.scope(number.to_string()) };
            let label = if is_split {
                ctx.t_with(key("campaign-letter-of"), &[("sign", words::sign(ctx, number).into())])
            } else {
                ctx.t(key("campaign-letter")).into_owned()
            };
            let error = |name: &str| errors.get(name).filter(|_| number == 0);
            html! {
                div.campaign-letter {
                    (scoped(Field::select("letter", label, options.clone()).value(letter).error(error("letter"))))
                    @if is_split {
                        (scoped(Field::number("percent", ctx.t(key("campaign-share"))).value(percent).error(error("percent"))))
                    } @else { (forms::hidden("percent", "100")) }
                }
            }
        };
        forms::group(
            &ctx.t(key("campaign-letters")),
            Some(&ctx.t(key("campaign-letters-hint"))),
            html! {
                @for (number, (letter, percent)) in self.rows.iter().enumerate() { (row(number, letter, percent)) }
                @if self.rows.len() < VARIANTS_MAX {
                    div.actions {
                        button.button type="submit" name="do" value="add" formnovalidate { (ctx.t(key("campaign-letter-add"))) }
                    }
                }
            },
        )
    }

    fn topic(&self, ctx: &PageCtx, names: &Names, errors: &FieldErrors) -> Markup {
        let none = (String::new(), ctx.t(key("campaign-topic-own")).into_owned());
        let topics = names.topics.all.iter().map(|topic| (topic.key.clone(), topic.name(ctx.locale()).to_owned()));
        Field::select("topic", ctx.t(key("campaign-topic")), std::iter::once(none).chain(topics))
            .hint(ctx.t(key("campaign-topic-hint")))
            .value(&self.topic)
            .error(errors.get("topic"))
            .render()
    }

    fn when(&self, ctx: &PageCtx, zone: &str, errors: &FieldErrors) -> Markup {
        let radio = |(value, label, hint): (&'static str, &str, &str)| {
            let hint = ctx.t_with(hint, &[("zone", zone.into())]);
            Check::radio("start", value, ctx.t(label), self.start == value).hint(hint)
        };
        let hint = ctx.t(key("campaign-start-hint"));
        forms::group(
            &ctx.t(key("campaign-start")),
            None,
            html! {
                @for start in STARTS { (radio(start)) }
                p.hint { (hint) }
                div.campaign-when {
                    (Field::date("date", ctx.t(key("campaign-date"))).value(&self.date).error(errors.get("date")))
                    (Field::text("time", ctx.t(key("campaign-time"))).value(&self.time).error(errors.get("time")).ltr().short())
                }
            },
        )
    }
}

fn wrong(errors: &FieldErrors, name: &str) -> Markup {
    html! {
        @if let Some(error) = errors.get(name) {
            p.field-error { (web::icons::icon(web::icons::Icon::Warning)) span { (error) } }
        }
    }
}

/// What is wrong with a plan, each at its control.
pub(super) fn errors_of(ctx: &PageCtx, names: &Names, flaws: &[Flaw]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for flaw in flaws {
        let at = match flaw {
            Flaw::Segments | Flaw::NoSegment(_) | Flaw::Unreadable(_) => "segment",
            Flaw::Variants | Flaw::Letter(_) => "letter",
            Flaw::Shares(_) => "percent",
            Flaw::Topic(_) => "topic",
            Flaw::PerHour => "per_hour",
            Flaw::Holdout | Flaw::HoldoutOfService => "holdout",
            Flaw::Past => "date",
        };
        errors.add(at, words::flaw(ctx, names, flaw));
    }
    errors
}
