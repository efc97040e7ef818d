//! What people do with matters that are handed out.

use sea_orm::ActiveValue::Set;

use super::matter;
use crate::{
    assignment::{
        Of, Sight,
        deeds::{self, Deed},
        query,
    },
    kernel::{Failure, Result, Tx},
};

/// Does something with a matter within sight, which somebody looked at as `revision` of its assignment.
pub async fn perform(tx: &Tx, sight: Sight, matter: &matter::Model, revision: i64, deed: &Deed, note: &str) -> Result<()> {
    let given = query::of(tx, Of::Matter(matter.id)).await?.ok_or_else(Failure::not_found)?;
    deeds::perform(tx, &given, sight == Sight::Office, revision, deed, note).await?;
    if *deed == Deed::Hurry {
        tx.update(matter::ActiveModel { id: Set(matter.id), urgent: Set(true), ..Default::default() }).await?;
    }
    Ok(())
}
