//! A segment as it stands in its form: name, purpose, rule; and what a count of it says.

use super::{name_in, said};
use crate::admin::rules::{Choices, Draft, Errors};
use crate::admin::{Failure, Signed, blocking, words};
use crate::app::App;
use crate::rules::Words;
use crate::segments::{self as doing, NotDone, Ready, Wanted};
use automation::live::Preview;
use automation::segments::{self, NAME_CHARS_MAX, Segment};
use base::Told;
use base::id::SegmentId;
use foundation::consent::Purpose;
use foundation::rules::Condition;
use maud::{Markup, html};
use web::components::{self, Tone};
use web::forms::{self, Field, FieldErrors};
use web::{PageCtx, key};

/// Where the script asks for a count.
pub(super) const COUNT: &str = "/admin/segments/count";

/// What somebody typed.
pub(super) struct Form {
    pub name: String,
    purpose: String,
    draft: Draft,
    /// The form's own second button was pressed.
    pub is_counting: bool,
}

/// What a count came to, to be shown in the form.
pub(super) enum Counted {
    /// Nobody asked.
    Not,
    /// The rule says nothing yet that could be asked.
    Unfinished,
    Found(Condition, Preview),
    Refused(NotDone),
}

/// What is wrong with what was typed.
#[derive(Default)]
pub(super) struct Wrong {
    pub fields: FieldErrors,
    pub rule: Errors,
    /// Of the segment as a whole.
    pub whole: Option<String>,
}

impl Form {
    pub fn of(segment: &Segment) -> Self {
        let draft = Draft::of(&segment.rule);
        Self { name: segment.name.clone(), purpose: segment.purpose.word().to_owned(), draft, is_counting: false }
    }

    pub fn new() -> Self {
        let draft = Draft::default();
        Self { name: String::new(), purpose: Ready::PURPOSE.word().to_owned(), draft, is_counting: false }
    }

    pub fn posted(fields: &[(String, String)]) -> Self {
        let get = |name: &str| fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str());
        let is_counting = get("do") == "count";
        Self { name: get("name").to_owned(), purpose: get("purpose").to_owned(), draft: Draft::posted(fields), is_counting }
    }

    /// Of a list the rule stays what it is, whatever was sent.
    pub fn keeping(self, segment: &Segment) -> Self {
        if segment.is_list() { Self { draft: Draft::of(&segment.rule), ..self } } else { self }
    }

    /// Whether a button of the rule's own was pressed: then it is drawn again, and nothing is saved.
    pub const fn is_changing(&self) -> bool {
        self.draft.is_changing()
    }

    fn purpose(&self) -> Option<Purpose> {
        doing::purposes().find(|purpose| purpose.word() == self.purpose)
    }

    pub fn read(&self, ctx: &PageCtx) -> Result<Wanted, Wrong> {
        let mut wrong = Wrong::default();
        if let Err(flaw) = Segment::name_of(&self.name) {
            wrong.fields.add("name", said(ctx, &flaw.into()));
        }
        let purpose = self.purpose();
        if purpose.is_none() {
            wrong.fields.add("purpose", ctx.t(key("form-not-choice")));
        }
        match (self.draft.read(), purpose) {
            (Ok(rule), Some(purpose)) if wrong.fields.is_empty() => Ok(Wanted { name: self.name.clone(), purpose, rule }),
            (read, _) => {
                wrong.rule = read.err().unwrap_or_default();
                Err(wrong)
            }
        }
    }

    /// Counts who would be in it, one count at a time for a session; `None` where a later one was asked for.
    pub async fn count(&self, signed: &Signed) -> Result<Option<Counted>, Failure> {
        let (Ok(rule), Some(purpose)) = (self.draft.read(), self.purpose()) else { return Ok(Some(Counted::Unfinished)) };
        let Some(turn) = signed.app.counting.turn(&signed.token).await else { return Ok(None) };
        let counted = blocking(&signed.app, move |app| {
            let _turn = turn;
            match doing::preview(app, purpose, &rule) {
                Ok(found) => Ok(Counted::Found(rule, found)),
                Err(NotDone::Db(error)) => Err(error),
                Err(not) => Ok(Counted::Refused(not)),
            }
        });
        Ok(Some(counted.await?))
    }

    /// The form, sent to `action`. `own` is the segment that is being changed: it can't name itself.
    pub fn draw(
        &self,
        ctx: &PageCtx,
        action: &str,
        own: Option<SegmentId>,
        all: &[Segment],
        wrong: &Wrong,
        counted: &Counted,
    ) -> Markup {
        let others: Vec<(SegmentId, String)> =
            all.iter().filter(|one| Some(one.id) != own).map(|one| (one.id, one.name.clone())).collect();
        let purposes: Vec<(String, String)> =
            doing::purposes().map(|purpose| (purpose.word().to_owned(), words::purpose(ctx, purpose))).collect();
        let is_list = all.iter().any(|one| Some(one.id) == own && one.is_list());
        let rule = if is_list {
            html! { p { (ctx.t(key("list-rule"))) } }
        } else {
            self.draft.view(ctx, Choices { segments: &others }, &wrong.rule)
        };
        html! {
            @if let Some(whole) = &wrong.whole {
                (components::callout(Tone::Bad, &ctx.t(key("segment-not-saved")), &html! { p { (whole) } }))
            }
            (forms::error_summary(ctx, &wrong.fields))
            (wrong.rule.summary(ctx))
            (forms::post(ctx, action, html! {
                (Field::text("name", ctx.t(key("segment-name"))).hint(ctx.t(key("segment-name-hint"))).value(&self.name)
                    .error(wrong.fields.get("name")).max_length(NAME_CHARS_MAX as u32).required())
                (Field::select("purpose", ctx.t(key("segment-purpose")), purposes).hint(ctx.t(key("segment-purpose-hint")))
                    .value(&self.purpose).error(wrong.fields.get("purpose")))
                (rule)
                section.segment-count aria-labelledby="segment-count" {
                    h2 #segment-count { (ctx.t(key("segment-count"))) }
                    div role="status" data-count=(COUNT) { (drawn_count(ctx, all, counted)) }
                    div.actions {
                        button.button type="submit" name="do" value="count" formnovalidate { (ctx.t(key("segment-count-do"))) }
                    }
                }
                (forms::submit_row(&ctx.t(key("action-save")), None))
            }))
        }
    }
}

/// What a count says: the same in the page and where the script asks for it.
pub(super) fn drawn_count(ctx: &PageCtx, all: &[Segment], counted: &Counted) -> Markup {
    match counted {
        Counted::Not => html! { p.quiet { (ctx.t(key("segment-count-not"))) } },
        Counted::Unfinished => html! { p.quiet { (ctx.t(key("segment-count-unfinished"))) } },
        Counted::Refused(not) => html! { p { (said(ctx, not)) } },
        Counted::Found(rule, found) => {
            let told = |people| words::people(ctx, Told::of(people));
            let whole = Words { fmt: &ctx.fmt, segment: &|id| name_in(all, id) }.list(rule);
            html! {
                p.segment-found { (ctx.t_with(key("segment-count-found"), &[("count", told(found.members).into())])) }
                p.quiet { (ctx.t_with(key("segment-count-asked"), &[("count", told(found.asked).into())])) }
                (whole)
            }
        }
    }
}

pub(super) fn all(app: &App) -> Result<Vec<Segment>, db::Error> {
    app.db.record.read(segments::list)
}
