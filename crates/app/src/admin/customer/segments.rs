//! The segments that a customer is in, as far as what each reads is for the reader.

use super::Panel;
use crate::app::App;
use automation::segments;
use base::Timestamp;
use base::id::{CustomerId, SegmentId};
use foundation::consent::CategorySet;
use maud::{Markup, html};
use std::collections::HashMap;
use web::components;
use web::{PageCtx, key};

/// A segment that they are in.
pub(super) struct Membership {
    id: SegmentId,
    name: String,
    since: Timestamp,
    /// The kinds of data that it tells of.
    pub reads: CategorySet,
}

/// By name.
pub(super) fn load(app: &App, root: CustomerId) -> Result<Vec<Membership>, db::Error> {
    let since: HashMap<SegmentId, Timestamp> = app.db.views.read(|tx| segments::of_customer(tx, root))?.into_iter().collect();
    if since.is_empty() {
        return Ok(Vec::new());
    }
    let all = app.db.record.read(segments::list)?;
    let rule_of = |id| all.iter().find(|one| one.id == id).map(|one| one.rule.clone());
    let membership = |one: &segments::Segment| {
        // One that can't be asked any more has nobody: they leave it in a moment.
        let reads = one.rule.resolve(rule_of).ok()?.reads();
        Some(Membership { id: one.id, name: one.name.clone(), since: *since.get(&one.id)?, reads })
    };
    Ok(all.iter().filter_map(membership).collect())
}

pub(super) fn draw(ctx: &PageCtx, panel: &Panel) -> Markup {
    if panel.segments.is_empty() {
        return html! {};
    }
    let is_open = |one: &&Membership| one.reads.without(panel.visible).is_empty();
    let shown: Vec<&Membership> = panel.segments.iter().filter(is_open).collect();
    let list = html! {
        @if !shown.is_empty() {
            ul.plain-list {
                @for one in &shown {
                    li {
                        a href={ "/admin/segments/" (one.id) } { (components::name(&one.name)) }
                        " " span.quiet { (ctx.t_with(key("customer-segment-since"), &[("date", ctx.fmt.date(one.since).into())])) }
                    }
                }
            }
        }
        @if shown.len() < panel.segments.len() { p.quiet { (ctx.t(key("customer-segments-hidden"))) } }
    };
    components::card(&ctx.t(key("customer-segments")), None, list)
}
