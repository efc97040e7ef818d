//! What a member has to do today besides visits, each kind asked of its own context.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ActiveEnum;
use uuid::Uuid;

use super::errand::{Errand, Kind};
use crate::{
    assignment::{self, Of, rules::clock::Level},
    campaigns::doors,
    kernel::{PageRequest, Result, Tx},
    ledgers,
    matters::matter,
    outreach::coverage,
    patrols::{self, patrol_finding, patrol_point},
    people::{Reach, building, here::Here, query::by_ids},
    visits::rules::walking::Place,
};

/// All of it, in no order.
pub(super) async fn of(tx: &Tx, member: Uuid) -> Result<Vec<Errand>> {
    let here = Here::of(tx).await?;
    let mut day = Day { tx, member, today: here.today, tonight: here.night_of(here.today), all: Vec::new() };
    day.rounds().await?;
    day.given().await?;
    day.inspections().await?;
    day.doors().await?;
    day.interviews().await?;
    let Day { all, .. } = day;
    placed(tx, all).await
}

/// An errand at a building that is known by its identity only.
type At = (Errand, Option<Uuid>);

struct Day<'a> {
    tx: &'a Tx,
    member: Uuid,
    today: NaiveDate,
    tonight: DateTime<Utc>,
    all: Vec<At>,
}

impl Day<'_> {
    /// The points that are left of one's rounds.
    async fn rounds(&mut self) -> Result<()> {
        for walk in patrols::query::rounds(self.tx, self.today, Some(self.member)).await? {
            for point in walk.left {
                let building = point.building_id;
                let key = Some(point.code);
                let errand =
                    Errand { key, note: [walk.route.as_str(), &point.place].join(" "), ..plain(Kind::Point, point.id, point.name) };
                self.all.push((errand, building));
            }
        }
        Ok(())
    }

    /// Matters and findings that are given to one: a page of a hundred, the most pressing first.
    async fn given(&mut self) -> Result<()> {
        let page = PageRequest { limit: Some(100), after: None };
        let held = assignment::query::held_by(self.tx, self.member, &page).await?.items;
        let (mut matters, mut findings) = (Vec::new(), Vec::new());
        for given in &held {
            match given.of()? {
                Of::Matter(id) => matters.push(id),
                Of::Finding(id) => findings.push(id),
            }
        }
        let matters = by_ids::<matter::Entity>(self.tx, matter::Column::Id, matters).await?;
        let findings = by_ids::<patrol_finding::Entity>(self.tx, patrol_finding::Column::Id, findings).await?;
        let points = by_ids::<patrol_point::Entity>(self.tx, patrol_point::Column::Id, findings.iter().map(|row| row.point_id)).await?;
        let points: HashMap<Uuid, patrol_point::Model> = points.into_iter().map(|row| (row.id, row)).collect();
        let of_finding = |row: patrol_finding::Model| {
            let point = points.get(&row.point_id);
            (row.id, (point.and_then(|point| point.building_id), point.map(|point| point.place.clone()).unwrap_or_default()))
        };
        let mut places: HashMap<Uuid, (Option<Uuid>, String)> = findings.into_iter().map(of_finding).collect();
        places.extend(matters.into_iter().map(|row| (row.id, (row.building_id, row.place))));
        for given in held {
            let of = given.of()?;
            let kind = match of {
                Of::Matter(_) => Kind::Matter,
                Of::Finding(_) => Kind::Finding,
            };
            let (building, note) = places.remove(&of.id()).unwrap_or_default();
            let errand = Errand { note, due_at: Some(given.due_at), level: given.level, ..plain(kind, of.id(), given.title) };
            self.all.push((errand, building));
        }
        Ok(())
    }

    /// Rows of ledgers in one's own grids whose inspection is due today, or was.
    async fn inspections(&mut self) -> Result<()> {
        for due in ledgers::query::to_inspect(self.tx, Reach::GridsOf(self.member), self.today).await? {
            let level = if due.by < self.today { Level::Red } else { Level::Yellow };
            let key = Some(due.ledger.to_string());
            self.all.push((Errand { key, note: due.ledger_name, level, ..plain(Kind::Inspection, due.id, due.title) }, due.building));
        }
        Ok(())
    }

    /// Doors that are open where one has a shift today.
    async fn doors(&mut self) -> Result<()> {
        for open in doors::open(self.tx, self.member, self.tonight).await? {
            let errand = plain(Kind::Doors, open.campaign, open.title);
            self.all.push((Errand { count: Some(open.count), due_at: Some(open.until), ..errand }, open.building));
        }
        Ok(())
    }

    /// Interviews that one's own grids still owe in this period.
    async fn interviews(&mut self) -> Result<()> {
        for plan in coverage::around(self.tx, self.today).await? {
            let mine = plan.lines.iter().filter(|line| line.worker == Some(self.member) && line.missing() > 0);
            for line in mine {
                let errand = plain(Kind::Interviews, plan.plan.questionnaire_id, line.name.clone());
                self.all.push((Errand { key: Some(plan.plan.party.to_value()), count: Some(line.missing()), ..errand }, None));
            }
        }
        Ok(())
    }
}

fn plain(kind: Kind, id: Uuid, title: String) -> Errand {
    Errand { kind, id, key: None, title, note: String::new(), count: None, place: None, due_at: None, level: Level::Green, visit: None }
}

/// Each with where its building is on the way.
async fn placed(tx: &Tx, all: Vec<At>) -> Result<Vec<Errand>> {
    let buildings = by_ids::<building::Entity>(tx, building::Column::Id, all.iter().filter_map(|(_, building)| *building)).await?;
    let buildings: HashMap<Uuid, building::Model> = buildings.into_iter().map(|row| (row.id, row)).collect();
    let place = |id: Option<Uuid>| {
        let row = buildings.get(&id?)?;
        Some(Place { building_order: row.walk_order, building: row.name.clone(), ..Place::default() })
    };
    Ok(all.into_iter().map(|(errand, building)| Errand { place: place(building), ..errand }).collect())
}
