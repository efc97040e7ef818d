//! The audit book of a community.

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::{PageRequest, audit},
    tenancy::{
        can,
        query::{self, AuditWish},
    },
};
use poem_openapi::{Object, OpenApi, param::Query, payload::Json};
use uuid::Uuid;

use crate::{Guard, Reply, Tag};

/// The audit book.
pub struct AuditApi;

/// Who did what.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct AuditEntry {
    id: Uuid,
    /// Its place in the community's book, from 1 without gaps.
    seq: i64,
    at: DateTime<Utc>,
    /// `account`, `job` or `system`.
    actor: String,
    /// What the acting member is called.
    actor_name: Option<String>,
    /// Such as `people.unmask`.
    action: String,
    subject_kind: String,
    subject_id: Uuid,
    detail: serde_json::Value,
}

/// Entries.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct AuditPage {
    items: Vec<AuditEntry>,
    next: Option<String>,
}

#[OpenApi(tag = "Tag::Tenancy")]
impl AuditApi {
    /// Who did what in the community? The newest first.
    #[oai(path = "/audit", method = "get", operation_id = "audit.list")]
    async fn list(
        &self,
        caller: Guard<can::ReadAudit>,
        /// Only this deed, such as `people.unmask`.
        action: Query<Option<String>>,
        /// Only what was done to this one.
        subject_id: Query<Option<Uuid>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<AuditPage>> {
        let tx = caller.read().await?;
        let wish = AuditWish { action: action.0, subject: subject_id.0 };
        let page = query::audit(&tx, wish, &PageRequest { limit: limit.0, after: after.0 }).await?;
        let page = page.map(|(entry, name)| AuditEntry::new(entry, name));
        Ok(Json(AuditPage { items: page.items, next: page.next }))
    }
}

impl AuditEntry {
    fn new(row: audit::Model, actor_name: Option<String>) -> Self {
        let actor = row.actor["kind"].as_str().unwrap_or_default().to_owned();
        let audit::Model { id, seq, at, action, subject_kind, subject_id, detail, .. } = row;
        Self { id, seq, at, actor, actor_name, action, subject_kind, subject_id, detail }
    }
}
