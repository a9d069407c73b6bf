//! Types that each take all rows of one table: every contact of it would come as often as there are such types.

use super::table::VolumeTable;
use super::type_volume::TypeVolume;
use super::wanted_type::WantedType;
use crate::diagnostic::{Code, Diagnostic};
use crate::say;

/// Says of the types that read a table that rows would count twice, and what tells them apart. None where there is a column of types,
/// where each has a column of its own, or where the scenario says of all but one how many contacts the numbers are.
pub fn ask(table: &VolumeTable, file: &str, readers: &[(&WantedType, &TypeVolume)]) -> Option<Diagnostic> {
    if table.columns.kind.is_some() {
        return None;
    }
    let whole: Vec<&(&WantedType, &TypeVolume)> = readers.iter().filter(|(wanted, _)| !wanted.scaled).collect();
    let (again, first) = whole.iter().enumerate().find_map(|(at, one)| {
        let first = whole[..at].iter().find(|first| first.0.key != one.0.key && first.1.column == one.1.column)?;
        Some((one.0, first.0))
    })?;
    let (one, other) = (&first.key, &again.key);
    let why = say!(
        "`{one}` and `{other}` would each take all rows of {file}: they would count twice",
        "`{one}` 和 `{other}` 都会读 {file} 的全部行：一条咨询会算两次"
    );
    let (said, others) = telling_apart(table, first);
    let columns = |word: &str| format!("columns = {{ type = \"{}\" }}", word.replace('"', "\\\""));
    let [en, zh] = match (said, &others[..]) {
        (Some(word), _) => {
            let columns = columns(word);
            [
                format!(
                    "name the column that tells them apart, in both: {columns}, and `type` where the file calls them otherwise"
                ),
                format!("两类都写明靠哪一列区分：{columns}，文件里叫法不同的再写 `type`"),
            ]
        }
        (None, []) => [
            "no column of the file tells them apart: add one with the kind of every row".to_owned(),
            "文件里没有能区分两类的列：请加一列写明每行是哪一类".to_owned(),
        ],
        (None, others) => {
            let (columns, known_en, known_zh) = (columns("…"), others.join(", "), others.join("、"));
            [
                format!(
                    "name the column that tells them apart, in both: {columns} (not read: {known_en}), and the file's word as `type`"
                ),
                format!("两类都写明靠哪一列区分：{columns}（没读的列：{known_zh}），并用 `type` 写文件里的叫法"),
            ]
        }
    };
    let help = say!(
        "{en}; a part of the rows by number: `times`, such as 0.6 and 0.4; all rows for each: times = 1; a type that is \
         `like` another reads its file too: then write its keys out instead",
        "{zh}；按比例分：各写 `times`，如 0.6 与 0.4；确实各读全部：times = 1；写了 `like` 的类型会连文件一起沿用：不要时不写 `like`，把键写全"
    );
    Some(
        Diagnostic::error(Code::Data, &again.place, why).also(&first.place, say!("the other one", "另一类")).help(help),
    )
}

/// The word over the column that holds a name of this type, if there is one; and the words over all columns of text that are not read.
fn telling_apart<'t>(table: &'t VolumeTable, wanted: &WantedType) -> (Option<&'t str>, Vec<&'t str>) {
    let columns = &table.columns;
    let words = &table.sheet.rows[columns.row];
    let read = [Some(columns.date), columns.interval, columns.until, columns.patience];
    let is_text = |at: usize| table.rows.iter().all(|row| table.sheet.text(row.line, at).parse::<f64>().is_err());
    let unread: Vec<usize> = (0..words.len())
        .filter(|at| !words[*at].text.is_empty() && !read.contains(&Some(*at)) && !columns.effort.contains(at))
        .filter(|at| is_text(*at))
        .collect();
    let holds = |at: &&usize| table.rows.iter().any(|row| wanted.is(table.sheet.text(row.line, **at)));
    let word = |at: usize| &words[at].text[..];
    (unread.iter().find(holds).map(|at| word(*at)), unread.iter().map(|at| word(*at)).collect())
}
