//! People who may be there already: the same identity number is refused, somebody close is warned of.

use sea_orm::{ActiveValue, ColumnTrait, QueryFilter, QuerySelect, sea_query::Condition};

use super::{error::PeopleError, name, person, query};
use crate::kernel::{Failure, Result, Tx};

/// So many are compared and named.
const MOST: u64 = 200;

/// Refuses a row that may be somebody who is there: the same identity number, or a close name with the same birth date or phone, unless
/// somebody who looked says that it is not.
pub(crate) async fn refuse(tx: &Tx, own: Option<&person::Model>, row: &person::ActiveModel, anyway: bool) -> Result<()> {
    let others = || {
        let people = tx.find::<person::Entity>();
        match own {
            Some(own) => people.filter(person::Column::Id.ne(own.id)),
            None => people,
        }
    };
    if let Some(index) = told(&row.id_number_index) {
        let same = others().filter(person::Column::IdNumberIndex.eq(index)).one(tx.conn()).await?;
        if let Some(same) = same {
            return Err(named(tx, PeopleError::DuplicateIdentity, vec![same]).await?);
        }
    }
    let Some(called) = told_name(row) else { return Ok(()) };
    let mut like = Condition::any();
    if let Some(born) = told(&row.birth_date) {
        like = like.add(person::Column::BirthDate.eq(born));
    }
    if let Some(index) = told(&row.phone_index) {
        like = like.add(person::Column::PhoneIndex.eq(index));
    }
    if anyway || like.is_empty() {
        return Ok(());
    }
    let mut close = others().filter(like).limit(MOST).all(tx.conn()).await?;
    close.retain(|other| name::close(&other.name, called) && !both_numbered(other, row));
    if close.is_empty() { Ok(()) } else { Err(named(tx, PeopleError::PossibleDuplicate, close).await?) }
}

/// Two different identity numbers are two people.
fn both_numbered(other: &person::Model, row: &person::ActiveModel) -> bool {
    other.id_number_index.is_some() && told(&row.id_number_index).is_some()
}

fn told<T: Clone + Into<sea_orm::Value>>(value: &ActiveValue<Option<T>>) -> Option<T>
where
    Option<T>: Into<sea_orm::Value>,
{
    match value {
        ActiveValue::Set(value) | ActiveValue::Unchanged(value) => value.clone(),
        ActiveValue::NotSet => None,
    }
}

fn told_name(row: &person::ActiveModel) -> Option<&str> {
    match &row.name {
        ActiveValue::Set(name) | ActiveValue::Unchanged(name) => Some(name),
        ActiveValue::NotSet => None,
    }
}

/// The failure with the people who were found, for somebody to compare.
async fn named(tx: &Tx, error: PeopleError, people: Vec<person::Model>) -> Result<Failure> {
    let listed = query::listed(tx, people.into_iter().take(10).collect()).await?;
    let one = |listed: &query::Listed| {
        serde_json::json!({
            "id": listed.person.id,
            "name": listed.person.name,
            "birth_date": listed.person.birth_date,
            "address": listed.place.address(),
            "state": super::words::word(listed.person.state),
        })
    };
    let candidates: Vec<_> = listed.iter().map(one).collect();
    Ok(Failure::from(error).details(serde_json::json!({ "candidates": candidates })))
}
