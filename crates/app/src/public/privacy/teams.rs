//! Who inside the store may see what: a cell a team and a kind of data, and the store's own view of it.

use super::{Shopper, TEAMS, choices, load, places};
use crate::admin::{Failure, VisitorForm, blocking};
use crate::app::App;
use crate::asking::Asking;
use crate::words;
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::Timestamp;
use foundation::consent::{self, Basis, Category, CategorySet, Choices, Decision, Purpose, Recipient, State};
use foundation::vault::{Person, Shown, Sight};
use maud::{Markup, Render as _, html};
use web::components::{self, Column, Table};
use web::forms;
use web::http::see_other;
use web::layout::{Heading, bare};
use web::{Html, PageCtx, key};

const PATH: &str = "/privacy/teams";

pub fn router() -> Router<App> {
    Router::new().route(PATH, get(show).post(save)).route("/privacy/teams/{team}", get(preview))
}

async fn show(shopper: Shopper) -> Result<Html, Failure> {
    let root = shopper.root();
    let loaded = blocking(shopper.app(), move |app| {
        app.db.record.read(|tx| Ok::<_, db::Error>((consent::load(tx, root)?, Asking::load(tx)?)))
    });
    let (choices, asking) = loaded.await?;
    let ctx = shopper.ctx();
    let content = html! {
        (places(ctx, PATH))
        (forms::post(ctx, PATH, html! {
            (matrix(ctx, &choices, &asking))
            (forms::submit_row(&ctx.t(key("privacy-save")), None))
        }))
        (components::section(&ctx.t(key("privacy-preview")), None, html! {
            p.quiet { (ctx.t(key("privacy-preview-text"))) }
            div.answers {
                @for team in TEAMS {
                    (components::button_link(&format!("{PATH}/{}", team.word()), &ctx.t_code("recipient", team.word())))
                }
            }
        }))
    };
    let state = html! { (ctx.t(key("privacy-teams-state"))) };
    Ok(bare(ctx, &Heading::new(ctx.t(key("privacy-teams-title"))).state(state), content).cookie(shopper.visitor.cookie()))
}

/// Kinds of data that a team has to do with, for any purpose that the store uses.
fn concerns(asking: &Asking, team: Recipient) -> CategorySet {
    let purposes = Purpose::ALL.iter().filter(|purpose| asking.offers(**purpose) && purpose.recipients().contains(&team));
    purposes.fold(CategorySet::EMPTY, |set, purpose| set.with(purpose.categories()))
}

fn matrix(ctx: &PageCtx, choices: &Choices, asking: &Asking) -> Markup {
    let columns = std::iter::once(Column::text(ctx.t(key("consent-column-category"))))
        .chain(TEAMS.map(|team| Column::text(ctx.t_code("recipient", team.word()))));
    let mut table = Table::new(ctx.t(key("privacy-teams-title")), columns.collect::<Vec<_>>());
    let all = TEAMS.iter().fold(CategorySet::EMPTY, |set, team| {
        set.with(concerns(asking, *team)).with(choices.unrestricted().visible_to(*team, ctx.now))
    });
    for category in all.iter() {
        let word = ctx.t_code("category", category.word());
        let cells = TEAMS.map(|team| {
            let sees = choices.unrestricted().visible_to(team, ctx.now).contains(category);
            if !sees && !concerns(asking, team).contains(category) {
                return components::none(ctx);
            }
            let cell = format!("{}:{}", team.word(), category.word());
            let label = ctx.t_with(
                key("privacy-cell"),
                &[("team", ctx.t_code("recipient", team.word()).into_owned().into()), ("what", word.as_ref().into())],
            );
            html! {
                (forms::hidden("shown", &cell))
                input.cell type="checkbox" name="sees" value=(cell) checked[sees] aria-label=(label);
            }
        });
        table.push(std::iter::once(html! { (word) }).chain(cells).collect::<Vec<_>>());
    }
    table.render()
}

type Pairs = Vec<(String, String)>;

async fn save(VisitorForm(visitor, pairs): VisitorForm<Pairs>) -> Result<Response, Response> {
    let shopper = Shopper::of(visitor).await?;
    let root = shopper.root();
    let loaded = blocking(shopper.app(), move |app| app.db.record.read(|tx| Ok((consent::load(tx, root)?, Asking::load(tx)?))));
    let (choices, asking) = loaded.await.map_err(|error: db::Error| Failure::from(error).into_response())?;
    let now = shopper.app().clock.now();
    let language = shopper.ctx().locale().code();
    let mut decisions = Vec::new();
    for (_, cell) in pairs.iter().filter(|(key, _)| key == "shown") {
        let Some((team, category)) = read_cell(cell) else { continue };
        let wants = pairs.iter().any(|(key, value)| key == "sees" && value == cell);
        if wants != choices.unrestricted().visible_to(team, now).contains(category) {
            let opens = wants.then_some(&asking);
            decisions.extend(decided(&choices, team, category, opens, now, language));
        }
    }
    let done = choices::write_down(&shopper.visitor, root, decisions).await?;
    Ok(see_other(&format!("{PATH}?done={done}")))
}

