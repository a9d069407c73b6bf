//! Like for like: what another design surely reaches of all that is promised, as targets of the one that is sized.

use crate::catalogue::{Subject, promised};
use crate::experiment::LEVEL;
use crate::model::Model;
use crate::say;
use crate::scenario::text::sources::Sources;
use crate::session::points::{OfPoints, Points, PointsDone};
use crate::session::savings::same_customers;
use crate::session::{Refused, Request, case_of, check, chosen, design};

/// Tenths of a per cent: a target is no closer than this, and below it what nobody can surely reach.
const TENTHS: f64 = 1000.0;

/// The other design, to be run as it is in the same case.
pub fn other(sources: &dyn Sources, request: &Request, key: &str) -> Result<Points, Refused> {
    let scenario = check(sources, &request.file, &request.sets)?;
    let compiled = &scenario.compiled;
    let own = chosen(compiled, request)?;
    let other = compiled.model(design(compiled, key)?, case_of(compiled, &own.case.key)?);
    if other.design.key == own.design.key {
        return Err(Refused::said(
            say!("`{key}` is the design that is sized itself", "`{key}` 就是要定员的方案"),
            Some(say!("name another with --as-good-as", "请用 --as-good-as 指定另一个方案")),
        ));
    }
    same_customers(own, other)?;
    let kpis = promises(other);
    if kpis.is_empty() {
        return Err(Refused::said(
            say!("`{key}` promises nothing: nothing says how good it is", "`{key}` 没有承诺任何目标，说不出有多好"),
            Some(say!(
                "--target \"service_level@contact:NAME >= 80 %\"",
                "--target \"service_level@contact:名称 >= 80 %\""
            )),
        ));
    }
    let request = Request { designs: vec![key.to_owned()], cases: vec![own.case.key.clone()], ..request.clone() };
    Points::compile(sources, scenario, &request, &OfPoints { kpis, weeks: None }, vec![Vec::new()])
}

/// `service_level@contact:presale`, of every share that customers are promised.
fn promises(model: &Model) -> Vec<String> {
    let to_customers = promised(model).into_iter().filter(|one| !model.types[one.of].outreach);
    to_customers.map(|one| format!("{}@{}", one.kpi.key(model), Subject::Type(one.of).key(model))).collect()
}

/// Its lower bounds as targets; none of a figure of which nothing happened.
pub fn targets(points: &Points, done: PointsDone) -> Vec<String> {
    let figures = done.read.into_iter().next().flatten().unwrap_or_default();
    let target = |(wanted, sample): (&crate::experiment::Wanted, &Option<crate::stats::Sample>)| {
        let sample = sample.as_ref()?;
        let low = sample.value - sample.half_width(LEVEL).unwrap_or(0.0);
        let share = (low * TENTHS).floor().clamp(0.0, TENTHS - 1.0) / TENTHS * 100.0;
        Some(format!("{}@{} >= {share:.1} %", wanted.kpi.key(&points.model), wanted.subject))
    };
    points.wanted[..points.shown].iter().zip(&figures).filter_map(target).collect()
}
