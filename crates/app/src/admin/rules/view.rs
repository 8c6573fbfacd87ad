//! The form itself: fieldsets in fieldsets. What does not belong to the chosen kind of time or test is hidden by the style sheet.

use super::draft::{DO, Draft, EVENTS, Kind, Part, ROOT};
use super::fields::{Field, OWN, SEVERAL, TestRow, stages};
use super::read::Errors;
use crate::rules::event_word;
use base::id::SegmentId;
use foundation::consent::{Purpose, Recipient};
use foundation::rules::{DEPTH_MAX, FILTERS_MAX, Stage};
use maud::{Markup, html};
use web::components;
use web::format::named_currencies;
use web::icons::{Icon, icon};
use web::{PageCtx, key};

/// The id of the list of known events.
const KNOWN: &str = "rule-events";

/// What a form offers beside what the program knows by itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choices<'c> {
    /// Segments that may be named, as they are called.
    pub segments: &'c [(SegmentId, String)],
}

type Options = Vec<(String, String)>;

struct View<'v> {
    ctx: &'v PageCtx,
    choices: Choices<'v>,
    errors: &'v Errors,
}

impl Draft {
    /// The rule's part of a form; to be the first in it.
    pub fn view(&self, ctx: &PageCtx, choices: Choices<'_>, errors: &Errors) -> Markup {
        let view = View { ctx, choices, errors };
        html! {
            // The first button of a form is what Enter presses.
            button.rule-default type="submit" tabindex="-1" aria-hidden="true" {}
            @if self.is_bare { input type="hidden" name="r-bare" value="yes"; }
            (view.part(&self.root, ROOT, 0))
            (known(ctx))
            @if let Ok(rule) = self.read() {
                (components::disclosure(&ctx.t(key("rule-form-json")), html! { pre.rule-json dir="ltr" tabindex="0" { (rule.to_json()) } }))
            }
        }
    }
}

impl Draft {
    /// The part of a form that asks for events of a name, and what their properties must be; to be the first in it.
    pub fn view_events(&self, ctx: &PageCtx, errors: &Errors) -> Markup {
        let view = View { ctx, choices: Choices::default(), errors };
        let empty = Part::new(Kind::Did);
        let part = self.root.parts.first().unwrap_or(&empty);
        html! {
            button.rule-default type="submit" tabindex="-1" aria-hidden="true" {}
            input type="hidden" name="r-bare" value="yes";
            input type="hidden" name={ (ROOT) "-kind" } value=(Kind::All.word());
            input type="hidden" name={ (EVENTS) "-kind" } value=(Kind::Did.word());
            (view.input(&format!("{EVENTS}-{}", Field::Event.word()), key("rule-form-event"), part.fields.get(Field::Event), Input::Event))
            (view.tests(part, EVENTS, 0, key("rule-form-add-test")))
            (known(ctx))
        }
    }
}

/// The list of known events.
fn known(ctx: &PageCtx) -> Markup {
    html! {
        datalist id=(KNOWN) {
            @for (name, _) in crate::rules::EVENTS { option value=(name) { (event_word(ctx.lang(), name).unwrap_or_default()) } }
        }
    }
}

