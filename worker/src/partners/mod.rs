//! Whistles: who did not answer, who did not come, told in the same transaction that notes it. Which agreements end, which joint activities come.

use mulin_entity::{
    kernel::Result,
    partners::{
        agreements,
        job::{Remind, Watch},
        joint_reminders, watch,
    },
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Watch {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        watch::look(&tx, self.whistle).await?;
        cx.settle(tx).await
    }
}

#[async_trait::async_trait]
impl Handle for Remind {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        agreements::remind(&tx).await?;
        joint_reminders::remind(&tx).await?;
        cx.settle(tx).await
    }
}
