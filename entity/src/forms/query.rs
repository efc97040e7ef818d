//! Questions about forms: a community's fillings and their rows, and a street's counts over all of them.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Change, State, form,
    form_filling::{self, Column},
    form_grant,
    form_row::{self, Column as RowColumn},
    rules::Cell,
};
use crate::{
    calendar::local,
    kernel::{Failure, Page, PageRequest, Result, SystemTx, Tx},
    tenancy::{community, street},
};

/// The community's fillings, the latest first, of one form if it is told; `open` are those that wait for the community.
pub async fn list(tx: &Tx, open: bool, form: Option<Uuid>, page: &PageRequest) -> Result<Page<form_filling::Model>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<form_filling::Entity>().order_by_desc(Column::Id).limit(limit + 1);
    if open {
        rows = rows.filter(Column::State.is_in([State::Draft, State::Checked, State::Returned]));
    }
    if let Some(form) = form {
        rows = rows.filter(Column::FormId.eq(form));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    Page::cut(rows.all(tx.conn()).await?, limit, |row| row.id)
}

/// One of the community's fillings.
///
/// # Errors
/// "Not found".
pub async fn one(tx: &Tx, id: Uuid) -> Result<form_filling::Model> {
    tx.get::<form_filling::Entity>(id).await
}

/// A filling that nobody else changes until this is committed: what is signed is what was written.
pub(super) async fn held(tx: &Tx, id: Uuid) -> Result<form_filling::Model> {
    tx.update(form_filling::ActiveModel { id: Set(id), ..Default::default() }).await
}

/// Which rows are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Only what became of them since the last submission.
    pub change: Option<Change>,
    /// Only those in which something is missing.
    pub missing: bool,
    /// Only those that are handed in.
    pub handed_in: bool,
}

/// A row with its cells.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The row.
    pub row: form_row::Model,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// Rows of a filling, in their order.
pub async fn rows(tx: &Tx, filling: Uuid, filter: Filter, page: &PageRequest) -> Result<Page<Opened>> {
    let limit = page.limit()?;
    let filling = one(tx, filling).await?;
    let mut rows = tx.find::<form_row::Entity>().filter(RowColumn::FillingId.eq(filling.id));
    if let Some(change) = filter.change {
        rows = rows.filter(RowColumn::Change.eq(change));
    }
    if filter.handed_in {
        rows = rows.filter(RowColumn::Change.ne(Change::Gone));
    }
    if filter.missing {
        rows = rows.filter(RowColumn::Missing.gt(0));
    }
    if let Some(after) = page.key::<i64>()? {
        rows = rows.filter(RowColumn::Place.gt(after));
    }
    let page = Page::cut(rows.order_by_asc(RowColumn::Place).limit(limit + 1).all(tx.conn()).await?, limit, |row| row.place)?;
    let opened = page.items.into_iter().map(|row| Ok(Opened { cells: row.opened(tx)?, row }));
    Ok(Page { items: opened.collect::<Result<_>>()?, next: page.next })
}

/// All rows of a filling, in their order.
pub(super) async fn rows_of(tx: &Tx, filling: Uuid) -> Result<Vec<form_row::Model>> {
    Ok(tx.find::<form_row::Entity>().filter(RowColumn::FillingId.eq(filling)).order_by_asc(RowColumn::Place).all(tx.conn()).await?)
}

/// What was handed in before this one, of the same form.
pub(super) async fn last_submitted(tx: &Tx, filling: &form_filling::Model) -> Result<Option<form_filling::Model>> {
    let before = tx.find::<form_filling::Entity>().filter(Column::FormId.eq(filling.form_id)).filter(Column::Id.ne(filling.id));
    let before = before.filter(Column::State.is_in([State::Submitted, State::Accepted])).filter(Column::FromOn.lte(filling.from_on));
    Ok(before.order_by_desc(Column::FromOn).order_by_desc(Column::Edition).one(tx.conn()).await?)
}

/// A form of the street.
///
/// # Errors
/// "Not found", also if it is another street's.
pub async fn form_of(sys: &SystemTx, street: &street::Model, id: Uuid) -> Result<form::Model> {
    let row = sys.find::<form::Entity>().filter(form::Column::Id.eq(id)).filter(form::Column::StreetId.eq(street.id));
    row.one(sys.conn()).await?.ok_or_else(Failure::not_found)
}

/// The street's forms, the latest first.
pub async fn forms(sys: &SystemTx, street: &street::Model, page: &PageRequest) -> Result<Page<form::Model>> {
    let limit = page.limit()?;
    let mut rows = sys.find::<form::Entity>().filter(form::Column::StreetId.eq(street.id));
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(form::Column::Id.lt(before));
    }
    let rows = rows.order_by_desc(form::Column::Id).limit(limit + 1).all(sys.conn()).await?;
    Page::cut(rows, limit, |row| row.id)
}

/// How far a community is with a period of a form.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The community.
    pub community: community::Model,
    /// Its latest edition; none if it was not asked yet.
    pub filling: Option<form_filling::Model>,
    /// Until when it lets the street look at the rows.
    pub granted_until: Option<NaiveDate>,
}

/// One period of a form, over all communities.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The form.
    pub form: form::Model,
    /// The first days of all its periods, the latest first.
    pub periods: Vec<NaiveDate>,
    /// The one that is looked at.
    pub period: Option<NaiveDate>,
    /// The communities, in the order of their codes.
    pub standings: Vec<Standing>,
}

/// How far everybody is with the period that begins with `period`, or with the latest.
pub async fn overview(sys: &SystemTx, street: &street::Model, id: Uuid, period: Option<NaiveDate>) -> Result<Overview> {
    let form = form_of(sys, street, id).await?;
    let ours = sys.find::<community::Entity>().filter(community::Column::StreetId.eq(street.id)).order_by_asc(community::Column::Code);
    let ours = ours.all(sys.conn()).await?;
    let all = sys.find::<form_filling::Entity>().filter(Column::FormId.eq(id));
    let all = all.filter(Column::CommunityId.is_in(ours.iter().map(|one| one.id))).order_by_asc(Column::Edition).all(sys.conn()).await?;
    let mut periods: Vec<NaiveDate> = all.iter().map(|one| one.from_on).collect();
    periods.sort_by(|a, b| b.cmp(a));
    periods.dedup();
    let period = period.or(periods.first().copied());
    let latest = all.into_iter().filter(|one| Some(one.from_on) == period).map(|one| (one.community_id, one));
    let mut latest: HashMap<Uuid, form_filling::Model> = latest.collect();
    let granted = granted(sys, latest.values()).await?;
    let standing = |community: community::Model| {
        let filling = latest.remove(&community.id);
        let today = local::day_of(local::zone(&community.zone), sys.now());
        let until = filling.as_ref().and_then(|filling| granted.get(&filling.id).copied()).filter(|until| *until >= today);
        Standing { community, filling, granted_until: until }
    };
    let standings = ours.into_iter().map(standing).collect();
    Ok(Overview { form, periods, period, standings })
}

/// Until when communities let the street look at these fillings.
async fn granted<'a>(sys: &SystemTx, fillings: impl Iterator<Item = &'a form_filling::Model>) -> Result<HashMap<Uuid, NaiveDate>> {
    use form_grant::Column;
    let grants = sys.find::<form_grant::Entity>().filter(Column::FillingId.is_in(fillings.map(|filling| filling.id)));
    let grants = grants.filter(Column::RevokedAt.is_null()).all(sys.conn()).await?;
    Ok(grants.into_iter().map(|grant| (grant.filling_id, grant.until_on)).collect())
}
