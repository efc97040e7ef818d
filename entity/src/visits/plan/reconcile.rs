//! One person's visits, brought in line with what is owed: made, revived, withdrawn, handed over.

use std::collections::{BTreeSet, HashMap, HashSet, hash_map::Entry};

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use serde_json::json;
use uuid::Uuid;

use super::{
    super::{
        desk::Desk,
        roster::Listed,
        rules::{
            no_answer::Protocol,
            state::{self, Event, may_withdraw},
        },
        service::DUE_MEASURES,
        visit::{self, State},
        visit_plan,
    },
    Known,
    owed::{self, Owed},
};
use crate::kernel::{Result, Tx};

/// The cause of a visit that the plan no longer asks for; such a one may come back.
const BY_PLAN: &str = "plan";

/// What is written once for all people: new visits in few statements, each mark once.
#[derive(Default)]
pub struct Changes {
    made: Vec<visit::ActiveModel>,
    days: BTreeSet<NaiveDate>,
    /// Somebody came onto the list, or left it.
    listed: bool,
}

impl Changes {
    fn touch(&mut self, desk: &Desk, due_at: chrono::DateTime<chrono::Utc>) {
        self.days.insert(desk.last_day(due_at));
    }

    fn make(&mut self, desk: &Desk, listed: &Listed, owed: &Owed, plans: &HashMap<String, visit_plan::Model>) {
        let plan = owed.rule.as_ref().and_then(|rule| plans.get(rule));
        self.touch(desk, owed.slot.due_at);
        self.made.push(visit::ActiveModel {
            plan_id: Set(plan.map(|plan| plan.id)),
            person_id: Set(listed.person.id),
            grid_id: Set(listed.grid.as_ref().map(|grid| grid.id)),
            visitor_id: Set(visitor(listed, plan)),
            slot: Set(owed.slot.text.clone()),
            kind: Set(owed.kind.to_string()),
            opens_at: Set(owed.slot.opens_at),
            due_at: Set(owed.slot.due_at),
            planned_on: Set(owed.slot.planned_on),
            state: Set(State::Planned),
            protocol: Set(Protocol::None),
            needs: Set(json!([])),
            ..Default::default()
        });
    }

    /// Writes them.
    pub async fn write(self, tx: &Tx, desk: &Desk) -> Result<()> {
        tx.insert_many(self.made).await?;
        for day in self.days {
            for measure in DUE_MEASURES {
                tx.mark(day, measure).await?;
            }
        }
        if self.listed {
            tx.mark(desk.today, "month.elders").await?;
        }
        Ok(())
    }
}

/// Brings one person's visits in line.
pub async fn person(tx: &Tx, desk: &Desk, listed: &Listed, known: Known, changes: &mut Changes) -> Result<()> {
    let plans = plans(tx, desk, listed, known.plans, changes).await?;
    let owed = owed::slots(desk, listed, &known.events);
    let in_plan: HashSet<&str> = owed.iter().map(|owed| owed.slot.text.as_str()).collect();
    let before: HashMap<&str, &visit::Model> = known.visits.iter().map(|visit| (visit.slot.as_str(), visit)).collect();
    for owed in &owed {
        match before.get(owed.slot.text.as_str()) {
            None if !is_satisfied(owed, &known.visits) => changes.make(desk, listed, owed, &plans),
            Some(visit) if visit.state == State::Cancelled && visit.cancel_cause.as_deref() == Some(BY_PLAN) => {
                revive(tx, desk, visit, Some(owed), changes).await?;
            }
            _ => {}
        }
    }
    for visit in known.visits.iter().filter(|visit| visit.state == State::Planned) {
        let wanted = if is_of_plan(visit) { in_plan.contains(visit.slot.as_str()) } else { owed::is_visited(listed) };
        // A window that has closed is the alarm's business, not the plan's.
        if !wanted && (visit.due_at > desk.now || !owed::is_visited(listed)) {
            withdraw(tx, desk, listed, visit, changes).await?;
        } else {
            let owed = owed.iter().find(|owed| owed.slot.text == visit.slot);
            follow(tx, desk, listed, visit, &plans, owed).await?;
        }
    }
    revive_others(tx, desk, listed, &known.visits, changes).await
}

/// A visit that a duty or an event asked for; a human asked for any other.
fn is_of_plan(visit: &visit::Model) -> bool {
    visit.plan_id.is_some() || visit.slot.starts_with("event@")
}

/// Whether another visit of this kind was already paid in the slot's window?
fn is_satisfied(owed: &Owed, visits: &[visit::Model]) -> bool {
    let in_window = |visit: &visit::Model| visit.visited_at.is_some_and(|at| owed.slot.opens_at <= at && at < owed.slot.due_at);
    owed.rule.is_some() && visits.iter().any(|visit| visit.kind == owed.kind.word() && in_window(visit))
}

