//! Tests of `impatient`.

use super::*;

const MINUTE_THIRD: f64 = 0.333_333_3;

/// Eleven values in the order of cases.json: p_wait p_abandon EW ASA EW_given_abandon EQ occupancy, then SL offered,
/// answered, excluding short, short ok.
fn check(case: &str, got: Option<Performance>, expected: [f64; 11]) {
    let p = got.expect(case);
    let s = p.service;
    let got = [
        p.p_wait,
        p.p_abandon,
        p.mean_wait,
        p.mean_wait_answered,
        p.mean_wait_abandoned.unwrap(),
        p.mean_queue,
        p.occupancy,
        s.offered,
        s.answered,
        s.excluding_short,
        s.short_ok,
    ];
    for (i, (got, expected)) in got.iter().zip(expected).enumerate() {
        assert!((got / expected - 1.0).abs() < 1e-6, "{case} value {i}: {got} for {expected}");
    }
}

/// As the cases have it: short abandonments are those within the acceptable wait.
fn solve_at(rate: f64, service: f64, agents: u32, patience: &Patience, accept: f64) -> Option<Performance> {
    solve(rate, service, agents, patience, accept, accept)
}
#[test]
fn cases_of_the_truth_table() {
    check(
        "erlang_a_normal_a",
        solve_at(5.0, 4.0, 21, &Patience::exponential(3.0), 0.5),
        [
            0.413_389_7,
            0.072_538_18,
            0.217_614_5,
            0.199_592_3,
            0.448_043_4,
            1.088_073,
            0.883_297,
            0.776_910_1,
            0.837_673_4,
            0.815_462_3,
            0.824_186_6,
        ],
    );
    check(
        "erlang_a_overload_a",
        solve_at(6.0, 4.0, 18, &Patience::exponential(2.0), 1.0),
        [
            0.820_411,
            0.268_721_4,
            0.537_442_9,
            0.545_328_8,
            0.515_982_9,
            3.224_657,
            0.975_038_1,
            0.586_501_4,
            0.802_021_9,
            0.763_874_9,
            0.818_703_6,
        ],
    );
    check(
        "erlang_a_small_a",
        solve_at(0.5, 5.0, 3, &Patience::exponential(4.0), 0.5),
        [
            0.439_705_4,
            0.176_348_8,
            0.705_395_2,
            0.539_475_2,
            1.480_338,
            0.352_697_6,
            0.686_376,
            0.620_617_1,
            0.753_495_1,
            0.651_865_5,
            0.668_554,
        ],
    );
    check(
        "erlang_a_gmr",
        solve_at(48.0, 1.0, 50, &Patience::exponential(2.0), MINUTE_THIRD),
        [
            0.467_774_1,
            0.030_912_25,
            0.061_824_5,
            0.060_265,
            0.110_714_1,
            2.967_576,
            0.930_324_2,
            0.943_019,
            0.973_099_7,
            0.972_029_6,
            0.972_864_4,
        ],
    );
    check(
        "mmc_det_patience_a",
        solve_at(5.0, 4.0, 19, &Patience::fixed(2.0), 0.5),
        [
            0.764_967,
            0.090_251_83,
            0.911_212_2,
            0.803_198_7,
            2.0,
            4.556_061,
            0.957_629_7,
            0.373_516_6,
            0.410_571_4,
            0.373_516_6,
            0.373_516_6,
        ],
    );
    check(
        "mmc_lognormal_patience_a",
        solve_at(5.0, 4.0, 19, &Patience::lognormal(5.0, 1.5), 0.5),
        [
            0.662_533_3,
            0.107_794_7,
            0.562_075_3,
            0.527_050_2,
            0.851_974_1,
            2.810_376,
            0.939_163_5,
            0.530_322_9,
            0.594_395_6,
            0.546_964_3,
            0.560_748,
        ],
    );
    check(
        "mmc_weibull_patience_a",
        solve_at(4.0, 5.0, 18, &Patience::weibull(0.7, 4.0), 0.5),
        [
            0.599_337_2,
            0.162_388_6,
            0.421_028_4,
            0.413_156_5,
            0.461_631_7,
            1.684_113,
            0.930_679_3,
            0.580_702_8,
            0.693_284_2,
            0.650_819_4,
            0.688_438_8,
        ],
    );
    check(
        "mmc_hyperexp_patience_a",
        solve_at(4.0, 5.0, 19, &Patience::hyperexponential(&[(0.4, 0.5), (0.6, 10.0)]), 0.5),
        [
            0.479_966_5,
            0.139_061_1,
            0.255_070_8,
            0.242_057_7,
            0.335_636_2,
            1.020_283,
            0.906_251_5,
            0.702_198_8,
            0.815_619_8,
            0.787_511_5,
            0.810_530_8,
        ],
    );
    check(
        "mmc_balk_exp_a",
        solve_at(5.0, 4.0, 20, &Patience::exponential(6.0).with_balking(0.1), 0.5),
        [
            0.483_558_4,
            0.097_559_9,
            0.295_224_4,
            0.295_197_8,
            0.295_470_3,
            1.476_122,
            0.902_440_1,
            0.698_005,
            0.773_464_1,
            0.754_831_9,
            0.773_289_2,
        ],
    );
}

