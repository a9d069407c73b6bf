//! What changes reach, what takes out, and which defaults pass over: every value as whoever wrote the file means it.

use crate::support::{Shop, package, scenario, shop};
use peakstaff::compile::Compiled;
use std::fs;

/// A text with these changes.
fn changed(text: &str, sets: &[&str]) -> Shop {
    shop(text).sets(sets)
}

fn trial(name: &str) -> Compiled {
    scenario(&format!("tests/cases/trials/{name}.toml")).compiled()
}

fn compiled(text: &str, sets: &[&str]) -> Compiled {
    changed(text, sets).compiled()
}

#[track_caller]
fn refused(text: &str, sets: &[&str], wanted: &[&str]) {
    changed(text, sets).refused_with(wanted);
}

/// What the bots of a design contain in a case, by type; 0 without a bot.
fn contained(compiled: &Compiled, design: &str, case: &str) -> Vec<f64> {
    let model = compiled.model(compiled.design(design).unwrap(), compiled.case(case).unwrap());
    let of = |share: f64| (share * 1e9).round() / 1e9;
    model.types.iter().map(|kind| kind.bot.as_ref().map_or(0.0, |bot| of(bot.contained()))).collect()
}

const SHOP: &str = r#"
template = "none"
days     = 7
[contact.a]
channel  = "call"
arrivals = { per_day = 100 }
effort   = "1 min"
[contact.b]
channel  = "call"
arrivals = { per_day = 100 }
effort   = "1 min"
[lever.more]
"bot.*" = "+5 pp"
[lever.most]
bot.a = 0.9
[design.now]
bot = { a = { contains = 0.4 }, b = 0.5 }
costs.tools.month = 100
[design.now.team.t]
staffed = 3
serves  = ["a", "b"]
pay     = { month = 5000, loading = 0.3, seat = 100, day = 200 }
[design.child]
like = "now"
[design.grandchild]
like = "child"
[design.own]
like  = "now"
bot.b = 0.6
[design.own_child]
like = "own"
[design.own_change]
like  = "now"
bot.b = "+10 pp"
[design.table]
like  = "now"
bot.a.meets = 0.5
[design.without]
like    = "now"
without = ["bot.b"]
[design.levered]
like = "now"
with = ["most"]
[design.lifted]
like = "now"
with = ["more"]
[design.other]
bot = { a = 0.1, b = 0.1 }
[design.other.team.t]
staffed = 3
serves  = ["a", "b"]
CASE
"#;

#[test]
fn a_change_of_a_design_reaches_all_that_are_like_it_and_do_not_say_the_value() {
    let shop = |case: &str| compiled(&SHOP.replace("CASE", case), &[]);
    let all = |compiled: &Compiled, wanted: &[(&str, [f64; 2])]| {
        for (design, shares) in wanted {
            assert_eq!(contained(compiled, design, "x"), shares, "{design}");
        }
    };
    let changed = [
        ("now", [0.3, 0.4]),
        ("child", [0.3, 0.4]),
        ("grandchild", [0.3, 0.4]),
        ("own", [0.3, 0.6]),
        ("own_child", [0.3, 0.6]),
        ("own_change", [0.3, 0.5]),
        ("table", [0.15, 0.4]),
        ("without", [0.3, 0.0]),
        ("levered", [0.9, 0.4]),
        ("lifted", [0.35, 0.45]),
        ("other", [0.1, 0.1]),
    ];
    all(&shop("[case.x]\n\"design.now.bot.*\" = \"-10 pp\""), &changed);
    // Value by value it is the same, and so it is by `--set`.
    all(&shop("[case.x.design.now]\nbot = { a = \"-10 pp\", b = \"-10 pp\" }"), &changed);
    let set = compiled(&SHOP.replace("CASE", "[case.x]"), &["design.now.bot.*=-10 pp"]);
    all(&set, &changed);
    // A value that replaces leaves what is only changed below it: 0.2 and 10 points, 0.2 and 5.
    let replaced = shop("[case.x]\ndesign.now.bot.b = 0.2");
    all(
        &replaced,
        &[("grandchild", [0.4, 0.2]), ("own", [0.4, 0.6]), ("own_change", [0.4, 0.3]), ("lifted", [0.45, 0.25])],
    );
    // A design between the two, or the design itself, that is changed too says it for those below.
    let between = shop("[case.x]\ndesign.child.bot.a = 0.8\ndesign.now.bot.a = 0.2");
    all(&between, &[("now", [0.2, 0.5]), ("child", [0.8, 0.5]), ("grandchild", [0.8, 0.5]), ("own", [0.2, 0.6])]);
    // A star is every design once, whatever it is like and says.
    let star = shop("[case.x]\n\"design.*.bot.b\" = \"-10 pp\"");
    all(&star, &[("now", [0.4, 0.4]), ("grandchild", [0.4, 0.4]), ("own", [0.4, 0.5]), ("other", [0.1, 0.0])]);
}

