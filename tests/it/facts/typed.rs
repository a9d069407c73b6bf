//! What people type into the workbook, one cell at a time: how it is read, what is said of it, and where.

use super::filled::{Book, appliances};
use crate::support::World;
use serde_json::Value;

/// What is said of a workbook that cannot be read, in English and Chinese.
#[track_caller]
fn refused(book: &Book) -> [String; 2] {
    let world = World::empty();
    world.put("shop.xlsx", book.bytes());
    ["en", "zh"].map(|lang| world.mistaken(&["facts", "read", "shop.xlsx", "shop.toml", "--lang", lang]))
}

/// That all of these are said, one of each language, and so many mistakes in all.
#[track_caller]
fn refused_with(book: &Book, mistakes: usize, wanted: &[[&str; 2]]) {
    let said = refused(book);
    for (at, said) in said.iter().enumerate() {
        for pair in wanted {
            assert!(said.contains(pair[at]), "{}\n{said}", pair[at]);
        }
        assert_eq!(said.matches(["error[", "错误["][at]).count(), mistakes, "{said}");
    }
}

/// The scenario of a workbook, and what is said of it as data.
#[track_caller]
fn taken(book: &Book) -> (String, Value) {
    let world = World::empty();
    world.put("shop.xlsx", book.bytes());
    let said = world.ok(&["facts", "read", "shop.xlsx", "shop.toml", "--lang", "zh", "--json"]);
    (world.read("shop.toml"), serde_json::from_str(&said).unwrap())
}

/// Whether a list of what is said has this, in both languages.
#[track_caller]
fn tells(data: &Value, list: &str, [en, zh]: [&str; 2]) {
    for (lang, wanted) in [("en", en), ("zh", zh)] {
        let all: Vec<&str> = data[list].as_array().unwrap().iter().map(|one| one[lang].as_str().unwrap()).collect();
        assert!(all.iter().any(|one| one.contains(wanted)), "{wanted}\n{all:#?}");
    }
}

#[test]
fn numbers_in_words_are_what_they_are_in_digits() {
    let words = appliances()
        .shop(&[("contacts", "四千六"), ("limit", "五个"), ("pay", "五千二"), ("after_days", "两周")])
        .shop(&[
            ("idea_bot_less", "少十个点"),
            ("promotion_from", "十一月十日晚上八点"),
            ("start", "二〇二六年十一月二日"),
        ])
        .kind(0, &[("lasts", "六分钟"), ("open", "四个"), ("bot_contains", "三成半"), ("first_response", "二十二秒")])
        .team_cell([0, 1], "十八")
        .team_cell([1, 3], "六人")
        .shift_cell([0, 2], "一小时")
        .split(["一半", "五成"]);
    let (digits, words) = (taken(&appliances()).0, taken(&words).0);
    // `[facts]` has moments as they were typed.
    let bare =
        |text: &str| text.lines().filter(|line| !line.starts_with("promotion_from")).collect::<Vec<_>>().join("\n");
    assert_eq!(bare(&words), bare(&digits));
}

#[test]
fn dont_know_is_offered_where_it_works_and_works_where_it_is_offered() {
    for (row, column, wanted) in [
        (0, 1, ["People!B2: without a number of people nothing can be simulated", "人员!B2：人数不能写“不知道”"]),
        (1, 3, ["People!D3: without a number of people nothing can be simulated", "人员!D3：人数不能写“不知道”"]),
        (0, 2, ["is no kind of contact or ticket", "不是“问题”页里的咨询类型或工单"]),
    ] {
        let book = appliances().team_cell([row, column], "不知道");
        for (said, (wanted, sheet)) in refused(&book).iter().zip(wanted.iter().zip(["People!", "人员!"])) {
            let wanted = wanted.replace("People!", "人员!");
            assert!(said.contains(&wanted), "{wanted}\n{said}");
            assert!(!said.contains("or \"don't know\"") && !said.contains("就写“不知道”"), "{sheet}\n{said}");
        }
    }
    refused_with(&appliances().shift_cell([0, 1], "不知道"), 1, &[["8:30-17:30", "8:30-17:30"]]);
    let unknown = appliances().shift_cell([0, 2], "不知道").shift_cell([0, 3], "不知道").shift_cell([0, 4], "不知道");
    let (text, data) = taken(&unknown);
    tells(&data, "defaults", ["早班: a break of 60 min", "早班：中间休息 60 分钟"]);
    tells(&data, "defaults", ["早班: the other 50 % of people", "早班：其余 50% 的人上这个班"]);
    tells(&data, "defaults", ["早班: break between 11:00 and 15:00", "早班：在 11:00–15:00 之间休息"]);
    assert!(text.contains("split          = { early = 0.5, late = 0.5 }"), "{text}");
    let (_, data) = taken(&appliances().split(["不知道", "不知道"]));
    tells(&data, "defaults", ["as many people in each shift", "各班次的人一样多"]);
}

