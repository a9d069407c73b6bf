//! Sizing: smallest numbers by formula are found by simulation, the interval decides, and the answer can be pasted.

use crate::support::{SHOP, Shelved, Silent, World, models, shop};
use peakstaff::diagnostic::Style;
use peakstaff::experiment::optimise::Answer;
use peakstaff::experiment::{Cancel, Never, Stopped};
use peakstaff::model::Lang;
use peakstaff::report::formats::text::brief;
use peakstaff::report::{Staffed, size_answer, size_json, size_report, size_tables, size_wall};
use peakstaff::session::{
    Halt, NoShelf, Request, Shelf, Size, SizeAsked, SizeChosen, SizeEnded, SizePorts, like_other, like_targets,
};
use std::sync::atomic::{AtomicU64, Ordering};

pub(super) fn asked(targets: &[&str], between: &[&str]) -> SizeAsked {
    let strings = |all: &[&str]| all.iter().map(ToString::to_string).collect();
    SizeAsked { targets: strings(targets), between: strings(between), ..SizeAsked::default() }
}

pub(super) fn request(threads: usize) -> Request {
    Request { threads, replications: Some(50), ..Request::new("shop.toml") }
}

pub(super) fn ended(text: &str, request: &Request, asked: &SizeAsked, shelf: &dyn Shelf) -> SizeEnded {
    let files = &shop(text).files;
    let search =
        Size::compile(files, request, asked).unwrap_or_else(|refused| panic!("{}", refused.render(Style::default())));
    search
        .run(files, request, asked, SizePorts { shelf, watch: &Silent, cancel: &Never })
        .unwrap_or_else(|halt| panic!("{halt:?}"))
}

pub(super) fn sized(text: &str, request: &Request, asked: &SizeAsked) -> Staffed {
    ended(text, request, asked, &NoShelf).staffed
}

pub(super) fn refused(text: &str, asked: &SizeAsked) -> String {
    let files = &shop(text).files;
    let Err(refused) = Size::compile(files, &request(2), asked) else { panic!("it is understood") };
    refused.render(Style::default())
}

/// A textbook queue of calls, day and night; the number in the file is far from enough.
fn queue(per_minute: f64, minutes: f64, patience: Option<f64>, within: f64, share: f64) -> String {
    let per_day = per_minute * 1440.0;
    let patience = patience
        .map_or_else(String::new, |mean| format!("patience = {{ exponential = {{ mean = \"{mean} min\" }} }}\n"));
    format!(
        "template = \"none\"\nstart = 2025-03-03\ndays = 3\nwarm_up = \"1 day\"\n[calendar.profile]\nflat = [1.0]\n\
         [contact.a]\nchannel = \"call\"\narrivals = {{ per_day = {per_day}, profile = \"flat\" }}\n\
         effort = {{ exponential = {{ mean = \"{minutes} min\" }} }}\n{patience}\
         targets = [ {{ accepted = \"{within} s\", share = {share} }} ]\n\
         [design.now.team.t]\nstaffed = 4\nserves = [\"a\"]\n"
    )
}

/// `staffing_a`: by the formula without abandonment 11 agents, of all offered with it 10.
#[test]
fn smallest_numbers_are_those_of_the_formulas() {
    let patient = sized(&queue(2.0, 4.0, None, 20.0, 0.8), &request(2), &asked(&[], &["t=8..16"]));
    assert_eq!((patient.best.staff, patient.proven), (vec![11], true));
    let offered = asked(&["service_level_offered@contact:a >= 80 %"], &[]);
    let impatient = sized(&queue(2.0, 4.0, Some(3.0), 20.0, 0.8), &request(2), &offered);
    assert_eq!(impatient.best.staff, [10]);
    assert_eq!(impatient.fewer[0].as_ref().unwrap().answer(), Answer::Missed);
    assert!(impatient.best.n() >= 20 && impatient.in_file.unwrap().answer() == Answer::Missed);
}

