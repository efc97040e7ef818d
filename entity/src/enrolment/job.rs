//! The jobs of enrolment.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Job;

/// Brings in line what a member did before anybody knew which resident they are.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Linked {
    /// The member.
    pub member: Uuid,
    /// The resident.
    pub person: Uuid,
}

impl Job for Linked {
    const KIND: &'static str = "enrolment.linked";

    fn key(&self) -> String {
        format!("{}/{}", self.member, self.person)
    }
}
