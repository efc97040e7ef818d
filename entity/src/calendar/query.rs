//! Reading a community's calendar.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{Day, WorkCalendar, day_override};
use crate::kernel::{Failure, Result, SystemTx, Tx, db::among};

/// A day that is not what its weekday says.
#[derive(Debug, Clone)]
pub struct Unusual {
    /// What is known of it.
    pub day: Day,
    /// What the community calls it; none where it said nothing.
    pub name: Option<String>,
}

/// The published calendar with the community's own exceptions.
pub async fn own_calendar(tx: &Tx) -> Result<WorkCalendar> {
    Ok(calendar_of(&exceptions(tx).await?))
}

async fn exceptions(tx: &Tx) -> Result<Vec<day_override::Model>> {
    Ok(tx.find::<day_override::Entity>().all(tx.conn()).await?)
}

fn calendar_of(own: &[day_override::Model]) -> WorkCalendar {
    WorkCalendar::new(own.iter().filter_map(|row| Some((row.day, row.kind.parse().ok()?))))
}

/// The calendars of many communities that have exceptions of their own; all others have the published one.
pub async fn calendars(sys: &SystemTx, communities: &[Uuid]) -> Result<HashMap<Uuid, WorkCalendar>> {
    let ours = among(sys.conn().get_database_backend(), Expr::col((day_override::Entity, day_override::Column::CommunityId)), communities);
    let mut days: HashMap<Uuid, Vec<_>> = HashMap::new();
    for row in sys.find::<day_override::Entity>().filter(ours).all(sys.conn()).await? {
        if let Ok(kind) = row.kind.parse() {
            days.entry(row.community_id).or_default().push((row.day, kind));
        }
    }
    Ok(days.into_iter().map(|(community, days)| (community, WorkCalendar::new(days))).collect())
}

/// Calendars are kept for years that people live in.
pub(super) fn readable_year(year: i32) -> Result<()> {
    match year {
        1949..=2100 => Ok(()),
        _ => Err(Failure::invalid_field("year", "calendar.year")),
    }
}

/// The days of `year` that are not what their weekday says.
pub async fn unusual_days(tx: &Tx, year: i32) -> Result<Vec<Unusual>> {
    readable_year(year)?;
    let own = exceptions(tx).await?;
    let (calendar, names) = (calendar_of(&own), own.into_iter().map(|row| (row.day, row.name)).collect::<HashMap<_, _>>());
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let days = first.iter_days().take_while(|day| day.year() == year).map(|day| calendar.day(day));
    let unusual = days.filter(|day| day.own || day.holiday.is_some());
    Ok(unusual.map(|day| Unusual { name: names.get(&day.day).cloned().flatten(), day }).collect())
}

/// The community's own exception for `day`, if there is one.
pub(super) async fn exception(tx: &Tx, day: NaiveDate) -> Result<Option<day_override::Model>> {
    Ok(tx.find::<day_override::Entity>().filter(day_override::Column::Day.eq(day)).one(tx.conn()).await?)
}
