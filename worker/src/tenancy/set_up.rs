//! Gives a community its beginnings: the times of its reminders, visits that follow its zone.

use mulin_entity::{kernel::Result, tenancy::job::SetUp, visits::service};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for SetUp {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        service::ensure_schedules(&tx).await?;
        cx.settle(tx).await
    }
}
