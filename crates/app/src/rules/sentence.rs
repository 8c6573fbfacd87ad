//! The sentence. Each language puts the same pieces together in an order of its own.

use super::events::slug;
use super::plain::{Plain, Times, plain_when};
use base::id::SegmentId;
use base::{Currency, Locale, Money};
use foundation::journal::LIST_CHANGED;
use foundation::rules::{
    Amount, Bound, Condition, Did, Events, Filter, Followed, Measured, Scalar, Spent, Stage, Take, Test, TraitIs, When,
};
use maud::{Markup, html};
use web::{Formatter, Lang, key};

/// What isolates a name or an amount from the direction of the text around it, and what stands for it until the sentence is whole:
/// Fluent's own isolates are taken out.
const ISOLATES: [(char, char); 4] =
    [('\u{2066}', '\u{e000}'), ('\u{2067}', '\u{e001}'), ('\u{2068}', '\u{e002}'), ('\u{2069}', '\u{e003}')];
/// Letters of a name that are shown.
const NAME_CHARS_MAX: usize = 120;
const DAY_HOURS: u32 = 24;

/// How rules are said to one reader.
#[derive(Clone, Copy)]
pub struct Words<'w> {
    pub fmt: &'w Formatter,
    /// What a segment is called; `None` where there is none of that id.
    pub segment: &'w dyn Fn(SegmentId) -> Option<String>,
}

