//! What the worker does about whistles.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Job;

/// Looks who of a whistle has not answered, or not come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Watch {
    /// The whistle.
    pub whistle: Uuid,
}

impl Job for Watch {
    const KIND: &'static str = "partners.watch";

    fn key(&self) -> String {
        self.whistle.to_string()
    }
}
