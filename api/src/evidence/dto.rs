//! Photos on the wire.

use chrono::{DateTime, Utc};
use mulin_entity::{
    evidence::{Developed, Moment, Of, develop, links, photo, query},
    kernel::{Failure, Tx},
    people::words,
};
use poem_openapi::{ApiResponse, Multipart, Object, payload::Json, types::multipart::Upload};
use uuid::Uuid;

/// A photo to add.
#[derive(Multipart)]
pub struct NewPhoto {
    /// JPEG, PNG or WebP, at most 12 MB.
    file: Upload,
    /// `before`, `during` or `after`.
    moment: Option<String>,
}

impl NewPhoto {
    /// Reads the picture and writes it anew; before a unit of work begins, so that none waits for it.
    pub async fn develop(self, otherwise: Moment) -> Result<(Moment, Developed), Failure> {
        let unknown = || Failure::invalid_field("moment", "evidence.moment_unknown");
        let moment = self.moment.map_or(Ok(otherwise), |word| words::read(&word).ok_or_else(unknown))?;
        let bytes = self.file.into_vec().await.map_err(Failure::internal)?;
        Ok((moment, develop::develop_aside(bytes).await?))
    }
}

/// A photo.
#[derive(Object)]
pub struct Photo {
    id: Uuid,
    /// `before`, `during` or `after`.
    moment: String,
    width: i32,
    height: i32,
    added_at: DateTime<Utc>,
    /// Where the photo is, for a quarter of an hour at most.
    url: String,
    /// Where its thumbnail is, as long.
    thumbnail_url: String,
}

impl Photo {
    /// Tells one photo.
    pub fn new(tx: &Tx, photo: photo::Model) -> Result<Self, Failure> {
        let (whole, thumbnail) = links::of(tx, &photo)?;
        let url = |link| format!("/api/v1/pictures/{link}");
        let photo::Model { id, moment, width, height, created_at: added_at, .. } = photo;
        Ok(Self { id, moment: words::word(moment), width, height, added_at, url: url(whole), thumbnail_url: url(thumbnail) })
    }

    /// Tells all of something.
    pub async fn all(tx: &Tx, of: Of) -> Result<Vec<Self>, Failure> {
        query::photos(tx, of).await?.into_iter().map(|photo| Self::new(tx, photo)).collect()
    }
}

/// What becomes of a photo that is sent.
#[derive(ApiResponse)]
pub enum PhotoAdded {
    /// It is kept, without what the camera noted.
    #[oai(status = 201)]
    Created(Json<Photo>),
}
