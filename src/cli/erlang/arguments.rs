//! What the formulas are asked, with units as in scenarios.

use crate::analytic::impatient::Patience;
use crate::cli::limits::{self, AGENTS, TIME};
use crate::diagnostic::Text;
use crate::report::numbers::number;
use crate::say;
use crate::scenario::values::quantity;
use clap::{Args, ValueEnum};
use statrs::function::gamma::gamma;
use std::path::PathBuf;

/// A mistake, and what helps.
pub type Mistake = (Text, Option<Text>);

#[derive(Args, Debug)]
pub struct Line {
    /// Contacts, such as "4 / min", "240 / h", "100 / 30 min" · 到达率，例如 "4 / min"、"240 / h"、"100 / 30 min"
    #[arg(long)]
    pub rate: String,
    /// Mean effort, such as "3 min" · 平均人工工时，例如 "3 min"
    #[arg(long, value_name = "TIME")]
    pub effort: String,
    /// Agents at work · 在班客服数
    #[arg(long, value_name = "N", value_parser = limits::whole::<u32>("agents"))]
    pub agents: u32,
}

#[derive(Args, Debug)]
pub struct Queue {
    #[command(flatten)]
    pub line: Line,
    /// Service level: accepted within this · 服务水平的时限：在此时间内接入
    #[arg(long, value_name = "TIME", default_value = "20 s")]
    pub within: String,
}

#[derive(Args, Debug)]
pub struct ImpatientQueue {
    #[command(flatten)]
    pub queue: Queue,
    /// Mean patience, such as "3 min" · 平均耐心，例如 "3 min"
    #[arg(long, value_name = "TIME")]
    pub patience: String,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq)]
pub enum PatienceLaw {
    Exponential,
    Fixed,
    Uniform,
    Lognormal,
    Weibull,
}

/// The law of patience beside its mean.
#[derive(Args, Debug)]
pub struct Law {
    /// Law of patience · 耐心分布
    #[arg(long = "law", value_enum, default_value = "exponential")]
    pub name: PatienceLaw,
    /// Coefficient of variation of a lognormal patience · 对数正态耐心的变异系数
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = limits::number("cv"))]
    pub cv: f64,
    /// Shape of a Weibull patience · 韦布尔耐心的形状参数
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = limits::number("shape"))]
    pub shape: f64,
    /// Shortest uniform patience; the longest is as far from the mean · 均匀分布的最短耐心；最长的与均值等距
    #[arg(long, value_name = "TIME", default_value = "0 s")]
    pub shortest: String,
    /// Share that leaves at once when not answered at once · 未立即接入就离开的比例
    #[arg(long, value_name = "SHARE", default_value = "0 %")]
    pub balk: String,
}

#[derive(Args, Debug)]
pub struct General {
    #[command(flatten)]
    pub queue: ImpatientQueue,
    #[command(flatten)]
    pub law: Law,
}

