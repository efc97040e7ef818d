//! What is handed down, as it travels.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    directives::{directive_copy, query::Sent, street::Order},
    kernel::Failure,
    people::words::{self, word},
};
use poem_openapi::Object;
use uuid::Uuid;

/// A community's copies.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DirectivePage {
    pub items: Vec<Directive>,
    pub next: Option<String>,
}

/// A community's copy.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Directive {
    id: Uuid,
    /// `notice` or `task`.
    kind: String,
    title: String,
    body: String,
    due_on: Option<NaiveDate>,
    /// `sent`, `acknowledged`, `reported`, `returned`, `accepted` or `withdrawn`.
    state: String,
    /// What the community reported.
    answer: String,
    /// What the street says to that, or why it was taken back.
    remark: String,
    sent_at: DateTime<Utc>,
    acknowledged_at: Option<DateTime<Utc>>,
    reported_at: Option<DateTime<Utc>>,
    accepted_at: Option<DateTime<Utc>>,
    /// The matter that it was taken on as.
    matter_id: Option<Uuid>,
    revision: i64,
}

impl From<directive_copy::Model> for Directive {
    fn from(copy: directive_copy::Model) -> Self {
        Self {
            id: copy.id,
            kind: word(copy.kind),
            title: copy.title,
            body: copy.body,
            due_on: copy.due_on,
            state: word(copy.state),
            answer: copy.answer,
            remark: copy.remark,
            sent_at: copy.created_at,
            acknowledged_at: copy.acknowledged_at,
            reported_at: copy.reported_at,
            accepted_at: copy.accepted_at,
            matter_id: copy.matter_id,
            revision: copy.revision,
        }
    }
}

/// What a community does.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct DirectiveAct {
    /// `acknowledge` or `report`.
    #[oai(validator(max_length = 20))]
    pub act: String,
    /// What was done; a report wants it.
    #[oai(validator(max_length = 2000))]
    pub answer: Option<String>,
    /// The revision that was looked at.
    pub revision: i64,
}

/// How a task is taken on.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct DirectiveMatter {
    /// What kind of matter it becomes.
    pub kind_id: Uuid,
    /// Who takes it on.
    pub member_id: Option<Uuid>,
}

/// What a street handed down.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SentDirectivePage {
    pub items: Vec<SentDirective>,
    pub next: Option<String>,
}

/// What a street handed down, and how far each community is.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SentDirective {
    id: Uuid,
    /// `notice` or `task`.
    kind: String,
    title: String,
    body: String,
    due_on: Option<NaiveDate>,
    sent_at: DateTime<Utc>,
    withdrawn_at: Option<DateTime<Utc>>,
    /// When the last community had answered.
    complete_at: Option<DateTime<Utc>>,
    communities: Vec<DirectiveAnswer>,
}

/// How far a community is.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DirectiveAnswer {
    code: String,
    name: String,
    /// `sent`, `acknowledged`, `reported`, `returned`, `accepted` or `withdrawn`.
    state: String,
    /// Whether it should have been done by now.
    late: bool,
    answer: String,
    remark: String,
    acknowledged_at: Option<DateTime<Utc>>,
    reported_at: Option<DateTime<Utc>>,
    accepted_at: Option<DateTime<Utc>>,
}

impl From<Sent> for SentDirective {
    fn from(sent: Sent) -> Self {
        let directive = sent.directive;
        let communities = sent.answers.into_iter().map(|one| DirectiveAnswer {
            code: one.community.code,
            name: one.community.name,
            state: word(one.copy.state),
            late: one.late,
            answer: one.copy.answer,
            remark: one.copy.remark,
            acknowledged_at: one.copy.acknowledged_at,
            reported_at: one.copy.reported_at,
            accepted_at: one.copy.accepted_at,
        });
        Self {
            id: directive.id,
            kind: word(directive.kind),
            title: directive.title,
            body: directive.body,
            due_on: directive.due_on,
            sent_at: directive.created_at,
            withdrawn_at: directive.withdrawn_at,
            complete_at: directive.complete_at,
            communities: communities.collect(),
        }
    }
}

/// What is to be handed down.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewDirective {
    /// `notice` or `task`.
    #[oai(validator(max_length = 20))]
    kind: String,
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(max_length = 5000))]
    body: Option<String>,
    /// The day by which a task is to be done.
    due_on: Option<NaiveDate>,
    /// The division codes of the communities that are meant; all of the street's unless some are named.
    #[oai(validator(max_items = 500))]
    communities: Option<Vec<String>>,
}

impl NewDirective {
    /// The directive, if its words are known.
    pub fn read(self) -> Result<Order, Failure> {
        Ok(Order {
            kind: words::read(&self.kind).ok_or_else(|| Failure::invalid_field("kind", "kernel.word_unknown"))?,
            title: self.title,
            body: self.body.unwrap_or_default(),
            due_on: self.due_on,
            communities: self.communities.unwrap_or_default(),
        })
    }
}

/// What the street says to a report.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct DirectiveJudgement {
    /// `accept` or `return`.
    #[oai(validator(max_length = 20))]
    pub act: String,
    /// Why it is returned, or a word of thanks.
    #[oai(validator(max_length = 2000))]
    pub remark: Option<String>,
}

/// Why it is taken back.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct DirectiveWithdrawal {
    #[oai(validator(min_length = 1, max_length = 500))]
    pub reason: String,
}

/// Who was urged.
#[derive(Object)]
pub struct Urged {
    /// How many communities something is missing from.
    pub communities: u64,
}
