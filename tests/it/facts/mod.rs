//! From a workbook that a shop has filled in to a scenario: filled in rightly, and badly.

mod filled;
mod interview;
mod typed;
mod what_if;

use crate::support::World;
use filled::{Book, appliances, questions};
use serde_json::Value;

/// The figures of a sentence's message, whatever the language.
fn doubts(data: &Value) -> Vec<String> {
    let all = data["doubts"].as_array().unwrap().iter();
    all.map(|one| one["message"]["en"].as_str().unwrap().to_owned()).collect()
}

/// What is said of a workbook that can be read.
#[track_caller]
fn read(world: &World) -> Value {
    let words = ["facts", "read", "shop.xlsx", "shop.toml", "--lang", "zh", "--json"];
    serde_json::from_str(&world.ok(&words)).unwrap()
}

#[test]
fn an_appliance_shop_from_its_workbook_to_the_first_comparison() {
    let world = World::empty();
    world.put("shop.xlsx", appliances().bytes());
    let data = read(&world);
    assert_eq!(data["compares"], true);
    // 6 min until the last message, 45 s more; 38 s until an answer: 405 / (38 + 45) answers, as the closed loop has it.
    let worked: Vec<&str> =
        data["worked_out"].as_array().unwrap().iter().map(|one| one["en"].as_str().unwrap()).collect();
    assert!(worked[0].contains("at 4 open: 4.9 answers of 14.8 s by hand, 72 s by hand a session"), "{worked:?}");
    let text = world.read("shop.toml");
    for line in [
        "contacts_per_day = { value = 4600, source = \"问题!D4\" }",
        "session        = { lasts = { value = \"6 min 45 s\", source = \"问题!D22\" }",
        "without        = [\"team.*\"]",
        "lift.presale   = { value = 4.2, source = \"问题!D",
        "[facts.presale]",
        "on_time.install = { value = 0.82, source = \"问题!D",
        "detail         = \"message\"",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let checked = world.data(&["check", "shop.toml"]);
    // 2,530 a day before the sale, of which the bot takes 35 %.
    let volume = checked["volume"]["types"].as_array().unwrap().iter().find(|row| row["contact"] == "presale").unwrap();
    assert!((volume["counted"].as_f64().unwrap() - 2530.0).abs() < 0.01, "{volume}");
    assert!((volume["people"].as_f64().unwrap() - 1644.5).abs() < 1.0, "{volume}");
    let designs: Vec<&str> =
        checked["designs"].as_array().unwrap().iter().map(|one| one["key"].as_str().unwrap()).collect();
    let cases: Vec<&str> =
        checked["cases"].as_array().unwrap().iter().map(|one| one["key"].as_str().unwrap()).collect();
    assert_eq!((designs, cases), (vec!["idea", "now"], vec!["base", "bot_less", "promotion"]));
    assert_eq!(checked["measured"].as_array().unwrap().len(), 7, "{}", checked["measured"]);
    let few = ["--set", "volume.contacts_per_day=*0.05", "--replications", "2", "--no-assumptions", "--case", "base"];
    let page = world.ok(&[&["compare", "shop.toml", "--no-files"], &few[..]].concat());
    assert!(page.contains("next:"), "{page}");
    // Nothing that is there is written over without being asked.
    let refused = world.mistaken(&["facts", "read", "shop.xlsx", "shop.toml"]);
    assert!(refused.contains("--force"), "{refused}");
    assert_eq!(world.read("shop.toml"), text);
    world.ok(&["facts", "read", "shop.xlsx", "shop.toml", "--force", "--lang", "zh"]);
    assert_eq!(world.read("shop.toml"), text, "the same bytes again");
}

#[test]
fn a_sparse_workbook_takes_usual_values_and_says_so() {
    for lang in ["en", "zh"] {
        let chinese = lang == "zh";
        let book = Book::new(chinese)
            .shop(&[
                ("platform", "不知道"),
                ("contacts", "900"),
                ("counted", "不知道"),
                ("counted_hours", "全天"),
                ("counted_bot", "都算"),
                ("limit", "不知道"),
            ])
            .kind(
                0,
                &[
                    ("share", "60%"),
                    ("bot_contains", "?"),
                    ("lasts", "don't know"),
                    ("lasts_until", "不知道"),
                    ("open", "不清楚"),
                    ("average_response", "unknown"),
                ],
            )
            .kind(
                2,
                &[
                    ("share", "40%"),
                    ("bot_contains", "无"),
                    ("lasts", "8分钟"),
                    ("lasts_until", "关闭会话"),
                    ("open", "不知道"),
                    ("average_response", "不知道"),
                ],
            )
            .team(&["客服组", "10", "售前咨询、售后咨询"])
            .shift(&["早班", "8:30-17:30", "60分钟", "11:00-14:00", ""])
            .shift(&["晚班", "15点到24点", "1小时", "", ""]);
        let world = World::empty();
        world.put("shop.xlsx", book.bytes());
        let page = world.ok(&["facts", "read", "shop.xlsx", "shop.toml", "--lang", lang]);
        let wanted = if chinese {
            [
                "没人知道、先这样取的",
                "售前咨询：每个会话动手 90 秒",
                "售前咨询：机器人独立接完 35%（20–50%）",
                "没有填：工资",
            ]
        } else {
            [
                "Taken because nobody said it",
                "Pre-sale chats: 90 s by hand a session",
                "the bot ends 35 % alone (20–50 %)",
                "these were not given: pay",
            ]
        };
        for part in wanted {
            assert!(page.contains(part), "{part}\n{page}");
        }
        let checked = world.ok(&["check", "shop.toml", "--no-files", "--lang", lang]);
        assert!(checked.contains("peakstaff run shop.toml"), "{checked}");
    }
}

/// Every fault stands at its cell, with what it can mean, in both languages.
#[test]
fn a_badly_filled_workbook_gets_its_messages_at_the_cells() {
    let book = appliances()
        .shop(&[("start", "3月1号"), ("limit", "5个左右"), ("counted_hours", "白天"), ("pay", "五六千")])
        .kind(
            0,
            &[
                ("share", "55"),
                ("lasts", "40"),
                ("three_minute_rate", "1"),
                ("average_response", "38小时"),
                ("open", ""),
            ],
        )
        .merged("inquiries", "1,500")
        .shift(&["早早班", "8:30", "", "", ""]);
    let world = World::empty();
    world.put("shop.xlsx", book.bytes());
    let en = world.mistaken(&["facts", "read", "shop.xlsx", "shop.toml", "--lang", "en"]);
    let zh = world.mistaken(&["facts", "read", "shop.xlsx", "shop.toml", "--lang", "zh"]);
    for (in_english, in_chinese) in [
        ("\"3月1号\" has no year: 2026-03-01 or 2027-03-01?", "“3月1号”没有年份：是 2026年3月1日 还是 2027年3月1日？"),
        ("\"白天\" is none of the answers", "“白天”不是可选的答案"),
        ("\"五六千\" is no answer that can be read", "“五六千”读不懂"),
        ("\"55\" can be 55 % or 55 a day: which is meant?", "“55”可以是 55% 还是 每天55：是哪一个？"),
        ("\"40\" can be 40 s or 40 min: which is meant?", "“40”可以是 40秒 还是 40分钟：是哪一个？"),
        ("\"1\" can be 100 % or 1 %: which is meant?", "“1”可以是 100% 还是 1%：是哪一个？"),
        ("\"38小时\" (38 h) is not within 1 s and 10 min", "“38小时”（38小时）不在 1秒 到 10分钟 之内"),
        ("not answered: How many chats does an agent really have open", "还没填：这时一个客服平均同时开着几个会话"),
        ("1,500 in each, or 1,500 in all?", "是每列各 1,500，还是合计 1,500？"),
        ("\"8:30\" is no span of hours", "“8:30”不是能读懂的时间段"),
    ] {
        assert!(en.contains(in_english), "{in_english}\n{en}");
        assert!(zh.contains(in_chinese), "{in_chinese}\n{zh}");
    }
    assert!(zh.contains("问题!D22：“40”") && zh.contains("人员!B"), "{zh}");
    assert_eq!(world.names(""), ["shop.xlsx"], "nothing is half-written");
}

#[test]
fn facts_that_contradict_each_other_are_named_with_their_cells() {
    let book = appliances()
        .shop(&[("handled_per_person", "400"), ("limit", "3")])
        .kind(0, &[("three_minute_rate", "70%"), ("bot_handover", "80%"), ("inquiries", "1000"), ("buyers", "400")])
        .kind(2, &[("messages", "12")]);
    let world = World::empty();
    world.put("shop.xlsx", book.bytes());
    let data = read(&world);
    let all = doubts(&data).join("\n");
    for part in [
        "4.0 chats are open on average, at most 3 may be",
        "the bot ends 35 % alone, but hands over 80 % of those whom it meets: 20 % at most",
        "30.0 % take longer than three minutes, but with 38 s on average 21.1 % at most can",
        "12.0 answers, each after 38 s, leave no pause in 6 min",
        "who bought of who asked are 40.0 %, the conversion rate is 22.0 %",
        "6 min at 4 open and 400 a day need 8.0 h of hands in 7.0 h on duty",
    ] {
        assert!(all.contains(part), "{part}\n{all}");
    }
    assert!(data["doubts"][0]["cells"].as_array().unwrap().iter().all(|cell| cell.as_str().unwrap().contains('!')));
}

#[test]
fn volumes_and_an_export_fill_what_was_not_answered() {
    let book = appliances()
        .kind(0, &[("first_response", "不知道"), ("average_response", "120秒")])
        .kind(1, &[("average_response", "120秒")])
        .kind(2, &[("average_response", "120秒")])
        .volumes(21)
        .export(&[
            &["客服", "接待人数", "首次响应时长(秒)", "平均响应时长(分钟)"],
            &["甲", "300", "20", "0.5"],
            &["乙", "100", "40", "1"],
            &["合计", "400", "25", "9"],
        ]);
    let world = World::empty();
    world.put("shop.xlsx", book.bytes());
    let data = read(&world);
    let text = world.read("shop.toml");
    // 300 of 20 s and 100 of 40 s.
    assert!(text.contains("first_response.presale = { value = \"25 s\", source = \"报表!C3–C4\" }"), "{text}");
    assert!(text.contains("profile = \"presale\"") && text.contains("[calendar.profile]"), "{text}");
    let all = doubts(&data).join("\n");
    assert!(all.contains("2 min as answered, 37.5 s in the export"), "{all}");
    world.ok(&["check", "shop.toml", "--no-files"]);
}

#[test]
fn a_new_workbook_takes_the_place_of_nothing_and_is_no_answer() {
    for (lang, wanted) in [("zh", "还没填：客户在哪些平台咨询"), ("en", "not answered: On which platforms")]
    {
        let world = World::empty();
        let said = world.ok(&["facts", "new", "shop.xlsx", "--lang", lang]);
        assert!(said.contains("peakstaff facts read shop.xlsx shop.toml"), "{said}");
        let refused = world.mistaken(&["facts", "new", "shop.xlsx", "--lang", lang]);
        assert!(refused.contains("shop.xlsx"), "{refused}");
        let refused = world.mistaken(&["facts", "read", "shop.xlsx", "shop.toml", "--lang", lang]);
        assert!(refused.contains(wanted), "{refused}");
        assert_eq!(world.names(""), ["shop.xlsx"]);
    }
    let world = World::empty();
    world.put("shop.xlsx", "no workbook");
    assert!(world.mistaken(&["facts", "read", "shop.xlsx", "shop.toml"]).contains("facts new"));
}

/// Whatever is asked may stand in `[facts]`, and a slip there is a mistake.
#[test]
fn facts_are_kept_and_never_simulated() {
    let text = format!("{}\n[facts.shop]\ncontacts = {{ value = 4600, source = \"问题!D4\" }}\n", crate::support::SHOP);
    let every: Vec<String> = questions().iter().map(|(key, _)| format!("{key} = \"unknown\"")).collect();
    let every = every.join("\n");
    World::with(&format!("{}\n[facts.any]\n{every}", crate::support::SHOP)).ok(&["check", "shop.toml", "--no-files"]);
    let world = World::with(&text);
    let with = world.ok(&["run", "shop.toml", "--replications", "2", "--no-files"]);
    world.put("shop.toml", crate::support::SHOP);
    assert_eq!(world.ok(&["run", "shop.toml", "--replications", "2", "--no-files"]), with);
    world.put("shop.toml", text.replace("contacts = {", "contcats = {"));
    assert!(world.mistaken(&["check", "shop.toml"]).contains("did you mean `contacts`?"));
}
