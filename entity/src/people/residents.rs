//! Adding, changing and removing residents.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::{
    Group, IdNumber, Reach, Sex, Tier, duplicates,
    error::PeopleError,
    here::Here,
    households::{self, Where},
    name, person, person_event, person_group, phone, words,
};
use crate::kernel::{Failure, Result, Tx};

/// The longest remark, in signs.
const LONGEST: usize = 1_000;

/// What is told of a resident. What is not told stays as it is; an empty text takes away what was there.
#[derive(Debug, Clone, Default)]
pub struct Details {
    /// The name.
    pub name: Option<String>,
    /// The identity number.
    pub id_number: Option<String>,
    /// The sex, as a word.
    pub sex: Option<String>,
    /// The birth date.
    pub birth_date: Option<NaiveDate>,
    /// The phone number.
    pub phone: Option<String>,
    /// The risk tier, as a word.
    pub tier: Option<String>,
    /// The groups, as words.
    pub groups: Option<Vec<String>>,
    /// A remark on health.
    pub health_remark: Option<String>,
    /// What else is to be known.
    pub note: Option<String>,
    /// The household.
    pub household: Option<Uuid>,
    /// Where they live, if no household is told.
    pub place: Where,
    /// Save it although somebody close to it is there.
    pub override_duplicate: bool,
}

/// Adds a resident, to a household or behind a door.
pub async fn add(tx: &Tx, reach: Reach, details: Details) -> Result<person::Model> {
    let here = Here::of(tx).await?;
    if details.name.is_none() {
        return Err(Failure::invalid_field("name", "people.name_missing"));
    }
    let id = tx.new_id();
    let mut row = person::ActiveModel {
        id: Set(id),
        id_number: Set(None),
        id_number_index: Set(None),
        phone: Set(None),
        phone_index: Set(None),
        health_remark: Set(None),
        sex: Set(None),
        birth_date: Set(None),
        tier: Set(Tier::None),
        state: Set(person::State::Present),
        muted_until: Set(None),
        mute_reason: Set(None),
        lunar_month: Set(None),
        lunar_day: Set(None),
        lunar_leap: Set(false),
        note: Set(String::new()),
        source: Set("entry".to_owned()),
        ..Default::default()
    };
    fill(tx, &here, id, &mut row, &details)?;
    duplicates::refuse(tx, None, &row, details.override_duplicate).await?;
    row.household_id = Set(household(tx, reach, &details).await?);
    let person = tx.insert(row).await?;
    if let Some(groups) = &details.groups {
        put_groups(tx, person.id, &read_groups(groups)?).await?;
    }
    households::settle(tx, person.household_id).await?;
    here.changed(tx, &[person.id]).await?;
    Ok(person)
}

/// Changes what is told of a resident; another household means that they moved there.
pub async fn change(tx: &Tx, reach: Reach, id: Uuid, details: Details) -> Result<person::Model> {
    let here = Here::of(tx).await?;
    let before = reach.person(tx, id).await?;
    let mut row = before.clone().into_active_model();
    fill(tx, &here, id, &mut row, &details)?;
    if details.id_number.is_some() || details.name.is_some() {
        duplicates::refuse(tx, Some(&before), &row, details.override_duplicate).await?;
    }
    if let Some(household) = details.household {
        row.household_id = Set(reach.household(tx, household).await?.id);
    } else if details.place.dwelling.is_some() || details.place.address.is_some() {
        row.household_id = Set(household(tx, reach, &Details { name: Some(before.name.clone()), ..details.clone() }).await?);
    }
    let person = tx.update(row).await?;
    if let Some(groups) = &details.groups {
        put_groups(tx, id, &read_groups(groups)?).await?;
    }
    for household in [before.household_id, person.household_id] {
        households::settle(tx, household).await?;
    }
    here.changed(tx, &[id]).await?;
    Ok(person)
}

/// Removes a resident who was entered by mistake. One to whom anything happened has a history, which is not removed.
pub async fn remove(tx: &Tx, reach: Reach, id: Uuid) -> Result<()> {
    let person = reach.person(tx, id).await?;
    let events = tx.find::<person_event::Entity>().filter(person_event::Column::PersonId.eq(id));
    if events.one(tx.conn()).await?.is_some() {
        return Err(PeopleError::ResidentHasHistory.into());
    }
    let removed = tx.delete_many::<person::Entity>().filter(person::Column::Id.eq(id)).exec(tx.conn()).await;
    // Whatever still refers to them, such as a visit, is history.
    removed.map_err(|error| match Failure::from(error) {
        failure if failure.code() == "kernel.in_use" => PeopleError::ResidentHasHistory.into(),
        failure => failure,
    })?;
    tx.audit("people.remove", "person", id, serde_json::json!({})).await?;
    households::settle(tx, person.household_id).await?;
    Here::of(tx).await?.changed(tx, &[]).await
}

