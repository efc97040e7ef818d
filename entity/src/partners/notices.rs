//! Who is told what about whistles. They are not held back at night, unless they are everyday work.

use serde_json::json;

use super::{
    partner_unit,
    whistle::{self, Kind},
    whistle_call,
};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent, Urgency},
    people::words::word,
    tenancy::members,
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "partners.whistle";

/// What there is to be told of a call.
#[derive(Debug, Clone, Copy)]
pub(super) enum News<'a> {
    /// You are called.
    Blown(&'a whistle_call::Model),
    /// You have not answered.
    Silent(&'a whistle_call::Model),
    /// You have not come.
    Missed(&'a whistle_call::Model),
    /// It is dealt with: sign.
    Handled(&'a whistle_call::Model),
    /// It is off.
    CalledOff(&'a whistle_call::Model),
}

impl<'a> News<'a> {
    const fn word(self) -> &'static str {
        match self {
            Self::Blown(_) => "blown",
            Self::Silent(_) => "silent",
            Self::Missed(_) => "missed",
            Self::Handled(_) => "handled",
            Self::CalledOff(_) => "called_off",
        }
    }

    const fn call(self) -> &'a whistle_call::Model {
        let (Self::Blown(call) | Self::Silent(call) | Self::Missed(call) | Self::Handled(call) | Self::CalledOff(call)) = self;
        call
    }
}

/// Tells the unit, if somebody speaks for it here.
pub(super) async fn tell_unit(tx: &Tx, whistle: &whistle::Model, unit: &partner_unit::Model, news: News<'_>) -> Result<()> {
    match unit.member_id {
        Some(member) if members::is_active(tx, member).await? => tell(tx, member, whistle, unit, news).await,
        _ => Ok(()),
    }
}

/// Tells the administrators: they call by phone, or somebody else.
pub(super) async fn tell_office(tx: &Tx, whistle: &whistle::Model, unit: &partner_unit::Model, news: News<'_>) -> Result<()> {
    for member in desk::administrators(tx).await? {
        tell(tx, member, whistle, unit, news).await?;
    }
    Ok(())
}

async fn tell(tx: &Tx, member: uuid::Uuid, whistle: &whistle::Model, unit: &partner_unit::Model, news: News<'_>) -> Result<()> {
    let (desk, call) = (Desk::of(tx).await?, news.call());
    let facts = json!({
        "community": desk.community.name,
        "what": news.word(),
        "kind": word(whistle.kind),
        "unit": unit.name,
        "title": whistle.title,
        "place": whistle.place,
        "note": whistle.result,
        "answer_by": call.answer_by,
        "arrive_by": call.arrive_by,
        "path": format!("/whistles/{}", whistle.id),
    });
    let urgency = if whistle.kind == Kind::Daily { Urgency::Normal } else { Urgency::Urgent };
    let intent = Intent { urgency, ..Intent::to_member(NOTICE, member, format_args!("{}:{}", news.word(), call.id), facts) };
    notifications::send(tx, intent).await
}
