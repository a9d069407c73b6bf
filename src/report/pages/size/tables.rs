//! People, targets and neighbours of the cheapest staffing, as tables.

use super::{answer_word, money};
use crate::catalogue::{civil, promise_of};
use crate::experiment::LEVEL;
use crate::model::{Lang, Staffing};
use crate::report::numbers::{self, Scale};
use crate::report::page::{Column, Table};
use crate::report::results::{Reached, Staffed, Target};
use crate::report::words::{Words, list, say};
use crate::stats::Sample;

fn scale(found: &Staffed, target: usize, lang: Lang) -> Scale {
    let target = &found.targets[target];
    let unit = target.wanted.kpi.unit(&found.model);
    Scale::new(unit, target.goal.limit, false, &found.model.money.currency, lang)
}

/// What came of a target: `94.1 ± 0.2 %`; by date the probability of the worst: `93 % (87–97)`.
pub(super) fn value(found: &Staffed, reached: &Reached, target: usize, lang: Lang) -> String {
    let standing = &reached.standings[target];
    if found.each_date {
        let percent = |share: f64| numbers::number(100.0 * share, 0);
        let date =
            standing.date.map_or_else(String::new, |date| civil(found.dates[date]).strftime("%m-%d").to_string());
        let (of, low, high) = (percent(standing.value), percent(standing.low), percent(standing.high));
        return say(lang, format!("{date}: {of} % ({low}–{high})"), format!("{date}：{of} %（{low}–{high}）"));
    }
    figure(found, reached, target, lang)
}

/// The figure over the span.
fn figure(found: &Staffed, reached: &Reached, target: usize, lang: Lang) -> String {
    let scale = scale(found, target, lang);
    let sample = reached.figures[target].as_ref();
    sample.map_or_else(
        || Words::of(lang).none.to_owned(),
        |sample| scale.with_unit(&scale.estimate(sample.value, sample.half_width(LEVEL))),
    )
}

/// What the file promises besides: `After-sale chat 90.2 ± 0.6 % (≥ 90 %)`.
pub(super) fn promised_besides(found: &Staffed, lang: Lang) -> Vec<String> {
    let of = |(target, sample): (&Target, &Option<Sample>)| {
        let unit = target.wanted.kpi.unit(&found.model);
        let scale = Scale::new(unit, target.goal.limit, false, &found.model.money.currency, lang);
        let sample = sample.as_ref()?;
        let (name, is) = (found.target(target, lang), scale.estimate(sample.value, sample.half_width(LEVEL)));
        let (is, asked) = (scale.with_unit(&is), scale.with_unit(&scale.plain(target.goal.limit)));
        Some(say(lang, format!("{name} {is} (≥ {asked})"), format!("{name} {is}（要求 ≥ {asked}）")))
    };
    found.beyond.iter().zip(&found.best.beyond).filter_map(of).collect()
}

/// `≥ 95 %`.
pub(super) fn asked(found: &Staffed, target: usize, lang: Lang) -> String {
    let goal = found.targets[target].goal;
    let scale = scale(found, target, lang);
    let sign = if goal.at_least { "≥" } else { "≤" };
    format!("{sign} {}", scale.with_unit(&scale.plain(goal.limit)))
}

/// Teams whose heads `changes` of the file sets anew within the days counted: what is tried holds until then.
pub(super) fn later_heads(found: &Staffed, lang: Lang) -> Option<String> {
    let calendar = &found.model.calendar;
    let (first, end) = (calendar.epoch_day(0), calendar.epoch_day(calendar.warm_up_days + calendar.days));
    let sized = found.model.teams.entries().filter(|(id, _)| found.places.iter().any(|place| place.team == *id));
    let later = sized.flat_map(|(_, team)| {
        let changes = match &team.staffing {
            Staffing::People(roster) => &roster.payroll.changes[..],
            Staffing::Number(_) => &[],
        };
        let within = changes.iter().filter(move |(day, _)| *day > first && *day < end);
        within.map(move |(day, heads)| {
            let (name, date) = (team.label.in_lang(lang), civil(*day));
            say(lang, format!("{name} {heads} from {date}"), format!("{name} {date} 起 {heads} 人"))
        })
    });
    let later: Vec<String> = later.collect();
    let all = list(lang, &later);
    (!later.is_empty()).then(|| {
        say(
            lang,
            format!("heads are those before `changes` of the file ({all})"),
            format!("人数是文件里 `changes` 之前的（{all}）"),
        )
    })
}

/// Every place: as the file has it, what is needed, how busy its team is, what one costs.
pub(super) fn people(found: &Staffed, lang: Lang) -> Table {
    let w = Words::of(lang);
    let mut columns = vec![
        Column::words(w.team),
        Column::figures(&say(lang, "in file".into(), "文件中".into())),
        Column::figures(&if found.is_met() {
            say(lang, "needed".into(), "需要".into())
        } else {
            say(lang, "nearest, not enough".into(), "最接近，仍不够".into())
        }),
        Column::figures(&say(lang, "occupancy".into(), "工时利用率".into())),
    ];
    if found.prices.is_some() {
        columns.push(Column::figures(&say(lang, "one more costs".into(), "多一人的成本".into())));
    }
    columns.push(Column::words(&say(lang, "one fewer".into(), "少一人".into())));
    let row = |(at, place): (usize, &crate::report::results::Place)| {
        let fewer = found.fewer[at].as_ref();
        let occupancy = found.best.occupancy.get(crate::id::Id::index(place.team)).and_then(Option::as_ref);
        let mut cells = vec![
            found.place(place, lang),
            place.in_file.map_or_else(|| w.none.to_owned(), |people| people.to_string()),
            found.best.staff[at].to_string(),
            occupancy
                .map_or_else(|| w.none.to_owned(), |sample| numbers::share((sample.value * 1000.0).round() / 1000.0)),
        ];
        if found.prices.is_some() {
            let more = found.more[at].as_ref().and_then(|more| more.people.as_ref());
            let one = more.zip(found.best.people.as_ref()).map(|(more, here)| more.value - here.value);
            cells.push(one.map_or_else(|| w.none.to_owned(), |one| money(found, Some(one), lang)));
        }
        cells.push(fewer.map_or_else(|| w.none.to_owned(), |fewer| answer_word(fewer.answer(), lang)));
        cells
    };
    let rows = found.places.iter().enumerate().map(row).collect();
    Table { caption: String::new(), columns, rows, fixed: 1 }
}

