//! The parts that pages are put together from. Each is a function or a small builder that renders itself.

use crate::icons::{Icon, icon};
use crate::layout::PageCtx;
use crate::{csrf, i18n::key};
use base::Timestamp;
use maud::{Markup, Render, html};

mod data;
mod live;
mod table;
#[cfg(test)]
mod tests;
mod values;

pub use crate::layout::Tone;
pub use data::{Stat, TimelineItem, facts, stats, timeline};
pub use live::live_list;
pub use table::{Column, Pager, Table, row_link};
pub use values::{ago, avatar, badge, code, command, copyable, ltr, name, none, number, time, withheld};

/// A button that submits the form it stands in.
pub fn button(label: &str) -> Markup {
    html! { button.button.button-primary type="submit" { (label) } }
}

/// As [`button`], for the lesser of two ways on.
pub fn button_quiet(label: &str) -> Markup {
    html! { button.button type="submit" { (label) } }
}

/// A link that looks like a button: it leads somewhere and changes nothing.
pub fn button_link(href: &str, label: &str) -> Markup {
    html! { a.button href=(href) { (label) } }
}

/// The main way on from a page, as a link.
pub fn button_link_primary(href: &str, label: &str) -> Markup {
    html! { a.button.button-primary href=(href) { (label) } }
}

/// One button that does one thing by POST: a form of its own, with its token. `Tone::Bad` for what destroys.
pub fn post_button(ctx: &PageCtx, action: &str, label: &str, tone: Tone) -> Markup {
    html! {
        form.post-button method="post" action=(action) {
            input type="hidden" name=(csrf::FIELD) value=(ctx.csrf);
            button class={ "button button-" (tone.code()) } type="submit" { (label) }
        }
    }
}

/// A setting of its own that is on or off: a press sends the form it stands in, so it works without a script.
pub fn switch_button(label: &str, is_on: bool) -> Markup {
    html! {
        button.switch type="submit" role="switch" aria-checked=(is_on) { span.switch-track {} span { (label) } }
    }
}

/// A button that copies the text of the element with that id; it shows itself where scripts run.
pub fn copy_button(ctx: &PageCtx, id: &str) -> Markup {
    html! {
        button.button type="button" hidden data-copy data-copy-of=(id) data-done=(ctx.t(key("copy-done"))) {
            (icon(Icon::Copy)) span { (ctx.t(key("copy-all"))) }
        }
    }
}

/// A block of the page with its own heading (`h2`) and, at the end of the line, where to read more.
pub fn section(title: &str, more: Option<Markup>, content: Markup) -> Markup {
    html! {
        section.section {
            div.section-head { h2 { (title) } @if let Some(more) = more { (more) } }
            (content)
        }
    }
}

/// As [`section`], raised from the page: for a figure, a form, a group of facts.
pub fn card(title: &str, more: Option<Markup>, content: Markup) -> Markup {
    html! {
        section.section.card {
            div.section-head { h2 { (title) } @if let Some(more) = more { (more) } }
            (content)
        }
    }
}

/// Two columns: the story first, the facts beside it; one below the other on a phone.
pub fn two_columns(story: Markup, beside: Markup) -> Markup {
    html! { div.columns { div.column-story { (story) } div.column-beside { (beside) } } }
}

/// Cards side by side, as many as fit.
pub fn grid(cards: &[Markup]) -> Markup {
    html! { div.grid { @for card in cards { (card) } } }
}

/// A list that holds nothing yet: what it is for (unless the title says it all), and the one next step.
pub fn empty(sign: Icon, title: &str, text: &str, action: Option<Markup>) -> Markup {
    html! {
        div.empty {
            span.empty-sign { (icon(sign)) }
            p.empty-title { (title) }
            @if !text.is_empty() { p.empty-text { (text) } }
            @if let Some(action) = action { div.actions { (action) } }
        }
    }
}

