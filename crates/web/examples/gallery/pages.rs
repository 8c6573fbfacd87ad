//! Pages that are no lists.

use axum::http::StatusCode;
use base::{Currency, Locale, Money, Timestamp};
use maud::{Markup, Render, html};
use std::time::Duration;
use web::charts::{HorizontalBars, Series, Shape, Step, TimeChart, Unit, sparkline};
use web::components::{self, Stat, Tab, TimelineItem, Tone};
use web::forms::{self, Check, Field, FieldErrors};
use web::icons::Icon;
use web::layout::{Heading, PageCtx, bare, page};
use web::{Html, errors};

pub(crate) fn name_of(locale: Locale, at: u8) -> &'static str {
    let names = match locale {
        Locale::En => ["Sara Khan", "Omar Haddad", "Lina Berg", "Tom Fisher", "Maya Cohen", "Yusuf Demir", "Ana Silva", "Jon Ek"],
        Locale::Ar => {
            ["سارة الخالد", "عمر الحداد", "لينا المصري", "محمد العتيبي", "مها القحطاني", "يوسف ديب", "هند الشمري", "خالد بكر"]
        }
        Locale::Fa => ["سارا خالقی", "امید حداد", "لیلا مرادی", "محمد عظیمی", "مهسا قاسمی", "یوسف دیبا", "هانیه شمس", "خسرو بیات"],
    };
    names[usize::from(at) % names.len()]
}

pub(crate) fn product_of(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "Copper coffee pot",
        Locale::Ar => "دلة نحاسية",
        Locale::Fa => "قهوه‌جوش مسی",
    }
}

pub(crate) fn sar(minor: i64) -> Money {
    Money { minor, currency: Currency::SAR }
}

pub(crate) fn ago(ctx: &PageCtx, seconds: u64) -> Timestamp {
    ctx.now.minus(Duration::from_secs(seconds))
}

/// Invented figures that rise and fall by the week.
fn wave(at: u32, base: f64, swing: f64) -> f64 {
    (base + swing * (f64::from(at) * 0.9).sin() + swing * 0.4 * (f64::from(at) * 2.3).cos() + f64::from(at) * swing * 0.05)
        .round()
}

fn chart(ctx: &PageCtx, id: &'static str, title: &str, shape: Shape, series: Vec<Series>) -> Markup {
    let at = (0..30).map(|day| ago(ctx, (29 - day) * 86_400)).collect();
    let reading = ctx.t_with(
        "home-reading-peak",
        &[("total", 38_214.into()), ("peak", 1_973.into()), ("when", ctx.fmt.day_month(ago(ctx, 400_000)).into())],
    );
    let chart =
        TimeChart { id, title: title.into(), reading, shape, step: Step::Day, unit: Unit::Count, at, series, is_open: true };
    chart.render(ctx)
}

pub(crate) fn home(ctx: &PageCtx) -> Html {
    let t = |key| ctx.t(key).into_owned();
    let change = |key, ratio| html! { (ctx.t_with(key, &[("percent", ctx.fmt.percent(ratio, 0).into())])) };
    let spark: Vec<f64> = (0..30).map(|at| wave(at, 40.0, 12.0)).collect();
    let stats = [
        Stat::new(t("home-received"), ctx.fmt.count(38_214)).note(change("home-change-up", 0.12)).chart(sparkline("30", &spark)),
        Stat::new(t("home-sent"), ctx.fmt.count(1_204)).note(change("home-change-down", 0.03)).href("/admin/messages"),
        Stat::new(t("home-withheld"), ctx.fmt.count(87))
            .note(change("home-share-of-sent", 0.067))
            .href("/admin/messages?state=withheld"),
        Stat::new(t("home-set-aside"), ctx.fmt.count(12)).tone(Tone::Warn).href("/admin/set-aside"),
        Stat::new(t("home-revenue"), ctx.fmt.money_compact(sar(18_420_050)))
            .note(html! { (ctx.t_with("count-orders", &[("count", 311.into())])) }),
        Stat::new(t("home-lag"), ctx.fmt.duration(42_000)).tone(Tone::Good).note(html! { (ctx.t("home-lag-none")) }),
    ];
    let received = vec![Series::new(t("home-received"), (0..30).map(|at| wave(at, 1200.0, 380.0)))];
    let outgoing = vec![
        Series::new(t("home-sent"), (0..30).map(|at| wave(at, 42.0, 14.0))),
        Series::new(t("home-withheld"), (0..30).map(|at| wave(at + 3, 9.0, 4.0))),
    ];
    let why = HorizontalBars {
        title: t("home-why-withheld"),
        reading: String::new(),
        unit: Unit::Count,
        rows: [("no_consent", 52.0), ("unverified", 19.0), ("suppressed", 11.0), ("too_late", 5.0)]
            .map(|(code, value)| (html! { (ctx.t_code("withheld", code)) }, value))
            .into(),
    };
    let aside = HorizontalBars {
        title: t("home-why-set-aside"),
        reading: String::new(),
        unit: Unit::Count,
        rows: [("bad_time", 7.0), ("no_id", 3.0), ("revenue_refused", 2.0)]
            .map(|(code, value)| (html! { (ctx.t_code("aside", code)) }, value))
            .into(),
    };
    let ranges = ["home-range-day", "home-range-week", "home-range-month"];
    let tabs: Vec<Tab> = ranges
        .iter()
        .map(|key| Tab { label: t(key), href: "?".into(), current: *key == "home-range-month", count: None })
        .collect();
    let more = html! { a href="/admin/messages" { (ctx.t("action-view-all")) } };
    let content = html! {
        (components::tabs(ctx, &ctx.t("home-range-label"), &tabs))
        (components::stats(&stats))
        (components::card(&ctx.t("home-chart-received"), None, chart(ctx, "received", &ctx.t("home-chart-received"), Shape::Area, received)))
        (components::grid(&[
            components::card(&ctx.t("home-chart-messages"), Some(more), chart(ctx, "messages", &ctx.t("home-chart-messages"), Shape::Stacked, outgoing)),
            components::card(&ctx.t("home-why-withheld"), None, why.render(ctx)),
            components::card(&ctx.t("home-why-set-aside"), None, aside.render(ctx)),
            components::card(&ctx.t("home-readers"), None, html! { (components::progress(ctx, "customers", 38_000, 38_214)) }),
        ]))
    };
    page(ctx, &Heading::new(ctx.t("home-title")).state(html! { (ctx.t("home-state-calm")) }), content)
}

