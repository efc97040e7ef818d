//! What is handed out: timers that ring.

use mulin_entity::{
    assignment::{alarm, job::Ring},
    kernel::Result,
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Ring {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        alarm::ring(&tx).await?;
        cx.settle(tx).await
    }
}
