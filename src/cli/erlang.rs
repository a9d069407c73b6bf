//! `peakstaff erlang b|c|a|mgc|staff|chat`: queueing formulas for a first idea, before anything is simulated.

mod arguments;
mod figures;
mod staff;

use super::terminal::Terminal;
use crate::analytic::closed_loop::{answer_time, busy_share, response_time, throughput};
use crate::analytic::erlang::{ErlangC, erlang_a};
use crate::analytic::erlang_b::blocking;
use crate::analytic::impatient::solve;
use crate::say;
use arguments::{Chat, General, ImpatientQueue, Line, Mistake, Queue, Staff, seconds, share, within};
use clap::{Args, Subcommand};
use figures::{Figure, FigureOf, Figures, Note, of_impatient, of_patient};

#[derive(Args, Debug)]
pub struct Erlang {
    #[command(subcommand)]
    formula: Formula,
}

#[derive(Subcommand, Debug)]
enum Formula {
    /// Erlang B: whoever finds all agents busy is lost · Erlang B：遇到全忙即流失
    B(Line),
    /// Erlang C: everybody waits as long as it takes · Erlang C：所有人都一直等
    C(Queue),
    /// Erlang A: exponential patience · Erlang A：耐心为指数分布
    A(ImpatientQueue),
    /// M/M/c+G: patience of another law, and leaving at once · M/M/c+G：其他耐心分布，以及立即离开
    Mgc(General),
    /// The smallest number of agents that reaches all targets, by interval too · 达标所需的最少客服，也可按时段：按 Erlang C，有 --patience 时考虑放弃
    Staff(Box<Staff>),
    /// One agent and their open chats: the closed loop of answering and pausing · 一名客服同时接待多个会话：回复与停顿的闭环
    Chat(Chat),
}

impl Erlang {
    pub fn run(&self, terminal: &Terminal) -> u8 {
        let found = match &self.formula {
            Formula::B(line) => line.lost(),
            Formula::C(queue) => queue.patient(),
            Formula::A(queue) => queue.impatient(),
            Formula::Mgc(general) => general.solve(),
            Formula::Staff(staff) => match staff.answer() {
                Ok(found) => Ok(found),
                Err(refused) => return terminal.refused(&refused),
            },
            Formula::Chat(chat) => chat.by_open(),
        };
        match found {
            Ok(figures) if terminal.json => terminal.json(&figures.json()),
            Ok(figures) => terminal.report(&figures.report(terminal.lang)),
            Err((message, help)) => return terminal.mistake(message, help),
        }
        super::DONE
    }
}

/// Whoever waits leaves in the end, so there is an answer; with times this far apart no computer's numbers hold it.
fn beyond_formulas() -> Mistake {
    (
        say!("the times lie too far apart for the formula", "各项时间相差太大，公式算不出来"),
        Some(say!("is one of them in another unit?", "是否有一项单位写错？")),
    )
}

impl Line {
    fn lost(&self) -> Result<Figures, Mistake> {
        let (rate, effort, agents) = self.read()?;
        let load = rate * effort;
        let lost = blocking(agents, load);
        let list = vec![
            Figure::number("load", load),
            Figure::share("blocked", lost),
            Figure::share("occupancy", load * (1.0 - lost) / f64::from(agents)),
            Figure::number("lost_per_hour", rate * lost * 3600.0),
        ];
        let next = format!("peakstaff erlang c {}", self.words());
        Ok(Figures::new("Erlang B", list, next))
    }
}

impl Queue {
    fn patient(&self) -> Result<Figures, Mistake> {
        let (rate, effort, agents) = self.line.read()?;
        let limit = within(&self.within)?;
        let Some(queue) = ErlangC::new(rate, effort, agents) else {
            let load = rate * effort;
            let least = load.floor() as u64 + 1;
            return Err((
                say!(
                    "a load of {load:.2} erlangs and {agents} agents: without abandonment the queue grows without bound",
                    "负荷 {load:.2} 爱尔兰、{agents} 名客服：若无人放弃，队伍会无限增长"
                ),
                Some(say!(
                    "at least {least} agents, or `erlang a` with --patience",
                    "至少 {least} 名客服，或用 `erlang a` 并给出 --patience"
                )),
            ));
        };
        let words = self.line.words();
        let next = format!("peakstaff erlang a {words} --within \"{}\" --patience \"3 min\"", self.within);
        let slow = Note::slow(&queue);
        Ok(Figures::new("Erlang C", of_patient(&queue, limit), next).noting(slow))
    }
}

impl ImpatientQueue {
    fn impatient(&self) -> Result<Figures, Mistake> {
        let (rate, effort, agents) = self.queue.line.read()?;
        let (limit, patience) = (within(&self.queue.within)?, seconds("--patience", &self.patience)?);
        let found = erlang_a(rate, effort, agents, patience, limit).ok_or_else(beyond_formulas)?;
        let line = &self.queue.line;
        let next = format!(
            "peakstaff erlang staff --rate \"{}\" --effort \"{}\" --within \"{}\" --patience \"{}\" --target \"80 %\"",
            line.rate, line.effort, self.queue.within, self.patience
        );
        let notes = [Some(Note::Exponential), Note::overload(rate * effort, agents)];
        Ok(Figures::new("Erlang A", of_impatient(&found, rate * effort), next).noting(notes.into_iter().flatten()))
    }
}

impl General {
    fn solve(&self) -> Result<Figures, Mistake> {
        let ImpatientQueue { queue, patience } = &self.queue;
        let (rate, effort, agents) = queue.line.read()?;
        let (limit, mean) = (within(&queue.within)?, seconds("--patience", patience)?);
        let law = self.law.of(mean)?;
        let found = solve(rate, effort, agents, &law, limit, limit).ok_or_else(beyond_formulas)?;
        let next = format!(
            "peakstaff erlang a {} --within \"{}\" --patience \"{patience}\"",
            queue.line.words(),
            queue.within
        );
        let notes = Note::overload(rate * effort, agents);
        Ok(Figures::new("M/M/c+G", of_impatient(&found, rate * effort), next).noting(notes))
    }
}

impl Chat {
    fn by_open(&self) -> Result<Figures, Mistake> {
        let (effort, pause) = (seconds("--effort", &self.effort)?, seconds("--pause", &self.pause)?);
        let messages = self.messages;
        let switching = share("--switching", &self.switching, false)?;
        let mut list = Vec::new();
        for open in 1..=self.chats {
            let answer = answer_time(open, effort / messages, switching);
            let done = throughput(open, pause, answer, messages);
            list.push(Figure::share("hands", busy_share(open, pause, answer)).at(FigureOf::Open(open)));
            list.push(Figure::number("chats_per_hour", done * 3600.0).at(FigureOf::Open(open)));
            list.push(Figure::seconds("reply", response_time(open, pause, answer)).at(FigureOf::Open(open)));
            list.push(Figure::seconds("lasts", f64::from(open) / done).at(FigureOf::Open(open)));
        }
        Ok(Figures::new("chat", list, "peakstaff init".into()))
    }
}
