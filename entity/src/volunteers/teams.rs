//! Teams: seven to begin with, which a community names and adds to as it likes.

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    State,
    error::VolunteerError,
    volunteer,
    volunteer_team::{self, Column},
    volunteer_team_member,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::text,
    tenancy::community,
};

/// So many teams a community begins with.
const SHIPPED: i64 = 7;
/// The most teams of a community.
const MOST_TEAMS: u64 = 50;

/// What is said of a team.
#[derive(Debug, Clone)]
pub struct Design {
    /// What it is called.
    pub name: String,
    /// What it does.
    pub purpose: String,
    /// Who leads it.
    pub leader: Option<Uuid>,
}

/// Gives a community its first teams, in its own language.
pub async fn ensure(tx: &Tx) -> Result<()> {
    if tx.find::<volunteer_team::Entity>().count(tx.conn()).await? > 0 {
        return Ok(());
    }
    let language = tx.get::<community::Entity>(tx.community()).await?.language();
    let team = |place: i64| volunteer_team::ActiveModel {
        name: Set(language.text(&format!("volunteers.team_{place}"), &[])),
        purpose: Set(language.text(&format!("volunteers.team_{place}_purpose"), &[])),
        place: Set(place),
        revision: Set(1),
        leader_id: Set(None),
        ..Default::default()
    };
    tx.insert_many((1..=SHIPPED).map(team).collect()).await
}

/// All teams, each with how many are in it.
pub async fn list(tx: &Tx) -> Result<Vec<(volunteer_team::Model, i64)>> {
    let teams = tx.find::<volunteer_team::Entity>().order_by_asc(Column::Place).order_by_asc(Column::Id).all(tx.conn()).await?;
    let within = tx.find::<volunteer_team_member::Entity>().select_only().column(volunteer_team_member::Column::TeamId);
    let within: Vec<Uuid> = within.into_tuple().all(tx.conn()).await?;
    let size = |team: Uuid| i64::try_from(within.iter().filter(|id| **id == team).count()).unwrap_or(i64::MAX);
    Ok(teams.into_iter().map(|team| (size(team.id), team)).map(|(size, team)| (team, size)).collect())
}

/// Makes a team.
///
/// # Errors
/// `TeamNamed` if another is called so.
pub async fn add(tx: &Tx, design: Design) -> Result<volunteer_team::Model> {
    let known = tx.find::<volunteer_team::Entity>().count(tx.conn()).await?;
    if known >= MOST_TEAMS {
        return Err(Failure::invalid_field("name", "volunteers.too_many_teams"));
    }
    let columns = columns(tx, None, &design).await?;
    tx.insert(volunteer_team::ActiveModel {
        place: Set(tx.next_number::<volunteer_team::Entity>(Column::Place).await?),
        revision: Set(1),
        ..columns
    })
    .await
}

/// Names a team otherwise, or gives it another leader.
///
/// # Errors
/// Like [`add`]; `LeaderOutside`; "stale".
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<volunteer_team::Model> {
    tx.get::<volunteer_team::Entity>(id).await?;
    tx.revise(id, Column::Revision, revision, columns(tx, Some(id), &design).await?).await
}

/// Puts a volunteer into a team; nothing happens to one who is in it.
///
/// # Errors
/// `NotAVolunteer` for somebody who has not been taken.
pub async fn join(tx: &Tx, team: Uuid, volunteer: Uuid) -> Result<()> {
    use volunteer_team_member::Column;
    tx.get::<volunteer_team::Entity>(team).await?;
    if tx.get::<volunteer::Entity>(volunteer).await?.state != State::Active {
        return Err(VolunteerError::NotAVolunteer.into());
    }
    let which = tx.find::<volunteer_team_member::Entity>().filter(Column::TeamId.eq(team)).filter(Column::VolunteerId.eq(volunteer));
    let row = volunteer_team_member::ActiveModel { team_id: Set(team), volunteer_id: Set(volunteer), ..Default::default() };
    tx.find_or_insert(which, row).await.map(drop)
}

/// Takes a volunteer out of a team; one that they led has no leader then.
///
/// # Errors
/// "Not found" if they are not in it.
pub async fn leave(tx: &Tx, team: Uuid, volunteer: Uuid) -> Result<()> {
    use volunteer_team_member::Column as Within;
    let gone = tx.delete_many::<volunteer_team_member::Entity>().filter(Within::TeamId.eq(team)).filter(Within::VolunteerId.eq(volunteer));
    if gone.exec(tx.conn()).await?.rows_affected == 0 {
        return Err(Failure::not_found());
    }
    let led = tx.update_many::<volunteer_team::Entity>().filter(Column::Id.eq(team)).filter(Column::LeaderId.eq(volunteer));
    led.set(volunteer_team::ActiveModel { leader_id: Set(None), ..Default::default() }).exec(tx.conn()).await?;
    Ok(())
}

/// Takes a volunteer out of all teams.
pub(super) async fn leave_all(tx: &Tx, volunteer: Uuid) -> Result<()> {
    use volunteer_team_member::Column;
    let within = tx.find::<volunteer_team_member::Entity>().filter(Column::VolunteerId.eq(volunteer)).all(tx.conn()).await?;
    for row in within {
        leave(tx, row.team_id, volunteer).await?;
    }
    Ok(())
}

async fn columns(tx: &Tx, id: Option<Uuid>, design: &Design) -> Result<volunteer_team::ActiveModel> {
    let name = text::line(&design.name);
    if name.is_empty() {
        return Err(Failure::invalid_field("name", "volunteers.name_wanted"));
    }
    let same = tx.find::<volunteer_team::Entity>().filter(Column::Name.eq(&name)).one(tx.conn()).await?;
    if same.is_some_and(|same| Some(same.id) != id) {
        return Err(VolunteerError::TeamNamed.into());
    }
    if let Some(leader) = design.leader {
        use volunteer_team_member::Column as Within;
        tx.get::<volunteer::Entity>(leader).await?;
        let within = tx.find::<volunteer_team_member::Entity>().filter(Within::VolunteerId.eq(leader));
        let within = within.filter(Within::TeamId.eq(id.unwrap_or_default())).one(tx.conn()).await?;
        within.ok_or(VolunteerError::LeaderOutside)?;
    }
    Ok(volunteer_team::ActiveModel {
        name: Set(name),
        purpose: Set(text::line(&design.purpose)),
        leader_id: Set(design.leader),
        ..Default::default()
    })
}