#[derive(Args, Debug)]
pub struct Staff {
    /// Contacts, such as "4 / min", "240 / h", "100 / 30 min" · 到达率，例如 "4 / min"、"240 / h"、"100 / 30 min"
    #[arg(long, required_unless_present = "volumes")]
    pub rate: Option<String>,
    /// Contacts by interval, from a CSV or Excel file as scenarios read it: a table by interval · 各时段咨询量的 CSV 或 Excel（格式同情景文件），按时段列出人数
    #[arg(long, value_name = "FILE", conflicts_with = "rate")]
    pub volumes: Option<PathBuf>,
    /// The type to read from a file that has several · 文件含多个类型时读取哪一个
    #[arg(long = "type", value_name = "NAME", requires = "volumes")]
    pub kind: Option<String>,
    /// How that file is written, as beside `file` in a scenario, such as 'columns = { count = "Calls" }, day_first = true' · 该文件的写法，同情景里写在 `file` 旁边的内容，例如 'columns = { count = "来电量" }, day_first = true'
    #[arg(long = "read", value_name = "KEYS", requires = "volumes")]
    pub notation: Option<String>,
    /// Mean effort, such as "3 min" · 平均人工工时，例如 "3 min"
    #[arg(long, value_name = "TIME")]
    pub effort: String,
    /// Service level: accepted within this · 服务水平的时限：在此时间内接入
    #[arg(long, value_name = "TIME", default_value = "20 s")]
    pub within: String,
    /// Share of all offered to be accepted within it: "80 %", "80 % in 30 s", or as in scenarios, '{ accepted = "30 s", share = 0.8 }' · 应在时限内接入的比例：可写 "80 %"、"80 % in 30 s"，或与情景文件相同的写法
    #[arg(long = "target", value_name = "SHARE", default_value = "80 %")]
    pub targets: Vec<String>,
    /// At most this share gives up; needs --patience · 放弃率上限（须有 --patience）
    #[arg(long, value_name = "SHARE", requires = "patience")]
    pub abandonment: Option<String>,
    /// At most this mean wait of all · 全部客户平均等待的上限
    #[arg(long, value_name = "TIME")]
    pub wait: Option<String>,
    /// Ceiling of occupancy, such as "85 %" · 工时利用率上限，例如 "85 %"
    #[arg(long, value_name = "SHARE")]
    pub occupancy: Option<String>,
    /// Mean patience; none: everybody waits (Erlang C) · 平均耐心；不写则所有人一直等（Erlang C）
    #[arg(long, value_name = "TIME")]
    pub patience: Option<String>,
    #[command(flatten)]
    pub law: Law,
    /// Chats that an agent has open at most; needs --messages and --pause · 每名客服最多同时接待数（须有 --messages 与 --pause）
    #[arg(long, value_name = "N", requires_all = ["messages", "pause"], value_parser = limits::whole::<u32>("chats"))]
    pub chats: Option<u32>,
    /// Answers in a chat · 每个会话的回复条数
    #[arg(long, value_name = "N", requires = "chats", value_parser = limits::number("messages"))]
    pub messages: Option<f64>,
    /// Until the customer writes again · 客户再次发言前的停顿
    #[arg(long, value_name = "TIME", requires = "chats")]
    pub pause: Option<String>,
    /// Share by which each further open chat lengthens an answer · 每多一个会话回复变慢的比例
    #[arg(long, value_name = "SHARE", default_value = "0 %")]
    pub switching: String,
    /// Share of the time on the roster away from contacts · 损耗率：排班时间中不接待的比例
    #[arg(long, value_name = "SHARE", default_value = "0 %")]
    pub shrinkage: String,
}

#[derive(Args, Debug)]
pub struct Chat {
    /// The agent's own time in a chat · 每个会话的人工工时
    #[arg(long, value_name = "TIME")]
    pub effort: String,
    /// Answers in a chat · 每个会话的回复条数
    #[arg(long, value_name = "N", value_parser = limits::number("messages"))]
    pub messages: f64,
    /// Until the customer writes again · 客户再次发言前的停顿
    #[arg(long, value_name = "TIME")]
    pub pause: String,
    /// Chats open, from 1 to this · 最多同时接待数
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = limits::whole::<u32>("chats"))]
    pub chats: u32,
    /// Share by which each further open chat lengthens an answer · 每多一个会话回复变慢的比例
    #[arg(long, value_name = "SHARE", default_value = "0 %")]
    pub switching: String,
}

pub fn above_zero(option: &str, x: f64) -> Result<f64, Mistake> {
    if x > 0.0 && x.is_finite() {
        return Ok(x);
    }
    Err((say!("{option} must be above 0", "{option} 必须大于 0"), None))
}

fn about(option: &str, text: &Text) -> Mistake {
    let (en, zh) = (text.get(false).to_owned(), text.get(true).to_owned());
    (say!("{option}: {en}", "{option}：{zh}"), None)
}

