//! What is kept about somebody, line by line.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use uuid::Uuid;

use super::{Class, privacy_request};
use crate::{
    attendance::{attendee, occasion},
    calendar::local,
    enrolment,
    kernel::{Language, Result, Tx},
    matters::matter,
    notifications::inbox_entry,
    people::{
        Reach, contacts, mask, person,
        query::{self, by_ids},
        words::word,
    },
    tenancy::community,
    visits::visit,
};

/// So many lines of one class are told.
const MOST: u64 = 500;

/// Whether sealed fields are shown as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The ends only.
    Masked,
    /// All of it.
    Open,
}

/// One thing that is kept.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// To which class it belongs.
    #[serde(serialize_with = "as_word")]
    pub class: Class,
    /// What it is.
    pub name: String,
    /// What it says.
    pub value: String,
    /// Of which day it is.
    pub day: Option<NaiveDate>,
}

fn as_word<S: serde::Serializer>(class: &Class, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(&word(*class))
}

/// Everything that is kept about somebody, class by class.
pub async fn lines(tx: &Tx, person: Uuid, shown: Shown, language: Language) -> Result<Vec<Line>> {
    let person = tx.get::<person::Entity>(person).await?;
    let zone = local::zone(&tx.get::<community::Entity>(tx.community()).await?.zone);
    let teller = Teller { tx, person, shown, language, zone };
    let mut lines = teller.register().await?;
    lines.extend(teller.contacts().await?);
    lines.extend(teller.visits().await?);
    lines.extend(teller.attendance().await?);
    lines.extend(teller.matters().await?);
    lines.extend(teller.account().await?);
    Ok(lines)
}

struct Teller<'a> {
    tx: &'a Tx,
    person: person::Model,
    shown: Shown,
    language: Language,
    zone: chrono_tz::Tz,
}

