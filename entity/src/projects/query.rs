//! Questions about projects.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Kind, Stage,
    project::{self, Column},
    project_cost, project_milestone, project_opinion, project_step, rules,
};
use crate::{
    kernel::{Actor, Db, Failure, Page, PageRequest, Result, Tx, Why, rest},
    people::query::today,
    tenancy::{community, membership},
};

/// Which projects are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this kind.
    pub kind: Option<Kind>,
    /// At this stage.
    pub stage: Option<Stage>,
    /// Those that should be done, or have a milestone that should.
    pub late: bool,
}

/// A project with what is told of it in a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The project.
    pub project: project::Model,
    /// The name of whoever answers for it.
    pub owner: Option<String>,
    /// Its milestones, the earliest first.
    pub milestones: Vec<project_milestone::Model>,
    /// What was paid so far, in fen.
    pub spent: i64,
    /// Whether it, or one of its milestones, should be done and is not.
    pub late: bool,
}

/// Projects, the newest first.
pub async fn list(tx: &Tx, filter: &Filter, page: &PageRequest) -> Result<Page<Listed>> {
    let (limit, today) = (page.limit()?, today(tx).await?);
    let mut rows = tx.find::<project::Entity>();
    if let Some(kind) = filter.kind {
        rows = rows.filter(Column::Kind.eq(kind));
    }
    if let Some(stage) = filter.stage {
        rows = rows.filter(Column::Stage.eq(stage));
    }
    if filter.late {
        rows = rows.filter(is_late(tx, today));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    let rows = rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.id)?;
    Ok(Page { items: with_details(tx, page.items).await?, next: page.next })
}

/// One project.
pub async fn one(tx: &Tx, id: Uuid) -> Result<Listed> {
    let project = tx.get::<project::Entity>(id).await?;
    with_details(tx, vec![project]).await?.pop().ok_or_else(Failure::not_found)
}

/// Projects, or parts of them, whose day is over.
pub(super) fn is_late(tx: &Tx, today: NaiveDate) -> Condition {
    let open = Column::Stage.is_in([Stage::Proposed, Stage::Approved, Stage::Building]);
    let late = tx.find::<project_milestone::Entity>().filter(project_milestone::Column::DueOn.lt(today));
    let late = late.filter(project_milestone::Column::DoneOn.is_null()).select_only().column(project_milestone::Column::ProjectId);
    let part = Column::Id.in_subquery(sea_orm::QuerySelect::query(&mut late.clone()).to_owned());
    Condition::all().add(open).add(Condition::any().add(Column::DueOn.lt(today)).add(part))
}

async fn with_details(tx: &Tx, projects: Vec<project::Model>) -> Result<Vec<Listed>> {
    let (today, ids) = (today(tx).await?, projects.iter().map(|project| project.id).collect::<Vec<_>>());
    let owners = projects.iter().filter_map(|project| project.owner_id);
    let owners = tx.find::<membership::Entity>().filter(membership::Column::Id.is_in(owners)).all(tx.conn()).await?;
    let owners: HashMap<Uuid, String> = owners.into_iter().map(|member| (member.id, member.name)).collect();
    let milestones = tx.find::<project_milestone::Entity>().filter(project_milestone::Column::ProjectId.is_in(ids.clone()));
    let milestones = milestones.order_by_asc(project_milestone::Column::DueOn).order_by_asc(project_milestone::Column::Id);
    let mut by_project: HashMap<Uuid, Vec<project_milestone::Model>> = HashMap::new();
    for milestone in milestones.all(tx.conn()).await? {
        by_project.entry(milestone.project_id).or_default().push(milestone);
    }
    let paid = tx.find::<project_cost::Entity>().filter(project_cost::Column::ProjectId.is_in(ids));
    let paid = paid.select_only().column(project_cost::Column::ProjectId).column(project_cost::Column::Amount);
    let mut spent: HashMap<Uuid, i64> = HashMap::new();
    for (project, amount) in paid.into_tuple::<(Uuid, i64)>().all(tx.conn()).await? {
        *spent.entry(project).or_default() += amount;
    }
    let listed = |project: project::Model| {
        let milestones = by_project.remove(&project.id).unwrap_or_default();
        let behind = milestones.iter().any(|milestone| milestone.done_on.is_none() && milestone.due_on < today);
        Listed {
            owner: project.owner_id.and_then(|owner| owners.get(&owner).cloned()),
            spent: spent.get(&project.id).copied().unwrap_or_default(),
            late: rules::is_late(&project, today) || (behind && rules::is_open(project.stage)),
            milestones,
            project,
        }
    };
    Ok(projects.into_iter().map(listed).collect())
}

/// The course of a project, from its beginning.
pub async fn steps(tx: &Tx, project: Uuid) -> Result<Vec<project_step::Model>> {
    let steps = tx.find::<project_step::Entity>().filter(project_step::Column::ProjectId.eq(project));
    Ok(steps.order_by_asc(project_step::Column::Place).all(tx.conn()).await?)
}

/// What was paid for a project, the latest first.
pub async fn costs(tx: &Tx, project: Uuid) -> Result<Vec<project_cost::Model>> {
    use project_cost::Column;
    let costs = tx.find::<project_cost::Entity>().filter(Column::ProjectId.eq(project));
    Ok(costs.order_by_desc(Column::OnDay).order_by_desc(Column::Id).all(tx.conn()).await?)
}

/// What people said of a project, the latest first.
pub async fn opinions(tx: &Tx, project: Uuid) -> Result<Vec<project_opinion::Model>> {
    use project_opinion::Column;
    let opinions = tx.find::<project_opinion::Entity>().filter(Column::ProjectId.eq(project));
    Ok(opinions.order_by_desc(Column::OnDay).order_by_desc(Column::Id).all(tx.conn()).await?)
}

/// A project that everybody may look at, with its community and the unit of work to read on; "not found" for any other.
pub async fn public(db: &Db, id: Uuid) -> Result<(Tx, community::Model, Listed)> {
    let sys = db.system_read(Why::PublicPage).await?;
    let shown = sys.find::<project::Entity>().filter(Column::Id.eq(id)).filter(Column::Published.eq(true));
    let project = shown.one(sys.conn()).await?.ok_or_else(Failure::not_found)?;
    if rest::rests(&sys, project.community_id).await? {
        return Err(Failure::not_found());
    }
    let tx = sys.enter(project.community_id, Actor::System).await?;
    let community = tx.get::<community::Entity>(project.community_id).await?;
    let listed = one(&tx, id).await?;
    Ok((tx, community, listed))
}
