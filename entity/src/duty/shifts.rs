//! One day's duty, as people decide it, and what they leave to whoever comes next.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    Origin, Post,
    duty_shift::{self, Column},
    error::DutyError,
    figures, planning, query,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::query::today,
    tenancy::members,
};

/// Says who has duty on a day, instead of whoever has it so far.
pub async fn name(tx: &Tx, day: NaiveDate, seats: Vec<(Post, Uuid)>) -> Result<()> {
    let today = today(tx).await?;
    for (_, member) in &seats {
        is_active(tx, *member).await?;
    }
    if day < today {
        return Err(DutyError::Past.into());
    }
    let twice = seats.iter().enumerate().any(|(place, (_, member))| seats[..place].iter().any(|(_, before)| before == member));
    if twice {
        return Err(Failure::invalid_field("desk", "duty.member_twice"));
    }
    let away = query::away(tx, day, day).await?;
    if seats.iter().any(|(_, member)| away.covers(*member, day)) {
        return Err(DutyError::Away.into());
    }
    tx.audit("duty.name", "duty_rule", tx.community(), json!({ "day": day })).await?;
    tx.delete_many::<duty_shift::Entity>().filter(Column::OnDay.eq(day)).exec(tx.conn()).await?;
    tx.insert_many(seats.into_iter().map(|(post, member)| planning::row(day, post, member, Origin::Named)).collect()).await?;
    figures::mark(tx, today).await
}

/// Leaves a note to whoever comes next (交接); only whoever has the duty, and not before its day.
pub async fn leave_note(tx: &Tx, id: Uuid, member: Option<Uuid>, note: &str) -> Result<duty_shift::Model> {
    let shift = tx.get::<duty_shift::Entity>(id).await?;
    if Some(shift.member_id) != member {
        return Err(DutyError::NotYours.into());
    }
    if shift.on_day > today(tx).await? {
        return Err(Failure::invalid_field("note", "duty.day_to_come"));
    }
    let row =
        duty_shift::ActiveModel { id: Set(id), note: Set(note.trim().to_owned()), noted_at: Set(Some(tx.now())), ..Default::default() };
    tx.update(row).await
}

pub(super) async fn is_active(tx: &Tx, member: Uuid) -> Result<()> {
    if members::is_active(tx, member).await? { Ok(()) } else { Err(DutyError::NotActive.into()) }
}
