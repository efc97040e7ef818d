//! The rounds of the day, and looking at a point.

use mulin_entity::{
    assignment::Sight,
    patrols::{can, checks, query},
    people::query::today,
};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::dto::{NewPatrolLook, PatrolLooked, PatrolPoint, PatrolRound};
use crate::{Guard, Reply, Tag, assignment::sight, people::Created};

/// Walking.
pub struct WalkApi;

#[OpenApi(tag = "Tag::Patrols")]
impl WalkApi {
    /// Today's rounds: the own ones, for the office everybody's.
    #[oai(path = "/patrols/today", method = "get", operation_id = "patrols.today")]
    async fn today(&self, caller: Guard<can::ReadPatrols>) -> Reply<Json<Vec<PatrolRound>>> {
        let member = (sight(&caller)? != Sight::Office).then_some(caller.member()?.id);
        let tx = caller.read().await?;
        let walks = query::rounds(&tx, today(&tx).await?, member).await?;
        Ok(Json(PatrolRound::all(&tx, walks).await?))
    }

    /// The point whose QR code was read.
    #[oai(path = "/patrol-codes/:code", method = "get", operation_id = "patrols.scan")]
    async fn scan(&self, caller: Guard<can::WalkPatrols>, code: Path<String>) -> Reply<Json<PatrolPoint>> {
        let tx = caller.read().await?;
        let point = query::by_code(&tx, &code.0).await?;
        Ok(Json(PatrolPoint::whole(&tx, point).await?))
    }

    /// Write down what was seen at a point. What is not as it should be is handed out; what is open already is not written down twice.
    #[oai(path = "/patrol-points/:id/looks", method = "post", operation_id = "patrols.look")]
    async fn look(&self, caller: Guard<can::WalkPatrols>, id: Path<Uuid>, look: Json<NewPatrolLook>) -> Reply<Created<PatrolLooked>> {
        let tx = caller.write().await?;
        let point = query::point(&tx, id.0).await?;
        let (check, findings) = checks::look(&tx, point.id, look.0.read()?).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(PatrolLooked::new(check, findings.into_iter().map(|finding| finding.id)))))
    }
}
