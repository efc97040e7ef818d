//! The two clocks of an assignment, to take it on and to do it, in workdays of the community.
//!
//! The day on which a clock starts does not count. A deadline of n workdays is the end of the n-th workday after it, at local
//! midnight; a deadline of none is the end of the same day, or of the first workday if that one is not worked.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use crate::calendar::{WorkCalendar, local};

/// The longest clock, in workdays.
pub const LONGEST: u32 = 250;

/// How urgent an assignment has become. Levels only rise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Level {
    /// In time.
    Green,
    /// The yellow card (黄牌).
    Yellow,
    /// The red card (红牌).
    Red,
    /// Overdue, and told to those above the holder (越级).
    OverHead,
}

impl Level {
    /// The level as one word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
            Self::OverHead => "over_head",
        }
    }
}

/// When a card is shown: always at the end of a workday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Card {
    /// So many workdays before the deadline.
    Before(u32),
    /// After so many percent of the workdays, rounded down; 100 is the deadline.
    Share(u32),
}

impl Card {
    /// After how many of `total` workdays.
    fn after(self, total: usize) -> usize {
        match self {
            Self::Before(days) => total.saturating_sub(days as usize),
            Self::Share(percent) => total * percent.min(100) as usize / 100,
        }
    }
}

/// How much time there is for a kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Within how many workdays it is taken on.
    pub acknowledge: u32,
    /// Within how many workdays it is done.
    pub handle: u32,
    /// The yellow card.
    pub yellow: Card,
    /// The red card; never before the yellow one.
    pub red: Card,
    /// How many workdays after the deadline those above the holder are told.
    pub over_head: u32,
}

impl Default for Terms {
    fn default() -> Self {
        Self { acknowledge: 1, handle: 5, yellow: Card::Before(1), red: Card::Share(100), over_head: 1 }
    }
}

/// The instants of one assignment's clocks; each begins what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// By when it is to be taken on.
    pub acknowledge_by: DateTime<Utc>,
    /// The yellow card.
    pub yellow_at: DateTime<Utc>,
    /// The red card.
    pub red_at: DateTime<Utc>,
    /// By when it is to be done.
    pub due_at: DateTime<Utc>,
    /// When those above the holder are told.
    pub over_head_at: DateTime<Utc>,
}

impl Deadlines {
    /// The level that is reached at `now`.
    pub fn level_at(&self, now: DateTime<Utc>) -> Level {
        let reached = self.levels().into_iter().filter(|(at, _)| *at <= now);
        reached.map(|(_, level)| level).max().unwrap_or(Level::Green)
    }

    /// When a level above `level` begins; none above the last.
    pub fn next_after(&self, level: Level) -> Option<DateTime<Utc>> {
        self.levels().into_iter().find(|(_, next)| *next > level).map(|(at, _)| at)
    }

    fn levels(&self) -> [(DateTime<Utc>, Level); 3] {
        [(self.yellow_at, Level::Yellow), (self.red_at, Level::Red), (self.over_head_at, Level::OverHead)]
    }
}

/// A community's time: its zone and its workdays.
#[derive(Debug, Clone, Copy)]
pub struct Clock<'a> {
    /// Where it is.
    pub zone: Tz,
    /// Which days it works.
    pub calendar: &'a WorkCalendar,
}

impl Clock<'_> {
    /// The deadlines of what starts at `from` and has the time that `terms` give.
    pub fn deadlines(&self, from: DateTime<Utc>, terms: &Terms) -> Deadlines {
        self.until(from, self.last_day(from, terms.handle), terms)
    }

    /// The deadlines of what starts at `from` and has time until the end of `last_day`, whatever `terms` say of that: a human decided it.
    pub fn until(&self, from: DateTime<Utc>, last_day: NaiveDate, terms: &Terms) -> Deadlines {
        let due_at = self.end_of(last_day).max(from);
        let workdays = self.calendar.workdays(local::day_of(self.zone, from) + Days::new(1), last_day + Days::new(1));
        let after = |count: usize| match count {
            // The last day that a human chose need not be worked.
            count if count >= workdays.len() => due_at,
            0 => from,
            count => self.end_of(workdays[count - 1]),
        };
        let yellow = terms.yellow.after(workdays.len());
        let over_head = i32::try_from(terms.over_head.min(LONGEST)).unwrap_or(i32::MAX);
        Deadlines {
            acknowledge_by: self.end_of(self.last_day(from, terms.acknowledge)).min(due_at),
            yellow_at: after(yellow),
            red_at: after(terms.red.after(workdays.len()).max(yellow)),
            due_at,
            over_head_at: self.end_of(self.calendar.add_workdays(last_day, over_head)).max(due_at),
        }
    }

    fn last_day(&self, from: DateTime<Utc>, workdays: u32) -> NaiveDate {
        let day = local::day_of(self.zone, from);
        match i32::try_from(workdays.min(LONGEST)) {
            Ok(count) if count > 0 => self.calendar.add_workdays(day, count),
            _ => self.calendar.workday_from(day),
        }
    }

    fn end_of(&self, day: NaiveDate) -> DateTime<Utc> {
        local::midnight(self.zone, day + Days::new(1))
    }
}

#[cfg(test)]
mod tests;
