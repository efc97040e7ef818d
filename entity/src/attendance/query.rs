//! What is on, who is on the roll, what somebody takes part in.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Condition};
use uuid::Uuid;

use super::{
    Who, attendance_step,
    attendee::{self, State},
    occasion, standing,
};
use crate::{
    enrolment::resolved,
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::{Reach, person, query::by_ids, reach::ids},
    tenancy::membership,
};

/// Which occasions are asked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Those that have not ended by then.
    pub from: Option<DateTime<Utc>>,
    /// Those that begin before.
    pub to: Option<DateTime<Utc>>,
}

/// How many stand how to an occasion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Have a seat, and it has not begun or nobody has ticked them off.
    pub signed_up: i64,
    /// Have a seat that waits for a guardian's consent.
    pub pending: i64,
    /// Wait.
    pub waiting: i64,
    /// Came.
    pub attended: i64,
    /// Did not.
    pub no_show: i64,
}

/// An occasion with its numbers.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The occasion.
    pub occasion: occasion::Model,
    /// The numbers.
    pub counts: Counts,
}

/// Somebody on a roll, by name.
#[derive(Debug, Clone)]
pub struct Named {
    /// The row.
    pub attendee: attendee::Model,
    /// The name.
    pub name: String,
}

/// What is on, the first to begin first.
pub async fn list(tx: &Tx, filter: &Filter, page: &PageRequest) -> Result<Page<Listed>> {
    let limit = page.limit()?;
    let mut found = tx.find::<occasion::Entity>().filter(occasion::Column::State.ne(occasion::State::Draft));
    if let Some(from) = filter.from {
        found = found.filter(occasion::Column::EndsAt.gte(from));
    }
    if let Some(to) = filter.to {
        found = found.filter(occasion::Column::StartsAt.lt(to));
    }
    if let Some((at, id)) = page.key::<(DateTime<Utc>, Uuid)>()? {
        let same = Condition::all().add(occasion::Column::StartsAt.eq(at)).add(occasion::Column::Id.gt(id));
        found = found.filter(Condition::any().add(occasion::Column::StartsAt.gt(at)).add(same));
    }
    let found = found.order_by_asc(occasion::Column::StartsAt).order_by_asc(occasion::Column::Id).limit(limit + 1);
    let page = Page::cut(found.all(tx.conn()).await?, limit, |row| (row.starts_at, row.id))?;
    let counts = counts(tx, page.items.iter().map(|row| row.id).collect()).await?;
    Ok(page.map(|occasion| Listed { counts: counts.get(&occasion.id).copied().unwrap_or_default(), occasion }))
}

/// One occasion.
///
/// # Errors
/// "Not found".
pub async fn one(tx: &Tx, id: Uuid) -> Result<Listed> {
    let occasion = tx.get::<occasion::Entity>(id).await?;
    Ok(Listed { counts: counts(tx, vec![id]).await?.remove(&id).unwrap_or_default(), occasion })
}

/// How many stand how to each of these occasions.
pub async fn counts(tx: &Tx, occasions: Vec<Uuid>) -> Result<HashMap<Uuid, Counts>> {
    let rows = tx
        .find::<attendee::Entity>()
        .filter(attendee::Column::OccasionId.is_in(occasions))
        .select_only()
        .column(attendee::Column::OccasionId)
        .column(attendee::Column::State)
        .column_as(attendee::Column::Id.count(), "number")
        .group_by(attendee::Column::OccasionId)
        .group_by(attendee::Column::State)
        .into_tuple::<(Uuid, State, i64)>()
        .all(tx.conn())
        .await?;
    let mut counts: HashMap<Uuid, Counts> = HashMap::new();
    for (occasion, state, number) in rows {
        let all = counts.entry(occasion).or_default();
        match state {
            State::SignedUp => all.signed_up = number,
            State::Pending => all.pending = number,
            State::Waiting => all.waiting = number,
            State::Attended => all.attended = number,
            State::NoShow => all.no_show = number,
            State::Cancelled => {}
        }
    }
    Ok(counts)
}

