//! Sheets that live: prices and heads, quantities with their amounts, and each replication's sums.

use super::places::{self, LEDGER, QUANTITIES, REPLICATIONS, Sheet, fixed, here, stretch};
use super::style;
use super::write::{Outcome, Written, filter_rows, formula, number, text, width};
use super::writing::Writing;
use crate::report::book::{Asked, Factor, Input, Kind, amounts};
use rust_xlsxwriter::{Format, Worksheet};

/// Prices and heads, then all other values.
pub fn assumptions(w: &Writing<'_>, sheet: &mut Worksheet) -> Written {
    let (money, places) = (w.money(), w.places);
    w.top(sheet, Sheet::Assumptions)?;
    let about = w.say(
        "Yellow cells may be typed over: blue ones hold a value, black ones follow the first design until typed over. Grey: as simulated.",
        "黄色格子可直接改：蓝字是数值，黑字跟随第一个方案，覆盖后各自独立。灰色：模拟时的取值。",
    );
    text(sheet, (1, 0), &about, &style::note())?;
    formula(sheet, (2, 0), &w.banner(), &Outcome::nothing(), &style::red())?;
    let after = places.after_inputs();
    let mut heads = vec![w.say("whose", "归属"), w.say("what", "项目"), w.say("unit", "单位")];
    heads.extend(money.groups.iter().cloned());
    heads
        .extend(money.groups.iter().map(|group| w.say(&format!("{group}\nas simulated"), &format!("{group}\n模拟时"))));
    heads.extend([
        w.say("warning", "提示"),
        w.say("range", "范围"),
        w.say("as of", "日期"),
        w.say("source", "来源"),
        w.say("where the file says it (--set)", "文件中的位置（--set）"),
    ]);
    Writing::headings(sheet, 4, &heads)?;
    for (at, input) in money.inputs.iter().enumerate() {
        let row = places::input(at, 0).0;
        text(sheet, (row, 0), &input.whose, &style::words())?;
        text(sheet, (row, 1), &input.name, &style::words())?;
        text(sheet, (row, 2), &input.unit, &style::words())?;
        for group in 0..money.groups.len() {
            value(w, sheet, (at, input), group)?;
        }
        if input.heads {
            let last = money.groups.len() - 1;
            let now = stretch(places::input(at, 0), places::input(at, last));
            let then = stretch(places.as_run(at, 0), places.as_run(at, last));
            let why = w.say("simulate service and overtime again", "须重新模拟服务与加班");
            let says = format!("=IF(SUMPRODUCT(--({now}<>{then}))>0,\"{why}\",\"\")");
            formula(sheet, (row, after), &says, &Outcome::nothing(), &style::red())?;
        }
        for (n, words) in [&input.range, &input.as_of, &input.source, &input.path].into_iter().enumerate() {
            text(sheet, (row, after + 1 + n as u16), words, &style::words())?;
        }
    }
    let mut below = places.below_inputs() + 2;
    for grid in &w.book.sources {
        below = super::write::grid(sheet, below, grid)? + 1;
    }
    super::write::widths(sheet, w.book.sources.iter())?;
    let widths = [40.0, 34.0, 16.0];
    for (at, wide) in widths.into_iter().enumerate() {
        sheet.set_column_width(at as u16, wide)?;
    }
    for column in 3..after {
        sheet.set_column_width(column, 15.0)?;
    }
    for (n, wide) in [20.0, 16.0, 10.0, 44.0, 44.0].into_iter().enumerate() {
        sheet.set_column_width(after + n as u16, wide)?;
    }
    filter_rows(sheet, (4, places.below_inputs().saturating_sub(1)), heads.len())?;
    sheet.set_freeze_panes(5, 3)?.set_repeat_rows(4, 4)?;
    Writing::paper(sheet, 1.0);
    Ok(())
}

