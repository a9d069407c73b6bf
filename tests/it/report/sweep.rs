//! Grids of what-ifs: a point is what it would be if it were typed with `--set`, points that are done are never done
//! twice, and weeks that stand for all meet the same customers as in the whole.

use crate::support::told::find;
use crate::support::{SHOP, Shelved, World, shop};
use peakstaff::diagnostic::Style;
use peakstaff::experiment::{Cancel, Never, Quiet};
use peakstaff::model::Lang;
use peakstaff::report::formats::text::render;
use peakstaff::report::{Front, Manifest, Swept, front_csv, swept_csv, swept_json, swept_report};
use peakstaff::session::{AskedBest, Grid, NoShelf, OfPoints, Request, Shelf, Sweep};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread, time::Duration};

fn request() -> Request {
    Request { replications: Some(4), threads: 2, ..Request::new("shop.toml") }
}

fn grid(vary: &[&str], kpis: &[&str], weeks: Option<usize>) -> Grid {
    let strings = |all: &[&str]| all.iter().map(ToString::to_string).collect();
    Grid { vary: strings(vary), of: OfPoints { kpis: strings(kpis), weeks }, best: None }
}

fn swept_of(text: &str, request: &Request, grid: &Grid, shelf: &dyn Shelf) -> (Swept, Manifest, usize) {
    let sweep = Sweep::compile(&shop(text).files, request, grid)
        .unwrap_or_else(|refused| panic!("{}", refused.render(Style::default())));
    let done = sweep.points.run(shelf, &Quiet, &Never).unwrap();
    let found = done.found;
    let (swept, manifest) = sweep.results(request, grid, done, None).expect("all points are done");
    (swept, manifest, found)
}

fn swept(text: &str, request: &Request, grid: &Grid) -> Swept {
    swept_of(text, request, grid, &NoShelf).0
}

const KPIS: [&str; 4] = ["coverage", "cost.total", "on_time@contact:refund", "wait_p90@contact:presale"];

#[test]
fn a_point_is_the_design_with_these_values_set() {
    let vary = ["team.service.headcount=3..5", "contact.presale.effort=90 s, *1.2"];
    let swept = swept(SHOP, &request(), &grid(&vary, &KPIS, None));
    assert_eq!(swept.points.len(), 6);
    for (point, sets) in [
        (0, ["team.service.headcount=3", "contact.presale.effort=90 s"]),
        (5, ["team.service.headcount=5", "contact.presale.effort=*1.2"]),
    ] {
        let request = Request { sets: sets.map(String::from).to_vec(), designs: vec!["four".into()], ..request() };
        let rows = shop(SHOP).ask(|asked| *asked = request).estimates();
        for (wanted, sample) in swept.wanted.iter().zip(&swept.points[point]) {
            let (key, sample) = (wanted.kpi.key(&swept.model), sample.as_ref().unwrap());
            let estimate = find(&rows, &key, &wanted.subject);
            assert_eq!((sample.value, sample.half_width(0.95)), (estimate.mean, estimate.half_width), "{key} {sets:?}");
        }
    }
    // As is has four: the point of four and the file's own effort is the same to the last bit.
    assert_eq!(swept.points[2], swept.as_is);
    assert_ne!(swept.points[3], swept.as_is);
}

#[test]
fn a_case_lies_under_its_points() {
    let grown = Request { cases: vec!["grown".into()], ..request() };
    let in_case = swept(SHOP, &grown, &grid(&["team.service.headcount=4,5"], &["arrived", "coverage"], None));
    let plain = swept(SHOP, &request(), &grid(&["demand=*1.3"], &["arrived", "coverage"], None));
    assert_eq!(in_case.points[0], plain.points[0]);
    assert_ne!(in_case.points[1], plain.points[0]);
}

