//! When marketing may go out: how many letters a reader gets, quiet hours, days without any, and fewer where nothing comes back.

use super::Place;
use super::sending_page::page;
use crate::admin::need::Manage;
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use base::fold::fold_digits;
use capabilities::messaging::{self, MessageState};
use capabilities::messaging::{
    Cap, Channel, ChannelRules, DAYS_OFF_MAX, Fatigue, LETTERS_MAX, Quiet, SILENCE_DAYS_MAX, SendingRules, look_anew,
    postponed_by_reason,
};
use foundation::staff::Deed;
use jiff::civil::{Date, Time};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::time::Duration;
use web::forms::FieldErrors;
use web::http::see_other;
use web::{Html, PageCtx, key};

const DAYS_PATH: &str = "/admin/settings/sending/days";
const REMOVE_PATH: &str = "/admin/settings/sending/days/remove";
const SAVED: &str = "/admin/settings/sending?done=saved";
/// What was withheld is told of so many days.
const TOLD: Duration = Duration::from_hours(30 * 24);
/// The windows of the page's caps in days, each with its fields for e-mail and for all channels together.
pub(super) const WINDOWS: [(u32, &str, &str); 3] =
    [(1, "email_1", "total_1"), (7, "email_7", "total_7"), (30, "email_30", "total_30")];

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(Place::Sending.path(), get(show).post(take))
        .route(DAYS_PATH, post(add_day))
        .route(REMOVE_PATH, post(remove_day))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct SendingForm {
    email_1: String,
    email_7: String,
    email_30: String,
    total_1: String,
    total_7: String,
    total_30: String,
    pub(super) quiet_from: String,
    pub(super) quiet_until: String,
    pub(super) fatigue: String,
    pub(super) fatigue_letters: String,
    pub(super) fatigue_within: String,
    pub(super) fatigue_one_in: String,
}

/// Everything that the page shows.
pub(super) struct Setup {
    pub(super) rules: SendingRules,
    /// How many wait now and were withheld lately, by the word of what for.
    pub(super) waiting: BTreeMap<&'static str, u64>,
    pub(super) withheld: BTreeMap<String, u64>,
}

impl Setup {
    async fn load(signed: &Signed) -> Result<Self, Failure> {
        blocking(&signed.app, |app| {
            let rules = app.db.record.read(SendingRules::load)?;
            let since = app.clock.now().minus(TOLD);
            let (waiting, counts) =
                app.db.views.read(|tx| Ok::<_, db::Error>((postponed_by_reason(tx)?, messaging::counts_since(tx, since)?)))?;
            let waiting = waiting.into_iter().map(|(why, count)| (why.word(), count)).collect();
            let mut withheld = BTreeMap::new();
            for row in counts.into_iter().filter(|row| row.state == MessageState::Withheld) {
                *withheld.entry(row.reason).or_default() += row.messages.unsigned_abs();
            }
            Ok(Self { rules, waiting, withheld })
        })
        .await
    }
}

async fn show(Allowed(signed, Manage): Allowed<Manage>) -> Result<Html, Failure> {
    let setup = Setup::load(&signed).await?;
    let form = SendingForm::of(&signed.ctx, &setup.rules);
    Ok(page(&signed, &setup, &form, "", &FieldErrors::default()))
}

