//! Help in one language. What stands beside an argument says everything twice, `English · 中文`, so that neither can be
//! forgotten; a page shows one half. Clap's own pages know only English, and not how wide Chinese is.

use super::limits;
use crate::model::Lang;
use crate::report::words::{Words, say};
use crate::report::{Block, Report, Section};
use clap::{Arg, Command};
use std::ffi::OsString;

/// Between the languages.
const BETWEEN: &str = " · ";

/// What an argument takes, in Chinese.
const TAKES: &[(&str, &str)] = &[
    ("FILE", "文件"),
    ("PATHS", "路径"),
    ("TEMPLATE", "情景"),
    ("KPI", "指标"),
    ("SHELL", "终端"),
    ("COMMAND", "命令"),
    ("WORD|files", "名称|files"),
    ("N", "数"),
    ("N,N", "数,数"),
    ("D", "方案"),
    ("A", "方案"),
    ("B", "方案"),
    ("AMOUNT", "金额"),
    ("C", "假设"),
    ("KEYS", "写法"),
    ("WHEN", "时刻"),
    ("NAME", "名称"),
    ("DIR", "目录"),
    ("PATH=VALUE", "路径=值"),
    ("PATH", "路径"),
    ("PATH=VALUES", "路径=值,值"),
    ("KPI@SUBJECT", "指标@对象"),
    ("KPI@SUBJECT=NUMBER", "指标@对象=数值"),
    ("KPI@SUBJECT>=NUMBER", "指标@对象>=数值"),
    ("TEAM=LOW..HIGH", "小组=下限..上限"),
    ("SHOP.xlsx", "店铺.xlsx"),
    ("SHOP.toml", "店铺.toml"),
    ("RATE", "速率"),
    ("TIME", "时间"),
    ("SHARE", "比例"),
    ("LAW", "分布"),
    ("en|zh", "en|zh"),
    ("usual|all", "usual|all"),
    ("json|md", "json|md"),
    ("PAGE", "页"),
    ("pert|triangular", "pert|triangular"),
    ("date", "date"),
];

/// One half of a text in two languages.
pub fn half(text: &str, lang: Lang) -> &str {
    let (en, zh) = text.split_once(BETWEEN).unwrap_or((text, text));
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

/// The same command with everything said of it in one language, for what others make of it. Headings are left out: clap keeps them
/// only as they were written, in both.
pub fn in_one_language(command: Command, lang: Lang) -> Command {
    let said = |text: String| half(&text, lang).to_owned();
    let command = command.mut_args(|arg| {
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        arg.help(said(help)).help_heading(None::<&'static str>)
    });
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    command.about(said(about)).mut_subcommands(|sub| in_one_language(sub, lang))
}

/// The language asked for on the command line, before anything else of it is understood.
pub fn lang_of_arguments(arguments: &[OsString]) -> Option<Lang> {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let after = words.windows(2).filter(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let said = after.chain(words.iter().filter_map(|word| word.strip_prefix("--lang="))).last()?;
    match said {
        "en" => Some(Lang::En),
        "zh" => Some(Lang::Zh),
        _ => None,
    }
}

/// The commands that the arguments name, from the program on.
fn path<'a>(root: &'a Command, arguments: &[OsString]) -> Vec<&'a Command> {
    let mut path = vec![root];
    for word in arguments.iter().skip(1) {
        path.extend(path[path.len() - 1].find_subcommand(word));
    }
    path
}

/// The command that the arguments are about.
pub fn command<'a>(root: &'a Command, arguments: &[OsString]) -> &'a Command {
    path(root, arguments).pop().expect("the program itself is there")
}

/// `peakstaff erlang c`.
pub fn command_words(root: &Command, arguments: &[OsString]) -> String {
    path(root, arguments).iter().map(|command| command.get_name()).collect::<Vec<_>>().join(" ")
}

fn about(command: &Command, lang: Lang) -> String {
    let text = command.get_about().map(ToString::to_string).unwrap_or_default();
    half(&text, lang).to_owned()
}

