//! What there is for points.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, sea_query::Condition};
use uuid::Uuid;

use super::{
    reward::{self, Column},
    rules::MOST_POINTS,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{query::today, text},
};

/// What is said of a reward.
#[derive(Debug, Clone)]
pub struct Offer {
    /// What it is.
    pub title: String,
    /// More of it.
    pub detail: String,
    /// So many points.
    pub price: i64,
    /// So many are left.
    pub stock: i64,
    /// So many for one person at most.
    pub per_person: Option<i64>,
    /// The first day.
    pub from_day: Option<NaiveDate>,
    /// The last day.
    pub until_day: Option<NaiveDate>,
    /// Whether it is offered.
    pub offered: bool,
}

/// The rewards, the cheapest first; only what is to be had now, unless `all`.
pub async fn list(tx: &Tx, all: bool) -> Result<Vec<reward::Model>> {
    let rows = tx.find::<reward::Entity>().order_by_asc(Column::Price).order_by_asc(Column::Id);
    let rows = if all { rows } else { rows.filter(to_be_had(today(tx).await?)) };
    Ok(rows.all(tx.conn()).await?)
}

/// One reward.
///
/// # Errors
/// "Not found".
pub async fn one(tx: &Tx, id: Uuid) -> Result<reward::Model> {
    tx.get::<reward::Entity>(id).await
}

/// What is offered on a day, and left.
pub(super) fn to_be_had(day: NaiveDate) -> Condition {
    let begun = Condition::any().add(Column::FromDay.is_null()).add(Column::FromDay.lte(day));
    let lasts = Condition::any().add(Column::UntilDay.is_null()).add(Column::UntilDay.gte(day));
    Condition::all().add(Column::Offered.eq(true)).add(Column::Stock.gt(0)).add(begun).add(lasts)
}

/// Adds a reward.
pub async fn add(tx: &Tx, offer: Offer) -> Result<reward::Model> {
    tx.insert(reward::ActiveModel { revision: Set(1), ..written(offer)? }).await
}

/// Changes a reward that was looked at as `revision`; what was taken of it before stays as it was. Stock is what is left from now on.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, offer: Offer) -> Result<reward::Model> {
    tx.get::<reward::Entity>(id).await?;
    tx.revise(id, Column::Revision, revision, written(offer)?).await
}

fn written(offer: Offer) -> Result<reward::ActiveModel> {
    let title = text::line(&offer.title);
    let days = offer.from_day.zip(offer.until_day).is_none_or(|(from, until)| from <= until);
    match () {
        () if title.is_empty() || title.chars().count() > 60 => return Err(Failure::invalid_field("title", "points.title_wanted")),
        () if !(1..=MOST_POINTS).contains(&offer.price) => return Err(Failure::invalid_field("price", "points.number_implausible")),
        () if !(0..=MOST_POINTS).contains(&offer.stock) => return Err(Failure::invalid_field("stock", "points.number_implausible")),
        () if offer.per_person.is_some_and(|most| !(1..=1_000).contains(&most)) => {
            return Err(Failure::invalid_field("per_person", "points.number_implausible"));
        }
        () if !days => return Err(Failure::invalid_field("until_day", "points.days_reversed")),
        () => {}
    }
    Ok(reward::ActiveModel {
        title: Set(title),
        detail: Set(offer.detail.trim().to_owned()),
        price: Set(offer.price),
        stock: Set(offer.stock),
        per_person: Set(offer.per_person),
        from_day: Set(offer.from_day),
        until_day: Set(offer.until_day),
        offered: Set(offer.offered),
        ..Default::default()
    })
}
