use super::findings::{KEPT, SHOWN};
use super::*;

#[test]
fn the_near_miss_is_found_and_the_far_one_is_not() {
    assert_eq!(nearest("biling", ["billing", "sales"]).as_deref(), Some("billing"));
    assert_eq!(nearest("presael", ["presale", "aftersale"]).as_deref(), Some("presale"));
    assert_eq!(nearest("shipping", ["billing", "sales"]), None);
}

#[test]
fn what_is_too_long_for_a_name_is_near_nothing() {
    assert_eq!(nearest(&"a".repeat(1 << 20), ["a".repeat(1 << 20)]), None);
    assert_eq!(nearest(&"a".repeat(64), ["a".repeat(63)]), Some("a".repeat(63)));
}

#[test]
fn of_very_many_findings_a_hundred_are_shown_and_all_are_counted() {
    let mut files = SourceMap::default();
    let lines: Vec<String> = (0..5000).map(|n| format!("x{n} = 1")).collect();
    let text = lines.join("\n");
    let id = files.add("a.toml", &text);
    let mut all = Diagnostics::default();
    // Found from the end to the beginning.
    let mut at = text.len();
    for line in lines.iter().rev() {
        let place = Place::new(id, at - line.len()..at);
        all.push(Diagnostic::error(Code::UnknownKey, &place, say!("unknown", "未知")));
        all.push(Diagnostic::error(Code::UnknownKey, &place, say!("unknown", "未知")));
        at = at.saturating_sub(line.len() + 1);
    }
    all.push(Diagnostic::warning(Code::Outside, &Place::new(id, 0..1), say!("also", "也")));
    assert_eq!((all.errors(), all.warnings(), all.sorted().len()), (5000, 1, KEPT + 1));
    assert_eq!(all.reported(), 10_000, "one that is known is reported again");
    let shown = all.render(&files, Style::default());
    assert_eq!(shown.matches("error[").count() + shown.matches("warning[").count(), SHOWN);
    assert!(shown.ends_with("and more, not shown here: 4901 errors, 0 warnings\n"), "{shown}");
    assert!(shown.contains("--> a.toml:99:1\n"), "{shown}");
    let mut others = Diagnostics::default();
    others.extend(all);
    assert_eq!(others.errors(), 5000);
    others.retain(|severity, code| severity == Severity::Warning && code == Code::Outside);
    assert_eq!((others.errors(), others.warnings(), others.has(Code::Outside)), (0, 1, true));
}

#[test]
fn what_acts_is_shown_in_excerpts_and_carets_stay_under_it() {
    let mut files = SourceMap::default();
    let text = "\u{feff}a = \"售\u{9b}31m\u{200b}\" # \u{2028}\r\nb\t= 1\n";
    let id = files.add("a\u{85}.toml", text);
    let shown = |wanted: &str| {
        let start = text.find(wanted).unwrap();
        let place = Place::new(id, start..start + wanted.len());
        Diagnostic::error(Code::Unit, &place, say!("no", "不")).render(&files, Style::default())
    };
    assert_eq!(
        shown("\u{9b}31m"),
        "error[unit]: no\n --> a\\u{85}.toml:1:15\n  |\n1 | \\u{feff}a = \"售\\u{9b}31m\\u{200b}\" # \\u{2028}\n  \
         |                ^^^^^^^^^\n"
    );
    assert!(shown("= 1").contains("2 | b    = 1\n  |      ^^^\n"), "{}", shown("= 1"));
}

#[test]
fn carets_stand_under_chinese_text() {
    let mut files = SourceMap::default();
    let text = "name = \"售前咨询\" # x\nserves = [\"售前资询\"]\n";
    let id = files.add("a.toml", text);
    let start = text.find("售前资询").unwrap();
    let place = Place::new(id, start..start + "售前资询".len());
    let mut all = Diagnostics::default();
    let d = Diagnostic::error(Code::UnknownName, &place, say!("unknown contact type", "没有这个咨询类型"))
        .near("售前资询", ["售前咨询"]);
    all.push(d.clone());
    all.push(d);
    let shown = all.render(&files, Style { chinese: true, colour: false });
    assert_eq!(
        shown,
        "错误[unknown-name]: 没有这个咨询类型\n --> a.toml:2:12\n  |\n2 | serves = [\"售前资询\"]\n  |            ^^^^^^^^ 是不是想写 `售前咨询`？\n"
    );
}
