//! Changing duty with somebody who agrees (换班).

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Origin,
    duty_shift::{self, Column},
    duty_swap::{self, State},
    error::DutyError,
    notices::{self, Event, News},
    query,
    shifts::is_active,
};
use crate::{
    kernel::{Failure, Result, Tx},
    tenancy::membership,
    visits::desk::Desk,
};

/// What somebody asks for.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The duty that is given away.
    pub shift: Uuid,
    /// Who is to take it.
    pub other: Uuid,
    /// The duty of theirs that is taken for it.
    pub other_shift: Option<Uuid>,
    /// Why.
    pub note: String,
}

/// Asks somebody to take a duty of `asker`, or to change it for one of theirs.
pub async fn ask(tx: &Tx, asker: Option<Uuid>, wish: Wish) -> Result<duty_swap::Model> {
    let shift = tx.get::<duty_shift::Entity>(wish.shift).await?;
    is_active(tx, wish.other).await?;
    let other_shift = match wish.other_shift {
        Some(id) => Some(tx.get::<duty_shift::Entity>(id).await?),
        None => None,
    };
    if Some(shift.member_id) != asker {
        return Err(DutyError::NotYours.into());
    }
    let desk = Desk::of(tx).await?;
    is_possible(tx, &desk, &shift, wish.other, other_shift.as_ref()).await?;
    let waiting = tx.find::<duty_swap::Entity>().filter(duty_swap::Column::ShiftId.eq(shift.id));
    if waiting.filter(duty_swap::Column::State.eq(State::Asked)).count(tx.conn()).await? > 0 {
        return Err(DutyError::AskedAlready.into());
    }
    let row = duty_swap::ActiveModel {
        shift_id: Set(shift.id),
        asker_id: Set(shift.member_id),
        other_id: Set(wish.other),
        other_shift_id: Set(wish.other_shift),
        note: Set(wish.note.trim().to_owned()),
        state: Set(State::Asked),
        answered_at: Set(None),
        ..Default::default()
    };
    let swap = tx.insert(row).await?;
    tell(tx, &desk, swap.other_id, News::SwapAsked, &swap, shift.on_day, shift.member_id).await?;
    Ok(swap)
}

/// Answers: whoever was asked agrees, or does not; whoever asked takes it back.
pub async fn answer(tx: &Tx, member: Option<Uuid>, id: Uuid, agreed: bool) -> Result<duty_swap::Model> {
    let swap = tx.get::<duty_swap::Entity>(id).await?;
    let takes_back = member == Some(swap.asker_id) && !agreed;
    if member != Some(swap.other_id) && !takes_back {
        return Err(DutyError::NotYours.into());
    }
    if swap.state != State::Asked {
        return Err(DutyError::Decided.into());
    }
    let desk = Desk::of(tx).await?;
    let shift = tx.get::<duty_shift::Entity>(swap.shift_id).await?;
    if agreed {
        change(tx, &desk, &swap, &shift).await?;
    }
    let (state, news) = match (takes_back, agreed) {
        (true, _) => (State::Withdrawn, None),
        (false, true) => (State::Agreed, Some(News::SwapAgreed)),
        (false, false) => (State::Refused, Some(News::SwapRefused)),
    };
    let row = duty_swap::ActiveModel { id: Set(id), state: Set(state), answered_at: Set(Some(tx.now())), ..Default::default() };
    let after = tx.update(row).await?;
    if let Some(news) = news {
        tell(tx, &desk, swap.asker_id, news, &swap, shift.on_day, swap.other_id).await?;
    }
    Ok(after)
}

async fn change(tx: &Tx, desk: &Desk, swap: &duty_swap::Model, shift: &duty_shift::Model) -> Result<()> {
    let other_shift = match swap.other_shift_id {
        Some(id) => Some(tx.get::<duty_shift::Entity>(id).await?),
        None => None,
    };
    is_possible(tx, desk, shift, swap.other_id, other_shift.as_ref()).await?;
    let swapped = |id: Uuid| duty_shift::ActiveModel { id: Set(id), origin: Set(Origin::Swap), ..Default::default() };
    match other_shift {
        // On one day they change their posts, so that nobody has two duties in between.
        Some(other) if other.on_day == shift.on_day => {
            tx.update(duty_shift::ActiveModel { post: Set(other.post), ..swapped(shift.id) }).await?;
            tx.update(duty_shift::ActiveModel { post: Set(shift.post), ..swapped(other.id) }).await?;
        }
        Some(other) => {
            tx.update(duty_shift::ActiveModel { member_id: Set(swap.other_id), ..swapped(shift.id) }).await?;
            tx.update(duty_shift::ActiveModel { member_id: Set(swap.asker_id), ..swapped(other.id) }).await?;
        }
        None => drop(tx.update(duty_shift::ActiveModel { member_id: Set(swap.other_id), ..swapped(shift.id) }).await?),
    }
    tx.audit("duty.swap", "duty_swap", swap.id, serde_json::json!({ "day": shift.on_day })).await
}

async fn is_possible(tx: &Tx, desk: &Desk, shift: &duty_shift::Model, other: Uuid, theirs: Option<&duty_shift::Model>) -> Result<()> {
    if other == shift.member_id {
        return Err(Failure::invalid_field("other_id", "duty.with_oneself"));
    }
    if theirs.is_some_and(|theirs| theirs.member_id != other) {
        return Err(Failure::invalid_field("other_shift_id", "duty.not_theirs"));
    }
    if shift.on_day < desk.today || theirs.is_some_and(|theirs| theirs.on_day < desk.today) {
        return Err(DutyError::Past.into());
    }
    if theirs.is_some_and(|theirs| theirs.on_day == shift.on_day) {
        return Ok(());
    }
    is_free(tx, other, shift.on_day).await?;
    match theirs {
        Some(theirs) => is_free(tx, shift.member_id, theirs.on_day).await,
        None => Ok(()),
    }
}

async fn is_free(tx: &Tx, member: Uuid, day: NaiveDate) -> Result<()> {
    let has = tx.find::<duty_shift::Entity>().filter(Column::OnDay.eq(day)).filter(Column::MemberId.eq(member));
    if has.count(tx.conn()).await? > 0 {
        return Err(DutyError::HasDuty.into());
    }
    if query::away(tx, day, day).await?.covers(member, day) {
        return Err(DutyError::Away.into());
    }
    Ok(())
}

async fn tell(tx: &Tx, desk: &Desk, to: Uuid, news: News, swap: &duty_swap::Model, day: NaiveDate, who: Uuid) -> Result<()> {
    let who = tx.get::<membership::Entity>(who).await?.name;
    notices::tell(tx, desk, to, news, Event { key: swap.id, day, until: None, who: &who, note: &swap.note }).await
}
