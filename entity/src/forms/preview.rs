//! What a form would look like, while it is being designed.

use super::{Plan, examples, export::shown, gather::gather, layout::Layout, rules, subjects, tables::Table};
use crate::{
    kernel::{Result, Tx},
    people::query::today,
};

/// So many rows are shown.
const SHOWN: usize = 8;

/// The first rows and the counts.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The layout that was looked at, in order.
    pub layout: Layout,
    /// The first rows: sealed facts are masked.
    pub rows: Vec<Vec<String>>,
    /// How many rows there are; none if they are invented.
    pub count: Option<i64>,
    /// How they are counted; none if they are invented, or nothing counts them.
    pub table: Option<Table>,
}

/// With the community's own rows of the last period.
///
/// # Errors
/// The field in which something is missing or does not fit.
pub async fn of_community(tx: &Tx, plan: Plan) -> Result<Preview> {
    let plan = plan.checked()?;
    let today = today(tx).await?;
    let found = gather(tx, &plan.layout, rules::period(plan.every, today, today)).await?;
    let table = found.layout.counted_by().map(|cross| Table::of(&cross, found.known.iter().map(|one| &one.heads)));
    let count = i64::try_from(found.known.len()).unwrap_or(i64::MAX);
    let masked = |values: Vec<String>| found.layout.columns.iter().zip(values).map(|(column, text)| shown(column, &text, false)).collect();
    let rows = found.known.into_iter().filter(|_| !found.layout.columns.is_empty()).take(SHOWN).map(|one| masked(one.values)).collect();
    Ok(Preview { rows, count: Some(count), table, layout: found.layout })
}

/// With invented rows: a street sees no person.
///
/// # Errors
/// The field in which something is missing or does not fit.
pub fn of_street(plan: Plan) -> Result<Preview> {
    let plan = plan.checked()?;
    Ok(Preview { rows: examples::rows(&plan.layout, &subjects::shipped()), count: None, table: None, layout: plan.layout })
}
