//! Where values of a file stand, in words: what a path is called, whose it is, who can check the number, and the value as people
//! say it. A key that is not known by its table is known by its last word; what is known by none keeps its path.

mod known;

use super::labels::View;
use super::numbers::{length, money_word, share};
use super::words::{list, say};
use crate::model::{Label, Lang, Model};
use known::Shown::{Factor, Money, Plain, Share};
use known::{KNOWN, Known, Shown};

/// What a path is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// What it is; of what is not known, the path.
    pub what: String,
    /// Whose it is: a type, a team, a design; `None`: nobody's in particular.
    pub whose: Option<String>,
    /// Who can check it; `None`: not known.
    pub who: Option<String>,
    shown: Shown,
}

impl Named {
    /// `solved at once (all chats)`.
    pub fn text(&self, lang: Lang) -> String {
        match &self.whose {
            Some(whose) => say(lang, format!("{} ({whose})", self.what), format!("{}（{whose}）", self.what)),
            None => self.what.clone(),
        }
    }
}

/// A path taken apart.
struct Apart {
    /// Its table, then its keys without names and laws.
    keys: Vec<String>,
    /// Tables with the names in them, such as `contact` with `presale`.
    names: Vec<[String; 2]>,
    /// Of a law: what of it; `None`: the value is no part of one, or its mean.
    of_law: Option<String>,
}

/// Tables of which every entry has a name of its own.
const NAMED: [&str; 11] =
    ["design", "lever", "case", "defaults", "contact", "stream", "team", "bot", "score", "policy", "facts"];

/// Families of laws, as they are written.
const FAMILIES: [&str; 9] =
    ["fixed", "uniform", "exponential", "gamma", "erlang", "lognormal", "weibull", "mixture", "empirical"];

/// The keys of a path; what stands in quotes is one.
fn split(path: &str) -> Vec<String> {
    let mut keys = vec![String::new()];
    let mut quoted = false;
    for c in path.chars() {
        match (c, keys.last_mut()) {
            ('"', _) => quoted = !quoted,
            ('.', _) if !quoted => keys.push(String::new()),
            (c, Some(key)) => key.push(c),
            (_, None) => (),
        }
    }
    // The place in a list is no part of a name.
    keys.iter().map(|key| key.split('[').next().unwrap_or_default().to_owned()).collect()
}

fn apart(path: &str) -> Apart {
    let parts = split(path);
    let (mut keys, mut names, mut of_law) = (Vec::new(), Vec::new(), None);
    let mut at = 0;
    while at < parts.len() {
        let (table, next) = (parts[at].as_str(), parts.get(at + 1));
        // Behind a table of world or design come keys, in which `bot` is what the bot sells.
        let opens = keys.is_empty() && NAMED.contains(&table);
        match next {
            Some(name) if opens && table == "defaults" => {
                names.push([table.to_owned(), name.clone()]);
                keys.push(if ["team", "bot"].contains(&name.as_str()) { name.clone() } else { "contact".to_owned() });
                at += 2;
            }
            Some(name) if opens => {
                names.push([table.to_owned(), name.clone()]);
                match table {
                    "design" | "lever" | "case" => (),
                    "stream" => keys.push("contact".to_owned()),
                    _ => keys.push(table.to_owned()),
                }
                at += 2;
            }
            _ if FAMILIES.contains(&table) => {
                of_law = next.filter(|key| *key != "mean").cloned();
                break;
            }
            // A mean written over that of a law.
            None if table == "mean" && keys.len() > 1 => break,
            _ => {
                keys.push(table.to_owned());
                at += 1;
            }
        }
    }
    Apart { keys, names, of_law }
}

/// The key of a path: as many of its words as are known, from the table on; where none is, the last word that some table knows.
fn find(keys: &[String]) -> Option<&'static Known> {
    let fits = |known: &Known, keys: &[String]| {
        let own: Vec<&str> = known.keys.split('.').collect();
        own.len() == keys.len() && own.iter().zip(keys).all(|(own, key)| *own == "*" || own == key)
    };
    let from_table = (1..=keys.len()).rev().find_map(|n| KNOWN.iter().find(|known| fits(known, &keys[..n])));
    from_table.or_else(|| {
        let last =
            |known: &Known, key: &str| known.keys.rsplit('.').next() == Some(key) && !known.keys.starts_with("facts.");
        keys.iter().rev().find_map(|key| KNOWN.iter().find(|known| last(known, key)))
    })
}