/// Every target: what is asked, what was reached, and how often a day misses.
pub(super) fn targets(found: &Staffed, lang: Lang) -> Table {
    let w = Words::of(lang);
    let mut columns = vec![
        Column::words(w.target),
        Column::figures(&say(lang, "asked".into(), "要求".into())),
        Column::figures(&say(lang, "reached".into(), "达到".into())),
    ];
    if found.each_date {
        columns.push(Column::figures(&say(lang, "worst date".into(), "最差一天的达标概率".into())));
    } else {
        columns.push(Column::figures(&say(lang, "bad days".into(), "不达标天数".into())));
    }
    columns.push(Column::words(&say(lang, "verdict".into(), "结论".into())));
    let row = |target: usize| {
        let best = &found.best;
        let risk = if found.each_date {
            value(found, best, target, lang)
        } else {
            // A day is bad by what the file promises, whatever is asked for here.
            let bad = best.bad_days[target].as_ref().filter(|_| is_of_file(found, target));
            bad.map_or_else(|| w.none.to_owned(), |sample| numbers::share((sample.value * 1000.0).round() / 1000.0))
        };
        let of = &found.targets[target];
        let answer = answer_word(best.standings[target].answer, lang);
        vec![found.target(of, lang), asked(found, target, lang), figure(found, best, target, lang), risk, answer]
    };
    let rows = (0..found.targets.len()).map(row).collect();
    Table { caption: String::new(), columns, rows, fixed: 1 }
}

/// Whether a target is what the file promises.
fn is_of_file(found: &Staffed, target: usize) -> bool {
    let Target { wanted, goal } = &found.targets[target];
    promise_of(&found.model, wanted.kpi, &wanted.subject).is_some_and(|promise| promise.share == goal.limit)
}

/// One fewer at each place, then one more: the target that is nearest to being missed, and what it costs.
pub(super) fn neighbours(found: &Staffed, lang: Lang) -> Table {
    let w = Words::of(lang);
    let columns = vec![
        Column::words(&say(lang, "change".into(), "变动".into())),
        Column::words(&say(lang, "verdict".into(), "结论".into())),
        Column::words(&say(lang, "target".into(), "目标".into())),
        Column::figures(&say(lang, "reached".into(), "达到".into())),
        Column::figures(&say(lang, "cost".into(), "成本".into())),
    ];
    let row = |place: usize, sign: &str, reached: &Reached| {
        let (worst, value) = if sign == "+" {
            let gains = gains_most(found, reached);
            let [here, there] = [&found.best, reached].map(|of| figure(found, of, gains, lang));
            (gains, format!("{here} → {there}"))
        } else {
            let worst = reached.worst_but(&found.best);
            (worst, value(found, reached, worst, lang))
        };
        let here = found.best.people.as_ref();
        let cost = reached.people.as_ref().zip(here).map(|(there, here)| there.value - here.value);
        vec![
            format!("{} {sign}1", found.place(&found.places[place], lang)),
            answer_word(reached.answer(), lang),
            found.target(&found.targets[worst], lang),
            value,
            cost.map_or_else(|| w.none.to_owned(), |cost| signed(found, cost, lang)),
        ]
    };
    let fewer = found.fewer.iter().enumerate().filter_map(|(place, one)| Some(row(place, "−", one.as_ref()?)));
    let more = found.more.iter().enumerate().filter_map(|(place, one)| Some(row(place, "+", one.as_ref()?)));
    let caption = say(
        lang,
        "−1: the target that is nearest to being missed; +1: the one that gains most, over the whole of it".into(),
        "−1：最紧的目标；+1：改善最多的目标（整段时间）".into(),
    );
    Table { caption, columns, rows: fewer.chain(more).collect(), fixed: 1 }
}

/// The target that gains most beside the answer.
fn gains_most(found: &Staffed, more: &Reached) -> usize {
    let gain = |target: &usize| {
        let goal = found.targets[*target].goal;
        let of = |reached: &Reached| reached.figures[*target].as_ref().map(|sample| goal.margin(sample.value));
        of(more)
            .zip(of(&found.best))
            .map_or(f64::NEG_INFINITY, |(there, here)| (there - here) / goal.limit.abs().max(1e-9))
    };
    (0..found.targets.len()).max_by(|a, b| gain(a).total_cmp(&gain(b)).then(b.cmp(a))).unwrap_or(0)
}

fn signed(found: &Staffed, cost: f64, lang: Lang) -> String {
    let text = money(found, Some(cost), lang);
    if cost > 0.0 { format!("+{text}") } else { text }
}
