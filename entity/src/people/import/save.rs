//! Writing what some rows of a ledger say.

use std::collections::{HashMap, HashSet};

use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::{
    directory::{Directory, NewPlaces},
    intake::fault_row,
    run::{Outcome, Seen, Tally},
};
use crate::{
    kernel::{Result, Tx},
    people::{
        Group, Tier, contact, contacts,
        here::Here,
        households,
        ledger::{Entry, Person},
        ledger_fault, ledger_row, name, person, person_group, query,
        residents::{group_row, put_id_number, put_phone},
    },
};

/// Rows to be written together.
#[derive(Default)]
struct Batch {
    places: NewPlaces,
    people: Vec<person::ActiveModel>,
    groups: Vec<person_group::ActiveModel>,
    contacts: Vec<contact::ActiveModel>,
    rows: Vec<ledger_row::ActiveModel>,
    faults: Vec<ledger_fault::ActiveModel>,
    left_behind: HashSet<Uuid>,
}

/// Who is there already, as far as these rows may mean them.
struct Known {
    by_number: HashMap<Vec<u8>, person::Model>,
    by_household: HashMap<Uuid, Vec<person::Model>>,
    groups: HashMap<Uuid, HashSet<Group>>,
    contacts: HashMap<Uuid, Vec<String>>,
}

/// Writes what the rows say: new people, what is new about those who are there, and the faults.
pub(super) async fn save(tx: &Tx, here: &Here, directory: &mut Directory, import: Uuid, rows: &[Outcome]) -> Result<Tally> {
    let entries: Vec<&Entry> = rows.iter().filter_map(|row| row.as_ref().ok()).collect();
    let hashes: Vec<Vec<u8>> = entries.iter().map(|entry| tx.blind("ledger_row", &entry.canonical())).collect::<Result<_>>()?;
    let mut seen = seen(tx, &hashes).await?;
    // What was taken before needs nobody to be looked up.
    let fresh: Vec<&Entry> = entries.into_iter().zip(&hashes).filter(|(_, hash)| !seen.has(hash)).map(|(entry, _)| entry).collect();
    let known = Known::of(tx, here, directory, &fresh).await?;
    let (mut batch, mut tally, mut hashes) = (Batch::default(), Tally::default(), hashes.into_iter());
    for row in rows {
        match row {
            Err(faults) => {
                tally.bad += 1;
                batch.faults.extend(faults.iter().map(|fault| fault_row(import, fault)));
            }
            Ok(entry) => {
                let hash = hashes.next().unwrap_or_default();
                if !seen.is_new(&hash) {
                    tally.skipped += 1;
                    continue;
                }
                let person = take(tx, here, directory, &known, &mut batch, entry).await?;
                batch.rows.push(ledger_row::ActiveModel { hash: Set(hash), person_id: Set(person), ..Default::default() });
                tally.good += 1;
            }
        }
    }
    batch.write(tx).await?;
    Ok(tally)
}

async fn seen(tx: &Tx, hashes: &[Vec<u8>]) -> Result<Seen> {
    let there = tx.find::<ledger_row::Entity>().filter(ledger_row::Column::Hash.is_in(hashes.iter().cloned())).all(tx.conn()).await?;
    Ok(Seen(there.into_iter().map(|row| row.hash).collect()))
}

impl Known {
    async fn of(tx: &Tx, here: &Here, directory: &Directory, entries: &[&Entry]) -> Result<Self> {
        let numbers = entries.iter().filter_map(|entry| entry.id_number.as_ref());
        let indexes: Vec<Vec<u8>> = numbers.map(|number| tx.blind("id_number", number.as_str())).collect::<Result<_>>()?;
        let numbered = tx.find::<person::Entity>().filter(person::Column::IdNumberIndex.is_in(indexes)).all(tx.conn()).await?;
        let mut at_home = namesakes(tx, here, directory, entries.iter().copied().filter(|entry| entry.id_number.is_none()), false).await?;
        at_home.extend(namesakes(tx, here, directory, entries.iter().copied().filter(|entry| entry.id_number.is_some()), true).await?);
        let ids: HashSet<Uuid> = numbered.iter().chain(&at_home).map(|person| person.id).collect();
        let mut known = Self {
            by_number: numbered.into_iter().filter_map(|person| Some((person.id_number_index.clone()?, person))).collect(),
            by_household: HashMap::new(),
            groups: HashMap::new(),
            contacts: HashMap::new(),
        };
        for person in at_home {
            known.by_household.entry(person.household_id).or_default().push(person);
        }
        for row in query::by_ids::<person_group::Entity>(tx, person_group::Column::PersonId, ids.iter().copied()).await? {
            known.groups.entry(row.person_id).or_default().insert(row.code);
        }
        for row in query::by_ids::<contact::Entity>(tx, contact::Column::PersonId, ids).await? {
            known.contacts.entry(row.person_id).or_default().push(row.name);
        }
        Ok(known)
    }

    /// Whom the entry means: the same identity number, or without one the same name behind the same door and no other birth date.
    fn meant(&self, tx: &Tx, directory: &Directory, here: &Here, entry: &Entry) -> Result<Option<&person::Model>> {
        if let Some(number) = &entry.id_number
            && let Some(person) = self.by_number.get(&tx.blind("id_number", number.as_str())?)
        {
            return Ok(Some(person));
        }
        let same = |person: &&person::Model| {
            let born = person.birth_date.zip(entry.birth_date).is_none_or(|(one, other)| one == other);
            let numbered = person.id_number_index.is_some() && entry.id_number.is_some();
            person.name == entry.name && born && !numbered
        };
        let homes = directory.known_households(here, std::iter::once(entry));
        Ok(homes.iter().filter_map(|home| self.by_household.get(home)).flatten().find(same))
    }
}

