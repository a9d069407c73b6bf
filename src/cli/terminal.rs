//! Standard output and standard error, and the language they speak.

use super::next::Called;
use crate::diagnostic::{Style, Text, io_text};
use crate::harmless::{json, visible};
use crate::model::Lang;
use crate::report::formats::text::{brief, render};
use crate::report::words::Words;
use crate::report::{Noticed, Report};
use crate::scenario::text::limits::FILE;
use crate::scenario::text::sources::Sources;
use crate::session::Refused;
use std::cell::Cell;
use std::io::{self, ErrorKind, IsTerminal as _, Read as _, Write as _};

/// Files of the disk, as the user names them.
pub struct Disk;

impl Sources for Disk {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        // To open a pipe is to wait for whoever writes to it, so it is asked first.
        if !is_plain(name)? {
            return Err(ErrorKind::Unsupported.into());
        }
        let mut bytes = Vec::new();
        std::fs::File::open(name)?.take(FILE + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > FILE { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }
}

/// Whether a name leads to a file with an end: no pipe and no device, and none that the system makes up while it is read.
fn is_plain(name: &str) -> io::Result<bool> {
    let kind = std::fs::metadata(name)?.file_type();
    if kind.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    let made_up = cfg!(target_os = "linux") && {
        let place = std::fs::canonicalize(name)?;
        ["/proc", "/sys"].iter().any(|root| place.starts_with(root))
    };
    Ok(kind.is_file() && !made_up)
}

/// Where words go.
pub struct Terminal {
    /// The user's language.
    pub lang: Lang,
    /// The result is wanted as JSON.
    pub json: bool,
    /// Nothing but results and mistakes.
    pub quiet: bool,
    /// How the program was called.
    called: Called,
    /// Standard output did not take a result.
    lost: Cell<bool>,
}

impl Terminal {
    /// A terminal that speaks `lang`.
    pub fn new(lang: Lang, json: bool, quiet: bool) -> Self {
        Self { lang, json, quiet, called: Called::default(), lost: Cell::new(false) }
    }

    /// The same, of a program that was called so.
    pub fn called(self, called: Called) -> Self {
        Self { called, ..self }
    }

    /// A next command about these files with the options of this one; see [`Called::next`].
    pub fn next(&self, command: &str, files: &[&str], changes: &[(&str, Vec<String>)]) -> String {
        self.called.next(command, files, changes)
    }

    /// The last line of a page: `next: ` and the command.
    pub fn next_line(&self, command: &str) -> String {
        format!("{} {command}", Words::of(self.lang).next)
    }

    /// How findings are shown: coloured only on a terminal that wants it (no-color.org).
    pub fn style(&self) -> Style {
        let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        Style { chinese: self.lang == Lang::Zh, colour }
    }

    /// Puts a result on standard output. A reader who has left (`| head`) is no mistake; a full disk is one.
    pub fn result(&self, bytes: &[u8]) {
        let mut out = io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(why) if why.kind() != ErrorKind::BrokenPipe => {
                self.lost.set(true);
                let output = crate::say!("standard output", "标准输出");
                self.told(&Refused::said(unwritten(output.get(self.lang == Lang::Zh), &why), None));
            }
            _ => (),
        }
    }

    /// The exit status of a command that ended with this one.
    pub fn status(&self, status: u8) -> u8 {
        if self.lost.get() && status == super::DONE { super::FAULT } else { status }
    }

    /// Puts a report on standard output. A next command that somebody else wrote is in the language of this one too.
    pub fn report(&self, report: &Report) {
        let mut text = render(report);
        if report.next.contains("peakstaff ") && !report.next.contains(" --lang ") {
            text.truncate(text.trim_end().len());
            text.push_str(&self.called.in_its_language());
            text.push('\n');
        }
        self.result(text.as_bytes());
    }

    /// Puts a report that has to be short on standard output.
    pub fn brief(&self, report: &Report) {
        self.result(brief(report).as_bytes());
    }

    /// Puts JSON on standard output.
    pub fn json(&self, value: &serde_json::Value) {
        self.result(json(&format!("{value:#}\n")).as_bytes());
    }

    /// A message beside the result.
    pub fn note(&self, text: &Text) {
        if !self.quiet {
            self.say(text);
        }
    }

