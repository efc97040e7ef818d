//! Duty as a rule of routing: whether somebody can take a thing on now, and who does it in their place.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{
    query,
    rules::{
        answer,
        rota::Rule,
        stand_in::{self, Standing},
    },
};
use crate::{
    assignment::{State, assignment},
    kernel::{Result, Tx},
    visits::desk::Desk,
};

/// How a member is placed on a day.
pub async fn standing(tx: &Tx, desk: &Desk, member: Uuid, day: NaiveDate) -> Result<Standing> {
    let away = query::away(tx, day, day).await?;
    let Some(rule) = query::rule(tx).await? else { return Ok(placed(None, away.on_leave(member, day), false, false, member)) };
    let shifts = query::shifts(tx, day, day).await?;
    let has_duty = shifts.iter().any(|shift| shift.member_id == member);
    Ok(placed(Some(&rule), away.on_leave(member, day), has_duty, desk.calendar.is_workday(day), member))
}

fn placed(rule: Option<&Rule>, on_leave: bool, has_duty: bool, workday: bool, member: Uuid) -> Standing {
    match () {
        () if on_leave => Standing::Away,
        () if has_duty => Standing::OnDuty,
        // On days without work nobody is expected to be there; clocks in workdays wait for them.
        () if workday && rule.is_some_and(|rule| rule.members.contains(&member)) => Standing::OffShift,
        () => Standing::Outside,
    }
}

/// Who takes what is `absent`'s now, if anybody has duty.
pub async fn stand_in(tx: &Tx, desk: &Desk, absent: Uuid) -> Result<Option<Uuid>> {
    let on_duty = query::on_duty(tx, desk.today).await?;
    let members = on_duty.iter().map(|(_, member)| *member);
    let held = [State::Assigned, State::Accepted];
    let rows =
        tx.find::<assignment::Entity>().filter(assignment::Column::HolderId.is_in(members)).filter(assignment::Column::State.is_in(held));
    let holders: Vec<Option<Uuid>> = rows.select_only().column(assignment::Column::HolderId).into_tuple().all(tx.conn()).await?;
    let mut in_hand: HashMap<Uuid, usize> = HashMap::new();
    for holder in holders.into_iter().flatten() {
        *in_hand.entry(holder).or_default() += 1;
    }
    Ok(stand_in::stand_in(absent, &on_duty, &in_hand))
}

/// Until when somebody is waited for who is given something now; none if nobody would stand in for them.
pub async fn answer_by(tx: &Tx, desk: &Desk, member: Uuid) -> Result<Option<DateTime<Utc>>> {
    let rule = query::rule(tx).await?.filter(|rule| rule.members.contains(&member) || rule.rest.contains(&member));
    Ok(rule.and_then(|rule| answer::answer_by(&rule, desk.zone, &desk.calendar, desk.now)))
}
