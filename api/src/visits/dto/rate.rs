//! Figures and outlooks.

use chrono::NaiveDate;
use mulin_entity::{
    kernel::Language,
    visits::{
        forecast::{Line, WillBeMissed},
        greetings,
    },
};
use poem_openapi::Object;
use uuid::Uuid;

/// Rates of a month.
#[derive(Object)]
#[oai(rename = "VisitRateList", skip_serializing_if_is_none)]
pub struct RateList {
    pub items: Vec<Rate>,
    pub next: Option<String>,
}

/// A rate of a month.
#[derive(Object)]
#[oai(rename = "VisitRate")]
pub struct Rate {
    /// The community, grid or elder; empty for elders without a grid.
    key: String,
    name: String,
    /// Elders on the list.
    due: u64,
    /// Elders with at least one completed visit.
    visited: u64,
    /// The quotient, 0 to 1.
    rate: f64,
}

impl From<Line> for Rate {
    fn from(line: Line) -> Self {
        let key = line.key.map(|key| key.to_string()).unwrap_or_default();
        Self { key, name: line.name, due: line.rate.due, visited: line.rate.visited, rate: line.rate.value() }
    }
}

/// Who will be missed.
#[derive(Object)]
#[oai(rename = "VisitForecastList", skip_serializing_if_is_none)]
pub struct ForecastList {
    pub items: Vec<Forecast>,
    pub next: Option<String>,
}

/// Somebody who will be missed.
#[derive(Object)]
#[oai(rename = "VisitForecast", skip_serializing_if_is_none)]
pub struct Forecast {
    person: ForecastPerson,
    address: String,
    /// `not_planned`, `no_visitor` or `pace`.
    code: String,
    /// Why, in the reader's language.
    reason: String,
    planned_on: Option<NaiveDate>,
    visitor_id: Option<Uuid>,
}

/// Who will be missed.
#[derive(Object)]
struct ForecastPerson {
    id: Uuid,
    name: String,
    tier: String,
}

impl Forecast {
    /// Tells `one` in the reader's language.
    pub fn new(one: WillBeMissed, language: Language) -> Self {
        let (address, tier) = (one.listed.address(), one.listed.tier());
        Self {
            person: ForecastPerson { id: one.listed.person.id, name: one.listed.person.name, tier },
            address,
            code: one.reason.word().to_owned(),
            reason: language.text(&format!("visits.reason_{}", one.reason.word()), &[]),
            planned_on: one.planned_on,
            visitor_id: one.visitor,
        }
    }
}

/// Greetings.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct GreetingList {
    pub items: Vec<Greeting>,
    pub next: Option<String>,
}

/// An occasion for a greeting.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Greeting {
    day: NaiveDate,
    /// `solar_birthday`, `lunar_birthday`, `double_ninth` or `spring_festival`.
    kind: String,
    /// Whom; everybody if none.
    person: Option<Greeted>,
    /// The festival's name.
    name: Option<String>,
}

/// Who is greeted.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Greeted {
    id: Uuid,
    name: String,
    /// The age that the birthday completes.
    age: Option<i32>,
}

impl Greeting {
    /// Tells `one` in the reader's language.
    pub fn new(one: greetings::Greeting, language: Language) -> Self {
        let name = one.person.is_none().then(|| language.text(&format!("calendar.{}", one.occasion), &[]));
        let person = one.person.zip(one.name).map(|(id, name)| Greeted { id, name, age: one.age });
        Self { day: one.day, kind: one.occasion.to_owned(), person, name }
    }
}
