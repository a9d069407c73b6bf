//! Searches by date on shops that take a known number.

use crate::experiment::optimise::{Confirmed, Dated, Dates, Posts, Staff, SureLook, confirm, levels, settle_dates};

/// Dates that take so many at two posts together, of whom so many at the second; those of the first are dearer.
struct Takes {
    dates: Vec<[u32; 2]>,
    asked: usize,
    replications: usize,
}

impl Takes {
    /// By how much each date is met; `more`: how many more it takes in a replication.
    fn stands(&self, staff: &Staff, more: u32) -> Vec<f64> {
        let date = |(n, [all, second]): (usize, &[u32; 2])| {
            let (a, b) = (staff[2 * n], staff[2 * n + 1]);
            let all = all + more;
            let short = all.saturating_sub(a + b) + second.saturating_sub(b);
            if short == 0 { f64::from(a + b - all) } else { -f64::from(short) }
        };
        self.dates.iter().enumerate().map(date).collect()
    }
}

impl Dates for Takes {
    type Stop = ();
    fn dates(&mut self, round: &[Staff]) -> Result<Vec<Vec<Dated>>, ()> {
        self.asked += round.len();
        let dated = |margin: f64| Dated { margin, by_group: vec![margin] };
        Ok(round.iter().map(|staff| self.stands(staff, 0).into_iter().map(dated).collect()).collect())
    }
    /// Every tenth replication takes one more, the seventeenth two.
    fn margins(&mut self, round: &[Staff], replications: &[u64]) -> Result<Vec<Vec<Vec<f64>>>, ()> {
        self.replications += round.len() * replications.len();
        let more = |number: &u64| if number % 100 == 17 { 2 } else { u32::from(number.is_multiple_of(10)) };
        let of = |staff: &Staff| {
            let all: Vec<Vec<f64>> = replications.iter().map(|number| self.stands(staff, more(number))).collect();
            (0..self.dates.len()).map(|date| all.iter().map(|of| of[date]).collect()).collect()
        };
        Ok(round.iter().map(of).collect())
    }
}

fn posts(dates: usize) -> Posts {
    Posts { dates, price: vec![3.0, 2.0], group: vec![0, 0], groups: 1, most: 40 }
}

#[test]
fn every_date_has_its_own_fewest() {
    let mut takes = Takes { dates: vec![[4, 1], [9, 2], [0, 0], [17, 5]], asked: 0, replications: 0 };
    let covers: Vec<Staff> = (0..8).map(|level| vec![level * 2; 8]).collect();
    let start = levels(&posts(4), &covers, &mut takes).unwrap();
    assert_eq!(start, [2, 2, 6, 6, 0, 0, 10, 10]);
    let staff = settle_dates(&posts(4), start, &mut takes).unwrap();
    // One fewer at either post misses, on every date.
    for (date, [all, second]) in takes.dates.iter().enumerate() {
        let (a, b) = (staff[2 * date], staff[2 * date + 1]);
        assert_eq!((a + b, b >= *second), (*all, true), "{staff:?}");
    }
    assert!(takes.asked < 25, "{}", takes.asked);
}

#[test]
fn what_is_short_is_repaired_and_what_cannot_be_met_is_left() {
    let mut takes = Takes { dates: vec![[5, 5], [60, 0]], asked: 0, replications: 0 };
    let staff = settle_dates(&posts(2), vec![2, 2, 40, 40], &mut takes).unwrap();
    assert_eq!(staff[..2], [0, 5]);
    let mut takes = Takes { dates: vec![[90, 0]], asked: 0, replications: 0 };
    let staff = settle_dates(&posts(1), vec![40, 40], &mut takes).unwrap();
    assert_eq!(staff, [40, 40], "more than the most is not tried");
}

#[test]
fn what_is_sure_is_found_by_few_replications() {
    let looks = [(20, 1, 0), (100, 1, 1), (200, 3, 2)].map(|(n, hoped, shown)| SureLook { n, hoped, shown });
    // With the usual number one replication in ten is missed, with one more, one in a hundred. Whoever is there stays if the first look misses
    // without them: the second date begins with too many, then with too few.
    for (start, all) in [(vec![0, 5, 10, 20], [6, 19]), (vec![3, 2, 4, 8], [7, 18])] {
        let mut takes = Takes { dates: vec![[5, 5], [17, 2]], asked: 0, replications: 0 };
        let Confirmed { staff, n } = confirm(&posts(2), start, &looks, &mut takes).unwrap();
        let sums: Vec<u32> = staff.chunks(2).map(|date| date[0] + date[1]).collect();
        assert_eq!((&sums[..], n), (&all[..], 100), "{staff:?}");
        assert!(staff[1] >= 5 && staff[3] >= 2, "{staff:?}");
        assert!(takes.replications < 700, "{}", takes.replications);
    }
    // More than there may be is not shown, and says so after all looks.
    let mut takes = Takes { dates: vec![[90, 0]], asked: 0, replications: 0 };
    let Confirmed { staff, n } = confirm(&posts(1), vec![38, 40], &looks, &mut takes).unwrap();
    assert_eq!((staff, n), (vec![40, 40], 200));
}
