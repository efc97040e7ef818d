//! A new password for somebody who forgot theirs.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;

use super::{
    account, attempts, log_in, password, rules,
    token::{self, Purpose},
};
use crate::{
    kernel::{Actor, Db, Failure, PLATFORM, Result, Scope, Why},
    notifications::{Intent, Recipient, Urgency, send_from_system},
};

/// Sends a link to the address, if it has an account. Nobody learns from the answer whether it has.
pub async fn request(db: &Db, email: &str, address: &str) -> Result<()> {
    let email = rules::email(email)?;
    attempts::take(db, &attempts::RESET, &email, address).await?;
    let sys = db.system(Why::Account).await?;
    let account = log_in::find(&sys, &email).await?.filter(|account| account.disabled_at.is_none());
    if let Some(account) = account {
        let secret = token::issue(&sys, Purpose::Reset, PLATFORM, account.id).await?;
        let intent = Intent {
            template: "tenancy.password_reset",
            to: Recipient::Account { id: account.id },
            facts: json!({
                "name": account.name,
                "path": format!("/password-reset?token={secret}"),
                "expires_at": sys.now() + Purpose::Reset.lifetime(),
            }),
            urgency: Urgency::Urgent,
            dedupe: format!("tenancy.password_reset/{}", sys.new_id()),
            rule: "tenancy.password_reset",
            subject: Some(("account", account.id)),
        };
        send_from_system(&sys, None, intent).await?;
    }
    sys.commit().await
}

/// Sets the new password and ends every session of the account.
pub async fn redeem(db: &Db, secret: &str, new: String) -> Result<()> {
    let sys = db.system_read(Why::SecretLink).await?;
    let token = token::look_up(&sys, &[Purpose::Reset], secret).await?;
    let account = sys.find::<account::Entity>().filter(account::Column::Id.eq(token.subject_id)).one(sys.conn()).await?;
    let account = account.ok_or_else(Failure::not_found)?;
    drop(sys);
    rules::password(&new, &account.email)?;
    let hash = password::hash(new).await?;
    let sys = db.system(Why::SecretLink).await?;
    token::redeem(&sys, &[Purpose::Reset], secret).await?;
    let id = account.id;
    sys.update(account::ActiveModel { password_hash: Set(Some(hash)), ..account.into() }).await?;
    log_in::end_all(&sys, id).await?;
    let scope = Scope { community: PLATFORM, actor: Actor::Account { account: id, member: None } };
    sys.audit(&scope, "account.reset_password", "account", id, json!({})).await?;
    sys.commit().await
}