pub(crate) fn start(ctx: &PageCtx) -> Html {
    let action = components::button_link_primary("/admin/settings/keys", &ctx.t("key-create"));
    let content = html! {
        div.card.section { (components::empty(Icon::Customers, &ctx.t("customers-empty"), &ctx.t("customers-empty-text"), Some(action))) }
        (components::callout(Tone::Accent, &ctx.t("home-start-title"), &html! { p { (ctx.t("home-demo")) } }))
    };
    page(ctx, &Heading::new(ctx.t("home-title")).state(html! { (ctx.t("home-state-quiet")) }), content)
}

pub(crate) fn customer(ctx: &PageCtx) -> Html {
    let t = |key| ctx.t(key).into_owned();
    let name = name_of(ctx.locale(), 1);
    let product = product_of(ctx.locale());
    let item = |seconds, icon, tone, title: String, detail: Option<Markup>| TimelineItem {
        at: ago(ctx, seconds),
        icon,
        tone,
        title: html! { (title) },
        detail,
    };
    let amount = ctx.fmt.money(sar(48_950));
    let items = [
        item(
            600,
            Icon::Messages,
            Tone::Accent,
            ctx.t_with("story-message-sent", &[("subject", t("template-thank-you").into())]),
            None,
        ),
        item(
            605,
            Icon::Order,
            Tone::Good,
            ctx.t_with("story-order-completed", &[("amount", amount.into())]),
            Some(html! { (components::code("#10482")) }),
        ),
        item(900, Icon::Chart, Tone::Neutral, ctx.t("story-checkout-started").into(), None),
        item(2_000, Icon::Chart, Tone::Neutral, ctx.t_with("story-product-added", &[("product", product.into())]), None),
        item(
            90_000,
            Icon::Shield,
            Tone::Good,
            ctx.t_with("story-consent-given", &[("purpose", t("purpose-marketing-email").into())]),
            Some(html! { (ctx.t("recipient-marketing")) }),
        ),
        item(90_400, Icon::Person, Tone::Neutral, ctx.t("story-signed-up").into(), None),
    ];
    let tabs: Vec<Tab> =
        ["customer-tab-story", "customer-tab-orders", "customer-tab-messages", "customer-tab-consents", "customer-tab-looks"]
            .iter()
            .enumerate()
            .map(|(at, key)| Tab { label: t(key), href: "?".into(), current: at == 0, count: (at > 0).then_some(at as u64 * 3) })
            .collect();
    let verified = components::badge(Tone::Good, &ctx.t("customer-verified"));
    let identity = components::facts(&[
        (t("customer-email"), html! { (components::ltr("omar@example.com")) " " (verified) }),
        (
            t("customer-phone"),
            html! { (components::ltr("+966 50 123 4567")) " " (components::badge(Tone::Neutral, &ctx.t("customer-unverified"))) },
        ),
        (
            t("customer-address"),
            components::withheld(ctx, &ctx.t_with("masked-shared-only-with", &[("recipients", t("recipient-support").into())])),
        ),
        (t("customer-id"), components::copyable(ctx, "cus_06ekw3v8t0q2n5r7x9z1b4d6fh")),
        (t("customer-birth-date"), components::none(ctx)),
    ]);
    let facts = components::facts(&[
        (t("customer-first-seen"), components::time(ctx, ago(ctx, 30_000_000))),
        (t("customer-orders"), html! { span.num { (ctx.fmt.count(14)) } }),
        (t("customer-spent"), html! { span.num { (ctx.fmt.money(sar(1_248_950))) } }),
        (t("customer-average-order"), html! { span.num { (ctx.fmt.money(sar(89_211))) } }),
    ]);
    let story = html! { (components::tabs(ctx, &ctx.t("customer-tabs"), &tabs)) (components::timeline(ctx, &items)) };
    let beside = html! {
        (components::card(&ctx.t("customer-identity"), None, identity))
        (components::card(&ctx.t("customer-facts"), None, facts))
    };
    let state = ctx.t_with(
        "customer-state",
        &[("first", ctx.fmt.date(ago(ctx, 30_000_000)).into()), ("last", ctx.fmt.relative(ago(ctx, 600), ctx.now).into())],
    );
    let heading = Heading::new(name).state(html! { (state) }).crumb(ctx.t("nav-customers"), "/admin/customers");
    page(ctx, &heading, components::two_columns(story, beside))
}

