//! One segment: its rule, how many are in it, what it reads, who names it.

use super::proved::{self, Proved};
use super::{PATH, Tabs, drawn, id_of, name_in, sentence, size};
use crate::admin::need::Work;
use crate::admin::{Allowed, Failure, Signed, blocking, words};
use crate::app::App;
use crate::rules::Words;
use crate::segments::{self as doing, Standing, Users};
use automation::segments::{self, Segment, Size};
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use base::Told;
use base::id::SegmentId;
use foundation::consent::CategorySet;
use foundation::settings::StoreSettings;
use maud::{Markup, html};
use web::components::{self, Stat, Tone};
use web::{Html, Nav, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/segments/{segment}", get(show))
}

pub(super) struct Shown {
    segment: Segment,
    all: Vec<Segment>,
    pub users: Users,
    proved: Proved,
    size: Option<Size>,
    /// `None` where the rule can't be asked: it names a segment that is gone.
    asked: Option<Asked>,
}

/// Of whom it may be asked.
struct Asked {
    reads: CategorySet,
    people: u64,
    everybody: u64,
}

async fn show(Allowed(signed, Work): Allowed<Work>, Path(segment): Path<String>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Segments);
    let id = id_of(&segment)?;
    let shown = blocking(&signed.app, move |app| load(app, id)).await?.ok_or(Failure::NOT_FOUND)?;
    Ok(draw(&signed, &shown))
}

fn load(app: &App, id: SegmentId) -> Result<Option<Shown>, db::Error> {
    let found = app.db.record.read(|tx| {
        let all = segments::list(tx)?;
        let Some(segment) = all.iter().find(|one| one.id == id).cloned() else { return Ok::<_, db::Error>(None) };
        let rule = doing::resolved(tx, &segment.rule)?.ok();
        Ok(Some((segment, doing::users(tx, id)?, all, rule, StoreSettings::load(tx)?.zone())))
    })?;
    let Some((segment, users, all, rule, zone)) = found else { return Ok(None) };
    let proved = proved::load(app, id, &users.journeys, zone)?;
    let size = app.db.views.read(|tx| segments::size(tx, id))?;
    let asked = match rule {
        None => None,
        Some(rule) => {
            let asking = Segment { rule, ..segment.clone() };
            let people = app.asked.look(app, &asking)?;
            Some(Asked { reads: asking.reads(), people, everybody: app.counts.look(&app.db)?.all })
        }
    };
    Ok(Some(Shown { segment, all, users, proved, size, asked }))
}

fn draw(signed: &Signed, shown: &Shown) -> Html {
    let ctx = &signed.ctx;
    let whole = Words { fmt: &ctx.fmt, segment: &|id| name_in(&shown.all, id) }.list(&shown.segment.rule);
    let story = html! {
        @if shown.asked.is_none() {
            (components::callout(Tone::Bad, &ctx.t(key("segment-broken")), &html! { p { (ctx.t(key("segment-flaw-gone"))) } }))
        }
        (components::stats(&figures(ctx, shown)))
        (components::card(&ctx.t(key("segment-who")), None, html! {
            (whole)
            @if let Some(meaning) = doing::meaning(&shown.segment.rule) {
                p.quiet.after-facts { (ctx.t_with(key("segment-meaning"), &[("what", sentence(ctx, &shown.all, &meaning).into())])) }
            }
        }))
        (proved::draw(ctx, shown, &shown.proved))
    };
    drawn(signed, &shown.segment, Tabs::About, components::two_columns(story, beside(ctx, shown)))
}

fn figures(ctx: &PageCtx, shown: &Shown) -> Vec<Stat> {
    let standing = Standing::of(&shown.all, &shown.segment, shown.size.as_ref());
    let mut members = Stat::new(ctx.t(key("segment-members")), size(ctx, standing)).href(Tabs::Members.path(shown.segment.id));
    if matches!(standing, Standing::Looking(_)) {
        members = members.note(html! { (ctx.t(key("segment-looking-note"))) });
    }
    let mut figures = vec![members];
    if let Some(asked) = &shown.asked {
        let people = words::people(ctx, Told::of(asked.people));
        let everybody = ctx.fmt.count(asked.everybody);
        let note = ctx.t_with(key("segment-asked-of"), &[("people", people.as_str().into()), ("everybody", everybody.into())]);
        figures.push(Stat::new(ctx.t(key("segment-asked")), people).note(html! { (note) }));
    }
    figures
}

fn beside(ctx: &PageCtx, shown: &Shown) -> Markup {
    let segment = &shown.segment;
    let mut pairs = vec![(ctx.t(key("segment-purpose")).into_owned(), html! { (words::purpose(ctx, segment.purpose)) })];
    if let Some(asked) = &shown.asked {
        let reads = if asked.reads.is_empty() {
            html! { (ctx.t(key("segment-reads-nothing"))) }
        } else {
            html! { (words::categories(ctx, asked.reads)) }
        };
        pairs.push((ctx.t(key("segment-reads")).into_owned(), reads));
    }
    pairs.push((ctx.t(key("segment-made-at")).into_owned(), components::time(ctx, segment.made_at)));
    if segment.changed_at != segment.made_at {
        pairs.push((ctx.t(key("segment-changed-at")).into_owned(), components::time(ctx, segment.changed_at)));
    }
    pairs.push((ctx.t(key("segment-id")).into_owned(), components::copyable(ctx, &segment.id.to_string())));
    html! {
        (components::card(&ctx.t(key("segment-facts")), None, components::facts(&pairs)))
        (components::card(&ctx.t(key("segment-users")), None, html! {
            @if shown.users.is_empty() { p.quiet { (ctx.t(key("segment-users-none"))) } } @else { (users(ctx, &shown.users)) }
        }))
    }
}

/// Who names a segment, each a link.
pub(super) fn users(ctx: &PageCtx, users: &Users) -> Markup {
    let journeys = users.journeys.iter().map(|(id, name)| (format!("/admin/journeys/{id}"), name, key("segment-user-journey")));
    let campaigns =
        users.campaigns.iter().map(|(id, name)| (format!("/admin/campaigns/{id}"), name, key("segment-user-campaign")));
    let segments = users.segments.iter().map(|(id, name)| (format!("{PATH}/{id}"), name, key("segment-user-segment")));
    html! {
        ul.plain-list {
            @for (path, name, kind) in journeys.chain(campaigns).chain(segments) {
                li { a href=(path) { (components::name(name)) } " " span.quiet { (ctx.t(kind)) } }
            }
        }
    }
}