#[test]
fn who_asks_again_on_top_is_said_and_reckoned_with_everywhere() {
    let book = appliances().shop(&[("counted", "不知道"), ("counted_repeats", "不知道")]);
    let world = World::empty();
    world.put("shop.xlsx", book.bytes());
    let said = world.ok(&["facts", "read", "shop.xlsx", "shop.toml", "--lang", "zh", "--json"]);
    let data: Value = serde_json::from_str(&said).unwrap();
    tells(
        &data,
        "defaults",
        [
            "5402 contacts a day are simulated, 17 % more than the 4600 counted: those who ask again about the same matter come on top. \
             If they are among the 4600, answer \"yes\" in 问题!D8",
            "每天按约 5402 个咨询模拟，比统计的 4600 多 17%：同一件事再来的另算。4600 里已经含再来的，请在 问题!D8 写“再算”",
        ],
    );
    // What the scenario itself expects of the same.
    let checked = world.data(&["check", "shop.toml"]);
    let types = checked["volume"]["types"].as_array().unwrap();
    let sum = |key: &str| types.iter().map(|row| row[key].as_f64().unwrap()).sum::<f64>();
    assert!((sum("first") + sum("repeats") - 5402.0).abs() < 0.5, "{}", checked["volume"]);
    let presale = types.iter().find(|row| row["contact"] == "presale").unwrap()["people"].as_f64().unwrap();
    let doubts = data["doubts"].to_string();
    assert!(doubts.contains(&format!("每天 {presale:.0} 个会话")), "{presale}\n{doubts}");
    // What to do with it.
    assert!(doubts.contains("会话时长若是全天平均，才请在 问题!D24 也改填全天平均"), "{doubts}");
    assert!(
        doubts.contains("is then of busy hours: leave it in 问题!D24 where the session length is of the same hours"),
        "{doubts}"
    );
    let (text, data) = taken(&appliances().shop(&[("counted", "人"), ("counted_repeats", "不再算")]));
    tells(&data, "worked_out", ["5402 contacts a day are simulated", "每天按约 5402 个咨询模拟"]);
    assert!(text.contains("counts         = \"customers\""), "{text}");
}

