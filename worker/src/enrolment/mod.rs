//! Enrolment in time: what a member did before is the resident's.

use mulin_entity::{attendance::follow, enrolment::job::Linked, kernel::Result};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Linked {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        follow::take_over(&tx, self.member, self.person).await?;
        cx.settle(tx).await
    }
}
