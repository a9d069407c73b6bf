//! The words by which rosters are understood, beside those of all files: over columns, and in them for who is there.

use super::words::Role;

/// Numbers by which people are known, of whom two may have one name.
pub const NUMBER: Role = Role {
    key: "number",
    en: "number of a person",
    zh: "工号",
    words: "工号 员工编号 员工号 员工工号 人员编号 坐席工号 客服工号 编号 employeeid employeenumber employeeno agentid staffid \
            personid personnelnumber badge loginid userid id",
};
/// Names in two columns.
pub const FIRST_NAME: Role =
    Role { key: "name", en: "first name", zh: "名", words: "firstname givenname forename 名" };
/// The second of them.
pub const LAST_NAME: Role = Role { key: "name", en: "last name", zh: "姓", words: "lastname surname familyname 姓" };
/// Dates of rosters, beside those of any file.
pub const SHIFT_DATE: Role = Role {
    key: "date",
    en: "date",
    zh: "日期",
    words: "shiftdate workdate scheduledate scheduleddate nominaldate 排班日期 工作日期 出勤日期 班次日期 上班日期",
};
/// When shifts begin, beside when intervals do.
pub const SHIFT_FROM: Role = Role {
    key: "from",
    en: "beginning of the shift",
    zh: "上班时间",
    words: "上班时间 上班 上班时刻 班次时间 工作时间 班次开始 班次开始时间 startdatetime shiftstart shiftstarttime scheduledstart \
            shifttime",
};
/// When they end.
pub const SHIFT_UNTIL: Role = Role {
    key: "until",
    en: "end of the shift",
    zh: "下班时间",
    words: "下班时间 下班 下班时刻 班次结束 班次结束时间 enddatetime shiftend shiftendtime scheduledend stop stoptime",
};
/// When breaks in a shift begin, in columns of their own.
pub const BREAK_FROM: Role = Role {
    key: "from",
    en: "beginning of a break",
    zh: "休息开始",
    words: "breakstart breakstarttime lunchstart lunchstarttime mealstart 休息开始 休息开始时间 午休开始 午休开始时间 午餐开始 用餐开始",
};
/// When they end.
pub const BREAK_UNTIL: Role = Role {
    key: "until",
    en: "end of a break",
    zh: "休息结束",
    words: "breakend breakendtime lunchend lunchendtime mealend 休息结束 休息结束时间 午休结束 午休结束时间 午餐结束 用餐结束",
};
/// Teams of people.
pub const TEAM: Role = Role {
    key: "team",
    en: "team",
    zh: "小组",
    words: "team 组 小组 组别 班组 团队 部门 department dept queue 队列 技能组 skillgroup workgroup teamname",
};
/// Columns of a list that may say that somebody is not there.
pub const STATUS: Role = Role {
    key: "status",
    en: "status",
    zh: "状态",
    words: "status 状态 activity 活动 类型 type 出勤 考勤 出勤状态 考勤状态 班次状态 班次类型 请假 请假类型 假别 absence \
            absencetype leave leavetype shiftstatus shifttype activitytype state",
};
/// How many hours somebody is there: beside a shift 0 contradicts it.
pub const HOURS: Role = Role {
    key: "hours",
    en: "hours worked",
    zh: "工时",
    words: "hours 工时 时数 workhours workedhours paidhours totalhours",
};

/// All of them, as the reference has them.
pub const ROLES: [&Role; 11] = [
    &NUMBER,
    &FIRST_NAME,
    &LAST_NAME,
    &SHIFT_DATE,
    &SHIFT_FROM,
    &SHIFT_UNTIL,
    &BREAK_FROM,
    &BREAK_UNTIL,
    &STATUS,
    &HOURS,
    &TEAM,
];

/// Words for a day off in a roster, whatever its reason; in the case in which they are written, or any.
pub const OFF: &str = "off|休|休息|公休|轮休|例休|周休|补休|调休|休假|年假|年休|年休假|病假|事假|婚假|产假|陪产假|丧假|\
     哺乳假|育儿假|工伤假|节假|法定假|请假|假|leave|annual leave|sick leave|sick|vacation|holiday|\
     day off|days off|rest|rdo";

/// Words of absence in a column of status, beside those for a day off.
pub const ABSENT: &str = "cancelled|canceled|cancel|取消|已取消|absent|absence|缺勤|旷工|缺席|no show|no-show|pto|unavailable|declined|\
     rejected|deleted|removed|已删除|作废|停班|unpaid leave|sick day|parental leave|maternity leave|paternity leave";
/// Words of somebody who is there.
pub const PRESENT: &str = "work|working|worked|works|on|on duty|shift|regular|scheduled|planned|present|confirmed|published|approved|\
     normal|active|released|final|open time|上班|正常|正常班|正常出勤|出勤|工作|在岗|在班|值班|已排班|已发布|已确认|已审批|排班|\
     full-time|part-time|full time|part time|全职|兼职|phone|phones|call|calls|chat|chats|email|tickets|电话|会话|在线|工单";
/// Words of a break in a shift.
pub const BREAKS: &str =
    "lunch|break|meal|lunch break|meal break|rest break|short break|dinner|午餐|午休|用餐|吃饭|晚餐|小休|茶歇";

fn has(list: &str, text: &str) -> bool {
    let text = text.trim().to_lowercase();
    list.split('|').any(|word| word == text)
}

/// Whether a cell of a roster says that somebody is off.
pub fn is_off(text: &str) -> bool {
    has(OFF, text)
}

/// Whether a status says that somebody is not there.
pub fn is_absent(text: &str) -> bool {
    is_off(text) || has(ABSENT, text)
}

/// Whether a status says that somebody is there.
pub fn is_present(text: &str) -> bool {
    has(PRESENT, text)
}

/// Whether a status says that somebody is away for a while in their shift.
pub fn is_break(text: &str) -> bool {
    has(BREAKS, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_there_by_their_words() {
        assert!(is_off("OFF") && is_off("年假") && is_off("Sick Leave") && !is_off("早"));
        assert!(is_absent("Cancelled") && is_present("Open Time") && is_break("午餐") && !is_absent("lunch"));
    }
}
