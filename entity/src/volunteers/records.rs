//! Service records (服务证明): a document for the volunteer, and a code by which anybody sees whether it is true.

use std::io::Cursor;

use chrono::NaiveDate;
use docx_rs::AlignmentType;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    hours, query, volunteer, volunteer_entry,
    volunteer_record::{self, Column},
};
use crate::{
    calendar::local,
    kernel::{Actor, Db, Failure, Result, Tx, Why, rest},
    meetings::paper::{TEXT, TITLE, blank, line, named},
    people::{mask, query::today, text},
    tenancy::community,
};

/// What anybody is told who has a record's code.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The community.
    pub community: String,
    /// 张\*.
    pub name: String,
    /// The record.
    pub record: volunteer_record::Model,
    /// The day on which it was handed out.
    pub issued_on: NaiveDate,
    /// Whether the ledger still says the same.
    pub valid: bool,
}

/// Hands a record of a span of days out.
///
/// # Errors
/// If the span ends before it begins, or has not come.
pub async fn issue(
    tx: &Tx,
    volunteer: &volunteer::Model,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<volunteer_record::Model> {
    let today = today(tx).await?;
    let to = to.unwrap_or(today);
    if to > today || from.is_some_and(|from| from > to) {
        return Err(Failure::invalid_field("to_day", "volunteers.day_implausible"));
    }
    let code = hex::encode(rand::random::<[u8; 12]>());
    let minutes = hours::totals(tx, from, to).await?.get(&volunteer.id).copied().unwrap_or_default();
    let row = volunteer_record::ActiveModel {
        volunteer_id: Set(volunteer.id),
        from_day: Set(from),
        to_day: Set(to),
        minutes: Set(minutes),
        code: Set(code),
        ..Default::default()
    };
    tx.insert(row).await
}

/// A volunteer's records, the last first.
pub async fn of(tx: &Tx, volunteer: Uuid) -> Result<Vec<volunteer_record::Model>> {
    Ok(tx.find::<volunteer_record::Entity>().filter(Column::VolunteerId.eq(volunteer)).order_by_desc(Column::Id).all(tx.conn()).await?)
}

/// One record.
///
/// # Errors
/// "Not found".
pub async fn one(tx: &Tx, id: Uuid) -> Result<volunteer_record::Model> {
    tx.get::<volunteer_record::Entity>(id).await
}

/// A record as a document (DOCX), and what its file is called.
pub async fn docx(tx: &Tx, record: &volunteer_record::Model, base_url: &str) -> Result<(String, Vec<u8>)> {
    let community = tx.get::<community::Entity>(tx.community()).await?;
    let language = community.language();
    let say = |key: &str| language.text(&format!("volunteers.{key}"), &[]);
    let name = query::called(tx, [record.volunteer_id]).await?.remove(&record.volunteer_id).unwrap_or_default();
    let issued = local::day_of(local::zone(&community.zone), record.created_at);
    let from = record.from_day.map_or_else(|| say("doc_beginning"), |day| day.to_string());
    let mut docx = blank().add_paragraph(line(&say("doc_title"), TITLE, true).align(AlignmentType::Center));
    let facts = [
        (say("doc_community"), community.name.clone()),
        (say("doc_name"), name.clone()),
        (say("doc_period"), format!("{from} – {}", record.to_day)),
        (say("doc_hours"), hours_of(record.minutes)),
        (say("doc_issued"), issued.to_string()),
        (say("doc_code"), record.code.clone()),
        (say("doc_verify"), format!("{base_url}/verify/{}", record.code)),
    ];
    for (fact, value) in facts {
        docx = docx.add_paragraph(named(&fact, &value));
    }
    docx = docx.add_paragraph(line(&say("doc_entries"), TEXT, true));
    for entry in entries(tx, record).await? {
        docx = docx.add_paragraph(line(&format!("{}  {}  {}", entry.on_day, hours_of(entry.minutes), entry.words), TEXT, false));
    }
    let mut bytes = Cursor::new(Vec::new());
    docx.build().pack(&mut bytes).map_err(Failure::internal)?;
    Ok((format!("{}-{name}.docx", say("doc_title")), bytes.into_inner()))
}

/// What a code stands for. A code that is made up and one of a community that rests are answered alike.
pub async fn verify(db: &Db, code: &str) -> Result<Verdict> {
    let code = text::squeezed(code).to_lowercase().replace('-', "");
    let sys = db.system_read(Why::PublicPage).await?;
    let found = sys.find::<volunteer_record::Entity>().filter(Column::Code.eq(code)).one(sys.conn()).await?;
    let record = found.ok_or_else(Failure::not_found)?;
    if rest::rests(&sys, record.community_id).await? {
        return Err(Failure::not_found());
    }
    let tx = sys.enter(record.community_id, Actor::System).await?;
    let community = tx.get::<community::Entity>(record.community_id).await?;
    let name = query::called(&tx, [record.volunteer_id]).await?.remove(&record.volunteer_id).unwrap_or_default();
    let minutes = hours::totals(&tx, record.from_day, record.to_day).await?.get(&record.volunteer_id).copied().unwrap_or_default();
    Ok(Verdict {
        name: mask::name(&name),
        issued_on: local::day_of(local::zone(&community.zone), record.created_at),
        valid: minutes == record.minutes,
        community: community.name,
        record,
    })
}

async fn entries(tx: &Tx, record: &volunteer_record::Model) -> Result<Vec<volunteer_entry::Model>> {
    use volunteer_entry::Column;
    let mut rows =
        tx.find::<volunteer_entry::Entity>().filter(Column::VolunteerId.eq(record.volunteer_id)).filter(Column::OnDay.lte(record.to_day));
    if let Some(from) = record.from_day {
        rows = rows.filter(Column::OnDay.gte(from));
    }
    Ok(rows.order_by_asc(Column::OnDay).order_by_asc(Column::Id).all(tx.conn()).await?)
}

/// 12.5 h.
fn hours_of(minutes: i64) -> String {
    let tenths = minutes * 10 / 60;
    format!("{}{}.{} h", if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, tenths.abs() % 10)
}
