//! The page that says how long things are kept, and the question before a shorter time.

use super::keys::class_words;
use super::retention::{LINES_MAX, RetentionForm, Setup, fields_of, is_shorter, stamp, unit_months};
use super::{Place, drawn};
use crate::admin::{Signed, places};
use base::Timestamp;
use foundation::consent::EventClass;
use foundation::history::{ForgottenLine, Months, Retention, order_years};
use foundation::staff::Permission;
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, Render as _, html};
use web::components::{self, Column, Table, Tone};
use web::forms::{self, Check, Field, FieldErrors};
use web::layout::Heading;
use web::{Html, PageCtx, key};

/// Days of the log that are shown.
const DAYS_MAX: usize = 10;

/// The whole page.
pub(super) fn page(signed: &Signed, setup: &Setup, form: &RetentionForm, errors: &FieldErrors) -> Html {
    let ctx = &signed.ctx;
    let content = html! {
        (forms::error_summary(ctx, errors))
        (components::two_columns(
            html! {
                div.section.card {
                    @if signed.may(Permission::Own) { (forms::post(ctx, Place::Retention.path(), html! {
                        @for class in EventClass::ALL { (group(signed, setup, form, errors, *class)) }
                        p.hint { (ctx.t("retention-warning")) }
                        (forms::submit_row(&ctx.t("action-save"), None))
                    })) } @else { (read_only(signed, setup)) }
                }
            },
            html! {
                (components::card(&ctx.t("retention-after"), None, after(ctx)))
                (components::card(&ctx.t("retention-log"), None, log(ctx, &setup.lines)))
            },
        ))
    };
    let heading = Heading::new(ctx.t("retention-title")).state(html! { (ctx.t("retention-state")) });
    drawn(signed, Place::Retention, heading, content)
}

/// What is in force, for whoever oversees it and may not change it.
fn read_only(signed: &Signed, setup: &Setup) -> Markup {
    let ctx = &signed.ctx;
    let row = |class: &EventClass| (ctx.t(class_words(*class).0).into_owned(), in_force(signed, setup, *class));
    html! {
        (components::facts(&EventClass::ALL.iter().map(row).collect::<Vec<_>>()))
        p.quiet.after-facts { (ctx.t("retention-read-only")) }
    }
}

/// A class of event: what is in force, and the field that changes it.
fn group(signed: &Signed, setup: &Setup, form: &RetentionForm, errors: &FieldErrors, class: EventClass) -> Markup {
    let ctx = &signed.ctx;
    let (title, hint) = class_words(class);
    let hint = if class == EventClass::Profile { key("retention-profile-hint") } else { hint };
    let (name, always) = fields_of(class);
    let label = if unit_months(class) == 1 { key("retention-months") } else { key("retention-years") };
    forms::group(
        &ctx.t(title),
        Some(&ctx.t(hint)),
        html! {
            p { (in_force(signed, setup, class)) }
            @if class == EventClass::Orders { (below_law(signed, setup.months.orders)) }
            (Field::number(name, ctx.t(label)).hint(when_empty(signed, class)).value(form.number(class))
                .error(errors.get(name)).max_length(20))
            @if let Some(always) = always { (Check::new(always, ctx.t("retention-always"), form.is_always(class))) }
        },
    )
}

/// What is in force, as a sentence.
fn in_force(signed: &Signed, setup: &Setup, class: EventClass) -> Markup {
    let ctx = &signed.ctx;
    let months = setup.months.of(class);
    let (set, always) = match class {
        EventClass::Orders => return orders_in_force(signed, setup),
        EventClass::Browsing => (key("retention-browsing-set"), key("retention-browsing-always")),
        EventClass::Profile => (key("retention-profile-set"), key("retention-profile-always")),
        EventClass::Other => (key("retention-other-set"), key("retention-other-always")),
    };
    if months == 0 {
        return html! { (ctx.t(always)) };
    }
    html! { (ctx.t_with(set, &[("span", span(ctx, class, months).into())])) }
}

fn orders_in_force(signed: &Signed, setup: &Setup) -> Markup {
    let ctx = &signed.ctx;
    let span = || span(ctx, EventClass::Orders, setup.months.orders).into();
    match (setup.retention.orders, signed.store.country()) {
        (Some(0), _) => html! { (ctx.t("retention-orders-always")) },
        (Some(_), _) => html! { (ctx.t_with("retention-orders-set", &[("span", span())])) },
        (None, Some(code)) => {
            let said = if is_law_known(code) { key("retention-orders-law") } else { key("retention-orders-no-law") };
            html! { (ctx.t_with(said, &[("span", span()), ("country", country(ctx, code).into())])) }
        }
        (None, None) => html! {
            (ctx.t("retention-orders-no-country")) " "
            a href={ (Place::Store.path()) "#f-country" } { (ctx.t("retention-set-country")) }
        },
    }
}

/// A word where orders are kept for less than the law of the store's country asks.
fn below_law(signed: &Signed, months: u32) -> Markup {
    let ctx = &signed.ctx;
    let law = signed.store.country().and_then(|code| Some((code, order_years(code)? * 12)));
    let Some((code, lawful)) = law else { return html! {} };
    if !is_shorter(lawful, months) {
        return html! {};
    }
    let args = [("span", span(ctx, EventClass::Orders, lawful).into()), ("country", country(ctx, code).into())];
    let text = html! { p { (ctx.t_with("retention-below-law-text", &args)) } };
    components::callout(Tone::Warn, &ctx.t("retention-below-law"), &text)
}

