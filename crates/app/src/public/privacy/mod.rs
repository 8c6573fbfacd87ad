//! The privacy centre: where customers see what is known of them, by whom, for what and until when, and decide.
//!
//! Nobody sees anything by an address alone: a link opens a session, once, after a press of a button (scanners follow
//! links). What a page shows of a customer is a look like any other, and stands in their list as their own.

use crate::admin::{Failure, Visitor, blocking};
use crate::app::App;
use crate::asking::Asking;
use crate::export::kept_beside;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use base::Timestamp;
use base::id::CustomerId;
use db::Result;
use foundation::consent::{self, CategorySet, Choices, Purpose, Recipient, Restriction, Window};
use foundation::vault::{Access, Disclosed, Looker, Sight};
use foundation::{customers, privacy};
use maud::{Markup, html};
use web::http::{Cookie, cookie, see_other};
use web::layout::{Flash, Tone};
use web::{PageCtx, key};

mod benefits;
mod choices;
mod confirm;
mod decisions;
mod door;
mod export;
mod leave;
mod looks;
mod messages;
mod renew;
mod report;
mod requests;
mod teams;
mod unused;
mod windows;

const PATH: &str = "/privacy";
/// The session's cookie. Browsers take one of the second name from this host alone, over TLS alone.
const NAME: &str = "privacy";
const NAME_HOST: &str = "__Host-privacy";
/// The teams of the store, in the order in which they are shown.
const TEAMS: [Recipient; 5] =
    [Recipient::Support, Recipient::Fulfilment, Recipient::Marketing, Recipient::Analysis, Recipient::Management];

pub fn router() -> Router<App> {
    Router::new()
        .merge(door::router())
        .merge(choices::router())
        .merge(messages::router())
        .merge(teams::router())
        .merge(looks::router())
        .merge(report::router())
        .merge(export::router())
        .merge(leave::router())
        .merge(windows::router())
        .merge(decisions::router())
        .merge(renew::router())
        .merge(benefits::router())
        .merge(unused::router())
        .merge(confirm::router())
        .merge(requests::router())
}

/// A customer at their own pages: the argument without which none of them is shown.
pub struct Shopper {
    pub visitor: Visitor,
    /// The root, and every id merged into it, the root first.
    pub ids: Vec<CustomerId>,
}

impl Shopper {
    /// The customer whose session the visitor's browser holds; the visitor again where there is none.
    async fn find(mut visitor: Visitor) -> std::result::Result<std::result::Result<Self, Visitor>, Failure> {
        let Some(token) = token_of(&visitor) else { return Ok(Err(visitor)) };
        let found = blocking(&visitor.app, move |app| {
            let now = app.clock.now();
            app.db.record.read(|tx| match privacy::session(tx, &app.keys, &token, now)? {
                Some(root) => Ok(Some(customers::all_ids(tx, root)?)),
                None => Ok::<_, db::Error>(None),
            })
        });
        let Some(ids) = found.await? else { return Ok(Err(visitor)) };
        visitor.ctx.flash = flash_of(&visitor.ctx);
        Ok(Ok(Self { visitor, ids }))
    }

    /// As [`Shopper::find`], with the way in where there is no session.
    async fn of(visitor: Visitor) -> std::result::Result<Self, Response> {
        match Self::find(visitor).await {
            Ok(Ok(shopper)) => Ok(shopper),
            Ok(Err(_)) => Err(see_other(PATH)),
            Err(failure) => Err(failure.into_response()),
        }
    }

    fn root(&self) -> CustomerId {
        self.ids[0]
    }

    fn ctx(&self) -> &PageCtx {
        &self.visitor.ctx
    }

    fn app(&self) -> &App {
        &self.visitor.app
    }
}

impl FromRequestParts<App> for Shopper {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> std::result::Result<Self, Response> {
        Self::of(Visitor::from_request_parts(parts, app).await?).await
    }
}

fn token_of(visitor: &Visitor) -> Option<String> {
    let name = if visitor.is_secure() { NAME_HOST } else { NAME };
    cookie(visitor.headers(), name).filter(|token| !token.is_empty() && token.len() <= 100).map(str::to_owned)
}

fn session_cookie(visitor: &Visitor, token: &str) -> Cookie {
    let is_secure = visitor.is_secure();
    let seconds = privacy::SESSION_LASTS.as_secs() as u32;
    Cookie::new(if is_secure { NAME_HOST } else { NAME }, token).max_age(seconds).secure(is_secure)
}

fn no_session_cookie(visitor: &Visitor) -> Cookie {
    let is_secure = visitor.is_secure();
    Cookie::expired(if is_secure { NAME_HOST } else { NAME }).secure(is_secure)
}