#[test]
fn a_case_reaches_the_design_that_is_like_the_changed_one() {
    let compiled = trial("05_like_case_not_inherited");
    assert_eq!(contained(&compiled, "temps", "base"), [0.5]);
    assert_eq!(contained(&compiled, "four", "bot_less"), [0.4]);
    assert_eq!(contained(&compiled, "temps", "bot_less"), [0.4]);
    assert_eq!(contained(&compiled, "now", "bot_less"), [0.35]);
}

#[test]
fn a_change_that_meets_nothing_is_refused_with_what_is_near() {
    let case = |line: &str| SHOP.replace("CASE", &format!("[case.x]\n{line}"));
    refused(&case("design.nov.bot.a = 0.1"), &[], &["nothing is called `design.nov.bot.a`", "`now`"]);
    refused(&case("design.without.bot.b = \"-10 pp\""), &[], &["nothing is called `design.without.bot.b`"]);
    refused(&case("design.now.costs.tols.month = 5"), &[], &["nothing is called `design.now.costs.tols.month`"]);
    refused(&case("design.now.team.u.pay.month = 5"), &[], &["nothing is called"]);
}

#[test]
fn none_takes_out_what_may_be_absent() {
    let pay = |compiled: &Compiled, design: &str| {
        compiled.model(compiled.design(design).unwrap(), 0).teams.iter().next().unwrap().pay.clone()
    };
    let text = SHOP.replace("CASE", "");
    let plain = compiled(&text, &[]);
    assert_eq!(pay(&plain, "child").unwrap().month, Some(5000.0));
    for (set, month, day) in [
        ("design.now.team.t.pay.month=none", None, Some(200.0)),
        ("team.*.pay.day=none", Some(5000.0), None),
        ("design.now.team.t.pay=none", None, None),
    ] {
        let found = pay(&compiled(&text, &[set]), "child");
        assert_eq!((found.as_ref().and_then(|p| p.month), found.and_then(|p| p.day)), (month, day), "{set}");
    }
    let in_design = text.replace(
        "[design.child]\nlike = \"now\"",
        "[design.child]\nlike = \"now\"\nbot.a = \"none\"\ncosts.tools = \"none\"",
    );
    let compiled = compiled(&in_design, &[]);
    assert_eq!(contained(&compiled, "child", "base"), [0.0, 0.5]);
    assert_eq!(contained(&compiled, "grandchild", "base"), [0.0, 0.5]);
    let tools = |design: &str| compiled.model(compiled.design(design).unwrap(), 0).money.tools;
    assert!(tools("child").is_none() && tools("now").is_some());
    refused(&text, &["design.now.team.t.serves=none"], &["`serves` has to be said: \"none\" cannot take it out"]);
    refused(&text, &["contact.a.channel=none"], &["`channel` has to be said"]);
}

