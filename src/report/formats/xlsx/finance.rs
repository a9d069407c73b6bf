//! The sheet for finance: what each design saves in a year, by line of the ledger, and the flows of the years with what they are
//! worth. All of it follows the assumptions sheet but what was drawn.

use super::places::{At, Sheet, fixed, here};
use super::style;
use super::write::{self, Outcome, Written, formula, number, text};
use super::writing::Writing;
use crate::experiment::{Flow, PaidBack};
use crate::report::book::{BookPair as Pair, Factor, Finance, Kind, Worth, amounts};
use crate::report::cents::cents;
use crate::report::words::Words;
use rust_xlsxwriter::{DataValidation, DataValidationRule, Format, Worksheet};

/// The cells that finance types into.
const RATE: At = (4, 1);
const YEARS: At = (5, 1);
/// The headings of what each pair comes to.
const SUMMARY: u32 = 7;
/// Columns of flows.
const UNTIL: u16 = 2;
const BASE: u16 = 3;
const ARM: u16 = 4;
const SAVED: u16 = 5;
const ONCE: u16 = 6;
const NET: u16 = 7;
const SUM: u16 = 8;
const FACTOR: u16 = 9;
const WORTH: u16 = 10;
const BELOW: u16 = 11;

/// A pair on the sheet, and where its tables begin.
struct Block<'a> {
    /// Its place among the pairs of the book.
    number: usize,
    pair: &'a Pair,
    /// What it comes to as the file stands; none where a price was not given.
    worth: Option<Worth>,
    /// The heading of the table of lines.
    bridge: u32,
    /// The heading of the table of flows.
    flows: u32,
}

