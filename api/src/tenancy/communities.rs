//! The communities on the platform, and what each chose for itself.

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::PageRequest,
    tenancy::{
        can, community, query,
        settings::{self, CommunityChange},
    },
};
use poem_openapi::{Object, OpenApi, param::Query, payload::Json};
use uuid::Uuid;

use crate::{Guard, Reply, Tag};

/// Communities.
pub struct CommunitiesApi;

/// One community.
#[derive(Object)]
struct Community {
    id: Uuid,
    /// The division code.
    code: String,
    name: String,
    /// `active` or `suspended`.
    state: String,
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

#[OpenApi(tag = "Tag::Tenancy")]
impl CommunitiesApi {
    /// Which communities do I have to do with: a street's own, one's own, all for the operator?
    #[oai(path = "/communities", method = "get", operation_id = "communities.list")]
    async fn list(
        &self,
        caller: Guard<can::ReadCommunities>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<CommunityPage>> {
        let page = query::communities(caller.db(), caller.identity(), &PageRequest { limit: limit.0, after: after.0 }).await?;
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
}

impl Community {
    fn new(row: community::Model, admins: Vec<String>) -> Self {
        let state = match row.state {
            community::State::Active => "active",
            community::State::Suspended => "suspended",
        };
        Self { id: row.id, code: row.code, name: row.name, state: state.to_owned(), joined_at: row.created_at, admins }
    }
}

impl From<community::Model> for OwnCommunity {
    fn from(row: community::Model) -> Self {
        let community::Model { id, code, name, zone, locale, .. } = row;
        Self { id, code, name, zone, locale }
    }
}
