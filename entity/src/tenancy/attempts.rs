//! How often somebody may try: to log in, to have a password reset, to sign a community up.
//! Tries are rows, so that the limits survive a restart and hold for all processes together.

use chrono::Duration;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::login_attempt;
use crate::kernel::{Db, Failure, Kind, Result, SystemTx, Why, id::hash_secret};

/// How often is enough.
pub(crate) struct Limit {
    purpose: &'static str,
    code: &'static str,
    window: Duration,
    /// For one e-mail address, whether or not it has an account.
    per_email: u64,
    /// From one network address; a whole office may sit behind it.
    per_address: u64,
}

/// Log-ins; a success forgets those of its account.
pub(crate) const LOG_IN: Limit =
    Limit { purpose: "log_in", code: "tenancy.log_in_limited", window: Duration::minutes(15), per_email: 10, per_address: 50 };
/// Resets: each sends a mail to somebody who may not have asked for it.
pub(crate) const RESET: Limit =
    Limit { purpose: "reset", code: "tenancy.log_in_limited", window: Duration::minutes(15), per_email: 3, per_address: 30 };
/// Sign-ups: so does each of these.
pub(crate) const SIGN_UP: Limit =
    Limit { purpose: "sign_up", code: "tenancy.sign_up_limited", window: LONGEST, per_email: 5, per_address: 30 };

/// Matters that residents bring up on their page: each is work for somebody.
pub(crate) const TELL: Limit =
    Limit { purpose: "tell", code: "matters.tell_limited", window: Duration::hours(1), per_email: 5, per_address: 30 };
/// Questions after a matter by its code and a phone.
pub(crate) const ASK_AFTER: Limit =
    Limit { purpose: "ask_after", code: "matters.ask_limited", window: Duration::minutes(15), per_email: 10, per_address: 60 };

/// Readings of articles: counted by a name that the reader's browser makes up, so that one network may count no article more often than
/// the people behind it could read it.
pub(crate) const READ: Limit = Limit { purpose: "read", code: "party.reads_limited", window: LONGEST, per_email: 40, per_address: 400 };

/// Residents who ask to join: each of these sends a mail to somebody who may not have asked for it.
pub(crate) const JOIN: Limit =
    Limit { purpose: "join", code: "enrolment.ask_limited", window: Duration::hours(1), per_email: 5, per_address: 30 };

/// No limit looks further back.
pub(crate) const LONGEST: Duration = Duration::days(1);

/// Takes one try. It is counted before anything is looked at, and counted again once it is
/// written, so that of a thousand at once no more than the limit get through.
pub(crate) async fn take(db: &Db, limit: &Limit, email: &str, address: &str) -> Result<()> {
    let sys = db.system(Why::Account).await?;
    refuse_beyond(&sys, limit, email, address, 0).await?;
    login_attempt::Entity::delete_many().filter(login_attempt::Column::At.lt(sys.now() - LONGEST)).exec(sys.conn()).await?;
    let row = login_attempt::ActiveModel {
        id: Set(sys.new_id()),
        purpose: Set(limit.purpose.to_owned()),
        email_hash: Set(hash_secret(email)),
        address: Set(address.to_owned()),
        at: Set(sys.now()),
    };
    sys.insert(row).await?;
    sys.commit().await?;
    refuse_beyond(&db.system_read(Why::Account).await?, limit, email, address, 1).await
}

/// Forgets the tries of an address that turned out to be right.
pub(crate) async fn forget(sys: &SystemTx, limit: &Limit, email: &str) -> Result<()> {
    login_attempt::Entity::delete_many()
        .filter(login_attempt::Column::Purpose.eq(limit.purpose))
        .filter(login_attempt::Column::EmailHash.eq(hash_secret(email)))
        .exec(sys.conn())
        .await?;
    Ok(())
}

/// `own` is how many of the counted tries are the one that asks.
async fn refuse_beyond(sys: &SystemTx, limit: &Limit, email: &str, address: &str, own: u64) -> Result<()> {
    let recent = || {
        sys.find::<login_attempt::Entity>()
            .filter(login_attempt::Column::Purpose.eq(limit.purpose))
            .filter(login_attempt::Column::At.gt(sys.now() - limit.window))
    };
    let of_email = recent().filter(login_attempt::Column::EmailHash.eq(hash_secret(email)));
    let of_address = recent().filter(login_attempt::Column::Address.eq(address));
    for (tries, most) in [(of_email, limit.per_email), (of_address, limit.per_address)] {
        // The try that has to leave the window first, if so many are in it.
        let first = tries.order_by_desc(login_attempt::Column::At).offset(most + own - 1).one(sys.conn()).await?;
        if let Some(first) = first {
            return Err(Failure::new(Kind::Limited, limit.code).again_in(first.at + limit.window - sys.now()));
        }
    }
    Ok(())
}
