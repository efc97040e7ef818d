//! Who is reminded of what runs out and what is to be inspected: one message a person a day, until it is renewed, done or ended.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    figures, job, ledger,
    ledger_entry::{self, Column},
    references::{self, Place},
    rules,
};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent},
    schedules,
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const DIGEST: &str = "ledgers.digest";
/// So many days before an inspection is due, somebody is reminded; a ledger's own notice if that is shorter.
const INSPECTION_NOTICE: i64 = 3;
/// The most lines of one message; how many there are in all stands above them.
const MOST_LINES: usize = 30;

/// Gives a community the time of its reminders.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// What a member is told.
#[derive(Default)]
struct Digest {
    expiring: Vec<Value>,
    inspections: Vec<Value>,
}

/// Tells everybody what of theirs runs out or is to be inspected. Done again on the same day, nobody is told twice.
pub async fn remind(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let administrators = desk::administrators(tx).await?;
    let mut digests: BTreeMap<Uuid, Digest> = BTreeMap::new();
    for ledger in tx.find::<ledger::Entity>().all(tx.conn()).await? {
        for (row, expiry, inspection, worker) in due(tx, &ledger, desk.today).await? {
            // Nobody's row is the administrators': a grid without a worker must not fall silent.
            for member in worker.map_or_else(|| administrators.clone(), |worker| vec![worker]) {
                let digest = digests.entry(member).or_default();
                digest.expiring.extend(expiry.then(|| line(&ledger, &row, row.valid_until, desk.today)));
                digest.inspections.extend(inspection.then(|| line(&ledger, &row, row.inspect_by, desk.today)));
            }
            told(tx, &row, expiry, inspection, desk.today).await?;
        }
    }
    for (member, digest) in digests {
        send(tx, &desk, member, digest).await?;
    }
    Ok(())
}

/// A row, whether its end and its inspection are told of, and who works in its grid.
type Due = (ledger_entry::Model, bool, bool, Option<Uuid>);

async fn due(tx: &Tx, ledger: &ledger::Model, today: NaiveDate) -> Result<Vec<Due>> {
    let notice = chrono::Days::new(ledger.notice_days.max(INSPECTION_NOTICE).unsigned_abs());
    let near = sea_orm::Condition::any().add(Column::ValidUntil.lte(today + notice)).add(Column::InspectBy.lte(today + notice));
    let rows =
        figures::holding(tx.find::<ledger_entry::Entity>().filter(Column::LedgerId.eq(ledger.id)).filter(near)).all(tx.conn()).await?;
    let wanted = |row: &ledger_entry::Model| {
        let wants = |due: Option<NaiveDate>, notice, told| due.is_some_and(|due| rules::is_reminded(due, today, notice, told));
        let before = INSPECTION_NOTICE.min(ledger.notice_days);
        (wants(row.valid_until, ledger.notice_days, row.expiry_told_on), wants(row.inspect_by, before, row.inspection_told_on))
    };
    let rows: Vec<_> = rows.into_iter().map(|row| (wanted(&row), row)).filter(|((expiry, inspection), _)| *expiry || *inspection).collect();
    let places: Vec<Place> =
        rows.iter().map(|(_, row)| Place { building: row.building_id, grid: row.grid_id, person: row.person_id }).collect();
    let workers = references::workers(tx, &places).await?;
    Ok(rows.into_iter().zip(workers).map(|(((expiry, inspection), row), worker)| (row, expiry, inspection, worker)).collect())
}

fn line(ledger: &ledger::Model, row: &ledger_entry::Model, due: Option<NaiveDate>, today: NaiveDate) -> Value {
    let left = due.map(|due| (due - today).num_days());
    json!({ "ledger": ledger.name, "title": row.title, "due": due, "left": left, "path": format!("/ledgers/{}/rows/{}", ledger.id, row.id) })
}

async fn told(tx: &Tx, row: &ledger_entry::Model, expiry: bool, inspection: bool, today: NaiveDate) -> Result<()> {
    let mut told = ledger_entry::ActiveModel { id: Set(row.id), updated_at: Set(row.updated_at), ..Default::default() };
    if expiry {
        told.expiry_told_on = Set(Some(today));
    }
    if inspection {
        told.inspection_told_on = Set(Some(today));
    }
    tx.update(told).await.map(drop)
}

async fn send(tx: &Tx, desk: &Desk, member: Uuid, digest: Digest) -> Result<()> {
    let by_day = |mut lines: Vec<Value>| {
        lines.sort_by_key(|line| line["left"].as_i64());
        lines.truncate(MOST_LINES);
        lines
    };
    let facts = json!({
        "community": desk.community.name,
        "day": desk.today,
        "expiring_count": digest.expiring.len(),
        "inspection_count": digest.inspections.len(),
        "expiring": by_day(digest.expiring),
        "inspections": by_day(digest.inspections),
        "path": "/ledgers",
    });
    notifications::send(tx, Intent::to_member(DIGEST, member, desk.today, facts)).await
}
