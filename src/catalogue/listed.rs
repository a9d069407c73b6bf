//! The rows of each list.

use super::id::KpiId;
use super::lists::List;
use super::rows::Row;

/// The rows of a list, in its order.
pub fn listed(list: List) -> Vec<KpiId> {
    let place = |row: &Row| row.kpi().on.iter().find(|(other, _)| *other == list).map(|(_, place)| *place);
    let mut found: Vec<(u8, Row)> = Row::ALL.iter().filter_map(|row| Some((place(row)?, *row))).collect();
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, row)| KpiId::Row(row)).collect()
}

/// Whether a KPI stands on a list.
pub fn is_on(kpi: KpiId, list: List) -> bool {
    let row = match kpi {
        KpiId::Row(row) => row,
        // At a limit too it is given by month, and on no list of pages.
        KpiId::Within { of, .. } if list == List::Months => of,
        _ => return false,
    };
    row.kpi().on.iter().any(|(other, _)| *other == list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_on_a_list_are_told_apart() {
        for row in Row::ALL {
            for (list, place) in row.kpi().on {
                let same = |other: &&Row| other.kpi().on.contains(&(*list, *place));
                assert!(*place == 0 || Row::ALL.iter().filter(same).count() == 1, "{list:?} {place}");
                assert_eq!(*place == 0, *list == List::Months, "{row:?} on {list:?}");
            }
        }
        let keys = |list| listed(list).iter().map(|kpi| kpi.row().key).collect::<Vec<_>>();
        assert_eq!(keys(List::Assumptions), ["cost.total", "orders", "coverage"]);
        assert_eq!(keys(List::Months)[..3], ["arrived", "contained", "offered"]);
    }
}
