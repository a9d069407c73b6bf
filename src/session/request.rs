//! What is asked for by name: designs, cases, periods, figures, and how often.

use super::compared::Compared;
use super::{AT_MOST, REPLICATIONS, Refused, Request};
use crate::catalogue::{KpiId, Span, Subject, Unit, civil, find_by_name_in, is_given, kpis, names_of};
use crate::compile::{Compiled, to_count};
use crate::diagnostic::nearest;
use crate::experiment::{Precision, Replications, Settled};
use crate::model::{Calendar, Label, Model};
use crate::say;

/// The precision of a comparison whose verdicts decide.
const AUTO: &str = "auto";
/// A period that is shown as an example is a week.
const DAYS_OF_A_WEEK: i32 = 7;

/// Refuses a period that there is not among these; of a file that names none says how one is written, with dates of its own `calendar`.
pub(super) fn known_period(period: &str, spans: &[Span], calendar: &Calendar) -> Result<(), Refused> {
    let known: Vec<&str> = spans.iter().map(|span| &span.label.key[..]).collect();
    if known.contains(&period) {
        return Ok(());
    }
    let help = if spans.iter().any(|span| span.named) {
        let list = known.join(", ");
        say!("known here: {list}", "这里有：{list}")
    } else {
        let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let key =
            if period.is_empty() || period.contains(|c| !bare(c)) { format!("{period:?}") } else { period.into() };
        let first = calendar.epoch_day(calendar.warm_up_days);
        let [from, until, last] =
            [first, first + calendar.days.min(DAYS_OF_A_WEEK) - 1, first + calendar.days - 1].map(civil);
        say!(
            "this file names no period: write `[period.{key}]` with `from = {from}` and `until = {until}`, each on a line of its own (any of the \
             dates that count: {from} to {last})",
            "这个文件没有命名期间：另起几行写 `[period.{key}]`、`from = {from}`、`until = {until}`（日期取统计期内的：{from} 至 {last}）"
        )
    };
    Err(Refused::said(say!("there is no period `{period}`", "没有期间 `{period}`"), Some(help)))
}

pub(super) fn design(compiled: &Compiled, key: &str) -> Result<usize, Refused> {
    compiled.design(key).ok_or_else(|| unknown(key, &compiled.designs, ("design", "方案")))
}

pub(super) fn case(compiled: &Compiled, key: &str) -> Result<usize, Refused> {
    compiled.case(key).ok_or_else(|| unknown(key, &compiled.cases, ("case", "假设")))
}

pub(super) fn known(labels: &[Label]) -> (String, String) {
    let keys: Vec<&str> = labels.iter().map(|label| &label.key[..]).collect();
    (keys.join(", "), keys.join("、"))
}

fn unknown(key: &str, labels: &[Label], (word_en, word_zh): (&str, &str)) -> Refused {
    let (en, zh) = known(labels);
    let parts: Vec<&str> = key.split([',', '，', '、']).map(str::trim).collect();
    let several = parts.len() > 1 && parts.iter().all(|part| labels.iter().any(|label| label.key == *part));
    if several {
        let each: Vec<String> = parts.iter().map(|part| format!("--{word_en} {part}")).collect();
        let each = each.join(" ");
        return Refused::said(
            say!("there is no {word_en} `{key}`", "没有叫 `{key}` 的{word_zh}"),
            Some(say!("several are written one by one: {each}", "几个要分开写：{each}")),
        );
    }
    let help = match nearest(key, labels.iter().map(|label| &label.key)) {
        Some(near) => say!("did you mean `{near}`?", "是不是想写 `{near}`？"),
        None => say!("known here: {en}", "这里有：{zh}"),
    };
    Refused::said(say!("there is no {word_en} `{key}`", "没有叫 `{key}` 的{word_zh}"), Some(help))
}

pub(super) fn no_replications() -> Refused {
    Refused::said(
        say!("--replications must be at least 1", "--replications 至少为 1"),
        Some(say!("20 or more give intervals worth reading", "20 次以上的区间才有参考价值")),
    )
}

pub(super) fn replications(request: &Request, models: &[Model]) -> Result<Replications, Refused> {
    match (&request.precision, request.replications) {
        (None, Some(0)) => Err(no_replications()),
        (None, n) => Ok(Replications::Fixed(n.unwrap_or(REPLICATIONS))),
        (Some(text), at_most) => {
            let precision = precision(text, models, at_most.unwrap_or(AT_MOST))?;
            Ok(Replications::Until(precision))
        }
    }
}

