//! Questions about joint activities.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use super::{
    joint_activity::{self, Column, Stage},
    joint_invitation::{self, State},
};
use crate::kernel::{Failure, Page, PageRequest, Result, Tx};

/// Activities, the latest first; `unit` bounds them to those to which it is invited.
pub async fn list(tx: &Tx, unit: Option<Uuid>, stage: Option<Stage>, page: &PageRequest) -> Result<Page<joint_activity::Model>> {
    let limit = page.limit()?;
    let mut rows = within(tx, unit);
    if let Some(stage) = stage {
        rows = rows.filter(Column::Stage.eq(stage));
    }
    if let Some((at, id)) = page.key::<(DateTime<Utc>, Uuid)>()? {
        let same = Condition::all().add(Column::StartsAt.eq(at)).add(Column::Id.lt(id));
        rows = rows.filter(Condition::any().add(Column::StartsAt.lt(at)).add(same));
    }
    let rows = rows.order_by_desc(Column::StartsAt).order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    Page::cut(rows, limit, |row| (row.starts_at, row.id))
}

/// One activity within sight.
pub async fn one(tx: &Tx, unit: Option<Uuid>, id: Uuid) -> Result<joint_activity::Model> {
    within(tx, unit).filter(Column::Id.eq(id)).one(tx.conn()).await?.ok_or_else(Failure::not_found)
}

fn within(tx: &Tx, unit: Option<Uuid>) -> Select<joint_activity::Entity> {
    let all = tx.find::<joint_activity::Entity>();
    match unit {
        None => all,
        Some(unit) => {
            let invited = tx.find::<joint_invitation::Entity>().filter(joint_invitation::Column::UnitId.eq(unit));
            all.filter(Column::Id.in_subquery(invited.select_only().column(joint_invitation::Column::ActivityId).into_query()))
        }
    }
}

/// How many units are invited, said that they take part, and did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turnout {
    /// Invited.
    pub invited: usize,
    /// Accepted, whatever came of it.
    pub accepted: usize,
    /// Took part.
    pub took_part: usize,
}

impl Turnout {
    /// Counts one more invitation.
    pub(super) fn count(&mut self, invitation: &joint_invitation::Model) {
        self.invited += 1;
        self.accepted += usize::from(invitation.accepted_at.is_some());
        self.took_part += usize::from(invitation.state == State::TookPart);
    }
}

/// The turnout of each of some activities.
pub async fn turnouts(tx: &Tx, activities: &[Uuid]) -> Result<HashMap<Uuid, Turnout>> {
    use joint_invitation::Column;
    let rows = tx.find::<joint_invitation::Entity>().filter(Column::ActivityId.is_in(activities.iter().copied())).all(tx.conn()).await?;
    let mut turnouts: HashMap<Uuid, Turnout> = HashMap::new();
    for row in &rows {
        turnouts.entry(row.activity_id).or_default().count(row);
    }
    Ok(turnouts)
}

/// What a unit has said to each of some activities.
pub async fn states_of(tx: &Tx, unit: Uuid, activities: &[Uuid]) -> Result<HashMap<Uuid, State>> {
    use joint_invitation::Column;
    let rows = tx.find::<joint_invitation::Entity>().filter(Column::UnitId.eq(unit));
    let rows = rows.filter(Column::ActivityId.is_in(activities.iter().copied())).all(tx.conn()).await?;
    Ok(rows.into_iter().map(|row| (row.activity_id, row.state)).collect())
}

/// How many activities were held, or how many people they served, on each day of a span.
pub(crate) async fn by_day(tx: &Tx, measure: &str, from: NaiveDate, until: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    let held = tx.find::<joint_activity::Entity>().filter(Column::Stage.eq(Stage::Held)).filter(Column::HeldOn.between(from, until));
    let mut days = BTreeMap::new();
    for activity in held.all(tx.conn()).await? {
        let Some(day) = activity.held_on else { continue };
        *days.entry(day).or_default() += if measure == "partners.joint_served" { activity.served.unwrap_or_default() } else { 1 };
    }
    Ok(days)
}
