//! A row in a filling: what is known, what was written by hand beside it, what stood there before.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::rules::Cell;
use crate::kernel::{Result, Tx};

/// What became of the row since the last submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Change {
    /// As it was.
    Same,
    /// Some cell is another.
    Changed,
    /// It was not there.
    Added,
    /// It was there, and does not belong there any more: shown, and not handed in.
    Gone,
}

/// One row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_row")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The filling.
    pub filling_id: Uuid,
    /// The resident, household, dwelling or ledger's row that it stands for; none once that was erased.
    pub subject_id: Option<Uuid>,
    /// Its place, from 1.
    pub place: i64,
    /// What became of it since the last submission.
    pub change: Change,
    /// So many cells should have something and have nothing.
    pub missing: i64,
    /// The cells, sealed: they name people.
    pub cells: Vec<u8>,
    /// Since when its cells are blank: whom it was about is not known here any more.
    pub removed_at: Option<DateTime<Utc>>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl Model {
    /// The cells in the open.
    pub(crate) fn opened(&self, tx: &Tx) -> Result<Vec<Cell>> {
        Ok(serde_json::from_str(&tx.open("form_row", "cells", self.id, &self.cells)?)?)
    }
}

/// The cells of the row `id`, sealed.
pub(crate) fn sealed(tx: &Tx, id: Uuid, cells: &[Cell]) -> Result<Vec<u8>> {
    tx.seal("form_row", "cells", id, &serde_json::to_string(cells)?)
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
