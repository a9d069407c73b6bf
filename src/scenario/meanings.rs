//! Meanings of scenarios that changed from one version to the next: what each was, what it is, and what keeps the old one.

use crate::diagnostic::Text;
use crate::say;

/// The version whose meanings are those of now.
pub const WRITTEN_FOR: &str = "0.2";

/// A meaning that changed.
#[derive(Clone, Copy, Debug)]
pub struct ChangedMeaning {
    /// A stable word for it.
    pub code: &'static str,
    /// The version that changed it.
    pub since: &'static str,
    /// What it meant and what it means; what to write to keep the old meaning.
    pub says: fn() -> (Text, Text),
}

/// Every meaning that changed.
pub const CHANGED: &[ChangedMeaning] = &[
    ChangedMeaning { code: "bot-resolves", since: "0.2", says: bot_resolves },
    ChangedMeaning { code: "falsely-contained", since: "0.2", says: falsely_contained },
    ChangedMeaning { code: "bot-sells", since: "0.2", says: bot_sells },
    ChangedMeaning { code: "like-follows", since: "0.2", says: like_follows },
    ChangedMeaning { code: "ordinary-day", since: "0.2", says: ordinary_day },
    ChangedMeaning { code: "rest-day-paid", since: "0.2", says: rest_day_paid },
    ChangedMeaning { code: "overtime-beyond", since: "0.2", says: overtime_beyond },
    ChangedMeaning { code: "closed-messages", since: "0.2", says: closed_messages },
    ChangedMeaning { code: "log-complete", since: "0.2", says: log_complete },
    ChangedMeaning { code: "bot-fee", since: "0.2", says: bot_fee },
    ChangedMeaning { code: "opening-days", since: "0.2", says: opening_days },
];

fn bot_resolves() -> (Text, Text) {
    (
        say!(
            "a bot that says nothing of `resolves` solved all that it contained; now the template's share of it",
            "没写 `resolves` 的机器人以前算拦截的全部解决，现在按模板只算一部分解决"
        ),
        say!("in [defaults.bot]: resolves = 1.0", "在 [defaults.bot] 里写 resolves = 1.0"),
    )
}

fn falsely_contained() -> (Text, Text) {
    (
        say!(
            "whom a bot sent away unsolved did not come back unless a rule said so; now six of ten do, as the template has it",
            "机器人没解决而离开的客户，以前没有规则就不再来，现在按模板十人中有六人再来"
        ),
        say!(
            "in [defaults.chat]: falsely_contained = {{ returns = 0.0, in = \"6 h\" }}",
            "在 [defaults.chat] 里写 falsely_contained = {{ returns = 0.0, in = \"6 h\" }}"
        ),
    )
}

fn bot_sells() -> (Text, Text) {
    (
        say!(
            "a bot sold as well as a person where `sale` says nothing of `bot`; now less, as the template has it",
            "`sale` 没写 `bot` 时，机器人以前卖得和人一样多，现在按模板较少"
        ),
        say!("in that type's `sale`: bot = 1.0", "在该类型的 `sale` 里写 bot = 1.0"),
    )
}

fn like_follows() -> (Text, Text) {
    (
        say!(
            "a case that changes a design left those that are `like` it alone; now it reaches them where they do not say the \
             value themselves",
            "假设里改某个方案，以前不影响 `like` 它的方案，现在会影响（除非它们自己写了这个值）"
        ),
        say!("in the design that is `like` it: its own value", "在 `like` 它的方案里写出自己的值"),
    )
}

fn ordinary_day() -> (Text, Text) {
    (
        say!(
            "[volume] was the mean of all days that count, events among them; now it is an ordinary day without events",
            "[volume] 以前是统计期全部日子（含活动）的日均，现在是没有活动的平常日"
        ),
        say!("in [volume]: of = \"all days\"", "在 [volume] 里写 of = \"all days\""),
    )
}

fn rest_day_paid() -> (Text, Text) {
    (
        say!(
            "a day off that was worked cost nothing more unless `rest_day` said so; now it is paid as rest-day work",
            "取消的休息日以前没写 `rest_day` 就不加钱，现在按休息日加班计薪"
        ),
        say!("in `pay`: overtime.rest_day = \"time off\"", "在 `pay` 里写 overtime.rest_day = \"time off\""),
    )
}

fn overtime_beyond() -> (Text, Text) {
    (
        say!(
            "once somebody stayed beyond the tolerance all of the stay was overtime; now the part beyond it",
            "下班后超过容忍时间，以前整段算加班，现在只算超出的部分"
        ),
        say!(
            "nearest to it, in `pay`: overtime.from = \"0 min\" (every minute is overtime)",
            "最接近的写法，在 `pay` 里写 overtime.from = \"0 min\"（每分钟都算加班）"
        ),
    )
}

fn closed_messages() -> (Text, Text) {
    (
        say!(
            "a message left in closed hours was answered at once if somebody was on shift; now when the hours open again",
            "非服务时间的留言，以前有人在班就立即回复，现在等到重新开放"
        ),
        say!("take `hours` off the route, so that people can be asked then", "去掉路由上的 `hours`，让那时也能找到人"),
    )
}

fn log_complete() -> (Text, Text) {
    (
        say!(
            "the template's returns came on top of a log of every contact; now who called again is taken to be in the log",
            "逐条的日志之外，以前还会按模板加上再次咨询，现在认为日志里已经包含"
        ),
        say!(
            "in that type: unresolved = {{ returns = 0.6, in = {{ exponential = {{ mean = \"6 h\" }} }} }}, and abandoned likewise with \"8 h\"",
            "在该类型里写 unresolved = {{ returns = 0.6, in = {{ exponential = {{ mean = \"6 h\" }} }} }}，abandoned 同样写，均值 \"8 h\""
        ),
    )
}

fn bot_fee() -> (Text, Text) {
    (
        say!(
            "a bot's monthly fee was dropped in a design without a bot; now it stands in the ledger",
            "方案没有机器人时，以前不计机器人月费，现在照计"
        ),
        say!("in that design: costs.bot.month = 0", "在该方案里写 costs.bot.month = 0"),
    )
}

fn opening_days() -> (Text, Text) {
    (
        say!(
            "time counted in opening hours ran on days on which nobody who may do the work is planned; now it rests on them",
            "按工作时间计的承诺，以前在没有安排人的日子也走时间，现在这些日子不走"
        ),
        say!(
            "in that type, with its own hours: hours = {{ all = \"09:00-18:00\" }}",
            "在该类型里按原来的时间写 hours = {{ all = \"09:00-18:00\" }}"
        ),
    )
}
