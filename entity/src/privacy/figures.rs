//! The figures of requests: how many came, how many are late.

use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, Select};

use super::{
    State,
    privacy_request::{Column, Entity},
};
use crate::{
    kernel::{Result, Tx},
    people::query::today,
};

/// Has figures of today computed anew.
pub(super) async fn mark(tx: &Tx) -> Result<()> {
    let today = today(tx).await?;
    for measure in ["privacy.requests", "privacy.overdue"] {
        tx.mark(today, measure).await?;
    }
    Ok(())
}

/// Requests by the instant at which they came.
pub(crate) fn asked(tx: &Tx) -> (Select<Entity>, Column) {
    (tx.find::<Entity>(), Column::CreatedAt)
}

/// How many should have been decided by now.
pub(crate) async fn overdue(tx: &Tx) -> Result<i64> {
    let late = tx.find::<Entity>().filter(Column::State.eq(State::Open)).filter(Column::DueOn.lt(today(tx).await?));
    Ok(i64::try_from(late.count(tx.conn()).await?).unwrap_or(i64::MAX))
}