/// A dearer point that serves no better is not worth a look; one that serves surely better is.
#[test]
fn points_that_another_beats_on_all_figures_are_not_worth_a_look() {
    let vary = ["team.service.headcount=4,5", "costs.tools.month=1000,5000"];
    let asked = grid(&vary, &["service_level@contact:presale", "cost.total"], None);
    let swept = swept(SHOP, &Request { replications: Some(20), ..request() }, &asked);
    let front = Front::of(&swept).expect("two figures count");
    assert_eq!(front.figures, [1, 0], "cost first");
    // By the last path: without and with the dear tool.
    assert_eq!(front.points, [(0, None), (1, Some(0)), (2, None), (3, Some(2))]);
    let (en, zh) = (render(&swept_report(&swept, Lang::En, "x")), render(&swept_report(&swept, Lang::Zh, "x")));
    assert!(en.contains("2 of 4 points are worth a look") && zh.contains("4 个点中有 2 个值得看"), "{en}{zh}");
    let (_, table) = front_csv(&swept, Lang::En).unwrap().unwrap();
    assert_eq!(String::from_utf8(table).unwrap().lines().filter(|line| line.contains(",yes,")).count(), 2);
}

/// Stops when it has been asked so often.
struct After(AtomicUsize);

impl Cancel for After {
    fn cancelled(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1)).is_err()
    }
}

/// All that a sweep writes.
fn bytes(swept: &Swept, manifest: &Manifest) -> Vec<Vec<u8>> {
    let (_, table) = swept_csv(swept, Lang::En).unwrap();
    let page = render(&swept_report(swept, Lang::Zh, "x"));
    vec![swept_json(manifest, swept, Lang::En).unwrap(), table, page.into_bytes()]
}

#[test]
fn what_was_interrupted_goes_on_to_the_same_bytes_on_any_number_of_threads() {
    let asked = grid(&["team.service.headcount=2..5", "contact.presale.resolved=0.7,0.8"], &KPIS, None);
    let request = Request { replications: Some(20), ..request() };
    let (one, manifest, _) = swept_of(SHOP, &Request { threads: 1, ..request.clone() }, &asked, &NoShelf);
    let whole = bytes(&one, &manifest);
    let shelf = Shelved::default();
    let sweep = Sweep::compile(&shop(SHOP).files, &request, &asked).unwrap();
    let mut kept = Vec::new();
    for stops in [1, 1, 1] {
        let done = sweep.points.run(&shelf, &Quiet, &After(AtomicUsize::new(stops))).unwrap();
        assert!(done.stopped.is_some());
        assert_eq!(done.read.iter().flatten().count(), shelf.0.borrow().len());
        kept.push(shelf.0.borrow().len());
        assert!(sweep.results(&request, &asked, done, None).is_none(), "partial results are no results");
    }
    assert!(kept[0] > 0 && kept.is_sorted() && kept[2] < 9, "{kept:?}");
    let (continued, manifest, found) = swept_of(SHOP, &request, &asked, &shelf);
    assert_eq!(found, kept[2]);
    assert!(bytes(&continued, &manifest) == whole);
    // All are there now, and nothing is run again: the point of another value is all that is left to do.
    let more = grid(&["team.service.headcount=2..5", "contact.presale.resolved=0.7,0.9"], &KPIS, None);
    assert_eq!(swept_of(SHOP, &request, &more, &shelf).2, 5);
}

#[test]
fn points_of_another_question_are_never_taken() {
    let asked = grid(&["team.service.headcount=3,4"], &["coverage"], None);
    let shelf = Shelved::default();
    let first = swept_of(SHOP, &request(), &asked, &shelf);
    assert_eq!((first.2, swept_of(SHOP, &request(), &asked, &shelf).2), (0, 3));
    let set = vec!["contact.presale.effort=*1.1".to_owned()];
    for other in [
        Request { seed: 2, ..request() },
        Request { replications: Some(5), ..request() },
        Request { designs: vec!["five".into()], ..request() },
        Request { cases: vec!["grown".into()], ..request() },
        Request { sets: set, ..request() },
    ] {
        let fresh = swept(SHOP, &other, &asked);
        let (kept, _, found) = swept_of(SHOP, &other, &asked, &shelf);
        assert_eq!((found, &kept.points), (0, &fresh.points));
    }
    let edited = SHOP.replace("per_day = 260", "per_day = 261");
    assert_eq!(swept_of(&edited, &request(), &asked, &shelf).2, 0);
    let another = grid(&["team.service.headcount=3,4"], &["abandonment"], None);
    assert_eq!(swept_of(SHOP, &request(), &another, &shelf).2, 0);
    // What was damaged is done again.
    for bytes in shelf.0.borrow_mut().values_mut() {
        bytes.truncate(bytes.len() / 2);
    }
    let (again, _, found) = swept_of(SHOP, &request(), &asked, &shelf);
    assert_eq!((found, &again.points), (0, &first.0.points));
}

