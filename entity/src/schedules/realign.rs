//! A community's own times follow its zone and its calendar.

use chrono_tz::Tz;
use sea_orm::ActiveValue::Set;

use crate::{
    calendar::{WorkCalendar, rule},
    kernel::{Result, Tx, queue::schedule},
};

/// Reads every schedule's rule in the zone and by the calendar that hold now; whether any was read in another zone before.
/// What is due already fires as it was planned.
pub async fn realign(tx: &Tx, zone: Tz, calendar: &WorkCalendar) -> Result<bool> {
    let mut moved = false;
    for row in tx.find::<schedule::Entity>().all(tx.conn()).await? {
        let elsewhere = row.zone != zone.name();
        moved |= elsewhere;
        let next = match row.next_at {
            Some(at) if !row.paused && at > tx.now() => rule::next_after(&row.rule, zone, tx.now(), calendar)?,
            as_it_is => as_it_is,
        };
        if elsewhere || next != row.next_at {
            let change =
                schedule::ActiveModel { id: Set(row.id), zone: Set(zone.name().to_owned()), next_at: Set(next), ..Default::default() };
            tx.update(change).await?;
        }
    }
    Ok(moved)
}
