//! Patrols, as they travel.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    assignment::Sight,
    duty,
    evidence::Of,
    kernel::{Failure, Tx},
    patrols::{
        checks, patrol_check, patrol_point, patrol_trouble,
        query::{self, Found, Laid, Walk},
        recurrence::Line,
        routes,
    },
    people::words::{self, word},
    tenancy::members,
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::{
    assignment::{Assignment, AssignmentStep, who},
    evidence::Photo,
};

/// So many of the last looks are told.
const LOOKS: u64 = 20;

/// Points.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PatrolPointPage {
    pub items: Vec<PatrolPoint>,
    pub next: Option<String>,
}

/// A place that is looked at again and again.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PatrolPoint {
    id: Uuid,
    name: String,
    place: String,
    /// What its QR code says.
    code: String,
    building_id: Option<Uuid>,
    grid_id: Option<Uuid>,
    route_id: Option<Uuid>,
    /// Every so many days it is looked at, if nothing comes back.
    base_days: i64,
    /// Every so many days it is looked at now.
    every_days: i64,
    next_on: NaiveDate,
    retired: bool,
    /// What came up there, the worst first; only for a single point.
    troubles: Option<Vec<PatrolTrouble>>,
    /// The last looks; only for a single point.
    looks: Option<Vec<PatrolLook>>,
}

/// A kind of trouble at a point.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PatrolTrouble {
    kind: String,
    findings: i64,
    returns: i64,
    rectified_on: Option<NaiveDate>,
}

/// A look at a point.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PatrolLook {
    at: DateTime<Utc>,
    found: i64,
    note: String,
    by: Option<String>,
}

impl PatrolPoint {
    /// Tells a point in a list.
    pub fn brief(point: patrol_point::Model) -> Self {
        Self {
            id: point.id,
            name: point.name,
            place: point.place,
            code: point.code,
            building_id: point.building_id,
            grid_id: point.grid_id,
            route_id: point.route_id,
            base_days: point.base_days,
            every_days: point.every_days,
            next_on: point.next_on,
            retired: point.retired,
            troubles: None,
            looks: None,
        }
    }

    /// Tells a point with what came up there.
    pub async fn whole(tx: &Tx, point: patrol_point::Model) -> Result<Self, Failure> {
        let names = members::names(tx).await?;
        let looks = query::checks(tx, point.id, LOOKS).await?.into_iter().map(|check| PatrolLook {
            at: check.created_at,
            found: check.found,
            note: check.note,
            by: who(&names, &check.actor),
        });
        let troubles = query::troubles(tx, point.id).await?.into_iter().map(PatrolTrouble::from).collect();
        Ok(Self { looks: Some(looks.collect()), troubles: Some(troubles), ..Self::brief(point) })
    }
}

impl From<patrol_trouble::Model> for PatrolTrouble {
    fn from(row: patrol_trouble::Model) -> Self {
        Self { kind: word(row.kind), findings: row.findings, returns: row.returns, rectified_on: row.rectified_on }
    }
}

/// A point to be kept.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewPatrolPoint {
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
    #[oai(validator(max_length = 100))]
    place: Option<String>,
    building_id: Option<Uuid>,
    grid_id: Option<Uuid>,
    /// Every so many days it is looked at.
    base_days: i64,
    next_on: Option<NaiveDate>,
    retired: Option<bool>,
}

impl From<NewPatrolPoint> for routes::PointPlan {
    fn from(new: NewPatrolPoint) -> Self {
        Self {
            name: new.name,
            place: new.place.unwrap_or_default(),
            building: new.building_id,
            grid: new.grid_id,
            base_days: new.base_days,
            next_on: new.next_on,
            retired: new.retired.unwrap_or_default(),
        }
    }
}

/// Points that are walked one after the other.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PatrolRoute {
    id: Uuid,
    name: String,
    owner_id: Option<Uuid>,
    retired: bool,
    points: Vec<PatrolPoint>,
}

impl From<Laid> for PatrolRoute {
    fn from(laid: Laid) -> Self {
        Self {
            id: laid.route.id,
            name: laid.route.name,
            owner_id: laid.route.owner_id,
            retired: laid.route.retired,
            points: laid.points.into_iter().map(PatrolPoint::brief).collect(),
        }
    }
}

/// A route to be kept.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewPatrolRoute {
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
    /// Who usually walks it.
    owner_id: Option<Uuid>,
    /// Its points, in the order in which they are walked.
    #[oai(validator(max_items = 200))]
    point_ids: Vec<Uuid>,
    retired: Option<bool>,
}

impl From<NewPatrolRoute> for routes::RoutePlan {
    fn from(new: NewPatrolRoute) -> Self {
        Self { name: new.name, owner: new.owner_id, points: new.point_ids, retired: new.retired.unwrap_or_default() }
    }
}

/// A round of the day.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PatrolRound {
    id: Uuid,
    on_day: NaiveDate,
    route: String,
    /// Who walks it; none if nobody does.
    member_id: Option<Uuid>,
    member: Option<String>,
    /// Whether it is somebody else than usual.
    reassigned: bool,
    /// `planned`, `done` or `missed`.
    state: String,
    /// What is still to be looked at, in walking order.
    left: Vec<PatrolPoint>,
}

