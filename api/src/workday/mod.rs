//! The day: one's own way through the grid, and what presses at the desk.

mod dto;

use mulin_entity::workday::{can, pressing, walk};
use poem_openapi::{OpenApi, payload::Json};

use self::dto::{Desk, Walk};
use crate::{Guard, Reply, Tag};

/// Days.
pub struct WorkdayApi;

#[OpenApi(tag = "Tag::Workday")]
impl WorkdayApi {
    /// Today's way: all kinds of work in walking order, and the visits that were paid. Of visits what is within sight, of all else one's own.
    #[oai(path = "/workday/walk", method = "get", operation_id = "workday.walk")]
    async fn walk(&self, caller: Guard<can::Walk>) -> Reply<Json<Walk>> {
        let tx = caller.read().await?;
        let walk = walk::walk(&tx, caller.member()?.id, caller.role()?).await?;
        Ok(Json(Walk::new(&tx, walk)?))
    }

    /// What presses at the desk: what turns yellow or worse by tonight, units that were called, doors that nobody opened, what the street
    /// waits for. The first to turn, or longest turned, is first.
    #[oai(path = "/workday/desk", method = "get", operation_id = "workday.desk")]
    async fn desk(&self, caller: Guard<can::ReadDesk>) -> Reply<Json<Desk>> {
        let tx = caller.read().await?;
        Ok(Json(Desk::new(&tx, pressing::pressing(&tx).await?)))
    }
}