/// What a path is called in a study.
pub fn named(view: &View<'_>, path: &str) -> Named {
    let models: Vec<&Model> = view.arms().iter().map(|arm| &arm.model).collect();
    let levers: Vec<&Label> = view.results.levers.values().flatten().collect();
    let mut named = named_by(path, view.lang, &|table, key| {
        label(&models, &levers, table, key).map(|of| of.in_lang(view.lang).to_owned())
    });
    let assumed: Vec<&str> = view.results.assumed.iter().map(|one| &one.path[..]).collect();
    if let Some([en, zh]) = part_of_law(path, &assumed) {
        named.what = say(view.lang, format!("{}: {en}", named.what), format!("{}：{zh}", named.what));
    }
    named
}

/// What of a law a path is about where both its mean and its shape are among paths that would be called alike; else `None`.
fn part_of_law(path: &str, assumed: &[&str]) -> Option<[&'static str; 2]> {
    let mean_of = |law: &str, mean: &str| {
        let family = mean.strip_prefix(law).and_then(|rest| rest.strip_prefix('.')?.strip_suffix(".mean"));
        family.is_some_and(|family| FAMILIES.contains(&family))
    };
    if assumed.iter().any(|mean| mean_of(path, mean)) {
        return Some(["shape", "分布形状"]);
    }
    assumed.iter().any(|law| mean_of(law, path)).then_some(["mean", "平均"])
}

/// What a path is called where these are the models that are told about.
pub fn named_in(models: &[&Model], path: &str, lang: Lang) -> Named {
    named_by(path, lang, &|table, key| label(models, &[], table, key).map(|of| of.in_lang(lang).to_owned()))
}

/// What a path is called, without whose it is; `None`: nobody knows a word of it.
pub fn name_of_path(path: &str, lang: Lang) -> Option<String> {
    find(&apart(path).keys)?;
    Some(named_by(path, lang, &|_, _| None).what)
}

/// Who can check the number at a path; `None`: nobody knows a word of it.
pub fn who_of_path(path: &str, lang: Lang) -> Option<String> {
    find(&apart(path).keys)?;
    named_by(path, lang, &|_, _| None).who
}

/// What reports call a key, by its table and its keys beneath it, without names; `None`: nobody gave it a name.
pub fn name_of_keys(keys: &str) -> Option<[&'static str; 2]> {
    KNOWN.iter().find(|known| known.keys == keys).map(|known| known.name)
}

fn named_by(path: &str, lang: Lang, label: &dyn Fn(&str, &str) -> Option<String>) -> Named {
    let Apart { keys, names, of_law } = apart(path);
    let named = |[table, name]: &[String; 2]| match (table.as_str(), name.as_str()) {
        ("defaults", "chat") => Some(say(lang, "all chats".into(), "所有会话".into())),
        ("defaults", "call") => Some(say(lang, "all calls".into(), "所有电话".into())),
        ("defaults", "ticket") => Some(say(lang, "all tickets".into(), "所有工单".into())),
        ("defaults", "team") => Some(say(lang, "all teams".into(), "所有小组".into())),
        ("contact" | "stream" | "bot", "*") => Some(say(lang, "all types".into(), "所有类型".into())),
        ("defaults", _) | (_, "*") => None,
        _ => label(table, name),
    };
    let whose: Vec<String> = names.iter().filter_map(named).collect();
    let whose = (!whose.is_empty()).then(|| list(lang, &whose));
    let Some(known) = find(&keys) else { return Named { what: path.to_owned(), whose: None, who: None, shown: Plain } };
    let [en, zh] = known.name;
    let what = match of_law.as_deref() {
        None => say(lang, en.into(), zh.into()),
        Some("cv") => say(lang, format!("{en}: its spread (cv)"), format!("{zh}的离散程度（变异系数）")),
        Some(key) => say(lang, format!("{en}: {key}"), format!("{zh}：{key}")),
    };
    let who = say(lang, known.who[0].into(), known.who[1].into());
    let shown = if of_law.is_some() { Plain } else { known.shown };
    Named { what, whose, who: Some(who), shown }
}

