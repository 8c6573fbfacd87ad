//! Words that several pages share: lists, sources, reasons, and what may not be seen.

use crate::places;
use base::id::{CustomerId, TeamId, TemplateId};
use base::{GROUP_MIN, Id as _, Locale, Timestamp, Told};
use capabilities::messaging::{self, LetterRef};
use foundation::consent::{Category, CategorySet, Choices, Purpose, Recipient};
use foundation::customers::Spent;
use foundation::journal::{Event, Kind, Origin};
use foundation::privacy::RequestState;
use foundation::vault::{Person, Shown};
use maud::{Markup, html};
use serde_json::Value;
use std::collections::BTreeMap;
use web::components::{self, Tone, badge, none};
use web::{Lang, PageCtx, key};

/// Letters of a value that is shown.
pub(crate) const VALUE_CHARS_MAX: usize = 200;

/// `a, b and c` as the reader's language writes it.
pub(crate) fn list_of(ctx: &PageCtx, words: &[String]) -> String {
    let Some((last, rest)) = words.split_last() else { return String::new() };
    let Some((first, middle)) = rest.split_first() else { return last.clone() };
    let joined = middle.iter().fold(first.clone(), |so_far, word| {
        ctx.lang().t_plain(key("list-more"), &[("first", so_far.into()), ("next", word.as_str().into())])
    });
    ctx.lang().t_plain(key("list-last"), &[("first", joined.into()), ("last", last.as_str().into())])
}

/// A heading's word as it stands inside a sentence: English writes it small.
pub(crate) fn mid(ctx: &PageCtx, word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if ctx.locale() == Locale::En => first.to_lowercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}

/// What the store's own templates are called.
#[derive(Debug, Clone, Default)]
pub(crate) struct LetterNames(BTreeMap<TemplateId, String>);

impl LetterNames {
    /// In the record.
    pub(crate) fn load(tx: &mut db::Tx<'_>) -> db::Result<Self> {
        messaging::template_names(tx).map(Self)
    }
}

/// What a letter is called.
pub(crate) fn letter(ctx: &PageCtx, names: &LetterNames, letter: LetterRef) -> String {
    match letter {
        LetterRef::BuiltIn(letter) => ctx.t_code("template", letter.name()).into_owned(),
        LetterRef::Own { template, .. } => {
            names.0.get(&template).cloned().unwrap_or_else(|| ctx.t(key("template-own")).into_owned())
        }
    }
}

pub(crate) fn purpose(ctx: &PageCtx, purpose: Purpose) -> String {
    ctx.t_code("purpose", purpose.word()).into_owned()
}

pub(crate) fn recipients(ctx: &PageCtx, recipients: &[Recipient]) -> String {
    let words: Vec<String> = recipients.iter().map(|r| mid(ctx, &ctx.t_code("recipient", r.word()))).collect();
    list_of(ctx, &words)
}

/// The team that looked; one of the store's own with the part it takes.
pub(crate) fn team(ctx: &PageCtx, recipient: Recipient, team: Option<TeamId>, names: &[(TeamId, String)]) -> String {
    let part = ctx.t_code("recipient", recipient.word()).into_owned();
    match team.and_then(|team| names.iter().find(|(id, _)| *id == team)) {
        Some((_, name)) => ctx.t_with(key("team-with-part"), &[("name", name.as_str().into()), ("part", part.into())]),
        None => part,
    }
}

pub(crate) fn categories(ctx: &PageCtx, categories: CategorySet) -> String {
    let words: Vec<String> = categories.iter().map(|c| mid(ctx, &ctx.t_code("category", c.word()))).collect();
    list_of(ctx, &words)
}

/// How many people have something in common, as far as may be told.
pub(crate) fn people(ctx: &PageCtx, told: Told) -> String {
    match told {
        Told::Nobody => ctx.fmt.count(0),
        Told::Few => ctx.lang().t_plain("group-few", &[("count", GROUP_MIN.into())]),
        Told::AtLeast(people) => ctx.lang().t_plain("group-least", &[("count", people.into())]),
    }
}

