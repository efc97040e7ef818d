//! Data and requests about them, as they travel.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    kernel::{Failure, Language, Page},
    people::words::{self, word},
    privacy::{
        Class, Form,
        exposures::{Affected, Deed, Exposure},
        kept::Line,
        privacy_copy,
        query::Listed,
        service::Wish,
    },
};
use poem_openapi::{ApiResponse, Object, payload::Binary};
use uuid::Uuid;

use crate::people::disposition;

/// A class of data: what it is for, on what ground it is kept.
#[derive(Object)]
pub struct DataClass {
    /// `register`, `phone`, `health`, `contacts`, `groups`, `visits`, `attendance`, `matters`, `messages` or `account`.
    class: String,
    name: String,
    purpose: String,
    /// `duty`, `service` or `consent`.
    basis: String,
    basis_name: String,
    /// How long it is kept, in words.
    kept: String,
    /// Whether one may withdraw one's consent.
    may_be_withdrawn: bool,
}

/// What is kept about somebody.
#[derive(Object)]
pub struct OwnData {
    pub person_id: Uuid,
    pub name: String,
    pub classes: Vec<DataClass>,
    pub lines: Vec<DataLine>,
}

/// One thing that is kept.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DataLine {
    class: String,
    name: String,
    value: String,
    day: Option<NaiveDate>,
}

/// Says again who one is.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct DataProof {
    #[oai(validator(min_length = 1, max_length = 128))]
    pub password: String,
    /// A child for whom one acts.
    pub person_id: Option<Uuid>,
}

/// A copy that is wanted.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewDataCopy {
    /// `xlsx` or `json`.
    #[oai(validator(max_length = 10))]
    form: String,
    /// A child for whom one acts; at the desk, whoever came.
    pub person_id: Option<Uuid>,
}

/// A copy that is ready.
#[derive(Object)]
pub struct DataCopy {
    id: Uuid,
    form: String,
    /// Until when it can be fetched, by whoever asked for it only.
    expires_at: DateTime<Utc>,
}

/// The copy.
#[derive(ApiResponse)]
pub enum CopyFile {
    /// A workbook, or a document for programs.
    #[oai(status = 200, content_type = "application/octet-stream")]
    File(Binary<Vec<u8>>, #[oai(header = "Content-Disposition")] String),
}

/// A request to be made.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewDataRequest {
    /// `copy`, `correct`, `erase` or `withdraw`.
    #[oai(validator(max_length = 20))]
    kind: String,
    /// The field (`name`, `phone`, `id_number`, `birth_date`, `address`) or the class.
    #[oai(validator(max_length = 20))]
    about: Option<String>,
    /// What the field should say.
    #[oai(validator(max_length = 100))]
    wanted: Option<String>,
    #[oai(validator(max_length = 500))]
    words: Option<String>,
    /// A child for whom one acts; at the desk, whoever came.
    pub person_id: Option<Uuid>,
}

/// A request.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DataRequest {
    id: Uuid,
    person_id: Uuid,
    name: String,
    kind: String,
    about: String,
    wanted: Option<String>,
    words: String,
    /// `own` or `desk`.
    way: String,
    /// `open`, `done`, `refused` or `withdrawn`.
    state: String,
    /// On what ground the class is kept, for requests about one.
    basis: Option<String>,
    due_on: NaiveDate,
    answer: String,
    asked_at: DateTime<Utc>,
    decided_at: Option<DateTime<Utc>>,
    revision: i64,
}

/// Requests.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DataRequestPage {
    items: Vec<DataRequest>,
    next: Option<String>,
}

/// What is decided.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct DataDecision {
    pub accept: bool,
    #[oai(validator(max_length = 500))]
    pub answer: Option<String>,
    pub revision: i64,
}

/// What was done within a window, and whom it concerns.
#[derive(Object)]
pub struct DataExposure {
    deeds: Vec<ExposureDeed>,
    /// How many people it concerns in all.
    affected: usize,
    /// The first hundred of them.
    people: Vec<ExposedPerson>,
}

