//! Figures that are out of date.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

use super::Job;
use crate::kernel::Result;

/// Marks of one statement.
const AT_ONCE: usize = 2_000;

/// A figure that must be computed anew.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dirty_cell")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The day of the figure, in the community's zone.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: NaiveDate,
    /// Which figure.
    #[sea_orm(primary_key, auto_increment = false)]
    pub measure: String,
    /// Since when.
    pub marked_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Computes a community's figures that are out of date.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recompute {}

impl Job for Recompute {
    const KIND: &'static str = "reports.recompute";

    fn key(&self) -> String {
        String::new()
    }
}

/// Writes marks in their order.
pub(crate) async fn write(conn: &DatabaseTransaction, now: DateTime<Utc>, marks: BTreeSet<(Uuid, NaiveDate, &'static str)>) -> Result<()> {
    let row = |(community, day, measure): (Uuid, NaiveDate, &str)| ActiveModel {
        community_id: Set(community),
        day: Set(day),
        measure: Set(measure.to_owned()),
        marked_at: Set(now),
    };
    // Updating a mark that is there locks it, so that a computation that takes it away
    // waits for this change and sees it.
    let again = OnConflict::columns([Column::CommunityId, Column::Day, Column::Measure]).update_column(Column::MarkedAt).to_owned();
    let mut rows = marks.into_iter().map(row).peekable();
    while rows.peek().is_some() {
        Entity::insert_many(rows.by_ref().take(AT_ONCE)).on_conflict(again.clone()).exec_without_returning(conn).await?;
    }
    Ok(())
}
