//! Who runs the platform. Nobody becomes an operator through the API: that takes a shell on the machine.

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::{
    account,
    invitation::account_of,
    log_in, rules,
    token::{self, Purpose},
};
use crate::kernel::{Actor, Db, Failure, Kind, PLATFORM, Result, Scope, Why};

/// Makes the person with this address an operator, with an account if there is none, and answers the path of
/// the page where they choose a password: it works once, for half an hour.
pub async fn appoint(db: &Db, email: &str, name: &str) -> Result<String> {
    let email = rules::email(email)?;
    let sys = db.system(Why::Operate).await?;
    let account = account_of(&sys, &email, name, "zh-CN").await?;
    let id = account.id;
    sys.update(account::ActiveModel { is_operator: Set(true), disabled_at: Set(None), ..account.into() }).await?;
    let secret = token::issue(&sys, Purpose::Reset, PLATFORM, id).await?;
    sys.audit(&from_a_shell(), "account.became_operator", "account", id, json!({})).await?;
    sys.commit().await?;
    Ok(format!("/password-reset?token={secret}"))
}

/// Takes the right away again, and ends their sessions.
pub async fn dismiss(db: &Db, email: &str) -> Result<()> {
    let email = rules::email(email)?;
    let sys = db.system(Why::Operate).await?;
    let account = log_in::find(&sys, &email).await?.filter(|account| account.is_operator);
    let account = account.ok_or_else(|| Failure::new(Kind::NotFound, "tenancy.not_an_operator"))?;
    let id = account.id;
    sys.update(account::ActiveModel { is_operator: Set(false), ..account.into() }).await?;
    log_in::end_all(&sys, id).await?;
    sys.audit(&from_a_shell(), "account.ceased_as_operator", "account", id, json!({})).await?;
    sys.commit().await
}

/// Whether anybody runs this platform: without one no street can be opened.
pub async fn is_there_one(db: &Db) -> Result<bool> {
    let sys = db.system_read(Why::Operate).await?;
    let operators =
        sys.find::<account::Entity>().filter(account::Column::IsOperator.eq(true)).filter(account::Column::DisabledAt.is_null());
    Ok(operators.count(sys.conn()).await? > 0)
}

fn from_a_shell() -> Scope {
    Scope { community: PLATFORM, actor: Actor::System }
}
