//! Photos: what comes in, and the pictures behind their links. To add one is an operation of what it is of.

mod dto;

use mulin_entity::evidence::links;
use poem::web::Data;
use poem_openapi::{ApiResponse, OpenApi, param::Path, payload::Binary};

use crate::{ApiState, Reply, Tag};

pub use dto::{NewPhoto, Photo, PhotoAdded};

/// The pictures.
pub struct EvidenceApi;

#[derive(ApiResponse)]
enum Picture {
    /// The picture.
    #[oai(status = 200, content_type = "image/jpeg")]
    Jpeg(Binary<Vec<u8>>, #[oai(header = "Cache-Control")] String),
}

#[OpenApi(tag = "Tag::Evidence")]
impl EvidenceApi {
    /// The picture behind a link that an answer named; such a link ends within a quarter of an hour.
    #[oai(path = "/pictures/:link", method = "get", operation_id = "pictures.show")]
    async fn show(&self, state: Data<&ApiState>, link: Path<String>) -> Reply<Picture> {
        let bytes = links::open(&state.db, &link.0).await?;
        Ok(Picture::Jpeg(Binary(bytes), "private, max-age=300".to_owned()))
    }
}
