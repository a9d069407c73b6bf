//! What a manager who reads one page must not be misled by: a mean that hides the peak, program text in the place of names, what is
//! spent without what it brings in, worse figures that no target is about.

use crate::support::told::{estimates, mean, of_arm};
use crate::support::{Shop, scenario, shop};
use peakstaff::experiment::{Never, Quiet};
use peakstaff::model::Lang;
use peakstaff::report::{Dossier, answer, dossier, name_of_path};
use peakstaff::session::{Done, try_assumptions};

/// Four weeks in which calls are answered, but for the eleventh of November, when twelve times as many come.
const PEAK: &str = r#"
template = "none"
start = 2025-10-20
days = 28
currency = "CNY"
baseline = "few"
[calendar.event.double]
peak = 2025-11-11
lift.ask = { days = [0], factor = [12.0] }
[contact.ask]
name = "售前 | Pre-sale"
channel = "call"
arrivals = { per_day = 100, profile = "cn_office" }
effort = "3 min"
patience = { exponential = { mean = "3 min" } }
targets = [ { accepted = "1 min", share = 0.7 } ]
[contact.odd]
name = "查件 | Parcels"
channel = "call"
arrivals = { per_day = 20, profile = "cn_office" }
effort = "3 min"
patience = { exponential = { mean = "3 min" } }
targets = [ { accepted = "1 min", share = 0.7 } ]
[design.few]
name = "两人 | Two"
[design.few.team.desk]
name = "客服组 | Desk"
headcount = 2
serves = ["ask", "odd"]
shifts = { day = { hours = "08:00-22:00" } }
after_shift = "drop"
pay = { month = 6000, loading = 0, seat = 0 }
[design.more]
name = "三人 | Three"
like = "few"
with = ["helpers", "tool"]
[lever.helpers]
name = "临时工 | Helpers"
"team.desk.headcount" = 3
[lever.tool]
name = "工具 | A tool"
"contact.odd.effort" = "150 s"
"#;

fn made(shop: &Shop, replications: u64) -> (Done, Dossier, Dossier) {
    let done = shop.clone().replications(replications).compare();
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| dossier(&done.results, &done.manifest, lang).unwrap());
    (done, zh, en)
}

#[track_caller]
fn said<'a>(rows: &'a [(String, String)], name: &str) -> &'a str {
    &rows.iter().find(|row| row.0.starts_with(name)).unwrap_or_else(|| panic!("{name}: {rows:?}")).1
}

/// Every text of a dossier's page in its first language, a line each.
fn texts(dossier: &Dossier) -> String {
    let page = &dossier.sides[0].one_page;
    let mut all = page.conclusion.clone();
    for rows in [&page.number, &page.risk, &page.approve] {
        all.extend(rows.iter().flat_map(|(name, said)| [name.clone(), said.clone()]));
    }
    for table in [&page.figures, &page.assumptions] {
        all.push(table.caption.clone());
        all.extend(table.rows.iter().flatten().cloned());
    }
    all.join("\n")
}

#[test]
fn a_mean_that_meets_the_target_does_not_hide_the_day_that_misses_it() {
    let (done, zh, en) = made(&shop(PEAK), 4);
    let page = &zh.sides[0].one_page;
    let which = said(&page.risk, "哪里");
    assert!(
        which.starts_with("三人，最先失守：售前服务水平 2025-11-11 当天 "),
        "the larger type, on its date: {which}"
    );
    assert!(which.contains("（目标 70 %，各天平均 ") && which.contains("最差"), "{which}");
    assert!(
        page.conclusion[0].contains("28 天平均全部达标，但售前 2025-11-11 守不住"),
        "all met, and the day that is not, in one sentence: {:?}",
        page.conclusion
    );
    let picture = page.picture.as_ref().unwrap();
    assert!(picture.title.contains("售前") && picture.title.contains("11月11日"), "{}", picture.title);
    assert!(said(&page.risk, "谁来接").starts_with("客服组（当天工时利用率 "), "{:?}", page.risk);
    let english = said(&en.sides[0].one_page.risk, "which");
    assert!(english.starts_with("Three, first to miss: Pre-sale within target on 2025-11-11 "), "{english}");
    // The terminal says the same.
    let first = peakstaff::report::formats::text::render(&answer(&done.results, Lang::En, ""));
    let first: String = first.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(first.contains("Pre-sale within target on 2025-11-11"), "{first}");
    // Without the busy day nothing breaks.
    let calm = PEAK.replace("factor = [12.0]", "factor = [1.0]");
    let (_, calm, _) = made(&shop(&calm), 4);
    assert!(said(&calm.sides[0].one_page.risk, "哪里").contains("人，最接近失守"), "{:?}", calm.sides[0].one_page.risk);
    assert!(said(&calm.sides[0].one_page.risk, "怎么补").starts_with("不用补：28 天平均全部达标"));
    // No day is busier than the others then, and none is called so.
    let approve = &calm.sides[0].one_page.approve;
    assert!(approve.iter().any(|(name, _)| name.ends_with("（最忙，与许多日子相近）谁上班")), "{approve:?}");
    let drawn = &calm.sides[0].organisations[0].teams[0].figures;
    assert!(drawn.iter().any(|(name, _)| name.ends_with("（最忙的一天，但与许多日子相近）")), "{drawn:?}");
}

