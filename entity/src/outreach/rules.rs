//! How often parties are asked, and when somebody is reminded of it. Pure.

use chrono::{Datelike, Days, Months, NaiveDate};
use sea_orm::entity::prelude::*;

/// Within which time the plan is to be fulfilled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Every {
    /// Every month.
    Month,
    /// Every quarter.
    Quarter,
    /// Every year.
    Year,
}

impl Every {
    const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// The first and the last day of the period that `day` is in.
    pub fn around(self, day: NaiveDate) -> (NaiveDate, NaiveDate) {
        let begins = day.month0() - day.month0() % self.months() + 1;
        let from = NaiveDate::from_ymd_opt(day.year(), begins, 1).unwrap_or(day);
        (from, from + Months::new(self.months()) - Days::new(1))
    }
}

/// For whom the number of a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Per {
    /// For the whole community.
    Community,
    /// For each grid.
    Grid,
    /// For each unit of the kind.
    Unit,
}

/// So many days before the end those who are behind are told again.
const BEFORE_THE_END: [u64; 2] = [7, 2];

/// Whether those who are behind are told today, having been told last on `told`: at half of the time, a week and two days before the end, each once;
/// a day that was missed is made up for.
pub fn is_told((from, to): (NaiveDate, NaiveDate), told: Option<NaiveDate>, today: NaiveDate) -> bool {
    let half = from + Days::new((to - from).num_days().unsigned_abs() / 2);
    let days = BEFORE_THE_END.map(|days| to - Days::new(days)).into_iter().chain([half]);
    days.filter(|day| *day <= today && today <= to).max().is_some_and(|last| told.is_none_or(|told| told < last))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case(Every::Month, "2026-02-14", "2026-02-01", "2026-02-28")]
    #[case(Every::Month, "2028-02-29", "2028-02-01", "2028-02-29")]
    #[case(Every::Quarter, "2026-06-30", "2026-04-01", "2026-06-30")]
    #[case(Every::Quarter, "2026-10-01", "2026-10-01", "2026-12-31")]
    #[case(Every::Year, "2026-07-01", "2026-01-01", "2026-12-31")]
    fn a_period_has_a_first_and_a_last_day(#[case] every: Every, #[case] on: &str, #[case] from: &str, #[case] to: &str) {
        assert_eq!(every.around(day(on)), (day(from), day(to)));
    }

    #[test]
    fn who_is_behind_is_told_three_times_a_period() {
        let march = Every::Month.around(day("2026-03-05"));
        let mut told = None;
        let mut on = Vec::new();
        for today in day("2026-03-01").iter_days().take(31).filter(|day| day.weekday().num_days_from_monday() < 5) {
            if is_told(march, told, today) {
                told = Some(today);
                on.push(today.to_string());
            }
        }
        assert_eq!(on, ["2026-03-16", "2026-03-24", "2026-03-30"], "Sundays are made up for on the next workday");
        assert!(!is_told(march, None, day("2026-04-01")), "what is over is over");
        assert!(is_told(Every::Month.around(day("2026-04-16")), told, day("2026-04-16")), "and begins anew");
    }
}