/// Where something came from, as a badge.
pub(crate) fn origin(ctx: &PageCtx, origin: Origin) -> Markup {
    let tone = if origin == Origin::Site { Tone::Accent } else { Tone::Neutral };
    badge(tone, &ctx.t_code("origin", origin.word()))
}

/// Why a kind of data is not shown: to whom the customer does open it.
pub(crate) fn masked(ctx: &PageCtx, choices: &Choices, category: Category, now: Timestamp) -> Markup {
    let teams: Vec<Recipient> = choices.recipients_of(category, now);
    if choices.is_restricted() {
        return components::withheld(ctx, &ctx.t(key("masked-restricted")));
    }
    if teams.is_empty() {
        return components::withheld(ctx, &ctx.t(key("masked-nobody")));
    }
    components::withheld(ctx, &ctx.t_with(key("masked-shared-only-with"), &[("recipients", recipients(ctx, &teams).into())]))
}

/// Where a customer's request stands, as a badge.
pub(crate) fn request_state(ctx: &PageCtx, state: RequestState) -> Markup {
    let tone = match state {
        RequestState::Open | RequestState::Extended => Tone::Accent,
        RequestState::Done => Tone::Good,
        RequestState::Unverified | RequestState::Refused => Tone::Warn,
        RequestState::Withdrawn => Tone::Neutral,
    };
    badge(tone, &ctx.t_code("request-state", state.word()))
}

/// Where somebody looked, in words: the log holds `customers`, `message:thank_you`, `api` …
pub(crate) fn place(ctx: &PageCtx, place: &str) -> String {
    match place.split_once(':') {
        // Customers read this too: what the store calls its templates is for its people alone.
        Some(("message", letter)) if letter.starts_with("own:") => ctx.t(key("template-of-store")).into_owned(),
        Some(("message", letter)) => ctx.t_code("template", letter).into_owned(),
        Some((kind, _)) => ctx.t_code("place", kind).into_owned(),
        None => ctx.t_code("place", place).into_owned(),
    }
}

/// A field's name in words: that of its kind, where it is the only one of its kind.
pub(crate) fn field_named(ctx: &PageCtx, name: &str, category: Category) -> String {
    let said = match name {
        "first_name" => key("privacy-field-first-name"),
        "last_name" => key("privacy-field-last-name"),
        _ => return ctx.t_code("category", category.word()).into_owned(),
    };
    ctx.t(said).into_owned()
}

/// A field of the vault: its value, why it is not shown, or a dash.
pub(crate) fn field(
    ctx: &PageCtx,
    shown: Shown<'_>,
    choices: &Choices,
    category: Category,
    draw: impl Fn(&str) -> Markup,
) -> Markup {
    match shown {
        Shown::Value(value) => draw(value),
        Shown::Withheld => masked(ctx, choices, category, ctx.now),
        Shown::Absent => none(ctx),
    }
}

/// What a customer is called on a page: the name, else the e-mail address, else a visitor's short code.
pub(crate) fn called(ctx: &PageCtx, customer: CustomerId, person: Option<&Person>) -> String {
    let is_known = person.is_some_and(|person| person.display_name() != Shown::Absent || person.field("email") != Shown::Absent);
    called_or(person, || nobody(ctx, customer, is_known))
}

/// As [`called`], with what to say where nothing may be seen.
pub(crate) fn called_or(person: Option<&Person>, nobody: impl FnOnce() -> String) -> String {
    let name = person.map_or(Shown::Absent, Person::display_name);
    match (name, person.and_then(|person| person.value("email"))) {
        (Shown::Value(name), _) => name.to_owned(),
        (_, Some(email)) => email.to_owned(),
        _ => nobody(),
    }
}

/// Somebody whose name is not known, or not to be seen here: a customer where the store knows who it is.
pub(crate) fn nobody(ctx: &PageCtx, customer: CustomerId, is_known: bool) -> String {
    let said = if is_known { key("live-customer") } else { key("customer-visitor-number") };
    ctx.lang().t_plain(said, &[("code", short(customer).into())])
}

