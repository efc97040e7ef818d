//! How each figure is counted from the rows.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select};

use super::{measure::Measure, rules::Span};
use crate::{
    activities, assignment, campaigns, directives, duty, enrolment, forms,
    kernel::{Owned, Result, Tx},
    ledgers, matters, meetings,
    notifications::delivery,
    outreach, partners, party, patrols,
    people::{Tier, household, person},
    points, privacy, projects,
    visits::{
        desk::Desk,
        forecast::{self, By, Month},
        visit, visit_attempt,
    },
    volunteers,
};

/// A figure by day.
pub type ByDay = BTreeMap<NaiveDate, i64>;

/// Counts a flow on every day of `span`; days without any are not in the answer.
pub async fn flow(tx: &Tx, desk: &Desk, measure: &Measure, span: Span) -> Result<ByDay> {
    let counter = Counter { tx, desk, from: desk.midnight(span.from), until: desk.midnight(span.to + Days::new(1)) };
    match measure.name {
        "visits.due" => counter.windows(tx.find::<visit::Entity>().filter(visit::Column::State.ne(visit::State::Cancelled))).await,
        "visits.on_time" => counter.on_time().await,
        "visits.missed" => counter.windows(tx.find::<visit::Entity>().filter(visit::Column::State.eq(visit::State::Missed))).await,
        "visits.done" => {
            let done = tx.find::<visit::Entity>().filter(visit::Column::State.eq(visit::State::Done));
            counter.instants(done, visit::Column::VisitedAt).await
        }
        "visits.no_answer" => {
            let tries = tx.find::<visit_attempt::Entity>().filter(visit_attempt::Column::Result.eq("no_answer"));
            counter.instants(tries, visit_attempt::Column::At).await
        }
        "visits.escalated" => counter.instants(tx.find::<visit::Entity>(), visit::Column::EscalatedAt).await,
        "ledgers.inspected" => ledgers::figures::inspected(tx, span.from, span.to).await,
        matter if matter.starts_with("matters.") => {
            let (rows, instant) = matters::figures::flow(tx, matter);
            counter.instants(rows, instant).await
        }
        directive if directive.starts_with("directives.") => directives::figures::flow(tx, desk, directive, span.from, span.to).await,
        form if form.starts_with("forms.") => forms::figures::flow(tx, desk, form, span.from, span.to).await,
        "meetings.held" => {
            let (rows, instant) = meetings::figures::held(tx);
            counter.instants(rows, instant).await
        }
        "meetings.resolutions" => {
            let (rows, instant) = meetings::figures::resolutions(tx);
            counter.instants(rows, instant).await
        }
        "whistles.blown" => {
            let (rows, instant) = partners::figures::blown(tx);
            counter.instants(rows, instant).await
        }
        "whistles.calls" => {
            let (rows, instant) = partners::figures::calls(tx);
            counter.instants(rows, instant).await
        }
        "whistles.answered" => {
            let (rows, instant) = partners::figures::answered(tx);
            counter.instants(rows, instant).await
        }
        "whistles.arrived" => {
            let (rows, instant) = partners::figures::arrived(tx);
            counter.instants(rows, instant).await
        }
        "whistles.missed" => {
            let (rows, instant) = partners::figures::missed(tx);
            counter.instants(rows, instant).await
        }
        "partners.claimed" => {
            let (rows, instant) = partners::figures::claimed(tx);
            counter.instants(rows, instant).await
        }
        "partners.completed" => {
            let (rows, instant) = partners::figures::completed(tx);
            counter.instants(rows, instant).await
        }
        "activities.held" => {
            let (rows, instant) = activities::figures::held(tx);
            counter.instants(rows, instant).await
        }
        said @ ("activities.rated" | "activities.satisfied") => {
            let (rows, instant) = activities::figures::said(tx, said == "activities.satisfied");
            counter.instants(rows, instant).await
        }
        days @ ("activities.seats" | "activities.attended" | "activities.no_show" | "rooms.hours") => {
            activities::figures::by_day(tx, desk, days, span.from, span.to).await
        }
        "partners.asked" => {
            let (rows, instant) = partners::figures::asked(tx);
            counter.instants(rows, instant).await
        }
        "partners.advised" => {
            let (rows, instant) = partners::figures::advised(tx);
            counter.instants(rows, instant).await
        }
        joint @ ("partners.joint_held" | "partners.joint_served") => partners::joint_query::by_day(tx, joint, span.from, span.to).await,
        "outreach.interviews" => outreach::figures::held(tx, span.from, span.to).await,
        "outreach.outcomes" => {
            let (rows, instant) = outreach::figures::outcomes(tx);
            counter.instants(rows, instant).await
        }
        campaign if campaign.starts_with("campaigns.") => {
            let (rows, instant) = campaigns::figures::flow(tx, campaign);
            counter.instants(rows, instant).await
        }
        "volunteers.tasks" => {
            let (rows, instant) = volunteers::figures::tasks(tx);
            counter.instants(rows, instant).await
        }
        served @ ("volunteers.served" | "volunteers.minutes") => volunteers::figures::served(tx, served, span.from, span.to).await,
        life if life.starts_with("party.") => party::figures::flow(tx, desk, life, span.from, span.to).await,
        days @ ("patrols.checks" | "patrols.missed" | "patrols.campaigns_closed" | "patrols.publicity_held" | "patrols.people_reached") => {
            patrols::figures::by_day(tx, days, span.from, span.to).await
        }
        finding if finding.starts_with("patrols.") => {
            let (rows, instant) = patrols::figures::flow(tx, finding);
            counter.instants(rows, instant).await
        }
        "duty.shifts" => duty::figures::shifts(tx, desk, span.from, span.to).await,
        "duty.uncovered" => duty::figures::uncovered(tx, desk, span.from, span.to).await,
        "duty.stood_in" => assignment::stand_ins::count(tx, desk, span.from, span.to).await,
        points if points.starts_with("points.") => points::figures::flow(tx, desk, points, span.from, span.to).await,
        "projects.accepted" => projects::figures::accepted(tx, span.from, span.to).await,
        "projects.spent" => projects::figures::spent(tx, span.from, span.to).await,
        "enrolment.asked" => {
            let (rows, instant) = enrolment::figures::asked(tx);
            counter.instants(rows, instant).await
        }
        "privacy.requests" => {
            let (rows, instant) = privacy::figures::asked(tx);
            counter.instants(rows, instant).await
        }
        "messages.accepted" => counter.deliveries(&[delivery::State::Accepted, delivery::State::Delivered]).await,
        "messages.failed" => counter.deliveries(&[delivery::State::Rejected, delivery::State::Bounced]).await,
        "messages.in_doubt" => counter.deliveries(&[delivery::State::InDoubt]).await,
        _ => Ok(ByDay::new()),
    }
}

