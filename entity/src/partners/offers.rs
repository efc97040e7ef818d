//! The three lists: written, claimed, done.

use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    error::PartnerError,
    figures,
    partner_offer::{self, Column, List, State},
    partner_unit,
    rules::{OfferAct, offer_after},
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::text,
};

/// What is said of an entry.
#[derive(Debug, Clone)]
pub struct Design {
    /// Which list it is on.
    pub list: List,
    /// What it is.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// Whose it is; the community's own without one.
    pub unit: Option<Uuid>,
}

/// Puts an entry on a list.
pub async fn add(tx: &Tx, design: Design) -> Result<partner_offer::Model> {
    let row = columns(tx, design).await?;
    let row = partner_offer::ActiveModel {
        state: Set(State::Open),
        claimed_by: Set(None),
        claimed_at: Set(None),
        done_at: Set(None),
        result: Set(String::new()),
        revision: Set(1),
        ..row
    };
    tx.insert(row).await
}

/// Changes an entry that nobody has claimed.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<partner_offer::Model> {
    let known = tx.get::<partner_offer::Entity>(id).await?;
    let row = columns(tx, design).await?;
    if known.state != State::Open {
        return Err(PartnerError::WrongState.into());
    }
    tx.revise(id, Column::Revision, revision, row).await
}

/// Does something with an entry for `unit`, or for the community without one. What a unit has claimed, that unit or the community goes on with.
pub async fn act(tx: &Tx, id: Uuid, revision: i64, act: OfferAct, unit: Option<Uuid>, note: &str) -> Result<partner_offer::Model> {
    let known = tx.get::<partner_offer::Entity>(id).await?;
    if let Some(unit) = unit {
        tx.get::<partner_unit::Entity>(unit).await?;
        let theirs = if act == OfferAct::Withdraw { known.unit_id } else { known.claimed_by };
        if act != OfferAct::Claim && theirs != Some(unit) {
            return Err(PartnerError::NotYours.into());
        }
    }
    let state = offer_after(known.state, act).ok_or(PartnerError::WrongState)?;
    let mut row = partner_offer::ActiveModel { state: Set(state), ..Default::default() };
    match act {
        OfferAct::Claim => (row.claimed_by, row.claimed_at) = (Set(unit), Set(Some(tx.now()))),
        OfferAct::Release => (row.claimed_by, row.claimed_at) = (Set(None), Set(None)),
        OfferAct::Complete if note.trim().is_empty() => return Err(Failure::invalid_field("note", "partners.result_wanted")),
        OfferAct::Complete => (row.done_at, row.result) = (Set(Some(tx.now())), Set(note.trim().to_owned())),
        OfferAct::Withdraw => row.result = Set(note.trim().to_owned()),
    }
    let after = tx.revise(id, Column::Revision, revision, row).await?;
    figures::offers(tx, known.claimed_at).await?;
    Ok(after)
}

async fn columns(tx: &Tx, design: Design) -> Result<partner_offer::ActiveModel> {
    if let Some(unit) = design.unit {
        tx.get::<partner_unit::Entity>(unit).await?;
    }
    let title = text::line(&design.title);
    if title.is_empty() {
        return Err(Failure::invalid_field("title", "partners.title_wanted"));
    }
    if design.list == List::Resource && design.unit.is_none() {
        return Err(Failure::invalid_field("unit_id", "partners.giver_wanted"));
    }
    Ok(partner_offer::ActiveModel {
        list: Set(design.list),
        title: Set(title),
        detail: Set(design.detail.trim().to_owned()),
        unit_id: Set(design.unit),
        ..Default::default()
    })
}
