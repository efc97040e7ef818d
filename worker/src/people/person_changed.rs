//! Somebody moved, died or changed: what is planned for them is looked at again.

use mulin_entity::{kernel::Result, people::job::PersonChanged};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for PersonChanged {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        tracing::debug!(person = %self.person, community = %cx.community(), "nothing is planned for residents yet");
        Ok(Outcome::Done)
    }
}