#[test]
fn nobody_leaving_is_erlang_c_and_everybody_is_erlang_b() {
    let c = super::super::erlang::ErlangC::new(4.0, 3.0, 14).unwrap();
    let p = solve_at(4.0, 3.0, 14, &Patience::infinite(), 0.5).unwrap();
    assert!((p.p_wait / c.p_wait - 1.0).abs() < 1e-12 && (p.mean_wait / c.mean_wait() - 1.0).abs() < 1e-12);
    assert!((p.service.offered - c.service_level(0.5)).abs() < 1e-12);
    assert_eq!((p.p_abandon, p.mean_wait_abandoned), (0.0, None));
    let (nobody_waits, b) = (Patience::infinite().with_balking(1.0), blocking(14, 12.0));
    let p = solve_at(4.0, 3.0, 14, &nobody_waits, 0.5).unwrap();
    assert!((p.p_abandon / b - 1.0).abs() < 1e-12 && (p.service.offered - (1.0 - b)).abs() < 1e-12);
    assert!((p.service.excluding_short - 1.0).abs() < 1e-12);
    assert_eq!((p.mean_wait, p.mean_wait_abandoned), (0.0, Some(0.0)));
}

#[test]
fn without_enough_people_or_enough_who_leave_there_is_no_steady_state() {
    let mostly_patient = || Patience::from_survival(|x| 0.9 + 0.1 * (-x).exp(), &[]);
    assert_eq!(solve_at(4.0, 3.0, 12, &Patience::infinite(), 0.5), None);
    assert_eq!(solve_at(4.0, 3.0, 10, &mostly_patient(), 0.5), None);
    assert!(solve_at(4.0, 3.0, 11, &mostly_patient(), 0.5).is_some());
}

/// The birth-death chain of M/M/c+M: P(wait), E[Q] and the share who leave (their rate is E[Q] / patience).
fn chain(rate: f64, service: f64, agents: u32, patience: f64) -> [f64; 3] {
    let (mut weight, mut total, mut waits, mut queue) = (1.0, 0.0, 0.0, 0.0);
    for n in 0..200_000_u32 {
        let waiting = f64::from(n.saturating_sub(agents));
        total += weight;
        waits += if n >= agents { weight } else { 0.0 };
        queue += weight * waiting;
        if weight > 1e200 {
            [weight, total, waits, queue] = [weight, total, waits, queue].map(|x| x * 1e-200);
        }
        let leaving = f64::from((n + 1).min(agents)) / service + f64::from((n + 1).saturating_sub(agents)) / patience;
        weight *= rate / leaving;
    }
    [waits / total, queue / total, queue / total / patience / rate]
}

#[test]
fn exponential_patience_is_the_birth_death_chain_at_any_size_and_load() {
    for (rate, service, agents, patience) in [
        (0.01, 1.0, 1, 1.0),
        (0.5, 1.0, 1, 1e-3),
        (5.0, 1.0, 1, 3.0),
        (0.9, 1.0, 1, 1e5),
        (20.0, 1.0, 40, 2.0),
        (990.0, 1.0, 1000, 0.5),
        (1000.0, 1.0, 500, 60.0),
        (3000.0, 0.01, 20, 10.0),
        (40_000.0, 1.0, 20_000, 2.0),
    ] {
        let p = solve_at(rate, service, agents, &Patience::exponential(patience), 1.0).unwrap();
        let expected = chain(rate, service, agents, patience);
        for (got, expected) in [p.p_wait, p.mean_queue, p.p_abandon].iter().zip(expected) {
            assert!((got / expected - 1.0).abs() < 1e-8, "{rate} {service} {agents} {patience}: {got} {expected}");
        }
        // Whoever is answered keeps agents busy; whoever waits was answered or left.
        assert!((p.occupancy - rate * service * (1.0 - p.p_abandon) / f64::from(agents)).abs() < 1e-12);
        let parts = (1.0 - p.p_abandon) * p.mean_wait_answered + p.p_abandon * p.mean_wait_abandoned.unwrap();
        assert!((parts / p.mean_wait - 1.0).abs() < 1e-9);
    }
}

#[test]
fn a_threshold_at_and_beyond_a_fixed_patience() {
    for accept in [2.0, 3.0, 1e9, f64::INFINITY] {
        let p = solve_at(5.0, 4.0, 19, &Patience::fixed(2.0), accept).unwrap();
        assert!((p.service.offered - 0.909_748_173_4).abs() < 1e-9, "{accept}");
        assert!((p.service.short_ok - 1.0).abs() < 1e-9 && (p.service.excluding_short - 1.0).abs() < 1e-9);
    }
    let p = solve_at(5.0, 4.0, 20, &Patience::exponential(6.0).with_balking(0.1), 0.0).unwrap();
    assert!((p.service.offered - (1.0 - p.p_wait)).abs() < 1e-12);
    assert!((p.service.short_ok - (1.0 - 0.9 * p.p_wait)).abs() < 1e-12, "who balks has left within no time");
    // The short threshold apart from the acceptable wait; oracle mmcg(…, T=0.5, short=0.1).
    let p = solve(5.0, 4.0, 20, &Patience::exponential(6.0).with_balking(0.1), 0.5, 0.1).unwrap();
    assert!((p.service.excluding_short - 0.738_780_918_7).abs() < 1e-9);
}

