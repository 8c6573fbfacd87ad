//! The page around a customer: heading, tabs, the story, orders, messages, who looked.

use super::{Panel, Shown, View, beside, consents, erased_note, journeys, looks, more, segments, title};
use crate::admin::{Signed, story, words};
use foundation::consent::{Category, Purpose, Recipient};
use foundation::history::Place;
use foundation::journal::{Event, Origin};
use foundation::orders::{OrderRow, OrderStatus};
use foundation::staff::Permission;
use maud::{Markup, Render as _, html};
use web::components::{self, Column, Pager, Tab, Table, TimelineItem, Tone};
use web::icons::Icon;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

pub(super) fn draw(signed: &Signed, view: View, panel: &Panel) -> Html {
    let ctx = &signed.ctx;
    let tabs: Vec<Tab> = View::ALL.iter().map(|tab| tab_of(ctx, *tab, view, panel)).collect();
    let shown = match &panel.shown {
        Shown::Story { events, before, older, is_incomplete, closed } => html! {
            @if *is_incomplete { (incomplete(ctx)) }
            @for category in closed.iter() { p { (ctx.t_code("category", category.word())) ": " (closed_to(ctx, panel, category)) } }
            @if !((*is_incomplete || !closed.is_empty()) && events.is_empty()) { (story_of(ctx, panel, events, *before, *older)) }
        },
        Shown::Orders(orders) => html! { div.card { (open(ctx, panel, Category::Orders, || orders_of(ctx, orders))) } },
        Shown::Messages(messages, names) => {
            html! { div.card { (open(ctx, panel, Category::Messages, || messages_of(signed, messages, names))) } }
        }
        Shown::Consents { history, wrong, form } => consents::draw(signed, panel, history, wrong, form),
        Shown::Looks { rows, teams, before } => html! { div.card { (looks::draw(ctx, panel.root, rows, teams, *before)) } },
    };
    let column = html! { (components::tabs(ctx, &ctx.t(key("customer-tabs")), &tabs)) (shown) };
    let content = html! {
        @if let Some(note) = erased_note(signed, panel) { (note) }
        (components::two_columns(
            column,
            html! { (beside::draw(ctx, panel)) (segments::draw(ctx, panel)) (journeys::draw(signed, panel)) (more::draw(signed, panel)) },
        ))
    };
    let mut heading = Heading::of_name(title(signed, panel)).crumb(ctx.t(key("nav-customers")), Nav::Customers.path());
    if signed.may(Permission::Manage) && panel.row.erased_at.is_none() {
        let path = format!("/admin/privacy/requests/new?customer={}", panel.root);
        heading = heading.actions(components::button_link(&path, &ctx.t(key("requests-enter"))));
    }
    if panel.facts.events > 0 && panel.sees_all_events() {
        let state = ctx.t_with(
            key("customer-state"),
            &[
                ("first", ctx.fmt.date(panel.facts.first_seen).into()),
                ("last", ctx.fmt.relative(panel.facts.last_seen, ctx.now).into()),
            ],
        );
        heading = heading.state(html! { (state) });
    }
    page(ctx, &heading, content)
}

/// What is drawn of a kind of data, or for whom it is.
pub(super) fn open(ctx: &PageCtx, panel: &Panel, category: Category, draw: impl FnOnce() -> Markup) -> Markup {
    if panel.visible.contains(category) {
        draw()
    } else {
        html! { p { (closed_to(ctx, panel, category)) } }
    }
}

fn closed_to(ctx: &PageCtx, panel: &Panel, category: Category) -> Markup {
    if panel.choices.unspoken().contains(category) {
        let serving: Vec<Recipient> =
            Recipient::TEAMS.into_iter().filter(|team| Purpose::FulfilOrders.recipients().contains(team)).collect();
        let said = ctx.t_with(key("masked-unspoken"), &[("recipients", words::recipients(ctx, &serving).into())]);
        return components::withheld(ctx, &said);
    }
    words::masked(ctx, &panel.choices, category, ctx.now)
}

fn tab_of(ctx: &PageCtx, tab: View, current: View, panel: &Panel) -> Tab {
    let label = match tab {
        View::Story => key("customer-tab-story"),
        View::Orders => key("customer-tab-orders"),
        View::Messages => key("customer-tab-messages"),
        View::Consents => key("customer-tab-consents"),
        View::Looks => key("customer-tab-looks"),
    };
    let path = format!("/admin/customers/{}", panel.root);
    Tab {
        label: ctx.t(label).into_owned(),
        href: if tab == View::Story { path } else { format!("{path}?tab={}", tab.word()) },
        current: tab == current,
        count: (tab == View::Orders && panel.facts.orders > 0 && panel.visible.contains(Category::Orders))
            .then_some(u64::from(panel.facts.orders.unsigned_abs())),
    }
}

