//! Interviews, as they travel.

use std::collections::HashMap;

use chrono::NaiveDate;
use mulin_entity::{
    kernel::{Failure, Tx},
    outreach::{
        interview, interview_outcome,
        interviews::{self, Said},
        outcomes, query,
    },
    people::words::{self, word},
    tenancy::members,
};
use poem_openapi::Object;
use uuid::Uuid;

use super::dto::{GivenAnswer, known, told};

/// Interviews.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct InterviewPage {
    pub items: Vec<Interview>,
    pub next: Option<String>,
}

/// What became of an answer.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct InterviewOutcome {
    id: Uuid,
    /// The question's code.
    question: String,
    /// `matter`, `need` or `resource`.
    kind: String,
    matter_id: Option<Uuid>,
    /// The entry of the three lists.
    offer_id: Option<Uuid>,
}

impl From<interview_outcome::Model> for InterviewOutcome {
    fn from(row: interview_outcome::Model) -> Self {
        Self { id: row.id, question: row.question, kind: word(row.kind), matter_id: row.matter_id, offer_id: row.offer_id }
    }
}

/// An interview.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Interview {
    id: Uuid,
    /// `resident`, `party_member`, `unit`, `company` or `organisation`.
    party: String,
    questionnaire_id: Uuid,
    version: i64,
    /// What those who were asked are called.
    who: String,
    person_id: Option<Uuid>,
    unit_id: Option<Uuid>,
    grid_id: Option<Uuid>,
    on_day: NaiveDate,
    /// `visit`, `phone` or `meeting`.
    way: String,
    /// Who asked.
    member_id: Option<Uuid>,
    member: Option<String>,
    answers: Vec<GivenAnswer>,
    note: String,
    outcomes: Vec<InterviewOutcome>,
    revision: i64,
}

impl Interview {
    /// Tells interviews with what became of them.
    pub async fn all(tx: &Tx, rows: Vec<interview::Model>) -> Result<Vec<Self>, Failure> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let (mut outcomes, names) = (query::outcomes(tx, &ids).await?, members::names(tx).await?);
        rows.into_iter().map(|row| Self::new(tx, outcomes.remove(&row.id).unwrap_or_default(), &names, row)).collect()
    }

    /// Tells one interview.
    pub async fn one(tx: &Tx, row: interview::Model) -> Result<Self, Failure> {
        Self::all(tx, vec![row]).await?.pop().ok_or_else(Failure::not_found)
    }

    fn new(
        tx: &Tx,
        outcomes: Vec<interview_outcome::Model>,
        names: &HashMap<Uuid, String>,
        row: interview::Model,
    ) -> Result<Self, Failure> {
        let Said { who, answers, note } = interviews::said(tx, &row)?;
        Ok(Self {
            id: row.id,
            party: word(row.party),
            questionnaire_id: row.questionnaire_id,
            version: row.version,
            who,
            person_id: row.person_id,
            unit_id: row.unit_id,
            grid_id: row.grid_id,
            on_day: row.on_day,
            way: word(row.way),
            member_id: row.member_id,
            member: row.member_id.and_then(|id| names.get(&id).cloned()),
            answers: told(answers),
            note,
            outcomes: outcomes.into_iter().map(InterviewOutcome::from).collect(),
            revision: row.revision,
        })
    }
}

/// An interview to be written down.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewInterview {
    questionnaire_id: Uuid,
    /// The version that was asked.
    version: i64,
    /// The resident, if the community knows them.
    person_id: Option<Uuid>,
    /// The unit, if it is kept.
    unit_id: Option<Uuid>,
    /// What they are called, if they are neither.
    #[oai(validator(max_length = 60))]
    who: Option<String>,
    /// The grid that it counts for, where nobody's home says so.
    grid_id: Option<Uuid>,
    on_day: NaiveDate,
    /// `visit`, `phone` or `meeting`.
    #[oai(validator(max_length = 20))]
    way: String,
    #[oai(validator(max_items = 60))]
    answers: Vec<GivenAnswer>,
    #[oai(validator(max_length = 2000))]
    note: Option<String>,
    /// The revision that was looked at, where an interview is changed.
    pub revision: Option<i64>,
}

impl NewInterview {
    /// The interview, if its words are known.
    pub fn read(self) -> Result<interviews::Report, Failure> {
        Ok(interviews::Report {
            questionnaire: self.questionnaire_id,
            version: self.version,
            person: self.person_id,
            unit: self.unit_id,
            who: self.who.unwrap_or_default(),
            grid: self.grid_id,
            on_day: self.on_day,
            way: known(words::read(&self.way), "way")?,
            answers: self.answers.into_iter().map(|given| (given.question, given.values)).collect(),
            note: self.note.unwrap_or_default(),
        })
    }
}

/// How an answer is taken up.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewOutcome {
    /// The code of the question that was answered.
    #[oai(validator(max_length = 20))]
    question: String,
    /// `matter`, `need` or `resource`.
    #[oai(validator(max_length = 20))]
    kind: String,
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(max_length = 2000))]
    detail: Option<String>,
    /// What kind of matter it is.
    kind_id: Option<Uuid>,
}

impl NewOutcome {
    /// The order, if its words are known.
    pub fn read(self) -> Result<outcomes::Order, Failure> {
        Ok(outcomes::Order {
            question: self.question,
            kind: known(words::read(&self.kind), "kind")?,
            title: self.title,
            detail: self.detail.unwrap_or_default(),
            matter_kind: self.kind_id,
        })
    }
}
