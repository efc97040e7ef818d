//! Sending a ledger in, and confirming its columns.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::OnConflict};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    kernel::{Db, Failure, Result, Scope, Tx},
    people::{
        error::PeopleError,
        here::Here,
        job::Import,
        ledger::{self, Field, Form, Limits, Mapping, Suggestion},
        ledger_import::{self, State},
        ledger_mapping, text, words,
    },
};

/// What was found in a ledger: to be looked at before anything is taken from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// The sheet's name; empty for text files.
    pub sheet: String,
    /// How many rows stand below the headers.
    pub rows: usize,
    /// The columns, each with what it probably is.
    pub columns: Vec<Suggestion>,
    /// The headers, by which the mapping is remembered.
    headers: Vec<String>,
}

/// Reads a ledger and keeps it, sealed, until its columns are confirmed.
pub async fn upload(db: &Db, scope: &Scope, name: &str, bytes: Vec<u8>) -> Result<ledger_import::Model> {
    let (bytes, opened) = tokio::task::spawn_blocking(move || {
        let opened = ledger::open(&bytes, &Limits::default());
        (bytes, opened)
    })
    .await
    .map_err(Failure::internal)?;
    let (sheet, form) = opened?;
    let tx = db.write(scope).await?;
    let remembered = remembered(&tx, &form).await?;
    let columns = Suggestion::all(&sheet, &form, &remembered, Here::of(&tx).await?.today);
    let rows = sheet.rows.len().saturating_sub(form.first);
    let preview = Preview { sheet: sheet.name, rows, columns, headers: form.headers.clone() };
    let file = tx.new_id();
    // The file first: a row without its file would be an import that cannot begin.
    db.files().put(tx.community(), file, &tx.seal_bytes("ledger_import", "file", file, &bytes)?).await?;
    let row = ledger_import::ActiveModel {
        file_id: Set(file),
        file_name: Set(text::tidy(name).chars().take(120).collect()),
        state: Set(State::Previewed),
        header_key: Set(form.key()),
        preview: Set(serde_json::to_value(&preview)?),
        mapping: Set(None),
        total: Set(rows as i64),
        reached: Set(0),
        good: Set(0),
        bad: Set(0),
        skipped: Set(0),
        failure: Set(None),
        finished_at: Set(None),
        ..Default::default()
    };
    let import = tx.insert(row).await?;
    tx.audit("people.upload_ledger", "ledger_import", import.id, serde_json::json!({"bytes": bytes.len(), "rows": rows})).await?;
    tx.commit().await?;
    Ok(import)
}

async fn remembered(tx: &Tx, form: &Form) -> Result<Mapping> {
    let kept = tx.find::<ledger_mapping::Entity>().filter(ledger_mapping::Column::HeaderKey.eq(form.key())).one(tx.conn()).await?;
    let by_header = kept.map(|kept| serde_json::from_value::<BTreeMap<String, Field>>(kept.mapping)).transpose()?;
    Ok(by_header.map(|by_header| form.remembered(&by_header)).unwrap_or_default())
}

/// Confirms which column is which field, remembers that for the next time, and has the rows taken.
pub async fn start(tx: &Tx, id: Uuid, mapping: &BTreeMap<String, String>) -> Result<ledger_import::Model> {
    let import = super::read(tx, id).await?;
    if import.state != State::Previewed {
        return Err(PeopleError::ImportStarted.into());
    }
    let preview: Preview = serde_json::from_value(import.preview.clone())?;
    let mapping = checked(&preview, mapping)?;
    remember(tx, &import.header_key, &Form { headers: preview.headers, first: 0, score: 0 }.by_header(&mapping)).await?;
    // Of two who confirm at once only one finds it in the state before.
    let begun = tx
        .update_many::<ledger_import::Entity>()
        .set(ledger_import::ActiveModel { state: Set(State::Running), ..Default::default() })
        .filter(ledger_import::Column::Id.eq(id))
        .filter(ledger_import::Column::State.eq(State::Previewed));
    if begun.exec(tx.conn()).await?.rows_affected != 1 {
        return Err(PeopleError::ImportStarted.into());
    }
    let mut row = import.into_active_model();
    row.state = Set(State::Running);
    row.mapping = Set(Some(serde_json::to_value(&mapping)?));
    let import = tx.update(row).await?;
    tx.audit("people.start_import", "ledger_import", id, serde_json::json!({"rows": import.total})).await?;
    tx.enqueue(&Import { import: id }).await?;
    Ok(import)
}

fn checked(preview: &Preview, told: &BTreeMap<String, String>) -> Result<Mapping> {
    let wrong = |code| Failure::invalid_field("mapping", code);
    let mut mapping = Mapping::new();
    for (column, field) in told {
        let known = |index: &usize| preview.columns.iter().any(|column| column.index == *index);
        let column = column.parse().ok().filter(known).ok_or_else(|| wrong("people.ledger_column_unknown"))?;
        mapping.insert(column, words::read(field).ok_or_else(|| wrong("people.ledger_field_unknown"))?);
    }
    let fields: BTreeSet<Field> = mapping.values().copied().collect();
    match () {
        () if fields.len() < mapping.len() => Err(wrong("people.ledger_column_twice")),
        () if !fields.contains(&Field::Name) => Err(wrong("people.ledger_name_column_missing")),
        () => Ok(mapping),
    }
}

async fn remember(tx: &Tx, header_key: &str, by_header: &BTreeMap<String, Field>) -> Result<()> {
    let row = ledger_mapping::ActiveModel {
        community_id: Set(tx.community()),
        id: Set(tx.new_id()),
        header_key: Set(header_key.to_owned()),
        mapping: Set(serde_json::to_value(by_header)?),
        created_at: Set(tx.now()),
        updated_at: Set(tx.now()),
    };
    use ledger_mapping::Column;
    let again =
        OnConflict::columns([Column::CommunityId, Column::HeaderKey]).update_columns([Column::Mapping, Column::UpdatedAt]).to_owned();
    ledger_mapping::Entity::insert(row).on_conflict(again).exec_without_returning(tx.conn()).await?;
    Ok(())
}
