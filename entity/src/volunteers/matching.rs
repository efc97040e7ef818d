//! Whom a task is for, by what is known of volunteers.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    State,
    rules::{Call, Offering, Spot},
    volunteer, volunteer_skill, volunteer_task, volunteer_team_member,
};
use crate::{
    enrolment::{Who, resolved},
    kernel::{Result, Tx},
    people::{building, person, query::by_ids, query::places},
};

/// To whom a task goes.
pub async fn call(tx: &Tx, task: &volunteer_task::Model) -> Result<Call> {
    let building = match task.building_id {
        Some(id) => Some(tx.get::<building::Entity>(id).await?),
        None => None,
    };
    let spot = match (building, task.grid_id) {
        (Some(building), _) => Some(Spot { grid: building.grid_id, walk: Some(building.walk_order) }),
        (None, grid) => grid.map(|grid| Spot { grid, walk: None }),
    };
    Ok(Call { dispatch: task.dispatch, skill: task.skill, team: task.team_id, spot })
}

/// What some volunteers have to offer.
pub async fn offerings(tx: &Tx, volunteers: &[volunteer::Model]) -> Result<HashMap<Uuid, Offering>> {
    let ids = || volunteers.iter().map(|volunteer| volunteer.id);
    let mut offerings: HashMap<Uuid, Offering> = ids().map(|id| (id, Offering::default())).collect();
    for row in by_ids::<volunteer_skill::Entity>(tx, volunteer_skill::Column::VolunteerId, ids()).await? {
        offerings.entry(row.volunteer_id).or_default().skills.push(row.skill);
    }
    for row in by_ids::<volunteer_team_member::Entity>(tx, volunteer_team_member::Column::VolunteerId, ids()).await? {
        offerings.entry(row.volunteer_id).or_default().teams.push(row.team_id);
    }
    let mut residents: HashMap<Uuid, Uuid> = HashMap::new();
    for volunteer in volunteers {
        let Some(who) = volunteer.who() else { continue };
        if let Who::Person(person) = resolved(tx, who).await? {
            residents.insert(person, volunteer.id);
        }
    }
    let people = by_ids::<person::Entity>(tx, person::Column::Id, residents.keys().copied()).await?;
    let homes = places(tx, &people).await?;
    for person in people {
        let (Some(home), Some(volunteer)) = (homes.get(&person.household_id), residents.get(&person.id)) else { continue };
        let spot = Spot { grid: home.grid.id, walk: Some(home.building.walk_order) };
        offerings.entry(*volunteer).or_default().spot = Some(spot);
    }
    Ok(offerings)
}

/// The volunteers whom a task is for, the nearest first.
pub async fn matched(tx: &Tx, task: &volunteer_task::Model) -> Result<Vec<volunteer::Model>> {
    let call = call(tx, task).await?;
    let active = tx.find::<volunteer::Entity>().filter(volunteer::Column::State.eq(State::Active)).all(tx.conn()).await?;
    let offerings = offerings(tx, &active).await?;
    let fitting = active.into_iter().filter_map(|volunteer| {
        let offering = offerings.get(&volunteer.id).filter(|offering| call.is_for(offering))?;
        Some((call.walk(offering).unwrap_or(u64::MAX), volunteer))
    });
    let mut fitting: Vec<(u64, volunteer::Model)> = fitting.collect();
    fitting.sort_by_key(|(walk, volunteer)| (*walk, volunteer.id));
    Ok(fitting.into_iter().map(|(_, volunteer)| volunteer).collect())
}

/// What one volunteer has to offer.
pub async fn offering(tx: &Tx, volunteer: &volunteer::Model) -> Result<Offering> {
    Ok(offerings(tx, std::slice::from_ref(volunteer)).await?.remove(&volunteer.id).unwrap_or_default())
}
