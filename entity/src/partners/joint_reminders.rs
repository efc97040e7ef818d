//! On the last day of work before a joint activity those who take part are reminded, and whoever is responsible.

use chrono::Days;
use sea_orm::{ColumnTrait, QueryFilter};

use super::{
    joint_activity::{self, Column, Stage},
    joint_invitation::State,
    joint_invitations, joint_notices,
    joint_notices::News,
};
use crate::{
    kernel::{Result, Tx},
    visits::desk::Desk,
};

/// Reminds of what comes before the next day of work is over, each of a time and place once.
pub async fn remind(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let (from, until) = (desk.today + Days::new(1), desk.calendar.next_workday(desk.today) + Days::new(1));
    let coming = tx.find::<joint_activity::Entity>().filter(Column::Stage.eq(Stage::Planned));
    let coming = coming.filter(Column::StartsAt.gte(desk.midnight(from))).filter(Column::StartsAt.lt(desk.midnight(until)));
    for activity in coming.all(tx.conn()).await? {
        let units = joint_invitations::units_in(tx, activity.id, |state| state == State::Accepted).await?;
        joint_notices::tell_units(tx, &activity, units, News::Soon).await?;
        joint_notices::remind_owner(tx, &activity).await?;
    }
    Ok(())
}
