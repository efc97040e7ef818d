//! Who did what: rows that are only added, chained per tenant, so that a missing or changed one shows.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    DatabaseTransaction, EntityTrait,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use sha2::{Digest, Sha256};

use super::{Result, Scope, id};

/// One entry of a tenant's audit book.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    /// The tenant; the platform's own entries have the nil tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its place in the tenant's book, from 1 without gaps.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Json,
    /// What, such as `people.unmask`.
    pub action: String,
    /// On what kind of thing.
    pub subject_kind: String,
    /// On which one.
    pub subject_id: Uuid,
    /// More about it; never a secret or an unmasked value.
    pub detail: Json,
    /// The hash of the entry before.
    pub previous: Vec<u8>,
    /// SHA-256 over the hash before and this entry.
    pub hash: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);

/// The end of each tenant's chain; locking it puts the tenant's entries in order.
pub mod head {
    use sea_orm::entity::prelude::*;

    /// The last entry of a tenant's book.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_head")]
    pub struct Model {
        /// The tenant.
        #[sea_orm(primary_key, auto_increment = false)]
        pub community_id: Uuid,
        /// The last entry's place.
        pub seq: i64,
        /// The last entry's hash.
        pub hash: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// An entry to be written.
pub(crate) struct Entry {
    pub(crate) scope: Scope,
    pub(crate) action: String,
    pub(crate) subject_kind: String,
    pub(crate) subject: Uuid,
    pub(crate) detail: serde_json::Value,
}

pub(crate) async fn write(conn: &DatabaseTransaction, now: DateTime<Utc>, entry: Entry) -> Result<()> {
    let community = entry.scope.community;
    // Taking the next place locks the end of the chain until the transaction ends.
    let first = head::ActiveModel { community_id: Set(community), seq: Set(1), hash: Set(Vec::new()) };
    let next = OnConflict::column(head::Column::CommunityId)
        .value(head::Column::Seq, Expr::col((head::Entity, head::Column::Seq)).add(1))
        .to_owned();
    let last = head::Entity::insert(first).on_conflict(next).exec_with_returning(conn).await?;
    let mut row = Model {
        community_id: community,
        id: id::new_id(now),
        seq: last.seq,
        at: now,
        actor: serde_json::to_value(&entry.scope.actor)?,
        action: entry.action,
        subject_kind: entry.subject_kind,
        subject_id: entry.subject,
        detail: entry.detail,
        previous: last.hash,
        hash: Vec::new(),
    };
    row.hash = hash(&row);
    let end = head::ActiveModel { community_id: Set(community), seq: Set(row.seq), hash: Set(row.hash.clone()) };
    end.update(conn).await?;
    ActiveModel::from(row).reset_all().insert(conn).await?;
    Ok(())
}

/// What an entry's hash must be.
pub fn hash(entry: &Model) -> Vec<u8> {
    let text = format!(
        "{}|{}|{}|{}|{}|{}|{}|{}",
        entry.seq,
        entry.at.to_rfc3339(),
        entry.actor,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        entry.detail,
        entry.community_id
    );
    Sha256::new().chain_update(&entry.previous).chain_update(text).finalize().to_vec()
}
