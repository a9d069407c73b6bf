//! Estimates, each replication's own values, and the shape of the week.

use super::columns::{ESTIMATES, INTERVALS, REPLICATIONS};
use super::sheet::{Sheet, WEEKDAYS, optional, six};
use crate::catalogue::{KpiId, List, Part, Row, Span, Subject, civil, is_on, kpis};
use crate::experiment::{Arm, ProfileCell, ProfileTable, is_monthly};
use crate::measure::{Evaluator, Series};
use crate::report::formats::{Asset, Bundle};
use crate::report::labels::unit_word;
use crate::report::results::{Intervals, Results};

/// `estimates.csv`: one estimate a row.
pub fn estimates_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    let mut sheet = Sheet::of(ESTIMATES)?;
    let currency = bundle.results.currency();
    let arms = &bundle.results.study.arms;
    for e in &bundle.results.estimates {
        let (model, of) = (&arms[e.of.arm].model, e.of.named(arms));
        let (mean, half, n) = (six(e.mean), optional(e.half_width), e.n.to_string());
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
    let mut sheet = Sheet::of(INTERVALS)?;
    for arm in &bundle.results.study.arms {
        if let Some(profile) = &arm.profile {
            profile_rows(&mut sheet, bundle.results, arm, profile)?;
        }
    }
    Ok(vec![("intervals.csv".into(), sheet.bytes()?)])
}

/// Whether a column of a profile is written: where nobody asked for all, what is kept of peak days too, and open tickets.
fn is_wanted(results: &Results, kpi: KpiId) -> bool {
    results.intervals == Intervals::All || is_on(kpi, List::Spread) || kpi == KpiId::Row(Row::Backlog)
}

fn profile_rows(sheet: &mut Sheet, results: &Results, arm: &Arm, profile: &ProfileTable) -> Result<(), String> {
    let model = &arm.model;
    let calendar = &model.calendar;
    let per_day = calendar.intervals_per_day();
    let minutes = 1440 / per_day;
    let n = results.study.replications.to_string();
    let subjects: Vec<String> = profile.columns.iter().map(|(_, subject)| subject.key(model)).collect();
    for group in 0..profile.groups.dates().end {
        let dated = group >= 7 * per_day;
        let (weekday, date, from) = if dated {
            let day = calendar.warm_up_days + (group - 7 * per_day) as i32;
            (WEEKDAYS[calendar.weekday(day)], civil(calendar.epoch_day(day)).to_string(), String::new())
        } else {
            let at = group % per_day * minutes;
            (WEEKDAYS[group / per_day], String::new(), format!("{:02}:{:02}", at / 60, at % 60))
        };
        for (column, of) in profile.columns.iter().enumerate().filter(|(_, of)| is_wanted(results, of.0)) {
            let Some(ProfileCell { mean, half_width, quantiles }) = profile.cell(group, column) else { continue };
            let [p10, p50, p90] = quantiles.map_or([const { String::new() }; 3], |quantiles| quantiles.map(six));
            let (mean, half) = (six(mean), optional(half_width));
            let unit = unit_word(of.0.unit(model), results.currency());
            let (design, case, subject) = (&model.design.key, &model.case.key, &subjects[column]);
            let key = &of.0.key(model)[..];
            sheet
                .row(&[design, case, key, subject, weekday, &date, &from, &mean, &half, &n, unit, &p10, &p50, &p90])?;
        }
    }
    Ok(())
}

/// `replications.csv`: each replication's own values over the horizon and the named periods.
pub fn replications_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    let sheet = replications(bundle, |_, _, span| span.is_reported())?;
    Ok(vec![("replications.csv".into(), sheet.bytes()?)])
}

/// `replications_by_month.csv`: each replication's own values by month and year of what is given by month; none where there are no months.
pub fn months_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    if bundle.results.study.arms.iter().all(|arm| arm.spans.iter().all(Span::is_reported)) {
        return Ok(Vec::new());
    }
    let plain = |subject: Subject| matches!(subject, Subject::All | Subject::Type(_) | Subject::Team(_));
    let sheet = replications(bundle, |kpi, subject, span| !span.is_reported() && is_monthly(kpi) && plain(subject))?;
    Ok(vec![("replications_by_month.csv".into(), sheet.bytes()?)])
}

/// Each replication's own values of what is wanted.
fn replications(bundle: &Bundle<'_>, wanted: impl Fn(KpiId, Subject, &Span) -> bool) -> Result<Sheet, String> {
    let mut sheet = Sheet::of(REPLICATIONS)?;
    for arm in &bundle.results.study.arms {
        let model = &arm.model;
        let evaluator = Evaluator::new(model);
        let kpis: Vec<_> = kpis(model).into_iter().map(|kpi| (kpi, kpi.key(model).into_owned())).collect();
        let subjects: Vec<(Subject, String)> =
            Subject::all_of(model).into_iter().map(|subject| (subject, subject.key(model))).collect();
        for (replication, outcome) in arm.outcomes.iter().enumerate() {
            let number = (replication + 1).to_string();
            let alone = Series { outcomes: std::slice::from_ref(outcome), spans: &arm.spans };
            for (at, span) in arm.spans.iter().enumerate() {
                for (subject, key) in &subjects {
                    for (kpi, kpi_key) in kpis.iter().filter(|(kpi, _)| wanted(*kpi, *subject, span)) {
                        let Some(sample) = evaluator.estimate(*kpi, Part::Both, *subject, &alone, at) else { continue };
                        let (design, case) = (&model.design.key, &model.case.key);
                        let value = six(sample.value);
                        sheet.row(&[design, case, &number, &span.label.key, key, kpi_key, &value])?;
                    }
                }
            }
        }
    }
    Ok(sheet)
}
