//! The fields of steps that reach beyond letters: a call, a task, a list.

use super::edit_form::{FormStep, value};
use super::words::Names;
use automation::journeys::TASK_CHARS_MAX;
use capabilities::webhooks::SENT_DATA;
use foundation::consent::Recipient;
use maud::{Markup, html};
use web::forms::{self, Field};
use web::{PageCtx, key};

/// `wrong` says what is wrong with a field.
pub(super) fn fields(ctx: &PageCtx, names: &Names, step: &FormStep, at: usize, wrong: &dyn Fn(&str) -> Option<String>) -> Markup {
    let t = |said: &str| ctx.t(said).into_owned();
    let of = |name: &str| value(&step.fields, name);
    let finished = |field: Field, name: &str| field.value(of(name)).error(wrong(name).as_deref()).scope(at.to_string());
    let choose = || vec![(String::new(), t(key("form-choose")))];
    match step.kind.as_str() {
        "webhook" => {
            let mut all = choose();
            all.extend(names.endpoints.iter().map(|(id, name)| (id.to_string(), name.clone())));
            html! {
                (finished(Field::select("endpoint", t(key("journey-endpoint")), all), "endpoint"))
                @if names.endpoints.is_empty() { p.hint { (t(key("journey-endpoint-none"))) } }
                (data(ctx, step, at))
            }
        }
        "task" => {
            let teams = Recipient::TEAMS.map(|team| (team.word().to_owned(), ctx.t_code("recipient", team.word()).into_owned()));
            html! {
                (finished(Field::select("team", t(key("journey-team")), teams), "team"))
                (finished(Field::text("text", t(key("journey-task-text"))).hint(t(key("journey-task-hint"))).max_length(TASK_CHARS_MAX as u32), "text"))
            }
        }
        _ => {
            let mut all = choose();
            let lists = names.segments.iter().filter(|(id, _)| names.lists.contains(id));
            all.extend(lists.map(|(id, name)| (id.to_string(), name.clone())));
            html! {
                (finished(Field::select("list", t(key("journey-list")), all), "list"))
                @if names.lists.is_empty() { p.hint { (t(key("journey-list-none"))) } }
            }
        }
    }
}

/// Which kinds of data a call carries.
fn data(ctx: &PageCtx, step: &FormStep, at: usize) -> Markup {
    let chosen = |word: &str| step.fields.iter().any(|(name, value)| name == "data" && value == word);
    forms::group(
        &ctx.t(key("journey-data")),
        Some(&ctx.t(key("journey-data-hint"))),
        html! {
            div.journey-days {
                @for category in SENT_DATA.iter() {
                    @let id = format!("f-{at}-data-{}", category.word());
                    label for=(id) {
                        input id=(id) type="checkbox" name="data" value=(category.word()) checked[chosen(category.word())];
                        span { (ctx.t_code("category", category.word())) }
                    }
                }
            }
        },
    )
}
