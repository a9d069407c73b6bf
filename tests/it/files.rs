//! Files and folders that are not what they should be: a message that says what and what would do, status 2, nothing
//! half-written.

use super::cli::SHOP;
use encoding_rs::GB18030;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn world() -> TempDir {
    let world = tempfile::tempdir().unwrap();
    fs::write(world.path().join("shop.toml"), SHOP).unwrap();
    world
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_peakstaff"));
    command.current_dir(folder).args(arguments).env("LC_ALL", "C").stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn what_is_no_scenario_is_called_by_its_name() {
    let world = world();
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
        fs::write(world.path().join("odd.toml"), bytes).unwrap();
        for (lang, wanted) in [("en", en), ("zh", zh)] {
            let output = run(world.path(), &["check", "odd.toml", "--lang", lang]);
            assert_eq!(output.status.code(), Some(2));
            assert!(said(&output).contains(wanted), "{}", said(&output));
        }
    }
}

#[test]
fn a_byte_order_mark_and_carriage_returns_change_nothing() {
    let world = world();
    let page = run(world.path(), &["check", "shop.toml"]).stdout;
    assert!(!page.is_empty());
    let windows = [b"\xEF\xBB\xBF", SHOP.replace('\n', "\r\n").as_bytes()].concat();
    fs::write(world.path().join("shop.toml"), windows).unwrap();
    assert_eq!(run(world.path(), &["check", "shop.toml"]).stdout, page);
    // A mistake is still pointed at where it is.
    let wrong = SHOP.replace("days = 3", "dyas = 3").replace('\n', "\r\n");
    fs::write(world.path().join("shop.toml"), [b"\xEF\xBB\xBF", wrong.as_bytes()].concat()).unwrap();
    let text = said(&run(world.path(), &["check", "shop.toml"]));
    assert!(text.contains("shop.toml:4:1") && text.contains("did you mean `days`?"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_file_that_never_ends_is_not_read_for_ever() {
    let output = run(world().path(), &["check", "/dev/zero"]);
    assert_eq!(
        (output.status.code(), said(&output).contains("it is no plain file but a pipe, a device")),
        (Some(2), true),
        "{}",
        said(&output)
    );
}

/// Every option that names a target, with what is there and no file: refused at once, though nobody reads the pipe.
#[cfg(unix)]
#[test]
fn a_pipe_or_device_is_refused_before_anything_is_simulated() {
    use std::os::unix::fs::FileTypeExt as _;
    let world = world();
    let pipe = world.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    std::os::unix::fs::symlink("pipe", world.path().join("link")).unwrap();
    let never = "shop.toml --replications 100000 --threads 1 --quiet";
    for words in [
        format!("run {never} --no-files --trace"),
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
                let output = run(world.path(), &words);
                assert_eq!(output.status.code(), Some(2), "{words:?}: {}", said(&output));
                assert!(said(&output).contains(wanted), "{words:?}: {}", said(&output));
            }
        }
    }
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    assert_eq!(names(world.path()), ["link", "pipe", "shop.toml"], "nothing is left beside it");
}

/// Pipes in the place of what the program itself keeps: looked at, never opened.
#[cfg(unix)]
#[test]
fn a_pipe_among_our_own_files_is_a_foreign_file() {
    let world = world();
    let short = ["sweep", "shop.toml", "--set", "days=1", "--replications", "1", "--vary", "demand=*1,*2"];
    let ask = || run(world.path(), &[&short[..], &["--quiet", "--out", "r"]].concat());
    let pipe = |name: &str| assert!(Command::new("mkfifo").arg(world.path().join(name)).status().unwrap().success());
    for name in ["r/manifest.json", "r.partial/point-0123456789abcdef01234567.json"] {
        fs::create_dir(world.path().join(Path::new(name).parent().unwrap())).unwrap();
        pipe(name);
        let output = ask();
        assert_eq!(output.status.code(), Some(2), "{name}: {}", said(&output));
        assert!(said(&output).contains(name.split('/').next_back().unwrap()), "{name}: {}", said(&output));
        fs::remove_dir_all(world.path().join(Path::new(name).parent().unwrap())).unwrap();
    }
    // The lock of a temporary name: left alone.
    pipe(".r.new.1.lock");
    assert!(ask().status.success(), "{}", said(&ask()));
    assert_eq!(names(world.path()), [".r.new.1.lock", "r", "shop.toml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_no_result_silently() {
    let world = world();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command(world.path(), &["explain"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("cannot write standard output: the disk is full"), "{}", said(&output));
}

/// Files may not grow beyond 32 KiB, as on a disk that is nearly full: the charts do not fit.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_leaves_the_old_results_whole() {
    let world = world();
    let short = "compare shop.toml --replications 2 --case base --out results --quiet";
    let arguments: Vec<&str> = short.split(' ').collect();
    assert!(run(world.path(), &arguments).status.success());
    let manifest = world.path().join("results/manifest.json");
    let before = fs::read(&manifest).unwrap();
    let limited = format!("ulimit -f 32; exec '{}' {short} --seed 2", env!("CARGO_BIN_EXE_peakstaff"));
    let output = Command::new("bash").args(["-c", &limited]).current_dir(world.path()).output().unwrap();
    // Nor can they be written anywhere else.
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let wanted = "cannot write results: files may not grow so large here";
    assert!(
        said(&output).contains(wanted) && said(&output).contains("it could be written nowhere else"),
        "{}",
        said(&output)
    );
    assert_eq!(fs::read(&manifest).unwrap(), before, "the old results are as they were");
    let mut left: Vec<_> = fs::read_dir(world.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["results", "shop.toml"], "nothing is left beside them");
}

/// As above, for the files that are written on their own.
#[cfg(target_os = "linux")]
#[test]
fn a_single_file_is_written_whole_or_not_at_all() {
    let world = world();
    let old = "# Ours\n<!-- peakstaff verify: begin --><!-- peakstaff verify: end -->\n";
    fs::write(world.path().join("page.md"), old).unwrap();
    let truths = "[verify]\nreplications = 2\n[[truth]]\nkpi = \"arrived_per_day\"\nsubject = \"contact:presale\"\nvalue = 260\n\
                  half_width = 100\nkind = \"mean\"\n";
    fs::write(world.path().join("case.toml"), SHOP.replace("[case.grown]", &format!("{truths}[case.grown]"))).unwrap();
    let trace = "run case.toml --replications 1 --no-files --trace t.txt";
    for arguments in ["init hetianxia", "init volumes", "verify case.toml --markdown page.md", trace] {
        let limited = format!("ulimit -f 0; exec '{}' {arguments}", env!("CARGO_BIN_EXE_peakstaff"));
        let output = Command::new("bash").args(["-c", &limited]).current_dir(world.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments}: {}", said(&output));
        assert!(said(&output).contains("files may not grow so large here"), "{}", said(&output));
    }
    // A file of which nothing is known is no reason to leave its rows out of the page.
    assert_eq!(
        run(world.path(), &["verify", "case.toml", "shop.toml", "--markdown", "page.md"]).status.code(),
        Some(2)
    );
    assert_eq!(fs::read_to_string(world.path().join("page.md")).unwrap(), old);
    let mut left: Vec<_> = fs::read_dir(world.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["case.toml", "page.md", "shop.toml"]);
}

#[test]
fn a_full_width_sign_is_named_on_the_command_line_too() {
    let world = world();
    let text = said(&run(world.path(), &["check", "shop.toml", "--set", "days＝3"]));
    assert!(text.contains("full-width `＝`: write `=`"), "{text}");
}

#[test]
fn a_folder_that_cannot_be_is_refused_before_anything_is_simulated() {
    let world = world();
    fs::write(world.path().join("taken"), "a file").unwrap();
    for (out, en, zh) in [
        ("taken/below", "cannot write taken/below: ", "无法写入 taken/below："),
        ("taken/below/it", "taken is not a folder", "taken 不是文件夹"),
        ("taken", "cannot write taken: it is a file, not a folder", "无法写入 taken：这是文件，不是文件夹"),
        ("/dev/null/x", "cannot write /dev/null/x: /dev/null is not a folder", "/dev/null 不是文件夹"),
    ] {
        for (lang, wanted) in [("en", en), ("zh", zh)] {
            let never = ["run", "shop.toml", "--replications", "100000", "--out", out, "--lang", lang];
            let output = run(world.path(), &never);
            assert_eq!(output.status.code(), Some(2));
            assert!(said(&output).contains(wanted), "{}", said(&output));
        }
    }
    assert_eq!(fs::read(world.path().join("taken")).unwrap(), b"a file");
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Every command that writes a folder, over a folder of its own in which something was changed.
#[test]
fn a_folder_with_a_foreign_or_altered_file_is_refused_before_anything_is_simulated() {
    let world = world();
    for (command, short, long) in [
        ("run", "--set days=1 --replications 1", "--replications 100000"),
        ("compare", "--set days=1 --replications 1", "--replications 100000"),
        ("check", "", ""),
        ("sweep", "--set days=1 --replications 1 --vary demand=*1,*2", "--replications 100000 --vary demand=*1,*2"),
    ] {
        let words = |options: &str| format!("{command} shop.toml {options} --quiet --out {command}");
        let ask = |options: &str| run(world.path(), &words(options).split_whitespace().collect::<Vec<_>>());
        assert!(ask(short).status.success(), "{command}: {}", said(&ask(short)));
        assert!(ask(short).status.success(), "a folder of its own is replaced: {}", said(&ask(short)));
        let folder = world.path().join(command);
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
            assert_eq!(output.status.code(), Some(2), "{command}, {name}: {}", said(&output));
            assert!(said(&output).contains(name) && said(&output).contains("mv"), "{}", said(&output));
            assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), text);
            match before {
                Some(bytes) => fs::write(folder.join(name), bytes).unwrap(),
                None => fs::remove_file(folder.join(name)).unwrap(),
            }
        }
        assert!(ask(short).status.success(), "as it was again: {}", said(&ask(short)));
    }
    assert_eq!(names(world.path()), ["check", "compare", "run", "shop.toml", "sweep"], "nothing is left beside them");
}

/// Rights are taken away, or the place is taken, while it simulates: what was simulated is kept beside it.
#[test]
fn results_that_find_their_place_taken_are_rescued() {
    let world = world();
    let slow = "run shop.toml --set days=60 --replications 20 --quiet --out results";
    let mut child = command(world.path(), &slow.split(' ').collect::<Vec<_>>())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let making = world.path().join(format!(".results.new.{}", child.id()));
    while !making.exists() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    fs::create_dir(world.path().join("results")).unwrap();
    fs::write(world.path().join("results/thesis.docx"), "years of work").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("thesis.docx") && said(&output).contains("results.rescued-1"), "{}", said(&output));
    assert_eq!(names(world.path()), ["results", "results.rescued-1", "shop.toml"]);
    assert_eq!(names(&world.path().join("results")), ["thesis.docx"]);
    assert!(names(&world.path().join("results.rescued-1")).contains(&"estimates.json".to_owned()));
}

