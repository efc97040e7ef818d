//! Photos of visits.

use mulin_entity::{
    evidence::{Moment, Of, service},
    visits::{can, query},
};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::visit::sight;
use crate::{
    Guard, Reply, Tag,
    evidence::{NewPhoto, Photo, PhotoAdded},
};

/// Photos of visits.
pub struct PhotosApi;

#[OpenApi(tag = "Tag::Visits")]
impl PhotosApi {
    /// Add a photo to a visit.
    #[oai(path = "/visits/:id/photos", method = "post", operation_id = "visits.add_photo")]
    async fn add(&self, caller: Guard<can::RecordVisits>, id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let visit = query::visit(&caller.read().await?, sight(&caller)?, id.0).await?;
        let (moment, developed) = body.develop(Moment::During).await?;
        let tx = caller.write().await?;
        let row = service::add(&tx, caller.db(), Of::Visit(visit.id), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }
}
