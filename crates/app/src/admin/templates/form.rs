//! A template as it stands in its form: what it is, and its letter in one language. What was typed stays as it was typed.

use super::{PATH, Tabs, help, kind, languages};
use crate::templates as doing;
use base::Locale;
use base::id::{StaffId, TemplateId};
use capabilities::messaging::{About, Draft, Format, Senders, Topics, Written, language_of};
use maud::{Markup, html};
use web::components;
use web::forms::{self, Field, FieldErrors};
use web::{PageCtx, key};

/// Lines of a body that are seen at once.
const BODY_ROWS: u8 = 24;

/// What the pressed button asks for. All of them keep the draft first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Save,
    /// The letter in another language.
    Turn(Locale),
    /// This letter begun with what the one in another language says.
    Copy(Locale),
    /// It is sent to one of the store's own people.
    Try,
    Publish,
}

/// What somebody typed.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub locale: Locale,
    pub wish: Wish,
    /// Who of the staff gets a test.
    pub person: String,
    name: String,
    kind: String,
    about: String,
    topic: String,
    format: String,
    sender: String,
    subject: String,
    preheader: String,
    body: String,
}

/// What a form is drawn beside.
pub(super) struct Around<'a> {
    pub id: TemplateId,
    /// As it is kept: the letters in the other languages.
    pub kept: &'a Draft,
    pub topics: &'a Topics,
    /// How the store is shown as a sender, and who else may be one.
    pub senders: (&'a str, &'a Senders),
    /// The language of the store.
    pub store: Locale,
    /// Who can get a test: whoever asks first.
    pub people: &'a [(StaffId, String)],
}

impl Wish {
    fn from_word(word: &str) -> Self {
        let of = |code: &str| Locale::ALL.into_iter().find(|locale| locale.code() == code);
        match word.split_once(':') {
            Some(("turn", code)) => of(code).map_or(Self::Save, Self::Turn),
            Some(("copy", code)) => of(code).map_or(Self::Save, Self::Copy),
            _ if word == "try" => Self::Try,
            _ if word == "publish" => Self::Publish,
            _ => Self::Save,
        }
    }
}

impl Form {
    pub fn of(draft: &Draft, locale: Locale) -> Self {
        let written = draft.letters.get(locale.code()).cloned().unwrap_or_default();
        Self {
            locale,
            wish: Wish::Save,
            person: String::new(),
            name: draft.name.clone(),
            kind: if draft.is_marketing { "marketing" } else { "service" }.to_owned(),
            about: draft.about.word().to_owned(),
            topic: draft.topic.clone(),
            format: written.format.word().to_owned(),
            sender: written.sender,
            subject: written.subject,
            preheader: written.preheader,
            body: written.body,
        }
    }