pub(crate) fn settings(ctx: &PageCtx) -> Html {
    let t = |key| ctx.t(key).into_owned();
    let mut wrong = FieldErrors::default();
    wrong.add("host", t("form-not-host"));
    wrong.add("from", t("form-not-email"));
    let security = ["smtp-security-starttls", "smtp-security-tls", "smtp-security-none"].map(|key| (key.to_owned(), t(key)));
    let form = html! {
        (forms::error_summary(ctx, &wrong))
        (Field::text("host", t("smtp-host")).hint(t("smtp-host-hint")).value("mail example").ltr().required().error(wrong.get("host")))
        (Field::number("port", t("smtp-port")).value("587"))
        (Field::select("security", t("smtp-security"), security).value("smtp-security-starttls"))
        (Field::text("user", t("smtp-user")).optional(ctx).ltr())
        (Field::password("password", t("smtp-password")).hint(t("smtp-password-kept")).autocomplete("new-password"))
        (Field::email("from", t("smtp-from-address")).value("shop@").error(wrong.get("from")))
        (Field::text("from_name", t("smtp-from-name")).value(&ctx.store))
        (Check::switch("dkim", t("dkim-on"), true).hint(t("dkim-text")))
        (forms::group(&ctx.t("key-scope"), Some(&ctx.t("key-basis-hint")), html! {
            (Check::radio("scope", "site", t("key-scope-site"), true).hint(t("key-scope-site-hint")))
            (Check::radio("scope", "server", t("key-scope-server"), false).hint(t("key-scope-server-hint")))
        }))
        (Check::new("agree", t("smtp-test-text"), true))
        (forms::submit_row(&ctx.t("action-save"), Some(components::button_link("/admin", &ctx.t("action-cancel")))))
    };
    let tabs: Vec<Tab> =
        ["settings-tab-store", "settings-tab-keys", "settings-tab-email", "settings-tab-staff", "settings-tab-about"]
            .iter()
            .map(|key| Tab { label: t(key), href: "?".into(), current: *key == "settings-tab-email", count: None })
            .collect();
    let content = html! {
        (components::tabs(ctx, &ctx.t("settings-tabs"), &tabs))
        div.card.section { (forms::post(ctx, "/admin/settings", form)) }
    };
    page(ctx, &Heading::new(ctx.t("settings-title")).actions(components::button_link("#", &ctx.t("smtp-test"))), content)
}

pub(crate) fn charts(ctx: &PageCtx) -> Html {
    let keys = ["home-received", "home-sent", "home-withheld", "home-set-aside", "home-dropped", "home-orders"];
    let series = |count: usize| -> Vec<Series> {
        let named = keys.iter().take(count).zip(0_u32..);
        named
            .map(|(key, at)| {
                Series::new(ctx.t(key), (0..30).map(move |day| wave(day + at * 3, 60.0 - f64::from(at) * 7.0, 12.0)))
            })
            .collect()
    };
    let draw =
        |id, shape, count| components::card(&ctx.t("home-chart-received"), None, chart(ctx, id, "chart", shape, series(count)));
    let content = html! {
        (components::grid(&[draw("a", Shape::Line, 6), draw("b", Shape::Stacked, 6), draw("c", Shape::Bars, 2), draw("d", Shape::Area, 1)]))
    };
    page(ctx, &Heading::new(ctx.t("home-chart-received")), content)
}

pub(crate) fn login(ctx: &PageCtx) -> Html {
    let t = |key| ctx.t(key).into_owned();
    let form = html! {
        (Field::email("email", t("login-email")).autocomplete("username").required())
        (Field::password("password", t("login-password")).autocomplete("current-password").required())
        (forms::submit_row(&ctx.t("login-submit"), None))
    };
    let content = html! { div.card.section { (forms::post(ctx, "/admin/login", form)) } };
    bare(ctx, &Heading::new(ctx.t("login-title")).state(ctx.t("login-state").render()), content)
}

pub(crate) fn error(ctx: &PageCtx) -> Html {
    errors::page(ctx, StatusCode::INTERNAL_SERVER_ERROR, Some("req_06ekw3v8"))
}
