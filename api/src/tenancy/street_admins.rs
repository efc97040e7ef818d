//! Who administers one's street.

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::PageRequest,
    tenancy::{
        can,
        invitation::Guest,
        street_admins::{self, Admin},
    },
};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use crate::{Guard, Reply, Tag};

/// Administrators of a street.
pub struct StreetAdminsApi;

/// One administrator.
#[derive(Object)]
struct StreetAdmin {
    id: Uuid,
    name: String,
    email: String,
    /// `invited`, `active` or `disabled`.
    state: String,
    /// Whether it is the one who asks.
    own: bool,
    created_at: DateTime<Utc>,
}

/// Administrators, the longest there first.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct StreetAdminPage {
    items: Vec<StreetAdmin>,
    next: Option<String>,
}

/// Somebody to invite.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct StreetAdminGuest {
    #[oai(validator(max_length = 254))]
    email: String,
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
}

/// What is to be different.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct StreetAdminChange {
    /// Whether they may act.
    active: bool,
}

#[derive(ApiResponse)]
enum Invited {
    /// The invitation is on its way.
    #[oai(status = 201)]
    Created(Json<StreetAdmin>),
}

#[derive(ApiResponse)]
enum Uninvited {
    /// The invitation is taken back.
    #[oai(status = 204)]
    Done,
}

#[OpenApi(tag = "Tag::Tenancy")]
impl StreetAdminsApi {
    /// Who administers my street?
    #[oai(path = "/street/admins", method = "get", operation_id = "street_admins.list")]
    async fn list(
        &self,
        caller: Guard<can::ManageStreetAdmins>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<StreetAdminPage>> {
        let page = PageRequest { limit: limit.0, after: after.0 };
        let page = street_admins::list(caller.db(), caller.street()?.id, &page).await?;
        let page = page.map(|admin| StreetAdmin::new(admin, caller.account()));
        Ok(Json(StreetAdminPage { items: page.items, next: page.next }))
    }

    /// Invite one more; invited again, they get a new link.
    #[oai(path = "/street/admins/invitations", method = "post", operation_id = "street_admins.invite")]
    async fn invite(&self, caller: Guard<can::ManageStreetAdmins>, body: Json<StreetAdminGuest>) -> Reply<Invited> {
        let StreetAdminGuest { email, name } = body.0;
        let guest = Guest { email, name, locale: caller.identity().account.locale.clone() };
        let admin = street_admins::invite(caller.db(), caller.actor(), caller.street()?, guest).await?;
        Ok(Invited::Created(Json(StreetAdmin::new(admin, caller.account()))))
    }

    /// Disable one, whose sessions end, or have them back. One who works always stays.
    #[oai(path = "/street/admins/:id", method = "patch", operation_id = "street_admins.change")]
    async fn change(
        &self,
        caller: Guard<can::ManageStreetAdmins>,
        id: Path<Uuid>,
        body: Json<StreetAdminChange>,
    ) -> Reply<Json<StreetAdmin>> {
        let admin = street_admins::set_active(caller.db(), caller.actor(), caller.street()?.id, id.0, body.0.active).await?;
        Ok(Json(StreetAdmin::new(admin, caller.account())))
    }

    /// Take an invitation back.
    #[oai(path = "/street/admins/invitations/:id", method = "delete", operation_id = "street_admins.uninvite")]
    async fn uninvite(&self, caller: Guard<can::ManageStreetAdmins>, id: Path<Uuid>) -> Reply<Uninvited> {
        street_admins::uninvite(caller.db(), caller.actor(), caller.street()?.id, id.0).await?;
        Ok(Uninvited::Done)
    }
}

impl StreetAdmin {
    fn new((member, account): Admin, asking: Uuid) -> Self {
        Self {
            id: member.id,
            name: account.name,
            email: account.email,
            state: member.state.word().to_owned(),
            own: account.id == asking,
            created_at: member.created_at,
        }
    }
}
