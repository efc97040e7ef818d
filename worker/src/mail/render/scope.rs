//! What templates know: one map without layers, because every name in a template is looked up through all of them.

use std::collections::BTreeMap;

use minijinja::{Value, value::Serde};
use serde_json::Value as Json;

/// Names and what they stand for.
#[derive(Debug, Clone)]
pub(super) struct Scope(BTreeMap<String, Value>);

impl Scope {
    /// The facts of a message.
    pub(super) fn of(facts: &Json) -> Self {
        let facts = facts.as_object().into_iter().flatten();
        Self(facts.map(|(name, fact)| (name.clone(), Value::from(Serde(fact)))).collect())
    }

    /// The same with `name`, whatever a fact of that name said.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// As templates take it.
    pub(super) fn value(self) -> Value {
        Value::from(self.0)
    }
}
