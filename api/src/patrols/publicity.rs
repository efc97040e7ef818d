//! Publicity events.

use mulin_entity::{
    assignment::Sight,
    evidence::{self, Moment, Of},
    kernel::{Failure, PageRequest},
    patrols::{
        can,
        publicity::{self, Outcome},
    },
    people::words,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::campaign_dto::{NewPublicity, Publicity, PublicityDeed, PublicityPage};
use crate::{
    Guard, Reply, Tag,
    assignment::sight,
    evidence::{NewPhoto, Photo, PhotoAdded},
    people::Created,
};

/// Publicity.
pub struct PublicityApi;

#[OpenApi(tag = "Tag::Patrols")]
impl PublicityApi {
    /// The publicity events, the latest first; those of one campaign, if one is named.
    #[oai(path = "/publicity-events", method = "get", operation_id = "publicity.list")]
    async fn list(
        &self,
        caller: Guard<can::ReadPatrols>,
        stage: Query<Option<String>>,
        campaign_id: Query<Option<Uuid>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<PublicityPage>> {
        let stage = words::choice(stage.0, "stage", words::read)?;
        let tx = caller.read().await?;
        let page = publicity::list(&tx, stage, campaign_id.0, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(PublicityPage { items: Publicity::all(&tx, page.items).await?, next: page.next }))
    }

    /// Plan a publicity event; whoever is responsible is told.
    #[oai(path = "/publicity-events", method = "post", operation_id = "publicity.plan")]
    async fn plan(&self, caller: Guard<can::ArrangePatrols>, body: Json<NewPublicity>) -> Reply<Created<Publicity>> {
        let tx = caller.write().await?;
        let event = publicity::plan(&tx, body.0.into()).await?;
        let told = Publicity::whole(&tx, event.id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One publicity event with its photos.
    #[oai(path = "/publicity-events/:id", method = "get", operation_id = "publicity.get")]
    async fn get(&self, caller: Guard<can::ReadPatrols>, id: Path<Uuid>) -> Reply<Json<Publicity>> {
        Ok(Json(Publicity::whole(&caller.read().await?, id.0).await?))
    }

    /// Change a publicity event that is still to come.
    #[oai(path = "/publicity-events/:id", method = "put", operation_id = "publicity.change")]
    async fn change(&self, caller: Guard<can::ArrangePatrols>, id: Path<Uuid>, body: Json<NewPublicity>) -> Reply<Json<Publicity>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        publicity::change(&tx, id.0, revision, body.0.into()).await?;
        let told = Publicity::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Write down what came of a publicity event, or call it off: the office of every one, others of their own.
    #[oai(path = "/publicity-events/:id/act", method = "post", operation_id = "publicity.act")]
    async fn act(&self, caller: Guard<can::WalkPatrols>, id: Path<Uuid>, body: Json<PublicityDeed>) -> Reply<Json<Publicity>> {
        let PublicityDeed { act, reached, materials, note, revision } = body.0;
        let (office, note) = (sight(&caller)? == Sight::Office, note.unwrap_or_default());
        let tx = caller.write().await?;
        match act.as_str() {
            "hold" => {
                let outcome = Outcome { reached: reached.unwrap_or_default(), materials: materials.unwrap_or_default(), summary: &note };
                publicity::hold(&tx, id.0, revision, office, outcome).await?
            }
            "cancel" => publicity::cancel(&tx, id.0, revision, office, &note).await?,
            _ => return Err(Failure::invalid_field("act", "kernel.word_unknown").into()),
        };
        let told = Publicity::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Add a photo of a publicity event: the office to every one, others to their own.
    #[oai(path = "/publicity-events/:id/photos", method = "post", operation_id = "publicity.add_photo")]
    async fn add_photo(&self, caller: Guard<can::WalkPatrols>, id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let office = sight(&caller)? == Sight::Office;
        let event = publicity::own(&caller.read().await?, id.0, office).await?;
        let (moment, developed) = body.develop(Moment::During).await?;
        let tx = caller.write().await?;
        let row = evidence::service::add(&tx, caller.db(), Of::Publicity(event.id), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }
}
