//! Planning campaigns, and their course.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Cause, Stage, Whom,
    campaign::{self, Column},
    campaign_target,
    error::CampaignError,
    figures, notices,
    roster::{self, Filter},
    rules::course::{Act, next},
};
use crate::{
    kernel::{Failure, Result, Tx},
    outreach::Questions,
    people::{Group, Tier, building, grid, text, words},
    tenancy::membership,
};

/// The most questions at a door: a form that is filled in standing.
const MOST_QUESTIONS: usize = 10;
/// The oldest that anybody is asked to be.
const OLDEST: i32 = 130;

/// What is decided about a campaign.
#[derive(Debug, Clone)]
pub struct Design {
    /// Its title.
    pub title: String,
    /// What it is for.
    pub cause: Cause,
    /// What whoever goes has to know.
    pub detail: String,
    /// Whom it is to reach.
    pub whom: Whom,
    /// Which of those.
    pub filter: Filter,
    /// What is asked at each door.
    pub questions: Questions,
    /// Who leads it.
    pub lead: Option<Uuid>,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub due_on: NaiveDate,
}

/// Prepares a campaign.
pub async fn add(tx: &Tx, design: Design) -> Result<campaign::Model> {
    add_for(tx, None, design).await
}

/// The same, as an answer to a call of the street.
pub(super) async fn add_for(tx: &Tx, call: Option<Uuid>, design: Design) -> Result<campaign::Model> {
    let id = tx.new_id();
    let row = columns(tx, id, design, None).await?;
    tx.insert(campaign::ActiveModel { id: Set(id), call_id: Set(call), stage: Set(Stage::Planned), revision: Set(1), ..row }).await
}

/// Changes a campaign. Once the roster is frozen, whom it is for and what is asked stay as they were; where the street calls for it, always.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<campaign::Model> {
    let known = tx.get::<campaign::Entity>(id).await?;
    let row = columns(tx, id, design, Some(&known)).await?;
    match known.stage {
        Stage::Planned if known.call_id.is_none() => tx.revise(id, Column::Revision, revision, row).await,
        Stage::Planned | Stage::Running => {
            let kept = (Set(known.whom), Set(known.filter), Set(known.questions));
            let row = campaign::ActiveModel { whom: kept.0, filter: kept.1, questions: kept.2, ..row };
            let changed = tx.revise(id, Column::Revision, revision, row).await?;
            figures::mark(tx).await?;
            notices::watch(tx, &changed).await?;
            Ok(changed)
        }
        _ => Err(CampaignError::WrongStage.into()),
    }
}

/// Takes a campaign a step further.
pub async fn act(tx: &Tx, id: Uuid, revision: i64, act: Act) -> Result<campaign::Model> {
    let known = tx.get::<campaign::Entity>(id).await?;
    let stage = next(known.stage, act).ok_or(CampaignError::WrongStage)?;
    // Whoever else takes this step waits here, and is refused.
    let row = campaign::ActiveModel { stage: Set(stage), ..Default::default() };
    let mut campaign = tx.revise(id, Column::Revision, revision, row).await?;
    match act {
        Act::Start => {
            let meant = roster::meant(tx, campaign.whom, &campaign.filter()?).await?;
            if meant.is_empty() || meant.len() > roster::MOST {
                return Err(CampaignError::NobodyMeant.into());
            }
            roster::put(tx, &campaign, meant, false).await?;
            let row = campaign::ActiveModel { id: Set(id), frozen_at: Set(Some(tx.now())), ..Default::default() };
            campaign = tx.update(row).await?;
            notices::watch(tx, &campaign).await?;
        }
        Act::Close => {
            let gone = roster::difference(tx, &campaign).await?.gone;
            roster::mark_gone(tx, gone).await?;
            if left(tx, id).await? > 0 {
                return Err(CampaignError::SomeLeft.into());
            }
            let row = campaign::ActiveModel { id: Set(id), closed_at: Set(Some(tx.now())), ..Default::default() };
            campaign = tx.update(row).await?;
        }
        Act::Reopen => {
            let row = campaign::ActiveModel { id: Set(id), closed_at: Set(None), ..Default::default() };
            campaign = tx.update(row).await?;
        }
        Act::Drop => {}
    }
    tx.audit("campaigns.act", "campaign", id, serde_json::json!({"act": act.word()})).await?;
    figures::mark(tx).await?;
    Ok(campaign)
}

/// How many targets are neither done nor excused.
async fn left(tx: &Tx, id: Uuid) -> Result<u64> {
    use campaign_target::Column;
    let open = tx.find::<campaign_target::Entity>().filter(Column::CampaignId.eq(id)).filter(Column::Settled.eq(false));
    Ok(open.count(tx.conn()).await?)
}

/// A design as it is kept.
async fn columns(tx: &Tx, id: Uuid, design: Design, before: Option<&campaign::Model>) -> Result<campaign::ActiveModel> {
    let wrong = |field: &str, code| Err(Failure::invalid_field(field, code));
    let title = text::line(&design.title);
    if title.is_empty() {
        return wrong("title", "campaigns.title_wanted");
    }
    let namesake = tx.find::<campaign::Entity>().filter(Column::Title.eq(&title)).filter(Column::Id.ne(id));
    if namesake.one(tx.conn()).await?.is_some() {
        return Err(CampaignError::TitleTaken.into());
    }
    if design.due_on < design.starts_on {
        return wrong("due_on", "campaigns.due_before_start");
    }
    if let Some(lead) = design.lead {
        tx.get::<membership::Entity>(lead).await?;
    }
    check(tx, &design.filter).await?;
    let mut questions = design.questions;
    if questions.0.len() > MOST_QUESTIONS {
        return wrong("questions", "campaigns.too_many_questions");
    }
    let asked_before = before.map(campaign::Model::questions).transpose()?;
    questions.number(&asked_before.iter().collect::<Vec<_>>());
    if !questions.0.is_empty() {
        questions.check()?;
    }
    Ok(campaign::ActiveModel {
        title: Set(title),
        cause: Set(design.cause),
        detail: Set(design.detail.trim().to_owned()),
        whom: Set(design.whom),
        filter: Set(serde_json::to_value(design.filter)?),
        questions: Set(serde_json::to_value(questions)?),
        lead_id: Set(design.lead),
        starts_on: Set(design.starts_on),
        due_on: Set(design.due_on),
        ..Default::default()
    })
}

async fn check(tx: &Tx, filter: &Filter) -> Result<()> {
    let wrong = |field: &str, code| Err(Failure::invalid_field(field, code));
    if let Some(grid) = filter.grid {
        tx.get::<grid::Entity>(grid).await?;
    }
    if let Some(building) = filter.building {
        tx.get::<building::Entity>(building).await?;
    }
    if filter.tier.as_deref().is_some_and(|word| words::read::<Tier>(word).is_none()) {
        return wrong("tier", "kernel.word_unknown");
    }
    if filter.group.as_deref().is_some_and(|word| words::read::<Group>(word).is_none()) {
        return wrong("group", "kernel.word_unknown");
    }
    let ages = [filter.age_from, filter.age_to];
    let order = filter.age_from.zip(filter.age_to).is_none_or(|(from, to)| from <= to);
    if !order || ages.into_iter().flatten().any(|age| !(0..=OLDEST).contains(&age)) {
        return wrong("age_from", "campaigns.age_implausible");
    }
    Ok(())
}