#[test]
fn a_trace_takes_the_place_of_a_trace_and_of_nothing_else() {
    let world = world();
    let short = ["run", "shop.toml", "--set", "days=1", "--replications", "1", "--quiet", "--no-files", "--trace"];
    let trace = |name: &str| run(world.path(), &[&short[..], &[name]].concat());
    assert!(trace("t.txt").status.success() && trace("t.txt").status.success());
    fs::write(world.path().join("notes.txt"), "2025-03-03 10:00:00 call him\nand her\n").unwrap();
    for name in ["notes.txt", "shop.toml", "./shop.toml", "no/where.txt", "."] {
        assert_eq!(trace(name).status.code(), Some(2), "{name}: {}", said(&trace(name)));
    }
    assert_eq!(names(world.path()), ["notes.txt", "shop.toml", "t.txt"]);
    let inside = [&short[..7], &["--out", "results", "--trace"]].concat();
    assert!(run(world.path(), &inside[..9]).status.success());
    let output = run(world.path(), &[&inside[..], &["results/t.txt"]].concat());
    assert!(output.status.code() == Some(2) && said(&output).contains("which is replaced"), "{}", said(&output));
}

/// What runs that were stopped left beside a folder goes when another to the same folder has its results, and only then; what
/// is not ours stays, and refuses.
#[test]
fn what_stopped_runs_left_goes_with_the_next_results() {
    let world = world();
    let point = "r.partial/point-0123456789abcdef01234567.json";
    let left = |name: &str| {
        fs::create_dir_all(world.path().join("r.partial")).unwrap();
        fs::write(world.path().join(name), "{}").unwrap();
    };
    for command in ["run shop.toml", "compare shop.toml", "sweep shop.toml --vary demand=*1,*2"] {
        let ask = |more: &str| {
            let words = format!("{command} --set days=1 --replications 1 --quiet --out r {more}");
            run(world.path(), &words.split_whitespace().collect::<Vec<_>>())
        };
        left(point);
        assert_eq!(ask("--period nowhere").status.code(), Some(2));
        assert!(world.path().join(point).exists(), "a typo costs nothing");
        assert!(ask("").status.success(), "{command}: {}", said(&ask("")));
        assert_eq!(names(world.path()), ["r", "shop.toml"], "{command}");
        left("r.partial/notes.txt");
        let output = ask("");
        assert!(output.status.code() == Some(2) && said(&output).contains("notes.txt"), "{}", said(&output));
        assert_eq!(names(&world.path().join("r.partial")), ["notes.txt"], "{command}");
        fs::remove_dir_all(world.path().join("r.partial")).unwrap();
    }
}

/// Killed at any moment, `init` leaves the whole file or none under its name.
#[cfg(target_os = "linux")]
#[test]
fn init_gives_a_whole_file_its_name() {
    let world = world();
    let trace = format!("ulimit -f 8; exec '{}' init hetianxia new.toml", env!("CARGO_BIN_EXE_peakstaff"));
    let output = Command::new("bash").args(["-c", &trace]).current_dir(world.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert_eq!(names(world.path()), ["shop.toml"]);
    assert!(run(world.path(), &["init", "volumes", "new.toml"]).status.success());
    assert_eq!(names(world.path()), ["new.toml", "shop.toml", "volumes.csv"]);
    // The second of two files is there already: the first is not made.
    fs::remove_file(world.path().join("volumes.csv")).unwrap();
    let output = run(world.path(), &["init", "volumes", "new.toml"]);
    assert!(
        output.status.code() == Some(2) && said(&output).contains("new.toml is there already"),
        "{}",
        said(&output)
    );
    assert_eq!(names(world.path()), ["new.toml", "shop.toml"]);
}
