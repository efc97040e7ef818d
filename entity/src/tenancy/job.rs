//! The jobs of streets and communities.

use serde::{Deserialize, Serialize};

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
