//! How each language says numbers, money, days and times.

use std::fmt::Write as _;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use kernel::{Day, Lang, Month, Timestamp};

const WEEKDAYS: [[&str; 7]; 3] = [
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];

const MONTHS: [[&str; 12]; 3] = [
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

const SHORT_MONTHS: [[&str; 12]; 3] = [
    ["jan.", "feb.", "mrt.", "apr.", "mei", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."],
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
];

/// The row of a language in the tables above.
const fn row(lang: Lang) -> usize {
    match lang {
        Lang::Nl => 0,
        Lang::Fr => 1,
        Lang::En => 2,
    }
}

/// The mark between thousands and the mark before decimals.
const fn marks(lang: Lang) -> (char, char) {
    match lang {
        Lang::Nl => ('.', ','),
        Lang::Fr => ('\u{202f}', ','),
        Lang::En => (',', '.'),
    }
}

/// A whole number of any width, or a reference to one.
pub trait Whole {
    /// The number; beyond the range of `i64` it stays at the end of the range.
    fn whole(&self) -> i64;
}

macro_rules! whole {
    ($($type:ty),*) => {
        $(impl Whole for $type {
            fn whole(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        })*
    };
}
whole!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

impl<T: Whole> Whole for &T {
    fn whole(&self) -> i64 {
        (*self).whole()
    }
}

/// A whole number: `1.234`, `1 234`, `1,234`.
pub fn number(lang: Lang, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut said = String::with_capacity(digits.len() + digits.len() / 3 * 3 + 1);
    if number < 0 {
        said.push('−');
    }
    // A year-like four digits still get their mark: the tables of figures must line up.
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            said.push(marks(lang).0);
        }
        said.push(digit);
    }
    said
}

/// A number with exactly so many decimals: `1.234,5`.
pub fn decimal(lang: Lang, value: f64, decimals: usize) -> String {
    let rounded = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let mut said = number(lang, whole.parse().unwrap_or(i64::MAX));
    if !fraction.is_empty() {
        said.push(marks(lang).1);
        said.push_str(fraction);
    }
    if value < 0.0 && rounded.contains(|digit: char| ('1'..='9').contains(&digit)) {
        said.insert(0, '−');
    }
    said
}

/// A share of one as a percentage: `58,2 %`, `58.2%`.
pub fn percent(lang: Lang, share: f64, decimals: usize) -> String {
    let said = decimal(lang, share * 100.0, decimals);
    match lang {
        Lang::En => said + "%",
        Lang::Nl | Lang::Fr => said + "\u{a0}%",
    }
}

/// Euro, from cents: `€ 12,50`, `12,50 €`, `€12.50`. Whole euros lose their zeros.
pub fn euro(lang: Lang, cents: i64) -> String {
    let mut amount = number(lang, cents / 100);
    if cents < 0 && cents > -100 {
        amount.insert(0, '−');
    }
    if cents % 100 != 0 {
        let _ = write!(amount, "{}{:02}", marks(lang).1, (cents % 100).abs());
    }
    match lang {
        Lang::Nl => format!("€\u{a0}{amount}"),
        Lang::Fr => format!("{amount}\u{a0}€"),
        Lang::En => format!("€{amount}"),
    }
}

/// A distance: metres below a kilometre (to the nearest ten), kilometres above.
pub fn distance(lang: Lang, metres: u32) -> String {
    if metres < 995 {
        return format!("{}\u{a0}m", (metres + 5) / 10 * 10);
    }
    let decimals = usize::from(metres < 9_950);
    format!("{}\u{a0}km", decimal(lang, f64::from(metres) / 1000.0, decimals))
}

/// A day in full: `zondag 22 november 2026`.
pub fn day(lang: Lang, day: Day) -> String {
    let date = day.get();
    format!("{} {}", weekday(lang, date.weekday()), date_words(lang, date))
}

/// A day without its weekday: `22 november 2026`.
pub fn short_day(lang: Lang, day: Day) -> String {
    date_words(lang, day.get())
}

/// A month: `november 2026`.
pub fn month(lang: Lang, month: Month) -> String {
    format!("{} {}", MONTHS[row(lang)][place(month.month)], month.year)
}

/// A month for the foot of a chart: `nov.`
pub fn short_month(lang: Lang, month: Month) -> &'static str {
    SHORT_MONTHS[row(lang)][place(month.month)]
}

