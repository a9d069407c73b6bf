//! The rows of `verify` as the tables of `docs/validation.md`.
//!
//! Between two marks the tables are made anew each time; what people wrote around them stays.

use crate::harmless::{markup, visible};
use crate::report::results::TruthRow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const BEGIN: &str = "<!-- peakstaff verify: begin -->";
const END: &str = "<!-- peakstaff verify: end -->";

/// Whether a document has the marks between which the tables stand.
pub fn has_truths(document: &str) -> bool {
    matches!((document.find(BEGIN), document.find(END)), (Some(from), Some(until)) if from < until)
}

/// `document` with the tables between its marks made anew; a document without marks is the tables alone. `command` is
/// the command line that does the same again.
pub fn truths_markdown(document: &str, rows: &[TruthRow], command: &str) -> String {
    let tables = tables(rows, command);
    match (document.find(BEGIN), document.find(END)) {
        (Some(from), Some(until)) if from < until => {
            format!("{}{tables}{}", &document[..from], &document[until + END.len()..])
        }
        _ => format!("{tables}\n"),
    }
}

fn tables(rows: &[TruthRow], command: &str) -> String {
    let mut text = format!("{BEGIN}\n\nMade by · 由此命令生成：`{}`\n", code(command));
    let (theirs, exact): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.theirs.is_some());
    if !exact.is_empty() {
        text.push_str("\n## Exact values / 精确值\n\n");
        part(&mut text, &exact, "exact · 精确值");
    }
    if !theirs.is_empty() {
        text.push_str("\n## Recorded results of other programs / 其他程序的公开结果\n\n");
        part(&mut text, &theirs, "theirs ± 95 % · 对方结果");
    }
    text.push('\n');
    text.push_str(END);
    text
}

/// What stands between backticks, in which nothing but their end can be written.
fn code(text: &str) -> String {
    visible(text).replace('`', "'").replace('|', "\\|").replace("-->", "-- >")
}

/// A summary, and a table with a line a truth and two columns a seed.
fn part(text: &mut String, rows: &[&TruthRow], truth: &str) {
    let mut seeds: Vec<u64> = rows.iter().map(|row| row.seed).collect();
    seeds.sort_unstable();
    seeds.dedup();
    summary(text, rows, &seeds);
    let _ = write!(text, "\n| case · 案例 | figure · 指标 | {truth} |");
    for seed in &seeds {
        let _ = write!(text, " ours ± 95 %, seed {seed} · 本程序 | z |");
    }
    let _ = write!(text, "\n|---|---|--:|{}", "--:|--:|".repeat(seeds.len()));
    // In order of first appearance, which is the files' and theirs.
    let mut at: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut lines: Vec<Vec<Option<&TruthRow>>> = Vec::new();
    for row in rows {
        let line = *at.entry((&row.case, row.figure())).or_insert_with(|| {
            lines.push(vec![None; seeds.len()]);
            lines.len() - 1
        });
        let seed = seeds.binary_search(&row.seed).expect("it was collected from the rows");
        lines[line][seed] = Some(row);
    }
    for line in lines {
        let first = line.iter().flatten().next().expect("a line has a row");
        let _ = write!(text, "\n| {} | `{}` | {} |", markup(&first.case), code(&first.figure()), first.truth());
        for cell in line {
            let _ = match cell {
                Some(row) if row.passed => write!(text, " {} | {} |", row.ours(), row.distance()),
                Some(row) => write!(text, " **{}** | **{}** |", row.ours(), row.distance()),
                None => write!(text, " – | – |"),
            };
        }
    }
    text.push('\n');
}

fn summary(text: &mut String, rows: &[&TruthRow], seeds: &[u64]) {
    let cases: std::collections::BTreeSet<&str> = rows.iter().map(|row| &row.case[..]).collect();
    let (cases, truths, all) = (cases.len(), rows.len() / seeds.len().max(1), rows.len());
    let missed = rows.iter().filter(|row| !row.passed).count();
    let far = |row: &TruthRow| row.z.map_or(f64::INFINITY, f64::abs);
    let beyond = rows.iter().filter(|row| far(row) > 2.0).count();
    let share = 100.0 * beyond as f64 / all.max(1) as f64;
    let _ =
        writeln!(text, "- {cases} cases, {truths} truths, {} seeds: {all} comparisons, {missed} missed", seeds.len());
    let _ =
        writeln!(text, "  · {cases} 个案例、{truths} 项真值、{} 个种子：{all} 次比较，{missed} 次未通过", seeds.len());
    if let Some(worst) = rows.iter().max_by(|a, b| far(a).total_cmp(&far(b))) {
        let z = worst.z.map_or("–".into(), |z| format!("{:.2}", z.abs()));
        let (case, figure, seed) = (code(&worst.case), code(&worst.figure()), worst.seed);
        let _ = writeln!(text, "- largest |z| · 最大 |z|：{z} (`{case}`, `{figure}`, seed {seed})");
    }
    let _ = writeln!(text, "- |z| > 2: {beyond} of {all} = {share:.1} % · 占比（无偏时约 4.6 %）");
    if let Some(widest) = rows.iter().max_by(|a, b| a.precision.total_cmp(&b.precision)) {
        let (precision, case, figure) = (widest.precision, code(&widest.case), code(&widest.figure()));
        let _ = writeln!(
            text,
            "- largest standard error over the one allowed · 标准误与允许值之比的最大值：{precision:.2} (`{case}`, `{figure}`)"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(seed: u64, mean: f64, theirs: Option<f64>) -> TruthRow {
        TruthRow {
            case: "c".into(),
            kpi: "wait".into(),
            subject: "all".into(),
            period: "horizon".into(),
            kind: crate::catalogue::TruthKind::Mean,
            mean,
            half_width: Some(0.02),
            exact: 1.0,
            theirs,
            seed,
            replications: 1_000_000,
            z: None,
            precision: 0.0,
            passed: false,
        }
        .judge(Some(0.01))
    }

    #[test]
    fn what_people_wrote_stays_and_the_same_again_is_the_same_bytes() {
        let rows = [row(1, 1.01, None), row(2, 1.1, None), row(1, 1.02, Some(0.1)), row(2, 1.02, Some(0.1))];
        let written = format!("# Truth\n\n{BEGIN} old {END}\n\nafter\n");
        let once = truths_markdown(&written, &rows, "peakstaff verify x");
        assert!(once.starts_with("# Truth\n\n<!--") && once.ends_with("-->\n\nafter\n") && !once.contains("old"));
        assert_eq!(once, truths_markdown(&once, &rows, "peakstaff verify x"));
        assert!(once.contains("| c | `wait@all` | 1.000 | 1.010 ± 0.020 | +1.00 | **1.100 ± 0.020** | **+10.00** |"));
        assert!(once.contains("| c | `wait@all` | 1.00 ± 0.10 |"), "{once}");
        assert!(once.contains("1 cases, 1 truths, 2 seeds: 2 comparisons, 1 missed"));
    }
}
