//! Activities in time: they are over, and what providers owe is asked for.

use mulin_entity::{
    activities::{
        course,
        job::{Hold, Remind},
        reminders,
    },
    kernel::Result,
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Hold {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        course::hold(&tx, self.activity, self.ends_at).await?;
        cx.settle(tx).await
    }
}

#[async_trait::async_trait]
impl Handle for Remind {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        reminders::remind(&tx).await?;
        cx.settle(tx).await
    }
}
