//! To take along: one page that shows at a glance who can see what, today or on another day, and the way to everything.

use super::{Own, Shopper, TEAMS, attached, load, named, places};
use crate::admin::{Failure, blocking};
use crate::app::App;
use crate::{documents, words};
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use base::Timestamp;
use foundation::consent::{self, Category, CategorySet, Choice, Choices, Recipient, Window};
use foundation::vault::{Person, Shown, Sight};
use maud::{Markup, Render as _, html};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::components::{self, Column, Table};
use web::forms::{self, Field};
use web::layout::{Heading, bare};
use web::{Html, PageCtx, key};

const PATH: &str = "/privacy/download";

pub fn router() -> Router<App> {
    Router::new().route(PATH, get(show)).route("/privacy/report", get(report)).route("/privacy/report.json", get(report_data))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    /// `2026-11-22`; today where it is empty or no day.
    on: String,
}

async fn show(shopper: Shopper) -> Html {
    let ctx = shopper.ctx();
    let today = day_of(ctx, ctx.now);
    let content = html! {
        (places(ctx, PATH))
        (components::card(&ctx.t(key("privacy-report")), None, html! {
            div.stack {
                p { (ctx.t(key("privacy-report-text"))) }
                form.form method="get" action="/privacy/report" {
                    (Field::date("on", ctx.t(key("privacy-report-on"))).value(today).hint(ctx.t(key("privacy-report-on-hint"))))
                    (forms::submit_row(&ctx.t(key("privacy-report-open")), None))
                }
            }
        }))
        (components::card(&ctx.t(key("privacy-decisions-title")), None, html! {
            div.stack {
                p { (ctx.t(key("privacy-decisions-text"))) }
                div.submit-row { (components::button_link("/privacy/decisions", &ctx.t(key("privacy-decisions-open")))) }
            }
        }))
        (components::card(&ctx.t(key("privacy-export")), None, html! {
            div.stack {
                p { (ctx.t(key("privacy-export-text"))) }
                div.answers {
                    (components::button_link("/privacy/export.zip", &ctx.t(key("privacy-export-get"))))
                    (components::button_link("/privacy/export.json", &ctx.t(key("privacy-export-json"))))
                }
            }
        }))
    };
    let state = html! { (ctx.t(key("privacy-download-state"))) };
    bare(ctx, &Heading::new(ctx.t(key("privacy-download-title"))).state(state), content).cookie(shopper.visitor.cookie())
}

fn day_of(ctx: &PageCtx, at: Timestamp) -> String {
    let at = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or_default().to_zoned(ctx.fmt.zone.clone());
    at.strftime("%Y-%m-%d").to_string()
}

/// The moment that a day is over where the store is, or now where that is to come or is no day.
fn end_of(ctx: &PageCtx, day: &str) -> Timestamp {
    let end = day.parse::<jiff::civil::Date>().ok().and_then(|day| day.tomorrow().ok()?.to_zoned(ctx.fmt.zone.clone()).ok());
    end.map_or(ctx.now, |end| Timestamp::from_micros(end.timestamp().as_microsecond() - 1).min(ctx.now))
}

/// What held then, and what is kept now.
struct Held {
    own: Own,
    /// One for each of those who are one customer today and were not then.
    choices: Vec<Choices>,
    windows: Vec<Window>,
    at: Timestamp,
}

impl Held {
    /// What a team saw then.
    fn sight(&self, team: Recipient) -> Sight {
        let each = self.choices.iter().map(|choices| Sight::of_team(team, choices, &self.windows, self.at));
        each.fold(Sight::default(), Sight::and)
    }

    /// Of what is kept, and of what could be.
    fn seen(&self, team: Recipient) -> CategorySet {
        self.sight(team).all().within(self.own.kept.with(self.given()))
    }

    /// Whether all of it was kept and not used.
    fn is_restricted(&self) -> bool {
        self.choices.iter().any(Choices::is_restricted)
    }

    fn holding(&self) -> impl Iterator<Item = &Choice> {
        let used = self.choices.iter().filter(|choices| !choices.is_restricted());
        used.flat_map(Choices::iter).filter(|choice| !choice.given.is_empty() && self.at < choice.until)
    }

    fn given(&self) -> CategorySet {
        self.holding().fold(CategorySet::EMPTY, |set, choice| set.with(choice.given))
    }
}

async fn held_at(shopper: &Shopper, on: &str) -> Result<Held, Failure> {
    let at = end_of(shopper.ctx(), on);
    let ids = shopper.ids.clone();
    let is_now = at == shopper.ctx().now;
    let loaded = blocking(shopper.app(), move |app| {
        let own = load(app, &ids, "privacy_report")?;
        if is_now {
            let windows = own.windows.iter().filter(|window| window.is_open(at)).cloned().collect();
            return Ok(Held { choices: vec![own.choices.clone()], windows, own, at });
        }
        let (choices, mut windows) = app.db.record.read(|tx| {
            Ok::<_, db::Error>((consent::all_as_of(tx, &ids, at)?, consent::windows_of(tx, &ids, i64::MAX as usize)?))
        })?;
        windows.retain(|window| window.was_open(at));
        Ok::<_, db::Error>(Held { own, choices, windows, at })
    });
    Ok(loaded.await?)
}

