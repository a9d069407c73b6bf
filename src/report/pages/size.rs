//! The cheapest staffing: how many people, where, at what cost and risk, and what one fewer or one more does; [`files`] has it as
//! rows and JSON.

mod alternatives;
mod by_date;
mod files;
mod hires;
mod hours;
mod reasons;
mod risk;
mod tables;
mod wall;
mod workbook;

pub use files::{size_json, size_tables};
pub use wall::size_wall;
pub use workbook::size_workbook;

use crate::catalogue::civil;
use crate::experiment::optimise::Answer;
use crate::model::Lang;
use crate::report::formats::fold::{Part, Rows, fit};
use crate::report::labels::staff;
use crate::report::numbers::{self, Scale};
use crate::report::page::{Report, Section, Table};
use crate::report::pages::sweep::about;
use crate::report::results::{Reached, Staffed};
use crate::report::words::{Words, list, say, sentences};
use std::cmp::Ordering;

/// Lines of the page; with the line that says where files were written, forty.
const LINES: usize = 39;

/// The first screen. `next` is the natural next command; `kept`: whether files are written.
pub fn size_answer(found: &Staffed, lang: Lang, next: &str, kept: bool) -> Report {
    let beside = found.alternatives.is_some();
    let wall = if found.by_date.is_some() { ["; to print: wall.html", "；上墙：wall.html"] } else { ["", ""] };
    let [where_en, where_zh] = if kept {
        [format!("report.txt, report.xlsx{}", wall[0]), format!("report.txt、report.xlsx{}", wall[1])]
    } else {
        ["--full".to_owned(), "--full".to_owned()]
    };
    let rest = say(
        lang,
        format!("all of it (risk, half hours, lines to paste): {where_en}"),
        format!("全部内容（风险、分半小时、可贴的几行）：{where_zh}"),
    );
    let next = format!("{} {next}", Words::of(lang).next);
    let mut parts = parts(found, lang, false);
    // A plan by date has as many lines as dates, and what else could be done is asked for instead.
    let spare = found.by_date.is_some() || beside;
    parts.retain(|part| !spare || !matches!(part.rows, Rows::Lines(_)));
    fit(found.title.in_lang(lang), &parts, &[rest], &next, LINES, lang)
}

/// All of it.
pub fn size_report(found: &Staffed, lang: Lang, next: &str) -> Report {
    let mut sections: Vec<Section> = parts(found, lang, true).iter().map(Part::whole).collect();
    sections.extend(hours::busiest(found, lang));
    sections.push(Section {
        heading: say(lang, "How it was found".into(), "如何得出".into()),
        blocks: vec![crate::report::page::Block::Named(how(found, lang))],
    });
    Report { title: found.title.in_lang(lang).to_owned(), sections, next: format!("{} {next}", Words::of(lang).next) }
}

/// The parts of the page; `whole`: of that with everything, where the risk has its table.
fn parts(found: &Staffed, lang: Lang, whole: bool) -> Vec<Part> {
    let table = |[en, zh]: [&str; 2], table: Table, least: usize| {
        Part::table(say(lang, en.to_owned(), zh.to_owned()), table, least)
    };
    let mut all = vec![answer(found, lang)];
    // What was asked for besides has its place on the first screen.
    let beside = found.alternatives.is_some() && !whole;
    if let Some(by_date) = &found.by_date {
        let rows = by_date::table(found, by_date, lang);
        all.push(Part {
            noun: Some(["date", "dates", "天"]),
            ..table(["By date and shift", "按日期与班次"], rows, if beside { 14 } else { 40 })
        });
    } else {
        // Whoever asks how many people wants all teams.
        let people = table(["People", "人数"], tables::people(found, lang), 99);
        all.push(Part { notes: tables::later_heads(found, lang).into_iter().collect(), ..people });
    }
    all.extend(found.alternatives.as_ref().map(|ways| alternatives::part(found, ways, lang, whole)));
    // Dates take the room, and each of them says how sure its targets are.
    if whole || !beside && found.by_date.is_none() {
        let targets = table(["Targets", "目标"], tables::targets(found, lang), 7);
        all.push(Part { noun: Some(["target", "targets", "个目标"]), ..targets });
    }
    if found.by_date.is_none() && !beside {
        let around = tables::neighbours(found, lang);
        all.push(table(["One fewer, and what the next person buys", "少一人会怎样，再加一人换来什么"], around, 5));
    }
    if let Some(risk) = found.risk.as_ref().filter(|_| whole) {
        let curve = table(["Risk at the peak", "大促风险"], risk::table(found, risk, lang), 6);
        all.push(Part { notes: risk::notes(found, risk, lang), noun: Some(["level", "levels", "档"]), ..curve });
        let each = risk::by_target(found, risk, lang);
        all.push(table(["Risk by target, with the answer", "各目标的风险（按本结论）"], each, 7));
    }
    // Nobody pastes what does not meet the targets, but for dates that all but do.
    if found.is_given() {
        all.push(Part {
            heading: say(lang, "Lines for the scenario".into(), "写进情景文件的行".into()),
            notes: Vec::new(),
            rows: Rows::Lines(found.lines.clone()),
            lines: 1,
            least: 0,
            most: 1,
            noun: None,
        });
    }
    all
}

