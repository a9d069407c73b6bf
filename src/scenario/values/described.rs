//! What may stand in a place, in words of both languages.

use super::documented::ValueKind;
use crate::diagnostic::Text;
use crate::say;

impl ValueKind {
    /// In words: the form, its unit and its range.
    pub fn words(&self) -> Text {
        match self {
            Self::Text => say!("text in quotes", "带引号的文字"),
            Self::Bool => say!("true or false", "true 或 false"),
            Self::Number => say!("a number from 0", "不小于 0 的数"),
            Self::Whole => say!("a whole number from 0", "不小于 0 的整数"),
            Self::Between(from, until) => say!("a whole number from {from} to {until}", "{from} 到 {until} 的整数"),
            Self::Share => say!("a share: 0 to 1, or \"35 %\"", "比例：0 到 1，或 \"35%\""),
            Self::Duration => {
                say!("a length of time: \"30 s\", \"4 min\", \"2 h\"", "时长：\"30秒\"、\"4 min\"、\"2小时\"")
            }
            Self::Law => say!(
                "a length of time, or a law of one: {{ exponential = {{ mean = \"4 min\" }} }}",
                "时长，或时长的分布：{{ exponential = {{ mean = \"4 min\" }} }}"
            ),
            Self::PerDay => say!("a number a day: 650, or \"120 / h\"", "每天的数量：650，或 \"120 / h\""),
            Self::Hours => say!("a span of hours: \"09:00-18:00\"", "时段：\"09:00-18:00\""),
            Self::Clock => say!("a time of day: \"09:00\"", "钟点：\"09:00\""),
            Self::Date => say!("a date, without quotes: 2025-01-31", "日期，不加引号：2025-01-31"),
            Self::Word(words) => {
                let meaning = words.iter().map(|word| (word.word, word.doc.text())).collect::<Vec<_>>();
                let en: Vec<String> = meaning
                    .iter()
                    .map(|(word, text)| format!("\"{word}\": {}", text.en.trim_end_matches('.')))
                    .collect();
                let zh: Vec<String> = meaning
                    .iter()
                    .map(|(word, text)| format!("\"{word}\"：{}", text.zh.trim_end_matches('。')))
                    .collect();
                Text { en: en.join("; "), zh: zh.join("；") }
            }
            Self::Exactly(word) => say!("\"{word}\"", "\"{word}\""),
            Self::Said([en, zh], _) => say!("{en}", "{zh}"),
            Self::Any => say!("anything", "任意"),
            Self::List(one) => behind("a list: ", "列表，每项：", &one.words()),
            Self::Names(one) => behind("by name: ", "按名称写，每个：", &one.words()),
            Self::Entries(entries) => {
                let keys = entries.iter().map(|(key, _)| format!("`{key}`")).collect::<Vec<_>>();
                let (en, zh) = (keys.join(", "), keys.join("、"));
                say!("a table with {en}", "表，键有 {zh}")
            }
            Self::Table(_) => say!("a table", "表"),
        }
    }
}

/// Behind these words.
fn behind(en: &str, zh: &str, text: &Text) -> Text {
    Text { en: format!("{en}{}", text.en), zh: format!("{zh}{}", text.zh) }
}
