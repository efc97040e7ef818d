//! Agreements that end: the administrators are told a month before, a week before, and when it is over, each once.

use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::json;

use super::{job, partner_unit, rules::step_before_end};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent},
    schedules,
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "partners.agreement";

/// Gives a community the time of its reminders.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// Tells the administrators of agreements that end. Which step was told is in the message's key: nobody is told of one twice, and another last day
/// begins anew.
pub async fn remind(tx: &Tx) -> Result<()> {
    use partner_unit::Column;
    let desk = Desk::of(tx).await?;
    let administrators = desk::administrators(tx).await?;
    let ending = tx.find::<partner_unit::Entity>().filter(Column::Active.eq(true)).filter(Column::AgreedUntil.is_not_null());
    for unit in ending.all(tx.conn()).await? {
        let Some(until) = unit.agreed_until else { continue };
        let left = (until - desk.today).num_days();
        let Some(step) = step_before_end(left) else { continue };
        let facts = json!({ "community": desk.community.name, "unit": unit.name, "until": until, "left": left, "path": "/partners" });
        for member in &administrators {
            let intent = Intent::to_member(NOTICE, *member, format_args!("{}:{until}:{step}", unit.id), facts.clone());
            notifications::send(tx, intent).await?;
        }
    }
    Ok(())
}
