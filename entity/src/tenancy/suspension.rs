//! Suspending a street or a community, and having it back. While it is suspended its people are told so, and its jobs and
//! schedules wait; nothing of it is changed.

use sea_orm::{ActiveValue::Set, ColumnTrait, ExprTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{
    community,
    error::TenancyError,
    identity::Member,
    job::SetUp,
    standing::{State, Step},
    street,
};
use crate::kernel::{Actor, Db, Failure, PLATFORM, Result, Scope, SystemTx, Why, rest};

/// Suspends a street with all its communities.
pub async fn suspend_street(db: &Db, actor: Actor, id: Uuid, reason: String) -> Result<street::Model> {
    let sys = db.system(Why::Standing).await?;
    let street = street_of(&sys, id).await?;
    let street = move_street(&sys, street, Step::Suspend, Some(reason)).await?;
    let all = communities(&sys, id).await?;
    rest::lay(&sys, &all.iter().map(|community| community.id).collect::<Vec<_>>()).await?;
    note(&sys, actor, "tenancy.suspend_street", "street", id, json!({ "reason": street.suspended_reason })).await?;
    sys.commit().await?;
    Ok(street)
}

/// Has a street back, and those of its communities that the street itself has not suspended.
pub async fn resume_street(db: &Db, actor: Actor, id: Uuid) -> Result<street::Model> {
    let sys = db.system(Why::Standing).await?;
    let street = street_of(&sys, id).await?;
    let street = move_street(&sys, street, Step::Resume, None).await?;
    let all = communities(&sys, id).await?;
    let working: Vec<Uuid> = all.iter().filter(|community| community.state == State::Active).map(|community| community.id).collect();
    rouse(&sys, &working).await?;
    note(&sys, actor, "tenancy.resume_street", "street", id, json!({})).await?;
    sys.commit().await?;
    Ok(street)
}

/// Suspends one of a street's communities.
pub async fn suspend_community(db: &Db, actor: Actor, street: Uuid, id: Uuid, reason: String) -> Result<community::Model> {
    let sys = db.system(Why::Standing).await?;
    let community = community_of(&sys, street, id).await?;
    let community = move_community(&sys, community, Step::Suspend, Some(reason)).await?;
    rest::lay(&sys, &[id]).await?;
    let detail = json!({ "reason": community.suspended_reason });
    note_both(&sys, actor, "tenancy.suspend_community", id, detail).await?;
    sys.commit().await?;
    Ok(community)
}

/// Has one of a street's communities back: what waited is done now.
pub async fn resume_community(db: &Db, actor: Actor, street: Uuid, id: Uuid) -> Result<community::Model> {
    let sys = db.system(Why::Standing).await?;
    let community = community_of(&sys, street, id).await?;
    let community = move_community(&sys, community, Step::Resume, None).await?;
    rouse(&sys, &[id]).await?;
    note_both(&sys, actor, "tenancy.resume_community", id, json!({})).await?;
    sys.commit().await?;
    Ok(community)
}

/// Why somebody cannot act in this community now, if they cannot.
pub fn refusal(member: &Member) -> Option<TenancyError> {
    match member.community.state {
        State::Active if member.rests => Some(TenancyError::StreetSuspended),
        State::Active => None,
        _ => Some(TenancyError::CommunitySuspended),
    }
}

/// Refuses where a community rests, by itself or with its street.
pub(crate) async fn refuse_if_resting(sys: &SystemTx, community: Uuid) -> Result<()> {
    match rest::rests(sys, community).await? {
        true => Err(TenancyError::CommunitySuspended.into()),
        false => Ok(()),
    }
}

/// One of a street's communities; of two who decide about it at once, one does after the other.
pub(super) async fn community_of(sys: &SystemTx, street: Uuid, id: Uuid) -> Result<community::Model> {
    let of_street = community::Column::Id.eq(id).and(community::Column::StreetId.eq(street));
    let row = sys.find::<community::Entity>().filter(of_street).lock_exclusive().one(sys.conn()).await?;
    row.ok_or_else(Failure::not_found)
}

/// Takes a step with a community, if it can be taken from where it stands.
pub(super) async fn move_community(
    sys: &SystemTx,
    community: community::Model,
    step: Step,
    reason: Option<String>,
) -> Result<community::Model> {
    let state = community.state.after(step).ok_or(TenancyError::StepImpossible)?;
    let row = community::ActiveModel {
        id: Set(community.id),
        state: Set(state),
        suspended_at: Set((state != State::Active).then(|| community.suspended_at.unwrap_or_else(|| sys.now()))),
        suspended_reason: Set(reason.or(community.suspended_reason).filter(|_| state != State::Active)),
        ..Default::default()
    };
    sys.update(row).await
}

async fn move_street(sys: &SystemTx, street: street::Model, step: Step, reason: Option<String>) -> Result<street::Model> {
    let state = street.state.after(step).ok_or(TenancyError::StepImpossible)?;
    let row = street::ActiveModel {
        id: Set(street.id),
        state: Set(state),
        suspended_at: Set((state != State::Active).then(|| sys.now())),
        suspended_reason: Set(reason),
        ..Default::default()
    };
    sys.update(row).await
}

async fn street_of(sys: &SystemTx, id: Uuid) -> Result<street::Model> {
    let row = sys.find::<street::Entity>().filter(street::Column::Id.eq(id)).lock_exclusive().one(sys.conn()).await?;
    row.ok_or_else(Failure::not_found)
}

async fn communities(sys: &SystemTx, street: Uuid) -> Result<Vec<community::Model>> {
    Ok(sys.find::<community::Entity>().filter(community::Column::StreetId.eq(street)).all(sys.conn()).await?)
}

/// Days have passed: schedules and plans are looked at anew, besides what waited.
async fn rouse(sys: &SystemTx, communities: &[Uuid]) -> Result<()> {
    rest::rouse(sys, communities).await?;
    for community in communities {
        sys.enqueue(*community, &SetUp {}).await?;
    }
    Ok(())
}

async fn note_both(sys: &SystemTx, actor: Actor, action: &str, id: Uuid, detail: serde_json::Value) -> Result<()> {
    let own = Scope { community: id, actor: actor.clone() };
    sys.audit(&own, action, "community", id, detail.clone()).await?;
    note(sys, actor, action, "community", id, detail).await
}

/// Writes it into the platform's own book.
pub(super) async fn note(sys: &SystemTx, actor: Actor, action: &str, kind: &str, subject: Uuid, detail: serde_json::Value) -> Result<()> {
    sys.audit(&Scope { community: PLATFORM, actor }, action, kind, subject, detail).await
}
