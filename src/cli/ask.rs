//! `peakstaff init --ask [FILE]`: the questions of `facts new` one after another at the terminal.

use super::facts::{Unwritten, data, report, write_new};
use super::output::{PlaceWanted, place, replace};
use super::terminal::{Terminal, unwritten};
use super::{DONE, STOPPED};
use crate::diagnostic::{Text, io_text};
use crate::facts::Interview;
use crate::harmless::visible;
use crate::model::Lang;
use crate::say;
use crate::scenario::text::sources::Sources;
use crate::session;
use std::io::{self, BufRead as _, ErrorKind};
use std::path::{Path, PathBuf};

/// The workbook that is being filled in, and nothing else.
struct Answered {
    name: String,
    bytes: Vec<u8>,
}

impl Sources for Answered {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        if name == self.name { Ok(self.bytes.clone()) } else { Err(ErrorKind::NotFound.into()) }
    }
}

/// An interview at the terminal. Every answer is kept in a workbook as soon as it is given.
struct Asking<'t> {
    terminal: &'t Terminal,
    interview: Interview,
    workbook: PathBuf,
}

/// How an interview ended early.
enum Ended {
    /// Nobody answers any more.
    Left,
    /// With this status, which has been said.
    Status(u8),
}

/// Asks, and writes the scenario and beside it the workbook with the answers.
pub fn ask(terminal: &Terminal, scenario: &Path) -> u8 {
    let workbook = scenario.with_extension("xlsx");
    for file in [scenario, &workbook] {
        if let Err((why, help)) = place(file, PlaceWanted::File) {
            return terminal.mistake(why, help);
        }
        if file.exists() {
            let shown = file.display().to_string();
            let why = say!("{shown} is there already and is not overwritten", "{shown} 已存在，不会覆盖");
            let book = workbook.display().to_string();
            let help = say!(
                "give another name; answers that stand in {book} are read by `peakstaff facts read`",
                "请换一个名称；{book} 里已有的回答用 `peakstaff facts read` 读取"
            );
            return terminal.mistake(why, Some(help));
        }
    }
    let mut asking = Asking { terminal, interview: Interview::new(terminal.lang == Lang::Zh), workbook };
    match asking.whole(scenario) {
        Ok(()) => DONE,
        Err(Ended::Status(status)) => status,
        Err(Ended::Left) => {
            let (book, toml) = (asking.workbook.display().to_string(), scenario.display().to_string());
            terminal.say(&say!(
                "stopped; the answers so far stand in {book}: fill in the rest there, then peakstaff facts read {book} {toml}",
                "已停下；已有的回答在 {book}：把其余的填进去，再运行 peakstaff facts read {book} {toml}"
            ));
            STOPPED
        }
    }
}

impl Asking<'_> {
    fn whole(&mut self, scenario: &Path) -> Result<(), Ended> {
        self.say(&say!(
            "Write as you say it (6 min, 82 %, 4,600); \"don't know\" is an answer to every question (Q1, Q2 …); \"back\" goes to the one before. What was answered stays in the workbook.",
            "平时怎么说就怎么写（6分钟、82%、4,600）；带编号的问题（Q1、Q2……）不清楚的都可以写“不知道”；写“返回”回到上一题。答过的都存在工作簿里。"
        ));
        let name = scenario.display().to_string();
        loop {
            self.questions()?;
            let bytes = self.keep()?;
            let answered = Answered { name: self.workbook.display().to_string(), bytes };
            match session::facts(&answered, &answered.name, &name, self.terminal.lang) {
                Ok(written) => {
                    write_new(scenario, written.text.as_bytes(), || say!("give another name", "请换一个名称"))
                        .map_err(|why| Ended::Status(self.unwritten(why)))?;
                    if self.terminal.json {
                        self.terminal.json(&data(&written, scenario));
                    } else {
                        self.terminal.brief(&report(self.terminal, scenario, &written));
                    }
                    return Ok(());
                }
                Err(refused) => {
                    self.terminal.error_text(&refused.render(self.terminal.style()));
                    self.again()?;
                }
            }
        }
    }

    /// Everything that is still to be asked.
    fn questions(&mut self) -> Result<(), Ended> {
        while let Some(question) = self.interview.ask() {
            self.terminal.error_text(&format!("\n{}\n> ", visible_lines(&question)));
            let line = self.line()?;
            match self.interview.answer(&line) {
                Ok(()) => {
                    if let Some(Text { en, zh }) = self.interview.heard() {
                        self.say(&say!("= {en}", "= {zh}"));
                    }
                    self.keep()?;
                }
                Err(why) => why.iter().for_each(|text| self.say(text)),
            }
        }
        Ok(())
    }

    /// Which answer is to be another.
    fn again(&mut self) -> Result<(), Ended> {
        loop {
            self.say(&say!(
                "Which one do you answer again: its number (Q7), Team or Shift?",
                "要改哪一题：写编号（Q7），或“小组”“班次”"
            ));
            self.terminal.error_text("> ");
            let line = self.line()?;
            if self.interview.again(&line) {
                return Ok(());
            }
        }
    }

    /// What somebody typed; the end where nobody will.
    fn line(&self) -> Result<String, Ended> {
        let mut line = String::new();
        match io::stdin().lock().read_line(&mut line) {
            Ok(0) => Err(Ended::Left),
            Ok(_) => Ok(line),
            Err(why) => {
                let Text { en, zh } = io_text(&why);
                let why = say!("the answer cannot be read: {en}", "读不到回答：{zh}");
                Err(Ended::Status(self.terminal.mistake(why, None)))
            }
        }
    }

    /// Writes the workbook with the answers so far.
    fn keep(&self) -> Result<Vec<u8>, Ended> {
        let shown = self.workbook.display().to_string();
        let bytes = self.interview.workbook().map_err(|why| {
            let why = say!("the workbook cannot be made: {why}", "无法生成工作簿：{why}");
            Ended::Status(self.terminal.failed(why))
        })?;
        replace(&self.workbook, &bytes).map_err(|why| Ended::Status(self.terminal.failed(unwritten(&shown, &why))))?;
        Ok(bytes)
    }

    fn unwritten(&self, why: Unwritten) -> u8 {
        match why {
            Unwritten::Mistake((why, help)) => self.terminal.mistake(why, help),
            Unwritten::Failed(why) => self.terminal.failed(why),
        }
    }

    fn say(&self, text: &Text) {
        self.terminal.say(text);
    }
}

/// Lines in which nothing acts.
fn visible_lines(text: &str) -> String {
    text.lines().map(|line| visible(line).into_owned()).collect::<Vec<_>>().join("\n")
}
