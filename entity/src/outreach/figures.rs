//! The figures of interviews.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, Select};

use super::{
    interview::{self, Column},
    interview_outcome,
};
use crate::kernel::{Result, Tx};

/// How many interviews were held on each day of a span.
pub(crate) async fn held(tx: &Tx, from: NaiveDate, to: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    let within = tx.find::<interview::Entity>().filter(Column::OnDay.gte(from)).filter(Column::OnDay.lte(to));
    let days: Vec<NaiveDate> = within.select_only().column(Column::OnDay).into_tuple().all(tx.conn()).await?;
    let mut counts = BTreeMap::new();
    for day in days {
        *counts.entry(day).or_default() += 1;
    }
    Ok(counts)
}

/// What became of answers, by the instant.
pub(crate) fn outcomes(tx: &Tx) -> (Select<interview_outcome::Entity>, interview_outcome::Column) {
    (tx.find::<interview_outcome::Entity>(), interview_outcome::Column::CreatedAt)
}