/// Some of the past can't be read: whoever looks must know it, and whoever runs the program what to do.
fn incomplete(ctx: &PageCtx) -> Markup {
    let text = html! { (ctx.t_with(key("customer-story-incomplete-text"), &[("command", "amana history check".into())])) };
    components::callout(Tone::Warn, &ctx.t(key("customer-story-incomplete")), &text)
}

fn story_of(ctx: &PageCtx, panel: &Panel, events: &[Event], before: Option<Place>, older: Option<Place>) -> Markup {
    if events.is_empty() {
        return components::empty(
            Icon::Clock,
            &ctx.t(key("customer-story-empty")),
            &ctx.t(key("customer-story-empty-text")),
            None,
        );
    }
    let items: Vec<TimelineItem> = events.iter().map(|event| item(ctx, event)).collect();
    let path = format!("/admin/customers/{}", panel.root);
    let pager = Pager {
        // The story has no way back by key: its newer page is its first.
        previous: before.map(|_| path.clone()),
        next: older.map(|place| format!("{path}?before={place}")),
        shown: items.len(),
    };
    html! { (components::timeline(ctx, &items)) (pager.render(ctx)) }
}

fn item(ctx: &PageCtx, event: &Event) -> TimelineItem {
    let told = story::tell(ctx, event);
    let details = story::details(ctx, &told.body).into_string();
    let details = details.trim();
    TimelineItem {
        at: event.at,
        icon: told.icon,
        tone: told.tone,
        title: html! {
            (told.title)
            @if matches!(event.origin, Origin::Site | Origin::Import) { " " (words::origin(ctx, event.origin)) }
        },
        detail: Some(html! {
            @if !details.is_empty() { div { (maud::PreEscaped(details)) } }
            (story::raw(ctx, event, &told.body))
        }),
    }
}

fn orders_of(ctx: &PageCtx, orders: &[OrderRow]) -> Markup {
    if orders.is_empty() {
        return components::empty(
            Icon::Order,
            &ctx.t(key("customer-orders-empty")),
            &ctx.t(key("customer-orders-empty-text")),
            None,
        );
    }
    let columns = [
        Column::text(ctx.t(key("customer-order-number"))),
        Column::text(ctx.t(key("customer-order-placed"))),
        Column::text(ctx.t(key("customer-order-status"))),
        Column::number(ctx.t(key("customer-order-total"))),
    ];
    let mut table = Table::new(ctx.t(key("customer-tab-orders")), columns);
    for order in orders {
        let tone = match order.status {
            OrderStatus::Completed => Tone::Good,
            OrderStatus::Refunded => Tone::Warn,
            OrderStatus::Cancelled => Tone::Neutral,
        };
        let refunded = base::Money { minor: order.refunded, currency: order.total.currency };
        table.push([
            components::number(&order.order_id),
            components::time(ctx, order.placed_at),
            components::badge(tone, &ctx.t_code("order", order.status.word())),
            html! {
                span.num { (ctx.fmt.money(order.total)) }
                @if order.refunded > 0 {
                    br; span.quiet { (ctx.t_with(key("customer-order-given-back"), &[("amount", ctx.fmt.money(refunded).into())])) }
                }
            },
        ]);
    }
    table.render()
}

fn messages_of(signed: &Signed, messages: &[capabilities::messaging::Message], names: &words::LetterNames) -> Markup {
    let ctx = &signed.ctx;
    if messages.is_empty() {
        let (title, text) = (ctx.t(key("customer-messages-empty")), ctx.t(key("customer-messages-empty-text")));
        return components::empty(Icon::Messages, &title, &text, None);
    }
    let columns = [
        Column::text(ctx.t(key("messages-column-subject"))),
        Column::text(ctx.t(key("messages-column-state"))),
        Column::text(ctx.t(key("messages-column-why"))),
        Column::text(ctx.t(key("messages-column-at"))),
    ];
    let mut table = Table::new(ctx.t(key("customer-tab-messages")), columns);
    for message in messages {
        let why = crate::admin::messages::why(ctx, message);
        table.push([
            components::row_link(
                &format!("/admin/messages/{}", message.id),
                html! { (words::letter(ctx, names, message.letter)) },
            ),
            crate::admin::messages::state_badge(signed, message),
            html! { @if !why.is_empty() { span.quiet { (why) } } },
            components::ago(ctx, message.changed_at),
        ]);
    }
    table.without_empty_columns().render()
}
