//! Logging in and out.

use chrono::Duration;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::{
    account, attempts,
    identity::{self, Identity},
    password, session,
};
use crate::kernel::{
    Actor, Db, Failure, Kind, PLATFORM, Result, Scope, SystemTx, Why,
    id::{hash_secret, new_secret},
};

/// How long a session lasts at most.
pub const LONGEST: Duration = Duration::hours(12);

/// What a log-in comes with.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The e-mail address, in any case.
    pub email: String,
    /// The password.
    pub password: String,
    /// Whether the token is for a browser's cookie.
    pub cookie: bool,
    /// The program that asks.
    pub user_agent: String,
    /// The network address it asks from.
    pub address: String,
}

/// A session that was just opened, with the token that is shown once.
#[derive(Debug)]
pub struct Opened {
    /// The token.
    pub token: String,
    /// Who it stands for.
    pub identity: Identity,
}

/// Logs somebody in. Unknown, wrong and disabled get the same answer after the same time.
pub async fn log_in(db: &Db, credentials: Credentials) -> Result<Opened> {
    let email = normal(&credentials.email);
    attempts::take(db, &attempts::LOG_IN, &email, &credentials.address).await?;
    let account = find(&db.system_read(Why::Account).await?, &email).await?;
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    let right = password::matches(credentials.password, hash).await?;
    let sys = db.system(Why::Account).await?;
    let Some(account) = account.as_ref().filter(|account| right && account.disabled_at.is_none()) else {
        if let Some(account) = account {
            note(&sys, account.id, "account.log_in_refused", account.id).await?;
        }
        sys.commit().await?;
        return Err(Failure::new(Kind::Unauthenticated, "tenancy.log_in_refused"));
    };
    attempts::forget(&sys, &attempts::LOG_IN, &email).await?;
    let opened = open(&sys, account.id, credentials.cookie, &credentials.user_agent, &credentials.address).await?;
    sys.commit().await?;
    Ok(opened)
}

/// An address as it is stored and compared.
pub fn normal(email: &str) -> String {
    email.trim().to_lowercase()
}

/// The account with this address.
pub(crate) async fn find(sys: &SystemTx, email: &str) -> Result<Option<account::Model>> {
    Ok(sys.find::<account::Entity>().filter(account::Column::Email.eq(email)).one(sys.conn()).await?)
}

/// Opens a session for an account.
pub(crate) async fn open(sys: &SystemTx, account: Uuid, cookie: bool, user_agent: &str, address: &str) -> Result<Opened> {
    let token = new_secret();
    let row = session::ActiveModel {
        id: Set(sys.new_id()),
        token_hash: Set(hash_secret(&token)),
        account_id: Set(account),
        via: Set(if cookie { "cookie" } else { "bearer" }.to_owned()),
        user_agent: Set(user_agent.chars().take(200).collect()),
        address: Set(address.to_owned()),
        created_at: Set(sys.now()),
        seen_at: Set(sys.now()),
        expires_at: Set(sys.now() + LONGEST),
    };
    let session = sys.insert(row).await?;
    note(sys, account, "account.log_in", account).await?;
    Ok(Opened { token, identity: identity::of_session(sys, session.id).await? })
}

/// The account's sessions that still work, the last used first.
pub async fn sessions(db: &Db, account: Uuid) -> Result<Vec<session::Model>> {
    let sys = db.system_read(Why::Account).await?;
    let live = sys
        .find::<session::Entity>()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::ExpiresAt.gt(sys.now()))
        .filter(session::Column::SeenAt.gt(sys.now() - identity::IDLE))
        .order_by_desc(session::Column::SeenAt);
    Ok(live.all(sys.conn()).await?)
}

/// Ends one of the account's sessions.
pub async fn log_out(db: &Db, account: Uuid, session: Uuid) -> Result<()> {
    let sys = db.system(Why::Account).await?;
    let ended = session::Entity::delete_many()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::Id.eq(session))
        .exec(sys.conn())
        .await?;
    if ended.rows_affected == 0 {
        return Err(Failure::not_found());
    }
    note(&sys, account, "account.log_out", account).await?;
    sys.commit().await
}

/// Ends all of the account's sessions: after a new password, a change of role, a disabling.
pub(crate) async fn end_all(sys: &SystemTx, account: Uuid) -> Result<()> {
    session::Entity::delete_many().filter(session::Column::AccountId.eq(account)).exec(sys.conn()).await?;
    Ok(())
}

/// Writes it into the platform's own book.
async fn note(sys: &SystemTx, account: Uuid, action: &str, subject: Uuid) -> Result<()> {
    let scope = Scope { community: PLATFORM, actor: Actor::Account { account, member: None } };
    sys.audit(&scope, action, "account", subject, json!({})).await
}
