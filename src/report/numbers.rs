//! Numbers as people read them: a unit, and never more digits than the half-width warrants.

use super::words::Words;
use crate::catalogue::Unit;
use crate::model::Lang;
use jiff::civil::Date;

/// 万.
const TEN_THOUSAND: f64 = 1e4;

/// How the numbers of one row are written: a factor, the unit's word, and the place that is rounded to where no
/// half-width says better.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    factor: f64,
    /// The unit's word in the report's language.
    pub unit: String,
    /// Numbers are rounded to 10^place.
    place: i32,
    /// It is money: an amount that is known exactly is given with its cents, where it has any.
    money: bool,
    /// Half-widths are rounded as if numbers were 10^shift times as large: in another unit a sum has the same digits.
    shift: i32,
}

/// What a currency is called beside an amount: yuan are `元` in Chinese; files for programs keep `CNY`.
pub fn money_word(currency: &str, lang: Lang) -> &str {
    if lang == Lang::Zh && currency == "CNY" { "元" } else { currency }
}

impl Scale {
    /// For values up to `largest` of a unit. `difference`: shares are then percentage points.
    pub fn new(unit: Unit, largest: f64, difference: bool, currency: &str, lang: Lang) -> Self {
        let w = Words::of(lang);
        let currency = money_word(currency, lang);
        let scale = |factor: f64, unit: &str, place: i32| Self {
            factor,
            unit: unit.into(),
            place,
            money: unit == currency,
            shift: 0,
        };
        match unit {
            Unit::Share if difference => scale(100.0, w.points, -1),
            Unit::Share => scale(100.0, "%", -1),
            Unit::Seconds if largest.abs() < 120.0 => scale(1.0, w.seconds, -1),
            Unit::Seconds if largest.abs() < 7200.0 => scale(1.0 / 60.0, w.minutes, -1),
            Unit::Seconds => scale(1.0 / 3600.0, w.hours, -1),
            Unit::Hours => scale(1.0, w.hours, -1),
            Unit::Months => scale(1.0, w.months, -1),
            Unit::Money => scale(1.0, currency, if largest != 0.0 && largest.abs() < 100.0 { -2 } else { 0 }),
            Unit::Contacts | Unit::Orders => scale(1.0, "", 0),
            Unit::PerDay => scale(1.0, w.per_day, -1),
            Unit::PerAgentDay => scale(1.0, "", -1),
            Unit::Number => scale(1.0, "", -2),
            Unit::Times => scale(1.0, w.times, -1),
            Unit::People => scale(1.0, w.people, -1),
        }
    }

    /// Of sums of money up to `largest`, as they are told in each language: in Chinese by ten thousands, where there are any.
    pub fn sums(largest: f64, currency: &str, lang: Lang) -> Self {
        if lang == Lang::En || largest.abs() < TEN_THOUSAND {
            return Self::new(Unit::Money, largest, true, currency, lang);
        }
        let unit = if currency == "CNY" { "万元".to_owned() } else { format!("万 {currency}") };
        Self { factor: 1.0 / TEN_THOUSAND, unit, place: -1, money: true, shift: 4 }
    }

    /// What a value is multiplied by.
    pub fn factor(&self) -> f64 {
        self.factor
    }

    /// The value alone, to this scale's own place.
    pub fn plain(&self, value: f64) -> String {
        number(value * self.factor, self.place)
    }

    /// `87.1 ± 0.4`, without the unit.
    pub fn estimate(&self, mean: f64, half_width: Option<f64>) -> String {
        let (mean, half_width) = (mean * self.factor, half_width.map(|h| h * self.factor));
        match half_width {
            None => format!("{} ± ?", number(mean, self.place)),
            Some(h) if h.abs() < 1e-9 * mean.abs().max(1e-9) => format!("{} ± 0", self.exact(mean)),
            Some(h) => {
                // Of ten thousands two decimals are enough for whoever decides.
                let least = if self.shift > 0 { -2 } else { -3 };
                let place = (warranted(h * 10f64.powi(self.shift)) - self.shift).max(least);
                // What is not 0 is not told as 0.
                let h = h.max(10f64.powi(least));
                format!("{} ± {}", number(mean, self.kept(mean, place)), number(h, place))
            }
        }
    }

