//! A way with its turns, from above to below: boxes and lines. It follows the page's direction: what is said first stands where
//! the reader begins.

use super::px;
use crate::layout::PageCtx;
use maud::{Markup, html};

const BOX_WIDTH: f64 = 148.0;
const BOX_HEIGHT: f64 = 46.0;
/// Between boxes side by side, and below one another.
const GAP_X: f64 = 20.0;
const GAP_Y: f64 = 22.0;
/// The line that a way's own words stand on.
const WAY_HEIGHT: f64 = 40.0;
const EDGE: f64 = 4.0;
/// Letters of one line in a box, lines of one box, and letters of a way's words.
const LINE_CHARS: usize = 21;
const LINES: usize = 2;
const WAY_CHARS: usize = 18;
/// Ways within ways that are drawn: more would be read by nobody.
const DEPTH_MAX: usize = 8;

/// The whole picture.
#[derive(Clone, Debug)]
pub struct Flow {
    /// Sets the picture's ids apart on a page.
    pub id: &'static str,
    pub title: String,
    /// The same in words, for who does not see it.
    pub reading: String,
    pub steps: Vec<FlowStep>,
}

/// One box, and where it leads to when it is not just on.
#[derive(Clone, Debug, Default)]
pub struct FlowStep {
    pub label: String,
    pub kind: FlowKind,
    pub ways: Vec<FlowWay>,
}

/// One of several ways on.
#[derive(Clone, Debug, Default)]
pub struct FlowWay {
    pub label: String,
    pub steps: Vec<FlowStep>,
}

/// What a box is, by its shade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FlowKind {
    /// Something that is done.
    #[default]
    Step,
    /// Where it begins.
    Start,
    /// What it is for: a letter, say.
    Chief,
    /// Nothing follows.
    End,
}

impl Flow {
    pub fn render(&self, ctx: &PageCtx) -> Markup {
        let (width, height) = (width(&self.steps, 0) + 2.0 * EDGE, height(&self.steps, 0) + 2.0 * EDGE);
        let mut drawn = Drawn { parts: Vec::new(), is_rtl: ctx.locale().is_rtl() };
        drawn.steps(&self.steps, width / 2.0, EDGE, 0);
        let (title, desc) = (format!("{}-title", self.id), format!("{}-desc", self.id));
        html! {
            div.flow tabindex="0" role="group" aria-label=(self.title) {
                svg viewBox={ "0 0 " (px(width)) " " (px(height)) } width=(px(width)) height=(px(height)) role="img"
                    aria-labelledby={ (title) " " (desc) } focusable="false" {
                    title id=(title) { (self.title) }
                    desc id=(desc) { (self.reading) }
                    @for part in &drawn.parts { (part) }
                }
            }
        }
    }
}

fn width(steps: &[FlowStep], depth: usize) -> f64 {
    steps.iter().map(|step| step_width(step, depth)).fold(BOX_WIDTH, f64::max)
}

fn step_width(step: &FlowStep, depth: usize) -> f64 {
    if step.ways.is_empty() || depth >= DEPTH_MAX {
        return BOX_WIDTH;
    }
    let ways: f64 = step.ways.iter().map(|way| width(&way.steps, depth + 1)).sum();
    ways + GAP_X * (step.ways.len() - 1) as f64
}

fn height(steps: &[FlowStep], depth: usize) -> f64 {
    let all: f64 = steps.iter().map(|step| step_height(step, depth)).sum();
    all + GAP_Y * steps.len().saturating_sub(1) as f64
}

fn step_height(step: &FlowStep, depth: usize) -> f64 {
    BOX_HEIGHT + ways_height(step, depth)
}

fn ways_height(step: &FlowStep, depth: usize) -> f64 {
    if step.ways.is_empty() || depth >= DEPTH_MAX {
        return 0.0;
    }
    step.ways.iter().map(|way| height(&way.steps, depth + 1)).fold(0.0, f64::max) + WAY_HEIGHT + GAP_Y
}

struct Drawn {
    parts: Vec<Markup>,
    is_rtl: bool,
}

impl Drawn {
    /// Draws steps around a middle, from a height on; whether whoever comes through goes on below them.
    fn steps(&mut self, steps: &[FlowStep], middle: f64, mut top: f64, depth: usize) -> bool {
        for (at, step) in steps.iter().enumerate() {
            self.label(step, middle, top);
            let below = top + BOX_HEIGHT;
            let foot = below + ways_height(step, depth);
            let goes_on = if step.ways.is_empty() || depth >= DEPTH_MAX {
                step.kind != FlowKind::End
            } else {
                self.ways(step, middle, below, foot, depth)
            };
            if !goes_on {
                return false;
            }
            if at + 1 < steps.len() {
                self.line(&format!("M{0} {1}V{2}", px(middle), px(foot), px(foot + GAP_Y)), true);
            }
            top = foot + GAP_Y;
        }
        true
    }

    fn ways(&mut self, step: &FlowStep, middle: f64, below: f64, foot: f64, depth: usize) -> bool {
        let whole = step_width(step, depth);
        let mut from = middle - whole / 2.0;
        let mut goes_on = false;
        let mut ways: Vec<&FlowWay> = step.ways.iter().collect();
        if self.is_rtl {
            ways.reverse();
        }
        for way in ways {
            let wide = width(&way.steps, depth + 1);
            let x = from + wide / 2.0;
            let (bend, top) = (below + GAP_Y / 2.0, below + WAY_HEIGHT);
            self.line(&format!("M{} {}V{}H{}V{}", px(middle), px(below), px(bend), px(x), px(top)), !way.steps.is_empty());
            self.way_label(&way.label, x, below + GAP_Y);
            if self.steps(&way.steps, x, top, depth + 1) {
                goes_on = true;
                let end = if way.steps.is_empty() { top } else { top + height(&way.steps, depth + 1) };
                self.line(&format!("M{} {}V{}H{}V{}", px(x), px(end), px(foot - GAP_Y / 2.0), px(middle), px(foot)), false);
            }
            from += wide + GAP_X;
        }
        goes_on
    }

