//! What is owed.

use std::collections::BTreeMap;

use mulin_entity::{
    kernel::Failure,
    visits::{rules::cadence, visit_plan},
};
use poem_openapi::Object;
use uuid::Uuid;

/// What a community has decided about visits.
#[derive(Object)]
#[oai(rename = "VisitPolicy", deny_unknown_fields)]
pub struct Policy {
    /// What is owed by tier: `red`, `yellow`, `green`.
    tiers: BTreeMap<String, Vec<Duty>>,
    /// What is owed by group, on top; of each kind the most frequent counts.
    groups: BTreeMap<String, Vec<Duty>>,
    /// Within how many hours after a major event somebody is visited.
    event_hours: u32,
    timers: Timers,
}

/// A kind of visit, so often.
#[derive(Object)]
#[oai(rename = "VisitDuty", deny_unknown_fields)]
struct Duty {
    /// `home`, `phone` or `video`.
    kind: String,
    /// `day`, `week`, `month` or `quarter`.
    every: String,
}

/// The timers of the no-answer protocol.
#[derive(Object)]
#[oai(rename = "VisitTimers", deny_unknown_fields)]
struct Timers {
    /// After how many minutes the door is tried again.
    again_minutes: u32,
    /// After how many further minutes phone and neighbours must have been tried.
    phone_minutes: u32,
    /// After how many hours the administrators are told again.
    repeat_hours: u32,
}

/// What is owed to a person.
#[derive(Object)]
#[oai(rename = "VisitPlan", skip_serializing_if_is_none)]
pub struct Plan {
    id: Uuid,
    person_id: Uuid,
    /// The duty as text, such as `week.home`.
    rule: String,
    kind: String,
    every: String,
    /// A visitor of the person's own.
    visitor_id: Option<Uuid>,
}

/// Plans.
#[derive(Object)]
#[oai(rename = "VisitPlanPage", skip_serializing_if_is_none)]
pub struct PlanPage {
    pub items: Vec<Plan>,
    pub next: Option<String>,
}

/// Who is to pay the visits.
#[derive(Object)]
#[oai(rename = "VisitAssignment", deny_unknown_fields)]
pub struct Assignment {
    /// The member; the grid's worker if none.
    pub visitor_id: Option<Uuid>,
}

impl From<visit_plan::Model> for Plan {
    fn from(row: visit_plan::Model) -> Self {
        let visit_plan::Model { id, person_id, rule, kind, every, visitor_id, .. } = row;
        Self { id, person_id, rule, kind, every, visitor_id }
    }
}

impl From<cadence::Policy> for Policy {
    fn from(policy: cadence::Policy) -> Self {
        let told = |owed: BTreeMap<String, Vec<cadence::Duty>>| {
            let duty = |duty: cadence::Duty| Duty { kind: duty.kind.to_string(), every: duty.every.to_string() };
            owed.into_iter().map(|(subject, duties)| (subject, duties.into_iter().map(duty).collect())).collect()
        };
        let cadence::Timers { again_minutes, phone_minutes, repeat_hours } = policy.timers;
        Self {
            tiers: told(policy.tiers),
            groups: told(policy.groups),
            event_hours: policy.event_hours,
            timers: Timers { again_minutes, phone_minutes, repeat_hours },
        }
    }
}

impl TryFrom<Policy> for cadence::Policy {
    type Error = Failure;

    fn try_from(policy: Policy) -> Result<Self, Failure> {
        let Timers { again_minutes, phone_minutes, repeat_hours } = policy.timers;
        Ok(Self {
            tiers: read(policy.tiers)?,
            groups: read(policy.groups)?,
            event_hours: policy.event_hours,
            timers: cadence::Timers { again_minutes, phone_minutes, repeat_hours },
        })
    }
}

fn read(owed: BTreeMap<String, Vec<Duty>>) -> Result<BTreeMap<String, Vec<cadence::Duty>>, Failure> {
    let duty = |duty: Duty| Ok(cadence::Duty { kind: duty.kind.parse()?, every: duty.every.parse()? });
    owed.into_iter().map(|(subject, duties)| Ok((subject, duties.into_iter().map(duty).collect::<Result<_, Failure>>()?))).collect()
}
