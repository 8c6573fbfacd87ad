//! Values over time: lines, areas, bars side by side, bars on top of each other.

use super::marks::{dash, hatches, open_swatch, swatch};
use super::scale::Scale;
use super::ticks::{stride, ticked};
use super::{POINTS_MAX, SERIES_MAX, Series, Unit, px};
use crate::components::{Column, Table, disclosure};
use crate::i18n::key;
use crate::layout::PageCtx;
use base::Timestamp;
use maud::{Markup, Render, html};
use std::fmt::Write as _;

/// How series are drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    Line,
    /// A line with its ground filled: for one series.
    Area,
    Bars,
    Stacked,
}

/// What one point stands for, which says how the axis is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Minute,
    Hour,
    Day,
    Month,
}

/// Values over time.
#[derive(Clone, Debug)]
pub struct TimeChart {
    /// Unique on the page.
    pub id: &'static str,
    /// What the picture shows; read out, and named by the heading above it.
    pub title: String,
    /// What it says, in one sentence: "42% more than last week".
    pub reading: String,
    pub shape: Shape,
    pub step: Step,
    pub unit: Unit,
    /// The beginning of each point's span, in order.
    pub at: Vec<Timestamp>,
    /// At most [`SERIES_MAX`].
    pub series: Vec<Series>,
    /// The last span is not over yet: its bars are drawn lighter, so that they do not look like a fall.
    pub is_open: bool,
}

/// The plot's own height, and what stands above it (the words of the pointed-at span) and below it (the time).
const HEIGHT_PX: f64 = 200.0;
const TOP_PX: f64 = 22.0;
const BOTTOM_PX: f64 = 26.0;
/// An average letter at the axis' 12 px, generously.
const LETTER_PX: f64 = 7.0;
/// Spans with something in them that a picture needs; with fewer, its sentence says more.
const FILLED_MIN: usize = 3;
/// Steps on the value axis.
const STEPS: u32 = 4;
/// The narrowest container of each range that the stylesheet knows, less the value axis, with the class of the ticks
/// shown in it.
const RANGES: [(&str, f64); 4] = [("at-narrow", 220.0), ("at-small", 320.0), ("at-middle", 510.0), ("at-wide", 760.0)];

impl TimeChart {
    pub fn render(&self, ctx: &PageCtx) -> Markup {
        let count = self.at.len().min(POINTS_MAX);
        let series = &self.series[..self.series.len().min(SERIES_MAX)];
        if count == 0 || series.is_empty() {
            return html! { figure.chart { p.chart-empty { (ctx.t(key("chart-empty"))) } } };
        }
        if self.is_sparse() {
            return self.sentence(ctx, (self.filled() > 0).then_some((series, count)));
        }
        html! {
            figure.chart {
                figcaption { p.reading { (self.reading) } (self.legend(ctx, series)) }
                (Picture::new(self, ctx, series, count).draw())
                (disclosure(&ctx.t(key("chart-table")), self.table(ctx, series, count)))
            }
        }
    }

    /// Whether there is too little to draw; a sentence stands in for the picture.
    pub fn is_sparse(&self) -> bool {
        self.filled() < FILLED_MIN
    }

    /// Spans with something in them.
    fn filled(&self) -> usize {
        let series = &self.series[..self.series.len().min(SERIES_MAX)];
        (0..self.at.len().min(POINTS_MAX)).filter(|at| series.iter().any(|s| s.value(*at) != 0.0)).count()
    }

    /// What there is to say before there is a course to draw.
    fn sentence(&self, ctx: &PageCtx, data: Option<(&[Series], usize)>) -> Markup {
        html! {
            figure.chart {
                figcaption.hidden { (self.title) }
                p { (self.reading) }
                @if let Some((series, count)) = data {
                    p.quiet { (ctx.t(key("chart-later"))) }
                    (disclosure(&ctx.t(key("chart-table")), self.table(ctx, series, count)))
                }
            }
        }
    }

