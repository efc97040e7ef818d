//! Which visits there are, and which of them somebody sees.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{SelectStatement, UnionType},
};
use uuid::Uuid;

pub use super::entries::{Entry, Last};
use super::{
    desk::Desk,
    entries,
    roster::Listed,
    rules::no_answer::Protocol,
    visit::{self, State},
    visit_attempt, visit_plan,
};
use crate::{
    kernel::{Failure, Page, PageRequest, Result, Role, Tx},
    people::{grid, here::Here, person::State as Life},
};

/// Whose visits somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Everybody's.
    Community,
    /// Those of the own grids, and those that they are to pay.
    Own(Uuid),
}

impl Sight {
    /// What a member with this role sees.
    pub fn of(member: Uuid, role: Role) -> Self {
        if role == Role::GridWorker { Self::Own(member) } else { Self::Community }
    }

    fn condition(self, tx: &Tx) -> Condition {
        let Self::Own(member) = self else { return Condition::all() };
        let grids = tx.find::<grid::Entity>().filter(grid::Column::WorkerId.eq(member)).select_only().column(grid::Column::Id);
        Condition::any().add(visit::Column::VisitorId.eq(member)).add(visit::Column::GridId.in_subquery(grids.into_query()))
    }
}

/// Which visits are asked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Whose window includes this local day.
    pub day: Option<NaiveDate>,
    /// Whose window ends on this local day or later.
    pub from: Option<NaiveDate>,
    /// Whose window begins on this local day or earlier.
    pub to: Option<NaiveDate>,
    /// How far they are.
    pub state: Option<String>,
    /// Who is to pay them.
    pub visitor: Option<Uuid>,
    /// To whom.
    pub person: Option<Uuid>,
    /// In which grid.
    pub grid: Option<Uuid>,
}

impl Filter {
    fn condition(&self, here: &Here) -> Result<Condition> {
        let (from, to) = (self.day.or(self.from), self.day.or(self.to));
        let state = match &self.state {
            Some(word) => Some(State::try_from_value(word).map_err(|_| Failure::invalid_field("state", "visits.state_unknown"))?),
            None => None,
        };
        Ok(Condition::all()
            .add_option(from.map(|day| visit::Column::DueAt.gt(here.midnight(day))))
            .add_option(to.and_then(|day| day.checked_add_days(Days::new(1))).map(|day| visit::Column::OpensAt.lt(here.midnight(day))))
            .add_option(state.map(|state| visit::Column::State.eq(state)))
            .add_option(self.visitor.map(|id| visit::Column::VisitorId.eq(id)))
            .add_option(self.person.map(|id| visit::Column::PersonId.eq(id)))
            .add_option(self.grid.map(|id| visit::Column::GridId.eq(id))))
    }
}

/// The visits that `filter` asks for, the first to close first.
pub async fn visits(tx: &Tx, sight: Sight, filter: &Filter, page: &PageRequest) -> Result<Page<Entry>> {
    let here = Here::of(tx).await?;
    let limit = page.limit()?;
    let mut select = tx.find::<visit::Entity>().filter(sight.condition(tx)).filter(filter.condition(&here)?);
    if let Some((due_at, id)) = page.key::<(DateTime<Utc>, Uuid)>()? {
        let later = visit::Column::DueAt.gt(due_at);
        let same = Condition::all().add(visit::Column::DueAt.eq(due_at)).add(visit::Column::Id.gt(id));
        select = select.filter(Condition::any().add(later).add(same));
    }
    let ordered = select.order_by_asc(visit::Column::DueAt).order_by_asc(visit::Column::Id).limit(limit + 1);
    let mut entries = entries::of(tx, ids(ordered)).await?;
    entries.sort_by_key(|entry| (entry.visit.due_at, entry.visit.id));
    Page::cut(entries, limit, |entry| (entry.visit.due_at, entry.visit.id))
}

/// One visit, if it is in sight.
pub async fn visit(tx: &Tx, sight: Sight, id: Uuid) -> Result<visit::Model> {
    let found = tx.find::<visit::Entity>().filter(visit::Column::Id.eq(id)).filter(sight.condition(tx)).one(tx.conn()).await?;
    found.ok_or_else(Failure::not_found)
}

/// Today's list in walking order: what is open and on the list, and what was done today.
pub async fn today(tx: &Tx, sight: Sight) -> Result<Vec<Entry>> {
    // Not the whole desk: this page is opened by everybody every morning, and needs neither calendar nor policy.
    let here = Here::of(tx).await?;
    let done = Condition::all()
        .add(visit::Column::State.eq(State::Done))
        .add(visit::Column::VisitedAt.gte(here.midnight(here.today)))
        .add(visit::Column::VisitedAt.lte(tx.now()));
    // A union, each half with an index of its own: by an "or", PostgreSQL reads all visits that the community ever had.
    let sight = sight.condition(tx);
    let half = |which| ids(tx.find::<visit::Entity>().filter(sight.clone()).filter(which));
    let mut entries = in_walking_order(tx, half(open(tx.now(), here.today)).union(UnionType::All, half(done)).to_owned()).await?;
    // Visits follow what happened to people a moment later; nobody is sent to the dead meanwhile.
    entries.retain(|entry| entry.visit.state == State::Done || entry.listed.person.state == Life::Present);
    Ok(entries)
}

