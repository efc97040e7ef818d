//! Removing a community for good: once it has been suspended for [`KEPT`], nothing of it and of those who only belonged to it
//! is kept but the platform's own note that it was removed.

use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{
    account, community,
    job::Remove,
    membership, signup,
    standing::{State, Step},
    street_member, suspension, token,
};
use crate::{
    kernel::{Actor, Db, Failure, Kind, PLATFORM, Result, SystemTx, Why, removal},
    notifications::message,
};

/// How long everything of a suspended community is kept at least.
pub const KEPT: Duration = Duration::days(30);

/// Decides that one of a street's communities is removed; the worker does it.
pub async fn decide(db: &Db, actor: Actor, street: Uuid, id: Uuid) -> Result<community::Model> {
    let sys = db.system(Why::Standing).await?;
    let community = suspension::community_of(&sys, street, id).await?;
    if let Some(until) = community.suspended_at.map(|since| since + KEPT).filter(|until| *until > sys.now()) {
        return Err(Failure::new(Kind::Conflict, "tenancy.kept_still").details(json!({ "kept_until": until })));
    }
    let community = suspension::move_community(&sys, community, Step::Remove, None).await?;
    suspension::note(&sys, actor, "tenancy.remove_community", "community", id, json!({ "code": community.code })).await?;
    sys.enqueue(PLATFORM, &Remove { community: id }).await?;
    sys.commit().await?;
    Ok(community)
}

/// Removes a community that leaves. Begun again, it goes on with what is left.
pub async fn remove(db: &Db, id: Uuid) -> Result<()> {
    let sys = db.system_read(Why::Standing).await?;
    let leaving = community::Column::Id.eq(id);
    let community =
        sys.find::<community::Entity>().filter(leaving).filter(community::Column::State.eq(State::Leaving)).one(sys.conn()).await?;
    drop(sys);
    let Some(community) = community else { return Ok(()) };
    // Who is nobody elsewhere can only be told while the memberships are there.
    let sys = db.system(Why::Standing).await?;
    forget_people(&sys, id).await?;
    forget_signups(&sys, &community.code).await?;
    token::Entity::delete_many().filter(token::Column::SubjectCommunity.eq(id)).exec(sys.conn()).await?;
    sys.commit().await?;
    removal::remove_tenant(db, id).await?;
    let sys = db.system(Why::Standing).await?;
    community::Entity::delete_by_id(id).exec(sys.conn()).await?;
    sys.commit().await
}

/// The accounts of those who belong to no other community or street, with their sessions.
async fn forget_people(sys: &SystemTx, community: Uuid) -> Result<()> {
    let ids = async |rows: sea_orm::Select<membership::Entity>| {
        let rows = rows.filter(membership::Column::AccountId.is_not_null()).select_only().column(membership::Column::AccountId);
        rows.into_tuple::<Uuid>().all(sys.conn()).await
    };
    let own = ids(sys.find::<membership::Entity>().filter(membership::Column::CommunityId.eq(community))).await?;
    let elsewhere = sys.find::<membership::Entity>().filter(membership::Column::CommunityId.ne(community));
    let elsewhere = ids(elsewhere.filter(membership::Column::AccountId.is_in(own.iter().copied()))).await?;
    let streets = sys.find::<street_member::Entity>().filter(street_member::Column::AccountId.is_in(own.iter().copied()));
    let streets: Vec<Uuid> = streets.all(sys.conn()).await?.into_iter().map(|member| member.account_id).collect();
    let gone: Vec<Uuid> = own.into_iter().filter(|id| !elsewhere.contains(id) && !streets.contains(id)).collect();
    forget_messages(sys, &gone).await?;
    token::Entity::delete_many().filter(token::Column::SubjectId.is_in(gone.iter().copied())).exec(sys.conn()).await?;
    let accounts = account::Entity::delete_many().filter(account::Column::Id.is_in(gone)).filter(account::Column::IsOperator.eq(false));
    accounts.exec(sys.conn()).await?;
    Ok(())
}

/// Whoever signed the community up, and what they were written.
async fn forget_signups(sys: &SystemTx, code: &str) -> Result<()> {
    let signups = sys.find::<signup::Entity>().filter(signup::Column::Code.eq(code)).all(sys.conn()).await?;
    let ids: Vec<Uuid> = signups.into_iter().map(|signup| signup.id).collect();
    forget_messages(sys, &ids).await?;
    token::Entity::delete_many().filter(token::Column::SubjectId.is_in(ids.iter().copied())).exec(sys.conn()).await?;
    signup::Entity::delete_many().filter(signup::Column::Id.is_in(ids)).exec(sys.conn()).await?;
    Ok(())
}

/// The platform's own messages about these.
async fn forget_messages(sys: &SystemTx, subjects: &[Uuid]) -> Result<()> {
    message::Entity::delete_many()
        .filter(message::Column::CommunityId.eq(PLATFORM))
        .filter(message::Column::SubjectId.is_in(subjects.iter().copied()))
        .exec(sys.conn())
        .await?;
    Ok(())
}
