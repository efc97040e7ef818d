//! Questions about matters.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::{
    Stage,
    intake::Reporter,
    matter::{self, Column},
    matter_event, matter_kind, sight,
};
use crate::{
    assignment::{Sight, State, assignment},
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::{query::today, text},
    tenancy::membership,
    visits::desk::Desk,
};

/// Which matters are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// At this stage.
    pub stage: Option<Stage>,
    /// Of this kind.
    pub kind: Option<Uuid>,
    /// In this grid.
    pub grid: Option<Uuid>,
    /// With this in title or place, or with this number.
    pub query: Option<String>,
    /// A view of the desk.
    pub view: Option<View>,
}

/// What the desk looks at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// What I have to do.
    Mine(Uuid),
    /// What turns yellow, or worse, by the end of today.
    Today,
    /// What should be done and is not.
    Overdue,
    /// What was sent back, or asks for more time.
    Undecided,
    /// Of which it should be asked again whether it is solved.
    Recheck,
}

/// A matter with what is told of it in a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The matter.
    pub matter: matter::Model,
    /// What kind it is.
    pub kind: String,
    /// Its assignment.
    pub given: Option<assignment::Model>,
    /// Who has it.
    pub holder: Option<String>,
}

/// Matters within sight. What is open is told by when it is due, the rest by when it came in, the latest first.
pub async fn list(tx: &Tx, sight: Sight, filter: &Filter, page: &PageRequest) -> Result<Page<Listed>> {
    let limit = page.limit()?;
    let mut rows = sight::matters(tx, sight);
    if let Some(stage) = filter.stage {
        rows = rows.filter(Column::Stage.eq(stage));
    }
    if let Some(kind) = filter.kind {
        rows = rows.filter(Column::KindId.eq(kind));
    }
    if let Some(grid) = filter.grid {
        rows = rows.filter(Column::GridId.eq(grid));
    }
    if let Some(wanted) = filter.query.as_deref().map(text::squeezed).filter(|wanted| !wanted.is_empty()) {
        let mut either = Condition::any().add(Column::Search.contains(&wanted));
        if let Ok(number) = wanted.trim_start_matches('#').parse::<i64>() {
            either = either.add(Column::Number.eq(number));
        }
        rows = rows.filter(either);
    }
    if let Some(view) = filter.view {
        rows = rows.filter(within(tx, view).await?);
    }
    if let Some((at, id)) = page.key::<(DateTime<Utc>, Uuid)>()? {
        let beside = Condition::all().add(Column::ReceivedAt.eq(at)).add(Column::Id.lt(id));
        rows = rows.filter(Condition::any().add(Column::ReceivedAt.lt(at)).add(beside));
    }
    let rows = rows.order_by_desc(Column::ReceivedAt).order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| (row.received_at, row.id))?;
    Ok(Page { items: listed(tx, page.items).await?, next: page.next })
}

async fn within(tx: &Tx, view: View) -> Result<Condition> {
    use assignment::Column as Given;
    let held = Given::State.is_in([State::Assigned, State::Accepted]);
    let open = Given::State.is_in([State::Assigned, State::Accepted, State::Returned]);
    let given = tx.find::<assignment::Entity>().filter(Given::MatterId.is_not_null());
    let given = match view {
        View::Mine(member) => given.filter(Given::HolderId.eq(member)).filter(held),
        View::Today => {
            let desk = Desk::of(tx).await?;
            let tonight = desk.midnight(desk.today.succ_opt().unwrap_or(desk.today));
            given.filter(open).filter(Given::YellowAt.lte(tonight))
        }
        View::Overdue => given.filter(open).filter(Given::DueAt.lte(tx.now())),
        View::Undecided => given.filter(
            Condition::any().add(Given::State.eq(State::Returned)).add(Condition::all().add(held).add(Given::AskedUntil.is_not_null())),
        ),
        View::Recheck => return Ok(Condition::all().add(Column::RecheckOn.lte(today(tx).await?))),
    };
    Ok(Condition::all().add(Column::Id.in_subquery(given.select_only().column(Given::MatterId).into_query())))
}

/// One matter within sight.
pub async fn one(tx: &Tx, sight: Sight, id: Uuid) -> Result<Listed> {
    let matter = sight::matter(tx, sight, id).await?;
    listed(tx, vec![matter]).await?.pop().ok_or_else(Failure::not_found)
}

/// Matters with what is told of them in lists.
pub async fn listed(tx: &Tx, matters: Vec<matter::Model>) -> Result<Vec<Listed>> {
    let ids = matters.iter().map(|matter| matter.id);
    let given = tx.find::<assignment::Entity>().filter(assignment::Column::MatterId.is_in(ids)).all(tx.conn()).await?;
    let holders = given.iter().filter_map(|given| given.holder_id);
    let members = tx.find::<membership::Entity>().filter(membership::Column::Id.is_in(holders)).all(tx.conn()).await?;
    let members: HashMap<Uuid, String> = members.into_iter().map(|member| (member.id, member.name)).collect();
    let kinds = tx.find::<matter_kind::Entity>().all(tx.conn()).await?;
    let kinds: HashMap<Uuid, String> = kinds.into_iter().map(|kind| (kind.id, kind.name)).collect();
    let mut given: HashMap<Option<Uuid>, assignment::Model> = given.into_iter().map(|given| (given.matter_id, given)).collect();
    let listed = matters.into_iter().map(|matter| {
        let given = given.remove(&Some(matter.id));
        let holder = given.as_ref().and_then(|given| members.get(&given.holder_id?).cloned());
        Listed { kind: kinds.get(&matter.kind_id).cloned().unwrap_or_default(), matter, given, holder }
    });
    Ok(listed.collect())
}

/// What happened to a matter besides what was done with its assignment, from its beginning.
pub async fn events(tx: &Tx, matter: Uuid) -> Result<Vec<matter_event::Model>> {
    use matter_event::Column;
    let events = tx.find::<matter_event::Entity>().filter(Column::MatterId.eq(matter));
    Ok(events.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(tx.conn()).await?)
}

/// Who brought it up.
pub fn reporter(tx: &Tx, matter: &matter::Model) -> Result<Reporter> {
    match &matter.reporter {
        Some(sealed) => Ok(serde_json::from_str(&tx.open("matter", "reporter", matter.id, sealed)?)?),
        None => Ok(Reporter::default()),
    }
}
