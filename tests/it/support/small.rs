//! A small shop for whoever needs any.

/// Two designs and two cases of a few days: enough to say something, little enough to be quick.
pub const SHOP: &str = r#"
title = "小店：四人还是五人？ | A small shop: four or five?"
start = 2025-03-03
days = 3
baseline = "four"

[contact.presale]
name = "售前咨询 | Pre-sale chat"
channel = "chat"
arrivals = { per_day = 260, profile = "cn_office" }
effort = "90 s"
patience = { exponential = { mean = "3.5 min" } }

[contact.refund]
name = "退款工单 | Refund ticket"
channel = "ticket"
arrivals = { per_day = 20, profile = "cn_office" }
effort = "4 min"
targets = [ { done = "24 h", share = 0.95 } ]

[design.four]
name = "四人 | Four"
[design.four.team.service]
name = "客服组 | Service team"
headcount = 4
serves = [["presale"], ["refund"]]
shifts = { day = { hours = "09:00-21:00", break = "60 min in 11:00-14:00" } }
split = { day = 1.0 }
pay = { month = 5500, loading = 0.35, seat = 1200 }

[design.five]
name = "五人 | Five"
like = "four"
[design.five.team.service]
headcount = 5

[case.grown]
name = "增长 | Grown"
demand = "*1.3"
"#;
