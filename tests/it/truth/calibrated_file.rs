//! A number that calibration moves is a number of the file: the model at every point is that of the file with these numbers in it, and
//! what the written file gives is what was promised of it, to the last digit.

use super::calibrate::ended;
use crate::support::shop;
use crate::support::told::mean;
use peakstaff::compile::{Instead, InsteadOf, instead};
use peakstaff::session::{NoShelf, Request, check};

/// A shop of everything whose work is known by the clock, and of a volume that bot and repeats are taken apart of.
const SHOP: &str = r#"start = 2025-03-03
days = 3
warm_up = "1 day"

[volume]
contacts_per_day = 700
mix = { presale = 0.6, care = 0.4 }
counts = "contacts"
measured = "now@base"

[defaults.chat]
detail = "message"

[contact.presale]
channel = "chat"
arrivals = { profile = "cn_evening" }
session = { lasts = "6 min 45 s", open = { value = 4, low = 2, high = 4 } }
messages = { low = 4.2, likely = 4.8, high = 5.7, source = "worked out" }

[contact.care]
like = "presale"

[contact.line]
channel = "call"
arrivals = { per_day = 300, profile = "cn_office" }
handle_time = { low = "200 s", likely = "240 s", high = "300 s" }
wrap_up = { low = "20 s", likely = "40 s", high = "60 s" }

[contact.form]
channel = "ticket"
arrivals = { per_day = 40, profile = "cn_office" }
effort = { lognormal = { mean = { low = "3 min", likely = "7 min", high = "12 min" }, cv = 1.0 } }

[defaults.team]
shifts.day = { hours = "08:00-23:00", break = "60 min in 12:00-15:00" }
split = { day = 1.0 }

[design.now]
bot.presale = { contains = { value = 0.3, low = 0.2, high = 0.4 } }
team.one = { headcount = 24, serves = [["presale", "care"], ["form"]] }
team.two = { headcount = 6, serves = ["line"] }

[design.other]
like = "now"
team.one.headcount = 20
"#;

/// By path: what stands in the file, and what is to stand there; of what the template says, the line that the file has for it.
const NUMBERS: [(&str, &str, &str); 9] = [
    ("contact.presale.messages", "likely = 4.8", "likely = 5.1"),
    ("contact.presale.session.open", "open = { value = 4", "open = { value = 3"),
    ("contact.line.handle_time", "likely = \"240 s\"", "likely = \"261.5 s\""),
    ("contact.line.wrap_up", "likely = \"40 s\"", "likely = \"52 s\""),
    ("contact.form.effort.lognormal.mean", "likely = \"7 min\"", "likely = \"500 s\""),
    ("design.now.bot.presale.contains", "contains = { value = 0.3", "contains = { value = 0.36"),
    ("defaults.team.switching", "[defaults.team]\n", "[defaults.team]\nswitching = 0.12\n"),
    (
        "defaults.chat.customer_pause.exponential.mean",
        "[defaults.chat]\n",
        "[defaults.chat]\ncustomer_pause.exponential.mean = \"38 s\"\n",
    ),
    ("defaults.bot.resolves", "[design.now]\n", "[defaults.bot]\nresolves = 0.78\n[design.now]\n"),
];

#[test]
fn a_point_is_the_file_with_its_numbers_in_it() {
    let mut text = SHOP.to_owned();
    let mut points = vec![Vec::new()];
    let mut files = vec![text.clone()];
    // One by one, then all of them.
    let mut all = Vec::new();
    for (path, was, is) in NUMBERS {
        assert_eq!(SHOP.matches(was).count(), 1, "{was}");
        let value = is.split_once("= ").unwrap().1.split('\n').next().unwrap();
        let value = value.rsplit_once("= ").map_or(value, |(_, value)| value).trim_matches('"').to_owned();
        let at = was.rfind("= ").map(|within| SHOP.find(was).unwrap() + within + 2);
        let with = |text: &str| text.replace(was, is);
        let one = Instead { path: path.to_owned(), at, value: value.clone() };
        files.push(with(SHOP));
        points.push(vec![one.clone()]);
        all.push(one);
        text = with(&text);
    }
    files.push(text);
    points.push(all);
    let asked = InsteadOf { sets: &["days=4".to_owned()], design: "now", case: "base", points: &points };
    let found = instead(&shop(SHOP).files, "shop.toml", asked);
    let mut models = Vec::new();
    for ((text, found), point) in files.iter().zip(found).zip(&points) {
        let written =
            check(&shop(text).files, "shop.toml", &["days=4".to_owned()]).unwrap_or_else(|_| panic!("{text}"));
        let of_file = written.compiled.model(0, 0);
        assert_eq!((&of_file.design.key[..], &of_file.case.key[..]), ("now", "base"));
        let Ok(found) = found else { panic!("{point:?}") };
        // What no figure depends on: where values stand.
        assert_eq!(format!("{found:#?}"), format!("{of_file:#?}"), "{point:?}");
        models.push(format!("{found:?}"));
    }
    // Every number does something.
    assert!((1..models.len()).all(|at| models[..at].iter().all(|other| *other != models[at])));
}

#[test]
fn the_written_file_gives_what_was_promised_of_it() {
    let measured = "[measured.\"now@base\"]\naverage_response.presale = \"38 s ± 1 s\"\nfirst_response.care = \"30 s ± 3 s\"\n\
                    occupancy.two = \"48 % ± 1 %\"\non_time.form = \"90 % ± 5 %\"\n";
    let request =
        Request { threads: 2, replications: Some(4), designs: vec!["now".into()], ..Request::new("shop.toml") };
    let found = ended(&format!("{SHOP}{measured}"), &request, &[], &NoShelf).calibrated;
    let text = found.text.as_ref().expect("something moved");
    let moved = |path: &str| found.inputs.iter().any(|one| one.path == path && one.value != one.was && one.written);
    assert!(moved("contact.presale.session.open") && moved("contact.line.handle_time"), "{:?}", found.inputs);
    let rows =
        shop(text).replications(4).ask(|request| (request.seed, request.designs) = (2, vec!["now".into()])).estimates();
    let rows: Vec<_> = rows.into_iter().filter(|row| row.design == "now").collect();
    for fact in &found.facts {
        let promised = fact.after.as_ref().unwrap();
        let (kpi, subject) = (fact.wanted.kpi.key(&found.model), &fact.wanted.subject);
        assert_eq!(mean(&rows, &kpi, subject).to_bits(), promised.value.to_bits(), "{kpi} {subject}");
    }
}
