//! Figures as SVG, drawn on the server: crisp at every width, readable without a script, with their data in a table below.
//!
//! Time runs from left to right in every language. Words inside a picture keep their own direction. A series is told by
//! its hue, by its lightness and by its dash or hatch, never by colour alone.

use crate::format::Formatter;
use base::Currency;

mod bars;
mod flow;
mod marks;
mod scale;
#[cfg(test)]
mod tests;
mod ticks;
mod time;

pub use bars::{HorizontalBars, sparkline};
pub use flow::{Flow, FlowKind, FlowStep, FlowWay};
pub use time::{Shape, Step, TimeChart};

/// Series in one picture: as many as can be told apart.
pub const SERIES_MAX: usize = 6;
/// Points in one picture; later ones are left out. A year of days fits.
pub const POINTS_MAX: usize = 400;
/// Beyond this a float's steps are larger than any figure of a store.
const VALUE_MAX: f64 = 1e15;

/// What the values are, which says how they are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    Count,
    /// In the unit it is shown in, as [`Formatter::money_value`] gives it.
    Money(Currency),
    /// A ratio: 0.42 is 42%.
    Percent,
    /// Milliseconds.
    Duration,
    Bytes,
}

/// Values with their name.
#[derive(Clone, Debug)]
pub struct Series {
    pub name: String,
    /// One a point. Missing ones and what is no number count as 0.
    pub values: Vec<f64>,
}

impl Series {
    pub fn new(name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> Self {
        Self { name: name.into(), values: values.into_iter().take(POINTS_MAX).collect() }
    }

    fn value(&self, at: usize) -> f64 {
        sane(self.values.get(at).copied().unwrap_or(0.0))
    }
}

impl Unit {
    /// Short, for an axis.
    fn axis(self, fmt: &Formatter, value: f64) -> String {
        match self {
            Self::Count | Self::Money(_) => fmt.compact(value),
            Self::Percent => fmt.percent(value, usize::from(value.abs() < 0.02 && value != 0.0)),
            Self::Duration => fmt.duration((value * 1000.0) as i64),
            Self::Bytes => fmt.bytes(value.max(0.0) as u64),
        }
    }

    /// In full, for a table.
    fn full(self, fmt: &Formatter, value: f64) -> String {
        match self {
            Self::Count => fmt.numerals().float_between(value, 0, 2),
            Self::Money(currency) => fmt.money_from_value(value, currency),
            Self::Percent => fmt.percent(value, 1),
            Self::Duration | Self::Bytes => self.axis(fmt, value),
        }
    }

    /// Whether a step below 1 means anything.
    const fn is_whole(self) -> bool {
        matches!(self, Self::Count | Self::Bytes | Self::Duration)
    }
}

/// A finite number of a size that can be drawn.
fn sane(value: f64) -> f64 {
    if value.is_finite() { value.clamp(-VALUE_MAX, VALUE_MAX) } else { 0.0 }
}

/// A coordinate with one decimal, without a trailing `.0`.
fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}
