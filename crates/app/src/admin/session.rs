//! Who is signed in, and what their page knows of them. Handlers get it through `need`.

use super::need::places_of;
use super::visitor::{context_for, is_secure, path_of};
use super::{Failure, blocking, form};
use crate::app::App;
use crate::intake;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse as _, Response};
use base::Timestamp;
use foundation::consent::Purpose;
use foundation::privacy;
use foundation::settings::StoreSettings;
use foundation::staff::{self, AuditRow, Deed, Permission, Staff};
use foundation::vault::{Access, Looker};
use std::time::Duration;
use web::http::{Cookie, cookie, see_other};
use web::layout::{Flash, Nav, Tone, encode_query};
use web::{PageCtx, key};

/// As long as a session lasts in the record.
const COOKIE_SECONDS: u32 = 14 * 24 * 60 * 60;
const NAME: &str = "session";
/// Browsers take a cookie of this prefix from this host alone, over TLS alone.
const NAME_HOST: &str = "__Host-session";
/// How far back the navigation's count of events set aside looks: as long as they are kept.
const ASIDE_COUNTED: Duration = Duration::from_hours(7 * 24);

/// A member of staff at a page.
pub struct Signed {
    pub app: App,
    pub staff: Staff,
    pub ctx: PageCtx,
    pub store: StoreSettings,
    /// The session's token.
    pub(super) token: String,
}

impl Signed {
    /// The page's place in the navigation.
    #[must_use]
    pub fn at(mut self, nav: Nav) -> Self {
        self.ctx.nav = Some(nav);
        self
    }

    /// Whether this person's role opens what asks for it: for links that would lead nowhere.
    pub fn may(&self, permission: Permission) -> bool {
        self.staff.role.may(permission)
    }

    /// A look at personal data from `place` (`customers`, `customer` …), for the customer's care.
    pub fn access(&self, place: impl Into<String>) -> Access {
        let staff = &self.staff;
        let own_teams = staff.own_teams.iter().filter(|team| !staff.teams.contains(&team.part));
        let own_teams = own_teams.map(|team| (team.id, team.part)).collect();
        let looker = Looker::Staff { staff: Some(staff.id), teams: staff.recipients(), own_teams };
        Access { looker, purpose: Purpose::CustomerCare, place: place.into() }
    }

    /// A line of the audit log about what this person does now; write it where it is done.
    pub fn deed(&self, deed: Deed, subject: impl ToString) -> AuditRow {
        AuditRow::new(Some(self.staff.id), deed, subject, self.app.clock.now(), &mut self.app.fork_rng())
    }

    /// Says above the content that what was asked for is done.
    pub fn say(&mut self, text: impl Into<String>) {
        self.ctx.flash = Some(Flash { tone: Tone::Good, text: text.into() });
    }

    /// Says above the content what was not done.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.ctx.flash = Some(Flash { tone: Tone::Warn, text: text.into() });
    }
}

/// The member of staff whose session the request's cookie names, or the way to the login. Says nothing of what they may do.
pub(super) async fn signed_in(parts: &Parts, app: &App) -> Result<Signed, Response> {
    let (store, found) = find_session(app, &parts.headers).await.map_err(|e| Failure::from(e).into_response())?;
    let Some((staff, token)) = found else { return Err(see_other(&login_path(parts))) };
    let mut ctx = context_for(app, &store, &parts.headers, path_of(&parts.uri), Some(staff.locale));
    know(app, &mut ctx, &staff, &token);
    ctx.nav_counts = nav_counts(app, ctx.now).await.map_err(|e| Failure::from(e).into_response())?;
    ctx.flash = parts.uri.query().and_then(|query| flash_of(query, &ctx));
    Ok(Signed { app: app.clone(), staff, ctx, store, token })
}

/// Tells a page who its reader is.
pub(super) fn know(app: &App, ctx: &mut PageCtx, staff: &Staff, token: &str) {
    ctx.person = Some(staff.name.clone());
    ctx.csrf = form::csrf_key(app).token(token.as_bytes());
    ctx.nav_places = places_of(staff.role);
}

/// What stands beside the places of the navigation.
pub(super) async fn nav_counts(app: &App, now: Timestamp) -> db::Result<Vec<(Nav, u64)>> {
    let from = now.minus(ASIDE_COUNTED);
    let counts = blocking(app, move |app| {
        app.db.record.read(|tx| Ok::<_, db::Error>((intake::aside_count(tx, from)?, privacy::pending(tx, now)?)))
    });
    let (aside, pending) = counts.await?;
    Ok(vec![(Nav::SetAside, aside), (Nav::Privacy, pending.soon + pending.overdue)])
}