/// What an event is called, with the name it was sent under for whoever points at it.
pub(crate) fn event(ctx: &PageCtx, event: &Event) -> Markup {
    match event_word(ctx.lang(), event) {
        Some(said) => html! { span title=(event.name) { (said) } },
        None => components::name(&event.name),
    }
}

/// As [`event`], where only the name is known.
pub(crate) fn event_named(ctx: &PageCtx, name: &str) -> Markup {
    match name_word(ctx.lang(), name) {
        Some(said) => html! { span title=(name) { (said) } },
        None => components::name(name),
    }
}

/// The words for an event of the spec, or of the program; the store's own names have none.
pub(crate) fn event_word(lang: Lang, event: &Event) -> Option<String> {
    match event.kind {
        Kind::Track | Kind::System => name_word(lang, &event.name),
        // A page's name is what was visited, not what happened.
        Kind::Identify | Kind::Page | Kind::Screen | Kind::Group | Kind::Alias => {
            Some(lang.t_code("event", event.kind.word()).into_owned())
        }
    }
}

pub(crate) fn name_word(lang: Lang, name: &str) -> Option<String> {
    let slug = name.to_ascii_lowercase().replace(' ', "-");
    lang.has(&format!("event-{slug}")).then(|| lang.t_code("event", &slug).into_owned())
}

/// The words for a trait that many stores send.
pub(crate) fn trait_named(ctx: &PageCtx, name: &str) -> Option<String> {
    let said = match name {
        "locale" | "language" => key("customer-language"),
        "createdAt" | "created_at" => key("customer-created"),
        "city" => key("customer-city"),
        "country" => key("customer-country"),
        "gender" => key("customer-gender"),
        "age" => key("customer-age"),
        "birthday" => key("customer-birth-date"),
        "address" => key("customer-address"),
        _ => return None,
    };
    Some(ctx.t(said).into_owned())
}

/// A trait's value in words, where it is a language or a moment.
pub(crate) fn trait_said(ctx: &PageCtx, name: &str, value: &str) -> Option<String> {
    if matches!(name, "locale" | "language") {
        return locale_named(ctx, value);
    }
    let at: jiff::Timestamp = value.parse().ok()?;
    Some(ctx.fmt.date(Timestamp::from_micros(at.as_microsecond())))
}

/// `ar-SA` as "Arabic (Saudi Arabia)"; `None` for a language without a name here.
fn locale_named(ctx: &PageCtx, locale: &str) -> Option<String> {
    let (code, region) = locale.split_once(['-', '_']).map_or((locale, None), |(code, region)| (code, Some(region)));
    let code = code.to_ascii_lowercase();
    if !ctx.lang().has(&format!("language-{code}")) {
        return None;
    }
    let language = language(ctx, &code);
    let country = region.and_then(|region| places::country_name(ctx, region));
    Some(country.map_or_else(|| language.clone(), |country| format!("{language} ({country})")))
}

/// A language's name in the reader's own.
pub(crate) fn language(ctx: &PageCtx, code: &str) -> String {
    ctx.t_code("language", code).into_owned()
}

/// The last letters of an id: enough to tell two visitors of one page apart.
pub(crate) fn short(customer: CustomerId) -> String {
    let letters = base::id::encode(customer.raw());
    letters[letters.len() - 5..].to_uppercase()
}

/// An address as one sent it: text, or an object whose parts are set in the order of an envelope.
pub(crate) fn address(ctx: &PageCtx, text: &str) -> Markup {
    const PARTS: [&str; 12] =
        ["name", "street", "street1", "line1", "address1", "street2", "line2", "city", "district", "state", "region", "country"];
    let Ok(Value::Object(parts)) = serde_json::from_str::<Value>(text) else { return components::name(text) };
    let known = PARTS.iter().filter_map(|part| parts.get(*part));
    let rest = parts.iter().filter(|(name, _)| !PARTS.contains(&name.as_str())).map(|(_, value)| value);
    let words: Vec<String> = known.chain(rest).filter_map(scalar).collect();
    // The comma follows the address' script, which need not be the page's.
    let comma = if words.iter().any(|word| !word.is_ascii()) { ctx.t(key("list-comma")) } else { ",".into() };
    html! { bdi dir="auto" { (words.join(&format!("{comma} "))) } }
}

