//! Households and residents, their groups, contacts and events.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use serde_json::json;
use uuid::Uuid;

use super::{
    super::{
        life::{self, Move},
        population::{self, Household, Resident},
        random::Random,
    },
    Writer,
    places::Ids,
};
use crate::{
    kernel::Result,
    people::{Tier, contact, household, person, person_event, person_group, text},
};

/// Somebody on the visit list.
pub(super) struct Listed<'a> {
    pub(super) id: Uuid,
    pub(super) resident: &'a Resident,
    /// The grid, by its place in the estate.
    pub(super) grid: usize,
    pub(super) grid_id: Uuid,
}

#[derive(Default)]
struct Rows {
    households: Vec<household::ActiveModel>,
    persons: Vec<person::ActiveModel>,
    groups: Vec<person_group::ActiveModel>,
    contacts: Vec<contact::ActiveModel>,
    events: Vec<person_event::ActiveModel>,
}

/// Writes everybody; answers who is on the visit list.
pub(super) async fn write<'a>(writer: &mut Writer<'a>, ids: &Ids) -> Result<Vec<Listed<'a>>> {
    let mut random = writer.random("people");
    let (mut rows, mut listed) = (Rows::default(), Vec::new());
    let estate = &writer.population.estate;
    for household in &writer.population.households {
        let grid = estate.buildings[estate.dwellings[household.dwelling].building].grid;
        let (id, came) = household_row(writer, household, ids, &mut random, &mut rows);
        for resident in &household.residents {
            let person = person_row(writer, resident, id, came, &mut random, &mut rows)?;
            if resident.tier != Tier::None {
                listed.push(Listed { id: person, resident, grid, grid_id: ids.grids[grid] });
            }
        }
    }
    writer.tx.insert_many(rows.households).await?;
    writer.tx.insert_many(rows.persons).await?;
    writer.tx.insert_many(rows.groups).await?;
    writer.tx.insert_many(rows.contacts).await?;
    writer.tx.insert_many(rows.events).await?;
    Ok(listed)
}

fn household_row(writer: &Writer<'_>, household: &Household, ids: &Ids, random: &mut Random, rows: &mut Rows) -> (Uuid, DateTime<Utc>) {
    let came = match household.moves {
        Move::In(day) => writer.morning(day),
        _ => writer.since,
    };
    let gone =
        household.residents.iter().all(|resident| matches!(life::state(&resident.events), person::State::Dead | person::State::MovedOut));
    let id = random.id(came);
    rows.households.push(household::ActiveModel {
        id: Set(id),
        dwelling_id: Set(ids.dwellings[household.dwelling]),
        name: Set(household.residents.first().map(|head| head.is.name.clone()).unwrap_or_default()),
        state: Set(if gone { household::State::Empty } else { household::State::Active }),
        created_at: Set(came),
        ..Default::default()
    });
    (id, came)
}

fn person_row(
    writer: &Writer<'_>,
    resident: &Resident,
    household: Uuid,
    came: DateTime<Utc>,
    random: &mut Random,
    rows: &mut Rows,
) -> Result<Uuid> {
    let (tx, id) = (&writer.tx, random.id(came));
    let seal = |column: &str, text: &str| tx.seal("person", column, id, text);
    let phone = resident.phone.as_deref();
    let lunar = population::lunar_birthday(resident);
    rows.persons.push(person::ActiveModel {
        id: Set(id),
        household_id: Set(household),
        name: Set(resident.is.name.clone()),
        search: Set(text::squeezed(&resident.is.name).to_lowercase()),
        sex: Set(Some(resident.is.sex)),
        birth_date: Set(Some(resident.is.born)),
        id_number: Set(Some(seal("id_number", &resident.id_number)?)),
        id_number_index: Set(Some(tx.blind("id_number", &resident.id_number)?)),
        phone: Set(phone.map(|phone| seal("phone", phone)).transpose()?),
        phone_index: Set(phone.map(|phone| tx.blind("phone", phone)).transpose()?),
        health_remark: Set(population::health_remark(resident, random).map(|remark| seal("health_remark", remark)).transpose()?),
        tier: Set(resident.tier),
        state: Set(life::state(&resident.events)),
        muted_until: Set(None),
        mute_reason: Set(None),
        lunar_month: Set(lunar.map(|day| i64::from(day.month))),
        lunar_day: Set(lunar.map(|day| i64::from(day.day))),
        lunar_leap: Set(lunar.is_some_and(|day| day.leap)),
        note: Set(String::new()),
        source: Set("demo".to_owned()),
        created_at: Set(came),
        ..Default::default()
    });
    attached_rows(writer, resident, id, came, random, rows)?;
    Ok(id)
}

fn attached_rows(
    writer: &Writer<'_>,
    resident: &Resident,
    person: Uuid,
    came: DateTime<Utc>,
    random: &mut Random,
    rows: &mut Rows,
) -> Result<()> {
    rows.groups.extend(resident.groups.iter().map(|group| person_group::ActiveModel {
        id: Set(random.id(came)),
        person_id: Set(person),
        code: Set(*group),
        created_at: Set(came),
        ..Default::default()
    }));
    for (position, one) in (1..).zip(&resident.contacts) {
        let id = random.id(came);
        rows.contacts.push(contact::ActiveModel {
            id: Set(id),
            person_id: Set(person),
            name: Set(one.name.clone()),
            relation: Set(one.relation.to_owned()),
            phone: Set(Some(writer.tx.seal("contact", "phone", id, &one.phone)?)),
            guardian: Set(one.guardian),
            position: Set(position),
            created_at: Set(came),
            ..Default::default()
        });
    }
    rows.events.extend(resident.events.iter().map(|event| {
        let at = writer.morning(event.on_day).min(writer.tx.now());
        person_event::ActiveModel {
            id: Set(random.id(at)),
            person_id: Set(person),
            household_id: Set(None),
            shared_id: Set(None),
            kind: Set(event.kind),
            on_day: Set(event.on_day),
            until_day: Set(event.until_day),
            note: Set(String::new()),
            actor: Set(json!({ "kind": "system" })),
            created_at: Set(at),
            undone_at: Set(None),
            ..Default::default()
        }
    }));
    Ok(())
}
