//! Going from door to door: who is still to be reached, what was found, how far it is.

use std::sync::Arc;

use futures::{StreamExt, stream::BoxStream};
use mulin_entity::{
    campaigns::{can, marks, progress, query},
    evidence::{self, Moment, Of},
    kernel::{Failure, PageRequest},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::{EventStream, Json},
};
use uuid::Uuid;

use super::{
    found::{CampaignProgress, CampaignTarget, NewCampaignMark, TargetPage},
    sight,
};
use crate::{
    Guard, Reply, Tag,
    evidence::{NewPhoto, Photo, PhotoAdded},
    live,
    people::Created,
};

/// Work at the doors.
pub struct WorkApi;

#[OpenApi(tag = "Tag::Campaigns")]
impl WorkApi {
    /// The targets that the caller sees, in walking order: the office all, a grid worker those of the own grids, others those of the
    /// patch of their shift, while it lasts.
    #[allow(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    #[oai(path = "/campaigns/:id/targets", method = "get", operation_id = "campaigns.targets")]
    async fn targets(
        &self,
        caller: Guard<can::ReadCampaigns>,
        id: Path<Uuid>,
        grid_id: Query<Option<Uuid>>,
        building_id: Query<Option<Uuid>>,
        /// `open`, `settled`, `contested` or `excused`.
        state: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<TargetPage>> {
        let filter = query::Filter { grid: grid_id.0, building: building_id.0, state: state.0 };
        let tx = caller.read().await?;
        let page = query::targets(&tx, sight(&caller)?, id.0, &filter, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(TargetPage { items: CampaignTarget::all(&tx, page.items).await?, next: page.next }))
    }

    /// One target with all that was found.
    #[oai(path = "/campaign-targets/:id", method = "get", operation_id = "campaign_targets.get")]
    async fn get(&self, caller: Guard<can::ReadCampaigns>, id: Path<Uuid>) -> Reply<Json<CampaignTarget>> {
        let tx = caller.read().await?;
        let target = sight(&caller)?.target(&tx, id.0).await?;
        Ok(Json(CampaignTarget::whole(&tx, target).await?))
    }

    /// Write down what was found. The same nonce again changes nothing, so that a phone may send until it is answered.
    #[oai(path = "/campaign-targets/:id/marks", method = "post", operation_id = "campaign_targets.mark")]
    async fn mark(&self, caller: Guard<can::ReadCampaigns>, id: Path<Uuid>, body: Json<NewCampaignMark>) -> Reply<Created<CampaignTarget>> {
        let tx = caller.write().await?;
        let target = marks::mark(&tx, sight(&caller)?, id.0, body.0.read()?).await?;
        let told = CampaignTarget::whole(&tx, target).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// How far a campaign is, of what the caller sees.
    #[oai(path = "/campaigns/:id/progress", method = "get", operation_id = "campaigns.progress")]
    async fn progress(&self, caller: Guard<can::ReadCampaigns>, id: Path<Uuid>) -> Reply<Json<CampaignProgress>> {
        let tx = caller.read().await?;
        Ok(Json(progress::of(&tx, sight(&caller)?, id.0).await?.into()))
    }

    /// The same as a stream of events: one at once, one more whenever something is found.
    #[oai(path = "/campaigns/:id/live", method = "get", operation_id = "campaigns.live")]
    async fn live(&self, caller: Guard<can::ReadCampaigns>, id: Path<Uuid>) -> Reply<EventStream<BoxStream<'static, CampaignProgress>>> {
        let (caller, id) = (Arc::new(caller), id.0);
        let first = pulse(&caller, id).await?;
        let watcher = caller.clone();
        let beats = live::watch(first, move || {
            let caller = watcher.clone();
            async move { pulse(&caller, id).await }
        });
        // What cannot be added up now is told with the next change.
        let told = beats.filter_map(move |_| {
            let caller = caller.clone();
            async move { added_up(&caller, id).await.ok() }
        });
        Ok(EventStream::new(told.boxed()).keep_alive(live::KEEP_ALIVE))
    }

    /// Add a photo to what one found. What is sent again under the same `Idempotency-Key` is kept once.
    #[oai(path = "/campaign-marks/:id/photos", method = "post", operation_id = "campaign_marks.add_photo")]
    async fn add_photo(&self, caller: Guard<can::ReadCampaigns>, id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let sight = sight(&caller)?;
        let tx = caller.read().await?;
        let mark = marks::own(&tx, sight, id.0).await?;
        drop(tx);
        let (moment, developed) = body.develop(Moment::During).await?;
        let tx = caller.write().await?;
        let row = evidence::service::add(&tx, caller.db(), Of::Mark(mark.id), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }
}

async fn pulse(caller: &Guard<can::ReadCampaigns>, id: Uuid) -> Result<[u64; 3], Failure> {
    progress::pulse(&caller.read().await?, sight(caller)?, id).await
}

async fn added_up(caller: &Guard<can::ReadCampaigns>, id: Uuid) -> Result<CampaignProgress, Failure> {
    Ok(progress::of(&caller.read().await?, sight(caller)?, id).await?.into())
}
