//! What people do about visits, besides recording them: plan one by hand, call one off, give somebody a visitor.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use super::{
    desk::Desk,
    error::VisitError,
    job::SCHEDULES,
    plan::{self, Whom},
    protocol, roster,
    rules::{
        cadence::Kind,
        no_answer::Protocol,
        state::{self, Event},
    },
    visit::{self, State},
    visit_attempt, visit_plan,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{grid, job::PeopleChanged, person, person::State as Life},
    schedules,
    tenancy::membership,
};

/// The longest text of a remark, a note or a reason, in characters.
pub const LONGEST_TEXT: usize = 2_000;

/// The figures that a visit changes on the last day of its window.
pub(super) const DUE_MEASURES: [&str; 3] = ["visits.due", "visits.on_time", "visits.missed"];

/// Marks the figures of the visit's window.
pub(super) async fn mark_due(tx: &Tx, desk: &Desk, visit: &visit::Model) -> Result<()> {
    for measure in DUE_MEASURES {
        tx.mark(desk.last_day(visit.due_at), measure).await?;
    }
    Ok(())
}

/// A visit that a human wants.
#[derive(Debug, Clone)]
pub struct Wish {
    /// To whom.
    pub person: Uuid,
    /// By when.
    pub due_at: DateTime<Utc>,
    /// How.
    pub kind: Kind,
}

/// Plans a visit by hand.
pub async fn plan_visit(tx: &Tx, wish: Wish) -> Result<visit::Model> {
    let desk = Desk::of(tx).await?;
    if wish.due_at <= tx.now() || wish.due_at > tx.now() + chrono::Duration::days(366) {
        return Err(Failure::invalid_field("due_at", "visits.impossible_time"));
    }
    let person = tx.get::<person::Entity>(wish.person).await?;
    if person.state != Life::Present {
        return Err(VisitError::NotVisited.into());
    }
    let id = tx.new_id();
    let visit =
        insert(tx, &desk, person, Extra { slot: format!("hand@{id}"), opens_at: tx.now(), due_at: wish.due_at, kind: wish.kind }).await?;
    protocol::set_alarm(tx).await?;
    Ok(visit)
}

/// A visit beside the plans.
pub(super) struct Extra {
    pub slot: String,
    pub opens_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub kind: Kind,
}

/// Writes a visit beside the plans; it comes onto the list on the last day of its window.
pub(super) async fn insert(tx: &Tx, desk: &Desk, person: person::Model, extra: Extra) -> Result<visit::Model> {
    let listed = roster::listed(tx, vec![person]).await?.pop().ok_or_else(Failure::not_found)?;
    let row = visit::ActiveModel {
        person_id: Set(listed.person.id),
        grid_id: Set(listed.grid.as_ref().map(|grid| grid.id)),
        visitor_id: Set(listed.worker()),
        slot: Set(extra.slot),
        kind: Set(extra.kind.to_string()),
        opens_at: Set(extra.opens_at),
        due_at: Set(extra.due_at),
        planned_on: Set(desk.last_day(extra.due_at)),
        state: Set(State::Planned),
        protocol: Set(Protocol::None),
        needs: Set(json!([])),
        ..Default::default()
    };
    let visit = tx.insert(row).await?;
    mark_due(tx, desk, &visit).await?;
    Ok(visit)
}

/// Calls a visit off; not while nobody knows how the person is.
pub async fn cancel(tx: &Tx, visit: visit::Model, reason: String) -> Result<visit::Model> {
    if reason.trim().is_empty() || reason.chars().count() > LONGEST_TEXT {
        return Err(Failure::invalid_field("reason", "visits.reason_wanted"));
    }
    if !state::may_cancel(visit.protocol) {
        return Err(VisitError::ProtocolRuns.into());
    }
    let state = state::next(visit.state, Event::Cancel).ok_or(VisitError::WrongState)?;
    let row = visit::ActiveModel {
        id: Set(visit.id),
        state: Set(state),
        cancel_cause: Set(Some("hand".to_owned())),
        cancel_reason: Set(Some(reason)),
        ..Default::default()
    };
    let visit = tx.update(row).await?;
    tx.audit("visits.cancel", "visit", visit.id, json!({ "slot": visit.slot })).await?;
    mark_due(tx, &Desk::of(tx).await?, &visit).await?;
    Ok(visit)
}

/// Takes back the visits to a person that nobody ever tried to pay: what is left is history, which is not removed.
pub async fn withdraw(tx: &Tx, person: Uuid) -> Result<()> {
    let tried = tx.find::<visit_attempt::Entity>().select_only().column(visit_attempt::Column::VisitId).into_query();
    tx.delete_many::<visit::Entity>()
        .filter(visit::Column::PersonId.eq(person))
        .filter(visit::Column::State.is_in([State::Planned, State::Cancelled]))
        .filter(visit::Column::Id.not_in_subquery(tried))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Takes grids and plans from members who do not visit any more, so that the administrators hear who has nobody.
pub async fn release_absent(tx: &Tx) -> Result<()> {
    let absent = tx.find::<membership::Entity>().all(tx.conn()).await?.into_iter().filter(|member| !member.may_visit());
    let absent: Vec<Uuid> = absent.map(|member| member.id).collect();
    let nobody = Expr::value(Option::<Uuid>::None);
    let grids = tx.update_many::<grid::Entity>().col_expr(grid::Column::WorkerId, nobody.clone());
    let grids = grids.filter(grid::Column::WorkerId.is_in(absent.clone())).exec(tx.conn()).await?;
    let plans = tx.update_many::<visit_plan::Entity>().col_expr(visit_plan::Column::VisitorId, nobody);
    let plans = plans.filter(visit_plan::Column::VisitorId.is_in(absent)).exec(tx.conn()).await?;
    if grids.rows_affected + plans.rows_affected > 0 {
        tx.enqueue(&PeopleChanged {}).await?;
    }
    Ok(())
}

/// Gives a plan a visitor of its own (一对一), or takes that back; what is due follows at once.
pub async fn assign(tx: &Tx, plan: Uuid, visitor: Option<Uuid>) -> Result<visit_plan::Model> {
    let plan = tx.get::<visit_plan::Entity>(plan).await?;
    if let Some(visitor) = visitor {
        let member = tx.get::<membership::Entity>(visitor).await?;
        if !member.may_visit() {
            return Err(Failure::invalid_field("visitor_id", "people.worker_unknown"));
        }
    }
    let plan = tx.update(visit_plan::ActiveModel { id: Set(plan.id), visitor_id: Set(visitor), ..Default::default() }).await?;
    plan::bring_in_line(tx, &Whom::People(vec![plan.person_id])).await?;
    Ok(plan)
}

/// Gives a community its reminders' times, those that it does not have yet.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, SCHEDULES).await
}
