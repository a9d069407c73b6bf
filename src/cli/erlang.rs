//! `peakstaff erlang b|c|a|mgc|staff|chat`: queueing formulas for a first idea, before anything is simulated.

mod figures;

use super::terminal::Terminal;
use crate::analytic::closed_loop::{answer_time, busy_share, response_time, throughput};
use crate::analytic::erlang::{ErlangC, blocking, erlang_a};
use crate::analytic::impatient::{Patience, solve};
use crate::analytic::staffing::{Definition, agents_erlang_a, agents_erlang_c};
use crate::diagnostic::Text;
use crate::say;
use crate::scenario::quantity;
use clap::{Args, Subcommand, ValueEnum};
use figures::{Figure, Figures, of_impatient, of_patient};
use statrs::function::gamma::gamma;

/// A mistake, and what helps.
type Mistake = (Text, Option<Text>);

#[derive(Args, Debug)]
pub struct Erlang {
    #[command(subcommand)]
    formula: Formula,
}

#[derive(Subcommand, Debug)]
enum Formula {
    /// Erlang B: whoever finds all agents busy is lost · 全忙即流失
    B(Line),
    /// Erlang C: everybody waits as long as it takes · 所有人都一直等
    C(Queue),
    /// Erlang A: exponential patience · 耐心为指数分布
    A(ImpatientQueue),
    /// M/M/c+G: patience of another law, and leaving at once · 其他耐心分布与立即离开
    Mgc(General),
    /// The smallest number of agents that reaches a target, by C, or by A with --patience · 达标所需的最少客服
    Staff(Staff),
    /// One agent and his open chats: the closed loop of answering and pausing · 一名客服同时接待多个会话
    Chat(Chat),
}

#[derive(Args, Debug)]
struct Line {
    /// Contacts, such as "4 / min", "240 / h" · 到达率
    #[arg(long)]
    rate: String,
    /// Mean effort, such as "3 min" · 平均人工工时
    #[arg(long)]
    effort: String,
    /// Agents at work · 在班客服数
    #[arg(long)]
    agents: u32,
}

#[derive(Args, Debug)]
struct Queue {
    #[command(flatten)]
    line: Line,
    /// Service level: accepted within this · 服务水平的时限
    #[arg(long, default_value = "20 s")]
    within: String,
}

#[derive(Args, Debug)]
struct ImpatientQueue {
    #[command(flatten)]
    queue: Queue,
    /// Mean patience, such as "3 min" · 平均耐心
    #[arg(long)]
    patience: String,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum PatienceLaw {
    Exponential,
    Fixed,
    Lognormal,
    Weibull,
}

#[derive(Args, Debug)]
struct General {
    #[command(flatten)]
    queue: ImpatientQueue,
    /// Law of patience · 耐心分布
    #[arg(long, value_enum, default_value = "exponential")]
    law: PatienceLaw,
    /// Coefficient of variation of a lognormal patience · 对数正态耐心的变异系数
    #[arg(long, default_value_t = 1.0)]
    cv: f64,
    /// Shape of a Weibull patience · 韦布尔耐心的形状参数
    #[arg(long, default_value_t = 1.0)]
    shape: f64,
    /// Share that leaves at once when not answered at once · 未立即接入就离开的比例
    #[arg(long, default_value = "0 %")]
    balk: String,
}

#[derive(Args, Debug)]
struct Staff {
    /// Contacts, such as "4 / min", "240 / h" · 到达率
    #[arg(long)]
    rate: String,
    /// Mean effort, such as "3 min" · 平均人工工时
    #[arg(long)]
    effort: String,
    /// Service level: accepted within this · 服务水平的时限
    #[arg(long, default_value = "20 s")]
    within: String,
    /// Share of all offered to be accepted within it · 目标比例
    #[arg(long, default_value = "80 %")]
    target: String,
    /// Mean patience; none: everybody waits (Erlang C) · 平均耐心；不写则用 Erlang C
    #[arg(long)]
    patience: Option<String>,
    /// Share of paid time away from contacts · 损耗率
    #[arg(long, default_value = "0 %")]
    shrinkage: String,
}

#[derive(Args, Debug)]
struct Chat {
    /// The agent's own time in a chat · 每个会话的人工工时
    #[arg(long)]
    effort: String,
    /// Answers in a chat · 每个会话的答复条数
    #[arg(long)]
    messages: f64,
    /// Until the customer writes again · 客户再次发言前的停顿
    #[arg(long)]
    pause: String,
    /// Chats open, from 1 to this · 最多同时接待数
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=100))]
    chats: u32,
    /// Share by which each further open chat lengthens an answer · 每多一个会话答复变慢的比例
    #[arg(long, default_value = "0 %")]
    switching: String,
}

