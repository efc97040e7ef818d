//! Grading years, objections, stars.

use mulin_entity::{
    kernel::Failure,
    people::words,
    volunteers::{
        can,
        rules::{Act, PUBLISHED_FOR, THRESHOLDS},
        stars,
        volunteer_grading::Basis,
    },
};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::{
    office,
    star_dto::{
        NewVolunteerGrading, NewVolunteerObjection, VolunteerGrading, VolunteerGradingAct, VolunteerGradings, VolunteerObjection,
        VolunteerObjectionAnswer,
    },
};
use crate::{Guard, Reply, Tag, people::Created};

/// Stars.
pub struct StarsApi;

#[OpenApi(tag = "Tag::Volunteers")]
impl StarsApi {
    /// The gradings, the last year first; those that are only computed are the office's business.
    #[oai(path = "/volunteer-gradings", method = "get", operation_id = "volunteer_gradings.list")]
    async fn list(&self, caller: Guard<can::TakePart>) -> Reply<Json<VolunteerGradings>> {
        let gradings = stars::list(&caller.read().await?, office(&caller)?).await?;
        let items = gradings.into_iter().map(VolunteerGrading::brief).collect::<Result<_, _>>()?;
        Ok(Json(VolunteerGradings { items }))
    }

    /// Grade a year: who would get how many stars.
    #[oai(path = "/volunteer-gradings", method = "post", operation_id = "volunteer_gradings.begin")]
    async fn begin(&self, caller: Guard<can::AwardStars>, body: Json<NewVolunteerGrading>) -> Reply<Created<VolunteerGrading>> {
        let NewVolunteerGrading { year, basis, thresholds } = body.0;
        let basis = words::choice(basis, "basis", words::read)?.unwrap_or(Basis::Total);
        let tx = caller.write().await?;
        let grading = stars::begin(&tx, year, basis, thresholds.unwrap_or_else(|| THRESHOLDS.to_vec())).await?;
        let told = VolunteerGrading::whole(&tx, grading.id, true).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One grading with who gets how many stars.
    #[oai(path = "/volunteer-gradings/:id", method = "get", operation_id = "volunteer_gradings.get")]
    async fn get(&self, caller: Guard<can::TakePart>, id: Path<Uuid>) -> Reply<Json<VolunteerGrading>> {
        let office = office(&caller)?;
        Ok(Json(VolunteerGrading::whole(&caller.read().await?, id.0, office).await?))
    }

    /// Compute a grading anew, publish it for objection (公示), or give the stars.
    #[oai(path = "/volunteer-gradings/:id/act", method = "post", operation_id = "volunteer_gradings.act")]
    async fn act(&self, caller: Guard<can::AwardStars>, id: Path<Uuid>, body: Json<VolunteerGradingAct>) -> Reply<Json<VolunteerGrading>> {
        let VolunteerGradingAct { act, days, revision } = body.0;
        let act = match act.as_str() {
            "compute" => Act::Compute,
            "publish" => Act::Publish,
            "award" => Act::Award,
            _ => return Err(Failure::invalid_field("act", "kernel.word_unknown").into()),
        };
        let days = days.unwrap_or(PUBLISHED_FOR);
        if !(1..=60).contains(&days) {
            return Err(Failure::invalid_field("days", "volunteers.days_implausible").into());
        }
        let tx = caller.write().await?;
        stars::act(&tx, id.0, revision, act, days.unsigned_abs()).await?;
        let told = VolunteerGrading::whole(&tx, id.0, true).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Object to somebody's stars while they are published.
    #[oai(path = "/volunteer-stars/:id/objections", method = "post", operation_id = "volunteer_stars.object")]
    async fn object(
        &self,
        caller: Guard<can::TakePart>,
        id: Path<Uuid>,
        body: Json<NewVolunteerObjection>,
    ) -> Reply<Created<VolunteerObjection>> {
        let tx = caller.write().await?;
        let row = stars::object(&tx, id.0, &body.0.words).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(row.into())))
    }

    /// Answer an objection; if it is right, the stars are struck.
    #[oai(path = "/volunteer-objections/:id/answer", method = "post", operation_id = "volunteer_objections.answer")]
    async fn answer(
        &self,
        caller: Guard<can::AwardStars>,
        id: Path<Uuid>,
        body: Json<VolunteerObjectionAnswer>,
    ) -> Reply<Json<VolunteerGrading>> {
        let tx = caller.write().await?;
        let grading = stars::answer(&tx, id.0, body.0.upheld, &body.0.answer).await?;
        let told = VolunteerGrading::whole(&tx, grading, true).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
