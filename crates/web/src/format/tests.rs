use super::*;

fn formatter(locale: Locale) -> Formatter {
    Formatter::new(Lang::new(locale), TimeZone::get("Asia/Riyadh").unwrap())
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

#[test]
fn dates_follow_language_calendar_and_zone() {
    // 22:30 UTC is the next day in Riyadh.
    let moment = at("2026-05-02T22:30:05.250Z");
    let (en, ar, fa) = (formatter(Locale::En), formatter(Locale::Ar), formatter(Locale::Fa));
    assert_eq!(en.date(moment), "3 May 2026");
    assert_eq!(ar.date(moment), "٣ مايو ٢٠٢٦");
    assert_eq!(fa.date(moment), "۱۳ اردیبهشت ۱۴۰۵");
    assert_eq!(en.date_long(moment), "Sunday, 3 May 2026");
    assert_eq!(ar.date_long(moment), "الأحد، ٣ مايو ٢٠٢٦");
    assert_eq!(fa.date_long(moment), "یکشنبه ۱۳ اردیبهشت ۱۴۰۵");
    assert_eq!(ar.clone().with_calendar(Calendar::UmmAlQura).date(moment), "١٦ ذو القعدة ١٤٤٧\u{a0}هـ");
    assert_eq!(en.day_month(moment), "3 May");
    assert_eq!(fa.month_year(moment), "اردیبهشت ۱۴۰۵");
    assert_eq!(en.datetime(moment), "3 May 2026, 01:30");
    assert_eq!(ar.datetime(moment), "٣ مايو ٢٠٢٦، ٠١:٣٠");
    assert_eq!(fa.time_exact(moment), "۰۱:۳۰:۰۵");
}

#[test]
fn relative_times() {
    let now = at("2026-05-03T12:00:00Z");
    let en = formatter(Locale::En);
    let en = |t| en.relative(at(t), now);
    assert_eq!(en("2026-05-03T12:00:00Z"), "just now");
    assert_eq!(en("2026-05-03T11:59:00Z"), "1 minute ago");
    assert_eq!(en("2026-05-03T11:57:00Z"), "3 minutes ago");
    assert_eq!(en("2026-05-03T10:00:00Z"), "2 hours ago");
    assert_eq!(en("2026-05-02T12:00:00Z"), "yesterday");
    assert_eq!(en("2026-04-29T12:00:00Z"), "4 days ago");
    assert_eq!(en("2026-05-03T12:10:00Z"), "in 10 minutes");
    assert_eq!(en("2026-05-05T12:00:00Z"), "in 2 days");
    assert_eq!(en("2025-05-05T12:00:00Z"), "5 May 2025");
    let ar = formatter(Locale::Ar);
    let ar = |t| ar.relative(at(t), now);
    assert_eq!(ar("2026-05-03T11:59:00Z"), "قبل دقيقة");
    assert_eq!(ar("2026-05-03T11:58:00Z"), "قبل دقيقتين");
    assert_eq!(ar("2026-05-03T11:57:00Z"), "قبل ٣ دقائق");
    assert_eq!(ar("2026-05-03T11:40:00Z"), "قبل ٢٠ دقيقة");
    assert_eq!(formatter(Locale::Fa).relative(at("2026-05-03T11:40:00Z"), now), "۲۰ دقیقه پیش");
}

#[test]
fn durations_and_sizes() {
    let en = formatter(Locale::En);
    assert_eq!(en.duration(-5), "0 ms");
    assert_eq!(en.duration(12_000), "12 ms");
    assert_eq!(en.duration(125_000_000), "2 min 5 s");
    assert_eq!(en.duration(3_600_000_000), "1 h");
    assert_eq!(en.duration(90_061_000_000), "1 d 1 h");
    assert_eq!(en.bytes(999), "999 B");
    assert_eq!(en.bytes(1_500), "1.5 KB");
    assert_eq!(en.bytes(12_340_000), "12.3 MB");
    assert!(!en.bytes(u64::MAX).is_empty());
    assert_eq!(formatter(Locale::Fa).bytes(1_500), "۱٫۵ کیلوبایت");
}

#[test]
fn compact_figures() {
    let en = formatter(Locale::En);
    for (value, text) in [
        (0.0, "0"),
        (0.25, "0.25"),
        (999.0, "999"),
        (1_234.0, "1.2K"),
        (99_960.0, "100K"),
        (999_499.0, "999K"),
        (999_999.0, "1M"),
        (-3_400_000.0, "-3.4M"),
        (7.2e9, "7.2B"),
    ] {
        assert_eq!(en.compact(value), text, "{value}");
    }
    assert_eq!(formatter(Locale::Ar).compact(3_400_000.0), "٣٫٤\u{a0}مليون");
    assert_eq!(formatter(Locale::Fa).compact(56_000.0), "۵۶\u{a0}هزار");
    assert_eq!(en.compact(f64::NAN), "—");
    for (minor, text) in [(4_280, "$42.80"), (123_456, "$1,235"), (10_039_905, "$100K"), (684_772_407, "$6.8M")] {
        assert_eq!(en.money_compact(Money { minor, currency: Currency::USD }), text);
    }
}

#[test]
fn the_ends_of_time_do_not_panic() {
    for locale in Locale::ALL {
        for calendar in Calendar::ALL {
            let formatter = formatter(locale).with_calendar(calendar);
            for moment in [i64::MIN, i64::MIN / 2, -1, 0, i64::MAX / 2, i64::MAX].map(Timestamp::from_micros) {
                assert!(!formatter.datetime(moment).is_empty());
                assert!(!formatter.date_long(moment).is_empty());
                assert!(!formatter.relative(moment, Timestamp::from_micros(0)).is_empty());
                assert!(!formatter.duration(moment.micros()).is_empty());
            }
        }
    }
}
