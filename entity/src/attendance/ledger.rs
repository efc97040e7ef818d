//! An occasion with its roll, locked: read, changed by the pure rules, written back with what happened.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    Who, attendance_step,
    attendee::{self, Consent},
    error::AttendanceError,
    notices::{self, News},
    occasion::{self, State},
    rules::{
        roll::{Entry, Roll},
        times::Times,
    },
};
use crate::{
    calendar::local,
    kernel::{Actor, Failure, Result, Tx},
    tenancy::community,
};

/// An occasion that nobody else changes until `tx` ends.
pub(super) struct Ledger {
    pub occasion: occasion::Model,
    pub roll: Roll,
    attendees: Vec<attendee::Model>,
}

/// What happened to somebody, as the history keeps it.
pub(super) struct Step {
    pub event: &'static str,
    pub nonce: Option<String>,
    pub happened_at: DateTime<Utc>,
}

impl Step {
    pub(super) fn now(tx: &Tx, event: &'static str) -> Self {
        Self { event, nonce: None, happened_at: tx.now() }
    }
}

impl Ledger {
    /// Locks the occasion and reads its roll.
    pub(super) async fn open(tx: &Tx, id: Uuid) -> Result<Self> {
        // Raising the number waits for whoever raised it before: only then is the roll read, and so it is the present one.
        tx.update_many::<occasion::Entity>()
            .col_expr(occasion::Column::Turn, Expr::col(occasion::Column::Turn).add(1))
            .filter(occasion::Column::Id.eq(id))
            .exec(tx.conn())
            .await?;
        let occasion = tx.get::<occasion::Entity>(id).await?;
        let attendees = tx.find::<attendee::Entity>().filter(attendee::Column::OccasionId.eq(id)).all(tx.conn()).await?;
        let entry = |row: &attendee::Model| Entry {
            id: row.id,
            state: row.state,
            seat: row.seat,
            ticket: row.ticket,
            wants_consent: row.consent == Some(Consent::Wanted),
        };
        let started = tx.now() >= occasion.starts_at;
        let roll = Roll::new(occasion.capacity, occasion.waiting_list, started, attendees.iter().map(entry).collect());
        Ok(Self { occasion, roll, attendees })
    }

    /// Like [`Ledger::open`], for what is prepared or on.
    pub(super) async fn open_ahead(tx: &Tx, id: Uuid) -> Result<Self> {
        let ledger = Self::open(tx, id).await?;
        if matches!(ledger.occasion.state, State::Draft | State::Open) { Ok(ledger) } else { Err(AttendanceError::NotOpen.into()) }
    }

    /// Like [`Ledger::open`], refused for an occasion that was called off or is closed.
    pub(super) async fn open_now(tx: &Tx, id: Uuid) -> Result<Self> {
        let ledger = Self::open(tx, id).await?;
        if ledger.occasion.state == State::Open { Ok(ledger) } else { Err(AttendanceError::NotOpen.into()) }
    }

    pub(super) fn times(&self) -> Times {
        times(&self.occasion)
    }

    /// Somebody's row.
    pub(super) fn of(&self, who: Who) -> Option<&attendee::Model> {
        self.attendees.iter().find(|row| row.who() == Some(who))
    }

    /// The row with this id.
    pub(super) fn row(&self, id: Uuid) -> Option<&attendee::Model> {
        self.attendees.iter().find(|row| row.id == id)
    }

    /// The rows of those who have a seat or wait for one.
    pub(super) fn concerned(&self) -> Vec<attendee::Model> {
        use attendee::State;
        let concerned = |row: &&attendee::Model| matches!(row.state, State::SignedUp | State::Pending | State::Waiting);
        self.attendees.iter().filter(concerned).cloned().collect()
    }

    /// Gives somebody a row that the roll may then know; whether a guardian has to agree is settled with the first.
    pub(super) fn introduce(&mut self, tx: &Tx, who: Who, minor: bool) -> (Uuid, bool) {
        if let Some(known) = self.of(who) {
            return (known.id, known.consent == Some(Consent::Wanted));
        }
        let (person_id, member_id) = match who {
            Who::Person(id) => (Some(id), None),
            Who::Member(id) => (None, Some(id)),
        };
        let row = attendee::Model {
            community_id: tx.community(),
            id: tx.new_id(),
            occasion_id: self.occasion.id,
            person_id,
            member_id,
            state: attendee::State::Cancelled,
            seat: None,
            ticket: 0,
            consent: minor.then_some(Consent::Wanted),
            check_in_at: None,
            check_out_at: None,
            minutes: None,
            created_at: tx.now(),
            updated_at: tx.now(),
        };
        let id = row.id;
        self.attendees.push(row);
        (id, minor)
    }

