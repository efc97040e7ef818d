//! Handing things out, and what is done with them. Each act writes its step, tells those whom it concerns, and lets the subject follow.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Act, Of, State, alarm,
    assignment::{self, Column},
    assignment_step,
    error::AssignmentError,
    notices::{self, News},
    rules::{
        clock::{Clock, Deadlines, Terms},
        course::Course,
    },
    stand_ins,
};
use crate::{
    duty::routing,
    kernel::{Result, Tx},
    tenancy::members,
    visits::desk::Desk,
};

/// Something to be handed out.
#[derive(Debug, Clone)]
pub struct Task {
    /// What it is.
    pub of: Of,
    /// What it is called in lists and messages; without personal data.
    pub title: String,
    /// The grid it is in.
    pub grid: Option<Uuid>,
    /// Who is to do it.
    pub to: Uuid,
    /// How much time there is.
    pub terms: Terms,
}

/// Hands something out.
pub async fn hand_out(tx: &Tx, task: Task, note: &str) -> Result<assignment::Model> {
    is_active(tx, task.to).await?;
    let desk = Desk::of(tx).await?;
    let deadlines = clock(&desk).deadlines(tx.now(), &task.terms);
    let course = Course::begin(task.to, deadlines.due_at);
    let mut row = assignment::ActiveModel {
        matter_id: Set(None),
        finding_id: Set(None),
        title: Set(task.title),
        grid_id: Set(task.grid),
        terms: Set(serde_json::to_value(task.terms)?),
        begun_at: Set(tx.now()),
        acknowledged_at: Set(None),
        unanswered_at: Set(None),
        closed_at: Set(None),
        revision: Set(1),
        ..Default::default()
    };
    task.of.put(&mut row);
    put_course(&mut row, course);
    put_deadlines(&mut row, &deadlines);
    let stand_in_at = routing::answer_by(tx, &desk, task.to).await?;
    row.stand_in_at = Set(stand_in_at);
    row.next_at = Set(next_timer(course, &deadlines, stand_in_at, false, tx.now()));
    let row = tx.insert(row).await?;
    write_step(tx, row.id, Act::Assign { to: task.to, due_at: deadlines.due_at }, note).await?;
    notices::tell(tx, &desk, &row, News::Given, note).await?;
    let row = stand_ins::if_absent(tx, &desk, row).await?;
    alarm::set(tx).await?;
    Ok(row)
}

/// Does something with the assignment that somebody looked at as `revision`.
pub async fn act(tx: &Tx, id: Uuid, revision: i64, act: Act, note: &str) -> Result<assignment::Model> {
    let row = tx.get::<assignment::Entity>(id).await?;
    if let Act::Assign { to, .. } | Act::Transfer { to } | Act::StandIn { by: to } = act {
        is_active(tx, to).await?;
    }
    if row.revision != revision {
        return Err(AssignmentError::Stale.into());
    }
    let wants_reason = matches!(act, Act::GiveBack | Act::AskExtension { .. } | Act::RefuseExtension | Act::CallOff | Act::Reopen { .. });
    if wants_reason && note.trim().is_empty() {
        return Err(AssignmentError::ReasonWanted.into());
    }
    let desk = Desk::of(tx).await?;
    let after = act_as_system(tx, &desk, &row, act, note.trim()).await?;
    if let Some(news) = news(act) {
        notices::tell(tx, &desk, &after, news, note.trim()).await?;
    }
    let after = match act {
        Act::Assign { .. } | Act::Transfer { .. } | Act::Reopen { .. } => stand_ins::if_absent(tx, &desk, after).await?,
        _ => after,
    };
    alarm::set(tx).await?;
    Ok(after)
}

/// When something that is handed out anew now is due, by the time that there is for its kind.
pub async fn due_anew(tx: &Tx, row: &assignment::Model) -> Result<DateTime<Utc>> {
    Ok(clock(&Desk::of(tx).await?).deadlines(tx.now(), &row.terms()?).due_at)
}