/// A deed that showed data.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ExposureDeed {
    at: DateTime<Utc>,
    /// Such as `people.export`.
    action: String,
    by: Option<String>,
    reason: Option<String>,
    people: usize,
}

/// Somebody whom it concerns.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ExposedPerson {
    person_id: Uuid,
    name: String,
    address: String,
    phone_masked: Option<String>,
    deeds: usize,
    last_at: DateTime<Utc>,
}

/// So many are shown; the workbook has all of them.
const SHOWN: usize = 100;

impl DataClass {
    /// Every class in the reader's words.
    pub fn all(language: Language) -> Vec<Self> {
        words::every::<Class>().map(|class| Self::new(class, language)).collect()
    }

    fn new(class: Class, language: Language) -> Self {
        let (name, basis) = (word(class), word(class.basis()));
        let say = |key: &str, word: &str| language.text(&format!("privacy.{key}_{word}"), &[]);
        Self {
            name: say("class", &name),
            purpose: say("purpose", &name),
            basis_name: say("basis", &basis),
            kept: say("kept", &name),
            may_be_withdrawn: class.may_be_withdrawn(),
            class: name,
            basis,
        }
    }
}

impl From<Line> for DataLine {
    fn from(Line { class, name, value, day }: Line) -> Self {
        Self { class: word(class), name, value, day }
    }
}

impl NewDataCopy {
    /// In which form.
    pub fn form(&self) -> Result<Form, Failure> {
        words::read(&self.form).ok_or_else(|| Failure::invalid_field("form", "kernel.word_unknown"))
    }
}

impl From<privacy_copy::Model> for DataCopy {
    fn from(copy: privacy_copy::Model) -> Self {
        Self { id: copy.id, form: word(copy.form), expires_at: copy.expires_at }
    }
}

impl CopyFile {
    /// The file under a name.
    pub fn called(form: Form, bytes: Vec<u8>) -> Self {
        Self::File(Binary(bytes), disposition(&format!("my-data.{}", word(form))))
    }
}

impl NewDataRequest {
    /// The wish, if its words are known.
    pub fn read(self) -> Result<Wish, Failure> {
        Ok(Wish {
            kind: words::read(&self.kind).ok_or_else(|| Failure::invalid_field("kind", "kernel.word_unknown"))?,
            about: self.about.unwrap_or_default(),
            wanted: self.wanted.unwrap_or_default(),
            words: self.words.unwrap_or_default(),
        })
    }
}

impl From<Listed> for DataRequest {
    fn from(Listed { request, name, wanted }: Listed) -> Self {
        Self {
            id: request.id,
            person_id: request.person_id,
            name,
            kind: word(request.kind),
            basis: words::read::<Class>(&request.about).filter(|_| wanted.is_none()).map(|class| word(class.basis())),
            about: request.about,
            wanted,
            words: request.words,
            way: word(request.way),
            state: word(request.state),
            due_on: request.due_on,
            answer: request.answer,
            asked_at: request.created_at,
            decided_at: request.decided_at,
            revision: request.revision,
        }
    }
}

impl From<Page<Listed>> for DataRequestPage {
    fn from(page: Page<Listed>) -> Self {
        Self { items: page.items.into_iter().map(DataRequest::from).collect(), next: page.next }
    }
}

impl From<Exposure> for DataExposure {
    fn from(Exposure { deeds, people }: Exposure) -> Self {
        let deed = |Deed { entry, by, people }: Deed| ExposureDeed {
            at: entry.at,
            reason: entry.detail["reason"].as_str().map(str::to_owned),
            action: entry.action,
            by,
            people,
        };
        let person = |Affected { listed, deeds, last }: Affected| ExposedPerson {
            person_id: listed.person.id,
            address: listed.place.address(),
            name: listed.person.name,
            phone_masked: listed.phone,
            deeds,
            last_at: last,
        };
        Self {
            affected: people.len(),
            deeds: deeds.into_iter().map(deed).collect(),
            people: people.into_iter().take(SHOWN).map(person).collect(),
        }
    }
}
