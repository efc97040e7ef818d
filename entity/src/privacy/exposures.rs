//! Whom it concerns when data left the house: everybody whose fields were shown in the open or taken out as a file within a window of the
//! audit book. The book says what was done; whose data that were follows from what was there at the time.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, Select};
use serde_json::json;
use uuid::Uuid;

use crate::{
    forms::{form_mention, form_row},
    kernel::{Failure, Language, Result, Tx, audit},
    ledgers::ledger_entry,
    outreach::interview,
    people::{
        self,
        ledger::{self, Column},
        person,
        query::{self, by_ids},
    },
    tenancy::members,
    visits::desk::Desk,
};

/// What shows data in the open, or takes them out.
const ACTIONS: [&str; 8] =
    ["people.unmask", "people.export", "ledgers.unmask", "ledgers.export", "outreach.export", "forms.export", "forms.look", "privacy.copy"];
/// The longest window, in days.
const LONGEST: i64 = 366;

/// A deed of the window.
#[derive(Debug, Clone)]
pub struct Deed {
    /// The entry of the book.
    pub entry: audit::Model,
    /// Who did it.
    pub by: Option<String>,
    /// How many people it concerns.
    pub people: usize,
}

/// Somebody it concerns.
#[derive(Debug, Clone)]
pub struct Affected {
    /// The resident, masked.
    pub listed: query::Listed,
    /// In how many deeds.
    pub deeds: usize,
    /// In the last of them.
    pub last: DateTime<Utc>,
}

/// What was done within a window, and whom it concerns.
#[derive(Debug, Clone)]
pub struct Exposure {
    /// What was done, the latest first.
    pub deeds: Vec<Deed>,
    /// Whom it concerns.
    pub people: Vec<Affected>,
}

/// Whom the deeds of a window concern. Looking is kept in the book too.
pub async fn find(tx: &Tx, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<Exposure> {
    if until <= from || (until - from).num_days() > LONGEST {
        return Err(Failure::invalid_field("until", "privacy.window_implausible"));
    }
    use audit::{Column, Entity};
    let entries = tx.find::<Entity>().filter(Column::At.gte(from)).filter(Column::At.lt(until)).filter(Column::Action.is_in(ACTIONS));
    let entries = entries.order_by_desc(Column::Seq).all(tx.conn()).await?;
    let names = members::names(tx).await?;
    let mut counts: BTreeMap<Uuid, (usize, DateTime<Utc>)> = BTreeMap::new();
    let mut deeds = Vec::with_capacity(entries.len());
    // A copy that somebody had made for themselves left the house with whom it belongs to.
    for entry in entries.into_iter().filter(|entry| entry.detail["way"] != "own") {
        let concerned = concerned(tx, &entry).await?;
        for person in &concerned {
            let count = counts.entry(*person).or_insert((0, entry.at));
            count.0 += 1;
        }
        let by = entry.actor["member"].as_str().and_then(|id| names.get(&id.parse().ok()?).cloned());
        deeds.push(Deed { people: concerned.len(), by, entry });
    }
    let people = by_ids::<person::Entity>(tx, person::Column::Id, counts.keys().copied()).await?;
    let listed = query::listed(tx, people).await?;
    let affected =
        |listed: query::Listed| counts.get(&listed.person.id).map(|(deeds, last)| Affected { listed, deeds: *deeds, last: *last });
    let mut people: Vec<Affected> = listed.into_iter().filter_map(affected).collect();
    people.sort_by_key(|one| (std::cmp::Reverse(one.deeds), one.listed.person.id));
    tx.audit("privacy.exposures", "community", tx.community(), json!({ "from": from, "until": until, "people": people.len() })).await?;
    Ok(Exposure { deeds, people })
}

/// Whose data a deed showed.
async fn concerned(tx: &Tx, entry: &audit::Model) -> Result<Vec<Uuid>> {
    let rows = |id: Uuid| tx.find::<ledger_entry::Entity>().filter(ledger_entry::Column::LedgerId.eq(id));
    match entry.action.as_str() {
        "people.export" => {
            let there = tx.find::<person::Entity>().filter(person::Column::CreatedAt.lte(entry.at));
            ids(tx, there, person::Column::Id).await
        }
        "ledgers.export" => {
            let there = rows(entry.subject_id).filter(ledger_entry::Column::CreatedAt.lte(entry.at));
            ids(tx, there, ledger_entry::Column::PersonId).await
        }
        "ledgers.unmask" => {
            let row = tx.find::<ledger_entry::Entity>().filter(ledger_entry::Column::Id.eq(entry.subject_id));
            ids(tx, row, ledger_entry::Column::PersonId).await
        }
        "outreach.export" => {
            let said = tx.find::<interview::Entity>().filter(interview::Column::QuestionnaireId.eq(entry.subject_id));
            ids(tx, said.filter(interview::Column::CreatedAt.lte(entry.at)), interview::Column::PersonId).await
        }
        "forms.export" | "forms.look" => {
            let rows = tx.find::<form_row::Entity>().filter(form_row::Column::FillingId.eq(entry.subject_id));
            let rows = rows.filter(form_row::Column::CreatedAt.lte(entry.at));
            let named = tx.find::<form_mention::Entity>();
            let named = named.filter(form_mention::Column::RowId.in_subquery(people::reach::ids(rows, form_row::Column::Id)));
            ids(tx, named, form_mention::Column::PersonId).await
        }
        _ => Ok(vec![entry.subject_id]),
    }
}

async fn ids<E: crate::kernel::Owned>(tx: &Tx, rows: Select<E>, column: E::Column) -> Result<Vec<Uuid>> {
    use sea_orm::QuerySelect;
    let known = rows.filter(column.is_not_null()).select_only().column(column).distinct();
    Ok(known.into_tuple::<Uuid>().all(tx.conn()).await?)
}

/// The people as a list to be worked off (XLSX).
pub async fn workbook(tx: &Tx, exposure: Exposure, language: Language) -> Result<Vec<u8>> {
    let desk = Desk::of(tx).await?;
    let say = |key: &str| language.text(&format!("privacy.{key}"), &[]);
    let headers = [("name_name", 12.0), ("name_address", 24.0), ("name_phone", 16.0), ("column_deeds", 10.0), ("column_last", 14.0)];
    let columns: Vec<Column> = headers.into_iter().map(|(key, width)| Column { header: say(key), width }).collect();
    let row = |one: Affected| {
        let (phone, last) = (one.listed.phone.unwrap_or_default(), desk.day(one.last).to_string());
        vec![one.listed.person.name, one.listed.place.address(), phone, one.deeds.to_string(), last]
    };
    let rows: Vec<Vec<String>> = exposure.people.into_iter().map(row).collect();
    let sheet = say("exposures_sheet");
    let make = move || ledger::export(&sheet, &columns, rows.into_iter());
    tokio::task::spawn_blocking(make).await.map_err(Failure::internal)?.map_err(Failure::internal)
}