struct Counter<'a> {
    tx: &'a Tx,
    desk: &'a Desk,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
}

impl Counter<'_> {
    /// By the day of an instant.
    async fn instants<E: Owned>(&self, rows: Select<E>, column: E::Column) -> Result<ByDay> {
        let rows = rows.filter(column.gte(self.from)).filter(column.lt(self.until));
        let found: Vec<DateTime<Utc>> = rows.select_only().column(column).into_tuple().all(self.tx.conn()).await?;
        Ok(count(found.into_iter().map(|at| self.desk.day(at))))
    }

    /// By the last day of the visit's window, which closes at a midnight or within a day.
    async fn windows(&self, rows: Select<visit::Entity>) -> Result<ByDay> {
        let found: Vec<DateTime<Utc>> =
            self.in_window(rows).select_only().column(visit::Column::DueAt).into_tuple().all(self.tx.conn()).await?;
        Ok(count(found.into_iter().map(|due| self.desk.last_day(due))))
    }

    async fn on_time(&self) -> Result<ByDay> {
        let done = self.tx.find::<visit::Entity>().filter(visit::Column::State.eq(visit::State::Done));
        let columns = [visit::Column::DueAt, visit::Column::VisitedAt];
        let found: Vec<(DateTime<Utc>, Option<DateTime<Utc>>)> =
            self.in_window(done).select_only().columns(columns).into_tuple().all(self.tx.conn()).await?;
        let in_time = found.into_iter().filter(|(due, visited)| visited.is_some_and(|at| at < *due));
        Ok(count(in_time.map(|(due, _)| self.desk.last_day(due))))
    }

    fn in_window(&self, rows: Select<visit::Entity>) -> Select<visit::Entity> {
        rows.filter(visit::Column::DueAt.gt(self.from)).filter(visit::Column::DueAt.lte(self.until))
    }

    async fn deliveries(&self, states: &[delivery::State]) -> Result<ByDay> {
        let rows = self.tx.find::<delivery::Entity>().filter(delivery::Column::Test.eq(false));
        let rows = rows.filter(delivery::Column::State.is_in(states.iter().copied()));
        self.instants(rows, delivery::Column::At).await
    }
}

