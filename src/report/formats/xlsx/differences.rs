//! Designs against each other: every line, what is saved, what pays it back; and service, as simulated.

use super::places::{self, At, Sheet, here};
use super::style;
use super::write::{self, Outcome, Written, formula, text};
use super::writing::Writing;
use crate::report::book::{BookPair as Pair, Grid, Kind, amounts};
use crate::report::words::Words;
use rust_xlsxwriter::{Format, Worksheet};

/// A number smaller than this part of a cent is the rounding of sums.
const NOTHING: &str = "0.000001";

/// What is worked out of a pair.
pub struct Worked {
    /// The design's less the baseline's, from what is rounded.
    pub gap: Option<f64>,
    /// Half the width of its interval.
    pub half: Option<f64>,
    /// The mean of the paired differences, before rounding.
    mean: Option<f64>,
    /// More is better.
    higher: bool,
}

impl Worked {
    /// Of a line, or of the running cost.
    pub fn line(w: &Writing<'_>, pair: &Pair, line: usize) -> Self {
        let gap = w.amounts.sum(pair.arm, line).zip(w.amounts.sum(pair.base, line)).map(|(arm, base)| arm - base);
        let each = [pair.arm, pair.base].map(|arm| w.amounts.each(arm, line));
        let higher = w.money().lines.get(line).is_some_and(|line| line.earned);
        Self { higher, ..Self::new(gap, each, pair) }
    }

    /// Of a year's running cost, the baseline's less the design's.
    pub fn year(w: &Writing<'_>, pair: &Pair) -> Self {
        let total = w.money().lines.len();
        let of = |arm: usize| w.amounts.year(arm, total);
        let gap = of(pair.base).zip(of(pair.arm)).map(|(base, arm)| base - arm);
        let each = [pair.base, pair.arm].map(|arm| w.amounts.years(arm));
        Self { higher: true, ..Self::new(gap, each, pair) }
    }

    fn new(gap: Option<f64>, [arm, base]: [Option<Vec<f64>>; 2], pair: &Pair) -> Self {
        let each = arm.zip(base).map(|(arm, base)| arm.iter().zip(&base).map(|(a, b)| a - b).collect::<Vec<f64>>());
        let half = each.as_ref().and_then(|each| amounts::half_width(each, pair.error));
        let mean = each.map(|each| each.iter().sum::<f64>() / each.len() as f64);
        Self { gap, half, mean, higher: false }
    }

    /// The other way round: what a cost less is saves.
    pub fn turned(&self) -> Self {
        let Self { gap, half, mean, higher } = *self;
        Self { gap: gap.map(|x| -x), half, mean: mean.map(|x| -x), higher: !higher }
    }

    /// The verdict.
    pub fn verdict(&self, w: &Writing<'_>) -> String {
        let words = Words::of(w.lang);
        let (Some(mean), Some(half)) = (self.mean, self.half) else { return "–".into() };
        let said = match () {
            () if mean.abs() < 1e-6 && half < 1e-6 => "=",
            () if mean.abs() < half => words.undecided,
            () if (mean > 0.0) == self.higher => words.better,
            () => words.worse,
        };
        said.to_owned()
    }
}

