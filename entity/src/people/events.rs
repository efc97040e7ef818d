//! Reporting what happened to residents, and undoing it.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    Reach,
    error::PeopleError,
    here::Here,
    households, person,
    person_event::{self, Kind},
    rules::{self, Happening},
};
use crate::kernel::{Failure, Result, Tx};

/// Something to be reported.
#[derive(Debug, Clone)]
pub struct Report {
    /// What happened.
    pub kind: Kind,
    /// On which day.
    pub on_day: NaiveDate,
    /// Until which day, as far as that is known.
    pub until_day: Option<NaiveDate>,
    /// What else is to be known.
    pub note: String,
}

/// What happened to a resident, the latest first.
pub async fn list(tx: &Tx, reach: Reach, person: Uuid) -> Result<Vec<person_event::Model>> {
    let person = reach.person(tx, person).await?;
    let events = tx.find::<person_event::Entity>().filter(person_event::Column::PersonId.eq(person.id));
    Ok(events.order_by_desc(person_event::Column::OnDay).order_by_desc(person_event::Column::Id).all(tx.conn()).await?)
}

/// Reports what happened to a resident, with all that follows from it.
pub async fn report(tx: &Tx, reach: Reach, person: Uuid, report: &Report) -> Result<person_event::Model> {
    let person = reach.person(tx, person).await?;
    let here = Here::of(tx).await?;
    check(report, here.today)?;
    if person.birth_date.is_some_and(|born| report.on_day < born) {
        return Err(Failure::invalid_field("on_day", "people.before_birth"));
    }
    let household = person.household_id;
    let event = happen(tx, person, report, None).await?;
    households::settle(tx, household).await?;
    here.changed(tx, &[event.person_id]).await?;
    Ok(event)
}

/// Reports what happened to a whole household: to each of its people to whom it can happen.
pub async fn report_household(tx: &Tx, reach: Reach, household: Uuid, report: &Report) -> Result<Vec<person_event::Model>> {
    let household = reach.household(tx, household).await?;
    let here = Here::of(tx).await?;
    check(report, here.today)?;
    let shared = tx.new_id();
    let mut events = Vec::new();
    for person in households::members(tx, household.id).await? {
        let mut past = happenings(&alive(tx, person.id).await?);
        past.push(happening(report));
        if rules::standing(&past).is_ok() {
            events.push(happen(tx, person, report, Some((household.id, shared))).await?);
        }
    }
    if events.is_empty() {
        return Err(PeopleError::EventImpossible.into());
    }
    households::settle(tx, household.id).await?;
    here.changed(tx, &events.iter().map(|event| event.person_id).collect::<Vec<_>>()).await?;
    Ok(events)
}

/// Undoes an event, with those that were reported together with it: everybody is again where they would be without it.
pub async fn undo(tx: &Tx, reach: Reach, person: Uuid, event: Uuid) -> Result<()> {
    let person = reach.person(tx, person).await?;
    let event = tx.get::<person_event::Entity>(event).await?;
    if event.person_id != person.id {
        return Err(Failure::not_found());
    }
    if event.undone_at.is_some() {
        return Err(PeopleError::EventUndone.into());
    }
    let together = match event.shared_id {
        None => vec![event],
        Some(shared) => {
            let events = tx.find::<person_event::Entity>().filter(person_event::Column::SharedId.eq(shared));
            events.filter(person_event::Column::UndoneAt.is_null()).all(tx.conn()).await?
        }
    };
    let mut people = Vec::new();
    for event in together {
        let person = tx.get::<person::Entity>(event.person_id).await?;
        let others: Vec<_> = alive(tx, person.id).await?.into_iter().filter(|other| other.id != event.id).collect();
        let mut row = event.into_active_model();
        row.undone_at = Set(Some(tx.now()));
        tx.update(row).await?;
        let standing = rules::standing(&happenings(&others)).map_err(|_| PeopleError::EventHasFollowers)?;
        people.push(person.id);
        stand(tx, person, standing).await?;
    }
    tx.audit("people.undo_event", "person", person.id, serde_json::json!({"people": people})).await?;
    households::settle(tx, person.household_id).await?;
    Here::of(tx).await?.changed(tx, &people).await
}