    /// What is known exactly: no digits behind the point that say nothing; of money, its cents.
    fn exact(&self, value: f64) -> String {
        let own = 10f64.powi(self.shift);
        let has_cents = self.money && (value * own * 100.0).round() % 100.0 != 0.0;
        // Of ten thousands a whole yuan is four places behind the point; nobody reads cents there.
        let cents = if has_cents && self.shift == 0 { -2 } else { -self.shift };
        let text = number(value, if self.money { self.place.min(cents) } else { self.place });
        if !text.contains('.') || has_cents && self.shift == 0 {
            return text;
        }
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// The place to which a mean is rounded: that of its half-width, but two digits stay of what would vanish.
    fn kept(&self, mean: f64, place: i32) -> i32 {
        let vanishes = |place: i32| (mean / 10f64.powi(place)).round() == 0.0;
        if !vanishes(place) || vanishes(self.place) {
            return place;
        }
        (mean.abs().log10().floor() as i32 - 1).max(self.place)
    }

    /// `+4.3 ± 0.5`, without the unit.
    pub fn difference(&self, mean: f64, half_width: Option<f64>) -> String {
        let text = self.estimate(mean, half_width);
        let zero = text.chars().take_while(|c| *c != ' ').all(|c| matches!(c, '0' | '.'));
        if text.starts_with('-') || zero { text } else { format!("+{text}") }
    }

    /// With the unit after it, where there is one.
    pub fn with_unit(&self, text: &str) -> String {
        if self.unit.is_empty() { text.to_owned() } else { format!("{text} {}", self.unit) }
    }
}

/// The place of a half-width's last meaningful digit: one digit, two where the first is a 1 or the number is large.
fn warranted(half_width: f64) -> i32 {
    let magnitude = half_width.abs().log10().floor();
    let leading = half_width.abs() / 10f64.powf(magnitude);
    magnitude as i32 - i32::from(leading < 1.95 || half_width.abs() >= 10.0)
}

/// Rounded to 10^place, with thousands separators.
pub fn number(value: f64, place: i32) -> String {
    if !value.is_finite() {
        return "?".into();
    }
    // What is beyond any amount is some slip of the pen, and told in short.
    if value.abs() >= 1e18 {
        return format!("{value:.3e}");
    }
    let text = if place < 0 {
        format!("{value:.*}", place.unsigned_abs() as usize)
    } else {
        let step = 10f64.powi(place);
        format!("{:.0}", (value / step).round() * step)
    };
    let (sign, digits) = text.strip_prefix('-').map_or(("", &text[..]), |rest| ("-", rest));
    let sign = if digits.chars().all(|c| matches!(c, '0' | '.')) { "" } else { sign };
    format!("{sign}{}", grouped(digits))
}

/// Digits, with or without a fraction, with thousands separators.
pub fn grouped(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// A count with thousands separators.
pub fn count(n: u64) -> String {
    number(n as f64, 0)
}

/// A share that nobody estimated, such as a target: `85 %`, `99.5 %`.
pub fn share(value: f64) -> String {
    let percent = value * 100.0;
    let place = if (percent - percent.round()).abs() < 1e-9 { 0 } else { -1 };
    format!("{} %", number(percent, place))
}

/// A length of time: `12.3 s`, `4.2 min`, `2 h 05`.
pub fn duration(seconds: f64, lang: Lang) -> String {
    let w = Words::of(lang);
    if seconds < 60.0 {
        format!("{} {}", number(seconds, -1), w.seconds)
    } else if seconds < 3600.0 {
        format!("{} {}", number(seconds / 60.0, -1), w.minutes)
    } else {
        let minutes = (seconds / 60.0).round() as u64;
        format!("{} {} {:02}", minutes / 60, w.hours, minutes % 60)
    }
}

/// A length of time that somebody wrote: `30 s`, `3 min`, `1.5 h`, `2 days`; in the largest unit of which it is at least one, if that has
/// no more than one decimal.
pub fn length(seconds: f64, lang: Lang) -> String {
    let w = Words::of(lang);
    let days = match lang {
        Lang::En => "days",
        Lang::Zh => "天",
    };
    let fits = |unit: f64| seconds >= unit && (seconds / unit * 10.0).fract().abs() < 1e-9;
    let units = [(86_400.0, days), (3600.0, w.hours), (60.0, w.minutes)];
    // One day is said in hours, as targets are.
    let said = |unit: f64| fits(unit) && (unit < 86_400.0 || seconds > unit);
    let (unit, word) = units.into_iter().find(|(unit, _)| said(*unit)).unwrap_or((1.0, w.seconds));
    let count = seconds / unit;
    let place = if (count - count.round()).abs() < 1e-9 { 0 } else { -1 };
    format!("{} {word}", number(count, place))
}

/// The length of an interval: `30 min`.
pub fn interval(minutes: f64, lang: Lang) -> String {
    let place = if (minutes - minutes.round()).abs() < 1e-9 { 0 } else { -1 };
    format!("{} {}", number(minutes, place), Words::of(lang).minutes)
}

/// How often there is an interval: `by the hour`, `by 30 min`, `by 2 h`.
pub fn by_interval(minutes: f64, lang: Lang) -> String {
    let w = Words::of(lang);
    let hours = (minutes / 60.0).round();
    let (count, unit) = if (minutes - 60.0 * hours).abs() < 1e-9 { (hours, w.hours) } else { (minutes, w.minutes) };
    let place = if (count - count.round()).abs() < 1e-9 { 0 } else { -1 };
    let (length, hourly) = (format!("{} {unit}", number(count, place)), unit == w.hours && count < 1.5);
    match lang {
        Lang::En if hourly => "by the hour".to_owned(),
        Lang::En => format!("by {length}"),
        Lang::Zh if hourly => "每小时一段".to_owned(),
        Lang::Zh => format!("每 {length}一段"),
    }
}

/// `22 days`; of less than a day, its hours.
pub fn days(days: f64, lang: Lang) -> String {
    let (count, en, zh) = if days < 1.0 { (days * 24.0, "hours", "小时") } else { (days, "days", "天") };
    let place = if (count - count.round()).abs() < 1e-6 { 0 } else { -1 };
    let count = number(count, place);
    match lang {
        Lang::En if count == "1" => format!("{count} {}", en.trim_end_matches('s')),
        Lang::En => format!("{count} {en}"),
        Lang::Zh => format!("{count} {zh}"),
    }
}

/// Dates from one to another: `2025-03-12 to 2025-03-14`; where they are one, `on 2025-03-12`.
pub fn from_to(from: Date, until: Date, lang: Lang) -> String {
    match lang {
        Lang::En if from == until => format!("on {from}"),
        Lang::Zh if from == until => from.to_string(),
        Lang::En => format!("{from} to {until}"),
        Lang::Zh => format!("{from} 至 {until}"),
    }
}

/// Of fewer replications than this an interval is wide by their number alone; and how many would do.
pub(crate) const FEW: u64 = 10;

pub(crate) const ENOUGH: u64 = 20;

/// `≈ 120`; beyond a hundred times what was run, only that it is more.
pub fn approximately(needed: u64, n: u64) -> String {
    let most = 100 * n;
    if needed > most { format!("> {}", count(most)) } else { format!("≈ {}", count(needed)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(unit: Unit, largest: f64) -> Scale {
        Scale::new(unit, largest, false, "CNY", Lang::En)
    }

    #[test]
    fn days_and_parts_of_a_day() {
        let said = |x: f64| (days(x, Lang::En), days(x, Lang::Zh));
        assert_eq!(said(22.0), ("22 days".to_owned(), "22 天".to_owned()));
        assert_eq!(said(1.0), ("1 day".to_owned(), "1 天".to_owned()));
        assert_eq!(said(1.0 / 24.0), ("1 hour".to_owned(), "1 小时".to_owned()));
        assert_eq!(said(4.0 / 24.0), ("4 hours".to_owned(), "4 小时".to_owned()));
        assert_eq!(said(2.3), ("2.3 days".to_owned(), "2.3 天".to_owned()));
    }

    #[test]
    fn lengths_are_as_they_are_written() {
        let said = |seconds: f64| (length(seconds, Lang::En), length(seconds, Lang::Zh));
        assert_eq!(said(1200.0), ("20 min".to_owned(), "20 分钟".to_owned()));
        assert_eq!(
            [30.0, 90.0, 210.0, 86_400.0, 172_800.0].map(|s| said(s).0),
            ["30 s", "1.5 min", "3.5 min", "24 h", "2 days"]
        );
    }

    #[test]
    fn digits_stop_where_the_half_width_does() {
        let share = scale(Unit::Share, 1.0);
        assert_eq!(share.with_unit(&share.estimate(0.871_23, Some(0.004_1))), "87.1 ± 0.4 %");
        assert_eq!(share.estimate(0.871_23, Some(0.012)), "87.1 ± 1.2");
        assert_eq!(share.estimate(0.871_23, Some(0.037)), "87 ± 4");
        assert_eq!(share.estimate(0.48, Some(0.0996)), "48 ± 10");
        assert_eq!(share.estimate(0.871_23, Some(0.000_04)), "87.123 ± 0.004");
        assert_eq!(share.estimate(0.871_23, Some(0.0)), "87.1 ± 0");
        assert_eq!(share.estimate(1.0, Some(0.0)), "100 ± 0");
        assert_eq!(share.estimate(0.871_23, None), "87.1 ± ?");
        let money = scale(Unit::Money, 1e6);
        assert_eq!(money.with_unit(&money.estimate(-154_812.3, Some(9_134.0))), "-154,800 ± 9,100 CNY");
        assert_eq!(money.plain(1_234_567.8), "1,234,568");
        assert_eq!(money.estimate(3_456.0, Some(280_000.0)), "3,500 ± 280,000", "a mean is not rounded away");
        assert_eq!(money.estimate(-12.0, Some(280_000.0)), "-12 ± 280,000");
        assert_eq!(money.estimate(12_345.67, Some(0.0)), "12,345.67 ± 0", "what is known exactly has its cents");
        assert_eq!(money.estimate(12_345.0, Some(0.0)), "12,345 ± 0");
    }

    #[test]
    fn differences_carry_their_sign_and_zero_none() {
        let points = Scale::new(Unit::Share, 1.0, true, "CNY", Lang::En);
        assert_eq!(points.with_unit(&points.difference(0.043, Some(0.005))), "+4.3 ± 0.5 pp");
        assert_eq!(points.difference(-0.043, Some(0.005)), "-4.3 ± 0.5");
        assert_eq!(points.difference(0.0, Some(0.0)), "0 ± 0");
        assert_eq!(points.difference(0.000_03, Some(0.000_001)), "+0.003 ± 0.001", "what is not 0 is not told as 0");
        assert_eq!(points.difference(-0.000_1, Some(0.02)), "0 ± 2");
    }

    #[test]
    fn large_sums_are_told_by_ten_thousands_in_chinese() {
        let told = |largest: f64, lang: Lang| {
            let sums = Scale::sums(largest, "CNY", lang);
            sums.with_unit(&sums.estimate(largest, Some(largest / 50.0)))
        };
        assert_eq!(
            (told(1_234_567.0, Lang::Zh), told(1_234_567.0, Lang::En)),
            ("123.5 ± 2.5 万元".into(), "1,235,000 ± 25,000 CNY".into()),
            "the same digits in both units"
        );
        let sums = Scale::sums(44_000.0, "CNY", Lang::Zh);
        assert_eq!(
            (sums.estimate(44_000.0, Some(0.0)), sums.estimate(12_345.0, Some(0.0))),
            ("4.4 ± 0".into(), "1.2345 ± 0".into())
        );
        assert_eq!(told(9_000.0, Lang::Zh), "9,000 ± 180 元");
    }

    #[test]
    fn a_unit_fits_the_size() {
        assert_eq!(scale(Unit::Seconds, 40.0).unit, "s");
        let minutes = scale(Unit::Seconds, 500.0);
        assert_eq!(minutes.with_unit(&minutes.estimate(252.0, Some(6.0))), "4.20 ± 0.10 min");
        assert_eq!(scale(Unit::Seconds, 9e4).unit, "h");
        assert_eq!(duration(12.34, Lang::En), "12.3 s");
        assert_eq!(duration(252.0, Lang::Zh), "4.2 分钟");
        assert_eq!(duration(7500.0, Lang::En), "2 h 05");
        assert_eq!((super::share(0.85), super::share(0.995)), ("85 %".into(), "99.5 %".into()));
    }

    #[test]
    fn thousands_are_separated() {
        assert_eq!((count(999), count(1000), count(1_234_567)), ("999".into(), "1,000".into(), "1,234,567".into()));
        assert_eq!(number(-0.04, -1), "0.0");
        assert_eq!(number(f64::NAN, 0), "?");
    }
}
