//! Bringing visits in line with what is owed: the one way in which tier, groups, policy, grid, moves,
//! muting, hospital and death change what is due. Running it again changes nothing.

mod owed;
mod reconcile;

use std::collections::{BTreeSet, HashMap};

use chrono::Duration;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{
    desk::Desk,
    protocol, roster,
    rules::cadence::Policy,
    visit,
    visit_plan::{self, Entity as VisitPlan},
};
use crate::{
    kernel::{Result, Tx},
    people::{Tier, person, person_event, person_group},
};

/// So many people are brought in line by one unit of work.
const PART: usize = 1_000;

/// Whose visits are brought in line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// Everybody's.
    Everybody,
    /// Those of these people.
    People(Vec<Uuid>),
}

/// Brings the visits of `whom` in line with what is owed to them.
pub async fn bring_in_line(tx: &Tx, whom: &Whom) -> Result<()> {
    let desk = Desk::of(tx).await?;
    let people = people(tx, &desk, whom).await?;
    let ids: Vec<Uuid> = people.iter().map(|person| person.id).collect();
    let mut past = Past::of(tx, &desk, &ids).await?;
    let mut changes = reconcile::Changes::default();
    for listed in roster::listed(tx, people).await? {
        let known = past.take(listed.person.id);
        reconcile::person(tx, &desk, &listed, known, &mut changes).await?;
    }
    changes.write(tx, &desk).await?;
    protocol::set_alarm(tx).await
}

async fn people(tx: &Tx, desk: &Desk, whom: &Whom) -> Result<Vec<person::Model>> {
    let ids: Vec<Uuid> = match whom {
        Whom::People(ids) => ids.clone(),
        Whom::Everybody => concerned(tx, &desk.policy).await?,
    };
    roster::by_ids::<person::Entity>(tx, person::Column::Id, ids).await
}

/// Everybody to whom something is or was owed, in parts that one unit of work brings in line without holding up others.
pub async fn in_parts(tx: &Tx) -> Result<Vec<Whom>> {
    let everybody = concerned(tx, &Desk::of(tx).await?.policy).await?;
    Ok(everybody.chunks(PART).map(|part| Whom::People(part.to_vec())).collect())
}

async fn concerned(tx: &Tx, policy: &Policy) -> Result<Vec<Uuid>> {
    let mut ids: BTreeSet<Uuid> = BTreeSet::new();
    let by_tier = tx.find::<person::Entity>().filter(person::Column::Tier.ne(Tier::None)).select_only().column(person::Column::Id);
    ids.extend(by_tier.into_tuple::<Uuid>().all(tx.conn()).await?);
    let groups: Vec<&String> = policy.groups.keys().collect();
    if !groups.is_empty() {
        let by_group = tx.find::<person_group::Entity>().filter(person_group::Column::Code.is_in(groups));
        ids.extend(by_group.select_only().column(person_group::Column::PersonId).into_tuple::<Uuid>().all(tx.conn()).await?);
    }
    let by_visit = tx.find::<visit::Entity>().filter(visit::Column::State.eq(visit::State::Planned));
    ids.extend(by_visit.select_only().column(visit::Column::PersonId).distinct().into_tuple::<Uuid>().all(tx.conn()).await?);
    Ok(ids.into_iter().collect())
}

/// What there is already of one person.
#[derive(Debug, Default)]
struct Known {
    plans: Vec<visit_plan::Model>,
    visits: Vec<visit::Model>,
    events: Vec<person_event::Model>,
}

/// What there is already, by person.
struct Past(HashMap<Uuid, Known>);

impl Past {
    async fn of(tx: &Tx, desk: &Desk, ids: &[Uuid]) -> Result<Self> {
        let mut past: HashMap<Uuid, Known> = HashMap::new();
        for plan in roster::by_ids::<VisitPlan>(tx, visit_plan::Column::PersonId, ids.to_vec()).await? {
            past.entry(plan.person_id).or_default().plans.push(plan);
        }
        let since = desk.now - Duration::hours(desk.policy.event_hours.into());
        let quarter = desk.midnight(crate::calendar::local::quarter_start(desk.today));
        // What is open, what was called off and may come back, what was done in a period that is still open.
        let open = Condition::any()
            .add(visit::Column::State.eq(visit::State::Planned))
            .add(visit::Column::DueAt.gt(desk.now))
            .add(visit::Column::VisitedAt.gte(quarter));
        for some in ids.chunks(5_000) {
            let visits = tx.find::<visit::Entity>().filter(visit::Column::PersonId.is_in(some.iter().copied())).filter(open.clone());
            for visit in visits.all(tx.conn()).await? {
                past.entry(visit.person_id).or_default().visits.push(visit);
            }
            let events = tx
                .find::<person_event::Entity>()
                .filter(person_event::Column::PersonId.is_in(some.iter().copied()))
                .filter(person_event::Column::Kind.eq(person_event::Kind::Major))
                .filter(person_event::Column::CreatedAt.gt(since));
            for event in events.all(tx.conn()).await? {
                past.entry(event.person_id).or_default().events.push(event);
            }
        }
        Ok(Self(past))
    }

    fn take(&mut self, person: Uuid) -> Known {
        self.0.remove(&person).unwrap_or_default()
    }
}
