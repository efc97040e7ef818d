//! Delivers one message.

use mulin_entity::{kernel::Result, notifications::job::Deliver};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Deliver {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        tracing::debug!(message = %self.message, world = %cx.world.base_url, "to be delivered");
        Ok(Outcome::Done)
    }
}
