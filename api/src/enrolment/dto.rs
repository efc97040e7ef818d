//! Requests and links, as they travel.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    enrolment::{
        invite::Paper,
        query::{Asked, Linked, Match},
        rules,
    },
    kernel::Page,
    people::{mask, person, words::word},
};
use poem_openapi::Object;
use uuid::Uuid;

/// A community's door.
#[derive(Object)]
pub struct EnrolmentDoor {
    pub community: String,
}

/// What somebody who asks to join tells of themselves.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct Joining {
    #[oai(validator(min_length = 1, max_length = 40))]
    name: String,
    #[oai(validator(min_length = 3, max_length = 254))]
    email: String,
    #[oai(validator(max_length = 40))]
    phone: Option<String>,
    /// Building and room, in their words.
    #[oai(validator(max_length = 100))]
    address: String,
    /// The last four signs of the identity number.
    #[oai(validator(max_length = 10))]
    last_four: Option<String>,
    /// What a paper of the desk's carries.
    #[oai(validator(max_length = 100))]
    pub invitation: Option<String>,
}

/// What goes on with besides the code in the mail.
#[derive(Object)]
pub struct JoiningTicket {
    pub ticket: String,
}

/// The code in the mail.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct JoiningProof {
    #[oai(validator(min_length = 1, max_length = 100))]
    pub ticket: String,
    #[oai(validator(min_length = 1, max_length = 20))]
    pub code: String,
}

/// How far a request is.
#[derive(Object)]
pub struct JoiningState {
    /// `pending` or `confirmed`.
    pub state: String,
}

/// A request.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct EnrolmentRequest {
    id: Uuid,
    name: String,
    email: String,
    /// Masked.
    phone_masked: Option<String>,
    address: String,
    /// Whether they told the end of their identity number.
    last_four_told: bool,
    /// `pending`, `confirmed` or `refused`.
    state: String,
    person_id: Option<Uuid>,
    reason: String,
    asked_at: DateTime<Utc>,
    decided_at: Option<DateTime<Utc>>,
    revision: i64,
    /// Who may be meant, the likest first; only for a single request.
    matches: Option<Vec<EnrolmentMatch>>,
}

/// A resident who may be meant, and in what they are alike.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct EnrolmentMatch {
    person_id: Uuid,
    name: String,
    address: String,
    birth_date: Option<NaiveDate>,
    phone_masked: Option<String>,
    id_number_masked: Option<String>,
    by_name: bool,
    by_phone: bool,
    by_address: bool,
    by_last_four: bool,
}

/// Requests.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct EnrolmentRequestPage {
    items: Vec<EnrolmentRequest>,
    next: Option<String>,
}

/// Who it is.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct Confirmation {
    pub person_id: Uuid,
    pub revision: i64,
}

/// Why it is refused.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct EnrolmentRefusal {
    #[oai(validator(max_length = 200))]
    pub reason: String,
    pub revision: i64,
}

/// A member who is a resident.
#[derive(Object)]
pub struct Enrolment {
    id: Uuid,
    member_id: Uuid,
    /// Their role as a member.
    role: String,
    email: String,
    /// Whether they have chosen a password.
    joined: bool,
    person_id: Uuid,
    name: String,
    address: String,
    linked_at: DateTime<Utc>,
    children: Vec<Child>,
}

/// A child for whom somebody acts.
#[derive(Object)]
pub struct Child {
    person_id: Uuid,
    name: String,
}

/// Links.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct EnrolmentPage {
    items: Vec<Enrolment>,
    next: Option<String>,
}

/// How a resident stands to it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ResidentEnrolment {
    pub enrolment: Option<Enrolment>,
}

/// A child to act for.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewChild {
    pub person_id: Uuid,
}

/// A paper to be printed.
#[derive(Object)]
pub struct EnrolmentPaper {
    path: String,
    expires_at: DateTime<Utc>,
}

impl Joining {
    /// What is told.
    pub fn told(self) -> rules::Told {
        let text = Option::unwrap_or_default;
        rules::Told { name: self.name, email: self.email, phone: text(self.phone), address: self.address, last_four: text(self.last_four) }
    }
}

impl EnrolmentRequest {
    /// A request in a list.
    pub fn brief(Asked { request, told }: Asked) -> Self {
        Self {
            id: request.id,
            name: told.name,
            email: told.email,
            phone_masked: Some(told.phone).filter(|phone| !phone.is_empty()).map(|phone| mask::phone(&phone)),
            address: told.address,
            last_four_told: !told.last_four.is_empty(),
            state: word(request.state),
            person_id: request.person_id,
            reason: request.reason,
            asked_at: request.proven_at.unwrap_or(request.created_at),
            decided_at: request.decided_at,
            revision: request.revision,
            matches: None,
        }
    }

    /// A request with who may be meant.
    pub fn whole((asked, matches): (Asked, Vec<Match>)) -> Self {
        Self { matches: Some(matches.into_iter().map(EnrolmentMatch::new).collect()), ..Self::brief(asked) }
    }
}

impl EnrolmentMatch {
    fn new(Match { listed, likeness }: Match) -> Self {
        Self {
            person_id: listed.person.id,
            address: listed.place.address(),
            name: listed.person.name,
            birth_date: listed.person.birth_date,
            phone_masked: listed.phone,
            id_number_masked: listed.id_number,
            by_name: likeness.name,
            by_phone: likeness.phone,
            by_address: likeness.address,
            by_last_four: likeness.last_four,
        }
    }
}

impl From<Page<Asked>> for EnrolmentRequestPage {
    fn from(page: Page<Asked>) -> Self {
        Self { items: page.items.into_iter().map(EnrolmentRequest::brief).collect(), next: page.next }
    }
}

impl From<Linked> for Enrolment {
    fn from(Linked { link, member, listed, children }: Linked) -> Self {
        Self {
            id: link.id,
            member_id: member.id,
            role: member.role,
            email: member.email,
            joined: member.account_id.is_some(),
            person_id: listed.person.id,
            address: listed.place.address(),
            name: listed.person.name,
            linked_at: link.created_at,
            children: children.into_iter().map(Child::from).collect(),
        }
    }
}

impl From<person::Model> for Child {
    fn from(person: person::Model) -> Self {
        Self { person_id: person.id, name: person.name }
    }
}

impl From<Page<Linked>> for EnrolmentPage {
    fn from(page: Page<Linked>) -> Self {
        Self { items: page.items.into_iter().map(Enrolment::from).collect(), next: page.next }
    }
}

impl From<Paper> for EnrolmentPaper {
    fn from(Paper { path, expires_at }: Paper) -> Self {
        Self { path, expires_at }
    }
}
