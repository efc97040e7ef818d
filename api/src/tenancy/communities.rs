//! The communities on the platform, and what each chose for itself.

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::PageRequest,
    tenancy::{
        can, community, query, removal,
        settings::{self, CommunityChange},
        suspension,
    },
};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use crate::{Guard, Reply, Tag};

/// Communities.
pub struct CommunitiesApi;

/// One community.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Community {
    id: Uuid,
    /// The division code.
    code: String,
    name: String,
    /// `active`, `suspended` or `leaving`.
    state: String,
    /// Since when it is suspended.
    suspended_at: Option<DateTime<Utc>>,
    /// Why it is.
    suspended_reason: Option<String>,
    joined_at: DateTime<Utc>,
    /// The names of its administrators.
    admins: Vec<String>,
}

/// Communities.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct CommunityPage {
    items: Vec<Community>,
    next: Option<String>,
}

/// The community in which one acts.
#[derive(Object)]
struct OwnCommunity {
    id: Uuid,
    /// The division code.
    code: String,
    name: String,
    /// The IANA time zone.
    zone: String,
    /// `zh-CN` or `en`.
    locale: String,
}

/// Why it is suspended: its people read it.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Suspension {
    #[oai(validator(min_length = 1, max_length = 500))]
    reason: String,
}

/// What is to be different.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct CommunityPatch {
    #[oai(validator(min_length = 1, max_length = 60))]
    name: Option<String>,
    #[oai(validator(max_length = 60))]
    zone: Option<String>,
    locale: Option<String>,
}

#[derive(ApiResponse)]
enum Removing {
    /// It is being removed.
    #[oai(status = 202)]
    Begun,
}

#[OpenApi(tag = "Tag::Tenancy")]
impl CommunitiesApi {
    /// Which communities do I have to do with: a street's own, one's own, all for the operator?
    #[oai(path = "/communities", method = "get", operation_id = "communities.list")]
    async fn list(
        &self,
        caller: Guard<can::ReadCommunities>,
        /// A part of the name, or the beginning of the code.
        #[oai(validator(max_length = 60))]
        named: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<CommunityPage>> {
        let request = PageRequest { limit: limit.0, after: after.0 };
        let page = query::communities(caller.db(), caller.identity(), named.0.as_deref(), &request).await?;
        let page = page.map(|(community, admins)| Community::new(community, admins));
        Ok(Json(CommunityPage { items: page.items, next: page.next }))
    }

    /// What has the community chosen for itself?
    #[oai(path = "/communities/current", method = "get", operation_id = "communities.current")]
    async fn current(&self, caller: Guard<can::ReadSettings>) -> Reply<Json<OwnCommunity>> {
        Ok(Json(settings::community(caller.db(), caller.scope()?.community).await?.into()))
    }

    /// Change what the community chose for itself.
    #[oai(path = "/communities/current", method = "patch", operation_id = "communities.change")]
    async fn change(&self, caller: Guard<can::ManageSettings>, body: Json<CommunityPatch>) -> Reply<Json<OwnCommunity>> {
        let CommunityPatch { name, zone, locale } = body.0;
        let changed = settings::change_community(caller.db(), &caller.scope()?, CommunityChange { name, zone, locale }).await?;
        Ok(Json(changed.into()))
    }

    /// Suspend a community: its people are told so, its jobs and schedules wait, nothing of it is lost.
    #[oai(path = "/communities/:id/suspend", method = "post", operation_id = "communities.suspend")]
    async fn suspend(&self, caller: Guard<can::ManageCommunities>, id: Path<Uuid>, body: Json<Suspension>) -> Reply<Json<Community>> {
        let row = suspension::suspend_community(caller.db(), caller.actor(), caller.street()?.id, id.0, body.0.reason).await?;
        Ok(Json(Community::new(row, Vec::new())))
    }

    /// Have a suspended community back: what waited is done now.
    #[oai(path = "/communities/:id/resume", method = "post", operation_id = "communities.resume")]
    async fn resume(&self, caller: Guard<can::ManageCommunities>, id: Path<Uuid>) -> Reply<Json<Community>> {
        let row = suspension::resume_community(caller.db(), caller.actor(), caller.street()?.id, id.0).await?;
        Ok(Json(Community::new(row, Vec::new())))
    }

    /// Remove a community for good. It must have been suspended for 30 days; nothing of it is kept.
    #[oai(path = "/communities/:id", method = "delete", operation_id = "communities.remove")]
    async fn remove(&self, caller: Guard<can::ManageCommunities>, id: Path<Uuid>) -> Reply<Removing> {
        removal::decide(caller.db(), caller.actor(), caller.street()?.id, id.0).await?;
        Ok(Removing::Begun)
    }
}

impl Community {
    fn new(row: community::Model, admins: Vec<String>) -> Self {
        let state = row.state.word().to_owned();
        let community::Model { id, code, name, suspended_at, suspended_reason, created_at, .. } = row;
        Self { id, code, name, state, suspended_at, suspended_reason, joined_at: created_at, admins }
    }
}

impl From<community::Model> for OwnCommunity {
    fn from(row: community::Model) -> Self {
        let community::Model { id, code, name, zone, locale, .. } = row;
        Self { id, code, name, zone, locale }
    }
}
