//! Who is reminded of what is due: a community's administrators before and after the day, the street's once after it.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    State,
    form_filling::{self, Column},
    job,
    notices::{self, News},
};
use crate::{
    kernel::{Actor, Result, SystemTx, Tx},
    schedules,
    visits::desk::Desk,
};

/// Gives a community the times of its forms.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// Tells what is due by the next workday, and what is late. Done again on the same day, nobody is told twice.
pub async fn remind(sys: &SystemTx, community: Uuid) -> Result<()> {
    let tx = sys.enter(community, Actor::System).await?;
    let desk = Desk::of(&tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let open = [State::Draft, State::Checked, State::Returned];
    let soon = tx
        .find::<form_filling::Entity>()
        .filter(Column::State.is_in(open))
        .filter(Column::DueOn.lte(desk.calendar.next_workday(desk.today)));
    for filling in soon.filter(Column::Edition.eq(1)).order_by_asc(Column::Id).all(tx.conn()).await? {
        let late = filling.due_on < desk.today;
        notices::tell_community(&tx, &filling, if late { News::Overdue } else { News::Due }, "").await?;
        if late && !filling.is_own() {
            notices::tell_street(sys, &desk, &filling).await?;
        }
    }
    Ok(())
}
