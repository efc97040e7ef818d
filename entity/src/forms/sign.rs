//! A signature: somebody who is logged in says so once more with the password, and what is signed is hashed.

use sea_orm::{ColumnTrait, QueryFilter};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Change, form_filling, query::rows_of};
use crate::{
    kernel::{Db, Failure, Result, Tx, Why},
    tenancy::{account, password},
};

/// Refuses whoever does not know the account's password.
///
/// # Errors
/// The field `password`, if it is another.
pub async fn confirm(db: &Db, account: Uuid, given: String) -> Result<()> {
    let sys = db.system_read(Why::Forms).await?;
    let row = sys.find::<account::Entity>().filter(account::Column::Id.eq(account)).one(sys.conn()).await?;
    // The computation is slow, and waits for no transaction.
    drop(sys);
    match password::matches(given, row.and_then(|row| row.password_hash)).await? {
        true => Ok(()),
        false => Err(Failure::invalid_field("password", "forms.password_wrong")),
    }
}

/// The hash of what is handed in: columns, rows, in their order.
pub(super) async fn hash(tx: &Tx, filling: &form_filling::Model) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(format!("{}\n{}\n{}\n{}\n", filling.form_id, filling.from_on, filling.to_on, filling.edition));
    hash.update(serde_json::to_vec(&filling.design()?)?);
    for row in rows_of(tx, filling.id).await?.into_iter().filter(|row| row.change != Change::Gone) {
        let cells = row.opened(tx)?;
        let texts: Vec<&str> = cells.iter().map(super::rules::Cell::text).collect();
        hash.update(serde_json::to_vec(&(row.person_id, texts))?);
    }
    Ok(hex::encode(hash.finalize()))
}
