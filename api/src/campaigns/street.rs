//! A street's calls to its communities, and how far each is: numbers, no person.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    campaigns::{
        calls::{self, Answer, Called},
        can, roster,
    },
    kernel::{Failure, PageRequest, Why},
    outreach::Questions,
    people::words::word,
};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{CampaignFilter, NewCampaign};
use crate::{Guard, Reply, Tag, outreach::AskedQuestion, people::Created};

/// Campaigns, as the street has them.
pub struct StreetApi;

/// What a street calls for.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewCampaignCall {
    /// What each community is to do; without a grid, a building or a lead.
    campaign: NewCampaign,
    /// The division codes of the communities that are meant; all of the street's unless some are named.
    #[oai(validator(max_items = 500))]
    communities: Option<Vec<String>>,
}

/// Calls.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct CampaignCallPage {
    items: Vec<CampaignCall>,
    next: Option<String>,
}

/// A call, and how far each community is.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct CampaignCall {
    id: Uuid,
    title: String,
    /// `screening`, `flood`, `census`, `gas` or `other`.
    cause: String,
    detail: String,
    /// `people`, `households`, `dwellings` or `shops`.
    whom: String,
    filter: CampaignFilter,
    questions: Vec<AskedQuestion>,
    starts_on: NaiveDate,
    due_on: NaiveDate,
    called_at: DateTime<Utc>,
    withdrawn_at: Option<DateTime<Utc>>,
    communities: Vec<CampaignAnswer>,
}

/// How far a community is; what could point at a person is missing.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct CampaignAnswer {
    code: String,
    name: String,
    /// `planned` until it begins, `running`, `closed` when nobody is left out, or `dropped`.
    stage: String,
    total: Option<i64>,
    done: Option<i64>,
    excused: Option<i64>,
    /// Of those who are excused.
    refused: Option<i64>,
    open: Option<i64>,
    closed_at: Option<DateTime<Utc>>,
}

impl From<Answer> for CampaignAnswer {
    fn from(answer: Answer) -> Self {
        let [total, done, excused, refused, open] = answer.counts;
        Self {
            code: answer.community.code,
            name: answer.community.name,
            stage: word(answer.campaign.stage),
            total,
            done,
            excused,
            refused,
            open,
            closed_at: answer.campaign.closed_at,
        }
    }
}

impl TryFrom<Called> for CampaignCall {
    type Error = Failure;

    fn try_from(called: Called) -> Result<Self, Failure> {
        let Called { call, answers } = called;
        let filter: roster::Filter = serde_json::from_value(call.filter)?;
        let questions: Questions = serde_json::from_value(call.questions)?;
        Ok(Self {
            id: call.id,
            title: call.title,
            cause: word(call.cause),
            detail: call.detail,
            whom: word(call.whom),
            filter: filter.into(),
            questions: questions.0.into_iter().map(AskedQuestion::from).collect(),
            starts_on: call.starts_on,
            due_on: call.due_on,
            called_at: call.created_at,
            withdrawn_at: call.withdrawn_at,
            communities: answers.into_iter().map(CampaignAnswer::from).collect(),
        })
    }
}

#[OpenApi(tag = "Tag::Campaigns")]
impl StreetApi {
    /// What the street called for, the latest first, with how far each community is.
    #[oai(path = "/street/campaigns", method = "get", operation_id = "campaigns.list_calls")]
    async fn list_calls(
        &self,
        caller: Guard<can::CallCampaigns>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<CampaignCallPage>> {
        let sys = caller.db().system_read(Why::Campaigns).await?;
        let page = calls::list(&sys, caller.street()?, &PageRequest { limit: limit.0, after: after.0 }).await?;
        let items: Result<_, Failure> = page.items.into_iter().map(CampaignCall::try_from).collect();
        Ok(Json(CampaignCallPage { items: items?, next: page.next }))
    }

    /// Call communities to a campaign: each finds it prepared, and its administrators are told.
    #[oai(path = "/street/campaigns", method = "post", operation_id = "campaigns.call")]
    async fn call(&self, caller: Guard<can::CallCampaigns>, body: Json<NewCampaignCall>) -> Reply<Created<CampaignCall>> {
        let NewCampaignCall { campaign, communities } = body.0;
        let sys = caller.db().system(Why::Campaigns).await?;
        let called = calls::call(&sys, caller.street()?, caller.account(), campaign.read()?, &communities.unwrap_or_default()).await?;
        sys.commit().await?;
        Ok(Created::Created(Json(called.try_into()?)))
    }

    /// One call.
    #[oai(path = "/street/campaigns/:id", method = "get", operation_id = "campaigns.get_call")]
    async fn get_call(&self, caller: Guard<can::CallCampaigns>, id: Path<Uuid>) -> Reply<Json<CampaignCall>> {
        let sys = caller.db().system_read(Why::Campaigns).await?;
        Ok(Json(calls::one(&sys, caller.street()?, id.0).await?.try_into()?))
    }

    /// Take a call back: campaigns that have not begun are given up, others go on.
    #[oai(path = "/street/campaigns/:id/withdraw", method = "post", operation_id = "campaigns.withdraw_call")]
    async fn withdraw_call(&self, caller: Guard<can::CallCampaigns>, id: Path<Uuid>) -> Reply<Json<CampaignCall>> {
        let sys = caller.db().system(Why::Campaigns).await?;
        let called = calls::withdraw(&sys, caller.street()?, caller.account(), id.0).await?;
        sys.commit().await?;
        Ok(Json(called.try_into()?))
    }
}
