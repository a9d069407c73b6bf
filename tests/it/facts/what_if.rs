//! A case in the words of a shop: what follows of another answer is what `facts read` works out of it.

use super::filled::appliances;
use crate::support::World;
use serde_json::Value;

/// A world with the appliance shop's scenario, these answers of its first kind changed.
fn shop(answers: &[(&str, &str)]) -> World {
    let world = World::empty();
    world.put("shop.xlsx", appliances().kind(0, answers).bytes());
    world.ok(&["facts", "read", "shop.xlsx", "shop.toml", "--lang", "en"]);
    world
}

/// What formulas expect, its numbers to nine digits.
fn expected(world: &World, more: &[&str]) -> String {
    fn rounded(value: &Value) -> String {
        match value {
            Value::Number(number) => format!("{:.9e}", number.as_f64().unwrap()),
            Value::Array(all) => all.iter().map(rounded).collect::<Vec<_>>().join(","),
            Value::Object(all) => {
                let lines: Vec<String> = all.iter().map(|(key, value)| format!("{key}:{}", rounded(value))).collect();
                lines.join("\n")
            }
            other => other.to_string(),
        }
    }
    rounded(&world.data(&[&["check", "shop.toml"], more].concat())["expected"])
}

#[test]
fn another_answer_gives_what_the_workbook_with_it_gives() {
    let now = shop(&[]);
    for (question, answer, change) in [
        ("lasts", "5分24秒", "facts.presale.lasts=*0.9"),
        ("lasts", "9分钟", "facts.presale.lasts=9 min"),
        ("open", "3", "facts.presale.open=3"),
        ("average_response", "30秒", "facts.presale.average_response=-8 s"),
        ("tickets", "140", "facts.install.tickets=+30"),
    ] {
        let then = expected(&shop(&[(question, answer)]), &[]);
        assert_ne!(then, expected(&now, &[]), "{change}");
        assert_eq!(then, expected(&now, &["--set", change]), "{change}");
    }
}

#[test]
fn a_case_and_a_what_if_speak_of_facts() {
    let world = shop(&[]);
    let text = world.read("shop.toml");
    world.put("shop.toml", format!("{text}\n[case.quick]\nfacts.\"*\".lasts = \"*0.9\"\nfacts.shop.pay = \"*1.1\"\n"));
    let work = |data: &Value, case: &str| -> f64 {
        let all = data["expected"].as_array().unwrap().iter();
        let mut one = all.filter(|one| one["case"] == case && one["design"] == "now");
        let teams = one.next().unwrap()["mean_day"]["teams"].as_array().unwrap().iter();
        teams.map(|team| team["live"].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).sum::<f64>()).sum()
    };
    let data = world.data(&["check", "shop.toml"]);
    assert!(!data["warnings"].to_string().contains("in proportion"), "{}", data["warnings"]);
    // (324 + 45) of (360 + 45) seconds, at the same answers an hour.
    let quick = world.data(&["check", "shop.toml", "--set", "facts.*.lasts=*0.9"]);
    let factor = work(&quick, "base") / work(&data, "base");
    assert!((factor - 369.0 / 405.0).abs() < 2e-3, "{factor}");
    // What was moved since stays moved, in proportion, and that is said.
    world.put("shop.toml", world.read("shop.toml").replace("low = 4.29, likely = 4.88, high = 5.74", "value = 6"));
    let moved = world.data(&["check", "shop.toml", "--set", "facts.presale.lasts=*0.9"]);
    let warned = moved["warnings"].to_string();
    assert!(warned.contains("`contact.presale.messages` is 6 in the file, not 4.88 as worked out"), "{warned}");
    let swept = ["sweep", "shop.toml", "--vary", "facts.presale.lasts=*0.9,*1", "--kpi", "occupancy@team:presale"];
    let few = ["--design", "now", "--set", "volume.contacts_per_day=*0.05", "--replications", "2", "--no-files"];
    let page = world.ok(&[&swept[..], &few[..], &["--lang", "zh"]].concat());
    assert!(page.contains("facts.presale.lasts") && page.contains("*0.9"), "{page}");
}

#[test]
fn what_an_answer_does_not_feed_is_refused_at_its_place() {
    let world = shop(&[]);
    for (change, en, zh) in [
        ("facts.presale.three_minute_rate=0.95", "changes nothing that is simulated", "模拟里什么都不变"),
        ("facts.presale.open=*0.9", "changes nothing that is simulated", "模拟里什么都不变"),
        ("facts.presale.messages=6", "`messages` was not answered", "`messages` 当时没有填"),
        ("facts.nobody.lasts=*0.9", "[facts] has no `nobody`", "[facts] 里没有 `nobody`"),
        ("facts.presale=*0.9", "`facts.presale` is no answer", "`facts.presale` 不是一项回答"),
        ("facts.presale.lasts=*30", "is not within 20 s and 1 h", "不在 20秒 到 1小时 之内"),
        ("facts.presale.share=0.6", "are 105 % together", "合计 105%"),
        ("facts.presale.lasts_until=noon", "none of the answers", "不是可选的答案"),
        ("facts.shop.after_days=10", "which is the whole file's", "那是整个文件的"),
        ("facts.shop.idea_bot_less=*2", "decides `case.bot_less", "决定 `case.bot_less"),
    ] {
        let told = |lang| world.mistaken(&["check", "shop.toml", "--no-files", "--lang", lang, "--set", change]);
        let (told_en, told_zh) = (told("en"), told("zh"));
        assert!(told_en.contains(en) && told_en.contains("--set:1:"), "{change}\n{told_en}");
        assert!(told_zh.contains(zh), "{change}\n{told_zh}");
    }
    let warned = world.data(&["check", "shop.toml", "--set", "facts.presale.average_response=*0.8"]);
    assert!(warned["warnings"].to_string().contains("says what was measured, not what is aimed at"), "{warned}");
    let none = World::with(&std::fs::read_to_string(crate::support::package("scenarios/first.toml")).unwrap());
    let scenario = none.names(".").remove(0);
    let told = none.mistaken(&["check", &scenario, "--no-files", "--lang", "en", "--set", "facts.presale.lasts=*0.9"]);
    assert!(told.contains("this scenario has no [facts]") && told.contains("session.lasts"), "{told}");
    let text = world.read("shop.toml");
    world.put(
        "shop.toml",
        text.replace(
            "[design.idea]",
            "[lever.quick]\nfacts.presale.lasts = \"*0.9\"\n\n[design.idea]\nwith = [\"quick\"]",
        ),
    );
    let told = world.mistaken(&["check", "shop.toml", "--no-files", "--lang", "en"]);
    assert!(told.contains("a design or lever does not speak in the words of [facts]"), "{told}");
}