/// `met`, `undecided`, `missed`.
pub(super) fn answer_word(answer: Answer, lang: Lang) -> String {
    let (en, zh) = match answer {
        Answer::Met => ("met", "达标"),
        Answer::Undecided => ("undecided", "未定"),
        Answer::Missed => ("missed", "未达标"),
    };
    say(lang, en.into(), zh.into())
}

/// A sum of money in the words of a language; that a price is missing, where it is.
pub(super) fn money(found: &Staffed, value: Option<f64>, lang: Lang) -> String {
    let Some(value) = value else { return Words::of(lang).not_given.to_owned() };
    let scale = Scale::sums(value, &found.model.money.currency, lang);
    scale.with_unit(&scale.plain(value))
}

/// The question and what came out, a sentence each.
fn answer(found: &Staffed, lang: Lang) -> Part {
    let best = &found.best;
    let people: u32 = best.staff.iter().sum();
    let each = found.places.iter().zip(&best.staff).map(|(place, n)| format!("{} {n}", found.place(place, lang)));
    let each = sentences(lang, &each.collect::<Vec<_>>());
    let targets = found.targets.len();
    let mut items = Vec::new();
    if let Some(by_date) = &found.by_date {
        items.extend(by_date::answer(found, by_date, lang));
    } else if found.is_met() {
        let (people, cost) = (numbers::count(people.into()), money(found, best.people.as_ref().map(|s| s.value), lang));
        let count = if found.places.len() > 1 {
            say(lang, format!(" ({each})"), format!("（{each}）"))
        } else {
            String::new()
        };
        let all = if targets == 1 { "the target".to_owned() } else { format!("the {targets} targets") };
        items.push(say(
            lang,
            format!("{people} people{count} meet {all}; staff cost: {cost} in this time"),
            format!("{people} 人{count}可达到这 {targets} 个目标；这段时间人员成本 {cost}"),
        ));
    } else {
        let count = |staff: &[u32]| numbers::count(staff.iter().sum::<u32>().into());
        let (people, most) = (count(&best.staff), count(found.most.as_ref().map_or(&best.staff, |most| &most.staff)));
        items.push(say(
            lang,
            format!(
                "No number of people that was tried, up to {most}, is shown to meet the targets; the nearest with the fewest people: {people} ({each}), as good as {most} within its interval"
            ),
            format!("试过的人数（最多 {most} 人）都达不到目标；最接近而人最少的是 {people} 人（{each}），与 {most} 人在区间内一样好"),
        ));
    }
    if !found.is_met() {
        items.extend(reasons::reasons(found, lang));
    }
    items.extend(found.by_date.as_ref().and_then(|by_date| by_date::left_before(found, by_date, lang)));
    items.extend(found.alternatives.as_ref().and_then(|ways| alternatives::cheapest(found, ways, lang)));
    items.extend(hires::said(found, lang).filter(|_| found.is_given()));
    items.extend(besides(found, lang));
    items.extend(in_file(found, lang));
    items.extend(like_for_like(found, lang));
    items.extend(found.risk.as_ref().and_then(|risk| risk::said(found, risk, lang)));
    items.push(sureness(found, lang));
    let notes = vec![question(found, lang)];
    let heading = Words::of(lang).answer.to_owned();
    // Dates and alternatives were asked for.
    let least = if found.by_date.is_some() || found.alternatives.is_some() { 9 } else { 16 };
    Part { noun: None, heading, notes, rows: Rows::Items(items), lines: 2, least, most: 99 }
}

