//! Matters that may be the same: suggested by place and words, merged by people.

use chrono::Duration;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Stage, care,
    error::MatterError,
    figures,
    matter::{self, Column},
    matter_event::Kind,
    rules, sight,
};
use crate::{
    assignment::{self, Act, Of, Sight},
    kernel::{Failure, Result, Tx},
    people::text,
};

/// What is older and closed is another matter.
const RECENT: Duration = Duration::days(60);
/// The most that are compared.
const MOST: u64 = 500;
/// The most that are suggested.
const SUGGESTED: usize = 5;

/// Matters that may be the same as what somebody is about to take in, the likeliest first.
pub async fn similar(tx: &Tx, sight: Sight, title: &str, place: &str, building: Option<Uuid>) -> Result<Vec<matter::Model>> {
    let alive = Condition::any().add(Column::Stage.eq(Stage::Open)).add(Column::ReceivedAt.gte(tx.now() - RECENT));
    let rows = sight::matters(tx, sight).filter(alive).filter(Column::Stage.is_not_in([Stage::Merged, Stage::Declined]));
    let rows = rows.order_by_desc(Column::ReceivedAt).limit(MOST).all(tx.conn()).await?;
    let place = text::squeezed(place);
    let mut found: Vec<(f64, matter::Model)> = rows
        .into_iter()
        .filter_map(|row| {
            let same_place =
                (building.is_some() && row.building_id == building) || (!place.is_empty() && text::squeezed(&row.place) == place);
            let likeness = rules::likeness(title, &row.title);
            rules::may_be_same(likeness, same_place).then_some((likeness + if same_place { 1.0 } else { 0.0 }, row))
        })
        .collect();
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    Ok(found.into_iter().take(SUGGESTED).map(|(_, row)| row).collect())
}

/// Has a matter dealt with in another one. Its reporter is told of that one's course from now on.
pub async fn merge(tx: &Tx, id: Uuid, into: Uuid) -> Result<()> {
    let (matter, target) = (tx.get::<matter::Entity>(id).await?, tx.get::<matter::Entity>(into).await?);
    if matter.stage != Stage::Open {
        return Err(MatterError::WrongStage.into());
    }
    if id == into || !matches!(target.stage, Stage::Open | Stage::Done) {
        return Err(Failure::from(MatterError::WrongTarget).field("into_id", "matters.wrong_target"));
    }
    let given = assignment::query::of(tx, Of::Matter(id)).await?.ok_or_else(Failure::not_found)?;
    assignment::service::act(tx, given.id, given.revision, Act::CallOff, &format!("#{}", target.number)).await?;
    let row = matter::ActiveModel { id: Set(id), stage: Set(Stage::Merged), merged_into: Set(Some(into)), ..Default::default() };
    tx.update(row).await?;
    care::event(tx, into, Kind::Merged, &format!("#{} {}", matter.number, matter.title)).await?;
    figures::mark(tx, &["matters.open"]).await
}
