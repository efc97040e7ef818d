//! What is handed out, as whoever holds it sees it: all kinds of work in one list.

mod deed;
mod step;

use chrono::{DateTime, Utc};
use mulin_entity::{
    assignment::{Sight, assignment, query},
    kernel::{Failure, PageRequest},
    matters::can,
    people::words::word,
};
use poem_openapi::{Object, OpenApi, param::Query, payload::Json};
use uuid::Uuid;

pub use deed::AssignmentDeed;
pub use step::{AssignmentStep, who};

use crate::{Guard, Reply, Tag, caller::Caller};

/// How far the caller sees what is handed out.
pub fn sight(caller: &Caller) -> Result<Sight, Failure> {
    let member = caller.member()?;
    Ok(Sight::of(member.role, member.id))
}

/// Assignments.
pub struct AssignmentApi;

/// Something to do.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Assignment {
    id: Uuid,
    /// `matter` or `finding`.
    subject: String,
    subject_id: Uuid,
    title: String,
    /// `assigned`, `accepted`, `returned`, `done` or `called_off`.
    state: String,
    holder_id: Option<Uuid>,
    /// In whose place the holder does it (顶岗).
    stands_in_for: Option<Uuid>,
    /// `green`, `yellow`, `red` or `over_head`.
    level: String,
    acknowledge_by: DateTime<Utc>,
    acknowledged_at: Option<DateTime<Utc>>,
    yellow_at: DateTime<Utc>,
    due_at: DateTime<Utc>,
    /// Until when more time is asked for.
    asked_until: Option<DateTime<Utc>>,
    revision: i64,
}

/// Things to do.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct AssignmentPage {
    items: Vec<Assignment>,
    next: Option<String>,
}

impl Assignment {
    /// Tells one.
    pub fn new(row: assignment::Model) -> Result<Self, Failure> {
        let of = row.of()?;
        Ok(Self {
            id: row.id,
            subject: of.kind().to_owned(),
            subject_id: of.id(),
            title: row.title,
            state: word(row.state),
            holder_id: row.holder_id,
            stands_in_for: row.stands_in_for,
            level: word(row.level),
            acknowledge_by: row.acknowledge_by,
            acknowledged_at: row.acknowledged_at,
            yellow_at: row.yellow_at,
            due_at: row.due_at,
            asked_until: row.asked_until,
            revision: row.revision,
        })
    }
}

#[OpenApi(tag = "Tag::Matters")]
impl AssignmentApi {
    /// What I have to do, the most pressing first.
    #[oai(path = "/assignments/mine", method = "get", operation_id = "assignments.mine")]
    async fn mine(
        &self,
        caller: Guard<can::HandleMatters>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<AssignmentPage>> {
        let page = PageRequest { limit: limit.0, after: after.0 };
        let page = query::held_by(&caller.read().await?, caller.member()?.id, &page).await?;
        let items: Result<_, Failure> = page.items.into_iter().map(Assignment::new).collect();
        Ok(Json(AssignmentPage { items: items?, next: page.next }))
    }
}
