//! One language at a time: help, mistakes, pages, traces.

use crate::support::{World, said};

fn chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

/// Three English words in a row, outside of commands and of what stands in back quotes.
fn english_sentence(line: &str) -> bool {
    let plain: String = line.split('`').step_by(2).collect();
    let plain = plain.split("peakstaff").next().unwrap_or_default();
    let word = |word: &str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.windows(3).any(|three| three.iter().all(|w| word(w)))
}

#[test]
fn a_sentence_is_told_from_keys() {
    assert!(english_sentence("  the file is gone") && !english_sentence("arrived handled: `one two three`"));
}

#[test]
fn pages_are_in_one_language() {
    let world = World::new();
    let short = ["--replications", "3", "--no-files", "--set", "days=2"];
    let commands: [&[&str]; 10] = [
        &["check", "shop.toml"],
        &["run", "shop.toml"],
        &["compare", "shop.toml"],
        &["explain"],
        &["explain", "wait"],
        &["explain", "out-of-range"],
        &["init"],
        &["erlang", "chat", "--effort", "90 s", "--messages", "8", "--pause", "40 s"],
        &["erlang", "a", "--rate", "5 / min", "--effort", "4 min", "--agents", "21", "--patience", "3 min"],
        &["--help"],
    ];
    for arguments in commands {
        let simulates = matches!(arguments[0], "run" | "compare");
        let all = if simulates { [arguments, &short].concat() } else { arguments.to_vec() };
        let english = said(&world.run(&[&all[..], &["--lang", "en"]].concat()));
        assert!(english.len() > 80 && !chinese(&english), "{all:?}:\n{english}");
        let found = said(&world.run(&[&all[..], &["--lang", "zh"]].concat()));
        assert!(chinese(&found), "{found}");
        let foreign: Vec<&str> = found.lines().filter(|line| english_sentence(line)).collect();
        assert!(foreign.is_empty(), "{all:?}: {foreign:#?}");
    }
}

/// Longer than any disk takes.
const LONG: &str = "long-name-long-name-long-name-long-name-long-name-long-name-long-name-long-name-long-name-long-name-long-name-\
    long-name-long-name-long-name-long-name-long-name-long-name-long-name-long-name-long-name-long-name-long-name-long-name-\
    long-name-long-name-long-name-long-name-long-name-long-name.toml";

