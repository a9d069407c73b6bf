//! What sizing asks of whom: what people who come for the day have no hold on is told and not asked, and a promise can be left out.

use super::size::{asked, ended, refused, request, sized};
use peakstaff::model::Lang;
use peakstaff::report::formats::text::brief;
use peakstaff::report::{size_answer, size_json};
use peakstaff::session::{NoShelf, Request, SizeAsked, SizeChosen};

/// Calls of two types with a team each; people can come to the first alone, and the second breaks its promise whoever comes.
const TWO: &str = r#"
template = "none"
start = 2025-03-03
days = 3
[calendar.profile]
flat = [1.0]
[period.sale]
from = 2025-03-04
until = 2025-03-04
[contact.a]
channel = "call"
arrivals = { per_day = 2400, profile = "flat" }
effort = "3 min"
targets = [ { accepted = "60 s", share = 0.6 } ]
[contact.b]
channel = "call"
arrivals = { per_day = 240, profile = "flat" }
effort = "3 min"
targets = [ { accepted = "5 s", share = 0.99 } ]
[design.now.team.t]
headcount = 2
serves = ["a"]
rest = "none"
shifts = { day = { hours = "00:00-24:00" } }
split = { day = 1.0 }
people = { "2025-03-04" = 1 }
[design.now.team.u]
staffed = 1
serves = ["b"]
"#;

fn sale() -> Request {
    Request { period: Some("sale".into()), replications: Some(73), ..request(2) }
}

#[test]
fn who_comes_is_asked_only_for_what_they_serve() {
    for what in [SizeChosen::WhoCome, SizeChosen::ByDate] {
        let ended = ended(TWO, &sale(), &SizeAsked { what, ..asked(&[], &[]) }, &NoShelf);
        let found = &ended.staffed;
        assert!(found.is_met() && found.targets.len() == 1 && found.beyond.len() == 1, "{:?}", found.best);
        assert!(found.best.staff.iter().sum::<u32>() > 1, "{:?}", found.best.staff);
        let told = found.best.beyond[0].as_ref().expect("calls of the second type came");
        assert!(told.value < 0.9, "{told:?}");
        let pages = [
            (Lang::En, "Notaskedfor,astdoesnotserveit:servicelevel:b"),
            (Lang::Zh, "不在要求之内（t不接）：服务水平：b"),
        ];
        for (lang, said) in pages {
            let page: String = brief(&size_answer(found, lang, "", true)).split_whitespace().collect();
            assert!(page.contains(said), "{page}");
        }
        let json = String::from_utf8(size_json(&ended.manifest, found, Lang::En).unwrap()).unwrap();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["staffings"][0]["not_asked"][0]["subject"], "contact:b");
    }
    // What is asked for by name is asked for.
    let both = SizeAsked { what: SizeChosen::WhoCome, mean: true, ..asked(&["service_level@contact:b >= 99 %"], &[]) };
    let found = sized(TWO, &Request { replications: Some(20), ..sale() }, &both);
    assert!(!found.is_met() && found.beyond.is_empty());
}

#[test]
fn a_promise_that_nobody_can_keep_is_left_out() {
    let without = |what: &str| SizeAsked { without: vec![what.into()], ..asked(&[], &["t=2..12"]) };
    let mean = Request { replications: Some(20), ..request(2) };
    let found = sized(TWO, &mean, &asked(&[], &["t=2..12", "u=1"]));
    assert!(!found.is_met());
    let page: String = brief(&size_answer(&found, Lang::En, "", true)).split_whitespace().collect();
    assert!(page.contains("--withoutservice_level@contact:b"), "{page}");
    let found = sized(TWO, &mean, &without("service_level@contact:b"));
    assert!(found.is_met() && found.targets.len() == 1, "{:?}", found.best);
    let said = refused(TWO, &without("service_level@contact:c"));
    assert!(said.contains("cannot be left out") && said.contains("service_level@contact:a"), "{said}");
}