fn news(act: Act) -> Option<News> {
    match act {
        Act::Assign { .. } | Act::Transfer { .. } | Act::HandBack | Act::Reopen { .. } => Some(News::Given),
        Act::StandIn { .. } => Some(News::StoodInFor),
        Act::GiveBack => Some(News::Returned),
        Act::AskExtension { .. } => Some(News::Asked),
        Act::GrantExtension => Some(News::Granted),
        Act::RefuseExtension => Some(News::Refused),
        Act::Remind => Some(News::Reminded),
        Act::Escalate { level } => Some(match level {
            super::rules::clock::Level::Red => News::Red,
            super::rules::clock::Level::OverHead => News::OverHead,
            _ => News::Yellow,
        }),
        Act::Acknowledge | Act::Complete | Act::CallOff => None,
    }
}

/// Does it and writes it down; who is told is the caller's.
pub(super) async fn act_as_system(tx: &Tx, desk: &Desk, row: &assignment::Model, act: Act, note: &str) -> Result<assignment::Model> {
    let course = row.course().after(act)?;
    let (begun, deadlines) = clocks_after(tx, desk, row, act)?;
    let passed_on = row.holder_id != course.holder || matches!(act, Act::Reopen { .. });
    let mut changed = assignment::ActiveModel {
        id: Set(row.id),
        begun_at: Set(begun),
        revision: Set(row.revision + 1),
        closed_at: Set((!course.state.is_open()).then(|| tx.now())),
        ..Default::default()
    };
    let mut unanswered = row.unanswered_at;
    if passed_on {
        unanswered = None;
        changed.acknowledged_at = Set(None);
    }
    changed.unanswered_at = Set(unanswered);
    let stand_in_at = match course.holder.filter(|_| course.state == State::Assigned && course.stands_in_for.is_none()) {
        Some(holder) if passed_on => routing::answer_by(tx, desk, holder).await?,
        Some(_) => row.stand_in_at,
        None => None,
    };
    changed.stand_in_at = Set(stand_in_at);
    if course.state == State::Accepted && row.state == State::Assigned {
        changed.acknowledged_at = Set(Some(tx.now()));
    }
    put_course(&mut changed, course);
    put_deadlines(&mut changed, &deadlines);
    changed.next_at = Set(next_timer(course, &deadlines, stand_in_at, unanswered.is_some(), tx.now()));
    let after = write(tx, row, changed).await?;
    write_step(tx, row.id, act, note).await?;
    after.of()?.follow(tx, &after, act, note).await?;
    Ok(after)
}

/// The clocks begin anew where the work does; more time moves the end and the cards with it.
fn clocks_after(tx: &Tx, desk: &Desk, row: &assignment::Model, act: Act) -> Result<(DateTime<Utc>, Deadlines)> {
    let (clock, terms) = (clock(desk), row.terms()?);
    Ok(match act {
        Act::Assign { due_at, .. } | Act::Reopen { due_at } => {
            let fresh = clock.deadlines(tx.now(), &terms);
            let chosen = if due_at == fresh.due_at { fresh } else { clock.until(tx.now(), desk.last_day(due_at), &terms) };
            (tx.now(), Deadlines { due_at, ..chosen })
        }
        Act::GrantExtension => match row.asked_until {
            Some(until) => (row.begun_at, Deadlines { due_at: until, ..clock.until(row.begun_at, desk.last_day(until), &terms) }),
            None => (row.begun_at, row.deadlines()),
        },
        // Whoever gets it now has the whole time to answer, and no more time to do it.
        Act::Transfer { .. } | Act::StandIn { .. } | Act::HandBack => {
            let answer = clock.deadlines(tx.now(), &terms).acknowledge_by;
            (row.begun_at, Deadlines { acknowledge_by: answer.min(row.due_at.max(tx.now())), ..row.deadlines() })
        }
        _ => (row.begun_at, row.deadlines()),
    })
}

