//! What phones tell of themselves when people come and go, rounded, and forgotten in time.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    attendance_trace::{self, Column},
    desk_device, occasion,
};
use crate::{
    kernel::{Failure, Result, Tx},
    tenancy::members,
};

/// A trace is kept so long.
const KEPT: Duration = Duration::days(90);
/// Whoever knows no better than so many metres knows nothing.
const VAGUEST: f64 = 5_000.0;
/// What a browser calls itself has so many characters.
const DEVICE: std::ops::RangeInclusive<usize> = 16..=64;

/// A position as a phone tells it (WGS-84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lng: f64,
    /// Give or take so many metres.
    pub accuracy: f64,
}

impl Position {
    /// Rounded to ten-thousandths of a degree: about ten metres.
    ///
    /// # Errors
    /// If there is no such place.
    pub fn rounded(self) -> Result<(i64, i64)> {
        let wrong = |field| Err(Failure::invalid_field(field, "attendance.position_impossible"));
        match () {
            () if !(-90.0..=90.0).contains(&self.lat) => return wrong("lat"),
            () if !(-180.0..=180.0).contains(&self.lng) => return wrong("lng"),
            () if !self.accuracy.is_finite() || self.accuracy < 0.0 => return wrong("accuracy"),
            () => {}
        }
        Ok((ten_thousandths(self.lat), ten_thousandths(self.lng)))
    }
}

/// What a phone tells of itself beside the code; nothing unless its owner wants to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trace {
    /// Where it is.
    pub position: Option<Position>,
    /// What the browser calls itself: made up once, of no meaning.
    pub device: Option<String>,
}

/// Keeps what a phone told when somebody came or went.
///
/// # Errors
/// If the position is impossible, or the device is none.
pub async fn keep(tx: &Tx, attendee: Uuid, event: &str, at: DateTime<Utc>, trace: &Trace) -> Result<()> {
    let spot = trace.position.map(|told| Ok::<_, Failure>((told.rounded()?, told.accuracy))).transpose()?;
    let spot = spot.filter(|(_, accuracy)| *accuracy <= VAGUEST);
    let device = trace.device.as_deref().map(|told| hashed(tx, told)).transpose()?;
    if spot.is_none() && device.is_none() {
        return Ok(());
    }
    let row = attendance_trace::ActiveModel {
        attendee_id: Set(attendee),
        event: Set(event.to_owned()),
        at: Set(at),
        lat: Set(spot.map(|((lat, _), _)| lat)),
        lng: Set(spot.map(|((_, lng), _)| lng)),
        accuracy: Set(spot.map(|(_, accuracy)| whole(accuracy))),
        device: Set(device),
        ..Default::default()
    };
    tx.insert(row).await.map(drop)
}

/// Says that a device is the desk's.
///
/// # Errors
/// If it is none.
pub async fn vouch(tx: &Tx, device: &str) -> Result<()> {
    let device = hashed(tx, device)?;
    let known = tx.find::<desk_device::Entity>().filter(desk_device::Column::Device.eq(device.clone()));
    let row = desk_device::ActiveModel { device: Set(device), by_id: Set(members::acting(tx)), ..Default::default() };
    let row = tx.find_or_insert(known, row).await?;
    tx.audit("attendance.vouch", "desk_device", row.id, serde_json::json!({})).await
}

/// Says where the place of an occasion is, or that nobody knows.
///
/// # Errors
/// If there is no such place; "not found".
pub async fn place(tx: &Tx, occasion: Uuid, position: Option<Position>) -> Result<occasion::Model> {
    tx.get::<occasion::Entity>(occasion).await?;
    let (lat, lng) = position.map(Position::rounded).transpose()?.unzip();
    tx.update(occasion::ActiveModel { id: Set(occasion), lat: Set(lat), lng: Set(lng), ..Default::default() }).await
}

/// Forgets what is older than ninety days.
pub async fn forget_old(tx: &Tx) -> Result<()> {
    let old = tx.delete_many::<attendance_trace::Entity>().filter(Column::CreatedAt.lt(tx.now() - KEPT));
    old.exec(tx.conn()).await?;
    Ok(())
}

fn hashed(tx: &Tx, device: &str) -> Result<Vec<u8>> {
    if !DEVICE.contains(&device.len()) || !device.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Failure::invalid_field("device", "attendance.device_unreadable"));
    }
    tx.blind("device", device)
}

fn ten_thousandths(degrees: f64) -> i64 {
    whole(degrees * 10_000.0)
}

#[allow(clippy::cast_possible_truncation, reason = "degrees and metres of a phone are small numbers")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}
