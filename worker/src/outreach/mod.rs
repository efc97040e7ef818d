//! Contact and ask: who is behind, what is due. The messages are written in the same transaction that notes who was told.

use mulin_entity::{
    kernel::Result,
    outreach::{job::Remind, reminders},
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Remind {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        reminders::remind(&tx).await?;
        cx.settle(tx).await
    }
}
