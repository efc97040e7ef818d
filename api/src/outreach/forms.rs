//! What is asked.

use mulin_entity::outreach::{can, forms};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{NewQuestionnaire, Questionnaire};
use crate::{Guard, Reply, Tag, people::Created};

/// Questionnaires.
pub struct FormsApi;

#[OpenApi(tag = "Tag::Outreach")]
impl FormsApi {
    /// The questionnaires with what they ask, those that are asked first.
    #[oai(path = "/questionnaires", method = "get", operation_id = "questionnaires.list")]
    async fn list(&self, caller: Guard<can::Ask>) -> Reply<Json<Vec<Questionnaire>>> {
        let forms = forms::list(&caller.read().await?).await?;
        Ok(Json(forms.into_iter().map(Questionnaire::from).collect()))
    }

    /// A questionnaire as it asks now, or asked in `version`.
    #[oai(path = "/questionnaires/:id", method = "get", operation_id = "questionnaires.get")]
    async fn get(&self, caller: Guard<can::Ask>, id: Path<Uuid>, version: Query<Option<i64>>) -> Reply<Json<Questionnaire>> {
        let tx = caller.read().await?;
        let form = forms::read(&tx, id.0).await?;
        Ok(Json(match version.0 {
            None => Questionnaire::from(form),
            Some(version) => Questionnaire::as_of(form, version, forms::questions(&tx, id.0, version).await?),
        }))
    }

    /// Write a questionnaire down.
    #[oai(path = "/questionnaires", method = "post", operation_id = "questionnaires.add")]
    async fn add(&self, caller: Guard<can::KeepOutreach>, body: Json<NewQuestionnaire>) -> Reply<Created<Questionnaire>> {
        let tx = caller.write().await?;
        let form = forms::add(&tx, body.0.read()?).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(Questionnaire::from(form))))
    }

    /// Change a questionnaire: other questions make another version, and what was answered stays with the questions that were asked.
    #[oai(path = "/questionnaires/:id", method = "put", operation_id = "questionnaires.change")]
    async fn change(&self, caller: Guard<can::KeepOutreach>, id: Path<Uuid>, body: Json<NewQuestionnaire>) -> Reply<Json<Questionnaire>> {
        let version = body.0.version.unwrap_or_default();
        let tx = caller.write().await?;
        let form = forms::change(&tx, id.0, version, body.0.read()?).await?;
        tx.commit().await?;
        Ok(Json(Questionnaire::from(form)))
    }
}
