//! Something that people take part in: a time, a place, perhaps a number of seats.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::Terms;
use crate::kernel::Result;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Prepared: nobody is shown it, and nobody signs up.
    Draft,
    /// Planned, or under way.
    Open,
    /// Called off.
    Cancelled,
    /// Over: who did not come is known.
    Closed,
}

/// One occasion.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "occasion")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What kind of thing it belongs to, such as `activity`; none if it stands alone.
    pub subject_kind: Option<String>,
    /// Which one.
    pub subject_id: Option<Uuid>,
    /// What it is called.
    pub title: String,
    /// Where.
    pub place: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// From when on people sign up; at once unless told.
    pub opens_at: Option<DateTime<Utc>>,
    /// Until when they do; until it begins unless told.
    pub closes_at: Option<DateTime<Utc>>,
    /// Until when they may cancel by themselves; until it begins unless told.
    pub cancel_until: Option<DateTime<Utc>>,
    /// How many seats; as many as come unless told.
    pub capacity: Option<i64>,
    /// Whether people may wait for a seat.
    pub waiting_list: bool,
    /// For whom it is: [`Terms`].
    pub terms: Json,
    /// How far it is.
    pub state: State,
    /// Why it was called off.
    pub cancel_reason: Option<String>,
    /// What the codes for checking in are made from, sealed.
    pub code_secret: Vec<u8>,
    /// How often the roll was changed: whoever changes it raises this first, and so waits for whoever is at it.
    pub turn: i64,
    /// Where the place is (WGS-84), in ten-thousandths of a degree; none where nobody said.
    pub lat: Option<i64>,
    /// As far east.
    pub lng: Option<i64>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl Model {
    /// For whom it is.
    ///
    /// # Errors
    /// If the row holds something else.
    pub fn terms(&self) -> Result<Terms> {
        Ok(serde_json::from_value(self.terms.clone())?)
    }
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