#[test]
fn rare_waits_keep_their_digits() {
    // Oracle mmcg(200, 1/3, 700, lognormal(2, 1)): hardly anybody waits.
    let p = solve_at(200.0, 3.0, 700, &Patience::lognormal(2.0, 1.0), 0.333).unwrap();
    for (got, expected) in [
        (p.p_wait, 3.888_617_002e-5),
        (p.p_abandon, 4.580_174_913e-9),
        (p.mean_wait, 1.162_633_979e-6),
        (p.mean_wait_abandoned.unwrap(), 0.110_211_499_7),
    ] {
        assert!((got / expected - 1.0).abs() < 1e-7, "{got} for {expected}");
    }
    let p = solve_at(1.0, 1.0, 1000, &Patience::exponential(1.0), 1.0).unwrap();
    assert_eq!((p.p_wait, p.p_abandon, p.service.offered), (0.0, 0.0, 1.0));
    let p = solve_at(0.0, 1.0, 3, &Patience::exponential(1.0), 1.0).unwrap();
    assert_eq!((p.p_wait, p.mean_queue, p.occupancy, p.service.excluding_short), (0.0, 0.0, 0.0, 1.0));
}

#[test]
fn nearly_fixed_patience_is_nearly_fixed() {
    let fixed = solve_at(5.0, 4.0, 19, &Patience::fixed(2.0), 0.5).unwrap();
    for cv in [0.0, 1e-9, 1e-6, 1e-4, 1e-3] {
        let p = solve_at(5.0, 4.0, 19, &Patience::lognormal(2.0, cv), 0.5).unwrap();
        assert!((p.p_abandon / fixed.p_abandon - 1.0).abs() < 20.0 * cv * cv + 1e-8, "{cv}: {}", p.p_abandon);
    }
    let p = solve_at(5.0, 4.0, 19, &Patience::weibull(1e4, 2.0), 0.5).unwrap();
    assert!((p.p_abandon / fixed.p_abandon - 1.0).abs() < 1e-3);
    assert_eq!(solve_at(5.0, 4.0, 0, &Patience::fixed(2.0), 0.5), None);
}

#[test]
fn a_crowd_behaves_like_a_fluid() {
    // Twice the capacity: half leave, so the wait is the median of patience.
    let p = solve_at(1e7, 1.0, 5_000_000, &Patience::exponential(600.0), 600.0).unwrap();
    assert!((p.p_abandon - 0.5).abs() < 1e-9 && (p.mean_wait_answered / 600.0 / 2.0f64.ln() - 1.0).abs() < 1e-6);
}

#[test]
fn the_busy_agents_are_the_same_counted_by_work_and_by_state() {
    // By work: load × share answered. By state: fewer than c present is the loss system of c − 1 agents, else all c.
    let laws: [fn() -> Patience; 10] = [
        || Patience::fixed(3.0),
        || Patience::exponential(0.01),
        || Patience::exponential(100.0).with_balking(0.5),
        || Patience::lognormal(3.0, 0.05),
        || Patience::lognormal(3.0, 5.0),
        || Patience::weibull(0.2, 1.0),
        || Patience::weibull(8.0, 1.0),
        || Patience::hyperexponential(&[(0.9, 0.01), (0.1, 100.0)]),
        || {
            Patience::from_survival(
                |x| {
                    if x < 1.0 {
                        1.0
                    } else if x < 2.0 {
                        0.6
                    } else {
                        0.0
                    }
                },
                &[1.0, 2.0],
            )
        },
        || Patience::from_survival(|x| (1.0 - x / 5.0).max(0.0), &[5.0]),
    ];
    for agents in [1_u32, 2, 10, 100, 1000] {
        for occupancy in [0.1, 0.7, 0.95, 1.0, 1.1, 3.0] {
            for (i, law) in laws.iter().enumerate() {
                let load = occupancy * f64::from(agents);
                let p = solve(load / 4.0, 4.0, agents, &law(), 0.5, 0.1).unwrap();
                let by_work = load * (1.0 - p.p_abandon);
                let fewer = load * (1.0 - blocking(agents - 1, load));
                let by_state = (1.0 - p.p_wait) * fewer + f64::from(agents) * p.p_wait;
                assert!((by_work / by_state - 1.0).abs() < 1e-8, "{i} {agents} {occupancy}: {by_work} {by_state}");
                let s = p.service;
                assert!(s.offered <= s.answered && s.offered <= s.excluding_short && s.short_ok <= 1.0 + 1e-12);
            }
        }
    }
}
