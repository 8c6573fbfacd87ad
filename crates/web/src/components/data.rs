//! Figures and facts: stat tiles, definition lists, timelines.

use super::values::ago;
use crate::icons::{Icon, icon};
use crate::layout::{PageCtx, Tone};
use base::Timestamp;
use maud::{Markup, Render, html};

/// Longer figures are set in the next smaller size.
const STAT_LETTERS: usize = 9;

/// One figure with its name and, below, what it means.
#[derive(Clone, Debug)]
pub struct Stat {
    label: String,
    value: String,
    note: Option<Markup>,
    href: Option<String>,
    tone: Tone,
    chart: Option<Markup>,
}

impl Stat {
    /// `value` is already formatted.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), note: None, href: None, tone: Tone::Neutral, chart: None }
    }

    /// One line below the figure: a change, a share, a reason.
    #[must_use]
    pub fn note(self, note: Markup) -> Self {
        Self { note: Some(note), ..self }
    }

    /// Where the figure is broken down.
    #[must_use]
    pub fn href(self, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..self }
    }

    /// `Warn` or `Bad` where the figure wants someone.
    #[must_use]
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// A sparkline below the figure.
    #[must_use]
    pub fn chart(self, chart: Markup) -> Self {
        Self { chart: Some(chart), ..self }
    }
}

impl Render for Stat {
    fn render(&self) -> Markup {
        // A tile is narrow: the number and its unit may stand on two lines, and long ones are set smaller.
        let value = self.value.replace('\u{a0}', " ");
        let long = crate::i18n::plain(&value).chars().count() > STAT_LETTERS;
        html! {
            div class={ "stat tone-" (self.tone.code()) } {
                dt.stat-label {
                    @if let Some(href) = &self.href { a href=(href) { (self.label) } } @else { (self.label) }
                }
                dd.stat-value.is-long[long] { (value) }
                @if let Some(note) = &self.note { dd.stat-note { (note) } }
                @if let Some(chart) = &self.chart { dd.stat-chart { (chart) } }
            }
        }
    }
}

/// A row of figures.
pub fn stats(stats: &[Stat]) -> Markup {
    html! { dl.stats { @for stat in stats { (stat) } } }
}

/// Names and their values, one pair a line.
pub fn facts(pairs: &[(String, Markup)]) -> Markup {
    html! { dl.facts { @for (label, value) in pairs { div { dt { (label) } dd { (value) } } } } }
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct TimelineItem {
    pub at: Timestamp,
    pub icon: Icon,
    pub tone: Tone,
    /// The sentence.
    pub title: Markup,
    /// What belongs to it, below.
    pub detail: Option<Markup>,
}

/// What happened, newest first, under the days it happened on.
pub fn timeline(ctx: &PageCtx, items: &[TimelineItem]) -> Markup {
    let days: Vec<&[TimelineItem]> = items.chunk_by(|a, b| a.at.day(&ctx.fmt.zone) == b.at.day(&ctx.fmt.zone)).collect();
    html! {
        div.timeline {
            @for day in days {
                @if let Some(first) = day.first() { h2.timeline-day { (ctx.fmt.date_long(first.at)) } }
                ol {
                    @for item in day {
                        li class={ "timeline-item tone-" (item.tone.code()) } {
                            span.timeline-sign { (icon(item.icon)) }
                            div.timeline-words {
                                p.timeline-title { (item.title) }
                                @if let Some(detail) = &item.detail { div.timeline-detail { (detail) } }
                            }
                            span.timeline-time {
                                span.num title=(crate::i18n::plain(&ctx.fmt.relative(item.at, ctx.now))) { (ctx.fmt.time(item.at)) }
                                span.hidden { " " (ago(ctx, item.at)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