/// Four weeks, people who come and go, a plan for some dates, and a week in which much more comes.
fn weeks() -> String {
    let busy = "[calendar.event.sale]\npeak = 2025-03-19\nlift.presale = { days = [-1, 0, 1], factor = [3.0, 3.0, 3.0] }\n\
                [policy.plan]\nwhen = { from = 2025-03-12, until = 2025-03-20 }\nset = { \"team.service.chats\" = \"+2\" }\n\
                [policy.outage]\nwhen = { a_month = 6, lasts = \"9 h\" }\nset = { \"contact.presale.effort\" = \"2 min\" }\n\
                [period.busy]\nfrom = 2025-03-17\nuntil = 2025-03-19\n";
    let text = SHOP
        .replace("days = 3\n", "days = 28\nwarm_up = \"2 days\"\n")
        .replace("[contact.presale]", &format!("{busy}[contact.presale]"));
    let bot = "bot = { presale = { contains = 0.4, learning = { starts = 0.2, time = \"2 weeks\" } } }\n";
    let text = text.replace("[design.four.team.service]", &format!("{bot}[design.four.team.service]"));
    let people = "split = { day = 1.0 }\nattrition = 2.0\nhiring = { fixed = \"3 days\" }\nabsence = 0.1";
    text.replace("split = { day = 1.0 }", people)
}

#[test]
fn all_weeks_one_by_one_meet_the_customers_and_people_of_the_whole() {
    let kpis = [
        "arrived",
        "cost.wages",
        "leavers@team:service",
        "policy_share@policy:outage",
        "on_duty@team:service",
        "contained@contact:presale",
    ];
    let text = weeks();
    let of = |weeks| swept(&text, &request(), &grid(&["team.service.chats=3"], &kpis, weeks));
    let (whole, apart) = (of(None), of(Some(4)));
    assert_eq!(apart.sweeping.weeks.as_deref(), Some(&[0, 7, 14, 21][..]));
    let value = |swept: &Swept, n: usize| swept.as_is[n].as_ref().unwrap().value;
    // First contacts are the same; who asks again knows nothing of the week before but its last days.
    for (n, kpi) in kpis.iter().enumerate() {
        let ratio = value(&whole, n) / value(&apart, n);
        // Money, who leaves and what fails are the same to the last; who is served and contained but for who asks again.
        let room = if (1..4).contains(&n) { 1e-9 } else { 0.01 };
        assert!((ratio - 1.0).abs() < room, "{kpi}: {ratio}");
    }
    assert!(value(&whole, 2) > 0.0 && value(&whole, 3) > 0.0, "somebody leaves, something fails");
    // A policy of dates is on for as long, and a period has the days that are simulated.
    let of = |weeks| {
        let request = Request { period: Some("busy".into()), ..request() };
        swept(
            &text,
            &request,
            &grid(&["team.service.chats=3"], &["arrived_per_day", "policy_share@policy:plan"], weeks),
        )
    };
    let (whole, apart) = (of(None), of(Some(4)));
    for n in 0..2 {
        assert!((value(&whole, n) / value(&apart, n) - 1.0).abs() < 0.01, "{} {}", value(&whole, n), value(&apart, n));
    }
}

