//! What is saved month by month against what is paid once: cumulative, paid back, and what all of it is worth today.
//!
//! Flows fall at the ends of months; the rate is effective a year (Brealey, Myers & Allen 2020, Principles of Corporate Finance, ch. 2).

/// Months in a year.
const YEAR: f64 = 12.0;
/// Days of a year are no twelve whole months where it is a leap year or begins within a month: so much of a month is no month more.
const NO_MONTH: f64 = 0.05;

/// What one month brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    /// The month's place among those that are counted.
    pub month: usize,
    /// Months from the first day until its end.
    pub at: f64,
    /// Running cost no longer paid in it.
    pub saved: f64,
    /// Paid once in it, beyond the baseline's.
    pub once: f64,
}

/// When what is paid once has come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaidBack {
    /// Nothing is paid once.
    Nothing,
    /// From the end of this month on, counted from 1.
    Month(u32),
    /// Not within the years that are looked at.
    Never,
}

/// The flows of so many years: the counted months in order, and over again where there are fewer; what is paid once is paid once.
/// `lengths`: months of pay in each counted month.
pub fn flows(lengths: &[f64], saved: &[f64], once: &[f64], years: u32) -> Vec<Flow> {
    let end = YEAR * f64::from(years) - NO_MONTH;
    let (mut all, mut at) = (Vec::new(), 0.0);
    for n in 0.. {
        if at >= end || lengths.is_empty() {
            break;
        }
        let month = n % lengths.len();
        at += lengths[month];
        let once = if n < lengths.len() { once[month] } else { 0.0 };
        all.push(Flow { month, at, saved: saved[month], once });
    }
    all
}

/// Saved less paid once, from the first month up to each.
pub fn cumulative(flows: &[Flow]) -> Vec<f64> {
    let sum = |total: &mut f64, flow: &Flow| {
        *total += flow.saved - flow.once;
        Some(*total)
    };
    flows.iter().scan(0.0, sum).collect()
}

/// What all flows are worth on the first day, at an effective rate a year.
pub fn present_value(flows: &[Flow], rate: f64) -> f64 {
    flows.iter().map(|flow| (flow.saved - flow.once) * (1.0 + rate).powf(-flow.at / YEAR)).sum()
}

/// The month from whose end on the cumulative sum is never below zero again.
pub fn paid_back(flows: &[Flow]) -> PaidBack {
    if flows.iter().map(|flow| flow.once).sum::<f64>() <= 0.0 {
        return PaidBack::Nothing;
    }
    let sums = cumulative(flows);
    let after = sums.iter().rposition(|sum| *sum < 0.0).map_or(0, |last| last + 1);
    // A month that begins within a calendar month ends within the next.
    flows.get(after).map_or(PaidBack::Never, |flow| PaidBack::Month((flow.at - 1e-6).ceil().max(1.0) as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: [f64; 12] = [1.0; 12];

    fn year(saved: f64, first: f64) -> Vec<Flow> {
        let mut once = [0.0; 12];
        once[0] = first;
        flows(&WHOLE, &[saved; 12], &once, 1)
    }

    #[test]
    fn present_values_are_those_of_a_spreadsheet() {
        // =NPV((1+10%)^(1/12)-1; 1000-5000; 1000; …) over twelve months.
        let monthly = 1.1_f64.powf(1.0 / 12.0) - 1.0;
        let annuity = 1000.0 * (1.0 - 1.0 / 1.1) / monthly;
        let worth = present_value(&year(1000.0, 5000.0), 0.1);
        assert!((worth - (annuity - 5000.0 / 1.1_f64.powf(1.0 / 12.0))).abs() < 1e-8, "{worth}");
        assert!((annuity - 11_400.49).abs() < 0.01, "{annuity}");
        assert_eq!(present_value(&year(1000.0, 5000.0), 0.0), 7000.0);
    }

    #[test]
    fn paid_back_by_hand() {
        assert_eq!(paid_back(&year(1000.0, 5000.0)), PaidBack::Month(5));
        assert_eq!(paid_back(&year(1000.0, 5000.01)), PaidBack::Month(6));
        assert_eq!(paid_back(&year(1000.0, 12_001.0)), PaidBack::Never);
        assert_eq!(paid_back(&year(1000.0, 0.0)), PaidBack::Nothing);
        assert_eq!(paid_back(&year(-1.0, 1.0)), PaidBack::Never);
        // A month that loses puts it off.
        let mut saved = [1000.0; 12];
        saved[6] = -4000.0;
        let mut once = [0.0; 12];
        once[0] = 3000.0;
        assert_eq!(paid_back(&flows(&WHOLE, &saved, &once, 1)), PaidBack::Month(8));
    }

    #[test]
    fn years_begin_again_and_what_is_paid_once_does_not() {
        let three = flows(&WHOLE, &[10.0; 12], &[5.0; 12], 3);
        assert_eq!((three.len(), three[35].at, three[11].once, three[12].once), (36, 36.0, 5.0, 0.0));
        assert_eq!(cumulative(&three)[35], 360.0 - 60.0);
        // 365 days from 10 March: thirteen calendar months, the first and the last in part. Of a leap year a day is left over.
        let mut lengths = [1.0; 13];
        (lengths[0], lengths[12]) = (22.0 / 31.0, 9.0 / 31.0);
        assert_eq!(flows(&lengths, &[1.0; 13], &[0.0; 13], 1).len(), 13);
        let mut leap = WHOLE;
        leap[11] = 30.0 / 31.0;
        assert_eq!(flows(&leap, &[1.0; 12], &[0.0; 12], 1).len(), 12);
        // Of longer horizons the first year.
        assert_eq!(flows(&[1.0; 24], &[1.0; 24], &[0.0; 24], 1).len(), 12);
    }
}
