//! A row in the open, and how its values are kept: sealed where they are sensitive, found by blind indexes.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    definition::{Column, Definition, Kind, Meaning},
    ledger_entry, ledger_key,
    value::{self, Values},
};
use crate::{
    kernel::{Result, Tx},
    people::name,
};

const TABLE: &str = "ledger_entry";
const SEALED: &str = "sealed_values";

/// A row with its values.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The row.
    pub row: ledger_entry::Model,
    /// All its values, sensitive ones too: not to be handed on unmasked.
    pub(super) values: Values,
    /// What its references are called.
    pub(super) labels: HashMap<Uuid, String>,
}

impl Entry {
    /// Opens what is sealed.
    pub(super) fn open(tx: &Tx, row: ledger_entry::Model) -> Result<Self> {
        let mut values: Values = serde_json::from_value(row.open_values.clone())?;
        if let Some(sealed) = &row.sealed_values {
            values.extend(serde_json::from_str::<Values>(&tx.open(TABLE, SEALED, row.id, sealed)?)?);
        }
        Ok(Self { row, values, labels: HashMap::new() })
    }

    /// What is shown of a column's value: masked where it is sensitive, a name where it is a reference.
    pub fn shown(&self, column: &Column) -> Option<String> {
        let value = self.values.get(&column.code)?;
        Some(if column.sensitive { value::masked(column.kind, value) } else { self.label(column, value) })
    }

    /// Like [`Entry::shown`], with sensitive values in the open: for whoever stated a reason.
    pub(super) fn told(&self, column: &Column) -> Option<String> {
        Some(self.label(column, self.values.get(&column.code)?))
    }

    /// What is kept in a column: sensitive values too.
    pub(super) fn kept(&self, column: &Column) -> Option<String> {
        self.values.get(&column.code).cloned()
    }

    /// The row that a column's value names.
    pub fn reference(&self, column: &Column) -> Option<Uuid> {
        if column.kind.is_reference() { self.values.get(&column.code)?.parse().ok() } else { None }
    }

    fn label(&self, column: &Column, value: &str) -> String {
        let label = value.parse().ok().filter(|_| column.kind.is_reference()).and_then(|id: Uuid| self.labels.get(&id));
        label.cloned().unwrap_or_else(|| value.to_owned())
    }
}

/// Puts values into a row.
pub(super) fn put(
    tx: &Tx,
    definition: &Definition,
    id: Uuid,
    row: &mut ledger_entry::ActiveModel,
    values: &Values,
    labels: &HashMap<Uuid, String>,
) -> Result<()> {
    let sensitive = |code: &String| definition.column(code).is_some_and(|column| column.sensitive);
    let (sealed, open): (Values, Values) = values.clone().into_iter().partition(|(code, _)| sensitive(code));
    let meaning = |meaning| definition.meaning(meaning).and_then(|column| values.get(&column.code));
    let words = open.iter().filter_map(|(code, value)| match definition.column(code)?.kind {
        Kind::Text | Kind::Choice => Some(value.as_str()),
        kind if kind.is_reference() => labels.get(&value.parse().ok()?).map(String::as_str),
        _ => None,
    });
    row.search = Set(words.map(name::searchable).collect::<Vec<_>>().join("\n"));
    row.title = Set(meaning(Meaning::Title).cloned().unwrap_or_default());
    row.valid_until = Set(meaning(Meaning::ValidUntil).and_then(|day| day.parse().ok()));
    row.open_values = Set(serde_json::to_value(&open)?);
    row.sealed_values = Set(match sealed.is_empty() {
        true => None,
        false => Some(tx.seal(TABLE, SEALED, id, &serde_json::to_string(&sealed)?)?),
    });
    Ok(())
}

/// The blind index of a value in a column of a ledger.
pub(super) fn hash(tx: &Tx, ledger: Uuid, field: &str, value: &str) -> Result<Vec<u8>> {
    tx.blind(&format!("ledger_key|{ledger}|{field}"), value)
}

/// The blind index of all values together: rows that say the same have the same.
pub(super) fn whole(tx: &Tx, ledger: Uuid, values: &Values) -> Result<Vec<u8>> {
    hash(tx, ledger, "", &serde_json::to_string(values)?)
}

/// By what a row is found; `holds` says whether it keeps others from having its unique values.
pub(super) fn keys(
    tx: &Tx,
    definition: &Definition,
    (ledger, entry): (Uuid, Uuid),
    values: &Values,
    holds: bool,
) -> Result<Vec<ledger_key::ActiveModel>> {
    let key = |field: &str, hash: Vec<u8>, sole: bool| ledger_key::ActiveModel {
        ledger_id: Set(ledger),
        entry_id: Set(entry),
        field: Set(field.to_owned()),
        hash: Set(hash),
        sole: Set(sole),
        ..Default::default()
    };
    let mut keys = vec![key("", whole(tx, ledger, values)?, false)];
    for column in definition.columns.iter().filter(|column| column.unique || column.kind.is_found_by()) {
        if let Some(value) = values.get(&column.code) {
            keys.push(key(&column.code, hash(tx, ledger, &column.code, value)?, column.unique && holds));
        }
    }
    Ok(keys)
}