/// A value of an input, and beside it the same as it was simulated.
fn value(w: &Writing<'_>, sheet: &mut Worksheet, (at, input): (usize, &Input), group: usize) -> Written {
    let places = w.places;
    let format = match (input.share, input.heads) {
        (true, _) => "0.00%",
        (_, true) => "0.##",
        _ => "#,##0.00",
    };
    let (now, then) = (places::input(at, group), places.as_run(at, group));
    match input.values[group] {
        Asked::Nobody => {
            text(sheet, now, "–", &style::note())?;
            text(sheet, then, "–", &style::note())
        }
        Asked::NotGiven => {
            sheet.write_blank(now.0, now.1, &style::input(format))?;
            Ok(())
        }
        Asked::Given(value) => {
            let same = (0..group).find(|other| input.values[*other] == Asked::Given(value));
            match same {
                Some(other) => {
                    let follows = format!("={}", here(places::input(at, other)));
                    formula(sheet, now, &follows, &Outcome::Number(value), &style::linked(format))?;
                }
                None => number(sheet, now, value, &style::input(format))?,
            }
            number(sheet, then, value, &style::grey(format))
        }
    }
}

/// What all factors of a part come to, as a formula.
fn price(w: &Writing<'_>, arm: usize, part: usize) -> String {
    let (money, places) = (w.money(), w.places);
    let group = money.arms[arm].group;
    let cell = |at| places.of(Sheet::Assumptions, &fixed(at));
    let input = |at: usize| cell(places::input(at, group));
    let column = &money.parts[part];
    let mut terms = Vec::new();
    let mut asked = Vec::new();
    for factor in &column.factors {
        match *factor {
            Factor::Price(at) => {
                asked.push(input(at));
                terms.push(input(at));
            }
            Factor::OneMore(at) => {
                asked.push(input(at));
                terms.push(format!("(1+{})", input(at)));
            }
            Factor::Beyond(at, paid) => {
                asked.push(input(at));
                terms.push(if paid == 0.0 { input(at) } else { format!("({}-{paid})", input(at)) });
            }
            Factor::Times(number) => terms.push(format!("{number}")),
            Factor::Over(number) => terms.push(format!("1/{number}")),
        }
    }
    if let Some(at) = column.heads {
        terms.push(format!("{}/{}", input(at), cell(places.as_run(at, group))));
    }
    format!("=IF(COUNT({})<{},\"\",{})", asked.join(","), asked.len(), terms.join("*"))
}

/// Quantities by replication and month, the price of each, and what follows.
pub fn quantities(w: &Writing<'_>, sheet: &mut Worksheet) -> Written {
    let (money, places) = (w.money(), w.places);
    w.top(sheet, Sheet::Quantities)?;
    let about = w.say(
        "Quantities as simulated, by month and replication. The first row of a design has the price of each from the assumptions sheet; amounts are quantity × price.",
        "模拟得到的数量，按月、按次。每个方案第一行是由“假设”页算出的折合单价；金额 = 数量 × 单价。",
    );
    text(sheet, (1, 0), &about, &style::note())?;
    let lines = money.lines.len();
    for (column, name) in
        [(0, w.say("design", "方案")), (1, w.say("month", "月份")), (2, w.say("replication", "第几次"))]
    {
        text(sheet, (QUANTITIES - 1, column), &name, &style::header())?;
        sheet.set_column_width(column, if column == 0 { w.of_names() } else { 11.0 })?;
    }
    let amount = w.say("amount", "金额");
    for (part, column) in money.parts.iter().enumerate() {
        let line = &money.lines[column.line].name;
        for (n, words) in [line, &column.whose, &column.name, &column.unit].into_iter().enumerate() {
            text(sheet, (QUANTITIES - 4 + n as u32, places::part(part)), words, &style::header())?;
        }
        sheet.set_column_width(places::part(part), 14.0)?;
    }
    for line in 0..=lines {
        let name = w.line(line);
        for (n, words) in [&amount, &name, "", &money.currency[..]].into_iter().enumerate() {
            text(sheet, (QUANTITIES - 4 + n as u32, places.amount(line)), words, &style::header())?;
        }
        sheet.set_column_width(places.amount(line), 15.0)?;
    }
    for arm in 0..money.arms.len() {
        of_arm(w, sheet, arm)?;
    }
    let last = places.prices(money.arms.len()).saturating_sub(1);
    filter_rows(sheet, (QUANTITIES - 1, last), usize::from(places.amount(lines)) + 1)?;
    sheet.set_freeze_panes(QUANTITIES, 3)?.set_repeat_rows(QUANTITIES - 4, QUANTITIES - 1)?.set_repeat_columns(0, 2)?;
    Writing::paper(sheet, 14.0 * f64::from(places.amount(lines)));
    Ok(())
}

