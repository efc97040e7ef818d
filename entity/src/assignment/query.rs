//! Questions about assignments.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
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

/// What was done with an assignment, from its beginning.
pub async fn steps(tx: &Tx, assignment: Uuid) -> Result<Vec<assignment_step::Model>> {
    let steps = tx.find::<assignment_step::Entity>().filter(assignment_step::Column::AssignmentId.eq(assignment));
    Ok(steps.order_by_asc(assignment_step::Column::Place).all(tx.conn()).await?)
}

/// The acts of a history, as it was written.
pub fn acts(steps: &[assignment_step::Model]) -> Result<Vec<Act>> {
    steps.iter().map(|step| serde_json::from_value(step.act.clone()).map_err(Failure::from)).collect()
}