impl PatrolRound {
    /// Tells rounds with the names of those who walk them.
    pub async fn all(tx: &Tx, walks: Vec<Walk>) -> Result<Vec<Self>, Failure> {
        let names = duty::query::names(tx, walks.iter().filter_map(|walk| walk.round.member_id)).await?;
        let told = |walk: Walk| Self {
            id: walk.round.id,
            on_day: walk.round.on_day,
            route: walk.route,
            member: walk.round.member_id.and_then(|member| names.get(&member).cloned()),
            member_id: walk.round.member_id,
            reassigned: walk.round.reassigned,
            state: word(walk.round.state),
            left: walk.left.into_iter().map(PatrolPoint::brief).collect(),
        };
        Ok(walks.into_iter().map(told).collect())
    }
}

/// What was seen at a point.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewPatrolLook {
    #[oai(validator(max_length = 500))]
    note: Option<String>,
    /// What is not as it should be; nothing, if all is well.
    #[oai(validator(max_items = 9))]
    findings: Vec<NewFinding>,
}

/// Something that is not as it should be.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewFinding {
    /// `clutter`, `bins`, `litter`, `green`, `bikes`, `wires`, `ads`, `broken` or `other`.
    #[oai(validator(max_length = 20))]
    kind: String,
    #[oai(validator(max_length = 500))]
    detail: Option<String>,
    /// Who is to put it right; the property company, if nobody is named.
    member_id: Option<Uuid>,
}

impl NewPatrolLook {
    /// The look, if its words are known.
    pub fn read(self) -> Result<checks::Look, Failure> {
        let seen = |new: NewFinding| {
            let kind = words::read(&new.kind).ok_or_else(|| Failure::invalid_field("kind", "kernel.word_unknown"))?;
            Ok(checks::Seen { kind, detail: new.detail.unwrap_or_default(), to: new.member_id })
        };
        let seen = self.findings.into_iter().map(seen).collect::<Result<_, Failure>>()?;
        Ok(checks::Look { seen, note: self.note.unwrap_or_default() })
    }
}

/// A look that was written down.
#[derive(Object)]
pub struct PatrolLooked {
    id: Uuid,
    /// What was found, to add photos to.
    finding_ids: Vec<Uuid>,
}

impl PatrolLooked {
    /// What came of a look.
    pub fn new(check: patrol_check::Model, findings: impl Iterator<Item = Uuid>) -> Self {
        Self { id: check.id, finding_ids: findings.collect() }
    }
}

/// Findings.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FindingPage {
    pub items: Vec<Finding>,
    pub next: Option<String>,
}

/// Something that is not as it should be, until it is put right and stays so.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Finding {
    id: Uuid,
    number: i64,
    point_id: Uuid,
    point: String,
    kind: String,
    detail: String,
    /// `open`, `cooling`, `solved`, `returned` or `called_off`.
    state: String,
    found_at: DateTime<Utc>,
    rectified_at: Option<DateTime<Utc>>,
    on_time: Option<bool>,
    /// Until when it is watched.
    cool_until: Option<NaiveDate>,
    /// After how many days it came back.
    return_days: Option<i64>,
    result: String,
    holder: Option<String>,
    assignment: Option<Assignment>,
    /// What happened, the earliest first; only for a single finding.
    history: Option<Vec<AssignmentStep>>,
    /// Photos; only for a single finding.
    photos: Option<Vec<Photo>>,
}

impl Finding {
    /// Tells a finding in a list.
    pub fn brief(found: Found) -> Result<Self, Failure> {
        let Found { finding, point, given, holder } = found;
        Ok(Self {
            id: finding.id,
            number: finding.number,
            point_id: finding.point_id,
            point,
            kind: word(finding.kind),
            detail: finding.detail,
            state: word(finding.state),
            found_at: finding.found_at,
            rectified_at: finding.rectified_at,
            on_time: finding.on_time,
            cool_until: finding.cool_until,
            return_days: finding.return_days,
            result: finding.result,
            holder,
            assignment: given.map(Assignment::new).transpose()?,
            history: None,
            photos: None,
        })
    }

    /// Tells a finding with all that belongs to it.
    pub async fn whole(tx: &Tx, sight: Sight, id: Uuid) -> Result<Self, Failure> {
        let found = query::finding(tx, sight, id).await?;
        let history = match &found.given {
            Some(given) => AssignmentStep::all(tx, given.id, &members::names(tx).await?).await?,
            None => Vec::new(),
        };
        Ok(Self { history: Some(history), photos: Some(Photo::all(tx, Of::Finding(id)).await?), ..Self::brief(found)? })
    }
}

/// How much of what was found somewhere had come back.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Recurrence {
    /// Where, or what: a name, or the word of a kind; empty where there is none.
    name: String,
    found: u64,
    returned: u64,
    /// After how many days, in the middle.
    median_days: Option<i64>,
}

impl From<Line> for Recurrence {
    fn from(line: Line) -> Self {
        Self { name: line.name, found: line.found, returned: line.returned, median_days: line.median_days }
    }
}
