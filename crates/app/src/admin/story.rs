//! Events in words: what a person did, as somebody who was there would tell it.

use super::words::{self, list_of, mid, purpose, trait_named, trait_said};
use crate::price_drops::DROPPED;
use base::Money;
use foundation::consent::{Purpose, State};
use foundation::journal::{CONSENT_UPDATED, Event, Kind, MERGED};
use foundation::orders::amount_of;
use maud::{Markup, Render, html};
use serde_json::Value;
use web::components::{self, Tone};
use web::icons::Icon;
use web::{PageCtx, key};

/// What the door leaves where an identifier stood.
const MOVED: &str = "[moved]";
/// Properties told below a sentence; all are in the raw event.
const TOLD_MAX: usize = 5;
/// Letters of one value told there.
const VALUE_CHARS_MAX: usize = 120;
/// A name of so many letters fits on a line of a phone, and is not broken.
const WHOLE_CHARS_MAX: usize = 24;

/// An event told.
pub(super) struct Told {
    pub icon: Icon,
    pub tone: Tone,
    pub title: Title,
    pub body: Value,
}

/// What is told of it.
pub(super) enum Title {
    /// In the reader's language, which says the direction too; what it names is isolated in it.
    Sentence(String),
    /// In words of the store's own.
    Own(String),
}

impl Render for Title {
    fn render(&self) -> Markup {
        match self {
            Self::Sentence(sentence) => html! { (sentence) },
            Self::Own(name) => components::name(name),
        }
    }
}

/// What a sentence names.
#[derive(Clone, Copy)]
enum Names {
    Nothing,
    Amount,
    /// The first of these properties that is there; the last is the sentence's variable.
    Property(&'static [&'static str], &'static str),
}

struct Telling {
    event: &'static str,
    names: Names,
    /// With what it names, and without.
    keys: (&'static str, &'static str),
    icon: Icon,
    tone: Tone,
}

const PRODUCT: Names = Names::Property(&["name", "product_name", "title", "sku", "product_id"], "product");
const COUPON: Names = Names::Property(&["coupon_name", "coupon", "coupon_id"], "coupon");
const PROMOTION: Names = Names::Property(&["name", "creative", "promotion_id"], "promotion");
const LIST: Names = Names::Property(&["category", "list_name", "list_id"], "list");

const fn told(event: &'static str, names: Names, keys: (&'static str, &'static str), icon: Icon, tone: Tone) -> Telling {
    Telling { event, names, keys, icon, tone }
}