/// Ten who take 3 minutes do what thirteen do who take 4: by Erlang's formula 93.5 % within 20 s, and 95.0 % (twelve: 90.0 %).
#[test]
fn like_for_like_takes_as_many_as_the_formula_says() {
    let text = queue(2.0, 4.0, None, 20.0, 0.8).replace("staffed = 4", "staffed = 10")
        + "[design.quick]\nlike = \"now\"\ncontact.a.effort = { exponential = { mean = \"3 min\" } }\n";
    let request = Request { designs: vec!["now".into()], replications: Some(20), ..request(2) };
    let files = &shop(&text).files;
    let other =
        like_other(files, &request, "quick").unwrap_or_else(|refused| panic!("{}", refused.render(Style::default())));
    let done = other.run(&NoShelf, &Silent, &Never).unwrap();
    let targets = like_targets(&other, done);
    assert!(targets.len() == 1 && targets[0].starts_with("service_level@contact:a >= 9"), "{targets:?}");
    let asked = SizeAsked { targets, as_good_as: Some("quick".into()), ..SizeAsked::default() };
    let found = sized(&text, &request, &asked);
    assert_eq!(found.best.staff, [13]);
    let pages = [Lang::En, Lang::Zh].map(|lang| brief(&size_answer(&found, lang, "", false)));
    assert!(
        pages[0].contains("hiring avoided by quick") && pages[0].contains("): 3, as now would take 13"),
        "{}",
        pages[0]
    );
    assert!(pages[1].contains("避免招聘 3 人"), "{}", pages[1]);
    let Err(refused) = like_other(files, &request, "now") else { panic!("it is as good as itself") };
    assert!(refused.render(Style::default()).contains("the design that is sized itself"));
}

/// Two teams of which one helps the other: no cheaper numbers are met by the same rule.
const TWO: &str = "template = \"none\"\nstart = 2025-03-03\ndays = 2\n[calendar.profile]\nflat = [1.0]\n\
    [defaults.call]\neffort = { exponential = { mean = \"3 min\" } }\npatience = { exponential = { mean = \"4 min\" } }\n\
    targets = [ { accepted = \"30 s\", share = 0.85 } ]\n\
    [contact.a]\nchannel = \"call\"\narrivals = { per_day = 1000, profile = \"flat\" }\n\
    [contact.b]\nchannel = \"call\"\narrivals = { per_day = 700, profile = \"flat\" }\n\
    [design.now]\nroutes = { a = [\"one\", \"two\"] }\n\
    [design.now.team.one]\nstaffed = 3\nserves = [\"a\"]\npay = { hour = 30, loading = 0.3, seat = 0 }\n\
    [design.now.team.two]\nstaffed = 3\nserves = [\"b\", \"a\"]\npay = { hour = 36, loading = 0.3, seat = 0 }\n";

#[test]
fn nothing_cheaper_is_met_by_the_same_rule() {
    let found = sized(TWO, &request(2), &asked(&[], &[]));
    assert!(found.is_met() && found.prices.is_some(), "{:?}", found.best);
    let one = |staff: [u32; 2]| {
        let between = staff.map(|n| n.to_string());
        let fixed = [format!("one={}", between[0]), format!("two={}", between[1])];
        sized(TWO, &request(2), &asked(&[], &[&fixed[0], &fixed[1]]))
    };
    let cost = |staff: &[u32]| 30.0 * f64::from(staff[0]) + 36.0 * f64::from(staff[1]);
    let best = cost(&found.best.staff);
    for a in 2..9 {
        for b in 2..9 {
            // Far below the answer everything is missed; near it each is judged as the answer was.
            if cost(&[a, b]) < best && cost(&[a, b]) > best - 70.0 {
                let there = one([a, b]);
                assert!(!there.is_met(), "{a} and {b} cost less than {:?} and meet the targets", found.best.staff);
            }
        }
    }
}

/// All that is written of an answer.
fn bytes(ended: &SizeEnded) -> (Vec<u8>, Vec<(String, Vec<u8>)>) {
    let json = size_json(&ended.manifest, &ended.staffed, Lang::En).unwrap();
    (json, size_tables(&ended.staffed, Lang::Zh).unwrap())
}