fn read_cell(cell: &str) -> Option<(Recipient, Category)> {
    let (team, category) = cell.split_once(':')?;
    let team = Recipient::from_word(team).filter(|team| TEAMS.contains(team))?;
    Some((team, Category::from_word(category)?))
}

/// To close a cell ends every purpose's claim to it. To open one lets the team use that kind of data for what was agreed to
/// already; where nothing was, for caring about the customer.
/// `opens`: what the store uses, where the cell is opened.
fn decided(
    choices: &Choices,
    team: Recipient,
    category: Category,
    opens: Option<&Asking>,
    now: Timestamp,
    language: &str,
) -> Vec<Decision> {
    let one = CategorySet::of(&[category]);
    let purposes: Vec<Purpose> = if let Some(asking) = opens {
        let serves = |purpose: &Purpose| purpose.recipients().contains(&team) && purpose.categories().contains(category);
        let agreed = |purpose: &Purpose| choices.iter().any(|c| c.purpose == *purpose && !c.given.is_empty() && now < c.until);
        let is_refused = |purpose: &Purpose| choices.refused(*purpose, team).meets(one);
        let held: Vec<Purpose> =
            Purpose::ALL.iter().copied().filter(serves).filter(agreed).filter(|purpose| !is_refused(purpose)).collect();
        let held: Vec<Purpose> = held.into_iter().filter(|purpose| asking.uses(*purpose)).collect();
        if held.is_empty() { vec![Purpose::CustomerCare] } else { held }
    } else {
        let claims = |purpose: &Purpose| choices.given(*purpose, team).contains(category);
        Purpose::ALL.iter().copied().filter(claims).collect()
    };
    let state = if opens.is_some() { State::Given } else { State::Withdrawn };
    let about = |purpose| Decision {
        categories: one,
        recipients: vec![team],
        valid_until: opens.map(|_| choices::agreed_until(now)),
        language: Some(language.to_owned()),
        ..Decision::about(purpose, state, Basis::Consent, now, choices::VIA)
    };
    purposes.into_iter().map(about).collect()
}

/// What a team sees of the customer, from the same rules that mask it on the store's pages.
async fn preview(shopper: Shopper, Path(team): Path<String>) -> Result<Html, Failure> {
    let team = Recipient::from_word(&team).filter(|team| TEAMS.contains(team)).ok_or(Failure::NOT_FOUND)?;
    let ids = shopper.ids.clone();
    let own = blocking(shopper.app(), move |app| load(app, &ids, "privacy_centre")).await?;
    let ctx = shopper.ctx();
    let sight = own.sight(team, ctx.now);
    let visible = sight.all();
    let person = own.people.people().first();
    let mut rows: Vec<(String, Markup)> = Vec::new();
    for (name, category, shown, _, _) in person.into_iter().flat_map(Person::fields) {
        let value = match shown {
            Shown::Value(value) if visible.contains(category) && category == Category::Address => words::address(ctx, value),
            Shown::Value(value) if visible.contains(category) => html! { bdi { (value) } },
            _ => words::masked(ctx, &own.choices, category, ctx.now),
        };
        rows.push((words::field_named(ctx, name, category), through(ctx, &sight, category, value)));
    }
    for category in own.kept.within(CategorySet::BESIDE_VAULT).iter() {
        let said = if visible.contains(category) {
            html! { (ctx.t(key("privacy-sees-all-of-it"))) }
        } else {
            words::masked(ctx, &own.choices, category, ctx.now)
        };
        rows.push((ctx.t_code("category", category.word()).into_owned(), through(ctx, &sight, category, said)));
    }
    let title = ctx.t_with(key("privacy-preview-title"), &[("team", ctx.t_code("recipient", team.word()).into_owned().into())]);
    let content = html! {
        div.card.section { (components::facts(&rows)) }
        div.submit-row { (components::button_link(PATH, &ctx.t(key("privacy-back")))) }
    };
    Ok(bare(ctx, &Heading::new(title).crumb(ctx.t(key("privacy-nav-teams")), PATH), content))
}

/// What is seen for a while alone says why.
fn through(ctx: &PageCtx, sight: &Sight, category: Category, value: Markup) -> Markup {
    match sight.through(category) {
        Some(kind) => html! { (value) " " span.quiet { "(" (ctx.t_code("place", kind.word())) ")" } },
        None => value,
    }
}
