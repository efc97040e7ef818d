//! Partners, as they travel.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    evidence::{self, Of},
    kernel::{Failure, Tx},
    partners::{
        joint_query::Turnout,
        offers, partner_offer, partner_unit, query,
        rates::Rate,
        units::{self, Contact},
        whistle, whistle_call, whistles,
    },
    people::words::{self, word},
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::evidence::Photo;

fn known<T>(value: Option<T>, field: &str) -> Result<T, Failure> {
    value.ok_or_else(|| Failure::invalid_field(field, "kernel.word_unknown"))
}

/// A unit that works together with the community.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Partner {
    id: Uuid,
    name: String,
    /// `department`, `institution`, `company` or `organisation`.
    kind: String,
    /// The member who speaks for it here.
    member_id: Option<Uuid>,
    contact_name: String,
    contact_phone: String,
    agreement: String,
    agreed_on: Option<NaiveDate>,
    agreed_until: Option<NaiveDate>,
    active: bool,
    revision: i64,
}

impl Partner {
    /// Tells a unit.
    pub fn new(tx: &Tx, unit: partner_unit::Model) -> Result<Self, Failure> {
        let Contact { name, phone } = units::contact(tx, &unit)?;
        Ok(Self {
            id: unit.id,
            name: unit.name,
            kind: word(unit.kind),
            member_id: unit.member_id,
            contact_name: name,
            contact_phone: phone,
            agreement: unit.agreement,
            agreed_on: unit.agreed_on,
            agreed_until: unit.agreed_until,
            active: unit.active,
            revision: unit.revision,
        })
    }
}

/// A unit to be kept.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewPartner {
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
    /// `department`, `institution`, `company` or `organisation`.
    #[oai(validator(max_length = 20))]
    kind: String,
    /// The member who speaks for it here.
    member_id: Option<Uuid>,
    #[oai(validator(max_length = 40))]
    contact_name: Option<String>,
    #[oai(validator(max_length = 30))]
    contact_phone: Option<String>,
    #[oai(validator(max_length = 2000))]
    agreement: Option<String>,
    agreed_on: Option<NaiveDate>,
    agreed_until: Option<NaiveDate>,
    /// Whether it takes part; it does unless it is said otherwise.
    active: Option<bool>,
    /// The revision that was looked at, where a unit is changed.
    pub revision: Option<i64>,
}

impl NewPartner {
    /// The unit, if its words are known.
    pub fn read(self) -> Result<units::Design, Failure> {
        Ok(units::Design {
            name: self.name,
            kind: known(words::read(&self.kind), "kind")?,
            member: self.member_id,
            contact: Contact { name: self.contact_name.unwrap_or_default(), phone: self.contact_phone.unwrap_or_default() },
            agreement: self.agreement.unwrap_or_default(),
            agreed_on: self.agreed_on,
            agreed_until: self.agreed_until,
            active: self.active.unwrap_or(true),
        })
    }
}

/// Entries of the lists.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct OfferPage {
    pub items: Vec<Offer>,
    pub next: Option<String>,
}

/// An entry of the three lists.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Offer {
    id: Uuid,
    /// `resource`, `need` or `project`.
    list: String,
    title: String,
    detail: String,
    /// Whose it is; the community's own without one.
    unit_id: Option<Uuid>,
    unit: Option<String>,
    /// `open`, `claimed`, `done` or `withdrawn`.
    state: String,
    /// The unit that claimed it; the community itself without one.
    claimed_by: Option<Uuid>,
    claimant: Option<String>,
    claimed_at: Option<DateTime<Utc>>,
    done_at: Option<DateTime<Utc>>,
    result: String,
    revision: i64,
}

impl Offer {
    /// Tells an entry.
    pub fn new(row: partner_offer::Model, names: &HashMap<Uuid, String>) -> Self {
        let name = |id: Option<Uuid>| id.and_then(|id| names.get(&id).cloned());
        Self {
            id: row.id,
            list: word(row.list),
            title: row.title,
            detail: row.detail,
            unit_id: row.unit_id,
            unit: name(row.unit_id),
            state: word(row.state),
            claimed_by: row.claimed_by,
            claimant: name(row.claimed_by),
            claimed_at: row.claimed_at,
            done_at: row.done_at,
            result: row.result,
            revision: row.revision,
        }
    }
}

