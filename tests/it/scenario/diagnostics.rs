//! Broken scenarios beside the exact message, in both languages. `UPDATE=1 cargo test diagnostics` writes them anew;
//! read the difference before committing it.

use crate::support::{Files, each_file, package, scenario, tomls};
use peakstaff::compile::LeversOf;
use peakstaff::diagnostic::Style;
use peakstaff::scenario::text::sources::Sources;
use peakstaff::session::{Grid, OfPoints, Refused, Request, Scenario, Sweep, check_for};
use std::fs;

/// What is asked of a case, from lines such as `#! --set days=3`.
fn all(text: &str, option: &str) -> Vec<String> {
    text.lines().filter_map(|l| l.strip_prefix(&format!("#! --{option} "))).map(str::to_string).collect()
}

/// A grid where lines say `#! --vary`, else the file with what is asked of it.
fn checked(sources: &dyn Sources, file: &str, text: &str) -> Result<Scenario, Refused> {
    let (request, vary) = (request(file, text), all(text, "vary"));
    if vary.is_empty() {
        return check_for(sources, &request);
    }
    let weeks = all(text, "sample-weeks").first().map(|n| n.parse().unwrap());
    let grid = Grid { vary, of: OfPoints { kpis: all(text, "kpi"), weeks }, best: None };
    Sweep::compile(sources, &request, &grid).map(|sweep| sweep.points.scenario)
}

fn request(file: &str, text: &str) -> Request {
    let all = |option: &str| all(text, option);
    let levers = match all("levers").pop() {
        None => LeversOf::Nobody,
        Some(design) if design == "baseline" => LeversOf::Baseline,
        Some(design) => LeversOf::Design(design),
    };
    Request { sets: all("set"), what_ifs: all("what-if"), levers, ..Request::new(file) }
}

fn has_its_exact_messages(name: &str) {
    let shown = format!("tests/diagnostics/{name}.toml");
    let text = fs::read_to_string(package(&shown)).unwrap();
    let outcome = checked(&Files::of(""), &shown, &text);
    // A name that begins with `warn_` compiles, with warnings.
    assert_eq!(outcome.is_ok(), name.starts_with("warn_"));
    for (ending, chinese) in [("en", false), ("zh", true)] {
        let style = Style { chinese, colour: false };
        let text = match &outcome {
            Ok(scenario) => scenario.warnings(style),
            Err(refused) => refused.render(style),
        };
        assert!(!text.is_empty());
        let file = package(&format!("tests/diagnostics/{name}.{ending}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &text).unwrap();
        }
        let wanted = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        assert!(text == wanted, "{name}.{ending}: wanted\n{wanted}--- found\n{text}");
    }
}

// A new file of `tests/diagnostics`: its name without `.toml` goes here.
each_file! {
    tomls("tests/diagnostics") => has_its_exact_messages:
    born born_nowhere bot busyness by_hand by_message calendar_holidays chat_limits chinese_keys clock contact_like crises
    data data_columns data_laws data_rows day_paid days design_list events events_all events_bursts events_peaks
    events_shapes events_shares events_sizes figures_in_one_go full_width holidays holidays_none
    impossible_numbers included included_none laws laws_twice leaders levers levers_alone levers_clash
    levers_none like limits limits_sizes measured measured_pairs misplaced missing misspelt_names moments money
    no_design no_route nobody_serves not_yet on_duty outreach overrides pauses payroll people_of per_1000
    policies policies_many policies_random policies_set policies_short policies_values ranges ratings reminders
    roster runaway sample_weeks scores scores_figures set shift_end shifts steps syntax targets template time_limits units
    unknown_keys vary vary_days vary_kpi vary_many vary_points volume volume_bot volume_brought volume_mix
    volume_share warn_chat_limits warn_data warn_events warn_events_left_out warn_holidays warn_included warn_money
    warn_outside warn_payroll warn_policies warn_quantiles warn_roster warn_runaway what_if wrong_types
}

/// Compiles, and nothing is found.
fn has_no_finding(name: &str) {
    let found = scenario(&format!("scenarios/{name}.toml")).warnings();
    assert!(found.is_empty(), "{found}");
}

/// The scenarios that are shipped.
mod shipped {
    // A new file of `scenarios`: its name without `.toml` goes here.
    super::each_file! {
        super::tomls("scenarios") => super::has_no_finding:
        apparel_double11 authority bot_failure carrier_failure catalogue complaints dianxiaomi_scale douyin_live
        first hetianxia kuailiwen pdd_small_shop review_requests tiny_shop turnover volumes
    }
}
