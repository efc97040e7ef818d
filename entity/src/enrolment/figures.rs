//! The figures of enrolment: how many are linked, how many asked to be.

use sea_orm::{PaginatorTrait, Select};

use super::{enrolment_request, who};
use crate::{
    kernel::{Result, Tx},
    people::query::today,
};

/// Has a figure of today computed anew.
pub(super) async fn mark(tx: &Tx, measure: &'static str) -> Result<()> {
    tx.mark(today(tx).await?, measure).await
}

/// Requests by the instant at which their address was proven.
pub(crate) fn asked(tx: &Tx) -> (Select<enrolment_request::Entity>, enrolment_request::Column) {
    (tx.find::<enrolment_request::Entity>(), enrolment_request::Column::ProvenAt)
}

/// How many residents are linked.
pub(crate) async fn linked(tx: &Tx) -> Result<i64> {
    Ok(i64::try_from(who::live(tx).count(tx.conn()).await?).unwrap_or(i64::MAX))
}
