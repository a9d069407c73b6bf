//! Three assumptions: the value, where it turns a verdict, who can check it.

use super::Asked;
use crate::report::formats::text::cut;
use crate::report::page::{Column, Table};
use crate::report::results::{Trial, Turn};
use crate::report::words::list;

/// So many.
const ROWS: usize = 3;
/// Columns of a name.
const NAME: usize = 28;

/// A word of a path: what it is called, and who can check the number. The last of a path that is known names it.
struct Known {
    key: &'static str,
    en: &'static str,
    zh: &'static str,
    who_en: &'static str,
    who_zh: &'static str,
}

const fn known(key: &'static str, name: [&'static str; 2], who: [&'static str; 2]) -> Known {
    Known { key, en: name[0], zh: name[1], who_en: who[0], who_zh: who[1] }
}

const PLATFORM: [&str; 2] = ["the platform's back office", "平台后台数据"];
const LEADERS: [&str; 2] = ["team leaders, quality control", "客服主管、质检"];
const PEOPLE: [&str; 2] = ["personnel", "人事"];
const FINANCE: [&str; 2] = ["finance", "财务"];
const BOT: [&str; 2] = ["whoever runs the bot", "机器人运营"];

/// Words of paths.
const WORDS: &[Known] = &[
    known("arrivals", ["volume", "来量"], PLATFORM),
    known("demand", ["demand", "需求"], PLATFORM),
    known("patience", ["patience", "耐心"], PLATFORM),
    known("returns", ["who asks again", "再次进线"], PLATFORM),
    known("abandoned", ["who asks again after leaving", "放弃后再来"], PLATFORM),
    known("unresolved", ["who asks again unsolved", "未解决再来"], PLATFORM),
    known("effort", ["work a contact", "单次处理时间"], LEADERS),
    known("messages", ["messages a chat", "会话消息数"], PLATFORM),
    known("customer_pause", ["how long customers take to write", "客户回消息的间隔"], PLATFORM),
    known("resolved", ["solved at once", "一次解决率"], LEADERS),
    known("chats", ["chats at once", "同时接待数"], LEADERS),
    known("switching", ["slower by each open chat", "多开会话的减速"], LEADERS),
    known("off_desk", ["off the desk", "离席"], LEADERS),
    known("pause", ["pauses", "小休"], LEADERS),
    known("closed", ["who comes in closed hours", "非工作时间来的客户"], PLATFORM),
    known("absence", ["absence", "缺勤率"], PEOPLE),
    known("attrition", ["leavers", "离职率"], PEOPLE),
    known("hiring", ["time to hire", "招聘时间"], PEOPLE),
    known("pay", ["pay", "薪酬"], FINANCE),
    known("costs", ["prices", "价格"], FINANCE),
    known("sale", ["what customers buy", "成交"], FINANCE),
    known("bot", ["the bot", "机器人"], BOT),
    known("contained", ["contained by the bot", "机器人拦截率"], BOT),
    known("falsely_contained", ["falsely contained", "误拦截率"], BOT),
    known("targets", ["target", "目标"], LEADERS),
];

/// Those that turn a verdict first; where none was tried, why.
pub fn assumptions(asked: &Asked<'_, '_>) -> Table {
    let columns = [
        asked.say("assumed", "假定"),
        asked.say("value", "取值"),
        asked.say("where the verdict turns", "到多少结论会变"),
        asked.say("who can check it", "谁能核实"),
    ];
    let columns = columns.iter().map(|title| Column::words(title)).collect();
    let tried = asked.view.results.tried.as_ref().filter(|tried| !tried.trials.is_empty());
    let Some(tried) = tried else {
        let caption = match (&asked.view.results.tried, asked.best) {
            (_, None) => asked.say(
                "none was tried: nothing is compared here; `peakstaff check` lists what decides",
                "没有试过：这里没有比较；`peakstaff check` 会列出起决定作用的假定",
            ),
            (Some(tried), _) if tried.left > 0 => asked.say(
                format!("{} were not tried, with so few replications; `peakstaff check` lists them", tried.left),
                format!("模拟次数太少，{} 项假定都没有试；`peakstaff check` 会列出它们", tried.left),
            ),
            _ => asked.say(
                "none was tried: nothing that nobody measured moves the designs apart, or it was not asked for",
                "没有试过：没有未经实测而又影响比较的数，或没有要求试",
            ),
        };
        return Table { caption, columns, rows: Vec::new(), fixed: 1 };
    };
    let mut trials: Vec<&Trial> = tried.trials.iter().collect();
    trials.sort_by_key(|trial| trial.turns.is_empty());
    let turning = trials.iter().filter(|trial| !trial.turns.is_empty()).count();
    let rows = trials.iter().take(ROWS).map(|trial| row(asked, trial)).collect();
    let (n, left) = (tried.trials.len(), tried.left);
    let caption = asked.say(
        format!("{turning} of {n} that were tried at both ends turn a verdict; {left} were not tried; those in the file with a source are in report.html"),
        format!("试过的 {n} 项中有 {turning} 项会改变结论；{left} 项没有试；有来源的数见 report.html"),
    );
    Table { caption, columns, rows, fixed: 1 }
}

fn row(asked: &Asked<'_, '_>, trial: &Trial) -> Vec<String> {
    let parts: Vec<&str> = trial.path.split('.').collect();
    let found = parts.iter().rev().find_map(|part| WORDS.iter().find(|word| word.key == *part));
    let name = found.map_or_else(|| trial.path.clone(), |word| asked.say(word.en, word.zh));
    let of = whose(asked, &parts).map_or_else(String::new, |of| asked.say(format!(" ({of})"), format!("（{of}）")));
    let given = if trial.given { String::new() } else { asked.say(", never given", "，从未给出") };
    let who = found.map_or_else(|| asked.say("not known", "不详"), |word| asked.say(word.who_en, word.who_zh));
    vec![format!("{name}{of}"), format!("{}{given}", trial.value), turns(asked, trial), who]
}

/// The name of the type, team or design that a path is about.
fn whose(asked: &Asked<'_, '_>, parts: &[&str]) -> Option<String> {
    let view = asked.view;
    let after = |table: &str| parts.iter().position(|part| *part == table).and_then(|at| parts.get(at + 1));
    let names = |key: &str| {
        let models = view.arms().iter().map(|arm| &arm.model);
        let labels = models.flat_map(|model| {
            model
                .types
                .iter()
                .map(|kind| &kind.label)
                .chain(model.teams.iter().map(|team| &team.label))
                .chain([&model.design])
        });
        let mut labels = labels.filter(|label| label.key == key);
        labels.next().map(|label| cut(label.in_lang(view.lang), NAME))
    };
    ["contact", "team", "bot", "design"].iter().find_map(|table| names(after(table)?.trim_matches('"')))
}

/// At which value which verdict is another.
fn turns(asked: &Asked<'_, '_>, trial: &Trial) -> String {
    let view = asked.view;
    let about = asked.best.map(|pair| pair.arm);
    let turn: Option<&Turn> =
        trial.turns.iter().find(|turn| Some(turn.of.arm) == about).or_else(|| trial.turns.first());
    let ends = list(view.lang, &trial.ends);
    let Some(turn) = turn else {
        return asked.say(format!("not at {ends}"), format!("取 {ends} 都不变"));
    };
    let figure = view.about(&turn.of);
    if let Some(value) = &turn.about {
        return asked.say(format!("about {value}: {figure}"), format!("约 {value}：{figure}"));
    }
    let end = &turn.end;
    asked.say(format!("at {end}: {figure}"), format!("取 {end} 时：{figure}"))
}