impl Words<'_> {
    /// The rule as one sentence. Names that somebody chose stand in quotes, isolated from the direction of the text around them.
    pub fn sentence(&self, rule: &Condition) -> String {
        self.whole(&Plain::of(rule), ".")
    }

    /// The rule as nested lists: a group's heading and its parts below it. A rule without groups is one sentence.
    pub fn list(&self, rule: &Condition) -> Markup {
        html! { div.rule-words { (self.item(&Plain::of(rule))) } }
    }

    /// What the properties of an event must be, in brackets; empty without any.
    pub fn conditions(&self, filters: &[Filter]) -> String {
        self.filters(filters).chars().map(shown).collect()
    }

    fn item(&self, rule: &Plain<'_>) -> Markup {
        let (heading, parts) = match rule {
            Plain::All(parts) if !parts.is_empty() => (key("rule-lines-all"), parts.as_slice()),
            Plain::Any(parts) if !parts.is_empty() => (key("rule-lines-any"), parts.as_slice()),
            Plain::Not(part) if is_group(part) => (key("rule-lines-not"), std::slice::from_ref(&**part)),
            leaf => return html! { span { (self.whole(leaf, "")) } },
        };
        html! {
            span { (self.t(heading)) }
            ul { @for part in parts { li { (self.item(part)) } } }
        }
    }

    fn whole(&self, rule: &Plain<'_>, end: &str) -> String {
        let said = self.clause(rule);
        let brackets = said.len() - said.trim_start_matches('(').len();
        let (before, rest) = said.split_at(brackets);
        let mut letters = rest.chars();
        let said: String = match letters.next() {
            Some(first) if self.locale() == Locale::En => before.chars().chain(first.to_uppercase()).chain(letters).collect(),
            _ => said,
        };
        said.chars().map(shown).chain(end.chars()).collect()
    }

    /// What holds of a customer, as a part of a sentence about them.
    fn clause(&self, rule: &Plain<'_>) -> String {
        match rule {
            Plain::All(parts) => self.joined(parts, key("rule-and"), key("rule-everybody")),
            Plain::Any(parts) => self.joined(parts, key("rule-or"), key("rule-nobody")),
            Plain::Not(part) => match &**part {
                Plain::Other(Condition::Agreed(agreed)) => {
                    self.with(key("rule-agrees-not"), "purpose", self.purpose(agreed.purpose.word()))
                }
                Plain::Other(Condition::Stage(stages)) => self.with(key("rule-stage-is-not"), "stages", self.stages(stages)),
                Plain::Other(Condition::Segment(id)) => self.with(key("rule-not-in-segment"), "name", self.segment_name(*id)),
                part => self.with(key("rule-not"), "what", format!("({})", self.clause(part))),
            },
            Plain::Did(did, times) => self.did(did, *times),
            Plain::Other(rule) => self.other(rule),
        }
    }

    fn joined(&self, parts: &[Plain<'_>], joint: &str, none: &str) -> String {
        let said = |part: &Plain<'_>| if is_group(part) { format!("({})", self.clause(part)) } else { self.clause(part) };
        let Some((first, rest)) = parts.split_first() else { return self.t(none) };
        rest.iter().fold(said(first), |so_far, part| {
            self.lang().t_plain(joint, &[("first", so_far.into()), ("next", said(part).into())])
        })
    }

    fn did(&self, did: &Did, times: Times) -> String {
        let kind = if times == Times::Never { "rule-didnt" } else { "rule-did" };
        let what = joined(&[self.event(kind, &did.event), self.filters(&did.filters)]);
        let count = match times {
            Times::Never | Times::AtLeast(1) => String::new(),
            Times::AtLeast(times) => self.count(key("rule-times-at-least"), times),
            Times::AtMost(times) => self.count(key("rule-times-at-most"), times),
            Times::Exactly(times) => self.count(key("rule-times-exactly"), times),
            Times::NotExactly(times) => self.count(key("rule-times-other"), times),
        };
        let when = match did.when {
            When::Ever if times == Times::Never => self.t(key("rule-when-never")),
            when => self.when(when),
        };
        match self.locale() {
            Locale::En | Locale::Ar => joined(&[what, count, when]),
            // A Persian sentence ends in its verb.
            Locale::Fa => joined(&[when, count, what]),
        }
    }

    fn other(&self, rule: &Condition) -> String {
        match rule {
            Condition::Measured(measured) => self.measured(measured),
            Condition::Spent(spent) => self.spent(spent),
            Condition::Followed(followed) => self.followed(followed),
            Condition::Trait(TraitIs { name, test }) => {
                let named = self.with(key("rule-trait"), "name", self.quoted(name));
                self.test(&named, test)
            }
            Condition::Agreed(agreed) => self.with(key("rule-agrees"), "purpose", self.purpose(agreed.purpose.word())),
            Condition::Stage(stages) => self.with(key("rule-stage-is"), "stages", self.stages(stages)),
            Condition::Segment(id) => self.with(key("rule-in-segment"), "name", self.segment_name(*id)),
            // These are made plain before they are said.
            Condition::All(_) | Condition::Any(_) | Condition::Not(_) | Condition::Did(_) => self.clause(&Plain::of(rule)),
        }
    }

    fn measured(&self, measured: &Measured) -> String {
        if measured.event == LIST_CHANGED {
            return self.t(key("rule-on-list"));
        }
        let take = match measured.take {
            Take::Sum => key("rule-take-sum"),
            Take::Min => key("rule-take-min"),
            Take::Max => key("rule-take-max"),
            Take::Last => key("rule-take-last"),
        };
        let (property, doing) = (self.quoted(&measured.property), self.event("rule-doing", &measured.event));
        let what = self.lang().t_plain(take, &[("property", property.into()), ("doing", doing.into())]);
        let (is, number) = match measured.is {
            Bound::AtLeast(number) => (key("rule-is-at-least"), number),
            Bound::AtMost(number) => (key("rule-is-at-most"), number),
            Bound::Exactly(number) => (key("rule-is-exactly"), number),
        };
        let is = self.with(is, "number", self.number(number));
        joined(&[what, self.filters(&measured.filters), self.when(measured.when), is])
    }

    fn spent(&self, spent: &Spent) -> String {
        let (said, amount) = match spent.is {
            Bound::AtLeast(amount) => (key("rule-spent-at-least"), amount),
            Bound::AtMost(amount) => (key("rule-spent-at-most"), amount),
            Bound::Exactly(amount) => (key("rule-spent-exactly"), amount),
        };
        let (what, when) = (self.with(said, "amount", self.money(amount, &spent.currency)), self.when(spent.when));
        if self.locale() == Locale::Fa { joined(&[when, what]) } else { joined(&[what, when]) }
    }

    fn followed(&self, followed: &Followed) -> String {
        let said = |kind, Events { event, filters }: &Events| joined(&[self.event(kind, event), self.filters(filters)]);
        let (what, when) = (said("rule-did", &followed.first), self.when(followed.when));
        let first = if self.locale() == Locale::Fa { joined(&[when, what]) } else { joined(&[what, when]) };
        let then = said(if followed.happened { "rule-did" } else { "rule-didnt" }, &followed.then);
        let hours = followed.within_hours;
        let within = if hours > DAY_HOURS && hours.is_multiple_of(DAY_HOURS) {
            self.count(key("rule-within-days"), hours / DAY_HOURS)
        } else {
            self.count(key("rule-within-hours"), hours)
        };
        let args = [("first", first.into()), ("then", then.into()), ("within", within.into())];
        self.lang().t_plain(key("rule-followed"), &args)
    }

    /// What somebody did, in the form that the kind of key names.
    fn event(&self, kind: &str, name: &str) -> String {
        match slug(name) {
            Some(slug) => self.lang().t_code(kind, slug).into_owned(),
            None => self.with(&format!("{kind}-unknown"), "name", self.quoted(name)),
        }
    }

    fn filters(&self, filters: &[Filter]) -> String {
        let tests = filters.iter().map(|filter| self.test(&self.quoted(&filter.property), &filter.test));
        let all =
            tests.reduce(|first, next| self.lang().t_plain(key("rule-and"), &[("first", first.into()), ("next", next.into())]));
        all.map_or_else(String::new, |all| format!("({})", self.with(key("rule-where"), "tests", all)))
    }

    /// What something named is.
    fn test(&self, named: &str, test: &Test) -> String {
        let (said, value) = match test {
            Test::Is(value) => (key("rule-test-is"), self.scalar(value)),
            Test::IsNot(value) => (key("rule-test-is-not"), self.scalar(value)),
            Test::AnyOf(values) => (key("rule-test-is"), self.either(values.iter().map(|value| self.scalar(value)))),
            Test::Contains(text) => (key("rule-test-contains"), self.quoted(text)),
            Test::Exists(true) => (key("rule-test-there"), String::new()),
            Test::Exists(false) => (key("rule-test-not-there"), String::new()),
            Test::AtLeast(number) => (key("rule-test-at-least"), self.number(*number)),
            Test::AtMost(number) => (key("rule-test-at-most"), self.number(*number)),
        };
        self.lang().t_plain(said, &[("name", named.into()), ("value", value.into())])
    }

    fn scalar(&self, value: &Scalar) -> String {
        match value {
            Scalar::Flag(true) => self.t(key("rule-yes")),
            Scalar::Flag(false) => self.t(key("rule-no")),
            Scalar::Text(text) => self.quoted(text),
            Scalar::Number(number) => self.number(*number),
        }
    }

    fn stages(&self, stages: &[Stage]) -> String {
        let in_order = Stage::ALL.into_iter().filter(|stage| stages.contains(stage));
        self.either(in_order.map(|stage| self.lang().t_code("stage", stage.word()).into_owned()))
    }

    fn either(&self, said: impl Iterator<Item = String>) -> String {
        let either = said
            .reduce(|first, next| self.lang().t_plain(key("rule-list-or"), &[("first", first.into()), ("next", next.into())]));
        either.unwrap_or_default()
    }

    fn purpose(&self, word: &str) -> String {
        self.quoted(&self.lang().t_code("purpose", word))
    }

    fn segment_name(&self, id: SegmentId) -> String {
        self.quoted(&(self.segment)(id).unwrap_or_else(|| id.to_string()))
    }

    fn when(&self, when: When) -> String {
        match plain_when(when).in_store_days() {
            (when, true) => self.with(key("rule-when-own-days"), "when", self.when(when)),
            (when, false) => self.when_by_store(when),
        }
    }

    fn when_by_store(&self, when: When) -> String {
        match when {
            When::Ever | When::OwnDays(_) => String::new(),
            When::LastHours(hours) => self.count(key("rule-when-hours"), u32::from(hours)),
            When::LastDays(0) => self.t(key("rule-when-today")),
            When::LastDays(1) => self.t(key("rule-when-yesterday-on")),
            When::LastDays(days) => self.count(key("rule-when-days"), u32::from(days)),
            When::BeforeDays(0) => self.t(key("rule-when-before-today")),
            When::BeforeDays(1) => self.t(key("rule-when-before-yesterday")),
            When::BeforeDays(days) => self.count(key("rule-when-before"), u32::from(days)),
            When::DaysAgo(1, 1) => self.t(key("rule-when-yesterday")),
            When::DaysAgo(from, to) if from == to => self.count(key("rule-when-ago"), u32::from(to)),
            When::DaysAgo(from, to) => {
                let args = [("from", u32::from(from).into()), ("to", u32::from(to).into())];
                self.lang().t_plain(key("rule-when-between"), &args)
            }
            When::Dates(from, to) if from == to => self.with(key("rule-when-date"), "date", self.fmt.civil_date(from)),
            When::Dates(from, to) => {
                let args = [("from", self.fmt.civil_date(from).into()), ("to", self.fmt.civil_date(to).into())];
                self.lang().t_plain(key("rule-when-dates"), &args)
            }
        }
    }

    fn number(&self, number: Amount) -> String {
        self.fmt.numerals().decimal(&number.get().to_string())
    }

    /// An amount that is finer than its currency's coins is told as it is.
    fn money(&self, amount: Amount, code: &str) -> String {
        let Ok(currency) = Currency::parse(code) else { return format!("{} {}", self.number(amount), self.quoted(code)) };
        let parts = amount.get().parts();
        let coin = 10_i64.pow(4_u32.saturating_sub(currency.minor_digits()));
        let said = if parts % coin == 0 {
            self.fmt.money(Money { minor: parts / coin, currency })
        } else {
            format!("{}\u{a0}{}", self.number(amount), self.fmt.currency_name(currency))
        };
        isolated(&said)
    }

    /// A name that somebody chose: cut where it is long, what can't be seen in it made visible.
    fn quoted(&self, name: &str) -> String {
        let mut shown: String = name.chars().take(NAME_CHARS_MAX).map(|c| if is_unseen(c) { '\u{fffd}' } else { c }).collect();
        if shown.len() < name.len() && name.chars().count() > NAME_CHARS_MAX {
            shown.push('…');
        }
        let (open, close) = if self.locale() == Locale::En { ('“', '”') } else { ('«', '»') };
        format!("{open}{}{close}", isolated(&shown))
    }

    fn count(&self, key: &str, count: u32) -> String {
        self.lang().t_plain(key, &[("count", count.into())])
    }

    fn with(&self, key: &str, name: &str, value: String) -> String {
        self.lang().t_plain(key, &[(name, value.into())])
    }

    fn t(&self, key: &str) -> String {
        self.lang().t(key).into_owned()
    }

    const fn lang(&self) -> Lang {
        self.fmt.lang
    }

    const fn locale(&self) -> Locale {
        self.fmt.lang.locale
    }
}

const fn is_group(rule: &Plain<'_>) -> bool {
    match rule {
        Plain::All(parts) | Plain::Any(parts) => !parts.is_empty(),
        Plain::Not(_) | Plain::Did(..) | Plain::Other(_) => false,
    }
}

/// The pieces that there are, with spaces between them.
fn joined(pieces: &[String]) -> String {
    let mut said = String::new();
    for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(piece);
    }
    said
}

/// Isolates as they are written, in the place of what stood for them.
fn shown(c: char) -> char {
    ISOLATES.iter().find(|(_, stands)| *stands == c).map_or(c, |(isolate, _)| *isolate)
}

fn isolated(text: &str) -> String {
    let kept = |c: char| ISOLATES.iter().find(|(isolate, _)| *isolate == c).map_or(c, |(_, stands)| *stands);
    format!("\u{2068}{text}\u{2069}").chars().map(kept).collect()
}

/// Characters that would change the text around them, or that nobody sees. Joiners belong to Persian words.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e000}'..='\u{e003}')
}
