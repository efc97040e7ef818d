//! Who is told what about requests.

use serde_json::json;

use super::privacy_request;
use crate::{
    enrolment,
    kernel::{Result, Tx},
    notifications::{self, Intent},
    people::words::word,
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
pub(super) const NOTICE: &str = "privacy.notice";

/// Says to the administrators that somebody asks.
pub(super) async fn tell_office(tx: &Tx, request: &privacy_request::Model) -> Result<()> {
    let facts = facts(tx, request, "asked", "/privacy-requests").await?;
    for member in desk::administrators(tx).await? {
        let intent = Intent::to_member(NOTICE, member, format_args!("asked:{}", request.id), facts.clone());
        notifications::send(tx, intent).await?;
    }
    Ok(())
}

/// Says to whoever asked what was decided, if they have an account.
pub(super) async fn tell_answer(tx: &Tx, request: &privacy_request::Model) -> Result<()> {
    let Some(member) = enrolment::member_of(tx, request.person_id).await? else { return Ok(()) };
    let facts = facts(tx, request, &word(request.state), "/my-data").await?;
    let intent = Intent::to_member(NOTICE, member, format_args!("answered:{}", request.id), facts);
    notifications::send(tx, intent).await
}

async fn facts(tx: &Tx, request: &privacy_request::Model, what: &str, path: &str) -> Result<serde_json::Value> {
    let desk = Desk::of(tx).await?;
    Ok(json!({
        "community": desk.community.name,
        "what": what,
        "kind": word(request.kind),
        "due": request.due_on,
        "answer": request.answer,
        "late": 0,
        "soon": 0,
        "path": path,
    }))
}
