//! A community's own times.

mod dto;

use mulin_entity::schedules::{can, service};
use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use crate::{Guard, Reply, Tag};

/// Schedules of a community.
pub struct SchedulesApi;

/// Every part of this context.
pub fn apis() -> impl OpenApi {
    SchedulesApi
}

#[derive(ApiResponse)]
enum Asked {
    /// It happens as soon as a worker is free.
    #[oai(status = 202)]
    Accepted,
}

#[OpenApi(tag = "Tag::Schedules")]
impl SchedulesApi {
    /// What happens by itself, and when.
    #[oai(path = "/schedules", method = "get", operation_id = "schedules.list")]
    async fn list(&self, caller: Guard<can::ReadSchedules>) -> Reply<Json<dto::ScheduleList>> {
        let rows = service::list(&caller.read().await?).await?;
        Ok(Json(rows.into()))
    }

    /// When something would happen by a rule that is only thought of.
    #[oai(path = "/schedules/upcoming", method = "get", operation_id = "schedules.upcoming")]
    async fn upcoming(
        &self,
        caller: Guard<can::ReadSchedules>,
        /// `08:00`, `08:00 workdays`, `Mon 07:30`, `Mon 07:30 workdays` or five cron fields.
        #[oai(validator(max_length = 60))]
        rule: Query<String>,
    ) -> Reply<Json<dto::Upcoming>> {
        Ok(Json(dto::Upcoming { upcoming: service::upcoming(&caller.read().await?, &rule.0).await? }))
    }

    /// One of them: its next times, and what became of the last.
    #[oai(path = "/schedules/:id", method = "get", operation_id = "schedules.show")]
    async fn show(&self, caller: Guard<can::ReadSchedules>, id: Path<Uuid>) -> Reply<Json<dto::ScheduleDetail>> {
        Ok(Json(service::show(&caller.read().await?, id.0).await?.into()))
    }

    /// Change when it happens, or have it rest.
    #[oai(path = "/schedules/:id", method = "patch", operation_id = "schedules.change")]
    async fn change(
        &self,
        caller: Guard<can::ManageSchedules>,
        id: Path<Uuid>,
        body: Json<dto::ScheduleChange>,
    ) -> Reply<Json<dto::Schedule>> {
        let tx = caller.write().await?;
        let row = service::change(&tx, id.0, service::Change { rule: body.0.rule, paused: body.0.paused, misfire: body.0.misfire }).await?;
        tx.commit().await?;
        Ok(Json(row.into()))
    }

    /// Have it happen now, besides its own times.
    #[oai(path = "/schedules/:id/run", method = "post", operation_id = "schedules.run")]
    async fn run(&self, caller: Guard<can::ManageSchedules>, id: Path<Uuid>) -> Reply<Asked> {
        let tx = caller.write().await?;
        service::run_now(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Asked::Accepted)
    }
}
