//! The reminders: the messages are written in the same transaction that settles the job and notes who was told of what.

use mulin_entity::{
    kernel::Result,
    ledgers::{job::Remind, reminders},
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