/// The sheet.
pub fn saving(w: &Writing<'_>, sheet: &mut Worksheet) -> Written {
    let finance = w.book.finance.as_ref().expect("only where there is one");
    w.top(sheet, Sheet::Saving)?;
    let about = w.say(
        "All values as the assumptions sheet has them; flows at the ends of months. Yellow cells may be typed over: prices and wages on the assumptions sheet, rate and years here.",
        "各数按“假设”页的取值计算；现金流在月末。黄色格子可直接改：单价与工资在“假设”页，利率与年数在本页。",
    );
    text(sheet, (1, 0), &about, &style::note())?;
    formula(sheet, (2, 0), &w.banner(), &Outcome::nothing(), &style::red())?;
    inputs(w, sheet, finance)?;
    let judged: Vec<usize> = (0..w.money().pairs.len()).filter(|at| w.money().pairs[*at].judged).collect();
    let mut below = SUMMARY + judged.len() as u32 + 2;
    if let Some(drawn) = &finance.drawn {
        below = write::grid(sheet, below, drawn)? + 1;
    }
    let rows = finance.lengths.len() * finance.room() as usize;
    let of_lines = w.money().lines.len() as u32 + 5;
    let height = of_lines + rows as u32 + 4;
    let block = |(n, number): (usize, &usize)| {
        let pair = &w.money().pairs[*number];
        let bridge = below + n as u32 * height;
        let worth = finance.worth(&w.amounts, w.money(), pair);
        Block { number: *number, pair, worth, bridge, flows: bridge + of_lines }
    };
    let blocks: Vec<Block<'_>> = judged.iter().enumerate().map(block).collect();
    summary(w, sheet, (finance, rows), &blocks)?;
    for block in &blocks {
        lines(w, sheet, block)?;
        flows(w, sheet, finance, block)?;
    }
    let widths = [44.0, 17.0, 17.0, 17.0, 17.0, 17.0, 17.0, 17.0, 17.0, 12.0, 17.0, 12.0];
    for (column, wide) in widths.into_iter().enumerate() {
        sheet.set_column_width(column as u16, wide)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Writing::paper(sheet, 200.0);
    Ok(())
}

fn inputs(w: &Writing<'_>, sheet: &mut Worksheet, finance: &Finance) -> Written {
    let room = finance.room();
    text(sheet, (RATE.0, 0), &w.say("interest a year, effective", "实际年利率"), &style::words())?;
    number(sheet, RATE, finance.rate, &style::input("0.00%"))?;
    text(sheet, (YEARS.0, 0), &w.say("years looked at", "看几年"), &style::words())?;
    number(sheet, YEARS, f64::from(finance.years), &style::input("0"))?;
    let about = w.say(
        &format!("1 to {room}; the counted months come again every year, what is paid once does not"),
        &format!("1 至 {room}；统计的各月逐年重复，一次性成本不重复"),
    );
    text(sheet, (YEARS.0, 2), &about, &style::note())?;
    let whole = DataValidation::new().allow_whole_number(DataValidationRule::Between(1, room as i32));
    sheet.add_data_validation(YEARS.0, YEARS.1, YEARS.0, YEARS.1, &whole)?;
    let share = DataValidation::new().allow_decimal_number(DataValidationRule::Between(0.0, 1.0));
    sheet.add_data_validation(RATE.0, RATE.1, RATE.0, RATE.1, &share)?;
    Ok(())
}

/// Cells of a column of flows.
fn column(block: &Block<'_>, rows: usize, column: u16) -> String {
    let first = block.flows + 2;
    format!("{}:{}", fixed((first, column)), fixed((first + rows as u32 - 1, column)))
}

/// What each pair comes to.
fn summary(
    w: &Writing<'_>,
    sheet: &mut Worksheet,
    (finance, rows): (&Finance, usize),
    blocks: &[Block<'_>],
) -> Written {
    let (money, words, places) = (w.money(), Words::of(w.lang), w.places);
    let heads = [
        words.design.to_owned(),
        w.say("beside", "对比"),
        w.say(&format!("saved in a year, {}", money.currency), &format!("一年节省（{}）", money.currency)),
        "±".to_owned(),
        words.verdict.to_owned(),
        w.say("paid once", "一次性成本"),
        w.say("paid back in month", "第几个月回本"),
        w.say("net present value", "净现值"),
        w.say("the same by NPV()", "用 NPV() 核对"),
    ];
    Writing::headings(sheet, SUMMARY, &heads)?;
    let kind = style::number(Kind::Money);
    let bold = kind.clone().set_bold();
    let whole = finance.lengths.iter().all(|months| *months == 1.0);
    for (n, block) in blocks.iter().enumerate() {
        let row = SUMMARY + 1 + n as u32;
        let name = |arm: usize| &money.arms[arm].name;
        text(sheet, (row, 0), name(block.pair.arm), &style::bold())?;
        text(sheet, (row, 1), name(block.pair.base), &style::words())?;
        let of = |column: u16| {
            format!("={}", places.of(Sheet::Differences, &here((places.saving(block.number, 1), column))))
        };
        let year = super::differences::Worked::year(w, block.pair);
        formula(sheet, (row, 2), &of(3), &Outcome::or(year.gap, w.not_given()), &bold)?;
        formula(sheet, (row, 3), &of(4), &Outcome::or(year.half, "–"), &kind)?;
        formula(sheet, (row, 4), &of(5), &Outcome::Text(year.verdict(w)), &style::verdict(&style::bold()))?;
        let all = |of: u16| column(block, rows, of);
        let known = format!("COUNT({})<COUNT({})", all(NET), all(UNTIL));
        let paid = block.worth.as_ref().map(|worth| worth.flows.iter().map(|flow| flow.once).sum());
        let says = format!("=IF({known},\"{}\",SUM({}))", w.not_given(), all(ONCE));
        formula(sheet, (row, 5), &says, &Outcome::or(paid, w.not_given()), &kind)?;
        back(w, sheet, ((row, 6), rows), block)?;
        let present = block.worth.as_ref().map(|worth| worth.present_value);
        let says = format!("=IF({known},\"{}\",SUM({}))", w.not_given(), all(WORTH));
        formula(sheet, (row, 7), &says, &Outcome::or(present, w.not_given()), &bold)?;
        if whole {
            let rate = fixed(RATE);
            let says = format!("=IF({known},\"{}\",NPV((1+{rate})^(1/12)-1,{}))", w.not_given(), all(NET));
            formula(sheet, (row, 8), &says, &Outcome::or(present, w.not_given()), &kind)?;
        } else {
            text(sheet, (row, 8), &w.say("months are not whole", "各月不是整月"), &style::note())?;
        }
    }
    Ok(())
}

/// The month in which what is paid once has come back.
fn back(w: &Writing<'_>, sheet: &mut Worksheet, (at, rows): (At, usize), block: &Block<'_>) -> Written {
    let words = Words::of(w.lang);
    if block.pair.undone {
        return text(sheet, at, words.unfinished, &style::bold());
    }
    let never = w.say("not within these years", "这几年内未回本");
    let all = |of: u16| column(block, rows, of);
    let [until, net, once, below] = [UNTIL, NET, ONCE, BELOW].map(all);
    let says = format!(
        "=IF(COUNT({net})<COUNT({until}),\"{}\",IF(SUM({once})<=0,\"{}\",IF(MAX({below})>=COUNT({until}),\"{never}\",MAX(1,ROUNDUP(INDEX({until},MAX({below})+1)-0.000001,0)))))",
        w.not_given(),
        words.nothing_to_repay,
    );
    let found = match block.worth.as_ref().map(|worth| worth.paid_back) {
        None => Outcome::Text(w.not_given().to_owned()),
        Some(PaidBack::Nothing) => Outcome::Text(words.nothing_to_repay.to_owned()),
        Some(PaidBack::Never) => Outcome::Text(never),
        Some(PaidBack::Month(month)) => Outcome::Number(f64::from(month)),
    };
    formula(sheet, at, &says, &found, &style::number(Kind::Count).set_bold())
}

/// From one running cost to the other by line of the ledger, a year; and which inputs price each line.
fn lines(w: &Writing<'_>, sheet: &mut Worksheet, block: &Block<'_>) -> Written {
    let (money, pair) = (w.money(), block.pair);
    let (arm, base) = (&money.arms[pair.arm].name, &money.arms[pair.base].name);
    let heading = w.say(
        &format!("{arm} against {base}: where a year's saving comes from"),
        &format!("{arm} 对比 {base}：一年的节省来自哪些项"),
    );
    text(sheet, (block.bridge, 0), &heading, &style::heading())?;
    let heads = [
        w.say(&format!("line, {} a year", money.currency), &format!("项目（每年，{}）", money.currency)),
        base.clone(),
        arm.clone(),
        w.say("saved", "节省"),
        w.say("share", "占比"),
        w.say("rows of the assumptions sheet", "“假设”页的行"),
    ];
    Writing::headings(sheet, block.bridge + 1, &heads)?;
    let running: Vec<usize> = w.amounts.running().collect();
    let total = money.lines.len();
    let end = block.bridge + 2 + running.len() as u32;
    for (n, line) in running.iter().copied().chain([total]).enumerate() {
        let row = block.bridge + 2 + n as u32;
        let (named, kind) = if line == total {
            (style::sum_words(), style::sum(Kind::Money))
        } else {
            (style::words(), style::number(Kind::Money))
        };
        text(sheet, (row, 0), &w.line(line), &named)?;
        for (column, of) in [(1, pair.base), (2, pair.arm)] {
            let found = Outcome::or(w.amounts.year(of, line), w.not_given());
            formula(sheet, (row, column), &a_year(w, of, line), &found, &kind)?;
        }
        let gap = |line: usize| Some(w.amounts.year(pair.base, line)? - w.amounts.year(pair.arm, line)?);
        let [from, to, saved, all] = [(row, 1), (row, 2), (row, 3), (end, 3)].map(here);
        let says = format!("=IF(COUNT({from},{to})<2,\"{}\",{from}-{to})", w.not_given());
        formula(sheet, (row, 3), &says, &Outcome::or(gap(line), w.not_given()), &kind)?;
        let share = gap(line).zip(gap(total)).filter(|(_, total)| *total != 0.0).map(|(line, total)| line / total);
        let says = format!("=IF(COUNT({saved},{all})<2,\"–\",IF({all}=0,\"–\",{saved}/{all}))");
        formula(sheet, (row, 4), &says, &Outcome::or(share, "–"), &style::number(Kind::Share))?;
        text(sheet, (row, 5), &priced_by(w, block, line), &style::note())?;
    }
    Ok(())
}

/// A year of a line of the ledger.
fn a_year(w: &Writing<'_>, arm: usize, line: usize) -> String {
    let (places, year) = (w.places, w.money().year.as_ref().expect("a year is counted"));
    let row = places.ledger(arm, line);
    let ledger = |column: u16| places.of(Sheet::Ledger, &here((row, column)));
    let cells: Vec<String> = year.months.iter().map(|month| ledger(super::places::month(*month))).collect();
    let sums: Vec<String> = cells.chunks(200).map(|some| format!("SUM({})", some.join(","))).collect();
    let factor = if year.factor == 1.0 { String::new() } else { format!("*{}", year.factor) };
    format!("=IF(COUNT({})<1,\"{}\",({}){factor})", ledger(places.sum()), w.not_given(), sums.join("+"))
}

/// Rows of the assumptions sheet whose prices a line is made of in either design.
fn priced_by(w: &Writing<'_>, block: &Block<'_>, line: usize) -> String {
    let money = w.money();
    let has = |part: usize| [block.pair.base, block.pair.arm].iter().any(|arm| amounts::has(money, *arm, part));
    let parts = money.parts.iter().enumerate().filter(|(at, part)| part.line == line && has(*at));
    let of = |factor: &Factor| match *factor {
        Factor::Price(at) | Factor::OneMore(at) | Factor::Beyond(at, _) => Some(at),
        Factor::Times(_) | Factor::Over(_) => None,
    };
    let mut rows: Vec<u32> = parts
        .flat_map(|(_, part)| part.factors.iter().filter_map(of))
        .map(|at| super::places::input(at, 0).0 + 1)
        .collect();
    rows.sort_unstable();
    rows.dedup();
    rows.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}

/// The flows of the years, a month a row.
fn flows(w: &Writing<'_>, sheet: &mut Worksheet, finance: &Finance, block: &Block<'_>) -> Written {
    let (money, pair) = (w.money(), block.pair);
    let (arm, base) = (&money.arms[pair.arm].name, &money.arms[pair.base].name);
    let heading = w.say(&format!("{arm} against {base}: month by month"), &format!("{arm} 对比 {base}：逐月现金流"));
    text(sheet, (block.flows, 0), &heading, &style::heading())?;
    let heads = [
        w.say("month", "月份"),
        w.say("no.", "序号"),
        w.say("months until its end", "至月末的月数"),
        base.clone(),
        arm.clone(),
        w.say("saved", "节省"),
        w.say("paid once", "一次性成本"),
        w.say("net", "净额"),
        w.say("cumulative", "累计"),
        w.say("discount factor", "折现系数"),
        w.say("present value", "现值"),
        w.say("still below zero", "累计仍为负"),
    ];
    Writing::headings(sheet, block.flows + 1, &heads)?;
    let months = finance.lengths.len();
    let nothing = vec![0.0; months];
    let ends = crate::experiment::flows(&finance.lengths, &nothing, &nothing, finance.years);
    let mut sum = 0.0;
    for n in 0..months * finance.room() as usize {
        let (month, round) = (n % months, n / months);
        let row = block.flows + 2 + n as u32;
        let named =
            if round == 0 { money.months[month].clone() } else { format!("{} (+{round})", money.months[month]) };
        text(sheet, (row, 0), &named, &style::words())?;
        number(sheet, (row, 1), (n + 1) as f64, &style::number(Kind::Count))?;
        let flow = block.worth.as_ref().and_then(|worth| worth.flows.get(n));
        sum += flow.map_or(0.0, |flow| flow.saved - flow.once);
        let at = ends.get(n).map(|end| end.at);
        one(w, sheet, (finance, block), &Flowing { n, month, row, at, flow, sum })?;
    }
    Ok(())
}

/// A row of flows.
struct Flowing<'a> {
    /// Its place among all.
    n: usize,
    /// Its place among the ledger's months.
    month: usize,
    row: u32,
    /// Months until its end; none: it is not looked at.
    at: Option<f64>,
    /// What it brings; none: it is not looked at, or a price was not given.
    flow: Option<&'a Flow>,
    /// What all up to it bring.
    sum: f64,
}

fn one(w: &Writing<'_>, sheet: &mut Worksheet, (finance, block): (&Finance, &Block<'_>), of: &Flowing<'_>) -> Written {
    let (money, places, row) = (w.money(), w.places, of.row);
    let cell = |column: u16| here((row, column));
    let kind = style::number(Kind::Money);
    let put = |sheet: &mut Worksheet, column: u16, says: &str, found: Option<f64>, format: &Format| -> Written {
        formula(sheet, (row, column), says, &Outcome::or(found, ""), format)
    };
    let length = finance.lengths[of.month];
    // A year that is a leap year, or begins within a month, has no further month for its last days.
    let limit = format!("12*{}-0.05", fixed(YEARS));
    let before = here((row - 1, UNTIL));
    let until = if of.n == 0 {
        format!("=IF({limit}>0,{length},\"\")")
    } else {
        format!("=IF(COUNT({before})=0,\"\",IF({before}<{limit},{before}+{length},\"\"))")
    };
    put(sheet, UNTIL, &until, of.at, &style::number(Kind::Two))?;
    let here_at = cell(UNTIL);
    let seen = |says: String| format!("=IF(COUNT({here_at})=0,\"\",{says})");
    let total = money.lines.len();
    for (column, arm) in [(BASE, block.pair.base), (ARM, block.pair.arm)] {
        let ledger = places.of(Sheet::Ledger, &here((places.ledger(arm, total), super::places::month(of.month))));
        let found = Outcome::or(w.amounts.month(arm, total, of.month), w.not_given());
        let found = if of.at.is_some() { found } else { Outcome::nothing() };
        formula(sheet, (row, column), &seen(ledger), &found, &kind)?;
    }
    let [base, arm, saved, once, net] = [BASE, ARM, SAVED, ONCE, NET].map(cell);
    let both = |a: &str, b: &str, says: String| format!("=IF(COUNT({a},{b})<2,\"\",{says})");
    put(sheet, SAVED, &both(&base, &arm, format!("{base}-{arm}")), of.flow.map(|flow| flow.saved), &kind)?;
    let line = money.lines.iter().position(|line| line.once).filter(|_| of.n < finance.lengths.len());
    let paid = line.map_or("0".to_owned(), |line| {
        let ledger =
            |arm: usize| places.of(Sheet::Ledger, &here((places.ledger(arm, line), super::places::month(of.month))));
        let (design, other) = (ledger(block.pair.arm), ledger(block.pair.base));
        format!("IF(COUNT({design},{other})<2,\"\",{design}-{other})")
    });
    put(sheet, ONCE, &seen(paid), of.flow.map(|flow| flow.once), &kind)?;
    put(
        sheet,
        NET,
        &both(&saved, &once, format!("{saved}-{once}")),
        of.flow.map(|flow| flow.saved - flow.once),
        &kind,
    )?;
    let sum = format!("SUM({}:{net})", fixed((block.flows + 2, NET)));
    put(sheet, SUM, &both(&net, &net, sum), of.flow.map(|_| of.sum), &kind)?;
    let factor = |at: f64| (1.0 + finance.rate).powf(-at / 12.0);
    let says = seen(format!("(1+{})^(-{here_at}/12)", fixed(RATE)));
    put(sheet, FACTOR, &says, of.at.map(factor), &Format::new().set_num_format("0.000000"))?;
    let by = cell(FACTOR);
    let worth = of.flow.map(|flow| (flow.saved - flow.once) * factor(flow.at));
    put(sheet, WORTH, &both(&net, &by, format!("{net}*{by}")), worth, &kind)?;
    let sums = cell(SUM);
    let below = format!("=IF(COUNT({sums})=0,\"\",IF(ROUND({sums},2)<0,{},0))", cell(1));
    let found = of.flow.map(|_| if cents(of.sum) < 0.0 { (of.n + 1) as f64 } else { 0.0 });
    put(sheet, BELOW, &below, found, &style::grey("0;;\"\""))
}
