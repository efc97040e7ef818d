//! The day before a session everybody is reminded; before a period ends its secretary; of what was missed the administrators.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    Kind, Stage,
    cadence::{self, Owed},
    figures, job,
    notices::{self, News},
    party_branch,
    party_member::Post,
    party_session, query,
    rules::cadence::{REMINDED_BEFORE, Verdict},
};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent},
    people::words::word,
    schedules,
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const CADENCE: &str = "party.cadence";
/// Of what was missed the administrators are told for so many days after it.
const TOLD_FOR: u64 = 7;

/// Gives a community the time of its reminders.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// Reminds whom it concerns, each of the same thing once.
pub async fn remind(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    // What ended yesterday is missed since midnight.
    figures::mark_over(tx, desk.today - Days::new(1)).await?;
    let called = tx.find::<party_session::Entity>().filter(party_session::Column::Stage.eq(Stage::Called)).all(tx.conn()).await?;
    for session in called {
        if desk.day(query::session(tx, session.id).await?.occasion.starts_at) == desk.today + Days::new(1) {
            notices::tell_invited(tx, &session, News::Tomorrow, "").await?;
        }
    }
    let administrators = desk::administrators(tx).await?;
    let soon = desk.calendar.add_workdays(desk.today, REMINDED_BEFORE);
    for branch in cadence::branches(tx).await? {
        let owed = cadence::owed(tx, &desk, &branch, desk.today).await?;
        let due = by_end(&owed, Verdict::Due, |to| to <= soon);
        let secretary = query::members_of(tx, branch.id).await?.into_iter().find(|member| member.row.post == Post::Secretary);
        // A branch whose secretary has no account is the administrators' to look after.
        let told = secretary.and_then(|member| member.account).map_or_else(|| administrators.clone(), |account| vec![account]);
        tell(tx, &desk, &branch, ("due", due), &told).await?;
        let missed = by_end(&owed, Verdict::Missed, |to| to + Days::new(TOLD_FOR) >= desk.today);
        tell(tx, &desk, &branch, ("missed", missed), &administrators).await?;
    }
    Ok(())
}

/// The kinds that stand so, by the last day of their period.
fn by_end(owed: &[Owed], verdict: Verdict, wanted: impl Fn(NaiveDate) -> bool) -> BTreeMap<NaiveDate, Vec<Kind>> {
    let mut kinds: BTreeMap<NaiveDate, Vec<Kind>> = BTreeMap::new();
    for line in owed {
        for period in line.periods.iter().filter(|period| period.verdict == verdict && wanted(period.to)) {
            kinds.entry(period.to).or_default().push(line.kind);
        }
    }
    kinds
}

async fn tell(
    tx: &Tx,
    desk: &Desk,
    branch: &party_branch::Model,
    (what, ends): (&str, BTreeMap<NaiveDate, Vec<Kind>>),
    members: &[Uuid],
) -> Result<()> {
    for (to, kinds) in ends {
        let kinds: Vec<String> = kinds.into_iter().map(word).collect();
        let facts = json!({
            "community": desk.community.name, "what": what, "branch": branch.name, "due": to, "kinds": kinds, "path": "/party",
        });
        for member in members {
            let intent = Intent::to_member(CADENCE, *member, format_args!("{what}:{}:{to}", branch.id), facts.clone());
            notifications::send(tx, intent).await?;
        }
    }
    Ok(())
}
