//! What people are paid.

use crate::diagnostic::Diagnostics;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::dates::DateSpan;
use crate::scenario::values::documented::ValueKind;
use crate::scenario::values::plain::{Amount, Count, Day, Hours, Share};
use crate::scenario::values::read::{At, Names, Read, table, words};
use crate::time::SimDuration;

table! {
    /// What people are paid; what is not given is reported as not given.
    /// 薪酬；没给的报告为“未给出”。
    pub struct PayText {
        /// Wage a month for each head.
        /// 每人月薪。
        month: Option<At<Amount>>,
        /// Wage an hour on shift.
        /// 在班每小时工资。
        hour: Option<At<Amount>>,
        /// Employer's charges on wages, as a share; 0 where there are none, else wages are not given. Not beside `outsourced`.
        /// 社保等单位附加占工资的比例；没有就写 0，不写则工资算“未给出”。不能与 `outsourced` 同写。
        loading: Option<At<Amount>>,
        /// Desk, computer, licence, a month for each head; 0 where there are none, else seats are not given. Not beside `outsourced`.
        /// 每人每月的工位、电脑与授权费用；没有就写 0，不写则工位算“未给出”。不能与 `outsourced` 同写。
        seat: Option<At<Amount>>,
        /// What somebody who comes for a day (`people`) is paid for it.
        /// 按天雇的人（`people`）每天多少。
        day: Option<At<Amount>>,
        /// Price of hiring one person.
        /// 招一个人花多少钱。
        hire: Option<At<Amount>>,
        /// How overtime is paid.
        /// 加班怎样计酬。
        overtime: Option<At<Overtime>>,
        /// Public holidays, as dates and spans of dates: who works then is paid overtime for all their hours.
        /// 法定节假日，写日期或区间：当天上班的全部工时按加班计酬。
        holidays: Vec<At<DateSpan>>,
        /// Paid on top for hours of shifts at night.
        /// 排在夜间的小时另加多少。
        night: Option<At<NightText>>,
        /// Paid for what those whom they answer buy, besides the wage.
        /// 接待的客户下单后在工资之外的提成。
        commission: Option<At<CommissionText>>,
        /// Somebody else's people: what that firm is paid, instead of wages, charges, seats and overtime.
        /// 外包人员：付给外包公司的费用，代替工资、附加、工位与加班费。
        outsourced: Option<At<OutsourcedText>>,
        /// Prices from a date on; what a date does not name stays as it was.
        /// 从某天起的价格；没写的照旧。
        changes: Names<PayChangeText>,
    }
}

table! {
    /// What people are paid from a date on.
    /// 从某天起的薪酬。
    pub struct PayChangeText {
        /// Wage a month for each head.
        /// 每人月薪。
        month: Option<At<Amount>>,
        /// Wage an hour on shift.
        /// 在班每小时工资。
        hour: Option<At<Amount>>,
        /// Employer's charges on wages, as a share.
        /// 社保等单位附加占工资的比例。
        loading: Option<At<Amount>>,
        /// Desk, computer, licence, a month for each head.
        /// 每人每月的工位、电脑与授权费用。
        seat: Option<At<Amount>>,
        /// What somebody who comes for a day is paid for it.
        /// 按天雇的人每天多少。
        day: Option<At<Amount>>,
        /// Price of hiring one person.
        /// 招一个人花多少钱。
        hire: Option<At<Amount>>,
        /// Of a firm's people: paid for each head, a month.
        /// 外包人员：每人每月多少。
        firm_seat: Option<At<Amount>>,
        /// Of a firm's people: paid for each day that somebody works.
        /// 外包人员：每人天多少。
        firm_day: Option<At<Amount>>,
    }
}

table! {
    /// What hours of shifts at night are paid.
    /// 夜间班次怎样计酬。
    pub struct NightText {
        /// Which hours of the day; may pass midnight.
        /// 哪些小时；可跨午夜。
        hours: At<Hours>,
        /// Multiple of the hour's wage, from 1: 1.25 is a quarter more.
        /// 时薪的倍数，从 1 起：1.25 即多四分之一。
        factor: At<Amount>,
    }
}

table! {
    /// Paid for orders of customers whom the team answers.
    /// 小组接待的客户下单后的提成。
    pub struct CommissionText {
        /// Paid for each order.
        /// 每单多少。
        order: Option<At<Amount>>,
        /// Paid as a share of its value.
        /// 占订单金额的比例。
        sales: Option<At<Share>>,
    }
}

