//! Questions about duty.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Post,
    duty_leave::{self, State},
    duty_rule,
    duty_shift::{self, Column},
    duty_swap,
    rules::rota::Rule,
};
use crate::{
    kernel::{Failure, Page, PageRequest, Result, Tx},
    tenancy::membership,
};

/// How duty goes round, if that is decided.
pub async fn rule(tx: &Tx) -> Result<Option<Rule>> {
    let row = tx.try_get::<duty_rule::Entity>(tx.community()).await?;
    row.map(|row| serde_json::from_value(row.document).map_err(Failure::from)).transpose()
}

/// Who has duty from a day to another, by day, the desk first.
pub async fn shifts(tx: &Tx, from: NaiveDate, until: NaiveDate) -> Result<Vec<duty_shift::Model>> {
    let rows = tx.find::<duty_shift::Entity>().filter(Column::OnDay.between(from, until));
    Ok(rows.order_by_asc(Column::OnDay).order_by_desc(Column::Post).order_by_asc(Column::MemberId).all(tx.conn()).await?)
}

/// A member's duties from a day on.
pub async fn own_shifts(tx: &Tx, member: Uuid, from: NaiveDate) -> Result<Vec<duty_shift::Model>> {
    let rows = tx.find::<duty_shift::Entity>().filter(Column::MemberId.eq(member)).filter(Column::OnDay.gte(from));
    Ok(rows.order_by_asc(Column::OnDay).all(tx.conn()).await?)
}

/// Who cannot have duty when: those on leave, and those who do not work here any more.
#[derive(Debug, Clone, Default)]
pub struct Away {
    leaves: HashMap<Uuid, Vec<(NaiveDate, NaiveDate)>>,
    active: HashSet<Uuid>,
}

impl Away {
    /// Whether `member` is away on `day`?
    pub fn covers(&self, member: Uuid, day: NaiveDate) -> bool {
        !self.active.contains(&member) || self.on_leave(member, day)
    }

    /// Who is on leave on `day`.
    pub fn on_leave_on(&self, day: NaiveDate) -> Vec<Uuid> {
        self.leaves.keys().copied().filter(|member| self.on_leave(*member, day)).collect()
    }

    /// Whether `member` is on leave on `day`?
    pub fn on_leave(&self, member: Uuid, day: NaiveDate) -> bool {
        self.leaves.get(&member).is_some_and(|leaves| leaves.iter().any(|(from, until)| (*from..=*until).contains(&day)))
    }
}

/// Who is away between two days.
pub async fn away(tx: &Tx, from: NaiveDate, until: NaiveDate) -> Result<Away> {
    use duty_leave::Column;
    let active = tx.find::<membership::Entity>().filter(membership::Column::State.eq(membership::State::Active));
    let active: Vec<Uuid> = active.select_only().column(membership::Column::Id).into_tuple().all(tx.conn()).await?;
    let given = tx.find::<duty_leave::Entity>().filter(Column::State.eq(State::Approved));
    let given = given.filter(Column::UntilDay.gte(from)).filter(Column::FromDay.lte(until)).all(tx.conn()).await?;
    let mut away = Away { active: active.into_iter().collect(), ..Away::default() };
    for leave in given {
        away.leaves.entry(leave.member_id).or_default().push((leave.from_day, leave.until_day));
    }
    Ok(away)
}

/// One duty.
pub async fn shift(tx: &Tx, id: Uuid) -> Result<duty_shift::Model> {
    tx.get::<duty_shift::Entity>(id).await
}

/// What was left on the last day before `day` on which anybody had duty.
pub async fn last_notes(tx: &Tx, day: NaiveDate) -> Result<Vec<duty_shift::Model>> {
    let before = tx.find::<duty_shift::Entity>().filter(Column::OnDay.lt(day));
    let Some(last) = before.order_by_desc(Column::OnDay).one(tx.conn()).await? else { return Ok(Vec::new()) };
    Ok(shifts(tx, last.on_day, last.on_day).await?.into_iter().filter(|shift| !shift.note.is_empty()).collect())
}

/// Who is on duty on a day and not away: the desk first.
pub async fn on_duty(tx: &Tx, day: NaiveDate) -> Result<Vec<(Post, Uuid)>> {
    let away = away(tx, day, day).await?;
    let shifts = shifts(tx, day, day).await?;
    Ok(shifts.into_iter().filter(|shift| !away.covers(shift.member_id, day)).map(|shift| (shift.post, shift.member_id)).collect())
}

/// Leaves that are not over on `today`, and those that wait for a decision; of `member` only, if one is given. The newest first.
pub async fn leaves(tx: &Tx, today: NaiveDate, member: Option<Uuid>, page: &PageRequest) -> Result<Page<duty_leave::Model>> {
    use duty_leave::Column;
    let limit = page.limit()?;
    let mut rows = tx.find::<duty_leave::Entity>().filter(Column::UntilDay.gte(today)).filter(Column::State.ne(State::Withdrawn));
    if let Some(member) = member {
        rows = rows.filter(Column::MemberId.eq(member));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    let rows = rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    Page::cut(rows, limit, |row| row.id)
}

/// Changes that `member` asked for or is asked for, and that wait for an answer.
pub async fn swaps(tx: &Tx, member: Uuid) -> Result<Vec<duty_swap::Model>> {
    use duty_swap::Column;
    let mine = sea_orm::Condition::any().add(Column::AskerId.eq(member)).add(Column::OtherId.eq(member));
    let rows = tx.find::<duty_swap::Entity>().filter(mine).filter(Column::State.eq(duty_swap::State::Asked));
    Ok(rows.order_by_asc(Column::Id).all(tx.conn()).await?)
}

/// What members are called.
pub async fn names(tx: &Tx, members: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>> {
    let found = tx.find::<membership::Entity>().filter(membership::Column::Id.is_in(members)).all(tx.conn()).await?;
    Ok(found.into_iter().map(|member| (member.id, member.name)).collect())
}
