//! Beside the story: who it is, what is counted, what is known.

use super::Panel;
use super::page::open;
use crate::admin::words;
use base::{Money, Timestamp};
use foundation::consent::Category;
use foundation::customers::IdentityKind;
use foundation::journal::Origin;
use foundation::vault::{Person, Shown};
use maud::{Markup, html};
use serde_json::Value;
use web::components::{self, Tone};
use web::{PageCtx, key};

/// Event names counted in the page; the rest is behind the story.
const COUNTS_MAX: usize = 24;
/// Fields of the vault with a line and words of their own.
const KNOWN: [&str; 7] = ["name", "first_name", "last_name", "email", "phone", "address", "birth_date"];

pub(super) fn draw(ctx: &PageCtx, panel: &Panel) -> Markup {
    html! {
        (components::card(&ctx.t(key("customer-identity")), None, identity(ctx, panel)))
        @if panel.facts.events > 0 { (components::card(&ctx.t(key("customer-facts")), None, facts(ctx, panel))) }
        @if !panel.traits.is_empty() { (components::card(&ctx.t(key("customer-known-facts")), None, open(ctx, panel, Category::Preferences, || traits(ctx, panel)))) }
    }
}

fn identity(ctx: &PageCtx, panel: &Panel) -> Markup {
    let person = panel.people.person(panel.root);
    let mut pairs: Vec<(String, Markup)> = Vec::new();
    let mut line = |label: &str, name: &str, category: Category, draw: &dyn Fn(&str) -> Markup, is_asked: bool| {
        let shown = person.map_or(Shown::Absent, |person| person.field(name));
        if shown != Shown::Absent || is_asked {
            let value = words::field(ctx, shown, &panel.choices, category, draw);
            pairs.push((ctx.t(label).into_owned(), sourced(ctx, value, provenance(person, name))));
        }
    };
    let has_whole_name = person.is_some_and(|person| person.field("name") != Shown::Absent);
    if has_whole_name {
        line(key("customer-name"), "name", Category::Name, &components::name, true);
    } else {
        line(key("customer-name"), "first_name", Category::Name, &components::name, true);
        line(key("customer-last-name"), "last_name", Category::Name, &components::name, false);
    }
    let email = |text: &str| html! { (components::ltr(text)) " " (mark(ctx, panel.is_email_verified)) };
    line(key("customer-email"), "email", Category::Email, &email, true);
    let phone = |text: &str| html! { (components::ltr(text)) " " (mark(ctx, panel.is_phone_verified)) };
    line(key("customer-phone"), "phone", Category::Phone, &phone, true);
    line(key("customer-address"), "address", Category::Address, &|text| words::address(ctx, text), false);
    line(key("customer-birth-date"), "birth_date", Category::BirthDate, &|text| birth_date(ctx, text), false);
    pairs.extend(others(ctx, panel, person));
    let user_ids: Vec<&str> =
        panel.identities.iter().filter(|id| id.kind == IdentityKind::UserId).filter_map(|id| id.text.as_deref()).collect();
    if !user_ids.is_empty() {
        let ids = html! { @for (at, id) in user_ids.iter().enumerate() { @if at > 0 { br; } (components::copyable(ctx, id)) } };
        pairs.push((ctx.t(key("customer-user-id")).into_owned(), ids));
    }
    let browsers = panel.identities.iter().filter(|id| id.kind == IdentityKind::AnonymousId).count();
    if browsers > 0 {
        pairs.push((ctx.t(key("customer-anonymous-ids")).into_owned(), html! { span.num { (ctx.fmt.count(browsers as u64)) } }));
    }
    pairs.push((ctx.t(key("customer-id")).into_owned(), components::copyable(ctx, &panel.root.to_string())));
    let merged = panel.ids.len() - 1;
    html! {
        (components::facts(&pairs))
        (sources(ctx, vault_sources(person)))
        @if merged > 0 { p.quiet.after-facts { (ctx.t_with(key("customer-merged"), &[("count", merged.into())])) } }
    }
}

/// Identifiers under names of the sender's own.
fn others(ctx: &PageCtx, panel: &Panel, person: Option<&Person>) -> Vec<(String, Markup)> {
    let Some(person) = person else { return Vec::new() };
    let mut seen: Vec<&str> = Vec::new();
    let mut pairs = Vec::new();
    for (name, category, ..) in person.fields() {
        if KNOWN.contains(&name) || seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let value = words::field(ctx, person.field(name), &panel.choices, category, components::name);
        pairs.push((
            words::trait_named(ctx, name).unwrap_or_else(|| name.to_owned()),
            sourced(ctx, value, provenance(Some(person), name)),
        ));
    }
    pairs
}

/// From whom and since when a field is known.
fn provenance(person: Option<&Person>, name: &str) -> Option<(Origin, Timestamp)> {
    let fields = person.into_iter().flat_map(Person::fields).filter(|(field, ..)| *field == name);
    fields.max_by_key(|(.., source, at)| (*source != Origin::Site, *at)).map(|(.., source, at)| (source, at))
}

fn vault_sources(person: Option<&Person>) -> Vec<(Origin, Timestamp)> {
    person.into_iter().flat_map(Person::fields).map(|(.., source, at)| (source, at)).collect()
}

/// A value that says where it is from to whoever points at it.
fn sourced(ctx: &PageCtx, value: Markup, source: Option<(Origin, Timestamp)>) -> Markup {
    let said = source.map(|(source, at)| format!("{} · {}", ctx.t_code("origin", source.word()), ctx.fmt.date(at)));
    html! { span title=[said] { (value) } }
}