    /// A line on standard error, quiet or not.
    pub fn say(&self, text: &Text) {
        self.error_text(&format!("{}\n", visible(text.get(self.lang == Lang::Zh))));
    }

    #[expect(clippy::unused_self, reason = "what is said goes through the terminal")]
    /// Text on standard error, in which nothing is left that acts but our own colours.
    pub fn error_text(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Shows what was refused; in its place as a result, where data are asked for, the mistakes as data.
    pub fn refused(&self, refused: &Refused) -> u8 {
        if self.json {
            self.errors(std::slice::from_ref(refused));
        }
        self.told(refused);
        super::MISTAKE
    }

    /// Puts what was refused on standard output as data.
    pub fn errors(&self, refused: &[Refused]) {
        let errors: Vec<_> = refused.iter().flat_map(Refused::noticed).map(|one| mistake_json(&one)).collect();
        self.json(&serde_json::json!({ "errors": errors }));
    }

    /// Shows what was refused as text alone, beside a result.
    pub fn told(&self, refused: &Refused) {
        self.error_text(&refused.render(self.style()));
    }

    /// Shows a mistake about the command.
    pub fn mistake(&self, message: Text, help: Option<Text>) -> u8 {
        self.refused(&Refused::said(message, help))
    }

    /// Shows that what was asked for rightly could not be made, or not written where it was meant to be.
    pub fn failed(&self, told: Text) -> u8 {
        self.told(&Refused::said(told, None));
        super::FAULT
    }

    /// Says that the program is at fault.
    pub fn fault(&self) {
        let text = crate::say!(
            "this is a fault of peakstaff: please report it with the scenario and the seed",
            "这是 peakstaff 的缺陷：请连同情景文件与种子一并反馈"
        );
        self.say(&text);
    }
}

/// A file or folder that could not be written.
pub fn unwritten(shown: &str, why: &io::Error) -> Text {
    if why.kind() == ErrorKind::NotFound {
        return crate::say!(
            "cannot write {shown}: there is no folder to write it into",
            "无法写入 {shown}：所在文件夹不存在"
        );
    }
    let Text { en, zh } = match why.kind() {
        ErrorKind::FileTooLarge => crate::say!(
            "files may not grow so large here (`ulimit -f`, or what the disk allows)",
            "已达到这里允许的文件大小上限（`ulimit -f` 或磁盘的限制）"
        ),
        _ => io_text(why),
    };
    crate::say!("cannot write {shown}: {en}", "无法写入 {shown}：{zh}")
}

/// The language that the environment asks for; the first variable that says anything decides.
pub fn lang_of_environment(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|v| !v.is_empty());
    match said {
        Some(locale) if locale.to_lowercase().starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    }
}

/// A text in both languages as data.
pub fn text_json(text: &Text) -> serde_json::Value {
    serde_json::json!({ "en": text.en, "zh": text.zh })
}

/// A mistake as data: `file` and `line` are none where it is about the command.
fn mistake_json(one: &Noticed) -> serde_json::Value {
    let (file, line) = one.place.rsplit_once(':').unzip();
    serde_json::json!({
        "code": one.code, "file": file, "line": line.and_then(|line| line.parse::<u32>().ok()),
        "message": text_json(&one.message), "help": text_json(&one.help),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn only_plain_files_are_read() {
        let refused = |name: &str| Disk.read(name).unwrap_err().kind();
        assert_eq!(refused("/dev/null"), ErrorKind::Unsupported);
        assert_eq!(refused(env!("CARGO_MANIFEST_DIR")), ErrorKind::IsADirectory);
        assert_eq!(refused("nowhere.toml"), ErrorKind::NotFound);
        #[cfg(target_os = "linux")]
        assert_eq!(refused("/proc/self/status"), ErrorKind::Unsupported);
        assert!(Disk.read(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).is_ok());
    }

    #[test]
    fn the_first_variable_that_says_anything_decides() {
        let of = |pairs: &'static [(&str, &str)]| {
            lang_of_environment(|name| pairs.iter().find(|p| p.0 == name).map(|p| p.1.to_owned()))
        };
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(of(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]), Lang::En);
        assert_eq!(of(&[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW"), ("LANG", "en_US")]), Lang::Zh);
        assert_eq!(of(&[]), Lang::En);
    }
}
