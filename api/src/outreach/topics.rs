//! Research topics (课题攻坚).

use chrono::NaiveDate;
use mulin_entity::{
    kernel::{Failure, Tx},
    outreach::{
        can, query, research_topic,
        topics::{self, Act, Design, Milestone},
    },
    people::words::word,
    tenancy::members,
};
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use crate::{Guard, Reply, Tag, people::Created};

/// Topics.
pub struct TopicsApi;

/// What has to be reached on the way.
#[derive(Object)]
#[oai(skip_serializing_if_is_none, deny_unknown_fields)]
struct TopicMilestone {
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
    due_on: NaiveDate,
    done_on: Option<NaiveDate>,
}

/// A research topic.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ResearchTopic {
    id: Uuid,
    title: String,
    /// What is to be found out.
    question: String,
    owner_id: Option<Uuid>,
    owner: Option<String>,
    /// `open`, `closed` or `dropped`.
    state: String,
    starts_on: Option<NaiveDate>,
    due_on: Option<NaiveDate>,
    milestones: Vec<TopicMilestone>,
    /// What was found so far.
    findings: String,
    /// The closing report.
    report: String,
    closed_on: Option<NaiveDate>,
    revision: i64,
}

impl ResearchTopic {
    async fn all(tx: &Tx, rows: Vec<research_topic::Model>) -> Result<Vec<Self>, Failure> {
        let names = members::names(tx).await?;
        let tell = |row: research_topic::Model| {
            let milestones = topics::milestones(&row)?.into_iter();
            Ok(Self {
                id: row.id,
                title: row.title,
                question: row.question,
                owner_id: row.owner_id,
                owner: row.owner_id.and_then(|id| names.get(&id).cloned()),
                state: word(row.state),
                starts_on: row.starts_on,
                due_on: row.due_on,
                milestones: milestones.map(|one| TopicMilestone { name: one.name, due_on: one.due_on, done_on: one.done_on }).collect(),
                findings: row.findings,
                report: row.report,
                closed_on: row.closed_on,
                revision: row.revision,
            })
        };
        rows.into_iter().map(tell).collect()
    }

    async fn one(tx: &Tx, row: research_topic::Model) -> Result<Self, Failure> {
        Self::all(tx, vec![row]).await?.pop().ok_or_else(Failure::not_found)
    }
}

/// A topic to be followed.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewResearchTopic {
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(max_length = 2000))]
    question: Option<String>,
    /// Who answers for it.
    owner_id: Option<Uuid>,
    starts_on: Option<NaiveDate>,
    due_on: Option<NaiveDate>,
    #[oai(validator(max_items = 20))]
    milestones: Option<Vec<TopicMilestone>>,
    #[oai(validator(max_length = 20000))]
    findings: Option<String>,
    #[oai(validator(max_length = 20000))]
    report: Option<String>,
    /// The revision that was looked at, where a topic is changed.
    revision: Option<i64>,
}

impl NewResearchTopic {
    fn read(self) -> Design {
        let milestones = self.milestones.unwrap_or_default().into_iter();
        Design {
            title: self.title,
            question: self.question.unwrap_or_default(),
            owner: self.owner_id,
            starts_on: self.starts_on,
            due_on: self.due_on,
            milestones: milestones
                .map(|one| Milestone { name: one.name, due_on: one.due_on, done_on: one.done_on, told_on: None })
                .collect(),
            findings: self.findings.unwrap_or_default(),
            report: self.report.unwrap_or_default(),
        }
    }
}

/// What is done with a topic.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct TopicDeed {
    /// `close`, `drop` or `reopen`.
    #[oai(validator(max_length = 20))]
    act: String,
    revision: i64,
}

#[OpenApi(tag = "Tag::Outreach")]
impl TopicsApi {
    /// The topics: open ones first, then by the day of their report.
    #[oai(path = "/research-topics", method = "get", operation_id = "research_topics.list")]
    async fn list(&self, caller: Guard<can::ReadOutreach>) -> Reply<Json<Vec<ResearchTopic>>> {
        let tx = caller.read().await?;
        let rows = query::topics(&tx).await?;
        Ok(Json(ResearchTopic::all(&tx, rows).await?))
    }

    /// Write a topic down.
    #[oai(path = "/research-topics", method = "post", operation_id = "research_topics.add")]
    async fn add(&self, caller: Guard<can::KeepOutreach>, body: Json<NewResearchTopic>) -> Reply<Created<ResearchTopic>> {
        let tx = caller.write().await?;
        let topic = topics::add(&tx, body.0.read()).await?;
        let told = ResearchTopic::one(&tx, topic).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Change a topic that is open: its milestones, its findings, its report.
    #[oai(path = "/research-topics/:id", method = "put", operation_id = "research_topics.change")]
    async fn change(&self, caller: Guard<can::KeepOutreach>, id: Path<Uuid>, body: Json<NewResearchTopic>) -> Reply<Json<ResearchTopic>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        let topic = topics::change(&tx, id.0, revision, body.0.read()).await?;
        let told = ResearchTopic::one(&tx, topic).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Close a topic (结题) with its report, give it up, or take it up again.
    #[oai(path = "/research-topics/:id/act", method = "post", operation_id = "research_topics.act")]
    async fn act(&self, caller: Guard<can::KeepOutreach>, id: Path<Uuid>, body: Json<TopicDeed>) -> Reply<Json<ResearchTopic>> {
        let act = Act::named(&body.0.act).ok_or_else(|| Failure::invalid_field("act", "kernel.word_unknown"))?;
        let tx = caller.write().await?;
        let topic = topics::act(&tx, id.0, body.0.revision, act).await?;
        let told = ResearchTopic::one(&tx, topic).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
