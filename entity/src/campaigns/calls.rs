//! A street calls its communities to a campaign: each finds one prepared, begins it with one step, and the street sees how far all of them are,
//! by number and without a person.

use std::collections::{HashMap, HashSet};

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Outcome, Stage,
    campaign::{self, Column},
    campaign_call, campaign_target,
    error::CampaignError,
    notices,
    progress::Count,
    roster::Filter,
    rules::course::Act,
    service::{self, Design},
};
use crate::{
    kernel::{Actor, Failure, Page, PageRequest, Result, SystemTx, Tx},
    people::few,
    tenancy::{community, street},
};

/// How far a community is.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The community.
    pub community: community::Model,
    /// Its campaign.
    pub campaign: campaign::Model,
    /// How many there are, done, excused, refused (they are among the excused) and open; what could point at a person is missing.
    pub counts: [Option<i64>; 5],
}

/// A call with how far each community is, in the order of their codes.
#[derive(Debug, Clone)]
pub struct Called {
    /// The call.
    pub call: campaign_call::Model,
    /// Every community that it went to.
    pub answers: Vec<Answer>,
}

/// Calls the communities with these codes; all of the street's if none is named. Each has a campaign prepared, and its administrators are told.
///
/// # Errors
/// If the design is not one, narrows to places, or a community is not the street's.
pub async fn call(sys: &SystemTx, street: &street::Model, account: Uuid, design: Design, communities: &[String]) -> Result<Called> {
    let Filter { grid, building, .. } = &design.filter;
    if grid.or(*building).is_some() || design.lead.is_some() {
        return Err(Failure::invalid_field("grid_id", "campaigns.call_is_everywhere"));
    }
    let active = sys.find::<community::Entity>().filter(community::Column::StreetId.eq(street.id));
    let active = active.filter(community::Column::State.eq(community::State::Active)).order_by_asc(community::Column::Code);
    let ours = active.all(sys.conn()).await?;
    let meant: HashSet<&str> = communities.iter().map(String::as_str).collect();
    if meant.iter().any(|code| !ours.iter().any(|one| one.code == *code)) || ours.is_empty() {
        return Err(Failure::invalid_field("communities", "directives.community_unknown"));
    }
    let row = campaign_call::ActiveModel {
        id: Set(sys.new_id()),
        street_id: Set(street.id),
        title: Set(design.title.trim().to_owned()),
        cause: Set(design.cause),
        detail: Set(design.detail.trim().to_owned()),
        whom: Set(design.whom),
        filter: Set(serde_json::to_value(&design.filter)?),
        questions: Set(serde_json::to_value(&design.questions)?),
        starts_on: Set(design.starts_on),
        due_on: Set(design.due_on),
        called_by_id: Set(Some(account)),
        withdrawn_at: Set(None),
        ..Default::default()
    };
    let call = sys.insert(row).await?;
    for community in ours.iter().filter(|one| meant.is_empty() || meant.contains(one.code.as_str())) {
        let tx = enter(sys, community.id, account).await?;
        let campaign = prepare(&tx, call.id, &design).await?;
        notices::tell_of_call(&tx, &campaign, "street").await?;
    }
    one(sys, street, call.id).await
}

/// A campaign for a call; where a community has one of that title, the street's stands beside it.
async fn prepare(tx: &Tx, call: Uuid, design: &Design) -> Result<campaign::Model> {
    let taken = tx.find::<campaign::Entity>().filter(Column::Title.starts_with(design.title.trim())).all(tx.conn()).await?;
    let taken: HashSet<&str> = taken.iter().map(|campaign| campaign.title.as_str()).collect();
    let beside = |number: usize| match number {
        0 => design.title.trim().to_owned(),
        number => format!("{} ({number})", design.title.trim()),
    };
    let title = (0..=taken.len()).map(beside).find(|title| !taken.contains(title.as_str())).unwrap_or_else(|| beside(taken.len() + 1));
    service::add_for(tx, Some(call), Design { title, ..design.clone() }).await
}

/// Takes a call back: where it has not begun, the campaign is given up, and the community is told.
///
/// # Errors
/// `WrongStage` if it was taken back before.
pub async fn withdraw(sys: &SystemTx, street: &street::Model, account: Uuid, id: Uuid) -> Result<Called> {
    let called = one(sys, street, id).await?;
    if called.call.withdrawn_at.is_some() {
        return Err(CampaignError::WrongStage.into());
    }
    for answer in called.answers.into_iter().filter(|answer| answer.campaign.stage == Stage::Planned) {
        let tx = enter(sys, answer.community.id, account).await?;
        let dropped = service::act(&tx, answer.campaign.id, answer.campaign.revision, Act::Drop).await?;
        notices::tell_of_call(&tx, &dropped, "withdrawn").await?;
    }
    sys.update(campaign_call::ActiveModel { id: Set(id), withdrawn_at: Set(Some(sys.now())), ..Default::default() }).await?;
    one(sys, street, id).await
}