/// The store, and the session that the request's cookie names.
pub(super) async fn find_session(app: &App, headers: &HeaderMap) -> db::Result<(StoreSettings, Option<(Staff, String)>)> {
    let name = if is_secure(app) { NAME_HOST } else { NAME };
    let token = cookie(headers, name).filter(|token| !token.is_empty() && token.len() <= 100).map(str::to_owned);
    blocking(app, move |app| {
        app.db.record.read(|tx| {
            let store = StoreSettings::load(tx)?;
            let Some(token) = token else { return Ok((store, None)) };
            let staff = staff::session(tx, &app.keys, &token, app.clock.now())?;
            Ok((store, staff.map(|staff| (staff, token))))
        })
    })
    .await
}

/// The cookie of a session.
pub(super) fn session_cookie(app: &App, token: &str) -> Cookie {
    cookie_of(&app.config.base_url, token)
}

pub(super) fn cookie_of(base_url: &str, token: &str) -> Cookie {
    let secure = base_url.starts_with("https://");
    Cookie::new(if secure { NAME_HOST } else { NAME }, token).max_age(COOKIE_SECONDS).secure(secure)
}

/// Takes the cookie of a session back.
pub(super) fn no_session_cookie(app: &App) -> Cookie {
    let secure = is_secure(app);
    Cookie::expired(if secure { NAME_HOST } else { NAME }).secure(secure)
}

/// The login that leads back to this page, where it is one.
fn login_path(parts: &Parts) -> String {
    if parts.method == Method::GET { format!("/login?to={}", encode_query(&path_of(&parts.uri))) } else { "/login".to_owned() }
}

/// After a form was taken the browser is sent on to a page with `?done=…`, which says so: a reload sends nothing twice.
/// The word is one of a closed list, so that a link can't put words into the program's mouth.
fn flash_of(query: &str, ctx: &PageCtx) -> Option<Flash> {
    let word = query.split('&').find_map(|part| part.strip_prefix("done="))?;
    let said = match word {
        "saved" => key("form-saved"),
        "saved-orders" => key("settings-saved-orders"),
        "setup" => key("setup-done"),
        "revoked" => key("key-revoked"),
        "released" => key("message-released"),
        "discarded" => key("message-discarded"),
        "asked" => key("third-asked"),
        "recorded" => key("consent-recorded"),
        "not-recorded" => key("consent-not-recorded"),
        "asked-more" => key("more-asked"),
        "forced" => key("more-forced"),
        "reason" => key("more-reason-bad"),
        "published" => key("notice-published"),
        "disabled" => key("person-disabled-done"),
        "enabled" => key("person-enabled-done"),
        "signed-out" => key("person-signed-out-done"),
        "team-added" => key("team-added-done"),
        "team-removed" => key("team-removed-done"),
        "welcome" => key("welcome-done"),
        "password" => key("staff-password-changed"),
        "entered" => key("request-entered"),
        "answered" => key("request-answered"),
        "identity-asked" => key("request-identity-asked"),
        "identity-known" => key("request-identity-checked"),
        "identity-soon" => key("request-identity-soon"),
        "same" => key("privacy-same"),
        "segment-made" => key("segment-made-done"),
        "segment-changed" => key("segment-changed-done"),
        "segment-deleted" => key("segment-deleted-done"),
        "segment-taken" => key("segment-flaw-taken"),
        "segments-too-many" => key("segment-flaw-too-many"),
        "journey-made" => key("journey-made-done"),
        "journey-begun" => key("journey-begun-done"),
        "journey-stopped" => key("journey-stopped-done"),
        "journey-deleted" => key("journey-deleted-done"),
        "journey-flawed" => key("journey-flawed"),
        "journey-other-name" => key("journey-other-name"),
        "journeys-too-many" => key("journeys-too-many"),
        "effect-bad" => key("effect-bad"),
        "campaign-made" => key("campaign-made-done"),
        "campaign-changed" => key("campaign-changed-done"),
        "campaign-copied" => key("campaign-copied-done"),
        "campaign-begun" => key("campaign-begun-done"),
        "campaign-paused" => key("campaign-paused-done"),
        "campaign-resumed" => key("campaign-resumed-done"),
        "campaign-cancelled" => key("campaign-cancelled-done"),
        "campaign-deleted" => key("campaign-deleted-done"),
        "campaign-flawed" => key("campaign-flawed"),
        "campaign-moved-on" => key("campaign-moved-on"),
        "campaign-other-name" => key("campaign-other-name"),
        "campaigns-too-many" => key("campaigns-too-many"),
        "template-made" => key("template-made-done"),
        "template-published" => key("template-published-done"),
        "template-restored" => key("template-restored-done"),
        "template-deleted" => key("template-deleted-done"),
        "templates-too-many" => key("templates-too-many"),
        _ => return None,
    };
    let warns = [
        "reason",
        "identity-soon",
        "segment-taken",
        "segments-too-many",
        "journey-flawed",
        "journey-other-name",
        "journeys-too-many",
        "effect-bad",
        "campaign-flawed",
        "campaign-moved-on",
        "campaign-other-name",
        "campaigns-too-many",
        "templates-too-many",
    ];
    let tone = if warns.contains(&word) { Tone::Warn } else { Tone::Good };
    Some(Flash { tone, text: ctx.t(said).into_owned() })
}
