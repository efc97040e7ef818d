//! Who a token stands for, and everything they are.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, prelude::Expr};
use uuid::Uuid;

use super::{account, community, membership, session, street, street_member};
use crate::kernel::{Db, Failure, Kind, Language, Result, Role, Why, id::hash_secret};

/// A session that is not used for so long ends.
pub const IDLE: Duration = Duration::minutes(30);
/// How exactly the last use is kept: writing it at each request would cost more than it tells.
const SEEN_EVERY: Duration = Duration::seconds(60);

/// Somebody who is logged in.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The session.
    pub session: Uuid,
    /// How the token travels: `cookie` or `bearer`.
    pub via: String,
    /// When the session ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// The account.
    pub account: account::Model,
    /// What they are in which community; only active ones.
    pub memberships: Vec<Member>,
    /// The street that they administer.
    pub street: Option<street::Model>,
}

/// What somebody is in one community.
#[derive(Debug, Clone)]
pub struct Member {
    /// The membership.
    pub id: Uuid,
    /// What they are.
    pub role: Role,
    /// What they are called here.
    pub name: String,
    /// The community.
    pub community: community::Model,
}

impl Identity {
    /// The language they chose.
    pub fn language(&self) -> Language {
        self.account.locale.parse().unwrap_or_default()
    }

    /// Whether they run the platform.
    pub fn is_operator(&self) -> bool {
        self.account.is_operator
    }
}

/// Whom the token `secret` stands for; "please log in" if nobody any more.
pub async fn authenticate(db: &Db, secret: &str) -> Result<Identity> {
    let nobody = || Failure::new(Kind::Unauthenticated, "kernel.unauthenticated");
    let sys = db.system_read(Why::Authenticate).await?;
    let found = sys
        .find::<session::Entity>()
        .filter(session::Column::TokenHash.eq(hash_secret(secret)))
        .filter(session::Column::ExpiresAt.gt(sys.now()))
        .filter(session::Column::SeenAt.gt(sys.now() - IDLE))
        .one(sys.conn())
        .await?;
    let session = found.ok_or_else(nobody)?;
    let account = sys.find::<account::Entity>().filter(account::Column::Id.eq(session.account_id)).one(sys.conn()).await?;
    let account = account.filter(|account| account.disabled_at.is_none()).ok_or_else(nobody)?;
    let identity = complete(&sys, account, &session).await?;
    let now = sys.now();
    drop(sys);
    if now - session.seen_at > SEEN_EVERY {
        touch(db, session.id).await?;
    }
    Ok(identity)
}

/// Everything that `account` is.
pub(crate) async fn complete(sys: &crate::kernel::SystemTx, account: account::Model, session: &session::Model) -> Result<Identity> {
    let memberships = sys
        .find::<membership::Entity>()
        .filter(membership::Column::AccountId.eq(account.id))
        .filter(membership::Column::State.eq(membership::State::Active))
        .order_by_asc(membership::Column::CreatedAt)
        .all(sys.conn())
        .await?;
    let communities = sys
        .find::<community::Entity>()
        .filter(community::Column::Id.is_in(memberships.iter().map(|member| member.community_id)))
        .filter(community::Column::State.eq(community::State::Active))
        .all(sys.conn())
        .await?;
    let memberships = memberships
        .into_iter()
        .filter_map(|member| {
            let community = communities.iter().find(|community| community.id == member.community_id)?.clone();
            Some(Member { id: member.id, role: member.role.parse().ok()?, name: member.name, community })
        })
        .collect();
    let street_of = sys
        .find::<street_member::Entity>()
        .filter(street_member::Column::AccountId.eq(account.id))
        .filter(street_member::Column::State.eq("active"))
        .one(sys.conn())
        .await?;
    let street = match street_of {
        Some(member) => sys.find::<street::Entity>().filter(street::Column::Id.eq(member.street_id)).one(sys.conn()).await?,
        None => None,
    };
    Ok(Identity { session: session.id, via: session.via.clone(), expires_at: session.expires_at, account, memberships, street })
}

async fn touch(db: &Db, session: Uuid) -> Result<()> {
    let sys = db.system(Why::Authenticate).await?;
    session::Entity::update_many()
        .col_expr(session::Column::SeenAt, Expr::value(sys.now()))
        .filter(session::Column::Id.eq(session))
        .exec(sys.conn())
        .await?;
    sys.commit().await
}