async fn take(AllowedForm(mut signed, Manage, form): AllowedForm<Manage, SendingForm>) -> Result<Response, Failure> {
    let setup = Setup::load(&signed).await?;
    let wanted = match form.read(&signed.ctx, &setup.rules) {
        Ok(wanted) => wanted,
        Err(errors) => {
            signed.warn(signed.ctx.t("form-not-saved"));
            return Ok(page(&signed, &setup, &form, "", &errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
        }
    };
    let changed = changed(&setup.rules, &wanted);
    // Days off have a form of their own, which somebody else may be using.
    save(&signed, format!("fields={changed}"), move |rules| SendingRules { days_off: rules.days_off, ..wanted }).await?;
    Ok(see_other(SAVED))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct DayForm {
    day: String,
}

async fn add_day(AllowedForm(mut signed, Manage, form): AllowedForm<Manage, DayForm>) -> Result<Response, Failure> {
    let setup = Setup::load(&signed).await?;
    let mut errors = FieldErrors::default();
    let today = signed.ctx.now.to_jiff().to_zoned(signed.store.zone()).date();
    match fold_digits(form.day.trim()).parse::<Date>() {
        Ok(day) if day >= today && setup.rules.days_off.len() < DAYS_OFF_MAX => {
            let add = move |mut rules: SendingRules| {
                // Days that are over are named no longer.
                rules.days_off.retain(|day| *day >= today);
                rules.days_off.insert(day);
                rules
            };
            save(&signed, "fields=sending_days_off".to_owned(), add).await?;
            return Ok(see_other(SAVED));
        }
        Ok(day) if day >= today => {
            errors.add("day", signed.ctx.t_with(key("sending-days-full"), &[("max", (DAYS_OFF_MAX as i64).into())]));
        }
        _ => errors.add("day", signed.ctx.t(key("sending-day-wrong"))),
    }
    signed.warn(signed.ctx.t("form-not-saved"));
    let own = SendingForm::of(&signed.ctx, &setup.rules);
    Ok(page(&signed, &setup, &own, &form.day, &errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

async fn remove_day(AllowedForm(signed, Manage, form): AllowedForm<Manage, DayForm>) -> Result<Response, Failure> {
    let day: Date = form.day.parse().map_err(|_| Failure::UNREADABLE)?;
    let remove = move |mut rules: SendingRules| {
        rules.days_off.remove(&day);
        rules
    };
    save(&signed, "fields=sending_days_off".to_owned(), remove).await?;
    Ok(see_other(SAVED))
}

/// Changes the rules as they are by then; what waits because of the old ones is decided anew at once.
async fn save(
    signed: &Signed,
    detail: String,
    change: impl FnOnce(SendingRules) -> SendingRules + Send + 'static,
) -> Result<(), Failure> {
    let now = signed.app.clock.now();
    let deed = signed.deed(Deed::SettingChanged, "sending").detail(detail);
    let saved: db::Result<()> = signed
        .app
        .recorder
        .submit(move |tx| {
            deed.write(tx)?;
            change(SendingRules::load(tx)?).save(tx, now)
        })
        .await;
    saved?;
    let waited = blocking(&signed.app, move |app| app.db.views.write(|tx| look_anew(tx, now))).await?;
    tracing::info!(staff = %signed.staff.id, waited, "when marketing may go out was set");
    signed.app.advanced.ring();
    Ok(())
}

/// Which parts differ, by the names that the audit log gives them.
fn changed(old: &SendingRules, new: &SendingRules) -> String {
    let (before, after) = (old.of(Channel::Email), new.of(Channel::Email));
    let parts = [
        ("sending_caps", before.caps != after.caps || old.total != new.total),
        ("sending_quiet", before.quiet != after.quiet),
        ("sending_fatigue", old.fatigue != new.fatigue),
    ];
    parts.iter().filter(|(_, differs)| *differs).map(|(name, _)| *name).collect::<Vec<_>>().join(",")
}

impl SendingForm {
    fn of(ctx: &PageCtx, rules: &SendingRules) -> Self {
        let email = rules.of(Channel::Email);
        let number = |number: u32| ctx.fmt.integer(i64::from(number));
        let cap =
            |caps: &[Cap], days: u32| caps.iter().find(|cap| cap.days == days).map(|cap| number(cap.letters)).unwrap_or_default();
        let clock = |time: Option<Time>| time.map(|time| time.strftime("%H:%M").to_string()).unwrap_or_default();
        let usual = Fatigue { letters: 10, within_days: 60, one_in_days: 14 };
        let fatigue = rules.fatigue.unwrap_or(usual);
        Self {
            email_1: cap(&email.caps, 1),
            email_7: cap(&email.caps, 7),
            email_30: cap(&email.caps, 30),
            total_1: cap(&rules.total, 1),
            total_7: cap(&rules.total, 7),
            total_30: cap(&rules.total, 30),
            quiet_from: clock(email.quiet.map(|quiet| quiet.from)),
            quiet_until: clock(email.quiet.map(|quiet| quiet.until)),
            fatigue: if rules.fatigue.is_some() { "on".to_owned() } else { String::new() },
            fatigue_letters: number(fatigue.letters),
            fatigue_within: number(fatigue.within_days),
            fatigue_one_in: number(fatigue.one_in_days),
        }
    }

    /// What stands in a cap's field.
    pub(super) fn cap(&self, field: &str) -> &str {
        match field {
            "email_1" => &self.email_1,
            "email_7" => &self.email_7,
            "email_30" => &self.email_30,
            "total_1" => &self.total_1,
            "total_7" => &self.total_7,
            _ => &self.total_30,
        }
    }

    fn read(&self, ctx: &PageCtx, old: &SendingRules) -> Result<SendingRules, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut caps = |which: fn(&(u32, &'static str, &'static str)) -> &'static str| {
            let mut caps = Vec::new();
            for window in &WINDOWS {
                let field = which(window);
                if !self.cap(field).trim().is_empty() {
                    let letters = number(ctx, &mut errors, field, self.cap(field), LETTERS_MAX);
                    caps.push(Cap { letters, days: window.0 });
                }
            }
            caps
        };
        let (email, total) = (caps(|window| window.1), caps(|window| window.2));
        let quiet = self.quiet(ctx, &mut errors);
        let fatigue = (!self.fatigue.is_empty()).then(|| Fatigue {
            letters: number(ctx, &mut errors, "fatigue_letters", &self.fatigue_letters, LETTERS_MAX),
            within_days: number(ctx, &mut errors, "fatigue_within", &self.fatigue_within, SILENCE_DAYS_MAX),
            one_in_days: number(ctx, &mut errors, "fatigue_one_in", &self.fatigue_one_in, SILENCE_DAYS_MAX),
        });
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut rules = SendingRules { total, fatigue, ..old.clone() };
        rules.channels.insert(Channel::Email, ChannelRules { caps: email, quiet });
        Ok(rules)
    }

    fn quiet(&self, ctx: &PageCtx, errors: &mut FieldErrors) -> Option<Quiet> {
        let read = |text: &str| text.parse::<Time>().ok();
        match (self.quiet_from.as_str(), self.quiet_until.as_str()) {
            ("", "") => None,
            (from, until) => match (read(from), read(until)) {
                (Some(from), Some(until)) if from != until => Some(Quiet { from, until }),
                (Some(_), Some(_)) => {
                    errors.add("quiet_until", ctx.t(key("sending-quiet-same")));
                    None
                }
                (from, _) => {
                    let field = if from.is_none() { "quiet_from" } else { "quiet_until" };
                    errors.add(field, ctx.t(key("sending-quiet-half")));
                    None
                }
            },
        }
    }
}

/// A whole number from 1 to `max`, in any digits.
fn number(ctx: &PageCtx, errors: &mut FieldErrors, field: &'static str, text: &str, max: u32) -> u32 {
    match fold_digits(text.trim()).parse::<u32>() {
        Ok(number) if (1..=max).contains(&number) => number,
        _ => {
            errors.add(field, ctx.t_with(key("sending-number-wrong"), &[("max", max.into())]));
            1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Locale;
    use web::{Formatter, Lang};

    #[test]
    fn a_form_that_is_sent_as_it_came_changes_nothing() {
        let quiet = Some(Quiet { from: Time::constant(21, 30, 0, 0), until: Time::constant(8, 0, 0, 0) });
        let email = ChannelRules { caps: vec![Cap { letters: 1, days: 1 }, Cap { letters: 3, days: 7 }], quiet };
        let fatigue = Some(Fatigue { letters: 5, within_days: 90, one_in_days: 30 });
        let days_off = [Date::constant(2026, 6, 1)].into();
        let rules = SendingRules {
            channels: [(Channel::Email, email)].into(),
            total: vec![Cap { letters: 12, days: 30 }],
            days_off,
            fatigue,
        };
        for locale in Locale::ALL {
            let ctx = PageCtx::new(Formatter::new(Lang::new(locale), jiff::tz::TimeZone::UTC), base::Timestamp::default(), "/");
            assert_eq!(SendingForm::of(&ctx, &rules).read(&ctx, &rules).ok(), Some(rules.clone()));
            let none = SendingRules::default();
            let read = SendingForm::of(&ctx, &none).read(&ctx, &none).ok().unwrap();
            assert!(read.total.is_empty() && read.fatigue.is_none() && read.of(Channel::Email) == ChannelRules::default());
        }
    }

    #[test]
    fn what_is_wrong_is_said_where_it_stands() {
        let ctx = PageCtx::new(Formatter::new(Lang::new(Locale::Fa), jiff::tz::TimeZone::UTC), base::Timestamp::default(), "/");
        let text = |text: &str| text.to_owned();
        let wrong = |form: SendingForm, field: &str| {
            let errors = form.read(&ctx, &SendingRules::default()).expect_err("it is refused");
            assert!(errors.get(field).is_some(), "{field}");
        };
        wrong(SendingForm { email_7: text("۰"), ..SendingForm::default() }, "email_7");
        wrong(SendingForm { total_1: text("51"), ..SendingForm::default() }, "total_1");
        wrong(SendingForm { quiet_from: text("21:00"), ..SendingForm::default() }, "quiet_until");
        wrong(SendingForm { quiet_until: text("21:00"), ..SendingForm::default() }, "quiet_from");
        wrong(SendingForm { quiet_from: text("09:00"), quiet_until: text("09:00"), ..SendingForm::default() }, "quiet_until");
        wrong(SendingForm { fatigue: text("on"), fatigue_letters: text("5"), ..SendingForm::default() }, "fatigue_within");
    }
}
