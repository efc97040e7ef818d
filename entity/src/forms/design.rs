//! A form from its first draft on: what is being designed beside what was issued. Pure.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::layout::{LONGEST_TITLE, Layout};
use crate::{
    kernel::{Failure, Result},
    people::text,
};

/// The latest workday after a period.
pub const LATEST: i64 = 20;

/// How often a form is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Each time it is asked for.
    Once,
    /// For each month.
    Month,
    /// For each quarter.
    Quarter,
    /// For each year.
    Year,
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What it is called.
    pub title: String,
    /// How often it is wanted.
    pub every: Every,
    /// On which workday after the period it is due.
    pub workday: i64,
    /// What it is made of.
    pub layout: Layout,
}

impl Plan {
    /// It, in order.
    ///
    /// # Errors
    /// The field in which something is missing or implausible.
    pub fn checked(self) -> Result<Self> {
        let title = text::line(&self.title);
        if title.is_empty() || title.chars().count() > LONGEST_TITLE {
            return Err(Failure::invalid_field("title", "forms.title_wanted"));
        }
        if !(1..=LATEST).contains(&self.workday) {
            return Err(Failure::invalid_field("workday", "forms.workday_wanted"));
        }
        Ok(Self { title, layout: self.layout.checked()?, ..self })
    }
}

/// What was issued at some time. It never changes; fillings are of one of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    /// Its number, from 1.
    pub version: i64,
    /// When it was issued.
    pub at: DateTime<Utc>,
    /// The local day on which that was.
    pub on: NaiveDate,
    /// What was wanted.
    pub plan: Plan,
}

/// A form with its history.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Design {
    /// What is being designed, if it is another than what was issued.
    pub draft: Option<Plan>,
    /// What was issued, the last one last.
    pub issues: Vec<Issue>,
}

impl Design {
    /// A form of which nothing was issued yet.
    pub fn new(plan: Plan) -> Self {
        Self { draft: Some(plan), issues: Vec::new() }
    }

    /// What holds.
    pub fn issued(&self) -> Option<&Issue> {
        self.issues.last()
    }

    /// What it is called: what holds, else what is being designed.
    pub fn title(&self) -> String {
        let plan = self.issued().map(|issue| &issue.plan).or(self.draft.as_ref());
        plan.map(|plan| plan.title.clone()).unwrap_or_default()
    }

    /// Its version; 0 if nothing was issued yet.
    pub fn version(&self) -> i64 {
        self.issued().map(|issue| issue.version).unwrap_or_default()
    }

    /// With another draft; none if it is what was issued.
    pub fn drafted(self, plan: Plan) -> Self {
        let same = self.issued().is_some_and(|issue| issue.plan == plan);
        Self { draft: (!same).then_some(plan), ..self }
    }

    /// With the draft issued; none if there is none.
    pub fn issue(mut self, at: DateTime<Utc>, on: NaiveDate) -> Option<Self> {
        let plan = self.draft.take()?;
        self.issues.push(Issue { version: self.version() + 1, at, on, plan });
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(title: &str) -> Plan {
        Plan { title: title.to_owned(), every: Every::Month, workday: 3, layout: Layout::default() }
    }

    #[test]
    fn a_draft_holds_once_it_is_issued_and_the_last_one_stays_until_then() {
        let (at, on) = (DateTime::UNIX_EPOCH, NaiveDate::MIN);
        let new = Design::new(plan("甲"));
        assert_eq!((new.version(), new.title()), (0, "甲".to_owned()));
        let issued = new.issue(at, on).unwrap();
        assert_eq!((issued.version(), issued.clone().issue(at, on)), (1, None), "nothing waits to be issued");
        let drafted = issued.drafted(plan("乙"));
        assert_eq!((drafted.version(), drafted.title()), (1, "甲".to_owned()));
        assert_eq!(drafted.clone().drafted(plan("甲")).draft, None, "back to what holds");
        let again = drafted.issue(at, on).unwrap();
        assert_eq!((again.version(), again.title(), again.issues.len()), (2, "乙".to_owned(), 2));
    }
}
