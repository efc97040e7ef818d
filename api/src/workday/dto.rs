//! A day, as it travels.

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::{Failure, Tx},
    workday::{errand, pressing, walk},
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::visits::Visit;

/// The most that is told of the desk at once.
const MOST: usize = 100;

/// Somebody's way through the day.
#[derive(Object)]
pub struct Walk {
    /// What is open, building by building.
    stops: Vec<WalkStop>,
    /// The visits that were paid today.
    finished: Vec<Visit>,
}

/// What there is to do at one building.
#[derive(Object)]
struct WalkStop {
    /// What the building is called; empty for what is nowhere in particular.
    building: String,
    errands: Vec<Errand>,
}

/// Something to do.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Errand {
    /// `visit`, `point`, `matter`, `finding`, `inspection`, `doors` or `interviews`.
    kind: String,
    /// Its row: of a point the point, of doors the campaign, of interviews the questionnaire.
    id: Uuid,
    /// What else leads to its page: the code of a point, the ledger of a row; of interviews who is asked.
    key: Option<String>,
    title: String,
    /// Where exactly, or what else is to be known.
    note: String,
    /// How many doors or interviews.
    count: Option<i64>,
    due_at: Option<DateTime<Utc>>,
    /// `green`, `yellow`, `red` or `over_head`.
    level: String,
    /// The visit, if it is one.
    visit: Option<Visit>,
}

impl Walk {
    /// Tells it.
    pub fn new(tx: &Tx, walk: walk::Walk) -> Result<Self, Failure> {
        let stop = |stop: walk::Stop| {
            let errands: Result<_, Failure> = stop.errands.into_iter().map(|errand| Errand::new(tx, errand)).collect();
            Ok(WalkStop { building: stop.building, errands: errands? })
        };
        let stops: Result<_, Failure> = walk.stops.into_iter().map(stop).collect();
        let finished: Result<_, Failure> = walk.finished.into_iter().map(|entry| Visit::new(tx, entry)).collect();
        Ok(Self { stops: stops?, finished: finished? })
    }
}

impl Errand {
    fn new(tx: &Tx, errand: errand::Errand) -> Result<Self, Failure> {
        let errand::Errand { kind, id, key, title, note, count, place: _, due_at, level, visit } = errand;
        let visit = visit.map(|entry| Visit::new(tx, *entry)).transpose()?;
        Ok(Self { kind: kind.word().to_owned(), id, key, title, note, count, due_at, level: level.word().to_owned(), visit })
    }
}

/// What presses.
#[derive(Object)]
pub struct Desk {
    /// When this was so: how late something is, is counted from here.
    as_of: DateTime<Utc>,
    /// How much there is.
    total: u64,
    /// The first hundred of it.
    items: Vec<Pressing>,
}

/// Something that presses.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Pressing {
    /// `matter`, `finding`, `whistle`, `visit` or `directive`.
    of: String,
    id: Uuid,
    title: String,
    /// Who has it: a member, or a unit.
    who: Option<String>,
    /// Whether they stand in for somebody (顶岗).
    stands_in: bool,
    /// What happens next, or has happened: `take_on`, `decide`, `yellow`, `red`, `due`, `overdue`, `answer`, `arrive`, `no_answer` or `street`.
    turn: String,
    /// When it does, or did.
    at: DateTime<Utc>,
}

impl Desk {
    /// Tells it.
    pub fn new(tx: &Tx, all: Vec<pressing::Pressing>) -> Self {
        let tell = |one: pressing::Pressing| Pressing {
            of: one.of.to_owned(),
            id: one.id,
            title: one.title,
            who: one.who,
            stands_in: one.stands_in,
            turn: one.turn.word().to_owned(),
            at: one.at,
        };
        Self { as_of: tx.now(), total: all.len() as u64, items: all.into_iter().take(MOST).map(tell).collect() }
    }
}