/// Where the values above are from, once for all of them.
fn sources(ctx: &PageCtx, from: Vec<(Origin, Timestamp)>) -> Markup {
    let Some(latest) = from.iter().map(|(_, at)| *at).max() else { return html! {} };
    let origins = Origin::ALL.into_iter().filter(|origin| from.iter().any(|(source, _)| source == origin));
    let origins: Vec<String> = origins.map(|origin| ctx.t_code("origin", origin.word()).into_owned()).collect();
    let said = [("sources", words::list_of(ctx, &origins).into()), ("date", ctx.fmt.date(latest).into())];
    html! { p.provenance.after-facts { (ctx.t_with(key("customer-known-from"), &said)) } }
}

fn mark(ctx: &PageCtx, is_verified: bool) -> Markup {
    if is_verified {
        components::badge(Tone::Good, &ctx.t(key("customer-verified")))
    } else {
        components::badge(Tone::Neutral, &ctx.t(key("customer-unverified")))
    }
}

fn birth_date(ctx: &PageCtx, text: &str) -> Markup {
    match text.get(..10).unwrap_or(text).parse::<jiff::civil::Date>() {
        Ok(date) => html! { span.num { (ctx.fmt.civil_date(date)) } },
        Err(_) => components::name(text),
    }
}

fn facts(ctx: &PageCtx, panel: &Panel) -> Markup {
    let facts = &panel.facts;
    let of_orders = |draw: &dyn Fn() -> Markup| open(ctx, panel, Category::Orders, draw);
    let closed = || components::withheld(ctx, &ctx.t(key("masked-not-shared")));
    let of_all = |draw: &dyn Fn() -> Markup| if panel.sees_all_events() { draw() } else { closed() };
    let orders = || html! { span.num { (ctx.fmt.integer(i64::from(facts.orders.max(0)))) } };
    let mut pairs = vec![
        (ctx.t(key("customer-first-seen")).into_owned(), of_all(&|| components::time(ctx, facts.first_seen))),
        (ctx.t(key("customer-last-seen")).into_owned(), of_all(&|| components::time(ctx, facts.last_seen))),
        (ctx.t(key("customer-orders")).into_owned(), of_orders(&orders)),
        (ctx.t(key("customer-spent")).into_owned(), of_orders(&|| words::spent(ctx, &facts.spent))),
    ];
    if let [spent] = facts.spent.as_slice()
        && spent.orders > 1
        && panel.visible.contains(Category::Orders)
    {
        let minor = spent.minor / i64::from(spent.orders);
        let average = ctx.fmt.money(Money { minor, currency: spent.currency });
        pairs.push((ctx.t(key("customer-average-order")).into_owned(), html! { span.num { (average) } }));
    }
    let events = || html! { span.num { (ctx.fmt.count(facts.events)) } };
    pairs.push((ctx.t(key("customer-events")).into_owned(), of_all(&events)));
    let mut counts: Vec<&(String, u32)> = facts.counts.iter().filter(|(name, _)| is_counted_for(panel, name)).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let counted: Vec<(String, Markup)> = counts
        .iter()
        .take(COUNTS_MAX)
        .map(|(name, count)| (event_name(ctx, name), html! { span.num { (ctx.fmt.count(u64::from(*count))) } }))
        .collect();
    html! {
        (components::facts(&pairs))
        @if !counted.is_empty() { (components::disclosure(&ctx.t(key("customer-counts")), components::facts(&counted))) }
    }
}

/// Whether a name may be counted before this reader: how often somebody bought says that they did.
fn is_counted_for(panel: &Panel, name: &str) -> bool {
    panel.visible.contains(Category::of_track(name))
}

/// `*` counts the names beyond those that are counted one by one.
fn event_name(ctx: &PageCtx, name: &str) -> String {
    if name == "*" {
        return ctx.t(key("customer-counts-other")).into_owned();
    }
    words::name_word(ctx.lang(), name).unwrap_or_else(|| name.to_owned())
}

fn traits(ctx: &PageCtx, panel: &Panel) -> Markup {
    let pairs: Vec<(String, Markup)> = panel
        .traits
        .iter()
        .map(|known| {
            let value: Value = serde_json::from_str(&known.value).unwrap_or_else(|_| Value::from(known.value.as_str()));
            let name = words::trait_named(ctx, &known.name).unwrap_or_else(|| known.name.clone());
            (name, sourced(ctx, trait_value(ctx, &known.name, &value), Some((known.source, known.at))))
        })
        .collect();
    let from = panel.traits.iter().map(|known| (known.source, known.at)).collect();
    html! { (components::facts(&pairs)) (sources(ctx, from)) }
}

fn trait_value(ctx: &PageCtx, name: &str, value: &Value) -> Markup {
    if let Some(said) = value.as_str().and_then(|text| words::trait_said(ctx, name, text)) {
        return html! { (said) };
    }
    match value {
        Value::Bool(yes) => html! { (ctx.t(if *yes { key("value-yes") } else { key("value-no") })) },
        Value::Null => components::none(ctx),
        Value::Object(_) if name == "address" => words::address(ctx, &value.to_string()),
        Value::Object(_) | Value::Array(_) => {
            components::code(&value.to_string().chars().take(words::VALUE_CHARS_MAX).collect::<String>())
        }
        scalar_value => components::name(&words::scalar(scalar_value).unwrap_or_default()),
    }
}