    /// The names of the series, each beside a piece of its own line or bar; and what the lighter bar is.
    fn legend(&self, ctx: &PageCtx, series: &[Series]) -> Markup {
        let is_open = self.is_open && matches!(self.shape, Shape::Bars | Shape::Stacked);
        html! {
            @if series.len() > 1 || is_open {
                ul.legend {
                    @if series.len() > 1 { @for (at, series) in series.iter().enumerate() { li { (swatch(at, self.shape)) span { (series.name) } } } }
                    @if is_open { li { (open_swatch()) span { (ctx.t(self.so_far())) } } }
                }
            }
        }
    }

    const fn so_far(&self) -> &'static str {
        match self.step {
            Step::Minute | Step::Hour => key("chart-hour-so-far"),
            Step::Day => key("chart-today-so-far"),
            Step::Month => key("chart-month-so-far"),
        }
    }

    fn label(&self, ctx: &PageCtx, at: Timestamp) -> String {
        match self.step {
            // A new day is told by its date.
            Step::Minute | Step::Hour if self.is_midnight(ctx, at) => ctx.fmt.day_month(at),
            Step::Minute | Step::Hour => ctx.fmt.time(at),
            Step::Day => ctx.fmt.day_month(at),
            Step::Month => ctx.fmt.month_year(at),
        }
    }

    fn is_midnight(&self, ctx: &PageCtx, at: Timestamp) -> bool {
        self.step == Step::Hour && ctx.fmt.hour(at) == 0
    }

    fn full_label(&self, ctx: &PageCtx, at: Timestamp) -> String {
        match self.step {
            Step::Minute | Step::Hour => ctx.fmt.datetime(at),
            Step::Day => ctx.fmt.date(at),
            Step::Month => ctx.fmt.month_year(at),
        }
    }

    fn table(&self, ctx: &PageCtx, series: &[Series], count: usize) -> Markup {
        let columns =
            std::iter::once(Column::text(ctx.t(key("chart-time")))).chain(series.iter().map(|s| Column::number(&s.name)));
        let mut table = Table::new(&self.title, columns);
        for (at, moment) in self.at.iter().take(count).enumerate() {
            let values = series.iter().map(|s| html! { (self.unit.full(&ctx.fmt, s.value(at))) });
            let is_open = self.is_open && at + 1 == count;
            let span =
                html! { (self.full_label(ctx, *moment)) @if is_open { " " span.quiet { "(" (ctx.t(self.so_far())) ")" } } };
            table.push(std::iter::once(span).chain(values));
        }
        table.render()
    }
}

/// The drawing. Across it measures in per cent of its width and down in pixels, so that it fits every container while
/// its letters keep their size; curves, which know no per cent, lie in an inner drawing that is stretched.
struct Picture<'a> {
    chart: &'a TimeChart,
    ctx: &'a PageCtx,
    series: &'a [Series],
    count: usize,
    scale: Scale,
}

impl<'a> Picture<'a> {
    fn new(chart: &'a TimeChart, ctx: &'a PageCtx, series: &'a [Series], count: usize) -> Self {
        let stacked = chart.shape == Shape::Stacked;
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for at in 0..count {
            let values = series.iter().map(|s| s.value(at));
            if stacked {
                high = high.max(values.map(|v| v.max(0.0)).sum());
            } else {
                for value in values {
                    (low, high) = (low.min(value), high.max(value));
                }
            }
        }
        let scale = Scale::over(low, high, STEPS, chart.unit.is_whole());
        Self { chart, ctx, series, count, scale }
    }

    fn draw(&self) -> Markup {
        let id = self.chart.id;
        html! {
            div.plot-box {
                // The value axis is text, as wide as its longest word; the table below says the same to the ear.
                div.plot-values aria-hidden="true" {
                    @for tick in self.scale.ticks.iter().rev() { bdi { (self.chart.unit.axis(&self.ctx.fmt, *tick)) } }
                }
                svg.plot width="100%" height=(TOP_PX + HEIGHT_PX + BOTTOM_PX) role="img" aria-labelledby={ (id) "-title " (id) "-desc" } {
                    title id={ (id) "-title" } { (self.chart.title) }
                    desc id={ (id) "-desc" } { (self.chart.reading) }
                    @if self.is_bars() { (hatches(id, self.series.len(), self.chart.is_open)) }
                    (self.value_lines())
                    (self.time_ticks())
                    @match self.chart.shape {
                        Shape::Line | Shape::Area => (self.lines()),
                        Shape::Bars => (self.bars()),
                        Shape::Stacked => (self.stacks()),
                    }
                    (self.spots())
                }
            }
        }
    }

