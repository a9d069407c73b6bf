//! Truth: every file of `tests/validation` against its exact values, and every file of `tests/recorded` against what another
//! program found, as `peakstaff verify` does. A test that is not sharp enough to notice a difference fails too.

use crate::support::{each_file, scenario, tomls};
use peakstaff::experiment::{Never, Quiet};
use peakstaff::model::Lang;
use peakstaff::report::formats::text::render;
use peakstaff::report::truths_report;
use peakstaff::session::verify;

fn holds(folder: &str, name: &str) {
    let truths = scenario(&format!("{folder}/{name}.toml"));
    let rows = verify(&truths.scenario(), name, &truths.request, &Quiet, &Never);
    let mut rows = rows.unwrap_or_else(|refused| panic!("{}", refused.render(peakstaff::diagnostic::Style::default())));
    assert!(!rows.is_empty(), "{name} has no [[truth]]");
    rows.retain(|row| !row.passed);
    assert!(rows.is_empty(), "{}", render(&truths_report(&rows, Lang::En)));
}

mod exact {
    fn holds(name: &str) {
        super::holds("tests/validation", name);
    }

    // A new file of `tests/validation`: its name without `.toml` goes here.
    super::each_file! {
        super::tomls("tests/validation") => holds:
        blend_nonpreemptive_a blend_preemptive_b bot_front_a busyness_variance chat_by_message_aftersale
        chat_by_message_finite_source chat_by_message_furniture chat_by_message_presale chat_dynamic_a
        chat_fixed_at_start_a erlang_a_gmr erlang_a_normal_a erlang_a_overload_a erlang_a_small_a erlang_b_a
        erlang_c_a fcr_a fcr_and_retrial_a hazard_patience_a in_hand_on_pause jackson_fcr_a limits_by_person mdc_a mg1_lognormal_a mmc_balk_exp_a
        mmc_det_patience_a mmc_hyperexp_patience_a mmc_lognormal_patience_a mmc_three_limits_a mmc_weibull_patience_a
        n_model_type1_first_a n_model_type2_first_a order_coupling_exp_a order_coupling_served_a
        overtime_beyond_tolerance priority_a retrial_a shift_end_queue_one_call ssj_callcenter_alpha400
        ssj_daily_calls teams_tried_together ticket_tandem_a transfer_a tv_isa_feldman tv_sinus_a tv_step_a weibull_by_mean_and_shape x_model_a
    }
}

/// Slow: together they simulate two minutes on one core. `cargo test --release --test it recorded -- --ignored`.
mod recorded {
    fn holds(name: &str) {
        super::holds("tests/recorded", name);
    }

    // A new file of `tests/recorded`: its name without `.toml` goes here.
    super::each_file! {
        super::tomls("tests/recorded") => holds:
        #[ignore = "long"] cc_mmc
        #[ignore = "long"] cc_mmcab
        #[ignore = "long"] cc_simplemsk
        #[ignore = "long"] cc_singlequeue_20s
        #[ignore = "long"] cc_singlequeue_30s
        #[ignore = "long"] ssj_callcenter_alpha10
        #[ignore = "long"] ssj_callcenter_alpha400
        #[ignore = "long"] whitt_d_e2
        #[ignore = "long"] whitt_e2_e2
        #[ignore = "long"] whitt_ln11_e2
        #[ignore = "long"] whitt_ln11_ln11
        #[ignore = "long"] whitt_m_e2
        #[ignore = "long"] whitt_m_ln11
        #[ignore = "long"] whitt_m_ln425
        #[ignore = "long"] whitt_m_ln44
        #[ignore = "long"] whitt_m_m1
        #[ignore = "long"] whitt_m_m4
    }
}

#[test]
fn hundreds_of_truths_are_exact() {
    let truths = |name: String| scenario(&format!("tests/validation/{name}.toml")).compiled().truths.len();
    let number: usize = tomls("tests/validation").into_iter().map(truths).sum();
    assert!(number >= 250, "only {number}");
}
