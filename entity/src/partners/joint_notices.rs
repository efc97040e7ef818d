//! Who is told what about joint activities.

use serde_json::json;
use uuid::Uuid;

use super::{joint_activity, joint_invitation, partner_unit};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent},
    tenancy::members,
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "partners.joint";

/// What there is to be told.
#[derive(Debug, Clone, Copy)]
pub(super) enum News<'a> {
    /// You are invited.
    Invited,
    /// It has another time or place.
    Moved,
    /// It is on the next day of work, or before.
    Soon,
    /// It is off.
    Cancelled,
    /// A unit takes part.
    Accepted(&'a joint_invitation::Model),
    /// A unit cannot.
    Declined(&'a joint_invitation::Model),
}

impl News<'_> {
    const fn word(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Moved => "moved",
            Self::Soon => "soon",
            Self::Cancelled => "cancelled",
            Self::Accepted(_) => "accepted",
            Self::Declined(_) => "declined",
        }
    }
}

/// Tells the units that have somebody here.
pub(super) async fn tell_units(tx: &Tx, activity: &joint_activity::Model, units: Vec<partner_unit::Model>, news: News<'_>) -> Result<()> {
    for unit in units {
        if let Some(member) = unit.member_id {
            tell(tx, member, activity, Some(&unit), news).await?;
        }
    }
    Ok(())
}

/// Tells whoever is responsible, or the administrators, what a unit says.
pub(super) async fn tell_owner(tx: &Tx, activity: &joint_activity::Model, unit: &partner_unit::Model, news: News<'_>) -> Result<()> {
    for member in owners(tx, activity).await? {
        tell(tx, member, activity, Some(unit), news).await?;
    }
    Ok(())
}

/// Tells whoever is responsible of the activity itself.
pub(super) async fn remind_owner(tx: &Tx, activity: &joint_activity::Model) -> Result<()> {
    for member in owners(tx, activity).await? {
        tell(tx, member, activity, None, News::Soon).await?;
    }
    Ok(())
}

async fn owners(tx: &Tx, activity: &joint_activity::Model) -> Result<Vec<Uuid>> {
    match activity.owner_id {
        Some(owner) => Ok(vec![owner]),
        None => desk::administrators(tx).await,
    }
}

/// Of the same time and place each is told once, of each answer too.
async fn tell(tx: &Tx, member: Uuid, activity: &joint_activity::Model, unit: Option<&partner_unit::Model>, news: News<'_>) -> Result<()> {
    if !members::is_active(tx, member).await? {
        return Ok(());
    }
    let (key, note) = match news {
        News::Accepted(said) | News::Declined(said) => (format!("{}:{}", said.id, said.revision), said.note.as_str()),
        _ => (format!("{}@{}", activity.starts_at.timestamp(), activity.place), activity.result.as_str()),
    };
    let facts = json!({
        "community": Desk::of(tx).await?.community.name,
        "what": news.word(),
        "unit": unit.map(|unit| &unit.name),
        "title": activity.title,
        "theme": activity.theme,
        "place": activity.place,
        "starts_at": activity.starts_at,
        "note": note,
        "path": format!("/joint-activities/{}", activity.id),
    });
    let intent = Intent::to_member(NOTICE, member, format_args!("{}:{}:{key}", news.word(), activity.id), facts);
    notifications::send(tx, intent).await
}
