//! Letting go of what nobody needs any more.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::{Job, job, schedule_fire};
use crate::kernel::{Result, SystemTx};

/// How long jobs that are done are kept.
const DONE: Duration = Duration::days(14);
/// How long firings are kept: longer than any outage that is made up for.
const FIRINGS: Duration = Duration::days(90);

/// Lets go of jobs that are done and of old firings.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tidy {
    /// The instant that the timetable planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Tidy {
    const KIND: &'static str = "kernel.tidy";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// Does it. Buried jobs stay until somebody has looked at them.
pub async fn tidy(sys: &SystemTx) -> Result<()> {
    job::Entity::delete_many()
        .filter(job::Column::State.is_in([job::State::Done, job::State::Cancelled]))
        .filter(job::Column::FinishedAt.lt(sys.now() - DONE))
        .exec(sys.conn())
        .await?;
    schedule_fire::Entity::delete_many().filter(schedule_fire::Column::FiredAt.lt(sys.now() - FIRINGS)).exec(sys.conn()).await?;
    Ok(())
}