#[test]
fn who_works_a_shift_is_a_share_or_a_number_of_people() {
    for (cells, early) in [
        (["9", "9"], "0.5"),
        (["9人", "27人"], "0.25"),
        (["18", "20"], "0.47368421052631576"),
        (["50", "50"], "0.5"),
        (["0.5", "0.5"], "0.5"),
        (["60%", "40%"], "0.6"),
        (["八成", "两成"], "0.8"),
    ] {
        let (text, data) = taken(&appliances().split(cells));
        assert!(text.contains(&format!("split          = {{ early = {early}, late = ")), "{cells:?}\n{text}");
        let people = data["defaults"].to_string().contains("各班次的人数折成每组的占比");
        assert_eq!(people, ["9", "9人", "18"].contains(&cells[0]), "{cells:?}");
    }
    for (cells, wanted) in [
        (
            ["60%", "50%"],
            [
                "人员!E8 人员!E9: the shares of people by shift are 110 % together",
                "人员!E8 人员!E9：各班次占比合计 110%，不是 100%",
            ],
        ),
        (
            ["60", "50"],
            [
                "人员!E8 人员!E9: the shares of people by shift are 110 % together",
                "人员!E8 人员!E9：各班次占比合计 110%，不是 100%",
            ],
        ),
        (
            ["19", "50%"],
            [
                "人员!E8 人员!E9: the shares of people by shift are 69 % together",
                "人员!E8 人员!E9：各班次占比合计 69%，不是 100%",
            ],
        ),
        (
            ["9人", "50%"],
            ["人员!E8 人员!E9: shares and numbers of people stand side by side", "人员!E8 人员!E9：占比和人数混着写"],
        ),
        (["多数", "50%"], ["人员!E8: \"多数\" is no answer that can be read", "人员!E8：“多数”读不懂"]),
    ] {
        refused_with(&appliances().split(cells), 1, &[wanted]);
    }
    refused_with(
        &appliances().shift_cell([0, 1], "8-5"),
        1,
        &[
            ["\"8-5\" would be a shift of 21 hours", "“8-5”成了 21 小时的班"],
            ["such as 08:00-17:00", "例如 08:00-17:00"],
        ],
    );
}

#[test]
fn a_share_or_the_number_a_day() {
    let (text, _) =
        taken(&appliances().kind(0, &[("share", "2530")]).kind(1, &[("share", "920")]).kind(2, &[("share", "1150")]));
    assert!(text.contains("presale = 0.55, logistics = 0.2, aftersale = 0.25"), "{text}");
    refused_with(
        &appliances().kind(0, &[("share", "55")]),
        1,
        &[["write \"55 %\" or \"55 a day\"", "请写成“55%”或“每天55”"]],
    );
    refused_with(
        &appliances().kind(0, &[("share", "135%")]),
        1,
        &[["\"135%\" (135 %) is not within 0 % and 100 %", "“135%”（135%）不在 0% 到 100% 之内"]],
    );
    let unknown = appliances().kind(1, &[("share", "不知道")]).kind(2, &[("share", "不知道")]);
    let (text, data) = taken(&unknown);
    tells(&data, "defaults", ["22.5 % of all contacts, as much of the rest", "占全部咨询的 22.5%"]);
    assert!(text.contains("presale = 0.55, logistics = 0.225, aftersale = 0.225"), "{text}");
}

#[test]
fn a_promotion_ends_at_midnight_however_it_is_written() {
    let base = taken(&appliances()).0;
    let bare = |text: &str| text.lines().filter(|line| !line.starts_with("promotion_")).collect::<Vec<_>>().join("\n");
    for text in ["11月12日0点", "2026/11/12 0:00", "11月11日24点"] {
        assert_eq!(bare(&taken(&appliances().shop(&[("promotion_until", text)])).0), bare(&base), "{text}");
    }
    // A cell of the sheet with a date and an hour has its hour, midnight too; a date alone has none.
    let dated = |format| {
        let book = appliances().shop(&[("promotion_from", ""), ("promotion_until", "")]);
        book.dated("promotion_from", [2026, 11, 10, 20], format).dated("promotion_until", [2026, 11, 12, 0], format)
    };
    assert_eq!(bare(&taken(&dated("yyyy-mm-dd hh:mm")).0), bare(&base));
    refused_with(
        &dated("yyyy-mm-dd"),
        1,
        &[
            ["问题!D44: \"2026-11-12\" has no hour", "问题!D44：“2026-11-12”没有写几点"],
            ["\"2026-11-12 24:00\"", "“2026年11月12日24:00”"],
        ],
    );
}

