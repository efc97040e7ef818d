//! Logging in and out.

use chrono::Duration;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    account,
    identity::{self, Identity},
    login_attempt, password, session,
};
use crate::kernel::{
    Db, Failure, Kind, Result, SystemTx, Why,
    id::{hash_secret, new_secret},
};

/// How long a session lasts at most.
pub const LONGEST: Duration = Duration::hours(12);
/// The window in which tries count; a success forgets those of its account.
const WINDOW: Duration = Duration::minutes(15);
/// So many tries for one account within the window are enough.
const MOST_PER_ACCOUNT: u64 = 10;
/// So many tries from one network address are enough; a whole office may sit behind it.
const MOST_PER_ADDRESS: u64 = 50;

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
    let sys = db.system(Why::Account).await?;
    count_try(&sys, &email, &credentials.address).await?;
    let account = find(&sys, &email).await?;
    sys.commit().await?;
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    let right = password::matches(credentials.password, hash).await?;
    let account = account.filter(|account| right && account.disabled_at.is_none());
    let account = account.ok_or_else(|| Failure::new(Kind::Unauthenticated, "tenancy.log_in_refused"))?;
    let sys = db.system(Why::Account).await?;
    forget_tries(&sys, &email).await?;
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
    sys.commit().await
}

/// Ends all of the account's sessions: after a new password, a change of role, a disabling.
pub(crate) async fn end_all(sys: &SystemTx, account: Uuid) -> Result<()> {
    session::Entity::delete_many().filter(session::Column::AccountId.eq(account)).exec(sys.conn()).await?;
    Ok(())
}

/// Counts a try, or refuses it. It is counted before it is looked at, so that a thousand guesses at once are a thousand, too.
pub(crate) async fn count_try(sys: &SystemTx, email: &str, address: &str) -> Result<()> {
    refuse_if_too_many(sys, email, address).await?;
    note_attempt(sys, email, address).await
}

async fn refuse_if_too_many(sys: &SystemTx, email: &str, address: &str) -> Result<()> {
    let recent = || sys.find::<login_attempt::Entity>().filter(login_attempt::Column::At.gt(sys.now() - WINDOW));
    let of_account = recent().filter(login_attempt::Column::EmailHash.eq(hash_secret(email))).count(sys.conn()).await?;
    let of_address = recent().filter(login_attempt::Column::Address.eq(address)).count(sys.conn()).await?;
    if of_account >= MOST_PER_ACCOUNT || of_address >= MOST_PER_ADDRESS {
        return Err(Failure::new(Kind::Limited, "tenancy.log_in_limited"));
    }
    Ok(())
}

async fn note_attempt(sys: &SystemTx, email: &str, address: &str) -> Result<()> {
    login_attempt::Entity::delete_many().filter(login_attempt::Column::At.lt(sys.now() - WINDOW)).exec(sys.conn()).await?;
    let row = login_attempt::ActiveModel {
        id: Set(sys.new_id()),
        email_hash: Set(hash_secret(email)),
        address: Set(address.to_owned()),
        at: Set(sys.now()),
    };
    sys.insert(row).await?;
    Ok(())
}

/// Somebody who proved themselves begins anew.
pub(crate) async fn forget_tries(sys: &SystemTx, email: &str) -> Result<()> {
    login_attempt::Entity::delete_many().filter(login_attempt::Column::EmailHash.eq(hash_secret(email))).exec(sys.conn()).await?;
    Ok(())
}
