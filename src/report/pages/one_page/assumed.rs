//! Three assumptions: the value, where it turns a verdict, who can check it. Where there is a bot, what it ends and what of that it
//! really helps are always among them, tried or not.

use super::Asked;
use crate::model::Bot as Automatic;
use crate::report::blocks::turning_points::{BOTS, Turning, foremost, is_against, reached, word};
use crate::report::formats::text::cut;
use crate::report::numbers::share;
use crate::report::page::{Column, Table};
use crate::report::paths::{Named, named, value};
use crate::report::results::{Trial, Turn};
use crate::report::words::list;

/// So many.
const ROWS: usize = 3;
/// Columns of a name.
const NAME: usize = 28;
/// The bot's share and what of it is really helped, of all types: as paths.
const BOT: [&str; 2] = [BOTS, "defaults.bot.resolves"];

/// The bot's first, then those that turn a verdict; where none was tried, why.
pub fn assumptions(asked: &Asked<'_, '_>) -> Table {
    let columns = [
        asked.say("assumed", "假定"),
        asked.say("value", "取值"),
        asked.say("where the verdict turns", "到多少结论会变"),
        asked.say("who can check it", "谁能核实"),
    ];
    let columns = columns.iter().map(|title| Column::words(title)).collect();
    let tried = asked.view.results.tried.as_ref();
    let mut trials: Vec<&Trial> = tried.iter().flat_map(|tried| &tried.trials).collect();
    let own = Some(asked.arm());
    let is_own = |trial: &Trial| trial.turns.iter().any(|turn| Some(turn.of.arm) == own);
    trials.sort_by_key(|trial| (!is_against(trial, own), !is_own(trial), trial.turns.is_empty()));
    let mut rows = Vec::new();
    // What is not among those tried although others are, moves the designs apart by next to nothing.
    let not_tried = if trials.is_empty() {
        asked.say("not tried", "没有试")
    } else {
        asked.say("not tried: moves little here", "没有试：这里影响小")
    };
    for (path, held) in BOT.iter().zip(of_bot(asked)) {
        let name = named(asked.view, path);
        let place = trials.iter().position(|trial| named(asked.view, &trial.path).what == name.what);
        match place.map(|place| trials.remove(place)) {
            Some(trial) if trial.path == BOT[0] => {
                rows.push(row(asked, trial, Some(held)));
            }
            Some(trial) => rows.push(row(asked, trial, None)),
            None => {
                let who = name.who.clone().unwrap_or_default();
                rows.push(vec![name.text(asked.view.lang), held, not_tried.clone(), who]);
            }
        }
    }
    let room = ROWS.saturating_sub(rows.len());
    rows.extend(trials.into_iter().take(room).map(|trial| row(asked, trial, None)));
    let mut caption = caption(asked);
    if of_bot(asked).is_empty() {
        caption.push_str(&asked.say("; there is no bot here", "；这里没有机器人"));
    }
    Table { caption, columns, rows, fixed: 1 }
}

/// What was tried and what it came to; else why nothing was.
fn caption(asked: &Asked<'_, '_>) -> String {
    let tried = asked.view.results.tried.as_ref();
    match (tried, asked.best) {
        (_, None) => asked.say(
            "nothing was tried: nothing is compared here; compare two designs to see what turns the verdict",
            "都没有试：这里没有比较；比较两个方案才看得出哪个假定会改变结论",
        ),
        (Some(tried), Some(best)) if !tried.trials.is_empty() => {
            let (n, left, design) = (tried.trials.len(), tried.left, cut(asked.view.design(best.arm), NAME));
            let (left_en, left_zh) = match left {
                0 => Default::default(),
                left => (
                    format!("; {left} more that may matter were not tried"),
                    format!("；另有 {left} 项可能有影响，没有试"),
                ),
            };
            let said = Turning::of(asked.view, Some(best.arm)).said(&design, asked.view.lang);
            let said = said.unwrap_or_else(|| asked.say("none turns a verdict", "没有一项改变结论"));
            asked.say(
                format!("of {n} that were tried at their ends {said}{left_en}; more in report.html"),
                format!("试过的 {n} 项中，{said}{left_zh}；详见 report.html"),
            )
        }
        (Some(tried), _) if tried.left > 0 => asked.say(
            format!("not tried, too few replications: {}", tried.left),
            format!("模拟次数太少，{} 项都没有试", tried.left),
        ),
        _ => asked.say(
            "none was tried: nothing that nobody measured moves the designs apart, or it was not asked for",
            "没有试过：没有未经实测而又影响比较的数，或没有要求试",
        ),
    }
}

