//! What phones saw of a service, as far as their owners let them: gathered for the pure rule.

use std::collections::BTreeSet;

use chrono::Duration;
use sea_orm::{ColumnTrait, QueryFilter, sea_query::Condition};
use uuid::Uuid;

use super::{
    earn, point_account,
    rules::whereabouts::{Seen, Spot, Whereabouts, far, shared, travel},
};
use crate::{
    attendance::{attendance_trace, attendee, desk_device, occasion},
    kernel::{Result, Tx},
    people::{query::by_ids, reach::ids},
    visits::desk::Desk,
};

/// So long before and after, other positions of the same person are looked at.
const AROUND: Duration = Duration::hours(24);

/// What is odd about where somebody's phone was, and which one it was; nothing for a service that is no attendance, or of which no phone told.
pub(super) async fn odd(tx: &Tx, account: &point_account::Model, source: &str) -> Result<Vec<Whereabouts>> {
    let Some(attendee) = earn::attendee(source) else { return Ok(Vec::new()) };
    let Some(attendee) = tx.try_get::<attendee::Entity>(attendee).await? else { return Ok(Vec::new()) };
    let traces = tx.find::<attendance_trace::Entity>().filter(attendance_trace::Column::AttendeeId.eq(attendee.id));
    let traces = traces.all(tx.conn()).await?;
    let seen: Vec<Seen> = traces.iter().filter_map(position).collect();
    let mut found = Vec::new();
    if !seen.is_empty() {
        let near = others(tx, account, &seen).await?;
        found.extend(seen.iter().flat_map(|one| near.iter().filter_map(|other| travel(*one, *other))).max_by_key(how_far));
        let occasion = tx.get::<occasion::Entity>(attendee.occasion_id).await?;
        if let Some((lat, lng)) = occasion.lat.zip(occasion.lng) {
            found.extend(seen.iter().filter_map(|one| far(*one, Spot { lat, lng })).max_by_key(how_far));
        }
    }
    for trace in &traces {
        found.extend(shared(people(tx, &attendee, trace).await?));
    }
    // A phone that told twice is one phone.
    found.dedup();
    Ok(found)
}

fn position(trace: &attendance_trace::Model) -> Option<Seen> {
    let spot = Spot { lat: trace.lat?, lng: trace.lng? };
    Some(Seen { at: trace.at, spot, accuracy: trace.accuracy? })
}

fn how_far(odd: &Whereabouts) -> i64 {
    match odd {
        Whereabouts::Travel { metres, .. } | Whereabouts::Far { metres } => *metres,
        Whereabouts::Device { people } => *people,
    }
}

/// Where the same person was around that time, here and elsewhere.
async fn others(tx: &Tx, account: &point_account::Model, seen: &[Seen]) -> Result<Vec<Seen>> {
    use attendance_trace::Column;
    let (Some(first), Some(last)) = (seen.iter().map(|one| one.at).min(), seen.iter().map(|one| one.at).max()) else {
        return Ok(Vec::new());
    };
    let theirs = match (account.person_id, account.member_id) {
        (Some(person), _) => attendee::Column::PersonId.eq(person),
        (None, member) => attendee::Column::MemberId.eq(member),
    };
    let theirs = tx.find::<attendee::Entity>().filter(theirs);
    let rows = tx.find::<attendance_trace::Entity>().filter(Column::AttendeeId.in_subquery(ids(theirs, attendee::Column::Id)));
    let rows = rows.filter(Column::At.between(first - AROUND, last + AROUND)).all(tx.conn()).await?;
    Ok(rows.iter().filter_map(position).collect())
}

/// How many used the phone of a trace at the same occasion or on the same day; nobody counts on a device of the desk.
async fn people(tx: &Tx, attendee: &attendee::Model, trace: &attendance_trace::Model) -> Result<usize> {
    use attendance_trace::Column;
    let Some(device) = &trace.device else { return Ok(0) };
    let desk = tx.find::<desk_device::Entity>().filter(desk_device::Column::Device.eq(device.clone()));
    if desk.one(tx.conn()).await?.is_some() {
        return Ok(0);
    }
    let clock = Desk::of(tx).await?;
    let day = clock.day(trace.at);
    let that_day = Condition::all().add(Column::At.gte(clock.midnight(day))).add(Column::At.lt(clock.midnight(day + chrono::Days::new(1))));
    let here = tx.find::<attendee::Entity>().filter(attendee::Column::OccasionId.eq(attendee.occasion_id));
    let here = Column::AttendeeId.in_subquery(ids(here, attendee::Column::Id));
    let rows = tx.find::<attendance_trace::Entity>().filter(Column::Device.eq(device.clone()));
    let rows = rows.filter(Condition::any().add(that_day).add(here)).all(tx.conn()).await?;
    let who = by_ids::<attendee::Entity>(tx, attendee::Column::Id, rows.into_iter().map(|row| row.attendee_id)).await?;
    let who: BTreeSet<(Option<Uuid>, Option<Uuid>)> = who.into_iter().map(|row| (row.person_id, row.member_id)).collect();
    Ok(who.len())
}
