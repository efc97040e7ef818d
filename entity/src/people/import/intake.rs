//! What every import has in common, whatever its rows become: the sealed file, the columns that were confirmed, the faults.

use std::collections::BTreeMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::OnConflict};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{
    kernel::{Db, Failure, Kind, Result, Tx, files::Shelf},
    people::{
        error::PeopleError,
        ledger::{self, Fault, Form, Limits, Mapping, Sheet, Suggestion, Unreadable, Vocabulary},
        ledger_fault,
        ledger_import::{self, State},
        ledger_mapping, text,
    },
};

/// What was found in a ledger: to be looked at before anything is taken from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Preview<F> {
    /// The sheet's name; empty for text files.
    pub sheet: String,
    /// How many rows stand below the headers.
    pub rows: usize,
    /// The columns, each with what it probably is.
    pub columns: Vec<Suggestion<F>>,
    /// What a column can be, where that is told by the ledger; nothing for ledgers of residents.
    #[serde(default)]
    pub fields: Vec<FieldName>,
    /// The headers, by which the mapping is remembered.
    pub(crate) headers: Vec<String>,
}

/// What a column can be, as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldName {
    /// Its word.
    pub field: String,
    /// What it is called.
    pub label: String,
    /// Whether some column must be it.
    pub required: bool,
}

/// A file that was read, and kept nowhere yet.
pub(crate) struct Opened {
    pub bytes: Vec<u8>,
    pub sheet: Sheet,
    pub form: Form,
}

impl Opened {
    /// Reads a file on a thread that may take its time; before a unit of work begins, so that none waits for it.
    pub(crate) async fn read<V: Vocabulary + Send + 'static>(bytes: Vec<u8>, words: V) -> Result<std::result::Result<Self, Unreadable>> {
        let read = move || {
            let (sheet, form) = ledger::open(&bytes, &Limits::default(), &words)?;
            Ok(Self { bytes, sheet, form })
        };
        tokio::task::spawn_blocking(read).await.map_err(Failure::internal)
    }

    /// What is to be confirmed.
    pub(crate) fn preview<V: Vocabulary>(&self, remembered: &Mapping<V::Field>, words: &V) -> Preview<V::Field> {
        Preview {
            sheet: self.sheet.name.clone(),
            rows: self.sheet.rows.len().saturating_sub(self.form.first),
            columns: Suggestion::all(&self.sheet, &self.form, remembered, words),
            fields: Vec::new(),
            headers: self.form.headers.clone(),
        }
    }

    /// Keeps the file, sealed, until its columns are confirmed.
    pub(crate) async fn keep<F: Serialize>(
        &self,
        tx: &Tx,
        db: &Db,
        name: &str,
        key: String,
        preview: &Preview<F>,
    ) -> Result<ledger_import::Model> {
        let file = tx.new_id();
        // The file first: a row without its file would be an import that cannot begin.
        db.files().put(Shelf::Imports.of(tx.community(), file), &tx.seal_bytes("ledger_import", "file", file, &self.bytes)?).await?;
        let row = ledger_import::ActiveModel {
            file_id: Set(file),
            file_name: Set(text::tidy(name).chars().take(120).collect()),
            state: Set(State::Previewed),
            header_key: Set(key),
            preview: Set(serde_json::to_value(preview)?),
            mapping: Set(None),
            total: Set(preview.rows as i64),
            reached: Set(0),
            good: Set(0),
            bad: Set(0),
            skipped: Set(0),
            failure: Set(None),
            finished_at: Set(None),
            ..Default::default()
        };
        let import = tx.insert(row).await?;
        let detail = serde_json::json!({"bytes": self.bytes.len(), "rows": preview.rows});
        tx.audit("people.upload_ledger", "ledger_import", import.id, detail).await?;
        Ok(import)
    }
}

/// The mapping that was confirmed for this form the last time.
pub(crate) async fn remembered<F: DeserializeOwned + Clone + PartialEq>(tx: &Tx, key: &str, form: &Form) -> Result<Mapping<F>> {
    let kept = tx.find::<ledger_mapping::Entity>().filter(ledger_mapping::Column::HeaderKey.eq(key)).one(tx.conn()).await?;
    let by_header = kept.map(|kept| serde_json::from_value::<BTreeMap<String, F>>(kept.mapping)).transpose()?;
    Ok(by_header.map(|by_header| form.remembered(&by_header)).unwrap_or_default())
}

/// What was told of the columns, as a mapping: known columns, fields that `read` knows, each once.
pub(crate) fn told<F: Ord + Clone>(
    preview: &Preview<F>,
    told: &BTreeMap<String, String>,
    read: impl Fn(&str) -> Option<F>,
) -> Result<Mapping<F>> {
    let wrong = |code| Failure::invalid_field("mapping", code);
    let mut mapping = Mapping::new();
    for (column, field) in told {
        let known = |index: &usize| preview.columns.iter().any(|column| column.index == *index);
        let column = column.parse().ok().filter(known).ok_or_else(|| wrong("people.ledger_column_unknown"))?;
        mapping.insert(column, read(field).ok_or_else(|| wrong("people.ledger_field_unknown"))?);
    }
    let fields: std::collections::BTreeSet<&F> = mapping.values().collect();
    if fields.len() < mapping.len() { Err(wrong("people.ledger_column_twice")) } else { Ok(mapping) }
}

/// Confirms the columns and remembers them for the next time; the rows may be taken now.
pub(crate) async fn begin<F: Serialize + Clone>(
    tx: &Tx,
    import: ledger_import::Model,
    headers: Vec<String>,
    mapping: &Mapping<F>,
) -> Result<ledger_import::Model> {
    remember(tx, &import.header_key, &Form { headers, first: 0, score: 0 }.by_header(mapping)).await?;
    // Of two who confirm at once only one finds it in the state before.
    let begun = tx
        .update_many::<ledger_import::Entity>()
        .set(ledger_import::ActiveModel { state: Set(State::Running), ..Default::default() })
        .filter(ledger_import::Column::Id.eq(import.id))
        .filter(ledger_import::Column::State.eq(State::Previewed));
    if begun.exec(tx.conn()).await?.rows_affected != 1 {
        return Err(PeopleError::ImportStarted.into());
    }
    let mut row = import.into_active_model();
    row.state = Set(State::Running);
    row.mapping = Set(Some(serde_json::to_value(mapping)?));
    let import = tx.update(row).await?;
    tx.audit("people.start_import", "ledger_import", import.id, serde_json::json!({"rows": import.total})).await?;
    Ok(import)
}

async fn remember<F: Serialize>(tx: &Tx, header_key: &str, by_header: &BTreeMap<String, F>) -> Result<()> {
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

/// The bytes of an import that was started, with what they are read by.
pub(crate) async fn file(tx: &Tx, db: &Db, import: &ledger_import::Model) -> Result<Vec<u8>> {
    let gone = |failure: Failure| if failure.kind() == Kind::NotFound { PeopleError::ImportFileGone.into() } else { failure };
    let sealed = db.files().get(Shelf::Imports.of(tx.community(), import.file_id)).await.map_err(gone)?;
    tx.open_bytes("ledger_import", "file", import.file_id, &sealed)
}

/// A fault, as it is kept.
pub(crate) fn fault_row(import: Uuid, fault: &Fault) -> ledger_fault::ActiveModel {
    ledger_fault::ActiveModel {
        import_id: Set(import),
        row: Set(fault.row.into()),
        column: Set(fault.column.clone()),
        value_masked: Set(fault.value.clone()),
        code: Set(fault.code.to_owned()),
        ..Default::default()
    }
}