    fn label(&mut self, step: &FlowStep, middle: f64, top: f64) {
        let class = match step.kind {
            FlowKind::Step => "flow-box",
            FlowKind::Start => "flow-box flow-start",
            FlowKind::Chief => "flow-box flow-chief",
            FlowKind::End => "flow-box flow-end",
        };
        let lines = lines(&step.label, LINE_CHARS, LINES);
        let first = top + BOX_HEIGHT / 2.0 + 4.5 - (lines.len().saturating_sub(1)) as f64 * 8.0;
        self.parts.push(html! {
            rect class=(class) x=(px(middle - BOX_WIDTH / 2.0)) y=(px(top)) width=(px(BOX_WIDTH)) height=(px(BOX_HEIGHT)) rx="8" {}
            @for (at, line) in lines.iter().enumerate() {
                text class="flow-words" x=(px(middle)) y=(px(first + at as f64 * 16.0)) text-anchor="middle" { (line) }
            }
        });
    }

    fn way_label(&mut self, label: &str, x: f64, y: f64) {
        // A ground of its own, so that the line does not run through the words.
        let label = lines(label, WAY_CHARS, 1).pop().unwrap_or_default();
        let wide = label.chars().count() as f64 * 6.6 + 10.0;
        self.parts.push(html! {
            rect class="flow-ground" x=(px(x - wide / 2.0)) y=(px(y - 6.0)) width=(px(wide)) height="16" rx="4" {}
            text class="flow-way" x=(px(x)) y=(px(y + 6.0)) text-anchor="middle" { (label) }
        });
    }

    fn line(&mut self, path: &str, has_tip: bool) {
        self.parts.push(html! { path class="flow-line" d=(path) {} });
        if let Some((x, y)) = has_tip.then(|| tip(path)).flatten() {
            self.parts.push(html! { path class="flow-tip" d={ "M" (px(x - 4.0)) " " (px(y - 6.0)) "L" (px(x)) " " (px(y)) "L" (px(x + 4.0)) " " (px(y - 6.0)) } {} });
        }
    }
}

/// Where a path that ends downwards ends.
fn tip(path: &str) -> Option<(f64, f64)> {
    let (before, y) = path.rsplit_once('V')?;
    let x = match before.rsplit_once('H') {
        Some((_, x)) => x,
        None => before.strip_prefix('M')?.split(' ').next()?,
    };
    Some((x.parse().ok()?, y.parse().ok()?))
}

/// Words in lines of so many letters; what does not fit is cut with an ellipsis.
fn lines(text: &str, chars: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= chars => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let is_cut = lines.len() > most;
    lines.truncate(most);
    for line in &mut lines {
        if line.chars().count() > chars {
            *line = line.chars().take(chars - 1).chain(['…']).collect();
        }
    }
    if let Some(last) = lines.last_mut().filter(|last| is_cut && !last.ends_with('…')) {
        last.push('…');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Formatter, Lang};
    use base::{Locale, Timestamp};
    use jiff::tz::TimeZone;

    fn step(label: &str) -> FlowStep {
        FlowStep { label: label.to_owned(), ..FlowStep::default() }
    }

    fn drawn(locale: Locale) -> String {
        let way = |label: &str, steps| FlowWay { label: label.to_owned(), steps };
        let turn = FlowStep {
            ways: vec![way("Yes", vec![step("Letter <one>")]), way("No", vec![FlowStep { kind: FlowKind::End, ..step("Over") }])],
            ..step("Asked")
        };
        let flow =
            Flow { id: "f", title: "T".to_owned(), reading: "R".to_owned(), steps: vec![step("Begin"), turn, step("After")] };
        let ctx = PageCtx::new(Formatter::new(Lang::new(locale), TimeZone::UTC), Timestamp::default(), "/");
        flow.render(&ctx).into_string()
    }

    fn x_of(drawn: &str, label: &str) -> f64 {
        let before = drawn.split(&format!(">{label}<")).next().unwrap();
        before.rsplit("x=\"").next().unwrap().split('"').next().unwrap().parse().unwrap()
    }

    #[test]
    fn what_is_said_first_stands_where_the_reader_begins() {
        let en = drawn(Locale::En);
        assert!(x_of(&en, "Yes") < x_of(&en, "No") && (x_of(&en, "Begin") - x_of(&en, "After")).abs() < 0.01, "{en}");
        let ar = drawn(Locale::Ar);
        assert!(x_of(&ar, "Yes") > x_of(&ar, "No"));
        assert!(en.contains("<title id=\"f-title\">T</title>") && en.contains("&lt;one&gt;") && !en.contains(" style="));
    }

    #[test]
    fn long_words_are_cut_and_whatever_is_drawn_has_a_size() {
        assert_eq!(lines("one two three four", 9, 2), ["one two", "three…"]);
        assert_eq!(lines("abcdefghijkl", 5, 1), ["abcd…"]);
        assert!(lines("", 5, 2).is_empty());
        let mut deep = step("x");
        for _ in 0..40 {
            deep = FlowStep { ways: vec![FlowWay { label: "w".into(), steps: vec![deep] }, FlowWay::default()], ..step("x") };
        }
        let flow = Flow { id: "f", title: String::new(), reading: String::new(), steps: vec![deep] };
        let ctx = PageCtx::new(Formatter::new(Lang::new(Locale::En), TimeZone::UTC), Timestamp::default(), "/");
        assert!(flow.render(&ctx).into_string().len() < 100_000);
    }
}