impl View<'_> {
    fn part(&self, part: &Part, place: &str, depth: usize) -> Markup {
        let title = self.t(kind_key(part.kind));
        html! {
            fieldset class={ "rule-part" @if part.kind.is_group() { " is-group" } } {
                legend { @if depth == 0 { (self.t(key("rule-form-legend"))) } @else { (title) } }
                @if part.kind.is_group() { (self.group(part, place, depth)) } @else {
                    input type="hidden" name={ (place) "-kind" } value=(part.kind.word());
                    (self.leaf(part, place))
                }
                @if depth > 0 {
                    (press(&format!("remove {place}"), Icon::Close, &self.t(key("rule-form-remove")), &title))
                }
            }
        }
    }

    fn group(&self, part: &Part, place: &str, depth: usize) -> Markup {
        let kinds: Options = Kind::GROUPS.iter().map(|kind| (kind.word().to_owned(), self.t(kind_key(*kind)))).collect();
        let addable = Kind::ALL.iter().filter(|kind| !kind.is_group() || depth + 2 < DEPTH_MAX);
        let addable: Options = addable.map(|kind| (kind.word().to_owned(), self.t(add_key(*kind)))).collect();
        html! {
            (self.select(&format!("{place}-kind"), key("rule-form-group"), &kinds, part.kind.word()))
            @if !part.parts.is_empty() {
                div.rule-parts { @for (at, one) in part.parts.iter().enumerate() { (self.part(one, &format!("{place}.{at}"), depth + 1)) } }
            }
            @if part.parts.is_empty() { p.hint { (self.t(key("rule-form-empty"))) } }
            @if depth < DEPTH_MAX {
                div.rule-add {
                    (self.select(&format!("{place}-add"), key("rule-form-add-what"), &addable, ""))
                    (press(&format!("add {place}"), Icon::Plus, &self.t(key("rule-form-add")), ""))
                }
            }
        }
    }

    fn leaf(&self, part: &Part, place: &str) -> Markup {
        let (fields, control) = (&part.fields, |field: Field| format!("{place}-{}", field.word()));
        let input = |field: Field, label: &str| self.input(&control(field), label, fields.get(field), Input::Text);
        let number = |field: Field, label: &str| self.input(&control(field), label, fields.get(field), Input::Number);
        let event = |field: Field, label: &str| self.input(&control(field), label, fields.get(field), Input::Event);
        let bound =
            || self.select(&control(Field::Bound), key("rule-form-bound"), &self.options(&BOUNDS), fields.get(Field::Bound));
        match part.kind {
            Kind::All | Kind::Any | Kind::Not => html! {},
            Kind::Did => html! {
                (event(Field::Event, key("rule-form-event")))
                div.rule-row { (bound()) (number(Field::Number, key("rule-form-times"))) }
                (self.when(part, place, true))
                (self.tests(part, place, 0, key("rule-form-add-test")))
            },
            Kind::Measured => html! {
                (event(Field::Event, key("rule-form-event")))
                div.rule-row {
                    (self.select(&control(Field::Take), key("rule-form-take"), &self.options(&TAKES), fields.get(Field::Take)))
                    (input(Field::Property, key("rule-form-property")))
                }
                div.rule-row { (bound()) (number(Field::Number, key("rule-form-number"))) }
                (self.when(part, place, false))
                (self.tests(part, place, 0, key("rule-form-add-test")))
            },
            Kind::Spent => html! {
                div.rule-row {
                    (bound())
                    (number(Field::Number, key("rule-form-amount")))
                    (self.select(&control(Field::Currency), key("rule-form-currency"), &self.currencies(fields.get(Field::Currency)),
                        fields.get(Field::Currency)))
                }
                (self.when(part, place, false))
            },
            Kind::Followed => html! {
                (event(Field::Event, key("rule-form-first")))
                (self.tests(part, place, 0, key("rule-form-add-test-first")))
                div.rule-row {
                    (self.select(&control(Field::Happened), key("rule-form-happened"), &self.options(&HAPPENED), fields.get(Field::Happened)))
                    (number(Field::WithinHours, key("rule-form-within")))
                }
                (event(Field::Then, key("rule-form-then")))
                (self.tests(part, place, 1, key("rule-form-add-test-then")))
                (self.when(part, place, false))
            },
            Kind::Trait => {
                html! { @for row in part.tests[0].iter().take(1) { (self.row(row, &format!("{place}-t0.0"), key("rule-form-trait"))) } }
            }
            Kind::Agreed => {
                let chosen = fields.get(Field::Purpose);
                let is_offered =
                    |purpose: &&Purpose| purpose.recipients().contains(&Recipient::Automation) || purpose.word() == chosen;
                let offered = Purpose::ALL.iter().filter(is_offered);
                let options: Options = offered
                    .map(|purpose| (purpose.word().to_owned(), self.ctx.t_code("purpose", purpose.word()).into_owned()))
                    .collect();
                self.select(&control(Field::Purpose), key("rule-form-purpose"), &options, chosen)
            }
            Kind::Stage => self.stages(&control(Field::Stages), fields.get(Field::Stages)),
            Kind::Segment => {
                let chosen = fields.get(Field::Segment);
                let mut options: Options =
                    self.choices.segments.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
                if !chosen.is_empty() && !options.iter().any(|(id, _)| id == chosen) {
                    options.push((chosen.to_owned(), chosen.to_owned()));
                }
                if chosen.is_empty() {
                    options.insert(0, (String::new(), self.t(key("rule-form-choose"))));
                }
                self.select(&control(Field::Segment), key("rule-form-segment"), &options, chosen)
            }
        }
    }

    fn when(&self, part: &Part, place: &str, with_hours: bool) -> Markup {
        let (fields, control) = (&part.fields, |field: Field| format!("{place}-{}", field.word()));
        let chosen = fields.get(Field::When);
        let kinds: Options = self
            .options(&WHENS)
            .into_iter()
            .filter(|(word, _)| with_hours || word != "last_hours" || chosen == "last_hours")
            .collect();
        let input = |field: Field, label: &str, kind| self.input(&control(field), label, fields.get(field), kind);
        html! {
            div.rule-row.rule-when {
                (self.select(&control(Field::When), key("rule-form-when"), &kinds, chosen))
                div.rule-when-number { (input(Field::WhenNumber, key("rule-form-when-number"), Input::Number)) }
                div.rule-when-to { (input(Field::WhenTo, key("rule-form-when-to"), Input::Number)) }
                div.rule-when-date { (input(Field::WhenDate, key("rule-form-when-from"), Input::Date)) }
                div.rule-when-date { (input(Field::WhenDateTo, key("rule-form-when-until"), Input::Date)) }
                div.rule-when-whose role="group" aria-describedby={ "f-" (control(Field::WhenWhose)) "-hint" } {
                    (self.select(&control(Field::WhenWhose), key("rule-form-whose"), &self.options(&WHOSE), fields.get(Field::WhenWhose)))
                }
                p.hint.rule-when-hint id={ "f-" (control(Field::WhenWhose)) "-hint" } { (self.t(key("rule-form-whose-hint"))) }
            }
        }
    }

    fn tests(&self, part: &Part, place: &str, which: usize, add: &str) -> Markup {
        let Some(rows) = part.tests.get(which) else { return html! {} };
        html! {
            @for (at, row) in rows.iter().enumerate() {
                div.rule-test {
                    (self.row(row, &format!("{place}-t{which}.{at}"), key("rule-form-property")))
                    (press(&format!("untest {place} {which} {at}"), Icon::Close, &self.t(key("rule-form-remove")),
                        &self.t(key("rule-form-property"))))
                }
            }
            @if rows.len() < FILTERS_MAX { (press(&format!("test {place} {which}"), Icon::Plus, &self.t(add), "")) }
        }
    }

    fn row(&self, row: &TestRow, control: &str, label: &str) -> Markup {
        html! {
            div.rule-row.rule-test-row {
                (self.input(&format!("{control}-property"), label, &row.property, Input::Text))
                (self.select(&format!("{control}-test"), key("rule-form-test"), &self.options(&TESTS), &row.test))
                div.rule-test-value { (self.input(&format!("{control}-value"), key("rule-form-value"), &row.value, Input::Values)) }
            }
        }
    }

    fn stages(&self, control: &str, written: &str) -> Markup {
        let chosen = stages(written);
        // The chosen ones first, in their order: what is sent back unchanged is the same rule.
        let others = Stage::ALL.into_iter().filter(|stage| !chosen.contains(stage));
        html! {
            fieldset.rule-stages id={ "f-" (control) } {
                legend { (self.t(key("rule-form-stages"))) }
                (self.error(control))
                @for stage in chosen.iter().copied().chain(others) {
                    @let id = format!("f-{control}-{}", stage.word());
                    div.check {
                        input id=(id) type="checkbox" name=(control) value=(stage.word()) checked[written.split(SEVERAL).any(|word| word == stage.word())];
                        label for=(id) { (self.ctx.t_code("stage", stage.word())) }
                    }
                }
            }
        }
    }

    fn currencies(&self, chosen: &str) -> Options {
        let named = named_currencies().map(str::to_owned);
        let other = (!chosen.is_empty() && !named_currencies().any(|code| code == chosen)).then(|| chosen.to_owned());
        let name = |code: String| {
            let said =
                base::Currency::parse(&code).map_or_else(|_| code.clone(), |currency| self.ctx.fmt.currency_name(currency));
            (code, said)
        };
        other.into_iter().chain(named).map(name).collect()
    }

    fn options(&self, words: &[(&str, &str)]) -> Options {
        words.iter().map(|(word, key)| ((*word).to_owned(), self.t(key))).collect()
    }

    fn select(&self, name: &str, label: &str, options: &[(String, String)], chosen: &str) -> Markup {
        let id = format!("f-{name}");
        let error = self.errors.said(self.ctx, name);
        html! {
            div.field.is-wrong[error.is_some()] {
                label for=(id) { (self.t(label)) }
                (self.error(name))
                span.select {
                    select id=(id) name=(name) aria-invalid=[error.is_some().then_some("true")]
                        aria-describedby=[error.is_some().then(|| format!("{id}-error"))] {
                        @for (value, words) in options { option value=(value) selected[value == chosen] { (words) } }
                    }
                    (icon(Icon::Down))
                }
            }
        }
    }

    fn input(&self, name: &str, label: &str, value: &str, input: Input) -> Markup {
        let id = format!("f-{name}");
        let error = self.errors.said(self.ctx, name);
        let (invalid, described_by) = (error.is_some().then_some("true"), error.is_some().then(|| format!("{id}-error")));
        let is_short = matches!(input, Input::Number | Input::Date);
        // An empty field follows the page.
        let dir = match input {
            Input::Number | Input::Date => Some("ltr"),
            _ => (!value.is_empty()).then_some("auto"),
        };
        html! {
            div.field.is-short[is_short].is-wrong[error.is_some()] {
                label for=(id) { (self.t(label)) }
                (self.error(name))
                @if input == Input::Values {
                    textarea id=(id) name=(name) rows="1" dir=[dir] aria-invalid=[invalid] aria-describedby=[described_by] { (value) }
                } @else {
                    input id=(id) name=(name) type=(if input == Input::Date { "date" } else { "text" }) value=(value) dir=[dir]
                        inputmode=[(input == Input::Number).then_some("decimal")] list=[(input == Input::Event).then_some(KNOWN)]
                        autocomplete="off" aria-invalid=[invalid] aria-describedby=[described_by];
                }
            }
        }
    }

    fn error(&self, name: &str) -> Markup {
        html! {
            @if let Some(error) = self.errors.said(self.ctx, name) {
                p.field-error id={ "f-" (name) "-error" } { (icon(Icon::Warning)) span { (error) } }
            }
        }
    }

    fn t(&self, key: &str) -> String {
        self.ctx.t(key).into_owned()
    }
}