#[test]
fn dates_of_last_year_are_the_same_days_of_the_time_simulated() {
    let base = taken(&appliances()).0;
    let bare = |text: &str| text.lines().filter(|line| !line.starts_with("promotion_")).collect::<Vec<_>>().join("\n");
    let last =
        appliances().shop(&[("promotion_from", "2025年11月10日20:00"), ("promotion_until", "2025年11月11日24:00")]);
    let (text, data) = taken(&last);
    assert_eq!(bare(&text), bare(&base));
    tells(
        &data,
        "notes",
        [
            "the promotion of 2025-11-10, 2025-11-11 is simulated on the same days of the time simulated, 2026-11-10 to 2026-11-11",
            "大促写的是往年的日期（2025-11-10, 2025-11-11），按模拟年份的同样日期算：2026-11-10 到 2026-11-11（问题!D43 问题!D44）",
        ],
    );
    refused_with(
        &appliances().shop(&[("promotion_from", "2026年10月10日20:00"), ("promotion_until", "2026年10月11日24:00")]),
        1,
        &[
            [
                "问题!D43: the promotion of 2026-10-10 is not within a year",
                "问题!D43：2026-10-10 的大促不在 2026-11-02 起的一年之内",
            ],
            [
                "write a date from 2026-11-02 to 2027-11-02, or another first day in 问题!D3",
                "或把起始日（问题!D3）改到大促之前",
            ],
        ],
    );
    let (text, data) = taken(&appliances().shop(&[("promotion_from", "不知道")]));
    tells(&data, "notes", ["no promotion is simulated: 问题!D43 says", "大促不模拟：问题!D43 写的是“不知道”"]);
    assert!(!text.contains("[case.promotion]"), "{text}");
    let (_, data) = taken(&appliances().shop(&[("start", "2026年8月3日")]));
    tells(
        &data,
        "notes",
        ["116 days are simulated, 2026-08-03 to 2026-11-26", "共模拟 116 天（2026-08-03 到 2026-11-26）"],
    );
}

#[test]
fn one_mistake_gives_one_message() {
    let year = ["\"3月1号\" has no year", "“3月1号”没有年份"];
    refused_with(&appliances().shop(&[("start", "3月1号")]), 1, &[year]);
    refused_with(
        &appliances().team_cell([0, 1], "很多"),
        1,
        &[["人员!B2: \"很多\" is no answer", "人员!B2：“很多”读不懂"]],
    );
    refused_with(
        &appliances().team_cell([1, 3], "很多"),
        1,
        &[["人员!D3: \"很多\" is no answer", "人员!D3：“很多”读不懂"]],
    );
    refused_with(
        &appliances().shift_cell([0, 2], "一会儿"),
        1,
        &[["人员!C8: \"一会儿\" is no", "人员!C8：“一会儿”读不懂"]],
    );
    refused_with(
        &appliances().shift_cell([0, 3], "不固定"),
        1,
        &[["人员!D8: \"不固定\" is no", "人员!D8：“不固定”不是能读懂的时间段"]],
    );
    refused_with(
        &appliances().shop(&[("contacts", "4500-4700")]),
        1,
        &[["write one number, the usual one", "请只写一个数（通常的数）"]],
    );
    // Those that have nothing to do with each other are told at once.
    refused_with(
        &appliances().kind(0, &[("share", "65%")]).team_cell([0, 1], "很多").split(["60%", "60%"]),
        3,
        &[["are 110 % together", "合计 110%"], ["are 120 % together", "合计 120%"], ["人员!B2", "人员!B2"]],
    );
}

