//! Inviting a resident on paper: the desk hands it to somebody it knows, who then need not be looked up.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use super::{
    enrolment_invitation::{self, Column, Entity},
    error::EnrolmentError,
    rules::INVITATION_DAYS,
    who,
};
use crate::{
    kernel::{
        Result, Tx,
        id::{hash_secret, new_secret},
    },
    people::{person, rules::belongs},
    tenancy::community,
};

/// A paper to be printed.
#[derive(Debug, Clone)]
pub struct Paper {
    /// The path of the page that it opens.
    pub path: String,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// Invites a resident; an older paper of theirs opens nothing any more.
pub async fn invite(tx: &Tx, person: Uuid) -> Result<Paper> {
    let person = tx.get::<person::Entity>(person).await?;
    if !belongs(person.state) {
        return Err(EnrolmentError::Gone.into());
    }
    if who::member_of(tx, person.id).await?.is_some() {
        return Err(EnrolmentError::PersonLinked.into());
    }
    let older = tx.update_many::<Entity>().col_expr(Column::ExpiresAt, Expr::value(tx.now())).filter(Column::PersonId.eq(person.id));
    older.filter(Column::ExpiresAt.gt(tx.now())).exec(tx.conn()).await?;
    let (secret, expires_at) = (new_secret(), tx.now() + Duration::days(INVITATION_DAYS));
    let row = enrolment_invitation::ActiveModel {
        person_id: Set(person.id),
        secret_hash: Set(hash_secret(&secret)),
        expires_at: Set(expires_at),
        used_at: Set(None),
        ..Default::default()
    };
    tx.insert(row).await?;
    tx.audit("enrolment.invite", "person", person.id, json!({})).await?;
    let code = tx.get::<community::Entity>(tx.community()).await?.code;
    Ok(Paper { path: format!("/join/{code}?invitation={secret}"), expires_at })
}

/// The invitation behind a secret, while it holds.
pub(super) async fn live(tx: &Tx, secret: &str) -> Result<enrolment_invitation::Model> {
    let found = tx.find::<Entity>().filter(Column::SecretHash.eq(hash_secret(secret))).one(tx.conn()).await?;
    let holds = |invitation: &enrolment_invitation::Model| invitation.used_at.is_none() && invitation.expires_at > tx.now();
    Ok(found.filter(holds).ok_or(EnrolmentError::InvitationUsedUp)?)
}
