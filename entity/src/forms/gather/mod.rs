//! What is known of whatever a form's rows stand for.

mod dwellings;
mod entries;
mod households;
mod inhabitants;
mod people;

use chrono::{Months, NaiveDate};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use super::{
    layout::{Column, Fact, Layout, Side, Subject},
    tables::Heads,
};
use crate::{
    kernel::{Language, Result, Tx},
    people::{
        dwelling, household, person, person_group,
        query::Place,
        reach::ids,
        rules::belongs,
        words::{every, word},
    },
};

/// What a row stands for, with a text for each column.
pub(super) struct Known {
    pub subject: Uuid,
    pub values: Vec<String>,
    pub heads: Heads,
    /// The residents whom it names.
    pub people: Vec<Uuid>,
}

/// All rows, and the layout with what is known of the ledger's columns.
pub(super) struct Gathered {
    pub layout: Layout,
    pub known: Vec<Known>,
}

/// The first and the last day of the period.
pub(super) type Period = (NaiveDate, NaiveDate);

/// Everything that the form is about, in the order in which one walks past its doors.
pub(super) async fn gather(tx: &Tx, layout: &Layout, period: Period) -> Result<Gathered> {
    let layout = layout.clone();
    match layout.subject {
        Subject::Person => people::gather(tx, layout, period).await,
        Subject::Household => households::gather(tx, layout, period).await,
        Subject::Dwelling => dwellings::gather(tx, layout, period).await,
        Subject::Entry => entries::gather(tx, layout).await,
    }
}

/// What one row says: `fact` of whatever the form does not know by itself, `head` of what it counts as.
fn row(
    layout: &Layout,
    place: usize,
    (subject, people): (Uuid, Vec<Uuid>),
    fact: impl Fn(&Column) -> Result<String>,
    head: impl Fn(&Side) -> Vec<String>,
) -> Result<Known> {
    let value = |column: &Column| match column.fact {
        Fact::Number => Ok(place.to_string()),
        Fact::Constant => Ok(column.text.clone()),
        Fact::Blank => Ok(String::new()),
        _ => fact(column),
    };
    let heads = match layout.counted_by() {
        Some(cross) => [head(&cross.down), cross.across.as_ref().map_or_else(|| vec![String::new()], head)],
        None => [Vec::new(), Vec::new()],
    };
    Ok(Known { subject, values: layout.columns.iter().map(value).collect::<Result<_>>()?, heads, people })
}

/// Whether the form wants some of the people only.
fn chooses_people(layout: &Layout) -> bool {
    layout.group.is_some() || layout.tier.is_some() || layout.from_age.is_some() || layout.to_age.is_some()
}

/// The residents whom the form's conditions leave.
fn chosen(tx: &Tx, layout: &Layout, to: NaiveDate) -> Select<person::Entity> {
    let born = |age: i32| to.checked_sub_months(Months::new(age.unsigned_abs() * 12));
    let mut people = living(tx);
    if let Some(group) = layout.group {
        let members = tx.find::<person_group::Entity>().filter(person_group::Column::Code.eq(group));
        people = people.filter(person::Column::Id.in_subquery(ids(members, person_group::Column::PersonId)));
    }
    if let Some(tier) = layout.tier {
        people = people.filter(person::Column::Tier.eq(tier));
    }
    if let Some(latest) = layout.from_age.and_then(born) {
        people = people.filter(person::Column::BirthDate.lte(latest));
    }
    if let Some(earliest) = layout.to_age.and_then(|age| born(age + 1)) {
        people = people.filter(person::Column::BirthDate.gt(earliest));
    }
    if layout.tenancy.is_some() {
        let homes =
            tx.find::<household::Entity>().filter(household::Column::DwellingId.in_subquery(ids(doors(tx, layout), dwelling::Column::Id)));
        people = people.filter(person::Column::HouseholdId.in_subquery(ids(homes, household::Column::Id)));
    }
    people
}

/// Those who live here.
fn living(tx: &Tx) -> Select<person::Entity> {
    let here = every::<person::State>().filter(|state| belongs(*state));
    tx.find::<person::Entity>().filter(person::Column::State.is_in(here))
}

/// The dwellings that are used as the form wants.
fn doors(tx: &Tx, layout: &Layout) -> Select<dwelling::Entity> {
    let doors = tx.find::<dwelling::Entity>();
    match layout.tenancy {
        Some(kind) => doors.filter(dwelling::Column::Kind.eq(kind)),
        None => doors,
    }
}

/// The households that the form's conditions leave, as a part of a query.
fn chosen_households(tx: &Tx, layout: &Layout, to: NaiveDate) -> Select<household::Entity> {
    let homes = tx.find::<household::Entity>().filter(household::Column::State.eq(household::State::Active));
    let homes = match layout.tenancy {
        Some(_) => homes.filter(household::Column::DwellingId.in_subquery(ids(doors(tx, layout), dwelling::Column::Id))),
        None => homes,
    };
    match chooses_people(layout) {
        true => homes.filter(household::Column::Id.in_subquery(ids(chosen(tx, layout, to).distinct(), person::Column::HouseholdId))),
        false => homes,
    }
}

/// What is known of a place.
fn of_place(place: &Place, fact: Fact) -> String {
    match fact {
        Fact::Address => place.address(),
        Fact::Grid => place.grid.name.clone(),
        Fact::Building => place.building.name.clone(),
        Fact::Unit => place.dwelling.unit.clone(),
        Fact::Floor if place.dwelling.floor == 0 => String::new(),
        Fact::Floor => place.dwelling.floor.to_string(),
        Fact::Room => place.dwelling.room.clone(),
        Fact::Tenancy => say(&format!("forms.tenancy_{}", word(place.dwelling.kind))),
        _ => String::new(),
    }
}

/// The rows go to an office that reads Chinese.
fn say(key: &str) -> String {
    Language::Chinese.text(key, &[])
}