#[test]
fn a_table_that_is_a_value_is_laid_as_one() {
    let compiled = trial("dated_one_off_in_a_lever");
    let money = |design: &str| compiled.model(compiled.design(design).unwrap(), 0).money.clone();
    assert_eq!(money("b"), money("c"));
    assert_eq!((money("b").one_off.len(), money("b").one_off[0].amount), (1, Some(25_000.0)));
    let one_off = |text: &str, sets: &[&str]| {
        let compiled = self::compiled(text, sets);
        compiled.model(compiled.design("child").unwrap(), compiled.cases.len() - 1).money.one_off.clone()
    };
    let start = 20_089;
    for value in ["{ amount = 900, on = 2025-01-03 }", "500"] {
        let own = SHOP.replace("[design.child]", &format!("[design.child]\ncosts.one_off.it = {value}"));
        let case = own.replace("CASE", "[case.x]\ndesign.child.costs.one_off.it = { amount = 70, on = 2025-01-02 }");
        let found = one_off(&case, &[]);
        assert_eq!((found.len(), found[0].amount, found[0].day), (1, Some(70.0), start + 1));
        let found = one_off(&own.replace("CASE", ""), &["costs.one_off.new={ amount = 60, on = 2025-01-05 }"]);
        assert_eq!((found.len(), found[1].amount, found[1].day), (2, Some(60.0), start + 4));
    }
    // A price where there were none.
    let other = self::compiled(&SHOP.replace("CASE", "[case.x]\ndesign.other.costs.tools = { month = 30 }"), &[]);
    let tools = other.model(other.design("other").unwrap(), other.case("x").unwrap()).money.tools;
    assert_eq!(tools.map(|prices| prices.month), Some(30.0));
}

#[test]
fn a_bot_that_a_case_brings_has_the_defaults_of_bots() {
    let text = SHOP
        .replace("template = \"none\"", "template = \"cn_shop\"")
        .replace("bot = { a = 0.1, b = 0.1 }", "bot = { b = 0.1 }")
        .replace("CASE", "[case.x]\ndesign.other.bot.a = 0.1");
    let compiled = compiled(&text, &[]);
    let bots = |case: &str| {
        let model = compiled.model(compiled.design("other").unwrap(), compiled.case(case).unwrap());
        model.types.iter().map(|kind| format!("{:?}", kind.bot)).collect::<Vec<_>>()
    };
    assert_eq!(bots("x")[0], bots("x")[1]);
}

#[test]
fn defaults_pass_over_what_they_cannot_apply_to() {
    let compiled = trial("03_answers_in_defaults_team");
    assert_eq!(compiled.designs.len(), 2);
    let compiled = trial("06_on_duty_vs_default_split");
    assert!(compiled.design("allhands").is_some());
    let team = |own: &str| {
        format!(
            r#"
days = 7
[contact.a]
channel  = "chat"
arrivals = {{ per_day = 100 }}
effort   = "1 min"
[defaults.team]
answers  = "newest"
shifts   = {{ early = {{ hours = "09:00-18:00" }}, late = {{ hours = "15:00-24:00" }} }}
split    = {{ early = 0.5, late = 0.5 }}
rest     = "alternating weeks"
at_least = 1
pay      = {{ month = 5000, loading = 0.3, seat = 900, overtime = {{ factor = 2 }} }}
[design.now.team.t]
serves   = ["a"]
{own}
"#
        )
    };
    for own in [
        "headcount = 3",
        "staffed = 3",
        "staffed = 3\npay.outsourced = { seat = 4000 }",
        "headcount = 3\npay = { hour = 25 }",
        "headcount = 3\nrota = [\"early\", \"late\", \"off\"]",
        "headcount = 3\non_duty = { early = 1, late = 1 }",
        "headcount = 3\noff_desk = \"none\"",
    ] {
        self::compiled(&team(own), &[]);
    }
    // What a team says itself and cannot be stays a mistake.
    refused(&team("staffed = 3\nsplit = { early = 1.0 }"), &[], &["`split` needs `headcount`"]);
    refused(&team("headcount = 3\non_duty = { early = 1 }\nrest = \"1 day a week\""), &[], &["`rest` changes nothing"]);
    refused(&team("headcount = 3\nrota = [\"early\", \"off\"]\nsplit = { early = 1.0 }"), &[], &["both give out"]);
    refused(&team("headcount = 3\nanswers = \"oldest\""), &[], &["`answers` is for chats by the message"]);
}