/// The open visits at which nobody answered, in walking order.
pub async fn no_answers(tx: &Tx) -> Result<Vec<Entry>> {
    let waiting = visit::Column::State.eq(State::Planned).and(visit::Column::Protocol.ne(Protocol::None));
    in_walking_order(tx, ids(tx.find::<visit::Entity>().filter(waiting))).await
}

/// Everybody's open visits that are on today's list, in walking order.
pub(super) async fn open_today(tx: &Tx, desk: &Desk) -> Result<Vec<Entry>> {
    in_walking_order(tx, ids(tx.find::<visit::Entity>().filter(open(desk.now, desk.today)))).await
}

/// Open and on the list: its window is open, or nobody answered and nobody knows.
fn open(now: DateTime<Utc>, today: NaiveDate) -> Condition {
    let window = Condition::any().add(visit::Column::DueAt.gt(now)).add(visit::Column::Protocol.ne(Protocol::None));
    Condition::all()
        .add(visit::Column::State.eq(State::Planned))
        .add(visit::Column::PlannedOn.lte(today))
        .add(visit::Column::OpensAt.lte(now))
        .add(window)
}

/// Which visits a select picks, for [`entries::of`].
pub(super) fn ids(select: Select<visit::Entity>) -> SelectStatement {
    select.select_only().column(visit::Column::Id).into_query()
}

pub(super) async fn in_walking_order(tx: &Tx, picked: SelectStatement) -> Result<Vec<Entry>> {
    let mut entries = entries::of(tx, picked).await?;
    entries.sort_by(|left, right| {
        left.listed
            .place
            .cmp(&right.listed.place)
            .then(left.visit.person_id.cmp(&right.visit.person_id))
            .then(left.visit.slot.cmp(&right.visit.slot))
    });
    Ok(entries)
}

/// One visit with everything around it.
pub async fn entry(tx: &Tx, visit: Uuid) -> Result<Option<Entry>> {
    Ok(entries::of(tx, ids(tx.find::<visit::Entity>().filter(visit::Column::Id.eq(visit)))).await?.pop())
}

/// The tries without an answer, the first one first.
pub async fn attempts(tx: &Tx, visit: Uuid) -> Result<Vec<visit_attempt::Model>> {
    let tries = tx.find::<visit_attempt::Entity>().filter(visit_attempt::Column::VisitId.eq(visit));
    Ok(tries.order_by_asc(visit_attempt::Column::At).order_by_asc(visit_attempt::Column::Id).all(tx.conn()).await?)
}

/// What is owed to a person, or to everybody.
pub async fn plans(tx: &Tx, person: Option<Uuid>, page: &PageRequest) -> Result<Page<visit_plan::Model>> {
    let limit = page.limit()?;
    let mut select = tx.find::<visit_plan::Entity>().filter(visit_plan::Column::Active.eq(true));
    if let Some(person) = person {
        select = select.filter(visit_plan::Column::PersonId.eq(person));
    }
    if let Some(after) = page.key::<Uuid>()? {
        select = select.filter(visit_plan::Column::Id.gt(after));
    }
    let rows = select.order_by_asc(visit_plan::Column::Id).limit(limit + 1).all(tx.conn()).await?;
    Page::cut(rows, limit, |plan| plan.id)
}

/// The remark of a visit, opened.
pub fn remark(tx: &Tx, visit: &visit::Model) -> Result<Option<String>> {
    visit.remark.as_ref().map(|sealed| tx.open("visit", "remark", visit.id, sealed)).transpose()
}

/// The phone of somebody who is to be called, masked.
pub fn masked_phone(tx: &Tx, listed: &Listed) -> Result<Option<String>> {
    let Some(sealed) = &listed.person.phone else { return Ok(None) };
    let phone = tx.open("person", "phone", listed.person.id, sealed)?;
    let digits: Vec<char> = phone.chars().collect();
    let shown = |range: std::ops::Range<usize>| digits.get(range).map(|part| part.iter().collect::<String>()).unwrap_or_default();
    let tail = digits.len().saturating_sub(4);
    Ok(Some(if digits.len() < 8 { "*".repeat(digits.len()) } else { format!("{}****{}", shown(0..3), shown(tail..digits.len())) }))
}
