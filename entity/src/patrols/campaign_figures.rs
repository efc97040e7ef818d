//! What a campaign changed: found, put right and come back, by grid, before it, while it ran and since. Counted from the findings, which know
//! nothing of campaigns; only what is summed up is kept as it was.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Kind,
    campaign_rules::Windows,
    campaigns::Cover,
    patrol_campaign::{self, Stage},
    patrol_finding::{self, Column, State},
};
use crate::{
    kernel::{Page, PageRequest, Result, Tx},
    people::{grid, words},
    visits::desk::Desk,
};

/// What was found in some days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// So much was found.
    pub found: i64,
    /// So much of it was put right.
    pub rectified: i64,
    /// So much of it had come back.
    pub returned: i64,
}

impl Tally {
    fn count(&mut self, finding: &patrol_finding::Model) {
        self.found += 1;
        self.rectified += i64::from(finding.rectified_at.is_some());
        self.returned += i64::from(finding.return_days.is_some());
    }
}

/// The figures of one grid.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The grid; none for what is in none.
    pub grid: Option<Uuid>,
    /// What it is called.
    pub name: String,
    /// As many days before.
    pub before: Tally,
    /// The days of the campaign.
    pub during: Tally,
    /// As many days after, as far as they are over.
    pub after: Tally,
}

/// The figures of a campaign by grid: those of one that is summed up as they were then, only what came after is counted on.
pub async fn lines(tx: &Tx, campaign: &patrol_campaign::Model) -> Result<Vec<Line>> {
    let desk = Desk::of(tx).await?;
    let windows = Windows::of(campaign.from_day, campaign.until_day, campaign.closed_on);
    let now = count(tx, &desk, campaign, windows).await?;
    let Some(closing) = &campaign.closing else { return Ok(now) };
    let mut kept: Vec<Line> = serde_json::from_value(closing.clone())?;
    for line in now {
        match kept.iter_mut().find(|kept| kept.grid == line.grid) {
            Some(kept) => kept.after = line.after,
            None if line.after != Tally::default() => kept.push(Line { before: Tally::default(), during: Tally::default(), ..line }),
            None => {}
        }
    }
    Ok(kept)
}

/// Counts them from the findings.
pub(crate) async fn count(tx: &Tx, desk: &Desk, campaign: &patrol_campaign::Model, windows: Windows) -> Result<Vec<Line>> {
    let names: BTreeMap<Uuid, String> =
        tx.find::<grid::Entity>().all(tx.conn()).await?.into_iter().map(|grid| (grid.id, grid.name)).collect();
    let mut lines: BTreeMap<Option<Uuid>, Line> = BTreeMap::new();
    for finding in findings(tx, desk, campaign, windows.before.from, windows.after.until).await? {
        let line = lines.entry(finding.grid_id).or_insert_with(|| Line {
            grid: finding.grid_id,
            name: finding.grid_id.and_then(|grid| names.get(&grid).cloned()).unwrap_or_default(),
            ..Line::default()
        });
        let day = desk.day(finding.found_at);
        let tally = match () {
            () if day < windows.during.from => &mut line.before,
            () if day <= windows.during.until => &mut line.during,
            () => &mut line.after,
        };
        tally.count(&finding);
    }
    let mut lines: Vec<Line> = lines.into_values().collect();
    lines.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(lines)
}

/// What counts towards a campaign on some days; what was called off does not.
async fn findings(
    tx: &Tx,
    desk: &Desk,
    campaign: &patrol_campaign::Model,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<patrol_finding::Model>> {
    let cover = Cover::of(tx, campaign.id).await?;
    let kinds: Vec<Kind> = kinds(campaign);
    let mut rows = tx.find::<patrol_finding::Entity>().filter(Column::State.ne(State::CalledOff));
    rows = rows.filter(Column::FoundAt.gte(desk.midnight(from))).filter(Column::FoundAt.lt(desk.midnight(until + Days::new(1))));
    if !kinds.is_empty() {
        rows = rows.filter(Column::Kind.is_in(kinds));
    }
    Ok(rows.all(tx.conn()).await?.into_iter().filter(|finding| cover.has(finding.point_id, finding.grid_id)).collect())
}

/// The kinds of trouble that count towards a campaign; all without any.
pub fn kinds(campaign: &patrol_campaign::Model) -> Vec<Kind> {
    let all = campaign.kinds.as_array().into_iter().flatten();
    all.filter_map(|word| words::read(word.as_str()?)).collect()
}

/// Campaigns, the latest first.
pub async fn list(tx: &Tx, stage: Option<Stage>, page: &PageRequest) -> Result<Page<patrol_campaign::Model>> {
    use patrol_campaign::Column;
    let limit = page.limit()?;
    let mut rows = tx.find::<patrol_campaign::Entity>();
    if let Some(stage) = stage {
        rows = rows.filter(Column::Stage.eq(stage));
    }
    if let Some((day, id)) = page.key::<(NaiveDate, Uuid)>()? {
        let same = Condition::all().add(Column::FromDay.eq(day)).add(Column::Id.lt(id));
        rows = rows.filter(Condition::any().add(Column::FromDay.lt(day)).add(same));
    }
    let rows = rows.order_by_desc(Column::FromDay).order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    Page::cut(rows, limit, |row| (row.from_day, row.id))
}

/// One campaign.
pub async fn one(tx: &Tx, id: Uuid) -> Result<patrol_campaign::Model> {
    tx.get::<patrol_campaign::Entity>(id).await
}

/// What campaigns are called.
pub async fn names(tx: &Tx, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, String>> {
    let rows = tx.find::<patrol_campaign::Entity>().filter(patrol_campaign::Column::Id.is_in(ids));
    Ok(rows.all(tx.conn()).await?.into_iter().map(|campaign| (campaign.id, campaign.name)).collect())
}