impl Teller<'_> {
    fn say(&self, key: &str) -> String {
        self.language.text(key, &[])
    }

    fn line(&self, class: Class, name: &str, value: String) -> Line {
        Line { class, name: self.say(&format!("privacy.name_{name}")), value, day: None }
    }

    fn dated(&self, class: Class, name: &str, value: String, at: DateTime<Utc>) -> Line {
        Line { day: Some(local::day_of(self.zone, at)), ..self.line(class, name, value) }
    }

    fn sealed(&self, column: &str, sealed: &Option<Vec<u8>>, mask: fn(&str) -> String) -> Result<Option<String>> {
        let Some(sealed) = sealed else { return Ok(None) };
        let text = self.tx.open("person", column, self.person.id, sealed)?;
        Ok(Some(if self.shown == Shown::Open { text } else { mask(&text) }))
    }

    async fn register(&self) -> Result<Vec<Line>> {
        let listed = query::shown(self.tx, self.person.clone()).await?;
        let person = &self.person;
        let mut lines = vec![
            self.line(Class::Register, "name", person.name.clone()),
            self.line(Class::Register, "address", listed.place.address()),
            self.line(Class::Register, "state", self.say(&format!("people.state_{}", word(person.state)))),
        ];
        lines.extend(person.sex.map(|sex| self.line(Class::Register, "sex", self.say(&format!("people.sex_{}", word(sex))))));
        lines.extend(person.birth_date.map(|born| self.line(Class::Register, "birth_date", born.to_string())));
        let number = self.sealed("id_number", &person.id_number, mask::id_number)?;
        lines.extend(number.map(|number| self.line(Class::Register, "id_number", number)));
        if !person.note.is_empty() {
            lines.push(self.line(Class::Register, "note", person.note.clone()));
        }
        lines.extend(self.sealed("phone", &person.phone, mask::phone)?.map(|phone| self.line(Class::Phone, "phone", phone)));
        let health = self.sealed("health_remark", &person.health_remark, mask::cell)?;
        lines.extend(health.map(|remark| self.line(Class::Health, "health", remark)));
        for group in listed.groups {
            lines.push(self.line(Class::Groups, "group", self.say(&format!("people.group_{}", word(group)))));
        }
        lines.push(self.line(Class::Groups, "tier", self.say(&format!("people.tier_{}", word(person.tier)))));
        Ok(lines)
    }

    /// A contact's phone is the contact's own: it stays masked.
    async fn contacts(&self) -> Result<Vec<Line>> {
        let contacts = contacts::list(self.tx, Reach::Community, self.person.id).await?;
        let value = |one: contacts::Contact| [one.row.name, one.row.relation, one.phone.unwrap_or_default()].join(" ").trim().to_owned();
        Ok(contacts.into_iter().map(|one| self.line(Class::Contacts, "contact", value(one))).collect())
    }

    /// When somebody came, and how: what they wrote down about it is told at the desk.
    async fn visits(&self) -> Result<Vec<Line>> {
        use visit::{Column, Entity};
        let done = self.tx.find::<Entity>().filter(Column::PersonId.eq(self.person.id)).filter(Column::VisitedAt.is_not_null());
        let done = done.order_by_desc(Column::VisitedAt).limit(MOST).all(self.tx.conn()).await?;
        let line = |row: visit::Model| {
            let how = self.say(&format!("privacy.visit_{}", row.kind));
            Some(self.dated(Class::Visits, "visit", how, row.visited_at?))
        };
        Ok(done.into_iter().filter_map(line).collect())
    }

    async fn attendance(&self) -> Result<Vec<Line>> {
        use attendee::{Column, Entity};
        let rows = self.tx.find::<Entity>().filter(Column::PersonId.eq(self.person.id)).order_by_desc(Column::Id).limit(MOST);
        let rows = rows.all(self.tx.conn()).await?;
        let occasions = by_ids::<occasion::Entity>(self.tx, occasion::Column::Id, rows.iter().map(|row| row.occasion_id)).await?;
        let line = |row: attendee::Model| {
            let occasion = occasions.iter().find(|occasion| occasion.id == row.occasion_id)?;
            let state = self.say(&format!("privacy.attendance_{}", word(row.state)));
            Some(self.dated(Class::Attendance, "attendance", format!("{} · {state}", occasion.title), occasion.starts_at))
        };
        Ok(rows.into_iter().filter_map(line).collect())
    }

    async fn matters(&self) -> Result<Vec<Line>> {
        use matter::{Column, Entity};
        let rows = self.tx.find::<Entity>().filter(Column::PersonId.eq(self.person.id)).order_by_desc(Column::Id).limit(MOST);
        let line = |row: matter::Model| self.dated(Class::Matters, "matter", format!("#{} {}", row.number, row.title), row.received_at);
        Ok(rows.all(self.tx.conn()).await?.into_iter().map(line).collect())
    }

    /// The account with what it was told, and what was asked about the data: consents that were given and taken back.
    async fn account(&self) -> Result<Vec<Line>> {
        let mut lines = Vec::new();
        if let Some(linked) = enrolment::query::of_person(self.tx, self.person.id).await? {
            use inbox_entry::{Column, Entity};
            let email = linked.member.email;
            lines.push(self.dated(Class::Account, "consent", email, linked.link.created_at));
            let told = self.tx.find::<Entity>().filter(Column::ReaderId.eq(linked.member.id)).order_by_desc(Column::Id).limit(MOST);
            let line = |row: inbox_entry::Model| self.dated(Class::Messages, "message", row.title, row.created_at);
            lines.splice(0..0, told.all(self.tx.conn()).await?.into_iter().map(line));
        }
        use privacy_request::{Column, Entity};
        let asked = self.tx.find::<Entity>().filter(Column::PersonId.eq(self.person.id)).order_by_desc(Column::Id).limit(MOST);
        for row in asked.all(self.tx.conn()).await? {
            let (kind, state) =
                (self.say(&format!("privacy.kind_{}", word(row.kind))), self.say(&format!("privacy.state_{}", word(row.state))));
            lines.push(self.dated(Class::Account, "request", format!("{kind} · {state}"), row.created_at));
        }
        Ok(lines)
    }
}
