//! The figures of party life.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, QueryFilter};

use super::{
    article, article_reading,
    cadence::{self, Period},
    party_presence::{self, State},
    party_session,
    rules::cadence::Verdict,
};
use crate::{
    kernel::{Result, Tx},
    people::query::today,
    visits::desk::Desk,
};

/// What changes with sessions and articles.
const OF_TODAY: [&str; 4] = ["party.sessions", "party.due", "party.missed", "party.articles"];
/// What changes with who came.
const OF_PRESENCE: [&str; 3] = ["party.expected", "party.attended", "party.study"];

/// Has the figures of today computed anew.
pub(super) async fn mark(tx: &Tx) -> Result<()> {
    let today = today(tx).await?;
    for measure in OF_TODAY {
        tx.mark(today, measure).await?;
    }
    Ok(())
}

/// Has what a day's sessions brought computed anew.
pub(super) async fn mark_day(tx: &Tx, day: NaiveDate) -> Result<()> {
    for measure in OF_PRESENCE {
        tx.mark(day, measure).await?;
    }
    Ok(())
}

/// Has what was due by a day that is over computed anew.
pub(super) async fn mark_over(tx: &Tx, day: NaiveDate) -> Result<()> {
    tx.mark(day, "party.due").await?;
    tx.mark(day, "party.missed").await
}

/// Has a day's readings counted anew.
pub(super) async fn mark_reads(tx: &Tx, day: NaiveDate) -> Result<()> {
    tx.mark(day, "party.reads").await
}

/// How many there were on each day of a span of what a measure of party life counts.
pub(crate) async fn flow(tx: &Tx, desk: &Desk, measure: &str, from: NaiveDate, to: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    let mut by_day = BTreeMap::new();
    let entries = match measure {
        "party.sessions" => sessions(tx, desk).await?,
        "party.due" | "party.missed" => owed(tx, desk, measure == "party.missed", to).await?,
        "party.articles" => articles(tx, desk).await?,
        "party.reads" => {
            use article_reading::Column;
            let rows = tx.find::<article_reading::Entity>().filter(Column::OnDay.gte(from)).filter(Column::OnDay.lte(to));
            rows.all(tx.conn()).await?.into_iter().map(|row| (row.on_day, 1)).collect()
        }
        presence => {
            use party_presence::Column;
            let rows = tx.find::<party_presence::Entity>().filter(Column::OnDay.gte(from)).filter(Column::OnDay.lte(to));
            rows.all(tx.conn()).await?.iter().map(|row| (row.on_day, part(presence, row))).collect()
        }
    };
    for (day, count) in entries.into_iter().filter(|(day, count)| *count != 0 && (from..=to).contains(day)) {
        *by_day.entry(day).or_default() += count;
    }
    Ok(by_day)
}

/// What a line of the study record adds to a measure. Leave with a reason counts neither way.
fn part(measure: &str, row: &party_presence::Model) -> i64 {
    match measure {
        "party.study" => row.minutes,
        "party.attended" => i64::from(matches!(row.state, State::Attended | State::MadeUp)),
        _ => i64::from(row.state != State::Excused),
    }
}

async fn sessions(tx: &Tx, desk: &Desk) -> Result<Vec<(NaiveDate, i64)>> {
    let held = tx.find::<party_session::Entity>().filter(party_session::Column::HeldAt.is_not_null()).all(tx.conn()).await?;
    Ok(held.into_iter().filter_map(|row| Some((desk.day(row.held_at?), 1))).collect())
}

async fn articles(tx: &Tx, desk: &Desk) -> Result<Vec<(NaiveDate, i64)>> {
    let out = tx.find::<article::Entity>().filter(article::Column::PublishedAt.is_not_null()).all(tx.conn()).await?;
    Ok(out.into_iter().filter_map(|row| Some((desk.day(row.published_at?), 1))).collect())
}

/// Periods by their last day.
async fn owed(tx: &Tx, desk: &Desk, missed: bool, to: NaiveDate) -> Result<Vec<(NaiveDate, i64)>> {
    let mut entries = Vec::new();
    for branch in cadence::branches(tx).await? {
        let lines = cadence::owed(tx, desk, &branch, to).await?;
        let wanted = |period: &&Period| !missed || period.verdict == Verdict::Missed;
        entries.extend(lines.iter().flat_map(|line| &line.periods).filter(wanted).map(|period| (period.to, 1)));
    }
    Ok(entries)
}