#[test]
fn sampled_weeks_are_quiet_and_busy_ones_and_the_same_at_all_points() {
    let sampled = swept(&weeks(), &request(), &grid(&["demand=*0.5,*2"], &["arrived_per_day"], Some(2)));
    // In order of what they expect: weeks 0, 1, 3 alike, 2 the busy one; of each half the first.
    assert_eq!(sampled.sweeping.weeks.as_deref(), Some(&[0, 21][..]));
    let arrived = |figures: &peakstaff::experiment::Figures| figures[0].as_ref().unwrap().value;
    let ratio = arrived(&sampled.points[1]) / arrived(&sampled.points[0]);
    assert!((3.5..4.5).contains(&ratio), "{ratio}");
}

#[test]
fn differences_are_paired_and_hold_for_all_points_together() {
    let swept = swept(SHOP, &request(), &grid(&["team.service.headcount=3..6"], &["coverage"], None));
    let judged = swept.judgement(0, 0).unwrap();
    let apart = swept.points[0][0].as_ref().unwrap().difference(swept.as_is[0].as_ref().unwrap());
    assert_eq!(judged.half_width, apart.half_width(1.0 - 0.05 / 4.0));
    assert!(judged.variance_ratio.unwrap() < 0.9, "{:?}", judged.variance_ratio);
    assert_eq!(swept.judgement(1, 0).unwrap().verdict, peakstaff::stats::Verdict::Same);
}

fn command(world: &World, arguments: &str) -> Command {
    world.command(&arguments.split(' ').collect::<Vec<_>>())
}

#[test]
fn the_program_writes_its_folder_and_says_what_a_manager_asks() {
    let world = World::new();
    let two = "sweep shop.toml --vary team.service.headcount=3..5 --vary demand=*1,*1.2 --replications 4 --kpi coverage \
               --kpi cost.total";
    let output = command(&world, two).output().unwrap();
    let (page, said) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(0), "{said}");
    for part in [
        "What is varied",
        "down team.service.headcount, across demand; as given",
        "At none of 6 points",
        "The nearest: team.service.headcount = 5",
        "▼",
    ] {
        assert!(page.contains(part), "{part} is missing:\n{page}");
    }
    assert!(said.contains("design: four, the baseline"), "{said}");
    assert!(page.contains("next: peakstaff explain"), "{page}");
    let charts = ["cost.total-all.png", "cost.total-all.svg", "coverage-all.png", "coverage-all.svg"];
    assert_eq!(
        world.names("output/shop/sweep"),
        ["charts", "estimates.json", "manifest.json", "report.txt", "run.log", "sweep.csv", "sweep_front.csv"]
    );
    assert_eq!(world.names("output/shop/sweep/charts"), charts);
    assert_eq!(world.names("output/shop"), ["sweep"], "points are not kept once they are in the results");
    let table = world.read("output/shop/sweep/sweep.csv");
    assert!(table.starts_with("\u{FEFF}team.service.headcount,demand,design,case,kpi,subject,period,mean"), "{table}");
    assert_eq!(table.lines().count(), 1 + 7 * 2);
    // Chinese alone where Chinese is asked for.
    let zh = command(&world, &format!("{two} --lang zh --no-files")).output().unwrap();
    let page = String::from_utf8(zh.stdout).unwrap();
    assert!(page.contains("行：team.service.headcount，列：demand") && !page.contains("as given"), "{page}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_program_keeps_its_points_and_the_same_command_goes_on() {
    let world = World::with(&SHOP.replace("days = 3", "days = 60"));
    let long = "sweep shop.toml --vary team.service.headcount=3..6 --vary contact.presale.resolved=0.5..0.9/12 --replications 8 \
                --threads 2 --kpi coverage --quiet --out swept";
    let kept = world.path("swept.partial");
    let mut child = command(&world, long).stdout(Stdio::null()).spawn().unwrap();
    for _ in 0..3000 {
        if world
            .names("swept.partial")
            .iter()
            .filter(|name| Path::new(name).extension().is_some_and(|e| e == "json"))
            .count()
            >= 2
        {
            break;
        }
        thread::sleep(Duration::from_millis(10));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(3), "it was stopped before the end");
    let points = world.names("swept.partial");
    assert!((2..49).contains(&points.len()) && points.iter().all(|name| name.starts_with("point-")), "{points:?}");
    assert_eq!(world.names(""), ["shop.toml", "swept.partial"], "nothing half-written");
    let output = command(&world, &long.replace(" --quiet", "")).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains(&format!("{} of 49 points were done before", points.len())), "{said}");
    assert!(!kept.exists());
    assert!(command(&world, &long.replace("--out swept", "--out whole")).output().unwrap().status.success());
    for name in ["estimates.json", "sweep.csv", "report.txt", "manifest.json"] {
        let [a, b] = ["swept", "whole"].map(|folder| fs::read(world.path(folder).join(name)).unwrap());
        assert!(a == b, "{name} differs");
    }
}

