//! A project as everybody may see it: without the names of those who work on it.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{evidence::Of, people::words::word, projects::query};
use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::dto::ProjectMilestone;
use crate::{ApiState, Reply, Tag, evidence::Photo};

/// What everybody may see.
pub struct PublicApi;

/// A project that is shown to everybody.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct PublicProject {
    community: String,
    kind: String,
    name: String,
    place: String,
    summary: String,
    stage: String,
    starts_on: Option<NaiveDate>,
    due_on: Option<NaiveDate>,
    accepted_on: Option<NaiveDate>,
    /// What it may cost, in fen.
    budget: i64,
    /// What was paid so far, in fen.
    spent: i64,
    milestones: Vec<ProjectMilestone>,
    steps: Vec<PublicStep>,
    photos: Vec<Photo>,
}

/// When a stage was reached; why is the office's business.
#[derive(Object)]
struct PublicStep {
    stage: String,
    at: DateTime<Utc>,
}

#[OpenApi(tag = "Tag::Projects")]
impl PublicApi {
    /// A project that its community shows to everybody.
    #[oai(path = "/public/projects/:id", method = "get", operation_id = "projects.show")]
    async fn show(&self, state: Data<&ApiState>, id: Path<Uuid>) -> Reply<Json<PublicProject>> {
        let (tx, community, listed) = query::public(&state.db, id.0).await?;
        let steps =
            query::steps(&tx, id.0).await?.into_iter().map(|step| PublicStep { stage: word(step.stage), at: step.created_at }).collect();
        let photos = Photo::all(&tx, Of::Project(id.0)).await?;
        let (project, spent) = (listed.project, listed.spent);
        Ok(Json(PublicProject {
            community: community.name,
            kind: word(project.kind),
            name: project.name,
            place: project.place,
            summary: project.summary,
            stage: word(project.stage),
            starts_on: project.starts_on,
            due_on: project.due_on,
            accepted_on: project.accepted_on,
            budget: project.budget,
            spent,
            milestones: listed.milestones.into_iter().map(ProjectMilestone::from).collect(),
            steps,
            photos,
        }))
    }
}
