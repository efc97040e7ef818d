//! What a community does with what its street hands down.

use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    Act, State,
    directive_copy::{self, Column},
    error::DirectiveError,
    figures,
    job::Complete,
    rules::{LONGEST_ANSWER, is_open, next},
};
use crate::{
    kernel::{Failure, Result, Tx},
    matters::{
        Source,
        intake::{self, Report, Reporter},
    },
    tenancy::members,
};

/// Acknowledges it, or reports it as done with an answer for the street.
///
/// # Errors
/// `WrongState`; a report wants an answer.
pub async fn act(tx: &Tx, id: Uuid, revision: i64, act: Act, answer: &str) -> Result<directive_copy::Model> {
    let copy = tx.get::<directive_copy::Entity>(id).await?;
    let state = next(copy.kind, copy.state, act).ok_or(DirectiveError::WrongState)?;
    let answer = answer.trim();
    let mut row = directive_copy::ActiveModel { state: Set(state), ..Default::default() };
    if state == State::Reported {
        if answer.is_empty() || answer.chars().count() > LONGEST_ANSWER {
            return Err(Failure::invalid_field("answer", "directives.answer_wanted"));
        }
        row.answer = Set(answer.to_owned());
        row.reported_at = Set(Some(tx.now()));
    }
    if copy.acknowledged_at.is_none() {
        row.acknowledged_at = Set(Some(tx.now()));
        row.acknowledged_by_id = Set(members::acting(tx));
    }
    figures::mark(tx).await?;
    if !is_open(copy.kind, state) {
        tx.enqueue(&Complete { directive: copy.directive_id }).await?;
    }
    tx.revise(id, Column::Revision, revision, row).await
}

/// Takes a task on as a matter of the community, with that one's clocks; it counts as acknowledged.
///
/// # Errors
/// `MatterAlready`; `WrongState` if nothing is to be done any more.
pub async fn become_matter(tx: &Tx, id: Uuid, kind: Uuid, to: Option<Uuid>) -> Result<directive_copy::Model> {
    let copy = tx.get::<directive_copy::Entity>(id).await?;
    let report = Report {
        kind,
        source: Source::Street,
        title: copy.title.clone(),
        detail: copy.body.clone(),
        place: String::new(),
        building: None,
        grid: None,
        person: None,
        visit: None,
        reporter: Reporter::default(),
        urgent: false,
        to,
        done: None,
    };
    let matter = intake::take(tx, report).await?;
    if copy.matter_id.is_some() {
        return Err(DirectiveError::MatterAlready.into());
    }
    let state = match copy.state {
        State::Sent => State::Acknowledged,
        state @ (State::Acknowledged | State::Returned) => state,
        State::Reported | State::Accepted | State::Withdrawn => return Err(DirectiveError::WrongState.into()),
    };
    let row = directive_copy::ActiveModel {
        matter_id: Set(Some(matter.id)),
        state: Set(state),
        acknowledged_at: Set(copy.acknowledged_at.or(Some(tx.now()))),
        acknowledged_by_id: Set(copy.acknowledged_by_id.or(members::acting(tx))),
        ..Default::default()
    };
    figures::mark(tx).await?;
    tx.revise(id, Column::Revision, copy.revision, row).await
}
