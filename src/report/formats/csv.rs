//! CSV: tidy tables for spreadsheets and statistics. They begin with a byte-order mark, so that Excel in China reads
//! the Chinese.

use super::{Asset, Bundle};
use crate::catalogue::{Part, Subject, civil, kpis};
use crate::experiment::{Arm, ProfileCell, ProfileTable};
use crate::harmless::cell;
use crate::measure::{Evaluator, Series};
use crate::report::labels::unit_word;
use crate::report::results::Results;

/// The byte-order mark.
pub(super) const MARK: &[u8] = b"\xEF\xBB\xBF";
pub(crate) const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A table in the making.
pub(crate) struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    pub(crate) fn new(header: &[&str]) -> Result<Self, String> {
        let mut sheet = Self(csv::Writer::from_writer(MARK.to_vec()));
        sheet.row(header)?;
        Ok(sheet)
    }
    pub(crate) fn row<T: AsRef<str>>(&mut self, cells: &[T]) -> Result<(), String> {
        self.0.write_record(cells.iter().map(|text| cell(text.as_ref()).into_owned())).map_err(|e| e.to_string())
    }
    pub(crate) fn bytes(self) -> Result<Vec<u8>, String> {
        self.0.into_inner().map_err(|e| e.to_string())
    }
}

pub(crate) fn optional(x: Option<f64>) -> String {
    x.map_or(String::new(), |x| x.to_string())
}

/// Columns of `estimates.csv`; `output/README.md` lists the same.
const ESTIMATES: [&str; 11] =
    ["design", "case", "kpi", "subject", "period", "mean", "half_width", "n", "unit", "name", "by_day"];

/// `estimates.csv`: one estimate a row.
pub fn estimates_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    let mut sheet = Sheet::new(&ESTIMATES)?;
    let currency = bundle.results.currency();
    let arms = &bundle.results.study.arms;
    for e in &bundle.results.estimates {
        let (model, of) = (&arms[e.of.arm].model, e.of.named(arms));
        let (mean, half, n) = (e.mean.to_string(), optional(e.half_width), e.n.to_string());
        let unit = unit_word(e.of.kpi.unit(model), currency);
        let by_day = if e.by_day { "yes" } else { "" };
        let name = &e.of.kpi.name(model, bundle.lang);
        let about = [of.design, of.case, &of.kpi, &of.subject, of.period];
        sheet.row(&[&about[..], &[&mean, &half, &n, unit, name, by_day]].concat())?;
    }
    Ok(vec![("estimates.csv".into(), sheet.bytes()?)])
}

/// `intervals.csv`: by weekday and interval, then by date.
pub fn intervals_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    let header = [
        "design",
        "case",
        "kpi",
        "subject",
        "weekday",
        "date",
        "from",
        "mean",
        "half_width",
        "n",
        "unit",
        "p10",
        "p50",
        "p90",
    ];
    let mut sheet = Sheet::new(&header)?;
    for arm in &bundle.results.study.arms {
        if let Some(profile) = &arm.profile {
            profile_rows(&mut sheet, bundle.results, arm, profile)?;
        }
    }
    Ok(vec![("intervals.csv".into(), sheet.bytes()?)])
}

fn profile_rows(sheet: &mut Sheet, results: &Results, arm: &Arm, profile: &ProfileTable) -> Result<(), String> {
    let model = &arm.model;
    let calendar = &model.calendar;
    let per_day = calendar.intervals_per_day();
    let minutes = 1440 / per_day;
    let n = results.study.replications.to_string();
    let subjects: Vec<String> = profile.columns.iter().map(|(_, subject)| subject.key(model)).collect();
    for group in 0..profile.groups.dates().end {
        let (weekday, date, from) = if group < 7 * per_day {
            let at = group % per_day * minutes;
            (WEEKDAYS[group / per_day], String::new(), format!("{:02}:{:02}", at / 60, at % 60))
        } else {
            let mut days = calendar.warm_up_days..;
            let day = days.nth(group - 7 * per_day).expect("a calendar has no end");
            (WEEKDAYS[calendar.weekday(day)], civil(calendar.epoch_day(day)).to_string(), String::new())
        };
        for (column, (kpi, _)) in profile.columns.iter().enumerate() {
            let Some(ProfileCell { mean, half_width, quantiles }) = profile.cell(group, column) else { continue };
            let [p10, p50, p90] =
                quantiles.map_or([const { String::new() }; 3], |quantiles| quantiles.map(|q| q.to_string()));
            let (mean, half) = (mean.to_string(), optional(half_width));
            let unit = unit_word(kpi.unit(model), results.currency());
            let (design, case, subject) = (&model.design.key, &model.case.key, &subjects[column]);
            let key = &kpi.key(model)[..];
            sheet
                .row(&[design, case, key, subject, weekday, &date, &from, &mean, &half, &n, unit, &p10, &p50, &p90])?;
        }
    }
    Ok(())
}

/// `replications.csv`: each replication's own values over the horizon and the named periods.
pub fn replications_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    let mut sheet = Sheet::new(&["design", "case", "replication", "period", "subject", "kpi", "value"])?;
    for arm in &bundle.results.study.arms {
        let model = &arm.model;
        let evaluator = Evaluator::new(model);
        let kpis: Vec<_> = kpis(model).into_iter().map(|kpi| (kpi, kpi.key(model).into_owned())).collect();
        let subjects: Vec<(Subject, String)> =
            Subject::all_of(model).into_iter().map(|subject| (subject, subject.key(model))).collect();
        for (replication, outcome) in arm.outcomes.iter().enumerate() {
            let number = (replication + 1).to_string();
            let alone = Series { outcomes: std::slice::from_ref(outcome), spans: &arm.spans };
            for (at, span) in arm.spans.iter().enumerate().filter(|(_, span)| span.is_reported()) {
                for (subject, key) in &subjects {
                    for (kpi, kpi_key) in &kpis {
                        let Some(sample) = evaluator.estimate(*kpi, Part::Both, *subject, &alone, at) else { continue };
                        let (design, case) = (&model.design.key, &model.case.key);
                        let value = sample.value.to_string();
                        sheet.row(&[design, case, &number, &span.label.key, key, kpi_key, &value])?;
                    }
                }
            }
        }
    }
    Ok(vec![("replications.csv".into(), sheet.bytes()?)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_estimates_are_those_that_the_page_of_results_lists() {
        let page = include_str!("../../../output/README.md");
        let row = page.lines().find(|line| line.starts_with("| `estimates.csv` |")).unwrap();
        assert!(row.contains(&ESTIMATES.join(", ")), "{row}");
    }
}
