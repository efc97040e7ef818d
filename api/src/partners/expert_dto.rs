//! The think tank, as it travels.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::{Failure, Tx},
    partners::{
        expert, expert_group, expert_request, experts, requests,
        think_tank::{Record, Suggestion},
    },
    people::words::{self, word},
};
use poem_openapi::Object;
use uuid::Uuid;

/// A work group of the think tank.
#[derive(Object)]
pub struct ExpertGroup {
    id: Uuid,
    name: String,
    about: String,
    revision: i64,
}

impl From<expert_group::Model> for ExpertGroup {
    fn from(group: expert_group::Model) -> Self {
        Self { id: group.id, name: group.name, about: group.about, revision: group.revision }
    }
}

/// A work group to be kept.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewExpertGroup {
    #[oai(validator(min_length = 1, max_length = 40))]
    pub name: String,
    #[oai(validator(max_length = 500))]
    pub about: Option<String>,
    /// The revision that was looked at, where a group is changed.
    pub revision: Option<i64>,
}

/// Somebody of the think tank.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Expert {
    id: Uuid,
    group_id: Uuid,
    name: String,
    workplace: String,
    phone: String,
    /// The member they are; whoever is none is asked by phone.
    member_id: Option<Uuid>,
    /// `law`, `health`, `education`, `engineering`, `safety`, `environment`, `finance`, `culture`, `psychology` or `technology`.
    fields: Vec<String>,
    /// What else they know about.
    words: Vec<String>,
    available: bool,
    /// What they have not given advice on yet.
    open: u64,
    /// How often they gave advice.
    advised: u64,
    /// What it was worth on the average, from 1 to 5.
    rating: Option<f64>,
    revision: i64,
}

impl Expert {
    /// Tells somebody.
    pub fn new(tx: &Tx, expert: expert::Model, record: Record) -> Result<Self, Failure> {
        let (sum, count) = record.ratings;
        Ok(Self {
            phone: experts::phone(tx, &expert)?,
            fields: experts::fields(&expert)?.into_iter().map(word).collect(),
            words: experts::own_words(&expert)?,
            id: expert.id,
            group_id: expert.group_id,
            name: expert.name,
            workplace: expert.workplace,
            member_id: expert.member_id,
            available: expert.available,
            open: record.open as u64,
            advised: record.advised as u64,
            rating: (count > 0).then(|| (sum * 10 / count) as f64 / 10.0),
            revision: expert.revision,
        })
    }
}

/// Somebody to be kept.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewExpert {
    group_id: Uuid,
    #[oai(validator(min_length = 1, max_length = 40))]
    name: String,
    #[oai(validator(max_length = 80))]
    workplace: Option<String>,
    #[oai(validator(max_length = 30))]
    phone: Option<String>,
    /// The member they are.
    member_id: Option<Uuid>,
    /// `law`, `health`, `education`, `engineering`, `safety`, `environment`, `finance`, `culture`, `psychology` or `technology`.
    #[oai(validator(max_items = 10))]
    fields: Vec<String>,
    /// What else they know about.
    #[oai(validator(max_items = 20))]
    words: Option<Vec<String>>,
    /// Whether they take something on; they do unless it is said otherwise.
    available: Option<bool>,
    /// The revision that was looked at, where somebody is changed.
    pub revision: Option<i64>,
}

impl NewExpert {
    /// What is said, if its words are known.
    pub fn read(self) -> Result<experts::Design, Failure> {
        let unknown = || Failure::invalid_field("fields", "kernel.word_unknown");
        Ok(experts::Design {
            group: self.group_id,
            name: self.name,
            workplace: self.workplace.unwrap_or_default(),
            phone: self.phone.unwrap_or_default(),
            member: self.member_id,
            fields: self.fields.iter().map(|field| words::read(field).ok_or_else(unknown)).collect::<Result<_, _>>()?,
            words: self.words.unwrap_or_default(),
            available: self.available.unwrap_or(true),
        })
    }
}

/// Somebody who may be asked, and why.
#[derive(Object)]
pub struct ExpertMatch {
    expert: Expert,
    /// How well they fit; more is better.
    score: u64,
    /// Their fields that it is about.
    fields: Vec<String>,
    /// The words that told so.
    words: Vec<String>,
}

impl ExpertMatch {
    /// Tells a suggestion.
    pub fn new(tx: &Tx, suggestion: Suggestion) -> Result<Self, Failure> {
        let Suggestion { expert, fit, record } = suggestion;
        Ok(Self {
            expert: Expert::new(tx, expert, record)?,
            score: fit.score as u64,
            fields: fit.fields.into_iter().map(word).collect(),
            words: fit.words,
        })
    }
}

/// What was asked.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ExpertRequestPage {
    pub items: Vec<ExpertRequest>,
    pub next: Option<String>,
}

/// What an expert is asked.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ExpertRequest {
    id: Uuid,
    expert_id: Uuid,
    expert: String,
    matter_id: Option<Uuid>,
    title: String,
    question: String,
    /// `asked`, `accepted`, `declined`, `advised`, `thanked` or `withdrawn`.
    state: String,
    asked_at: DateTime<Utc>,
    answered_at: Option<DateTime<Utc>>,
    advised_at: Option<DateTime<Utc>>,
    /// The advice; of a request that was declined or withdrawn, why.
    advice: String,
    rating: Option<i64>,
    thanks: String,
    revision: i64,
}

impl ExpertRequest {
    /// Tells a request.
    pub fn new(row: expert_request::Model, names: &HashMap<Uuid, String>) -> Self {
        Self {
            id: row.id,
            expert: names.get(&row.expert_id).cloned().unwrap_or_default(),
            expert_id: row.expert_id,
            matter_id: row.matter_id,
            title: row.title,
            question: row.question,
            state: word(row.state),
            asked_at: row.created_at,
            answered_at: row.answered_at,
            advised_at: row.advised_at,
            advice: row.advice,
            rating: row.rating,
            thanks: row.thanks,
            revision: row.revision,
        }
    }
}

/// Something to ask.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewExpertRequest {
    expert_id: Uuid,
    /// The matter that it is about, if it is about one.
    matter_id: Option<Uuid>,
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(min_length = 1, max_length = 2000))]
    question: String,
}

impl From<NewExpertRequest> for requests::Question {
    fn from(asked: NewExpertRequest) -> Self {
        Self { expert: asked.expert_id, matter: asked.matter_id, title: asked.title, words: asked.question }
    }
}

/// What is done with a request.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct ExpertRequestDeed {
    /// `accept`, `decline`, `advise`, `thank` or `withdraw`.
    #[oai(validator(max_length = 20))]
    pub act: String,
    /// The advice, the reason, or the thanks.
    #[oai(validator(max_length = 4000))]
    pub text: Option<String>,
    /// What the advice was worth, from 1 to 5, with `thank`.
    pub rating: Option<i64>,
    pub revision: i64,
}