/// A time of the day: `14:30`, `14 h 30`.
pub fn time(lang: Lang, time: Time) -> String {
    match lang {
        Lang::Fr => format!("{}\u{a0}h\u{a0}{:02}", time.hour(), time.minute()),
        Lang::Nl | Lang::En => format!("{}:{:02}", time.hour(), time.minute()),
    }
}

/// A moment with its day: `zondag 22 november 2026, 14:30`.
pub fn moment(lang: Lang, moment: Timestamp, zone: &TimeZone) -> String {
    let local = moment.get().to_zoned(zone.clone());
    format!("{}, {}", day(lang, Day::new(local.date())), time(lang, local.time()))
}

/// A day of the week: `zondag`.
pub fn weekday(lang: Lang, weekday: Weekday) -> &'static str {
    WEEKDAYS[row(lang)][usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0)]
}

fn date_words(lang: Lang, date: Date) -> String {
    let first = if lang == Lang::Fr && date.day() == 1 { "er" } else { "" };
    format!("{}{first} {} {}", date.day(), MONTHS[row(lang)][place(date.month())], date.year())
}

fn place(month: i8) -> usize {
    usize::try_from(month).unwrap_or(1).clamp(1, 12) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_in_the_reader_s_manner() {
        let cases = [
            (0, "0", "0", "0"),
            (999, "999", "999", "999"),
            (1_234, "1.234", "1\u{202f}234", "1,234"),
            (-1_234_567, "−1.234.567", "−1\u{202f}234\u{202f}567", "−1,234,567"),
        ];
        for (value, nl, fr, en) in cases {
            assert_eq!([number(Lang::Nl, value), number(Lang::Fr, value), number(Lang::En, value)], [nl, fr, en]);
        }
    }

    #[test]
    fn decimals_percentages_money_and_distances() {
        assert_eq!(decimal(Lang::Nl, 1234.56, 1), "1.234,6");
        assert_eq!(decimal(Lang::En, -0.04, 1), "0.0");
        assert_eq!(percent(Lang::Fr, 0.582, 1), "58,2\u{a0}%");
        assert_eq!(percent(Lang::En, 0.6, 0), "60%");
        assert_eq!(euro(Lang::Nl, 1250), "€\u{a0}12,50");
        assert_eq!(euro(Lang::Fr, 123_400), "1\u{202f}234\u{a0}€");
        assert_eq!(euro(Lang::En, -5), "€−0.05");
        assert_eq!([distance(Lang::Nl, 604), distance(Lang::Nl, 1_240)], ["600\u{a0}m", "1,2\u{a0}km"]);
        assert_eq!(distance(Lang::Fr, 12_400), "12\u{a0}km");
    }

    #[test]
    fn days_and_times_are_said_with_their_day() {
        let sunday: Day = "2026-11-22".parse().unwrap();
        let said: Vec<_> = Lang::ALL.into_iter().map(|lang| day(lang, sunday)).collect();
        assert_eq!(said, ["zondag 22 november 2026", "dimanche 22 novembre 2026", "Sunday 22 November 2026"]);
        assert_eq!(short_day(Lang::Fr, "2026-05-01".parse().unwrap()), "1er mai 2026");
        let brussels = TimeZone::get("Europe/Brussels").unwrap();
        let at = moment(Lang::Fr, "2026-11-22T09:42:00Z".parse().unwrap(), &brussels);
        assert_eq!(at, "dimanche 22 novembre 2026, 10\u{a0}h\u{a0}42");
        assert_eq!(month(Lang::En, "2021-03".parse().unwrap()), "March 2021");
    }
}