/// Where everybody stood when `day` began, of those to whom anything ever happened. Somebody of whom only later events are
/// known was present.
pub async fn states_before(tx: &Tx, day: NaiveDate) -> Result<HashMap<Uuid, person::State>> {
    let events = tx.find::<person_event::Entity>().filter(person_event::Column::UndoneAt.is_null());
    let events = events.order_by_asc(person_event::Column::CreatedAt).order_by_asc(person_event::Column::Id).all(tx.conn()).await?;
    let mut past: HashMap<Uuid, Vec<person_event::Model>> = HashMap::new();
    for event in events {
        past.entry(event.person_id).or_default().push(event);
    }
    let state = |events: Vec<person_event::Model>| {
        let before: Vec<_> = events.into_iter().filter(|event| event.on_day < day).collect();
        Some(rules::standing(&happenings(&before)).ok()?.state)
    };
    Ok(past.into_iter().filter_map(|(person, events)| Some((person, state(events)?))).collect())
}

fn check(report: &Report, today: NaiveDate) -> Result<()> {
    if report.on_day > today && !matches!(report.kind, Kind::Muted) {
        return Err(Failure::invalid_field("on_day", "people.event_in_future"));
    }
    if report.until_day.is_some_and(|until| until < report.on_day) {
        return Err(Failure::invalid_field("until_day", "people.event_order"));
    }
    Ok(())
}

async fn happen(tx: &Tx, person: person::Model, report: &Report, shared: Option<(Uuid, Uuid)>) -> Result<person_event::Model> {
    let mut past = happenings(&alive(tx, person.id).await?);
    past.push(happening(report));
    let standing = rules::standing(&past).map_err(|_| PeopleError::EventImpossible)?;
    let row = person_event::ActiveModel {
        person_id: Set(person.id),
        household_id: Set(shared.map(|(household, _)| household)),
        shared_id: Set(shared.map(|(_, shared)| shared)),
        kind: Set(report.kind),
        on_day: Set(report.on_day),
        until_day: Set(report.until_day),
        note: Set(report.note.clone()),
        actor: Set(serde_json::to_value(tx.actor())?),
        undone_at: Set(None),
        ..Default::default()
    };
    let event = tx.insert(row).await?;
    stand(tx, person, standing).await?;
    Ok(event)
}

async fn stand(tx: &Tx, person: person::Model, standing: rules::Standing) -> Result<()> {
    let mut row = person.into_active_model();
    row.state = Set(standing.state);
    row.muted_until = Set(standing.muted_until);
    row.mute_reason = Set(standing.mute_reason);
    tx.update(row).await?;
    Ok(())
}

/// What happened and was not undone, in the order of the reports.
async fn alive(tx: &Tx, person: Uuid) -> Result<Vec<person_event::Model>> {
    let events = tx.find::<person_event::Entity>().filter(person_event::Column::PersonId.eq(person));
    let events = events.filter(person_event::Column::UndoneAt.is_null());
    Ok(events.order_by_asc(person_event::Column::CreatedAt).order_by_asc(person_event::Column::Id).all(tx.conn()).await?)
}

fn happenings(events: &[person_event::Model]) -> Vec<Happening> {
    let one = |event: &person_event::Model| Happening {
        kind: event.kind,
        on_day: event.on_day,
        until_day: event.until_day,
        note: event.note.clone(),
    };
    events.iter().map(one).collect()
}

fn happening(report: &Report) -> Happening {
    Happening { kind: report.kind, on_day: report.on_day, until_day: report.until_day, note: report.note.clone() }
}
