//! Questions about assignments.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, QueryTrait, sea_query::SelectStatement};
use uuid::Uuid;

use super::{
    Act, Of, State,
    assignment::{self, Column},
    assignment_step,
};
use crate::kernel::{Failure, Page, PageRequest, Result, Tx};

/// The assignment of a subject, if it was ever handed out.
pub async fn of(tx: &Tx, of: Of) -> Result<Option<assignment::Model>> {
    Ok(tx.find::<assignment::Entity>().filter(of.matches()).one(tx.conn()).await?)
}

/// The assignments of several subjects, by subject.
pub async fn of_each(tx: &Tx, subjects: impl Iterator<Item = Of>) -> Result<HashMap<Uuid, assignment::Model>> {
    let any = subjects.fold(Condition::any(), |any, of| any.add(of.matches()));
    if any.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = tx.find::<assignment::Entity>().filter(any).all(tx.conn()).await?;
    rows.into_iter().map(|row| Ok((row.of()?.id(), row))).collect()
}

/// What a member has to do, the most pressing first.
pub async fn held_by(tx: &Tx, member: Uuid, page: &PageRequest) -> Result<Page<assignment::Model>> {
    let limit = page.limit()?;
    let held = Column::State.is_in([State::Assigned, State::Accepted]);
    let mut rows = tx.find::<assignment::Entity>().filter(Column::HolderId.eq(member)).filter(held);
    if let Some((due, id)) = page.key::<(DateTime<Utc>, Uuid)>()? {
        let beside = Condition::all().add(Column::DueAt.eq(due)).add(Column::Id.gt(id));
        rows = rows.filter(Condition::any().add(Column::DueAt.gt(due)).add(beside));
    }
    let rows = rows.order_by_asc(Column::DueAt).order_by_asc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    Page::cut(rows, limit, |row| (row.due_at, row.id))
}

/// What `member` has, or had until somebody stood in: those in `subject`'s column, as a part of another query.
pub(crate) fn of_member(tx: &Tx, member: Uuid, subject: Column) -> SelectStatement {
    let held = Condition::any().add(Column::HolderId.eq(member)).add(Column::StandsInFor.eq(member));
    tx.find::<assignment::Entity>().filter(held).filter(subject.is_not_null()).select_only().column(subject).into_query()
}

/// What was done with an assignment, from its beginning.
pub async fn steps(tx: &Tx, assignment: Uuid) -> Result<Vec<assignment_step::Model>> {
    let steps = tx.find::<assignment_step::Entity>().filter(assignment_step::Column::AssignmentId.eq(assignment));
    Ok(steps.order_by_asc(assignment_step::Column::Place).all(tx.conn()).await?)
}

/// The acts of a history, as it was written.
pub fn acts(steps: &[assignment_step::Model]) -> Result<Vec<Act>> {
    steps.iter().map(|step| serde_json::from_value(step.act.clone()).map_err(Failure::from)).collect()
}
