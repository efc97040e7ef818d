//! Rewards with their photo, and when points lapse, as they travel.

use chrono::NaiveDate;
use mulin_entity::{
    evidence::Of,
    kernel::{Failure, Tx},
    points::{point_term, reward},
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::evidence::Photo;

/// Something to be had for points.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Reward {
    id: Uuid,
    title: String,
    detail: String,
    price: i64,
    stock: i64,
    per_person: Option<i64>,
    from_day: Option<NaiveDate>,
    until_day: Option<NaiveDate>,
    offered: bool,
    revision: i64,
    /// What it looks like: the photo that was added last.
    photo: Option<Photo>,
}

impl Reward {
    /// Tells rewards.
    pub async fn all(tx: &Tx, rows: Vec<reward::Model>) -> Result<Vec<Self>, Failure> {
        let mut told = Vec::with_capacity(rows.len());
        for row in rows {
            told.push(Self::new(tx, row).await?);
        }
        Ok(told)
    }

    /// Tells one reward.
    pub async fn new(tx: &Tx, row: reward::Model) -> Result<Self, Failure> {
        let reward::Model { id, title, detail, price, stock, per_person, from_day, until_day, offered, revision, .. } = row;
        let photo = Photo::all(tx, Of::Reward(id)).await?.pop();
        Ok(Self { id, title, detail, price, stock, per_person, from_day, until_day, offered, revision, photo })
    }
}

/// When the points of the year before lapse; without a month and a day they never do.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PointTerm {
    month: Option<i64>,
    day: Option<i64>,
    /// 0 if nobody has decided.
    version: i64,
}

impl From<Option<point_term::Model>> for PointTerm {
    fn from(term: Option<point_term::Model>) -> Self {
        let Some(point_term::Model { month, day, version, .. }) = term else { return Self { month: None, day: None, version: 0 } };
        Self { month, day, version }
    }
}

/// What is decided about the lapse of points.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PointTermDecision {
    /// The month; points never lapse unless told.
    month: Option<i64>,
    day: Option<i64>,
    /// The version that was looked at; 0 if there was none.
    pub after: i64,
}

impl PointTermDecision {
    /// The day of each year, or none.
    pub fn on(&self) -> Result<Option<(i64, i64)>, Failure> {
        match (self.month, self.day) {
            (None, None) => Ok(None),
            (Some(month), Some(day)) => Ok(Some((month, day))),
            _ => Err(Failure::invalid_field("day", "points.day_implausible")),
        }
    }
}
