//! What taking part brings.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    award::{Service, award},
    rules::SERVICES,
};
use crate::{
    attendance::{attendee, occasion},
    enrolment::Who,
    kernel::{Result, Tx},
};

/// Gives everybody who came to an occasion what that is worth; done again, only those who were found to have come since. A volunteer's hours
/// are given by whoever approves them.
pub async fn from_occasion(tx: &Tx, id: Uuid) -> Result<()> {
    let Some(occasion) = tx.try_get::<occasion::Entity>(id).await?.filter(|row| row.state == occasion::State::Closed) else {
        return Ok(());
    };
    let service = service(&occasion);
    if service == "volunteer" {
        return Ok(());
    }
    let came = tx.find::<attendee::Entity>().filter(attendee::Column::OccasionId.eq(id));
    let came = came.filter(attendee::Column::State.eq(attendee::State::Attended)).order_by_asc(attendee::Column::Id);
    for row in came.all(tx.conn()).await? {
        let (Some(who), Some(minutes)) = (who(&row), row.minutes) else { continue };
        let from = row.check_in_at.unwrap_or(occasion.starts_at).max(occasion.starts_at);
        let until = row.check_out_at.unwrap_or(occasion.ends_at).min(occasion.ends_at).max(from);
        award(tx, Service { who, service, source: source(row.id), from, until, minutes }).await?;
    }
    Ok(())
}

/// What bookings for an attendee are called, or begin with.
pub fn source(attendee: Uuid) -> String {
    format!("occasion:{attendee}")
}

/// The attendee for whom a booking of this name is, if it is for one.
pub(super) fn attendee(source: &str) -> Option<Uuid> {
    let name = source.strip_prefix("occasion:")?;
    Uuid::parse_str(name.split(':').next()?).ok()
}

/// By what the occasion belongs to; one that stands alone has a rule of its own.
fn service(occasion: &occasion::Model) -> &'static str {
    let kind = occasion.subject_kind.as_deref().unwrap_or("occasion");
    match kind {
        "volunteer_task" => "volunteer",
        kind => SERVICES.iter().find(|service| kind.starts_with(**service)).copied().unwrap_or("occasion"),
    }
}

fn who(row: &attendee::Model) -> Option<Who> {
    row.person_id.map(Who::Person).or(row.member_id.map(Who::Member))
}
