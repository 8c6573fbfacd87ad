//! How long things are kept: what is in force, and another time by kind of event. A shorter one is asked about first, since
//! it deletes.

use super::Place;
use super::keys::class_words;
use super::retention_page::{ask, page};
use crate::admin::need::{Oversee, Own};
use crate::admin::{Allowed, AllowedForm, Failure, Signed, blocking};
use crate::app::App;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::fold::fold_digits;
use foundation::consent::EventClass;
use foundation::history::{ForgottenLine, Months, Retention, forgotten_lines};
use foundation::staff::Deed;
use serde::Deserialize;
use web::forms::FieldErrors;
use web::http::see_other;
use web::{Html, PageCtx, key};

const MONTHS_MAX: u32 = 600;
/// Lines of the log that are looked through for its last days.
pub(super) const LINES_MAX: u32 = 500;

pub(super) fn router() -> Router<App> {
    Router::new().route(Place::Retention.path(), get(show).post(take))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct RetentionForm {
    orders: String,
    browsing: String,
    profile: String,
    other: String,
    orders_always: String,
    browsing_always: String,
    other_always: String,
    /// What was in force when a shorter time was agreed to.
    pub(super) agreed: String,
}

/// Everything that the page shows.
pub(super) struct Setup {
    pub(super) retention: Retention,
    pub(super) months: Months,
    pub(super) lines: Vec<ForgottenLine>,
}

impl Setup {
    async fn load(signed: &Signed) -> Result<Self, Failure> {
        let country = signed.store.country().map(str::to_owned);
        blocking(&signed.app, move |app| {
            app.db.record.read(|tx| {
                let retention = Retention::load(tx)?;
                Ok(Self { retention, months: retention.of(country.as_deref()), lines: forgotten_lines(tx, LINES_MAX)? })
            })
        })
        .await
    }
}

async fn show(Allowed(signed, Oversee): Allowed<Oversee>) -> Result<Html, Failure> {
    let setup = Setup::load(&signed).await?;
    Ok(page(&signed, &setup, &RetentionForm::of(&signed.ctx, setup.retention), &FieldErrors::default()))
}

async fn take(AllowedForm(mut signed, Own, form): AllowedForm<Own, RetentionForm>) -> Result<Response, Failure> {
    let setup = Setup::load(&signed).await?;
    let wanted = match form.read(&signed.ctx) {
        Ok(wanted) => wanted,
        Err(errors) => {
            signed.warn(signed.ctx.t("form-not-saved"));
            return Ok(page(&signed, &setup, &form, &errors).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
        }
    };
    let months = wanted.of(signed.store.country());
    let is_shorter = EventClass::ALL.iter().any(|class| is_shorter(setup.months.of(*class), months.of(*class)));
    if is_shorter && form.agreed != stamp(&setup.months) {
        return Ok(ask(&signed, &setup, &form, &months).into_response());
    }
    let now = signed.app.clock.now();
    let kept = EventClass::ALL.iter().map(|class| format!("{}={}", class.word(), months.of(*class)));
    let deed = if is_shorter { Deed::RetentionShortened } else { Deed::SettingChanged };
    let deed = signed.deed(deed, "retention").detail(kept.collect::<Vec<_>>().join(" "));
    let saved: db::Result<()> = signed
        .app
        .recorder
        .submit(move |tx| {
            deed.write(tx)?;
            wanted.save(tx, now)
        })
        .await;
    saved?;
    tracing::info!(staff = %signed.staff.id, months = stamp(&months), "how long events are kept was set");
    Ok(see_other("/admin/settings/retention?done=saved"))
}

/// Whether `new` months are over before `old` ones; 0 is without an end.
pub(super) const fn is_shorter(old: u32, new: u32) -> bool {
    new > 0 && (old == 0 || new < old)
}

/// The months in force as text: whoever agreed to a shorter time agreed to leave these.
pub(super) fn stamp(months: &Months) -> String {
    EventClass::ALL.iter().map(|class| months.of(*class).to_string()).collect::<Vec<_>>().join("-")
}

/// The field of a class of event, and the box beside it; a profile is kept without an end unless told otherwise.
pub(super) const fn fields_of(class: EventClass) -> (&'static str, Option<&'static str>) {
    match class {
        EventClass::Orders => ("orders", Some("orders_always")),
        EventClass::Browsing => ("browsing", Some("browsing_always")),
        EventClass::Profile => ("profile", None),
        EventClass::Other => ("other", Some("other_always")),
    }
}

/// How many months one unit of the field is: the law counts in years.
pub(super) const fn unit_months(class: EventClass) -> u32 {
    match class {
        EventClass::Orders => 12,
        EventClass::Browsing | EventClass::Profile | EventClass::Other => 1,
    }
}

impl RetentionForm {
    fn of(ctx: &PageCtx, retention: Retention) -> Self {
        let written = |class: EventClass, set: Option<u32>| match set {
            None | Some(0) => String::new(),
            Some(months) => ctx.fmt.integer(i64::from(months.div_ceil(unit_months(class)))),
        };
        let always = |set: Option<u32>| if set == Some(0) { "on".to_owned() } else { String::new() };
        Self {
            orders: written(EventClass::Orders, retention.orders),
            browsing: written(EventClass::Browsing, retention.browsing),
            profile: written(EventClass::Profile, retention.profile),
            other: written(EventClass::Other, retention.other),
            orders_always: always(retention.orders),
            browsing_always: always(retention.browsing),
            other_always: always(retention.other),
            agreed: String::new(),
        }
    }

    /// What stands in the field of a class.
    pub(super) fn number(&self, class: EventClass) -> &str {
        match class {
            EventClass::Orders => &self.orders,
            EventClass::Browsing => &self.browsing,
            EventClass::Profile => &self.profile,
            EventClass::Other => &self.other,
        }
    }

    pub(super) fn is_always(&self, class: EventClass) -> bool {
        let ticked = match class {
            EventClass::Orders => &self.orders_always,
            EventClass::Browsing => &self.browsing_always,
            EventClass::Profile => return false,
            EventClass::Other => &self.other_always,
        };
        ticked == "on"
    }

    fn read(&self, ctx: &PageCtx) -> Result<Retention, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut months = |class| {
            self.months(ctx, class).unwrap_or_else(|wrong| {
                errors.add(fields_of(class).0, wrong);
                None
            })
        };
        let retention = Retention {
            orders: months(EventClass::Orders),
            browsing: months(EventClass::Browsing),
            profile: months(EventClass::Profile),
            other: months(EventClass::Other),
        };
        if errors.is_empty() { Ok(retention) } else { Err(errors) }
    }

    /// The months that are wanted of a class, `None` being the usual ones; or what is wrong.
    fn months(&self, ctx: &PageCtx, class: EventClass) -> Result<Option<u32>, String> {
        let what = ctx.t(class_words(class).0);
        let text = fold_digits(self.number(class).trim());
        match (text.is_empty(), self.is_always(class)) {
            (true, is_always) => return Ok(is_always.then_some(0)),
            (false, true) => return Err(ctx.t_with(key("retention-both"), &[("what", what.into())])),
            (false, false) => {}
        }
        let unit = unit_months(class);
        let max = MONTHS_MAX / unit;
        let wrong = if unit == 1 { key("retention-months-wrong") } else { key("retention-years-wrong") };
        match text.parse::<u32>() {
            Ok(number) if (1..=max).contains(&number) => Ok(Some(number * unit)),
            _ => Err(ctx.t_with(wrong, &[("what", what.into()), ("min", 1.into()), ("max", max.into())])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Locale;
    use web::{Formatter, Lang};

    fn ctx(locale: Locale) -> PageCtx {
        PageCtx::new(Formatter::new(Lang::new(locale), jiff::tz::TimeZone::UTC), base::Timestamp::default(), "/")
    }

    fn form(orders: &str, browsing: &str) -> RetentionForm {
        RetentionForm { orders: orders.to_owned(), browsing: browsing.to_owned(), ..RetentionForm::default() }
    }

    #[test]
    fn numbers_are_read_in_every_script_and_within_limits() {
        let ctx = ctx(Locale::Fa);
        for (orders, browsing, expected) in [
            ("", "", (None, None)),
            (" ۱۲ ", "٦", (Some(144), Some(6))),
            ("50", "600", (Some(600), Some(600))),
            ("1", "1", (Some(12), Some(1))),
        ] {
            let read = form(orders, browsing).read(&ctx).unwrap();
            assert_eq!((read.orders, read.browsing), expected, "{orders} {browsing}");
        }
        for (orders, browsing, wrong) in [
            ("51", "", "orders"),
            ("0", "", "orders"),
            ("1.5", "", "orders"),
            ("", "601", "browsing"),
            ("", "-1", "browsing"),
            ("", "سه", "browsing"),
        ] {
            let errors = form(orders, browsing).read(&ctx).unwrap_err();
            assert!(errors.get(wrong).is_some_and(|message| message.contains('۱')), "{orders} {browsing}");
        }
    }

    #[test]
    fn a_number_or_without_an_end_but_not_both() {
        let ctx = ctx(Locale::En);
        let mut form = form("10", "");
        form.orders_always = "on".to_owned();
        assert!(form.read(&ctx).unwrap_err().get("orders").is_some());
        form.orders.clear();
        assert_eq!(form.read(&ctx).unwrap().orders, Some(0));
    }

    #[test]
    fn what_is_set_stands_in_the_form_in_the_readers_digits() {
        for (locale, digits) in [(Locale::En, "10"), (Locale::Ar, "١٠"), (Locale::Fa, "۱۰")] {
            let ctx = ctx(locale);
            let set = Retention { orders: Some(120), browsing: Some(0), profile: Some(24), other: None };
            let form = RetentionForm::of(&ctx, set);
            assert_eq!(form.orders, digits);
            assert!(form.is_always(EventClass::Browsing) && !form.is_always(EventClass::Other));
            assert_eq!(form.read(&ctx).unwrap(), set, "a form that is sent as it came changes nothing");
        }
    }

    #[test]
    fn what_ends_is_shorter_than_what_does_not() {
        assert!(is_shorter(0, 600) && is_shorter(13, 12));
        assert!(!is_shorter(13, 0) && !is_shorter(0, 0) && !is_shorter(13, 13) && !is_shorter(12, 13));
    }
}
