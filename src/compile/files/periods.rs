//! Numbers of whole weeks or months that stand beside their first date: nothing says how they lie on the days.

use super::table::VolumeTable;
use super::units::words_of;
use super::wanted_type::{VolumeDay, WantedType};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::say;
use crate::scenario::text::document::date_text;
use std::collections::BTreeMap;

/// How long a number may be of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Period {
    Week,
    Month,
}

impl Period {
    /// Days of one on average.
    fn days(self) -> f64 {
        if self == Self::Week { 7.0 } else { 365.25 / 12.0 }
    }

    /// As the word over a column of dates says.
    fn of_heading(heading: &str) -> Option<Self> {
        let said = words_of(heading);
        let any = |words: &[&str]| said.iter().any(|word| words.contains(&word.as_str()));
        // The day of the week.
        if any(&["day", "weekday"]) {
            return None;
        }
        if any(&["week", "weekly", "wk"])
            || ["周起始", "周开始", "每周", "周次", "自然周"].iter().any(|word| heading.contains(word))
        {
            return Some(Self::Week);
        }
        (any(&["month", "monthly"]) || ["月份", "每月", "自然月"].iter().any(|word| heading.contains(word)))
            .then_some(Self::Month)
    }

    /// As the steps from one date to the next say.
    fn of_steps(dates: &[i32]) -> Option<Self> {
        let steps: Vec<i32> = dates.windows(2).map(|pair| pair[1] - pair[0]).collect();
        if steps.is_empty() {
            return None;
        }
        if steps.iter().all(|step| step % 7 == 0) {
            return Some(Self::Week);
        }
        let of_month = |date: &i32| date_text(*date).rsplit('-').next().map(str::to_owned);
        let alike = |add: i32| dates.iter().all(|date| of_month(&(date + add)) == of_month(&(dates[0] + add)));
        // The same day of each month, or the last, whose next is the first.
        let alike = alike(0) || alike(1);
        (alike && steps.iter().all(|step| (28..=31).contains(step))).then_some(Period::Month)
    }
}

/// Asks whether a table's numbers are of whole weeks or months, where the word over its dates says so or its dates are so far apart.
pub fn ask(
    table: &VolumeTable,
    (file, wanted): (&str, &WantedType),
    days: &BTreeMap<i32, VolumeDay>,
) -> Option<Diagnostic> {
    if table.has_intervals() || wanted.scaled {
        return None;
    }
    let heading = table.sheet.text(table.columns.row, table.columns.date);
    let dates: Vec<i32> = days.keys().copied().collect();
    let named = Period::of_heading(heading);
    let period = named.or_else(|| Period::of_steps(&dates))?;
    let (unit_en, unit_zh) = if period == Period::Week { ("week", "一周") } else { ("month", "一个月") };
    let mean = days.values().map(|day| day.total).sum::<f64>() / (dates.len() as f64 * period.days());
    let per_day = (mean * 10.0).round() / 10.0;
    let Text { en, zh } = match (named, dates.get(1)) {
        (Some(_), _) | (None, None) => say!("\"{heading}\" of {file}", "{file} 的“{heading}”"),
        (None, Some(second)) => {
            let (first, second) = (date_text(dates[0]), date_text(*second));
            say!(
                "{file} has dates a whole {unit_en} apart ({first}, {second})",
                "{file} 的日期都隔整{unit_zh}（{first}、{second}）"
            )
        }
    };
    let why = say!("{en}: is each number that of the whole {unit_en}?", "{zh}：每个数是{unit_zh}的总数吗？");
    let place = days.values().next().map_or(&wanted.place, |day| &day.place);
    let found = Diagnostic::error(Code::DataDoubt, place, why).also(&wanted.place, say!("read here", "在这里读取"));
    Some(found.help(say!(
        "if so, write what they are a day on average in the place of the file: arrivals = {{ per_day = {per_day} }}, and in `weekday` how days differ; or a row for every date; if each is of that date alone: times = 1",
        "若是，请不用文件，写平均每天多少：arrivals = {{ per_day = {per_day} }}，各星期几的差别写在 `weekday`；或每天写一行；若只是当天的数：times = 1"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_and_months_by_their_words_and_by_their_dates() {
        let heading = |word| Period::of_heading(word).map(|period| period == Period::Week);
        for word in ["Week starting", "Week", "week_of", "周起始日期", "Week Start Date"] {
            assert_eq!(heading(word), Some(true), "{word}");
        }
        assert_eq!(heading("Month"), Some(false));
        for word in ["Date", "Day of Week", "weekday", "日期", "Call Date", "Start date"] {
            assert_eq!(heading(word), None, "{word}");
        }
        let steps = |dates: &[i32]| Period::of_steps(dates).map(|period| period == Period::Week);
        assert_eq!(steps(&[20_605, 20_612, 20_626]), Some(true));
        assert_eq!(steps(&[20_605, 20_635, 20_666]), Some(false), "1 June, 1 July, 1 August");
        assert_eq!(steps(&[20_484, 20_512, 20_543]), Some(false), "the last of January, February and March");
        assert_eq!((steps(&[20_605]), steps(&[20_605, 20_606]), steps(&[20_605, 20_612, 20_613])), (None, None, None));
    }
}
