//! What a policy may switch, with the sentence of each key.

use super::{head, table};
use crate::model::Lang;
use crate::report::words::say;
use crate::scenario::schema::{SWITCHABLE, TablePlaces, place_of_switch, tables};

/// The page of keys that a policy may switch.
pub fn page(lang: Lang) -> String {
    let mut text = head(
        ["Policy keys", "预案可改的键"],
        "policies",
        [
            "What `set` of a policy may change while the shop runs; X and Y are names, and a `*` stands for every name.",
            "预案的 `set` 在运行中可以改的键；X、Y 是名称，`*` 代表所有名称。",
        ],
        lang,
    );
    let tables = tables();
    let rows: Vec<Vec<String>> =
        SWITCHABLE.iter().map(|key| vec![format!("`{key}`"), sentence(key, &tables, lang)]).collect();
    let columns = [("key", "键"), ("what it is", "含义")].map(|(en, zh)| say(lang, en.into(), zh.into()));
    text += &table(&columns, &rows);
    text
}

/// What the schema says of a key; of a whole bot, which may be written as a share, that.
fn sentence(key: &str, tables: &[TablePlaces], lang: Lang) -> String {
    let path = place_of_switch(key);
    let (parent, last) = path.rsplit_once('.').expect("every key has a table");
    let at = |path: &str| tables.iter().find(|table| table.paths.iter().any(|there| there == path));
    let field = at(parent).and_then(|table| table.doc.fields.iter().find(|field| field.key == last));
    match field {
        Some(field) => field.doc.text().get(lang == Lang::Zh).to_owned(),
        None => say(
            lang,
            "A bare share: that of those who meet the bot which ends with it, as `bot.X.contains`.".into(),
            "只写一个比例：遇到机器人的咨询中由它结束的占比，同 `bot.X.contains`。".into(),
        ),
    }
}
