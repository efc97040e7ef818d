//! Links that work once: invitations, resets, proofs of an address.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, entity::prelude::*, sea_query::Expr};

use crate::kernel::{
    Failure, Kind, Result, SystemTx,
    id::{hash_secret, new_secret},
};

/// One link that works once.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "one_time_token")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is for.
    pub purpose: Purpose,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// What it is about: a membership, an account, a sign-up.
    pub subject_id: Uuid,
    /// The community of a membership, else nil.
    pub subject_community: Uuid,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was used.
    pub used_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Purpose {
    /// Joining a community; the subject is the membership.
    JoinCommunity,
    /// Administering a street; the subject is the street's member.
    JoinStreet,
    /// A new password; the subject is the account.
    Reset,
    /// The proof of an address; the subject is the sign-up.
    ProveAddress,
}

impl Purpose {
    /// How long such a link works.
    pub const fn lifetime(self) -> Duration {
        match self {
            Self::JoinCommunity | Self::JoinStreet | Self::ProveAddress => Duration::hours(72),
            Self::Reset => Duration::minutes(30),
        }
    }
}

/// Makes a link's token; older ones of the same purpose and subject stop working.
pub(crate) async fn issue(sys: &SystemTx, purpose: Purpose, community: Uuid, subject: Uuid) -> Result<String> {
    revoke(sys, purpose, subject).await?;
    let secret = new_secret();
    let row = ActiveModel {
        id: Set(sys.new_id()),
        purpose: Set(purpose),
        token_hash: Set(hash_secret(&secret)),
        subject_id: Set(subject),
        subject_community: Set(community),
        expires_at: Set(sys.now() + purpose.lifetime()),
        used_at: Set(None),
        created_at: Set(sys.now()),
    };
    sys.insert(row).await?;
    Ok(secret)
}

/// Makes every link of a purpose and subject stop working.
pub(crate) async fn revoke(sys: &SystemTx, purpose: Purpose, subject: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::Purpose.eq(purpose)).filter(Column::SubjectId.eq(subject)).exec(sys.conn()).await?;
    Ok(())
}

/// The link behind a token, if it still works.
pub(crate) async fn look_up(sys: &SystemTx, purposes: &[Purpose], secret: &str) -> Result<Model> {
    let found = sys
        .find::<Entity>()
        .filter(Column::TokenHash.eq(hash_secret(secret)))
        .filter(Column::Purpose.is_in(purposes.iter().copied()))
        .one(sys.conn())
        .await?;
    found.filter(|token| token.used_at.is_none() && token.expires_at > sys.now()).ok_or_else(used_up)
}

/// Uses a token up. Of several at once only one succeeds.
pub(crate) async fn redeem(sys: &SystemTx, purposes: &[Purpose], secret: &str) -> Result<Model> {
    let token = look_up(sys, purposes, secret).await?;
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(sys.now()))
        .filter(Column::Id.eq(token.id))
        .filter(Column::UsedAt.is_null())
        .exec(sys.conn())
        .await?;
    match used.rows_affected {
        1 => Ok(token),
        _ => Err(used_up()),
    }
}

fn used_up() -> Failure {
    Failure::new(Kind::Gone, "tenancy.link_used_up")
}
