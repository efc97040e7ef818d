//! What the worker does about people.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Job;

/// Something about a resident changed that others build on: where they live, where they are, how closely they are looked after.
/// Contexts that come later handle it; people know nothing of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PersonChanged {
    /// The resident.
    pub person: Uuid,
}

impl Job for PersonChanged {
    const KIND: &'static str = "people.person_changed";
    const PRIORITY: i32 = 5;

    fn key(&self) -> String {
        self.person.to_string()
    }
}

/// Takes the rows of a ledger whose columns have been confirmed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Import {
    /// The import.
    pub import: Uuid,
}

impl Job for Import {
    const KIND: &'static str = "people.import";
    /// Somebody waits for it: after so many tries they are told that it failed.
    const MAX_ATTEMPTS: i32 = 4;

    fn key(&self) -> String {
        self.import.to_string()
    }
}

/// Something about many residents changed: a grid's worker, a building's grid, a whole ledger.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PeopleChanged {}

impl Job for PeopleChanged {
    const KIND: &'static str = "people.people_changed";
    const PRIORITY: i32 = 5;

    fn key(&self) -> String {
        String::new()
    }
}
