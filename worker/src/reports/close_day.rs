//! Closes a community's day; on Monday, that of a week, after which the street's report is due.

use mulin_entity::{
    kernel::{Actor, Job, PLATFORM, Result, Why},
    reports::{job::CloseDay, service},
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for CloseDay {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let sys = cx.system(Why::StreetFigures).await?;
        let tx = sys.enter(cx.community(), Actor::Job { job: Self::KIND.to_owned() }).await?;
        let report = service::close_day(&tx).await?;
        drop(tx);
        if let Some((report, at)) = report {
            // Whichever community is first asks for it; while it waits, the others join in.
            sys.enqueue_at(PLATFORM, &report, at).await?;
        }
        cx.settle_system(sys).await
    }
}
