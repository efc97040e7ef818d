//! What is known of somebody who wants to take part.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ColumnTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{Condition, LockType},
};
use uuid::Uuid;

use super::{
    Terms, Who,
    attendee::{self, State},
    occasion,
    rules::terms::Applicant,
};
use crate::{
    calendar::local,
    enrolment::member_of,
    kernel::{Failure, Owned, Result, Tx},
    people::{Group, person, person_group, query, reach::ids, rules},
    tenancy::{community, membership},
};

/// Somebody, as of the day of an occasion.
pub(super) async fn of(tx: &Tx, who: Who, terms: &Terms, occasion: &occasion::Model) -> Result<Applicant> {
    let starts_at = occasion.starts_at;
    let no_shows = no_shows(tx, who, terms, starts_at).await?;
    let busy = is_busy(tx, who, terms, occasion).await?;
    match who {
        Who::Member(id) => {
            let member = tx.get::<membership::Entity>(id).await?;
            Ok(Applicant { member: true, belongs: member.state != membership::State::Disabled, no_shows, busy, ..Applicant::default() })
        }
        Who::Person(id) => {
            let person = tx.get::<person::Entity>(id).await?;
            let community = tx.get::<community::Entity>(tx.community()).await?;
            let day = local::day_of(local::zone(&community.zone), starts_at);
            Ok(Applicant {
                resident: true,
                member: member_of(tx, id).await?.is_some(),
                belongs: rules::belongs(person.state),
                age: person.birth_date.map(|born| rules::age(born, day)),
                groups: groups(tx, id).await?,
                grid: grid(tx, person).await?,
                no_shows,
                busy,
            })
        }
    }
}

async fn groups(tx: &Tx, person: Uuid) -> Result<Vec<Group>> {
    let rows = tx.find::<person_group::Entity>().filter(person_group::Column::PersonId.eq(person)).all(tx.conn()).await?;
    Ok(rows.into_iter().map(|row| row.code).collect())
}

async fn grid(tx: &Tx, person: person::Model) -> Result<Option<Uuid>> {
    let home = person.household_id;
    Ok(query::places(tx, &[person]).await?.get(&home).map(|place| place.grid.id))
}

/// Whether somebody takes part in something else at the time of an occasion, and one of the two wants them undivided. Their own row is
/// locked first: of two occasions that they sign up for at once, the second sees the first.
async fn is_busy(tx: &Tx, who: Who, terms: &Terms, of: &occasion::Model) -> Result<bool> {
    match who {
        Who::Person(id) => drop(lock::<person::Entity>(tx, id).await?),
        Who::Member(id) => drop(lock::<membership::Entity>(tx, id).await?),
    }
    let same_time = tx
        .find::<occasion::Entity>()
        .filter(occasion::Column::State.eq(occasion::State::Open))
        .filter(occasion::Column::Id.ne(of.id))
        .filter(occasion::Column::StartsAt.lt(of.ends_at))
        .filter(occasion::Column::EndsAt.gt(of.starts_at));
    let comes = [State::SignedUp, State::Pending, State::Waiting, State::Attended];
    let rolls = tx.find::<attendee::Entity>().filter(theirs(who)).filter(attendee::Column::State.is_in(comes));
    let others = same_time.filter(occasion::Column::Id.in_subquery(ids(rolls, attendee::Column::OccasionId))).all(tx.conn()).await?;
    let wanted: Vec<Terms> = others.iter().map(occasion::Model::terms).collect::<Result<_>>()?;
    Ok(wanted.iter().any(|other| terms.undivided || other.undivided))
}

/// Waits for whoever is at somebody's row.
async fn lock<E: Owned>(tx: &Tx, id: Uuid) -> Result<Option<E::Model>> {
    Ok(tx.find::<E>().filter(E::id().eq(id)).lock(LockType::NoKeyUpdate).one(tx.conn()).await?)
}

/// How often somebody stayed away in the days that the terms count.
async fn no_shows(tx: &Tx, who: Who, terms: &Terms, until: DateTime<Utc>) -> Result<i64> {
    let Some(rule) = terms.no_shows else { return Ok(0) };
    let lately = tx
        .find::<occasion::Entity>()
        .filter(occasion::Column::StartsAt.gte(until - Duration::days(rule.days)))
        .filter(occasion::Column::StartsAt.lt(until));
    let missed = tx
        .find::<attendee::Entity>()
        .filter(theirs(who))
        .filter(attendee::Column::State.eq(State::NoShow))
        .filter(attendee::Column::OccasionId.in_subquery(ids(lately, occasion::Column::Id)));
    i64::try_from(missed.count(tx.conn()).await?).map_err(Failure::internal)
}

/// The rows of somebody.
pub(super) fn theirs(who: Who) -> Condition {
    Condition::all().add(match who {
        Who::Person(id) => attendee::Column::PersonId.eq(id),
        Who::Member(id) => attendee::Column::MemberId.eq(id),
    })
}