fn of_arm(w: &Writing<'_>, sheet: &mut Worksheet, arm: usize) -> Written {
    let (money, places) = (w.money(), w.places);
    let name = &money.arms[arm].name;
    let prices = places.prices(arm);
    text(sheet, (prices, 0), name, &style::bold())?;
    text(sheet, (prices, 1), &w.say("price", "折合单价"), &style::bold())?;
    let kind = style::number(Kind::Two).set_bold();
    for part in 0..money.parts.len() {
        let at = (prices, places::part(part));
        match (amounts::has(money, arm, part), money.parts[part].factors.is_empty()) {
            (false, _) => number(sheet, at, 0.0, &style::grey("\"–\""))?,
            (true, true) => number(sheet, at, 1.0, &kind)?,
            (true, false) => {
                let result = Outcome::or(amounts::price(money, arm, part), "");
                formula(sheet, at, &price(w, arm, part), &result, &kind)?;
            }
        }
    }
    let (words, two) = (style::words(), style::number(Kind::Two));
    for (month, named) in money.months.iter().enumerate() {
        for n in 0..money.replications {
            let row = places.quantities(arm, month, n);
            text(sheet, (row, 0), name, &words)?;
            text(sheet, (row, 1), named, &words)?;
            number(sheet, (row, 2), (n + 1) as f64, &Format::new())?;
            for part in (0..money.parts.len()).filter(|part| amounts::has(money, arm, *part)) {
                let quantity = amounts::quantity(money, arm, part, month, n);
                number(sheet, (row, places::part(part)), quantity, &two)?;
            }
            for line in 0..=money.lines.len() {
                let at = (row, places.amount(line));
                let Some(says) = amount(w, arm, line, row) else {
                    number(sheet, at, 0.0, &two)?;
                    continue;
                };
                formula(sheet, at, &says, &Outcome::or(w.amounts.amount(arm, line, month, n), ""), &two)?;
            }
        }
    }
    Ok(())
}

/// A row's amount of a line, or its running cost; none: nothing of the line is counted.
fn amount(w: &Writing<'_>, arm: usize, line: usize, row: u32) -> Option<String> {
    let (money, places) = (w.money(), w.places);
    let cells = |row: u32, from: u16, until: u16| format!("{}:{}", here((row, from)), here((row, until)));
    if line == money.lines.len() {
        let running = w.amounts.running().count();
        let all = cells(row, places.amount(0), places.amount(running.checked_sub(1)?));
        return Some(format!("=IF(COUNT({all})<{running},\"\",SUM({all}))"));
    }
    let first = money.parts.iter().position(|part| part.line == line)?;
    let last = money.parts.iter().rposition(|part| part.line == line)?;
    let (from, until) = (places::part(first), places::part(last));
    let quantities = cells(row, from, until);
    let prices = stretch((places.prices(arm), from), (places.prices(arm), until));
    let sum = format!("SUMPRODUCT({quantities},{prices})");
    Some(if money.parts[first].nothing_free {
        format!("=IF(SUMPRODUCT(ISTEXT({prices})*({quantities}<>0))>0,\"\",{sum})")
    } else {
        format!("=IF(COUNT({prices})<{},\"\",{sum})", last - first + 1)
    })
}

