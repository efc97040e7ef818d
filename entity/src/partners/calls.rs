//! What a unit that is called does, or the office for it: answer, come, sign, and what both say of each other.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    error::PartnerError,
    figures, query,
    rules::{CallAct, call_after},
    watch,
    whistle::{self, Stage},
    whistle_call::{self, Column, State},
};
use crate::{
    evidence,
    kernel::{Failure, Result, Tx},
};

/// Where a phone is, in degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// From -90 to 90.
    pub latitude: f64,
    /// From -180 to 180.
    pub longitude: f64,
}

impl Position {
    fn written(self) -> Result<serde_json::Value> {
        if !(-90.0..=90.0).contains(&self.latitude) || !(-180.0..=180.0).contains(&self.longitude) {
            return Err(Failure::invalid_field("latitude", "partners.position_implausible"));
        }
        Ok(json!({ "latitude": self.latitude, "longitude": self.longitude }))
    }
}

/// Does something with a call that was looked at as `revision`. Whoever arrives shows it by position or photo; the office, which writes down
/// what it was told, by a note.
pub async fn act(
    tx: &Tx,
    call: &whistle_call::Model,
    revision: i64,
    act: CallAct,
    office: bool,
    position: Option<Position>,
    note: &str,
) -> Result<whistle_call::Model> {
    let whistle = tx.get::<whistle::Entity>(call.whistle_id).await?;
    let state = call_after(whistle.stage, call.state, act).ok_or(PartnerError::WrongState)?;
    let note = note.trim();
    let mut row = whistle_call::ActiveModel { state: Set(state), ..Default::default() };
    if !note.is_empty() {
        row.note = Set(note.to_owned());
    }
    match act {
        CallAct::Answer => row.answered_at = Set(Some(tx.now())),
        CallAct::Decline if note.is_empty() => return Err(Failure::invalid_field("note", "partners.reason_wanted")),
        CallAct::Decline => row.answered_at = Set(call.answered_at.or(Some(tx.now()))),
        CallAct::Arrive => {
            let photos = evidence::query::count(tx, evidence::Of::Call(call.id), evidence::Moment::During).await?;
            let told = office && !note.is_empty();
            if position.is_none() && photos == 0 && !told {
                return Err(PartnerError::ProofWanted.into());
            }
            row.position = Set(position.map(Position::written).transpose()?);
            row.answered_at = Set(call.answered_at.or(Some(tx.now())));
            row.arrived_at = Set(Some(tx.now()));
        }
        CallAct::Sign if call.signed_at.is_some() => return Err(PartnerError::WrongState.into()),
        CallAct::Sign => row.signed_at = Set(Some(tx.now())),
    }
    let after = tx.revise(call.id, Column::Revision, revision, row).await?;
    if act == CallAct::Sign {
        close_if_signed(tx, &whistle).await?;
    }
    watch::set(tx, whistle.id).await?;
    figures::mark(tx, call.created_at).await?;
    Ok(after)
}

/// Says how it was with the other side, from 1 to 5, once it is dealt with.
pub async fn rate(tx: &Tx, call: &whistle_call::Model, revision: i64, office: bool, rating: i64) -> Result<whistle_call::Model> {
    if !(1..=5).contains(&rating) {
        return Err(Failure::invalid_field("rating", "partners.rating_implausible"));
    }
    let whistle = tx.get::<whistle::Entity>(call.whistle_id).await?;
    if !matches!(whistle.stage, Stage::Handled | Stage::Closed) {
        return Err(PartnerError::WrongState.into());
    }
    let mut row = whistle_call::ActiveModel::default();
    match office {
        true => row.rating_of_unit = Set(Some(rating)),
        false => row.rating_by_unit = Set(Some(rating)),
    }
    tx.revise(call.id, Column::Revision, revision, row).await
}

/// The last signature closes it.
async fn close_if_signed(tx: &Tx, whistle: &whistle::Model) -> Result<()> {
    let calls = query::calls(tx, whistle.id).await?;
    if calls.iter().any(|(call, _)| call.state == State::Arrived && call.signed_at.is_none()) {
        return Ok(());
    }
    let closed = whistle::ActiveModel { stage: Set(Stage::Closed), closed_at: Set(Some(tx.now())), ..Default::default() };
    let open = tx.update_many::<whistle::Entity>().filter(whistle::Column::Id.eq(whistle.id));
    open.filter(whistle::Column::Stage.eq(Stage::Handled)).set(closed).exec(tx.conn()).await?;
    Ok(())
}

/// One call of a whistle within sight; `unit` bounds it to that unit's.
pub async fn seen(tx: &Tx, unit: Option<Uuid>, whistle: Uuid, id: Uuid) -> Result<whistle_call::Model> {
    let calls = tx.find::<whistle_call::Entity>().filter(Column::Id.eq(id)).filter(Column::WhistleId.eq(whistle));
    let call = match unit {
        Some(unit) => calls.filter(Column::UnitId.eq(unit)),
        None => calls,
    };
    call.one(tx.conn()).await?.ok_or_else(Failure::not_found)
}
