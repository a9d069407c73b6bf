//! What a staffing has to meet: what the file promises, or what is asked for.

use crate::catalogue::{Better, KpiId, Subject, Unit, is_given, promised};
use crate::compile::to_count;
use crate::diagnostic::nearest;
use crate::experiment::{Goal, Wanted, can_be_target};
use crate::model::{Model, TeamId};
use crate::report::Target;
use crate::say;
use crate::session::Refused;
use crate::session::request::{figure, no_subject};

/// What is asked for, or else all that the model promises to customers but what is `without`.
pub(super) fn targets(model: &Model, asked: &[String], without: &[String]) -> Result<Vec<Target>, Refused> {
    let mut all = Vec::new();
    for text in asked {
        all.push(read(text, model)?);
    }
    if asked.is_empty() {
        let to_customers = promised(model).into_iter().filter(|one| !model.types[one.of].outreach);
        all.extend(to_customers.map(|one| Target {
            wanted: Wanted { kpi: one.kpi, subject: Subject::Type(one.of).key(model) },
            goal: Goal { at_least: true, limit: one.share },
        }));
    }
    for text in without {
        let (kpi, subject) = figure(text.trim(), model)?;
        let is = |target: &Target| target.wanted.kpi == kpi && target.wanted.subject == subject;
        if !all.iter().any(is) {
            return Err(not_promised(text, &all, model));
        }
        all.retain(|target| !is(target));
    }
    if all.is_empty() {
        return Err(Refused::said(
            say!("nothing is promised: there is no target to meet", "没有目标可达到：文件没有承诺任何比例"),
            Some(say!(
                "write targets = [{{ first_reply = \"30 s\", share = 0.85 }}] for a type, or --target \"service_level@contact:NAME >= 80 %\"",
                "请给类型写 targets = [{{ first_reply = \"30 s\", share = 0.85 }}]，或用 --target \"service_level@contact:名称 >= 80 %\""
            )),
        ));
    }
    Ok(all)
}

fn not_promised(text: &str, all: &[Target], model: &Model) -> Refused {
    let name = |target: &Target| format!("{}@{}", target.wanted.kpi.key(model), target.wanted.subject);
    let known = all.iter().map(name).collect::<Vec<String>>().join(", ");
    Refused::said(
        say!("`{text}` is no target: it cannot be left out", "`{text}` 不是目标，无从去掉"),
        Some(say!("the targets are: {known}", "目标有：{known}")),
    )
}

/// Those of types that these teams serve, and the others, on which their people have no hold; all are asked where they serve none.
pub(super) fn served_by(model: &Model, teams: &[TeamId], all: Vec<Target>) -> (Vec<Target>, Vec<Target>) {
    let serves = |target: &Target| match Subject::parse(&target.wanted.subject, model) {
        Some((Subject::Type(of), _)) => model.types[of].teams().any(|team| teams.contains(&team)),
        _ => true,
    };
    let (served, beyond): (Vec<Target>, Vec<Target>) = all.into_iter().partition(serves);
    if served.is_empty() { (beyond, served) } else { (served, beyond) }
}

/// Reads `service_level@contact:presale >= 80 %`.
fn read(text: &str, model: &Model) -> Result<Target, Refused> {
    let wrong = || {
        Refused::said(
            say!("cannot read the target `{text}`", "读不懂目标 `{text}`"),
            Some(say!(
                "KPI@SUBJECT >= NUMBER or <= NUMBER with its unit, such as \"service_level@contact:presale >= 80 %\" or \
                 \"occupancy@team:presale <= 85 %\"",
                "写 指标@对象 >= 数 或 <= 数，带单位，例如 \"service_level@contact:presale >= 80 %\"、\"occupancy@team:presale <= 85 %\""
            )),
        )
    };
    let text = &text.replace('≥', ">=").replace('≤', "<=");
    let (what, at_least, amount) = match (text.split_once(">="), text.split_once("<=")) {
        (Some((what, amount)), None) => (what, true, amount),
        (None, Some((what, amount))) => (what, false, amount),
        _ => return Err(wrong()),
    };
    let (kpi, subject) = figure(what.trim(), model)?;
    let key = kpi.key(model);
    let Some((about, part)) = Subject::parse(subject, model) else {
        let known: Vec<String> = Subject::all_of(model).into_iter().map(|subject| subject.key(model)).collect();
        return Err(no_subject(subject, nearest(subject, &known).as_deref()));
    };
    if !is_given(model, kpi, part, about) {
        let help = to_count(kpi, model).unwrap_or_else(|| {
            say!("`peakstaff explain {key}` says of whom it is", "`peakstaff explain {key}` 说明它适用于谁")
        });
        return Err(Refused::said(say!("{key} is not given for {subject}", "{key} 不适用于 {subject}"), Some(help)));
    }
    if !can_be_target(kpi) {
        return Err(Refused::said(
            say!("{key} cannot be a target", "{key} 不能作为目标"),
            Some(say!(
                "shares and means can; for a percentile of waits ask for the share within a limit: service_level_60s",
                "比例和均值可以；等待的分位数请改为某时限内的比例：service_level_60s"
            )),
        ));
    }
    let goal = Goal { at_least, limit: amount_of(kpi, amount, model).ok_or_else(wrong)? };
    let turned = matches!((kpi.better(), at_least), (Better::Higher, false) | (Better::Lower, true));
    if turned {
        let sign = if at_least { "<=" } else { ">=" };
        return Err(Refused::said(
            say!("`{text}` asks for the worse side of {key}", "`{text}` 要求的是 {key} 变差的方向"),
            Some(say!("write {sign}", "请写 {sign}")),
        ));
    }
    Ok(Target { wanted: Wanted { kpi, subject: subject.to_owned() }, goal })
}

/// A number with its unit; a bare 0.8 of a share could be eight tenths or less than one per cent.
fn amount_of(kpi: KpiId, text: &str, model: &Model) -> Option<f64> {
    let text = text.trim();
    let split = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let number: f64 = text[..split].parse().ok().filter(|x: &f64| x.is_finite())?;
    let factor = match (kpi.unit(model), text[split..].trim()) {
        (Unit::Share, "%" | "％") => 0.01,
        (Unit::Seconds, "s" | "秒") => 1.0,
        (Unit::Seconds, "min" | "分钟") => 60.0,
        (Unit::Seconds, "h" | "小时") => 3600.0,
        (Unit::Share | Unit::Seconds, _) => return None,
        (_, "") => 1.0,
        _ => return None,
    };
    Some(number * factor)
}
