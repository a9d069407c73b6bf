//! What the shop's own export says, beside the model's answer.

use crate::support::{SHOP, page, shop};
use peakstaff::model::Lang;
use peakstaff::report::results_json;
use serde_json::Value;

const MEASURED: &str = r#"
[measured."four@base"]
arrived_per_day.presale = 260
occupancy.service = "90 %"
on_time.refund = 0.99
wait."contact:presale" = "1 min"
arrived.presale.first = 600
cost.wages = 1_000
[measured."five@grown"]
first_contact_resolution = 0.7
"#;

#[test]
fn measured_stands_beside_the_answer_with_its_interval_and_what_to_look_at() {
    let shop = shop(&format!("{SHOP}{MEASURED}")).replications(6);
    let done = shop.ask(|request| request.cases = vec!["base".into()]).compare();
    let json = results_json(&done.manifest, &done.results, Lang::En).unwrap();
    let json: Value = serde_json::from_slice(&json).unwrap();
    let rows = json["measured"].as_array().unwrap();
    assert_eq!(rows.len(), 6, "of what was run only: {rows:?}");
    for row in rows {
        let same = |e: &&Value| {
            ["design", "case", "kpi", "subject"].iter().all(|key| e[key] == row[key]) && e["period"] == "horizon"
        };
        let estimate = json["estimates"].as_array().unwrap().iter().find(same).unwrap();
        assert_eq!((&row["mean"], &row["half_width"]), (&estimate["mean"], &estimate["half_width"]));
        let difference = estimate["mean"].as_f64().unwrap() - row["measured"].as_f64().unwrap();
        assert!((row["difference"].as_f64().unwrap() - difference).abs() < 1e-9);
        let far = (difference / row["measured"].as_f64().unwrap()).abs() > 0.15;
        assert_eq!(row["far"], far, "{row}");
    }
    let of = |key: &str| rows.iter().find(|row| row["kpi"] == key).unwrap();
    assert_eq!(of("occupancy")["subject"], "team:service");
    assert_eq!((of("occupancy")["measured"].as_f64(), of("wait")["measured"].as_f64()), (Some(0.9), Some(60.0)));
    assert!(of("occupancy")["far"] == true && of("cost.wages")["far"] == true);
    for (lang, words) in [
        (Lang::En, ["Measured, and what the model says", "below what was measured; look at `effort`"]),
        (Lang::Zh, ["实测与模型", "请检查`effort`"]),
    ] {
        let page = page(&done.results, lang);
        assert!(words.iter().all(|word| page.contains(word)), "{page}");
    }
}
