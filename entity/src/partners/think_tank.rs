//! Questions about the think tank: who is in it, who may be asked about something, what was asked.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    expert, expert_group,
    expert_request::{self, State},
    expertise::{self, Fit},
    experts,
};
use crate::{
    kernel::{Failure, Page, PageRequest, Result, Tx},
    matters::{matter, matter_kind},
};

/// So many are suggested at most.
const SUGGESTED: usize = 8;

/// What somebody was asked so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Record {
    /// What they have not given advice on yet.
    pub open: usize,
    /// How often they gave advice.
    pub advised: usize,
    /// The sum of ratings, and how many there are.
    pub ratings: (i64, i64),
}

/// Somebody who may be asked.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// Who.
    pub expert: expert::Model,
    /// Why.
    pub fit: Fit,
    /// What they were asked so far.
    pub record: Record,
}

/// Which requests are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// To this expert.
    pub expert: Option<Uuid>,
    /// About this matter.
    pub matter: Option<Uuid>,
    /// As far as this.
    pub state: Option<State>,
}

/// The work groups by name.
pub async fn groups(tx: &Tx) -> Result<Vec<expert_group::Model>> {
    Ok(tx.find::<expert_group::Entity>().order_by_asc(expert_group::Column::Name).all(tx.conn()).await?)
}

/// Who is in the think tank, by name.
pub async fn experts(tx: &Tx, group: Option<Uuid>) -> Result<Vec<expert::Model>> {
    let mut rows = tx.find::<expert::Entity>();
    if let Some(group) = group {
        rows = rows.filter(expert::Column::GroupId.eq(group));
    }
    Ok(rows.order_by_asc(expert::Column::Name).order_by_asc(expert::Column::Id).all(tx.conn()).await?)
}

/// The expert that a member is.
pub async fn expert_of(tx: &Tx, member: Uuid) -> Result<Option<expert::Model>> {
    Ok(tx.find::<expert::Entity>().filter(expert::Column::MemberId.eq(member)).one(tx.conn()).await?)
}

/// What each expert was asked so far.
pub async fn records(tx: &Tx) -> Result<HashMap<Uuid, Record>> {
    use expert_request::Column;
    let columns = [Column::ExpertId, Column::State, Column::Rating];
    let rows = tx.find::<expert_request::Entity>().select_only().columns(columns).into_tuple::<(Uuid, State, Option<i64>)>();
    let mut records: HashMap<Uuid, Record> = HashMap::new();
    for (expert, state, rating) in rows.all(tx.conn()).await? {
        let record = records.entry(expert).or_default();
        record.open += usize::from(matches!(state, State::Asked | State::Accepted));
        record.advised += usize::from(matches!(state, State::Advised | State::Thanked));
        if let Some(rating) = rating {
            record.ratings = (record.ratings.0 + rating, record.ratings.1 + 1);
        }
    }
    Ok(records)
}

/// What a matter is about, in words: its kind, its title and what was said of it.
pub async fn words_of(tx: &Tx, id: Uuid) -> Result<String> {
    let matter = tx.get::<matter::Entity>(id).await?;
    let kind = tx.get::<matter_kind::Entity>(matter.kind_id).await?;
    Ok([kind.name, matter.title, matter.detail].join(" "))
}

/// Who may be asked about `asked`: the best fit first, among equals whoever has less to do.
pub async fn suggestions(tx: &Tx, asked: &str) -> Result<Vec<Suggestion>> {
    let mut records = records(tx).await?;
    let mut fitting = Vec::new();
    for expert in experts(tx, None).await?.into_iter().filter(|expert| expert.available) {
        if let Some(fit) = expertise::fit(asked, &experts::fields(&expert)?, &experts::own_words(&expert)?) {
            let record = records.remove(&expert.id).unwrap_or_default();
            fitting.push(Suggestion { expert, fit, record });
        }
    }
    fitting.sort_by_key(|one| (std::cmp::Reverse(one.fit.score), one.record.open));
    fitting.truncate(SUGGESTED);
    Ok(fitting)
}

/// What was asked, the latest first.
pub async fn requests(tx: &Tx, filter: Filter, page: &PageRequest) -> Result<Page<expert_request::Model>> {
    use expert_request::Column;
    let limit = page.limit()?;
    let mut rows = tx.find::<expert_request::Entity>();
    if let Some(expert) = filter.expert {
        rows = rows.filter(Column::ExpertId.eq(expert));
    }
    if let Some(matter) = filter.matter {
        rows = rows.filter(Column::MatterId.eq(matter));
    }
    if let Some(state) = filter.state {
        rows = rows.filter(Column::State.eq(state));
    }
    if let Some(after) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(after));
    }
    let rows = rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    Page::cut(rows, limit, |row| row.id)
}

/// One request; `expert` bounds it to what they are asked.
pub async fn request(tx: &Tx, expert: Option<Uuid>, id: Uuid) -> Result<expert_request::Model> {
    let request = tx.get::<expert_request::Entity>(id).await?;
    if expert.is_some_and(|expert| expert != request.expert_id) { Err(Failure::not_found()) } else { Ok(request) }
}
