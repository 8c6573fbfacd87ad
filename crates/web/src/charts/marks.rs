//! What tells one series from another, and a span under way from one that is over: swatches, dashes, hatches.

use super::Shape;
use maud::{Markup, html};

/// A piece of a series' own line or bar.
pub(super) fn swatch(at: usize, shape: Shape) -> Markup {
    html! {
        svg class="swatch" viewBox="0 0 24 12" width="24" height="12" aria-hidden="true" focusable="false" {
            @if matches!(shape, Shape::Bars | Shape::Stacked) {
                rect class={ "bar hue-" (at) } width="24" height="12" rx="2" {}
                @if at > 0 { (hatch_lines(at, "swatch-hatch")) }
            } @else {
                path class={ "line hue-" (at) } d="M1 6H23" stroke-dasharray=[dash(at)] {}
            }
        }
    }
}

/// A piece of a bar whose span is not over.
pub(super) fn open_swatch() -> Markup {
    html! {
        svg class="swatch" viewBox="0 0 24 12" width="24" height="12" aria-hidden="true" focusable="false" {
            rect class="open-ground hue-0" width="24" height="12" {}
            path class="open-lines hue-0" d=(SLANTING) {}
        }
    }
}

/// Lines that repeat every 8 px.
const SLANTING: &str = "M-2 2l4-4M0 8l8-8M6 10l4-4M8 16l16-16M16 16l16-16";

/// The dash of a line; the first is solid.
pub(super) fn dash(series: usize) -> Option<&'static str> {
    [None, Some("7 4"), Some("2 4"), Some("10 3 2 3"), Some("4 3"), Some("12 5")].get(series).copied().flatten()
}

/// The hatches of bars after the first series, and of one whose span is not over, as patterns.
pub(super) fn hatches(id: &str, series: usize, is_open: bool) -> Markup {
    html! {
        defs {
            @for which in 1..series {
                pattern id={ (id) "-hatch-" (which) } width="8" height="8" patternUnits="userSpaceOnUse" {
                    rect class={ "bar hue-" (which) } width="8" height="8" {}
                    (hatch_lines(which, "hatch"))
                }
            }
            @if is_open {
                pattern id={ (id) "-open" } width="8" height="8" patternUnits="userSpaceOnUse" {
                    rect class="open-ground hue-0" width="8" height="8" {}
                    path class="open-lines hue-0" d=(SLANTING) {}
                }
            }
        }
    }
}

/// Lines that repeat every 8 px: slanting, slanting the other way, level, upright, crossed.
fn hatch_lines(which: usize, class: &str) -> Markup {
    let d = match which {
        1 => SLANTING,
        2 => "M-2 6l4 4M0 0l8 8M6-2l4 4M8 0l12 12M16 0l12 12",
        3 => "M0 2H24M0 6H24M0 10H24",
        4 => "M2 0V12M6 0V12M10 0V12M14 0V12M18 0V12M22 0V12",
        _ => "M0 0l8 8M0 8l8-8M8 0l8 8M8 8l8-8M16 0l8 8M16 8l8-8",
    };
    html! { path class=(class) d=(d) {} }
}
