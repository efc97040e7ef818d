//! Days and times as people here keep them: holidays (节假日) with make-up workdays (调休),
//! the lunar calendar (农历), local days and months, rules for "when".

pub mod can;
pub mod day_override;
pub mod holidays;
pub mod job;
pub mod local;
pub mod lunar;
pub mod query;
pub mod rule;
pub mod service;
pub mod work;

pub use holidays::{Holiday, Special};
pub use lunar::LunarDate;
pub use rule::Rule;
pub use work::{Day, DayKind, WorkCalendar};