/// A remark that stands out from the page.
pub fn callout(tone: Tone, title: &str, text: &Markup) -> Markup {
    let sign = match tone {
        Tone::Neutral | Tone::Accent => Icon::Info,
        Tone::Good => Icon::Check,
        Tone::Warn | Tone::Bad => Icon::Warning,
    };
    html! {
        div class={ "callout tone-" (tone.code()) } role="note" {
            (icon(sign))
            div.callout-words { p.callout-title { (title) } div.callout-text { (text) } }
        }
    }
}

/// How far some long work has come. `total` 0 means that the end is unknown.
pub fn progress(ctx: &PageCtx, label: &str, done: u64, total: u64) -> Markup {
    let ratio = if total == 0 { None } else { Some((done as f64 / total as f64).clamp(0.0, 1.0)) };
    html! {
        div.progress {
            div.progress-words {
                span { (label) }
                span.num {
                    @if ratio.is_some() {
                        (ctx.t_with(key("progress-of"), &[("done", done.into()), ("total", total.into())]))
                    } @else { (ctx.fmt.count(done)) }
                }
            }
            progress aria-label=(label) max="1" value=[ratio] {}
        }
    }
}

/// What can be opened to see more.
pub fn disclosure(summary: &str, content: Markup) -> Markup {
    html! { details.disclosure { summary { (icon(Icon::Next)) span { (summary) } } div.disclosure-body { (content) } } }
}

/// One of a row of links over the same subject.
#[derive(Clone, Debug)]
pub struct Tab {
    pub label: String,
    pub href: String,
    pub current: bool,
    pub count: Option<u64>,
}

/// Tabs are links: each has its address, and works without a script.
pub fn tabs(ctx: &PageCtx, label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul {
                @for tab in tabs {
                    li {
                        a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                            (tab.label)
                            @if let Some(count) = tab.count { " " span.tab-count { (ctx.fmt.compact(count as f64)) } }
                        }
                    }
                }
            }
        }
    }
}

/// A choice inside a page, as links side by side under a label: not to be taken for the page's tabs.
pub fn choices(label: &str, choices: &[Tab]) -> Markup {
    html! {
        nav.choices aria-label=(label) {
            span.choices-label aria-hidden="true" { (label) }
            ul {
                @for choice in choices {
                    li { a href=(choice.href) aria-current=[choice.current.then_some("page")] { (choice.label) } }
                }
            }
        }
    }
}

/// The filters of a list: a GET form, so that a filtered list has an address. `fields` are controls from [`crate::forms`].
pub fn filter_bar(ctx: &PageCtx, action: &str, fields: Markup, clear: Option<&str>) -> Markup {
    query_form(ctx, "filters", action, fields, key("filter-apply"), clear)
}

/// A search of a list, likewise; its hint says what can be found.
pub fn search_bar(ctx: &PageCtx, action: &str, fields: Markup, clear: Option<&str>) -> Markup {
    query_form(ctx, "filters is-search", action, fields, key("search-apply"), clear)
}

fn query_form(ctx: &PageCtx, class: &str, action: &str, fields: Markup, apply: &str, clear: Option<&str>) -> Markup {
    html! {
        form class=(class) method="get" action=(action) {
            (fields)
            div.filters-buttons {
                button.button type="submit" { (ctx.t(apply)) }
                @if let Some(clear) = clear { a.quiet-link href=(clear) { (ctx.t(key("filter-clear"))) } }
            }
        }
    }
}

/// A message as its recipient sees it, in a frame that runs nothing and reaches nothing. `src` is an address of ours that
/// answers with [`crate::http::Preview`]. The frame keeps its origin, so that the page around it may measure it and give it
/// its full height; nothing in it can run to make use of that.
pub fn message_frame(title: &str, src: &str) -> Markup {
    html! { iframe.preview title=(title) src=(src) sandbox="allow-same-origin" loading="lazy" data-grow {} }
}

/// A sentence about when the page's figures were read.
pub fn as_of(ctx: &PageCtx, at: Timestamp) -> Markup {
    html! { span.quiet { (ctx.t(key("as-of"))) " " (time(ctx, at)) } }
}

/// Anything that renders, as markup: for functions that take markup.
pub fn markup(value: impl Render) -> Markup {
    value.render()
}
