//! Changing a community's calendar.

use chrono::{Datelike, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;

use super::{Day, DayKind, day_override, job::CalendarChanged, query};
use crate::kernel::{Failure, Result, Tx};

/// Makes `day` a workday or a holiday here, whatever the published calendar says.
pub async fn make_exception(tx: &Tx, day: NaiveDate, kind: DayKind) -> Result<Day> {
    query::readable_year(day.year()).map_err(|_| Failure::invalid_field("day", "calendar.year"))?;
    let row = day_override::ActiveModel { day: Set(day), kind: Set(kind.to_string()), ..Default::default() };
    let row = match query::exception(tx, day).await? {
        Some(known) => tx.update(day_override::ActiveModel { id: Set(known.id), ..row }).await?,
        None => tx.insert(row).await?,
    };
    tx.enqueue(&CalendarChanged {}).await?;
    tx.audit("calendar.make_exception", "calendar_override", row.id, json!({ "day": day, "kind": kind })).await?;
    Ok(query::own_calendar(tx).await?.day(day))
}

/// Keeps `day` as published again.
pub async fn drop_exception(tx: &Tx, day: NaiveDate) -> Result<()> {
    if let Some(row) = query::exception(tx, day).await? {
        tx.delete_many::<day_override::Entity>().filter(day_override::Column::Id.eq(row.id)).exec(tx.conn()).await?;
        tx.enqueue(&CalendarChanged {}).await?;
        tx.audit("calendar.drop_exception", "calendar_override", row.id, json!({ "day": day })).await?;
    }
    Ok(())
}
