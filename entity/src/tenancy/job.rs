//! The jobs of streets and communities.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Job;

/// Gives a community what it begins with: asked for when it joins, and again after a change of its settings.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetUp {}

impl Job for SetUp {
    const KIND: &'static str = "tenancy.set_up";

    fn key(&self) -> String {
        String::new()
    }
}

/// Removes a community for good, once its street has decided so.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Remove {
    /// The community.
    pub community: Uuid,
}

impl Job for Remove {
    const KIND: &'static str = "tenancy.remove";

    fn key(&self) -> String {
        self.community.to_string()
    }
}
