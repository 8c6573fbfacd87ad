//! To see more than the customer shares: ask them, or give a reason that can't wait. Either way they are told.

use super::Panel;
use crate::admin::AllowedForm;
use crate::admin::need::Work;
use crate::admin::{Failure, Signed, blocking, words};
use crate::app::App;
use axum::extract::Path;
use axum::response::Response;
use base::id::{CustomerId, WindowId};
use foundation::consent::{self, CategorySet, Law, NewWindow, Recipient, Window, WindowKind, WindowState};
use foundation::customers;
use foundation::journal::{self, ACCESS_ASKED, ACCESS_FORCED};
use foundation::settings::StoreSettings;
use foundation::staff::{AuditRow, Deed};
use foundation::vault::{Person, Shown};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Tone};
use web::forms::{self, Field};
use web::http::see_other;
use web::{PageCtx, key};

/// Letters of a reason.
/// Windows of one customer that are looked through for one that stands in the way.
const WINDOWS_MAX: usize = 10_000;
const REASON_CHARS_MAX: u32 = 300;

pub(super) fn draw(signed: &Signed, panel: &Panel) -> Markup {
    let ctx = &signed.ctx;
    let is_mine = |window: &&Window| window.staff.is_none_or(|staff| staff == signed.staff.id);
    let (now, teams) = (ctx.now, signed.staff.recipients());
    let open: Vec<&Window> =
        panel.windows.iter().filter(is_mine).filter(|window| window.is_open_to(Some(signed.staff.id), &teams, now)).collect();
    let asked: Vec<&Window> = panel.windows.iter().filter(is_mine).filter(|window| window.state == WindowState::Asked).collect();
    let hidden = hidden(panel);
    if panel.row.erased_at.is_some() || (open.is_empty() && asked.is_empty() && hidden.is_empty()) {
        return html! {};
    }
    components::card(
        &ctx.t(key("more-title")),
        None,
        html! {
            div.stack {
                @for window in &open { (opened(ctx, panel.root, window)) }
                @for window in &asked {
                    p { (ctx.t_with(key("more-waits"), &[("date", ctx.fmt.date(window.asked_at).into())])) }
                }
                @if !hidden.is_empty() && asked.is_empty() { (ask(ctx, panel.root, hidden)) }
            }
        },
    )
}

/// Kinds of data that are there and not shown.
fn hidden(panel: &Panel) -> CategorySet {
    let fields = panel.people.person(panel.root).into_iter().flat_map(Person::fields);
    fields.filter(|field| field.2 == Shown::Withheld).fold(CategorySet::EMPTY, |set, field| set.with(CategorySet::of(&[field.1])))
}

fn opened(ctx: &PageCtx, customer: CustomerId, window: &Window) -> Markup {
    let until = window.until.map(|until| ctx.fmt.datetime(until)).unwrap_or_default();
    let said = ctx.t_with(
        key("more-open"),
        &[("why", ctx.t_code("window", window.kind.word()).into_owned().into()), ("date", until.into())],
    );
    html! {
        p { (components::badge(Tone::Warn, &ctx.t(key("more-open-badge")))) " " (said) }
        (components::post_button(ctx, &format!("/admin/customers/{customer}/more/{}/close", window.id), &ctx.t(key("more-close")), Tone::Neutral))
    }
}

