//! Time zones by their names.

/// Zones that have no distance from Greenwich of their own all the year, or one that many words share.
const ZONES: &str = "et|est|edt|ct|cst|cdt|mt|mst|mdt|pt|pst|pdt|akst|akdt|hst|bst|ist|cet|cest|mez|mesz|eet|eest|wet|west|\
     msk|jst|kst|sgt|hkt|pht|ict|wib|gst|sast|brt|aest|aedt|acst|acdt|awst|nzst|nzdt|eastern|central|mountain|pacific|\
     美东|美西|美中|美国|纽约|洛杉矶|伦敦|东京|格林尼治|欧洲|柏林|巴黎|悉尼";
/// First words of zones such as `Europe/Berlin`.
const AREAS: [&str; 10] =
    ["africa", "america", "antarctica", "asia", "atlantic", "australia", "europe", "indian", "pacific", "us"];

/// Whether a text is the name of a zone: `EST`, `Pacific Time`, `Europe/Berlin`, 美东时间.
pub fn is_named(written: &str) -> bool {
    let written = written.trim();
    let text = written.to_lowercase();
    let bare =
        ["standard time", "time", "标准时间", "东部时间", "时间"].into_iter().find_map(|end| text.strip_suffix(end));
    let capital =
        (2..5).contains(&written.len()) && written.ends_with('T') && written.chars().all(|c| c.is_ascii_uppercase());
    let area = text.split_once('/').is_some_and(|(area, city)| AREAS.contains(&area) && !city.is_empty());
    let is = |word: &str| ZONES.split('|').any(|own| own.trim() == word);
    capital || area || is(&text) || bare.is_some_and(|word| is(word.trim()))
}

#[cfg(test)]
mod tests {
    use super::is_named;

    #[test]
    fn zones_by_name() {
        assert!(["EST", "America/New_York", "Pacific Time", "美东时间", "cst", "CLT"].into_iter().all(is_named));
        assert!(["", "x", "9", "AM", "a/b", "+08:00", "T9"].into_iter().all(|text| !is_named(text)));
    }
}
