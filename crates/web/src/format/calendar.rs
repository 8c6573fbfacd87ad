//! Dates in the calendars the three languages are read in: Gregorian, Persian (Solar Hijri), Umm al-Qura.

use base::Locale;
use icu_calendar::cal::{Hijri, Persian};
use icu_calendar::{AsCalendar, Date};

/// The calendar that dates are shown in; the data is UTC instants throughout.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Calendar {
    Gregorian,
    /// The Solar Hijri calendar of Iran.
    Persian,
    /// The official lunar calendar of Saudi Arabia.
    UmmAlQura,
}

/// A day in some calendar: `month` from 1, `day` from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day {
    pub calendar: Calendar,
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

impl Calendar {
    pub const ALL: [Self; 3] = [Self::Gregorian, Self::Persian, Self::UmmAlQura];

    /// The calendar a language is read in unless the store chooses another.
    pub const fn of(locale: Locale) -> Self {
        match locale {
            Locale::En | Locale::Ar => Self::Gregorian,
            Locale::Fa => Self::Persian,
        }
    }

    /// CLDR's name, for settings: `gregory`, `persian`, `islamic-umalqura`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gregorian => "gregory",
            Self::Persian => "persian",
            Self::UmmAlQura => "islamic-umalqura",
        }
    }

    /// Reads CLDR's name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|calendar| calendar.code() == code)
    }

    /// The same day in this calendar. A day outside what the calendar knows stays Gregorian.
    pub fn day(self, date: jiff::civil::Date) -> Day {
        let gregorian = Day {
            calendar: Self::Gregorian,
            year: i32::from(date.year()),
            month: date.month().unsigned_abs(),
            day: date.day().unsigned_abs(),
        };
        let Ok(iso) = Date::try_new_iso(gregorian.year, gregorian.month, gregorian.day) else { return gregorian };
        match self {
            Self::Gregorian => gregorian,
            Self::Persian => read(self, &iso.to_calendar(Persian)),
            Self::UmmAlQura => read(self, &iso.to_calendar(Hijri::new_umm_al_qura())),
        }
    }

    /// The month's name in a language; `month` counts from 1.
    pub fn month(self, locale: Locale, month: u8) -> &'static str {
        let names = match (self, locale) {
            (Self::Gregorian, Locale::En) => &GREGORIAN_EN,
            (Self::Gregorian, Locale::Ar) => &GREGORIAN_AR,
            (Self::Gregorian, Locale::Fa) => &GREGORIAN_FA,
            (Self::Persian, Locale::En) => &PERSIAN_EN,
            (Self::Persian, Locale::Ar) => &PERSIAN_AR,
            (Self::Persian, Locale::Fa) => &PERSIAN_FA,
            (Self::UmmAlQura, Locale::En) => &HIJRI_EN,
            (Self::UmmAlQura, Locale::Ar) => &HIJRI_AR,
            (Self::UmmAlQura, Locale::Fa) => &HIJRI_FA,
        };
        usize::from(month).checked_sub(1).and_then(|at| names.get(at)).copied().unwrap_or("—")
    }

    /// The month's short name: three letters in English and Gregorian; other names have no customary short form.
    pub fn month_short(self, locale: Locale, month: u8) -> &'static str {
        let name = self.month(locale, month);
        match (self, locale) {
            (Self::Gregorian, Locale::En) => name.get(..3).unwrap_or(name),
            _ => name,
        }
    }

    /// What stands after the year where the calendar is not the language's usual one.
    pub const fn era(self, locale: Locale) -> Option<&'static str> {
        match (self, locale) {
            (Self::UmmAlQura, Locale::En) => Some("AH"),
            (Self::UmmAlQura, Locale::Ar) => Some("هـ"),
            (Self::UmmAlQura, Locale::Fa) => Some("ه‍.ق."),
            (Self::Persian, Locale::En) => Some("AP"),
            (Self::Persian, Locale::Ar) => Some("هـ.ش"),
            (Self::Gregorian, Locale::Fa) => Some("م."),
            (Self::Gregorian, _) | (Self::Persian, Locale::Fa) => None,
        }
    }
}