#[test]
fn threads_and_what_is_kept_change_no_byte() {
    let short = Request { replications: Some(10), sets: vec!["days=1".into()], ..request(1) };
    let all = asked(&[], &[]);
    let shelf = Shelved::default();
    let first = ended(TWO, &short, &all, &shelf);
    // What was lost is run again, what is there is not.
    let half: Vec<String> = first.names.iter().step_by(2).cloned().collect();
    for name in &half {
        shelf.0.borrow_mut().remove(name);
    }
    let again = ended(TWO, &Request { threads: 2, ..short }, &all, &shelf);
    assert_eq!(bytes(&first), bytes(&again));
}

/// A sale of two days.
fn with_sale() -> String {
    format!("{SHOP}[period.sale]\nname = \"大促 | Sale\"\nfrom = 2025-03-04\nuntil = 2025-03-05\n")
}

#[test]
fn each_date_of_a_period_is_shown_to_meet_its_targets() {
    let sets = vec!["demand=*4".into()];
    let sale = Request { period: Some("sale".into()), replications: Some(5), sets, ..request(2) };
    // A quarter comes in hours without anybody.
    let live = asked(&["abandonment@contact:presale <= 30 %"], &[]);
    let found = sized(&with_sale(), &sale, &live);
    assert!(found.each_date && found.is_met(), "{:?}", found.best.standings);
    let standing = found.best.standings[0];
    assert!(standing.n == 73 && standing.low >= 0.95 && found.dates.len() == 2, "{standing:?}");
    assert!(found.fewer[0].as_ref().unwrap().answer() != Answer::Met);
    let mean = sized(&with_sale(), &sale, &SizeAsked { mean: true, ..live });
    assert!(!mean.each_date && mean.best.staff <= found.best.staff, "{:?} {:?}", mean.best.staff, found.best.staff);
}

/// Four people stay, and others come for the two days.
#[test]
fn people_for_some_days_are_a_number_like_others() {
    let sets = vec!["demand=*6".into(), "team.service.pay.day=260".into()];
    let sale = Request { period: Some("sale".into()), replications: Some(20), sets, ..request(2) };
    let days = "team.service.people.\"2025-03-04..2025-03-05\"";
    let mut of = asked(&["abandonment@contact:presale <= 28 %"], &["service=4", &format!("{days}=0..12")]);
    of.mean = true;
    let found = sized(&with_sale(), &sale, &of);
    assert!(found.is_met() && found.best.staff[0] == 4 && found.best.staff[1] > 0, "{:?}", found.best.standings);
    assert!(found.lines.contains(&format!("{days} = {}", found.best.staff[1])), "{}", found.lines);
    assert!(found.in_file.is_none(), "the file does not say how many come");
}

#[test]
fn what_cannot_be_met_is_named_with_what_binds() {
    let answer = |target: &str| {
        let found = sized(SHOP, &Request { replications: Some(4), ..request(2) }, &asked(&[target], &["service=3..8"]));
        assert!(!found.is_met());
        [Lang::En, Lang::Zh].map(|lang| brief(&size_answer(&found, lang, "peakstaff why shop.toml", false)))
    };
    let [en, zh] = answer("service_level@contact:presale >= 99.9 %");
    assert!(en.contains("No number of people") && zh.contains("都达不到"), "{en}{zh}");
    assert!(en.contains("99.9 %") && en.contains("is the nearest"), "{en}");
    // Nobody takes what was tried in vain for what is needed.
    assert!(en.contains("nearest") && !en.contains("needed") && !en.contains("Lines for the scenario"), "{en}");
}

