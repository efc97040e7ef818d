//! One visit: owed in a window, to somebody, by somebody.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

pub use super::rules::no_answer::Protocol;

/// How far a visit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// To be paid, anywhere in its window.
    Planned,
    /// Paid.
    Done,
    /// The window closed before.
    Missed,
    /// Called off, or no longer asked for.
    Cancelled,
}

impl State {
    /// The state as one word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Done => "done",
            Self::Missed => "missed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// How somebody was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Wellbeing {
    /// Good (良好).
    Good,
    /// Fair (一般).
    Fair,
    /// Poor (较差).
    Poor,
    /// Help is needed at once (紧急).
    Urgent,
}

impl Wellbeing {
    /// The finding as one word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Fair => "fair",
            Self::Poor => "poor",
            Self::Urgent => "urgent",
        }
    }
}

impl std::str::FromStr for Wellbeing {
    type Err = crate::kernel::Failure;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::try_from_value(&word.to_owned()).map_err(|_| crate::kernel::Failure::invalid_field("wellbeing", "visits.wellbeing_unknown"))
    }
}

/// One visit.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visit")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The plan that asked for it; none if a human or an event did.
    pub plan_id: Option<Uuid>,
    /// To whom.
    pub person_id: Uuid,
    /// In which grid; it follows the family.
    pub grid_id: Option<Uuid>,
    /// The member who is to pay it; it follows the grid.
    pub visitor_id: Option<Uuid>,
    /// Rule and period: what makes it the same visit; unique for the person.
    pub slot: String,
    /// `home`, `phone` or `video`.
    pub kind: String,
    /// When the window opens.
    pub opens_at: DateTime<Utc>,
    /// When the window closes.
    pub due_at: DateTime<Utc>,
    /// The local day on which it comes onto the list.
    pub planned_on: NaiveDate,
    /// How far it is.
    pub state: State,
    /// How far the no-answer protocol is.
    pub protocol: Protocol,
    /// When the protocol's timer rings.
    pub next_at: Option<DateTime<Utc>>,
    /// `plan` if the plan withdrew it, `hand` if a human did.
    pub cancel_cause: Option<String>,
    /// Why it was called off.
    pub cancel_reason: Option<String>,
    /// When somebody was met.
    pub visited_at: Option<DateTime<Utc>>,
    /// When it was recorded.
    pub recorded_at: Option<DateTime<Utc>>,
    /// The member who recorded it.
    pub recorded_by: Option<Uuid>,
    /// How the person was.
    pub wellbeing: Option<Wellbeing>,
    /// What the person needs.
    pub needs: Json,
    /// What else there is to say, sealed.
    pub remark: Option<Vec<u8>>,
    /// What is to be done next.
    pub next_step: Option<String>,
    /// When the administrators were told.
    pub escalated_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl Model {
    /// Whether the window has closed and nobody was met yet?
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        matches!(self.state, State::Planned | State::Missed) && self.due_at <= now
    }

    /// Whether it was paid before its window closed?
    pub fn is_on_time(&self) -> bool {
        self.visited_at.is_some_and(|at| at < self.due_at)
    }
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
