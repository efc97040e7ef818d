//! Recording what was found, or that nobody answered.

use mulin_entity::visits::{can, protocol, query, record};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::{dto, visit::sight};
use crate::{Guard, Reply, Tag};

/// Records of visits.
pub struct RecordApi;

#[OpenApi(tag = "Tag::Visits")]
impl RecordApi {
    /// Record a visit, anywhere in its window or after it.
    #[oai(path = "/visits/:id/record", method = "post", operation_id = "visits.record")]
    async fn record(&self, caller: Guard<can::RecordVisits>, id: Path<Uuid>, body: Json<dto::NewRecord>) -> Reply<Json<dto::Visit>> {
        let tx = caller.write().await?;
        let visit = query::visit(&tx, sight(&caller)?, id.0).await?;
        let visit = record::record(&tx, visit, Some(caller.member()?.id), body.0.try_into()?).await?;
        let told = dto::Visit::whole(&tx, visit).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Note that nobody answered; the protocol takes its next step.
    #[oai(path = "/visits/:id/no-answer", method = "post", operation_id = "visits.no_answer")]
    async fn no_answer(&self, caller: Guard<can::RecordVisits>, id: Path<Uuid>, body: Json<dto::NoAnswer>) -> Reply<Json<dto::Visit>> {
        let tx = caller.write().await?;
        let visit = query::visit(&tx, sight(&caller)?, id.0).await?;
        let visit = protocol::no_answer(&tx, visit, Some(caller.member()?.id), body.0.note).await?;
        let told = dto::Visit::whole(&tx, visit).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
