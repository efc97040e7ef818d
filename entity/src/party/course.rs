//! The course of a session: called, held, settled who came, written down, published.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Kind, Stage,
    error::PartyError,
    figures,
    notices::{self, News},
    party_presence,
    party_session::{self, Column},
    presence, query,
    rules::course::{self, Act, Event},
    sessions,
};
use crate::{
    activities::bookings,
    attendance::{attendee, occasions},
    kernel::{Failure, Result, Tx},
    meetings::{MinutesState, rules::may_become},
};

/// Tells those who are invited; whoever came to the branch meanwhile is invited too.
pub async fn call(tx: &Tx, id: Uuid, revision: i64) -> Result<party_session::Model> {
    let known = at(tx, id, Act::Call).await?;
    sessions::invite(tx, &known).await?;
    if query::roll(tx, &known).await?.is_empty() {
        return Err(PartyError::NobodyInvited.into());
    }
    let row = party_session::ActiveModel { stage: Set(Stage::Called), called_at: Set(Some(tx.now())), ..Default::default() };
    let session = tx.revise(id, Column::Revision, revision, row).await?;
    notices::tell_invited(tx, &session, News::Called, "").await?;
    Ok(session)
}

/// Opens it; where something is decided, more than half have to be there.
pub async fn hold(tx: &Tx, id: Uuid, revision: i64) -> Result<party_session::Model> {
    let known = at(tx, id, Act::Hold).await?;
    let roll = query::roll(tx, &known).await?;
    let present = roll.iter().filter(|line| line.came()).count();
    if !course::is_quorate(known.kind, number(present), number(roll.len())) {
        return Err(PartyError::NoQuorum.into());
    }
    let row = party_session::ActiveModel { stage: Set(Stage::Held), held_at: Set(Some(tx.now())), ..Default::default() };
    let session = tx.revise(id, Column::Revision, revision, row).await?;
    figures::mark(tx).await?;
    Ok(session)
}

/// Settles who came: their study is written down, and who neither came nor asked for leave is absent. Done again it follows the roll.
pub async fn close(tx: &Tx, id: Uuid, revision: i64) -> Result<party_session::Model> {
    let known = at(tx, id, Act::Close).await?;
    let row = party_session::ActiveModel { stage: Set(Stage::Closed), closed_at: Set(Some(tx.now())), ..Default::default() };
    let session = tx.revise(id, Column::Revision, revision, row).await?;
    let known: Vec<party_presence::Model> =
        tx.find::<party_presence::Entity>().filter(party_presence::Column::SessionId.eq(known.id)).all(tx.conn()).await?;
    for line in query::roll(tx, &session).await? {
        let (member, came) = (line.member.row.id, line.came());
        if line.attendee.as_ref().is_none_or(|row| row.state == attendee::State::Cancelled) {
            continue;
        }
        let before = known.iter().find(|row| row.party_member_id == member);
        let (event, minutes) = if came { (Event::Come, session.study_minutes) } else { (Event::Miss, 0) };
        if let Some(state) = course::stands(before.map(|row| row.state), event) {
            presence::write(tx, &session, member, before, (state, minutes, None)).await?;
        }
    }
    Ok(session)
}

/// Calls it off; those who are invited are told why, if they had been told of it.
pub async fn cancel(tx: &Tx, id: Uuid, revision: i64, reason: &str) -> Result<party_session::Model> {
    let known = at(tx, id, Act::Cancel).await?;
    if reason.trim().is_empty() {
        return Err(Failure::invalid_field("note", "meetings.reason_wanted"));
    }
    let uncalled = notices::forget(tx, &known).await?;
    if known.stage == Stage::Called {
        let news = |member: Uuid| (!uncalled.contains(&member)).then_some(News::Cancelled);
        notices::tell(tx, &known, news, reason.trim()).await?;
    }
    occasions::call_off(tx, known.occasion_id, reason).await?;
    bookings::follow(tx, known.occasion_id).await?;
    let row = party_session::ActiveModel { stage: Set(Stage::Cancelled), ..Default::default() };
    tx.revise(id, Column::Revision, revision, row).await
}

/// Writes the minutes on; once published they stay.
pub async fn take_minutes(tx: &Tx, id: Uuid, revision: i64, minutes: &str, state: MinutesState) -> Result<party_session::Model> {
    let known = tx.get::<party_session::Entity>(id).await?;
    if known.minutes_state == MinutesState::Published {
        return Err(PartyError::Published.into());
    }
    if !matches!(known.stage, Stage::Held | Stage::Closed) || !may_become(known.minutes_state, state) {
        return Err(PartyError::WrongStage.into());
    }
    let minutes = minutes.trim();
    if minutes.is_empty() && state != MinutesState::Draft {
        return Err(Failure::invalid_field("minutes", "meetings.minutes_wanted"));
    }
    let row = party_session::ActiveModel { minutes: Set(minutes.to_owned()), minutes_state: Set(state), ..Default::default() };
    let session = tx.revise(id, Column::Revision, revision, row).await?;
    if state == MinutesState::Published {
        tx.audit("party.publish", "party_session", id, serde_json::json!({})).await?;
        // What the committee talked about is the committee's.
        if session.kind != Kind::Committee {
            notices::tell_invited(tx, &session, News::Published, "").await?;
        }
    }
    Ok(session)
}

/// Publishes minutes that were looked over, as they are.
pub async fn publish(tx: &Tx, id: Uuid, revision: i64) -> Result<party_session::Model> {
    let minutes = tx.get::<party_session::Entity>(id).await?.minutes;
    take_minutes(tx, id, revision, &minutes, MinutesState::Published).await
}

async fn at(tx: &Tx, id: Uuid, act: Act) -> Result<party_session::Model> {
    let known = tx.get::<party_session::Entity>(id).await?;
    if course::next(known.stage, act).is_none() {
        return Err(PartyError::WrongStage.into());
    }
    Ok(known)
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