#[test]
fn the_levers_of_the_design_are_named() {
    let (_, zh, en) = made(&shop(PEAK).set("days=7"), 2);
    let has = |dossier: &Dossier, text: &str| dossier.sides[0].one_page.conclusion.iter().any(|said| said == text);
    assert!(has(&zh, "“三人”里的措施：临时工、工具；人怎么安排见⑤。"), "{:?}", zh.sides[0].one_page.conclusion);
    assert!(has(&en, "Measures in “Three”: Helpers, A tool; who comes: ⑤."), "{:?}", en.sides[0].one_page.conclusion);
}

#[test]
fn who_takes_what_besides_is_named_among_the_measures() {
    let of_two = "[design.few.routes]\nodd = [\"desk\", \"other\"]\n[design.more.routes]\nask = [\"desk\", \"other\"]\n[design.few.team.other]\nname = \"另一组 | Others\"\nheadcount = 2\nserves = [\"odd\"]\nshifts = { day = { hours = \"08:00-22:00\" } }\n\
        [design.more.team.other]\nserves = [\"odd\", \"ask\"]\n";
    let (_, zh, en) = made(&shop(&format!("{PEAK}\n{of_two}")).set("days=7"), 2);
    let told = |dossier: &Dossier| dossier.sides[0].one_page.conclusion.join("\n");
    assert!(told(&zh).contains("、另一组也接售前；"), "{}", told(&zh));
    assert!(told(&en).contains(", Others takes Pre-sale too;"), "{}", told(&en));
}

#[test]
fn letters_of_shifts_stand_with_the_hours_of_their_own_teams() {
    let teams: Vec<String> = (0..6)
        .map(|n| {
            let hours = if n % 2 == 0 { "08:00-22:00" } else { "09:30-21:30" };
            format!(
                "[design.few.team.team{n}]\nname = \"前台第{n}客服小组 | Front {n}\"\nheadcount = 2\nserves = [\"odd\"]\n\
                 shifts = {{ day = {{ hours = \"{hours}\" }} }}\npay = {{ month = 6000, loading = 0, seat = 0 }}\n"
            )
        })
        .collect();
    let routes =
        "[design.few.routes]\nodd = [\"desk\", \"team0\", \"team1\", \"team2\", \"team3\", \"team4\", \"team5\"]\n";
    let text = format!("{PEAK}\n{routes}{}", teams.concat());
    let (_, zh, _) = made(&shop(&text).set("days=28"), 2);
    let who = said(&zh.sides[0].one_page.approve, "11-11（最忙）谁上班");
    let groups: Vec<&str> = who.split('。').collect();
    let of = |hours: &str| groups.iter().find(|group| group.contains(hours)).unwrap_or_else(|| panic!("{who}"));
    assert_eq!(groups.len(), 2, "{who}");
    for n in 0..6 {
        let hours = if n % 2 == 0 { "A 08:00-22:00：" } else { "A 09:30-21:30：" };
        assert!(of(hours).contains(&format!("前台第{n}客服小组 A × ")), "{who}");
    }
}

#[test]
fn met_undecided_and_missed_are_told_apart() {
    // So few calls in a week that the share of those answered in time is not known to ten points.
    let sets = ["days=7", "contact.ask.arrivals.per_day=20", "contact.odd.arrivals.per_day=4"];
    let few = |share: &str| {
        let text = PEAK.replace("share = 0.7", &format!("share = {share}"));
        let (_, zh, _) = made(&shop(&text).sets(&sets).set("design.more.team.desk.headcount=4"), 3);
        zh.sides[0].one_page.conclusion[0].clone()
    };
    assert!(few("0.2").contains("全部达标"), "{}", few("0.2"));
    assert!(few("1").contains("2 项未达标") || few("1").contains("项未定"), "{}", few("1"));
}

