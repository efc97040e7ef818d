//! Questions about points.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Condition};
use uuid::Uuid;

use super::{
    books,
    point_account::{self, Kind},
    point_entry, point_posting,
    redemption::{self, State},
    reward,
};
use crate::{
    enrolment::Who,
    kernel::{Page, PageRequest, Result, Tx},
    people::{person, query::by_ids},
    tenancy::membership,
};

/// An account with its holder's name.
#[derive(Debug, Clone)]
pub struct Held {
    /// The account.
    pub account: point_account::Model,
    /// The name.
    pub name: String,
}

/// A line of a statement.
#[derive(Debug, Clone)]
pub struct Line {
    /// The posting.
    pub posting: point_posting::Model,
    /// How many points, onto this account or off it.
    pub amount: i64,
    /// Whether it was undone.
    pub reversed: bool,
}

/// A redemption with what was taken and by whom.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The redemption.
    pub redemption: redemption::Model,
    /// What was taken.
    pub reward: String,
    /// By whom.
    pub name: String,
}

/// Whether the books add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// As of when.
    pub as_of: DateTime<Utc>,
    /// The sum of all entries: nothing.
    pub entries: i64,
    /// The sum of all balances: nothing.
    pub balances: i64,
    /// Accounts whose balance is not the sum of their entries: none.
    pub wrong: u64,
    /// Points that people have.
    pub outstanding: i64,
}

/// Somebody's account, opened when it is looked at first.
pub async fn account(tx: &Tx, who: Who) -> Result<point_account::Model> {
    books::holder(tx, who).await
}

/// The accounts of people, whoever has most first; by name if one is asked for.
pub async fn accounts(tx: &Tx, page: &PageRequest) -> Result<Page<Held>> {
    use point_account::Column;
    let limit = page.limit()?;
    let mut rows = tx.find::<point_account::Entity>().filter(Column::Kind.eq(Kind::Holder));
    if let Some((balance, id)) = page.key::<(i64, Uuid)>()? {
        let same = Condition::all().add(Column::Balance.eq(balance)).add(Column::Id.gt(id));
        rows = rows.filter(Condition::any().add(Column::Balance.lt(balance)).add(same));
    }
    let rows = rows.order_by_desc(Column::Balance).order_by_asc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| (row.balance, row.id))?;
    let names = names(tx, &page.items).await?;
    Ok(page.map(|account| Held { name: names.get(&account.id).cloned().unwrap_or_default(), account }))
}

/// One account with its holder's name.
///
/// # Errors
/// "Not found".
pub async fn held(tx: &Tx, id: Uuid) -> Result<Held> {
    let account = tx.get::<point_account::Entity>(id).await?;
    let name = names(tx, std::slice::from_ref(&account)).await?.remove(&id).unwrap_or_default();
    Ok(Held { account, name })
}

/// The holders' names by account.
pub(super) async fn names(tx: &Tx, accounts: &[point_account::Model]) -> Result<HashMap<Uuid, String>> {
    let people = by_ids::<person::Entity>(tx, person::Column::Id, accounts.iter().filter_map(|account| account.person_id)).await?;
    let members = by_ids::<membership::Entity>(tx, membership::Column::Id, accounts.iter().filter_map(|account| account.member_id)).await?;
    let people: HashMap<Uuid, String> = people.into_iter().map(|row| (row.id, row.name)).collect();
    let members: HashMap<Uuid, String> = members.into_iter().map(|row| (row.id, row.name)).collect();
    let name = |account: &point_account::Model| {
        let person = account.person_id.and_then(|id| people.get(&id));
        person.or_else(|| account.member_id.and_then(|id| members.get(&id))).cloned()
    };
    Ok(accounts.iter().filter_map(|account| Some((account.id, name(account)?))).collect())
}

