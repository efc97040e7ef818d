//! The way of one day.

use uuid::Uuid;

use super::{
    errand::{Errand, Kind},
    errands,
};
use crate::{
    assignment::rules::clock::Level,
    kernel::{Result, Role, Tx},
    visits::{
        query::{self, Entry, Sight},
        rules::no_answer::Protocol,
        visit::State,
    },
};

/// What there is to do at one building.
#[derive(Debug, Clone)]
pub struct Stop {
    /// What the building is called; empty for what is nowhere in particular.
    pub building: String,
    /// What there is to do, as one comes by.
    pub errands: Vec<Errand>,
}

/// A day.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    /// What is open, in walking order.
    pub stops: Vec<Stop>,
    /// The visits that were paid today.
    pub finished: Vec<Entry>,
}

/// What there is to do today for a member: of visits those within sight, of all else what is theirs.
pub async fn walk(tx: &Tx, member: Uuid, role: Role) -> Result<Walk> {
    let (open, finished): (Vec<_>, Vec<_>) =
        query::today(tx, Sight::of(member, role)).await?.into_iter().partition(|entry| entry.visit.state == State::Planned);
    let mut all: Vec<Errand> = open.into_iter().map(|entry| of_visit(entry, tx)).collect();
    all.extend(errands::of(tx, member).await?);
    all.sort_by(Errand::in_walking_order);
    let mut stops: Vec<Stop> = Vec::new();
    for errand in all {
        match stops.last_mut() {
            Some(stop) if stop.building == errand.building() => stop.errands.push(errand),
            _ => stops.push(Stop { building: errand.building().to_owned(), errands: vec![errand] }),
        }
    }
    Ok(Walk { stops, finished })
}

fn of_visit(entry: Entry, tx: &Tx) -> Errand {
    let level = match () {
        () if entry.visit.due_at <= tx.now() => Level::Red,
        () if entry.visit.protocol != Protocol::None => Level::Yellow,
        () => Level::Green,
    };
    Errand {
        kind: Kind::Visit,
        id: entry.visit.id,
        key: None,
        title: entry.listed.person.name.clone(),
        note: entry.listed.door(),
        count: None,
        place: Some(entry.listed.place.clone()),
        due_at: Some(entry.visit.due_at),
        level,
        visit: Some(Box::new(entry)),
    }
}
