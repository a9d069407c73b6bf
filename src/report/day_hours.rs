//! The hours of a day, as pages and pictures name them, and figures by them.

use crate::catalogue::{KpiId, Subject};
use crate::experiment::{Arm, ProfileCell};

/// The means of a KPI by hour of day; none where nothing happened.
pub fn hourly(arm: &Arm, span: usize, kpi: KpiId, subject: Subject) -> Option<Vec<Option<f64>>> {
    Some(cells(arm, span, kpi, subject)?.into_iter().map(|cell| cell.map(|cell| cell.mean)).collect())
}

/// `20:00-21:00` for one of so many points of a day.
pub fn hour_name(point: usize, points: usize) -> String {
    format!("{}-{}", clock(point, points), clock(point + 1, points))
}

/// `20:00`: when one of so many points of a day begins.
pub fn clock(point: usize, points: usize) -> String {
    let minutes = point * 1440 / points;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A KPI by hour of day, over the dates and hours of a span: 24 cells, or fewer where intervals are longer than an hour.
pub(crate) fn cells(arm: &Arm, span: usize, kpi: KpiId, subject: Subject) -> Option<Vec<Option<ProfileCell>>> {
    let profile = arm.profile.as_ref()?;
    let column = profile.column(kpi, subject)?;
    Some(profile.groups.hours(span).map(|group| profile.cell(group, column)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_have_names() {
        assert_eq!((hour_name(20, 24), hour_name(1, 4)), ("20:00-21:00".into(), "06:00-12:00".into()));
    }
}
