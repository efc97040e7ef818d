//! Reading and changing what a community has decided about visits.

use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{job::Replan, rules::cadence::Policy, visit_policy};
use crate::kernel::{Failure, Result, Tx};

/// What is decided.
pub async fn read(tx: &Tx) -> Result<Policy> {
    let row = tx.try_get::<visit_policy::Entity>(tx.community()).await?;
    row.map_or_else(|| Ok(Policy::default()), |row| serde_json::from_value(row.document).map_err(Failure::from))
}

/// Decides anew; what is due follows at once.
pub async fn decide(tx: &Tx, policy: Policy) -> Result<Policy> {
    policy.check()?;
    let document = serde_json::to_value(&policy)?;
    let row = visit_policy::ActiveModel { id: Set(tx.community()), document: Set(document.clone()), ..Default::default() };
    match tx.try_get::<visit_policy::Entity>(tx.community()).await? {
        Some(_) => tx.update(row).await?,
        None => tx.insert(row).await?,
    };
    tx.audit("visits.decide_policy", "visit_policy", tx.community(), json!({ "policy": document })).await?;
    tx.enqueue(&Replan {}).await?;
    Ok(policy)
}