/// Sums of every replication, what it saves beside its baseline, and its own figures of service.
pub fn replications(w: &Writing<'_>, sheet: &mut Worksheet) -> Written {
    let (money, places) = (w.money(), w.places);
    w.top(sheet, Sheet::Replications)?;
    let about = w.say(
        "Money follows the assumptions sheet; figures of service are as simulated.",
        "金额随“假设”页变动；服务指标为模拟结果。",
    );
    text(sheet, (1, 0), &about, &style::note())?;
    let mut heads = vec![w.say("design", "方案"), w.say("replication", "第几次")];
    heads.extend((0..=money.lines.len()).map(|line| w.line(line)));
    heads.push(w.say("cash saved beside the baseline", "比基准节省现金"));
    if money.year.is_some() {
        heads.push(w.say("running cost of a year", "一年运营成本"));
    }
    let figures = heads.len() as u16;
    heads.extend(w.book.each.iter().map(|figure| figure.name.clone()));
    Writing::headings(sheet, REPLICATIONS - 1, &heads)?;
    let two = style::number(Kind::Two);
    for (arm, own) in money.arms.iter().enumerate() {
        for n in 0..money.replications {
            let row = places.replication(arm, n);
            text(sheet, (row, 0), &own.name, &style::words())?;
            number(sheet, (row, 1), (n + 1) as f64, &Format::new())?;
            for line in 0..=money.lines.len() {
                let each = w.amounts.each(arm, line).map(|each| each[n]);
                let all: Vec<usize> = (0..money.months.len()).collect();
                let says = summed(w, arm, (line, n), &all, 1.0);
                formula(sheet, (row, places::each(line)), &says, &Outcome::or(each, ""), &two)?;
            }
            if let Some(pair) = money.pairs.iter().find(|pair| pair.arm == arm) {
                let total = places::each(money.lines.len());
                let (base, own) = (here((places.replication(pair.base, n), total)), here((row, total)));
                let says = format!("=IF(COUNT({base},{own})<2,\"\",{base}-{own})");
                let saved = w.saved(pair).map(|each| each[n]);
                formula(sheet, (row, places.saved()), &says, &Outcome::or(saved, ""), &two)?;
            }
            if let Some(year) = &money.year {
                let says = summed(w, arm, (money.lines.len(), n), &year.months, year.factor);
                let of_year = w.amounts.years(arm).map(|each| each[n]);
                formula(sheet, (row, places.year()), &says, &Outcome::or(of_year, ""), &two)?;
            }
            for (at, figure) in w.book.each.iter().enumerate() {
                let value = figure.values[own.number].get(n).copied().flatten();
                if let Some(value) = value.filter(|value| value.is_finite()) {
                    number(sheet, (row, figures + at as u16), value, &style::number(figure.kind))?;
                }
            }
        }
    }
    for (at, head) in heads.iter().enumerate() {
        let wide = if at == 0 { w.of_names() } else { (width(head) * 0.6).clamp(13.0, 20.0) };
        sheet.set_column_width(at as u16, wide)?;
    }
    let last = places.replication(money.arms.len(), 0).saturating_sub(1);
    filter_rows(sheet, (REPLICATIONS - 1, last), heads.len())?;
    sheet
        .set_freeze_panes(REPLICATIONS, 2)?
        .set_repeat_rows(REPLICATIONS - 1, REPLICATIONS - 1)?
        .set_repeat_columns(0, 1)?;
    Writing::paper(sheet, 15.0 * heads.len() as f64);
    Ok(())
}

/// A replication's sum of a line over months.
fn summed(w: &Writing<'_>, arm: usize, (line, n): (usize, usize), months: &[usize], factor: f64) -> String {
    let (money, places) = (w.money(), w.places);
    let column = places.amount(line);
    let last = (money.months.len() - 1, money.replications - 1);
    let all = stretch((places.quantities(arm, 0, 0), column), (places.quantities(arm, last.0, last.1), column));
    let all = places.of(Sheet::Quantities, &all);
    let cell = |month: &usize| places.of(Sheet::Quantities, &here((places.quantities(arm, *month, n), column)));
    let cells: Vec<String> = months.iter().map(cell).collect();
    let times = if factor == 1.0 { String::new() } else { format!("*{factor}") };
    let wanted = money.months.len() * money.replications;
    // A list of arguments ends at 255.
    let sums: Vec<String> = cells.chunks(200).map(|some| format!("SUM({})", some.join(","))).collect();
    format!("=IF(COUNT({all})<{wanted},\"\",({}){times})", sums.join("+"))
}

