//! Leave with a reason, and what is made up: how a member stands to a session.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Stage,
    error::PartyError,
    figures,
    party_presence::{self, Column, State},
    party_session, query,
    rules::course::{Event, stands},
};
use crate::{
    attendance::{
        attendee,
        sign_up::{Door, cancel},
    },
    kernel::{Failure, Result, Tx},
    people::text,
    visits::desk::Desk,
};

/// Notes that a member cannot come, or afterwards why they did not.
pub async fn excuse(tx: &Tx, session: Uuid, member: Uuid, reason: &str) -> Result<()> {
    let reason = text::line(reason);
    if reason.is_empty() {
        return Err(Failure::invalid_field("reason", "party.reason_wanted"));
    }
    let session = tx.get::<party_session::Entity>(session).await?;
    if session.stage == Stage::Cancelled {
        return Err(PartyError::WrongStage.into());
    }
    let roll = query::roll(tx, &session).await?;
    let line = roll.into_iter().find(|line| line.member.row.id == member).ok_or(PartyError::NotMissed)?;
    let state = stands(line.presence.as_ref().map(|row| row.state), Event::Excuse).filter(|_| !line.came()).ok_or(PartyError::NotMissed)?;
    // Before it is settled the roll is told too: nobody waits for whoever said that they cannot come.
    let seated = line.attendee.as_ref().is_some_and(|row| row.state == attendee::State::SignedUp);
    if let Some(who) = line.member.who().filter(|_| seated && session.closed_at.is_none()) {
        cancel(tx, session.occasion_id, who, Door::Desk).await?;
    }
    write(tx, &session, member, line.presence.as_ref(), (state, 0, Some(reason))).await
}

/// Notes that a member made a session up that they had missed.
pub async fn make_up(tx: &Tx, session: Uuid, member: Uuid, minutes: i64) -> Result<()> {
    let session = tx.get::<party_session::Entity>(session).await?;
    if session.stage != Stage::Closed {
        return Err(PartyError::WrongStage.into());
    }
    if !(1..=session.study_minutes).contains(&minutes) {
        return Err(Failure::invalid_field("minutes", "party.minutes_implausible"));
    }
    let known = tx.find::<party_presence::Entity>().filter(Column::SessionId.eq(session.id)).filter(Column::PartyMemberId.eq(member));
    let known = known.one(tx.conn()).await?;
    let state = stands(known.as_ref().map(|row| row.state), Event::MakeUp).ok_or(PartyError::NotMissed)?;
    write(tx, &session, member, known.as_ref(), (state, minutes, None)).await
}

/// Writes how a member stands to a session: the state, the minutes, and a reason where there is a new one.
pub(super) async fn write(
    tx: &Tx,
    session: &party_session::Model,
    member: Uuid,
    known: Option<&party_presence::Model>,
    (state, minutes, reason): (State, i64, Option<String>),
) -> Result<()> {
    let starts = tx.get::<crate::attendance::occasion::Entity>(session.occasion_id).await?.starts_at;
    let on_day = Desk::of(tx).await?.day(starts);
    let reason = reason.or_else(|| known.map(|row| row.reason.clone())).unwrap_or_default();
    let row = party_presence::ActiveModel {
        state: Set(state),
        minutes: Set(minutes),
        reason: Set(reason),
        on_day: Set(on_day),
        ..Default::default()
    };
    match known {
        Some(known) => tx.update(party_presence::ActiveModel { id: Set(known.id), ..row }).await?,
        None => tx.insert(party_presence::ActiveModel { session_id: Set(session.id), party_member_id: Set(member), ..row }).await?,
    };
    figures::mark_day(tx, on_day).await
}
