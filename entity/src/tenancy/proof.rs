//! Saying once more who one is: asked of somebody who is logged in, before something that must not happen by another's hand.

use super::{account, attempts, password};
use crate::kernel::{Db, Result, Why};

/// Whether the account's password was told. Tries are counted together with those of logging in, and forgotten once it is right.
///
/// # Errors
/// "Limited" after too many.
pub(crate) async fn is_them(db: &Db, account: &account::Model, told: String, address: &str) -> Result<bool> {
    attempts::take(db, &attempts::LOG_IN, &account.email, address).await?;
    // The computation is slow, and waits for no transaction.
    let right = password::matches(told, account.password_hash.clone()).await?;
    if right {
        let sys = db.system(Why::Account).await?;
        attempts::forget(&sys, &attempts::LOG_IN, &account.email).await?;
        sys.commit().await?;
    }
    Ok(right)
}
