//! The same questions at the terminal: what is asked again at once, what is asked again at the end, and what is written.

use super::filled::appliances;
use crate::support::World;
use std::io::Write as _;
use std::process::Stdio;

/// What the program says to somebody who types these lines, its status, and what it wrote.
fn interviewed(world: &World, lang: &str, lines: &[&str]) -> (String, Option<i32>) {
    let mut command = world.command(&["init", "--ask", "shop.toml", "--lang", lang]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all((lines.join("\n") + "\n").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = [output.stderr, output.stdout].concat();
    (String::from_utf8(said).unwrap(), output.status.code())
}

/// Answers of the appliance shop, one a line, in the order in which they are asked.
const ANSWERS: &[&str] = &[
    "天猫、京东",
    "2026年11月2日",
    "4,600",
    "会话",
    "全天",
    "都算",
    "再算",
    "",
    "5",
    "大小周",
    "5,200",
    "",
    "",
    "",
    "",
    "售前咨询、订单物流、售后咨询",
    // Share, bot, two that nobody knows.
    "55%",
    "20%",
    "25%",
    "35%",
    "55%",
    "20%",
    "",
    "",
    "6分钟",
    "同左",
    "同左",
    "最后一条消息",
    "同左",
    "同左",
    "4",
    "同左",
    "同左",
    "",
    // First response of one kind only, average response of all, three-minute rate of one.
    "22秒",
    "-",
    "-",
    "38秒",
    "同左",
    "同左",
    "91%",
    "",
    "",
    "",
    "",
    "",
    "22%",
    "",
    "",
    "",
    "",
    "",
    "安装补件工单",
    "110",
    "",
    "24小时",
    "82%",
    "",
    "11月10日20:00",
    "11月11日24:00",
    "4.2",
    "+60%",
    "14",
    "售前组",
    "18",
    "售前咨询",
    "15",
    "售前咨询",
    "订单组",
    "",
    "",
    "6",
    "订单物流",
    "售后组",
    "20",
    "物流、售后、工单",
    "13",
    "售后咨询",
    "补件组",
    "",
    "",
    "3",
    "安装补件工单",
    "",
    "早班",
    "8:30-17:30",
    "60分钟",
    "11:00-14:00",
    "50%",
    "晚班",
    "15:00-24:00",
    "60分钟",
    "17:30-20:00",
    "50%",
    "",
    "四组加新机器人",
    "10个点",
    "要",
    "50%",
    "70",
    "30%",
];

#[test]
fn the_same_questions_at_the_terminal_give_the_same_scenario() {
    let asked = World::empty();
    let (said, status) = interviewed(&asked, "zh", ANSWERS);
    assert_eq!(status, Some(0), "{said}");
    // What is read at the terminal is what is read of the workbook that it leaves.
    let again = World::empty();
    again.put("shop.xlsx", std::fs::read(asked.path("shop.xlsx")).unwrap());
    again.ok(&["facts", "read", "shop.xlsx", "shop.toml", "--lang", "zh"]);
    assert_eq!(asked.read("shop.toml"), again.read("shop.toml"));
    // The same shop in a workbook filled in by hand: all lines but those that say cells of it.
    let by_hand = World::empty();
    by_hand.put("shop.xlsx", appliances().bytes());
    by_hand.ok(&["facts", "read", "shop.xlsx", "shop.toml", "--lang", "zh"]);
    let bare = |text: &str| -> Vec<String> {
        let cell =
            |line: &str| line.split("问题!").next().unwrap().split("人员!").next().unwrap().trim_end().to_owned();
        text.lines().filter(|line| !line.starts_with('#') && !line.contains("answered_3min")).map(cell).collect()
    };
    let (ours, theirs) = (bare(&asked.read("shop.toml")), bare(&by_hand.read("shop.toml")));
    assert_eq!(ours, theirs);
}

#[test]
fn an_answer_that_cannot_be_read_is_asked_again_and_nothing_that_was_answered_is_lost() {
    let world = World::empty();
    let (said, status) = interviewed(&world, "en", &["Tmall", "1 November", "2026-11-02", "", "many", "4,600"]);
    assert_eq!(status, Some(3), "{said}");
    for wanted in [
        "Q2: \"1 November\" has no year",
        "this one is wanted; \"don't know\" is an answer",
        "Q3: \"many\" is no answer that can be read",
        "stopped; the answers so far stand in shop.xlsx",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
    assert_eq!(world.names("."), ["shop.xlsx"]);
    let refused = world.mistaken(&["init", "--ask", "shop.toml"]);
    assert!(refused.contains("shop.xlsx is there already"), "{refused}");
}

#[test]
fn answers_that_do_not_go_together_are_asked_again_by_their_number() {
    let world = World::empty();
    // Every hour of the promotion behind its end.
    let mut lines: Vec<&str> = ANSWERS.to_vec();
    let at = lines.iter().position(|line| *line == "11月11日24:00").unwrap();
    lines[at] = "11月10日12:00";
    lines.extend(["Q99", "Q40", "11月11日24:00"]);
    let (said, status) = interviewed(&world, "zh", &lines);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("大促的结束早于开始") && said.contains("要改哪一题"), "{said}");
    assert!(world.read("shop.toml").contains("until          = \"2026-11-12 00:00\""), "{}", world.read("shop.toml"));
}

/// Lines typed at the terminal, slips among them: "back" at the first question, kinds twice, shares of 110 %, a promotion without a year,
/// people who serve nothing, a shift without hours.
const SLIPS: &str = "back|Tmall|back|Tmall, JD||4,600|sessions|all day|both|yes||5|||||||Pre-sale, pre-sale|\
    Pre-sale, After-sale|60%|50%|60%|40%|35%|20%|||6 min|same|closed|same|four|same|||38 s|same|||||||||\
    |10 November 20:00||Chats|don't know|eighteen||pre-sale and after-sale|none|||Day||8 to 5|\
    9:00 to 21:00|an hour||100%|||50, 70|no";

/// What can be told at once is asked again at once.
#[test]
fn a_mistake_is_told_while_its_question_is_asked() {
    let lines: Vec<&str> = SLIPS.split('|').collect();
    let world = World::empty();
    let (said, status) = interviewed(&world, "en", &lines);
    for wanted in [
        "this is the first question",
        "\"pre-sale\" is there twice",
        "the shares of the kinds are 110 % together, not 100 %",
        "-- A promotion: its dates this time",
        "\"10 November 20:00\" has no year",
        "or the first day to be simulated in Q2",
        "Chats People now: without a number of people nothing can be simulated",
        "what these people serve is wanted",
        "the hours are wanted, such as 8:30-17:30",
        "Day From – until: \"8 to 5\" would be a shift of 21 hours",
        "yes or no; the numbers are asked next",
        "> = 4\n",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
    assert_eq!(status, Some(0), "{said}");
    let text = world.read("shop.toml");
    for line in
        ["platform       = [\"tmall\", \"jd\"]", "presale = 0.6, aftersale = 0.4", "headcount      = { value = 18"]
    {
        assert!(text.contains(line), "{line}\n{text}");
    }
}