/// The people of the same names behind the doors of these entries; those without an identity number only, where the entries have
/// one: two numbers are two people. However full a house is, few of it are read.
async fn namesakes<'a>(
    tx: &Tx,
    here: &Here,
    directory: &Directory,
    entries: impl Iterator<Item = &'a Entry> + Clone,
    unnumbered: bool,
) -> Result<Vec<person::Model>> {
    let homes: HashSet<Uuid> = directory.known_households(here, entries.clone()).into_iter().collect();
    let names: HashSet<&str> = entries.map(|entry| entry.name.as_str()).collect();
    if homes.is_empty() {
        return Ok(Vec::new());
    }
    let mut people = tx.find::<person::Entity>().filter(person::Column::HouseholdId.is_in(homes)).filter(person::Column::Name.is_in(names));
    if unnumbered {
        people = people.filter(person::Column::IdNumberIndex.is_null());
    }
    Ok(people.all(tx.conn()).await?)
}

/// Adds or completes the resident that an entry means.
async fn take(tx: &Tx, here: &Here, directory: &mut Directory, known: &Known, batch: &mut Batch, entry: &Entry) -> Result<Uuid> {
    let there = known.meant(tx, directory, here, entry)?;
    let household = directory.household(tx, here, entry, there.map(|person| person.household_id), &mut batch.places).await?;
    let id = there.map_or_else(|| tx.new_id(), |person| person.id);
    let mut row = match there {
        Some(person) => person.clone().into_active_model(),
        None => new_row(id),
    };
    row.household_id = Set(household);
    row.name = Set(entry.name.clone());
    row.search = Set(name::searchable(&entry.name));
    complete(tx, id, &mut row, entry)?;
    let none = HashSet::new();
    let groups = known.groups.get(&id).unwrap_or(&none);
    batch.groups.extend(entry.groups.iter().filter(|group| !groups.contains(group)).map(|group| group_row(id, *group)));
    let named = known.contacts.get(&id).map(Vec::as_slice).unwrap_or_default();
    let people = [(&entry.guardian, true), (&entry.contact, false)];
    for (position, (person, guardian)) in people.into_iter().enumerate() {
        let Some(Person { name, phone, relation }) = person.as_ref().filter(|person| !named.contains(&person.name)) else { continue };
        batch.contacts.push(contacts::row(tx, id, name, relation, phone.as_deref(), guardian, named.len() + position)?);
    }
    match there {
        None => batch.people.push(row),
        Some(before) => {
            // The door may be one of this batch.
            batch.places.write(tx).await?;
            tx.update(row).await?;
            if before.household_id != household {
                batch.left_behind.insert(before.household_id);
            }
        }
    }
    Ok(id)
}

fn new_row(id: Uuid) -> person::ActiveModel {
    person::ActiveModel {
        id: Set(id),
        sex: Set(None),
        birth_date: Set(None),
        id_number: Set(None),
        id_number_index: Set(None),
        phone: Set(None),
        phone_index: Set(None),
        health_remark: Set(None),
        tier: Set(Tier::None),
        state: Set(person::State::Present),
        muted_until: Set(None),
        mute_reason: Set(None),
        lunar_month: Set(None),
        lunar_day: Set(None),
        lunar_leap: Set(false),
        note: Set(String::new()),
        source: Set("ledger".to_owned()),
        ..Default::default()
    }
}

/// Puts into the row what the entry says; what it is silent about stays.
fn complete(tx: &Tx, id: Uuid, row: &mut person::ActiveModel, entry: &Entry) -> Result<()> {
    if let Some(sex) = entry.sex {
        row.sex = Set(Some(sex));
    }
    if let Some(born) = entry.birth_date {
        row.birth_date = Set(Some(born));
    }
    if let Some(number) = &entry.id_number {
        put_id_number(tx, id, row, number)?;
    }
    if let Some(phone) = &entry.phone {
        put_phone(tx, id, row, phone)?;
    }
    if let Some(lunar) = entry.lunar {
        row.lunar_month = Set(Some(lunar.month.into()));
        row.lunar_day = Set(Some(lunar.day.into()));
        row.lunar_leap = Set(lunar.leap);
    }
    if let Some(tier) = entry.tier.filter(|tier| *tier != Tier::None) {
        row.tier = Set(tier);
    }
    if let Some(health) = &entry.health {
        row.health_remark = Set(Some(tx.seal("person", "health_remark", id, health)?));
    }
    if let Some(note) = &entry.note {
        row.note = Set(note.clone());
    }
    Ok(())
}

impl NewPlaces {
    async fn write(&mut self, tx: &Tx) -> Result<()> {
        tx.insert_many(std::mem::take(&mut self.doors)).await?;
        tx.insert_many(std::mem::take(&mut self.households)).await
    }
}

impl Batch {
    /// Each table after those that it refers to.
    async fn write(mut self, tx: &Tx) -> Result<()> {
        self.places.write(tx).await?;
        tx.insert_many(self.people).await?;
        tx.insert_many(self.groups).await?;
        tx.insert_many(self.contacts).await?;
        tx.insert_many(self.rows).await?;
        tx.insert_many(self.faults).await?;
        for household in self.left_behind {
            households::settle(tx, household).await?;
        }
        Ok(())
    }
}
