//! The job that hands a message to its channels.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Job;

/// Delivers one message.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Deliver {
    /// The message.
    pub message: Uuid,
}

impl Job for Deliver {
    const KIND: &'static str = "notifications.deliver";
    const PRIORITY: i32 = 10;
    // A relay may be away for a day.
    const MAX_ATTEMPTS: i32 = 50;

    fn key(&self) -> String {
        self.message.to_string()
    }
}
