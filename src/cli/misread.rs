//! What was wrong with the command line, in both languages, from what clap found.

use super::{help, limits};
use crate::diagnostic::{Text, nearest};
use crate::say;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};
use std::ffi::OsString;

/// What was found, and what would do.
pub fn told(error: &Error, root: &Command, arguments: &[OsString]) -> (Text, Text) {
    let strings = |kind: ContextKind| -> Vec<String> {
        match error.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(all)) => all.clone(),
            Some(ContextValue::StyledStrs(all)) => all.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        }
    };
    let one = |kind: ContextKind| strings(kind).into_iter().next().unwrap_or_default();
    let (arg, value) = (one(ContextKind::InvalidArg), one(ContextKind::InvalidValue));
    let command = help::command_words(root, arguments);
    let arg_zh = help::in_chinese(&arg);
    let page = say!("see {command} --help", "请看 {command} --help");
    let near = |kind: ContextKind, page: Text| match strings(kind).first() {
        Some(near) => say!("did you mean `{near}`?", "是不是想写 `{near}`？"),
        None => page,
    };
    match error.kind() {
        ErrorKind::UnknownArgument
            if arg.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) =>
        {
            let help = say!(
                "a value that begins with `-` is written behind `=`: --set=PATH=-1, --within=\"-5 s\"",
                "以 `-` 开头的值请写在 `=` 之后：--set=路径=-1、--within=\"-5 s\""
            );
            (say!("unknown argument `{arg}`", "没有 `{arg_zh}` 这个参数"), help)
        }
        ErrorKind::UnknownArgument => {
            (say!("unknown argument `{arg}`", "没有 `{arg_zh}` 这个参数"), near(ContextKind::SuggestedArg, page))
        }
        ErrorKind::InvalidSubcommand => {
            unknown_command(&one(ContextKind::InvalidSubcommand), help::command(root, arguments))
        }
        ErrorKind::InvalidValue if value.is_empty() && arguments.iter().any(|word| word.is_empty()) => {
            (say!("`{arg}` is empty: a name is wanted", "`{arg_zh}` 是空的：需要一个名称"), page)
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            (say!("`{arg}` is given without its value", "`{arg_zh}` 后面缺少值"), page)
        }
        ErrorKind::InvalidValue => {
            let known = strings(ContextKind::ValidValue);
            let (en, zh) = (known.join(", "), known.join("、"));
            let help = say!("one of: {en}", "可选：{zh}");
            (
                say!("`{value}` is no value for `{arg}`", "`{value}` 不能作为 `{arg_zh}` 的值"),
                near(ContextKind::SuggestedValue, help),
            )
        }
        ErrorKind::ValueValidation => {
            (say!("`{value}` is no value for `{arg}`", "`{value}` 不能作为 `{arg_zh}` 的值"), wanted(&arg, error))
        }
        ErrorKind::ArgumentConflict => {
            let others = strings(ContextKind::PriorArg);
            if others.contains(&arg) || others.is_empty() {
                return (say!("`{arg}` is given twice", "`{arg_zh}` 写了两次"), page);
            }
            let (en, zh) = (others.join("`, `"), help::in_chinese(&others.join("`、`")));
            (say!("`{arg}` cannot be used with `{en}`", "`{arg_zh}` 不能与 `{zh}` 同时使用"), page)
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = strings(ContextKind::InvalidArg);
            let (en, zh) = (missing.join("`, `"), help::in_chinese(&missing.join("`、`")));
            (say!("missing: `{en}`", "缺少：`{zh}`"), page)
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            (say!("`{arg}` has the wrong number of values", "`{arg_zh}` 的值的个数不对"), page)
        }
        ErrorKind::InvalidUtf8 => (say!("an argument is not UTF-8 text", "有参数不是 UTF-8 文本"), page),
        _ => {
            let first = error.to_string().lines().next().unwrap_or_default().to_owned();
            (say!("the command cannot be understood: {first}", "读不懂这条命令：{first}"), page)
        }
    }
}

/// A word where a command is wanted, and the commands that there are.
fn unknown_command(word: &str, under: &Command) -> (Text, Text) {
    let known: Vec<&str> = under.get_subcommands().map(Command::get_name).collect();
    let (en, zh) = (known.join(", "), known.join("、"));
    let help = match nearest(word, &known) {
        Some(near) => say!("did you mean `{near}`?", "是不是想写 `{near}`？"),
        None => say!("there are: {en}", "有：{zh}"),
    };
    (say!("there is no command `{word}`", "没有 `{word}` 这个命令"), help)
}

/// What would do for an argument as clap writes it: `--seed <N>`. What clap itself checks is a number within bounds, or a
/// name that is empty.
fn wanted(arg: &str, error: &Error) -> Text {
    use std::error::Error as _;
    let option = arg.strip_prefix("--").and_then(|rest| rest.split([' ', '=']).next()).unwrap_or_default();
    match (limits::of(option), error.source()) {
        (Some(bounds), _) => bounds.wanted(option),
        (None, Some(source)) => say!("{source}", "{source}"),
        (None, None) => say!("another value", "请换一个值"),
    }
}