    /// Who came is counted on the day on which it ended; a tick that comes later has that day counted anew.
    async fn mark(&self, tx: &Tx) -> Result<()> {
        if self.occasion.ends_at > tx.now() || self.occasion.subject_kind.as_deref() != Some("activity") {
            return Ok(());
        }
        let zone = local::zone(&tx.get::<community::Entity>(tx.community()).await?.zone);
        for measure in ["activities.attended", "activities.no_show"] {
            tx.mark(local::day_of(zone, self.occasion.ends_at), measure).await?;
        }
        Ok(())
    }

    /// Writes what changed on the roll. `step` tells what happened to `whom`; whoever else changed was promoted, which they are told, or
    /// kept a seat in vain.
    pub(super) async fn save(mut self, tx: &Tx, whom: &[Uuid], step: Step) -> Result<Vec<attendee::Model>> {
        let mut changed: Vec<Entry> = self.roll.entries().to_vec();
        // Seats are given up before they are taken: no two have the same, not even for a moment.
        changed.sort_by_key(|entry| (entry.seat.is_some(), entry.ticket));
        let mut promoted = Vec::new();
        for entry in changed {
            let Some(row) = self.attendees.iter_mut().find(|row| row.id == entry.id) else { continue };
            if (row.state, row.seat, row.ticket) == (entry.state, entry.seat, entry.ticket) {
                continue;
            }
            let (new, moved) = (row.ticket == 0, row.state == entry.state);
            (row.state, row.seat, row.ticket) = (entry.state, entry.seat, entry.ticket);
            *row = if new { insert(tx, row).await? } else { place(tx, row).await? };
            if !moved && !whom.contains(&entry.id) {
                let lapsed = row.state == attendee::State::Cancelled;
                note(tx, row, &Step::now(tx, if lapsed { "lapse" } else { "promote" })).await?;
                promoted.extend((!lapsed).then(|| row.clone()));
            }
        }
        notices::tell(tx, &self.occasion, &promoted, News::Promoted, "").await?;
        self.mark(tx).await?;
        for row in self.attendees.iter().filter(|row| whom.contains(&row.id)) {
            note(tx, row, &step).await?;
        }
        Ok(self.attendees)
    }
}

/// The times of an occasion.
pub(super) fn times(row: &occasion::Model) -> Times {
    Times {
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        opens_at: row.opens_at,
        closes_at: row.closes_at,
        cancel_until: row.cancel_until,
    }
}

/// The one of `rows` with this id.
pub(super) fn pick(rows: Vec<attendee::Model>, id: Uuid) -> Result<attendee::Model> {
    rows.into_iter().find(|row| row.id == id).ok_or_else(|| Failure::internal("an attendee was lost"))
}

async fn insert(tx: &Tx, row: &attendee::Model) -> Result<attendee::Model> {
    tx.insert(row.clone().into_active_model().reset_all()).await
}

async fn place(tx: &Tx, row: &attendee::Model) -> Result<attendee::Model> {
    let place = attendee::ActiveModel {
        id: Set(row.id),
        state: Set(row.state),
        seat: Set(row.seat),
        ticket: Set(row.ticket),
        ..Default::default()
    };
    tx.update(place).await
}

async fn note(tx: &Tx, row: &attendee::Model, step: &Step) -> Result<()> {
    let by = match tx.actor() {
        Actor::Account { member, .. } => *member,
        Actor::Job { .. } | Actor::System => None,
    };
    let step = attendance_step::ActiveModel {
        attendee_id: Set(row.id),
        at: Set(tx.now()),
        event: Set(step.event.to_owned()),
        state: Set(row.state),
        by_id: Set(by),
        nonce: Set(step.nonce.clone()),
        happened_at: Set(step.happened_at),
        ..Default::default()
    };
    tx.insert(step).await.map(drop)
}