/// Seconds, above 0 and within what formulas are worked out for.
pub fn seconds(option: &str, text: &str) -> Result<f64, Mistake> {
    let x = above_zero(option, quantity::duration(text).map_err(|why| about(option, &why))?)?;
    if (TIME.0..=TIME.1).contains(&x) { Ok(x) } else { Err(too_long(option)) }
}

fn too_long(option: &str) -> Mistake {
    (say!("{option} is from 1 ms to 3,660 days", "{option} 在 1 毫秒到 3,660 天之间"), None)
}

/// Refuses more work than formulas are worked out for. `of`: whose it is, in both languages.
pub fn workable(load: f64, of: &Text) -> Result<(), Mistake> {
    if load <= f64::from(AGENTS) {
        return Ok(());
    }
    let (most, Text { en, zh }) = (number(f64::from(AGENTS), 0), of);
    let load = if load < 1e15 { number(load, 0) } else { format!("{load:e}") };
    Err((
        say!("{en}: a load of {load} erlangs is beyond {most}", "{zh}：负荷 {load} 爱尔兰，超过上限 {most}"),
        Some(say!("--rate × --effort: is one of them in another unit?", "--rate × --effort：是否有一个单位写错？")),
    ))
}

/// A share up to 1; below it where `open`.
pub fn share(option: &str, text: &str, open: bool) -> Result<f64, Mistake> {
    let x = quantity::share(text).map_err(|why| about(option, &why))?;
    if (0.0..=1.0).contains(&x) && !(open && x == 1.0) {
        return Ok(x);
    }
    let help = (x > 1.0).then(|| say!("for example \"35 %\" or 0.35", "例如 \"35%\" 或 0.35"));
    let below = if open { "< 100 %" } else { "≤ 100 %" };
    Err((say!("{option} must be a share, 0 ≤ x {below}", "{option} 必须是比例，0 ≤ x {below}"), help))
}

/// A rate per second. A bare number would leave open of what, so it is refused.
pub fn rate(text: &str) -> Result<f64, Mistake> {
    let per_day = quantity::per_day(text).map_err(|why| about("--rate", &why))?;
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
    pub fn read(&self) -> Result<(f64, f64, u32), Mistake> {
        let (agents, of) = (self.agents, &self.rate);
        let (rate, effort) = (rate(&self.rate)?, seconds("--effort", &self.effort)?);
        workable(rate * effort, &say!("--rate {of}", "--rate {of}"))?;
        Ok((rate, effort, agents))
    }
    pub fn words(&self) -> String {
        format!("--rate \"{}\" --effort \"{}\" --agents {}", self.rate, self.effort, self.agents)
    }
}

impl Law {
    /// Patience of this mean.
    pub fn of(&self, mean: f64) -> Result<Patience, Mistake> {
        let law = match self.name {
            PatienceLaw::Exponential => Patience::exponential(mean),
            PatienceLaw::Fixed => Patience::fixed(mean),
            PatienceLaw::Uniform => {
                let low = quantity::duration(&self.shortest).map_err(|why| about("--shortest", &why))?;
                if !(0.0..=mean).contains(&low) {
                    let text = say!("--shortest is from 0 s to the mean", "--shortest 在 0 秒到均值之间");
                    return Err((text, None));
                }
                Patience::uniform(low, 2.0 * mean - low)
            }
            PatienceLaw::Lognormal => Patience::lognormal(mean, self.cv),
            PatienceLaw::Weibull => Patience::weibull(self.shape, mean / gamma(1.0 + 1.0 / self.shape)),
        };
        Ok(law.with_balking(share("--balk", &self.balk, false)?))
    }
}

/// The limit of a service level; 0 s is one too.
pub fn within(text: &str) -> Result<f64, Mistake> {
    let limit = quantity::duration(text).map_err(|why| about("--within", &why))?;
    if limit < 0.0 {
        return above_zero("--within", limit);
    }
    if limit <= TIME.1 { Ok(limit) } else { Err(too_long("--within")) }
}
