//! What each branch owes by the cadence of 三会一课, what it held, and what it missed.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Kind, figures, party_branch,
    party_cadence::{self, Column},
    party_session,
    rules::cadence::{Every, Verdict, periods, usual},
};
use crate::{
    kernel::{Result, Tx},
    people::words::word,
    visits::desk::Desk,
};

/// A period of a branch and a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// How many sessions were held in it.
    pub held: usize,
    /// How it stands.
    pub verdict: Verdict,
}

/// A kind of session in one branch.
#[derive(Debug, Clone)]
pub struct Owed {
    /// The kind.
    pub kind: Kind,
    /// How often it is held.
    pub every: Every,
    /// The periods, the first one first.
    pub periods: Vec<Period>,
}

/// How often a kind is held, and whether that was decided for the branch itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// How often.
    pub every: Every,
    /// Whether the branch differs from the community by its own decision.
    pub own: bool,
}

/// How often each kind is held in a branch; without one, wherever no branch decides for itself.
pub async fn decided(tx: &Tx, branch: Option<Uuid>) -> Result<BTreeMap<Kind, Decided>> {
    let mut cadence: BTreeMap<Kind, Decided> =
        Kind::ALL.into_iter().map(|kind| (kind, Decided { every: usual(kind), own: false })).collect();
    let rows = tx.find::<party_cadence::Entity>().all(tx.conn()).await?;
    let (own, common): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.branch_id.is_some());
    cadence.extend(common.into_iter().map(|row| (row.kind, Decided { every: row.every, own: false })));
    let own = own.into_iter().filter(|row| row.branch_id == branch);
    cadence.extend(own.map(|row| (row.kind, Decided { every: row.every, own: true })));
    Ok(cadence)
}

/// Decides how often a kind is held, in one branch or in all that do not decide for themselves; `None` takes a decision back.
pub async fn decide(tx: &Tx, branch: Option<Uuid>, kind: Kind, every: Option<Every>) -> Result<()> {
    if let Some(branch) = branch {
        tx.get::<party_branch::Entity>(branch).await?;
    }
    let of = branch.map_or_else(|| Column::BranchId.is_null(), |branch| Column::BranchId.eq(branch));
    match every {
        Some(every) => {
            let row = party_cadence::ActiveModel { branch_id: Set(branch), kind: Set(kind), every: Set(every), ..Default::default() };
            let which = tx.find::<party_cadence::Entity>().filter(Column::Kind.eq(kind)).filter(of);
            let known = tx.find_or_insert(which, row.clone()).await?;
            tx.update(party_cadence::ActiveModel { id: Set(known.id), ..row }).await?;
        }
        None => {
            tx.delete_many::<party_cadence::Entity>().filter(Column::Kind.eq(kind)).filter(of).exec(tx.conn()).await?;
        }
    }
    let decided = serde_json::json!({ "kind": word(kind), "every": every.map(word) });
    tx.audit("party.decide_cadence", "party_branch", branch.unwrap_or(tx.community()), decided).await?;
    figures::mark(tx).await
}

/// What a branch owed and held in the periods of a year that have begun.
pub async fn board(tx: &Tx, branch: &party_branch::Model, year: i32) -> Result<Vec<Owed>> {
    let desk = Desk::of(tx).await?;
    let Some((first, last)) = NaiveDate::from_ymd_opt(year, 1, 1).zip(NaiveDate::from_ymd_opt(year, 12, 31)) else { return Ok(Vec::new()) };
    let mut owed = owed(tx, &desk, branch, last.min(desk.today)).await?;
    for line in &mut owed {
        line.periods.retain(|period| period.from >= first && period.from.year() == year);
    }
    Ok(owed)
}

/// What a branch has still to hold in a year, and what it did not hold: only what is not done.
pub async fn open(tx: &Tx, branch: Uuid, year: i32) -> Result<Vec<Owed>> {
    let branch = tx.get::<party_branch::Entity>(branch).await?;
    let mut owed = board(tx, &branch, year).await?;
    owed.iter_mut().for_each(|line| line.periods.retain(|period| period.verdict != Verdict::Done));
    owed.retain(|line| !line.periods.is_empty());
    Ok(owed)
}

/// What a branch owes in the periods that have begun by `until`.
pub(super) async fn owed(tx: &Tx, desk: &Desk, branch: &party_branch::Model, until: NaiveDate) -> Result<Vec<Owed>> {
    use party_session::Column;
    let until = branch.dissolved_on.map_or(until, |gone| gone.min(until));
    let held = tx.find::<party_session::Entity>().filter(Column::BranchId.eq(branch.id)).filter(Column::HeldAt.is_not_null());
    let held: Vec<(Kind, NaiveDate)> =
        held.all(tx.conn()).await?.into_iter().filter_map(|row| Some((row.kind, desk.day(row.held_at?)))).collect();
    let period = |kind: Kind, (from, to): (NaiveDate, NaiveDate)| {
        let count = held.iter().filter(|(of, day)| *of == kind && (from..=to).contains(day)).count();
        Period { from, to, held: count, verdict: Verdict::of(count > 0, to, desk.today) }
    };
    let line = |(kind, every): (Kind, Every)| {
        let periods = periods(every, branch.founded_on, until).into_iter().map(|span| period(kind, span)).collect();
        Owed { kind, every, periods }
    };
    Ok(decided(tx, Some(branch.id)).await?.into_iter().map(|(kind, decided)| line((kind, decided.every))).collect())
}

/// The share of the periods that are over in which something was held, of a hundred; none if none is over.
pub fn compliance(owed: &[Owed]) -> Option<i64> {
    let over = || owed.iter().flat_map(|line| &line.periods).filter(|period| period.verdict != Verdict::Due);
    let done = over().filter(|period| period.verdict == Verdict::Done).count();
    let all = over().count();
    i64::try_from(done * 100).ok()?.checked_div(i64::try_from(all).ok()?)
}

/// The branches that are there.
pub(super) async fn branches(tx: &Tx) -> Result<Vec<party_branch::Model>> {
    Ok(tx.find::<party_branch::Entity>().filter(party_branch::Column::DissolvedOn.is_null()).all(tx.conn()).await?)
}

/// One branch.
pub async fn branch(tx: &Tx, id: Uuid) -> Result<party_branch::Model> {
    tx.get::<party_branch::Entity>(id).await
}
