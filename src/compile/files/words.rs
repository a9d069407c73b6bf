//! The words by which files are understood, in both languages: over columns, in front of sums.
//! With those of rosters (`roster_words.rs`) this is the one table of them: `explain files` and the reference show it (`word_lists.rs`).

use super::units::{Unit, words_of};

/// What a column of a file is, and the words over it.
#[derive(Debug)]
pub struct Role {
    /// What `columns = { … }` calls it.
    pub key: &'static str,
    /// What messages call it.
    pub en: &'static str,
    /// The same in Chinese.
    pub zh: &'static str,
    /// The words, spaces between them: each without case, spaces, marks, and units in brackets.
    pub words: &'static str,
}

impl Role {
    /// The words over its columns.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.words.split_whitespace()
    }
    fn has(&self, word: &str) -> bool {
        self.words().any(|own| own == word)
    }
}

/// Dates.
pub const DATE: Role = Role {
    key: "date",
    en: "date",
    zh: "日期",
    words: "日期 统计日期 咨询日期 数据日期 业务日期 会话日期 日 date day calldate \
            statdate startdate intervaldate createddate createdate 开始日期 创建日期 来电日期 进线日期 \
            年月日 yearmonthday",
};
/// When intervals begin, or from when until when.
pub const INTERVAL: Role = Role {
    key: "interval",
    en: "interval",
    zh: "时段",
    words: "时段 时间段 统计时段 统计时间 时间 时刻 小时 间隔 开始时间 起始时间 开始 起 interval \
            intervalstart startinterval starttime starttimestamp intervalstarttime time hour slot from \
            start begin period statstime timeday \
            intervalbegin halfhour quarterhour hourofday timeslot timeinterval timeofday intervaltime 时间区间 时间点 钟点 半小时",
};
/// When intervals end.
pub const UNTIL: Role = Role {
    key: "until",
    en: "end of the interval",
    zh: "时段的结束",
    words: "结束时间 截止时间 终止时间 结束 截止 止 until till to end endtime finish intervalfinish intervalend \
            endinterval intervalendtime",
};
/// Types, where every row is about one of them.
pub const TYPE: Role = Role {
    key: "type",
    en: "type",
    zh: "类型",
    words: "类型 咨询类型 业务类型 问题类型 渠道 技能组 队列 分组 type contacttype contact queue \
            queuename topic skill channel skillname splitskill queuetype workgroup workgroupname skillset \
            skillgroupname split splitname huntgroup 队列名称 技能组名称 业务线",
};
/// Numbers of contacts that came.
pub const COUNT: Role = Role {
    key: "count",
    en: "number",
    zh: "数量",
    words: "数量 咨询量 咨询人数 咨询人次 咨询次数 进线量 进线数 来电量 来电数 呼入量 呼入数 呼入总量 \
            会话量 会话数 会话总量 总会话数 呼入会话数 到达量 接待量 工单量 订单量 单量 预计量 预测量 \
            count contacts volume calls chats tickets orders offered offer callsoffered offeredcalls \
            contactsoffered callsinbound inboundcalls incomingcalls incomingcontacts \
            incomingcontactvolume callsreceived contactsreceived contactsqueued callvolume contactvolume \
            totalcalls totalcontacts callspresented contactspresented presented arrivals \
            expected",
};
/// Numbers of contacts that people took, or that can mean either: never the number that came without being said so.
pub const TAKEN: Role = Role {
    key: "count",
    en: "number",
    zh: "数量",
    words: "接入量 接入数 接入会话数 接入会话量 接待人数 应答量 应答数 接起量 接通量 接通数 人工接待量 \
            人工接待人数 人工会话量 转人工会话数 转人工量 人工呼入量 handled answered answer accepted \
            acdcalls callshandled handledcalls callsanswered answeredcalls contactshandled \
            contactsanswered forecast actual ctx received",
};
/// Moments, where every row is a contact; and of intervals with their date.
pub const MOMENT: Role = Role {
    key: "date",
    en: "moment",
    zh: "时刻",
    words: "到达时间 进线时间 来电时间 呼入时间 呼叫时间 咨询时间 会话开始时间 会话创建时间 创建时间 接入时间 arrived arrival \
            arrivaltime timestamp datetime moment created createdat calltime callstarttime contactstart \
            initiationtimestamp callstarted callstartedat startedat started calldatetime conversationstart createdtime",
};
/// The agent's own times.
pub const EFFORT: Role = Role {
    key: "effort",
    en: "effort",
    zh: "工时",
    words: "工时 人工工时 处理时长 服务时长 通话时长 接待时长 effort handletime handlingtime servicetime \
            talktime",
};
/// How long customers wait at most.
pub const PATIENCE: Role =
    Role { key: "patience", en: "patience", zh: "耐心", words: "耐心 耐心时长 patience" };
/// People of a roster.
pub const PERSON: Role = Role {
    key: "name",
    en: "name",
    zh: "姓名",
    words: "姓名 名字 客服 客服姓名 员工 员工姓名 人员 坐席 坐席姓名 name agent agentname employee \
            employeename person fullname",
};
/// Shifts of a roster with a row a person and date.
pub const SHIFT: Role =
    Role {
        key: "shift", en: "shift", zh: "班次", words: "班次 班别 班 排班 班种 班次名称 shift shiftname shiftcode"
    };

/// How many agents are there.
pub const STAFF: Role = Role {
    key: "count",
    en: "number of agents",
    zh: "人数",
    words: "人数 在岗人数 在班人数 上班人数 坐席数 坐席人数 客服数 客服人数 需求人数 排班人数 agents staff staffed heads \
            headcount people number need needed required requirement positions fte openpositions \
            scheduled scheduledagents scheduledstaff planned plannedagents rostered",
};

