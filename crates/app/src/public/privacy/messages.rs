//! Which messages come: by which channels, how often, about what, not for a while, or none at all.

use super::choices::{agreed_until, decision, notice_in_force};
use super::{Shopper, named, places};
use crate::admin::{Failure, VisitorForm, blocking};
use crate::app::App;
use crate::preferences;
use crate::public::message_form::{self, Pairs, Standing};
use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::Timestamp;
use foundation::consent::{Basis, Category, CategorySet, Channel, Decision, Purpose, Recipient, State};
use maud::html;
use web::components;
use web::forms::{self, Check};
use web::http::see_other;
use web::layout::{Heading, bare};
use web::{Html, PageCtx, key};

const PATH: &str = "/privacy/messages";

pub fn router() -> Router<App> {
    Router::new().route(PATH, get(show).post(save))
}

async fn show(shopper: Shopper) -> Result<Html, Failure> {
    let root = shopper.root();
    let standing = blocking(shopper.app(), move |app| message_form::standing(app, root)).await?;
    Ok(draw(shopper.ctx(), &standing).cookie(shopper.visitor.cookie()))
}

fn draw(ctx: &PageCtx, standing: &Standing) -> Html {
    let is_any_on = Channel::ALL.into_iter().any(|channel| standing.is_on(channel, ctx));
    let content = html! {
        (places(ctx, PATH))
        (message_form::pause(ctx, standing, forms::post(ctx, PATH, message_form::resume(ctx))))
        div.card.section {
            (forms::post(ctx, PATH, html! {
                (forms::group(&ctx.t(key("preferences-channels")), None, html! {
                    @for channel in Channel::ALL {
                        (forms::hidden("channels", channel.word()))
                        (Check::switch("channel", ctx.t_code("channel", channel.word()), standing.is_on(channel, ctx))
                            .value(channel.word()).hint(ctx.t_code("privacy-benefit", channel.purpose().word())))
                    }
                }))
                (message_form::fields(ctx, standing))
                @if standing.asks_to_track {
                    (forms::group(&ctx.t(key("preferences-tracked")), None, html! {
                        (forms::hidden("asked", "tracked"))
                        (Check::switch("tracked", ctx.t(key("preferences-tracked-switch")), standing.is_tracked(ctx))
                            .hint(ctx.t(key("preferences-tracked-hint"))))
                    }))
                }
                (forms::submit_row(&ctx.t(key("privacy-save")), None))
            }))
        }
        @if is_any_on {
            (forms::post(ctx, PATH, html! {
                (forms::hidden("leave", "all"))
                div.submit-row { (components::button_quiet(&ctx.t(key("preferences-leave")))) }
            }))
        }
        p.quiet { (ctx.t(key("unsubscribe-remains"))) }
    };
    let state = html! { (ctx.t(key("preferences-state"))) };
    bare(ctx, &Heading::new(named(ctx, key("preferences-title"))).state(state), content)
}

async fn save(VisitorForm(visitor, pairs): VisitorForm<Pairs>) -> Result<Response, Response> {
    let shopper = Shopper::of(visitor).await?;
    let root = shopper.root();
    let loaded = blocking(shopper.app(), move |app| {
        Ok::<_, db::Error>((message_form::standing(app, root)?, app.db.record.read(notice_in_force)?))
    });
    let (standing, notice) = loaded.await.map_err(|error| Failure::from(error).into_response())?;
    let ctx = shopper.ctx();
    let decisions = decided(ctx, &standing, &pairs, shopper.app().clock.now());
    let decisions = decisions.into_iter().map(|decision| Decision { notice_version: notice.clone(), ..decision }).collect();
    let change = message_form::read(&pairs, &standing.topics);
    let changed = preferences::change(shopper.app(), root, change, decisions, super::choices::VIA).await;
    let changed = changed.map_err(|error| Failure::from(error).into_response())?;
    Ok(see_other(&format!("{PATH}?done={}", if changed { "saved" } else { "same" })))
}

/// To leave is a no to every channel that there ever may be; a switch says yes or no to its own.
fn decided(ctx: &PageCtx, standing: &Standing, pairs: &Pairs, now: Timestamp) -> Vec<Decision> {
    let choices = &standing.choices;
    let language = ctx.locale().code();
    let is_sent = |name: &str, value: &str| pairs.iter().any(|(key, sent)| key == name && sent == value);
    if is_sent("leave", "all") {
        let is_held = |purpose: &Purpose| choices.iter().any(|choice| choice.purpose == *purpose && !choice.given.is_empty());
        let all = Purpose::ALL.iter().copied().filter(|purpose| purpose.is_marketing()).filter(is_held);
        return all.map(|purpose| decision(choices, purpose, false, now, language)).collect();
    }
    let shown = Channel::ALL.into_iter().filter(|channel| is_sent("channels", channel.word()));
    let changed = shown.filter(|channel| standing.is_on(*channel, ctx) != is_sent("channel", channel.word()));
    let about_channels =
        changed.map(|channel| decision(choices, channel.purpose(), is_sent("channel", channel.word()), now, language));
    let wants = pairs.iter().any(|(name, _)| name == "tracked");
    let is_answered = is_sent("asked", "tracked") && standing.asks_to_track && wants != standing.is_tracked(ctx);
    about_channels.chain(is_answered.then(|| counting(wants, now, language))).collect()
}

/// Whether it may be counted what becomes of messages, and nothing else of what counting is about.
fn counting(agrees: bool, now: Timestamp, language: &str) -> Decision {
    let state = if agrees { State::Given } else { State::Withdrawn };
    Decision {
        categories: CategorySet::of(&[Category::Messages]),
        recipients: vec![Recipient::Analysis, Recipient::Automation],
        language: Some(language.to_owned()),
        valid_until: agrees.then(|| agreed_until(now)),
        ..Decision::about(Purpose::Analytics, state, Basis::Consent, now, super::choices::VIA)
    }
}
