//! What the formulas give: each figure with its meaning beside it.

use crate::analytic::erlang::ErlangC;
use crate::analytic::impatient::Performance;
use crate::catalogue::civil;
use crate::diagnostic::Text;
use crate::model::{Lang, Taken};
use crate::report::words::Words;
use crate::report::{Block, Column, Report, Section, Table, taken_json, taken_section};
use crate::say;
use crate::time::SimDuration;
use serde_json::json;

fn in_lang<'a>(lang: Lang, en: &'a str, zh: &'a str) -> &'a str {
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

/// Key, English, Chinese, and what it is in both.
type Meaning = (&'static str, &'static str, &'static str, &'static str, &'static str);

const MEANINGS: &[Meaning] = &[
    (
        "load",
        "load, erlangs",
        "负荷（爱尔兰）",
        "rate × effort: agents busy if nobody were lost",
        "到达率 × 工时：无人流失时平均忙碌人数",
    ),
    ("blocked", "lost", "流失率", "share that finds all agents busy", "遇到全忙的比例"),
    (
        "lost_per_hour",
        "lost an hour",
        "每小时流失",
        "contacts an hour that find all agents busy",
        "每小时遇到全忙的咨询数",
    ),
    ("occupancy", "occupancy", "工时利用率", "share of their time that agents are busy", "客服忙碌时间的比例"),
    ("delayed", "not served at once", "需等待率", "share of the offered not served at once", "未能立即接入的比例"),
    ("abandonment", "abandonment", "放弃率", "share of the offered that leaves unserved", "未被接待就离开的比例"),
    (
        "wait_all",
        "wait of all",
        "全部等待",
        "mean until served or gone, at once counts 0",
        "到接入或放弃为止的平均等待，立即接入记 0",
    ),
    ("wait", "wait until accepted", "接入等待", "mean wait of those served", "已接入者的平均等待"),
    (
        "wait_if_waiting",
        "wait of those who wait",
        "需等待者的等待",
        "mean wait of those not served at once",
        "未立即接入者的平均等待",
    ),
    ("wait_abandoned", "wait of the abandoned", "放弃者等待", "mean wait of those who leave", "放弃者离开前的平均等待"),
    ("wait_sd", "standard deviation of waits", "等待标准差", "of the waits of all", "全部等待的标准差"),
    ("wait_p90", "90th percentile of waits", "等待 P90", "nine in ten wait no longer", "十人中九人的等待不超过此值"),
    ("waiting", "waiting", "排队数", "mean number waiting", "平均排队人数"),
    (
        "service_level_offered",
        "service level, of all offered",
        "服务水平（按全部转人工）",
        "in time / offered",
        "及时数 / 全部到达人工数",
    ),
    (
        "service_level_answered",
        "service level, of the answered",
        "服务水平（按已接待）",
        "in time / answered",
        "及时数 / 接入数",
    ),
    (
        "service_level",
        "service level",
        "服务水平",
        "in time / (offered − abandoned within the limit): as in reports",
        "及时数 /（到达人工数 − 时限内放弃数），与报告一致",
    ),
    (
        "service_level_short_ok",
        "service level, short waits fine",
        "服务水平（短时放弃算达标）",
        "(in time + abandoned within the limit) / offered",
        "（及时数 + 时限内放弃数）/ 全部到达人工数",
    ),
    ("agents", "agents at work", "在班客服数", "the smallest number that reaches the target", "达标所需的最少人数"),
    (
        "heads",
        "people on the roster",
        "排班人数",
        "agents / (1 − shrinkage), rounded up",
        "在班人数 /（1 − 损耗率），向上取整",
    ),
    (
        "one_fewer",
        "service level with one fewer",
        "少一人的服务水平",
        "in time / offered, one agent fewer",
        "少一名客服时的及时数 / 全部到达人工数",
    ),
    (
        "for_target",
        "agents for the service level alone",
        "仅为服务水平所需的客服数",
        "the smallest number that reaches the first target, whatever else is asked",
        "只考虑第一个目标时达标所需的最少人数",
    ),
    ("contacts", "contacts", "咨询数", "in the interval, as the file has them", "该时段的咨询数，取自文件"),
    ("hands", "hands at work", "动手时间占比", "share of the time the agent is answering", "客服正在回复的时间比例"),
    (
        "chats_per_hour",
        "chats an hour",
        "每小时会话数",
        "chats that one agent ends in an hour",
        "一名客服每小时结束的会话数",
    ),
    (
        "reply",
        "wait for an answer",
        "单条回复等待",
        "mean from the customer's message to the answer",
        "从客户发言到回复的平均时间",
    ),
    (
        "lasts",
        "a chat lasts",
        "会话时长",
        "mean by the wall clock, if so many stay open",
        "保持同时接待数时的平均时钟时长",
    ),
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum FigureKind {
    Number,
    Share,
    Seconds,
}

/// Hours and minutes of a time of day.
pub fn clock(time: SimDuration) -> String {
    let minutes = time.ticks() / SimDuration::MINUTE.ticks();
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// One number.
#[derive(Clone, Debug)]
pub struct Figure {
    meaning: &'static Meaning,
    value: f64,
    kind: FigureKind,
    at: Option<FigureOf>,
}

/// Of what a figure is, where there are several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FigureOf {
    /// With so many chats open.
    Open(u32),
    /// Of the interval that begins then: days since 1970-01-01, and the time of day.
    Interval(i32, SimDuration),
}

impl Figure {
    fn new(key: &str, value: f64, kind: FigureKind) -> Self {
        let meaning = MEANINGS.iter().find(|m| m.0 == key).expect("every figure is explained");
        Self { meaning, value, kind, at: None }
    }
    pub fn number(key: &str, value: f64) -> Self {
        Self::new(key, value, FigureKind::Number)
    }
    pub fn share(key: &str, value: f64) -> Self {
        Self::new(key, value, FigureKind::Share)
    }
    pub fn seconds(key: &str, value: f64) -> Self {
        Self::new(key, value, FigureKind::Seconds)
    }
    /// One of several.
    pub fn at(self, at: FigureOf) -> Self {
        Self { at: Some(at), ..self }
    }
    fn text(&self, w: &Words) -> String {
        match self.kind {
            // Nobody comes, so nobody is in time or late.
            _ if self.value.is_nan() => w.none.to_owned(),
            FigureKind::Number if self.value.fract() == 0.0 => format!("{:.0}", self.value),
            FigureKind::Number => format!("{:.3}", self.value),
            FigureKind::Share => format!("{:.2} %", 100.0 * self.value),
            FigureKind::Seconds if self.value < 120.0 => format!("{:.2} {}", self.value, w.seconds),
            FigureKind::Seconds => format!("{:.2} {}", self.value / 60.0, w.minutes),
        }
    }
}

/// A queue where nobody leaves.
pub fn of_patient(queue: &ErlangC, limit: f64) -> Vec<Figure> {
    vec![
        Figure::number("load", queue.arrival_rate * queue.mean_service),
        Figure::share("occupancy", queue.occupancy()),
        Figure::share("delayed", queue.p_wait),
        Figure::seconds("wait_all", queue.mean_wait()),
        Figure::seconds("wait_if_waiting", queue.mean_wait_if_waiting()),
        Figure::seconds("wait_sd", queue.sd_wait()),
        Figure::seconds("wait_p90", queue.wait_quantile(0.9)),
        Figure::number("waiting", queue.mean_queue()),
        Figure::share("service_level_offered", queue.service_level(limit)),
    ]
}

/// A queue with impatient customers.
pub fn of_impatient(found: &Performance, load: f64) -> Vec<Figure> {
    let mut list = vec![
        Figure::number("load", load),
        Figure::share("occupancy", found.occupancy),
        Figure::share("delayed", found.p_wait),
        Figure::share("abandonment", found.p_abandon),
        Figure::seconds("wait_all", found.mean_wait),
        Figure::seconds("wait", found.mean_wait_answered),
    ];
    list.extend(found.mean_wait_abandoned.map(|wait| Figure::seconds("wait_abandoned", wait)));
    list.extend([
        Figure::number("waiting", found.mean_queue),
        Figure::share("service_level", found.service.excluding_short),
        Figure::share("service_level_offered", found.service.offered),
        Figure::share("service_level_answered", found.service.answered),
        Figure::share("service_level_short_ok", found.service.short_ok),
    ]);
    list
}

/// Where a formula does not hold, or only just.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Note {
    /// More work than agents: only giving up keeps the queue from growing.
    Overload,
    /// The steady state takes so many seconds to reach.
    Slow(f64),
    /// Patience is taken as exponential.
    Exponential,
    /// Chats are spread evenly and end memorylessly.
    Chats,
    /// Every interval is taken as if it lasted for ever.
    Intervals,
    /// … while a contact takes a large part of one.
    Long,
}

impl Note {
    /// Of a queue where people give up.
    pub fn overload(load: f64, agents: u32) -> Option<Self> {
        (load >= f64::from(agents)).then_some(Self::Overload)
    }

    /// Of a queue where nobody does: its memory fades by e in 1 / (√(cμ) − √λ)² (Morse 1955), and three times that are
    /// longer than half an hour.
    pub fn slow(queue: &ErlangC) -> Option<Self> {
        let full = (f64::from(queue.agents) / queue.mean_service).sqrt();
        let reached = 3.0 / (full - queue.arrival_rate.sqrt()).powi(2);
        (reached > 1800.0).then_some(Self::Slow(reached))
    }

    fn text(self) -> Text {
        match self {
            Self::Overload => say!(
                "overload: more work comes than the agents can do. Nothing but giving up keeps the queue from growing, so the \
                 figures stand and fall with the law of patience: for many who ask again they are too good",
                "超负荷：来的工作超过客服能做的，全靠客户放弃才不再排长队；结果完全取决于耐心分布，放弃者若再来，实际更差"
            ),
            Self::Slow(seconds) => {
                let hours = seconds / 3600.0;
                say!(
                    "so near to full load the steady state is reached after about {hours:.1} h: a shorter peak has shorter waits, \
                     and what a peak leaves behind takes as long to clear",
                    "如此接近满负荷，约 {hours:.1} 小时后才达到稳态：较短的高峰等待更短，高峰留下的队伍也要这么久才能消化"
                )
            }
            Self::Exponential => say!(
                "patience is taken as exponential; with another law of the same mean far fewer or more may give up: --law \
                 (`mgc`, `staff`)",
                "耐心按指数分布；均值相同而分布不同时，放弃率可相差数倍：用 --law（`mgc`、`staff`）"
            ),
            Self::Chats => say!(
                "chats are spread evenly over the agents and end memorylessly (closed loop, exponential answers). Chats do not \
                 move to whoever comes free, so waits are a little longer in fact; efforts that differ much make them longer still",
                "会话均匀分给客服、无记忆地结束（闭环，回复为指数分布）。实际会话不会转给刚空闲的客服，等待略长；工时差别大时更长"
            ),
            Self::Intervals => say!(
                "every interval is taken as if it lasted for ever: where the volume jumps, what the interval before leaves behind is \
                 missing",
                "每个时段都按稳态计算：咨询量骤变时，没有计入上一时段遗留的队伍"
            ),
            Self::Long => say!(
                "a contact takes more than a quarter of an interval: shifts must begin before the volume comes",
                "单个咨询超过时段的四分之一：排班须早于咨询量到来"
            ),
        }
    }
}

/// What one command answers.
pub struct Figures {
    formula: &'static str,
    list: Vec<Figure>,
    notes: Vec<Note>,
    /// What was taken of the file of volumes; none: no file was given.
    taken: Option<Taken>,
    next: String,
}

impl Figures {
    pub fn new(formula: &'static str, list: Vec<Figure>, next: String) -> Self {
        Self { formula, list, notes: Vec::new(), taken: None, next }
    }

    /// With a word on where it does not hold.
    pub fn noting(mut self, notes: impl IntoIterator<Item = Note>) -> Self {
        self.notes.extend(notes);
        self
    }

    /// With what was taken of the file that they are of.
    pub fn out_of(self, taken: Taken) -> Self {
        Self { taken: Some(taken), ..self }
    }

    /// Full precision; times in seconds.
    pub fn json(&self) -> serde_json::Value {
        let figure = |f: &Figure| {
            let (key, en, zh, definition_en, definition_zh) = *f.meaning;
            let unit = match f.kind {
                FigureKind::Number => "number",
                FigureKind::Share => "share",
                FigureKind::Seconds => "s",
            };
            let mut row = json!({
                "key": key, "value": f.value, "unit": unit, "en": en, "zh": zh,
                "definition_en": definition_en, "definition_zh": definition_zh,
            });
            match f.at {
                Some(FigureOf::Open(open)) => row["open"] = open.into(),
                Some(FigureOf::Interval(date, from)) => {
                    row["date"] = civil(date).to_string().into();
                    row["from"] = clock(from).into();
                }
                None => (),
            }
            row
        };
        let note = |note: &Note| {
            let text = note.text();
            json!({ "en": text.get(false), "zh": text.get(true) })
        };
        let mut whole = json!({
            "formula": self.formula,
            "figures": self.list.iter().map(figure).collect::<Vec<_>>(),
            "notes": self.notes.iter().map(note).collect::<Vec<_>>(),
        });
        if let Some(taken) = &self.taken {
            whole["files"] = taken_json(std::slice::from_ref(taken)).into();
        }
        whole
    }

    pub fn report(&self, lang: Lang) -> Report {
        let w = Words::of(lang);
        let blocks = if self.list.iter().any(|f| f.at.is_some()) { self.by_row(lang) } else { self.plain(lang) };
        let assumed = match self.formula {
            "chat" => in_lang(
                lang,
                "One agent, answers exponential; the customer's pause has any law (machine repair). What it means for a \
                 whole shop, only a simulation says.",
                "一名客服，回复时间为指数分布，停顿可为任意分布（机修模型）。对整个店铺的影响需要模拟。",
            ),
            "Erlang B" => {
                in_lang(lang, "Poisson arrivals, any law of effort, steady state.", "泊松到达，工时任意分布，稳态。")
            }
            _ => in_lang(
                lang,
                "Poisson arrivals, exponential effort, one queue in order of arrival, steady state: no peaks, no breaks, \
                 nobody who asks again.",
                "泊松到达、指数工时、单队列先到先接、稳态：没有高峰、休息与再次进线。",
            ),
        };
        let mut blocks = blocks;
        blocks.push(Block::Text(assumed.to_owned()));
        blocks.extend(self.notes.iter().map(|note| Block::Text(note.text().get(lang == Lang::Zh).to_owned())));
        let mut sections = vec![Section { heading: String::new(), blocks }];
        sections.extend(self.taken.iter().filter_map(|taken| taken_section(std::slice::from_ref(taken), lang)));
        Report { title: self.formula.to_owned(), sections, next: format!("{} {}", w.next, self.next) }
    }

    fn plain(&self, lang: Lang) -> Vec<Block> {
        let w = Words::of(lang);
        let columns = vec![Column::words(w.figure), Column::figures(""), Column::words("")];
        let row = |f: &Figure| {
            let (_, en, zh, definition_en, definition_zh) = *f.meaning;
            vec![in_lang(lang, en, zh).to_owned(), f.text(w), in_lang(lang, definition_en, definition_zh).to_owned()]
        };
        let rows = self.list.iter().map(row).collect();
        vec![Block::Table(Table { caption: String::new(), columns, rows, fixed: 1 })]
    }

    /// A row a number of open chats, or an interval, and what the columns mean.
    fn by_row(&self, lang: Lang) -> Vec<Block> {
        let w = Words::of(lang);
        let width = self.list.iter().take_while(|f| f.at == self.list[0].at).count();
        let names = self.list[..width].iter().map(|f| in_lang(lang, f.meaning.1, f.meaning.2));
        let first = match self.list[0].at {
            Some(FigureOf::Interval(..)) => Column::words(in_lang(lang, "interval", "时段")),
            _ => Column::figures(in_lang(lang, "open", "同时接待")),
        };
        let mut columns = vec![first];
        columns.extend(names.map(Column::figures));
        let row = |figures: &[Figure]| {
            let mut cells = vec![match figures[0].at {
                Some(FigureOf::Interval(date, from)) => format!("{} {}", civil(date), clock(from)),
                Some(FigureOf::Open(open)) => open.to_string(),
                None => String::new(),
            }];
            cells.extend(figures.iter().map(|f| f.text(w)));
            cells
        };
        let rows = self.list.chunks(width).map(row).collect();
        let meanings = self.list[..width].iter();
        let meaning = |f: &Figure| {
            (in_lang(lang, f.meaning.1, f.meaning.2).into(), in_lang(lang, f.meaning.3, f.meaning.4).into())
        };
        vec![
            Block::Table(Table { caption: String::new(), columns, rows, fixed: 1 }),
            Block::Named(meanings.map(meaning).collect()),
        ]
    }
}