#[test]
fn keys_without_effect_are_refused_where_they_stand() {
    let [shown, _] = scenario("tests/cases/public/p02_staffed_breaks.toml").refused();
    for key in ["off_desk", "pause"] {
        assert!(shown.contains(&format!("`{key}` needs `headcount`; team `expert` is staffed by number")), "{shown}");
    }
    for key in [
        "absence = 0.1",
        "at_least = 1",
        "rest = \"1 day a week\"",
        "after_shift = \"queue\"",
        "pay.overtime = { factor = 2 }",
        "pay.holidays = [2025-01-01]",
    ] {
        let name = key.split(" = ").next().unwrap();
        let pay = if name.starts_with("pay") { "\npay.month = 1\npay.loading = 0\npay.seat = 0" } else { "" };
        let text =
            SHOP.replace("CASE", "").replace("[design.other.team.t]", &format!("[design.other.team.t]\n{key}{pay}"));
        refused(&text, &[], &[&format!("`{name}` needs `headcount`")]);
    }
}

#[test]
fn a_platform_says_what_it_scores() {
    let text = fs::read_to_string(package("tests/cases/trials/07_platform_jd.toml")).unwrap();
    let (jd, shown) = (compiled(&text, &[]), changed(&text, &[]).warnings());
    assert!(shown.contains("please set the hours, two lines"), "{shown}");
    assert!(!changed(&with_remedy(&text, &shown), &[]).warnings().contains("jd"), "{shown}");
    let rule = jd.sources.iter().find(|source| source.path == "platform.jd.rule").expect("its rule has a source");
    assert_eq!(rule.as_of.as_deref(), Some("2024-02"));
    let shown = changed(&text, &["platform.jd.window=08:00-24:00"]).warnings();
    assert!(!shown.contains("please set"), "{shown}");
    compiled(&text.replace("\"jd\"", "\"tmall\""), &[]);
    let own = text.replace("\"jd\"", "\"mine\"") + "\n[platform.mine]\nname = \"Mine\"\n";
    refused(&own, &[], &["platform `mine` says nothing of what it scores"]);
}

/// A file with the lines that the help of a warning puts in backticks at its end.
fn with_remedy(text: &str, warnings: &str) -> String {
    let help = warnings.split_once("lines at the end of the file: ").expect("the remedy is lines").1;
    let lines = help.split('`').skip(1).step_by(2).take_while(|line| line.starts_with('[') || line.contains(" = "));
    format!("{text}\n{}\n", lines.collect::<Vec<_>>().join("\n"))
}