async fn household(tx: &Tx, reach: Reach, details: &Details) -> Result<Uuid> {
    if let Some(household) = details.household {
        return Ok(reach.household(tx, household).await?.id);
    }
    let door = details.place.door(tx, reach).await?;
    let there = super::household::Column::DwellingId.eq(door.id);
    match reach.households(tx).filter(there).one(tx.conn()).await? {
        Some(household) => Ok(household.id),
        None => Ok(households::insert(tx, door.id, details.name.as_deref().unwrap_or_default()).await?.id),
    }
}

/// Puts what is told into the row, checked and sealed.
fn fill(tx: &Tx, here: &Here, id: Uuid, row: &mut person::ActiveModel, details: &Details) -> Result<()> {
    let wrong = Failure::invalid_field;
    if let Some(text) = &details.name {
        let name = name::normalised(text).ok_or_else(|| wrong("name", "people.name_unreadable"))?;
        row.search = Set(name::searchable(&name));
        row.name = Set(name);
    }
    if let Some(day) = details.birth_date {
        if day > here.today {
            return Err(wrong("birth_date", "people.birth_date_unreadable"));
        }
        row.birth_date = Set(Some(day));
    }
    if let Some(text) = filled(&details.sex) {
        row.sex = Set(Some(words::read::<Sex>(text).ok_or_else(|| wrong("sex", "people.sex_unknown"))?));
    }
    match details.id_number.as_deref() {
        Some("") => (row.id_number, row.id_number_index) = (Set(None), Set(None)),
        Some(text) => {
            let number = IdNumber::parse(text, here.today).map_err(|why| wrong("id_number", why.code()))?;
            put_id_number(tx, id, row, &number)?;
        }
        None => {}
    }
    match details.phone.as_deref() {
        Some("") => (row.phone, row.phone_index) = (Set(None), Set(None)),
        Some(text) => put_phone(tx, id, row, &phone::normalised(text).ok_or_else(|| wrong("phone", "people.phone_unreadable"))?)?,
        None => {}
    }
    if let Some(text) = &details.tier {
        row.tier = Set(words::read(text).ok_or_else(|| wrong("tier", "kernel.word_unknown"))?);
    }
    if let Some(text) = &details.health_remark {
        row.health_remark = Set(bounded("health_remark", text)?.map(|text| tx.seal("person", "health_remark", id, text)).transpose()?);
    }
    if let Some(text) = &details.note {
        row.note = Set(bounded("note", text)?.unwrap_or_default().to_owned());
    }
    Ok(())
}

/// The number is the better witness of birth date and sex.
pub(crate) fn put_id_number(tx: &Tx, id: Uuid, row: &mut person::ActiveModel, number: &IdNumber) -> Result<()> {
    row.id_number = Set(Some(tx.seal("person", "id_number", id, number.as_str())?));
    row.id_number_index = Set(Some(tx.blind("id_number", number.as_str())?));
    row.birth_date = Set(Some(number.birth_date()));
    row.sex = Set(Some(number.sex()));
    Ok(())
}

pub(crate) fn put_phone(tx: &Tx, id: Uuid, row: &mut person::ActiveModel, number: &str) -> Result<()> {
    row.phone = Set(Some(tx.seal("person", "phone", id, number)?));
    row.phone_index = Set(Some(tx.blind("phone", number)?));
    Ok(())
}

fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

fn bounded<'a>(field: &str, text: &'a str) -> Result<Option<&'a str>> {
    if text.chars().count() > LONGEST {
        return Err(Failure::invalid_field(field, "people.text_too_long"));
    }
    Ok(Some(text.trim()).filter(|text| !text.is_empty()))
}

fn read_groups(words: &[String]) -> Result<Vec<Group>> {
    let read = |word: &String| words::read(word).ok_or_else(|| Failure::invalid_field("groups", "people.group_unknown"));
    let mut groups: Vec<Group> = words.iter().map(read).collect::<Result<_>>()?;
    groups.sort();
    groups.dedup();
    Ok(groups)
}

async fn put_groups(tx: &Tx, person: Uuid, groups: &[Group]) -> Result<()> {
    tx.delete_many::<person_group::Entity>().filter(person_group::Column::PersonId.eq(person)).exec(tx.conn()).await?;
    tx.insert_many(groups.iter().map(|group| group_row(person, *group)).collect()).await
}

pub(crate) fn group_row(person: Uuid, group: Group) -> person_group::ActiveModel {
    person_group::ActiveModel { person_id: Set(person), code: Set(group), ..Default::default() }
}
