//! How many jobs came to which end in a minute: what is left of jobs that are done. Kept roughly: a worker that is killed
//! takes a few seconds' counts with it.

use std::collections::HashMap;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::kernel::{Db, PLATFORM, Result};

/// The counts of one kind in one minute.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job_tally")]
pub struct Model {
    /// Always the platform: tenants are not told apart.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The minute's beginning.
    #[sea_orm(primary_key, auto_increment = false)]
    pub minute: DateTime<Utc>,
    /// The kind of job.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// Turns that ended well.
    pub done: i64,
    /// Turns that failed and are tried again.
    pub failed: i64,
    /// Jobs that failed for good.
    pub buried: i64,
    /// Processes that died of one.
    pub crashed: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Counts of one kind that are not written yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Turns that ended well.
    pub done: i64,
    /// Turns that failed and are tried again.
    pub failed: i64,
    /// Jobs that failed for good.
    pub buried: i64,
    /// Processes that died of one.
    pub crashed: i64,
}

/// Adds a worker's counts to the present minute.
pub async fn add(db: &Db, counts: HashMap<String, Counts>) -> Result<()> {
    let now = db.now();
    let minute = now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now);
    // In order, so that two workers never wait for each other in a circle.
    let counts: std::collections::BTreeMap<_, _> = counts.into_iter().collect();
    let rows: Vec<_> = counts
        .into_iter()
        .map(|(kind, Counts { done, failed, buried, crashed })| ActiveModel {
            community_id: Set(PLATFORM),
            minute: Set(minute),
            kind: Set(kind),
            done: Set(done),
            failed: Set(failed),
            buried: Set(buried),
            crashed: Set(crashed),
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let mut sum = OnConflict::columns([Column::CommunityId, Column::Minute, Column::Kind]);
    for (column, wanted) in [
        (Column::Done, "excluded.done"),
        (Column::Failed, "excluded.failed"),
        (Column::Buried, "excluded.buried"),
        (Column::Crashed, "excluded.crashed"),
    ] {
        sum.value(column, Expr::col((Entity, column)).add(Expr::cust(wanted)));
    }
    Entity::insert_many(rows).on_conflict(sum).exec_without_returning(db.queue()).await?;
    Ok(())
}
