//! The keys that were used, each with the answer that was given; sealed, because answers carry personal data.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, entity::prelude::*};

use super::Answered;
use crate::kernel::{
    Db, Result, SystemTx, Why, id,
    secret::{Keyring, Place},
};

/// How long a key is remembered: as long as somebody may still be trying.
const KEPT: Duration = Duration::hours(24);

/// One key of one account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kept_answer")]
pub struct Model {
    /// The tenant whose rows were changed; the nil tenant for the platform's.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who asked.
    pub account_id: Uuid,
    /// Under which key.
    pub key: String,
    /// SHA-256 over what was asked for.
    pub fingerprint: Vec<u8>,
    /// The answer; none while it is being made, or if it could not be kept.
    pub answer: Option<Vec<u8>>,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);

fn place(community: Uuid, row: Uuid) -> Place<'static> {
    Place { community, table: "kept_answer", column: "answer", row }
}

/// A key as it is about to be written.
pub(super) struct New<'a> {
    pub(super) community: Uuid,
    pub(super) account: Uuid,
    pub(super) key: &'a str,
    pub(super) fingerprint: &'a [u8],
}

impl New<'_> {
    /// Writes it; a conflict says that the key is taken. Answers the row's identity.
    pub(super) async fn write(
        &self,
        conn: &impl ConnectionTrait,
        keys: &Keyring,
        now: DateTime<Utc>,
        answer: Option<&Answered>,
    ) -> Result<Uuid> {
        let id = id::new_id(now);
        let row = ActiveModel {
            community_id: Set(self.community),
            id: Set(id),
            account_id: Set(self.account),
            key: Set(self.key.to_owned()),
            fingerprint: Set(self.fingerprint.to_vec()),
            answer: Set(answer.map(|answer| seal(keys, self.community, id, answer)).transpose()?),
            created_at: Set(now),
        };
        Entity::insert(row).exec_without_returning(conn).await?;
        Ok(id)
    }
}

fn seal(keys: &Keyring, community: Uuid, id: Uuid, answer: &Answered) -> Result<Vec<u8>> {
    keys.seal(place(community, id), &serde_json::to_string(answer)?)
}

/// Adds the answer to a key that was written without.
pub(super) async fn complete(db: &Db, community: Uuid, id: Uuid, answer: &Answered) -> Result<()> {
    let sealed = seal(db.keys(), community, id, answer)?;
    let own = Entity::update_many().filter(Column::CommunityId.eq(community)).filter(Column::Id.eq(id));
    own.col_expr(Column::Answer, Expr::value(sealed)).exec(db.stroke(Why::Idempotency)).await?;
    Ok(())
}

/// Forgets a key whose request failed half way, so that it may be tried again.
pub(super) async fn forget(db: &Db, community: Uuid, id: Uuid) -> Result<()> {
    let own = Entity::delete_many().filter(Column::CommunityId.eq(community)).filter(Column::Id.eq(id));
    own.exec(db.stroke(Why::Idempotency)).await?;
    Ok(())
}

/// The key's row, if it was used.
pub(super) async fn find(db: &Db, account: Uuid, key: &str) -> Result<Option<Model>> {
    let sys = db.system_read(Why::Idempotency).await?;
    Ok(sys.find::<Entity>().filter(Column::AccountId.eq(account)).filter(Column::Key.eq(key)).one(sys.conn()).await?)
}

impl Model {
    /// The answer that was given.
    pub(super) fn open(&self, keys: &Keyring) -> Result<Option<Answered>> {
        let Some(sealed) = &self.answer else { return Ok(None) };
        let text = keys.open(place(self.community_id, self.id), sealed)?;
        Ok(Some(serde_json::from_str(&text)?))
    }
}

/// Forgets keys that nobody uses any more.
pub(crate) async fn tidy(sys: &SystemTx) -> Result<()> {
    Entity::delete_many().filter(Column::CreatedAt.lt(sys.now() - KEPT)).exec(sys.conn()).await?;
    Ok(())
}