/// The best point by a figure, with at most so many replications of each.
fn best_of(vary: &str, kpi: &str, up_to: u64, shelf: &dyn Shelf) -> (Swept, Vec<String>) {
    let request = Request { replications: Some(5), ..request() };
    let best = Some(AskedBest { kpi: kpi.into(), up_to: Some(up_to) });
    let grid = Grid { best, ..grid(&[vary], &[kpi], None) };
    let files = &shop(SHOP).files;
    let sweep = Sweep::compile(files, &request, &grid).unwrap_or_else(|why| panic!("{}", why.render(Style::default())));
    let done = sweep.points.run(shelf, &Quiet, &Never).unwrap();
    let (best, names) = sweep.best(&done, shelf, (&Quiet, &Never)).unwrap().expect("it is asked for");
    (sweep.results(&request, &grid, done, Some(best)).unwrap().0, names)
}

#[test]
fn the_best_point_is_named_and_close_ones_are_simulated_on() {
    // A third person is missed at once; the fourth and the fifth are close.
    let shelf = Shelved::default();
    let (swept, names) = best_of("team.service.headcount=1,4,5", "coverage@all", 40, &shelf);
    let best = swept.best.as_ref().unwrap();
    let by_point: Vec<(bool, usize)> = best.points.iter().map(|one| (one.out.is_some(), one.sample.n())).collect();
    assert!(by_point[0].0 && by_point[0].1 < 40, "{by_point:?}");
    assert!(!by_point[2].0 && best.leader().unwrap().point == 2, "{by_point:?}");
    assert!(best.left == 1 || by_point.iter().filter(|one| !one.0).all(|one| one.1 == 40), "{by_point:?}");
    for (lang, words) in [(Lang::En, ["Which is best", "worse"]), (Lang::Zh, ["哪个最好", "更差"])] {
        let page = render(&swept_report(&swept, lang, "x"));
        for word in words {
            assert!(page.contains(word), "no {word} in\n{page}");
        }
    }
    // What was kept is the same.
    let again = best_of("team.service.headcount=1,4,5", "coverage@all", 40, &shelf);
    assert_eq!((format!("{:?}", again.0.best), again.1), (format!("{:?}", swept.best), names));
}

#[test]
fn points_that_are_the_same_are_not_told_apart() {
    let (swept, names) = best_of("contact.presale.effort=90 s, 1.5 min", "cost.total@all", 40, &NoShelf);
    let best = swept.best.as_ref().unwrap();
    assert_eq!((best.left, best.decided, names.len()), (2, true, 0), "{best:?}");
    let page = render(&swept_report(&swept, Lang::En, "x"));
    assert!(page.contains("equal in every replication"), "{page}");
}

#[test]
fn a_best_one_is_by_a_figure_that_has_a_better_side_and_is_looked_at() {
    let refused = |kpi: &str, kpis: &[&str]| {
        let best = Some(AskedBest { kpi: kpi.into(), up_to: None });
        let grid = Grid { best, ..grid(&["team.service.headcount=4,5"], kpis, None) };
        let Err(why) = Sweep::compile(&shop(SHOP).files, &request(), &grid) else { panic!("{kpi} is understood") };
        why.render(Style::default())
    };
    assert!(refused("cost.total@all", &["coverage"]).contains("add --kpi"));
    assert!(refused("arrived@all", &["arrived"]).contains("neither more nor less"));
}
