//! Which two are held against each other, and why nothing can be said of them.

use super::super::request::{case, design, known};
use super::super::{Refused, Request};
use crate::compile::Compiled;
use crate::experiment::{Arm, same_demand};
use crate::model::{Model, Staffing};
use crate::say;

/// Days of which a year can be made.
const A_YEAR: i32 = 365;

/// The baseline's design and the one asked for, or the only other, in the case asked for, or the baseline's.
pub fn chosen(compiled: &Compiled, request: &Request) -> Result<[(usize, usize); 2], Refused> {
    let Some((base, own_case)) = compiled.baseline else {
        let (en, zh) = known(&compiled.designs);
        return Err(Refused::said(
            say!("nothing is saved without a baseline to save against", "没有基准方案，谈不上节省"),
            Some(say!(
                "name the design as it is today: baseline = \"NAME@base\"; here are {en}",
                "请写明哪个是现状：baseline = \"名称@base\"；这里有：{zh}"
            )),
        ));
    };
    let case = request.cases.first().map_or(Ok(own_case), |key| case(compiled, key))?;
    let others: Vec<usize> = (0..compiled.designs.len()).filter(|other| *other != base).collect();
    let baseline = &compiled.designs[base].key;
    let other = match (request.designs.first(), &others[..]) {
        (Some(key), _) => design(compiled, key)?,
        (None, [only]) => *only,
        (None, []) => {
            return Err(Refused::said(
                say!("there is only one design: nothing to save against", "只有一个方案：没有可以对比的基准"),
                Some(say!(
                    "write a second [design.NAME] with like = \"{baseline}\"",
                    "请再写一个 [design.名称]，其中 like = \"{baseline}\""
                )),
            ));
        }
        (None, several) => {
            let labels: Vec<_> = several.iter().map(|other| compiled.designs[*other].clone()).collect();
            let (en, zh) = known(&labels);
            return Err(Refused::said(
                say!("several designs could save: which?", "有几个方案：要看哪一个的节省？"),
                Some(say!("choose one with --design: {en}", "请用 --design 选择一个：{zh}")),
            ));
        }
    };
    if other == base {
        return Err(Refused::said(
            say!("`{baseline}` is the baseline itself", "`{baseline}` 就是基准方案"),
            Some(say!("name another with --design", "请用 --design 选择另一个方案")),
        ));
    }
    Ok([(base, case), (other, case)])
}

/// Refuses what meets other customers, counts no year, or lacks a price that is surely needed.
pub fn can_be_told(models: &[Model]) -> Result<(), Refused> {
    let [base, design] = models else { unreachable!("two designs were asked for") };
    same_customers(base, design)?;
    let days = base.calendar.days;
    if days < A_YEAR {
        return Err(Refused::said(
            say!("{days} days are counted: a year's saving takes 365", "统计了 {days} 天：年度节省需要满 365 天"),
            Some(say!("write days = 365, or --set days=365", "请写 days = 365，或 --set days=365")),
        ));
    }
    let lacking: Vec<String> = models.iter().flat_map(lacking).collect();
    if lacking.is_empty() { Ok(()) } else { Err(unpriced(&lacking)) }
}

/// Savings are told between equals only.
pub(in crate::session) fn same_customers(base: &Model, design: &Model) -> Result<(), Refused> {
    if same_demand(design, base) {
        return Ok(());
    }
    let differs = design.types.iter().filter(|kind| {
        let same = |other: &&crate::model::ContactType| other.label.key == kind.label.key;
        base.types.iter().find(same).is_none_or(|other| other.arrivals != kind.arrivals)
    });
    let paths: Vec<String> = differs.map(|kind| format!("contact.{}.arrivals", kind.label.in_path())).collect();
    let (of_design, of_base) = (&design.design.key, &base.design.key);
    let (en, zh) = if paths.is_empty() {
        ("the days are not equally busy".to_owned(), "每天的忙闲不同".to_owned())
    } else {
        (format!("{} is not the same", paths.join(", ")), format!("{} 不同", paths.join("、")))
    };
    Err(Refused::said(
        say!(
            "`{of_design}` and `{of_base}` do not meet the same demand: {en}",
            "`{of_design}` 与 `{of_base}` 面对的需求不同：{zh}"
        ),
        Some(say!(
            "a saving against another demand is none; take the change out of design.{of_design}, or look at both with `compare`",
            "需求不同就谈不上节省；请把这一改动移出 design.{of_design}，或用 `compare` 分别看两者"
        )),
    ))
}

/// Lines to write where a price is missing that every year needs.
fn lacking(model: &Model) -> Vec<String> {
    let mut lines = Vec::new();
    let design = model.design.in_path();
    for team in &model.teams {
        let place = format!("design.{design}.team.{}", team.label.in_path());
        match &team.pay {
            None => lines.push(format!("{place}.pay = {{ month = …, loading = …, seat = … }}")),
            Some(pay) => lines.extend(pay.not_given().into_iter().map(|key| format!("{place}.pay.{key} = …"))),
        }
        let for_days = matches!(&team.staffing, Staffing::People(roster) if !roster.day_paid.is_empty());
        if for_days && team.pay.as_ref().is_some_and(|pay| pay.day.is_none()) {
            lines.push(format!("{place}.pay.day = …"));
        }
        if team.severance.iter().any(|once| once.amount.is_none()) {
            lines.push(format!("{place}.severance.month = …"));
        }
    }
    if model.money.bot.is_none() && model.types.iter().any(|kind| kind.bot.is_some()) {
        lines.push(format!("design.{design}.costs.bot.month = …"));
    }
    lines
}

fn unpriced(lines: &[String]) -> Refused {
    let lines = lines.join("\n    ");
    Refused::said(
        say!("a price is missing: no saving can be told", "有价格没有填：无法给出节省"),
        Some(say!("write these; 0 where there is none:\n    {lines}", "请补上，确实没有的写 0：\n    {lines}")),
    )
}

/// What turned out to be missing once it was counted.
pub fn not_priced(arms: [&Arm; 2]) -> Refused {
    let mut lines = Vec::new();
    for model in arms.map(|arm| &arm.model) {
        let design = model.design.in_path();
        for team in &model.teams {
            let place = format!("design.{design}.team.{}.pay", team.label.in_path());
            let Some(pay) = &team.pay else { continue };
            if pay.hire.is_none() && matches!(&team.staffing, Staffing::People(roster) if roster.payroll.moves()) {
                lines.push(format!("{place}.hire = …"));
            }
            if pay.commission.is_some_and(|commission| commission.sales > 0.0) {
                let sold =
                    model.types.iter().filter(|kind| kind.sale.as_ref().is_some_and(|s| s.order_value.is_none()));
                lines.extend(sold.map(|kind| format!("contact.{}.sale.order_value = …", kind.label.in_path())));
            }
        }
    }
    lines.dedup();
    unpriced(&lines)
}