/// The street's calls, the latest first.
pub async fn list(sys: &SystemTx, street: &street::Model, page: &PageRequest) -> Result<Page<Called>> {
    let limit = page.limit()?;
    let mut rows = sys.find::<campaign_call::Entity>().filter(campaign_call::Column::StreetId.eq(street.id));
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(campaign_call::Column::Id.lt(before));
    }
    let rows = rows.order_by_desc(campaign_call::Column::Id).limit(limit + 1).all(sys.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.id)?;
    Ok(Page { items: with_answers(sys, street, page.items).await?, next: page.next })
}

/// One call of the street.
///
/// # Errors
/// "Not found", also if it is another street's.
pub async fn one(sys: &SystemTx, street: &street::Model, id: Uuid) -> Result<Called> {
    let call = sys.find::<campaign_call::Entity>().filter(campaign_call::Column::Id.eq(id));
    let call = call.filter(campaign_call::Column::StreetId.eq(street.id)).one(sys.conn()).await?.ok_or_else(Failure::not_found)?;
    with_answers(sys, street, vec![call]).await?.pop().ok_or_else(Failure::not_found)
}

async fn with_answers(sys: &SystemTx, street: &street::Model, calls: Vec<campaign_call::Model>) -> Result<Vec<Called>> {
    let communities = sys.find::<community::Entity>().filter(community::Column::StreetId.eq(street.id));
    let communities = communities.order_by_asc(community::Column::Code).all(sys.conn()).await?;
    let ours = communities.iter().map(|one| one.id);
    let campaigns = sys.find::<campaign::Entity>().filter(Column::CallId.is_in(calls.iter().map(|call| call.id)));
    let campaigns = campaigns.filter(Column::CommunityId.is_in(ours)).all(sys.conn()).await?;
    let counts = counts(sys, &campaigns).await?;
    let called = |call: campaign_call::Model| {
        let answer = |community: &community::Model| {
            let campaign = campaigns.iter().find(|one| one.call_id == Some(call.id) && one.community_id == community.id)?;
            let count = counts.get(&campaign.id).copied().unwrap_or_default();
            let counts = [count.total, count.done, count.excused, count.refused, count.open].map(Some);
            Some(Answer { community: community.clone(), campaign: campaign.clone(), counts })
        };
        let mut answers: Vec<Answer> = communities.iter().filter_map(answer).collect();
        let filter: Filter = serde_json::from_value(call.filter.clone())?;
        // Who is of a tier or a group is nobody's business where they are few.
        if filter.tier.is_some() || filter.group.is_some() {
            let mut table: Vec<Vec<Option<i64>>> = answers.iter().map(|answer| answer.counts.to_vec()).collect();
            few::hide(&mut table);
            for (answer, shown) in answers.iter_mut().zip(table) {
                answer.counts = shown.try_into().unwrap_or_default();
            }
        }
        Ok(Called { call, answers })
    };
    calls.into_iter().map(called).collect()
}

/// How far campaigns are, counted by the database.
async fn counts(sys: &SystemTx, campaigns: &[campaign::Model]) -> Result<HashMap<Uuid, Count>> {
    use campaign_target::Column;
    let targets = sys.find::<campaign_target::Entity>().filter(Column::CampaignId.is_in(campaigns.iter().map(|campaign| campaign.id)));
    let targets =
        targets.select_only().columns([Column::CampaignId, Column::Settled, Column::Outcome]).column_as(Column::Id.count(), "count");
    let targets = targets.group_by(Column::CampaignId).group_by(Column::Settled).group_by(Column::Outcome);
    let mut counts: HashMap<Uuid, Count> = HashMap::new();
    for (campaign, settled, outcome, count) in targets.into_tuple::<(Uuid, bool, Option<Outcome>, i64)>().all(sys.conn()).await? {
        counts.entry(campaign).or_default().add(settled, outcome, count);
    }
    Ok(counts)
}

async fn enter(sys: &SystemTx, community: Uuid, account: Uuid) -> Result<Tx> {
    sys.enter(community, Actor::Account { account, member: None }).await
}
