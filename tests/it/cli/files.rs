//! Files and folders that are not what they should be: a message that says what and what would do, status 2, nothing
//! half-written.

use crate::support::{SHOP, World, errors};
use encoding_rs::GB18030;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn what_is_no_scenario_is_called_by_its_name() {
    let world = World::new();
    let (gbk, _, _) = GB18030.encode(SHOP);
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(SHOP.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let large = [SHOP.as_bytes(), &vec![b'#'; 50 << 20]].concat();
    for (bytes, en, zh) in [
        (&gbk[..], "is GBK (GB18030) text, not UTF-8 (first seen in line 2)", "iconv -f GB18030 -t UTF-8 odd.toml"),
        (&utf16, "is UTF-16LE text, not UTF-8", "编码选 UTF-8"),
        (&large, "is larger than 4 MiB", "超过 4 MiB"),
        (b"", "is empty", "peakstaff init first shop.toml"),
        (b"PK\x03\x04\x00\x00", "zero bytes", "含有零字节"),
    ] {
        world.put("odd.toml", bytes);
        for (lang, wanted) in [("en", en), ("zh", zh)] {
            let output = world.run(&["check", "odd.toml", "--lang", lang]);
            assert_eq!(output.status.code(), Some(2));
            assert!(errors(&output).contains(wanted), "{}", errors(&output));
        }
    }
}

#[test]
fn a_byte_order_mark_and_carriage_returns_change_nothing() {
    let world = World::new();
    let page = world.run(&["check", "shop.toml"]).stdout;
    assert!(!page.is_empty());
    let windows = [b"\xEF\xBB\xBF", SHOP.replace('\n', "\r\n").as_bytes()].concat();
    world.put("shop.toml", windows);
    assert_eq!(world.run(&["check", "shop.toml"]).stdout, page);
    // A mistake is still pointed at where it is.
    let wrong = SHOP.replace("days = 3", "dyas = 3").replace('\n', "\r\n");
    world.put("shop.toml", [b"\xEF\xBB\xBF", wrong.as_bytes()].concat());
    let text = errors(&world.run(&["check", "shop.toml"]));
    assert!(text.contains("shop.toml:4:1") && text.contains("did you mean `days`?"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_file_that_never_ends_is_not_read_for_ever() {
    let output = World::new().run(&["check", "/dev/zero"]);
    assert_eq!(
        (output.status.code(), errors(&output).contains("it is no plain file but a pipe, a device")),
        (Some(2), true),
        "{}",
        errors(&output)
    );
}

/// Every option that names a target, with what is there and no file: refused at once, though nobody reads the pipe.
#[cfg(unix)]
#[test]
fn a_pipe_or_device_is_refused_before_anything_is_simulated() {
    use std::os::unix::fs::FileTypeExt as _;
    let world = World::new();
    let pipe = world.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    std::os::unix::fs::symlink("pipe", world.path("link")).unwrap();
    let never = "shop.toml --replications 100000 --threads 1 --quiet";
    for words in [
        format!("run {never} --no-files --trace"),
        format!("run {never} --no-files --contacts"),
        format!("run {never} --out"),
        format!("compare {never} --out"),
        format!("sweep {never} --vary demand=*1,*2 --out"),
        format!("sensitivity {never} --out"),
        "check shop.toml --out".to_owned(),
        format!("verify {never} --markdown"),
    ] {
        for target in ["pipe", "link", "/dev/null", "/dev/stdout"] {
            for (lang, wanted) in [("en", "but a pipe, a device"), ("zh", "不是普通文件，而是管道、设备")]
            {
                let words: Vec<&str> = words.split(' ').chain([target, "--lang", lang]).collect();
                let output = world.run(&words);
                assert_eq!(output.status.code(), Some(2), "{words:?}: {}", errors(&output));
                assert!(errors(&output).contains(wanted), "{words:?}: {}", errors(&output));
            }
        }
    }
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    assert_eq!(world.names(""), ["link", "pipe", "shop.toml"], "nothing is left beside it");
}

/// Pipes in the place of what the program itself keeps: looked at, never opened.
#[cfg(unix)]
#[test]
fn a_pipe_among_our_own_files_is_a_foreign_file() {
    let world = World::new();
    let short = ["sweep", "shop.toml", "--set", "days=1", "--replications", "1", "--vary", "demand=*1,*2"];
    let ask = || world.run(&[&short[..], &["--quiet", "--out", "r"]].concat());
    let pipe = |name: &str| assert!(Command::new("mkfifo").arg(world.path(name)).status().unwrap().success());
    for name in ["r/manifest.json", "r.partial/point-0123456789abcdef01234567.json"] {
        fs::create_dir(world.path(Path::new(name).parent().unwrap())).unwrap();
        pipe(name);
        let output = ask();
        assert_eq!(output.status.code(), Some(2), "{name}: {}", errors(&output));
        assert!(errors(&output).contains(name.split('/').next_back().unwrap()), "{name}: {}", errors(&output));
        fs::remove_dir_all(world.path(Path::new(name).parent().unwrap())).unwrap();
    }
    // The lock of a temporary name: left alone.
    pipe(".r.new.1.lock");
    assert!(ask().status.success(), "{}", errors(&ask()));
    assert_eq!(world.names(""), [".r.new.1.lock", "r", "shop.toml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_no_result_silently() {
    let world = World::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = world.command(&["explain"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("cannot write standard output: the disk is full"), "{}", errors(&output));
}

/// Files may not grow beyond 32 KiB, as on a disk that is nearly full: the charts do not fit.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_leaves_the_old_results_whole() {
    let world = World::new();
    let short = "compare shop.toml --replications 2 --case base --out results --quiet";
    let arguments: Vec<&str> = short.split(' ').collect();
    assert!(world.run(&arguments).status.success());
    let manifest = world.path("results/manifest.json");
    let before = fs::read(&manifest).unwrap();
    let output = world.run_limited(32, &format!("{short} --seed 2"));
    // Nor can they be written anywhere else.
    assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
    let wanted = "cannot write results: files may not grow so large here";
    assert!(
        errors(&output).contains(wanted) && errors(&output).contains("it could be written nowhere else"),
        "{}",
        errors(&output)
    );
    assert_eq!(fs::read(&manifest).unwrap(), before, "the old results are as they were");
    assert_eq!(world.names(""), ["results", "shop.toml"], "nothing is left beside them");
}

/// As above, for the files that are written on their own.
#[cfg(target_os = "linux")]
#[test]
fn a_single_file_is_written_whole_or_not_at_all() {
    let world = World::new();
    let old = "# Ours\n<!-- peakstaff verify: begin --><!-- peakstaff verify: end -->\n";
    world.put("page.md", old);
    let truths = "[verify]\nreplications = 2\n[[truth]]\nkpi = \"arrived_per_day\"\nsubject = \"contact:presale\"\nvalue = 260\n\
                  half_width = 100\nkind = \"mean\"\n";
    world.put("case.toml", SHOP.replace("[case.grown]", &format!("{truths}[case.grown]")));
    let trace = "run case.toml --replications 1 --no-files --trace t.txt";
    for arguments in ["init hetianxia", "init volumes", "verify case.toml --markdown page.md", trace] {
        let output = world.run_limited(0, arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments}: {}", errors(&output));
        assert!(errors(&output).contains("files may not grow so large here"), "{}", errors(&output));
    }
    // A file of which nothing is known is no reason to leave its rows out of the page.
    assert_eq!(world.run(&["verify", "case.toml", "shop.toml", "--markdown", "page.md"]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(world.path("page.md")).unwrap(), old);
    assert_eq!(world.names(""), ["case.toml", "page.md", "shop.toml"]);
}

#[test]
fn a_full_width_sign_is_named_on_the_command_line_too() {
    let world = World::new();
    let text = errors(&world.run(&["check", "shop.toml", "--set", "days＝3"]));
    assert!(text.contains("full-width `＝`: write `=`"), "{text}");
}

#[test]
fn a_folder_that_cannot_be_is_refused_before_anything_is_simulated() {
    let world = World::new();
    world.put("taken", "a file");
    for (out, en, zh) in [
        ("taken/below", "cannot write taken/below: ", "无法写入 taken/below："),
        ("taken/below/it", "taken is not a folder", "taken 不是文件夹"),
        ("taken", "cannot write taken: it is a file, not a folder", "无法写入 taken：这是文件，不是文件夹"),
        ("/dev/null/x", "cannot write /dev/null/x: /dev/null is not a folder", "/dev/null 不是文件夹"),
    ] {
        for (lang, wanted) in [("en", en), ("zh", zh)] {
            let never = ["run", "shop.toml", "--replications", "100000", "--out", out, "--lang", lang];
            let output = world.run(&never);
            assert_eq!(output.status.code(), Some(2));
            assert!(errors(&output).contains(wanted), "{}", errors(&output));
        }
    }
    assert_eq!(fs::read(world.path("taken")).unwrap(), b"a file");
}

/// Every command that writes a folder, over a folder of its own in which something was changed.
#[test]
fn a_folder_with_a_foreign_or_altered_file_is_refused_before_anything_is_simulated() {
    let world = World::new();
    for (command, short, long) in [
        ("run", "--set days=1 --replications 1", "--replications 100000"),
        ("compare", "--set days=1 --replications 1", "--replications 100000"),
        ("check", "", ""),
        ("sweep", "--set days=1 --replications 1 --vary demand=*1,*2", "--replications 100000 --vary demand=*1,*2"),
    ] {
        let words = |options: &str| format!("{command} shop.toml {options} --quiet --out {command}");
        let ask = |options: &str| world.run(&words(options).split_whitespace().collect::<Vec<_>>());
        assert!(ask(short).status.success(), "{command}: {}", errors(&ask(short)));
        assert!(ask(short).status.success(), "a folder of its own is replaced: {}", errors(&ask(short)));
        let folder = world.path(command);
        let mut changes: Vec<(&str, String)> =
            vec![("report.xlsx", "my work".into()), ("charts/mine.png", "mine".into())];
        for name in ["manifest.json", "run.log", "report.txt", "estimates.csv"] {
            if let Ok(text) = fs::read_to_string(folder.join(name)) {
                changes.push((name, text + " "));
            }
        }
        for (name, text) in changes {
            let before = fs::read(folder.join(name)).ok();
            fs::write(folder.join(name), &text).unwrap();
            let output = ask(long);
            assert_eq!(output.status.code(), Some(2), "{command}, {name}: {}", errors(&output));
            assert!(errors(&output).contains(name) && errors(&output).contains("mv"), "{}", errors(&output));
            assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), text);
            match before {
                Some(bytes) => fs::write(folder.join(name), bytes).unwrap(),
                None => fs::remove_file(folder.join(name)).unwrap(),
            }
        }
        assert!(ask(short).status.success(), "as it was again: {}", errors(&ask(short)));
    }
    assert_eq!(world.names(""), ["check", "compare", "run", "shop.toml", "sweep"], "nothing is left beside them");
}

/// Rights are taken away, or the place is taken, while it simulates: what was simulated is kept beside it.
#[test]
fn results_that_find_their_place_taken_are_rescued() {
    let world = World::new();
    let slow = "run shop.toml --set days=60 --replications 20 --quiet --out results";
    let mut child = world
        .command(&slow.split(' ').collect::<Vec<_>>())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let making = world.path(format!(".results.new.{}", child.id()));
    while !making.exists() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    fs::create_dir(world.path("results")).unwrap();
    world.put("results/thesis.docx", "years of work");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
    assert!(
        errors(&output).contains("thesis.docx") && errors(&output).contains("results.rescued-1"),
        "{}",
        errors(&output)
    );
    assert_eq!(world.names(""), ["results", "results.rescued-1", "shop.toml"]);
    assert_eq!(world.names("results"), ["thesis.docx"]);
    assert!(world.names("results.rescued-1").contains(&"estimates.json".to_owned()));
}

#[test]
fn a_trace_takes_the_place_of_a_trace_and_of_nothing_else() {
    let world = World::new();
    let short = ["run", "shop.toml", "--set", "days=1", "--replications", "1", "--quiet", "--no-files", "--trace"];
    let trace = |name: &str| world.run(&[&short[..], &[name]].concat());
    assert!(trace("t.txt").status.success() && trace("t.txt").status.success());
    world.put("notes.txt", "2025-03-03 10:00:00 call him\nand her\n");
    for name in ["notes.txt", "shop.toml", "./shop.toml", "no/where.txt", "."] {
        assert_eq!(trace(name).status.code(), Some(2), "{name}: {}", errors(&trace(name)));
    }
    assert_eq!(world.names(""), ["notes.txt", "shop.toml", "t.txt"]);
    let inside = [&short[..7], &["--out", "results", "--trace"]].concat();
    assert!(world.run(&inside[..9]).status.success());
    let output = world.run(&[&inside[..], &["results/t.txt"]].concat());
    assert!(output.status.code() == Some(2) && errors(&output).contains("which is replaced"), "{}", errors(&output));
}

/// What runs that were stopped left beside a folder goes when another to the same folder has its results, and only then; what
/// is not ours stays, and refuses.
#[test]
fn what_stopped_runs_left_goes_with_the_next_results() {
    let world = World::new();
    let point = "r.partial/point-0123456789abcdef01234567.json";
    let left = |name: &str| {
        fs::create_dir_all(world.path("r.partial")).unwrap();
        fs::write(world.path(name), "{}").unwrap();
    };
    for command in ["run shop.toml", "compare shop.toml", "sweep shop.toml --vary demand=*1,*2"] {
        let ask = |more: &str| {
            let words = format!("{command} --set days=1 --replications 1 --quiet --out r {more}");
            world.run(&words.split_whitespace().collect::<Vec<_>>())
        };
        left(point);
        assert_eq!(ask("--period nowhere").status.code(), Some(2));
        assert!(world.path(point).exists(), "a typo costs nothing");
        assert!(ask("").status.success(), "{command}: {}", errors(&ask("")));
        assert_eq!(world.names(""), ["r", "shop.toml"], "{command}");
        left("r.partial/notes.txt");
        let output = ask("");
        assert!(output.status.code() == Some(2) && errors(&output).contains("notes.txt"), "{}", errors(&output));
        assert_eq!(world.names("r.partial"), ["notes.txt"], "{command}");
        fs::remove_dir_all(world.path("r.partial")).unwrap();
    }
}

/// Killed at any moment, `init` leaves the whole file or none under its name.
#[cfg(target_os = "linux")]
#[test]
fn init_gives_a_whole_file_its_name() {
    let world = World::new();
    let output = world.run_limited(8, "init hetianxia new.toml");
    assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
    assert_eq!(world.names(""), ["shop.toml"]);
    assert!(world.run(&["init", "volumes", "new.toml"]).status.success());
    assert_eq!(world.names(""), ["new.toml", "peakstaff.schema.json", "shop.toml", "volumes.csv"]);
    // The second of two files is there already: the first is not made.
    fs::remove_file(world.path("volumes.csv")).unwrap();
    let output = world.run(&["init", "volumes", "new.toml"]);
    assert!(
        output.status.code() == Some(2) && errors(&output).contains("new.toml is there already"),
        "{}",
        errors(&output)
    );
    assert_eq!(world.names(""), ["new.toml", "peakstaff.schema.json", "shop.toml"]);
}
