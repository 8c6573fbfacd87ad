use super::*;
use crate::format::RialUnit;
use crate::{Lang, PageCtx};
use base::{Locale, Money, Timestamp};
use jiff::tz::TimeZone;
use maud::html;
use proptest::prelude::*;

fn ctx(locale: Locale) -> PageCtx {
    let fmt = Formatter::new(Lang::new(locale), TimeZone::UTC);
    PageCtx::new(fmt, Timestamp::from_micros(0), "/")
}

fn chart(shape: Shape, unit: Unit, series: Vec<Series>, points: usize) -> TimeChart {
    let day = 86_400_000_000;
    let at = (0..points as i64).map(|at| Timestamp::from_micros(1_777_000_000_000_000 + at * day)).collect();
    TimeChart {
        id: "c",
        title: "Received".into(),
        reading: "More.".into(),
        shape,
        step: Step::Day,
        unit,
        at,
        series,
        is_open: false,
    }
}

#[test]
fn every_language_reads_the_axis_in_its_own_digits() {
    let series = vec![Series::new("In", [10.0, 1_500.0, 2_000.0])];
    let draw = |locale| chart(Shape::Area, Unit::Count, series.clone(), 3).render(&ctx(locale)).into_string();
    assert!(draw(Locale::En).contains(">2K<"));
    assert!(draw(Locale::Ar).contains(">٢\u{a0}ألف<"));
    assert!(draw(Locale::Fa).contains("اردیبهشت"));
    let drawn = draw(Locale::En);
    assert!(drawn.contains("<title id=\"c-title\">Received</title>") && drawn.contains("<desc"));
    assert!(drawn.contains("<table") && drawn.contains("1,500"), "the data stands in a table");
    assert!(!drawn.contains(" style="));
}

#[test]
fn nothing_to_draw_is_said() {
    for (series, points) in [(vec![], 3), (vec![Series::new("In", [1.0])], 0)] {
        let drawn = chart(Shape::Line, Unit::Count, series, points).render(&ctx(Locale::En)).into_string();
        assert!(drawn.contains("chart-empty"), "{drawn}");
    }
    let bars = HorizontalBars { title: "t".into(), reading: String::new(), unit: Unit::Count, rows: vec![] };
    assert!(bars.render(&ctx(Locale::En)).into_string().contains("chart-empty"));
    assert!(!sparkline("t", &[]).into_string().contains("<path"));
}

#[test]
fn money_is_written_in_the_unit_shown() {
    let mut ctx = ctx(Locale::Fa);
    ctx.fmt.rial = RialUnit::Toman;
    let currency = Currency::IRR;
    let value = ctx.fmt.money_value(Money { minor: 1_234_000, currency });
    assert_eq!(Unit::Money(currency).full(&ctx.fmt, value), "۱۲۳٬۴۰۰\u{a0}تومان");
    assert_eq!(Unit::Money(Currency::USD).full(&ctx.fmt, 12.5), "\u{2067}۱۲٫۵۰\u{a0}\u{2066}$\u{2069}\u{2069}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_values_break_a_picture(
        values in prop::collection::vec(prop::collection::vec(prop::num::f64::ANY, 0..12), 0..9),
        points in 0usize..40,
        shape in prop::sample::select(vec![Shape::Line, Shape::Area, Shape::Bars, Shape::Stacked]),
        unit in prop::sample::select(vec![Unit::Count, Unit::Money(Currency::USD), Unit::Percent, Unit::Duration, Unit::Bytes]),
        locale in prop::sample::select(Locale::ALL.to_vec()),
    ) {
        let ctx = ctx(locale);
        let series = values.iter().map(|v| Series::new("s", v.iter().copied())).collect();
        let drawn = chart(shape, unit, series, points).render(&ctx).into_string();
        prop_assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
        for row in &values {
            let drawn = sparkline("s", row).into_string();
            prop_assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
            let rows = row.iter().map(|v| (html! { "r" }, *v)).collect();
            let bars = HorizontalBars { title: "t".into(), reading: "r".into(), unit, rows }.render(&ctx).into_string();
            prop_assert!(!bars.contains("NaN"));
        }
    }

    #[test]
    fn scales_hold_their_values(low in -1e15f64..1e15, high in -1e15f64..1e15, steps in 0u32..9, whole: bool) {
        let scale = scale::Scale::over(low, high, steps, whole);
        prop_assert!(scale.low <= low.min(0.0) && scale.high >= high.max(0.0), "{scale:?}");
        prop_assert!(scale.ticks.len() >= 2 && scale.ticks.len() <= 21);
        prop_assert!(scale.ticks.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
