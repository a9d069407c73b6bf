//! Of when the data are, what is left out, what was run.

use super::Asked;
use crate::report::formats::json::Manifest;
use crate::report::numbers::count;
use crate::report::words::list;

/// Names, and what is said of each.
pub fn foot(asked: &Asked<'_, '_>, manifest: &Manifest) -> Vec<(String, String)> {
    let view = asked.view;
    let sources = &view.results.sources;
    let mut dates: Vec<&str> = sources.iter().filter_map(|source| source.as_of.as_deref()).collect();
    dates.sort_unstable();
    let values = match (dates.first(), dates.last(), sources.len()) {
        (_, _, 0) => asked.say("no value of the file says where it comes from", "文件中没有一个数写明来源"),
        (Some(from), Some(until), n) if from == until => asked
            .say(format!("{n} values say where they come from, of {from}"), format!("{n} 个数写明来源，日期 {from}")),
        (Some(from), Some(until), n) => asked.say(
            format!("{n} values say where they come from, of {from} to {until}"),
            format!("{n} 个数写明来源，日期 {from} 至 {until}"),
        ),
        (_, _, n) => asked
            .say(format!("{n} values say where they come from, none of when"), format!("{n} 个数写明来源，都没有日期")),
    };
    let files: Vec<String> = manifest.files.iter().map(|file| file.name.clone()).collect();
    let files = list(view.lang, &files);
    let (runs, version, seed) = (count(manifest.replications), &manifest.version, manifest.seed);
    let partial = if manifest.partial { asked.say(", stopped early", "，提前停止") } else { String::new() };
    vec![
        (asked.say("data", "数据"), asked.say(format!("{values}; files: {files}"), format!("{values}；文件：{files}"))),
        (
            asked.say("left out", "未含"),
            asked.say(
                "± is the chance of the simulation alone: not whether volumes, patience, bot and prices are as assumed, and not how far \
                 one day is from the mean",
                "± 只含模拟的随机性：不含来量、耐心、机器人、价格是否如假定，也不是某一天与均值的差距",
            ),
        ),
        (
            asked.say("run", "运行"),
            asked.say(
                format!("peakstaff {version}, {runs} replications{partial}, seed {seed}; all else: report.html"),
                format!("peakstaff {version}，模拟 {runs} 次{partial}，种子 {seed}；其余见 report.html"),
            ),
        ),
    ]
}
