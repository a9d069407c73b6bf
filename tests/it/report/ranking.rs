//! Which design is best by what it costs, among those that keep their targets.

use crate::support::{SHOP, shop};
use peakstaff::model::Lang;
use peakstaff::report::formats::text::render;
use peakstaff::report::part;

/// The small shop with a design that costs as much as another, one that is dearer, and one that has too few people.
fn four() -> String {
    let like = |key: &str, people: u32, name: &str| {
        format!("[design.{key}]\nname = \"{name}\"\nlike = \"four\"\nteam.service.headcount = {people}\n")
    };
    format!(
        "{SHOP}{}{}{}",
        like("same", 4, "同样四人 | Four again"),
        like("eight", 8, "八人 | Eight"),
        like("one", 1, "一人 | One")
    )
}

#[test]
fn the_best_is_told_from_what_is_dearer_and_from_what_misses() {
    let done = shop(&four())
        .set("contact.presale.targets=[{ first_reply = \"60 s\", share = 0.5 }]")
        .ask(|request| {
            request.designs = ["four", "same", "eight", "one"].map(String::from).to_vec();
            request.cases = vec!["base".into()];
        })
        .replications(6)
        .compare();
    let told = |lang: Lang| {
        let page = render(&part(&done.results, lang, "ranking", ""));
        page.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (en, zh) = (told(Lang::En), told(Lang::Zh));
    assert!(en.contains("cannot be told apart by what they cost") && en.contains("not told from the best"), "{en}");
    assert!(en.contains("dearer") && en.contains("misses "), "{en}");
    assert!(zh.contains("分不出高下") && zh.contains("更贵") && zh.contains("达不到："), "{zh}");
}