/// Month × line × design.
pub fn ledger(w: &Writing<'_>, sheet: &mut Worksheet) -> Written {
    let (money, places) = (w.money(), w.places);
    w.top(sheet, Sheet::Ledger)?;
    formula(sheet, (1, 0), &w.banner(), &Outcome::nothing(), &style::red())?;
    let n = money.replications;
    let mut heads = vec![w.say("design", "方案"), w.say("line", "项目")];
    heads.extend(money.months.iter().cloned());
    heads.extend([
        w.say(&format!("sum, {}", money.currency), &format!("合计（{}）", money.currency)),
        w.say(&format!("± (95 %, n = {n})"), &format!("±（95 %，n = {n}）")),
        w.say("note", "说明"),
    ]);
    Writing::headings(sheet, LEDGER - 1, &heads)?;
    let running = w.amounts.running().count();
    for arm in 0..money.arms.len() {
        for line in 0..=money.lines.len() {
            let is_total = line == money.lines.len();
            let row = places.ledger(arm, line);
            let (words, kind) = if is_total {
                (style::sum_words(), style::sum(Kind::Money))
            } else {
                (style::words(), style::number(Kind::Money))
            };
            text(sheet, (row, 0), &money.arms[arm].name, &words)?;
            text(sheet, (row, 1), &w.line(line), &words)?;
            for month in 0..money.months.len() {
                let says = if is_total {
                    if running == 0 {
                        continue;
                    }
                    let (first, last) = (places.ledger(arm, 0), places.ledger(arm, running - 1));
                    let all = format!("{}:{}", here((first, places::month(month))), here((last, places::month(month))));
                    format!("=IF(COUNT({all})<{running},\"{}\",SUM({all}))", w.not_given())
                } else {
                    let column = places.amount(line);
                    let (from, until) = (places.quantities(arm, month, 0), places.quantities(arm, month, n - 1));
                    let all = places.of(Sheet::Quantities, &stretch((from, column), (until, column)));
                    format!("=IF(COUNT({all})<{n},\"{}\",ROUND(AVERAGE({all}),2))", w.not_given())
                };
                let result = Outcome::or(w.amounts.month(arm, line, month), w.not_given());
                formula(sheet, (row, places::month(month)), &says, &result, &kind)?;
            }
            let months = money.months.len();
            let (from, until) = (places::month(0), places::month(months - 1));
            let all = format!("{}:{}", here((row, from)), here((row, until)));
            let says = format!("=IF(COUNT({all})<{months},\"{}\",SUM({all}))", w.not_given());
            let sum = Outcome::or(w.amounts.sum(arm, line), w.not_given());
            let bold = if is_total { style::sum(Kind::Money) } else { style::number(Kind::Money).set_bold() };
            formula(sheet, (row, places.sum()), &says, &sum, &bold)?;
            error(w, sheet, (arm, line), &kind)?;
            if let Some(line) = money.lines.get(line) {
                text(sheet, (row, places.sum() + 2), &line.note, &style::note())?;
            }
        }
    }
    for (at, wide) in [(0, w.of_names()), (1, 16.0)] {
        sheet.set_column_width(at, wide)?;
    }
    for column in 2..places.sum() {
        sheet.set_column_width(column, 15.0)?;
    }
    for (n, wide) in [18.0, 15.0, 12.0].into_iter().enumerate() {
        sheet.set_column_width(places.sum() + n as u16, wide)?;
    }
    filter_rows(sheet, (LEDGER - 1, places.last_of_ledger()), heads.len())?;
    sheet.set_freeze_panes(LEDGER, 2)?.set_repeat_rows(LEDGER - 1, LEDGER - 1)?.set_repeat_columns(0, 1)?;
    Writing::paper(sheet, 15.0 * f64::from(places.sum()));
    Ok(())
}

/// The ± of a sum of the ledger; none of one replication.
fn error(w: &Writing<'_>, sheet: &mut Worksheet, (arm, line): (usize, usize), format: &Format) -> Written {
    const ERROR: f64 = 1.0 - crate::experiment::LEVEL;
    let (money, places) = (w.money(), w.places);
    let n = money.replications;
    let at = (places.ledger(arm, line), places.sum() + 1);
    if n < 2 {
        return text(sheet, at, "–", format);
    }
    let all = places.all(arm, places::each(line));
    let says = format!("=IF(COUNT({all})<{n},\"–\",TINV(0.05,{n}-1)*STDEV({all})/SQRT({n}))");
    let half = w.amounts.each(arm, line).and_then(|each| amounts::half_width(&each, ERROR));
    formula(sheet, at, &says, &Outcome::or(half, "–"), format)
}