fn count(days: impl Iterator<Item = NaiveDate>) -> ByDay {
    let mut counts = ByDay::new();
    for day in days {
        *counts.entry(day).or_default() += 1;
    }
    counts
}

/// Counts a stock as it is now.
pub async fn stock(tx: &Tx, measure: &Measure) -> Result<i64> {
    let living = [person::State::Present, person::State::Hospital, person::State::Away];
    let here = || tx.find::<person::Entity>().filter(person::Column::State.is_in(living));
    let tier = |tier: Tier| here().filter(person::Column::Tier.eq(tier));
    match measure.name {
        "residents.total" => number(tx, here()).await,
        "households.total" => {
            number(tx, tx.find::<household::Entity>().filter(household::Column::State.eq(household::State::Active))).await
        }
        "elders.listed" => number(tx, here().filter(person::Column::Tier.ne(Tier::None))).await,
        "elders.red" => number(tx, tier(Tier::Red)).await,
        "elders.yellow" => number(tx, tier(Tier::Yellow)).await,
        "elders.green" => number(tx, tier(Tier::Green)).await,
        "privacy.overdue" => privacy::figures::overdue(tx).await,
        "enrolment.linked" => enrolment::figures::linked(tx).await,
        "activities.planned" => number(tx, activities::figures::planned(tx)).await,
        "wishes.open" => number(tx, activities::figures::open_wishes(tx)).await,
        campaign if campaign.starts_with("campaigns.") => campaigns::figures::stock(tx, campaign).await,
        ledger if ledger.starts_with("ledgers.") => ledgers::figures::stock(tx, ledger).await,
        matter if matter.starts_with("matters.") => matters::figures::stock(tx, matter).await,
        directive if directive.starts_with("directives.") => directives::figures::stock(tx, directive).await,
        "forms.overdue" => forms::figures::stock(tx).await,
        finding if finding.starts_with("patrols.") => patrols::figures::stock(tx, finding).await,
        points if points.starts_with("points.") => points::figures::stock(tx, points).await,
        volunteer if volunteer.starts_with("volunteers.") => volunteers::figures::stock(tx, volunteer).await,
        project if project.starts_with("projects.") => projects::figures::stock(tx, project).await,
        _ => Ok(0),
    }
}

async fn number<E: EntityTrait>(tx: &Tx, rows: Select<E>) -> Result<i64>
where
    E::Model: Sync,
{
    Ok(i64::try_from(rows.count(tx.conn()).await?).unwrap_or(i64::MAX))
}

/// Counts a figure of the month that `day` is in, as it is now.
pub async fn month(tx: &Tx, measure: &Measure, day: NaiveDate) -> Result<i64> {
    let lines = forecast::month_rate(tx, Month::of(day), By::Community).await?;
    let count = |line: &forecast::Line| if measure.name == "month.visited" { line.rate.visited } else { line.rate.due };
    Ok(lines.iter().map(count).map(|count| i64::try_from(count).unwrap_or(i64::MAX)).sum())
}
