//! The stylesheet keeps what it promises: contrasts (WCAG 2.2), logical directions, no foreign files.

use super::STYLE;
use std::collections::BTreeMap;

#[expect(clippy::many_single_char_names, reason = "the names of the colour spaces' axes")]
/// Relative luminance of an opaque `oklch()` colour (Ottosson's matrices, then WCAG's formula).
fn luminance(lightness: f64, chroma: f64, hue: f64) -> f64 {
    let (a, b) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    let red = 4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s;
    let green = -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s;
    let blue = -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s;
    0.2126 * red.clamp(0.0, 1.0) + 0.7152 * green.clamp(0.0, 1.0) + 0.0722 * blue.clamp(0.0, 1.0)
}

fn oklch(text: &str) -> [f64; 3] {
    let inside = text.trim().trim_start_matches("oklch(").trim_end_matches(')');
    let numbers: Vec<f64> = inside.split_whitespace().map(|part| part.trim_end_matches('%').parse().unwrap()).collect();
    [numbers[0] / 100.0, numbers[1], numbers[2]]
}

/// Token → its colour in the light and in the dark theme.
fn colours() -> BTreeMap<&'static str, [[f64; 3]; 2]> {
    let tokens = include_str!("../../style/tokens.css");
    tokens
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": light-dark("))
        .filter_map(|(name, value)| {
            let (light, dark) = value.strip_suffix(");")?.split_once("), ")?;
            Some((name, [oklch(light), oklch(dark)]))
        })
        .collect()
}

#[test]
fn contrasts_hold_in_both_themes() {
    let colours = colours();
    assert!(colours.len() > 20, "{colours:?}");
    let contrast = |one: &str, other: &str, theme: usize| {
        let light = |name: &str| {
            let [l, c, h] = colours[name][theme];
            luminance(l, c, h) + 0.05
        };
        let (one, other) = (light(one), light(other));
        if one > other { one / other } else { other / one }
    };
    let mut pairs: Vec<(&str, &str, f64)> = Vec::new();
    for surface in ["surface-1", "surface-2", "surface-3"] {
        pairs.push(("text-1", surface, 7.0));
        pairs.extend(["text-2", "accent", "accent-strong", "warm", "good", "bad"].map(|text| (text, surface, 4.5)));
    }
    for surface in ["surface-1", "surface-2"] {
        pairs.push(("line-control", surface, 3.0));
    }
    for tone in ["accent", "warm", "good", "bad"] {
        let quiet: &str = colours.keys().find(|name| **name == format!("{tone}-quiet")).unwrap();
        pairs.push((tone, quiet, 4.5));
        pairs.push(("text-1", quiet, 7.0));
        pairs.push(("text-2", quiet, 4.5));
    }
    pairs.push(("on-accent", "accent", 4.5));
    pairs.push(("on-accent", "accent-strong", 4.5));
    for series in ["chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6"] {
        pairs.push((series, "surface-2", 3.0));
    }
    let mut failed = Vec::new();
    for (one, other, least) in pairs {
        for (theme, name) in ["light", "dark"].into_iter().enumerate() {
            let found = contrast(one, other, theme);
            if found < least {
                failed.push(format!("{one} on {other}, {name}: {found:.2} < {least}"));
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn series_differ_in_lightness() {
    let colours = colours();
    for theme in [0, 1] {
        let mut steps: Vec<f64> =
            colours.iter().filter(|(name, _)| name.starts_with("chart-")).map(|(_, c)| c[theme][0]).collect();
        steps.sort_by(f64::total_cmp);
        assert_eq!(steps.len(), 6);
        assert!(steps.windows(2).all(|pair| pair[1] - pair[0] > 0.035), "{steps:?}");
    }
}

#[test]
fn directions_are_logical_and_files_are_ours() {
    for line in STYLE.lines().map(str::trim) {
        let property = line.split(':').next().unwrap_or_default();
        for physical in
            ["margin-left", "margin-right", "padding-left", "padding-right", "left", "right", "width", "height", "float"]
        {
            assert_ne!(property, physical, "{line}");
        }
        for edge in
            ["text-align: left", "text-align: right", "border-left", "border-right", "letter-spacing", "font-style: italic"]
        {
            assert!(!line.contains(edge), "{line}");
        }
        assert!(!line.contains("url(") && !line.contains("@import") && !line.contains("@font-face"), "{line}");
    }
    assert_eq!(STYLE.matches('{').count(), STYLE.matches('}').count());
}

#[test]
fn every_token_in_use_is_defined() {
    for part in STYLE.split("var(--").skip(1) {
        let name = part.split(')').next().unwrap_or_default();
        assert!(STYLE.contains(&format!("--{name}: ")), "--{name} is used and nowhere defined");
    }
}
