//! The streets on the platform.

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::PageRequest,
    tenancy::{can, invitation::Guest, onboarding, query, street, suspension},
};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use crate::{Guard, Reply, Tag};

/// Streets.
pub struct StreetsApi;

/// One street.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Street {
    id: Uuid,
    /// The division code.
    code: String,
    name: String,
    /// `active` or `suspended`.
    state: String,
    /// Since when it is suspended.
    suspended_at: Option<DateTime<Utc>>,
    /// Why it is.
    suspended_reason: Option<String>,
    opened_at: DateTime<Utc>,
    /// How many of its communities have joined.
    communities: u32,
}

/// Streets.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct StreetPage {
    items: Vec<Street>,
    next: Option<String>,
}

/// A street to open.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewStreet {
    /// The division code, 9 digits.
    #[oai(validator(max_length = 9))]
    code: String,
    /// Where its first administrator is invited.
    #[oai(validator(max_length = 254))]
    admin_email: String,
    #[oai(validator(min_length = 1, max_length = 60))]
    admin_name: String,
}

/// Why it is suspended: its people read it.
#[derive(Object)]
#[oai(deny_unknown_fields, rename = "StreetSuspension")]
struct Suspension {
    #[oai(validator(min_length = 1, max_length = 500))]
    reason: String,
}

/// Somebody to invite.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewStreetAdmin {
    #[oai(validator(max_length = 254))]
    email: String,
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
}

#[derive(ApiResponse)]
enum Invited {
    /// The invitation is on its way.
    #[oai(status = 202)]
    Sent,
}

#[derive(ApiResponse)]
enum Opened {
    /// It is open, and its first administrator is invited.
    #[oai(status = 201)]
    Created(Json<Street>),
}

#[OpenApi(tag = "Tag::Tenancy")]
impl StreetsApi {
    /// Which streets are on the platform?
    #[oai(path = "/streets", method = "get", operation_id = "streets.list")]
    async fn list(
        &self,
        caller: Guard<can::ManageStreets>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<StreetPage>> {
        let page = query::streets(caller.db(), &PageRequest { limit: limit.0, after: after.0 }).await?;
        let page = page.map(|(street, communities)| Street::new(street, communities));
        Ok(Json(StreetPage { items: page.items, next: page.next }))
    }

    /// Open a street and invite its first administrator.
    #[oai(path = "/streets", method = "post", operation_id = "streets.open")]
    async fn open(&self, caller: Guard<can::ManageStreets>, body: Json<NewStreet>) -> Reply<Opened> {
        let NewStreet { code, admin_email, admin_name } = body.0;
        let admin = Guest { email: admin_email, name: admin_name, locale: "zh-CN".to_owned() };
        let street = onboarding::open_street(caller.db(), caller.actor(), &code, admin).await?;
        Ok(Opened::Created(Json(Street::new(street, 0))))
    }

    /// Invite an administrator of a street: one more, or the first again whose link ran out.
    #[oai(path = "/streets/:id/invitations", method = "post", operation_id = "streets.invite")]
    async fn invite(&self, caller: Guard<can::ManageStreets>, id: Path<Uuid>, body: Json<NewStreetAdmin>) -> Reply<Invited> {
        let NewStreetAdmin { email, name } = body.0;
        let admin = Guest { email, name, locale: "zh-CN".to_owned() };
        onboarding::invite_street_admin(caller.db(), caller.actor(), id.0, admin).await?;
        Ok(Invited::Sent)
    }

    /// Suspend a street with all its communities: their people are told so, their jobs and schedules wait.
    #[oai(path = "/streets/:id/suspend", method = "post", operation_id = "streets.suspend")]
    async fn suspend(&self, caller: Guard<can::ManageStreets>, id: Path<Uuid>, body: Json<Suspension>) -> Reply<Json<Street>> {
        let row = suspension::suspend_street(caller.db(), caller.actor(), id.0, body.0.reason).await?;
        let communities = query::communities_of(caller.db(), id.0).await?;
        Ok(Json(Street::new(row, communities)))
    }

    /// Have a suspended street back, with those of its communities that it has not suspended itself.
    #[oai(path = "/streets/:id/resume", method = "post", operation_id = "streets.resume")]
    async fn resume(&self, caller: Guard<can::ManageStreets>, id: Path<Uuid>) -> Reply<Json<Street>> {
        let row = suspension::resume_street(caller.db(), caller.actor(), id.0).await?;
        let communities = query::communities_of(caller.db(), id.0).await?;
        Ok(Json(Street::new(row, communities)))
    }
}

impl Street {
    fn new(row: street::Model, communities: usize) -> Self {
        let street::Model { id, code, name, state, suspended_at, suspended_reason, created_at } = row;
        let (state, communities) = (state.word().to_owned(), u32::try_from(communities).unwrap_or(u32::MAX));
        Self { id, code, name, state, suspended_at, suspended_reason, opened_at: created_at, communities }
    }
}
