//! Pages that are lists.

use crate::pages::{ago, name_of, product_of, sar};
use maud::{Markup, Render, html};
use web::components::{self, Column, Pager, Table, Tone};
use web::forms::Field;
use web::layout::{Heading, PageCtx, page};
use web::{Html, Lang};

fn options(lang: Lang, keys: &[&str]) -> Vec<(String, String)> {
    keys.iter().map(|key| ((*key).to_owned(), lang.t(key).into_owned())).collect()
}

pub(crate) fn customers(ctx: &PageCtx) -> Html {
    let t = |key| ctx.t(key).into_owned();
    let kinds = [
        "filter-all",
        "customers-filter-known",
        "customers-filter-visitors",
        "customers-filter-buyers",
        "customers-filter-email-consent",
    ];
    let filters = html! {
        (Field::search("q", t("customers-search")).hint(t("customers-search-hint")).max_length(200))
        (Field::select("kind", t("customers-filter-kind"), options(ctx.lang(), &kinds)))
    };
    let columns = [
        Column::text(t("customers-column-name")),
        Column::text(t("customers-column-contact")),
        Column::number(t("customers-column-orders")),
        Column::number(t("customers-column-spent")),
        Column::text(t("customers-column-last-seen")),
    ];
    let mut table = Table::new(t("nav-customers"), columns);
    for at in 0..9_u8 {
        let name = if at == 4 { t("customer-visitor") } else { name_of(ctx.locale(), at).to_owned() };
        let person = html! { span.person { (components::avatar(&name)) (components::name(&name)) } };
        let contact = match at {
            4 => components::none(ctx),
            2 | 6 => components::withheld(ctx, &ctx.t("masked-not-shared")),
            _ => components::ltr(&format!("person{at}@example.com")),
        };
        let orders = u64::from((at * 7) % 11);
        let spent = if at == 4 {
            components::none(ctx)
        } else {
            html! { (ctx.fmt.money(sar(i64::from(at) * 98_765 + 12_050))) }
        };
        table.push([
            components::row_link("/admin/customers/cus_1", person),
            contact,
            html! { (ctx.fmt.count(orders)) },
            spent,
            components::ago(ctx, ago(ctx, u64::from(at) * u64::from(at) * 3_700 + 40)),
        ]);
    }
    let pager = Pager { previous: Some("?before=a".into()), next: Some("?after=b".into()), shown: 50 };
    let content = html! {
        (components::filter_bar(ctx, "/admin/customers", filters, Some("/admin/customers")))
        div.section.card { (table) (pager.render(ctx)) }
    };
    let state = ctx.t_with("customers-state", &[("count", 20_418.into()), ("known", 11_932.into())]);
    let heading = Heading::new(ctx.t("customers-title"))
        .state(html! { (state) })
        .actions(components::button_link("/admin/customers.csv", &ctx.t("action-export-csv")));
    page(ctx, &heading, content)
}

pub(crate) fn messages(ctx: &PageCtx) -> Html {
    let t = |key| ctx.t(key).into_owned();
    let columns = [
        Column::text(t("messages-column-subject")),
        Column::text(t("messages-column-customer")),
        Column::text(t("messages-column-state")),
        Column::text(t("messages-column-why")),
        Column::text(t("messages-column-at")),
    ];
    let states = [
        ("sent", Tone::Good, None),
        ("withheld", Tone::Neutral, Some("no_consent")),
        ("sending", Tone::Accent, None),
        ("failed", Tone::Bad, Some("suppressed")),
        ("held", Tone::Warn, None),
        ("unknown", Tone::Warn, None),
        ("queued", Tone::Accent, None),
    ];
    let mut table = Table::new(t("nav-messages"), columns);
    for (at, (state, tone, why)) in (0_u8..).zip(states) {
        let template = if at % 3 == 1 { "template-welcome" } else { "template-thank-you" };
        let why = why.map_or_else(|| html! {}, |code| html! { span.quiet { (ctx.t_code("withheld", code)) } });
        table.push([
            components::row_link("/admin/messages/msg_1", html! { (ctx.t(template)) }),
            components::name(name_of(ctx.locale(), at + 1)),
            components::badge(tone, &ctx.t_code("state", state)),
            why,
            components::ago(ctx, ago(ctx, u64::from(at) * 1_900 + 20)),
        ]);
    }
    let held = [("count", 3.into())];
    let content = html! {
        (components::callout(Tone::Warn, &ctx.t_with("message-held-title", &held), &html! {
            p { (ctx.t("message-held-text")) }
            div.actions {
                (components::post_button(ctx, "/admin/messages/release", &ctx.t_with("message-release-all", &held), Tone::Neutral))
                (components::post_button(ctx, "/admin/messages/discard", &ctx.t("message-discard-all"), Tone::Bad))
            }
        }))
        div.section.card { (table) }
    };
    let state = ctx.t_with("messages-state", &[("sent", 1_204.into()), ("withheld", 87.into())]);
    page(ctx, &Heading::new(ctx.t("messages-title")).state(html! { (state) }), content)
}

pub(crate) fn live(ctx: &PageCtx) -> Html {
    let names = ["Order Completed", "Product Viewed", "Product Added", "Signed Up", "Checkout Started"];
    let rows: Markup = html! {
        @for at in 0..8_u8 {
            @let moment = ago(ctx, u64::from(at) * 7);
            li {
                time.num.quiet datetime=(moment.to_rfc3339()) { (ctx.fmt.time_exact(moment)) }
                strong { (components::name(names[usize::from(at) % names.len()])) }
                span { (components::name(name_of(ctx.locale(), at))) " · " (components::name(product_of(ctx.locale()))) }
                (components::badge(Tone::Neutral, &ctx.t("origin-live")))
            }
        }
    };
    let content = html! { div.section.card { (components::live_list(ctx, "/admin/live/stream", rows.render())) } };
    page(ctx, &Heading::new(ctx.t("live-title")).state(html! { (ctx.t("live-state")) }), content)
}
