//! What is kept of a project on the way.

use mulin_entity::{
    evidence::{self, Moment, Of},
    projects::{can, query, records},
};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::dto::{NewProjectCost, NewProjectMilestone, NewProjectOpinion, ProjectCost, ProjectMilestone, ProjectOpinion};
use crate::{
    Guard, Reply, Tag,
    evidence::{NewPhoto, Photo, PhotoAdded},
    people::{Created, Done},
};

/// Milestones, payments, opinions and photos of projects.
pub struct KeepApi;

#[OpenApi(tag = "Tag::Projects")]
impl KeepApi {
    /// Add a milestone.
    #[oai(path = "/projects/:id/milestones", method = "post", operation_id = "projects.add_milestone")]
    async fn add_milestone(
        &self,
        caller: Guard<can::KeepProjects>,
        id: Path<Uuid>,
        milestone: Json<NewProjectMilestone>,
    ) -> Reply<Created<ProjectMilestone>> {
        let tx = caller.write().await?;
        let row = records::add_milestone(&tx, id.0, milestone.0.into()).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(row.into())))
    }

    /// Change a milestone, or say that it is reached.
    #[oai(path = "/projects/:id/milestones/:milestone_id", method = "put", operation_id = "projects.change_milestone")]
    async fn change_milestone(
        &self,
        caller: Guard<can::KeepProjects>,
        id: Path<Uuid>,
        milestone_id: Path<Uuid>,
        milestone: Json<NewProjectMilestone>,
    ) -> Reply<Json<ProjectMilestone>> {
        let tx = caller.write().await?;
        let row = records::change_milestone(&tx, id.0, milestone_id.0, milestone.0.into()).await?;
        tx.commit().await?;
        Ok(Json(row.into()))
    }

    /// Take a milestone off.
    #[oai(path = "/projects/:id/milestones/:milestone_id", method = "delete", operation_id = "projects.remove_milestone")]
    async fn remove_milestone(&self, caller: Guard<can::KeepProjects>, id: Path<Uuid>, milestone_id: Path<Uuid>) -> Reply<Done> {
        let tx = caller.write().await?;
        records::remove_milestone(&tx, id.0, milestone_id.0).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }

    /// Write a payment down. It stays: a mistake is taken back by another line.
    #[oai(path = "/projects/:id/costs", method = "post", operation_id = "projects.pay")]
    async fn pay(&self, caller: Guard<can::KeepProjects>, id: Path<Uuid>, cost: Json<NewProjectCost>) -> Reply<Created<ProjectCost>> {
        let tx = caller.write().await?;
        let row = records::pay(&tx, id.0, cost.0.into()).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(row.into())))
    }

    /// Write down what somebody says of a project that stands (回访).
    #[oai(path = "/projects/:id/opinions", method = "post", operation_id = "projects.hear")]
    async fn hear(
        &self,
        caller: Guard<can::KeepProjects>,
        id: Path<Uuid>,
        opinion: Json<NewProjectOpinion>,
    ) -> Reply<Created<ProjectOpinion>> {
        let tx = caller.write().await?;
        let row = records::hear(&tx, id.0, opinion.0.score, &opinion.0.note.unwrap_or_default()).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(row.into())))
    }

    /// Add a photo: how it was, how it goes on, how it is now.
    #[oai(path = "/projects/:id/photos", method = "post", operation_id = "projects.add_photo")]
    async fn add_photo(&self, caller: Guard<can::KeepProjects>, id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let project = query::one(&caller.read().await?, id.0).await?.project;
        let (moment, developed) = body.develop(Moment::During).await?;
        let tx = caller.write().await?;
        let row = evidence::service::add(&tx, caller.db(), Of::Project(project.id), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }
}
