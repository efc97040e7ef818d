//! What is on, and arranging it.

use chrono::{DateTime, Utc};
use mulin_entity::{
    activities::bookings,
    attendance::{
        can, check_in, occasions,
        query::{self, Filter},
        traces,
    },
    kernel::PageRequest,
};
use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{CallOff, CheckInCode, DeskDevice, Occasion, OccasionDetails, OccasionPage, OccasionPlace};
use crate::{Guard, Reply, Tag, people::Done};

/// Occasions.
pub struct OccasionsApi;

#[derive(ApiResponse)]
enum Arranged {
    /// It is on.
    #[oai(status = 201)]
    Created(Json<Occasion>),
}

#[OpenApi(tag = "Tag::Attendance")]
impl OccasionsApi {
    /// List what is on: what has not ended by `from`, and begins before `to`.
    #[oai(path = "/occasions", method = "get", operation_id = "attendance.list")]
    async fn list(
        &self,
        caller: Guard<can::TakePart>,
        from: Query<Option<DateTime<Utc>>>,
        to: Query<Option<DateTime<Utc>>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<OccasionPage>> {
        let tx = caller.read().await?;
        let page = query::list(&tx, &Filter { from: from.0, to: to.0 }, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(page.try_into()?))
    }

    /// Arrange an occasion.
    #[oai(path = "/occasions", method = "post", operation_id = "attendance.arrange")]
    async fn arrange(&self, caller: Guard<can::Arrange>, body: Json<OccasionDetails>) -> Reply<Arranged> {
        let tx = caller.write().await?;
        let made = occasions::arrange(&tx, None, body.0.try_into()?).await?;
        let told = query::one(&tx, made.id).await?.try_into()?;
        tx.commit().await?;
        Ok(Arranged::Created(Json(told)))
    }

    /// One occasion.
    #[oai(path = "/occasions/:id", method = "get", operation_id = "attendance.show")]
    async fn show(&self, caller: Guard<can::TakePart>, id: Path<Uuid>) -> Reply<Json<Occasion>> {
        Ok(Json(query::one(&caller.read().await?, id.0).await?.try_into()?))
    }

    /// Change an occasion; seats that are added go to those who wait. Its room follows, or is the reason why it cannot be moved.
    #[oai(path = "/occasions/:id", method = "put", operation_id = "attendance.change")]
    async fn change(&self, caller: Guard<can::Arrange>, id: Path<Uuid>, body: Json<OccasionDetails>) -> Reply<Json<Occasion>> {
        let tx = caller.write().await?;
        occasions::alone(&tx, id.0).await?;
        occasions::change(&tx, id.0, body.0.try_into()?).await?;
        bookings::follow(&tx, id.0).await?;
        let told = query::one(&tx, id.0).await?.try_into()?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Call an occasion off.
    #[oai(path = "/occasions/:id/cancel", method = "post", operation_id = "attendance.call_off")]
    async fn call_off(&self, caller: Guard<can::Arrange>, id: Path<Uuid>, body: Json<CallOff>) -> Reply<Json<Occasion>> {
        let tx = caller.write().await?;
        occasions::alone(&tx, id.0).await?;
        occasions::call_off(&tx, id.0, &body.0.reason).await?;
        bookings::follow(&tx, id.0).await?;
        let told = query::one(&tx, id.0).await?.try_into()?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// The code for checking in, for the desk's screen: ask again when it ends.
    #[oai(path = "/occasions/:id/code", method = "get", operation_id = "attendance.show_code")]
    async fn code(&self, caller: Guard<can::Arrange>, id: Path<Uuid>) -> Reply<Json<CheckInCode>> {
        let (code, until) = check_in::shown(&caller.read().await?, id.0).await?;
        Ok(Json(CheckInCode { path: format!("/occasions/{}/check-in?code={code}", id.0), code, until }))
    }

    /// Say where the place of an occasion is, or that nobody knows: whoever checks in far from it earns nothing before somebody has looked.
    #[oai(path = "/occasions/:id/position", method = "put", operation_id = "attendance.place")]
    async fn place(&self, caller: Guard<can::Arrange>, id: Path<Uuid>, body: Json<OccasionPlace>) -> Reply<Json<Occasion>> {
        let tx = caller.write().await?;
        traces::place(&tx, id.0, body.0.position.map(Into::into)).await?;
        let told = query::one(&tx, id.0).await?.try_into()?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Say that a device is the desk's: that many check in with it is not odd.
    #[oai(path = "/desk-devices", method = "put", operation_id = "attendance.vouch")]
    async fn vouch(&self, caller: Guard<can::Arrange>, body: Json<DeskDevice>) -> Reply<Done> {
        let tx = caller.write().await?;
        traces::vouch(&tx, &body.0.device).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }
}
