//! A visit.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    evidence::Of,
    kernel::{Failure, Page, Tx},
    visits::{
        query::{self, Entry},
        record::Record,
        visit,
    },
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::evidence::Photo;

/// Visits.
#[derive(Object)]
pub struct VisitPage {
    items: Vec<Visit>,
    next: Option<String>,
}

/// A visit.
#[derive(Object)]
#[oai(rename = "Visit", skip_serializing_if_is_none)]
pub struct Visit {
    id: Uuid,
    person: Visited,
    /// The address in one line.
    address: String,
    building: String,
    unit: String,
    floor: i64,
    room: String,
    grid: Option<VisitGrid>,
    /// Who is to pay it.
    visitor: Option<Visitor>,
    /// Rule and period.
    slot: String,
    /// When the window opens.
    opens_at: DateTime<Utc>,
    /// When the window closes.
    due_at: DateTime<Utc>,
    /// The day on which it comes onto the list.
    planned_on: NaiveDate,
    /// `planned`, `done`, `missed` or `cancelled`.
    state: String,
    /// `home`, `phone` or `video`.
    kind: String,
    /// `none`, `again_today`, `phone_or_neighbour` or `escalated`.
    protocol: String,
    /// When the protocol's timer rings.
    next_at: Option<DateTime<Utc>>,
    /// Whether the window has closed and nobody was met.
    overdue: bool,
    /// When the administrators were told.
    escalated_at: Option<DateTime<Utc>>,
    last_visit_at: Option<DateTime<Utc>>,
    /// `good`, `fair`, `poor` or `urgent`.
    last_wellbeing: Option<String>,
    visited_at: Option<DateTime<Utc>>,
    recorded_at: Option<DateTime<Utc>>,
    /// The name of the member who recorded it.
    recorded_by: Option<String>,
    wellbeing: Option<String>,
    needs: Vec<String>,
    remark: Option<String>,
    next_step: Option<String>,
    cancel_reason: Option<String>,
    /// Tries without an answer; only for a single visit.
    attempts: Option<Vec<Attempt>>,
    /// Photos; only for a single visit.
    photos: Option<Vec<Photo>>,
}

/// Who is visited.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Visited {
    id: Uuid,
    name: String,
    age: Option<i32>,
    tier: String,
    groups: Vec<String>,
    phone_masked: Option<String>,
}

/// The grid of a visit.
#[derive(Object)]
struct VisitGrid {
    id: Uuid,
    name: String,
}

/// Who pays a visit.
#[derive(Object)]
struct Visitor {
    id: Uuid,
    name: String,
}

/// A try at which nobody was met.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Attempt {
    at: DateTime<Utc>,
    /// `no_answer`.
    result: String,
    note: Option<String>,
}

/// A visit to plan.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewVisit {
    pub person_id: Uuid,
    /// By when.
    pub due_at: DateTime<Utc>,
    /// `home`, `phone` or `video`.
    pub kind: String,
}

/// Why a visit is called off.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct Cancellation {
    pub reason: String,
}

/// A try without an answer.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NoAnswer {
    /// What was seen or heard.
    pub note: Option<String>,
}

/// What was found.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewRecord {
    /// `home`, `phone` or `video`.
    kind: String,
    /// `good`, `fair`, `poor` or `urgent`.
    wellbeing: String,
    #[oai(default)]
    needs: Vec<String>,
    remark: Option<String>,
    /// What is to be done next.
    next_step: Option<String>,
    /// The day of a further visit.
    follow_up_on: Option<NaiveDate>,
    /// When somebody was met; now unless told.
    visited_at: Option<DateTime<Utc>>,
}

impl TryFrom<NewRecord> for Record {
    type Error = Failure;

    fn try_from(body: NewRecord) -> Result<Self, Failure> {
        let NewRecord { kind, wellbeing, needs, remark, next_step, follow_up_on, visited_at } = body;
        Ok(Self { kind: kind.parse()?, wellbeing: wellbeing.parse()?, needs, remark, next_step, follow_up_on, visited_at })
    }
}

impl VisitPage {
    /// Tells a page of visits.
    pub fn new(tx: &Tx, page: Page<Entry>) -> Result<Self, Failure> {
        let items = page.items.into_iter().map(|entry| Visit::new(tx, entry)).collect::<Result<_, _>>()?;
        Ok(Self { items, next: page.next })
    }
}

impl Visit {
    /// One visit with its tries and photos.
    pub async fn whole(tx: &Tx, visit: visit::Model) -> Result<Self, Failure> {
        let attempts = query::attempts(tx, visit.id).await?;
        let photos = Photo::all(tx, Of::Visit(visit.id)).await?;
        let entry = query::entry(tx, visit.id).await?.ok_or_else(Failure::not_found)?;
        let attempt = |row: mulin_entity::visits::visit_attempt::Model| Attempt { at: row.at, result: row.result, note: row.note };
        Ok(Self { attempts: Some(attempts.into_iter().map(attempt).collect()), photos: Some(photos), ..Self::new(tx, entry)? })
    }

    /// One visit as a list tells it.
    pub fn new(tx: &Tx, entry: Entry) -> Result<Self, Failure> {
        let (phone_masked, remark) = (query::masked_phone(tx, &entry.listed)?, query::remark(tx, &entry.visit)?);
        let Entry { visit, listed, last, visitor, recorder } = entry;
        let (age, address, tier) = (listed.age(tx.now().date_naive()), listed.address(), listed.tier());
        let overdue = visit.is_overdue(tx.now());
        Ok(Self {
            person: Visited { id: listed.person.id, name: listed.person.name, age, tier, groups: listed.groups, phone_masked },
            address,
            building: listed.place.building,
            unit: listed.place.unit,
            floor: listed.place.floor,
            room: listed.place.room,
            grid: listed.grid.map(|grid| VisitGrid { id: grid.id, name: grid.name }),
            visitor: visit.visitor_id.zip(visitor).map(|(id, name)| Visitor { id, name }),
            last_visit_at: last.map(|last| last.at),
            last_wellbeing: last.and_then(|last| last.wellbeing).map(|found| found.word().to_owned()),
            state: visit.state.word().to_owned(),
            protocol: visit.protocol.word().to_owned(),
            wellbeing: visit.wellbeing.map(|found| found.word().to_owned()),
            needs: serde_json::from_value(visit.needs)?,
            recorded_by: recorder,
            id: visit.id,
            slot: visit.slot,
            opens_at: visit.opens_at,
            due_at: visit.due_at,
            planned_on: visit.planned_on,
            kind: visit.kind,
            next_at: visit.next_at,
            overdue,
            escalated_at: visit.escalated_at,
            visited_at: visit.visited_at,
            recorded_at: visit.recorded_at,
            remark,
            next_step: visit.next_step,
            cancel_reason: visit.cancel_reason,
            attempts: None,
            photos: None,
        })
    }
}