/// An answer takes its time, however many are there: beyond some people nobody more is told.
#[test]
fn what_comes_as_near_as_the_most_has_the_fewest_people() {
    let target = ["service_level@contact:presale >= 99.9 %"];
    let found = sized(SHOP, &Request { replications: Some(4), ..request(2) }, &asked(&target, &["service=3..40"]));
    let most = found.most.as_ref().expect("nothing meets it");
    assert_eq!((found.is_met(), &most.staff[..]), (false, &[40][..]));
    let figure = |reached: &peakstaff::report::Reached| reached.figures[0].clone().unwrap();
    let (here, there) = (figure(&found.best), figure(most));
    let half = there.half_width(0.95).unwrap();
    assert!(
        found.best.staff[0] < 20 && here.value >= there.value - half,
        "{:?}: {here:?}, {there:?}",
        found.best.staff
    );
    let fewer = found.fewer[0].as_ref().expect("one fewer was looked at");
    assert!(figure(fewer).value < there.value - half && found.more[0].is_some(), "{fewer:?}");
    let zh = brief(&size_answer(&found, Lang::Zh, "", false));
    assert!(zh.contains("最多 40 人") && zh.contains(&format!("{} 人", found.best.staff[0])), "{zh}");
}

#[test]
fn requests_are_understood_or_refused_with_what_would_do() {
    let said = |targets: &[&str], between: &[&str]| refused(SHOP, &asked(targets, between));
    for (told, wanted) in [
        (said(&["service_level@contact:presale"], &[]), ">= NUMBER or <= NUMBER"),
        (said(&["service_level@contact:presale >= 0.8"], &[]), "with its unit"),
        (said(&["service_level@contact:presale <= 80 %"], &[]), "write >="),
        (said(&["service_level@contact:presal >= 80 %"], &[]), "contact:presale"),
        (said(&["wait_p90@contact:presale <= 30 s"], &[]), "share within a limit"),
        (said(&[], &["servise=3..5"]), "did you mean `service`?"),
        (said(&[], &["service=5..3"]), "TEAM=LOW..HIGH"),
    ] {
        assert!(told.contains(wanted), "no \"{wanted}\" in\n{told}");
    }
}

