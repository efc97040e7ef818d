//! What comes back (回潮): by grid, by building, by kind.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{patrol_finding, patrol_point};
use crate::{
    kernel::{Result, Tx},
    people::{building, grid, words::word},
};

/// What findings are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The grid.
    Grid,
    /// The building.
    Building,
    /// The kind of trouble.
    Kind,
    /// The point.
    Point,
}

/// How much of what was found somewhere had come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where, or what: a name, or the word of a kind; empty where there is none.
    pub name: String,
    /// How much was found.
    pub found: u64,
    /// How much of it had come back.
    pub returned: u64,
    /// After how many days, in the middle.
    pub median_days: Option<i64>,
}

/// What was found since an instant, grouped; where most came back first.
pub async fn lines(tx: &Tx, by: By, since: DateTime<Utc>) -> Result<Vec<Line>> {
    use patrol_finding::Column;
    let findings =
        tx.find::<patrol_finding::Entity>().filter(Column::FoundAt.gte(since)).filter(Column::State.ne(patrol_finding::State::CalledOff));
    let (findings, names) = (findings.all(tx.conn()).await?, Names::of(tx, by).await?);
    let mut groups: BTreeMap<String, (u64, Vec<i64>)> = BTreeMap::new();
    for finding in findings {
        let (found, back) = groups.entry(names.of_finding(by, &finding)).or_default();
        *found += 1;
        back.extend(finding.return_days);
    }
    let mut lines: Vec<Line> = groups.into_iter().map(|(name, (found, back))| line(name, found, back)).collect();
    lines.sort_by_key(|line| (std::cmp::Reverse((line.returned, line.found)), line.name.clone()));
    Ok(lines)
}

fn line(name: String, found: u64, mut back: Vec<i64>) -> Line {
    back.sort_unstable();
    Line { name, found, returned: back.len() as u64, median_days: back.get(back.len() / 2).copied() }
}

struct Names {
    places: HashMap<Uuid, String>,
    points: HashMap<Uuid, patrol_point::Model>,
}

impl Names {
    async fn of(tx: &Tx, by: By) -> Result<Self> {
        let places = match by {
            By::Grid => tx.find::<grid::Entity>().all(tx.conn()).await?.into_iter().map(|grid| (grid.id, grid.name)).collect(),
            By::Building => tx.find::<building::Entity>().all(tx.conn()).await?.into_iter().map(|one| (one.id, one.name)).collect(),
            By::Kind | By::Point => HashMap::new(),
        };
        let points = tx.find::<patrol_point::Entity>().all(tx.conn()).await?;
        Ok(Self { places, points: points.into_iter().map(|point| (point.id, point)).collect() })
    }

    fn of_finding(&self, by: By, finding: &patrol_finding::Model) -> String {
        let point = self.points.get(&finding.point_id);
        let place = |id: Option<Uuid>| id.and_then(|id| self.places.get(&id).cloned()).unwrap_or_default();
        match by {
            By::Kind => word(finding.kind),
            By::Point => point.map(|point| point.name.clone()).unwrap_or_default(),
            By::Grid => place(finding.grid_id),
            By::Building => place(point.and_then(|point| point.building_id)),
        }
    }
}