/// A button of the rule's own; `what` tells it from others of the same words.
fn press(what_to_do: &str, sign: Icon, label: &str, what: &str) -> Markup {
    let named = (!what.is_empty()).then(|| format!("{label}: {what}"));
    html! {
        button.button.rule-press type="submit" name=(DO) value=(what_to_do) aria-label=[named] formnovalidate {
            (icon(sign)) span { (label) }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Input {
    Text,
    Number,
    Event,
    Date,
    Values,
}

const BOUNDS: [(&str, &str); 3] =
    [("at_least", key("rule-form-at-least")), ("at_most", key("rule-form-at-most")), ("exactly", key("rule-form-exactly"))];

const TAKES: [(&str, &str); 4] = [
    ("sum", key("rule-form-sum")),
    ("min", key("rule-form-min")),
    ("max", key("rule-form-max")),
    ("last", key("rule-form-last")),
];

const HAPPENED: [(&str, &str); 2] = [("yes", key("rule-form-happened-yes")), ("no", key("rule-form-happened-no"))];

const WHENS: [(&str, &str); 6] = [
    ("ever", key("rule-form-ever")),
    ("last_hours", key("rule-form-last-hours")),
    ("last_days", key("rule-form-last-days")),
    ("before_days", key("rule-form-before-days")),
    ("days_ago", key("rule-form-days-ago")),
    ("dates", key("rule-form-dates")),
];

const WHOSE: [(&str, &str); 2] = [("store", key("rule-form-whose-store")), (OWN, key("rule-form-whose-own"))];

const TESTS: [(&str, &str); 8] = [
    ("is", key("rule-form-is")),
    ("is_not", key("rule-form-is-not")),
    ("any_of", key("rule-form-any-of")),
    ("contains", key("rule-form-contains")),
    ("at_least", key("rule-form-at-least")),
    ("at_most", key("rule-form-at-most")),
    ("there", key("rule-form-there")),
    ("not_there", key("rule-form-not-there")),
];

const fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::All => key("rule-kind-all"),
        Kind::Any => key("rule-kind-any"),
        Kind::Not => key("rule-kind-not"),
        Kind::Did => key("rule-kind-did"),
        Kind::Measured => key("rule-kind-measured"),
        Kind::Spent => key("rule-kind-spent"),
        Kind::Followed => key("rule-kind-followed"),
        Kind::Trait => key("rule-kind-trait"),
        Kind::Agreed => key("rule-kind-agreed"),
        Kind::Stage => key("rule-kind-stage"),
        Kind::Segment => key("rule-kind-segment"),
    }
}

/// In the list of what can be added, groups are named as groups.
const fn add_key(kind: Kind) -> &'static str {
    match kind {
        Kind::All => key("rule-add-all"),
        Kind::Any => key("rule-add-any"),
        Kind::Not => key("rule-add-not"),
        kind => kind_key(kind),
    }
}
