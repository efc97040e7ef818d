//! Residents, as they travel.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    kernel::Page,
    people::{households::Where, person_event, query::Listed, residents::Details, rules, words::word},
};
use poem_openapi::{ApiResponse, Object, payload::Json};
use uuid::Uuid;

/// A grid, in short.
#[derive(Object)]
pub struct GridName {
    id: Uuid,
    name: String,
}

/// A resident. Identity and phone number are masked.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Resident {
    id: Uuid,
    name: String,
    /// `male` or `female`.
    sex: Option<String>,
    birth_date: Option<NaiveDate>,
    age: Option<i32>,
    /// Masked: 1201\*\*\*\*\*\*\*\*\*\*1234.
    id_number: Option<String>,
    /// Masked: 138\*\*\*\*1234.
    phone: Option<String>,
    /// The groups, as words such as `alone`.
    groups: Vec<String>,
    /// `red`, `yellow`, `green` or `none`.
    tier: String,
    /// `present`, `hospital`, `away`, `moved_out` or `dead`.
    state: String,
    /// Until which day nobody is reminded; 9999-12-31 without an end.
    muted_until: Option<NaiveDate>,
    mute_reason: Option<String>,
    household_id: Uuid,
    address: String,
    grid: GridName,
    note: Option<String>,
    /// Stars, if there is a remark on health: see unmask.
    health_remark: Option<String>,
    /// Such as `2-9`, or `-2-9` in a leap month.
    lunar_birthday: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl Resident {
    /// A resident as they are on a day.
    pub fn new(listed: Listed, today: NaiveDate) -> Self {
        let Listed { person, groups, place, id_number, phone } = listed;
        let lunar = person.lunar_month.zip(person.lunar_day);
        Self {
            id: person.id,
            address: place.address(),
            grid: GridName { id: place.grid.id, name: place.grid.name },
            age: person.birth_date.map(|born| rules::age(born, today)),
            sex: person.sex.map(word),
            birth_date: person.birth_date,
            id_number,
            phone,
            groups: groups.into_iter().map(word).collect(),
            tier: word(person.tier),
            state: word(person.state),
            muted_until: person.muted_until,
            mute_reason: person.mute_reason,
            household_id: person.household_id,
            note: Some(person.note).filter(|note| !note.is_empty()),
            health_remark: person.health_remark.map(|_| "***".to_owned()),
            lunar_birthday: lunar.map(|(month, day)| format!("{}{month}-{day}", if person.lunar_leap { "-" } else { "" })),
            created_at: person.created_at,
            updated_at: person.updated_at,
            name: person.name,
        }
    }
}

/// Residents.
#[derive(Object)]
pub struct ResidentPage {
    items: Vec<Resident>,
    next: Option<String>,
}

impl ResidentPage {
    /// A page of residents as they are on a day.
    pub fn new(page: Page<Listed>, today: NaiveDate) -> Self {
        let page = page.map(|listed| Resident::new(listed, today));
        Self { items: page.items, next: page.next }
    }
}

/// What is told of a resident. What is left out stays as it is; an empty text takes away what was there.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct ResidentDetails {
    #[oai(validator(max_length = 60))]
    name: Option<String>,
    /// 18 digits, or 15 of an old one.
    #[oai(validator(max_length = 40))]
    id_number: Option<String>,
    /// `male` or `female`; an identity number says it too.
    #[oai(validator(max_length = 10))]
    sex: Option<String>,
    birth_date: Option<NaiveDate>,
    #[oai(validator(max_length = 40))]
    phone: Option<String>,
    /// `red`, `yellow`, `green` or `none`.
    #[oai(validator(max_length = 10))]
    tier: Option<String>,
    /// Words such as `alone`.
    #[oai(validator(max_items = 20))]
    groups: Option<Vec<String>>,
    #[oai(validator(max_length = 1000))]
    health_remark: Option<String>,
    #[oai(validator(max_length = 1000))]
    note: Option<String>,
    /// The household they belong to.
    household_id: Option<Uuid>,
    /// Where they live, if no household is named: such as 3号楼2单元501.
    #[oai(validator(max_length = 60))]
    address: Option<String>,
    /// Save it although somebody close to it is there.
    override_duplicate: Option<bool>,
}

impl From<ResidentDetails> for Details {
    fn from(told: ResidentDetails) -> Self {
        Self {
            name: told.name,
            id_number: told.id_number,
            sex: told.sex,
            birth_date: told.birth_date,
            phone: told.phone,
            tier: told.tier,
            groups: told.groups,
            health_remark: told.health_remark,
            note: told.note,
            household: told.household_id,
            place: Where { dwelling: None, address: told.address.filter(|address| !address.trim().is_empty()) },
            override_duplicate: told.override_duplicate.unwrap_or_default(),
        }
    }
}

/// Which sealed field is to be shown, and why.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct UnmaskRequest {
    /// `id_number`, `phone`, `health_remark` or `contact_phone`.
    #[oai(validator(max_length = 20))]
    pub field: String,
    /// Why; it is kept in the audit book.
    #[oai(validator(max_length = 200))]
    pub reason: String,
    /// Which contact, for `contact_phone`.
    pub contact_id: Option<Uuid>,
}

/// A field in the open.
#[derive(Object)]
pub struct Unmasked {
    pub value: String,
}

/// Something that happened to a resident.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Event {
    id: Uuid,
    person_id: Uuid,
    /// `death`, `moved_out`, `moved_in`, `hospital_in`, `hospital_out`, `left`, `returned`, `muted`, `unmuted` or `major`.
    kind: String,
    on_day: NaiveDate,
    until_day: Option<NaiveDate>,
    note: Option<String>,
    /// The household, if it was reported of all of it.
    household_id: Option<Uuid>,
    created_at: DateTime<Utc>,
    undone_at: Option<DateTime<Utc>>,
}

impl From<person_event::Model> for Event {
    fn from(row: person_event::Model) -> Self {
        Self {
            id: row.id,
            person_id: row.person_id,
            kind: word(row.kind),
            on_day: row.on_day,
            until_day: row.until_day,
            note: Some(row.note).filter(|note| !note.is_empty()),
            household_id: row.household_id,
            created_at: row.created_at,
            undone_at: row.undone_at,
        }
    }
}

/// Events, the latest first.
#[derive(Object)]
pub struct EventPage {
    pub items: Vec<Event>,
    pub next: Option<String>,
}

impl From<Vec<person_event::Model>> for EventPage {
    fn from(rows: Vec<person_event::Model>) -> Self {
        Self { items: rows.into_iter().map(Event::from).collect(), next: None }
    }
}

/// Made.
#[derive(ApiResponse)]
pub enum Created<T: poem_openapi::types::ToJSON + Send + Sync> {
    /// It is there now.
    #[oai(status = 201)]
    Created(Json<T>),
}

/// Done.
#[derive(ApiResponse)]
pub enum Done {
    /// It is done; there is nothing more to say.
    #[oai(status = 204)]
    Done,
}
