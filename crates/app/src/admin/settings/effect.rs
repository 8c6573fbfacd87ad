//! How campaigns are reckoned: for how long a purchase counts, and what letters cost.

use crate::admin::need::Manage;
use crate::admin::{AllowedForm, Failure, Signed};
use automation::effect::{ATTRIBUTION_DAYS_MAX, EffectTerms};
use axum::response::Response;
use base::Money;
use base::fold::fold_digits;
use foundation::staff::Deed;
use maud::{Markup, html};
use serde::Deserialize;
use web::forms::{self, Field};
use web::http::see_other;
use web::key;

const PATH: &str = "/admin/settings/email/effect";

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct EffectForm {
    attribution_days: String,
    cost_of_thousand: String,
}

pub(super) async fn take(AllowedForm(signed, Manage, form): AllowedForm<Manage, EffectForm>) -> Result<Response, Failure> {
    let days =
        fold_digits(form.attribution_days.trim()).parse::<u16>().ok().filter(|days| (1..=ATTRIBUTION_DAYS_MAX).contains(days));
    let cost = match fold_digits(form.cost_of_thousand.trim()).as_ref() {
        "" => Ok(None),
        typed => Money::parse(typed, signed.store.currency()).map(Some),
    };
    let (Some(days), Ok(cost)) = (days, cost) else {
        return Ok(see_other("/admin/settings/email?done=effect-bad#effect"));
    };
    if cost.is_some_and(|cost| cost.minor < 0) {
        return Ok(see_other("/admin/settings/email?done=effect-bad#effect"));
    }
    let (wanted, now) = (EffectTerms::new(days, cost), signed.app.clock.now());
    let deed = signed.deed(Deed::SettingChanged, "campaigns");
    let saved: db::Result<()> = signed
        .app
        .recorder
        .submit(move |tx| {
            deed.write(tx)?;
            wanted.save(tx, now)
        })
        .await;
    saved?;
    Ok(see_other("/admin/settings/email?done=saved#effect"))
}

pub(super) fn part(signed: &Signed, terms: &EffectTerms) -> Markup {
    let ctx = &signed.ctx;
    let currency = ctx.fmt.currency_name(signed.store.currency());
    let cost = terms.cost_of_thousand().filter(|cost| cost.currency == signed.store.currency());
    let cost = cost.map(Money::to_decimal).unwrap_or_default();
    let days = [("max", ctx.fmt.count(u64::from(ATTRIBUTION_DAYS_MAX)).into())];
    html! {
        div.stack #effect {
            (forms::post(ctx, PATH, html! {
                (Field::number("attribution_days", ctx.t(key("effect-days"))).hint(ctx.t_with(key("effect-days-hint"), &days))
                    .value(terms.attribution_days.to_string()).required())
                (Field::number("cost_of_thousand", ctx.t_with(key("effect-cost"), &[("currency", currency.into())]))
                    .hint(ctx.t(key("effect-cost-hint"))).value(cost).optional(ctx))
                (forms::submit_row(&ctx.t("action-save"), None))
            }))
        }
    }
}
