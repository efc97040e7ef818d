//! What was agreed with providers, what they owe by it and hand over, and what the office says of it.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    error::ActivityError,
    notices::{self, News},
    provider,
    provider_contract::{self, Column},
    provider_deliverable::{self, State},
    provider_review,
    rules::course::{Deed, becomes},
};
use crate::{
    evidence::{self, Moment, Of},
    kernel::{Failure, Result, Tx},
    people::text,
};

/// The most that a contract is believed to cost, in fen.
const MOST: i64 = 10_000_000_000;

/// A contract as somebody writes it.
#[derive(Debug, Clone)]
pub struct Design {
    /// What it is about.
    pub title: String,
    /// Its first day.
    pub from_day: NaiveDate,
    /// Its last day.
    pub until_day: NaiveDate,
    /// What it costs, in fen.
    pub amount: i64,
    /// What was agreed.
    pub terms: String,
}

/// Adds a contract.
pub async fn add(tx: &Tx, provider: Uuid, design: Design) -> Result<provider_contract::Model> {
    tx.get::<provider::Entity>(provider).await?;
    let row = provider_contract::ActiveModel { provider_id: Set(provider), revision: Set(1), ..columns(design)? };
    let contract = tx.insert(row).await?;
    tx.audit("activities.sign_contract", "provider_contract", contract.id, json!({"amount": contract.amount})).await?;
    Ok(contract)
}

/// Changes a contract that was looked at as `revision`.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<provider_contract::Model> {
    let known = tx.get::<provider_contract::Entity>(id).await?;
    let contract = tx.revise(id, Column::Revision, revision, columns(design)?).await?;
    let amounts = json!({"from": known.amount, "to": contract.amount});
    tx.audit("activities.change_contract", "provider_contract", id, amounts).await?;
    Ok(contract)
}

/// Adds what a provider owes.
pub async fn owe(tx: &Tx, contract: Uuid, name: &str, due_on: NaiveDate) -> Result<provider_deliverable::Model> {
    let contract = tx.get::<provider_contract::Entity>(contract).await?;
    let name = text::line(name);
    if name.is_empty() {
        return Err(Failure::invalid_field("name", "activities.name_wanted"));
    }
    if due_on < contract.from_day {
        return Err(Failure::invalid_field("due_on", "activities.ends_before_it_begins"));
    }
    let row = provider_deliverable::ActiveModel {
        contract_id: Set(contract.id),
        name: Set(name),
        due_on: Set(due_on),
        state: Set(State::Due),
        note: Set(String::new()),
        delivered_at: Set(None),
        accepted_at: Set(None),
        told_on: Set(None),
        ..Default::default()
    };
    tx.insert(row).await
}

/// Hands over what is owed, accepts it, or returns it; the other side is told.
///
/// # Errors
/// `WrongStage`; `ProofWanted` without a photo; without a note, if it is returned.
pub async fn deal(tx: &Tx, id: Uuid, deed: Deed, note: &str) -> Result<provider_deliverable::Model> {
    let known = tx.get::<provider_deliverable::Entity>(id).await?;
    let state = becomes(known.state, deed).ok_or(ActivityError::WrongStage)?;
    let note = text::line(note);
    if deed == Deed::Return && note.is_empty() {
        return Err(Failure::invalid_field("note", "activities.reason_wanted"));
    }
    if deed == Deed::Deliver && evidence::query::count(tx, Of::Deliverable(id), Moment::After).await? == 0 {
        return Err(ActivityError::ProofWanted.into());
    }
    // Of two who do it at once the second finds another state.
    let row = provider_deliverable::ActiveModel {
        state: Set(state),
        note: Set(note),
        delivered_at: Set(if deed == Deed::Deliver { Some(tx.now()) } else { known.delivered_at }),
        accepted_at: Set((deed == Deed::Accept).then(|| tx.now())),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    let same = tx.update_many::<provider_deliverable::Entity>().filter(provider_deliverable::Column::Id.eq(id));
    let same = same.filter(provider_deliverable::Column::State.eq(known.state));
    if same.set(row).exec(tx.conn()).await?.rows_affected != 1 {
        return Err(ActivityError::WrongStage.into());
    }
    let deliverable = tx.get::<provider_deliverable::Entity>(id).await?;
    let news = match deed {
        Deed::Deliver => News::Delivered,
        Deed::Accept => News::Accepted,
        Deed::Return => News::Returned,
    };
    notices::of_deliverable(tx, &deliverable, news).await?;
    Ok(deliverable)
}

/// Writes down what somebody of the office says of a contract; said again it replaces what they said before.
pub async fn review(tx: &Tx, contract: Uuid, member: Uuid, score: i64, words: &str) -> Result<provider_review::Model> {
    use provider_review::Column;
    tx.get::<provider_contract::Entity>(contract).await?;
    if !(1..=5).contains(&score) {
        return Err(Failure::invalid_field("score", "activities.score_unknown"));
    }
    let row = provider_review::ActiveModel {
        contract_id: Set(contract),
        member_id: Set(member),
        score: Set(score),
        words: Set(words.trim().to_owned()),
        ..Default::default()
    };
    let mine = tx.find::<provider_review::Entity>().filter(Column::ContractId.eq(contract)).filter(Column::MemberId.eq(member));
    let known = tx.find_or_insert(mine, row.clone()).await?;
    tx.update(provider_review::ActiveModel { id: Set(known.id), ..row }).await
}

fn columns(design: Design) -> Result<provider_contract::ActiveModel> {
    let title = text::line(&design.title);
    match () {
        () if title.is_empty() => return Err(Failure::invalid_field("title", "activities.title_wanted")),
        () if design.until_day < design.from_day => {
            return Err(Failure::invalid_field("until_day", "activities.ends_before_it_begins"));
        }
        () if !(0..=MOST).contains(&design.amount) => return Err(Failure::invalid_field("amount", "activities.amount_implausible")),
        () => {}
    }
    Ok(provider_contract::ActiveModel {
        title: Set(title),
        from_day: Set(design.from_day),
        until_day: Set(design.until_day),
        amount: Set(design.amount),
        terms: Set(design.terms.trim().to_owned()),
        ..Default::default()
    })
}
