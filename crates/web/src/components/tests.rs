use super::*;
use crate::{Formatter, Lang};
use base::Locale;
use jiff::tz::TimeZone;

fn ctx() -> PageCtx {
    let now = Timestamp::from_micros(1_777_000_000_000_000);
    PageCtx::new(Formatter::new(Lang::new(Locale::En), TimeZone::UTC), now, "/admin")
}

#[test]
fn a_table_names_its_cells_for_phones() {
    let table = Table::new("People", [Column::text("Name"), Column::number("Orders"), Column::actions("Do")])
        .row([row_link("/a", html! { "<Sara>" }), html! { "3" }])
        .row([html! { "A" }, html! { "1" }, html! {}, html! { "beyond" }])
        .render()
        .into_string();
    assert!(table.contains("data-label=\"Orders\""));
    assert!(table.contains("&lt;Sara&gt;"));
    assert_eq!(table.matches("<td").count(), 4, "two cells a row beside its heading");
    assert!(!table.contains("beyond"));
}

#[test]
fn progress_is_bounded() {
    for (done, total) in [(0, 0), (5, 0), (5, 10), (50, 10), (u64::MAX, u64::MAX)] {
        let bar = progress(&ctx(), "Import", done, total).into_string();
        assert!(!bar.contains("NaN") && !bar.contains("inf"), "{bar}");
    }
    assert!(progress(&ctx(), "Import", 50, 10).into_string().contains("value=\"1\""));
}

#[test]
fn values_are_escaped_and_named() {
    let ctx = ctx();
    assert!(copyable(&ctx, "\"><script>").into_string().contains("&quot;&gt;&lt;script&gt;"));
    assert!(time(&ctx, ctx.now).into_string().contains("datetime=\"2026-04-24T"));
    assert!(ago(&ctx, ctx.now).into_string().contains("just now"));
    assert!(withheld(&ctx, "shared with support only").into_string().contains("shared with support only"));
    assert!(Pager::default().render(&ctx).into_string().is_empty());
}

#[test]
fn a_timeline_is_split_by_day() {
    let ctx = ctx();
    let item = |hours: u64| TimelineItem {
        at: ctx.now.minus(std::time::Duration::from_hours(hours)),
        icon: Icon::Order,
        tone: Tone::Good,
        title: html! { "bought" },
        detail: None,
    };
    let drawn = timeline(&ctx, &[item(0), item(1), item(30)]).into_string();
    assert_eq!(drawn.matches("timeline-day").count(), 2);
    assert!(timeline(&ctx, &[]).into_string().contains("timeline"));
}
