//! The audit log's ids and words, as people read them.

use super::audit::Names;
use super::keys::class_words;
use crate::admin::words;
use base::id::StaffId;
use foundation::consent::EventClass;
use foundation::staff::{AuditRow, Deed};
use maud::{Markup, html};
use web::components;
use web::{PageCtx, key};

/// Who did it. Behind a failed sign-in there may be anybody, and behind the command line whoever runs the program.
pub(super) fn who(ctx: &PageCtx, row: &AuditRow, names: &Names) -> Markup {
    match row.staff {
        Some(staff) => person(staff, names),
        None if row.deed == Deed::SignInFailed => html! { (ctx.t(key("audit-anybody"))) },
        None if row.detail.split(' ').any(|part| part.starts_with("key=")) => html! { (ctx.t(key("audit-program"))) },
        None => html! { (ctx.t(key("audit-command-line"))) },
    }
}

fn person(staff: StaffId, names: &Names) -> Markup {
    names.person(staff).map_or_else(|| components::code(&staff.to_string()), components::name)
}

/// What it was done to: by its name where it has one, else by its id.
pub(super) fn subject(ctx: &PageCtx, row: &AuditRow, names: &Names) -> Markup {
    if let Ok(staff) = row.subject.parse::<StaffId>() {
        // That somebody signs in themselves is said already.
        return if row.staff == Some(staff) {
            html! {}
        } else {
            person(staff, names)
        };
    }
    let key_name = names.keys.iter().find(|(id, _)| id.to_string() == row.subject).map(|(_, name)| name);
    let team_name = names.teams.iter().find(|(id, _)| id.to_string() == row.subject).map(|(_, name)| name);
    let segment_name = names.segments.iter().find(|(id, _)| id.to_string() == row.subject).map(|(_, name)| name);
    let template_name = row.subject.parse().ok().and_then(|id| names.templates.get(&id));
    match key_name.or(team_name).or(segment_name).or(template_name) {
        Some(name) => components::name(name),
        None if row.deed == Deed::ProductDeleted => components::code(&row.subject),
        None if row.deed == Deed::ProductsChanged && row.subject != "products" => components::code(&row.subject),
        None if row.subject.contains('_') && row.subject != "mail_server" => components::code(&row.subject),
        None => html! { (ctx.t_code("audit-subject", &row.subject)) },
    }
}

/// `role=member teams=support,…` in words.
pub(super) fn detail(ctx: &PageCtx, row: &AuditRow, names: &Names) -> Markup {
    let said: Vec<String> =
        row.detail.split(' ').filter_map(|part| part.split_once('=')).map(|(name, value)| one(ctx, name, value, names)).collect();
    html! { (said.join(" · ")) }
}

fn one(ctx: &PageCtx, name: &str, value: &str, names: &Names) -> String {
    let labelled = |label: &str, value: &str| format!("{}: {value}", ctx.t(label));
    match name {
        "role" => labelled(key("people-role"), &ctx.t_code("role", value)),
        "teams" => labelled(key("people-teams"), &teams(ctx, value, names)),
        "part" => labelled(key("team-part"), &ctx.t_code("recipient", value)),
        "scope" => labelled(key("key-scope"), &ctx.t_code("key-scope", value)),
        "purpose" => ctx.t_code("purpose", value).into_owned(),
        "state" => ctx.t_code("consent", value).into_owned(),
        "rule" => ctx.t_code("template", value).into_owned(),
        "switched" => ctx.t_code("value", value).into_owned(),
        "count" => ctx.lang().t_plain(key("count-messages"), &[("count", value.parse::<i64>().unwrap_or(0).into())]),
        "changed" => ctx.lang().t_plain(key("count-products"), &[("count", value.parse::<i64>().unwrap_or(0).into())]),
        "suppressed" => ctx.t_code("suppressed-by", value).into_owned(),
        "because" => ctx.t_code("suppressions-because", value).into_owned(),
        "answer" => ctx.t_code("request-answer", value).into_owned(),
        "kind" => ctx.t_code("request-kind", value).into_owned(),
        "host" | "selector" => value.to_owned(),
        "key" => {
            let name = names.keys.iter().find(|(id, _)| id.to_string() == value).map_or(value, |(_, name)| name.as_str());
            labelled(key("audit-by-key"), name)
        }
        "fields" => fields(ctx, value),
        "purposes" => purposes(ctx, value),
        "person" => value.parse().ok().and_then(|id| names.person(id)).unwrap_or(value).to_owned(),
        "topic" => labelled(key("topic-key"), value),
        "version" => ctx.t_with(key("notice-version"), &[("version", value.into())]),
        class => match EventClass::from_word(class) {
            Some(class) => labelled(class_words(class).0, &months(ctx, value)),
            None => format!("{name}={value}"),
        },
    }
}

fn teams(ctx: &PageCtx, value: &str, names: &Names) -> String {
    let said = |word: &str| {
        let own = names.teams.iter().find(|(id, _)| id.to_string() == word);
        own.map_or_else(|| ctx.t_code("recipient", word).into_owned(), |(_, name)| name.clone())
    };
    let all: Vec<String> = value.split(',').filter(|word| !word.is_empty()).map(said).collect();
    if all.is_empty() { ctx.t(key("people-no-team")).into_owned() } else { words::list_of(ctx, &all) }
}

fn purposes(ctx: &PageCtx, value: &str) -> String {
    let all: Vec<String> =
        value.split(',').filter(|word| !word.is_empty()).map(|word| ctx.t_code("purpose", word).into_owned()).collect();
    if all.is_empty() { ctx.t(key("asking-none")).into_owned() } else { words::list_of(ctx, &all) }
}

fn months(ctx: &PageCtx, value: &str) -> String {
    match value.parse::<u32>() {
        Ok(0) | Err(_) => ctx.t(key("value-unlimited")).into_owned(),
        Ok(months) => ctx.lang().t_plain(key("retention-span-months"), &[("count", months.into())]),
    }
}

/// The labels of the store's fields.
fn fields(ctx: &PageCtx, value: &str) -> String {
    let label = |field: &str| match field {
        "store_name" => key("settings-store-name"),
        "language" => key("settings-language"),
        "country" => key("settings-country"),
        "currency" => key("settings-currency"),
        "time_zone" => key("settings-time-zone"),
        "toman" => key("settings-show-toman"),
        "sender_name" => key("smtp-from-name"),
        "sender_email" => key("smtp-from-address"),
        "postal_address" => key("settings-postal-address"),
        "privacy_email" => key("settings-privacy-email"),
        "sending_caps" => key("sending-caps"),
        "sending_quiet" => key("sending-quiet"),
        "sending_fatigue" => key("sending-fatigue"),
        "sending_days_off" => key("sending-days-off"),
        _ => key("settings-website"),
    };
    let all: Vec<String> = value.split(',').filter(|f| !f.is_empty()).map(|field| ctx.t(label(field)).into_owned()).collect();
    if all.is_empty() { ctx.t(key("audit-nothing-new")).into_owned() } else { words::list_of(ctx, &all) }
}
