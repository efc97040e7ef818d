//! Days on which elders are greeted: birthdays by either calendar, 重阳, 春节.

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use uuid::Uuid;

use super::desk::Desk;
use crate::{
    calendar::lunar::{self, DOUBLE_NINTH, LunarDate, SPRING_FESTIVAL},
    kernel::{Failure, Result, Tx},
    people::{Tier, person, person::State as Life},
};

/// How far ahead one looks at most.
const FARTHEST: u64 = 366;

/// An occasion for a greeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeting {
    /// The day.
    pub day: NaiveDate,
    /// `solar_birthday`, `lunar_birthday`, `double_ninth` or `spring_festival`.
    pub occasion: &'static str,
    /// Whom; everybody if none.
    pub person: Option<Uuid>,
    /// Their name.
    pub name: Option<String>,
    /// The age that a birthday completes.
    pub age: Option<i32>,
}

/// The greetings of the next `days` days, today included.
pub async fn ahead(tx: &Tx, days: u64) -> Result<Vec<Greeting>> {
    if days > FARTHEST {
        return Err(Failure::invalid_field("days", "visits.out_of_range"));
    }
    let desk = Desk::of(tx).await?;
    let last = desk.today + Days::new(days);
    let mut greetings = Vec::new();
    for (occasion, date) in [("double_ninth", DOUBLE_NINTH), ("spring_festival", SPRING_FESTIVAL)] {
        let day = date.next_from(desk.today).filter(|day| *day <= last);
        greetings.extend(day.map(|day| Greeting { day, occasion, person: None, name: None, age: None }));
    }
    for person in people(tx).await? {
        greetings.extend(birthdays(&person, desk.today).into_iter().filter(|greeting| greeting.day <= last));
    }
    greetings.sort_by(|left, right| (left.day, left.occasion, &left.name).cmp(&(right.day, right.occasion, &right.name)));
    Ok(greetings)
}

/// Elders on the list who live here; in hospital one is greeted all the more.
async fn people(tx: &Tx) -> Result<Vec<person::Model>> {
    let alive = Condition::any().add(person::Column::State.eq(Life::Present)).add(person::Column::State.eq(Life::Hospital));
    Ok(tx.find::<person::Entity>().filter(person::Column::Tier.ne(Tier::None)).filter(alive).all(tx.conn()).await?)
}

/// The next birthday of a person: by the lunar calendar if that is how they keep it, else by the solar one.
fn birthdays(person: &person::Model, today: NaiveDate) -> Option<Greeting> {
    use chrono::Datelike;
    let lunar = match (person.lunar_month, person.lunar_day) {
        (Some(month), Some(day)) => LunarDate::new(u8::try_from(month).ok()?, u8::try_from(day).ok()?, person.lunar_leap),
        _ => None,
    };
    let (day, occasion) = match (lunar, person.birth_date) {
        (Some(date), _) => (date.next_from(today)?, "lunar_birthday"),
        (None, Some(born)) => (lunar::next_solar_birthday(born, today)?, "solar_birthday"),
        (None, None) => return None,
    };
    let age = person.birth_date.map(|born| day.year() - born.year());
    Some(Greeting { day, occasion, person: Some(person.id), name: Some(person.name.clone()), age })
}
