//! Meetings: who is reminded of what, in the same transaction that notes it.

use mulin_entity::{
    kernel::Result,
    meetings::{job::Remind, reminders},
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
