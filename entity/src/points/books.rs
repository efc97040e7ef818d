//! The books: the one place where points move. A posting is written with all of its entries or not at all.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use super::{
    error::PointError,
    figures,
    point_account::{self, Kind},
    point_entry, point_posting,
    rules::{balances, reversed},
};
use crate::{
    enrolment::{Who, resolved},
    kernel::{Failure, Result, Tx},
    people::query::today,
    tenancy::members,
};

/// What is to be booked.
#[derive(Debug, Clone)]
pub(super) struct Booking<'a> {
    /// What it is for: the same is booked once.
    pub(super) source: String,
    /// The service, or another reason.
    pub(super) reason: &'a str,
    /// What somebody says to it.
    pub(super) note: &'a str,
    /// The posting that it undoes.
    pub(super) reverses: Option<Uuid>,
    /// The day on which it was earned.
    pub(super) day: NaiveDate,
}

/// Somebody's account; opened when it is wanted first.
pub(super) async fn holder(tx: &Tx, who: Who) -> Result<point_account::Model> {
    let (person, member) = match resolved(tx, who).await? {
        Who::Person(id) => (Some(id), None),
        Who::Member(id) => (None, Some(id)),
    };
    let which = match (person, member) {
        (Some(id), _) => point_account::Column::PersonId.eq(id),
        (None, member) => point_account::Column::MemberId.eq(member),
    };
    open(tx, which, Kind::Holder, person, member).await
}

/// One of the community's own accounts.
pub(super) async fn own(tx: &Tx, kind: Kind) -> Result<point_account::Model> {
    open(tx, point_account::Column::Kind.eq(kind), kind, None, None).await
}

async fn open(tx: &Tx, which: Expr, kind: Kind, person: Option<Uuid>, member: Option<Uuid>) -> Result<point_account::Model> {
    let row = point_account::ActiveModel {
        kind: Set(kind),
        person_id: Set(person),
        member_id: Set(member),
        balance: Set(0),
        ..Default::default()
    };
    tx.find_or_insert(tx.find::<point_account::Entity>().filter(which), row).await
}

/// Waits for whoever moves points of these accounts, in one order, so that nobody waits in a circle.
pub(super) async fn lock(tx: &Tx, accounts: &[Uuid]) -> Result<()> {
    let rows = tx.find::<point_account::Entity>().filter(point_account::Column::Id.is_in(accounts.iter().copied()));
    rows.order_by_asc(point_account::Column::Id).lock_exclusive().all(tx.conn()).await?;
    Ok(())
}

/// Books; answers the posting that there was, if the same was booked before.
///
/// # Errors
/// `NotEnough` if a holder's account would be overdrawn.
pub(super) async fn post(tx: &Tx, booking: Booking<'_>, entries: &[(Uuid, i64)]) -> Result<point_posting::Model> {
    if !balances(entries) {
        return Err(Failure::internal("a posting does not add up to nothing"));
    }
    let accounts: Vec<Uuid> = entries.iter().map(|(account, _)| *account).collect();
    lock(tx, &accounts).await?;
    let known = tx.find::<point_posting::Entity>().filter(point_posting::Column::Source.eq(&booking.source));
    if let Some(known) = known.one(tx.conn()).await? {
        return Ok(known);
    }
    for (account, amount) in entries {
        add(tx, *account, *amount).await?;
    }
    let row = point_posting::ActiveModel {
        source: Set(booking.source),
        reason: Set(booking.reason.to_owned()),
        note: Set(booking.note.to_owned()),
        reverses_id: Set(booking.reverses),
        by_id: Set(members::acting(tx)),
        day: Set(booking.day),
        at: Set(tx.now()),
        ..Default::default()
    };
    let posting = tx.insert(row).await?;
    let entry = |(account, amount): &(Uuid, i64)| point_entry::ActiveModel {
        posting_id: Set(posting.id),
        account_id: Set(*account),
        amount: Set(*amount),
        ..Default::default()
    };
    tx.insert_many(entries.iter().map(entry).collect()).await?;
    figures::mark(tx).await?;
    Ok(posting)
}

/// Whether a posting can be undone: it was not, and nobody would be overdrawn by it. Whoever moves points of its accounts is waited for.
pub(super) async fn can_be_reversed(tx: &Tx, posting: &point_posting::Model) -> Result<bool> {
    let entries = tx.find::<point_entry::Entity>().filter(point_entry::Column::PostingId.eq(posting.id)).all(tx.conn()).await?;
    let ids: Vec<Uuid> = entries.iter().map(|entry| entry.account_id).collect();
    lock(tx, &ids).await?;
    let accounts = tx.find::<point_account::Entity>().filter(point_account::Column::Id.is_in(ids)).all(tx.conn()).await?;
    let after = |account: &point_account::Model| {
        let amount = entries.iter().find(|entry| entry.account_id == account.id).map_or(0, |entry| entry.amount);
        account.balance - amount
    };
    let undone = tx.find::<point_posting::Entity>().filter(point_posting::Column::ReversesId.eq(posting.id)).one(tx.conn()).await?;
    Ok(undone.is_none() && accounts.iter().all(|account| account.kind != Kind::Holder || after(account) >= 0))
}

/// Undoes a posting, once.
///
/// # Errors
/// `ReversedAlready`; `NotEnough` if what was given is spent; "not found".
pub(super) async fn reverse(tx: &Tx, id: Uuid, note: &str) -> Result<point_posting::Model> {
    let posting = tx.get::<point_posting::Entity>(id).await?;
    let entries = tx.find::<point_entry::Entity>().filter(point_entry::Column::PostingId.eq(id)).all(tx.conn()).await?;
    let entries: Vec<(Uuid, i64)> = entries.into_iter().map(|entry| (entry.account_id, entry.amount)).collect();
    lock(tx, &entries.iter().map(|(account, _)| *account).collect::<Vec<_>>()).await?;
    let undone = tx.find::<point_posting::Entity>().filter(point_posting::Column::ReversesId.eq(id)).one(tx.conn()).await?;
    if undone.is_some() || posting.reverses_id.is_some() {
        return Err(PointError::ReversedAlready.into());
    }
    let booking = Booking { source: format!("reversal:{id}"), reason: "reversal", note, reverses: Some(id), day: today(tx).await? };
    post(tx, booking, &reversed(&entries)).await
}

/// The condition and the change are one statement: nobody is overdrawn by two who spend at once.
async fn add(tx: &Tx, account: Uuid, amount: i64) -> Result<()> {
    let balance = || Expr::col(point_account::Column::Balance).add(amount);
    let rows = tx.update_many::<point_account::Entity>().filter(point_account::Column::Id.eq(account));
    let rows = rows.filter(point_account::Column::Kind.ne(Kind::Holder).or(balance().gte(0)));
    let rows = rows.col_expr(point_account::Column::Balance, balance()).col_expr(point_account::Column::UpdatedAt, Expr::value(tx.now()));
    match rows.exec(tx.conn()).await?.rows_affected {
        1 => Ok(()),
        _ => Err(PointError::NotEnough.into()),
    }
}
