//! Who belongs to the community.

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::{PageRequest, Role},
    tenancy::{
        can,
        invitation::{self, Guest},
        members, membership,
    },
    visits,
};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use crate::{Guard, Reply, Tag};

/// Members of a community.
pub struct MembersApi;

/// One member.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Member {
    id: Uuid,
    name: String,
    email: String,
    /// The role as one word.
    role: String,
    /// The post, as the community calls it.
    title: Option<String>,
    /// `invited`, `active` or `disabled`.
    state: String,
    created_at: DateTime<Utc>,
}

/// Members.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct MemberPage {
    items: Vec<Member>,
    next: Option<String>,
}

/// Somebody to invite.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewMember {
    #[oai(validator(max_length = 254))]
    email: String,
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
    /// The role as one word.
    role: String,
}

/// What is to be different.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MemberChange {
    #[oai(validator(min_length = 1, max_length = 60))]
    name: Option<String>,
    #[oai(validator(max_length = 60))]
    title: Option<String>,
    role: Option<String>,
    /// `active` or `disabled`.
    active: Option<bool>,
}

#[derive(ApiResponse)]
enum Invited {
    /// The invitation is on its way.
    #[oai(status = 201)]
    Created(Json<Member>),
}

#[derive(ApiResponse)]
enum Uninvited {
    /// The invitation is taken back.
    #[oai(status = 204)]
    Done,
}

#[OpenApi(tag = "Tag::Tenancy")]
impl MembersApi {
    /// Who belongs to the community?
    #[oai(path = "/members", method = "get", operation_id = "members.list")]
    async fn list(
        &self,
        caller: Guard<can::ReadMembers>,
        role: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<MemberPage>> {
        let role: Option<Role> = role.0.as_deref().map(str::parse).transpose()?;
        let tx = caller.read().await?;
        let page = members::list(&tx, role, &PageRequest { limit: limit.0, after: after.0 }).await?.map(Member::from);
        Ok(Json(MemberPage { items: page.items, next: page.next }))
    }

    /// Invite somebody; invited again, they get a new link.
    #[oai(path = "/members/invitations", method = "post", operation_id = "members.invite")]
    async fn invite(&self, caller: Guard<can::ManageMembers>, body: Json<NewMember>) -> Reply<Invited> {
        let NewMember { email, name, role } = body.0;
        let guest = Guest { email, name, locale: caller.member()?.community.locale.clone() };
        let id = invitation::invite(caller.db(), &caller.scope()?, guest, role.parse()?).await?;
        let member = members::get(&caller.read().await?, id).await?;
        Ok(Invited::Created(Json(member.into())))
    }

    /// Change a member. A new role or a disabling ends their sessions.
    #[oai(path = "/members/:id", method = "patch", operation_id = "members.change")]
    async fn change(&self, caller: Guard<can::ManageMembers>, id: Path<Uuid>, body: Json<MemberChange>) -> Reply<Json<Member>> {
        let MemberChange { name, title, role, active } = body.0;
        let role: Option<Role> = role.as_deref().map(str::parse).transpose()?;
        let change = members::Change { name, title, role, active };
        let member = members::change(caller.db(), &caller.scope()?, id.0, change).await?;
        let tx = caller.write().await?;
        visits::service::release_absent(&tx).await?;
        tx.commit().await?;
        Ok(Json(member.into()))
    }

    /// Take an invitation back.
    #[oai(path = "/members/invitations/:id", method = "delete", operation_id = "members.uninvite")]
    async fn uninvite(&self, caller: Guard<can::ManageMembers>, id: Path<Uuid>) -> Reply<Uninvited> {
        members::uninvite(caller.db(), &caller.scope()?, id.0).await?;
        Ok(Uninvited::Done)
    }
}

impl From<membership::Model> for Member {
    fn from(row: membership::Model) -> Self {
        let state = row.state.word();
        let membership::Model { id, name, email, role, title, created_at, .. } = row;
        Self { id, name, email, role, title, state: state.to_owned(), created_at }
    }
}