fn question(found: &Staffed, lang: Lang) -> String {
    let model = &found.model;
    let case = match &model.case {
        case if case.key == "base" => String::new(),
        case => say(lang, format!(", {}", case.in_lang(lang)), format!("，{}", case.in_lang(lang))),
    };
    let like = found.like.as_ref().map_or_else(String::new, |like| {
        let other = like.design.in_lang(lang);
        say(lang, format!(" that is as good as {other}"), format!("（与{other}一样好）"))
    });
    let (design, n) = (format!("{}{like}", model.design.in_lang(lang)), found.best.n());
    let changes = found.changes.join("; ");
    let changed = if changes.is_empty() {
        String::new()
    } else {
        say(lang, format!(" (changed: {changes})"), format!("（已改：{changes}）"))
    };
    let (first, last) = (found.dates.first(), found.dates.last());
    let span = first.zip(last).map_or_else(String::new, |(first, last)| {
        let (first, last) = (civil(*first), civil(*last));
        say(lang, format!("{first} to {last}"), format!("{first} 至 {last}"))
    });
    let rule = if found.each_date {
        say(
            lang,
            "each date meets each target with a probability of 95 % or more, by its lower bound".into(),
            "每一天、每个目标的达标概率都不低于 95 %（按区间下限）".into(),
        )
    } else {
        say(
            lang,
            "each target is met over the whole of it, by its 95 % interval".into(),
            "整段时间每个目标都达标（按 95 % 区间）".into(),
        )
    };
    say(
        lang,
        format!(
            "The {} staffing of {design}{case}{changed}, {span}: {rule}; {n} replications on fresh seeds",
            cheapest(found, lang)
        ),
        format!("{design}{case}{changed}，{span}，{}：{rule}；用新的随机数模拟 {n} 次", cheapest(found, lang)),
    )
}

fn cheapest(found: &Staffed, lang: Lang) -> String {
    match found.prices {
        Some(_) => say(lang, "cheapest".into(), "成本最低的定员".into()),
        None => say(lang, "smallest (pay is not given for all)".into(), "人数最少的定员（薪酬未填全）".into()),
    }
}

/// Who need not be hired because the other design does the same: this search's result, and nothing else's.
fn like_for_like(found: &Staffed, lang: Lang) -> Option<String> {
    let (like, own) = (found.like.as_ref().filter(|_| found.is_met())?, found.in_file.as_ref()?);
    let sum = |reached: &Reached| reached.staff.iter().map(|n| i64::from(*n)).sum::<i64>();
    let (takes, has) = (sum(&found.best), sum(own));
    let (design, other) = (found.model.design.in_lang(lang), like.design.in_lang(lang));
    let people = staff(like, lang);
    let (avoided, fewer) = (takes - has, has - takes);
    Some(match avoided.cmp(&0) {
        Ordering::Greater => say(
            lang,
            format!(
                "Like for like: hiring avoided by {other} ({people}): {avoided}, as {design} would take {takes} for what it does, and has {has}"
            ),
            format!(
                "同等服务：{other}（{people}）避免招聘 {avoided} 人：{design}要做到同样的服务需 {takes} 人，现有 {has} 人"
            ),
        ),
        Ordering::Less => say(
            lang,
            format!(
                "Like for like: {design} does as well as {other} ({people}) with {takes}, {fewer} fewer than the {has} it has"
            ),
            format!("同等服务：{design}用 {takes} 人就与{other}（{people}）一样好，比现有 {has} 人少 {fewer} 人"),
        ),
        Ordering::Equal => say(
            lang,
            format!(
                "Like for like: {design} needs {takes} to do as well as {other} ({people}), as many as it has: nobody is saved"
            ),
            format!("同等服务：{design}要与{other}（{people}）一样好，需要 {takes} 人，正是现有人数：不省人"),
        ),
    })
}

/// What the file promises besides to customers whom nobody serves of those who are chosen: it is not asked of them.
fn besides(found: &Staffed, lang: Lang) -> Option<String> {
    let all = tables::promised_besides(found, lang);
    let mut teams: Vec<&str> = Vec::new();
    for place in &found.places {
        let name = found.model.teams[place.team].label.in_lang(lang);
        if !teams.contains(&name) {
            teams.push(name);
        }
    }
    let teams: Vec<String> = teams.into_iter().map(str::to_owned).collect();
    let (teams, figures) = (list(lang, &teams), sentences(lang, &all));
    (!all.is_empty()).then(|| {
        say(
            lang,
            format!("Not asked for, as {teams} does not serve it: {figures}"),
            format!("不在要求之内（{teams}不接）：{figures}"),
        )
    })
}

