//! Who looked at a customer's data: what one did again and again is one line.

use super::LOOKS_ROWS;
use crate::admin::words;
use base::Timestamp;
use base::id::{CustomerId, TeamId};
use foundation::consent::{CategorySet, Purpose, Recipient};
use foundation::vault::LogRow;
use maud::{Markup, Render as _, html};
use web::components::{self, Column, Pager, Table};
use web::icons::Icon;
use web::{PageCtx, key};

/// Looks alike, one after the other on one day.
struct Look<'a> {
    first: Timestamp,
    last: Timestamp,
    times: usize,
    recipient: Recipient,
    team: Option<TeamId>,
    purpose: Purpose,
    place: &'a str,
    shown: CategorySet,
    refused: CategorySet,
}

impl Look<'_> {
    /// Whether another, earlier one only repeats it.
    fn is_like(&self, earlier: &Self, ctx: &PageCtx) -> bool {
        let what = |look: &Self| (look.recipient, look.team, look.purpose, look.shown, look.refused);
        let day = |at: Timestamp| at.day(&ctx.fmt.zone);
        what(self) == what(earlier) && self.place == earlier.place && day(self.first) == day(earlier.last)
    }
}

pub(super) fn draw(
    ctx: &PageCtx,
    customer: CustomerId,
    rows: &[LogRow],
    teams: &[(TeamId, String)],
    before: Option<i64>,
) -> Markup {
    if rows.is_empty() {
        let (title, text) = (ctx.t(key("customer-looks-empty")), ctx.t(key("customer-looks-empty-text")));
        return components::empty(Icon::Shield, &title, &text, None);
    }
    let mut looks: Vec<Look<'_>> = together(ctx, rows);
    looks.retain(|look| before.is_none_or(|before| look.last.micros() < before));
    let is_more = looks.len() > LOOKS_ROWS;
    looks.truncate(LOOKS_ROWS);
    let path = format!("/admin/customers/{customer}?tab=looks");
    let pager = Pager {
        // As the story, it has no way back by key: its newer page is its first.
        previous: before.map(|_| path.clone()),
        next: looks.last().filter(|_| is_more).map(|look| format!("{path}&before={}", look.first.micros())),
        shown: looks.len(),
    };
    html! { p.quiet.looks-note { (ctx.t(key("customer-looks-note"))) } (table(ctx, &looks, teams)) (pager.render(ctx)) }
}

fn together<'a>(ctx: &PageCtx, rows: &'a [LogRow]) -> Vec<Look<'a>> {
    let mut looks: Vec<Look<'_>> = Vec::new();
    // One look at a page is up to two entries: what is in the vault, and what is beside it.
    for one in rows.chunk_by(|a, b| a.at == b.at && (a.recipient, a.team) == (b.recipient, b.team) && a.place == b.place) {
        let Some(row) = one.first() else { continue };
        let all = |of: fn(&LogRow) -> CategorySet| one.iter().fold(CategorySet::EMPTY, |set, row| set.with(of(row)));
        let look = Look {
            first: row.at,
            last: row.at,
            times: 1,
            recipient: row.recipient,
            team: row.team,
            purpose: row.purpose,
            place: &row.place,
            shown: all(|row| row.shown),
            refused: all(|row| row.refused),
        };
        match looks.last_mut().filter(|newer| newer.is_like(&look, ctx)) {
            Some(newer) => {
                newer.first = look.first;
                newer.times += 1;
            }
            None => looks.push(look),
        }
    }
    looks
}

fn table(ctx: &PageCtx, looks: &[Look<'_>], teams: &[(TeamId, String)]) -> Markup {
    let columns = [
        Column::text(ctx.t(key("customer-look-at"))),
        Column::text(ctx.t(key("customer-look-who"))),
        Column::text(ctx.t(key("customer-look-purpose"))),
        Column::text(ctx.t(key("customer-look-saw"))),
    ];
    let mut table = Table::new(ctx.t(key("customer-tab-looks")), columns);
    for look in looks {
        table.push([
            when(ctx, look),
            html! { (words::team(ctx, look.recipient, look.team, teams)) br; span.quiet { (words::place(ctx, look.place)) } },
            html! { (words::purpose(ctx, look.purpose)) },
            html! {
                (words::categories(ctx, look.shown))
                @if !look.refused.is_empty() {
                    @if !look.shown.is_empty() { br; }
                    span.quiet { (ctx.t_with(key("customer-look-refused"), &[("what", words::categories(ctx, look.refused).into())])) }
                }
            },
        ]);
    }
    table.render()
}

/// The exact moment; of several, the first and the last.
fn when(ctx: &PageCtx, look: &Look<'_>) -> Markup {
    let (from, to) = (ctx.fmt.time(look.first), ctx.fmt.time(look.last));
    html! {
        span.whole { (ctx.fmt.date(look.last)) }
        br;
        span.whole.num.quiet {
            @if from == to { (to) } @else { (from) "–" (to) }
            @if look.times > 1 { " · " (ctx.t_with(key("count-times"), &[("count", look.times.into())])) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Id as _;
    use foundation::consent::Category;
    use web::{Formatter, Lang};

    #[test]
    fn looks_alike_are_one_line_and_others_are_not() {
        let ctx = PageCtx::new(Formatter::new(Lang::new(base::Locale::En), jiff::tz::TimeZone::UTC), Timestamp::default(), "/");
        let row = |minutes: i64, place: &str| LogRow {
            at: Timestamp::from_micros(minutes * 60_000_000),
            recipient: Recipient::Support,
            team: None,
            purpose: Purpose::CustomerCare,
            place: place.to_owned(),
            shown: CategorySet::of(&[Category::Name]),
            refused: CategorySet::EMPTY,
        };
        let rows = [row(25, "customers"), row(23, "customers"), row(20, "customers"), row(19, "customer"), row(18, "customers")];
        let looks = together(&ctx, &rows);
        assert_eq!(looks.iter().map(|look| look.times).collect::<Vec<_>>(), [3, 1, 1]);
        let drawn = draw(&ctx, CustomerId::from_raw([0; 16]), &rows, &[], None).into_string();
        assert!(web::i18n::plain(&drawn).contains("00:20–00:25 · 3 times"), "{drawn}");
    }
}