/// The roll of an occasion in the order of signing up: residents within reach, and members.
///
/// # Errors
/// "Not found".
pub async fn roll(tx: &Tx, reach: Reach, occasion: Uuid, page: &PageRequest) -> Result<Page<Named>> {
    tx.get::<occasion::Entity>(occasion).await?;
    let limit = page.limit()?;
    let mut found = within(tx, reach).filter(attendee::Column::OccasionId.eq(occasion));
    if let Some(after) = page.key::<i64>()? {
        found = found.filter(attendee::Column::Ticket.gt(after));
    }
    let rows = found.order_by_asc(attendee::Column::Ticket).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.ticket)?;
    Ok(Page { next: page.next, items: named(tx, page.items).await? })
}

/// Somebody on the roll of an occasion, within reach.
///
/// # Errors
/// "Not found".
pub async fn attendee(tx: &Tx, reach: Reach, occasion: Uuid, id: Uuid) -> Result<attendee::Model> {
    let found = within(tx, reach).filter(attendee::Column::OccasionId.eq(occasion)).filter(attendee::Column::Id.eq(id));
    found.one(tx.conn()).await?.ok_or_else(Failure::not_found)
}

/// A resident whom somebody with this reach may sign up.
///
/// # Errors
/// "Not found".
pub async fn resident(tx: &Tx, reach: Reach, id: Uuid) -> Result<Who> {
    Ok(Who::Person(reach.person(tx, id).await?.id))
}

/// The row as it is shown.
///
/// # Errors
/// If the person is lost.
pub async fn shown(tx: &Tx, row: attendee::Model) -> Result<Named> {
    named(tx, vec![row]).await?.pop().ok_or_else(Failure::not_found)
}

/// What happened to an attendee, the first step first.
pub async fn history(tx: &Tx, attendee: Uuid) -> Result<Vec<attendance_step::Model>> {
    let steps = tx.find::<attendance_step::Entity>().filter(attendance_step::Column::AttendeeId.eq(attendee));
    Ok(steps.order_by_asc(attendance_step::Column::At).order_by_asc(attendance_step::Column::Id).all(tx.conn()).await?)
}

/// What somebody takes part in that has not ended, with their place in it.
pub async fn mine(tx: &Tx, who: Who) -> Result<Vec<(Listed, attendee::Model)>> {
    let who = resolved(tx, who).await?;
    let rows = tx.find::<attendee::Entity>().filter(standing::theirs(who)).filter(attendee::Column::State.ne(State::Cancelled));
    let to_come = tx.find::<occasion::Entity>().filter(occasion::Column::EndsAt.gt(tx.now()));
    let rows = rows.filter(attendee::Column::OccasionId.in_subquery(ids(to_come, occasion::Column::Id))).all(tx.conn()).await?;
    let mut mine = Vec::with_capacity(rows.len());
    for row in rows {
        mine.push((one(tx, row.occasion_id).await?, row));
    }
    mine.sort_by_key(|(listed, _)| listed.occasion.starts_at);
    Ok(mine)
}

/// Residents within reach, and members.
pub(super) fn within(tx: &Tx, reach: Reach) -> sea_orm::Select<attendee::Entity> {
    let rows = tx.find::<attendee::Entity>();
    if reach == Reach::Community {
        return rows;
    }
    let near = attendee::Column::PersonId.in_subquery(ids(reach.people(tx), person::Column::Id));
    rows.filter(Condition::any().add(near).add(attendee::Column::MemberId.is_not_null()))
}

async fn named(tx: &Tx, rows: Vec<attendee::Model>) -> Result<Vec<Named>> {
    let people = by_ids::<person::Entity>(tx, person::Column::Id, rows.iter().filter_map(|row| row.person_id)).await?;
    let members = by_ids::<membership::Entity>(tx, membership::Column::Id, rows.iter().filter_map(|row| row.member_id)).await?;
    let names = people.into_iter().map(|row| (row.id, row.name)).chain(members.into_iter().map(|row| (row.id, row.name)));
    let names: HashMap<Uuid, String> = names.collect();
    let name = |row: &attendee::Model| row.person_id.or(row.member_id).and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    Ok(rows.into_iter().map(|attendee| Named { name: name(&attendee), attendee }).collect())
}