fn above_zero(option: &str, x: f64) -> Result<f64, Mistake> {
    if x > 0.0 && x.is_finite() {
        return Ok(x);
    }
    Err((say!("{option} must be above 0", "{option} 必须大于 0"), None))
}

fn about(option: &str, text: Text) -> Mistake {
    let (en, zh) = (text.get(false).to_owned(), text.get(true).to_owned());
    (say!("{option}: {en}", "{option}：{zh}"), None)
}

/// Seconds, above 0.
fn seconds(option: &str, text: &str) -> Result<f64, Mistake> {
    above_zero(option, quantity::duration(text).map_err(|why| about(option, why))?)
}

/// A share up to 1; below it where `open`.
fn share(option: &str, text: &str, open: bool) -> Result<f64, Mistake> {
    let x = quantity::share(text).map_err(|why| about(option, why))?;
    if (0.0..=1.0).contains(&x) && !(open && x == 1.0) {
        return Ok(x);
    }
    let help = (x > 1.0).then(|| say!("for example \"35 %\" or 0.35", "例如 \"35%\" 或 0.35"));
    let below = if open { "< 100 %" } else { "≤ 100 %" };
    Err((say!("{option} must be a share, 0 ≤ x {below}", "{option} 必须是比例，0 ≤ x {below}"), help))
}

/// A rate per second. A bare number would leave open of what, so it is refused.
fn rate(text: &str) -> Result<f64, Mistake> {
    let per_day = quantity::per_day(text).map_err(|why| about("--rate", why))?;
    if text.contains(['/', '每']) {
        return above_zero("--rate", per_day / 86_400.0);
    }
    let text = text.trim();
    Err((
        say!("--rate {text}: per what?", "--rate {text}：每什么时间？"),
        Some(say!("write \"{text} / min\" or \"{text} / h\"", "请写 \"{text} / min\" 或 \"{text} / h\"")),
    ))
}

impl Line {
    /// Per second, seconds, agents.
    fn read(&self) -> Result<(f64, f64, u32), Mistake> {
        let agents = above_zero("--agents", f64::from(self.agents)).map(|_| self.agents)?;
        Ok((rate(&self.rate)?, seconds("--effort", &self.effort)?, agents))
    }
    fn words(&self) -> String {
        format!("--rate \"{}\" --effort \"{}\" --agents {}", self.rate, self.effort, self.agents)
    }
}

/// The limit of a service level; 0 s is one too.
fn within(text: &str) -> Result<f64, Mistake> {
    let limit = quantity::duration(text).map_err(|why| about("--within", why))?;
    if limit < 0.0 { above_zero("--within", limit) } else { Ok(limit) }
}