async fn report(shopper: Shopper, Query(wanted): Query<Wanted>) -> Result<Html, Failure> {
    let held = held_at(&shopper, &wanted.on).await?;
    let (own, at) = (&held.own, held.at);
    let ctx = shopper.ctx();
    let mut table = Table::new(
        ctx.t(key("privacy-report")),
        [
            Column::text(ctx.t(key("consent-column-category"))),
            Column::text(ctx.t(key("privacy-report-kept"))),
            Column::text(ctx.t(key("consent-column-recipient"))),
            Column::text(ctx.t(key("consent-column-purpose"))),
            Column::text(ctx.t(key("consent-column-until"))),
        ],
    );
    let person = own.people.people().first();
    for category in own.kept.with(held.given()).iter() {
        let about: Vec<&Choice> = held.holding().filter(|choice| choice.given.contains(category)).collect();
        let mut recipients: Vec<Recipient> = about.iter().map(|choice| choice.recipient).collect();
        recipients.extend(TEAMS.into_iter().filter(|team| held.seen(*team).contains(category)));
        recipients.sort_unstable();
        recipients.dedup();
        let mut purposes: Vec<_> = about.iter().map(|choice| choice.purpose).collect();
        purposes.sort_unstable();
        purposes.dedup();
        let purposes: Vec<String> = purposes.into_iter().map(|purpose| words::mid(ctx, &words::purpose(ctx, purpose))).collect();
        let nobody = || ctx.t(key("privacy-nobody")).into_owned();
        let who = if recipients.is_empty() { nobody() } else { words::recipients(ctx, &recipients) };
        table.push([
            html! { (ctx.t_code("category", category.word())) },
            kept_of(ctx, person, category, own.kept.contains(category)),
            html! { (who) },
            html! { (words::list_of(ctx, &purposes)) },
            html! { (until(ctx, &about)) },
        ]);
    }
    let data = format!("/privacy/report.json?on={}", day_of(ctx, at));
    let content = html! {
        @if held.is_restricted() { p { strong { (ctx.t(key("privacy-restricted"))) } } }
        div.report { (table.render()) }
        p.quiet { (ctx.t(key("privacy-report-note"))) }
        div.submit-row.no-print {
            button.button type="button" data-print hidden { (ctx.t(key("privacy-report-print"))) }
            (components::button_link(&data, &ctx.t(key("privacy-report-data"))))
            (components::button_link(PATH, &ctx.t(key("privacy-back"))))
        }
    };
    let state = html! { (ctx.t_with(key("privacy-report-state"), &[("date", ctx.fmt.datetime(at).into())])) };
    Ok(bare(ctx, &Heading::new(named(ctx, key("privacy-report-title"))).state(state), content))
}

/// The values themselves where they are few, else that there are some.
fn kept_of(ctx: &PageCtx, person: Option<&Person>, category: Category, is_kept: bool) -> Markup {
    let fields = person.into_iter().flat_map(Person::fields).filter(|field| field.1 == category);
    let values: Vec<&str> = fields
        .filter_map(|field| match field.2 {
            Shown::Value(value) => Some(value),
            Shown::Withheld | Shown::Absent => None,
        })
        .collect();
    let drawn = |value: &str| {
        if category == Category::Address {
            words::address(ctx, value)
        } else {
            html! { bdi { (value) } }
        }
    };
    match (values.is_empty(), is_kept) {
        (false, _) => html! { @for (at, value) in values.iter().enumerate() { @if at > 0 { br; } (drawn(value)) } },
        (true, true) => html! { (ctx.t(key("privacy-kept-yes"))) },
        (true, false) => html! { span.quiet { (ctx.t(key("privacy-kept-no"))) } },
    }
}

/// The first end of all that holds; that there is none.
fn until(ctx: &PageCtx, held: &[&Choice]) -> String {
    let first = held.iter().filter(|choice| choice.has_end()).map(|choice| choice.until).min();
    match (first, held.is_empty()) {
        (_, true) => String::new(),
        (Some(until), false) => ctx.fmt.date(until),
        (None, false) => ctx.t(key("value-unlimited")).into_owned(),
    }
}

async fn report_data(shopper: Shopper, Query(wanted): Query<Wanted>) -> Result<Response, Failure> {
    let held = held_at(&shopper, &wanted.on).await?;
    let at = held.at;
    let teams: Map<String, Value> =
        TEAMS.iter().map(|team| (team.word().to_owned(), json!(documents::words(held.seen(*team))))).collect();
    let data = json!({
        "customer": shopper.root().to_string(),
        "as_of": at.to_rfc3339(),
        "kept": documents::words(held.own.kept),
        "visible_to": teams,
        "restricted": held.is_restricted(),
        "holds": held.choices.iter().flat_map(|choices| documents::holds(choices, at)).collect::<Vec<_>>(),
        "refused": held.choices.iter().flat_map(documents::refused).collect::<Vec<_>>(),
    });
    Ok(attached("who-can-see-what.json", &data))
}
