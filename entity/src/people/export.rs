//! Residents going out as a ledger.

use sea_orm::{QueryOrder, QuerySelect};

use super::{
    Reach,
    here::Here,
    ledger::{self, Column, Field},
    person, query, rules,
    unmask::stated,
    words::word,
};
use crate::kernel::{Failure, Language, Result, Tx};

/// So many residents go out at most.
const MOST: u64 = 100_000;

/// What the ledger is made of: its sheet, its columns, its rows.
pub struct Export {
    sheet: String,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

/// Everybody within reach: masked, unless a reason is stated for which it must not be. Either is noted in the audit book.
pub async fn export(tx: &Tx, reach: Reach, language: Language, reason: Option<&str>) -> Result<Export> {
    let reason = reason.map(stated).transpose()?;
    let today = Here::of(tx).await?.today;
    let people = reach.people(tx).order_by_asc(person::Column::Id).limit(MOST).all(tx.conn()).await?;
    let mut listed = query::listed(tx, people).await?;
    listed.sort_by_cached_key(|one| (one.place.building.walk_order, one.place.building.name.clone(), one.place.dwelling.walk_order));
    let text = |key: String| language.text(&key, &[]);
    let open = |column: &str, one: &person::Model, sealed: &Option<Vec<u8>>, masked: Option<String>| match (&reason, sealed) {
        (Some(_), Some(sealed)) => tx.open("person", column, one.id, sealed),
        _ => Ok(masked.unwrap_or_default()),
    };
    let mut rows = Vec::with_capacity(listed.len());
    for one in listed {
        let place = &one.place;
        let groups: Vec<String> = one.groups.iter().map(|group| text(format!("people.group_{}", word(*group)))).collect();
        rows.push(vec![
            one.person.name.clone(),
            open("id_number", &one.person, &one.person.id_number, one.id_number.clone())?,
            one.person.sex.map(|sex| text(format!("people.sex_{}", word(sex)))).unwrap_or_default(),
            one.person.birth_date.map(|born| born.to_string()).unwrap_or_default(),
            one.person.birth_date.map(|born| rules::age(born, today).to_string()).unwrap_or_default(),
            open("phone", &one.person, &one.person.phone, one.phone.clone())?,
            place.grid.name.clone(),
            place.building.name.clone(),
            place.dwelling.unit.clone(),
            place.dwelling.room.clone(),
            groups.join("、"),
            text(format!("people.tier_{}", word(one.person.tier))),
            text(format!("people.state_{}", word(one.person.state))),
            one.person.note.clone(),
        ]);
    }
    let detail = serde_json::json!({"rows": rows.len(), "open": reason.is_some(), "reason": reason});
    tx.audit("people.export", "community", tx.community(), detail).await?;
    Ok(Export { sheet: text("people.template_sheet".to_owned()), columns: columns(language), rows })
}

fn columns(language: Language) -> Vec<Column> {
    let named = |field: Field| language.text(&field.message(), &[]);
    let plain = |key: &str| language.text(key, &[]);
    let headers = [
        (named(Field::Name), 12.0),
        (named(Field::IdNumber), 22.0),
        (named(Field::Sex), 6.0),
        (named(Field::BirthDate), 12.0),
        (plain("people.field_age"), 6.0),
        (named(Field::Phone), 16.0),
        (named(Field::Grid), 14.0),
        (named(Field::Building), 10.0),
        (named(Field::Unit), 6.0),
        (named(Field::Room), 8.0),
        (named(Field::Groups), 24.0),
        (named(Field::Tier), 10.0),
        (plain("people.field_state"), 10.0),
        (named(Field::Note), 30.0),
    ];
    headers.into_iter().map(|(header, width)| Column { header, width }).collect()
}

impl Export {
    /// The ledger as XLSX.
    pub async fn workbook(self) -> Result<Vec<u8>> {
        let make = move || ledger::export(&self.sheet, &self.columns, self.rows.into_iter());
        tokio::task::spawn_blocking(make).await.map_err(Failure::internal)?.map_err(Failure::internal)
    }
}
