//! What is done with a matter.

use mulin_entity::{
    assignment::Sight,
    evidence::{self, Moment, Of},
    matters::{acts, can, care, duplicates, sight::matter},
};
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::dto::Matter;
use crate::{
    Guard, Reply, Tag,
    assignment::{AssignmentDeed, sight},
    evidence::{NewPhoto, Photo, PhotoAdded},
};

/// What is done.
pub struct TreatApi;

/// What somebody said when they were asked.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MatterAnswer {
    /// Whether it is solved.
    solved: bool,
    /// How content they are, from 1 to 5.
    rating: Option<i64>,
    #[oai(validator(max_length = 1000))]
    note: Option<String>,
}

/// Which matter it is dealt with in.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MatterMerge {
    into_id: Uuid,
}

/// Something to be put on record.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MatterNote {
    #[oai(validator(min_length = 1, max_length = 1000))]
    note: String,
}

#[OpenApi(tag = "Tag::Matters")]
impl TreatApi {
    /// Do something with a matter: the verbs of whoever holds it, and those of the office.
    #[oai(path = "/matters/:id/deeds", method = "post", operation_id = "matters.act")]
    async fn act(&self, caller: Guard<can::HandleMatters>, id: Path<Uuid>, body: Json<AssignmentDeed>) -> Reply<Json<Matter>> {
        let (sight, tx) = (sight(&caller)?, caller.write().await?);
        let (matter, deed) = (matter(&tx, sight, id.0).await?, body.0.read()?);
        acts::perform(&tx, sight, &matter, body.0.revision, &deed, &body.0.note.unwrap_or_default()).await?;
        // Whoever gave it away may not see it any more: they are told of it once more.
        let told = Matter::whole(&tx, Sight::Office, id.0).await?.without_code();
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Write down what whoever brought it up says (回访).
    #[oai(path = "/matters/:id/call-back", method = "post", operation_id = "matters.call_back")]
    async fn call_back(&self, caller: Guard<can::DirectMatters>, id: Path<Uuid>, body: Json<MatterAnswer>) -> Reply<Json<Matter>> {
        let MatterAnswer { solved, rating, note } = body.0;
        let tx = caller.write().await?;
        care::call_back(&tx, id.0, care::Answer { solved, rating, note: note.unwrap_or_default() }).await?;
        let told = Matter::whole(&tx, sight(&caller)?, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Write down whether it is really solved, weeks later (回头看).
    #[oai(path = "/matters/:id/recheck", method = "post", operation_id = "matters.recheck")]
    async fn recheck(&self, caller: Guard<can::DirectMatters>, id: Path<Uuid>, body: Json<MatterAnswer>) -> Reply<Json<Matter>> {
        let tx = caller.write().await?;
        care::recheck(&tx, id.0, body.0.solved, &body.0.note.unwrap_or_default()).await?;
        let told = Matter::whole(&tx, sight(&caller)?, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Have a matter dealt with in another one (合并).
    #[oai(path = "/matters/:id/merge", method = "post", operation_id = "matters.merge")]
    async fn merge(&self, caller: Guard<can::DirectMatters>, id: Path<Uuid>, body: Json<MatterMerge>) -> Reply<Json<Matter>> {
        let tx = caller.write().await?;
        duplicates::merge(&tx, id.0, body.0.into_id).await?;
        let told = Matter::whole(&tx, sight(&caller)?, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Put something on record (备案).
    #[oai(path = "/matters/:id/notes", method = "post", operation_id = "matters.note")]
    async fn note(&self, caller: Guard<can::HandleMatters>, id: Path<Uuid>, body: Json<MatterNote>) -> Reply<Json<Matter>> {
        let sight = sight(&caller)?;
        let tx = caller.write().await?;
        let matter = matter(&tx, sight, id.0).await?;
        care::note(&tx, matter.id, &body.0.note).await?;
        let told = Matter::whole(&tx, sight, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Add a photo: how it was found, how it was left.
    #[oai(path = "/matters/:id/photos", method = "post", operation_id = "matters.add_photo")]
    async fn add_photo(&self, caller: Guard<can::HandleMatters>, id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let matter = matter(&caller.read().await?, sight(&caller)?, id.0).await?;
        let (moment, developed) = body.develop(Moment::During).await?;
        let tx = caller.write().await?;
        let row = evidence::service::add(&tx, caller.db(), Of::Matter(matter.id), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }
}
