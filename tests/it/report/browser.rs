//! The pages in a browser, from disk, without a network: a headless Chromium opens them at the width of a desk and of a phone,
//! switches the language and what is shown, and finds no error, no request, nothing wider than the screen; the one page prints to one
//! sheet. Where there is no Chromium, it says so and passes.

use crate::support::World;
use serde_json::Value;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The first of these that can be run: what `CHROME` names, or one of the usual names.
fn chromium() -> Option<OsString> {
    let usual = ["chromium", "chromium-browser", "google-chrome"].map(OsString::from);
    let found = std::env::var_os("CHROME").into_iter().chain(usual).find(|name| {
        let run = Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        run.is_ok_and(|status| status.success())
    });
    if found.is_none() {
        #[expect(clippy::print_stderr, reason = "whoever runs the tests sees what was not tried")]
        let () = eprintln!("skipped: no chromium, chromium-browser or google-chrome here, and CHROME names none");
    }
    found
}

/// To print what a page has become after its scripts.
const DOM: [&str; 2] = ["--dump-dom", "--virtual-time-budget=20000"];

/// What a browser prints of a page that it opened, and what it complained of.
fn opened(chromium: &OsString, world: &World, page: &Path, more: &[&str]) -> (String, String) {
    let profile = world.path("profile");
    let output = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--window-size=1280,900"])
        .arg("--enable-logging=stderr")
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(more)
        .arg(format!("file://{}", page.display()))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

/// A small comparison with a second case and a named period; its folder is `made`.
fn compared() -> World {
    let period = "\n[period.rush]\nname = \"忙日 | The rush\"\nfrom = 2025-03-04\nuntil = 2025-03-04\n\
        [period.rest]\nname = \"闲日 | The rest\"\nfrom = 2025-03-05\nuntil = 2025-03-05\n";
    let world = World::with(&(crate::support::SHOP.to_owned() + period));
    world.ok(&["compare", "shop.toml", "--replications", "2", "--no-assumptions", "--quiet", "--out", "made"]);
    world
}

/// What is asked of a page in a frame as wide as a screen. It tells its answer to the page around it.
const PROBE: &str = r#"<script>
var said = [];
window.addEventListener("error", function (e) { said.push("error: " + e.message); });
window.addEventListener("securitypolicyviolation", function (e) { said.push("refused: " + e.violatedDirective); });
window.addEventListener("load", function () {
  var found = { said: said, widths: [], langs: [], shown: [], pale: [], width: innerWidth };
  var measure = function (what) {
    var over = document.documentElement.scrollWidth - innerWidth;
    if (over > 0) { found.widths.push(what + " " + over); }
  };
  var seen = function (node) { return node.getClientRects().length > 0; };
  var count = function (selector) { return Array.prototype.filter.call(document.querySelectorAll(selector), seen).length; };
  var open = function () { Array.prototype.forEach.call(document.querySelectorAll("details"), function (d) { d.open = true; }); };
  ["en", "zh-CN"].forEach(function (lang) {
    var button = document.querySelector('button[data-lang="' + lang + '"]');
    if (seen(button)) { button.click(); }
    open();
    found.langs.push([document.documentElement.lang, count("article"), document.title]);
    measure(lang);
    Array.prototype.forEach.call(document.querySelectorAll('article[lang="' + lang + '"] select'), function (select) {
      var all = count("thead th, [data-p]");
      select.value = select.options[1].value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      measure(lang + " " + select.getAttribute("data-pick"));
      if (select.getAttribute("data-pick") === "d") { found.pale.push([count(".pale"), count(".faint"), count("figure")]); }
      found.shown.push([lang, select.getAttribute("data-pick"), all, count("thead th, [data-p]")]);
      select.value = "";
      select.dispatchEvent(new Event("change", { bubbles: true }));
      if (select.getAttribute("data-pick") === "d") { found.pale.push([count(".pale"), count(".faint"), count("figure")]); }
      if (count("thead th, [data-p]") !== all) { found.said.push("not as before: " + select.getAttribute("data-pick")); }
    });
  });
  found.requests = performance.getEntriesByType("resource").map(function (e) { return e.name; });
  parent.postMessage(JSON.stringify(found), "*");
});
</script>"#;

/// What the probe found in a page of `made`, opened as wide as this.
fn probed(chromium: &OsString, world: &World, page: &str, wide: u32) -> Value {
    let text = world.read(&format!("made/{page}"));
    let policy = text.split("script-src ").nth(1).unwrap().split(';').next().unwrap();
    let changed = text.replacen(policy, "'unsafe-inline'", 1).replacen("<style>", &format!("{PROBE}<style>"), 1);
    world.put("copy.html", changed);
    let around = format!(
        "<!DOCTYPE html><iframe src=\"copy.html\" width=\"{wide}\" height=\"844\"></iframe><pre></pre><script>\
         addEventListener(\"message\", function (e) {{ document.querySelector(\"pre\").textContent = e.data; }});</script>"
    );
    world.put("around.html", around);
    let (dom, _) = opened(chromium, world, &world.path("around.html"), &DOM);
    let found = dom.split("<pre>").nth(1).unwrap().split("</pre>").next().unwrap();
    let found = found.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    serde_json::from_str(&found).unwrap_or_else(|why| panic!("{page}: {why}: {found}"))
}

#[test]
fn pages_are_read_at_a_desk_and_on_a_phone_in_both_languages() {
    let Some(chromium) = chromium() else { return };
    let world = compared();
    for page in ["report.html", "one_page.html"] {
        // As it is: its own policy admits its own script, and nothing is complained of.
        let (dom, complaints) = opened(&chromium, &world, &world.path("made").join(page), &DOM);
        assert!(dom.contains("</article>") && !complaints.contains("CONSOLE"), "{page}: {complaints}");
        for wide in [1280, 390] {
            let found = probed(&chromium, &world, page, wide);
            assert_eq!(found["width"], wide);
            for nothing in ["said", "widths", "requests"] {
                assert_eq!(
                    found[nothing].as_array().unwrap().len(),
                    0,
                    "{page}, {wide}: {nothing}: {}",
                    found[nothing]
                );
            }
            let langs = found["langs"].as_array().unwrap();
            assert_eq!((&langs[0][0], &langs[1][0]), (&"en".into(), &"zh-CN".into()), "{page}, {wide}");
            assert_eq!((&langs[0][1], &langs[1][1]), (&1.into(), &1.into()), "one language at a time: {page}, {wide}");
            assert_eq!(
                (&langs[0][2], &langs[1][2]),
                (&"A small shop: four or five?".into(), &"小店：四人还是五人？".into()),
                "{page}, {wide}"
            );
        }
    }
}

#[test]
fn a_design_a_case_and_a_period_can_be_chosen() {
    let Some(chromium) = chromium() else { return };
    let world = compared();
    let found = probed(&chromium, &world, "report.html", 1280);
    let shown = found["shown"].as_array().unwrap();
    let picks: Vec<&str> = shown.iter().map(|row| row[1].as_str().unwrap()).collect();
    assert_eq!(picks, ["d", "c", "p", "d", "c", "p"]);
    for row in shown {
        assert!(
            row[3].as_u64() < row[2].as_u64() && row[3].as_u64() > Some(0),
            "{row}: something is hidden, and not all"
        );
    }
}

#[test]
fn pictures_follow_the_design_that_is_chosen() {
    let Some(chromium) = chromium() else { return };
    let world = compared();
    let found = probed(&chromium, &world, "report.html", 1280);
    let pale = found["pale"].as_array().unwrap();
    assert_eq!(pale.len(), 4, "chosen and not, in two languages: {found}");
    for pair in pale.chunks(2) {
        let of = |n: usize, what: usize| pair[n][what].as_u64().unwrap();
        assert!(of(0, 0) == 1 && of(0, 1) > 50, "others are pale, and it is said: {pair:?}");
        assert!(of(0, 2) < of(1, 2), "pictures of the other design alone are hidden: {pair:?}");
        assert_eq!((of(1, 0), of(1, 1)), (0, 0), "nothing is pale where all are shown");
    }
}

#[test]
fn the_one_page_is_one_sheet_in_either_language() {
    let Some(chromium) = chromium() else { return };
    let world = compared();
    for lang in ["en", "zh"] {
        world.ok(&["report", "made", "--one-page", "--lang", lang]);
        let pdf = world.path("page.pdf");
        let print = format!("--print-to-pdf={}", pdf.display());
        opened(&chromium, &world, &world.path("made/one_page.html"), &["--no-pdf-header-footer", &print]);
        let bytes = fs::read(&pdf).unwrap();
        let sheets =
            bytes.windows(11).filter(|text| text.starts_with(b"/Type /Page") && text != b"/Type /Pages").count();
        let pages = bytes.windows(12).filter(|text| *text == b"/Type /Pages").count();
        assert_eq!((sheets - pages, pages), (1, 1), "{lang}: one sheet");
    }
}

/// What stands in a sheet as it is printed, in each language: how high it is, and how much is in it, pixels.
const SHEETS: &str = r#"<script>
window.addEventListener("load", function () {
  var found = ["en", "zh-CN"].map(function (lang) {
    document.documentElement.lang = lang;
    var sheet = document.querySelector('article[lang="' + lang + '"]');
    var last = sheet.lastElementChild.getBoundingClientRect().bottom - sheet.getBoundingClientRect().top;
    return [sheet.clientHeight, sheet.scrollHeight, Math.ceil(last)];
  });
  var told = document.createElement("pre");
  told.textContent = JSON.stringify(found);
  document.body.appendChild(told);
});
</script>"#;

#[test]
fn nothing_of_the_one_page_is_cut_off() {
    let Some(chromium) = chromium() else { return };
    let long = "的名字很长，长到一行里写不下，还要再写一行 | So long a name that it takes a line and more of its own: ";
    for text in [crate::support::SHOP.to_owned(), crate::support::SHOP.replace(" | ", long)] {
        let world = World::with(&text);
        world.ok(&["compare", "shop.toml", "--replications", "2", "--no-assumptions", "--quiet", "--out", "made"]);
        let page = world.read("made/one_page.html");
        let policy = page.split("script-src ").nth(1).unwrap().split(';').next().unwrap();
        // As it is printed: its rules for paper hold, on a sheet as wide as A4 is between its margins.
        let printed = page.replacen(policy, "'unsafe-inline'", 1).replace("@media print", "@media all").replacen(
            "<style>",
            &format!("{SHEETS}<style>body {{ width: 188mm; }} "),
            1,
        );
        world.put("printed.html", printed);
        let (dom, _) = opened(&chromium, &world, &world.path("printed.html"), &DOM);
        let found = dom.rsplit("<pre>").next().unwrap().split("</pre>").next().unwrap();
        let found: Vec<[u32; 3]> = serde_json::from_str(found).unwrap_or_else(|why| panic!("{why}: {found}"));
        for [high, all, last] in found {
            // A part of a pixel is rounded up.
            assert!(high > 1000 && all <= high + 1 && last <= high + 1, "{all} and {last} of {high}");
        }
    }
}
