//! Which point is best by one figure, and how far points can be told apart.

use super::recommended::at;
use crate::experiment::LEVEL;
use crate::model::Lang;
use crate::report::numbers;
use crate::report::page::{Block, Column, Section, Table};
use crate::report::results::{Best, Contender, Swept};
use crate::report::words::say;
use serde_json::{Value, json};

/// What can be said of a point.
fn word(best: &Best, one: &Contender, lang: Lang) -> &'static str {
    let (en, zh) = match (&one.out, best.left, one.leads) {
        (Some(_), ..) => ("worse", "更差"),
        (None, 1, _) => ("best", "最好"),
        (None, _, true) => ("leads", "暂居首位"),
        (None, ..) => ("not told apart", "分不出高下"),
    };
    if lang == Lang::En { en } else { zh }
}

/// The answer in a sentence, and a row for every point.
pub(super) fn section(swept: &Swept, lang: Lang) -> Option<Section> {
    let best = swept.best.as_ref()?;
    let name = swept.name(best.figure, lang);
    let heading = say(lang, format!("Which is best: {name}"), format!("哪个最好：{name}"));
    let mut blocks = vec![Block::Text(answer(swept, best, lang)), Block::Table(table(swept, best, lang))];
    let left_out = swept.points.len() - best.points.len();
    if left_out > 0 {
        blocks.push(Block::Item(say(
            lang,
            format!(
                "not compared: {left_out} points whose demand is not that of as given, or that have no such figure"
            ),
            format!("未比较：{left_out} 个点的需求与原样不同，或没有该指标"),
        )));
    }
    Some(Section { heading, blocks })
}

fn answer(swept: &Swept, best: &Best, lang: Lang) -> String {
    let Some(leader) = best.leader() else {
        return say(lang, "No points can be compared.".into(), "没有可比的点。".into());
    };
    let scale = swept.scale(best.figure, false, lang);
    let value = scale.with_unit(&scale.estimate(leader.sample.value, leader.sample.half_width(LEVEL)));
    let (place, all, left) = (at(swept, leader.point, lang), best.points.len(), best.left);
    if left == 1 {
        return say(
            lang,
            format!("Best of {all} points with 95 % confidence: {place}; {value}."),
            format!("{all} 个点中，95 % 的把握最好的是：{place}；{value}。"),
        );
    }
    let told = say(
        lang,
        format!(
            "{left} of {all} points cannot be told from each other; with 95 % confidence the best is among them. Leading: {place}; \
             {value}."
        ),
        format!("{all} 个点中有 {left} 个分不出高下；最好的有 95 % 的把握在其中。暂居首位：{place}；{value}。"),
    );
    let most = numbers::count(best.most);
    let more = if best.decided {
        say(
            lang,
            " They are equal in every replication: more tell nothing.".into(),
            "它们每次模拟都相同，再多模拟也一样。".into(),
        )
    } else {
        say(
            lang,
            format!(" Each had at most {most} replications; --up-to allows more."),
            format!("每个点最多模拟 {most} 次；用 --up-to 可以更多。"),
        )
    };
    told + &more
}

fn table(swept: &Swept, best: &Best, lang: Lang) -> Table {
    let (scale, apart) = (swept.scale(best.figure, false, lang), swept.scale(best.figure, true, lang));
    let mut columns: Vec<Column> = swept.axes.iter().map(|axis| Column::words(&axis.path)).collect();
    let value = if scale.unit.is_empty() { swept.name(best.figure, lang) } else { scale.unit.clone() };
    columns.push(Column::figures(&value));
    columns.push(Column::words(&say(lang, "judged".into(), "判断".into())));
    columns.push(Column::figures(&say(lang, "less the better one".into(), "与更好者之差".into())));
    columns.push(Column::words(&say(lang, "the better one".into(), "更好者".into())));
    columns.push(Column::figures("n"));
    let row = |one: &Contender| {
        let values = swept.at(one.point).into_iter().map(str::to_owned);
        let out = one.out.as_ref();
        let difference = out.map_or_else(String::new, |out| apart.difference(out.judged.mean, out.judged.half_width));
        let better = out.map_or_else(String::new, |out| swept.at(out.by).join(", "));
        let rest = [
            scale.estimate(one.sample.value, one.sample.half_width(LEVEL)),
            word(best, one, lang).to_owned(),
            difference,
            better,
            one.sample.n().to_string(),
        ];
        values.chain(rest).collect()
    };
    Table {
        caption: say(
            lang,
            "± half of the 95 % interval of the point alone; differences are paired and hold together at 95 %".into(),
            "± 为该点自身 95 % 区间的一半；差为配对比较，合在一起按 95 % 成立".into(),
        ),
        fixed: swept.axes.len(),
        columns,
        rows: best.points.iter().map(row).collect(),
    }
}

/// The same for other programs.
pub(super) fn of_json(swept: &Swept) -> Value {
    let Some(best) = &swept.best else { return Value::Null };
    let values = |point: usize| -> Value {
        let of = swept.axes.iter().zip(swept.at(point));
        of.map(|(axis, value)| (axis.path.clone(), Value::from(value))).collect::<serde_json::Map<_, _>>().into()
    };
    let wanted = &swept.wanted[best.figure];
    let of = |one: &Contender| {
        json!({
            "point": values(one.point),
            "mean": one.sample.value,
            "half_width": one.sample.half_width(LEVEL),
            "n": one.sample.n(),
            "judged": word(best, one, Lang::En),
            "better_one": one.out.as_ref().map(|out| values(out.by)),
            "difference": one.out.as_ref().map(|out| out.judged.mean),
            "difference_half_width": one.out.as_ref().and_then(|out| out.judged.half_width),
        })
    };
    json!({
        "kpi": wanted.kpi.key(&swept.model),
        "subject": wanted.subject,
        "level": LEVEL,
        "left": best.left,
        "decided": best.decided,
        "up_to": best.most,
        "points": best.points.iter().map(of).collect::<Vec<Value>>(),
    })
}
