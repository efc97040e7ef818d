//! One person's visits, brought in line with what is owed: made, revived, withdrawn, handed over.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, hash_map::Entry};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, QueryFilter};
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
use crate::kernel::{Owned, Result, Tx, tx::touch};

/// How many ids one statement names.
const AT_ONCE: usize = 5_000;
/// The cause of a visit that the plan no longer asks for; such a one may come back.
const BY_PLAN: &str = "plan";

/// What is written once for all people: rows in few statements, each mark once.
#[derive(Default)]
pub struct Changes {
    plans: Vec<visit_plan::ActiveModel>,
    switched: BTreeMap<bool, Vec<Uuid>>,
    made: Vec<visit::ActiveModel>,
    moved: BTreeMap<Spot, Vec<Uuid>>,
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
        tx.insert_many(self.plans).await?;
        tx.insert_many(self.made).await?;
        for (active, plans) in self.switched {
            let row = visit_plan::ActiveModel { active: Set(active), ..Default::default() };
            update::<visit_plan::Entity>(tx, visit_plan::Column::Id, &row, &plans).await?;
        }
        for (spot, visits) in self.moved {
            update::<visit::Entity>(tx, visit::Column::Id, &spot.row(), &visits).await?;
        }
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

/// Where and when a visit is to be paid, and by whom: many go the same way together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    grid: Option<Uuid>,
    visitor: Option<Uuid>,
    planned_on: NaiveDate,
    opens_at: DateTime<Utc>,
    due_at: DateTime<Utc>,
}

impl Spot {
    fn of(visit: &visit::Model) -> Self {
        let visit::Model { grid_id, visitor_id, planned_on, opens_at, due_at, .. } = *visit;
        Self { grid: grid_id, visitor: visitor_id, planned_on, opens_at, due_at }
    }

    fn row(self) -> visit::ActiveModel {
        visit::ActiveModel {
            grid_id: Set(self.grid),
            visitor_id: Set(self.visitor),
            planned_on: Set(self.planned_on),
            opens_at: Set(self.opens_at),
            due_at: Set(self.due_at),
            ..Default::default()
        }
    }
}

/// Changes the rows with these ids in the same way.
async fn update<E: Owned>(tx: &Tx, id: E::Column, row: &E::ActiveModel, ids: &[Uuid]) -> Result<()>
where
    E::ActiveModel: Clone,
{
    for some in ids.chunks(AT_ONCE) {
        let mut row = row.clone();
        touch(&mut row, "updated_at", tx.now());
        tx.update_many::<E>().set(row).filter(id.is_in(some.iter().copied())).exec(tx.conn()).await?;
    }
    Ok(())
}

/// Brings one person's visits in line.
pub async fn person(tx: &Tx, desk: &Desk, listed: &Listed, known: Known, changes: &mut Changes) -> Result<()> {
    let plans = plans(tx, desk, listed, known.plans, changes);
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
            follow(desk, listed, visit, &plans, owed, changes);
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
fn plans(
    tx: &Tx,
    desk: &Desk,
    listed: &Listed,
    before: Vec<visit_plan::Model>,
    changes: &mut Changes,
) -> HashMap<String, visit_plan::Model> {
    let mut plans: HashMap<String, visit_plan::Model> = before.into_iter().map(|plan| (plan.rule.clone(), plan)).collect();
    let duties = owed::duties(desk, listed);
    for duty in &duties {
        if let Entry::Vacant(place) = plans.entry(duty.rule()) {
            let plan = visit_plan::Model {
                community_id: tx.community(),
                id: tx.new_id(),
                person_id: listed.person.id,
                rule: duty.rule(),
                kind: duty.kind.to_string(),
                every: duty.every.to_string(),
                visitor_id: None,
                active: true,
                created_at: tx.now(),
                updated_at: tx.now(),
            };
            changes.plans.push(visit_plan::ActiveModel::from(plan.clone()).reset_all());
            place.insert(plan);
            changes.listed = true;
        }
    }
    for plan in plans.values_mut() {
        let active = duties.iter().any(|duty| duty.rule() == plan.rule);
        if plan.active != active {
            changes.listed = true;
            plan.active = active;
            changes.switched.entry(active).or_default().push(plan.id);
        }
    }
    plans
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

/// The visit follows the family into its grid, the grid to its worker, muting to a later day and back, and the calendar.
fn follow(
    desk: &Desk,
    listed: &Listed,
    visit: &visit::Model,
    plans: &HashMap<String, visit_plan::Model>,
    owed: Option<&Owed>,
    changes: &mut Changes,
) {
    let plan = visit.plan_id.and_then(|id| plans.values().find(|plan| plan.id == id));
    let (grid, visitor) = (listed.grid.as_ref().map(|grid| grid.id), visitor(listed, plan));
    let planned_on = match owed {
        // A day that is not worked any more is no day for it.
        Some(owed) if is_day_off(desk, visit.planned_on) && !is_day_off(desk, owed.slot.planned_on) => owed.slot.planned_on,
        // Who was missed before comes earlier than planned: that stays.
        Some(owed) if owed::muted_until(desk, listed).is_none() => visit.planned_on.min(owed.slot.planned_on),
        Some(owed) => visit.planned_on.max(owed.slot.planned_on),
        None => visit.planned_on,
    };
    // The windows of plans lie between local midnights, wherever those are now.
    let of_plan = owed.filter(|owed| owed.rule.is_some());
    let (opens_at, due_at) = of_plan.map_or((visit.opens_at, visit.due_at), |owed| (owed.slot.opens_at, owed.slot.due_at));
    let spot = Spot { grid, visitor, planned_on, opens_at, due_at };
    if spot == Spot::of(visit) {
        return;
    }
    if due_at != visit.due_at {
        changes.touch(desk, visit.due_at);
        changes.touch(desk, due_at);
    }
    changes.moved.entry(spot).or_default().push(visit.id);
}

/// Whether it is a day from today on that is not worked?
fn is_day_off(desk: &Desk, day: NaiveDate) -> bool {
    day >= desk.today && !desk.calendar.is_workday(day)
}
