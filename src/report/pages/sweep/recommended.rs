//! What can be recommended of a grid, and what is said of it.

use crate::catalogue::{Better, Row, Unit};
use crate::experiment::LEVEL;
use crate::model::Lang;
use crate::report::labels::mark;
use crate::report::numbers::{self, Scale};
use crate::report::page::{Block, Section};
use crate::report::results::{Promised, Swept, name};
use crate::report::words::{Words, list, say, sentences};
use crate::stats::Verdict;

/// What is asked of service: figures that are no money, and of which one way is better.
fn served(swept: &Swept) -> Vec<usize> {
    let of_service = |figure: &usize| {
        let kpi = swept.wanted[*figure].kpi;
        !kpi.is_money() && kpi.better() != Better::Neither
    };
    (0..swept.wanted.len()).filter(of_service).collect()
}

/// The figure of what all costs.
fn total(swept: &Swept) -> Option<usize> {
    swept.wanted.iter().position(|one| one.kpi == Row::CostTotal.into() && one.subject == "all")
}

/// Points of the demand of as given at which nothing asked of service is shown to be worse than as given.
fn harmless(swept: &Swept) -> Vec<usize> {
    let served = served(swept);
    let not_worse =
        |point: usize, figure: &usize| swept.judgement(point, *figure).is_none_or(|j| j.verdict != Verdict::Worse);
    let fits = |point: &usize| swept.same_demand[*point] && served.iter().all(|figure| not_worse(*point, figure));
    (0..swept.points.len()).filter(fits).collect()
}

/// What can be recommended of a grid.
enum Recommended {
    /// So many points meet all targets of the file; the cheapest of them, where what it costs was asked for.
    Meeting(Vec<usize>, Option<usize>),
    /// No point meets them; this one comes nearest.
    Nearest(usize),
    /// The file has no targets: so many points are nowhere worse than as given; the cheapest of them.
    Harmless(Vec<usize>, usize),
    /// At no point is demand that of as given.
    OtherDemand,
}

fn recommended(swept: &Swept) -> Option<Recommended> {
    if swept.sweeping.replications < 2 {
        return None;
    }
    let price = |point: &usize| swept.points[*point][total(swept)?].as_ref().map(|sample| sample.value);
    let cheapest = |points: &[usize]| {
        let priced = points.iter().filter_map(|point| Some((*point, price(point)?)));
        priced.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(point, _)| point)
    };
    let same: Vec<usize> = (0..swept.points.len()).filter(|point| swept.same_demand[*point]).collect();
    if same.is_empty() {
        return Some(Recommended::OtherDemand);
    }
    if swept.promised.iter().flatten().next().is_none() {
        let harmless = harmless(swept);
        let point = cheapest(&harmless).filter(|_| !served(swept).is_empty())?;
        return Some(Recommended::Harmless(harmless, point));
    }
    let meeting: Vec<usize> = same.iter().copied().filter(|point| swept.is_met(*point)).collect();
    if meeting.is_empty() {
        let dear = |point: usize| price(&point).unwrap_or(f64::INFINITY);
        // Of points that miss one target by as much the one that misses the fewest, then the cheapest.
        let short = |point: usize| (swept.short(point) * 1000.0).round();
        let nearest = same.into_iter().min_by(|a, b| {
            let by_short = short(*a).total_cmp(&short(*b)).then(swept.missed(*a).cmp(&swept.missed(*b)));
            by_short.then(dear(*a).total_cmp(&dear(*b)))
        })?;
        return Some(Recommended::Nearest(nearest));
    }
    let point = cheapest(&meeting);
    Some(Recommended::Meeting(meeting, point))
}

/// The point that is recommended: the cheapest that meets the targets of the file; without targets the cheapest that is nowhere
/// shown to be worse than as given. None where nothing is.
pub fn cheapest(swept: &Swept) -> Option<usize> {
    match recommended(swept)? {
        Recommended::Meeting(_, point) => point,
        Recommended::Harmless(_, point) => Some(point),
        Recommended::Nearest(_) | Recommended::OtherDemand => None,
    }
}