/// The page of the command that the arguments are about.
pub fn page(root: &Command, arguments: &[OsString], lang: Lang) -> Report {
    let command = command(root, arguments);
    let usage = say(lang, "usage:".into(), "用法：".into());
    let first = vec![
        Block::Text(about(command, lang)),
        Block::Text(String::new()),
        Block::Text(format!("{usage} {} {}", command_words(root, arguments), form(command, lang).join(" "))),
    ];
    let mut sections = vec![Section { heading: String::new(), blocks: first }];
    let commands: Vec<_> = command.get_subcommands().map(|sub| (sub.get_name().to_owned(), about(sub, lang))).collect();
    if !commands.is_empty() {
        sections.push(section(&say(lang, "Commands".into(), "命令".into()), commands));
    }
    for (heading, arguments) in by_heading(root, command) {
        let mut rows: Vec<_> = arguments.iter().map(|arg| (left(arg, lang), right(arg, lang))).collect();
        if heading == super::EVERY_COMMAND {
            let page =
                ("this page; peakstaff COMMAND --help: that of a command", "本页；peakstaff 命令 --help：该命令的说明");
            rows.push(("-h, --help".into(), say(lang, page.0.into(), page.1.into())));
            rows.push(("-V, --version".into(), say(lang, "the version".into(), "版本".into())));
        }
        sections.push(section(half(heading, lang), rows));
    }
    let whole = std::ptr::eq(command, root);
    let next = if whole { format!("{} peakstaff init", Words::of(lang).next) } else { String::new() };
    Report { title: String::new(), sections, next }
}

fn section(heading: &str, rows: Vec<(String, String)>) -> Section {
    let rows = rows.into_iter().map(|(name, text)| (format!("  {name}"), text)).collect();
    Section { heading: heading.to_owned(), blocks: vec![Block::Named(rows)] }
}

/// What follows the command's name.
fn form(command: &Command, lang: Lang) -> Vec<String> {
    let mut words = Vec::new();
    if command.has_subcommands() {
        words.push(say(lang, "COMMAND".into(), "命令".into()));
    }
    for arg in command.get_arguments().filter(|arg| arg.is_required_set() || arg.is_positional()) {
        let name = left(arg, lang);
        words.push(if arg.is_required_set() { name.trim().to_owned() } else { format!("[{name}]") });
    }
    words.push(say(lang, "[OPTIONS]".into(), "[选项]".into()));
    words
}

/// The command's arguments and those of every command, by heading, in the order in which they were written.
fn by_heading<'a>(root: &'a Command, command: &'a Command) -> Vec<(&'a str, Vec<&'a Arg>)> {
    let own = command.get_arguments().filter(|arg| !arg.is_global_set());
    let all = own.chain(root.get_arguments().filter(|arg| arg.is_global_set()));
    let mut groups: Vec<(&str, Vec<&Arg>)> = Vec::new();
    for arg in all {
        let usual = if arg.is_positional() { "Arguments · 参数" } else { "Options · 选项" };
        let heading = arg.get_help_heading().unwrap_or(usual);
        match groups.iter_mut().find(|(name, _)| *name == heading) {
            Some((_, group)) => group.push(arg),
            None => groups.push((heading, vec![arg])),
        }
    }
    groups
}

/// `--seed <N>` as clap writes it, in Chinese.
pub fn in_chinese(written: &str) -> String {
    TAKES.iter().fold(written.to_owned(), |text, (en, zh)| text.replace(&format!("<{en}>"), &format!("<{zh}>")))
}

/// `-q, --quiet`, `--seed <N>`, `<FILE>`.
fn left(arg: &Arg, lang: Lang) -> String {
    let takes = || {
        let name = arg.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
        let chinese = TAKES.iter().find(|(en, _)| *en == name).map_or(name, |(_, zh)| zh);
        format!("<{}>", if lang == Lang::Zh { chinese } else { name })
    };
    if arg.is_positional() {
        return if arg.get_num_args().is_some_and(|n| n.max_values() > 1) {
            format!("{}…", takes())
        } else {
            takes()
        };
    }
    let long = arg.get_long().unwrap_or_default();
    let short = arg.get_short().map_or_else(String::new, |short| format!("-{short}, "));
    if arg.get_action().takes_values() { format!("{short}--{long} {}", takes()) } else { format!("{short}--{long}") }
}

