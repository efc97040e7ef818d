//! Who administers a street: list them, invite one more, disable one and have one back.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{
    account,
    invitation::{self, Guest},
    log_in, street,
    street_member::{self, State},
    token::{self, Purpose},
};
use crate::kernel::{Actor, Db, Failure, Kind, PLATFORM, Page, PageRequest, Result, Scope, SystemTx, Why};

/// An administrator, with the account that tells who they are.
pub type Admin = (street_member::Model, account::Model);

/// The street's administrators, the longest there first.
pub async fn list(db: &Db, street: Uuid, page: &PageRequest) -> Result<Page<Admin>> {
    let (sys, limit) = (db.system_read(Why::Account).await?, page.limit()?);
    let mut query = sys
        .find::<street_member::Entity>()
        .filter(street_member::Column::StreetId.eq(street))
        .order_by_asc(street_member::Column::Id)
        .limit(limit + 1);
    if let Some(after) = page.key::<Uuid>()? {
        query = query.filter(street_member::Column::Id.gt(after));
    }
    let page = Page::cut(query.all(sys.conn()).await?, limit, |member| member.id)?;
    let ids = page.items.iter().map(|member| member.account_id);
    let accounts = sys.find::<account::Entity>().filter(account::Column::Id.is_in(ids)).all(sys.conn()).await?;
    let mut accounts: HashMap<Uuid, account::Model> = accounts.into_iter().map(|account| (account.id, account)).collect();
    let known = page.items.into_iter().filter_map(|member| Some((accounts.remove(&member.account_id)?, member)));
    Ok(Page { items: known.map(|(account, member)| (member, account)).collect(), next: page.next })
}

/// Invites one more; somebody who was invited before gets a new link.
pub async fn invite(db: &Db, actor: Actor, street: &street::Model, guest: Guest) -> Result<Admin> {
    let sys = db.system(Why::Onboarding).await?;
    let id = invitation::invite_to_street(&sys, street, guest).await?;
    note(&sys, actor, "tenancy.invite_street_admin", id, json!({ "street": street.code })).await?;
    let admin = read(&sys, street.id, id).await?;
    sys.commit().await?;
    Ok(admin)
}

/// Disables one, whose sessions end, or has them back. One who works always stays.
pub async fn set_active(db: &Db, actor: Actor, street: Uuid, id: Uuid, active: bool) -> Result<Admin> {
    let sys = db.system(Why::Account).await?;
    one_at_a_time(&sys, street).await?;
    let (member, account) = read(&sys, street, id).await?;
    let to = if active { State::Active } else { State::Disabled };
    match (member.state, to) {
        (from, to) if from == to => return Ok((member, account)),
        (State::Invited, _) => return Err(Failure::new(Kind::Conflict, "tenancy.not_joined_yet")),
        (State::Active, _) if working(&sys, street).await? <= 1 => return Err(Failure::new(Kind::Conflict, "tenancy.last_street_admin")),
        _ => {}
    }
    let member = sys.update(street_member::ActiveModel { id: Set(id), state: Set(to), ..Default::default() }).await?;
    if !active {
        log_in::end_all(&sys, account.id).await?;
    }
    note(&sys, actor, "tenancy.change_street_admin", id, json!({ "active": active })).await?;
    sys.commit().await?;
    Ok((member, account))
}

/// Takes an invitation back.
pub async fn uninvite(db: &Db, actor: Actor, street: Uuid, id: Uuid) -> Result<()> {
    let sys = db.system(Why::Onboarding).await?;
    let (member, _) = read(&sys, street, id).await?;
    if member.state != State::Invited {
        return Err(Failure::new(Kind::Conflict, "tenancy.joined_already"));
    }
    street_member::Entity::delete_by_id(id).exec(sys.conn()).await?;
    token::revoke(&sys, Purpose::JoinStreet, id).await?;
    note(&sys, actor, "tenancy.uninvite_street_admin", id, json!({})).await?;
    sys.commit().await
}

async fn read(sys: &SystemTx, street: Uuid, id: Uuid) -> Result<Admin> {
    let of_street = street_member::Column::Id.eq(id).and(street_member::Column::StreetId.eq(street));
    let member = sys.find::<street_member::Entity>().filter(of_street).one(sys.conn()).await?.ok_or_else(Failure::not_found)?;
    let account = sys.find::<account::Entity>().filter(account::Column::Id.eq(member.account_id)).one(sys.conn()).await?;
    Ok((member, account.ok_or_else(Failure::not_found)?))
}

async fn working(sys: &SystemTx, street: Uuid) -> Result<u64> {
    let working = sys
        .find::<street_member::Entity>()
        .filter(street_member::Column::StreetId.eq(street))
        .filter(street_member::Column::State.eq(State::Active));
    Ok(working.count(sys.conn()).await?)
}

/// Two who disable each other at the same moment would leave nobody.
async fn one_at_a_time(sys: &SystemTx, street: Uuid) -> Result<()> {
    let row = sys.find::<street::Entity>().filter(street::Column::Id.eq(street)).lock_exclusive();
    row.one(sys.conn()).await?.map(drop).ok_or_else(Failure::not_found)
}

/// Writes it into the platform's own book: a street has none.
async fn note(sys: &SystemTx, actor: Actor, action: &str, subject: Uuid, detail: serde_json::Value) -> Result<()> {
    sys.audit(&Scope { community: PLATFORM, actor }, action, "street_member", subject, detail).await
}