/// The person's plans by rule, switched on and off as the policy has it.
async fn plans(
    tx: &Tx,
    desk: &Desk,
    listed: &Listed,
    before: Vec<visit_plan::Model>,
    changes: &mut Changes,
) -> Result<HashMap<String, visit_plan::Model>> {
    let mut plans: HashMap<String, visit_plan::Model> = before.into_iter().map(|plan| (plan.rule.clone(), plan)).collect();
    let duties = owed::duties(desk, listed);
    for duty in &duties {
        if let Entry::Vacant(place) = plans.entry(duty.rule()) {
            let row = visit_plan::ActiveModel {
                person_id: Set(listed.person.id),
                rule: Set(duty.rule()),
                kind: Set(duty.kind.to_string()),
                every: Set(duty.every.to_string()),
                visitor_id: Set(None),
                active: Set(true),
                ..Default::default()
            };
            place.insert(tx.insert(row).await?);
            changes.listed = true;
        }
    }
    for plan in plans.values_mut() {
        let active = duties.iter().any(|duty| duty.rule() == plan.rule);
        if plan.active != active {
            changes.listed = true;
            *plan = tx.update(visit_plan::ActiveModel { id: Set(plan.id), active: Set(active), ..Default::default() }).await?;
        }
    }
    Ok(plans)
}

fn visitor(listed: &Listed, plan: Option<&visit_plan::Model>) -> Option<Uuid> {
    plan.and_then(|plan| plan.visitor_id).or_else(|| listed.worker())
}

async fn revive(tx: &Tx, desk: &Desk, visit: &visit::Model, owed: Option<&Owed>, changes: &mut Changes) -> Result<()> {
    let Some(state) = state::next(visit.state, Event::Revive) else { return Ok(()) };
    let planned_on = owed.map_or(visit.planned_on, |owed| owed.slot.planned_on);
    let row = visit::ActiveModel {
        id: Set(visit.id),
        state: Set(state),
        planned_on: Set(planned_on),
        cancel_cause: Set(None),
        cancel_reason: Set(None),
        ..Default::default()
    };
    tx.update(row).await?;
    changes.touch(desk, visit.due_at);
    Ok(())
}

/// Visits that a human had planned come back as well, once what withdrew them is undone.
async fn revive_others(tx: &Tx, desk: &Desk, listed: &Listed, visits: &[visit::Model], changes: &mut Changes) -> Result<()> {
    if !owed::is_visited(listed) {
        return Ok(());
    }
    let withdrawn = |visit: &&visit::Model| visit.state == State::Cancelled && visit.cancel_cause.as_deref() == Some(BY_PLAN);
    for visit in visits.iter().filter(withdrawn).filter(|visit| !is_of_plan(visit) && visit.due_at > desk.now) {
        revive(tx, desk, visit, None, changes).await?;
    }
    Ok(())
}

async fn withdraw(tx: &Tx, desk: &Desk, listed: &Listed, visit: &visit::Model, changes: &mut Changes) -> Result<()> {
    let explained = !owed::is_visited(listed);
    let Some(state) = state::next(visit.state, Event::Withdraw).filter(|_| may_withdraw(visit.protocol, explained)) else { return Ok(()) };
    let row = visit::ActiveModel {
        id: Set(visit.id),
        state: Set(state),
        protocol: Set(Protocol::None),
        next_at: Set(None),
        cancel_cause: Set(Some(BY_PLAN.to_owned())),
        ..Default::default()
    };
    tx.update(row).await?;
    changes.touch(desk, visit.due_at);
    Ok(())
}

/// The visit follows the family into its grid, the grid to its worker, and muting to a later day and back.
async fn follow(
    tx: &Tx,
    desk: &Desk,
    listed: &Listed,
    visit: &visit::Model,
    plans: &HashMap<String, visit_plan::Model>,
    owed: Option<&Owed>,
) -> Result<()> {
    let plan = visit.plan_id.and_then(|id| plans.values().find(|plan| plan.id == id));
    let (grid, visitor) = (listed.grid.as_ref().map(|grid| grid.id), visitor(listed, plan));
    let planned_on = match owed {
        // Who was missed before comes earlier than planned: that stays.
        Some(owed) if owed::muted_until(desk, listed).is_none() => visit.planned_on.min(owed.slot.planned_on),
        Some(owed) => visit.planned_on.max(owed.slot.planned_on),
        None => visit.planned_on,
    };
    if (visit.grid_id, visit.visitor_id, visit.planned_on) != (grid, visitor, planned_on) {
        let row = visit::ActiveModel {
            id: Set(visit.id),
            grid_id: Set(grid),
            visitor_id: Set(visitor),
            planned_on: Set(planned_on),
            ..Default::default()
        };
        tx.update(row).await?;
    }
    Ok(())
}
