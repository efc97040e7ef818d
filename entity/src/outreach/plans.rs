//! How often each party is to be asked.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    forms,
    outreach_plan::{self, Column},
    party::Party,
    rules::{Every, Per},
};
use crate::kernel::{Failure, Result, Tx};

/// The most interviews that a plan asks for.
const MOST: i64 = 10_000;

/// What is decided about a party.
#[derive(Debug, Clone, Copy)]
pub struct Decision {
    /// What they are asked.
    pub questionnaire: Uuid,
    /// Within which time.
    pub every: Every,
    /// For whom the number is.
    pub per: Per,
    /// How many interviews there are to be.
    pub wanted: i64,
}

/// The plans, by party.
pub async fn list(tx: &Tx) -> Result<Vec<outreach_plan::Model>> {
    let mut plans = tx.find::<outreach_plan::Entity>().order_by_asc(Column::Id).all(tx.conn()).await?;
    plans.sort_by_key(|plan| plan.party);
    Ok(plans)
}

/// Decides how often a party is asked.
pub async fn decide(tx: &Tx, party: Party, decision: Decision) -> Result<outreach_plan::Model> {
    let form = forms::read(tx, decision.questionnaire).await?;
    let wrong = |field: &str, code| Err(Failure::invalid_field(field, code));
    match () {
        () if form.row.party != party => return wrong("questionnaire_id", "outreach.other_party"),
        () if !form.row.active => return wrong("questionnaire_id", "outreach.not_asked_any_more"),
        () if decision.per == Per::Unit && party.units().is_empty() => return wrong("per", "outreach.no_units"),
        () if !(1..=MOST).contains(&decision.wanted) => return wrong("wanted", "outreach.number_implausible"),
        () => {}
    }
    let row = outreach_plan::ActiveModel {
        party: Set(party),
        questionnaire_id: Set(decision.questionnaire),
        every: Set(decision.every),
        per: Set(decision.per),
        wanted: Set(decision.wanted),
        told_on: Set(None),
        ..Default::default()
    };
    match tx.find::<outreach_plan::Entity>().filter(Column::Party.eq(party)).one(tx.conn()).await? {
        Some(known) => tx.update(outreach_plan::ActiveModel { id: Set(known.id), ..row }).await,
        None => tx.insert(row).await,
    }
}

/// Gives the plan of a party up.
pub async fn give_up(tx: &Tx, party: Party) -> Result<()> {
    let gone = tx.delete_many::<outreach_plan::Entity>().filter(Column::Party.eq(party)).exec(tx.conn()).await?;
    if gone.rows_affected == 0 { Err(Failure::not_found()) } else { Ok(()) }
}