/// The name of something by its table and key, from any of these.
fn label<'a>(models: &[&'a Model], levers: &[&'a Label], table: &str, key: &str) -> Option<&'a Label> {
    let models = || models.iter().copied();
    let same = |label: &&Label| label.key == key;
    match table {
        "contact" | "stream" | "bot" | "facts" => {
            models().flat_map(|model| model.types.iter().map(|kind| &kind.label)).find(same)
        }
        "team" => models().flat_map(|model| model.teams.iter().map(|team| &team.label)).find(same),
        "design" => models().map(|model| &model.design).find(same),
        "case" => models().map(|model| &model.case).find(same),
        "lever" => levers.iter().copied().find(same),
        "score" => models().flat_map(|model| model.scores.iter().map(|score| &score.label)).find(same),
        "policy" => models().flat_map(|model| model.policies.switches().iter().map(|policy| &policy.label)).find(same),
        _ => None,
    }
}

/// A value at a path as people say it: shares in per cent, lengths of time with their unit, laws by their mean and spread.
pub fn value(view: &View<'_>, named: &Named, written: &str) -> String {
    in_words(written, named.shown, view.results.currency(), view.lang)
}

/// The same where the currency is known.
pub fn value_in(named: &Named, written: &str, currency: &str, lang: Lang) -> String {
    in_words(written, named.shown, currency, lang)
}

fn in_words(written: &str, shown: Shown, currency: &str, lang: Lang) -> String {
    let text = written.trim();
    if text.starts_with(['{', '[']) {
        return table_in_words(text, lang);
    }
    let text = text.trim_matches('"');
    let number = text.parse::<f64>().ok();
    match (shown, number) {
        (Share, Some(x)) => return share(x),
        (Factor, Some(_)) => return format!("× {text}"),
        (Money, Some(_)) => return format!("{text} {}", money_word(currency, lang)),
        (Plain, Some(_)) => return text.to_owned(),
        (_, None) => (),
    }
    if let Some(points) = text.strip_suffix("pp") {
        let points = points.trim();
        if points.trim_start_matches(['+', '-']).parse::<f64>() == Ok(0.0) {
            return say(lang, "as in the file".into(), "按文件".into());
        }
        return say(lang, format!("{points} points"), format!("{points} 个百分点"));
    }
    if let Some(seconds) = seconds(text) {
        return length(seconds, lang);
    }
    law(text, lang).unwrap_or_else(|| text.to_owned())
}

/// Seconds of a number with a unit of time; `None`: it is something else, and stays as it is written.
fn seconds(text: &str) -> Option<f64> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let scale = match text[end..].trim() {
        "s" | "秒" => 1.0,
        "min" | "分钟" => 60.0,
        "h" | "小时" => 3600.0,
        "d" | "day" | "days" | "天" => 86_400.0,
        _ => return None,
    };
    Some(text[..end].parse::<f64>().ok()? * scale)
}

/// A family of laws by its name; `None`: it is none.
fn law(family: &str, lang: Lang) -> Option<String> {
    let (en, zh) = match family {
        "exponential" => ("cv 1 (exponential)", "变异系数 1（指数分布）"),
        "gamma" => ("gamma", "伽马分布"),
        "erlang" => ("Erlang", "爱尔朗分布"),
        "lognormal" => ("lognormal", "对数正态分布"),
        "weibull" => ("Weibull", "韦布尔分布"),
        "fixed" => ("always the same", "固定不变"),
        "uniform" => ("uniform", "均匀分布"),
        "mixture" => ("a mixture", "混合分布"),
        "empirical" => ("as measured", "按实测分布"),
        _ => return None,
    };
    Some(say(lang, en.into(), zh.into()))
}

