//! The figures of meetings.

use sea_orm::Select;

use super::{
    meeting::{self, Column},
    meeting_resolution,
};
use crate::{
    kernel::{Result, Tx},
    people::query::today,
};

/// Has the figures of today computed anew.
pub(super) async fn mark(tx: &Tx) -> Result<()> {
    let today = today(tx).await?;
    for measure in ["meetings.held", "meetings.resolutions"] {
        tx.mark(today, measure).await?;
    }
    Ok(())
}

/// Meetings by the instant at which they were held.
pub(crate) fn held(tx: &Tx) -> (Select<meeting::Entity>, Column) {
    (tx.find::<meeting::Entity>(), Column::HeldAt)
}

/// Resolutions by the instant at which they were written down.
pub(crate) fn resolutions(tx: &Tx) -> (Select<meeting_resolution::Entity>, meeting_resolution::Column) {
    (tx.find::<meeting_resolution::Entity>(), meeting_resolution::Column::CreatedAt)
}
