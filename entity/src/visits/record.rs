//! Recording a visit: how somebody was, what they need, what comes next.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use sea_orm::ActiveValue::Set;
use serde_json::json;
use uuid::Uuid;

use super::{
    desk::Desk,
    error::VisitError,
    protocol, reminders,
    rules::{
        cadence::Kind,
        state::{self, Event},
    },
    service::{self, Extra, LONGEST_TEXT, mark_due},
    visit::{self, Wellbeing},
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::person,
};

/// How late a visit can still be recorded.
const LATEST: Duration = Duration::days(62);
/// The most needs of one record.
const MOST_NEEDS: usize = 20;
/// The longest need, in characters.
const LONGEST_NEED: usize = 100;

/// What was found.
#[derive(Debug, Clone)]
pub struct Record {
    /// How the visit was paid in the end.
    pub kind: Kind,
    /// How the person was.
    pub wellbeing: Wellbeing,
    /// What they need.
    pub needs: Vec<String>,
    /// What else there is to say.
    pub remark: Option<String>,
    /// What is to be done next.
    pub next_step: Option<String>,
    /// The day of a further visit, if one is wanted.
    pub follow_up_on: Option<NaiveDate>,
    /// When somebody was met; now unless told.
    pub visited_at: Option<DateTime<Utc>>,
}

impl Record {
    fn check(&self, desk: &Desk) -> Result<()> {
        let too_long = |text: &Option<String>| text.as_ref().is_some_and(|text| text.chars().count() > LONGEST_TEXT);
        if too_long(&self.remark) {
            return Err(Failure::invalid_field("remark", "visits.too_long"));
        }
        if too_long(&self.next_step) {
            return Err(Failure::invalid_field("next_step", "visits.too_long"));
        }
        if self.needs.len() > MOST_NEEDS || self.needs.iter().any(|need| need.chars().count() > LONGEST_NEED) {
            return Err(Failure::invalid_field("needs", "visits.too_long"));
        }
        match self.follow_up_on {
            Some(day) if day < desk.today || day > desk.today + Days::new(366) => {
                Err(Failure::invalid_field("follow_up_on", "visits.impossible_time"))
            }
            _ => Ok(()),
        }
    }
}

/// Records a visit, anywhere in its window or after it. It ends the no-answer protocol.
pub async fn record(tx: &Tx, visit: visit::Model, by: Option<Uuid>, record: Record) -> Result<visit::Model> {
    let desk = Desk::of(tx).await?;
    record.check(&desk)?;
    let state = state::next(visit.state, Event::Record).ok_or(VisitError::WrongState)?;
    let visited_at = record.visited_at.unwrap_or(tx.now());
    if visited_at > tx.now() || visited_at < tx.now() - LATEST {
        return Err(VisitError::ImpossibleTime.into());
    }
    if visited_at < visit.opens_at {
        return Err(VisitError::NotOpenYet.into());
    }
    let remark = record.remark.as_deref().filter(|text| !text.trim().is_empty());
    let row = visit::ActiveModel {
        id: Set(visit.id),
        kind: Set(record.kind.to_string()),
        state: Set(state),
        next_at: Set(None),
        visited_at: Set(Some(visited_at)),
        recorded_at: Set(Some(tx.now())),
        recorded_by: Set(by),
        wellbeing: Set(Some(record.wellbeing)),
        needs: Set(json!(record.needs)),
        remark: Set(remark.map(|text| tx.seal("visit", "remark", visit.id, text)).transpose()?),
        next_step: Set(record.next_step.clone()),
        ..Default::default()
    };
    let visit = tx.update(row).await?;
    mark(tx, &desk, &visit, visited_at).await?;
    if record.wellbeing == Wellbeing::Urgent {
        reminders::escalate_now(tx, &desk, &visit, "urgent").await?;
    }
    if let Some(day) = record.follow_up_on {
        follow_up(tx, &desk, &visit, day).await?;
    }
    protocol::set_alarm(tx).await?;
    Ok(visit)
}

async fn mark(tx: &Tx, desk: &Desk, visit: &visit::Model, visited_at: DateTime<Utc>) -> Result<()> {
    mark_due(tx, desk, visit).await?;
    for measure in ["visits.done", "month.elders", "month.visited"] {
        tx.mark(desk.day(visited_at), measure).await?;
    }
    Ok(())
}

/// A further visit on `day`; recording the same visit cannot ask for a second one.
async fn follow_up(tx: &Tx, desk: &Desk, visit: &visit::Model, day: NaiveDate) -> Result<()> {
    let person = tx.get::<person::Entity>(visit.person_id).await?;
    let (opens_at, due_at) = (desk.midnight(day).max(tx.now()), desk.midnight(day + Days::new(1)));
    let extra = Extra { slot: format!("follow_up@{}", visit.id), opens_at, due_at, kind: Kind::Home };
    service::insert(tx, desk, person, extra).await?;
    Ok(())
}
