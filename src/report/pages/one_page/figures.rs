//! Five figures: three-minute rate, customers not reached, tickets closed in a day, falsely contained, cash. What a shop has not is
//! replaced by the next figure that decides.

use super::Asked;
use crate::catalogue::{KpiId, Row, level_of, promise_of};
use crate::model::{ContactType, FirstTouch};
use crate::report::blocks::answer::decisive;
use crate::report::blocks::figures::{Figure, headline};
use crate::report::blocks::tables;
use crate::report::labels::mark;
use crate::report::numbers::{Scale, length, share};
use crate::report::page::{Column, Table};
use crate::report::words::list;
use crate::time::SimDuration;

/// So many rows.
const ROWS: usize = 5;

/// A row: a figure, or what is left of a share.
struct Wanted {
    figure: Figure,
    /// 1 less the figure.
    rest: bool,
    /// What it is called; `None`: as the figure.
    name: Option<String>,
}

/// Now, the design, the target, the difference.
pub fn figures(asked: &Asked<'_, '_>) -> Table {
    let view = asked.view;
    let five = [
        (asked.say("three-minute rate", "三分钟回复率"), in_three_minutes(asked)),
        (asked.say("customers not reached", "没有接待到的客户"), not_reached(asked)),
        (asked.say("tickets closed in 24 h", "24 小时结单率"), closed_in_a_day(asked)),
        (asked.say("falsely contained", "误拦截"), known(asked, Figure::new(Row::FalselyContained, "all"))),
        (asked.say("running cost", "运营成本"), known(asked, Figure::new(Row::CostTotal, "all"))),
    ];
    let lacks: Vec<String> = five.iter().filter(|(_, found)| found.is_none()).map(|(name, _)| name.clone()).collect();
    let mut wanted: Vec<Wanted> = five.into_iter().filter_map(|(_, found)| found).collect();
    let (base, arm) = (view.results.baseline, asked.arm());
    let arms: Vec<usize> = if asked.best.is_some() { vec![base, arm] } else { vec![base] };
    let missing = ROWS - wanted.len();
    let next = decisive::figures(view, &headline(view), &arms, asked.best).into_iter().filter(|figure| {
        !wanted.iter().any(|row| (row.figure.kpi, &row.figure.subject) == (figure.kpi, &figure.subject))
    });
    let next: Vec<Wanted> = next.filter_map(|figure| known(asked, figure)).take(missing).collect();
    wanted.extend(next);
    let now = asked.say("now", "现状");
    let mut columns = vec![Column::words(view.words.figure), Column::figures(&format!("{now}\n{}", view.design(base)))];
    if asked.best.is_some() {
        let design = asked.say("design", "方案");
        columns.push(Column::figures(&format!("{design}\n{}", view.design(arm))));
    }
    columns.push(Column::figures(view.words.target));
    if asked.best.is_some() {
        columns.push(Column::figures(&tables::difference_heading(view)));
    }
    let rows = wanted.iter().map(|one| row(asked, one, &arms)).collect();
    let n = view.results.study.replications as usize;
    let signs = tables::short_caption(view, n, asked.best.is_some());
    let shown: Vec<Figure> = wanted.iter().map(|one| one.figure.clone()).collect();
    let wider = asked.best.and_then(|pair| tables::wider(view, &shown, pair));
    let wider = wider.map_or_else(String::new, |wider| asked.say(format!("; {wider}"), format!("；{wider}")));
    let lacks = list(view.lang, &lacks);
    let rule = if missing == 0 {
        String::new()
    } else {
        asked.say(
            format!("; this shop has no {lacks}: the next most important figures stand there"),
            format!("；这家店没有：{lacks}，换成接下来最要紧的指标"),
        )
    };
    let every = wanted.iter().any(|one| one.figure.kpi == Row::Answered3min.into());
    let first = wanted.iter().any(|one| promise_of(view.model(arm), one.figure.kpi, &one.figure.subject).is_some());
    let which = if every && first {
        asked.say(
            "; the three-minute rate is of every answer, as platforms score; the service level is of the first answer, as the target says",
            "；3分钟回复率看每一条回复（平台考核口径），服务水平只看首响（目标所指）",
        )
    } else {
        String::new()
    };
    Table { caption: format!("{signs}{wider}{rule}{which}"), columns, rows, fixed: 1 }
}

/// A figure that some of the arms has.
fn known(asked: &Asked<'_, '_>, figure: Figure) -> Option<Wanted> {
    let view = asked.view;
    let arms = [view.results.baseline, asked.arm()];
    let has = arms.iter().any(|arm| view.estimate(*arm, figure.kpi, &figure.subject).is_some());
    let priced = figure.kpi == Row::CostTotal.into();
    let met = |arm: &usize| view.model(*arm).types.iter().any(|kind| kind.is_live() && kind.bot.is_some());
    if figure.kpi == Row::FalselyContained.into() && !arms.iter().any(met) {
        return None;
    }
    (has || priced).then_some(Wanted { figure, rest: false, name: None })
}

/// Of the types that pass a test, that with the most contacts in the baseline.
fn largest<'a>(asked: &Asked<'_, 'a>, is: impl Fn(&ContactType) -> bool) -> Option<&'a ContactType> {
    let (view, base) = (asked.view, asked.view.results.baseline);
    let size = |kind: &ContactType| {
        view.estimate(base, Row::Offered, &format!("contact:{}", kind.label.key)).map_or(0.0, |e| e.mean)
    };
    view.model(base).types.iter().filter(|kind| !kind.outreach && is(kind)).max_by(|a, b| size(a).total_cmp(&size(b)))
}

