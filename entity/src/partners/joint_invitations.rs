//! Inviting units to a joint activity; what they answer, and what they really brought.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    error::PartnerError,
    joint_activity::{self, Stage},
    joint_invitation::{self, Column, State},
    joint_notices::{self, News},
    joint_rules::{Answer, Contribution, MOST_UNITS, answered},
    partner_unit, query,
};
use crate::kernel::{Failure, Result, Tx};

/// Invites a unit; its contact here is told.
pub async fn invite(tx: &Tx, activity: Uuid, unit: Uuid) -> Result<joint_invitation::Model> {
    let activity = tx.get::<joint_activity::Entity>(activity).await?;
    let unit = tx.get::<partner_unit::Entity>(unit).await?;
    if activity.stage != Stage::Planned {
        return Err(PartnerError::WrongState.into());
    }
    if !unit.active {
        return Err(PartnerError::UnitLeft.into());
    }
    let invited = || tx.find::<joint_invitation::Entity>().filter(Column::ActivityId.eq(activity.id));
    if invited().filter(Column::UnitId.eq(unit.id)).count(tx.conn()).await? > 0 {
        return Err(PartnerError::InvitedAlready.into());
    }
    if invited().count(tx.conn()).await? >= MOST_UNITS {
        return Err(PartnerError::TooManyInvited.into());
    }
    let row = joint_invitation::ActiveModel {
        activity_id: Set(activity.id),
        unit_id: Set(unit.id),
        state: Set(State::Invited),
        accepted_at: Set(None),
        pledged: Set(None),
        brought: Set(None),
        note: Set(String::new()),
        revision: Set(1),
        ..Default::default()
    };
    let invitation = tx.insert(row).await?;
    joint_notices::tell_units(tx, &activity, vec![unit], News::Invited).await?;
    Ok(invitation)
}

/// Answers an invitation that was looked at as `revision`, as the unit or as the office for a unit without an account; the office also writes
/// down who was there and what they brought. Whoever is responsible hears what a unit says itself.
pub async fn answer(
    tx: &Tx,
    invitation: &joint_invitation::Model,
    revision: i64,
    answer: Answer,
    office: bool,
    contribution: Contribution,
    note: &str,
) -> Result<joint_invitation::Model> {
    if answer.is_for_the_office() && !office {
        return Err(PartnerError::ForTheOffice.into());
    }
    let activity = tx.get::<joint_activity::Entity>(invitation.activity_id).await?;
    let state = answered(activity.stage, invitation.state, answer).ok_or(PartnerError::WrongState)?;
    let note = note.trim();
    let mut row = joint_invitation::ActiveModel { state: Set(state), ..Default::default() };
    if !note.is_empty() {
        row.note = Set(note.to_owned());
    }
    match answer {
        Answer::Accept => {
            row.pledged = Set(Some(serde_json::to_value(contribution.readable()?)?));
            row.accepted_at = Set(invitation.accepted_at.or(Some(tx.now())));
        }
        Answer::Decline if note.is_empty() => return Err(Failure::invalid_field("note", "partners.reason_wanted")),
        Answer::Decline => (row.pledged, row.accepted_at) = (Set(None), Set(None)),
        Answer::Confirm => row.brought = Set(Some(serde_json::to_value(contribution.readable()?)?)),
        Answer::Miss => row.brought = Set(None),
    }
    let after = tx.revise(invitation.id, Column::Revision, revision, row).await?;
    if !office {
        let unit = tx.get::<partner_unit::Entity>(after.unit_id).await?;
        let news = if answer == Answer::Accept { News::Accepted(&after) } else { News::Declined(&after) };
        joint_notices::tell_owner(tx, &activity, &unit, news).await?;
    }
    Ok(after)
}

/// The units whom an activity's news concern: all that are invited and have not declined.
pub(super) async fn expected(tx: &Tx, activity: Uuid) -> Result<Vec<partner_unit::Model>> {
    units_in(tx, activity, |state| state != State::Declined).await
}

/// The units whose state is such.
pub(super) async fn units_in(tx: &Tx, activity: Uuid, such: impl Fn(State) -> bool) -> Result<Vec<partner_unit::Model>> {
    let invited = of(tx, activity).await?.into_iter().filter(|(invitation, _)| such(invitation.state));
    Ok(invited.map(|(_, unit)| unit).collect())
}

/// Who is invited to an activity, by the name of the unit.
pub async fn of(tx: &Tx, activity: Uuid) -> Result<Vec<(joint_invitation::Model, partner_unit::Model)>> {
    let rows = tx.find::<joint_invitation::Entity>().filter(Column::ActivityId.eq(activity)).all(tx.conn()).await?;
    let mut units: HashMap<Uuid, partner_unit::Model> = query::units(tx).await?.into_iter().map(|unit| (unit.id, unit)).collect();
    let mut known: Vec<_> = rows.into_iter().filter_map(|row| units.remove(&row.unit_id).map(|unit| (row, unit))).collect();
    known.sort_by(|one, other| one.1.name.cmp(&other.1.name));
    Ok(known)
}

/// The invitation of `unit` to an activity, within the sight of `bound`.
pub async fn seen(tx: &Tx, bound: Option<Uuid>, activity: Uuid, unit: Uuid) -> Result<joint_invitation::Model> {
    if bound.is_some_and(|own| own != unit) {
        return Err(Failure::not_found());
    }
    let rows = tx.find::<joint_invitation::Entity>().filter(Column::ActivityId.eq(activity)).filter(Column::UnitId.eq(unit));
    rows.one(tx.conn()).await?.ok_or_else(Failure::not_found)
}