/// The weekday's name.
pub fn weekday(locale: Locale, day: jiff::civil::Weekday) -> &'static str {
    let at = day.to_sunday_zero_offset().unsigned_abs() as usize;
    let names = match locale {
        Locale::En => &["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        Locale::Ar => &["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"],
        Locale::Fa => &["یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه"],
    };
    names.get(at).copied().unwrap_or("—")
}

fn read<A: AsCalendar>(calendar: Calendar, date: &Date<A>) -> Day {
    Day { calendar, year: date.year().extended_year(), month: date.month().ordinal, day: date.day_of_month().0 }
}

const GREGORIAN_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const GREGORIAN_AR: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];
const GREGORIAN_FA: [&str; 12] =
    ["ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"];
const PERSIAN_EN: [&str; 12] =
    ["Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"];
const PERSIAN_AR: [&str; 12] =
    ["فروردين", "أرديبهشت", "خرداد", "تير", "مرداد", "شهريور", "مهر", "آبان", "آذر", "دي", "بهمن", "إسفند"];
const PERSIAN_FA: [&str; 12] =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];
const HIJRI_EN: [&str; 12] = [
    "Muharram",
    "Safar",
    "Rabi I",
    "Rabi II",
    "Jumada I",
    "Jumada II",
    "Rajab",
    "Shaban",
    "Ramadan",
    "Shawwal",
    "Dhul-Qadah",
    "Dhul-Hijjah",
];
const HIJRI_AR: [&str; 12] = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
];
const HIJRI_FA: [&str; 12] =
    ["محرم", "صفر", "ربیع‌الاول", "ربیع‌الثانی", "جمادی‌الاول", "جمادی‌الثانی", "رجب", "شعبان", "رمضان", "شوال", "ذی‌قعده", "ذی‌حجه"];

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_same_day_in_each_calendar() {
        // Nowruz 1405 and the Saudi new year 1446, as published.
        let day = |calendar: Calendar, at| {
            let day = calendar.day(at);
            (day.year, day.month, day.day)
        };
        assert_eq!(day(Calendar::Persian, date(2026, 3, 21)), (1405, 1, 1));
        assert_eq!(day(Calendar::Persian, date(2025, 3, 20)), (1403, 12, 30), "1403 is a leap year");
        assert_eq!(day(Calendar::UmmAlQura, date(2024, 7, 7)), (1446, 1, 1));
        assert_eq!(day(Calendar::UmmAlQura, date(2025, 3, 1)), (1446, 9, 1), "Ramadan 1446");
        assert_eq!(day(Calendar::Gregorian, date(2026, 5, 3)), (2026, 5, 3));
    }

    #[test]
    fn far_days_do_not_panic() {
        for at in [jiff::civil::Date::MIN, jiff::civil::Date::MAX, date(1, 1, 1)] {
            for calendar in Calendar::ALL {
                let day = calendar.day(at);
                assert_ne!(calendar.month(Locale::Fa, day.month), "—");
            }
        }
        assert_eq!(Calendar::Persian.month(Locale::En, 0), "—");
        assert_eq!(Calendar::Persian.month(Locale::En, 13), "—");
    }

    #[test]
    fn names_in_each_language() {
        assert_eq!(Calendar::Persian.month(Locale::Fa, 1), "فروردین");
        assert_eq!(Calendar::Gregorian.month(Locale::Ar, 1), "يناير");
        assert_eq!(Calendar::Gregorian.month_short(Locale::En, 9), "Sep");
        assert_eq!(weekday(Locale::Fa, date(2026, 3, 21).weekday()), "شنبه");
        assert_eq!(weekday(Locale::Ar, date(2026, 5, 3).weekday()), "الأحد");
        for calendar in Calendar::ALL {
            assert_eq!(Calendar::parse(calendar.code()), Some(calendar));
        }
    }
}
