//! Projects, as they travel. Money is in fen (分).

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    evidence::Of,
    kernel::{Failure, Tx},
    people::words::{self, word},
    projects::{
        project_cost, project_milestone, project_opinion, project_step,
        query::{self, Listed},
        records, service,
    },
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::evidence::Photo;

/// Projects.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ProjectPage {
    pub items: Vec<Project>,
    pub next: Option<String>,
}

/// A project.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Project {
    id: Uuid,
    /// `livelihood` or `renovation`.
    kind: String,
    name: String,
    place: String,
    summary: String,
    /// `proposed`, `approved`, `building`, `accepted`, `followed` or `dropped`.
    stage: String,
    owner_id: Option<Uuid>,
    owner: Option<String>,
    grid_id: Option<Uuid>,
    starts_on: Option<NaiveDate>,
    due_on: Option<NaiveDate>,
    accepted_on: Option<NaiveDate>,
    /// What it may cost.
    budget: i64,
    /// What was paid so far.
    spent: i64,
    /// Whether it, or one of its milestones, should be done and is not.
    late: bool,
    /// Whether everybody may look at it.
    published: bool,
    revision: i64,
    milestones: Vec<ProjectMilestone>,
    /// Its course; only for a single project.
    steps: Option<Vec<ProjectStep>>,
    /// What was paid; only for a single project.
    costs: Option<Vec<ProjectCost>>,
    /// What people say; only for a single project.
    opinions: Option<Vec<ProjectOpinion>>,
    /// Photos; only for a single project.
    photos: Option<Vec<Photo>>,
}

/// What has to be reached on the way.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ProjectMilestone {
    id: Uuid,
    name: String,
    due_on: NaiveDate,
    done_on: Option<NaiveDate>,
}

/// A step of the course.
#[derive(Object)]
pub struct ProjectStep {
    stage: String,
    note: String,
    at: DateTime<Utc>,
}

/// A payment.
#[derive(Object)]
pub struct ProjectCost {
    id: Uuid,
    on_day: NaiveDate,
    purpose: String,
    payee: String,
    amount: i64,
}

/// What somebody says of a project that stands.
#[derive(Object)]
pub struct ProjectOpinion {
    id: Uuid,
    on_day: NaiveDate,
    /// From 1 to 5.
    score: i64,
    note: String,
}

impl Project {
    /// Tells a project in a list.
    pub fn brief(listed: Listed) -> Self {
        let Listed { project, owner, milestones, spent, late } = listed;
        Self {
            id: project.id,
            kind: word(project.kind),
            name: project.name,
            place: project.place,
            summary: project.summary,
            stage: word(project.stage),
            owner_id: project.owner_id,
            owner,
            grid_id: project.grid_id,
            starts_on: project.starts_on,
            due_on: project.due_on,
            accepted_on: project.accepted_on,
            budget: project.budget,
            spent,
            late,
            published: project.published,
            revision: project.revision,
            milestones: milestones.into_iter().map(ProjectMilestone::from).collect(),
            steps: None,
            costs: None,
            opinions: None,
            photos: None,
        }
    }

    /// Tells a project with all that belongs to it.
    pub async fn whole(tx: &Tx, id: Uuid) -> Result<Self, Failure> {
        let steps = query::steps(tx, id).await?.into_iter().map(ProjectStep::from).collect();
        let costs = query::costs(tx, id).await?.into_iter().map(ProjectCost::from).collect();
        let opinions = query::opinions(tx, id).await?.into_iter().map(ProjectOpinion::from).collect();
        Ok(Self {
            steps: Some(steps),
            costs: Some(costs),
            opinions: Some(opinions),
            photos: Some(Photo::all(tx, Of::Project(id)).await?),
            ..Self::brief(query::one(tx, id).await?)
        })
    }
}

impl From<project_milestone::Model> for ProjectMilestone {
    fn from(row: project_milestone::Model) -> Self {
        Self { id: row.id, name: row.name, due_on: row.due_on, done_on: row.done_on }
    }
}

impl From<project_step::Model> for ProjectStep {
    fn from(row: project_step::Model) -> Self {
        Self { stage: word(row.stage), note: row.note, at: row.created_at }
    }
}

impl From<project_cost::Model> for ProjectCost {
    fn from(row: project_cost::Model) -> Self {
        Self { id: row.id, on_day: row.on_day, purpose: row.purpose, payee: row.payee, amount: row.amount }
    }
}

impl From<project_opinion::Model> for ProjectOpinion {
    fn from(row: project_opinion::Model) -> Self {
        Self { id: row.id, on_day: row.on_day, score: row.score, note: row.note }
    }
}

/// What is said of a project.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct ProjectPlan {
    /// `livelihood` or `renovation`.
    #[oai(validator(max_length = 20))]
    kind: String,
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
    #[oai(validator(max_length = 100))]
    place: Option<String>,
    #[oai(validator(max_length = 1000))]
    summary: Option<String>,
    owner_id: Option<Uuid>,
    grid_id: Option<Uuid>,
    starts_on: Option<NaiveDate>,
    due_on: Option<NaiveDate>,
    /// What it may cost.
    budget: Option<i64>,
    /// The revision that was looked at, where a project is changed.
    pub revision: Option<i64>,
}

impl ProjectPlan {
    /// The plan, if its words are known.
    pub fn read(self) -> Result<service::Plan, Failure> {
        Ok(service::Plan {
            kind: words::read(&self.kind).ok_or_else(|| Failure::invalid_field("kind", "projects.kind_unknown"))?,
            name: self.name,
            place: self.place.unwrap_or_default(),
            summary: self.summary.unwrap_or_default(),
            owner: self.owner_id,
            grid: self.grid_id,
            starts_on: self.starts_on,
            due_on: self.due_on,
            budget: self.budget.unwrap_or_default(),
        })
    }
}

/// What is done about a project's stage.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct ProjectAdvance {
    /// `approve`, `start`, `accept`, `rework`, `follow_up`, `drop` or `revive`.
    #[oai(validator(max_length = 20))]
    pub act: String,
    #[oai(validator(max_length = 1000))]
    pub note: Option<String>,
    /// The revision that was looked at.
    pub revision: i64,
}

/// Whether everybody may look at a project.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct ProjectPublication {
    pub published: bool,
}

/// A milestone to be kept.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewProjectMilestone {
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
    due_on: NaiveDate,
    /// When it was reached.
    done_on: Option<NaiveDate>,
}

impl From<NewProjectMilestone> for records::Milestone {
    fn from(new: NewProjectMilestone) -> Self {
        Self { name: new.name, due_on: new.due_on, done_on: new.done_on }
    }
}

/// A payment to be written down.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewProjectCost {
    on_day: NaiveDate,
    #[oai(validator(min_length = 1, max_length = 100))]
    purpose: String,
    #[oai(validator(max_length = 60))]
    payee: Option<String>,
    /// Less than nothing takes back.
    amount: i64,
}

impl From<NewProjectCost> for records::Payment {
    fn from(new: NewProjectCost) -> Self {
        Self { on_day: new.on_day, purpose: new.purpose, payee: new.payee.unwrap_or_default(), amount: new.amount }
    }
}

/// What somebody says of a project.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewProjectOpinion {
    /// From 1 to 5.
    #[oai(validator(minimum(value = "1"), maximum(value = "5")))]
    pub score: i64,
    #[oai(validator(max_length = 500))]
    pub note: Option<String>,
}
