//! Teams.

use mulin_entity::{
    kernel::Tx,
    volunteers::{can, teams},
};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::dto::{NewVolunteerTeam, VolunteerJoining, VolunteerTeam, VolunteerTeams};
use crate::{Guard, Reply, Tag, people::Created};

/// Teams.
pub struct TeamsApi;

async fn all(tx: &Tx) -> Reply<VolunteerTeams> {
    Ok(VolunteerTeams { items: VolunteerTeam::all(tx, teams::list(tx).await?).await? })
}

#[OpenApi(tag = "Tag::Volunteers")]
impl TeamsApi {
    /// The teams, with how many are in each.
    #[oai(path = "/volunteer-teams", method = "get", operation_id = "volunteer_teams.list")]
    async fn list(&self, caller: Guard<can::TakePart>) -> Reply<Json<VolunteerTeams>> {
        Ok(Json(all(&caller.read().await?).await?))
    }

    /// Make a team; answers all of them.
    #[oai(path = "/volunteer-teams", method = "post", operation_id = "volunteer_teams.add")]
    async fn add(&self, caller: Guard<can::KeepVolunteers>, body: Json<NewVolunteerTeam>) -> Reply<Created<VolunteerTeams>> {
        let tx = caller.write().await?;
        teams::add(&tx, body.0.into()).await?;
        let told = all(&tx).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Name a team otherwise, or give it another leader.
    #[oai(path = "/volunteer-teams/:id", method = "put", operation_id = "volunteer_teams.change")]
    async fn change(
        &self,
        caller: Guard<can::KeepVolunteers>,
        id: Path<Uuid>,
        body: Json<NewVolunteerTeam>,
    ) -> Reply<Json<VolunteerTeams>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        teams::change(&tx, id.0, revision, body.0.into()).await?;
        let told = all(&tx).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Put a volunteer into a team.
    #[oai(path = "/volunteer-teams/:id/volunteers", method = "post", operation_id = "volunteer_teams.join")]
    async fn join(&self, caller: Guard<can::KeepVolunteers>, id: Path<Uuid>, body: Json<VolunteerJoining>) -> Reply<Json<VolunteerTeams>> {
        let tx = caller.write().await?;
        teams::join(&tx, id.0, body.0.volunteer_id).await?;
        let told = all(&tx).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Take a volunteer out of a team.
    #[oai(path = "/volunteer-teams/:id/volunteers/:volunteer_id", method = "delete", operation_id = "volunteer_teams.leave")]
    async fn leave(&self, caller: Guard<can::KeepVolunteers>, id: Path<Uuid>, volunteer_id: Path<Uuid>) -> Reply<Json<VolunteerTeams>> {
        let tx = caller.write().await?;
        teams::leave(&tx, id.0, volunteer_id.0).await?;
        let told = all(&tx).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
