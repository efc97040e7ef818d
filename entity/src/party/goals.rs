//! What a community asks of each member in a year.

use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{party_goal, rules::cadence::Goal};
use crate::kernel::{Failure, Result, Tx};

/// What is asked for.
pub async fn read(tx: &Tx) -> Result<Goal> {
    let row = tx.try_get::<party_goal::Entity>(tx.community()).await?;
    Ok(row.map_or(Goal::USUAL, |row| Goal { study_hours: row.study_hours, attended_of_hundred: row.attended_of_hundred }))
}

/// Asks for something else; who fell behind is judged by that from now on.
pub async fn decide(tx: &Tx, goal: Goal) -> Result<Goal> {
    if let Some(field) = goal.odd_field() {
        return Err(Failure::invalid_field(field, "party.goal_implausible"));
    }
    let row = party_goal::ActiveModel {
        id: Set(tx.community()),
        study_hours: Set(goal.study_hours),
        attended_of_hundred: Set(goal.attended_of_hundred),
        ..Default::default()
    };
    match tx.try_get::<party_goal::Entity>(tx.community()).await? {
        Some(_) => tx.update(row).await?,
        None => tx.insert(row).await?,
    };
    let decided = json!({ "study_hours": goal.study_hours, "attended_of_hundred": goal.attended_of_hundred });
    tx.audit("party.decide_goal", "party_goal", tx.community(), decided).await?;
    Ok(goal)
}
