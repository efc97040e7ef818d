//! Many residents changed at once: everybody's visits are brought in line.

use mulin_entity::{
    kernel::Result,
    people::job::PeopleChanged,
    visits::{
        plan::{self, Whom},
        service,
    },
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for PeopleChanged {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        service::ensure_schedules(&tx).await?;
        plan::bring_in_line(&tx, &Whom::Everybody).await?;
        cx.settle(tx).await
    }
}