    fn is_bars(&self) -> bool {
        matches!(self.chart.shape, Shape::Bars | Shape::Stacked)
    }

    /// Pixels from the top.
    fn y(&self, value: f64) -> f64 {
        TOP_PX + HEIGHT_PX * (1.0 - self.scale.position(value))
    }

    /// The share of the width that one point may take, in per cent.
    fn slot(&self) -> f64 {
        100.0 / self.count as f64
    }

    /// The middle of a bar's span, in per cent; a line begins and ends a hair from the edges, for its last dot.
    fn x(&self, at: usize) -> f64 {
        if self.is_bars() || self.count == 1 {
            self.slot() * (at as f64 + 0.5)
        } else {
            0.5 + 99.0 * at as f64 / (self.count - 1) as f64
        }
    }

    fn value_lines(&self) -> Markup {
        html! {
            g.axis {
                @for tick in &self.scale.ticks {
                    @let y = px(self.y(*tick));
                    line.zero[*tick == 0.0] x1="0" x2="100%" y1=(y) y2=(y) {}
                }
            }
        }
    }

    fn time_ticks(&self) -> Markup {
        let labels: Vec<String> = self.chart.at.iter().take(self.count).map(|at| self.chart.label(self.ctx, *at)).collect();
        let letters = labels.iter().map(|label| label.chars().count()).max().unwrap_or(1);
        let room = letters as f64 * LETTER_PX + 16.0;
        let hour = |at: usize| self.chart.at.get(at).map_or(0, |at| self.ctx.fmt.hour(*at));
        let shown_at = RANGES.map(|(class, width)| {
            let fit = ((width / room) as usize).clamp(1, 12);
            (class, ticked(self.chart.step, self.count, stride(self.chart.step, self.count.div_ceil(fit)), &hour))
        });
        html! {
            g.axis {
                @for (at, label) in labels.iter().enumerate() {
                    @let shown: Vec<&str> = shown_at.iter().filter(|(_, ticked)| ticked.contains(&at)).map(|(class, _)| *class).collect();
                    @if !shown.is_empty() {
                        @let x = self.x(at);
                        @let anchor = self.anchor(x);
                        text class={ "tick " (shown.join(" ")) } x={ (px(x)) "%" } y=(px(TOP_PX + HEIGHT_PX + 18.0)) text-anchor=(anchor) { (isolated(label)) }
                    }
                }
            }
        }
    }

