//! Three assumptions: the value, where it turns a verdict, who can check it.

use super::Asked;
use crate::report::blocks::assumption_words::{in_words, who};
use crate::report::formats::text::cut;
use crate::report::page::{Column, Table};
use crate::report::results::{Trial, Turn};
use crate::report::words::{colon, list};

/// So many.
const ROWS: usize = 3;
/// Columns of a name.
const NAME: usize = 48;

/// Those that turn a verdict first; where none was tried, why.
pub fn assumptions(asked: &Asked<'_, '_>) -> Table {
    let columns = [
        asked.say("assumed", "假定"),
        asked.say("value", "取值"),
        asked.say("where the verdict turns", "到多少结论会变"),
        asked.say("who can check it", "谁能核实"),
    ];
    let columns = columns.iter().map(|title| Column::words(title)).collect();
    let tried = asked.view.results.tried.as_ref().filter(|tried| !tried.trials.is_empty());
    let Some(tried) = tried else {
        let caption = match (&asked.view.results.tried, asked.best) {
            (_, None) => asked.say(
                "none was tried: nothing is compared here; `peakstaff check` lists what decides",
                "没有试过：这里没有比较；`peakstaff check` 会列出起决定作用的假定",
            ),
            (Some(tried), _) if tried.left > 0 => asked.say(
                format!("{} were not tried, with so few replications; `peakstaff check` lists them", tried.left),
                format!("模拟次数太少，{} 项假定都没有试；`peakstaff check` 会列出它们", tried.left),
            ),
            _ => asked.say(
                "none was tried: nothing that nobody measured moves the designs apart, or it was not asked for",
                "没有试过：没有未经实测而又影响比较的数，或没有要求试",
            ),
        };
        return Table { caption, columns, rows: Vec::new(), fixed: 1 };
    };
    let mut trials: Vec<&Trial> = tried.trials.iter().collect();
    trials.sort_by_key(|trial| trial.turns.is_empty());
    let turning = trials.iter().filter(|trial| !trial.turns.is_empty()).count();
    let rows = trials.iter().take(ROWS).map(|trial| row(asked, trial)).collect();
    let (n, left) = (tried.trials.len(), tried.left);
    let caption = asked.say(
        format!("{turning} of {n} that were tried at both ends turn a verdict; {left} were not tried; those in the file with a source are in report.html"),
        format!("试过的 {n} 项中有 {turning} 项会改变结论；{left} 项没有试；有来源的数见 report.html"),
    );
    Table { caption, columns, rows, fixed: 1 }
}

fn row(asked: &Asked<'_, '_>, trial: &Trial) -> Vec<String> {
    let name = in_words(asked.view, &trial.path).map_or_else(|| trial.path.clone(), |name| cut(&name, NAME));
    let given = if trial.given { String::new() } else { asked.say(", never given", "，从未给出") };
    let who = who(asked.view, &trial.path).unwrap_or_else(|| asked.say("not known", "不详"));
    vec![name, format!("{}{given}", plain(&trial.value)), turns(asked, trial), who]
}

/// A value as it is read, not as it is written: `{ gamma = { mean = "20 min", cv = 0.5 } }` is gamma mean 20 min, cv 0.5.
fn plain(value: &str) -> String {
    let words = value.replace(['{', '}', '"', '='], " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",")
}

/// At which value which verdict is another.
fn turns(asked: &Asked<'_, '_>, trial: &Trial) -> String {
    let view = asked.view;
    let about = asked.best.map(|pair| pair.arm);
    let turn: Option<&Turn> =
        trial.turns.iter().find(|turn| Some(turn.of.arm) == about).or_else(|| trial.turns.first());
    let ends: Vec<String> = trial.ends.iter().map(|end| plain(end)).collect();
    let ends = list(view.lang, &ends);
    let Some(turn) = turn else {
        return asked.say(format!("not at {ends}"), format!("取 {ends} 都不变"));
    };
    let figure = view.about(&turn.of);
    // Of another design than the page is about, that is said.
    let figure = match about {
        Some(arm) if arm != turn.of.arm => colon(view.lang, view.design(turn.of.arm), &figure),
        _ => figure,
    };
    if let Some(value) = &turn.about {
        let value = plain(value);
        return asked.say(format!("about {value}: {figure}"), format!("约 {value}：{figure}"));
    }
    let end = plain(&turn.end);
    asked.say(format!("at {end}: {figure}"), format!("取 {end} 时：{figure}"))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn values_are_read_without_their_signs() {
        assert_eq!(plain("{ gamma = { mean = \"1200 s\", cv = 0.5 } }"), "gamma mean 1200 s, cv 0.5");
        assert_eq!(plain("\"20 min\""), "20 min");
    }
}