/// What the bots of the design end, and what of it they really help; from the least to the most where types differ; none where it has no
/// bot.
fn of_bot(asked: &Asked<'_, '_>) -> Vec<String> {
    let view = asked.view;
    let bots: Vec<&Automatic> = view.model(asked.arm()).types.iter().filter_map(|kind| kind.bot.as_ref()).collect();
    if bots.is_empty() {
        return Vec::new();
    }
    let of = |what: fn(&Automatic) -> f64| {
        let all = || bots.iter().map(|bot| rounded(what(bot)));
        let (least, most) = (all().fold(1.0, f64::min), all().fold(0.0, f64::max));
        let (low, high) = (share(least), share(most));
        if low == high {
            return high;
        }
        asked.say(format!("{low} to {high} by type"), format!("{low} 至 {high}（各类型不同）"))
    };
    vec![of(|bot| bot.contains), of(|bot| bot.resolves)]
}

/// A share in whole per cent.
fn rounded(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

/// `held`: its value by type, where one path stands for several.
fn row(asked: &Asked<'_, '_>, trial: &Trial, held: Option<String>) -> Vec<String> {
    let view = asked.view;
    let known = named(view, &trial.path);
    let given = if trial.given { String::new() } else { asked.say(", never given", "，从未给出") };
    let who = known.who.clone().unwrap_or_else(|| asked.say("not known", "不详"));
    let held = held.unwrap_or_else(|| value(view, &known, &trial.value));
    vec![known.text(view.lang), format!("{held}{given}"), turns(asked, trial, &known), who]
}

/// At which value which verdict is another, and of which design where it is another than the page's.
fn turns(asked: &Asked<'_, '_>, trial: &Trial, known: &Named) -> String {
    let told = verdicts(asked, trial, known);
    // What the design is worth with less of the bot is asked whatever the verdict.
    let own = trial.reached.iter().find(|one| one.arm == asked.arm() && trial.path == BOT[0]);
    match own.map(|one| reached(asked.view, one)) {
        Some(level) => asked.say(format!("{told}; but {level}"), format!("{told}；但{level}")),
        None => told,
    }
}

fn verdicts(asked: &Asked<'_, '_>, trial: &Trial, known: &Named) -> String {
    let view = asked.view;
    let own = |turn: &&Turn| turn.of.arm == asked.arm();
    let Some(turn) = foremost(trial, Some(asked.arm())) else {
        let ends: Vec<String> = trial.ends.iter().map(|end| value(view, known, end)).collect();
        let ends = list(view.lang, &ends);
        return asked.say(format!("verdict stays at {ends}"), format!("取 {ends}，优劣不变"));
    };
    let figure = view.about(&turn.of);
    let figure = if own(&turn) {
        figure
    } else {
        let design = cut(view.design(turn.of.arm), NAME);
        asked.say(format!("{figure} (“{design}” only)"), format!("{figure}（只关于“{design}”）"))
    };
    let [from, to] = turn.verdicts.map(|verdict| word(view, verdict));
    let (en, zh) = if turn.is_against() { ("", "") } else { (" (in its favour)", "（对它有利）") };
    let figure = asked.say(format!("{figure} {from} → {to}{en}"), format!("{figure}，{from} → {to}{zh}"));
    if let Some(about) = &turn.about {
        let about = value(view, known, about);
        return asked.say(format!("at about {about}: {figure}"), format!("约 {about}处：{figure}"));
    }
    let end = value(view, known, &turn.end);
    asked.say(format!("at {end}: {figure}"), format!("取 {end}时：{figure}"))
}
