//! Changing a community's calendar.

use chrono::{Datelike, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;

use super::{
    DayKind, day_override,
    job::CalendarChanged,
    query::{self, Unusual},
};
use crate::kernel::{Failure, Result, Tx};

/// Makes `day` a workday or a holiday here, whatever the published calendar says, under a name of the community's own.
pub async fn make_exception(tx: &Tx, day: NaiveDate, kind: DayKind, name: Option<&str>) -> Result<Unusual> {
    query::readable_year(day.year()).map_err(|_| Failure::invalid_field("day", "calendar.year"))?;
    let name = name.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
    let row = day_override::ActiveModel { day: Set(day), kind: Set(kind.to_string()), name: Set(name), ..Default::default() };
    let row = match query::exception(tx, day).await? {
        Some(known) => tx.update(day_override::ActiveModel { id: Set(known.id), ..row }).await?,
        None => tx.insert(row).await?,
    };
    tx.enqueue(&CalendarChanged {}).await?;
    tx.audit("calendar.make_exception", "calendar_override", row.id, json!({ "day": day, "kind": kind })).await?;
    Ok(Unusual { day: query::own_calendar(tx).await?.day(day), name: row.name })
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
