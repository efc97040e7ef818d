//! Gives a community its beginnings, and has everything that hangs on its zone follow when that changes.

use mulin_entity::{
    activities, directives, duty, forms,
    kernel::Result,
    ledgers, matters, meetings, outreach, partners, party, patrols, points, privacy, projects, reports,
    schedules::realign::realign,
    tenancy::job::SetUp,
    visits::{desk::Desk, service},
    volunteers,
};

use crate::{Context, Handle, Outcome, visits::plan::bring_everybody_in_line};

#[async_trait::async_trait]
impl Handle for SetUp {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        service::ensure_schedules(&tx).await?;
        ledgers::define::ensure(&tx).await?;
        ledgers::reminders::ensure_schedules(&tx).await?;
        duty::planning::ensure_schedules(&tx).await?;
        matters::kinds::ensure(&tx).await?;
        matters::rechecks::ensure_schedules(&tx).await?;
        directives::reminders::ensure_schedules(&tx).await?;
        activities::reminders::ensure_schedules(&tx).await?;
        forms::reminders::ensure_schedules(&tx).await?;
        meetings::reminders::ensure_schedules(&tx).await?;
        outreach::forms::ensure(&tx).await?;
        outreach::reminders::ensure_schedules(&tx).await?;
        partners::agreements::ensure_schedules(&tx).await?;
        party::reminders::ensure_schedules(&tx).await?;
        patrols::rounds::ensure_schedules(&tx).await?;
        points::tariff::ensure(&tx).await?;
        points::tend::ensure_schedules(&tx).await?;
        projects::reminders::ensure_schedules(&tx).await?;
        privacy::reminders::ensure_schedules(&tx).await?;
        volunteers::teams::ensure(&tx).await?;
        volunteers::reminders::ensure_schedules(&tx).await?;
        let desk = Desk::of(&tx).await?;
        if realign(&tx, desk.zone, &desk.calendar).await? {
            // Its days begin at another instant: so do the windows of its visits, and what counts on which day.
            reports::service::recount(&tx).await?;
        }
        tx.commit().await?;
        bring_everybody_in_line(cx).await?;
        Ok(Outcome::Done)
    }
}
