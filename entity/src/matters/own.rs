//! What a member who is a resident does about their own matters: bring one up with who they are known, see how far it is, say whether it
//! is solved.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Source,
    care::{self, Answer},
    intake::{self, Report, Reporter},
    matter::{self, Column, Entity},
    query::{self, Listed},
};
use crate::{
    enrolment::{self, error::EnrolmentError},
    kernel::{Failure, Result, Tx},
    people::person,
};

/// So many are shown.
const MOST: u64 = 50;

/// What somebody tells.
#[derive(Debug, Clone)]
pub struct Told {
    /// What kind it is.
    pub kind: Uuid,
    /// What it is, in a line.
    pub title: String,
    /// More of it.
    pub detail: String,
    /// Where.
    pub place: String,
}

/// Takes in what a member tells, under the name of the resident that they are.
pub async fn tell(tx: &Tx, member: Uuid, told: Told) -> Result<Listed> {
    let person = tx.get::<person::Entity>(person_of(tx, member).await?).await?;
    let phone = person.phone.as_deref().map(|sealed| tx.open("person", "phone", person.id, sealed)).transpose()?;
    let report = Report {
        kind: told.kind,
        source: Source::Page,
        title: told.title,
        detail: told.detail,
        place: told.place,
        building: None,
        grid: None,
        person: Some(person.id),
        visit: None,
        reporter: Reporter { name: person.name, phone: phone.unwrap_or_default() },
        urgent: false,
        // Whoever tells of it does not deal with it.
        to: Some(intake::office(tx).await?),
        done: None,
    };
    shown(tx, intake::take(tx, report).await?).await
}

/// What a member brought up, the latest first.
pub async fn list(tx: &Tx, member: Uuid) -> Result<Vec<Listed>> {
    let Some(person) = enrolment::person_of(tx, member).await? else { return Ok(Vec::new()) };
    let rows = tx.find::<Entity>().filter(Column::PersonId.eq(person)).order_by_desc(Column::ReceivedAt).order_by_desc(Column::Id);
    query::listed(tx, rows.limit(MOST).all(tx.conn()).await?).await
}

/// Writes down whether it is solved, in the words of whoever brought it up.
pub async fn rate(tx: &Tx, member: Uuid, id: Uuid, answer: Answer) -> Result<Listed> {
    let matter = tx.get::<Entity>(id).await?;
    let person = enrolment::person_of(tx, member).await?;
    if person.is_none() || matter.person_id != person {
        return Err(Failure::not_found());
    }
    care::call_back(tx, id, answer).await?;
    shown(tx, tx.get::<Entity>(id).await?).await
}

async fn person_of(tx: &Tx, member: Uuid) -> Result<Uuid> {
    Ok(enrolment::person_of(tx, member).await?.ok_or(EnrolmentError::NotLinked)?)
}

async fn shown(tx: &Tx, matter: matter::Model) -> Result<Listed> {
    query::listed(tx, vec![matter]).await?.pop().ok_or_else(Failure::not_found)
}
