//! Attendance in time: who did not come is known when an occasion is over, and who comes is reminded the day before.

use mulin_entity::{
    attendance::{
        job::{Close, Remind},
        notices, occasions,
    },
    kernel::Result,
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Close {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        occasions::close(&tx, self.occasion, self.ends_at).await?;
        cx.settle(tx).await
    }
}

#[async_trait::async_trait]
impl Handle for Remind {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        notices::remind(&tx, self.occasion, self.starts_at).await?;
        cx.settle(tx).await
    }
}