/// The names of the e-commerce spec, and those of accounts that stores use beside it.
const TRACKS: &[Telling] = &[
    told("Order Completed", Names::Amount, (key("story-order-completed"), key("story-ordered")), Icon::Order, Tone::Good),
    told("Order Updated", Names::Nothing, (key("story-order-updated"), key("story-order-updated")), Icon::Order, Tone::Neutral),
    told("Order Refunded", Names::Amount, (key("story-order-refunded"), key("story-refunded")), Icon::Order, Tone::Warn),
    told(
        "Order Cancelled",
        Names::Nothing,
        (key("story-order-cancelled"), key("story-order-cancelled")),
        Icon::Order,
        Tone::Warn,
    ),
    told("Product Viewed", PRODUCT, (key("story-product-viewed"), key("story-a-product-viewed")), Icon::Eye, Tone::Neutral),
    told("Product Clicked", PRODUCT, (key("story-product-clicked"), key("story-a-product-clicked")), Icon::Eye, Tone::Neutral),
    told("Product Added", PRODUCT, (key("story-product-added"), key("story-a-product-added")), Icon::Cart, Tone::Accent),
    told("Product Removed", PRODUCT, (key("story-product-removed"), key("story-a-product-removed")), Icon::Cart, Tone::Neutral),
    told("Product Shared", PRODUCT, (key("story-product-shared"), key("story-a-product-shared")), Icon::External, Tone::Good),
    told("Product Reviewed", PRODUCT, (key("story-product-reviewed"), key("story-a-product-reviewed")), Icon::Check, Tone::Good),
    told("Product Added to Wishlist", PRODUCT, (key("story-wished"), key("story-a-product-wished")), Icon::Tag, Tone::Accent),
    told(
        "Product Removed from Wishlist",
        PRODUCT,
        (key("story-unwished"), key("story-a-product-unwished")),
        Icon::Tag,
        Tone::Neutral,
    ),
    told(
        "Wishlist Product Added to Cart",
        PRODUCT,
        (key("story-wish-to-cart"), key("story-a-wish-to-cart")),
        Icon::Cart,
        Tone::Accent,
    ),
    told(DROPPED, PRODUCT, (key("story-price-dropped"), key("story-a-price-dropped")), Icon::Tag, Tone::Neutral),
    told("Product List Viewed", LIST, (key("story-list-viewed"), key("story-a-list-viewed")), Icon::Eye, Tone::Neutral),
    told("Product List Filtered", LIST, (key("story-list-filtered"), key("story-a-list-filtered")), Icon::Search, Tone::Neutral),
    told(
        "Products Searched",
        Names::Property(&["query"], "query"),
        (key("story-searched"), key("story-a-search")),
        Icon::Search,
        Tone::Neutral,
    ),
    told("Cart Viewed", Names::Nothing, (key("story-cart-viewed"), key("story-cart-viewed")), Icon::Cart, Tone::Neutral),
    told("Cart Shared", Names::Nothing, (key("story-cart-shared"), key("story-cart-shared")), Icon::External, Tone::Neutral),
    told(
        "Checkout Started",
        Names::Nothing,
        (key("story-checkout-started"), key("story-checkout-started")),
        Icon::Cart,
        Tone::Accent,
    ),
    told(
        "Checkout Step Viewed",
        Names::Property(&["step"], "step"),
        (key("story-step-viewed"), key("story-a-step-viewed")),
        Icon::Cart,
        Tone::Neutral,
    ),
    told(
        "Checkout Step Completed",
        Names::Property(&["step"], "step"),
        (key("story-step-completed"), key("story-a-step-completed")),
        Icon::Cart,
        Tone::Neutral,
    ),
    told(
        "Payment Info Entered",
        Names::Nothing,
        (key("story-payment-entered"), key("story-payment-entered")),
        Icon::Cart,
        Tone::Accent,
    ),
    told("Coupon Entered", COUPON, (key("story-coupon-entered"), key("story-a-coupon-entered")), Icon::Tag, Tone::Neutral),
    told("Coupon Applied", COUPON, (key("story-coupon-applied"), key("story-a-coupon-applied")), Icon::Tag, Tone::Good),
    told("Coupon Denied", COUPON, (key("story-coupon-denied"), key("story-a-coupon-denied")), Icon::Tag, Tone::Warn),
    told("Coupon Removed", COUPON, (key("story-coupon-removed"), key("story-a-coupon-removed")), Icon::Tag, Tone::Neutral),
    told(
        "Promotion Viewed",
        PROMOTION,
        (key("story-promotion-viewed"), key("story-a-promotion-viewed")),
        Icon::Eye,
        Tone::Neutral,
    ),
    told(
        "Promotion Clicked",
        PROMOTION,
        (key("story-promotion-clicked"), key("story-a-promotion-clicked")),
        Icon::Eye,
        Tone::Accent,
    ),
    told(
        "Consent Preference Updated",
        Names::Nothing,
        (key("story-banner-answered"), key("story-banner-answered")),
        Icon::Shield,
        Tone::Neutral,
    ),
    told("Benefit Given", Names::Nothing, (key("story-benefit"), key("story-benefit")), Icon::Tag, Tone::Good),
    told("Signed Up", Names::Nothing, (key("story-signed-up"), key("story-signed-up")), Icon::Person, Tone::Good),
    told("Signed In", Names::Nothing, (key("story-signed-in"), key("story-signed-in")), Icon::Person, Tone::Neutral),
    told("Signed Out", Names::Nothing, (key("story-signed-out"), key("story-signed-out")), Icon::LogOut, Tone::Neutral),
];