    /// A word stands below the middle of its bar; at the ends of a line it would reach over the edge.
    fn anchor(&self, x: f64) -> &'static str {
        if self.is_bars() && (self.chart.step == Step::Hour || self.count <= 14) {
            return "middle";
        }
        if x < 4.0 {
            "start"
        } else if x > 94.0 {
            "end"
        } else {
            "middle"
        }
    }

    fn lines(&self) -> Markup {
        html! {
            @if self.count > 1 {
                svg x="0" y=(TOP_PX) width="100%" height=(HEIGHT_PX) viewBox={ "0 0 1000 " (HEIGHT_PX) } preserveAspectRatio="none" {
                    @for (at, series) in self.series.iter().enumerate() {
                        @let path = self.path(series);
                        @if self.chart.shape == Shape::Area {
                            @let zero = px(self.y(0.0) - TOP_PX);
                            path class={ "ground hue-" (at) } d={ (path) "L995 " (zero) "L5 " (zero) "Z" } {}
                        }
                        path class={ "line hue-" (at) } d=(path) stroke-dasharray=[dash(at)] vector-effect="non-scaling-stroke" {}
                    }
                }
            }
            @for (at, series) in self.series.iter().enumerate() {
                @let last = self.count - 1;
                circle class={ "dot hue-" (at) } cx={ (px(self.x(last))) "%" } cy=(px(self.y(series.value(last)))) r="4" {}
            }
        }
    }

    /// In thousandths of the width and pixels of the plot.
    fn path(&self, series: &Series) -> String {
        let mut path = String::with_capacity(self.count * 12);
        for at in 0..self.count {
            let (x, y) = (px(self.x(at) * 10.0), px(self.y(series.value(at)) - TOP_PX));
            // Writing to a string can't fail.
            let _ = write!(path, "{}{x} {y}", if at == 0 { 'M' } else { 'L' });
        }
        path
    }

    /// The share of the width that a point's bars take together.
    fn bars_width(&self) -> f64 {
        (self.slot() * 0.72).min(12.0)
    }

    fn bars(&self) -> Markup {
        let group = self.bars_width();
        let width = group / self.series.len() as f64;
        html! {
            @for (which, series) in self.series.iter().enumerate() {
                @for at in 0..self.count {
                    @let value = series.value(at);
                    (self.bar((which, at), self.x(at) - group / 2.0 + width * which as f64, width, (value.min(0.0), value.max(0.0))))
                }
            }
        }
    }

    fn stacks(&self) -> Markup {
        let width = self.bars_width();
        html! {
            @for at in 0..self.count {
                @for (which, series) in self.series.iter().enumerate() {
                    @let below: f64 = self.series.iter().take(which).map(|s| s.value(at).max(0.0)).sum();
                    (self.bar((which, at), self.x(at) - width / 2.0, width, (below, below + series.value(at).max(0.0))))
                }
            }
        }
    }

    /// Of a series and a point: `x` and `width` in per cent, `from` and `to` on the value axis.
    fn bar(&self, (which, at): (usize, usize), x: f64, width: f64, (from, to): (f64, f64)) -> Markup {
        let (top, bottom) = (self.y(to), self.y(from));
        if bottom - top < 0.05 {
            return html! {};
        }
        // What is there at all stays visible.
        let height = (bottom - top).max(1.0);
        let is_open = self.chart.is_open && at + 1 == self.count;
        let fill = match which {
            0 if is_open => Some(format!("url(#{}-open)", self.chart.id)),
            0 => None,
            _ => Some(format!("url(#{}-hatch-{which})", self.chart.id)),
        };
        html! {
            rect class={ "bar hue-" (which) @if is_open { " is-open" } } x={ (fine(x)) "%" } y=(px(top)) width={ (fine(width * 0.94)) "%" } height=(px(height)) rx="1.5" fill=[fill] {}
        }
    }

    /// What stands under the pointer: the span's date and values, above the plot.
    fn spots(&self) -> Markup {
        let slot = self.slot();
        html! {
            g.spots {
                @for (at, moment) in self.chart.at.iter().take(self.count).enumerate() {
                    @let x = self.x(at);
                    @let (anchor, words_at) = match at * 3 / self.count { 0 => ("start", 0.0), 1 => ("middle", x), _ => ("end", 100.0) };
                    g.spot {
                        rect.spot-area x={ (fine(x - slot / 2.0)) "%" } y=(TOP_PX) width={ (fine(slot)) "%" } height=(HEIGHT_PX) {}
                        line.spot-line x1={ (fine(x)) "%" } x2={ (fine(x)) "%" } y1=(TOP_PX) y2=(TOP_PX + HEIGHT_PX) {}
                        text.spot-words x={ (fine(words_at)) "%" } y="12" text-anchor=(anchor) { (isolated(&self.spot_words(at, *moment))) }
                    }
                }
            }
        }
    }

    fn spot_words(&self, at: usize, moment: Timestamp) -> String {
        let mut words = self.chart.full_label(self.ctx, moment);
        if self.chart.is_open && at + 1 == self.count {
            words = self.ctx.t(self.chart.so_far()).into_owned();
        }
        for series in self.series {
            let value = self.chart.unit.full(&self.ctx.fmt, series.value(at));
            let _ = if self.series.len() == 1 {
                write!(words, " · \u{2068}{value}\u{2069}")
            } else {
                write!(words, " · {} \u{2068}{value}\u{2069}", series.name)
            };
        }
        words
    }
}

/// Words in a drawing that itself runs left to right: they keep their own direction, and anchors stay left and right.
fn isolated(words: &str) -> String {
    format!("\u{2068}{words}\u{2069}")
}

/// A share with two decimals: bars of a year are narrower than a tenth of a per cent.
fn fine(value: f64) -> String {
    let text = format!("{value:.2}");
    text.strip_suffix(".00").map_or_else(|| text.clone(), str::to_owned)
}
