//! Requests about one's own data in time.

use mulin_entity::{
    kernel::Result,
    privacy::{job::Remind, reminders},
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
