//! What those do whom a whistle calls, and what both sides say of each other.

use mulin_entity::{
    evidence::{self, Moment, Of},
    kernel::Failure,
    partners::{
        calls::{self, Position},
        can,
        rules::CallAct,
    },
};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::{
    bound,
    dto::{CallDeed, CallRating, Whistle},
};
use crate::{
    Guard, Reply, Tag,
    evidence::{NewPhoto, Photo, PhotoAdded},
};

/// Calls.
pub struct CallsApi;

#[OpenApi(tag = "Tag::Partners")]
impl CallsApi {
    /// Answer a call, decline it, arrive (报到) with a position, a photo or, as the office, a note; sign what was done (会签).
    #[oai(path = "/whistles/:id/calls/:call_id/act", method = "post", operation_id = "calls.act")]
    async fn act(&self, caller: Guard<can::TakePart>, id: Path<Uuid>, call_id: Path<Uuid>, body: Json<CallDeed>) -> Reply<Json<Whistle>> {
        let CallDeed { act, note, latitude, longitude, revision } = body.0;
        let act = CallAct::named(&act).ok_or_else(|| Failure::invalid_field("act", "kernel.word_unknown"))?;
        let position = latitude.zip(longitude).map(|(latitude, longitude)| Position { latitude, longitude });
        let tx = caller.write().await?;
        let unit = bound(&caller, &tx).await?;
        let call = calls::seen(&tx, unit, id.0, call_id.0).await?;
        calls::act(&tx, &call, revision, act, unit.is_none(), position, &note.unwrap_or_default()).await?;
        let told = Whistle::whole(&tx, unit, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Say how it was with the other side: the office of the unit, the unit of the office.
    #[oai(path = "/whistles/:id/calls/:call_id/rating", method = "post", operation_id = "calls.rate")]
    async fn rate(
        &self,
        caller: Guard<can::TakePart>,
        id: Path<Uuid>,
        call_id: Path<Uuid>,
        body: Json<CallRating>,
    ) -> Reply<Json<Whistle>> {
        let tx = caller.write().await?;
        let unit = bound(&caller, &tx).await?;
        let call = calls::seen(&tx, unit, id.0, call_id.0).await?;
        calls::rate(&tx, &call, body.0.revision, unit.is_none(), body.0.rating).await?;
        let told = Whistle::whole(&tx, unit, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Add a photo to a call: `during` shows that the unit is there.
    #[oai(path = "/whistles/:id/calls/:call_id/photos", method = "post", operation_id = "calls.add_photo")]
    async fn add_photo(&self, caller: Guard<can::TakePart>, id: Path<Uuid>, call_id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let tx = caller.read().await?;
        let call = calls::seen(&tx, bound(&caller, &tx).await?, id.0, call_id.0).await?;
        drop(tx);
        let (moment, developed) = body.develop(Moment::During).await?;
        let tx = caller.write().await?;
        let row = evidence::service::add(&tx, caller.db(), Of::Call(call.id), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }
}