/// What an empty field stands for.
fn when_empty(signed: &Signed, class: EventClass) -> String {
    let ctx = &signed.ctx;
    let country = signed.store.country();
    let usual = Retention::default().of(country).of(class);
    let said = match (class, usual) {
        (EventClass::Orders, 0) => return ctx.t("retention-empty-country").into_owned(),
        (_, 0) => return ctx.t("retention-empty-always").into_owned(),
        (EventClass::Orders, _) if country.is_some_and(is_law_known) => key("retention-empty-law"),
        _ => key("retention-empty"),
    };
    ctx.t_with(said, &[("span", span(ctx, class, usual).into())])
}

/// A time in the unit that the class is counted in: "10 years", "13 months".
fn span(ctx: &PageCtx, class: EventClass, months: u32) -> String {
    let unit = unit_months(class);
    let (said, count) = if unit == 12 && months.is_multiple_of(unit) {
        (key("retention-span-years"), months / unit)
    } else {
        (key("retention-span-months"), months)
    };
    ctx.lang().t_plain(said, &[("count", count.into())])
}

fn country<'a>(ctx: &PageCtx, code: &'a str) -> &'a str {
    places::country_name(ctx, code).unwrap_or(code)
}

fn is_law_known(code: &str) -> bool {
    order_years(code).is_some()
}

fn after(ctx: &PageCtx) -> Markup {
    let said = [
        key("retention-after-gone"),
        key("retention-after-sums"),
        key("retention-after-months"),
        key("retention-after-backups"),
        key("retention-after-law"),
    ];
    html! { div.stack { @for said in said { p { (ctx.t(said)) } } } }
}

/// The last days on which something went, with how many events.
fn log(ctx: &PageCtx, lines: &[ForgottenLine]) -> Markup {
    let mut days: Vec<&[ForgottenLine]> = lines.chunk_by(|a, b| a.at.day(&ctx.fmt.zone) == b.at.day(&ctx.fmt.zone)).collect();
    // More of the oldest day may lie beyond.
    if lines.len() == LINES_MAX as usize && days.len() > 1 {
        days.pop();
    }
    let mut table = Table::new(
        ctx.t("retention-log"),
        [Column::text(ctx.t("retention-log-day")), Column::number(ctx.t("retention-log-events"))],
    );
    for day in days.into_iter().take(DAYS_MAX) {
        let events = day.iter().map(|line| line.events).sum();
        table.push([
            html! { (day.first().map(|line| ctx.fmt.date(line.at)).unwrap_or_default()) },
            html! { (ctx.fmt.count(events)) },
        ]);
    }
    html! {
        div.stack {
            @if table.is_empty() { p { (ctx.t("retention-log-none")) } } @else { (table.render()) }
            p.hint { (ctx.t("retention-log-text")) }
        }
    }
}

/// Asks before a shorter time deletes: what goes, by class. What was typed travels along.
pub(super) fn ask(signed: &Signed, setup: &Setup, form: &RetentionForm, new: &Months) -> Html {
    let ctx = &signed.ctx;
    let shorter = EventClass::ALL.iter().filter(|class| is_shorter(setup.months.of(**class), new.of(**class)));
    let lines: Vec<(String, Markup)> = shorter
        .map(|class| {
            let months = new.of(*class);
            let date = ctx.fmt.civil_date(first_kept(*class, months, ctx.now));
            let args = [("span", span(ctx, *class, months).into()), ("date", date.into())];
            let said = html! {
                (ctx.t_with("retention-ask-line", &args))
                // Nobody shall think that the profile itself goes.
                @if *class == EventClass::Profile { span.provenance { (ctx.t("retention-profile-hint")) } }
            };
            (ctx.t(class_words(*class).0).into_owned(), said)
        })
        .collect();
    let content = html! {
        div.section.card.stack {
            p { (ctx.t("retention-ask-text")) }
            (components::facts(&lines))
            (below_law(signed, new.orders))
            (forms::post(ctx, Place::Retention.path(), html! {
                @for class in EventClass::ALL {
                    @let (name, always) = fields_of(*class);
                    (forms::hidden(name, form.number(*class)))
                    @if let Some(always) = always.filter(|_| form.is_always(*class)) { (forms::hidden(always, "on")) }
                }
                (forms::hidden("agreed", &stamp(&setup.months)))
                div.actions {
                    button.button.button-bad type="submit" { (ctx.t("retention-ask-now")) }
                    (components::button_link(Place::Retention.path(), &ctx.t("action-cancel")))
                }
            }))
        }
    };
    let heading = Heading::new(ctx.t("retention-ask-title"));
    let heading =
        heading.crumb(ctx.t("nav-settings"), Place::Store.path()).crumb(ctx.t(Place::Retention.label()), Place::Retention.path());
    drawn(signed, Place::Retention, heading, content)
}

/// The first day (UTC) of what stays, as the history itself counts: of a month that is over, orders go with its end, the rest
/// with its beginning.
fn first_kept(class: EventClass, months: u32, now: Timestamp) -> Date {
    let this_month = now.to_jiff().to_zoned(TimeZone::UTC).date().first_of_month();
    let back = if class == EventClass::Orders { months } else { months.saturating_sub(1) };
    this_month.saturating_sub(i64::from(back).months())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_stays_begins_with_a_month() {
        let now = Timestamp::parse("2026-05-31T23:00:00Z").unwrap();
        assert_eq!(first_kept(EventClass::Browsing, 13, now), date(2025, 5, 1));
        assert_eq!(first_kept(EventClass::Browsing, 1, now), date(2026, 5, 1));
        assert_eq!(first_kept(EventClass::Orders, 120, now), date(2016, 5, 1));
        assert_eq!(first_kept(EventClass::Other, 600, now), date(1976, 6, 1));
    }
}
