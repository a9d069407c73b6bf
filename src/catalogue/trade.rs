//! What the back offices of platforms call our figures: named beside ours where a shop said on which platforms it sells.

use super::id::KpiId;
use super::rows::Row;
use crate::model::Model;

/// A figure, the platforms whose tool shows it, and the tool with its name for it, in Chinese, as those tools are. Only what counts
/// the same messages or customers: 快手 counts its three-minute rate by customer, 小红书 by session.
const CALLED: &[(Row, &[&str], &str)] = &[
    (Row::Answered3min, &["taobao", "tmall"], "旺旺：3分钟人工响应率"),
    (Row::Answered3min, &["douyin"], "飞鸽：3分钟人工回复率"),
    (Row::Answered3min, &["pdd"], "拼多多：3分钟人工回复率"),
    (Row::Answered3min, &["jd"], "京东：3分钟人工回复率"),
    (Row::Answered3min, &["1688"], "1688：3分钟响应率"),
    (Row::Answered30s, &["pdd"], "拼多多：30秒应答率"),
    (Row::AverageResponse, &["taobao", "tmall"], "千牛：平均响应时间"),
    (Row::AverageResponse, &["douyin"], "飞鸽：平均响应时长"),
    (Row::AverageResponse, &["pdd"], "拼多多：平均人工响应时长"),
    (Row::FirstResponse, &["taobao", "tmall"], "千牛：首次响应时间"),
    (Row::Handled, &["taobao", "tmall"], "千牛：接待人数"),
    (Row::ContactsPerAgentDay, &["taobao", "tmall"], "赤兔：人均接待量"),
    (Row::ConversionAnswered, &["taobao", "tmall"], "赤兔：询单转化率"),
];

/// What the shop's platforms call a figure, each with its tool, in order of the list.
pub fn called_by_platforms(kpi: KpiId, model: &Model) -> Vec<&'static str> {
    let here = |platforms: &[&str]| platforms.iter().any(|one| model.platforms.iter().any(|key| key == one));
    CALLED
        .iter()
        .filter(|(row, platforms, _)| kpi == KpiId::Row(*row) && here(platforms))
        .map(|(.., name)| *name)
        .collect()
}
