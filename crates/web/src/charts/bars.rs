//! Horizontal bars and sparklines.

use super::{POINTS_MAX, Unit, px, sane};
use crate::i18n::key;
use crate::layout::PageCtx;
use maud::{Markup, html};
use std::fmt::Write as _;

/// Rows in one list of bars.
const ROWS_MAX: usize = 50;

/// Named values compared by length, the largest first if the caller sorts them so.
#[derive(Clone, Debug)]
pub struct HorizontalBars {
    /// What is compared; read out.
    pub title: String,
    /// What it says, in one sentence.
    pub reading: String,
    pub unit: Unit,
    /// Name and value; values below zero are drawn as zero.
    pub rows: Vec<(Markup, f64)>,
}

impl HorizontalBars {
    /// The rows are text with a bar below each, so that they are their own table.
    pub fn render(&self, ctx: &PageCtx) -> Markup {
        if self.rows.is_empty() {
            return html! { figure.chart { p.chart-empty { (ctx.t(key("chart-empty"))) } } };
        }
        let largest = self.rows.iter().map(|(_, value)| sane(*value)).fold(0.0, f64::max);
        html! {
            figure.chart {
                figcaption.hidden[self.reading.is_empty()] { span.hidden { (self.title) } p.reading { (self.reading) } }
                dl.bars {
                    @for (label, value) in self.rows.iter().take(ROWS_MAX) {
                        @let length = if largest > 0.0 { sane(*value).max(0.0) / largest * 100.0 } else { 0.0 };
                        // Bars grow with the line of reading.
                        @let x = if ctx.locale().is_rtl() { 100.0 - length } else { 0.0 };
                        div.bars-row {
                            dt { (label) }
                            dd {
                                span.num { (self.unit.full(&ctx.fmt, sane(*value))) }
                                svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                                    rect class="bars-ground" width="100" height="6" {}
                                    rect class="bar hue-0" x=(px(x)) width=(px(length)) height="6" {}
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The course of one figure, without axes: 120 × 32, stretched to its container. `title` is read out.
pub fn sparkline(title: &str, values: &[f64]) -> Markup {
    let values: Vec<f64> = values.iter().take(POINTS_MAX).map(|value| sane(*value)).collect();
    let (low, high) = values.iter().fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(*value), high.max(*value)));
    let span = if high > low { high - low } else { 1.0 };
    let mut path = String::new();
    for (at, value) in values.iter().enumerate() {
        let x = if values.len() > 1 { 120.0 * at as f64 / (values.len() - 1) as f64 } else { 60.0 };
        let y = 30.0 - (value - low) / span * 28.0;
        // Writing to a string can't fail.
        let _ = write!(path, "{}{} {}", if at == 0 { 'M' } else { 'L' }, px(x), px(y));
    }
    html! {
        svg.spark viewBox="0 0 120 32" preserveAspectRatio="none" role="img" aria-label=(title) {
            @if values.len() > 1 {
                path class="ground hue-0" d={ (path) "L120 32L0 32Z" } {}
                path class="line hue-0" d=(path) vector-effect="non-scaling-stroke" {}
            }
        }
    }
}