#[test]
fn what_breaks_in_another_case_is_said_with_the_verdict() {
    let case = "\n[case.grown]\nname = \"翻番 | Twice\"\n\"contact.ask.arrivals.per_day\" = 4000\n";
    let (_, zh, _) = made(&shop(&format!("{PEAK}{case}")).set("days=7"), 2);
    let told = zh.sides[0].one_page.conclusion.iter().find(|text| text.starts_with("在其他假设下：“翻番”：")).unwrap();
    assert!(told.contains("2 项目标") && told.contains("未达标") && told.contains('%'), "{told}");
}

/// A shop that sells, with a bot whose share nobody measured; what it ends is less often sold to, and nobody promises anything of odd.
const SALES: &str = r#"
start = 2025-03-03
days = 14
currency = "CNY"
baseline = "people"
[contact.ask]
name = "咨询 | Chats"
channel = "chat"
arrivals = { per_day = 500 }
effort = "60 s"
messages = 3
targets = [ { first_reply = "1 min", share = 0.5 } ]
sale = { conversion = 0.3, margin = 100 }
[design.people]
name = "人工 | People"
[design.people.team.t]
name = "客服组 | Desk"
headcount = 12
serves = ["ask"]
shifts = { day = { hours = "00:00-24:00" } }
pay = { month = 6000, loading = 0, seat = 0 }
[design.bot]
name = "机器人 | Bot"
like = "people"
bot = { ask = { contains = 0.4 } }
costs.bot = { per_contact = 0.2 }
[design.bot.team.t]
headcount = 14
"#;

#[test]
fn what_is_brought_in_stands_beside_what_is_spent_and_nothing_saved_is_never_paid_back() {
    let (_, zh, _) = made(&shop(SALES), 4);
    let page = &zh.sides[0].one_page;
    assert!(page.number[0].0.ends_with("多花"), "{:?}", page.number);
    let back = said(&page.number, "回本");
    assert!(back.starts_with("现金上不省钱；连同下一行的毛利，约少得 "), "with the margin, in one place: {back}");
    let sales = said(&page.number, "14 天成交毛利");
    assert!(sales.contains("损失毛利") && sales.contains("订单"), "{sales}");
    let worse = page.conclusion.iter().find(|text| text.starts_with("变差的：")).expect("the bot sends some away");
    assert!(worse.contains("机器人误拦截量 0") && worse.contains(" → "), "{worse}");
    assert!(!page.conclusion[0].contains("没有更差"), "{}", page.conclusion[0]);
}

#[test]
fn the_bot_is_always_among_the_assumptions_and_no_program_text_is() {
    let asked = shop(SALES).replications(12);
    let mut done = asked.compare();
    let untried = dossier(&done.results, &done.manifest, Lang::Zh).unwrap();
    let rows = &untried.sides[0].one_page.assumptions.rows;
    assert_eq!(rows[0][..3], ["机器人拦截率（所有类型）", "40 %", "没有试"]);
    assert_eq!(rows[1][..3], ["机器人拦下的真正解决多少", "85 %", "没有试"]);
    try_assumptions(&asked.files, &asked.scenario(), &asked.request, &mut done, &Quiet, &Never);
    // What becomes of the target furthest from being kept with less of the bot: as a run of that change has it, in as many replications.
    let tried = done.results.tried.as_ref().unwrap();
    let less = tried.trials.iter().find(|trial| trial.path == "design.*.bot.*").expect("it is asked of every bot");
    let there = less.reached.iter().find(|one| one.arm != done.results.baseline).expect("it has a target");
    let run = |text: &str| {
        let changed = shop(text).set("design.*.bot.*=-10 pp").replications(tried.replications);
        let bare = shop(text).replications(tried.replications);
        [bare, changed].map(|shop| {
            let results = shop.compare().results;
            let rows = estimates(&results.study);
            let key = &done.results.study.arms[there.arm].model.design.key;
            mean(&of_arm(&rows, key, "base"), &there.kpi.key(&results.study.arms[there.arm].model), &there.subject)
        })
    };
    let [as_is, changed] = run(SALES);
    assert!((there.levels[1] - there.levels[0] - (changed - as_is)).abs() < 1e-9, "{there:?}: {as_is} → {changed}");
    for lang in [Lang::Zh, Lang::En] {
        let page = dossier(&done.results, &done.manifest, lang).unwrap();
        let rows = &page.sides[0].one_page.assumptions.rows;
        let tried = [&rows[0][2], &rows[1][2]].map(|cell| !["没有试", "not tried"].contains(&&cell[..]));
        assert_eq!(tried, [true, true], "{rows:?}");
        assert!(rows[0][2].contains(" → "), "{rows:?}");
        let text = texts(&page);
        for program in ["{", "}", "`", "defaults.", "targets", "exponential =", " s\""] {
            assert!(!text.contains(program), "{program} in\n{text}");
        }
    }
}

