//! Questions about what is handed down: a community's own copies, and a street's sums over all of them.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    State, directive,
    directive_copy::{self, Column},
    rules,
};
use crate::{
    calendar::local,
    kernel::{Failure, Page, PageRequest, Result, SystemTx, Tx},
    tenancy::{community, street},
};

/// The community's copies, the latest first; `open` are those that wait for the community.
pub async fn list(tx: &Tx, open: bool, page: &PageRequest) -> Result<Page<directive_copy::Model>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<directive_copy::Entity>().order_by_desc(Column::Id).limit(limit + 1);
    if open {
        let read = Column::State.eq(State::Acknowledged).and(Column::Kind.eq(super::Kind::Task));
        rows = rows.filter(Column::State.is_in([State::Sent, State::Returned]).or(read));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    Page::cut(rows.all(tx.conn()).await?, limit, |row| row.id)
}

/// One of the community's copies.
///
/// # Errors
/// "Not found".
pub async fn one(tx: &Tx, id: Uuid) -> Result<directive_copy::Model> {
    tx.get::<directive_copy::Entity>(id).await
}

/// A community's copy, as its street sees it.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The community.
    pub community: community::Model,
    /// Its copy.
    pub copy: directive_copy::Model,
    /// Whether it should have been done by now.
    pub late: bool,
}

/// A directive with the communities' copies, in the order of their codes.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The directive.
    pub directive: directive::Model,
    /// Every community that it went to.
    pub answers: Vec<Answer>,
}

/// What the street has handed down, the latest first.
pub async fn sent(sys: &SystemTx, street: &street::Model, page: &PageRequest) -> Result<Page<Sent>> {
    let limit = page.limit()?;
    let mut rows = sys.find::<directive::Entity>().filter(directive::Column::StreetId.eq(street.id));
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(directive::Column::Id.lt(before));
    }
    let rows = rows.order_by_desc(directive::Column::Id).limit(limit + 1).all(sys.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.id)?;
    Ok(Page { items: with_answers(sys, street, page.items).await?, next: page.next })
}

/// One directive of the street.
///
/// # Errors
/// "Not found", also if it is another street's.
pub async fn sent_one(sys: &SystemTx, street: &street::Model, id: Uuid) -> Result<Sent> {
    let row = sys.find::<directive::Entity>().filter(directive::Column::Id.eq(id)).filter(directive::Column::StreetId.eq(street.id));
    let row = row.one(sys.conn()).await?.ok_or_else(Failure::not_found)?;
    with_answers(sys, street, vec![row]).await?.pop().ok_or_else(Failure::not_found)
}

async fn with_answers(sys: &SystemTx, street: &street::Model, directives: Vec<directive::Model>) -> Result<Vec<Sent>> {
    let ours = sys.find::<community::Entity>().filter(community::Column::StreetId.eq(street.id)).order_by_asc(community::Column::Code);
    let ours = ours.all(sys.conn()).await?;
    let copies = sys.find::<directive_copy::Entity>().filter(Column::DirectiveId.is_in(directives.iter().map(|row| row.id)));
    let mut of: HashMap<(Uuid, Uuid), directive_copy::Model> = HashMap::new();
    for copy in copies.filter(Column::CommunityId.is_in(ours.iter().map(|one| one.id))).all(sys.conn()).await? {
        of.insert((copy.directive_id, copy.community_id), copy);
    }
    let answer = |directive: Uuid, community: &community::Model, of: &mut HashMap<(Uuid, Uuid), directive_copy::Model>| {
        let copy = of.remove(&(directive, community.id))?;
        let zone = local::zone(&community.zone);
        let day = |at| local::day_of(zone, at);
        let late = rules::is_late(copy.kind, copy.state, copy.due_on, day(copy.created_at), day(sys.now()));
        Some(Answer { community: community.clone(), copy, late })
    };
    let told = directives.into_iter().map(|directive| {
        let answers = ours.iter().filter_map(|community| answer(directive.id, community, &mut of)).collect();
        Sent { directive, answers }
    });
    Ok(told.collect())
}

/// The street's local day: its communities keep the same clock.
pub(super) fn today(communities: &[community::Model], sys: &SystemTx) -> NaiveDate {
    let zone = communities.first().map_or("Asia/Shanghai", |one| one.zone.as_str());
    local::day_of(local::zone(zone), sys.now())
}