/// An entry to be put on a list.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewOffer {
    /// `resource`, `need` or `project`.
    #[oai(validator(max_length = 20))]
    list: String,
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(max_length = 2000))]
    detail: Option<String>,
    /// Whose it is; the community's own without one.
    unit_id: Option<Uuid>,
    /// The revision that was looked at, where an entry is changed.
    pub revision: Option<i64>,
}

impl NewOffer {
    /// The entry, if its words are known.
    pub fn read(self) -> Result<offers::Design, Failure> {
        Ok(offers::Design {
            list: known(words::read(&self.list), "list")?,
            title: self.title,
            detail: self.detail.unwrap_or_default(),
            unit: self.unit_id,
        })
    }
}

/// What is done with an entry.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct OfferDeed {
    /// `claim`, `release`, `complete` or `withdraw`.
    #[oai(validator(max_length = 20))]
    pub act: String,
    /// For which unit, as the office says; for the community without one.
    pub unit_id: Option<Uuid>,
    #[oai(validator(max_length = 1000))]
    pub note: Option<String>,
    pub revision: i64,
}

/// Whistles.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct WhistlePage {
    pub items: Vec<Whistle>,
    pub next: Option<String>,
}

/// A whistle.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Whistle {
    id: Uuid,
    number: i64,
    /// `daily`, `hard` or `emergency`.
    kind: String,
    /// `blown`, `handled`, `closed` or `called_off`.
    stage: String,
    title: String,
    detail: String,
    place: String,
    matter_id: Option<Uuid>,
    blown_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    result: String,
    revision: i64,
    /// How many units are called; only in lists.
    called: Option<usize>,
    /// How many have come; only in lists.
    came: Option<usize>,
    /// Who is called; only for a single whistle.
    calls: Option<Vec<WhistleCall>>,
}

/// A unit that is called.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct WhistleCall {
    id: Uuid,
    unit_id: Uuid,
    unit: String,
    /// Whom to call there; only for the office.
    contact_name: Option<String>,
    contact_phone: Option<String>,
    /// Whether somebody speaks for the unit here, and was told.
    told: bool,
    /// `called`, `answered`, `arrived` or `declined`.
    state: String,
    answer_by: DateTime<Utc>,
    answered_at: Option<DateTime<Utc>>,
    arrive_by: DateTime<Utc>,
    arrived_at: Option<DateTime<Utc>>,
    /// When it should have been there and was not.
    missed_at: Option<DateTime<Utc>>,
    /// Whether a phone told where it was.
    positioned: bool,
    note: String,
    signed_at: Option<DateTime<Utc>>,
    rating_of_unit: Option<i64>,
    rating_by_unit: Option<i64>,
    photos: Vec<Photo>,
    revision: i64,
}

impl WhistleCall {
    async fn new(tx: &Tx, call: whistle_call::Model, unit: &partner_unit::Model, office: bool) -> Result<Self, Failure> {
        let contact = if office { Some(units::contact(tx, unit)?) } else { None };
        let mut photos = Vec::new();
        for row in evidence::query::photos(tx, Of::Call(call.id)).await? {
            photos.push(Photo::new(tx, row)?);
        }
        Ok(Self {
            id: call.id,
            unit_id: unit.id,
            unit: unit.name.clone(),
            contact_name: contact.as_ref().map(|contact| contact.name.clone()),
            contact_phone: contact.map(|contact| contact.phone),
            told: unit.member_id.is_some(),
            state: word(call.state),
            answer_by: call.answer_by,
            answered_at: call.answered_at,
            arrive_by: call.arrive_by,
            arrived_at: call.arrived_at,
            missed_at: call.missed_at,
            positioned: call.position.is_some(),
            note: call.note,
            signed_at: call.signed_at,
            rating_of_unit: call.rating_of_unit,
            rating_by_unit: call.rating_by_unit,
            photos,
            revision: call.revision,
        })
    }
}

