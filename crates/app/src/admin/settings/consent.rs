//! What customers are asked: the purposes that the store uses, whether an agreement to mail is confirmed, and the topics that
//! its messages can be about.

use super::{Place, drawn, topics};
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking, words};
use crate::app::App;
use crate::asking::{ASKABLE, Asking};
use crate::banner::BannerSettings;
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use capabilities::messaging::Topics;
use foundation::consent::{Law, Purpose};
use foundation::staff::Deed;
use maud::{Markup, html};
use serde::Deserialize;
use web::forms::{self, Check, FieldErrors};
use web::http::see_other;
use web::layout::Heading;
use web::{Html, PageCtx, components, key};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(Place::Consent.path(), get(show))
        .route("/admin/settings/consent/purposes", post(take_purposes))
        .route("/admin/settings/consent/confirm", post(take_confirm))
}

/// Everything that the page shows.
pub(super) struct Standing {
    asking: Asking,
    banner: BannerSettings,
    pub(super) topics: Topics,
}

pub(super) async fn load(signed: &Signed) -> Result<Standing, Failure> {
    let read = |app: &App| {
        app.db.record.read(|tx| {
            let (asking, banner) = (Asking::load(tx)?, BannerSettings::load(tx)?);
            Ok::<_, db::Error>(Standing { asking, banner, topics: Topics::load(tx)? })
        })
    };
    Ok(blocking(&signed.app, read).await?)
}

async fn show(Allowed(signed, Manage): Allowed<Manage>) -> Result<Html, Failure> {
    let standing = load(&signed).await?;
    Ok(page(&signed, &standing, &topics::TopicForm::default(), &FieldErrors::default()))
}

pub(super) fn page(signed: &Signed, standing: &Standing, form: &topics::TopicForm, errors: &FieldErrors) -> Html {
    let ctx = &signed.ctx;
    let content = html! {
        (forms::error_summary(ctx, errors))
        (components::card(&ctx.t(key("asking-purposes")), None, purposes(ctx, standing)))
        (components::card(&ctx.t(key("asking-confirm")), None, confirm(signed, &standing.asking)))
        (topics::draw(ctx, &standing.topics, form, errors))
    };
    let is_year = Law::of_country(&signed.store.country).quiet_months() >= 12;
    let state = ctx.t(if is_year { key("asking-state-year") } else { key("asking-state") });
    drawn(signed, Place::Consent, Heading::new(ctx.t(key("asking-title"))).state(html! { (state) }), content)
}

fn purposes(ctx: &PageCtx, Standing { asking, banner, .. }: &Standing) -> Markup {
    let is_on = |purpose: Purpose| asking.offers(purpose) || (asking.uses(purpose) && banner.asks(purpose));
    let form = html! {
        @for purpose in ASKABLE {
            (Check::new("purpose", words::purpose(ctx, purpose), is_on(purpose)).value(purpose.word())
                .hint(words::categories(ctx, purpose.categories())))
        }
        (forms::submit_row(&ctx.t(key("action-save")), None))
    };
    html! {
        div.stack {
            p { (ctx.t(key("asking-purposes-text"))) }
            @if asking.purposes.is_none() { p.quiet { (ctx.t(key("asking-purposes-unset"))) } }
            (forms::post(ctx, "/admin/settings/consent/purposes", form))
        }
    }
}

fn confirm(signed: &Signed, asking: &Asking) -> Markup {
    let ctx = &signed.ctx;
    let is_on = asking.confirms_mail(&signed.store);
    let wanted = Law::of_country(&signed.store.country).wants_double_opt_in();
    html! {
        div.stack {
            p { (ctx.t(key("asking-confirm-text"))) }
            @if wanted { p.quiet { (ctx.t(key("asking-confirm-law"))) } }
            (forms::post(ctx, "/admin/settings/consent/confirm", html! {
                (forms::hidden("on", if is_on { "" } else { "on" }))
                (components::switch_button(&ctx.t(key("asking-confirm-switch")), is_on))
            }))
        }
    }
}

async fn take_purposes(
    AllowedForm(signed, Manage, pairs): AllowedForm<Manage, Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let chosen = pairs.iter().filter(|(name, _)| name == "purpose").map(|(_, word)| word.as_str());
    let chosen: Vec<String> = ASKABLE
        .into_iter()
        .map(Purpose::word)
        .filter(|word| chosen.clone().any(|sent| sent == *word))
        .map(str::to_owned)
        .collect();
    let detail = format!("purposes={}", chosen.join(","));
    save(&signed, detail, move |asking| asking.purposes = Some(chosen)).await
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Switch {
    on: String,
}

async fn take_confirm(AllowedForm(signed, Manage, form): AllowedForm<Manage, Switch>) -> Result<Response, Failure> {
    let on = form.on == "on";
    let detail = format!("switched={}", if on { "on" } else { "off" });
    save(&signed, detail, move |asking| asking.double_opt_in = Some(on)).await
}

async fn save(signed: &Signed, detail: String, change: impl FnOnce(&mut Asking) + Send + 'static) -> Result<Response, Failure> {
    let (now, deed) = (signed.app.clock.now(), signed.deed(Deed::SettingChanged, "consent").detail(detail));
    let saved: db::Result<()> = signed
        .app
        .recorder
        .submit(move |tx| {
            deed.write(tx)?;
            let mut asking = Asking::load(tx)?;
            change(&mut asking);
            asking.save(tx, now)
        })
        .await;
    saved?;
    Ok(see_other("/admin/settings/consent?done=saved"))
}
