//! Whom the store's own site addresses before anybody agreed to it: the list over time, the site, and a scan now.

use super::third_parties_page::page;
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm};
use crate::admin::{Failure, Signed, blocking};
use crate::app::App;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use capabilities::trackers::{self, CookieSet, Finding, Party, Scan, Site, Summary};
use foundation::outbound;
use foundation::staff::Deed;
use serde::Deserialize;
use url::Url;
use web::forms::FieldErrors;
use web::http::see_other;
use web::layout::Nav;
use web::{Html, key};

pub(super) const PATH: &str = "/admin/privacy/third-parties";
pub(super) const SITE_CHARS_MAX: usize = 300;
/// As many as a picture of weeks can show on a phone.
const SCANS_SHOWN: usize = 52;

pub(super) fn router() -> Router<App> {
    Router::new().route(PATH, get(show).post(take)).route("/admin/privacy/third-parties/scan", post(scan))
}

/// Everything that the page shows.
pub(super) struct Setup {
    pub(super) site: Option<Site>,
    /// Newest first; those that came to nothing too.
    pub(super) scans: Vec<Scan>,
    pub(super) parties: Vec<Finding<Party>>,
    pub(super) cookies: Vec<Finding<CookieSet>>,
    pub(super) summary: Option<Summary>,
}

impl Setup {
    async fn load(signed: &Signed) -> Result<Self, Failure> {
        blocking(&signed.app, |app| {
            app.db.record.read(|tx| {
                let site = trackers::site(tx)?;
                let address = site.as_ref().map_or("", |site| site.address.as_str());
                Ok(Self {
                    scans: trackers::scans(tx, address, SCANS_SHOWN)?,
                    parties: trackers::parties(tx, address)?,
                    cookies: trackers::cookies(tx, address)?,
                    summary: trackers::summary(tx)?,
                    site,
                })
            })
        })
        .await
    }

    /// The last scan that learnt something.
    pub(super) fn last_good(&self) -> Option<&Scan> {
        self.scans.iter().find(|scan| scan.problem.is_none())
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SiteForm {
    site: String,
}

#[derive(Deserialize)]
struct Nothing {}

async fn show(Allowed(signed, Manage): Allowed<Manage>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Privacy);
    let setup = Setup::load(&signed).await?;
    let address = setup.site.as_ref().map_or(signed.store.website.as_str(), |site| site.address.as_str()).to_owned();
    Ok(page(&signed, &setup, &address, &FieldErrors::default()))
}

async fn take(AllowedForm(signed, Manage, form): AllowedForm<Manage, SiteForm>) -> Result<Response, Failure> {
    let mut signed = signed.at(Nav::Privacy);
    let typed = form.site.trim();
    let address = if typed.is_empty() { None } else { address_of(typed) };
    if address.is_none() && !typed.is_empty() {
        let mut errors = FieldErrors::default();
        errors.add("site", signed.ctx.t(key("third-site-wrong")));
        signed.warn(signed.ctx.t("form-not-saved"));
        let setup = Setup::load(&signed).await?;
        return Ok(page(&signed, &setup, typed, &errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    let (now, is_named) = (signed.app.clock.now(), address.is_some());
    let deed = signed.deed(Deed::SettingChanged, "site");
    let saved = move |tx: &mut db::Tx<'_>| {
        deed.write(tx)?;
        trackers::save_site(tx, address.as_deref())?;
        trackers::ask(tx, now).map(drop)
    };
    signed.app.recorder.submit(saved).await?;
    tracing::info!(staff = %signed.staff.id, is_named, "the site to look at was set");
    Ok(see_other(if is_named { "/admin/privacy/third-parties?done=asked" } else { "/admin/privacy/third-parties?done=saved" }))
}

async fn scan(AllowedForm(signed, Manage, Nothing {}): AllowedForm<Manage, Nothing>) -> Result<Response, Failure> {
    let now = signed.app.clock.now();
    let asked: db::Result<bool> = signed.app.recorder.submit(move |tx| trackers::ask(tx, now)).await;
    Ok(see_other(if asked? { "/admin/privacy/third-parties?done=asked" } else { PATH }))
}

/// The address as it is kept, of what somebody typed: a name alone will do. None where this program would not go there.
fn address_of(typed: &str) -> Option<String> {
    let with_scheme = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let mut url = Url::parse(&with_scheme).ok()?;
    url.set_fragment(None);
    url.set_query(None);
    let is_named = url.domain().is_some_and(|host| host.contains('.'));
    (typed.chars().count() <= SITE_CHARS_MAX && is_named && outbound::may_ask(&url)).then(|| url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_kept_in_one_form() {
        for (typed, kept) in [
            ("noor.example", Some("https://noor.example/")),
            ("HTTP://Noor.Example/ar?x=1#y", Some("http://noor.example/ar")),
            ("https://متجر.example", Some("https://xn--pgbep1f.example/")),
            ("localhost", None),
            ("127.0.0.1", None),
            ("https://noor.example:8443", None),
            ("https://user@noor.example", None),
            ("ftp://noor.example", None),
            ("not an address", None),
        ] {
            assert_eq!(address_of(typed).as_deref(), kept, "{typed}");
        }
    }
}
