//! Rooms and who has them.

use chrono::{DateTime, NaiveTime, Utc};
use mulin_entity::{
    activities::{
        bookings::{self, Wanted},
        room, room_booking, rooms,
        rules::hours::{Hours, Span},
    },
    kernel::{Failure, Tx},
    partners::units::Contact,
    people::words::{self, word},
};
use poem_openapi::Object;
use uuid::Uuid;

/// The form of a time of day.
const FORM: &str = "%H:%M";

/// A room.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Room {
    id: Uuid,
    name: String,
    capacity: Option<i64>,
    equipment: String,
    /// From Monday to Sunday, such as `08:30-21:00`; nothing where it is shut.
    week: Vec<String>,
    /// On holidays.
    holiday: String,
    active: bool,
    revision: i64,
}

impl TryFrom<room::Model> for Room {
    type Error = Failure;

    fn try_from(room: room::Model) -> Result<Self, Failure> {
        let hours = room.opening()?;
        Ok(Self {
            id: room.id,
            name: room.name,
            capacity: room.capacity,
            equipment: room.equipment,
            week: hours.week.into_iter().map(written).collect(),
            holiday: written(hours.holiday),
            active: room.active,
            revision: room.revision,
        })
    }
}

/// A room to be kept.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewRoom {
    #[oai(validator(min_length = 1, max_length = 40))]
    name: String,
    capacity: Option<i64>,
    #[oai(validator(max_length = 300))]
    equipment: Option<String>,
    /// From Monday to Sunday, such as `08:30-21:00`; nothing where it is shut.
    #[oai(validator(min_items = 7, max_items = 7))]
    week: Vec<String>,
    /// On holidays; shut unless told.
    #[oai(validator(max_length = 20))]
    holiday: Option<String>,
    active: Option<bool>,
    /// The revision that was looked at, where a room is changed.
    pub revision: Option<i64>,
}

impl NewRoom {
    /// The room, if its hours can be read.
    pub fn read(self) -> Result<rooms::Design, Failure> {
        let mut hours = Hours { holiday: span(&self.holiday.unwrap_or_default(), "holiday")?, ..Hours::default() };
        for (day, text) in hours.week.iter_mut().zip(&self.week) {
            *day = span(text, "week")?;
        }
        Ok(rooms::Design {
            name: self.name,
            capacity: self.capacity,
            equipment: self.equipment.unwrap_or_default(),
            hours,
            active: self.active.unwrap_or(true),
        })
    }
}

/// A room that somebody has.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RoomBooking {
    id: Uuid,
    room_id: Uuid,
    /// `activity`, `meeting` or `outside`.
    purpose: String,
    title: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    occasion_id: Option<Uuid>,
    /// Whom to call, of an outside group; the office sees it.
    contact_name: Option<String>,
    contact_phone: Option<String>,
}

impl RoomBooking {
    /// Tells a booking; `office` sees whom to call.
    pub fn new(tx: &Tx, booking: room_booking::Model, office: bool) -> Result<Self, Failure> {
        let contact = if office { bookings::contact(tx, &booking)? } else { None };
        let (contact_name, contact_phone) = contact.map(|contact| (contact.name, contact.phone)).unzip();
        Ok(Self {
            id: booking.id,
            room_id: booking.room_id,
            purpose: word(booking.purpose),
            title: booking.title,
            starts_at: booking.starts_at,
            ends_at: booking.ends_at,
            occasion_id: booking.occasion_id,
            contact_name,
            contact_phone,
        })
    }
}

/// A room that is wanted.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewBooking {
    /// `meeting` or `outside`; activities book their rooms by themselves.
    #[oai(validator(max_length = 20))]
    purpose: String,
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// The occasion that it is for.
    occasion_id: Option<Uuid>,
    #[oai(validator(max_length = 40))]
    contact_name: Option<String>,
    #[oai(validator(max_length = 40))]
    contact_phone: Option<String>,
}

impl NewBooking {
    /// What is wanted, if its words are known.
    pub fn read(self, room: Uuid) -> Result<Wanted, Failure> {
        let purpose = words::read(&self.purpose).filter(|purpose| *purpose != room_booking::Purpose::Activity);
        let contact = (self.contact_name.is_some() || self.contact_phone.is_some())
            .then(|| Contact { name: self.contact_name.unwrap_or_default(), phone: self.contact_phone.unwrap_or_default() });
        Ok(Wanted {
            room,
            purpose: purpose.ok_or_else(|| Failure::invalid_field("purpose", "kernel.word_unknown"))?,
            title: self.title,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            occasion: self.occasion_id,
            contact,
        })
    }
}

fn written(span: Option<Span>) -> String {
    span.map(|span| format!("{}-{}", span.from.format(FORM), span.until.format(FORM))).unwrap_or_default()
}

fn span(text: &str, field: &str) -> Result<Option<Span>, Failure> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let time = |text: &str| NaiveTime::parse_from_str(text.trim(), FORM).ok();
    let read = text.split_once('-').and_then(|(from, until)| Some(Span { from: time(from)?, until: time(until)? }));
    read.map(Some).ok_or_else(|| Failure::invalid_field(field, "activities.hours_implausible"))
}