#[test]
fn a_mistyped_command_is_explained_in_both_languages() {
    let world = World::new();
    for (arguments, en, zh) in [
        (&["run", "shop.toml", "--sed", "1"][..], "did you mean `--seed`?", "没有 `--sed` 这个参数"),
        (&["run", "shop.toml", "--zzz"], "see peakstaff run --help", "请看 peakstaff run --help"),
        (&["rnu"], "did you mean `run`?", "没有 `rnu` 这个命令"),
        (&["zzzzzz"], "there are: init, facts, calibrate, check, run", "有：init、facts、calibrate、check、run"),
        (&["erlang", "x"], "there are: b, c, a, mgc", "没有 `x` 这个命令"),
        (&["run"], "missing: `<FILE>`", "缺少：`<文件>`"),
        (&["run", "shop.toml", "--seed"], "`--seed <N>` is given without its value", "`--seed <数>` 后面缺少值"),
        (
            &["run", "shop.toml", "--seed", "ten"],
            "a seed is a whole number from 0 to 18,446",
            "`ten` 不能作为 `--seed <数>` 的值",
        ),
        (&["run", "shop.toml", "--threads", "0"], "a whole number from 1 to 4,096", "需要 1 到 4,096 的整数"),
        (&["run", "shop.toml", "--seed", "-1"], "a seed is a whole number from 0", "随机种子是 0 到 18,446,744"),
        (
            &["run", "shop.toml", "--replications", "100001"],
            "from 1 to 100,000; 20 or more",
            "需要 1 到 100,000 的整数；20 次以上",
        ),
        (&["verify", "shop.toml", "--seeds", "1,-2"], "the same seed gives the same", "同一种子得到同样的结果"),
        (&["erlang", "c", "--within", "-5 s"], "is written behind `=`", "请写在 `=` 之后"),
        (&["check", ""], "`<FILE>` is empty: a name is wanted", "`<文件>` 是空的：需要一个名称"),
        (&["run", "shop.toml", "--out", ""], "`--out <DIR>` is empty", "`--out <目录>` 是空的"),
        (&["init", "first", "/dev/null/x"], "/dev/null is not a folder", "/dev/null 不是文件夹"),
        (
            &["check", LONG],
            "the name is too long: most disks take 255 bytes",
            "名称过长：多数磁盘一个名称最多 255 字节",
        ),
        (&["run", "shop.toml", "--trace", LONG], "the name is too long", "名称过长"),
        (&["init", "first", LONG], "the name is too long", "名称过长"),
        (&["run", "shop.toml", "--seed", "1", "--seed", "2"], "is given twice", "写了两次"),
        (&["run", "shop.toml", "--out", "x", "--no-files"], "cannot be used with", "同时使用"),
        (
            &["erlang", "chat", "--messages", "few"],
            "a number from 0.01 to 10,000, such as 1.5",
            "需要 0.01 到 10,000 的数",
        ),
        (&["erlang", "mgc", "--law", "normal"], "did you mean `lognormal`?", "是不是想写 `lognormal`？"),
        (&["erlang", "mgc", "--law", "zzz"], "one of: exponential", "可选：exponential、fixed"),
        (&["erlang", "b", "--rate", "4 / min"], "missing: `--effort <TIME>`", "缺少：`--effort <时间>`"),
        (&["check", "missing.toml"], "cannot read missing.toml: it is not there", "读不了 missing.toml：不存在"),
        (&["check", "."], "cannot read .: it is a folder", "读不了 .：这是一个文件夹"),
        (&["verify", "missing"], "cannot read missing: it is not there", "读不了 missing：不存在"),
    ] {
        for (lang, wanted) in [("en", en), ("zh", zh)] {
            let output = world.run(&[arguments, &["--lang", lang]].concat());
            let text = said(&output);
            assert_eq!(output.status.code(), Some(2), "{text}");
            assert!(text.contains(wanted), "{arguments:?} {lang}: {text}");
            assert!(if lang == "en" { !chinese(&text) } else { !text.lines().any(english_sentence) }, "{text}");
        }
    }
    let output = world.run(&["run", "shop.toml", "--lang", "fr"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("one of: en, zh"), "{}", said(&output));
}

#[test]
fn help_is_asked_for_in_any_way() {
    let world = World::empty();
    for (arguments, part) in [
        (&["run", "--help"][..], "用法： peakstaff run <文件> [选项]"),
        (&["help", "run"], "用法： peakstaff run <文件> [选项]"),
        (&["erlang", "staff", "-h"], "用法： peakstaff erlang staff --effort <时间> [选项]"),
        (&["help"], "用法： peakstaff 命令 [选项]"),
    ] {
        let output = world.run(&[arguments, &["--lang", "zh"]].concat());
        assert!(output.status.success() && said(&output).contains(part), "{}", said(&output));
        assert!(output.stderr.is_empty());
    }
    for nothing in [&[][..], &["erlang"]] {
        let output = world.run(nothing);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        assert!(said(&output).contains("usage: peakstaff"), "{}", said(&output));
    }
    assert_eq!(said(&world.run(&["--version"])), format!("peakstaff {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_trace_is_in_the_language_asked_for() {
    let world = World::new();
    let [english, found] = ["en", "zh"].map(|lang| {
        let short = ["--set", "days=1", "--replications", "2", "--no-files", "--quiet", "--trace", "t", "--lang", lang];
        assert!(world.run(&[&["run", "shop.toml", "--design", "four"][..], &short].concat()).status.success());
        world.read("t")
    });
    assert!(!chinese(&english) && english.contains(" taken ") && english.contains("resolved"));
    assert_eq!(english.lines().count(), found.lines().count());
    for line in found.lines() {
        assert!(chinese(line) && !english_sentence(line), "{line}");
    }
}
