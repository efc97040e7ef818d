//! A row for each resident.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Gathered, Period, chosen, of_place, row, say};
use crate::{
    forms::{
        layout::{By, Column, Fact, Layout, Side},
        tables::band,
    },
    kernel::{Result, Tx},
    people::{
        household, person,
        query::{self, Listed, by_ids},
        rules::age,
        words::word,
    },
    visits::{desk::Desk, visit},
};

pub(super) async fn gather(tx: &Tx, layout: Layout, (from, to): Period) -> Result<Gathered> {
    let people = chosen(tx, &layout, to).order_by_asc(person::Column::Id).all(tx.conn()).await?;
    let mut listed = query::listed(tx, people).await?;
    listed.sort_by_cached_key(|one| (one.place.building.walk_order, one.place.dwelling.walk_order, one.person.id));
    let asks = |fact| layout.columns.iter().any(|column| column.fact == fact);
    let visits = if asks(Fact::Visits) { visited(tx, (from, to)).await? } else { HashMap::new() };
    let homes = if asks(Fact::Head) {
        by_ids::<household::Entity>(tx, household::Column::Id, listed.iter().map(|one| one.person.household_id)).await?
    } else {
        Vec::new()
    };
    let heads: HashMap<Uuid, String> = homes.into_iter().map(|home| (home.id, home.name)).collect();
    let one = |(at, one): (usize, Listed)| {
        let years = one.person.birth_date.map(|born| age(born, to));
        let fact = |column: &Column| match column.fact {
            Fact::Age => Ok(years.map(|years| years.to_string()).unwrap_or_default()),
            Fact::Visits => Ok(visits.get(&one.person.id).copied().unwrap_or_default().to_string()),
            Fact::Head => Ok(heads.get(&one.person.household_id).cloned().unwrap_or_default()),
            fact => of_person(tx, fact, &one),
        };
        let head = |side: &Side| match side.by {
            By::Grid => vec![one.place.grid.name.clone()],
            By::Sex => vec![one.person.sex.map(word).unwrap_or_default()],
            By::AgeBand => vec![band(years)],
            By::Group if one.groups.is_empty() => vec![String::new()],
            By::Group => one.groups.iter().map(|group| word(*group)).collect(),
            By::Tier => vec![word(one.person.tier)],
            By::Tenancy => vec![word(one.place.dwelling.kind)],
            By::Size | By::Field | By::Standing => Vec::new(),
        };
        row(&layout, at + 1, (one.person.id, vec![one.person.id]), fact, head)
    };
    let known = listed.into_iter().enumerate().map(one).collect::<Result<_>>()?;
    Ok(Gathered { layout, known })
}

fn of_person(tx: &Tx, fact: Fact, one: &Listed) -> Result<String> {
    let open = |column: &str, sealed: &Option<Vec<u8>>| match sealed {
        Some(sealed) => tx.open("person", column, one.person.id, sealed),
        None => Ok(String::new()),
    };
    Ok(match fact {
        Fact::Name => one.person.name.clone(),
        Fact::IdNumber => open("id_number", &one.person.id_number)?,
        Fact::Phone => open("phone", &one.person.phone)?,
        Fact::Sex => one.person.sex.map(|sex| say(&format!("people.sex_{}", word(sex)))).unwrap_or_default(),
        Fact::BirthDate => one.person.birth_date.map(|born| born.to_string()).unwrap_or_default(),
        Fact::Groups => one.groups.iter().map(|group| say(&format!("people.group_{}", word(*group)))).collect::<Vec<_>>().join("、"),
        Fact::Tier => say(&format!("people.tier_{}", word(one.person.tier))),
        place => of_place(&one.place, place),
    })
}

async fn visited(tx: &Tx, (from, to): Period) -> Result<HashMap<Uuid, i64>> {
    use visit::Column;
    let desk = Desk::of(tx).await?;
    let done = tx.find::<visit::Entity>().filter(Column::State.eq(visit::State::Done)).filter(Column::VisitedAt.gte(desk.midnight(from)));
    let done = done.filter(Column::VisitedAt.lt(desk.midnight(to + chrono::Days::new(1)))).select_only().column(Column::PersonId);
    let mut counts = HashMap::new();
    for person in done.into_tuple::<Uuid>().all(tx.conn()).await? {
        *counts.entry(person).or_default() += 1;
    }
    Ok(counts)
}