#[test]
fn the_answer_is_written_as_one_more_design() {
    let world = World::new();
    let short = ["size", "shop.toml", "--design", "four", "--set", "days=2", "--replications", "6", "--threads", "2"];
    let page = world
        .said(&[&short[..], &["--target", "abandonment@contact:presale <= 30 %", "--write", "sized.toml"]].concat());
    assert!(page.lines().count() <= 40 && page.contains("[design.four_sized]"), "{page}");
    assert!(page.contains("peakstaff compare sized.toml"), "{page}");
    let all = world.names("output/shop/size");
    let results = ["estimates.json", "manifest.json", "report.txt", "report.xlsx", "run.log"];
    assert_eq!(all, [&["charts"], &results[..], &["size.csv", "size_hours.csv", "size_risk.csv"]].concat());
    let ran = world.run(&["run", "sized.toml", "--design", "four_sized", "--replications", "1", "--no-files"]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let again = world.run(&[&short[..], &["--no-files", "--write", "sized.toml"]].concat());
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(again.status.code() == Some(2) && said.contains("--force"), "{said}");
}

/// Interrupted once it was asked so often whether to stop.
struct After(AtomicU64);

impl Cancel for After {
    fn cancelled(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
    }
}

#[test]
fn a_search_that_was_interrupted_goes_on_to_the_same_bytes() {
    let short = Request { replications: Some(10), sets: vec!["days=1".into()], ..request(1) };
    let all = asked(&[], &["one=3..6", "two=2..5"]);
    let files = &shop(TWO).files;
    let search = Size::compile(files, &short, &all).expect("it is understood");
    let run = |shelf: &dyn Shelf, cancel: &dyn Cancel| {
        search.run(files, &short, &all, SizePorts { shelf, watch: &Silent, cancel })
    };
    let whole = bytes(&run(&NoShelf, &Never).unwrap());
    let shelf = Shelved::default();
    let mut interrupted = 0;
    for asks in [2, 4, 8] {
        match run(&shelf, &After(AtomicU64::new(asks))) {
            Err(Halt::Stopped { why: Stopped::Interrupted, .. }) => interrupted += 1,
            Ok(ended) => assert!(bytes(&ended) == whole),
            Err(halt) => panic!("{halt:?}"),
        }
    }
    let kept = shelf.0.borrow().len();
    assert!(interrupted > 0 && kept > 0, "{interrupted} interrupts left {kept} points");
    assert!(bytes(&run(&shelf, &Never).unwrap()) == whole);
}

/// Calls on two shifts, which two people serve; on the second of three days three times as many come.
const SHIFTS: &str = "template = \"none\"\nstart = 2025-03-03\ndays = 3\ninterval = \"30 min\"\n\
    [calendar.profile]\nday = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 0, 0, 0]\n\
    [calendar.event.sale]\npeak = 2025-03-04\nlift.a = { days = [0, 1], factor = [3.0, 1.0] }\n\
    [period.sale]\nname = \"大促 | Sale\"\nfrom = 2025-03-04\nuntil = 2025-03-05\n\
    [contact.a]\nname = \"电话 | Calls\"\nchannel = \"call\"\narrivals = { per_day = 180, profile = \"day\" }\n\
    effort = { exponential = { mean = \"4 min\" } }\npatience = { exponential = { mean = \"5 min\" } }\n\
    targets = [ { accepted = \"90 s\", share = 0.75 } ]\n\
    [design.now]\nname = \"现状 | Now\"\n[design.now.team.line]\nname = \"电话组 | Line\"\nheadcount = 2\nserves = [\"a\"]\n\
    shifts = { early = { hours = \"09:00-17:00\" }, late = { hours = \"13:00-21:00\" } }\nsplit = { early = 0.5, late = 0.5 }\n\
    rest = \"none\"\npay = { month = 6000, loading = 0.3, seat = 0, day = 300 }\n";

fn by_date() -> (Request, SizeAsked) {
    let sale = Request { period: Some("sale".into()), replications: Some(73), ..request(2) };
    (sale, SizeAsked { what: SizeChosen::ByDate, ..asked(&[], &[]) })
}

#[test]
fn dates_and_shifts_have_the_fewest_that_are_shown_to_do() {
    let (sale, of_dates) = by_date();
    let shelf = Shelved::default();
    let ended = ended(SHIFTS, &sale, &of_dates, &shelf);
    let found = &ended.staffed;
    let by_date = found.by_date.as_ref().unwrap();
    assert!(found.is_met() && by_date.dates() == 2 && by_date.posts.len() == 2, "{by_date:?}");
    assert!(by_date.on(0) > by_date.on(1) && by_date.on(0) >= 4, "{:?}", by_date.come);
    for chance in by_date.worst.iter().flatten() {
        assert!(chance.meets.low >= 0.95, "{chance:?}");
    }
    for (cell, fewer) in by_date.fewer.iter().enumerate() {
        assert_eq!(fewer.is_some(), by_date.come[cell] > 0);
        assert!(fewer.as_ref().is_none_or(|fewer| fewer.answer != Answer::Met), "one fewer would do: {fewer:?}");
    }
    assert_eq!(
        by_date.prices.as_ref().map(|all| all.iter().map(|price| price.round()).collect()),
        Some(vec![300.0; 2])
    );
    assert_eq!(by_date.own, [1, 1, 1, 1]);
    // What is pasted is the plan.
    let pasted = format!("{SHIFTS}\n{}", found.lines);
    let both = [("early", 0), ("late", 1)].map(|(shift, post)| format!("{shift} = {}", by_date.come[post]));
    let line = format!("people.\"2025-03-04\" = {{ count = {{ {} }} }}", both.join(", "));
    assert!(found.lines.contains(&line), "{line} in\n{}", found.lines);
    assert_eq!(models(&pasted).len(), 2);
    the_wall_says_so(found);
    let again = Size::compile(&shop(SHIFTS).files, &sale, &of_dates).unwrap();
    let ports = SizePorts { shelf: &shelf, watch: &Silent, cancel: &Never };
    let kept = again.run(&shop(SHIFTS).files, &Request { threads: 1, ..sale }, &of_dates, ports).unwrap();
    assert!(bytes(&kept) == bytes(&ended), "what was kept is the same");
}

#[test]
fn who_is_trained_has_to_be_hired_in_time() {
    let (sale, of_dates) = by_date();
    let trained = "\npeople.\"2025-03-04\" = { count = 1, shift = \"early\", speed = 0.9, training = \"7 days\", ramp = { \"0 days\" = 0.8 } }\n";
    let found = sized(&format!("{SHIFTS}{trained}"), &sale, &of_dates);
    let first = &found.hired[0];
    let come = found.by_date.as_ref().unwrap().on(0);
    assert_eq!((found.hired.len(), first.first.people, first.first.training), (1, come, 7));
    let told =
        |lang: Lang| brief(&size_answer(&found, lang, "x", false)).split_whitespace().collect::<Vec<_>>().join(" ");
    let (en, zh) = (told(Lang::En), told(Lang::Zh));
    assert!(en.contains(&format!("{come} for Line by 2025-02-25 to sit on 2025-03-04")), "{en}");
    assert!(zh.contains("2025-02-25") && zh.contains(&format!("{come} 人")), "{zh}");
    // Each day of work and of training is 300.
    let days: u32 = found.by_date.as_ref().unwrap().come.iter().sum();
    let cost = found.by_date.as_ref().unwrap().cost.unwrap();
    assert!((cost - 300.0 * f64::from(days + 7 * come)).abs() < 1e-6, "{cost} for {days} days and {come} people");
    let ramp = "speed = 0.9, training = \"7 days\", ramp = { \"0 days\" = 0.8 }";
    assert!(found.lines.contains(ramp), "{}", found.lines);
    assert_eq!(models(&format!("{SHIFTS}{trained}\n{}", found.lines)).len(), 2);
    let hires =
        size_tables(&found, Lang::En).unwrap().into_iter().find(|(name, _)| name == "size_hires.csv").unwrap().1;
    let hires = String::from_utf8(hires).unwrap();
    assert!(hires.contains(&format!("2025-02-25,2025-03-04,line,Line,{come},7")), "{hires}");
    let wall = String::from_utf8(size_wall(&found, [Lang::En, Lang::Zh]).unwrap().1).unwrap();
    assert!(wall.contains("first day: ") && wall.contains("当天首次上线："));
}

/// The page, the tables and the sheets of a plan of two dates.
fn the_wall_says_so(found: &Staffed) {
    for (lang, words) in
        [(Lang::En, ["come for the day", "Risk at the peak", "1+"]), (Lang::Zh, ["人天", "大促风险", "1+"])]
    {
        let (short, long) = (brief(&size_answer(found, lang, "x", false)), brief(&size_report(found, lang, "x")));
        assert!(short.lines().count() <= 40, "{short}");
        for word in words {
            assert!(long.contains(word), "no \"{word}\" in\n{long}");
        }
    }
    let (name, sheets) = size_wall(found, [Lang::Zh, Lang::En]).unwrap();
    let sheets = String::from_utf8(sheets).unwrap();
    assert_eq!((name.as_str(), sheets.matches("<article").count()), ("wall.html", 4));
    for words in ["2025-03-04, Tuesday", "2025-03-05 星期三", "09:00-17:00", "缺口", "short"] {
        assert!(sheets.contains(words), "no {words}");
    }
    let tables = size_tables(found, Lang::En).unwrap();
    let names: Vec<&str> = tables.iter().map(|(name, _)| &name[..]).collect();
    assert_eq!(names, ["size_shifts.csv", "wall.csv", "size_hours.csv", "size_risk.csv"]);
    let wall = String::from_utf8(tables[1].1.clone()).unwrap();
    // Two dates of twelve hours, and a heading.
    assert_eq!(wall.lines().count(), 1 + 2 * 24, "{wall}");
    for line in wall.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [need, desk] = [5, 7].map(|at| cells[at].parse::<f64>().unwrap());
        let short = cells[8].parse::<f64>().ok();
        assert!(short.map_or(need <= desk, |short| short > 0.0 && (need - desk - short).abs() < 1e-3), "{line}");
    }
    let risk = found.risk.as_ref().unwrap();
    let answer = risk.levels.iter().position(|level| level.answer).unwrap();
    let (few, many) = (&risk.levels[0], &risk.levels[risk.levels.len() - 1]);
    assert!(few.people() < many.people() && few.cost < many.cost && few.day.value > many.day.value, "{risk:?}");
    assert!(risk.levels[answer].day.value < 0.05 && few.day.low > 0.05, "{risk:?}");
}

