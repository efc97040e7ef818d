//! What is known of the people whom a form is about.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::rules::{Fact, Layout};
use crate::{
    kernel::{Language, Result, Tx},
    people::{
        Sex, person, person_group,
        query::{self, Listed},
        reach::ids,
        rules::{age, belongs},
        words::{every, word},
    },
    visits::{desk::Desk, visit},
};

/// A person, with a text for each column.
pub(super) struct Known {
    pub person: Uuid,
    pub values: Vec<String>,
    pub age: Option<i32>,
    pub is_woman: bool,
}

/// Everybody whom the form is about, in the order in which one walks past their doors.
pub(super) async fn gather(tx: &Tx, layout: &Layout, from: NaiveDate, to: NaiveDate) -> Result<Vec<Known>> {
    let here = every::<person::State>().filter(|state| belongs(*state));
    let mut people = tx.find::<person::Entity>().filter(person::Column::State.is_in(here)).order_by_asc(person::Column::Id);
    if let Some(group) = layout.group {
        let members = tx.find::<person_group::Entity>().filter(person_group::Column::Code.eq(group));
        people = people.filter(person::Column::Id.in_subquery(ids(members, person_group::Column::PersonId)));
    }
    if let Some(born) = layout.from_age.and_then(|age| to.checked_sub_months(chrono::Months::new(age.unsigned_abs() * 12))) {
        people = people.filter(person::Column::BirthDate.lte(born));
    }
    let mut listed = query::listed(tx, people.all(tx.conn()).await?).await?;
    listed.sort_by_cached_key(|one| (one.place.building.walk_order, one.place.dwelling.walk_order, one.person.id));
    let visits =
        if layout.columns.iter().any(|column| column.fact == Fact::Visits) { visited(tx, from, to).await? } else { HashMap::new() };
    let one = |one: Listed| {
        let years = one.person.birth_date.map(|born| age(born, to));
        let values = layout.columns.iter().map(|column| {
            Ok(match column.fact {
                Fact::Age => years.map(|years| years.to_string()).unwrap_or_default(),
                Fact::Visits => visits.get(&one.person.id).copied().unwrap_or_default().to_string(),
                Fact::Constant => column.text.clone(),
                fact => of_person(tx, fact, &one)?,
            })
        });
        let values = values.collect::<Result<_>>()?;
        Ok(Known { person: one.person.id, values, age: years, is_woman: one.person.sex == Some(Sex::Female) })
    };
    listed.into_iter().map(one).collect()
}

/// The rows go to an office that reads Chinese.
fn of_person(tx: &Tx, fact: Fact, one: &Listed) -> Result<String> {
    let text = |key: String| Language::Chinese.text(&key, &[]);
    let open = |column: &str, sealed: &Option<Vec<u8>>| match sealed {
        Some(sealed) => tx.open("person", column, one.person.id, sealed),
        None => Ok(String::new()),
    };
    Ok(match fact {
        Fact::Name => one.person.name.clone(),
        Fact::IdNumber => open("id_number", &one.person.id_number)?,
        Fact::Phone => open("phone", &one.person.phone)?,
        Fact::Sex => one.person.sex.map(|sex| text(format!("people.sex_{}", word(sex)))).unwrap_or_default(),
        Fact::BirthDate => one.person.birth_date.map(|born| born.to_string()).unwrap_or_default(),
        Fact::Address => one.place.address(),
        Fact::Grid => one.place.grid.name.clone(),
        Fact::Groups => one.groups.iter().map(|group| text(format!("people.group_{}", word(*group)))).collect::<Vec<_>>().join("、"),
        Fact::Tier => text(format!("people.tier_{}", word(one.person.tier))),
        Fact::Age | Fact::Visits | Fact::Constant | Fact::Blank => String::new(),
    })
}

async fn visited(tx: &Tx, from: NaiveDate, to: NaiveDate) -> Result<HashMap<Uuid, i64>> {
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