/// What was done, after the browser was sent on: a word of a closed list, so that a link can't put words into our mouth.
fn flash_of(ctx: &PageCtx) -> Option<Flash> {
    let (_, query) = ctx.path.split_once('?')?;
    let said = match query.split('&').find_map(|part| part.strip_prefix("done="))? {
        "saved" => key("privacy-saved"),
        "same" => key("privacy-same"),
        "request" => key("privacy-request-taken"),
        "back" => key("privacy-request-back"),
        "many" => return Some(Flash { tone: Tone::Warn, text: ctx.t(key("privacy-request-many")).into_owned() }),
        _ => return None,
    };
    Some(Flash { tone: Tone::Good, text: ctx.t(said).into_owned() })
}

/// What holds for a customer, and what is kept of them in plain text: the look is their own.
struct Own {
    choices: Choices,
    asking: Asking,
    people: Disclosed,
    /// Kinds of data that are kept, inside the vault and outside.
    kept: CategorySet,
    /// Who asks to see more, or does for a while.
    windows: Vec<Window>,
    /// That all of it is kept and not used.
    restriction: Option<Restriction>,
}

impl Own {
    /// What a team of the store sees now.
    fn sight(&self, team: Recipient, now: Timestamp) -> Sight {
        let open: Vec<Window> = self.windows.iter().filter(|window| window.is_open(now)).cloned().collect();
        Sight::of_team(team, &self.choices, &open, now)
    }
}

fn load(app: &App, ids: &[CustomerId], place: &str) -> Result<Own> {
    let now = app.clock.now();
    let access = Access { looker: Looker::Customer, purpose: Purpose::LegalDuties, place: place.to_owned() };
    let people = app.access.disclose(&mut app.fork_rng(), &access, &[ids.to_vec()], CategorySet::ALL, now)?;
    let (choices, asking, windows) = app.db.record.read(|tx| {
        let windows = consent::live_windows_of(tx, ids, now)?;
        Ok::<_, db::Error>((consent::load(tx, ids[0])?, Asking::load(tx)?, windows))
    })?;
    let sealed = people
        .people()
        .iter()
        .flat_map(foundation::vault::Person::fields)
        .fold(CategorySet::EMPTY, |set, field| set.with(CategorySet::of(&[field.1])));
    let kept = sealed.with(kept_beside(app, ids)?);
    let restriction = requests::in_force(app, ids)?;
    Ok(Own { choices, asking, people, kept, windows, restriction })
}

/// Those that need no agreement.
const NEEDED: [Purpose; 3] = [Purpose::FulfilOrders, Purpose::Security, Purpose::LegalDuties];

/// How far a purpose is agreed to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Extent {
    No,
    /// For some kinds of data, or some teams.
    Partly,
    Wholly,
}

fn extent(choices: &Choices, purpose: Purpose, now: Timestamp) -> Extent {
    let choices = &choices.unrestricted();
    let is_whole = |recipient: &Recipient| choices.allows(purpose, *recipient, purpose.categories(), now).is_some();
    let is_any = |choice: &consent::Choice| choice.purpose == purpose && !choice.given.is_empty() && now < choice.until;
    if purpose.recipients().iter().all(is_whole) {
        Extent::Wholly
    } else if choices.iter().any(is_any) {
        Extent::Partly
    } else {
        Extent::No
    }
}

/// The ways from one page of the centre to the others.
fn places(ctx: &PageCtx, current: &str) -> Markup {
    let places = [
        (PATH, key("privacy-nav-choices")),
        ("/privacy/messages", key("privacy-nav-messages")),
        ("/privacy/teams", key("privacy-nav-teams")),
        ("/privacy/benefits", key("privacy-nav-benefits")),
        ("/privacy/looks", key("privacy-nav-looks")),
        (requests::PATH, key("privacy-nav-requests")),
        ("/privacy/download", key("privacy-nav-download")),
        ("/privacy/erase", key("privacy-nav-erase")),
    ];
    let tabs: Vec<web::components::Tab> = places
        .into_iter()
        .map(|(path, label)| web::components::Tab {
            label: ctx.t(label).into_owned(),
            href: path.to_owned(),
            current: path == current,
            count: None,
        })
        .collect();
    html! { (web::components::tabs(ctx, &ctx.t(key("privacy-nav")), &tabs)) }
}

/// A JSON document to be kept as a file.
fn attached(name: &str, data: &serde_json::Value) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, data.to_string()).into_response()
}

/// A sentence with the store's name in it.
fn named(ctx: &PageCtx, said: &str) -> String {
    let store = if ctx.store.is_empty() { ctx.t(key("unsubscribe-this-store")).into_owned() } else { ctx.store.clone() };
    ctx.t_with(said, &[("store", store.into())])
}
