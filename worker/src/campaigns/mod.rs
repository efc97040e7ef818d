//! Campaigns: whoever has a shift is reminded, and the lead is told who is left in the last hours.

use mulin_entity::{
    campaigns::{
        job::{LastHours, ShiftBegins},
        notices,
    },
    kernel::Result,
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for ShiftBegins {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        notices::remind(&tx, self.shift).await?;
        cx.settle(tx).await
    }
}

#[async_trait::async_trait]
impl Handle for LastHours {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        notices::last_hours(&tx, &self).await?;
        cx.settle(tx).await
    }
}
