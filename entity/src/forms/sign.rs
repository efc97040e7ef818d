//! A signature: somebody who is logged in says so once more with the password, and what is signed is hashed.

use sha2::{Digest, Sha256};

use super::{Change, form_filling, query::rows_of};
use crate::{
    kernel::{Db, Failure, Result, Tx},
    tenancy::{account, proof},
};

/// Refuses whoever does not know the account's password.
///
/// # Errors
/// The field `password`, if it is another; "limited" after too many.
pub async fn confirm(db: &Db, account: &account::Model, told: String, address: &str) -> Result<()> {
    match proof::is_them(db, account, told, address).await? {
        true => Ok(()),
        false => Err(Failure::invalid_field("password", "forms.password_wrong")),
    }
}

/// The hash of what is handed in: columns, counts, rows, in their order.
pub(crate) async fn hash(tx: &Tx, filling: &form_filling::Model) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(format!("{}\n{}\n{}\n{}\n", filling.form_id, filling.from_on, filling.to_on, filling.edition));
    hash.update(serde_json::to_vec(&filling.design()?)?);
    hash.update(serde_json::to_vec(&filling.summary)?);
    for row in rows_of(tx, filling.id).await?.into_iter().filter(|row| row.change != Change::Gone) {
        let cells = row.opened(tx)?;
        let texts: Vec<&str> = cells.iter().map(super::rules::Cell::text).collect();
        hash.update(serde_json::to_vec(&(row.subject_id, texts))?);
    }
    Ok(hex::encode(hash.finalize()))
}