/// The sheet.
pub fn differences(w: &Writing<'_>, sheet: &mut Worksheet) -> Written {
    let (money, places) = (w.money(), w.places);
    w.top(sheet, Sheet::Differences)?;
    formula(sheet, (1, 0), &w.banner(), &Outcome::nothing(), &style::red())?;
    if w.book.differences.is_empty() {
        let alone = w.say("Nothing is compared: one design was simulated.", "没有可比较的：只模拟了一个方案。");
        text(sheet, (2, 0), &alone, &style::note())?;
    }
    for number in 0..money.pairs.len() {
        of_pair(w, sheet, number)?;
    }
    let mut below = places.below_pairs();
    let mut longest: Option<(u32, &Grid)> = None;
    for grid in &w.book.differences {
        if longest.is_none_or(|(_, known)| known.rows.len() < grid.rows.len()) {
            longest = Some((write::header_row(below, grid), grid));
        }
        below = write::grid(sheet, below, grid)? + 1;
    }
    if let Some((header, grid)) = longest {
        write::filter(sheet, header, grid)?;
    }
    for (at, wide) in [38.0, 18.0, 18.0, 18.0, 15.0, 14.0, 16.0, 16.0].into_iter().enumerate() {
        sheet.set_column_width(at as u16, wide)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Writing::paper(sheet, 1.0);
    Ok(())
}

fn of_pair(w: &Writing<'_>, sheet: &mut Worksheet, number: usize) -> Written {
    let (money, places) = (w.money(), w.places);
    let pair = &money.pairs[number];
    let (arm, base) = (&money.arms[pair.arm].name, &money.arms[pair.base].name);
    let top = places.pair(number);
    let heading = w.say(&format!("{arm} against {base}: cost"), &format!("{arm} 对比 {base}：成本"));
    text(sheet, (top, 0), &heading, &style::heading())?;
    let words = Words::of(w.lang);
    let mut heads = vec![
        w.say(&format!("line, {}", money.currency), &format!("项目（{}）", money.currency)),
        base.clone(),
        arm.clone(),
        w.say("difference", "差异"),
        "±".to_owned(),
        words.verdict.to_owned(),
    ];
    if money.replications >= crate::stats::LEAST {
        heads.push(w.say("5 % of replications below", "5 % 的模拟低于"));
        heads.push(w.say("95 % of replications below", "95 % 的模拟低于"));
    }
    Writing::headings(sheet, top + 1, &heads)?;
    for line in 0..=money.lines.len() {
        let row = places.difference(number, line);
        let is_total = line == money.lines.len();
        let (named, kind) = if is_total {
            (style::sum_words(), style::sum(Kind::Money))
        } else {
            (style::words(), style::number(Kind::Money))
        };
        text(sheet, (row, 0), &w.line(line), &named)?;
        for (column, of) in [(1, pair.base), (2, pair.arm)] {
            let says = format!("={}", places.of(Sheet::Ledger, &here((places.ledger(of, line), places.sum()))));
            formula(sheet, (row, column), &says, &Outcome::or(w.amounts.sum(of, line), w.not_given()), &kind)?;
        }
        let (from, to) = (here((row, 1)), here((row, 2)));
        let says = format!("=IF(COUNT({from},{to})<2,\"{}\",{to}-{from})", w.not_given());
        let worked = Worked::line(w, pair, line);
        formula(sheet, (row, 3), &says, &Outcome::or(worked.gap, w.not_given()), &kind)?;
        half(w, sheet, ((row, 4), pair), places::each(line), (&worked, &kind))?;
        verdict(w, sheet, row, pair, (&worked, &named))?;
    }
    savings(w, sheet, number)
}

/// Half the width of the interval of a paired difference of a column of replications.
fn half(
    w: &Writing<'_>,
    sheet: &mut Worksheet,
    (at, pair): (At, &Pair),
    column: u16,
    (worked, format): (&Worked, &Format),
) -> Written {
    let (n, places) = (w.money().replications, w.places);
    if n < 2 {
        return text(sheet, at, "–", format);
    }
    let (arm, base) = (places.all(pair.arm, column), places.all(pair.base, column));
    let (error, wanted) = (pair.error, 2 * n);
    let squares = format!("SUMPRODUCT(({arm}-{base}-(AVERAGE({arm})-AVERAGE({base})))^2)");
    let says = format!("=IF(COUNT({arm},{base})<{wanted},\"–\",TINV({error},{n}-1)*SQRT({squares}/({n}-1)/{n}))");
    formula(sheet, at, &says, &Outcome::or(worked.half, "–"), format)
}

/// The verdict of a difference in column 3 with its ± in column 4.
fn verdict(
    w: &Writing<'_>,
    sheet: &mut Worksheet,
    row: u32,
    pair: &Pair,
    (worked, format): (&Worked, &Format),
) -> Written {
    let words = Words::of(w.lang);
    if !pair.judged {
        return text(sheet, (row, 5), &w.say("another demand", "需求不同"), &style::verdict(format));
    }
    let (gap, half) = (here((row, 3)), here((row, 4)));
    let (up, down) = if worked.higher { (words.better, words.worse) } else { (words.worse, words.better) };
    let says = format!(
        "=IF(COUNT({gap},{half})<2,\"–\",IF(AND(ABS({gap})<{NOTHING},{half}<{NOTHING}),\"=\",IF(ABS({gap})<{half},\"{}\",IF({gap}>0,\"{up}\",\"{down}\"))))",
        words.undecided
    );
    formula(sheet, (row, 5), &says, &Outcome::Text(worked.verdict(w)), &style::verdict(format))
}

/// What is saved over the days counted and in a year, what is paid once, and when that is paid back.
fn savings(w: &Writing<'_>, sheet: &mut Worksheet, number: usize) -> Written {
    let (money, places) = (w.money(), w.places);
    let pair = &money.pairs[number];
    let (total, words) = (money.lines.len(), Words::of(w.lang));
    let row = |at: usize| places.saving(number, at);
    let (bold, named) = (style::number(Kind::Money).set_bold(), style::bold());
    text(sheet, (row(0), 0), &w.say("cash saved over the days counted", "统计期内节省现金"), &named)?;
    if !pair.judged {
        let why = w.say("demand is not the same: nothing is called saved", "需求不同，不算节省");
        return text(sheet, (row(0), 3), &why, &style::note());
    }
    let of_total = places.difference(number, total);
    let gap = here((of_total, 3));
    let saved = Worked::line(w, pair, total).turned();
    let says = format!("=IF(COUNT({gap})<1,\"{}\",-{gap})", w.not_given());
    formula(sheet, (row(0), 3), &says, &Outcome::or(saved.gap, w.not_given()), &bold)?;
    let says = format!("={}", here((of_total, 4)));
    formula(sheet, (row(0), 4), &says, &Outcome::or(saved.half, "–"), &bold)?;
    verdict(w, sheet, row(0), pair, (&saved, &named))?;
    if money.replications >= crate::stats::LEAST {
        let all = places.all(pair.arm, places.saved());
        let each = w.saved(pair);
        for (n, share) in [0.05, 0.95].into_iter().enumerate() {
            let says = format!("=IF(COUNT({all})<{},\"–\",PERCENTILE({all},{share}))", money.replications);
            let found = each.clone().and_then(|each| crate::stats::quantiles_of(each, &[share]));
            let result = Outcome::or(found.map(|found| found[0]), "–");
            formula(sheet, (row(0), 6 + n as u16), &says, &result, &bold)?;
        }
    }
    if let Some(year) = &money.year {
        text(sheet, (row(1), 0), &w.say("saved in a year", "一年节省"), &named)?;
        let sum = |arm: usize| {
            let cell = |month: &usize| here((places.ledger(arm, total), places::month(*month)));
            let cells: Vec<String> = year.months.iter().map(|month| places.of(Sheet::Ledger, &cell(month))).collect();
            let sums: Vec<String> = cells.chunks(200).map(|some| format!("SUM({})", some.join(","))).collect();
            format!("({})", sums.join("+"))
        };
        let ledger = |arm: usize| places.of(Sheet::Ledger, &here((places.ledger(arm, total), places.sum())));
        let (of_base, of_arm) = (ledger(pair.base), ledger(pair.arm));
        let (base, arm, factor) = (sum(pair.base), sum(pair.arm), year.factor);
        let says = format!("=IF(COUNT({of_base},{of_arm})<2,\"{}\",({base}-{arm})*{factor})", w.not_given());
        let worked = Worked::year(w, pair);
        formula(sheet, (row(1), 3), &says, &Outcome::or(worked.gap, w.not_given()), &bold)?;
        half(w, sheet, ((row(1), 4), pair), places.year(), (&worked, &bold))?;
        verdict(w, sheet, row(1), pair, (&worked, &named))?;
    }
    let Some(once) = money.lines.iter().position(|line| line.once) else { return Ok(()) };
    text(sheet, (row(2), 0), &w.say("paid once, beyond the baseline", "一次性支出（比基准多）"), &named)?;
    let paid = Worked::line(w, pair, once);
    let says = format!("={}", here((places.difference(number, once), 3)));
    formula(sheet, (row(2), 3), &says, &Outcome::or(paid.gap, w.not_given()), &bold)?;
    text(sheet, (row(3), 0), &w.say("payback, months", "回本期（月）"), &named)?;
    if pair.undone {
        return text(sheet, (row(3), 3), words.unfinished, &named);
    }
    let [saving, verdict, cost] = [(row(0), 3), (row(0), 5), (row(2), 3)].map(here);
    let says = format!(
        "=IF(COUNT({saving},{cost})<2,\"{}\",IF({verdict}=\"{}\",\"{}\",IF({verdict}<>\"{}\",\"{}\",IF({cost}<=0,\"{}\",{cost}/({saving}/{})))))",
        w.not_given(),
        words.worse,
        words.nothing_saved,
        words.better,
        w.unpaid(),
        words.nothing_to_repay,
        money.in_months
    );
    let back = payback(w, &saved, &paid);
    let result = match &back {
        Ok(months) => Outcome::Number(*months),
        Err(why) => Outcome::Text(why.clone()),
    };
    let months = style::number(Kind::One).set_bold();
    formula(sheet, (row(3), 3), &says, &result, &months)?;
    let [found, half] = [(row(3), 3), (row(0), 4)].map(here);
    let says = format!("=IF(COUNT({found},{half})<2,\"–\",{found}*{half}/{saving})");
    let error = back.ok().zip(saved.half).zip(saved.gap).map(|((months, half), gap)| months * half / gap);
    formula(sheet, (row(3), 4), &says, &Outcome::or(error, "–"), &months)
}

/// Months until what is paid once is paid back, or why not.
pub fn payback(w: &Writing<'_>, saved: &Worked, paid: &Worked) -> Result<f64, String> {
    let words = Words::of(w.lang);
    let (Some(saving), Some(once)) = (saved.gap, paid.gap) else { return Err(w.not_given().to_owned()) };
    let verdict = saved.verdict(w);
    if verdict == words.worse {
        return Err(words.nothing_saved.to_owned());
    }
    if verdict != words.better {
        return Err(w.unpaid());
    }
    if once <= 0.0 {
        return Err(words.nothing_to_repay.to_owned());
    }
    Ok(once / (saving / w.money().in_months))
}
