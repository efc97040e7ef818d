//! The month in public (公示), and what people have against it.

use std::collections::BTreeMap;

use chrono::{DateTime, Months, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    award,
    error::PointError,
    point_account::{self, Kind},
    point_board::{self, Column},
    point_entry,
    point_objection::{self, State},
    point_posting, query,
    rules::OBJECT_WITHIN,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::query::by_ids,
    tenancy::members,
    visits::desk::Desk,
};

/// What somebody got in a month for one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Their account.
    pub account: Uuid,
    /// Their name, in full: whoever shows it to the public masks it.
    pub name: String,
    /// The service, or another reason.
    pub reason: String,
    /// How often.
    pub times: i64,
    /// How many points.
    pub points: i64,
}

/// The boards, the latest month first.
pub async fn list(tx: &Tx) -> Result<Vec<point_board::Model>> {
    Ok(tx.find::<point_board::Entity>().order_by_desc(Column::Month).all(tx.conn()).await?)
}

/// Makes a month public that is over, once.
pub async fn publish(tx: &Tx, month: NaiveDate) -> Result<()> {
    let row = point_board::ActiveModel {
        month: Set(month),
        published_at: Set(tx.now()),
        objections_until: Set(tx.now() + OBJECT_WITHIN),
        closed: Set(false),
        ..Default::default()
    };
    tx.find_or_insert(tx.find::<point_board::Entity>().filter(Column::Month.eq(month)), row).await.map(drop)
}

/// Who got what for what, whoever got most first. What was booked in the month stands on it, also if it was undone later: that stands on
/// the board of the month in which it was undone.
pub async fn lines(tx: &Tx, board: Uuid) -> Result<(point_board::Model, Vec<Line>)> {
    let board = tx.get::<point_board::Entity>(board).await?;
    let (from, until) = bounds(tx, board.month).await?;
    let postings =
        tx.find::<point_posting::Entity>().filter(point_posting::Column::At.gte(from)).filter(point_posting::Column::At.lt(until));
    let postings = postings.filter(point_posting::Column::Reason.is_not_in(["redeem", "lapse"])).all(tx.conn()).await?;
    let reasons: BTreeMap<Uuid, String> = postings.into_iter().map(|row| (row.id, row.reason)).collect();
    let entries = by_ids::<point_entry::Entity>(tx, point_entry::Column::PostingId, reasons.keys().copied()).await?;
    let accounts = by_ids::<point_account::Entity>(tx, point_account::Column::Id, entries.iter().map(|entry| entry.account_id)).await?;
    let holders: Vec<point_account::Model> = accounts.into_iter().filter(|account| account.kind == Kind::Holder).collect();
    let names = query::names(tx, &holders).await?;
    let mut sums: BTreeMap<(Uuid, &str), (i64, i64)> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| names.contains_key(&entry.account_id)) {
        let Some(reason) = reasons.get(&entry.posting_id) else { continue };
        let sum = sums.entry((entry.account_id, reason)).or_default();
        *sum = (sum.0 + 1, sum.1 + entry.amount);
    }
    let line = |((account, reason), (times, points)): ((Uuid, &str), (i64, i64))| Line {
        name: names.get(&account).cloned().unwrap_or_default(),
        account,
        reason: reason.to_owned(),
        times,
        points,
    };
    let mut lines: Vec<Line> = sums.into_iter().map(line).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.points));
    Ok((board, lines))
}

/// The instants between which a month is.
async fn bounds(tx: &Tx, month: NaiveDate) -> Result<(DateTime<Utc>, DateTime<Utc>)> {
    let desk = Desk::of(tx).await?;
    Ok((desk.midnight(month), desk.midnight(month + Months::new(1))))
}

/// Objects to a board, or to one posting on it.
///
/// # Errors
/// `BoardClosed`; words are wanted; "not found".
pub async fn object(tx: &Tx, board: Uuid, posting: Option<Uuid>, words: &str) -> Result<point_objection::Model> {
    let board = tx.get::<point_board::Entity>(board).await?;
    if let Some(posting) = posting {
        tx.get::<point_posting::Entity>(posting).await?;
    }
    if board.closed || tx.now() >= board.objections_until {
        return Err(PointError::BoardClosed.into());
    }
    let words = words.trim();
    if words.is_empty() || words.chars().count() > 1_000 {
        return Err(Failure::invalid_field("words", "points.words_wanted"));
    }
    let row = point_objection::ActiveModel {
        board_id: Set(board.id),
        posting_id: Set(posting),
        member_id: Set(members::acting(tx).ok_or_else(Failure::not_found)?),
        words: Set(words.to_owned()),
        state: Set(State::Open),
        answer: Set(String::new()),
        decided_by_id: Set(None),
        decided_at: Set(None),
        ..Default::default()
    };
    tx.insert(row).await
}

/// The objections to a board, the oldest first.
pub async fn objections(tx: &Tx, board: Uuid) -> Result<Vec<point_objection::Model>> {
    let rows = tx.find::<point_objection::Entity>().filter(point_objection::Column::BoardId.eq(board));
    Ok(rows.order_by_asc(point_objection::Column::Id).all(tx.conn()).await?)
}

/// Answers an objection; if it is granted, the posting that is meant is undone.
///
/// # Errors
/// `Decided`; an answer is wanted; what goes wrong with a reversal.
pub async fn decide(tx: &Tx, id: Uuid, grant: bool, answer: &str) -> Result<point_objection::Model> {
    let objection = tx.get::<point_objection::Entity>(id).await?;
    let answer = answer.trim();
    if answer.is_empty() || answer.chars().count() > 1_000 {
        return Err(Failure::invalid_field("answer", "points.answer_wanted"));
    }
    let row = point_objection::ActiveModel {
        state: Set(if grant { State::Granted } else { State::Dismissed }),
        answer: Set(answer.to_owned()),
        decided_by_id: Set(members::acting(tx)),
        decided_at: Set(Some(tx.now())),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    let open = tx.update_many::<point_objection::Entity>().filter(point_objection::Column::Id.eq(id));
    if open.filter(point_objection::Column::State.eq(State::Open)).set(row).exec(tx.conn()).await?.rows_affected != 1 {
        return Err(PointError::Decided.into());
    }
    if let Some(posting) = objection.posting_id.filter(|_| grant) {
        let note: String = answer.chars().take(200).collect();
        award::reverse(tx, posting, &note).await?;
    }
    tx.get::<point_objection::Entity>(id).await
}
