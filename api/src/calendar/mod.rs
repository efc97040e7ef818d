//! The work calendar of a community.

mod dto;

use chrono::NaiveDate;
use mulin_entity::calendar::{can, holidays, query, service};
use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use crate::{Guard, Reply, Tag};

/// Which days are worked.
pub struct CalendarApi;

#[derive(ApiResponse)]
enum Dropped {
    /// The day is as published again.
    #[oai(status = 204)]
    Done,
}

#[OpenApi(tag = "Tag::Calendar")]
impl CalendarApi {
    /// The days of a year that are not what their weekday says: holidays, make-up workdays (调休), own exceptions.
    #[oai(path = "/calendar", method = "get", operation_id = "calendar.year")]
    async fn year(&self, caller: Guard<can::ReadCalendar>, year: Query<i32>) -> Reply<Json<dto::Year>> {
        let days = query::unusual_days(&caller.read().await?, year.0).await?;
        let language = caller.language();
        Ok(Json(dto::Year {
            year: year.0,
            published: holidays::published(year.0),
            source: holidays::source(year.0).map(str::to_owned),
            days: days.into_iter().map(|day| dto::Day::new(day, language)).collect(),
        }))
    }

    /// Make a day a workday or a holiday here, and call it by a name.
    #[oai(path = "/calendar/:day", method = "put", operation_id = "calendar.make_exception")]
    async fn make(&self, caller: Guard<can::DecideDays>, day: Path<NaiveDate>, body: Json<dto::Exception>) -> Reply<Json<dto::Day>> {
        let tx = caller.write().await?;
        let day = service::make_exception(&tx, day.0, body.0.kind.parse()?, body.0.name.as_deref()).await?;
        tx.commit().await?;
        Ok(Json(dto::Day::new(day, caller.language())))
    }

    /// Keep a day as published again.
    #[oai(path = "/calendar/:day", method = "delete", operation_id = "calendar.drop_exception")]
    async fn restore(&self, caller: Guard<can::DecideDays>, day: Path<NaiveDate>) -> Reply<Dropped> {
        let tx = caller.write().await?;
        service::drop_exception(&tx, day.0).await?;
        tx.commit().await?;
        Ok(Dropped::Done)
    }
}