/// How often a comparison is simulated: as often as asked for, or with `--precision auto` until its verdicts are settled.
pub(super) fn replications_of(request: &Request, compared: &Compared, period: &str) -> Result<Replications, Refused> {
    let is_auto = request.precision.as_ref().is_some_and(|text| text.trim() == AUTO);
    match request.replications {
        _ if !is_auto => replications(request, &compared.models),
        Some(0) => Err(no_replications()),
        _ if compared.models.len() < 2 => Err(Refused::said(
            say!(
                "--precision {AUTO} ends when the verdicts of a comparison are settled, and here nothing is compared",
                "--precision {AUTO} 在比较的结论已定时停止，而这里没有比较"
            ),
            Some(say!(
                "use `compare`, or name a figure: --precision \"coverage@all=0.2 pp\"",
                "请用 `compare`，或指定指标：--precision \"coverage@all=0.2 pp\""
            )),
        )),
        at_most => Ok(Replications::Settled(Settled {
            baseline: compared.baseline,
            period: period.to_owned(),
            at_most: at_most.unwrap_or(REPLICATIONS),
        })),
    }
}

/// Reads `service_level@contact:presale=0.5 pp`.
fn precision(text: &str, models: &[Model], at_most: u64) -> Result<Precision, Refused> {
    let shape = || {
        Refused::said(
            say!("cannot read the precision `{text}`", "读不懂精度 `{text}`"),
            Some(say!(
                "KPI@SUBJECT=NUMBER, such as \"service_level@contact:presale=0.5 pp\"; of a comparison also `auto`",
                "KPI@SUBJECT=数字，例如 \"service_level@contact:presale=0.5 pp\"；比较时也可写 `auto`"
            )),
        )
    };
    let (what, amount) = text.split_once('=').ok_or_else(shape)?;
    let (kpi, subject) = figure(what, &models[0])?;
    let amount = amount.trim();
    let split = amount.find(|c: char| !(c.is_ascii_digit() || ".eE-+".contains(c))).unwrap_or(amount.len());
    let (number, unit) = (amount[..split].trim(), amount[split..].trim());
    let number: f64 = number.parse().ok().filter(|x: &f64| *x > 0.0 && x.is_finite()).ok_or_else(shape)?;
    let factor = match (kpi.unit(&models[0]), unit) {
        (Unit::Share, "pp" | "%" | "％" | "百分点") => 0.01,
        (Unit::Seconds, "min" | "分钟") => 60.0,
        (Unit::Seconds, "h" | "小时") => 3600.0,
        // A bare 0.5 of a share could be half a point or fifty.
        (Unit::Share, "") => return Err(shape()),
        (Unit::Seconds, "s" | "秒") | (Unit::Hours, "h" | "小时") | (_, "") => 1.0,
        (Unit::Money, unit) if unit == models[0].money.currency => 1.0,
        _ => return Err(shape()),
    };
    if models.iter().all(|model| Subject::parse(subject, model).is_none()) {
        return Err(no_subject(subject, None));
    }
    let given =
        |model: &Model| Subject::parse(subject, model).is_some_and(|(whom, part)| is_given(model, kpi, part, whom));
    if !models.iter().any(given) {
        let key = kpi.key(&models[0]);
        let help = to_count(kpi, &models[0]);
        return Err(Refused::said(say!("{key} is not given for {subject}", "{key} 不适用于 {subject}"), help));
    }
    Ok(Precision { kpi, subject: subject.into(), half_width: number * factor, at_most })
}

/// Reads `KPI@SUBJECT`; without a subject it is `all`.
pub(super) fn figure<'a>(text: &'a str, model: &Model) -> Result<(KpiId, &'a str), Refused> {
    let (key, subject) = text.split_once('@').unwrap_or((text, "all"));
    let key = key.trim();
    Ok((
        find_by_name_in(key, model)
            .ok_or_else(|| unknown_kpi(key, kpis(model).into_iter().flat_map(|kpi| names(kpi, model))))?,
        subject.trim(),
    ))
}

/// What a figure can be asked for by: its key, and its other names.
fn names(kpi: KpiId, model: &Model) -> Vec<String> {
    match kpi {
        KpiId::Row(row) => names_of(row.kpi()).into_iter().map(str::to_owned).collect(),
        _ => vec![kpi.key(model).into_owned()],
    }
}

/// There is no such subject; perhaps this one was meant.
pub(super) fn no_subject(subject: &str, near: Option<&str>) -> Refused {
    let help = match near {
        Some(near) => say!("did you mean `{near}`?", "是不是想写 `{near}`？"),
        None => say!(
            "`all`, `contact:NAME`, `team:NAME`, `contact:A@team:B`",
            "`all`、`contact:名称`、`team:名称`、`contact:甲@team:乙`"
        ),
    };
    Refused::said(say!("there is no subject `{subject}`", "没有对象 `{subject}`"), Some(help))
}

/// There is no such KPI among those known.
pub(super) fn unknown_kpi(key: &str, known: impl IntoIterator<Item = impl AsRef<str>>) -> Refused {
    let help = match nearest(key, known) {
        Some(near) => say!("did you mean `{near}`?", "是不是想写 `{near}`？"),
        None => say!("`peakstaff explain` lists them", "`peakstaff explain` 列出全部"),
    };
    Refused::said(say!("there is no figure `{key}`", "没有叫 `{key}` 的指标"), Some(help))
}
