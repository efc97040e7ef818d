//! Inspections (巡查): when, what came of it, what is to be put right.

use chrono::{Days, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    define::{self, Ledger},
    error::LedgerError,
    figures, history,
    ledger_change::Kind,
    ledger_inspection::{self, Column, Outcome},
    sight,
};
use crate::{
    kernel::{Actor, Failure, Page, PageRequest, Result, Tx},
    people::{Reach, query, text},
};

/// The most findings of one inspection.
const MOST_FINDINGS: usize = 20;
/// The longest finding or note, in signs.
const LONGEST: usize = 500;
/// When nobody was there, it is tried again so many days later.
const TRY_AGAIN: u64 = 3;

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What.
    pub text: String,
    /// When it was put right; none while it is not.
    pub fixed_on: Option<NaiveDate>,
}

/// What is told of an inspection.
#[derive(Debug, Clone)]
pub struct Report {
    /// When.
    pub on_day: Option<NaiveDate>,
    /// What came of it.
    pub result: Outcome,
    /// What is wrong.
    pub findings: Vec<String>,
    /// What else was seen.
    pub note: String,
    /// The last day for the next one, if it is not the usual.
    pub next_on: Option<NaiveDate>,
}

/// Records an inspection of a row; the next one is due by itself.
pub async fn record(tx: &Tx, reach: Reach, ledger: &Ledger, id: Uuid, report: Report) -> Result<ledger_inspection::Model> {
    let entry = sight::entry(tx, reach, ledger.row.id, id).await?;
    let today = query::today(tx).await?;
    let on_day = report.on_day.unwrap_or(today);
    let next = next(ledger, &report, on_day, today);
    let findings = checked(&report, on_day, today)?;
    match () {
        () if ledger.row.inspection_days.is_none() => return Err(LedgerError::NotInspected.into()),
        () if entry.ended_on.is_some() => return Err(LedgerError::Ended.into()),
        () => {}
    }
    let member = match tx.actor() {
        Actor::Account { member, .. } => *member,
        _ => None,
    };
    let row = ledger_inspection::ActiveModel {
        entry_id: Set(id),
        on_day: Set(on_day),
        result: Set(report.result),
        note: Set(text::line(&report.note)),
        findings: Set(serde_json::to_value(&findings)?),
        member_id: Set(member),
        ..Default::default()
    };
    let inspection = tx.insert(row).await?;
    let (last, open) = (entry.inspected_on, entry.open_findings);
    let mut entry = entry.into_active_model();
    if report.result != Outcome::Absent {
        entry.inspected_on = Set(last.max(Some(on_day)));
    }
    entry.inspect_by = Set(next);
    entry.open_findings = Set(open + findings.len() as i64);
    tx.update(entry).await?;
    let said: Vec<&str> = findings.iter().map(|finding| finding.text.as_str()).collect();
    history::note(tx, id, Kind::Inspected, &[], &said.join("；")).await?;
    tx.mark(on_day, "ledgers.inspected").await?;
    figures::mark(tx).await?;
    Ok(inspection)
}

fn checked(report: &Report, on_day: NaiveDate, today: NaiveDate) -> Result<Vec<Finding>> {
    let wrong = |field: &str, code| Err(Failure::invalid_field(field, code));
    let findings: Vec<String> = report.findings.iter().map(|finding| text::line(finding)).filter(|finding| !finding.is_empty()).collect();
    match () {
        () if on_day > today => wrong("on_day", "ledgers.day_ahead"),
        () if report.next_on.is_some_and(|next| next <= on_day) => wrong("next_on", "ledgers.next_before"),
        () if (report.result == Outcome::Findings) == findings.is_empty() => wrong("findings", "ledgers.findings_wanted"),
        () if findings.len() > MOST_FINDINGS => wrong("findings", "ledgers.too_many_findings"),
        () if findings.iter().any(|finding| finding.chars().count() > LONGEST) => wrong("findings", "people.text_too_long"),
        () if report.note.chars().count() > LONGEST => wrong("note", "people.text_too_long"),
        () => Ok(findings.into_iter().map(|text| Finding { text, fixed_on: None }).collect()),
    }
}

fn next(ledger: &Ledger, report: &Report, on_day: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let usual = if report.result == Outcome::Absent {
        on_day.checked_add_days(Days::new(TRY_AGAIN))
    } else {
        define::inspect_by(&ledger.row, Some(on_day), today)
    };
    report.next_on.or(usual)
}

/// Says that a finding was put right, by its place in the inspection's list.
pub async fn rectify(
    tx: &Tx,
    reach: Reach,
    ledger: &Ledger,
    id: Uuid,
    inspection: Uuid,
    finding: usize,
) -> Result<ledger_inspection::Model> {
    let entry = sight::entry(tx, reach, ledger.row.id, id).await?;
    let row = tx.get::<ledger_inspection::Entity>(inspection).await?;
    if row.entry_id != id {
        return Err(Failure::not_found());
    }
    let mut findings: Vec<Finding> = serde_json::from_value(row.findings.clone())?;
    let today = query::today(tx).await?;
    let open = findings.get_mut(finding).filter(|finding| finding.fixed_on.is_none()).ok_or(LedgerError::NoSuchFinding)?;
    open.fixed_on = Some(today);
    let said = open.text.clone();
    let left = (entry.open_findings - 1).max(0);
    let mut entry = entry.into_active_model();
    entry.open_findings = Set(left);
    tx.update(entry).await?;
    history::note(tx, id, Kind::Rectified, &[], &said).await?;
    let mut row = row.into_active_model();
    row.findings = Set(serde_json::to_value(&findings)?);
    tx.update(row).await
}

/// The inspections of a row, the latest first.
pub async fn list(tx: &Tx, reach: Reach, ledger: &Ledger, id: Uuid, page: &PageRequest) -> Result<Page<ledger_inspection::Model>> {
    let (limit, entry) = (page.limit()?, sight::entry(tx, reach, ledger.row.id, id).await?);
    let mut rows = tx.find::<ledger_inspection::Entity>().filter(Column::EntryId.eq(entry.id));
    if let Some((day, id)) = page.key::<(NaiveDate, Uuid)>()? {
        let beside = sea_orm::Condition::all().add(Column::OnDay.eq(day)).add(Column::Id.lt(id));
        rows = rows.filter(sea_orm::Condition::any().add(Column::OnDay.lt(day)).add(beside));
    }
    let rows = rows.order_by_desc(Column::OnDay).order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    Page::cut(rows, limit, |row| (row.on_day, row.id))
}
