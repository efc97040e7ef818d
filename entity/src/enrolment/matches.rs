//! Who somebody may be: residents with the same phone, behind the same door, or of a name like theirs.

use std::cmp::Reverse;

use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, sea_query::Condition};

use super::{
    query::Match,
    rules::{Likeness, Record, Told},
};
use crate::{
    kernel::{Result, Tx},
    people::{Address, building, dwelling, household, name, person, query, reach::ids},
};

/// So many are compared.
const MOST: u64 = 200;
/// So many are shown.
const SHOWN: usize = 5;

/// The residents who are most like what somebody told, the likest first.
pub(super) async fn of(tx: &Tx, told: &Told) -> Result<Vec<Match>> {
    let mut like = Condition::any().add(person::Column::Search.eq(name::searchable(&told.name)));
    if !told.phone.is_empty() {
        like = like.add(person::Column::PhoneIndex.eq(tx.blind("phone", &told.phone)?));
    }
    if let Some(at) = Address::parse(&told.address) {
        let buildings = tx.find::<building::Entity>().filter(building::Column::Name.eq(at.building_name()));
        let doors = tx
            .find::<dwelling::Entity>()
            .filter(dwelling::Column::BuildingId.in_subquery(ids(buildings, building::Column::Id)))
            .filter(dwelling::Column::Unit.eq(&at.unit))
            .filter(dwelling::Column::Room.eq(&at.room));
        let homes = tx.find::<household::Entity>().filter(household::Column::DwellingId.in_subquery(ids(doors, dwelling::Column::Id)));
        like = like.add(person::Column::HouseholdId.in_subquery(ids(homes, household::Column::Id)));
    }
    let living = person::Column::State.is_in([person::State::Present, person::State::Hospital, person::State::Away]);
    let people = tx.find::<person::Entity>().filter(like).filter(living).limit(MOST).all(tx.conn()).await?;
    let mut found = Vec::new();
    for listed in query::listed(tx, people).await? {
        let open = |column: &str, sealed: &Option<Vec<u8>>| {
            sealed.as_deref().map(|sealed| tx.open("person", column, listed.person.id, sealed)).transpose().map(Option::unwrap_or_default)
        };
        let record = Record {
            name: listed.person.name.clone(),
            phone: open("phone", &listed.person.phone)?,
            address: listed.place.address(),
            id_number: open("id_number", &listed.person.id_number)?,
        };
        found.push(Match { likeness: Likeness::of(told, &record), listed });
    }
    found.sort_by_key(|one| Reverse(one.likeness.count()));
    found.truncate(SHOWN);
    Ok(found)
}
