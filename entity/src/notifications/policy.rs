//! Reading and changing what a community has decided about its messages.

use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{message_policy, rules::policy::Policy};
use crate::kernel::{Failure, Result, Tx};

/// What is decided.
pub async fn read(tx: &Tx) -> Result<Policy> {
    let row = tx.try_get::<message_policy::Entity>(tx.community()).await?;
    row.map_or_else(|| Ok(Policy::default()), |row| serde_json::from_value(row.document).map_err(Failure::from))
}

/// Decides anew; it holds for whatever is sent from now on.
pub async fn decide(tx: &Tx, policy: Policy) -> Result<Policy> {
    policy.check()?;
    let document = serde_json::to_value(&policy)?;
    let row = message_policy::ActiveModel { id: Set(tx.community()), document: Set(document.clone()), ..Default::default() };
    match tx.try_get::<message_policy::Entity>(tx.community()).await? {
        Some(_) => tx.update(row).await?,
        None => tx.insert(row).await?,
    };
    tx.audit("notifications.decide_policy", "message_policy", tx.community(), json!({ "policy": document })).await?;
    Ok(policy)
}
