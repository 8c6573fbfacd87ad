//! The page of the sending rules: what the store sets, and beside it what that does, how long a letter may wait, and the law's hours.

use super::sending::{SendingForm, Setup, WINDOWS};
use super::{Place, drawn};
use crate::admin::{Signed, places};
use crate::words;
use base::Id as _;
use base::id::TemplateId;
use capabilities::messaging::{About, BuiltIn, LetterRef};
use capabilities::messaging::{Why, country_rules, longest_wait};
use jiff::civil::Time;
use maud::{Markup, Render as _, html};
use std::collections::BTreeMap;
use web::components::{self, Column, Table};
use web::forms::{self, Check, Field, FieldErrors};
use web::layout::Heading;
use web::{Html, PageCtx, key};

const DAY_SECONDS: u64 = 86_400;

pub(super) fn page(signed: &Signed, setup: &Setup, form: &SendingForm, day: &str, errors: &FieldErrors) -> Html {
    let ctx = &signed.ctx;
    let content = html! {
        (forms::error_summary(ctx, errors))
        (components::two_columns(
            html! {
                div.section.card { (limits(signed, form, errors)) }
                (components::card(&ctx.t(key("sending-days-off")), None, days_off(ctx, setup, day, errors)))
                (components::card(&ctx.t(key("sending-law")), None, law(ctx)))
            },
            html! {
                (components::card(&ctx.t(key("sending-effect")), None, effect(ctx, setup)))
                (components::card(&ctx.t(key("sending-longest")), None, longest(ctx)))
            },
        ))
    };
    let heading = Heading::new(ctx.t(key("sending-title"))).state(html! { (ctx.t(key("sending-state"))) });
    drawn(signed, Place::Sending, heading, content)
}

fn limits(signed: &Signed, form: &SendingForm, errors: &FieldErrors) -> Markup {
    let ctx = &signed.ctx;
    let caps = |which: fn(&(u32, &'static str, &'static str)) -> &'static str| {
        html! {
            @for window in &WINDOWS {
                @let name = which(window);
                (Field::number(name, window_label(ctx, window.0)).value(form.cap(name)).error(errors.get(name)).max_length(4))
            }
        }
    };
    let number = |name: &'static str, label: &str, value: &str| {
        Field::number(name, ctx.t(label)).value(value).error(errors.get(name)).max_length(5)
    };
    let zone = [("zone", zone_name(ctx, &signed.store.time_zone).into())];
    forms::post(
        ctx,
        Place::Sending.path(),
        html! {
            (forms::group(&ctx.t(key("sending-email")), Some(&ctx.t(key("sending-caps-hint"))), caps(|window| window.1)))
            (forms::group(&ctx.t(key("sending-total")), Some(&ctx.t(key("sending-total-hint"))), caps(|window| window.2)))
            (forms::group(&ctx.t(key("sending-quiet")), Some(&ctx.t_with(key("sending-quiet-hint"), &zone)), html! {
                (hour(ctx, "quiet_from", key("sending-quiet-from"), &form.quiet_from).error(errors.get("quiet_from")))
                (hour(ctx, "quiet_until", key("sending-quiet-until"), &form.quiet_until).error(errors.get("quiet_until")))
            }))
            (forms::group(&ctx.t(key("sending-fatigue")), Some(&ctx.t(key("sending-fatigue-hint"))), html! {
                (Check::switch("fatigue", ctx.t(key("sending-fatigue-switch")), !form.fatigue.is_empty())
                    .hint(ctx.t(key("sending-fatigue-why"))))
                (number("fatigue_letters", key("sending-fatigue-letters"), &form.fatigue_letters))
                (number("fatigue_within", key("sending-fatigue-within"), &form.fatigue_within))
                (number("fatigue_one_in", key("sending-fatigue-one-in"), &form.fatigue_one_in))
            }))
            (forms::submit_row(&ctx.t("action-save"), None))
        },
    )
}

/// What a time zone is called in the list that it is chosen from.
fn zone_name(ctx: &PageCtx, zone: &str) -> String {
    places::zones(ctx).into_iter().find(|(name, _)| name == zone).map_or_else(|| zone.to_owned(), |(_, said)| said)
}

fn window_label(ctx: &PageCtx, days: u32) -> String {
    match days {
        1 => ctx.t(key("sending-window-day")).into_owned(),
        days => ctx.t_with(key("sending-window-days"), &[("count", days.into())]),
    }
}

/// A choice among the half hours of a day, in the reader's digits; what was set to another minute stays choosable.
fn hour(ctx: &PageCtx, name: &'static str, label: &str, value: &str) -> Field {
    let mut times: Vec<String> = (0..48).map(|half| format!("{:02}:{:02}", half / 2, half % 2 * 30)).collect();
    if value.parse::<Time>().is_ok() && !times.iter().any(|time| time == value) {
        times.push(value.to_owned());
        times.sort();
    }
    let told = |time: String| (time.clone(), ctx.lang().digits.rewrite(&time));
    let options =
        std::iter::once((String::new(), ctx.t(key("sending-quiet-none")).into_owned())).chain(times.into_iter().map(told));
    Field::select(name, ctx.t(label), options).value(value).short()
}