#[test]
fn who_comes_for_the_day_is_chosen_alone() {
    let text = SHIFTS
        .replace("rest = \"none\"\n", "rest = \"none\"\npeople = { \"2025-03-04\" = { count = 1, speed = 0.8 } }\n");
    let sale = Request { period: Some("sale".into()), replications: Some(20), ..request(2) };
    let temps = SizeAsked { what: SizeChosen::WhoCome, mean: true, ..asked(&["service_level@contact:a >= 70 %"], &[]) };
    let found = sized(&text, &sale, &temps);
    assert!(found.is_met() && found.places.len() == 1 && found.best.staff[0] > 1, "{:?}", found.best);
    let line = format!("people.\"2025-03-04\" = {{ count = {}, speed = 0.8 }}", found.best.staff[0]);
    assert!(found.lines.contains(&line), "{}", found.lines);
    assert!(found.risk.is_some_and(|risk| risk.levels.iter().any(|level| level.answer)));
    let said = refused(SHIFTS, &SizeAsked { what: SizeChosen::WhoCome, ..asked(&[], &[]) });
    assert!(said.contains("--by date"), "{said}");
}

/// Calls around the clock, few: one at the desk would do.
const FEW: &str = r#"
template = "none"
start = 2025-03-03
days = 3
[calendar.profile]
flat = [1.0]
[contact.a]
channel = "call"
arrivals = { per_day = 240, profile = "flat" }
effort = "3 min"
targets = [ { accepted = "5 min", share = 0.5 } ]
[design.now.team.t]
headcount = 4
serves = ["a"]
rest = "none"
shifts = { day = { hours = "00:00-24:00" } }
split = { day = 1.0 }
"#;