    pub fn posted(fields: &[(String, String)]) -> Self {
        // Browsers end the lines of a form as networks do.
        let get = |name: &str| {
            let found = fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str());
            found.replace("\r\n", "\n")
        };
        Self {
            locale: Locale::ALL.into_iter().find(|locale| locale.code() == get("lang")).unwrap_or_default(),
            wish: Wish::from_word(&get("do")),
            person: get("person"),
            name: get("name"),
            kind: get("kind"),
            about: get("about"),
            topic: get("topic"),
            format: get("format"),
            sender: get("sender"),
            subject: get("subject"),
            preheader: get("preheader"),
            body: get("body"),
        }
    }

    /// The letter as it is typed.
    pub fn written(&self) -> Written {
        Written {
            subject: self.subject.clone(),
            preheader: self.preheader.clone(),
            format: Format::from_word(&self.format).unwrap_or_default(),
            body: self.body.clone(),
            sender: self.sender.clone(),
        }
    }

    /// The draft with what was typed in it.
    pub fn draft(&self, kept: &Draft) -> Draft {
        let mut letters = kept.letters.clone();
        let written = match self.wish {
            Wish::Copy(from) => kept.letters.get(from.code()).cloned().unwrap_or_else(|| self.written()),
            _ => self.written(),
        };
        letters.insert(self.locale.code().to_owned(), written);
        Draft {
            name: self.name.clone(),
            is_marketing: self.kind != "service",
            about: About::from_word(&self.about).unwrap_or(kept.about),
            topic: self.topic.clone(),
            letters,
        }
    }

    /// What the form has on the side of writing.
    pub fn draw(&self, ctx: &PageCtx, around: &Around<'_>, errors: &FieldErrors) -> Markup {
        html! {
            // What Enter presses in any field.
            button.hidden type="submit" name="do" value="save" tabindex="-1" aria-hidden="true" { (ctx.t(key("action-save"))) }
            (forms::hidden("lang", self.locale.code()))
            (components::card(&ctx.t(key("template-letter")), None, html! { div.stack.template-letter { (self.letter(ctx, around, errors)) } }))
            (components::card(&ctx.t(key("template-what")), None, html! { div.stack { (self.whole(ctx, around, errors)) } }))
        }
    }

    /// What holds in all languages.
    fn whole(&self, ctx: &PageCtx, around: &Around<'_>, errors: &FieldErrors) -> Markup {
        let kinds = [("marketing", true), ("service", false)].map(|(word, is)| (word.to_owned(), kind(ctx, is)));
        let abouts = About::ALL.map(|about| (about.word().to_owned(), ctx.t_code("template-about", about.word()).into_owned()));
        let none = (String::new(), ctx.t(key("topic-none")).into_owned());
        let topics = around.topics.all.iter().map(|topic| (topic.key.clone(), topic.name(ctx.locale()).to_owned()));
        html! {
            (Field::text("name", ctx.t(key("template-name"))).hint(ctx.t(key("template-name-hint"))).value(&self.name)
                .error(errors.get("name")).max_length(Draft::NAME_CHARS_MAX as u32).required())
            (Field::select("about", ctx.t(key("template-about")), abouts).hint(ctx.t(key("template-about-hint"))).value(&self.about))
            (Field::select("kind", ctx.t(key("template-kind")), kinds).hint(ctx.t(key("template-kind-hint"))).value(&self.kind))
            @if !around.topics.all.is_empty() {
                (Field::select("topic", ctx.t(key("template-topic")), std::iter::once(none).chain(topics)).hint(ctx.t(key("template-topic-hint")))
                    .value(&self.topic).error(errors.get("topic")))
            }
        }
    }

    fn letter(&self, ctx: &PageCtx, around: &Around<'_>, errors: &FieldErrors) -> Markup {
        let formats =
            Format::ALL.map(|format| (format.word().to_owned(), ctx.t_code("template-format", format.word()).into_owned()));
        let (own, senders) = around.senders;
        let others = senders.all.iter().map(|sender| (sender.id.clone(), sender.shown()));
        let senders = std::iter::once((String::new(), own.to_owned())).chain(others);
        let dir = self.locale.dir();
        let body_dir = if self.format == Format::Mjml.word() { "ltr" } else { dir };
        html! {
            (self.languages(ctx, around))
            @if !around.senders.1.all.is_empty() {
                (Field::select("sender", ctx.t(key("template-sender")), senders).value(&self.sender).error(errors.get("sender")))
            }
            (Field::text("subject", ctx.t(key("template-subject"))).value(&self.subject).error(errors.get("subject")).dir(dir))
            (Field::text("preheader", ctx.t(key("template-preheader"))).optional(ctx).hint(ctx.t(key("template-preheader-hint")))
                .value(&self.preheader).dir(dir))
            (Field::select("format", ctx.t(key("template-format")), formats).hint(ctx.t(key("template-format-hint"))).value(&self.format))
            (Field::textarea("body", ctx.t(key("template-body")), BODY_ROWS).value(&self.body).error(errors.get("body")).dir(body_dir))
            div {
                (components::disclosure(&ctx.t(key("template-help-blocks")), help::blocks(ctx)))
                (components::disclosure(&ctx.t(key("template-help-values")), help::values(ctx, self.locale, self.about(around))))
                (components::disclosure(&ctx.t(key("template-help-filters")), help::filters(ctx, self.locale)))
            }
        }
    }

    fn about(&self, around: &Around<'_>) -> About {
        About::from_word(&self.about).unwrap_or(around.kept.about)
    }

    /// The languages, each a button that keeps what was typed; and what readers get of one that is not written.
    fn languages(&self, ctx: &PageCtx, around: &Around<'_>) -> Markup {
        let written: Vec<Locale> = languages(around.kept).collect();
        let fallback = language_of(&around.kept.letters, self.locale, around.store).filter(|other| *other != self.locale);
        html! {
            div {
                div.choices role="group" aria-label=(ctx.t(key("template-language"))) {
                    span.choices-label aria-hidden="true" { (ctx.t(key("template-language"))) }
                    ul {
                        @for locale in Locale::ALL {
                            li {
                                button type="submit" name="do" value={ "turn:" (locale.code()) } formnovalidate lang=(locale.code())
                                    aria-current=[(locale == self.locale).then_some("true")] {
                                    (locale.own_name())
                                    @if !written.contains(&locale) { span.hidden { " · " (ctx.t(key("template-not-written"))) } span aria-hidden="true" { " ○" } }
                                }
                            }
                        }
                    }
                }
                @if let Some(other) = fallback {
                    p.hint.choices-hint {
                        (ctx.t_with(key("template-fallback"), &[("language", self.locale.own_name().into()), ("other", other.own_name().into())]))
                    }
                    div.actions {
                        button.button type="submit" name="do" value={ "copy:" (other.code()) } formnovalidate {
                            (ctx.t_with(key("template-copy"), &[("language", other.own_name().into())]))
                        }
                    }
                }
            }
        }
    }

    /// The last line of the form.
    pub fn buttons(ctx: &PageCtx, around: &Around<'_>) -> Markup {
        let people: Vec<(String, String)> = around.people.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
        html! {
            div.submit-row {
                button.button.button-primary type="submit" name="do" value="save" { (ctx.t(key("template-save"))) }
                button.button type="submit" name="do" value="publish" { (ctx.t(key("template-publish"))) }
            }
            p.hint { (ctx.t(key("template-publish-hint"))) }
            (components::card(&ctx.t(key("template-try")), None, html! {
                div.stack {
                    p.quiet { (ctx.t(key("template-try-text"))) }
                    (Field::select("person", ctx.t(key("template-try-person")), people))
                    div.actions { button.button type="submit" name="do" value="try" { (ctx.t(key("template-try-do"))) } }
                }
            }))
        }
    }

    /// Where the letter is seen as its reader sees it, and what is to be said of it.
    pub fn look(&self, ctx: &PageCtx, around: &Around<'_>, quality: &Markup) -> Markup {
        let preview = format!("{PATH}/{}/preview", around.id);
        let source = format!("{preview}?lang={}", self.locale.code());
        let title = ctx.t(key("template-preview"));
        html! {
            section.template-look aria-labelledby="template-look" {
                div.section-head {
                    h2 #template-look { (title) }
                    div.template-width role="radiogroup" aria-label=(ctx.t(key("template-width"))) {
                        label { input type="radio" name="width" value="phone" checked; span { (ctx.t(key("template-width-phone"))) } }
                        label { input type="radio" name="width" value="desktop"; span { (ctx.t(key("template-width-desktop"))) } }
                    }
                }
                p.quiet { (ctx.t(key("template-preview-text"))) }
                div.template-frame {
                    iframe.preview name="template-look" title=(title) src=(source) sandbox="allow-same-origin" data-look=(preview) {}
                }
                div.actions {
                    button.button type="submit" formaction=(preview) formtarget="template-look" formnovalidate data-look-button {
                        (ctx.t(key("template-preview-do")))
                    }
                }
                section.card.section aria-labelledby="template-quality" {
                    h2 #template-quality { (ctx.t(key("template-quality"))) }
                    div role="status" data-count={ (PATH) "/" (around.id) "/check" } { (quality) }
                }
            }
        }
    }
}

/// The form around its two sides.
pub(super) fn around(ctx: &PageCtx, around: &Around<'_>, write: &Markup, look: &Markup) -> Markup {
    forms::post(
        ctx,
        &Tabs::Edit.path(around.id),
        html! {
            div.template-edit { div.template-write { (write) (Form::buttons(ctx, around)) } (look) }
        },
    )
}

/// What is wrong with what was typed, by its field.
pub(super) fn wrong(ctx: &PageCtx, not: &doing::NotDone) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let (field, said) = super::said(ctx, not);
    errors.add(field, said);
    errors
}