fn days_off(ctx: &PageCtx, setup: &Setup, day: &str, errors: &FieldErrors) -> Markup {
    let mut table = Table::new(
        ctx.t(key("sending-days-off")),
        [Column::text(ctx.t(key("sending-day"))), Column::actions(ctx.t(key("sending-day-remove")))],
    );
    for day in &setup.rules.days_off {
        let remove = forms::post(
            ctx,
            "/admin/settings/sending/days/remove",
            html! {
                (forms::hidden("day", &day.to_string()))
                (components::button_quiet(&ctx.t(key("sending-day-remove"))))
            },
        );
        table.push([html! { (ctx.fmt.civil_date(*day)) }, remove]);
    }
    html! {
        div.stack {
            p.quiet { (ctx.t(key("sending-days-off-hint"))) }
            @if !table.is_empty() { (table.render()) }
            (forms::post(ctx, "/admin/settings/sending/days", html! {
                (Field::date("day", ctx.t(key("sending-day"))).value(day).error(errors.get("day")).required())
                (forms::submit_row(&ctx.t(key("sending-day-add")), None))
            }))
        }
    }
}

/// What the limits do: how many wait for what, and how many were of no use any more.
fn effect(ctx: &PageCtx, setup: &Setup) -> Markup {
    let mut table = Table::new(
        ctx.t(key("sending-effect")),
        [
            Column::text(ctx.t(key("messages-column-why"))),
            Column::number(ctx.t(key("sending-effect-waiting"))),
            Column::number(ctx.t(key("sending-effect-withheld"))),
        ],
    );
    // How fast a campaign goes is no limit of these.
    for why in Why::ALL.into_iter().filter(|why| *why != Why::Turn) {
        let waiting = setup.waiting.get(why.word()).copied().unwrap_or(0);
        let withheld = setup.withheld.get(why.late_word()).copied().unwrap_or(0);
        if waiting + withheld > 0 {
            table.push([
                html! { (words::why(ctx, why.word())) },
                components::number(&ctx.fmt.count(waiting)),
                components::number(&ctx.fmt.count(withheld)),
            ]);
        }
    }
    html! {
        div.stack {
            @if table.is_empty() { p { (ctx.t(key("sending-effect-none"))) } } @else {
                (table.render())
                p { a href="/admin/messages?state=waiting" { (ctx.t(key("sending-effect-link"))) } }
            }
        }
    }
}

fn longest(ctx: &PageCtx) -> Markup {
    let mut by_days: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    let mut tell = |letter: LetterRef, about: About, called: String| {
        by_days.entry(longest_wait(letter, about).as_secs() / DAY_SECONDS).or_default().push(called);
    };
    for letter in BuiltIn::ALL.into_iter().filter(|letter| letter.is_marketing()) {
        tell(letter.into(), letter.about(), ctx.t_code("template", letter.name()).into_owned());
    }
    let own = LetterRef::Own { template: TemplateId::from_raw([0; 16]), version: 1 };
    let kinds = [
        (About::Cart, key("sending-own-cart")),
        (About::Customer, key("sending-own-customer")),
        (About::Order, key("sending-own-order")),
    ];
    for (about, said) in kinds {
        tell(own, about, ctx.t(said).into_owned());
    }
    let rows: Vec<(String, Markup)> = by_days
        .into_iter()
        .map(|(days, letters)| {
            (ctx.t_with(key("sending-days"), &[("count", days.into())]), html! { (words::list_of(ctx, &letters)) })
        })
        .collect();
    html! {
        div.stack {
            p.quiet { (ctx.t(key("sending-longest-hint"))) }
            (components::facts(&rows))
        }
    }
}

fn law(ctx: &PageCtx) -> Markup {
    let clock = |time: Time| ctx.lang().digits.rewrite(&time.strftime("%H:%M").to_string());
    let mut table = Table::new(
        ctx.t(key("sending-law")),
        [
            Column::text(ctx.t(key("sending-law-country"))),
            Column::text(ctx.t(key("sending-law-closed"))),
            Column::text(ctx.t(key("sending-law-authority"))),
        ],
    );
    for rule in country_rules() {
        let country = if rule.country.is_empty() {
            ctx.t(key("sending-law-elsewhere")).into_owned()
        } else {
            places::country_name(ctx, rule.country).unwrap_or(rule.country).to_owned()
        };
        let hours = [("from", clock(rule.quiet.from).into()), ("until", clock(rule.quiet.until).into())];
        let days: Vec<String> =
            rule.closed.iter().map(|day| web::format::calendar::weekday(ctx.locale(), *day).to_owned()).collect();
        table.push([
            html! { (country) },
            html! {
                (ctx.t_with(key("sending-law-hours"), &hours))
                @if !days.is_empty() { br; (words::list_of(ctx, &days)) }
                @if rule.keeps_holidays { br; (ctx.t(key("sending-law-holidays"))) }
            },
            html! { span dir="ltr" lang="en" { (rule.authority) } },
        ]);
    }
    html! {
        div.stack {
            p.quiet { (ctx.t(key("sending-law-hint"))) }
            (table.render())
        }
    }
}
