//! What the desk decides: who is whom, who is not, and that it was a mistake.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    State,
    enrolment::{self, End},
    enrolment_request::{self, Column, Entity},
    error::EnrolmentError,
    figures,
    job::Linked,
    notices, query,
    rules::Told,
    who,
};
use crate::{
    kernel::{Db, Failure, Result, Role, Scope, SystemTx, Tx, Why},
    notifications::channels,
    people::{person, rules::belongs, text},
    tenancy::{
        community,
        invitation::{self, Guest, Letter},
        members, membership,
    },
};

/// Confirms who somebody is, once the desk has seen it: they become a member, who is linked to the resident.
pub async fn confirm(db: &Db, scope: &Scope, id: Uuid, revision: i64, person: Uuid) -> Result<()> {
    let sys = db.system(Why::Onboarding).await?;
    let tx = sys.enter(scope.community, scope.actor.clone()).await?;
    let request = pending(&tx, id, revision).await?;
    let person = tx.get::<person::Entity>(person).await?.id;
    settle(&sys, &tx, request, person).await?;
    drop(tx);
    sys.commit().await
}

/// Refuses a request, and says why to whoever sent it.
pub async fn refuse(tx: &Tx, id: Uuid, revision: i64, reason: &str) -> Result<()> {
    let request = pending(tx, id, revision).await?;
    let reason = text::line(reason);
    if reason.is_empty() {
        return Err(Failure::invalid_field("reason", "enrolment.reason_wanted"));
    }
    notices::tell_refused(tx, id, &query::told(tx, &request)?, &reason).await?;
    decide(tx, request, enrolment_request::ActiveModel { state: Set(State::Refused), reason: Set(reason), ..Default::default() })
        .await
        .map(drop)
}

/// Takes a link back: whoever was only a resident here is let in no more.
pub async fn undo(tx: &Tx, id: Uuid) -> Result<()> {
    let link = tx.get::<enrolment::Entity>(id).await?;
    if link.ended_at.is_some() {
        return Err(EnrolmentError::WrongState.into());
    }
    end(tx, link, End::Undone).await
}

/// Lets the resident in as whom the request's address proves, within a larger unit of work.
pub(super) async fn settle(sys: &SystemTx, tx: &Tx, request: enrolment_request::Model, person: Uuid) -> Result<enrolment_request::Model> {
    let member = admit(sys, tx, request.id, &query::told(tx, &request)?).await?;
    link(tx, member, person).await?;
    let row = enrolment_request::ActiveModel { state: Set(State::Confirmed), person_id: Set(Some(person)), ..Default::default() };
    decide(tx, request, row).await
}

/// Links a member to a resident.
pub(crate) async fn link(tx: &Tx, member: Uuid, person: Uuid) -> Result<enrolment::Model> {
    let person = tx.get::<person::Entity>(person).await?;
    if !belongs(person.state) {
        return Err(EnrolmentError::Gone.into());
    }
    match (who::person_of(tx, member).await?, who::member_of(tx, person.id).await?) {
        (Some(_), _) => return Err(EnrolmentError::MemberLinked.into()),
        (_, Some(_)) => return Err(EnrolmentError::PersonLinked.into()),
        (None, None) => {}
    }
    let row = enrolment::ActiveModel {
        member_id: Set(member),
        person_id: Set(person.id),
        ended_at: Set(None),
        end_reason: Set(None),
        ..Default::default()
    };
    let link = tx.insert(row).await?;
    tx.audit("enrolment.link", "person", person.id, json!({ "member": member })).await?;
    tx.enqueue(&Linked { member, person: person.id }).await?;
    figures::mark(tx, "enrolment.linked").await?;
    Ok(link)
}

/// Ends a link; a membership that was nothing else ends with it.
pub(super) async fn end(tx: &Tx, link: enrolment::Model, reason: End) -> Result<()> {
    let member = tx.get::<membership::Entity>(link.member_id).await?;
    if member.role == Role::Resident.word() && member.state != membership::State::Disabled {
        let id = member.id;
        tx.update(membership::ActiveModel { id: Set(id), state: Set(membership::State::Disabled), ..Default::default() }).await?;
        channels::forget_addresses(tx, id).await?;
    }
    let person = link.person_id;
    let row =
        enrolment::ActiveModel { id: Set(link.id), ended_at: Set(Some(tx.now())), end_reason: Set(Some(reason)), ..Default::default() };
    tx.update(row).await?;
    tx.audit("enrolment.end", "person", person, json!({ "gone": reason == End::Gone })).await?;
    figures::mark(tx, "enrolment.linked").await
}

/// The member with a proven address: one who is there, or a resident who is invited to choose a password.
async fn admit(sys: &SystemTx, tx: &Tx, request: Uuid, told: &Told) -> Result<Uuid> {
    let there = tx.find::<membership::Entity>().filter(membership::Column::Email.eq(&told.email)).one(tx.conn()).await?;
    let only_resident = |member: &membership::Model| member.role == Role::Resident.word();
    let role = match there {
        Some(member) if member.state == membership::State::Disabled && !only_resident(&member) => {
            return Err(EnrolmentError::MemberDisabled.into());
        }
        Some(member) if member.account_id.is_some() => {
            let row = membership::ActiveModel { id: Set(member.id), state: Set(membership::State::Active), ..Default::default() };
            notices::tell_linked(tx, request, told).await?;
            return Ok(tx.update(row).await?.id);
        }
        Some(member) => {
            let row = membership::ActiveModel { id: Set(member.id), state: Set(membership::State::Invited), ..Default::default() };
            tx.update(row).await?.role.parse()?
        }
        None => Role::Resident,
    };
    let community = tx.get::<community::Entity>(tx.community()).await?;
    let guest = Guest { email: told.email.clone(), name: told.name.clone(), locale: community.locale.clone() };
    let letter = Letter { template: "enrolment.welcome", inviter: None };
    invitation::invite_within(sys, &community, tx.actor(), guest, role, letter).await
}

async fn pending(tx: &Tx, id: Uuid, revision: i64) -> Result<enrolment_request::Model> {
    let request = tx.get::<Entity>(id).await?;
    match request.state {
        State::Pending if request.revision == revision => Ok(request),
        State::Pending => Err(Failure::new(crate::kernel::Kind::Stale, "kernel.stale")),
        _ => Err(EnrolmentError::WrongState.into()),
    }
}

async fn decide(tx: &Tx, request: enrolment_request::Model, row: enrolment_request::ActiveModel) -> Result<enrolment_request::Model> {
    let row = enrolment_request::ActiveModel { decided_at: Set(Some(tx.now())), decided_by: Set(members::acting(tx)), ..row };
    let decided = tx.revise(request.id, Column::Revision, request.revision, row).await?;
    tx.audit("enrolment.decide", "enrolment_request", request.id, json!({ "confirmed": decided.state == State::Confirmed })).await?;
    Ok(decided)
}
