//! What members see of their own link.

use mulin_entity::enrolment::{can, query};
use poem_openapi::{OpenApi, payload::Json};

use super::dto::{Enrolment, ResidentEnrolment};
use crate::{Guard, Reply, Tag};

/// One's own link.
pub struct OwnApi;

#[OpenApi(tag = "Tag::Enrolment")]
impl OwnApi {
    /// To which record the caller is linked, and for which children they act.
    #[oai(path = "/enrolments/mine", method = "get", operation_id = "enrolments.mine")]
    async fn mine(&self, caller: Guard<can::OwnEnrolment>) -> Reply<Json<ResidentEnrolment>> {
        let link = query::of_member(&caller.read().await?, caller.member()?.id).await?;
        Ok(Json(ResidentEnrolment { enrolment: link.map(Enrolment::from) }))
    }
}
