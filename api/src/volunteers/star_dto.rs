//! Stars, as they travel.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    kernel::{Failure, Tx},
    people::words::word,
    volunteers::{
        stars::{self, Starred},
        volunteer_grading, volunteer_objection, volunteer_star,
    },
};
use poem_openapi::Object;
use uuid::Uuid;

/// The gradings that there are.
#[derive(Object)]
pub struct VolunteerGradings {
    pub items: Vec<VolunteerGrading>,
}

/// The grading of a year.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct VolunteerGrading {
    id: Uuid,
    year: i32,
    /// `total` or `year`.
    basis: String,
    /// How many hours make one star, two, up to five.
    thresholds: Vec<i64>,
    /// `proposed`, `published`, `closed` or `awarded`.
    stage: String,
    /// The last day for objections.
    until: Option<NaiveDate>,
    awarded_at: Option<DateTime<Utc>>,
    revision: i64,
    /// Who gets how many; only for a single grading.
    stars: Option<Vec<VolunteerStar>>,
}

/// Somebody's stars.
#[derive(Object)]
struct VolunteerStar {
    id: Uuid,
    volunteer_id: Uuid,
    name: String,
    minutes: i64,
    stars: i64,
    /// Whether an objection took them.
    struck: bool,
    /// Only for the office.
    objections: Vec<VolunteerObjection>,
}

/// What was said against somebody's stars.
#[derive(Object)]
pub struct VolunteerObjection {
    id: Uuid,
    words: String,
    /// `open`, `upheld` or `rejected`.
    state: String,
    answer: String,
    created_at: DateTime<Utc>,
}

/// Stars that were given.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct VolunteerAward {
    id: Uuid,
    year: i32,
    stars: i64,
    minutes: i64,
    awarded_at: Option<DateTime<Utc>>,
}

impl From<volunteer_objection::Model> for VolunteerObjection {
    fn from(row: volunteer_objection::Model) -> Self {
        Self { id: row.id, words: row.words, state: word(row.state), answer: row.answer, created_at: row.created_at }
    }
}

impl From<(volunteer_star::Model, volunteer_grading::Model)> for VolunteerAward {
    fn from((star, grading): (volunteer_star::Model, volunteer_grading::Model)) -> Self {
        Self { id: star.id, year: grading.year, stars: star.stars, minutes: star.minutes, awarded_at: grading.awarded_at }
    }
}

impl VolunteerGrading {
    /// Tells a grading in a list.
    pub fn brief(row: volunteer_grading::Model) -> Result<Self, Failure> {
        Ok(Self {
            thresholds: row.thresholds()?,
            id: row.id,
            year: row.year,
            basis: word(row.basis),
            stage: word(row.stage),
            until: row.until,
            awarded_at: row.awarded_at,
            revision: row.revision,
            stars: None,
        })
    }

    /// Tells a grading with its stars; `office` sees what was said against them.
    pub async fn whole(tx: &Tx, id: Uuid, office: bool) -> Result<Self, Failure> {
        let grading = Self::brief(stars::one(tx, id, office).await?)?;
        let star = |Starred { star, name, objections }: Starred| VolunteerStar {
            id: star.id,
            volunteer_id: star.volunteer_id,
            name,
            minutes: star.minutes,
            stars: star.stars,
            struck: star.struck,
            objections: objections.into_iter().filter(|_| office).map(VolunteerObjection::from).collect(),
        };
        let stars = stars::stars(tx, id).await?.into_iter().filter(|one| office || !one.star.struck).map(star).collect();
        Ok(Self { stars: Some(stars), ..grading })
    }
}

/// A year to be graded.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewVolunteerGrading {
    pub year: i32,
    /// `total` or `year`; `total` unless told.
    #[oai(validator(max_length = 10))]
    pub basis: Option<String>,
    /// How many hours make one star, two, up to five; 100, 300, 600, 1000 and 1500 unless told.
    #[oai(validator(max_items = 5))]
    pub thresholds: Option<Vec<i64>>,
}

/// What is done with a grading.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct VolunteerGradingAct {
    /// `compute`, `publish` or `award`.
    #[oai(validator(max_length = 10))]
    pub act: String,
    /// How many days objections are taken, 1 to 60; seven unless told.
    pub days: Option<i64>,
    /// The revision that was looked at.
    pub revision: i64,
}

/// An objection.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewVolunteerObjection {
    #[oai(validator(min_length = 1, max_length = 500))]
    pub words: String,
}

/// What the office answers to an objection.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct VolunteerObjectionAnswer {
    /// Whether it is right: the stars are struck.
    pub upheld: bool,
    #[oai(validator(min_length = 1, max_length = 500))]
    pub answer: String,
}