fn ask(ctx: &PageCtx, customer: CustomerId, hidden: CategorySet) -> Markup {
    html! {
        p.quiet { (ctx.t_with(key("more-text"), &[("what", words::categories(ctx, hidden).into())])) }
        (forms::post(ctx, &format!("/admin/customers/{customer}/more"), html! {
            (Field::textarea("reason", ctx.t(key("more-reason")), 2).hint(ctx.t(key("more-reason-hint"))).max_length(REASON_CHARS_MAX).required())
            div.answers {
                button.button type="submit" name="how" value="request" { (ctx.t(key("more-ask"))) }
                button.button.button-bad type="submit" name="how" value="break_glass" { (ctx.t(key("more-force"))) }
            }
            p.small.quiet { (ctx.t(key("more-force-text"))) }
        }))
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    reason: String,
    how: String,
}

pub(super) async fn act(
    Path(customer): Path<String>,
    AllowedForm(signed, Work, asked): AllowedForm<Work, Asked>,
) -> Result<Response, Failure> {
    let customer: CustomerId = customer.parse().map_err(|_| Failure::NOT_FOUND)?;
    let reason = asked.reason.trim().to_owned();
    let back = |done: &str| see_other(&format!("/admin/customers/{customer}?done={done}"));
    // The customer reads the reason, and it is kept in clear: it names nobody.
    if reason.is_empty() || reason.chars().count() > REASON_CHARS_MAX as usize || super::names_somebody(&reason) {
        return Ok(back("reason"));
    }
    let is_forced = asked.how == "break_glass";
    let Some(recipient) = team_of(&signed) else { return Err(Failure::FORBIDDEN) };
    let new = NewWindow {
        customer,
        kind: if is_forced { WindowKind::BreakGlass } else { WindowKind::Request },
        staff: Some(signed.staff.id),
        recipient,
        categories: CategorySet::ALL,
        reason,
    };
    let deed = signed.deed(if is_forced { Deed::DataForced } else { Deed::DataAsked }, customer);
    let made = blocking(&signed.app, move |app| make(app, new, is_forced, deed)).await?;
    made.ok_or(Failure::NOT_FOUND)?;
    Ok(back(if is_forced { "forced" } else { "asked-more" }))
}

/// The team in whose name one looks: the one that cares for customers, where one belongs to it.
fn team_of(signed: &Signed) -> Option<Recipient> {
    let teams = signed.staff.recipients();
    teams.iter().find(|team| **team == Recipient::Support).or(teams.first()).copied()
}

/// Opens or asks, and tells the customer, in one commit; `None` where there is no such customer.
fn make(app: &App, mut new: NewWindow, is_forced: bool, deed: AuditRow) -> db::Result<Option<WindowId>> {
    let (now, mut rng) = (app.clock.now(), app.fork_rng());
    let made = app.recorder.submit(move |tx| {
        let Some(root) = customers::root_of(tx, new.customer)? else { return Ok(None) };
        if customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some()) {
            return Ok(None);
        }
        new.customer = root;
        let quiet = Law::of_country(&StoreSettings::load(tx)?.country).quiet();
        // One question at a time, and no second emergency within the first.
        let ids = customers::all_ids(tx, root)?;
        let is_theirs = |window: &Window| {
            // Of questions one is enough for a whole team.
            let is_same = if is_forced { window.staff == new.staff } else { window.recipient == new.recipient };
            is_same && window.kind == new.kind && (window.state != WindowState::Open || window.staff == new.staff)
        };
        let is_pending = |window: &Window| match window.state {
            WindowState::Asked => true,
            WindowState::Open => window.until.is_some_and(|until| now < until),
            // A no is a no for a while: every question is a letter.
            WindowState::Refused => window.asked_at.plus(quiet) > now,
            WindowState::Closed => false,
        };
        // The law's peace lasts longer than a question waits.
        let others = consent::windows_of(tx, &ids, WINDOWS_MAX)?;
        if let Some(window) = others.iter().find(|window| is_theirs(window) && is_pending(window)) {
            return Ok(Some(window.id));
        }
        let make = if is_forced { consent::open_window } else { consent::ask_window };
        let id = make(tx, &mut rng, &new, now)?;
        deed.write(tx)?;
        let body = serde_json::json!({"properties": {"window": id.to_string()}}).to_string();
        let name = if is_forced { ACCESS_FORCED } else { ACCESS_ASKED };
        journal::append_one(tx, journal::system_event(root, name, body, &mut rng, now), now)?;
        Ok(Some(id))
    });
    made.wait()
}

pub(super) async fn close(
    Path((customer, window)): Path<(String, String)>,
    AllowedForm(signed, Work, _): AllowedForm<Work, Asked>,
) -> Result<Response, Failure> {
    let window: WindowId = window.parse().map_err(|_| Failure::NOT_FOUND)?;
    let customer: CustomerId = customer.parse().map_err(|_| Failure::NOT_FOUND)?;
    let now = signed.app.clock.now();
    let staff = signed.staff.id;
    let deed = signed.deed(Deed::WindowClosed, customer);
    let close = move |tx: &mut db::Tx<'_>| {
        let root = customers::root_of(tx, customer)?.unwrap_or(customer);
        let ids = customers::all_ids(tx, root)?;
        let is_ours = |window: &Window| ids.contains(&window.customer) && window.staff.is_none_or(|only| only == staff);
        if consent::find_window(tx, window)?.is_some_and(|window| is_ours(&window)) && consent::close_window(tx, window, now)? {
            deed.write(tx)?;
        }
        Ok::<_, db::Error>(())
    };
    signed.app.recorder.submit(close).await?;
    Ok(see_other(&format!("/admin/customers/{customer}")))
}