/// How the file's own numbers do.
fn in_file(found: &Staffed, lang: Lang) -> Option<String> {
    let own = found.in_file.as_ref()?;
    if found.by_date.is_some() && own.staff.iter().all(|n| *n == 0) {
        let how = standing(found, own, lang);
        return Some(say(
            lang,
            format!("With nobody who comes for the day: {how}"),
            format!("没有按天来的人时：{how}"),
        ));
    }
    let people = numbers::count(own.staff.iter().sum::<u32>().into());
    if found.by_date.is_some() {
        let how = standing(found, own, lang);
        let days = if people == "1" { "day" } else { "days" };
        return Some(say(
            lang,
            format!("The file has {people} {days} of work on these dates by people who come for the day: {how}"),
            format!("文件中按天来的人合计 {people} 人天：{how}"),
        ));
    }
    let cost = money(found, own.people.as_ref().map(|sample| sample.value), lang);
    let how = standing(found, own, lang);
    let word = if people == "1" { "person, who costs" } else { "people, who cost" };
    Some(say(
        lang,
        format!("The file has {people} {word} {cost}: {how}"),
        format!("文件中是 {people} 人，人员成本 {cost}：{how}"),
    ))
}

/// `missed: on time: Reship 94.1 ± 0.2 %`.
fn standing(found: &Staffed, reached: &Reached, lang: Lang) -> String {
    let worst = reached.worst();
    let (word, value) = (answer_word(reached.answer(), lang), tables::value(found, reached, worst, lang));
    let target = found.target(&found.targets[worst], lang);
    // Of a date by itself the value is how sure it is, no level.
    let value = if found.each_date {
        say(lang, format!("{value} sure of being met"), value.replacen('：', "：达标的把握 ", 1))
    } else {
        value
    };
    say(lang, format!("{word}, nearest {target} {value}"), format!("{word}，最紧的是{target} {value}"))
}

/// How sure it is that nothing is cheaper.
fn sureness(found: &Staffed, lang: Lang) -> String {
    if found.by_date.is_some() {
        return by_date::sureness(found, lang);
    }
    let tried = numbers::count(found.tried as u64);
    match (found.is_met(), found.proven) {
        (false, _) => say(lang, format!("{tried} staffings were tried"), format!("共试了 {tried} 种配置")),
        (true, true) => say(
            lang,
            format!("{tried} staffings were tried; every cheaper one is ruled out by a larger one that missed"),
            format!("共试了 {tried} 种配置；更便宜的配置都因人数更多时仍未达标而排除"),
        ),
        (true, false) => say(
            lang,
            format!(
                "{tried} staffings were tried; no one fewer and no cheaper exchange is met, more was not ruled out"
            ),
            format!("共试了 {tried} 种配置；任何一处少一人、任何更便宜的一换一都不达标，其余配置未逐一排除"),
        ),
    }
}

fn how(found: &Staffed, lang: Lang) -> Vec<(String, String)> {
    let mut named = about(&found.model, &found.quick, (&found.changes, &found.template_targets), lang);
    let (quick, seed) = (found.quick.replications, found.quick.seed);
    let (by_en, by_zh) =
        if found.by_date.is_some() { ("mean and spread", "均值和波动") } else { ("the mean", "均值") };
    named.push((
        say(lang, "searched".into(), "搜索".into()),
        say(
            lang,
            format!("{quick} replications of each staffing on the days above, seed {seed}, by {by_en}"),
            format!("每种配置在上述日子模拟 {quick} 次，种子 {seed}，按{by_zh}判断"),
        ),
    ));
    let (n, seed) = (found.best.n(), found.sure.seed);
    let calendar = &found.model.calendar;
    let alone = found.sure.days.as_ref().filter(|days| days.start > 0);
    let simulated = match alone {
        Some(days) => {
            let date = |day: i32| civil(calendar.epoch_day(calendar.warm_up_days + day));
            let (from, until, before) = (date(days.start), date(days.end - 1), calendar.warm_up_days);
            say(
                lang,
                format!("{from} to {until}, with the {before} days before as warm-up"),
                format!("{from} 至 {until}，此前 {before} 天作为预热"),
            )
        }
        None => say(lang, "all days up to the end of the time asked for".into(), "所问时段结束为止的全部日子".into()),
    };
    named.push((
        say(lang, "confirmed".into(), "确认".into()),
        say(
            lang,
            format!(
                "{n} replications of {simulated}, seed {seed}; a staffing is met where the interval says so, missed where it says the \
                 opposite, else undecided after as many replications as are allowed"
            ),
            format!("模拟 {simulated} {n} 次，种子 {seed}；区间全在达标一侧为达标，全在另一侧为未达标，跑满次数仍跨线为未定"),
        ),
    ));
    let fixed: Vec<String> =
        found.fixed.iter().map(|team| found.model.teams[*team].label.in_lang(lang).to_owned()).collect();
    if !fixed.is_empty() {
        named.push((say(lang, "as the file has them".into(), "保持文件中的人数".into()), list(lang, &fixed)));
    }
    named
}
