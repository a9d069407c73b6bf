//! Figures by any of their names: key, name in either language, and what the trade calls them besides.

use super::id::{KpiId, find, find_in};
use super::kpi::Kpi;
use super::rows::Row;
use super::savings::Saving;
use crate::model::Model;

/// Other names of the trade, by key.
const ALSO: &[(&str, &[&str])] = &[
    ("first_response", &["首次响应时间", "首响时间", "first response time", "first reply", "FRT"]),
    ("average_response", &["平均响应时间", "平均响应", "average response time", "ART"]),
    ("answered_30s", &["30 秒应答率", "三十秒应答率"]),
    (
        "answered_3min",
        &[
            "3分钟人工响应率",
            "3 分钟回复率",
            "三分钟回复率",
            "三分钟人工响应率",
            "三分钟响应率",
            "3分钟人工回复率",
            "3-minute manual reply rate",
        ],
    ),
    ("first_contact_resolution", &["首次解决率", "FCR", "first contact resolution"]),
    ("contained", &["拦截量"]),
    ("service_level", &["及时率", "接起率", "SL"]),
    ("abandonment", &["弃线率", "abandon rate", "abandonment rate"]),
    ("handled", &["接待量", "接待人数", "customers handled"]),
    ("offered", &["人工进线量"]),
    ("arrived", &["到达量", "进线量", "来量", "contacts received"]),
    ("contacts_per_agent_day", &["人均接待量", "人效", "output per head"]),
    ("occupancy", &["占用率", "忙碌率", "饱和度"]),
    ("handle_time", &["平均处理时长", "AHT", "average handle time"]),
    ("concurrency", &["同时接待人数", "并发", "chat concurrency"]),
    ("conversion", &["转化率", "inquiry conversion rate"]),
    ("conversion_answered", &["接待转化率", "conversion rate of those received"]),
    ("lost_orders", &["询单流失"]),
    ("on_time", &["工单24小时完结率", "工单按时完结率", "on-time rate"]),
    ("backlog", &["积压", "未完结工单"]),
    ("missed", &["漏单"]),
    ("attempts", &["重复进线", "repeat contacts"]),
    ("waiting", &["排队人数", "queue length"]),
    ("leavers", &["离职", "人员流失"]),
    ("cost.total", &["总成本", "total cost"]),
    ("cost.severance", &["N+1", "赔偿"]),
    ("cost_per_contact", &["单次接待成本", "cost per customer"]),
    ("payback", &["回本", "回收期", "payback period"]),
    ("annual_saving", &["一年省多少", "年节省"]),
];

/// A name as it is compared: how it is written with wide letters, spaces and capitals says nothing.
pub fn plain_name(name: &str) -> String {
    let narrow = |c: char| match c {
        '（' => '(',
        '）' => ')',
        '％' => '%',
        _ => c,
    };
    name.chars().filter(|c| !c.is_whitespace()).map(narrow).flat_map(char::to_lowercase).collect()
}

/// Every name of a row, its key first.
pub fn names_of(kpi: &'static Kpi) -> Vec<&'static str> {
    let also = ALSO.iter().filter(|(key, _)| *key == kpi.key).flat_map(|(_, names)| names.iter().copied());
    [kpi.key, kpi.en, kpi.zh].into_iter().chain(also).collect()
}

/// Finds a KPI by its key or by any other of its names.
pub fn find_by_name(name: &str) -> Option<KpiId> {
    let wanted = plain_name(name);
    let is = |kpi: &'static Kpi| names_of(kpi).into_iter().any(|name| plain_name(name) == wanted);
    find(name)
        .or_else(|| Row::ALL.iter().copied().find(|row| is(row.kpi())).map(KpiId::Row))
        .or_else(|| Saving::ALL.iter().copied().find(|saving| is(saving.kpi())).map(KpiId::Saving))
}

/// The same, with the scores of a model.
pub fn find_by_name_in(name: &str, model: &Model) -> Option<KpiId> {
    let score = |wanted: &str| {
        let is = |text: &str| plain_name(text) == wanted;
        model.scores.iter().position(|score| is(&score.label.en) || is(&score.label.zh)).map(KpiId::Score)
    };
    find_in(name, model).or_else(|| find_by_name(name)).or_else(|| score(&plain_name(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{KPIS, SAVINGS};

    #[test]
    fn a_name_means_one_figure() {
        let mut seen = std::collections::BTreeMap::new();
        for kpi in KPIS.iter().chain(SAVINGS) {
            for name in names_of(kpi).into_iter().map(plain_name).collect::<std::collections::BTreeSet<_>>() {
                if let Some(other) = seen.insert(name.clone(), kpi.key) {
                    panic!("{name}: {other} and {}", kpi.key);
                }
            }
        }
        for (key, _) in ALSO {
            assert!(KPIS.iter().chain(SAVINGS).any(|kpi| kpi.key == *key), "{key}");
        }
    }

    #[test]
    fn a_figure_is_found_by_any_of_its_names() {
        for (name, row) in [
            ("平响", Row::AverageResponse),
            ("平均响应时间", Row::AverageResponse),
            ("首响", Row::FirstResponse),
            ("fcr", Row::FirstContactResolution),
            ("Service Level", Row::ServiceLevel),
            ("服务水平(按已接待)", Row::ServiceLevelAnswered),
            ("waiting", Row::Waiting),
        ] {
            assert_eq!(find_by_name(name), Some(KpiId::Row(row)), "{name}");
        }
        assert_eq!(find_by_name("回本期"), Some(KpiId::Saving(Saving::Payback)));
        assert_eq!(find_by_name("wait_p80").map(|kpi| kpi.row().key), Some("wait_p90"));
        assert_eq!(find_by_name("什么"), None);
    }
}