/// What it is, what it is otherwise, and what may be given.
fn right(arg: &Arg, lang: Lang) -> String {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let mut text = half(&help, lang).to_owned();
    if !arg.get_action().takes_values() {
        return text;
    }
    let list = |words: Vec<String>| words.join(say(lang, ", ".into(), "、".into()).as_str());
    let usual: Vec<String> = arg.get_default_values().iter().map(|v| v.to_string_lossy().into_owned()).collect();
    // Some say it in their own words.
    if !usual.is_empty() && !text.contains(&say(lang, "[default".into(), "[默认".into())) {
        text += &say(lang, format!(" [default: {}]", list(usual.clone())), format!(" [默认：{}]", list(usual)));
    }
    if let Some(bounds) = arg.get_long().and_then(limits::of) {
        let crate::diagnostic::Text { en, zh } = bounds.range();
        text += &say(lang, format!(" [{en}]"), format!(" [{zh}]"));
    }
    let possible: Vec<String> = arg.get_possible_values().iter().map(|v| v.get_name().to_owned()).collect();
    if !possible.is_empty() {
        text += &say(lang, format!(" [one of: {}]", list(possible.clone())), format!(" [可选：{}]", list(possible)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::formats::text::{COLUMNS, render};
    use unicode_width::UnicodeWidthStr as _;

    fn chinese(text: &str) -> bool {
        text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
    }

    /// Every command with the words that lead to it.
    fn commands() -> Vec<(Command, Vec<OsString>)> {
        let mut all = vec![(super::super::command(), vec!["peakstaff".into()])];
        let mut at = 0;
        while at < all.len() {
            let (command, words) = all[at].clone();
            for sub in command.get_subcommands() {
                all.push((sub.clone(), words.iter().cloned().chain([sub.get_name().into()]).collect()));
            }
            at += 1;
        }
        all
    }

    #[test]
    fn everything_has_two_halves_and_every_kind_of_value_a_chinese_word() {
        for (command, words) in commands() {
            let texts = command.get_about().into_iter().chain(command.get_arguments().filter_map(Arg::get_help));
            let headings = command.get_arguments().filter_map(Arg::get_help_heading).map(str::to_owned);
            for text in texts.map(ToString::to_string).chain(headings) {
                let (en, zh) = text.split_once(BETWEEN).unwrap_or_else(|| panic!("{words:?}: {text}"));
                assert!(!chinese(en) && chinese(zh) && !zh.contains(BETWEEN), "{text}");
            }
            for arg in command.get_arguments() {
                assert!(arg.get_help().is_some(), "{words:?} {}", arg.get_id());
                for name in arg.get_value_names().into_iter().flatten().filter(|_| arg.get_action().takes_values()) {
                    assert!(TAKES.iter().any(|(en, _)| name == en), "{words:?} {}: {name}", arg.get_id());
                }
            }
        }
    }

    #[test]
    fn a_page_is_in_one_language_and_both_have_the_same_flags() {
        let root = super::super::command();
        let all = commands();
        assert!(all.len() > 12, "{} commands", all.len());
        for (_, words) in all {
            let pages = [Lang::En, Lang::Zh].map(|lang| render(&page(&root, &words, lang)));
            assert!(!chinese(&pages[0]), "{}", pages[0]);
            let rows = |page: &str| page.lines().filter(|line| line.starts_with("  -")).count();
            let flags = |page: &str| -> Vec<String> {
                let flag = |word: &str| word.starts_with('-').then(|| word.trim_end_matches(',').to_owned());
                let lines = page.lines().filter(|line| line.starts_with("  -"));
                lines.flat_map(|line| line.split("  ").nth(1).unwrap().split(' ').filter_map(flag)).collect()
            };
            assert!(rows(&pages[0]) >= 5 && flags(&pages[0]) == flags(&pages[1]), "{}\n{}", pages[0], pages[1]);
            for line in pages[1].lines().filter(|line| !line.trim().is_empty() && !line.starts_with("---")) {
                assert!(chinese(line) || !line.contains("  -"), "{line}");
            }
            for line in pages.iter().flat_map(|page| page.lines()) {
                assert!(line.width() <= COLUMNS, "{line}");
            }
        }
    }

    #[test]
    fn the_last_language_asked_for_decides() {
        let of = |words: &[&str]| lang_of_arguments(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["peakstaff", "--lang", "zh", "run"]), Some(Lang::Zh));
        assert_eq!(of(&["peakstaff", "run", "--lang=en"]), Some(Lang::En));
        assert_eq!((of(&["peakstaff", "--lang", "fr"]), of(&["peakstaff", "--lang"])), (None, None));
    }
}
