//! The no-answer protocol, and the alarm that drives its timers and closes windows.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    desk::Desk,
    job::Alarm,
    reminders,
    rules::{
        no_answer::{self, Protocol, Step, Tell},
        state::{self, Event},
    },
    service::{self, mark_due},
    visit::{self, State},
    visit_attempt,
};
use crate::kernel::{Failure, Kind, Result, Tx};

/// A second try within this time is the first one's button pressed twice.
const SAME_TRY: Duration = Duration::minutes(5);
/// How many rings are worked off at once.
const AT_ONCE: u64 = 500;

/// Notes that nobody answered; the protocol takes its next step.
pub async fn no_answer(tx: &Tx, visit: visit::Model, by: Option<Uuid>, note: Option<String>) -> Result<visit::Model> {
    if visit.state != State::Planned {
        return Err(super::error::VisitError::WrongState.into());
    }
    if visit.opens_at > tx.now() {
        return Err(super::error::VisitError::NotOpenYet.into());
    }
    if note.as_ref().is_some_and(|note| note.chars().count() > service::LONGEST_TEXT) {
        return Err(Failure::new(Kind::Invalid, "kernel.invalid").field("note", "visits.too_long"));
    }
    if tried_lately(tx, visit.id).await? {
        return Err(super::error::VisitError::TriedLately.into());
    }
    let desk = Desk::of(tx).await?;
    let attempt = visit_attempt::ActiveModel {
        visit_id: Set(visit.id),
        at: Set(tx.now()),
        by: Set(by),
        result: Set("no_answer".to_owned()),
        note: Set(note),
        ..Default::default()
    };
    tx.insert(attempt).await?;
    let step = no_answer::unanswered(visit.protocol, tx.now(), &desk.policy.timers);
    let visit = take(tx, &desk, visit, step).await?;
    tx.mark(desk.today, "visits.no_answer").await?;
    set_alarm(tx).await?;
    Ok(visit)
}

async fn tried_lately(tx: &Tx, visit: Uuid) -> Result<bool> {
    let tries = tx.find::<visit_attempt::Entity>().filter(visit_attempt::Column::VisitId.eq(visit));
    Ok(tries.filter(visit_attempt::Column::At.gt(tx.now() - SAME_TRY)).one(tx.conn()).await?.is_some())
}

/// Works off what is due: timers that rang, windows that closed. Then sets the next alarm.
pub async fn ring(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    for visit in rung(tx).await? {
        let step = no_answer::elapsed(visit.protocol, tx.now(), &desk.policy.timers);
        take(tx, &desk, visit, step).await?;
    }
    for visit in closed(tx).await? {
        lapse(tx, &desk, visit).await?;
    }
    set_alarm(tx).await
}

/// Asks to be called at the earliest timer of the community. One that is asked for already is joined.
pub async fn set_alarm(tx: &Tx) -> Result<()> {
    let planned = || tx.find::<visit::Entity>().filter(visit::Column::State.eq(State::Planned));
    let timer = planned().filter(visit::Column::NextAt.is_not_null()).order_by_asc(visit::Column::NextAt);
    let window = planned().filter(visit::Column::Protocol.eq(Protocol::None)).order_by_asc(visit::Column::DueAt);
    let timer = timer.select_only().column(visit::Column::NextAt).into_tuple::<Option<DateTime<Utc>>>().one(tx.conn()).await?.flatten();
    let window = window.select_only().column(visit::Column::DueAt).into_tuple::<DateTime<Utc>>().one(tx.conn()).await?;
    if let Some(at) = timer.into_iter().chain(window).min() {
        let at = at.max(tx.now());
        tx.enqueue_at(&Alarm { at }, at).await?;
    }
    Ok(())
}

async fn rung(tx: &Tx) -> Result<Vec<visit::Model>> {
    let due = tx.find::<visit::Entity>().filter(visit::Column::State.eq(State::Planned)).filter(visit::Column::NextAt.lte(tx.now()));
    Ok(due.order_by_asc(visit::Column::NextAt).limit(AT_ONCE).all(tx.conn()).await?)
}

/// While the protocol runs a visit stays open past its window: nobody can drop it.
async fn closed(tx: &Tx) -> Result<Vec<visit::Model>> {
    let due = tx
        .find::<visit::Entity>()
        .filter(visit::Column::State.eq(State::Planned))
        .filter(visit::Column::Protocol.eq(Protocol::None))
        .filter(visit::Column::DueAt.lte(tx.now()));
    Ok(due.order_by_asc(visit::Column::DueAt).limit(AT_ONCE).all(tx.conn()).await?)
}

async fn take(tx: &Tx, desk: &Desk, visit: visit::Model, step: Step) -> Result<visit::Model> {
    let mut row =
        visit::ActiveModel { id: Set(visit.id), protocol: Set(step.protocol), next_at: Set(Some(step.next_at)), ..Default::default() };
    if step.protocol == Protocol::Escalated && visit.escalated_at.is_none() {
        row.escalated_at = Set(Some(tx.now()));
        tx.mark(desk.today, "visits.escalated").await?;
    }
    let visit = tx.update(row).await?;
    match step.tell {
        Tell::Nobody => {}
        Tell::Visitor => reminders::tell_visitor(tx, desk, &visit).await?,
        Tell::Administrators => reminders::escalate_now(tx, desk, &visit, "no_answer").await?,
    }
    Ok(visit)
}

/// The window has closed. Who was missed comes first in the next one.
async fn lapse(tx: &Tx, desk: &Desk, visit: visit::Model) -> Result<()> {
    let Some(state) = state::next(visit.state, Event::Lapse) else { return Ok(()) };
    tx.update(visit::ActiveModel { id: Set(visit.id), state: Set(state), ..Default::default() }).await?;
    mark_due(tx, desk, &visit).await?;
    let Some(plan) = visit.plan_id else { return reminders::escalate_event(tx, desk, &visit).await };
    let next = tx
        .find::<visit::Entity>()
        .filter(visit::Column::PlanId.eq(plan))
        .filter(visit::Column::State.eq(State::Planned))
        .filter(visit::Column::OpensAt.gte(visit.due_at))
        .order_by_asc(visit::Column::OpensAt)
        .one(tx.conn())
        .await?;
    if let Some(next) = next {
        let first = desk.calendar.workday_from(desk.day(next.opens_at).max(desk.today));
        if first < next.planned_on {
            tx.update(visit::ActiveModel { id: Set(next.id), planned_on: Set(first), ..Default::default() }).await?;
        }
    }
    Ok(())
}
