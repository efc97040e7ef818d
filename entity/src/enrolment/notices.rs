//! Who is told what while residents join.

use chrono::Duration;
use serde_json::json;
use uuid::Uuid;

use super::rules::{CODE_MINUTES, Told};
use crate::{
    kernel::{Result, Role, Tx},
    notifications::{self, Intent, Recipient, Urgency},
    people::query::today,
    tenancy::{community, members},
};

/// Sends the code that proves an address.
pub(super) async fn send_code(tx: &Tx, community: &community::Model, request: Uuid, told: &Told, code: &str) -> Result<()> {
    let facts = json!({
        "community": community.name,
        "name": told.name,
        "code": code,
        "expires_at": tx.now() + Duration::minutes(CODE_MINUTES),
    });
    write(tx, community, "enrolment.code", request, told, facts).await
}

/// Says to somebody who was a member before that they are linked now.
pub(super) async fn tell_linked(tx: &Tx, request: Uuid, told: &Told) -> Result<()> {
    let community = tx.get::<community::Entity>(tx.community()).await?;
    let facts = json!({ "community": community.name, "name": told.name, "what": "linked", "reason": "", "path": "/home" });
    write(tx, &community, "enrolment.answer", request, told, facts).await
}

/// Says why somebody is not let in.
pub(super) async fn tell_refused(tx: &Tx, request: Uuid, told: &Told, reason: &str) -> Result<()> {
    let community = tx.get::<community::Entity>(tx.community()).await?;
    let path = format!("/join/{}", community.code);
    let facts = json!({ "community": community.name, "name": told.name, "what": "refused", "reason": reason, "path": path });
    write(tx, &community, "enrolment.answer", request, told, facts).await
}

/// Tells the desk that somebody waits: once a day, however many do.
pub(super) async fn tell_desk(tx: &Tx, community: &community::Model) -> Result<()> {
    let today = today(tx).await?;
    for member in members::with_role(tx, Role::Staff).await? {
        let facts = json!({ "community": community.name, "path": "/enrolments" });
        notifications::send(tx, Intent::to_member("enrolment.asked", member.id, today, facts)).await?;
    }
    Ok(())
}

async fn write(
    tx: &Tx,
    community: &community::Model,
    template: &'static str,
    request: Uuid,
    told: &Told,
    facts: serde_json::Value,
) -> Result<()> {
    let to = Recipient::Address { email: told.email.clone(), name: told.name.clone(), locale: community.locale.clone() };
    let (dedupe, subject) = (format!("{template}/{request}"), Some(("enrolment_request", request)));
    notifications::send(tx, Intent { template, to, facts, urgency: Urgency::Urgent, dedupe, rule: template, subject }).await
}