#[test]
fn a_team_has_at_least_its_leaders() {
    let led = FEW.replace("rest = \"none\"\n", "rest = \"none\"\nleaders = { count = 3, load = 0.5 }\n");
    let found = sized(&led, &request(2), &asked(&[], &[]));
    assert!(found.is_met() && found.best.staff == [3], "{:?}", found.best.staff);
    let found = sized(FEW, &request(2), &asked(&[], &[]));
    assert!(found.is_met() && found.best.staff[0] < 3, "{:?}", found.best.staff);
}

#[test]
fn heads_follow_those_on_duty_of_one_shift_too() {
    // Of four heads three are on duty: for more on duty there are more heads.
    let on_duty = FEW.replace("rest = \"none\"\n", "").replace("split = { day = 1.0 }", "on_duty = { day = 3 }");
    let busy = on_duty.replace("per_day = 240", "per_day = 2400");
    let found = sized(&busy, &request(2), &asked(&["service_level@contact:a >= 80 %"], &[]));
    assert!(found.is_met() && found.best.staff[0] > 4, "{:?}", found.best.staff);
    let heads = f64::from(found.best.staff[0]) * 4.0 / 3.0;
    assert!(found.lines.contains(&format!("headcount = {}", heads.ceil())), "{}", found.lines);
    let said = refused(
        &on_duty.replace("{ day = 3 }", "{ day = 3, x = 1 }").replace(
            "day = { hours = \"00:00-24:00\" }",
            "day = { hours = \"00:00-12:00\" }, x = { hours = \"12:00-24:00\" }",
        ),
        &asked(&[], &["t=5"]),
    );
    assert!(said.contains("--between \"team.t.on_duty.day=3\"") && said.contains("team.t.on_duty.x=1"), "{said}");
}
