//! Which visits there are, and which of them somebody sees.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    desk::Desk,
    roster::{self, Listed},
    rules::no_answer::Protocol,
    visit::{self, State, Wellbeing},
    visit_attempt, visit_plan,
};
use crate::{
    kernel::{Failure, Page, PageRequest, Result, Role, Tx},
    people::{grid, here::Here, person, person::State as Life},
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

/// A visit with everything around it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The visit.
    pub visit: visit::Model,
    /// To whom.
    pub listed: Listed,
    /// The last one that was paid to them.
    pub last: Option<Last>,
    /// What the member who is to pay it is called.
    pub visitor: Option<String>,
    /// What the member who recorded it is called.
    pub recorder: Option<String>,
}

/// The last visit that was paid to somebody.
#[derive(Debug, Clone, Copy)]
pub struct Last {
    /// When.
    pub at: DateTime<Utc>,
    /// How they were.
    pub wellbeing: Option<Wellbeing>,
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
    fn condition(&self, desk: &Desk) -> Result<Condition> {
        let (from, to) = (self.day.or(self.from), self.day.or(self.to));
        let state = match &self.state {
            Some(word) => Some(State::try_from_value(word).map_err(|_| Failure::invalid_field("state", "visits.state_unknown"))?),
            None => None,
        };
        Ok(Condition::all()
            .add_option(from.map(|day| visit::Column::DueAt.gt(desk.midnight(day))))
            .add_option(to.and_then(|day| day.checked_add_days(Days::new(1))).map(|day| visit::Column::OpensAt.lt(desk.midnight(day))))
            .add_option(state.map(|state| visit::Column::State.eq(state)))
            .add_option(self.visitor.map(|id| visit::Column::VisitorId.eq(id)))
            .add_option(self.person.map(|id| visit::Column::PersonId.eq(id)))
            .add_option(self.grid.map(|id| visit::Column::GridId.eq(id))))
    }
}

/// The visits that `filter` asks for, the first to close first.
pub async fn visits(tx: &Tx, sight: Sight, filter: &Filter, page: &PageRequest) -> Result<Page<Entry>> {
    let desk = Desk::of(tx).await?;
    let limit = page.limit()?;
    let mut select = tx.find::<visit::Entity>().filter(sight.condition(tx)).filter(filter.condition(&desk)?);
    if let Some((due_at, id)) = page.key::<(DateTime<Utc>, Uuid)>()? {
        let later = visit::Column::DueAt.gt(due_at);
        let same = Condition::all().add(visit::Column::DueAt.eq(due_at)).add(visit::Column::Id.gt(id));
        select = select.filter(Condition::any().add(later).add(same));
    }
    let ordered = select.order_by_asc(visit::Column::DueAt).order_by_asc(visit::Column::Id).limit(limit + 1);
    let page = Page::cut(ordered.all(tx.conn()).await?, limit, |visit| (visit.due_at, visit.id))?;
    Ok(Page { items: entries(tx, page.items).await?, next: page.next })
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
    // Two statements, each with an index of its own: with one, PostgreSQL reads all visits that the community ever had.
    let sight = sight.condition(tx);
    let mut found = Vec::new();
    for wanted in [open(tx.now(), here.today), done] {
        found.extend(tx.find::<visit::Entity>().filter(sight.clone()).filter(wanted).all(tx.conn()).await?);
    }
    let mut entries = in_walking_order(tx, found).await?;
    // Visits follow what happened to people a moment later; nobody is sent to the dead meanwhile.
    entries.retain(|entry| entry.visit.state == State::Done || entry.listed.person.state == Life::Present);
    Ok(entries)
}

/// The open visits at which nobody answered, in walking order.
pub async fn no_answers(tx: &Tx) -> Result<Vec<Entry>> {
    let waiting = visit::Column::State.eq(State::Planned).and(visit::Column::Protocol.ne(Protocol::None));
    let found = tx.find::<visit::Entity>().filter(waiting).all(tx.conn()).await?;
    in_walking_order(tx, found).await
}

/// Everybody's open visits that are on today's list, in walking order.
pub(super) async fn open_today(tx: &Tx, desk: &Desk) -> Result<Vec<Entry>> {
    let found = tx.find::<visit::Entity>().filter(open(desk.now, desk.today)).all(tx.conn()).await?;
    in_walking_order(tx, found).await
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

pub(super) async fn in_walking_order(tx: &Tx, found: Vec<visit::Model>) -> Result<Vec<Entry>> {
    let mut entries = entries(tx, found).await?;
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
pub async fn entry(tx: &Tx, visit: visit::Model) -> Result<Option<Entry>> {
    Ok(entries(tx, vec![visit]).await?.pop())
}

async fn entries(tx: &Tx, visits: Vec<visit::Model>) -> Result<Vec<Entry>> {
    let people = roster::by_person(tx, visits.iter().map(|visit| visit.person_id).collect()).await?;
    let last = last_visits(tx, visits.iter().map(|visit| visit.person_id).collect()).await?;
    let members = visits.iter().flat_map(|visit| [visit.visitor_id, visit.recorded_by]).flatten().collect();
    let names = roster::member_names(tx, members).await?;
    let name = |member: Option<Uuid>| names.get(&member?).cloned();
    let entry = |visit: visit::Model| {
        let listed = people.get(&visit.person_id)?.clone();
        let (visitor, recorder) = (name(visit.visitor_id), name(visit.recorded_by));
        Some(Entry { last: last.get(&visit.person_id).copied(), listed, visitor, recorder, visit })
    };
    Ok(visits.into_iter().filter_map(entry).collect())
}

/// The last visit that was paid to each of these people: one row for each, whatever their history.
async fn last_visits(tx: &Tx, people: Vec<Uuid>) -> Result<HashMap<Uuid, Last>> {
    let latest = |column: visit::Column| {
        let paid = tx.find::<visit::Entity>().filter(visit::Column::State.eq(State::Done)).filter(visit::Column::VisitedAt.is_not_null());
        let theirs = Expr::col((visit::Entity, visit::Column::PersonId)).equals((person::Entity, person::Column::Id));
        let first = paid.filter(theirs).order_by_desc(visit::Column::VisitedAt).order_by_desc(visit::Column::Id).limit(1);
        Expr::from(first.select_only().column(column).into_query())
    };
    let mut last = HashMap::new();
    for some in roster::distinct(people).chunks(roster::AT_ONCE) {
        let rows = tx
            .find::<person::Entity>()
            .filter(person::Column::Id.is_in(some.iter().copied()))
            .select_only()
            .column(person::Column::Id)
            .expr_as(latest(visit::Column::VisitedAt), "visited_at")
            .expr_as(latest(visit::Column::Wellbeing), "wellbeing")
            .into_tuple::<(Uuid, Option<DateTime<Utc>>, Option<Wellbeing>)>()
            .all(tx.conn())
            .await?;
        last.extend(rows.into_iter().filter_map(|(person, at, wellbeing)| Some((person, Last { at: at?, wellbeing }))));
    }
    Ok(last)
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
