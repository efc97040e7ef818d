//! Finding rows, and what is shown of ledgers.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Condition, LikeExpr},
};
use uuid::Uuid;

use super::{
    define::{self, Ledger},
    entry::{self, Entry},
    figures, ledger,
    ledger_entry::{self, Column},
    ledger_key, references, sight,
};
use crate::{
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::{IdNumber, Reach, building, grid, name, person, phone, query, reach::ids, text},
};

/// The longest search text, in signs.
const LONGEST: usize = 60;

/// How many rows of a ledger are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// They hold.
    pub holding: i64,
    /// Their validity ends within the notice.
    pub expiring: i64,
    /// It is over.
    pub expired: i64,
    /// Their inspection is overdue.
    pub overdue: i64,
    /// Something found is not put right.
    pub with_findings: i64,
}

/// Which rows are asked for; what is not told does not narrow.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// A part of a text, or a whole phone or identity number.
    pub query: Option<String>,
    /// The grid.
    pub grid: Option<Uuid>,
    /// `holding` (unless told), `ended`, `expiring`, `expired`, `overdue`, `findings` or `all`.
    pub state: Option<String>,
    /// A column and its value, for columns that rows are found by.
    pub column: Option<String>,
    /// The value.
    pub value: Option<String>,
    /// `newest` (unless told), `title`, `valid_until` or `inspect_by`; by a day, only rows that have one.
    pub sort: Option<String>,
}

/// Every ledger with the counts of its rows within reach.
pub async fn ledgers(tx: &Tx, reach: Reach) -> Result<Vec<(Ledger, Counts)>> {
    let today = query::today(tx).await?;
    let mut all = Vec::new();
    for ledger in define::list(tx).await? {
        let counts = counts(tx, reach, &ledger, today).await?;
        all.push((ledger, counts));
    }
    Ok(all)
}

/// The counts of a ledger's rows within reach.
pub async fn counts(tx: &Tx, reach: Reach, ledger: &Ledger, today: NaiveDate) -> Result<Counts> {
    let rows = || figures::holding(sight::entries(tx, reach).filter(Column::LedgerId.eq(ledger.row.id)));
    Ok(Counts {
        holding: figures::number(tx, rows()).await?,
        expiring: figures::number(tx, figures::expiring(rows(), &ledger.row, today)).await?,
        expired: figures::number(tx, figures::expired(rows(), today)).await?,
        overdue: figures::number(tx, figures::overdue(rows(), today)).await?,
        with_findings: figures::number(tx, rows().filter(Column::OpenFindings.gt(0))).await?,
    })
}

/// The rows of a ledger within reach that a filter asks for.
pub async fn list(tx: &Tx, reach: Reach, ledger: &Ledger, filter: &Filter, page: &PageRequest) -> Result<Page<Entry>> {
    let limit = page.limit()?;
    let rows = sight::entries(tx, reach).filter(Column::LedgerId.eq(ledger.row.id));
    let rows = narrowed(tx, ledger, rows, filter).await?;
    let page = match filter.sort.as_deref().unwrap_or("newest") {
        "newest" => {
            let after = page.key::<Uuid>()?.map(|id| Column::Id.lt(id));
            let rows = rows.filter(Condition::all().add_option(after)).order_by_desc(Column::Id).limit(limit + 1);
            Page::cut(rows.all(tx.conn()).await?, limit, |row| row.id)?
        }
        "title" => by(tx, rows, Column::Title, page.key::<(String, Uuid)>()?, limit, |row| row.title.clone()).await?,
        "valid_until" => by(tx, rows, Column::ValidUntil, page.key::<(Option<NaiveDate>, Uuid)>()?, limit, |row| row.valid_until).await?,
        "inspect_by" => by(tx, rows, Column::InspectBy, page.key::<(Option<NaiveDate>, Uuid)>()?, limit, |row| row.inspect_by).await?,
        _ => return Err(Failure::invalid_field("sort", "kernel.word_unknown")),
    };
    Ok(Page { next: page.next, items: opened(tx, ledger, page.items).await? })
}

async fn by<K>(
    tx: &Tx,
    rows: Select<ledger_entry::Entity>,
    column: Column,
    after: Option<(K, Uuid)>,
    limit: u64,
    key: impl Fn(&ledger_entry::Model) -> K,
) -> Result<Page<ledger_entry::Model>>
where
    K: Into<sea_orm::Value> + Clone + serde::Serialize,
{
    let after = after.map(|(key, id)| {
        let beside = Condition::all().add(column.eq(key.clone())).add(Column::Id.gt(id));
        Condition::any().add(column.gt(key)).add(beside)
    });
    let rows = rows.filter(column.is_not_null()).filter(Condition::all().add_option(after));
    let rows = rows.order_by_asc(column).order_by_asc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    Page::cut(rows, limit, |row| (key(row), row.id))
}

/// One row of a ledger within reach.
pub async fn read(tx: &Tx, reach: Reach, ledger: &Ledger, id: Uuid) -> Result<Entry> {
    let row = sight::entry(tx, reach, ledger.row.id, id).await?;
    opened(tx, ledger, vec![row]).await?.pop().ok_or_else(Failure::not_found)
}

/// Rows in the open, with the names of what they refer to.
pub(super) async fn opened(tx: &Tx, ledger: &Ledger, rows: Vec<ledger_entry::Model>) -> Result<Vec<Entry>> {
    let mut entries: Vec<Entry> = rows.into_iter().map(|row| Entry::open(tx, row)).collect::<Result<_>>()?;
    let labels = references::labels(tx, &ledger.definition, entries.iter().map(|entry| &entry.values)).await?;
    for entry in &mut entries {
        let own = entry.values.values().filter_map(|value| value.parse().ok());
        entry.labels = own.filter_map(|id: Uuid| Some((id, labels.get(&id)?.clone()))).collect();
    }
    Ok(entries)
}