/// The names of the holders of these accounts.
pub async fn names_of(tx: &Tx, accounts: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>> {
    names(tx, &by_ids::<point_account::Entity>(tx, point_account::Column::Id, accounts).await?).await
}

/// What moved on an account, the latest first.
pub async fn statement(tx: &Tx, account: Uuid, page: &PageRequest) -> Result<Page<Line>> {
    use point_entry::Column;
    let limit = page.limit()?;
    let mut entries = tx.find::<point_entry::Entity>().filter(Column::AccountId.eq(account)).order_by_desc(Column::PostingId);
    if let Some(before) = page.key::<Uuid>()? {
        entries = entries.filter(Column::PostingId.lt(before));
    }
    let page = Page::cut(entries.limit(limit + 1).all(tx.conn()).await?, limit, |entry| entry.posting_id)?;
    let ids: Vec<Uuid> = page.items.iter().map(|entry| entry.posting_id).collect();
    let undone = by_ids::<point_posting::Entity>(tx, point_posting::Column::ReversesId, ids.iter().copied()).await?;
    let postings = by_ids::<point_posting::Entity>(tx, point_posting::Column::Id, ids).await?;
    let mut postings: HashMap<Uuid, point_posting::Model> = postings.into_iter().map(|row| (row.id, row)).collect();
    let line = |entry: point_entry::Model| {
        let posting = postings.remove(&entry.posting_id)?;
        Some(Line { reversed: undone.iter().any(|other| other.reverses_id == Some(posting.id)), posting, amount: entry.amount })
    };
    Ok(Page { next: page.next, items: page.items.into_iter().filter_map(line).collect() })
}

/// What was taken, the latest first: an account's, or everybody's.
pub async fn redemptions(tx: &Tx, account: Option<Uuid>, state: Option<State>, page: &PageRequest) -> Result<Page<Taken>> {
    use redemption::Column;
    let limit = page.limit()?;
    let mut rows = tx.find::<redemption::Entity>().order_by_desc(Column::Id).limit(limit + 1);
    if let Some(account) = account {
        rows = rows.filter(Column::AccountId.eq(account));
    }
    if let Some(state) = state {
        rows = rows.filter(Column::State.eq(state));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    let page = Page::cut(rows.all(tx.conn()).await?, limit, |row| row.id)?;
    Ok(Page { next: page.next, items: told(tx, page.items).await? })
}

/// Redemptions with what was taken and by whom.
pub async fn told(tx: &Tx, rows: Vec<redemption::Model>) -> Result<Vec<Taken>> {
    let rewards = by_ids::<reward::Entity>(tx, reward::Column::Id, rows.iter().map(|row| row.reward_id)).await?;
    let rewards: HashMap<Uuid, String> = rewards.into_iter().map(|row| (row.id, row.title)).collect();
    let names = names_of(tx, rows.iter().map(|row| row.account_id)).await?;
    let taken = |redemption: redemption::Model| Taken {
        reward: rewards.get(&redemption.reward_id).cloned().unwrap_or_default(),
        name: names.get(&redemption.account_id).cloned().unwrap_or_default(),
        redemption,
    };
    Ok(rows.into_iter().map(taken).collect())
}

/// Adds the books up, from their entries.
pub async fn proof(tx: &Tx) -> Result<Proof> {
    let accounts = tx.find::<point_account::Entity>().all(tx.conn()).await?;
    let entries = tx.find::<point_entry::Entity>().select_only().column(point_entry::Column::AccountId).column(point_entry::Column::Amount);
    let entries: Vec<(Uuid, i64)> = entries.into_tuple().all(tx.conn()).await?;
    let mut sums: HashMap<Uuid, i64> = HashMap::new();
    for (account, amount) in &entries {
        *sums.entry(*account).or_default() += amount;
    }
    let wrong = accounts.iter().filter(|account| sums.get(&account.id).copied().unwrap_or_default() != account.balance);
    Ok(Proof {
        as_of: tx.now(),
        entries: entries.iter().map(|(_, amount)| amount).sum(),
        balances: accounts.iter().map(|account| account.balance).sum(),
        wrong: wrong.count() as u64,
        outstanding: accounts.iter().filter(|account| account.kind == Kind::Holder).map(|account| account.balance).sum(),
    })
}
