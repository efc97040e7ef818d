//! Leave: asked for, decided, and the hole that it leaves filled.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use serde_json::json;
use uuid::Uuid;

use super::{
    duty_leave::{self, State},
    error::DutyError,
    notices::{self, Event, News},
    planning,
    shifts::is_active,
};
use crate::{
    kernel::{Failure, Result, Tx},
    tenancy::membership,
    visits::desk::Desk,
};

/// The longest leave, in days.
const LONGEST: i64 = 366;

/// Somebody wants to be away.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Who.
    pub member: Uuid,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Why.
    pub reason: String,
}

/// Asks for leave; what an administrator writes down is given by that.
pub async fn ask(tx: &Tx, wish: Wish, given: bool) -> Result<duty_leave::Model> {
    is_active(tx, wish.member).await?;
    let desk = Desk::of(tx).await?;
    let days = (wish.until - wish.from).num_days();
    match () {
        () if wish.until < desk.today => return Err(Failure::invalid_field("until", "duty.day_over")),
        () if !(0..LONGEST).contains(&days) => return Err(Failure::invalid_field("until", "duty.days_implausible")),
        () => {}
    }
    let row = duty_leave::ActiveModel {
        member_id: Set(wish.member),
        from_day: Set(wish.from),
        until_day: Set(wish.until),
        reason: Set(wish.reason.trim().to_owned()),
        state: Set(if given { State::Approved } else { State::Asked }),
        decided_by: Set(if given { Some(serde_json::to_value(tx.actor())?) } else { None }),
        ..Default::default()
    };
    let leave = tx.insert(row).await?;
    if given {
        tx.audit("duty.give_leave", "duty_leave", leave.id, json!({})).await?;
        planning::fill(tx, &desk, leave.from_day, leave.until_day).await?;
    } else {
        let who = tx.get::<membership::Entity>(leave.member_id).await?.name;
        let event = Event { key: leave.id, day: leave.from_day, until: Some(leave.until_day), who: &who, note: &leave.reason };
        for administrator in crate::visits::desk::administrators(tx).await? {
            notices::tell(tx, &desk, administrator, News::LeaveAsked, event).await?;
        }
    }
    Ok(leave)
}

/// Decides about a leave.
pub async fn decide(tx: &Tx, id: Uuid, approved: bool) -> Result<duty_leave::Model> {
    let leave = tx.get::<duty_leave::Entity>(id).await?;
    if leave.state != State::Asked {
        return Err(DutyError::Decided.into());
    }
    let (state, news) = if approved { (State::Approved, News::LeaveApproved) } else { (State::Refused, News::LeaveRefused) };
    let row = duty_leave::ActiveModel {
        id: Set(id),
        state: Set(state),
        decided_by: Set(Some(serde_json::to_value(tx.actor())?)),
        ..Default::default()
    };
    let leave = tx.update(row).await?;
    tx.audit("duty.decide_leave", "duty_leave", id, json!({ "approved": approved })).await?;
    let desk = Desk::of(tx).await?;
    let event = Event { key: id, day: leave.from_day, until: Some(leave.until_day), who: "", note: "" };
    notices::tell(tx, &desk, leave.member_id, news, event).await?;
    if approved {
        planning::fill(tx, &desk, leave.from_day, leave.until_day).await?;
    }
    Ok(leave)
}

/// Takes a leave back, asked for or given; the days that are still ahead are planned anew.
pub async fn withdraw(tx: &Tx, id: Uuid, by: Option<Uuid>) -> Result<()> {
    let leave = tx.get::<duty_leave::Entity>(id).await?;
    if by.is_some_and(|member| member != leave.member_id) {
        return Err(DutyError::NotYours.into());
    }
    if !matches!(leave.state, State::Asked | State::Approved) {
        return Err(DutyError::Decided.into());
    }
    tx.update(duty_leave::ActiveModel { id: Set(id), state: Set(State::Withdrawn), ..Default::default() }).await?;
    planning::fill(tx, &Desk::of(tx).await?, leave.from_day, leave.until_day).await
}