/// By the message the share of answers; else the service level of a target of three minutes.
fn in_three_minutes(asked: &Asked<'_, '_>) -> Option<Wanted> {
    let of = |kpi: KpiId, kind: &ContactType| known(asked, Figure::new(kpi, &format!("contact:{}", kind.label.key)));
    let by_message = largest(asked, |kind| kind.turns.is_some()).and_then(|kind| of(Row::Answered3min.into(), kind));
    let three = |kind: &ContactType| kind.speeds().find(|speed| speed.limit == SimDuration::MINUTE * 3).copied();
    by_message.or_else(|| {
        let kind = largest(asked, |kind| three(kind).is_some())?;
        of(level_of(kind, &three(kind)?), kind)
    })
}

/// What coverage leaves out.
fn not_reached(asked: &Asked<'_, '_>) -> Option<Wanted> {
    let name = asked.say("customers not reached (1 − coverage)", "没有接待到的客户（1 − 覆盖率）");
    Some(Wanted { rest: true, name: Some(name), ..known(asked, Figure::new(Row::Coverage, "all"))? })
}

/// Tickets on time, of the type that has to be done within a day.
fn closed_in_a_day(asked: &Asked<'_, '_>) -> Option<Wanted> {
    let a_day = |kind: &ContactType| {
        let deadline = kind.ticket.as_ref().and_then(|ticket| ticket.deadline.as_ref());
        deadline.is_some_and(|deadline| deadline.within == SimDuration::HOUR * 24 && !deadline.opening)
    };
    let kind = largest(asked, a_day)?;
    let who = kind.label.in_lang(asked.view.lang);
    let name = asked.say(format!("closed within 24 h: {who}"), format!("24 小时结单率：{who}"));
    let figure = Figure::new(Row::OnTime, &format!("contact:{}", kind.label.key));
    Some(Wanted { name: Some(name), ..known(asked, figure)? })
}

fn row(asked: &Asked<'_, '_>, wanted: &Wanted, arms: &[usize]) -> Vec<String> {
    let (view, figure) = (asked.view, &wanted.figure);
    let currency = view.results.currency();
    let estimates: Vec<_> = arms.iter().map(|arm| view.estimate(*arm, figure.kpi, &figure.subject)).collect();
    let largest = estimates.iter().flatten().map(|e| e.mean.abs()).fold(0.0, f64::max);
    let unit = view.unit(figure.kpi);
    let sums = figure.kpi == KpiId::Row(Row::CostTotal);
    let scale = |difference: bool| {
        if sums {
            Scale::sums(largest, currency, view.lang)
        } else {
            Scale::new(unit, largest, difference, currency, view.lang)
        }
    };
    let (scale, gaps) = (scale(false), scale(true));
    let missing = tables::missing(view, figure);
    let value = |mean: f64| if wanted.rest { 1.0 - mean } else { mean };
    let mut cells: Vec<String> = estimates
        .iter()
        .map(|e| e.map_or(missing.to_owned(), |e| scale.with_unit(&scale.estimate(value(view.mean(e)), e.half_width))))
        .collect();
    cells.push(target(asked, wanted));
    if let Some(pair) = asked.best {
        let d = view.difference(pair, figure.kpi, &figure.subject);
        cells.push(d.map_or(missing.to_owned(), |d| {
            let gap = if wanted.rest { -view.gap(d) } else { view.gap(d) };
            let text = gaps.with_unit(&gaps.difference(gap, d.judgement.half_width));
            format!("{text} {}", mark(d.judgement.verdict)).trim_end().to_owned()
        }));
    }
    let days = view.stretch();
    let name = wanted.name.clone().unwrap_or_else(|| view.figure(&called(asked, figure), &figure.subject));
    let name = match figure.kpi {
        KpiId::Row(Row::CostTotal | Row::FalselyContained) => {
            asked.say(format!("{name}, {days}"), format!("{name}（{days}）"))
        }
        _ => name,
    };
    [name].into_iter().chain(cells).collect()
}

/// A figure's name; of a service level with what is in time.
fn called(asked: &Asked<'_, '_>, figure: &Figure) -> String {
    let view = asked.view;
    let name = view.name(figure.kpi);
    let promised = promise_of(view.model(asked.arm()), figure.kpi, &figure.subject);
    let Some(speed) = promised.and_then(|one| one.speed).filter(|_| figure.kpi == Row::ServiceLevel.into()) else {
        return name;
    };
    let limit = length(speed.limit.seconds(), view.lang);
    match speed.until {
        FirstTouch::FirstReply => {
            asked.say(format!("{name} (first answer within {limit})"), format!("{name}（{limit}内首响）"))
        }
        FirstTouch::Accepted => {
            asked.say(format!("{name} (accepted within {limit})"), format!("{name}（{limit}内接入）"))
        }
    }
}

/// The promise; where there is none it says so.
fn target(asked: &Asked<'_, '_>, wanted: &Wanted) -> String {
    let view = asked.view;
    let none = || asked.say("none set", "未设");
    if wanted.rest {
        return none();
    }
    let promised = promise_of(view.model(asked.arm()), wanted.figure.kpi, &wanted.figure.subject);
    promised.map_or_else(none, |promised| format!("≥ {}", share(promised.share)))
}
