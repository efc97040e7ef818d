//! Many residents changed at once: everybody's visits are brought in line.

use mulin_entity::{attendance::follow, enrolment, kernel::Result, people::job::PeopleChanged, visits::service};

use super::plan::bring_everybody_in_line;
use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for PeopleChanged {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        service::ensure_schedules(&tx).await?;
        follow::release_gone(&tx).await?;
        enrolment::follow::people(&tx).await?;
        tx.commit().await?;
        bring_everybody_in_line(cx).await?;
        Ok(Outcome::Done)
    }
}
