//! Closes a community's day; on Mondays that of a week, on the first that of a month, after which the street's report is due.

use mulin_entity::{
    kernel::{Actor, Job, PLATFORM, Result, Why},
    reports::{
        job::CloseDay,
        service::{self, Closed},
    },
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for CloseDay {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let sys = cx.system(Why::StreetFigures).await?;
        let tx = sys.enter(cx.community(), Actor::Job { job: Self::KIND.to_owned() }).await?;
        let Closed { at, week, month } = service::close_day(&tx).await?;
        drop(tx);
        // Whichever community is first asks for it; while it waits, the others join in.
        if let Some(week) = week {
            sys.enqueue_at(PLATFORM, &week, at).await?;
        }
        if let Some(month) = month {
            sys.enqueue_at(PLATFORM, &month, at).await?;
        }
        cx.settle_system(sys).await
    }
}