/// Notes that nobody took it on in time.
pub(super) async fn note_unanswered(tx: &Tx, row: &assignment::Model) -> Result<assignment::Model> {
    let changed = assignment::ActiveModel {
        id: Set(row.id),
        unanswered_at: Set(Some(tx.now())),
        next_at: Set(next_timer(row.course(), &row.deadlines(), row.stand_in_at, true, tx.now())),
        revision: Set(row.revision + 1),
        ..Default::default()
    };
    write(tx, row, changed).await
}

/// Sets the timer of a row that rang for nothing.
pub(super) async fn rest(tx: &Tx, row: &assignment::Model) -> Result<()> {
    let next = next_timer(row.course(), &row.deadlines(), row.stand_in_at, row.unanswered_at.is_some(), tx.now());
    let changed = assignment::ActiveModel { id: Set(row.id), next_at: Set(next), ..Default::default() };
    tx.update(changed).await.map(drop)
}

/// The next instant at which something happens by itself: nobody took it on and somebody stands in or is told, or a level begins.
fn next_timer(
    course: Course,
    deadlines: &Deadlines,
    stand_in_at: Option<DateTime<Utc>>,
    unanswered_told: bool,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    if !course.state.is_open() {
        return None;
    }
    let answer = (course.state == State::Assigned && !unanswered_told).then_some(deadlines.acknowledge_by);
    let stand_in = stand_in_at.filter(|_| course.state == State::Assigned);
    answer.into_iter().chain(stand_in).chain(deadlines.next_after(course.level)).min().map(|at| at.max(now))
}

async fn write(tx: &Tx, row: &assignment::Model, changed: assignment::ActiveModel) -> Result<assignment::Model> {
    let changed = assignment::ActiveModel { updated_at: Set(tx.now()), ..changed };
    let same = tx.update_many::<assignment::Entity>().filter(Column::Id.eq(row.id)).filter(Column::Revision.eq(row.revision));
    match same.set(changed).exec(tx.conn()).await?.rows_affected {
        1 => tx.get::<assignment::Entity>(row.id).await,
        _ => Err(AssignmentError::Stale.into()),
    }
}

async fn write_step(tx: &Tx, id: Uuid, act: Act, note: &str) -> Result<()> {
    let before = tx.find::<assignment_step::Entity>().filter(assignment_step::Column::AssignmentId.eq(id)).count(tx.conn()).await?;
    let step = assignment_step::ActiveModel {
        assignment_id: Set(id),
        place: Set(i64::try_from(before).unwrap_or(i64::MAX) + 1),
        act: Set(serde_json::to_value(act)?),
        note: Set(note.to_owned()),
        actor: Set(serde_json::to_value(tx.actor())?),
        ..Default::default()
    };
    tx.insert(step).await.map(drop)
}

fn put_course(row: &mut assignment::ActiveModel, course: Course) {
    row.state = Set(course.state);
    row.holder_id = Set(course.holder);
    row.stands_in_for = Set(course.stands_in_for);
    row.level = Set(course.level);
    row.asked_until = Set(course.asked_until);
}

fn put_deadlines(row: &mut assignment::ActiveModel, deadlines: &Deadlines) {
    row.acknowledge_by = Set(deadlines.acknowledge_by);
    row.yellow_at = Set(deadlines.yellow_at);
    row.red_at = Set(deadlines.red_at);
    row.due_at = Set(deadlines.due_at);
    row.over_head_at = Set(deadlines.over_head_at);
}

fn clock(desk: &Desk) -> Clock<'_> {
    Clock { zone: desk.zone, calendar: &desk.calendar }
}

async fn is_active(tx: &Tx, member: Uuid) -> Result<()> {
    if members::is_active(tx, member).await? { Ok(()) } else { Err(AssignmentError::NotActive.into()) }
}
