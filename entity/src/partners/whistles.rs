//! Blowing the whistle, and what comes of it.

use std::collections::BTreeSet;

use chrono::Duration;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    error::PartnerError,
    figures,
    notices::{self, News},
    partner_unit, query,
    rules::{Clocks, LONGEST, MOST_UNITS},
    watch,
    whistle::{self, Column, Kind, Stage},
    whistle_call::{self, State},
};
use crate::{
    kernel::{Failure, Result, Tx},
    matters::matter,
    people::text,
};

/// What is said of a whistle.
#[derive(Debug, Clone)]
pub struct Design {
    /// How pressing it is.
    pub kind: Kind,
    /// What it is about.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// Where to come.
    pub place: String,
    /// The matter behind it.
    pub matter: Option<Uuid>,
    /// Who is called.
    pub units: BTreeSet<Uuid>,
    /// Minutes to answer, where they are not those of the kind.
    pub answer: Option<i64>,
    /// Minutes to be there, where they are not those of the kind.
    pub arrive: Option<i64>,
}

impl Design {
    fn clocks(&self) -> Result<Clocks> {
        let usual = Clocks::of(self.kind);
        let minutes = |field: &str, minutes: Option<i64>, usual: Duration| match minutes {
            None => Ok(usual),
            Some(minutes) if (1..=LONGEST).contains(&minutes) => Ok(Duration::minutes(minutes)),
            Some(_) => Err(Failure::invalid_field(field, "partners.clock_implausible")),
        };
        let clocks = Clocks {
            answer: minutes("answer_minutes", self.answer, usual.answer)?,
            arrive: minutes("arrive_minutes", self.arrive, usual.arrive)?,
        };
        if clocks.arrive < clocks.answer {
            return Err(Failure::invalid_field("arrive_minutes", "partners.clock_implausible"));
        }
        Ok(clocks)
    }
}

/// Calls the units; those with a contact here are told at once.
pub async fn blow(tx: &Tx, design: Design) -> Result<whistle::Model> {
    if let Some(matter) = design.matter {
        tx.get::<matter::Entity>(matter).await?;
    }
    let clocks = design.clocks()?;
    let title = text::line(&design.title);
    if title.is_empty() {
        return Err(Failure::invalid_field("title", "partners.title_wanted"));
    }
    if design.units.is_empty() || design.units.len() > MOST_UNITS {
        return Err(PartnerError::NobodyCalled.into());
    }
    let row = whistle::ActiveModel {
        number: Set(tx.next_number::<whistle::Entity>(Column::Number).await?),
        kind: Set(design.kind),
        stage: Set(Stage::Blown),
        title: Set(title),
        detail: Set(design.detail.trim().to_owned()),
        place: Set(text::line(&design.place)),
        matter_id: Set(design.matter),
        blown_at: Set(tx.now()),
        closed_at: Set(None),
        result: Set(String::new()),
        revision: Set(1),
        ..Default::default()
    };
    let whistle = tx.insert(row).await?;
    for unit in design.units {
        let unit = tx.get::<partner_unit::Entity>(unit).await?;
        let row = whistle_call::ActiveModel {
            whistle_id: Set(whistle.id),
            unit_id: Set(unit.id),
            state: Set(State::Called),
            answer_by: Set(tx.now() + clocks.answer),
            arrive_by: Set(tx.now() + clocks.arrive),
            note: Set(String::new()),
            revision: Set(1),
            ..Default::default()
        };
        let call = tx.insert(row).await?;
        notices::tell_unit(tx, &whistle, &unit, News::Blown(&call)).await?;
    }
    watch::set(tx, whistle.id).await?;
    figures::mark(tx, tx.now()).await?;
    Ok(whistle)
}

/// Writes down what came of it: those who came are asked to sign. Whoever has not come by then has to be called off or told of first.
pub async fn conclude(tx: &Tx, id: Uuid, revision: i64, result: &str) -> Result<whistle::Model> {
    let known = tx.get::<whistle::Entity>(id).await?;
    if known.stage != Stage::Blown {
        return Err(PartnerError::WrongState.into());
    }
    if result.trim().is_empty() {
        return Err(Failure::invalid_field("note", "partners.result_wanted"));
    }
    let calls = query::calls(tx, id).await?;
    let still = |call: &whistle_call::Model| matches!(call.state, State::Called | State::Answered) && call.arrive_by > tx.now();
    if calls.iter().any(|(call, _)| still(call)) {
        return Err(PartnerError::StillComing.into());
    }
    let came = calls.iter().any(|(call, _)| call.state == State::Arrived);
    let row = whistle::ActiveModel {
        stage: Set(if came { Stage::Handled } else { Stage::Closed }),
        closed_at: Set((!came).then(|| tx.now())),
        result: Set(result.trim().to_owned()),
        ..Default::default()
    };
    let whistle = tx.revise(id, Column::Revision, revision, row).await?;
    for (call, unit) in calls.iter().filter(|(call, _)| call.state == State::Arrived) {
        notices::tell_unit(tx, &whistle, unit, News::Handled(call)).await?;
    }
    Ok(whistle)
}

/// Calls it off; whoever was called is told why.
pub async fn call_off(tx: &Tx, id: Uuid, revision: i64, reason: &str) -> Result<whistle::Model> {
    let known = tx.get::<whistle::Entity>(id).await?;
    if known.stage != Stage::Blown {
        return Err(PartnerError::WrongState.into());
    }
    if reason.trim().is_empty() {
        return Err(Failure::invalid_field("note", "partners.reason_wanted"));
    }
    let row = whistle::ActiveModel {
        stage: Set(Stage::CalledOff),
        closed_at: Set(Some(tx.now())),
        result: Set(reason.trim().to_owned()),
        ..Default::default()
    };
    let whistle = tx.revise(id, Column::Revision, revision, row).await?;
    for (call, unit) in query::calls(tx, id).await? {
        notices::tell_unit(tx, &whistle, &unit, News::CalledOff(&call)).await?;
    }
    Ok(whistle)
}
