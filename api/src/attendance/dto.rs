//! Occasions and attendees, as they travel.

use chrono::{DateTime, Utc};
use mulin_entity::{
    attendance::{
        Terms, attendance_step, attendee,
        check_in::Scan,
        consent::Agreement,
        occasions::Plan,
        query::{Counts, Listed, Named},
        rules::{
            terms::{NoShows, Whom},
            times::Times,
        },
        traces::{Position, Trace},
    },
    kernel::{Failure, Page},
    people::words::{self, word},
};
use poem_openapi::Object;
use uuid::Uuid;

/// For whom something is; what is left out does not matter.
#[derive(Object, Clone)]
#[oai(rename = "AttendanceTerms", deny_unknown_fields, skip_serializing_if_is_none)]
pub struct TermsDto {
    /// `everybody`, `residents` or `members`.
    #[oai(default = "everybody", validator(max_length = 20))]
    whom: String,
    /// The least age in years.
    age_from: Option<i32>,
    /// The largest age in years.
    age_to: Option<i32>,
    /// One of these groups, as words such as `alone`.
    #[oai(default, validator(max_items = 20))]
    groups: Vec<String>,
    /// One of these grids.
    #[oai(default, validator(max_items = 100))]
    grids: Vec<Uuid>,
    /// Whoever stayed away so often…
    no_shows_from: Option<i64>,
    /// …in so many days has to ask the desk.
    no_shows_days: Option<i64>,
    /// Whoever takes part is nowhere else at that time.
    #[oai(default)]
    undivided: bool,
}

fn everybody() -> String {
    "everybody".to_owned()
}

/// What an occasion is to be.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct OccasionDetails {
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(default, validator(max_length = 80))]
    place: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// From when on people sign up; at once unless told.
    opens_at: Option<DateTime<Utc>>,
    /// Until when they do; until it begins unless told.
    closes_at: Option<DateTime<Utc>>,
    /// Until when they may cancel by themselves; until it begins unless told.
    cancel_until: Option<DateTime<Utc>>,
    /// How many seats, 1 to 5000; as many as come unless told.
    capacity: Option<i64>,
    /// Whether people may wait for a seat.
    #[oai(default)]
    waiting_list: bool,
    terms: Option<TermsDto>,
}

/// An occasion.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Occasion {
    id: Uuid,
    /// What it belongs to, such as `activity`; none if it stands alone.
    subject_kind: Option<String>,
    subject_id: Option<Uuid>,
    title: String,
    place: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    opens_at: Option<DateTime<Utc>>,
    closes_at: Option<DateTime<Utc>>,
    cancel_until: Option<DateTime<Utc>>,
    capacity: Option<i64>,
    waiting_list: bool,
    terms: TermsDto,
    /// Whether it is known where the place is.
    placed: bool,
    /// `draft`, `open`, `cancelled` or `closed`.
    state: String,
    cancel_reason: Option<String>,
    /// Have a seat and have not been ticked off.
    signed_up: i64,
    /// Have a seat that waits for a guardian's consent.
    pending: i64,
    /// Wait for one.
    waiting: i64,
    /// Came.
    attended: i64,
    /// Had a seat and did not come.
    no_show: i64,
}

/// Occasions, the first to begin first.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct OccasionPage {
    items: Vec<Occasion>,
    next: Option<String>,
}

/// Why an occasion is called off.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct CallOff {
    #[oai(validator(min_length = 1, max_length = 500))]
    pub reason: String,
}

/// Somebody on the roll.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Attendee {
    id: Uuid,
    occasion_id: Uuid,
    person_id: Option<Uuid>,
    member_id: Option<Uuid>,
    name: String,
    /// `signed_up`, `pending`, `waiting`, `cancelled`, `attended` or `no_show`.
    state: String,
    /// Whether a guardian has agreed, `wanted` or `given`; none where nobody is asked.
    consent: Option<String>,
    seat: Option<i64>,
    /// The place in the order of signing up.
    ticket: i64,
    check_in_at: Option<DateTime<Utc>>,
    check_out_at: Option<DateTime<Utc>>,
    /// How long they took part.
    minutes: Option<i64>,
}

/// The roll in the order of signing up.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AttendeePage {
    items: Vec<Attendee>,
    next: Option<String>,
}

/// A resident to be signed up at the desk.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct DeskSignUp {
    pub person_id: Uuid,
    /// Make an exception from the terms.
    #[oai(default)]
    pub despite_terms: bool,
    /// The consent of a minor's guardian, if it is known already.
    pub consent: Option<GuardianConsent>,
}