/// Columns that tell kinds of contacts apart, of which rows are chosen.
pub const APART: Role = Role {
    key: "where",
    en: "kind of contacts",
    zh: "咨询的种类",
    words: "direction calldirection contactdirection originatingdirection calltype initiationmethod media \
            mediatype mediatypes 方向 呼叫方向 通话方向 呼叫类型 通话类型 媒体 媒体类型 会话方式",
};
/// Lengths of contacts, of which it is not said whether an agent was busy with them all the while.
pub const WHOLE: Role = Role {
    key: "effort",
    en: "length of a contact",
    zh: "咨询的时长",
    words: "duration callduration contactduration conversationduration chatduration sessionduration \
            totalduration length calllength billsec aht agenttime totaltime totalcalltime 时长 总时长 会话时长 对话时长 咨询时长 通话总时长 \
            会话总时长 持续时间 通话时间",
};
/// What is said of contacts that the shop begins, whatever the column is called.
pub const OUTBOUND: [&str; 11] = [
    "outbound",
    "outgoing",
    "outbound call",
    "outgoing call",
    "manual outbound",
    "呼出",
    "外呼",
    "去电",
    "呼出电话",
    "外呼电话",
    "拨出",
];

/// Those of all files, as the reference has them.
pub const ROLES: [&Role; 12] =
    [&DATE, &INTERVAL, &UNTIL, &TYPE, &COUNT, &TAKEN, &STAFF, &MOMENT, &EFFORT, &PATIENCE, &PERSON, &SHIFT];

/// What rows that add up others, or give their mean, are called: in Chinese anywhere, in English as a word.
pub const SUMS: [&str; 16] = [
    "合计",
    "总计",
    "小计",
    "汇总",
    "平均",
    "均值",
    "total",
    "totals",
    "subtotal",
    "sum",
    "sums",
    "summary",
    "average",
    "mean",
    "avg",
    "grandtotal",
];

/// Days of the week, from Monday.
pub const WEEKDAY_ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
/// The same in English.
pub const WEEKDAY_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Whether something adds up others, or gives their mean.
pub fn is_sum(text: &str) -> bool {
    let said = text.to_lowercase();
    let whole: String = said.chars().filter(|c| !c.is_whitespace()).collect();
    let words: Vec<&str> = said.split(|c: char| !c.is_alphabetic()).collect();
    SUMS.iter().any(|sum| if sum.is_ascii() { words.contains(sum) } else { whole.contains(sum) })
}

/// A word over a column without what does not tell it apart: case, spaces, marks, and units, zones and the like in brackets.
pub fn plain(text: &str) -> String {
    super::brackets::without_silent(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// Between the words of a heading of several rows, from above to below.
pub const BELOW: &str = " > ";

/// Whether a word over a column is one of a role's; of a heading of several rows each, and what is left of it without a unit.
pub fn means(heading: &str, role: &Role) -> bool {
    let is = |text: &str| {
        let whole = plain(text);
        role.has(&whole) || role.has(&plain(&without_unit(text)))
    };
    is(heading) || heading.contains(BELOW) && heading.split(BELOW).any(is)
}

/// A heading without the unit that ends it.
fn without_unit(heading: &str) -> String {
    let words = words_of(heading);
    let kept = words.len() - usize::from(words.last().is_some_and(|word| Unit::of(word).is_some()));
    let kept = &words[..kept];
    let kept = if kept.last().is_some_and(|word| word == "in") { &kept[..kept.len() - 1] } else { kept };
    let mut text = kept.concat();
    for end in ["毫秒", "秒数", "秒", "分钟", "小时"] {
        if let Some(front) = text.strip_suffix(end) {
            text = front.to_owned();
            break;
        }
    }
    text
}

/// Whether a word over a column says that no contacts are counted in it: shares, means, lengths, people.
pub fn counts_nothing(heading: &str) -> bool {
    const WORDS: [&str; 20] = [
        "rate",
        "pct",
        "percent",
        "avg",
        "average",
        "mean",
        "time",
        "duration",
        "aht",
        "asa",
        "level",
        "max",
        "min",
        "longest",
        "agents",
        "id",
        "phone",
        "sl",
        "occupancy",
        "staffed",
    ];
    const ZH: [&str; 15] = [
        "率",
        "平均",
        "时长",
        "均长",
        "占比",
        "最长",
        "最短",
        "最大",
        "最小",
        "坐席数",
        "工号",
        "编号",
        "号码",
        "评分",
        "满意",
    ];
    let words = words_of(heading);
    heading.contains('%')
        || words.iter().any(|word| WORDS.contains(&word.as_str()))
        || ZH.iter().any(|word| heading.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_over_columns_say_the_same_in_several_ways() {
        assert_eq!(
            ["日期", " Date ", "contact_type", "咨询量（人）", "Contact Type (key)", "Answer Rate %"].map(plain),
            ["日期", "date", "contacttype", "咨询量", "contacttype", "answerrate"]
        );
        let all: Vec<&str> = ROLES[..10].iter().flat_map(|role| role.words()).collect();
        for (i, word) in all.iter().enumerate() {
            assert_eq!(plain(word), *word, "it could never be found");
            assert!(!all[..i].contains(word), "{word} means two things");
        }
        assert!(means("talk_time_seconds", &EFFORT) && means("处理时长秒", &EFFORT) && means("呼入 > 进线量", &COUNT));
        assert!(!means("min", &EFFORT) && !means("呼入 / 进线量", &COUNT));
    }

    #[test]
    fn sums_by_their_words() {
        for text in ["合计", "日合计", "Grand Total", "total:", "月平均", "Sum"] {
            assert!(is_sum(text), "{text}");
        }
        for text in ["totality", "summer", "2025-01-01", ""] {
            assert!(!is_sum(text), "{text}");
        }
    }
}