#[test]
fn several_platforms_judge_a_type_by_what_they_score_alike() {
    let text = fs::read_to_string(package("tests/cases/trials/07_platform_jd.toml")).unwrap();
    let by = |platforms: &str| text.replace("\"jd\"", platforms);
    let sources = |platforms: &str| {
        let compiled = compiled(&by(platforms), &[]);
        let of_platforms = compiled.sources.into_iter().filter(|source| source.path.starts_with("platform."));
        of_platforms.map(|source| source.path).collect::<Vec<_>>()
    };
    for (platforms, wanted) in [
        (r#"["tmall", "jd"]"#, vec!["platform.jd.rule", "platform.tmall.window"]),
        (
            r#"["tmall", "kuaishou"]"#,
            vec!["platform.kuaishou.rule", "platform.kuaishou.window", "platform.tmall.window"],
        ),
        (r#""xiaohongshu""#, vec!["platform.xiaohongshu.rule", "platform.xiaohongshu.window"]),
    ] {
        assert_eq!(sources(platforms), wanted);
    }
    // One whose hours nobody confirms judges nothing beside another, and it is said.
    let shown = changed(&by(r#"["tmall", "jd"]"#), &[]).warnings();
    assert!(shown.contains("figures are those of `tmall` alone (08:00-23:00, answers by people only)"), "{shown}");
    // What is advised does what it promises: its lines at the end of the file, or one platform less in it.
    for (platforms, lines) in [
        (r#"["tmall", "jd"]"#, "[platform.jd]\nwindow = \"08:00-23:00\"\n"),
        (r#"["1688", "jd"]"#, "[platform.jd]\nwindow = \"09:00-21:00\"\nbot = true\n"),
    ] {
        let shown = changed(&by(platforms), &[]).warnings();
        let remedied = with_remedy(&by(platforms), &shown);
        assert!(remedied.ends_with(lines), "{remedied}");
        assert!(!changed(&remedied, &[]).warnings().contains("jd"), "{shown}");
    }
    assert!(shown.contains("leave `jd` out of `platform`"), "{shown}");
    assert!(!changed(&by(r#"["tmall"]"#), &[]).warnings().contains("jd"));
    let differ = ["platform `xiaohongshu` scores other messages than `tmall`", "09:00-23:00", "08:00-23:00"];
    refused(&by(r#"["tmall", "xiaohongshu"]"#), &[], &differ);
    let set = "platform.xiaohongshu.window=08:00-23:00";
    assert!(!changed(&by(r#"["tmall", "xiaohongshu"]"#), &[set]).warnings().contains("xiaohongshu"));
    refused(&by(r#"["tmall", "tmall"]"#), &[], &["platform `tmall` is named twice"]);
    refused(&by("[]"), &[], &["at least one platform"]);
    refused(&by(r#"["tmall", "jdd"]"#), &[], &["unknown platform `jdd`"]);
}

#[test]
fn a_row_of_sums_is_nobody_wherever_it_is_called_so() {
    let compiled = trial("roster_total");
    let heads = compiled.model(0, 0).teams.iter().next().unwrap().staffing.clone();
    let peakstaff::model::Staffing::People(roster) = heads else { panic!("a roster") };
    assert_eq!(roster.headcount, 3);
}

#[test]
fn a_name_with_the_sign_of_a_baseline_is_refused() {
    let with = |table: &str| SHOP.replace("CASE", table);
    let named = with("[design.\"now@home\"]\nlike = \"now\"");
    refused(&named, &[], &["the name of a design has no `@`", "call it `now-home`"]);
    let case = with("[case.\"more@once\"]\ndemand = \"*1.5\"");
    refused(&case, &[], &["the name of a case has no `@`", "call it `more-once`"]);
}

#[test]
fn what_does_nothing_where_it_stands_is_told() {
    let text = r#"
days = 1
[contact.a]
channel = "call"
arrivals = { per_day = 100 }
effort = "1 min"
[contact.b]
channel = "chat"
arrivals = { per_day = 100 }
alone = "5 min"
[contact.c]
channel = "ticket"
arrivals = { per_day = 10 }
effort = "1 min"
[design.now.team.calls]
staffed = 2
serves = ["a", "c"]
[design.now.team.chats]
staffed = 2
serves = ["b"]
chats = 3
"#;
    let said = |text: &str| changed(text, &[]).warnings();
    // Defaults that do not apply are nobody's mistake.
    assert!(!said(text).contains("does nothing"), "{}", said(text));
    for (key, place) in [
        ("chats", "[design.now.team.calls]\nchats = 4"),
        ("switching", "[design.now.team.calls]\nswitching = 0.1"),
        ("messages", "[contact.b]\nmessages = 4"),
        ("customer_pause", "[contact.b]\ncustomer_pause = \"30 s\""),
        ("resume_cost", "[contact.c]\nresume_cost = \"30 s\""),
    ] {
        let table = place.split_once('\n').unwrap().0;
        let told = said(&text.replace(table, place));
        assert!(told.contains(&format!("`{key}` does nothing")), "{key}: {told}");
    }
}
