//! One's own data in the open: for whoever says again who they are.

use serde_json::json;
use uuid::Uuid;

use super::error::PrivacyError;
use crate::{
    kernel::{Db, Result, Tx},
    tenancy::{account, proof},
};

/// Proves by the password that it is still them at the phone.
///
/// # Errors
/// `PasswordWrong`, or "limited" after too many.
pub async fn prove(db: &Db, account: &account::Model, told: String, address: &str) -> Result<()> {
    match proof::is_them(db, account, told, address).await? {
        true => Ok(()),
        false => Err(crate::kernel::Failure::from(PrivacyError::PasswordWrong).field("password", "privacy.password_wrong")),
    }
}

/// Keeps in the audit book that somebody looked at their own data in the open.
pub async fn note(tx: &Tx, person: Uuid) -> Result<()> {
    tx.audit("privacy.unmask_own", "person", person, json!({})).await
}