#[test]
fn every_assumption_of_the_scenarios_has_a_name_in_both_languages() {
    for file in ["first", "kuailiwen", "apparel_double11", "hetianxia", "catalogue", "turnover"] {
        let scenario = scenario(&format!("scenarios/{file}.toml")).scenario();
        let assumed = scenario.compiled.assumptions.iter().map(|one| one.path.clone());
        let sources = scenario.sources().into_iter().map(|source| source.path);
        for path in assumed.chain(sources) {
            for lang in [Lang::En, Lang::Zh] {
                let name = name_of_path(&path, lang).unwrap_or_else(|| panic!("{file}: {path} has no name"));
                assert!(!name.contains('.') && !name.contains('_'), "{path}: {name}");
            }
        }
    }
}

#[test]
fn the_line_of_the_peak_is_never_left_out_of_what_is_approved() {
    let people = "people = { \"2025-10-21..2025-10-22\" = 1, \"2025-10-24..2025-10-25\" = 1, \"2025-10-27..2025-10-28\" = 1, \
        \"2025-10-30\" = 2, \"2025-11-02\" = 3, \"2025-11-09..2025-11-12\" = 10 }\npay = { month = 6000, loading = 0, seat = 0, day = 300 }";
    let text = format!("{PEAK}\n[design.more.team.desk]\n{people}\n");
    let (_, zh, en) = made(&shop(&text), 2);
    let days = said(&zh.sides[0].one_page.approve, "哪几天");
    assert!(days.contains("11-09…11-12 加 10 人") && days.contains("另有 2 项"), "{days}");
    assert!(said(&en.sides[0].one_page.approve, "days").contains("11-09…11-12 10 more"));
}

#[test]
fn who_comes_on_the_peak_day_is_said_alike_on_every_page() {
    let people =
        "people = { \"2025-11-09..2025-11-12\" = 10 }\npay = { month = 6000, loading = 0, seat = 0, day = 300 }";
    let text = format!("{PEAK}\n[design.more.team.desk]\n{people}\n");
    let (_, zh, en) = made(&shop(&text), 2);
    let side = &zh.sides[0];
    let drawn = said(&side.organisations[1].teams[0].figures, "2025-11-11（最忙的一天）");
    assert!(drawn.starts_with("A 08:00-22:00 × ") && drawn.ends_with("＋临时 10"), "{drawn}");
    assert_eq!(said(&side.one_page.approve, "11-11（最忙）谁上班"), format!("客服组 {drawn}"));
    // They are no lever, and what the design does all the same.
    assert!(
        side.one_page.conclusion.iter().any(|text| text.contains("、请按天来的人（客服组最多 10 人）；")),
        "{:?}",
        side.one_page.conclusion
    );
    assert!(said(&en.sides[0].one_page.approve, "on 11-11, the busiest").ends_with(" + 10 for the day"));
    let (_, part) = side.whole.iter().find(|(name, _)| name == "shifts").unwrap();
    let cell = drawn.rsplit(' ').next().unwrap();
    let told = format!("{part:?}");
    assert!(told.contains("2025-11-11，最忙的一天") && told.contains(cell), "{told}");
    // The sheet of rosters begins with the counts of each design.
    let book = serde_json::to_value(side.book.as_ref().unwrap()).unwrap();
    let grids = book["roster"]["grids"].as_array().unwrap();
    let headings: Vec<&str> = grids.iter().map(|grid| grid["heading"].as_str().unwrap()).collect();
    assert_eq!(headings[..2], ["每天各班人数：两人", "每天各班人数：三人"]);
    let titles: Vec<&str> =
        grids[1]["columns"].as_array().unwrap().iter().map(|c| c["title"].as_str().unwrap()).collect();
    let at = titles.iter().position(|title| title.starts_with("11/11\n")).unwrap();
    assert_eq!(titles.iter().filter(|title| title.ends_with('★')).count(), 1, "{titles:?}");
    assert!(titles[at].ends_with('★'));
    let of = |name: &str| {
        let rows = grids[1]["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["cells"][0] == name).unwrap_or_else(|| panic!("{name}: {rows:?}"));
        row["cells"][at].as_f64().unwrap()
    };
    assert_eq!(of("客服组 A 08:00-22:00：其中临时"), 10.0);
    assert_eq!(of("客服组 A 08:00-22:00"), of("上班合计"));
}
