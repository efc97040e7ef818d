//! Letting go of what nobody needs any more.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::{Job, job, job_tally, schedule_fire};
use crate::kernel::{Result, SystemTx, idempotency};

/// How long jobs that were called off are kept.
const CALLED_OFF: Duration = Duration::days(14);
/// How long firings are kept: longer than any outage that is made up for.
const FIRINGS: Duration = Duration::days(90);

/// How long it is remembered how many jobs were done in a minute.
const TALLIES: Duration = Duration::days(2);

/// Lets go of jobs that were called off, of old firings, counts and keys of requests.
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
        .filter(job::Column::State.eq(job::State::Cancelled))
        .filter(job::Column::FinishedAt.lt(sys.now() - CALLED_OFF))
        .exec(sys.conn())
        .await?;
    schedule_fire::Entity::delete_many().filter(schedule_fire::Column::FiredAt.lt(sys.now() - FIRINGS)).exec(sys.conn()).await?;
    job_tally::Entity::delete_many().filter(job_tally::Column::Minute.lt(sys.now() - TALLIES)).exec(sys.conn()).await?;
    idempotency::tidy(sys).await
}