/// Tells an event.
pub(super) fn tell(ctx: &PageCtx, event: &Event) -> Told {
    let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
    let said = |(icon, tone, sentence)| (icon, tone, Title::Sentence(sentence));
    let (icon, tone, title) = match event.kind {
        // The store's own names are the store's own words.
        Kind::System if event.name != MERGED && event.name != CONSENT_UPDATED => {
            let said = words::event_word(ctx.lang(), event);
            (Icon::Info, Tone::Neutral, said.map_or_else(|| Title::Own(event.name.clone()), Title::Sentence))
        }
        Kind::Track => match TRACKS.iter().find(|telling| telling.event == event.name) {
            Some(telling) => said((telling.icon, telling.tone, sentence(ctx, telling, event, &body))),
            None => (Icon::Live, Tone::Neutral, Title::Own(event.name.clone())),
        },
        _ => said(of_call(ctx, event, &body)),
    };
    Told { icon, tone, title, body }
}

/// Calls that are told by what they are, not by a name.
fn of_call(ctx: &PageCtx, event: &Event, body: &Value) -> (Icon, Tone, String) {
    match event.kind {
        Kind::Identify => (Icon::Person, Tone::Neutral, ctx.t(key("story-identified")).into_owned()),
        Kind::Page => (Icon::Eye, Tone::Neutral, visited(ctx, event, body, (key("story-page"), key("story-a-page")))),
        Kind::Screen => (Icon::Eye, Tone::Neutral, visited(ctx, event, body, (key("story-screen"), key("story-a-screen")))),
        Kind::Group => (Icon::Customers, Tone::Neutral, joined(ctx, body)),
        Kind::Alias => (Icon::Person, Tone::Neutral, ctx.t(key("story-linked")).into_owned()),
        Kind::System if event.name == MERGED => (Icon::Customers, Tone::Accent, ctx.t(key("story-merged")).into_owned()),
        Kind::System | Kind::Track => decided(ctx, body),
    }
}

fn sentence(ctx: &PageCtx, telling: &Telling, event: &Event, body: &Value) -> String {
    let named = match telling.names {
        Names::Nothing => None,
        Names::Amount => amount_of(event).map(|(currency, minor)| ("amount", ctx.fmt.money(Money { minor, currency }))),
        Names::Property(properties, variable) => {
            properties.iter().find_map(|name| text(ctx, &body["properties"][*name])).map(|value| (variable, whole(value)))
        }
    };
    match named {
        Some((variable, value)) => ctx.t_with(telling.keys.0, &[(variable, value.into())]),
        None => ctx.t(telling.keys.1).into_owned(),
    }
}

/// A short name stays on one line: quotation marks at two ends of two lines are hard to follow.
fn whole(name: String) -> String {
    if name.chars().count() <= WHOLE_CHARS_MAX { name.replace(' ', "\u{a0}") } else { name }
}

fn visited(ctx: &PageCtx, event: &Event, body: &Value, keys: (&str, &str)) -> String {
    let named = (!matches!(event.name.as_str(), "Page Viewed" | "Screen Viewed")).then(|| event.name.clone());
    let places = ["/properties/title", "/properties/name", "/context/page/title", "/properties/path", "/context/page/path"];
    let page = named.or_else(|| places.iter().find_map(|place| text(ctx, body.pointer(place)?)));
    match page {
        Some(page) => ctx.t_with(keys.0, &[("page", whole(page).into())]),
        None => ctx.t(keys.1).into_owned(),
    }
}

fn joined(ctx: &PageCtx, body: &Value) -> String {
    match text(ctx, &body["traits"]["name"]).or_else(|| text(ctx, &body["groupId"])) {
        Some(group) => ctx.t_with(key("story-group"), &[("group", whole(group).into())]),
        None => ctx.t(key("story-a-group")).into_owned(),
    }
}

/// A change of choices: what was agreed to and what was taken back, each once.
fn decided(ctx: &PageCtx, body: &Value) -> (Icon, Tone, String) {
    let (mut agreed, mut refused, mut asked) = (Vec::new(), Vec::new(), Vec::new());
    for change in body["properties"]["changes"].as_array().into_iter().flatten() {
        let about = change["purpose"].as_str().and_then(Purpose::from_word);
        let state = change["state"].as_str().and_then(State::from_word);
        let (Some(about), Some(state)) = (about, state) else { continue };
        let word = mid(ctx, &purpose(ctx, about));
        match state {
            state if state.allows() => agreed.push(word),
            state if state.is_explicit_no() => refused.push(word),
            _ => asked.push(word),
        }
    }
    let tone = if refused.is_empty() && !agreed.is_empty() { Tone::Good } else { Tone::Neutral };
    let parts: Vec<String> =
        [(key("story-consent-given"), agreed), (key("story-consent-withdrawn"), refused), (key("story-consent-asked"), asked)]
            .into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(said, words)| ctx.t_with(said, &[("purpose", list_of(ctx, &words).into())]))
            .collect();
    (Icon::Shield, tone, parts.join(" · "))
}

