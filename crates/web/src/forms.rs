//! Forms that anyone can fill in: a label above each control, its hint and its error tied to it, the token in every form.

use crate::icons::{Icon, icon};
use crate::layout::PageCtx;
use crate::{csrf, i18n::key};
use maud::{Markup, Render, html};

/// What is wrong with a form, by the control's name, in the order it was found: check the fields in theirs.
#[derive(Clone, Debug, Default)]
pub struct FieldErrors(Vec<(&'static str, String)>);

impl FieldErrors {
    /// The first thing wrong with a control stands.
    pub fn add(&mut self, name: &'static str, message: impl Into<String>) {
        if self.get(name).is_none() {
            self.0.push((name, message.into()));
        }
    }

    /// Adds what is wrong besides.
    pub fn extend(&mut self, others: Self) {
        others.0.into_iter().for_each(|(name, message)| self.add(name, message));
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| *field == name).map(|(_, message)| message.as_str())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A form that changes something: POST, with its token.
pub fn post(ctx: &PageCtx, action: &str, content: Markup) -> Markup {
    html! {
        form.form method="post" action=(action) {
            input type="hidden" name=(csrf::FIELD) value=(ctx.csrf);
            (content)
        }
    }
}

/// Everything wrong with the form in one list, each a link to its control. Nothing where nothing is wrong.
pub fn error_summary(ctx: &PageCtx, errors: &FieldErrors) -> Markup {
    if errors.is_empty() {
        return html! {};
    }
    html! {
        div.error-summary role="alert" {
            (icon(Icon::Warning))
            div {
                p.callout-title { (ctx.t_with(key("form-errors"), &[("count", errors.0.len().into())])) }
                ul { @for (name, message) in &errors.0 { li { a href={ "#f-" (name) } { (message) } } } }
            }
        }
    }
}

/// A group of controls under one heading.
pub fn group(legend: &str, hint: Option<&str>, content: Markup) -> Markup {
    html! {
        fieldset.group {
            legend { (legend) }
            @if let Some(hint) = hint { p.hint { (hint) } }
            (content)
        }
    }
}

/// The last line of a form: the main button, and what else can be done.
pub fn submit_row(label: &str, other: Option<Markup>) -> Markup {
    html! {
        div.submit-row {
            button.button.button-primary type="submit" { (label) }
            @if let Some(other) = other { (other) }
        }
    }
}

/// A value that the form carries along unseen.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

#[derive(Clone, Debug)]
enum Control {
    Input(&'static str),
    Textarea(u8),
    Select(Vec<(String, String)>),
}

/// One labelled control: an input, a text area or a select. It renders itself.
#[derive(Clone, Debug)]
pub struct Field {
    name: &'static str,
    label: String,
    control: Control,
    value: String,
    hint: Option<Markup>,
    error: Option<String>,
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    max_length: Option<u32>,
    required: bool,
    read_only: bool,
    optional: Option<String>,
    dir: Option<&'static str>,
    short: bool,
    /// Distinguishes controls of the same name in several forms of a page.
    scope: Option<String>,
}

impl Field {
    /// One line of text.
    pub fn text(name: &'static str, label: impl Into<String>) -> Self {
        Self::of(name, label, Control::Input("text"))
    }

    /// An e-mail address.
    pub fn email(name: &'static str, label: impl Into<String>) -> Self {
        Self::of(name, label, Control::Input("email")).ltr()
    }

    /// A password; its value is never sent back.
    pub fn password(name: &'static str, label: impl Into<String>) -> Self {
        Self::of(name, label, Control::Input("password")).ltr()
    }

    /// A number. Typed as text, since readers type it in their own digits; read it with `base::fold`.
    pub fn number(name: &'static str, label: impl Into<String>) -> Self {
        let mut field = Self::of(name, label, Control::Input("text")).ltr();
        field.inputmode = Some("numeric");
        field.short = true;
        field
    }

    /// A day, `2026-11-22`; the browser shows it as its reader writes days.
    pub fn date(name: &'static str, label: impl Into<String>) -> Self {
        let mut field = Self::of(name, label, Control::Input("date")).ltr();
        field.short = true;
        field
    }

    /// A search within a list.
    pub fn search(name: &'static str, label: impl Into<String>) -> Self {
        Self::of(name, label, Control::Input("search"))
    }

    /// Several lines of text.
    pub fn textarea(name: &'static str, label: impl Into<String>, rows: u8) -> Self {
        Self::of(name, label, Control::Textarea(rows))
    }

    /// One of several: pairs of value and words.
    pub fn select(name: &'static str, label: impl Into<String>, options: impl IntoIterator<Item = (String, String)>) -> Self {
        Self::of(name, label, Control::Select(options.into_iter().collect()))
    }

    fn of(name: &'static str, label: impl Into<String>, control: Control) -> Self {
        Self {
            name,
            label: label.into(),
            control,
            value: String::new(),
            hint: None,
            error: None,
            autocomplete: None,
            inputmode: None,
            max_length: None,
            required: false,
            read_only: false,
            optional: None,
            dir: None,
            short: false,
            scope: None,
        }
    }

    /// What stands in it, or which option is chosen.
    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    /// A sentence below the label.
    #[must_use]
    pub fn hint(self, hint: impl Render) -> Self {
        Self { hint: Some(hint.render()), ..self }
    }

    /// What is wrong with it.
    #[must_use]
    pub fn error(self, error: Option<&str>) -> Self {
        Self { error: error.map(str::to_owned), ..self }
    }

    /// HTML's autofill name: `username`, `current-password`, `new-password`, `email`, `organization` …
    #[must_use]
    pub fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self { autocomplete: Some(autocomplete), ..self }
    }

    #[must_use]
    pub fn max_length(self, characters: u32) -> Self {
        Self { max_length: Some(characters), ..self }
    }

    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Shown, and not to be changed.
    #[must_use]
    pub fn read_only(self) -> Self {
        Self { read_only: true, ..self }
    }

    /// Says beside the label that it may be left empty.
    #[must_use]
    pub fn optional(self, ctx: &PageCtx) -> Self {
        Self { optional: Some(ctx.t(key("form-optional")).into_owned()), ..self }
    }

    /// As [`Field::optional`], saying what it is needed for.
    #[must_use]
    pub fn needed_for(self, note: impl Into<String>) -> Self {
        Self { optional: Some(note.into()), ..self }
    }

    /// Left to right in every page: addresses, hosts, codes.
    #[must_use]
    pub fn ltr(self) -> Self {
        Self { dir: Some("ltr"), ..self }
    }

    /// In the direction of the language that is written in it, whichever the page's is.
    #[must_use]
    pub fn dir(self, dir: &'static str) -> Self {
        Self { dir: Some(dir), ..self }
    }

    /// Narrow: for a few characters.
    #[must_use]
    pub fn short(self) -> Self {
        Self { short: true, ..self }
    }

    /// Sets the control's id apart where two forms of one page share a name.
    #[must_use]
    pub fn scope(self, scope: impl Into<String>) -> Self {
        Self { scope: Some(scope.into()), ..self }
    }

    fn id(&self) -> String {
        match &self.scope {
            Some(scope) => format!("f-{scope}-{}", self.name),
            None => format!("f-{}", self.name),
        }
    }

    fn described_by(&self, id: &str) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{id}-hint"));
        let error = self.error.as_ref().map(|_| format!("{id}-error"));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn control(&self, id: &str) -> Markup {
        let described_by = self.described_by(id);
        let invalid = self.error.is_some().then_some("true");
        // An empty field follows the page; HTML would take `auto` without a letter for left to right.
        let dir = self.dir.or_else(|| (!self.value.is_empty()).then_some("auto"));
        match &self.control {
            Control::Input(kind) => html! {
                input id=(id) type=(kind) name=(self.name) value=[(*kind != "password").then_some(&self.value)] dir=[dir]
                    autocomplete=[self.autocomplete] inputmode=[self.inputmode] maxlength=[self.max_length]
                    required[self.required] readonly[self.read_only] aria-describedby=[described_by] aria-invalid=[invalid];
            },
            Control::Textarea(rows) => html! {
                textarea id=(id) name=(self.name) rows=(rows) dir=[dir] maxlength=[self.max_length]
                    required[self.required] aria-describedby=[described_by] aria-invalid=[invalid] {
                    // HTML takes away a line break that stands first.
                    @if self.value.starts_with('\n') { "\n" }
                    (self.value)
                }
            },
            Control::Select(options) => html! {
                span.select {
                    select id=(id) name=(self.name) required[self.required] aria-describedby=[described_by] aria-invalid=[invalid] {
                        @for (value, words) in options {
                            option value=(value) selected[*value == self.value] { (words) }
                        }
                    }
                    (icon(Icon::Down))
                }
            },
        }
    }
}

impl Render for Field {
    fn render(&self) -> Markup {
        let id = self.id();
        html! {
            div.field.is-short[self.short].is-wrong[self.error.is_some()] {
                label for=(id) {
                    (self.label)
                    @if let Some(optional) = &self.optional { " " span.optional { (optional) } }
                }
                @if let Some(hint) = &self.hint { p.hint id={ (id) "-hint" } { (hint) } }
                @if let Some(error) = &self.error { p.field-error id={ (id) "-error" } { (icon(Icon::Warning)) span { (error) } } }
                (self.control(&id))
            }
        }
    }
}

/// A box to tick, or a switch to turn: yes or no. It renders itself.
#[derive(Clone, Debug)]
pub struct Check {
    name: &'static str,
    value: String,
    label: String,
    hint: Option<Markup>,
    checked: bool,
    kind: &'static str,
    switch: bool,
}

impl Check {
    /// Sends `name=on` when ticked.
    pub fn new(name: &'static str, label: impl Into<String>, checked: bool) -> Self {
        Self { name, value: "on".into(), label: label.into(), hint: None, checked, kind: "checkbox", switch: false }
    }

    /// The same, drawn as a switch: for a setting that is on or off.
    pub fn switch(name: &'static str, label: impl Into<String>, checked: bool) -> Self {
        Self { switch: true, ..Self::new(name, label, checked) }
    }

    /// One of several under the same name, of which one is chosen.
    pub fn radio(name: &'static str, value: impl Into<String>, label: impl Into<String>, checked: bool) -> Self {
        Self { kind: "radio", value: value.into(), ..Self::new(name, label, checked) }
    }

    /// What is sent when ticked, where one name has several boxes.
    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    #[must_use]
    pub fn hint(self, hint: impl Render) -> Self {
        Self { hint: Some(hint.render()), ..self }
    }
}

impl Render for Check {
    fn render(&self) -> Markup {
        let id = format!("f-{}-{}", self.name, self.value);
        html! {
            div.check.is-switch[self.switch] {
                input id=(id) type=(self.kind) name=(self.name) value=(self.value) checked[self.checked]
                    role=[self.switch.then_some("switch")] aria-describedby=[self.hint.as_ref().map(|_| format!("{id}-hint"))];
                label for=(id) { (self.label) }
                @if let Some(hint) = &self.hint { p.hint id={ (id) "-hint" } { (hint) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_tied_to_its_words() {
        let field = Field::email("email", "E-mail").value("a\"b").hint("For receipts").error(Some("Missing")).required();
        let drawn = field.render().into_string();
        assert!(drawn.contains("<label for=\"f-email\">"));
        assert!(drawn.contains("aria-describedby=\"f-email-hint f-email-error\""));
        assert!(drawn.contains("aria-invalid=\"true\""));
        assert!(drawn.contains("value=\"a&quot;b\""));
        assert!(drawn.contains(" required"));
    }

    #[test]
    fn a_text_keeps_the_line_break_that_it_begins_with() {
        assert!(Field::textarea("t", "T", 2).value("\nx").render().into_string().contains(">\n\nx</textarea>"));
    }

    #[test]
    fn a_password_is_never_sent_back() {
        assert!(!Field::password("p", "Password").value("secret").render().into_string().contains("secret"));
    }

    #[test]
    fn a_select_shows_the_choice() {
        let options = [("en", "English"), ("ar", "العربية")].map(|(value, words)| (value.to_owned(), words.to_owned()));
        let drawn = Field::select("lang", "Language", options).value("ar").render().into_string();
        assert!(drawn.contains("<option value=\"ar\" selected>"));
        assert_eq!(drawn.matches("selected").count(), 1);
    }

    #[test]
    fn switches_and_radios() {
        let drawn = Check::switch("dkim", "Sign", true).hint("DKIM").render().into_string();
        assert!(drawn.contains("role=\"switch\"") && drawn.contains(" checked") && drawn.contains("f-dkim-on-hint"));
        assert!(Check::radio("scope", "site", "Site", false).render().into_string().contains("type=\"radio\""));
    }

    #[test]
    fn the_first_error_stands() {
        let mut errors = FieldErrors::default();
        errors.add("email", "one");
        errors.add("email", "two");
        assert_eq!(errors.get("email"), Some("one"));
    }
}