/// A guardian who agrees.
#[derive(Object, Clone)]
#[oai(deny_unknown_fields)]
pub struct GuardianConsent {
    /// The guardian, among the minor's contacts.
    contact_id: Uuid,
    /// `in_person`, `phone`, `written` or `online`.
    #[oai(validator(max_length = 20))]
    way: String,
}

impl TryFrom<GuardianConsent> for Agreement {
    type Error = Failure;

    fn try_from(told: GuardianConsent) -> Result<Self, Failure> {
        let way = words::read(&told.way).ok_or_else(|| Failure::invalid_field("way", "kernel.word_unknown"))?;
        Ok(Self { contact: told.contact_id, way })
    }
}

/// Whether somebody came.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct Tick {
    pub came: bool,
}

/// The code for checking in.
#[derive(Object)]
pub struct CheckInCode {
    /// Eight digits.
    pub code: String,
    /// What the phone's camera reads: the path of the page that checks in.
    pub path: String,
    /// When the next one is shown.
    pub until: DateTime<Utc>,
}

/// What a phone tells when somebody comes or goes.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct CodeScan {
    #[oai(validator(min_length = 1, max_length = 20))]
    code: String,
    /// What the phone calls this upload: sent again it counts once.
    #[oai(validator(min_length = 1, max_length = 64))]
    nonce: String,
    /// When the code was seen, by the phone's clock; now unless told.
    at: Option<DateTime<Utc>>,
    /// Where the phone is, if its owner agrees: looked at only to see that they were there, rounded, and deleted after 90 days.
    position: Option<PhonePosition>,
    /// What the browser calls itself, made up at random: only its hash is kept, for 90 days.
    #[oai(validator(min_length = 16, max_length = 64))]
    device: Option<String>,
}

/// Where a phone is (WGS-84).
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PhonePosition {
    /// Degrees north.
    lat: f64,
    /// Degrees east.
    lng: f64,
    /// Give or take so many metres.
    accuracy: f64,
}

impl From<PhonePosition> for Position {
    fn from(PhonePosition { lat, lng, accuracy }: PhonePosition) -> Self {
        Self { lat, lng, accuracy }
    }
}

/// Where the place of an occasion is; unknown unless told.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct OccasionPlace {
    pub position: Option<PhonePosition>,
}

/// A device of the desk.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct DeskDevice {
    #[oai(validator(min_length = 16, max_length = 64))]
    pub device: String,
}

/// One step of somebody's way.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AttendanceStep {
    /// `sign_up`, `promote`, `consent`, `lapse`, `cancel`, `check_in`, `check_out`, `tick`, `miss`, `close`, `gone` or `merge`.
    event: String,
    state: String,
    at: DateTime<Utc>,
    happened_at: DateTime<Utc>,
    /// The member who did it.
    by_id: Option<Uuid>,
}

/// What happened to an attendee, the first step first.
#[derive(Object)]
pub struct AttendanceSteps {
    items: Vec<AttendanceStep>,
}

/// What somebody takes part in, and how they stand to it.
#[derive(Object)]
struct OwnOccasion {
    occasion: Occasion,
    attendee: Attendee,
}

/// What somebody takes part in, the first to begin first.
#[derive(Object)]
pub struct OwnOccasions {
    items: Vec<OwnOccasion>,
}

impl TryFrom<TermsDto> for Terms {
    type Error = Failure;

    fn try_from(told: TermsDto) -> Result<Self, Failure> {
        let unknown = |field: &str| Failure::invalid_field(field.to_owned(), "kernel.word_unknown");
        let whom = match told.whom.as_str() {
            "everybody" => Whom::Everybody,
            "residents" => Whom::Residents,
            "members" => Whom::Members,
            _ => return Err(unknown("whom")),
        };
        let groups = told.groups.iter().map(|group| words::read(group).ok_or_else(|| unknown("groups"))).collect::<Result<_, _>>()?;
        let no_shows = told.no_shows_from.zip(told.no_shows_days).map(|(from, days)| NoShows { from, days });
        let TermsDto { age_from, age_to, grids, undivided, .. } = told;
        Ok(Self { whom, age_from, age_to, groups, grids, no_shows, undivided })
    }
}

