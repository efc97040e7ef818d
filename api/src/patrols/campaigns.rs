//! Campaigns against some kinds of trouble.

use mulin_entity::{
    kernel::{Failure, PageRequest},
    patrols::{campaign_figures, campaigns, can},
    people::words,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::campaign_dto::{NewPatrolCampaign, PatrolCampaign, PatrolCampaignDeed, PatrolCampaignPage};
use crate::{Guard, Reply, Tag, people::Created};

/// Campaigns.
pub struct CampaignsApi;

#[OpenApi(tag = "Tag::Patrols")]
impl CampaignsApi {
    /// The campaigns, the latest first.
    #[oai(path = "/patrol-campaigns", method = "get", operation_id = "patrol_campaigns.list")]
    async fn list(
        &self,
        caller: Guard<can::ReadPatrols>,
        stage: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<PatrolCampaignPage>> {
        let stage = words::choice(stage.0, "stage", words::read)?;
        let tx = caller.read().await?;
        let page = campaign_figures::list(&tx, stage, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(PatrolCampaignPage { items: PatrolCampaign::all(&tx, page.items).await?, next: page.next }))
    }

    /// Plan a campaign; one whose first day is there begins at once, others by themselves.
    #[oai(path = "/patrol-campaigns", method = "post", operation_id = "patrol_campaigns.plan")]
    async fn plan(&self, caller: Guard<can::ArrangePatrols>, body: Json<NewPatrolCampaign>) -> Reply<Created<PatrolCampaign>> {
        let design = body.0.read()?;
        let tx = caller.write().await?;
        let campaign = campaigns::plan(&tx, design).await?;
        let told = PatrolCampaign::whole(&tx, campaign.id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One campaign: what was found, put right and had come back before it, while it ran, and since, by grid.
    #[oai(path = "/patrol-campaigns/:id", method = "get", operation_id = "patrol_campaigns.get")]
    async fn get(&self, caller: Guard<can::ReadPatrols>, id: Path<Uuid>) -> Reply<Json<PatrolCampaign>> {
        Ok(Json(PatrolCampaign::whole(&caller.read().await?, id.0).await?))
    }

    /// Change a campaign that is not over.
    #[oai(path = "/patrol-campaigns/:id", method = "put", operation_id = "patrol_campaigns.change")]
    async fn change(
        &self,
        caller: Guard<can::ArrangePatrols>,
        id: Path<Uuid>,
        body: Json<NewPatrolCampaign>,
    ) -> Reply<Json<PatrolCampaign>> {
        let revision = body.0.revision.unwrap_or_default();
        let design = body.0.read()?;
        let tx = caller.write().await?;
        campaigns::change(&tx, id.0, revision, design).await?;
        let told = PatrolCampaign::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Sum a campaign up, which keeps its figures as they are; or call it off.
    #[oai(path = "/patrol-campaigns/:id/act", method = "post", operation_id = "patrol_campaigns.act")]
    async fn act(&self, caller: Guard<can::ArrangePatrols>, id: Path<Uuid>, body: Json<PatrolCampaignDeed>) -> Reply<Json<PatrolCampaign>> {
        let PatrolCampaignDeed { act, note, revision } = body.0;
        let (tx, note) = (caller.write().await?, note.unwrap_or_default());
        match act.as_str() {
            "close" => campaigns::close(&tx, id.0, revision, &note).await?,
            "cancel" => campaigns::cancel(&tx, id.0, revision, &note).await?,
            _ => return Err(Failure::invalid_field("act", "kernel.word_unknown").into()),
        };
        let told = PatrolCampaign::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