impl Whistle {
    /// Tells a whistle in a list: how many have come, of how many.
    pub fn brief(row: whistle::Model, (came, called): (usize, usize)) -> Self {
        Self { called: Some(called), came: Some(came), ..Self::new(row) }
    }

    /// Tells a whistle with those whom it calls; `unit` bounds it to that unit.
    pub async fn whole(tx: &Tx, unit: Option<Uuid>, id: Uuid) -> Result<Self, Failure> {
        let told = Self::new(query::whistle(tx, unit, id).await?);
        let mut calls = Vec::new();
        for (call, called) in query::calls(tx, id).await?.into_iter().filter(|(call, _)| unit.is_none_or(|unit| unit == call.unit_id)) {
            calls.push(WhistleCall::new(tx, call, &called, unit.is_none()).await?);
        }
        Ok(Self { calls: Some(calls), ..told })
    }

    fn new(row: whistle::Model) -> Self {
        Self {
            id: row.id,
            number: row.number,
            kind: word(row.kind),
            stage: word(row.stage),
            title: row.title,
            detail: row.detail,
            place: row.place,
            matter_id: row.matter_id,
            blown_at: row.blown_at,
            closed_at: row.closed_at,
            result: row.result,
            revision: row.revision,
            called: None,
            came: None,
            calls: None,
        }
    }
}

/// A whistle to be blown.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewWhistle {
    /// `daily`, `hard` or `emergency`.
    #[oai(validator(max_length = 20))]
    kind: String,
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(max_length = 2000))]
    detail: Option<String>,
    #[oai(validator(max_length = 80))]
    place: Option<String>,
    /// The matter behind it.
    matter_id: Option<Uuid>,
    /// Who is called.
    #[oai(validator(min_items = 1, max_items = 20))]
    units: Vec<Uuid>,
    /// Minutes to answer, where they are not those of the kind.
    answer_minutes: Option<i64>,
    /// Minutes to be there, where they are not those of the kind.
    arrive_minutes: Option<i64>,
}

impl NewWhistle {
    /// The whistle, if its words are known.
    pub fn read(self) -> Result<whistles::Design, Failure> {
        Ok(whistles::Design {
            kind: known(words::read(&self.kind), "kind")?,
            title: self.title,
            detail: self.detail.unwrap_or_default(),
            place: self.place.unwrap_or_default(),
            matter: self.matter_id,
            units: self.units.into_iter().collect::<BTreeSet<_>>(),
            answer: self.answer_minutes,
            arrive: self.arrive_minutes,
        })
    }
}

/// What becomes of a whistle.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct WhistleDeed {
    /// `conclude` or `call_off`.
    #[oai(validator(max_length = 20))]
    pub act: String,
    /// What came of it, or why it is off.
    #[oai(validator(max_length = 2000))]
    pub note: Option<String>,
    pub revision: i64,
}

/// What is done with a call.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct CallDeed {
    /// `answer`, `decline`, `arrive` or `sign`.
    #[oai(validator(max_length = 20))]
    pub act: String,
    #[oai(validator(max_length = 1000))]
    pub note: Option<String>,
    /// Where the phone is, in degrees (WGS 84).
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub revision: i64,
}

/// How it was with the other side.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct CallRating {
    /// From 1 to 5.
    pub rating: i64,
    pub revision: i64,
}

/// How a unit comes when it is called, and takes part when it is invited.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PartnerRate {
    name: String,
    /// How many communities called or invited it.
    communities: usize,
    calls: usize,
    /// In time.
    answered: usize,
    /// In time.
    arrived: usize,
    never_came: usize,
    /// Half of its answers came within so many minutes.
    answer_minutes: Option<i64>,
    /// From 1 to 5, on average.
    rating: Option<f64>,
    /// How often it was invited to joint activities.
    invited: usize,
    /// How often it accepted.
    accepted: usize,
    /// How often it took part.
    took_part: usize,
}

impl From<Rate> for PartnerRate {
    fn from(rate: Rate) -> Self {
        let Rate { name, communities, calls, answered, arrived, never_came, answer_minutes, rating, joint } = rate;
        let Turnout { invited, accepted, took_part } = joint;
        Self { name, communities, calls, answered, arrived, never_came, answer_minutes, rating, invited, accepted, took_part }
    }
}
