//! A day is worked now, or not any more: schedules that ring on workdays and visits that were planned on it follow.

use mulin_entity::{calendar::job::CalendarChanged, kernel::Result, schedules::realign::realign, visits::desk::Desk};

use crate::{Context, Handle, Outcome, visits::plan::bring_everybody_in_line};

#[async_trait::async_trait]
impl Handle for CalendarChanged {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        let desk = Desk::of(&tx).await?;
        realign(&tx, desk.zone, &desk.calendar).await?;
        tx.commit().await?;
        bring_everybody_in_line(cx).await?;
        Ok(Outcome::Done)
    }
}
