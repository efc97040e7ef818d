//! Who belongs to a community.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{community, log_in, membership};
use crate::{
    kernel::{Actor, Db, Failure, Kind, Page, PageRequest, Result, Role, Scope, SystemTx, Tx, Why},
    notifications::channels,
};

/// The community's members, the longest there first.
pub async fn list(tx: &Tx, role: Option<Role>, page: &PageRequest) -> Result<Page<membership::Model>> {
    let limit = page.limit()?;
    let mut query = tx.find::<membership::Entity>().order_by_asc(membership::Column::Id).limit(limit + 1);
    if let Some(role) = role {
        query = query.filter(membership::Column::Role.eq(role.word()));
    }
    if let Some(after) = page.key::<Uuid>()? {
        query = query.filter(membership::Column::Id.gt(after));
    }
    Page::cut(query.all(tx.conn()).await?, limit, |member| member.id)
}

/// One member.
pub async fn get(tx: &Tx, id: Uuid) -> Result<membership::Model> {
    tx.get::<membership::Entity>(id).await
}

/// Whether a member may act; "not found" if there is none.
pub async fn is_active(tx: &Tx, id: Uuid) -> Result<bool> {
    Ok(get(tx, id).await?.state == membership::State::Active)
}

/// What is to be different about a member.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// What they are called.
    pub name: Option<String>,
    /// Their post.
    pub title: Option<String>,
    /// What they are.
    pub role: Option<Role>,
    /// Whether they may act.
    pub active: Option<bool>,
}

/// Changes a member. A new role or a disabling ends their sessions; the last administrator stays one.
pub async fn change(db: &Db, scope: &Scope, id: Uuid, change: Change) -> Result<membership::Model> {
    if change.role.is_some_and(|role| !Role::OF_COMMUNITY.contains(&role)) {
        return Err(Failure::invalid_field("role", "kernel.role_unknown"));
    }
    let sys = db.system(Why::Account).await?;
    one_at_a_time(&sys, scope.community).await?;
    let tx = sys.enter(scope.community, scope.actor.clone()).await?;
    let member = tx.get::<membership::Entity>(id).await?;
    let leads = member.role == Role::CommunityAdmin.word() && member.state == membership::State::Active;
    let loses = change.role.is_some_and(|role| role.word() != member.role) || change.active == Some(false);
    if loses && leads && admins(&tx).await? <= 1 {
        return Err(Failure::new(Kind::Conflict, "tenancy.last_admin"));
    }
    let account = member.account_id;
    let mut row = membership::ActiveModel::from(member);
    if let Some(name) = change.name {
        row.name = Set(name);
    }
    if let Some(title) = change.title {
        row.title = Set(Some(title).filter(|title| !title.is_empty()));
    }
    if let Some(role) = change.role {
        row.role = Set(role.word().to_owned());
    }
    if let (Some(active), Some(_)) = (change.active, account) {
        row.state = Set(if active { membership::State::Active } else { membership::State::Disabled });
    }
    let member = tx.update(row).await?;
    if change.active == Some(false) {
        channels::forget_addresses(&tx, id).await?;
    }
    tx.audit(
        "tenancy.change_member",
        "membership",
        id,
        json!({ "role": member.role, "active": member.state == membership::State::Active }),
    )
    .await?;
    drop(tx);
    if let Some(account) = account.filter(|_| loses) {
        log_in::end_all(&sys, account).await?;
    }
    sys.commit().await?;
    Ok(member)
}

/// Takes an invitation back.
pub async fn uninvite(db: &Db, scope: &Scope, id: Uuid) -> Result<()> {
    let sys = db.system(Why::Onboarding).await?;
    let tx = sys.enter(scope.community, scope.actor.clone()).await?;
    let member = tx.get::<membership::Entity>(id).await?;
    if member.state != membership::State::Invited {
        return Err(Failure::new(Kind::Conflict, "tenancy.joined_already"));
    }
    tx.delete_many::<membership::Entity>().filter(membership::Column::Id.eq(id)).exec(tx.conn()).await?;
    tx.audit("tenancy.uninvite", "membership", id, json!({})).await?;
    drop(tx);
    super::token::revoke(&sys, super::token::Purpose::JoinCommunity, id).await?;
    sys.commit().await
}

/// Two who take each other's post away at the same moment would leave nobody.
async fn one_at_a_time(sys: &SystemTx, community: Uuid) -> Result<()> {
    let row = sys.find::<community::Entity>().filter(community::Column::Id.eq(community)).lock_exclusive();
    row.one(sys.conn()).await?.map(drop).ok_or_else(Failure::not_found)
}

async fn admins(tx: &Tx) -> Result<u64> {
    let admins = tx
        .find::<membership::Entity>()
        .filter(membership::Column::Role.eq(Role::CommunityAdmin.word()))
        .filter(membership::Column::State.eq(membership::State::Active));
    Ok(admins.count(tx.conn()).await?)
}

/// The members with a role who may act: to whom escalations and reports of a community go.
pub async fn with_role(tx: &Tx, role: Role) -> Result<Vec<membership::Model>> {
    let members = tx
        .find::<membership::Entity>()
        .filter(membership::Column::Role.eq(role.word()))
        .filter(membership::Column::State.eq(membership::State::Active))
        .order_by_asc(membership::Column::Id);
    Ok(members.all(tx.conn()).await?)
}

/// The membership of the one who acts, if they act as a member.
pub fn acting(tx: &Tx) -> Option<Uuid> {
    match tx.actor() {
        Actor::Account { member, .. } => *member,
        _ => None,
    }
}

/// What all members are called, former ones included: for histories.
pub async fn names(tx: &Tx) -> Result<HashMap<Uuid, String>> {
    let all = tx.find::<membership::Entity>().all(tx.conn()).await?;
    Ok(all.into_iter().map(|member| (member.id, member.name)).collect())
}