/// The rows that a filter leaves.
pub(super) async fn narrowed(
    tx: &Tx,
    ledger: &Ledger,
    rows: Select<ledger_entry::Entity>,
    filter: &Filter,
) -> Result<Select<ledger_entry::Entity>> {
    let today = query::today(tx).await?;
    let mut rows = match filter.state.as_deref().unwrap_or("holding") {
        "all" => rows,
        "ended" => rows.filter(Column::EndedOn.is_not_null()),
        "holding" => figures::holding(rows),
        "expiring" => figures::expiring(figures::holding(rows), &ledger.row, today),
        "expired" => figures::expired(figures::holding(rows), today),
        "overdue" => figures::overdue(figures::holding(rows), today),
        "findings" => figures::holding(rows).filter(Column::OpenFindings.gt(0)),
        _ => return Err(Failure::invalid_field("state", "kernel.word_unknown")),
    };
    if let Some(grid) = filter.grid {
        rows = rows.filter(in_grid(tx, grid));
    }
    if let (Some(code), Some(value)) = (&filter.column, &filter.value) {
        let known = ledger.definition.column(code).filter(|column| column.kind.is_found_by() && !column.sensitive);
        known.ok_or_else(|| Failure::invalid_field("column", "ledgers.column_unknown"))?;
        rows = rows.filter(Column::Id.in_subquery(with_key(tx, ledger, code, value)?));
    }
    match filter.query.as_deref().map(text::squeezed).filter(|query| !query.is_empty()) {
        Some(query) if query.chars().count() > LONGEST => Err(Failure::invalid_field("query", "people.search_too_long")),
        Some(query) => Ok(rows.filter(search(tx, ledger, &query, today)?)),
        None => Ok(rows),
    }
}

fn in_grid(tx: &Tx, id: Uuid) -> Condition {
    let buildings = tx.find::<building::Entity>().filter(building::Column::GridId.eq(id));
    let people = query::living_in(tx, tx.find::<building::Entity>().filter(building::Column::GridId.eq(id)));
    let people = ids(tx.find::<person::Entity>().filter(people), person::Column::Id);
    let grid = ids(tx.find::<grid::Entity>().filter(grid::Column::Id.eq(id)), grid::Column::Id);
    Condition::any()
        .add(Column::BuildingId.in_subquery(ids(buildings, building::Column::Id)))
        .add(Column::GridId.in_subquery(grid))
        .add(Column::PersonId.in_subquery(people))
}

fn with_key(tx: &Tx, ledger: &Ledger, code: &str, value: &str) -> Result<sea_orm::sea_query::SelectStatement> {
    let keys = tx
        .find::<ledger_key::Entity>()
        .filter(ledger_key::Column::LedgerId.eq(ledger.row.id))
        .filter(ledger_key::Column::Field.eq(code))
        .filter(ledger_key::Column::Hash.eq(entry::hash(tx, ledger.row.id, code, value)?));
    Ok(ids(keys, ledger_key::Column::EntryId))
}

/// A whole number is found through its blind index, in whichever column it stands; anything else is a part of a text.
fn search(tx: &Tx, ledger: &Ledger, query: &str, today: NaiveDate) -> Result<Condition> {
    let escaped = name::searchable(query).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let mut any = Condition::any().add(Column::Search.like(LikeExpr::new(format!("%{escaped}%")).escape('\\')));
    let numbers = [IdNumber::parse(query, today).ok().map(|number| number.as_str().to_owned()), phone::normalised(query)];
    for number in numbers.into_iter().flatten() {
        for column in ledger.definition.columns.iter().filter(|column| column.kind.is_found_by()) {
            any = any.add(Column::Id.in_subquery(with_key(tx, ledger, &column.code, &number)?));
        }
    }
    Ok(any)
}

/// A row whose inspection is due.
#[derive(Debug, Clone)]
pub struct Due {
    /// The row.
    pub id: Uuid,
    /// Its ledger.
    pub ledger: Uuid,
    /// What that is called.
    pub ledger_name: String,
    /// What the row is listed by.
    pub title: String,
    /// The building it is in, or its resident lives in.
    pub building: Option<Uuid>,
    /// The last day for the inspection.
    pub by: NaiveDate,
}

/// The rows within reach, of all ledgers, whose inspection is due by `day`: the longest overdue first.
pub async fn to_inspect(tx: &Tx, reach: Reach, day: NaiveDate) -> Result<Vec<Due>> {
    let rows = figures::holding(sight::entries(tx, reach)).filter(Column::InspectBy.lte(day)).order_by_asc(Column::InspectBy);
    let rows = rows.all(tx.conn()).await?;
    let ledgers = query::by_ids::<ledger::Entity>(tx, ledger::Column::Id, rows.iter().map(|row| row.ledger_id)).await?;
    let people = query::by_ids::<person::Entity>(tx, person::Column::Id, rows.iter().filter_map(|row| row.person_id)).await?;
    let homes = query::places(tx, &people).await?;
    let home =
        |id: Uuid| people.iter().find(|person| person.id == id).and_then(|person| Some(homes.get(&person.household_id)?.building.id));
    let due = |row: ledger_entry::Model| {
        let ledger = ledgers.iter().find(|ledger| ledger.id == row.ledger_id)?;
        let building = row.building_id.or_else(|| row.person_id.and_then(home));
        Some(Due { id: row.id, ledger: ledger.id, ledger_name: ledger.name.clone(), title: row.title, building, by: row.inspect_by? })
    };
    Ok(rows.into_iter().filter_map(due).collect())
}
