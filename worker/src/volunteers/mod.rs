//! Volunteers in time: who waits, what changed on rolls, objections whose time is over.

use mulin_entity::{
    kernel::Result,
    volunteers::{job::Watch, reminders},
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Watch {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        reminders::watch(&tx).await?;
        cx.settle(tx).await
    }
}