impl Erlang {
    pub fn run(&self, terminal: &Terminal) -> u8 {
        let found = match &self.formula {
            Formula::B(line) => line.lost(),
            Formula::C(queue) => queue.patient(),
            Formula::A(queue) => queue.impatient(),
            Formula::Mgc(general) => general.solve(),
            Formula::Staff(staff) => staff.smallest(),
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
        Ok(Figures::new("Erlang C", of_patient(&queue, limit), next))
    }
}

impl ImpatientQueue {
    fn impatient(&self) -> Result<Figures, Mistake> {
        let (rate, effort, agents) = self.queue.line.read()?;
        let (limit, patience) = (within(&self.queue.within)?, seconds("--patience", &self.patience)?);
        let found = erlang_a(rate, effort, agents, patience, limit).expect("somebody is there, and who waits leaves");
        let line = &self.queue.line;
        let next = format!(
            "peakstaff erlang staff --rate \"{}\" --effort \"{}\" --within \"{}\" --patience \"{}\" --target \"80 %\"",
            line.rate, line.effort, self.queue.within, self.patience
        );
        Ok(Figures::new("Erlang A", of_impatient(&found, rate * effort), next))
    }
}

impl General {
    fn solve(&self) -> Result<Figures, Mistake> {
        let ImpatientQueue { queue, patience } = &self.queue;
        let (rate, effort, agents) = queue.line.read()?;
        let (limit, mean) = (within(&queue.within)?, seconds("--patience", patience)?);
        let law = match self.law {
            PatienceLaw::Exponential => Patience::exponential(mean),
            PatienceLaw::Fixed => Patience::fixed(mean),
            PatienceLaw::Lognormal => Patience::lognormal(mean, above_zero("--cv", self.cv)?),
            PatienceLaw::Weibull => {
                let shape = above_zero("--shape", self.shape)?;
                Patience::weibull(shape, mean / gamma(1.0 + 1.0 / shape))
            }
        };
        let law = law.with_balking(share("--balk", &self.balk, false)?);
        let found = solve(rate, effort, agents, &law, limit, limit).expect("somebody is there, and who waits leaves");
        let next = format!(
            "peakstaff erlang a {} --within \"{}\" --patience \"{patience}\"",
            queue.line.words(),
            queue.within
        );
        Ok(Figures::new("M/M/c+G", of_impatient(&found, rate * effort), next))
    }
}

impl Staff {
    fn smallest(&self) -> Result<Figures, Mistake> {
        let (rate, effort) = (rate(&self.rate)?, seconds("--effort", &self.effort)?);
        let (limit, target) = (within(&self.within)?, share("--target", &self.target, true)?);
        let shrinkage = share("--shrinkage", &self.shrinkage, true)?;
        let patience = self.patience.as_deref().map(|text| seconds("--patience", text)).transpose()?;
        let agents = match patience {
            None => agents_erlang_c(rate, effort, limit, target),
            Some(patience) => agents_erlang_a(rate, effort, patience, limit, (Definition::Offered, target)),
        };
        // 14 / 0.7 is 20, whatever binary fractions make of it.
        let heads = (f64::from(agents) / (1.0 - shrinkage) - 1e-9).ceil();
        let mut list = vec![Figure::number("agents", f64::from(agents)), Figure::number("heads", heads)];
        let solved = |agents| match patience {
            None => ErlangC::new(rate, effort, agents).map(|queue| of_patient(&queue, limit)),
            Some(patience) => {
                erlang_a(rate, effort, agents, patience, limit).map(|found| of_impatient(&found, rate * effort))
            }
        };
        let level = |list: &Vec<Figure>| list.iter().find(|f| f.key() == "service_level_offered").map(Figure::value);
        let one_fewer = solved(agents - 1).as_ref().and_then(level);
        list.extend(one_fewer.map(|level| Figure::share("one_fewer", level)));
        list.extend(solved(agents).expect("this number was found to be enough"));
        let (kind, word) = if patience.is_some() { ("a", "Erlang A") } else { ("c", "Erlang C") };
        let mut next = format!(
            "peakstaff erlang {kind} --rate \"{}\" --effort \"{}\" --agents {} --within \"{}\"",
            self.rate,
            self.effort,
            agents + 1,
            self.within
        );
        if let Some(patience) = &self.patience {
            next = format!("{next} --patience \"{patience}\"");
        }
        Ok(Figures::new(word, list, next))
    }
}

impl Chat {
    fn by_open(&self) -> Result<Figures, Mistake> {
        let (effort, pause) = (seconds("--effort", &self.effort)?, seconds("--pause", &self.pause)?);
        let messages = above_zero("--messages", self.messages)?;
        let switching = share("--switching", &self.switching, false)?;
        let mut list = Vec::new();
        for open in 1..=self.chats {
            let answer = answer_time(open, effort / messages, switching);
            let done = throughput(open, pause, answer, messages);
            list.push(Figure::share("hands", busy_share(open, pause, answer)).with_open(open));
            list.push(Figure::number("chats_per_hour", done * 3600.0).with_open(open));
            list.push(Figure::seconds("reply", response_time(open, pause, answer)).with_open(open));
            list.push(Figure::seconds("lasts", f64::from(open) / done).with_open(open));
        }
        Ok(Figures::new("chat", list, "peakstaff init".into()))
    }
}
