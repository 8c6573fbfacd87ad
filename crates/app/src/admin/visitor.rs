//! A reader who is not signed in: set-up, login, errors.

use super::form;
use super::{Failure, blocking};
use crate::app::App;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse as _, Response};
use base::Locale;
use foundation::settings::StoreSettings;
use foundation::staff;
use web::format::RialUnit;
use web::http::{Cookie, LANG_COOKIE, cookie, locale_of, theme_of};
use web::{Formatter, Lang, PageCtx};

/// Ties the forms of a reader without a session to their browser, so that nobody else's page can send them.
const VISIT: &str = "visit";
const VISIT_HOST: &str = "__Host-visit";

/// What a page before login knows.
pub struct Visitor {
    pub app: App,
    pub ctx: PageCtx,
    pub store: StoreSettings,
    /// Whether there is any account yet.
    pub has_accounts: bool,
    /// What `ctx.csrf` was made from.
    pub(super) visit: String,
    pub headers: HeaderMap,
}

impl Visitor {
    pub(crate) const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub(crate) fn is_secure(&self) -> bool {
        is_secure(&self.app)
    }

    /// The cookie that every page with a form sets.
    pub fn cookie(&self) -> Cookie {
        let secure = is_secure(&self.app);
        Cookie::new(if secure { VISIT_HOST } else { VISIT }, self.visit.clone()).secure(secure)
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let loaded = blocking(app, |app| app.db.record.read(|tx| Ok((StoreSettings::load(tx)?, staff::any(tx)?)))).await;
        let (store, has_accounts) = loaded.map_err(|error: db::Error| Failure::from(error).into_response())?;
        let name = if is_secure(app) { VISIT_HOST } else { VISIT };
        let visit = cookie(&parts.headers, name).filter(|visit| visit.len() == 26).map(str::to_owned);
        let visit = visit.unwrap_or_else(|| base::id::encode(&app.fork_rng().bytes()));
        let mut ctx = context_for(app, &store, &parts.headers, path_of(&parts.uri), None);
        ctx.csrf = form::csrf_key(app).token(visit.as_bytes());
        Ok(Self { app: app.clone(), ctx, store, has_accounts, visit, headers: parts.headers.clone() })
    }
}

/// A page's context for a reader: their own choice of language first, then their account's, then their browser's.
pub(super) fn context_for(
    app: &App,
    store: &StoreSettings,
    headers: &HeaderMap,
    path: String,
    account: Option<Locale>,
) -> PageCtx {
    let chosen = cookie(headers, LANG_COOKIE).and_then(Locale::from_tag);
    let locale = chosen.or(account).unwrap_or_else(|| locale_of(headers, store.locale()));
    let zone = store.zone();
    let rial = if store.show_toman { RialUnit::Toman } else { RialUnit::Rial };
    let mut ctx = PageCtx::new(Formatter::new(Lang::new(locale), zone).with_rial(rial), app.clock.now(), path);
    ctx.theme = theme_of(headers);
    ctx.store.clone_from(&store.name);
    ctx
}

/// Whether people reach the program over TLS: cookies must then travel over nothing else.
pub(super) fn is_secure(app: &App) -> bool {
    app.config.base_url.starts_with("https://")
}

/// A request's path with its query.
pub(super) fn path_of(uri: &Uri) -> String {
    uri.path_and_query().map_or_else(|| uri.path().to_owned(), ToString::to_string)
}
