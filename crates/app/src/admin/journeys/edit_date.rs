//! The fields of an entry by a date that comes.

use super::edit_form::Form;
use super::edit_page::error;
use super::edit_plan::Wrong;
use maud::{Markup, html};
use web::forms::{self, Check, Field};
use web::{PageCtx, key};

pub(super) fn fields(ctx: &PageCtx, form: &Form, wrong: &[Wrong]) -> Markup {
    let t = |said: &str| ctx.t(said).into_owned();
    let wrong_with = |field: &str| error(ctx, wrong, None, None, field);
    let is_new = form.value("entry") != "date" && form.value("date_time").is_empty();
    let of = [("birth_date", key("journey-date-of-birthday")), ("trait", key("journey-date-of-trait"))];
    let sides = [("on", key("journey-date-on")), ("before", key("journey-date-before")), ("after", key("journey-date-after"))];
    let options = |all: &[(&str, &str)]| all.iter().map(|(word, said)| ((*word).to_owned(), t(said))).collect::<Vec<_>>();
    let time = if is_new { "09:00" } else { form.value("date_time") };
    forms::group(
        &t(key("journey-by-date")),
        Some(&t(key("journey-for-date"))),
        html! {
            div.journey-fields {
                (Field::select("date_of", t(key("journey-date-of")), options(&of)).value(form.value("date_of")))
                (Field::text("date_trait", t(key("journey-date-trait-name"))).needed_for(t(key("journey-for-trait")))
                    .hint(t(key("journey-date-trait-hint"))).value(form.value("date_trait")).error(wrong_with("date_trait").as_deref()).ltr())
            }
            div.journey-fields {
                (Field::select("date_side", t(key("journey-date-side")), options(&sides)).value(form.value("date_side")))
                (Field::number("date_days", t(key("journey-date-days"))).needed_for(t(key("journey-for-days")))
                    .value(form.value("date_days")).error(wrong_with("date_days").as_deref()))
                (Field::text("date_time", t(key("journey-date-time"))).hint(t(key("journey-time-hint"))).value(time)
                    .error(wrong_with("date_time").as_deref()).ltr().short())
            }
            (Check::new("date_yearly", t(key("journey-date-yearly")), is_new || form.value("date_yearly") == "on"))
            p.hint { (t(key("journey-date-leap"))) }
        },
    )
}
