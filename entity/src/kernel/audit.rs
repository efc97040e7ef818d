//! Who did what: rows that are only added, chained per tenant, so that a missing or changed one shows.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, entity::prelude::*, sea_query::OnConflict,
};
use sha2::{Digest, Sha256};

use super::{Result, Scope, id, tx::Unit};

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

pub(crate) async fn write(
    unit: &Unit,
    scope: &Scope,
    action: &str,
    subject_kind: &str,
    subject: Uuid,
    detail: serde_json::Value,
) -> Result<()> {
    let conn = &unit.conn;
    let fresh = head::ActiveModel { community_id: Set(scope.community), seq: Set(0), hash: Set(Vec::new()) };
    head::Entity::insert(fresh)
        .on_conflict(OnConflict::column(head::Column::CommunityId).do_nothing().to_owned())
        .exec_without_returning(conn)
        .await?;
    let last = locked_head(scope.community).one(conn).await?.ok_or_else(super::Failure::not_found)?;
    let mut entry = Model {
        community_id: scope.community,
        id: id::new_id(unit.now),
        seq: last.seq + 1,
        at: unit.now,
        actor: serde_json::to_value(&scope.actor)?,
        action: action.to_owned(),
        subject_kind: subject_kind.to_owned(),
        subject_id: subject,
        detail,
        previous: last.hash,
        hash: Vec::new(),
    };
    entry.hash = hash(&entry);
    let next = head::ActiveModel { community_id: Set(scope.community), seq: Set(entry.seq), hash: Set(entry.hash.clone()) };
    next.update(conn).await?;
    ActiveModel::from(entry).into_fresh().insert(conn).await?;
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

fn locked_head(community: Uuid) -> sea_orm::Select<head::Entity> {
    head::Entity::find().filter(head::Column::CommunityId.eq(community)).lock_exclusive()
}

impl ActiveModel {
    /// Marks every column as new, which a conversion from a row does not.
    fn into_fresh(self) -> Self {
        sea_orm::ActiveModelTrait::reset_all(self)
    }
}