/// What an event says beside its sentence: an order's number and goods, else a few properties with their own names.
pub(super) fn details(ctx: &PageCtx, body: &Value) -> Markup {
    let properties = if body["properties"].is_object() { &body["properties"] } else { &body["traits"] };
    let order = text(ctx, &properties["order_id"]);
    let products = properties["products"].as_array().map_or(0, Vec::len);
    let names: Vec<String> = properties["products"]
        .as_array()
        .into_iter()
        .flatten()
        .take(3)
        .filter_map(|product| text(ctx, &product["name"]))
        .collect();
    let skipped = [
        "order_id",
        "products",
        "currency",
        "total",
        "revenue",
        "value",
        "name",
        "query",
        "changes",
        "via",
        "merged",
        "message_id",
        "cause",
        "first",
        "title",
        "image_url",
    ];
    let told = properties.as_object().into_iter().flatten().filter(|(name, _)| !skipped.contains(&name.as_str()));
    let told: Vec<(Markup, Markup)> = told
        .filter_map(|(name, value)| {
            let said = value.as_str().and_then(|text| trait_said(ctx, name, text));
            let value = said.map_or_else(|| shown(ctx, value), |said| Some(html! { (said) }))?;
            Some((named(ctx, name), value))
        })
        .take(TOLD_MAX)
        .collect();
    html! {
        @if let Some(order) = &order { span { (ctx.t(key("story-order-number"))) " " (components::ltr(order)) } }
        @if order.is_some() && products > 0 { " · " }
        @if !names.is_empty() {
            @for (at, name) in names.iter().enumerate() { @if at > 0 { (ctx.t(key("list-comma"))) " " } (components::name(name)) }
            @if products > names.len() { " " (ctx.t_with(key("story-more-items"), &[("count", (products - names.len()).into())])) }
        } @else if products > 0 { (ctx.t_with(key("count-items"), &[("count", products.into())])) }
        @if order.is_none() && !told.is_empty() {
            span.properties {
                @for (name, value) in &told { span.property { (name) " " (value) } " " }
            }
        }
    }
}

/// What a property is called: in words where it is one of the spec's, else as the store calls it.
fn named(ctx: &PageCtx, name: &str) -> Markup {
    match trait_named(ctx, name) {
        Some(said) => html! { span.quiet { (said) } },
        None => components::code(name),
    }
}

/// The event as it is stored, for who wants to see everything.
pub(super) fn raw(ctx: &PageCtx, event: &Event, body: &Value) -> Markup {
    let pretty = serde_json::to_string_pretty(body).unwrap_or_default();
    components::disclosure(
        &ctx.t(key("story-properties")),
        html! {
            p.quiet { (components::name(&event.name)) " · " (components::code(&event.id.to_string())) " · " (components::time(ctx, event.at)) }
            pre.raw dir="ltr" tabindex="0" { (pretty) }
        },
    )
}

/// A scalar in a line of details; what was moved to the vault is said to be there.
fn shown(ctx: &PageCtx, value: &Value) -> Option<Markup> {
    match value {
        Value::String(text) if text == MOVED => Some(html! { span.quiet { (ctx.t(key("story-moved"))) } }),
        Value::Bool(yes) => Some(html! { (ctx.t(if *yes { key("value-yes") } else { key("value-no") })) }),
        Value::String(_) | Value::Number(_) => text(ctx, value).map(|text| components::name(&text)),
        _ => None,
    }
}

fn text(ctx: &PageCtx, value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() && !text.contains(MOVED) => {
            Some(text.chars().take(VALUE_CHARS_MAX).collect())
        }
        // Without grouping: it may be an id.
        Value::Number(number) => Some(ctx.fmt.lang.digits.rewrite(&number.to_string())),
        _ => None,
    }
}
