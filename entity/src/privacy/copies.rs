//! A copy of what is kept about somebody: for one member, for a quarter of an hour, made when it is fetched.

use chrono::Duration;
use sea_orm::ActiveValue::Set;
use serde_json::json;
use uuid::Uuid;

use super::{
    Form, Way,
    error::PrivacyError,
    kept::{self, Line, Shown},
    privacy_copy::{self, Entity},
    rules::COPY_MINUTES,
};
use crate::{
    kernel::{Failure, Language, Result, Tx},
    people::{
        ledger::{self, Column},
        person,
        words::word,
    },
};

/// Makes a copy ready. It is kept in the audit book, whoever it is for.
pub async fn prepare(tx: &Tx, member: Uuid, person: Uuid, form: Form, way: Way) -> Result<privacy_copy::Model> {
    let person = tx.get::<person::Entity>(person).await?;
    tx.audit("privacy.copy", "person", person.id, json!({ "form": word(form), "way": word(way) })).await?;
    let row = privacy_copy::ActiveModel {
        person_id: Set(person.id),
        member_id: Set(member),
        form: Set(form),
        expires_at: Set(tx.now() + Duration::minutes(COPY_MINUTES)),
        ..Default::default()
    };
    tx.insert(row).await
}

/// The copy for the member it was made ready for. For anybody else it is missing.
pub async fn fetch(tx: &Tx, member: Uuid, id: Uuid, language: Language) -> Result<(Form, Vec<u8>)> {
    let copy = tx.get::<Entity>(id).await?;
    if copy.member_id != member {
        return Err(Failure::not_found());
    }
    if copy.expires_at <= tx.now() {
        return Err(PrivacyError::CopyOver.into());
    }
    let lines = kept::lines(tx, copy.person_id, Shown::Open, language).await?;
    let bytes = match copy.form {
        Form::Json => serde_json::to_vec_pretty(&lines)?,
        Form::Xlsx => workbook(lines, language).await?,
    };
    Ok((copy.form, bytes))
}

async fn workbook(lines: Vec<Line>, language: Language) -> Result<Vec<u8>> {
    let say = |key: &str| language.text(&format!("privacy.{key}"), &[]);
    let headers = [("column_class", 18.0), ("column_basis", 20.0), ("column_name", 18.0), ("column_value", 48.0), ("column_at", 18.0)];
    let columns: Vec<Column> = headers.into_iter().map(|(key, width)| Column { header: say(key), width }).collect();
    let row = |line: Line| {
        let basis = say(&format!("basis_{}", word(line.class.basis())));
        vec![
            say(&format!("class_{}", word(line.class))),
            basis,
            line.name,
            line.value,
            line.day.map(|day| day.to_string()).unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = lines.into_iter().map(row).collect();
    let sheet = say("sheet");
    let make = move || ledger::export(&sheet, &columns, rows.into_iter());
    tokio::task::spawn_blocking(make).await.map_err(Failure::internal)?.map_err(Failure::internal)
}