table! {
    /// What a firm is paid for its people; the parts add up.
    /// 付给外包公司的费用；各部分相加。
    pub struct OutsourcedText {
        /// Paid for each head, a month.
        /// 每人每月多少。
        seat: Option<At<Amount>>,
        /// Paid for each day that somebody works.
        /// 每人天多少。
        day: Option<At<Amount>>,
        /// Paid for each contact that the team ends, by how many it has ended in the calendar month.
        /// 小组每结束一个咨询多少，按当月累计量分档。
        tiers: Vec<At<TierText>>,
    }
}

table! {
    /// A price by contact.
    /// 按咨询计的一档价格。
    pub struct TierText {
        /// For the contacts of a month up to this number; the last tier has none.
        /// 当月累计到这个数为止；最后一档不写。
        up_to: Option<At<Amount>>,
        /// For each of them.
        /// 每个多少钱。
        each: At<Amount>,
    }
}

words! {
    /// Months of pay of somebody who is dismissed.
    /// 辞退一人付几个月工资。
    pub enum MonthsWord {
        /// One for each year of service.
        /// 每满一年一个月。
        N = "N",
        /// One for each year of service, and one instead of notice.
        /// 再加一个月代通知金。
        NPlus1 = "N+1",
        /// Twice as many, for a dismissal without grounds.
        /// 两倍：违法解除。
        TwoN = "2N",
        /// They leave by themselves and are not replaced.
        /// 自行离职且不补人。
        None = "none",
    }
}

table! {
    /// Somebody who is dismissed when the design is introduced.
    /// 方案开始时辞退的人。
    pub struct SeveranceTable {
        /// How many people.
        /// 几个人。
        people: At<Count>,
        /// Years of service of each.
        /// 每人工龄几年。
        years: Option<At<Amount>>,
        /// `"N"`, `"N+1"`, `"2N"`, or `"none"`.
        /// `"N"`、`"N+1"`、`"2N"` 或 `"none"`。
        months: At<MonthsWord>,
        /// Mean month of the last twelve, with bonuses; the team's month if not given.
        /// 前十二个月的月平均工资（含奖金）；不写用小组的月薪。
        month: Option<At<Amount>>,
        /// When it is paid; the first day that counts if not given.
        /// 哪天付；不写为计入统计的第一天。
        on: Option<At<Day>>,
    }
}

/// People who are dismissed, at least one table of them.
#[derive(Clone, Debug)]
pub struct SeveranceText(pub Vec<SeveranceTable>);

impl Read for SeveranceText {
    fn kind() -> ValueKind {
        ValueKind::one_or_more(
            [
                "{ people = 1, years = 2.3, months = \"N+1\" }, or a list of such",
                "{ people = 1, years = 2.3, months = \"N+1\" }，或它们的列表",
            ],
            SeveranceTable::kind(),
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            // One that is wrong hides no mistake of the others.
            Value::List(list) => Some(Self(list.iter().filter_map(|one| SeveranceTable::read(one, out)).collect())),
            _ => SeveranceTable::read(node, out).map(|one| Self(vec![one])),
        }
    }
}

table! {
    /// How overtime is paid.
    /// 加班怎样计酬。
    pub struct Overtime {
        /// Multiple of the hour's wage after the end of shifts; 1.5 if not given.
        /// 下班后加班是时薪的几倍；不写为 1.5。
        factor: Option<At<Amount>>,
        /// Multiple on a day off that is worked; 2 if not given; `"time off"`: an ordinary day, and another is off instead.
        /// 休息日上班是时薪的几倍；不写为 2；`"time off"` 为补休，当天按平常计。
        rest_day: Option<At<RestDayText>>,
        /// Multiple on public holidays; 3 if not given.
        /// 法定节假日上班是时薪的几倍；不写为 3。
        holiday: Option<At<Amount>>,
        /// Minutes past the end that are not yet overtime; 15 if not given.
        /// 超过下班多少分钟才算加班；不写为 15 分钟。
        from: Option<At<SimDuration>>,
    }
}

/// How work on a day off is paid.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum RestDayText {
    /// At a multiple of the hour's wage.
    Factor(f64),
    /// Not in money: another day is off instead.
    TimeOff,
}

impl Read for RestDayText {
    fn kind() -> ValueKind {
        ValueKind::Said(
            ["a multiple of the hour's wage, or \"time off\"", "时薪的倍数，或 \"time off\"（补休）"],
            vec![ValueKind::Number, ValueKind::Exactly("time off"), ValueKind::Exactly("补休")],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match node.text() {
            Some("time off" | "补休") => Some(Self::TimeOff),
            _ => Amount::read(node, out).map(|amount| Self::Factor(amount.0)),
        }
    }
}
