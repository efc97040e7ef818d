//! Photos of visits.

use mulin_entity::{
    kernel::Failure,
    visits::{can, photos, query},
};
use poem_openapi::{
    ApiResponse, Multipart, Object, OpenApi,
    param::{Path, Query},
    payload::{Binary, Json},
    types::multipart::Upload,
};
use uuid::Uuid;

use super::visit::sight;
use crate::{Guard, Reply, Tag};

/// Photos of visits.
pub struct PhotosApi;

/// A photo to add.
#[derive(Multipart)]
struct NewPhoto {
    /// JPEG, PNG or WebP.
    file: Upload,
}

/// A photo.
#[derive(Object)]
struct Photo {
    id: Uuid,
    width: i32,
    height: i32,
}

#[derive(ApiResponse)]
enum Added {
    /// The photo is kept, without what the camera noted.
    #[oai(status = 201)]
    Created(Json<Photo>),
}

#[derive(ApiResponse)]
enum Picture {
    /// The photo.
    #[oai(status = 200, content_type = "image/jpeg")]
    Jpeg(Binary<Vec<u8>>, #[oai(header = "Cache-Control")] String),
}

#[OpenApi(tag = "Tag::Visits")]
impl PhotosApi {
    /// Add a photo to a visit.
    #[oai(path = "/visits/:id/photos", method = "post", operation_id = "visits.add_photo")]
    async fn add(&self, caller: Guard<can::RecordVisits>, id: Path<Uuid>, body: NewPhoto) -> Reply<Added> {
        let visit = query::visit(&caller.read().await?, sight(&caller)?, id.0).await?;
        let bytes = body.file.into_vec().await.map_err(Failure::internal)?;
        let photo = photos::develop_aside(bytes).await?;
        let tx = caller.write().await?;
        let row = photos::add(&tx, caller.db(), &visit, &photo).await?;
        tx.commit().await?;
        Ok(Added::Created(Json(Photo { id: row.id, width: row.width, height: row.height })))
    }

    /// A photo, or its thumbnail.
    #[oai(path = "/visits/:id/photos/:photo", method = "get", operation_id = "visits.photo")]
    async fn get(
        &self,
        caller: Guard<can::ReadVisits>,
        id: Path<Uuid>,
        photo: Path<Uuid>,
        thumbnail: Query<Option<bool>>,
    ) -> Reply<Picture> {
        let tx = caller.read().await?;
        let visit = query::visit(&tx, sight(&caller)?, id.0).await?;
        let bytes = photos::read(&tx, caller.db(), visit.id, photo.0, thumbnail.0.unwrap_or_default()).await?;
        Ok(Picture::Jpeg(Binary(bytes), "private, no-store".to_owned()))
    }
}