impl From<Terms> for TermsDto {
    fn from(terms: Terms) -> Self {
        let whom = match terms.whom {
            Whom::Everybody => "everybody",
            Whom::Residents => "residents",
            Whom::Members => "members",
        };
        Self {
            whom: whom.to_owned(),
            age_from: terms.age_from,
            age_to: terms.age_to,
            groups: terms.groups.into_iter().map(word).collect(),
            grids: terms.grids,
            no_shows_from: terms.no_shows.map(|rule| rule.from),
            no_shows_days: terms.no_shows.map(|rule| rule.days),
            undivided: terms.undivided,
        }
    }
}

impl TryFrom<OccasionDetails> for Plan {
    type Error = Failure;

    fn try_from(told: OccasionDetails) -> Result<Self, Failure> {
        let OccasionDetails { title, place, starts_at, ends_at, opens_at, closes_at, cancel_until, capacity, waiting_list, terms } = told;
        let terms = terms.map(Terms::try_from).transpose()?.unwrap_or_default();
        Ok(Self { title, place, times: Times { starts_at, ends_at, opens_at, closes_at, cancel_until }, capacity, waiting_list, terms })
    }
}

impl TryFrom<Listed> for Occasion {
    type Error = Failure;

    fn try_from(Listed { occasion, counts }: Listed) -> Result<Self, Failure> {
        let Counts { signed_up, pending, waiting, attended, no_show } = counts;
        Ok(Self {
            terms: occasion.terms()?.into(),
            id: occasion.id,
            subject_kind: occasion.subject_kind,
            subject_id: occasion.subject_id,
            title: occasion.title,
            placed: occasion.lat.is_some(),
            place: occasion.place,
            starts_at: occasion.starts_at,
            ends_at: occasion.ends_at,
            opens_at: occasion.opens_at,
            closes_at: occasion.closes_at,
            cancel_until: occasion.cancel_until,
            capacity: occasion.capacity,
            waiting_list: occasion.waiting_list,
            state: word(occasion.state),
            cancel_reason: occasion.cancel_reason,
            signed_up,
            pending,
            waiting,
            attended,
            no_show,
        })
    }
}

impl TryFrom<Page<Listed>> for OccasionPage {
    type Error = Failure;

    fn try_from(page: Page<Listed>) -> Result<Self, Failure> {
        Ok(Self { items: page.items.into_iter().map(Occasion::try_from).collect::<Result<_, _>>()?, next: page.next })
    }
}

impl Attendee {
    /// Somebody by name.
    pub fn new(Named { attendee, name }: Named) -> Self {
        Self {
            id: attendee.id,
            occasion_id: attendee.occasion_id,
            person_id: attendee.person_id,
            member_id: attendee.member_id,
            name,
            state: word(attendee.state),
            consent: attendee.consent.map(word),
            seat: attendee.seat,
            ticket: attendee.ticket,
            check_in_at: attendee.check_in_at,
            check_out_at: attendee.check_out_at,
            minutes: attendee.minutes,
        }
    }
}

impl From<Page<Named>> for AttendeePage {
    fn from(page: Page<Named>) -> Self {
        Self { items: page.items.into_iter().map(Attendee::new).collect(), next: page.next }
    }
}

impl From<Vec<attendance_step::Model>> for AttendanceSteps {
    fn from(rows: Vec<attendance_step::Model>) -> Self {
        let step = |row: attendance_step::Model| AttendanceStep {
            event: row.event,
            state: word(row.state),
            at: row.at,
            happened_at: row.happened_at,
            by_id: row.by_id,
        };
        Self { items: rows.into_iter().map(step).collect() }
    }
}

impl OwnOccasions {
    /// What somebody called `name` takes part in.
    pub fn new(rows: Vec<(Listed, attendee::Model)>, name: &str) -> Result<Self, Failure> {
        let own = |(listed, attendee): (Listed, attendee::Model)| {
            Ok(OwnOccasion { occasion: listed.try_into()?, attendee: Attendee::new(Named { attendee, name: name.to_owned() }) })
        };
        Ok(Self { items: rows.into_iter().map(own).collect::<Result<_, Failure>>()? })
    }

    /// Adds what others take part in.
    pub fn add(&mut self, others: Self) {
        self.items.extend(others.items);
        self.items.sort_by_key(|own| own.occasion.starts_at);
    }
}

impl From<CodeScan> for Scan {
    fn from(CodeScan { code, nonce, at, position, device }: CodeScan) -> Self {
        Self { code, nonce, at, trace: Trace { position: position.map(Position::from), device } }
    }
}
