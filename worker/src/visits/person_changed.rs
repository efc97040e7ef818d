//! Somebody moved, died or changed: what is due to them follows at once.

use mulin_entity::{
    attendance::follow,
    enrolment,
    kernel::Result,
    people::job::PersonChanged,
    visits::{
        plan::{self, Whom},
        service,
    },
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for PersonChanged {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        // The first resident is when a community begins to need reminders.
        service::ensure_schedules(&tx).await?;
        plan::bring_in_line(&tx, &Whom::People(vec![self.person])).await?;
        follow::release_gone(&tx).await?;
        enrolment::follow::people(&tx).await?;
        cx.settle(tx).await
    }
}
