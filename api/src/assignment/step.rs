//! What happened to something that is handed out, as it travels.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use mulin_entity::{
    assignment::{assignment_step, query},
    kernel::{Actor, Failure, Tx},
};
use poem_openapi::{Object, types::Any};
use uuid::Uuid;

/// Something that happened.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssignmentStep {
    pub at: DateTime<Utc>,
    /// A verb of the assignment, or something of the kind of work itself.
    pub what: String,
    /// To whom, by when, which card.
    pub facts: Option<Any<serde_json::Value>>,
    /// To whom it went.
    pub to: Option<String>,
    pub note: String,
    /// Who did it; none for the system.
    pub by: Option<String>,
}

impl AssignmentStep {
    /// The history of an assignment, from its beginning.
    pub async fn all(tx: &Tx, given: Uuid, names: &HashMap<Uuid, String>) -> Result<Vec<Self>, Failure> {
        Ok(query::steps(tx, given).await?.into_iter().map(|step| Self::of_act(names, step)).collect())
    }

    fn of_act(names: &HashMap<Uuid, String>, step: assignment_step::Model) -> Self {
        let mut facts = step.act;
        let what = facts.as_object_mut().and_then(|facts| facts.remove("verb"));
        let id = |fact: &str| facts.get(fact).and_then(|id| id.as_str()).and_then(|id| id.parse::<Uuid>().ok());
        let to = id("to").or_else(|| id("by")).and_then(|to| names.get(&to).cloned());
        Self {
            at: step.created_at,
            what: what.and_then(|what| what.as_str().map(str::to_owned)).unwrap_or_default(),
            to,
            facts: Some(Any(facts)),
            note: step.note,
            by: who(names, &step.actor),
        }
    }
}

/// What whoever did something is called; none for the system.
pub fn who(names: &HashMap<Uuid, String>, actor: &serde_json::Value) -> Option<String> {
    match serde_json::from_value(actor.clone()) {
        Ok(Actor::Account { member: Some(member), .. }) => names.get(&member).cloned(),
        _ => None,
    }
}