pub(super) fn verdict(swept: &Swept, lang: Lang) -> Option<Section> {
    let all = swept.points.len();
    let text = match recommended(swept)? {
        Recommended::Meeting(meeting, point) => {
            let n = meeting.len();
            let met = say(
                lang,
                format!("At {n} of {all} points the targets of the file are met, by their whole intervals."),
                format!("{all} 个点中有 {n} 个达到文件中的目标（按整个区间）。"),
            );
            point.map_or(met.clone(), |point| format!("{met}{}{}", space(lang), priced(swept, point, lang)))
        }
        Recommended::Nearest(point) => {
            let (at, missed) = (at(swept, point, lang), missed(swept, point, lang));
            say(
                lang,
                format!(
                    "At none of {all} points are the targets of the file surely met. The nearest: {at}; there {missed}."
                ),
                format!("{all} 个点都不能说达到了文件中的目标。最接近的：{at}；此时{missed}。"),
            )
        }
        Recommended::Harmless(harmless, point) => {
            let names: Vec<String> = served(swept).into_iter().map(|figure| swept.name(figure, lang)).collect();
            let (n, names) = (harmless.len(), list(lang, &names));
            let none = say(
                lang,
                format!("At {n} of {all} points none of these is shown to be worse than as given: {names}."),
                format!("{all} 个点中有 {n} 个，以下各项都看不出比原样差：{names}。"),
            );
            format!("{none}{}{}", space(lang), priced(swept, point, lang))
        }
        Recommended::OtherDemand => say(
            lang,
            "At no point is demand as given: none is better than another, and none is recommended.".into(),
            "各点的需求都与原样不同：不判优劣，也不作推荐。".into(),
        ),
    };
    Some(Section { heading: Words::of(lang).verdict.to_owned(), blocks: vec![Block::Text(text)] })
}

/// What stands between two sentences.
fn space(lang: Lang) -> &'static str {
    match lang {
        Lang::En => " ",
        Lang::Zh => "",
    }
}

/// `team.service.headcount = 4`.
pub(super) fn at(swept: &Swept, point: usize, lang: Lang) -> String {
    let at = swept.axes.iter().zip(swept.at(point)).map(|(axis, value)| format!("{} = {value}", axis.path));
    list(lang, &at.collect::<Vec<_>>())
}

/// The promises that are not surely met at a point: those that the means miss; where they miss none, those that are undecided.
fn missed(swept: &Swept, point: usize, lang: Lang) -> String {
    let by_mean = swept.missed(point) > 0;
    let of = |promised: &Promised| {
        let told = if by_mean { promised.short().is_some_and(|short| short > 0.0) } else { !promised.is_met() };
        let figure = promised.figure.as_ref().filter(|_| told)?;
        let scale = Scale::new(Unit::Share, 1.0, false, "", lang);
        let value = scale.with_unit(&scale.estimate(figure.value, figure.half_width(LEVEL)));
        let (name, goal) = (name(&promised.wanted, &swept.model, lang), numbers::share(promised.share));
        Some(say(lang, format!("{name} {value} (target {goal})"), format!("{name} {value}（目标 {goal}）")))
    };
    let told = sentences(lang, &swept.promised[point].iter().filter_map(of).collect::<Vec<_>>());
    if by_mean {
        told
    } else {
        say(
            lang,
            format!("undecided: {told}; more --replications would tell"),
            format!("未定：{told}，多模拟几次才知道"),
        )
    }
}

/// The cheapest point: where, what it costs, and what is worse there than as given.
fn priced(swept: &Swept, point: usize, lang: Lang) -> String {
    let at = at(swept, point, lang);
    let difference = |figure: usize| {
        let judged = swept.judgement(point, figure)?;
        let scale = swept.scale(figure, true, lang);
        Some((judged.verdict, scale.with_unit(&scale.difference(judged.mean, judged.half_width))))
    };
    let found = total(swept).and_then(|cost| Some((cost, swept.points[point][cost].as_ref()?, difference(cost)?)));
    let Some((cost, sample, (verdict, less))) = found else { return at };
    let scale = swept.scale(cost, false, lang);
    let price = scale.with_unit(&scale.estimate(sample.value, sample.half_width(LEVEL)));
    let worse = served(swept).into_iter().filter_map(|figure| {
        let (verdict, amount) = difference(figure)?;
        (verdict == Verdict::Worse).then(|| format!("{} {amount}", swept.name(figure, lang)))
    });
    let (sign, worse) = (mark(verdict), worse.collect::<Vec<_>>());
    let cheapest = say(
        lang,
        format!("The cheapest of them: {at}; {price}, {less} {sign} against as given."),
        format!("其中最便宜的：{at}；{price}，与原样之差 {less} {sign}。"),
    );
    if worse.is_empty() {
        return cheapest;
    }
    let worse = sentences(lang, &worse);
    say(lang, format!("{cheapest} Worse there than as given: {worse}."), format!("{cheapest}此时比原样差的：{worse}。"))
}