#[test]
fn a_team_that_serves_nobody_is_told_at_the_cell_that_is_empty() {
    let empty = appliances().team_cell([2, 3], "");
    refused_with(
        &empty,
        1,
        &[
            ["人员!D4: in the idea no team serves \"After-sale chats\"", "人员!D4：想法里没有小组接“售后咨询”"],
            [
                "the cell is empty: write how many people \"售后组\" shall have (20 as now)",
                "这一格是空的：请写“售后组”想改成几个人（不变就写 20）",
            ],
        ],
    );
    refused_with(
        &appliances().team_cell([2, 1], "").team_cell([0, 2], "售前、物流、工单"),
        1,
        &[
            ["人员!B4: now no team serves \"After-sale chats\"", "人员!B4：现在没有小组接“售后咨询”"],
            ["the cell is empty: write how many people \"售后组\" has now", "这一格是空的：请写“售后组”现在几个人"],
        ],
    );
    refused_with(
        &appliances().team_cell([2, 2], "物流、工单"),
        1,
        &[["人员!C2 (售前组), 人员!C4 (售后组)", "请写在某个小组的格里：人员!C2（售前组）、人员!C4（售后组）"]],
    );
    let merged = appliances().team_cell([0, 1], "").joined([1, 1, 2], "18");
    refused_with(
        &merged,
        1,
        &[["人员!B2: \"18\" is merged over several cells", "人员!B2：“18”所在的合并单元格跨了几格"]],
    );
    let no_more =
        appliances().team_cell([1, 3], "").team_cell([1, 4], "").team_cell([2, 1], "").joined([1, 3, 4], "20");
    refused_with(&no_more.team_cell([3, 3], "").team_cell([2, 3], "6"), 1, &[["人员!B4: \"20\"", "人员!B4：“20”"]]);
    let serves = appliances().team_cell([0, 2], "").joined([2, 1, 2], "售前咨询").team_cell([1, 1], "3");
    refused_with(&serves, 1, &[["人员!C2: \"售前咨询\" is merged", "人员!C2：“售前咨询”所在的合并单元格"]]);
    let nameless = appliances().team_cell([2, 0], "");
    refused_with(&nameless, 1, &[["人员!A4: the row has no name", "人员!A4：这一行没有写名称"]]);
    // Nothing but spaces, or "and", between them.
    let base = taken(&appliances()).0;
    for text in
        ["订单物流 售后咨询 安装补件工单", "物流 售后 工单", "logistics and after-sale、工单", "物流和售后和工单"]
    {
        assert_eq!(taken(&appliances().team_cell([2, 2], text)).0, base, "{text}");
    }
    assert_eq!(taken(&appliances().team_cell([0, 4], "不变")).0, base);
}

#[test]
fn nothing_that_was_filled_in_is_passed_over_in_silence() {
    refused_with(
        &appliances().team_cell([2, 0], "售前组"),
        1,
        &[["人员!A4: \"售前组\" stands in 人员!A2 already", "人员!A4：“售前组”在 人员!A2 已经写过"]],
    );
    refused_with(&appliances().shop(&[("limit", "4.5")]), 1, &[["\"4.5\" is no whole number", "“4.5”不是整数"]]);
    let book = appliances().below(["Q47", "你们加班吗？", "经常"]).below(["Q9", "", "6"]);
    let (text, data) = taken(&book);
    tells(&data, "notes", ["问题!D52: not read, the row is no question", "问题!D52：没有读，这一行不是表里的问题"]);
    tells(&data, "notes", ["问题!D53: not read, Q9 stands in a row above", "问题!D53：没有读，上面已有 Q9"]);
    assert!(text.contains("chats          = { value = 5, "), "{text}");
    let export = appliances().export(&[
        &["日期", "客服", "接待人数", "首次响应时长(秒)", "退款金额"],
        &["2026-10-01", "甲", "300", "22", "1000"],
    ]);
    let (_, data) = taken(&export);
    tells(
        &data,
        "notes",
        [
            "报表: columns that are used: 接待人数, 首次响应时长(秒); not used: 日期, 客服, 退款金额",
            "报表：用到的列：接待人数、首次响应时长(秒)；没用到的列：日期、客服、退款金额",
        ],
    );
    let (_, data) = taken(&appliances().export(&[&["昵称甲", "乙"], &["300", "22"]]));
    tells(&data, "notes", ["报表!A2: nothing was read", "报表!A2：没有读：找不到列名"]);
    let (_, data) = taken(&appliances().kind(0, &[("open", "3.6")]));
    tells(&data, "defaults", ["3.6 chats open are worked with as 4", "填的同时开 3.6 个，按 4 个推算"]);
    refused_with(
        &appliances().kind(0, &[("first_response", "同左")]),
        1,
        &[["nothing is answered to the left of it", "“同左”：左边没有可以照抄的回答"]],
    );
}
