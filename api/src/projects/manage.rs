//! Projects themselves: what there is, what is said of them, how far they are.

use mulin_entity::{
    kernel::{Failure, PageRequest},
    people::words,
    projects::{can, course, query, rules::Act, service},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{Project, ProjectAdvance, ProjectPage, ProjectPlan, ProjectPublication};
use crate::{Guard, Reply, Tag, people::Created};

/// Projects.
pub struct ManageApi;

#[OpenApi(tag = "Tag::Projects")]
impl ManageApi {
    /// The projects, the newest first; `late` for those that should be further.
    #[oai(path = "/projects", method = "get", operation_id = "projects.list")]
    async fn list(
        &self,
        caller: Guard<can::ReadProjects>,
        kind: Query<Option<String>>,
        stage: Query<Option<String>>,
        late: Query<Option<bool>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<ProjectPage>> {
        let filter = query::Filter {
            kind: words::choice(kind.0, "kind", words::read)?,
            stage: words::choice(stage.0, "stage", words::read)?,
            late: late.0.unwrap_or_default(),
        };
        let page = query::list(&caller.read().await?, &filter, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(ProjectPage { items: page.items.into_iter().map(Project::brief).collect(), next: page.next }))
    }

    /// Write a project down, as one that is asked for (征集).
    #[oai(path = "/projects", method = "post", operation_id = "projects.add")]
    async fn add(&self, caller: Guard<can::KeepProjects>, plan: Json<ProjectPlan>) -> Reply<Created<Project>> {
        let tx = caller.write().await?;
        let project = service::add(&tx, plan.0.read()?).await?;
        let told = Project::whole(&tx, project.id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One project with all that belongs to it.
    #[oai(path = "/projects/:id", method = "get", operation_id = "projects.get")]
    async fn get(&self, caller: Guard<can::ReadProjects>, id: Path<Uuid>) -> Reply<Json<Project>> {
        Ok(Json(Project::whole(&caller.read().await?, id.0).await?))
    }

    /// Change what is said of a project; refused if somebody else did so meanwhile.
    #[oai(path = "/projects/:id", method = "put", operation_id = "projects.change")]
    async fn change(&self, caller: Guard<can::KeepProjects>, id: Path<Uuid>, plan: Json<ProjectPlan>) -> Reply<Json<Project>> {
        let revision = plan.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        service::change(&tx, id.0, revision, plan.0.read()?).await?;
        let told = Project::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Take a project to its next stage (立项、开工、验收、回访……).
    #[oai(path = "/projects/:id/advance", method = "post", operation_id = "projects.advance")]
    async fn advance(&self, caller: Guard<can::DecideProjects>, id: Path<Uuid>, body: Json<ProjectAdvance>) -> Reply<Json<Project>> {
        let ProjectAdvance { act, note, revision } = body.0;
        let act = Act::named(&act).ok_or_else(|| Failure::invalid_field("act", "kernel.word_unknown"))?;
        let tx = caller.write().await?;
        course::advance(&tx, id.0, revision, act, &note.unwrap_or_default()).await?;
        let told = Project::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Show a project to everybody, or not any more.
    #[oai(path = "/projects/:id/publication", method = "put", operation_id = "projects.publish")]
    async fn publish(&self, caller: Guard<can::DecideProjects>, id: Path<Uuid>, body: Json<ProjectPublication>) -> Reply<Json<Project>> {
        let tx = caller.write().await?;
        service::publish(&tx, id.0, body.0.published).await?;
        let told = Project::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