/// A table or list as written, as its values by name: `mean 20 min, cv 0.5`. A law with a mean needs no other name.
fn table_in_words(text: &str, lang: Lang) -> String {
    let mut said = Vec::new();
    let mut families = Vec::new();
    for piece in text.split(['{', '}', '[', ']', ',']).map(str::trim).filter(|piece| !piece.is_empty()) {
        let Some((key, value)) = piece.split_once('=') else {
            said.push(in_words(piece, Plain, "", lang));
            continue;
        };
        let (key, value) = (key.trim().trim_matches('"'), value.trim());
        if value.is_empty() {
            families.extend(law(key, lang));
            continue;
        }
        let shown = if ["share", "leaves_message", "contains"].contains(&key) { Share } else { Plain };
        let value = in_words(value, shown, "", lang);
        let (en, zh) = match key {
            "mean" => ("mean", "平均"),
            "cv" => ("cv", "变异系数"),
            "low" => ("from", "最少"),
            "high" => ("to", "最多"),
            "share" => ("share", "占比"),
            "first_reply" => ("first reply within", "首响不超过"),
            "accepted" => ("accepted within", "接入不超过"),
            "done" => ("done within", "完成不超过"),
            "leaves_message" => ("leave a message", "留言"),
            other => (other, other),
        };
        said.push(say(lang, format!("{en} {value}"), format!("{zh} {value}")));
    }
    if said.is_empty() { list(lang, &families) } else { list(lang, &said) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_names_that_say_what_they_are() {
        let said = |path: &str| (name_of_path(path, Lang::En).unwrap(), name_of_path(path, Lang::Zh).unwrap());
        assert_eq!(said("defaults.chat.sale.bot").1, "机器人的成交力（1 为与人工相同）");
        assert_eq!(said("defaults.bot.on_failure.effort").1, "机器人没解决时多花的工时");
        assert_eq!(said("defaults.bot.resolves").1, "机器人拦下的真正解决多少");
        assert_eq!(said("lever.bot.bot.aftersale").0, "the bot's share (of those who meet it)");
        assert_eq!(said("design.*.bot.*.contains").1, "机器人拦截率");
        assert_eq!(said("defaults.chat.patience.exponential.mean").0, "how long customers wait");
        assert_eq!(said("defaults.chat.effort.lognormal.cv").1, "单次处理时间的离散程度（变异系数）");
        assert_eq!(said("defaults.chat.unresolved.in.exponential.mean").1, "没解决的客户隔多久再来");
        assert_eq!(said("volume.contacts_per_day").1, "每天总来量");
        assert_eq!(said("facts.presale.lasts").1, "会话时长（店铺所填）");
        assert_eq!(said("facts.shop.contacts").0, "contacts a day, all kinds (as the shop answered)");
        assert_eq!(said("contact.trace_ticket.steps.register.missed").1, "步骤漏做的比例");
        assert_eq!(name_of_path("nobody.knows.this", Lang::En), None);
    }

    #[test]
    fn the_mean_and_the_shape_of_a_law_are_told_apart_where_both_are_assumed() {
        let (law, mean) = ("defaults.chat.patience", "defaults.chat.patience.exponential.mean");
        assert_eq!(part_of_law(law, &[mean, law]), Some(["shape", "分布形状"]));
        assert_eq!(part_of_law(mean, &[mean, law]), Some(["mean", "平均"]));
        assert_eq!(part_of_law(mean, &[mean, "defaults.chat.effort"]), None);
        assert_eq!(part_of_law("defaults.chat.effort", &[mean, law]), None);
    }

    #[test]
    fn values_are_no_program_text() {
        let zh = |text: &str, shown: Shown| in_words(text, shown, "CNY", Lang::Zh);
        let en = |text: &str, shown: Shown| in_words(text, shown, "CNY", Lang::En);
        let gamma = "{ gamma = { mean = \"1200 s\", cv = 0.5 } }";
        assert_eq!(
            (en(gamma, Plain), zh(gamma, Plain)),
            ("mean 20 min, cv 0.5".into(), "平均 20 分钟、变异系数 0.5".into())
        );
        assert_eq!(
            (zh("0.85", Share), zh("1.15", Factor), zh("5500", Money)),
            ("85 %".into(), "× 1.15".into(), "5500 元".into())
        );
        assert_eq!(
            (zh("20 min", Plain), en("\"24 h\"", Plain), zh("-10 pp", Share)),
            ("20 分钟".into(), "24 h".into(), "-10 个百分点".into())
        );
        assert_eq!(en("[ { first_reply = \"30 s\", share = 0.85 } ]", Plain), "first reply within 30 s, share 85 %");
    }
}
