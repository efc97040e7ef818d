//! How far a campaign is: together, by grid, by building, by force, by shift.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ActiveEnum, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    Outcome, Sight, campaign_mark, campaign_shift,
    campaign_target::{self, Column},
    shifts,
};
use crate::{
    kernel::{Result, Tx},
    people::{building, grid, reach::ids},
    visits::rules::walking::natural,
};

/// How many of some targets are how far. Done, excused and open together are all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// How many there are.
    pub total: i64,
    /// They were reached.
    pub done: i64,
    /// They are excused, each with a reason.
    pub excused: i64,
    /// Of those, they did not want to.
    pub refused: i64,
    /// Somebody has to go there.
    pub open: i64,
    /// Two found different things there.
    pub contested: i64,
}

impl Count {
    fn take(&mut self, target: &campaign_target::Model) {
        self.add(target.settled, target.outcome, 1);
        self.contested += i64::from(target.contested);
    }

    /// So many more that are this far.
    pub(super) fn add(&mut self, settled: bool, outcome: Option<Outcome>, count: i64) {
        self.total += count;
        match (settled, outcome) {
            (true, Some(Outcome::Done)) => self.done += count,
            (true, outcome) => {
                self.excused += count;
                self.refused += if outcome == Some(Outcome::Refused) { count } else { 0 };
            }
            (false, _) => self.open += count,
        }
    }
}

/// The count of a grid, a building, a force or a shift.
#[derive(Debug, Clone)]
pub struct Line {
    /// The grid, building or shift; none of a force.
    pub of: Option<Uuid>,
    /// What it is called; of a force its word.
    pub name: String,
    /// How far it is.
    pub count: Count,
}

/// How far a campaign is.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// All that is in sight.
    pub whole: Count,
    /// By grid.
    pub grids: Vec<Line>,
    /// By building.
    pub buildings: Vec<Line>,
    /// What each force has settled.
    pub forces: Vec<Line>,
    /// What each shift has settled.
    pub shifts: Vec<Line>,
    /// Why people were excused, and how many.
    pub reasons: BTreeMap<String, i64>,
}

/// What rises with whatever moves a campaign: so many targets, so many of them settled, so many findings. Cheap beside the progress itself, so
/// that whoever watches need not add everything up to know that nothing happened.
pub async fn pulse(tx: &Tx, sight: Sight, id: Uuid) -> Result<[u64; 3]> {
    super::query::one(tx, id).await?;
    let targets = tx.find::<campaign_target::Entity>().filter(Column::CampaignId.eq(id)).filter(sight.condition(tx, id).await?);
    let marks = tx.find::<campaign_mark::Entity>();
    let marks = marks.filter(campaign_mark::Column::TargetId.in_subquery(ids(targets.clone(), Column::Id)));
    let settled = targets.clone().filter(Column::Settled.eq(true)).count(tx.conn()).await?;
    Ok([targets.count(tx.conn()).await?, settled, marks.count(tx.conn()).await?])
}

/// How far a campaign is, of what is in sight.
pub async fn of(tx: &Tx, sight: Sight, id: Uuid) -> Result<Progress> {
    super::query::one(tx, id).await?;
    let targets = tx.find::<campaign_target::Entity>().filter(Column::CampaignId.eq(id)).filter(sight.condition(tx, id).await?);
    let targets = targets.all(tx.conn()).await?;
    let shifts = shifts::list(tx, id).await?;
    let mut told = Progress::default();
    let (mut grids, mut buildings) = (HashMap::<Uuid, Count>::new(), HashMap::<Uuid, Count>::new());
    let (mut forces, mut worked) = (BTreeMap::new(), HashMap::<Uuid, Count>::new());
    for target in &targets {
        told.whole.take(target);
        target.grid_id.into_iter().for_each(|id| grids.entry(id).or_default().take(target));
        target.building_id.into_iter().for_each(|id| buildings.entry(id).or_default().take(target));
        if let Some(force) = target.force.filter(|_| target.settled) {
            forces.entry(force).or_insert_with(Count::default).take(target);
        }
        if let Some(shift) = shifts.iter().find(|shift| target.settled && has_settled(shift, target)) {
            worked.entry(shift.id).or_default().take(target);
        }
        if target.settled && target.outcome != Some(Outcome::Done) {
            let reason =
                target.outcome.filter(|outcome| outcome.settles()).map(|outcome| outcome.to_value()).or_else(|| target.gone.clone());
            *told.reasons.entry(reason.unwrap_or_default()).or_default() += 1;
        }
    }
    let all = tx.find::<grid::Entity>().order_by_asc(grid::Column::Code).all(tx.conn()).await?;
    told.grids = lines(grids, all.into_iter().map(|row| (row.id, row.name)));
    let mut all = tx.find::<building::Entity>().all(tx.conn()).await?;
    all.sort_by(|left, right| natural(&left.name, &right.name));
    told.buildings = lines(buildings, all.into_iter().map(|row| (row.id, row.name)));
    told.forces = forces.into_iter().map(|(force, count)| Line { of: None, name: force.to_value(), count }).collect();
    let line = |shift: &campaign_shift::Model| {
        let count = worked.get(&shift.id).copied().unwrap_or_default();
        Line { of: Some(shift.id), name: shift.starts_at.to_rfc3339(), count }
    };
    told.shifts = shifts.iter().map(line).collect();
    Ok(told)
}

/// Whether it was whoever had the shift who settled the target, while they had it.
fn has_settled(shift: &campaign_shift::Model, target: &campaign_target::Model) -> bool {
    let within = target.marked_at.is_some_and(|at| (shift.starts_at..=shift.ends_at).contains(&at));
    within && target.member_id == Some(shift.member_id)
}

/// The counts under their names, in the order of those.
fn lines(mut counts: HashMap<Uuid, Count>, names: impl Iterator<Item = (Uuid, String)>) -> Vec<Line> {
    names.filter_map(|(id, name)| counts.remove(&id).map(|count| Line { of: Some(id), name, count })).collect()
}
