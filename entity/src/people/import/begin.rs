//! Sending a ledger of residents in, and confirming its columns.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::intake::{self, Opened, Preview};
use crate::{
    kernel::{Db, Failure, Result, Scope, Tx},
    people::{
        error::PeopleError,
        here::Here,
        job::Import,
        ledger::{Field, Residents},
        ledger_import::{self, State},
        words,
    },
};

/// Reads a ledger and keeps it, sealed, until its columns are confirmed.
pub async fn upload(db: &Db, scope: &Scope, name: &str, bytes: Vec<u8>) -> Result<ledger_import::Model> {
    let words = Residents { today: Here::of(&db.read(scope).await?).await?.today };
    let opened = Opened::read(bytes, words).await??;
    let tx = db.write(scope).await?;
    let key = opened.form.key();
    let preview = opened.preview(&intake::remembered(&tx, &key, &opened.form).await?, &words);
    let import = opened.keep(&tx, db, name, key, &preview).await?;
    tx.commit().await?;
    Ok(import)
}

/// Confirms which column is which field, remembers that for the next time, and has the rows taken.
pub async fn start(tx: &Tx, id: Uuid, mapping: &BTreeMap<String, String>) -> Result<ledger_import::Model> {
    let import = super::read(tx, id).await?;
    if import.state != State::Previewed {
        return Err(PeopleError::ImportStarted.into());
    }
    let preview: Preview<Field> = serde_json::from_value(import.preview.clone())?;
    let mapping = intake::told(&preview, mapping, words::read)?;
    if !mapping.values().any(|field| *field == Field::Name) {
        return Err(Failure::invalid_field("mapping", "people.ledger_name_column_missing"));
    }
    let import = intake::begin(tx, import, preview.headers, &mapping).await?;
    tx.enqueue(&Import { import: id }).await?;
    Ok(import)
}
