//! Targets: set by a street, seen by its communities, each beside how far it is.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    kernel::Why,
    reports::{
        DEFINITION, can,
        goal::Goal,
        targets::{self, Line, Own, Score},
    },
};
use poem_openapi::{Object, OpenApi, param::Query, payload::Json};

use crate::{Guard, Reply, Tag};

/// Targets.
pub struct TargetsApi;

/// How far somebody is.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TargetScore {
    /// How much is wanted; of a share whole percents.
    value: Option<i64>,
    /// What was done since the year began.
    done: i64,
    /// Of how many, for a share.
    of: Option<i64>,
    /// `reached`, `on_course`, `behind`, or `open` while there was nothing of which it could be a share; none if nothing is wanted.
    standing: Option<String>,
}

/// A community's part in it.
#[derive(Object)]
pub struct TargetPart {
    code: String,
    name: String,
    /// Whether another value is wanted of it than of all.
    differs: bool,
    score: TargetScore,
}

/// What a target can be set for.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct StreetTarget {
    /// The figure.
    measure: String,
    /// Of which figure it is a share; none if it is counted.
    share_of: Option<String>,
    /// How much is wanted of each community, unless another value is wanted of it.
    value: Option<i64>,
    /// All communities together.
    total: TargetScore,
    communities: Vec<TargetPart>,
}

/// A street's targets.
#[derive(Object)]
pub struct StreetTargets {
    year: i32,
    from: NaiveDate,
    /// The last day that counts: today, or the last of the year.
    to: NaiveDate,
    as_of: DateTime<Utc>,
    definition: i64,
    /// Everything that a target can be set for.
    targets: Vec<StreetTarget>,
}

/// A target, as a community sees it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct OwnTarget {
    /// The figure.
    measure: String,
    /// Of which figure it is a share; none if it is counted.
    share_of: Option<String>,
    score: TargetScore,
}

/// What its street wants of a community.
#[derive(Object)]
pub struct OwnTargets {
    year: i32,
    from: NaiveDate,
    to: NaiveDate,
    as_of: DateTime<Utc>,
    definition: i64,
    targets: Vec<OwnTarget>,
}

/// A target to set.
#[derive(Object)]
pub struct NewTarget {
    year: i32,
    /// The figure, as `targets` of the street's list name it.
    measure: String,
    /// How much is wanted: of a share 1 to 100 percents. None takes it back.
    value: Option<i64>,
    /// The code of the community of which another value is wanted; none for all.
    community: Option<String>,
}

#[OpenApi(tag = "Tag::Reports")]
impl TargetsApi {
    /// What the street wants by the end of a year, of the present one unless told, and how far its communities are.
    #[oai(path = "/street/targets", method = "get", operation_id = "targets.list_street")]
    async fn list_street(&self, caller: Guard<can::ReadStreet>, year: Query<Option<i32>>) -> Reply<Json<StreetTargets>> {
        let sys = caller.db().system_read(Why::StreetFigures).await?;
        Ok(Json(StreetTargets::new(targets::of_street(&sys, caller.street()?, year.0).await?)))
    }

    /// Set a target for all communities, or another one for one of them; without a value it is taken back.
    #[oai(path = "/street/targets", method = "put", operation_id = "targets.set")]
    async fn set(&self, caller: Guard<can::SetTargets>, body: Json<NewTarget>) -> Reply<Json<StreetTargets>> {
        let NewTarget { year, measure, value, community } = body.0;
        let new = targets::NewTarget { year, measure, value, community };
        let sys = caller.db().system(Why::StreetFigures).await?;
        targets::set(&sys, caller.street()?, caller.account(), caller.actor(), new).await?;
        let targets = targets::of_street(&sys, caller.street()?, Some(year)).await?;
        sys.commit().await?;
        Ok(Json(StreetTargets::new(targets)))
    }

    /// What the street wants of this community, and how far it is.
    #[oai(path = "/targets", method = "get", operation_id = "targets.list")]
    async fn list(&self, caller: Guard<can::ReadDashboard>, year: Query<Option<i32>>) -> Reply<Json<OwnTargets>> {
        let sys = caller.db().system_read(Why::StreetFigures).await?;
        Ok(Json(OwnTargets::new(targets::of_community(&sys, &caller.member()?.community, year.0).await?)))
    }
}

impl TargetScore {
    fn new(goal: &Goal, score: Score) -> Self {
        Self {
            value: score.target,
            done: score.done.done,
            of: goal.of.map(|_| score.done.of),
            standing: score.standing.map(|standing| standing.word().to_owned()),
        }
    }
}

impl StreetTargets {
    fn new(set: targets::Targets) -> Self {
        let targets::Targets { year, as_of, lines } = set;
        let (from, to) = (year.span.from, year.span.to);
        Self { year: year.year, from, to, as_of, definition: DEFINITION, targets: lines.into_iter().map(StreetTarget::new).collect() }
    }
}

impl StreetTarget {
    fn new(line: Line) -> Self {
        let Line { goal, value, total, communities } = line;
        let part = |own: Own| TargetPart {
            code: own.community.code,
            name: own.community.name,
            differs: own.differs,
            score: TargetScore::new(goal, own.score),
        };
        Self {
            measure: goal.measure.to_owned(),
            share_of: goal.of.map(str::to_owned),
            value,
            total: TargetScore::new(goal, total),
            communities: communities.into_iter().map(part).collect(),
        }
    }
}

impl OwnTargets {
    fn new(set: targets::Targets) -> Self {
        let targets::Targets { year, as_of, lines } = set;
        let own = |line: Line| {
            let score = line.communities.first()?.score;
            Some(OwnTarget {
                measure: line.goal.measure.to_owned(),
                share_of: line.goal.of.map(str::to_owned),
                score: TargetScore::new(line.goal, score),
            })
        };
        let targets = lines.into_iter().filter_map(own).collect();
        Self { year: year.year, from: year.span.from, to: year.span.to, as_of, definition: DEFINITION, targets }
    }
}
