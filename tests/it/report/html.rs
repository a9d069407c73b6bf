//! `report.html` is one file that anybody can be sent: it asks nobody for anything, takes no text for markup, says the same in
//! both languages, and stays below its size.

use crate::support::{scenario, shop};
use peakstaff::model::Lang;
use peakstaff::report::{Bundle, FORMATS, build};
use peakstaff::session::Done;
use std::collections::BTreeSet;

fn html(done: &Done, lang: Lang) -> String {
    let report = build(&done.results, lang, "");
    let dossier = peakstaff::report::dossier(&done.results, &done.manifest, lang);
    let bundle = Bundle { manifest: &done.manifest, results: &done.results, report: &report, lang, dossier: &dossier };
    let format = FORMATS.iter().find(|format| format.files == "report.html").unwrap();
    let mut files = (format.render)(&bundle).unwrap();
    assert_eq!(files.len(), 1);
    String::from_utf8(files.remove(0).1).unwrap()
}

/// Names that would act if they were taken for anything but text.
const NASTY: &str = r#"
title = "</title><script>alert(1)</script> | A & B \"quoted\" \u202E<img src=x onerror=alert(2)>"
start = 2025-03-03
days = 1
[contact.ask]
name = "<b>问</b> | <script>alert(3)</script>"
channel = "call"
arrivals = { per_day = 60, profile = "cn_office" }
effort = "4 min"
patience = { exponential = { mean = "3 min" } }
targets = [ { accepted = "30 s", share = 0.8 } ]
[design.one]
name = "'\" onmouseover='alert(4) | ]]><svg onload=alert(5)>"
[design.one.team.desk]
name = "</svg></style><script>alert(6)</script> | --><iframe src=//a>"
headcount = 2
serves = ["ask"]
shifts = { day = { hours = "09:00-18:00" } }
"#;

#[test]
fn what_a_scenario_says_is_text() {
    let page = html(&shop(NASTY).replications(2).run(), Lang::En);
    assert_eq!(page.matches("<script>").count(), 1, "ours alone");
    assert_eq!(page.matches("</script>").count(), 1);
    for tag in ["<img", "<iframe", "<b>", "<svg onload", "\" onmouseover", "\u{202e}", "]]><"] {
        assert!(!page.contains(tag), "{tag}");
    }
    assert_eq!((page.matches("</style>").count(), page.matches("</title>").count()), (1, 1));
    assert!(page.contains("&lt;script&gt;alert(3)&lt;/script&gt;") && page.contains(r"\u{202e}"));
}

#[test]
fn it_asks_nobody_for_anything_and_has_both_languages() {
    let done = scenario("scenarios/first.toml").replications(2).run();
    let page = html(&done, Lang::Zh);
    let policy = "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-";
    assert!(
        page.starts_with("<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">") && page.contains(policy)
    );
    let no_namespace = page.replace("http://www.w3.org/2000/svg", "");
    for outside in ["http:", "https:", "src=", "url(", "@import", "<link", "fetch(", "XMLHttp"] {
        assert!(!no_namespace.contains(outside), "{outside}");
    }
    for lang in [Lang::En, Lang::Zh] {
        for section in build(&done.results, lang, "").sections {
            assert!(page.contains(&format!("<h2>{}</h2></summary>", section.heading)), "{}", section.heading);
        }
    }
    let (zh, en) =
        (page.find("<article class=\"zh\" lang=\"zh-CN\">"), page.find("<article class=\"en\" lang=\"en\">"));
    assert!(zh.unwrap() < en.unwrap(), "the language asked for is first");
    let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    for link in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(ids.contains(&link), "{link}");
        let other =
            link.strip_prefix("zh-").map_or_else(|| link.replacen("en-", "zh-", 1), |part| format!("en-{part}"));
        assert!(ids.contains(&&other[..]), "{other}");
    }
    assert!(page.contains("<abbr title="), "figures have their definitions beside them");
}

#[test]
fn what_does_not_fit_is_left_out_and_named() {
    let shop_of = |cases: usize| {
        let case = |n| format!("[case.c{n}]\nname = \"第{n}种 | Number {n}\"\ndemand = \"*1.{n:02}\"\n");
        let designs = NASTY.to_owned() + "[design.two]\nlike = \"one\"\n[design.two.team.desk]\nheadcount = 3\n";
        designs + &(0..cases).map(case).collect::<String>()
    };
    let few = html(&shop(&shop_of(1)).replications(2).compare(), Lang::En);
    let many = html(&shop(&shop_of(40)).replications(2).compare(), Lang::En);
    assert!(few.len() < many.len() && many.len() < 1_500_000, "{} {}", few.len(), many.len());
    let words = ["left out, as the file would be too large", "文件过大而略去"];
    assert!(words.iter().all(|word| many.contains(word) && !few.contains(word)));
    assert!(many.matches("<svg").count() >= 2 && many.contains("id=\"zh-figures\""), "no more than has to be");
}