/// A text or a number as text, cut where it is long; `None` of anything else.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.chars().take(VALUE_CHARS_MAX).collect()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What was spent, an amount a currency.
pub(crate) fn spent(ctx: &PageCtx, spent: &[Spent]) -> Markup {
    let amounts: Vec<_> = spent.iter().filter(|spent| spent.minor != 0 || spent.orders > 0).collect();
    if amounts.is_empty() {
        return none(ctx);
    }
    html! {
        @for (at, spent) in amounts.iter().enumerate() {
            @if at > 0 { br; }
            span.num { (ctx.fmt.money(base::Money { minor: spent.minor, currency: spent.currency })) }
        }
    }
}

/// Why a message is not sent, or not yet: the outbox's word for it in words.
pub(crate) fn why(ctx: &PageCtx, reason: &str) -> String {
    // The mail server's own code travels in the word: `refused_550`.
    if let Some((kind, code)) = reason.split_once('_')
        && code.len() == 3
        && let Ok(code) = code.parse::<i64>()
    {
        let said = if kind == "later" { key("failed-later") } else { key("failed-refused") };
        return ctx.t_with(said, &[("code", ctx.fmt.integer(code).into())]);
    }
    let said = match reason {
        "no_transport" => ctx.t(key("withheld-not-configured")),
        _ if ctx.lang().has(&format!("withheld-{}", reason.replace('_', "-"))) => ctx.t_code("withheld", reason),
        _ => ctx.t_code("failed", reason),
    };
    said.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;
    use web::Formatter;

    fn ctx(locale: Locale) -> PageCtx {
        PageCtx::new(Formatter::new(Lang::new(locale), TimeZone::UTC), Timestamp::from_micros(1_777_000_000_000_000), "/admin")
    }

    #[test]
    fn lists_read_as_each_language_writes_them() {
        let words = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(list_of(&ctx(Locale::En), &words), "a, b and c");
        assert_eq!(list_of(&ctx(Locale::En), &words[..2]), "a and b");
        assert_eq!(list_of(&ctx(Locale::Fa), &words), "a، b و c");
        assert_eq!(list_of(&ctx(Locale::Ar), &words), "a وb وc");
        assert_eq!(list_of(&ctx(Locale::En), &[]), "");
    }

    #[test]
    fn a_letter_of_the_stores_own_has_words_where_the_log_names_it() {
        let own = LetterRef::Own { template: TemplateId::from_raw([7; 16]), version: 3 };
        for locale in Locale::ALL {
            let said = place(&ctx(locale), &format!("message:{}", own.name()));
            assert!(!said.contains("own") && !said.contains("tpl_"), "{said}");
        }
    }

    #[test]
    fn every_reason_of_the_outbox_has_words() {
        let reasons = [
            "no_consent",
            "refused",
            "expired",
            "restricted",
            "no_address",
            "unverified",
            "suppressed",
            "erased",
            "bad_address",
            "no_event",
            "bad_template",
            "missing_value",
            "claim_product",
            "claim_price",
            "claim_stock",
            "claim_deadline",
            "nothing_goes_with",
            "no_template",
            "wrong_event",
            "no_sender",
            "bad_headers",
            "dkim",
            "defect",
            "gave_up",
            "connection_lost",
            "unreachable",
            "no_transport",
            "database",
            "paused",
            "restored",
            "on_hold",
            "cancelled",
            "unconfirmed",
            "too_late",
            "not_ending",
            "on_pause",
            "topic_off",
            // Of rows of before: what is wanted less often waits now.
            "frequency",
            "refused_550",
            "later_451",
        ];
        for locale in Locale::ALL {
            for reason in reasons {
                assert_ne!(why(&ctx(locale), reason), reason, "{locale:?}");
            }
        }
    }
}
