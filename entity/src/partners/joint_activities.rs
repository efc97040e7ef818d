//! Planning joint activities, and what becomes of them.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    error::PartnerError,
    figures,
    joint_activity::{self, Column, Stage},
    joint_invitations::{self, invite},
    joint_notices::{self, News},
    joint_rules::{Act, MOST_PEOPLE, next},
    partner_offer,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::text,
    tenancy::membership,
    visits::desk::Desk,
};

/// What is said of an activity.
#[derive(Debug, Clone)]
pub struct Design {
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub theme: String,
    /// More about it.
    pub detail: String,
    /// Where it is.
    pub place: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Who is responsible on our side.
    pub owner: Option<Uuid>,
    /// How many people are expected.
    pub expected: i64,
    /// The entry of the three lists that it comes from.
    pub offer: Option<Uuid>,
}

/// Plans an activity and invites units to it.
pub async fn plan(tx: &Tx, design: Design, units: BTreeSet<Uuid>) -> Result<joint_activity::Model> {
    let columns = columns(tx, design, None).await?;
    let row = joint_activity::ActiveModel {
        stage: Set(Stage::Planned),
        held_on: Set(None),
        served: Set(None),
        result: Set(String::new()),
        revision: Set(1),
        ..columns
    };
    let activity = tx.insert(row).await?;
    for unit in units {
        invite(tx, activity.id, unit).await?;
    }
    Ok(activity)
}

/// Changes an activity that is still to come; of another time or place those hear who have not declined.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<joint_activity::Model> {
    let known = tx.get::<joint_activity::Entity>(id).await?;
    let columns = columns(tx, design, known.offer_id).await?;
    if known.stage != Stage::Planned {
        return Err(PartnerError::WrongState.into());
    }
    let activity = tx.revise(id, Column::Revision, revision, columns).await?;
    if (known.starts_at, &known.place) != (activity.starts_at, &activity.place) {
        joint_notices::tell_units(tx, &activity, joint_invitations::expected(tx, id).await?, News::Moved).await?;
    }
    Ok(activity)
}

/// Says that it took place, how many were served and what came of it.
pub async fn hold(tx: &Tx, id: Uuid, revision: i64, served: i64, result: &str) -> Result<joint_activity::Model> {
    let known = tx.get::<joint_activity::Entity>(id).await?;
    let stage = next(known.stage, Act::Hold).ok_or(PartnerError::WrongState)?;
    if known.starts_at > tx.now() {
        return Err(PartnerError::NotBegun.into());
    }
    if !(0..=MOST_PEOPLE).contains(&served) {
        return Err(Failure::invalid_field("served", "partners.people_implausible"));
    }
    if result.trim().is_empty() {
        return Err(Failure::invalid_field("note", "partners.result_wanted"));
    }
    // It counts on the day on which it was, whenever somebody writes it down.
    let day = Desk::of(tx).await?.day(known.starts_at);
    let row = joint_activity::ActiveModel {
        stage: Set(stage),
        held_on: Set(Some(day)),
        served: Set(Some(served)),
        result: Set(result.trim().to_owned()),
        ..Default::default()
    };
    let activity = tx.revise(id, Column::Revision, revision, row).await?;
    figures::joint(tx, day).await?;
    Ok(activity)
}

/// Calls it off; those who have not declined are told why.
pub async fn cancel(tx: &Tx, id: Uuid, revision: i64, reason: &str) -> Result<joint_activity::Model> {
    let known = tx.get::<joint_activity::Entity>(id).await?;
    let stage = next(known.stage, Act::Cancel).ok_or(PartnerError::WrongState)?;
    if reason.trim().is_empty() {
        return Err(Failure::invalid_field("note", "partners.reason_wanted"));
    }
    let row = joint_activity::ActiveModel { stage: Set(stage), result: Set(reason.trim().to_owned()), ..Default::default() };
    let activity = tx.revise(id, Column::Revision, revision, row).await?;
    joint_notices::tell_units(tx, &activity, joint_invitations::expected(tx, id).await?, News::Cancelled).await?;
    Ok(activity)
}

async fn columns(tx: &Tx, design: Design, known_offer: Option<Uuid>) -> Result<joint_activity::ActiveModel> {
    if let Some(owner) = design.owner {
        tx.get::<membership::Entity>(owner).await?;
    }
    if let Some(offer) = design.offer {
        let offer = tx.get::<partner_offer::Entity>(offer).await?;
        if offer.state != partner_offer::State::Claimed && Some(offer.id) != known_offer {
            return Err(Failure::invalid_field("offer_id", "partners.offer_not_claimed"));
        }
    }
    let title = text::line(&design.title);
    if title.is_empty() {
        return Err(Failure::invalid_field("title", "partners.title_wanted"));
    }
    if design.ends_at <= design.starts_at {
        return Err(Failure::invalid_field("ends_at", "partners.over_before_it_begins"));
    }
    if !(0..=MOST_PEOPLE).contains(&design.expected) {
        return Err(Failure::invalid_field("expected", "partners.people_implausible"));
    }
    Ok(joint_activity::ActiveModel {
        title: Set(title),
        theme: Set(text::line(&design.theme)),
        detail: Set(design.detail.trim().to_owned()),
        place: Set(text::line(&design.place)),
        starts_at: Set(design.starts_at),
        ends_at: Set(design.ends_at),
        owner_id: Set(design.owner),
        expected: Set(design.expected),
        offer_id: Set(design.offer),
        ..Default::default()
    })
}
