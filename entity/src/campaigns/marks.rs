//! Writing down what was found at a door, from a phone that may have been off the net.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, sea_query::Expr, sea_query::ExprTrait};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Outcome, Sight, Stage, campaign,
    campaign_mark::{self, Column},
    campaign_target,
    error::CampaignError,
    figures,
    rules::standing::{Found, fold},
    sight,
};
use crate::{
    kernel::{Failure, Result, Tx},
    outreach::Answers,
    people::query::today,
    tenancy::members,
};

/// A phone's clock may be so many minutes ahead.
const AHEAD: i64 = 10;
/// What was found is believed for so many days.
const BELIEVED: i64 = 7;

/// What is sealed of a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What was noted.
    pub note: String,
    /// What was answered.
    pub answers: Answers,
}

/// A finding as a phone sends it.
#[derive(Debug, Clone)]
pub struct Report {
    /// Made by the phone.
    pub nonce: Uuid,
    /// What was found.
    pub outcome: Outcome,
    /// When, by the phone.
    pub at: DateTime<Utc>,
    /// When to go again.
    pub retry_at: Option<DateTime<Utc>>,
    /// What was noted; the reason, where somebody is excused.
    pub note: String,
    /// What was answered.
    pub answers: Answers,
}

/// Writes a finding down. The same one again changes nothing; a different one by somebody else is kept beside it.
pub async fn mark(tx: &Tx, sight: Sight, id: Uuid, report: Report) -> Result<campaign_target::Model> {
    let seen = sight.target(tx, id).await?;
    let campaign = tx.get::<campaign::Entity>(seen.campaign_id).await?;
    // From here on whoever else has found something at this door waits, so that each sees what the others wrote.
    let turn = tx.update_many::<campaign_target::Entity>().filter(campaign_target::Column::Id.eq(id));
    turn.col_expr(campaign_target::Column::Turn, Expr::col(campaign_target::Column::Turn).add(1)).exec(tx.conn()).await?;
    let known = tx.find::<campaign_mark::Entity>().filter(Column::Nonce.eq(report.nonce)).one(tx.conn()).await?;
    if known.is_some_and(|known| known.target_id == id) {
        return tx.get::<campaign_target::Entity>(id).await;
    }
    check(tx, &campaign, &report)?;
    let answers = match report.outcome {
        Outcome::Done => campaign.questions()?.read(&report.answers, today(tx).await?)?,
        _ => Answers::new(),
    };
    let (mark, member) = (tx.new_id(), members::acting(tx));
    let force = match member {
        Some(member) => sight::on(tx, campaign.id, member).await?.first().map(|shift| shift.force),
        None => None,
    };
    let said = Said { note: report.note.trim().to_owned(), answers };
    let row = campaign_mark::ActiveModel {
        id: Set(mark),
        target_id: Set(id),
        nonce: Set(report.nonce),
        outcome: Set(report.outcome),
        at: Set(report.at),
        retry_at: Set(report.retry_at),
        member_id: Set(member),
        force: Set(force),
        said: Set(tx.seal("campaign_mark", "said", mark, &serde_json::to_string(&said)?)?),
        ..Default::default()
    };
    tx.insert(row).await?;
    refold(tx, &seen).await
}

/// What was found at a door, the last first.
pub async fn of(tx: &Tx, target: Uuid) -> Result<Vec<(campaign_mark::Model, Said)>> {
    let rows = tx.find::<campaign_mark::Entity>().filter(Column::TargetId.eq(target)).order_by_desc(Column::At).order_by_desc(Column::Id);
    let open = |row: campaign_mark::Model| {
        let said = serde_json::from_str(&tx.open("campaign_mark", "said", row.id, &row.said)?)?;
        Ok((row, said))
    };
    rows.all(tx.conn()).await?.into_iter().map(open).collect()
}

/// A finding that one wrote down oneself, or that the office looks after: to these photos may be added.
///
/// # Errors
/// "Not found" for those of others.
pub async fn own(tx: &Tx, sight: Sight, id: Uuid) -> Result<campaign_mark::Model> {
    let mark = tx.get::<campaign_mark::Entity>(id).await?;
    sight.target(tx, mark.target_id).await?;
    let theirs = mark.member_id.is_some() && mark.member_id == members::acting(tx);
    if theirs || sight == Sight::Community { Ok(mark) } else { Err(Failure::not_found()) }
}

fn check(tx: &Tx, campaign: &campaign::Model, report: &Report) -> Result<()> {
    // What a phone found before the end and sends after it still counts: it was settled already, and stays so.
    let in_time = match campaign.stage {
        Stage::Running => true,
        Stage::Closed => campaign.closed_at.is_some_and(|closed| report.at <= closed),
        _ => false,
    };
    let wrong = |field: &str, code| Err(Failure::invalid_field(field, code));
    match () {
        () if !in_time => Err(CampaignError::WrongStage.into()),
        () if report.at > tx.now() + Duration::minutes(AHEAD) || report.at < tx.now() - Duration::days(BELIEVED) => {
            wrong("at", "campaigns.time_implausible")
        }
        () if report.outcome.wants_reason() && report.note.trim().is_empty() => wrong("note", "campaigns.reason_wanted"),
        () if report.retry_at.is_some_and(|again| again <= report.at) => wrong("retry_at", "campaigns.time_implausible"),
        () => Ok(()),
    }
}

/// Has the target say what all its findings add up to.
async fn refold(tx: &Tx, before: &campaign_target::Model) -> Result<campaign_target::Model> {
    let marks = tx.find::<campaign_mark::Entity>().filter(Column::TargetId.eq(before.id)).all(tx.conn()).await?;
    let found = |row: &campaign_mark::Model| Found { nonce: row.nonce, outcome: row.outcome, at: row.at, retry_at: row.retry_at };
    let standing = fold(marks.iter().map(found));
    let winner = standing.winner.as_ref().and_then(|winner| marks.iter().find(|row| row.nonce == winner.nonce));
    let settled = before.gone.is_some() || winner.is_some_and(|row| row.outcome.settles());
    let row = campaign_target::ActiveModel {
        id: Set(before.id),
        outcome: Set(winner.map(|row| row.outcome)),
        settled: Set(settled),
        contested: Set(standing.contested),
        tries: Set(standing.tries),
        retry_at: Set(winner.and_then(|row| row.retry_at)),
        marked_at: Set(winner.map(|row| row.at)),
        member_id: Set(winner.and_then(|row| row.member_id)),
        force: Set(winner.and_then(|row| row.force)),
        ..Default::default()
    };
    let after = tx.update(row).await?;
    figures::reached(tx, [before.marked_at, after.marked_at]).await?;
    Ok(after)
}
