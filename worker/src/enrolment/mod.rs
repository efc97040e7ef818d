//! Enrolment in time: what a member did before is the resident's.

use mulin_entity::{activities, attendance, enrolment::job::Linked, kernel::Result, party, volunteers};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Linked {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        attendance::follow::take_over(&tx, self.member, self.person).await?;
        activities::follow::take_over(&tx, self.member, self.person).await?;
        volunteers::follow::take_over(&tx, self.member, self.person).await?;
        party::follow::take_over(&tx, self.member, self.person).await?;
        cx.settle(tx).await
    }
}
