//! Timers that ring and windows that close.

use mulin_entity::{
    kernel::Result,
    visits::{job::Alarm, protocol},
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Alarm {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        protocol::ring(&tx).await?;
        cx.settle(tx).await
    }
}
