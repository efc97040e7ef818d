//! What people ask for that is not on the menu: others vote, the office answers, and whoever voted is told.

use std::collections::{HashMap, HashSet};

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    activity,
    error::ActivityError,
    figures,
    notices::{self, News},
    wish::{self, Column, State},
    wish_vote,
};
use crate::{
    attendance::Who,
    enrolment,
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::text,
};

/// A wish with its votes.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The wish.
    pub wish: wish::Model,
    /// How many want it.
    pub votes: usize,
    /// Whether the one who looks is among them.
    pub mine: bool,
}

/// What the office says.
#[derive(Debug, Clone)]
pub enum Answer {
    /// It is planned as this activity.
    Planned(Uuid),
    /// It cannot be.
    Declined,
}

/// Asks for something; whoever asks is the first to want it.
pub async fn ask(tx: &Tx, who: Who, title: &str, words: &str) -> Result<wish::Model> {
    let title = text::line(title);
    if title.is_empty() {
        return Err(Failure::invalid_field("title", "activities.title_wanted"));
    }
    let voted = tx.find::<wish_vote::Entity>().filter(theirs(who)).select_only().column(wish_vote::Column::WishId);
    let open = tx.find::<wish::Entity>().filter(Column::State.eq(State::Open));
    let open = open.filter(Column::Id.in_subquery(sea_orm::QueryTrait::into_query(voted)));
    if matches!(who, Who::Member(_)) && open.filter(Column::Title.eq(&title)).count(tx.conn()).await? >= 1 {
        return Err(ActivityError::SaidAlready.into());
    }
    let row = wish::ActiveModel {
        title: Set(title),
        words: Set(words.trim().to_owned()),
        state: Set(State::Open),
        answer: Set(String::new()),
        activity_id: Set(None),
        answered_at: Set(None),
        revision: Set(1),
        ..Default::default()
    };
    let wish = tx.insert(row).await?;
    vote(tx, wish.id, who).await?;
    figures::mark(tx).await?;
    Ok(wish)
}

/// Wants the same.
///
/// # Errors
/// `SaidAlready`, `WrongStage` once it is answered.
pub async fn vote(tx: &Tx, id: Uuid, who: Who) -> Result<()> {
    if tx.get::<wish::Entity>(id).await?.state != State::Open {
        return Err(ActivityError::WrongStage.into());
    }
    let same = tx.find::<wish_vote::Entity>().filter(wish_vote::Column::WishId.eq(id)).filter(theirs(who));
    if same.count(tx.conn()).await? > 0 {
        return Err(ActivityError::SaidAlready.into());
    }
    let (person, member) = match who {
        Who::Person(id) => (Some(id), None),
        Who::Member(id) => (None, Some(id)),
    };
    let row = wish_vote::ActiveModel { wish_id: Set(id), person_id: Set(person), member_id: Set(member), ..Default::default() };
    tx.insert(row).await.map(drop)
}

/// Answers a wish that was looked at as `revision`; those who want it are told.
pub async fn answer(tx: &Tx, id: Uuid, revision: i64, answer: Answer, words: &str) -> Result<wish::Model> {
    let known = tx.get::<wish::Entity>(id).await?;
    if known.state != State::Open {
        return Err(ActivityError::WrongStage.into());
    }
    let words = text::line(words);
    let (state, activity, news) = match answer {
        Answer::Planned(activity) => {
            tx.get::<activity::Entity>(activity).await?;
            (State::Planned, Some(activity), News::WishPlanned)
        }
        Answer::Declined if words.is_empty() => return Err(Failure::invalid_field("words", "activities.reason_wanted")),
        Answer::Declined => (State::Declined, None, News::WishDeclined),
    };
    let row = wish::ActiveModel {
        state: Set(state),
        answer: Set(words),
        activity_id: Set(activity),
        answered_at: Set(Some(tx.now())),
        ..Default::default()
    };
    let wish = tx.revise(id, Column::Revision, revision, row).await?;
    let votes = tx.find::<wish_vote::Entity>().filter(wish_vote::Column::WishId.eq(id)).all(tx.conn()).await?;
    let accounts = enrolment::members_of(tx, votes.iter().filter_map(|vote| vote.person_id)).await?;
    let members = votes.into_iter().filter_map(|vote| vote.member_id.or_else(|| accounts.get(&vote.person_id?).copied())).collect();
    notices::of_wish(tx, &wish, members, news).await?;
    figures::mark(tx).await?;
    Ok(wish)
}

/// Wishes, the latest first, as `who` sees them.
pub async fn list(tx: &Tx, who: Option<Who>, state: Option<State>, page: &PageRequest) -> Result<Page<Listed>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<wish::Entity>();
    if let Some(state) = state {
        rows = rows.filter(Column::State.eq(state));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    let page = Page::cut(rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?, limit, |row| row.id)?;
    Ok(Page { items: listed(tx, who, page.items).await?, next: page.next })
}

/// One wish, as `who` sees it.
pub async fn one(tx: &Tx, who: Option<Who>, id: Uuid) -> Result<Listed> {
    let wish = tx.get::<wish::Entity>(id).await?;
    listed(tx, who, vec![wish]).await?.pop().ok_or_else(Failure::not_found)
}

async fn listed(tx: &Tx, who: Option<Who>, wishes: Vec<wish::Model>) -> Result<Vec<Listed>> {
    let votes = tx.find::<wish_vote::Entity>().filter(wish_vote::Column::WishId.is_in(wishes.iter().map(|wish| wish.id)));
    let (mut count, mut mine): (HashMap<Uuid, usize>, HashSet<Uuid>) = Default::default();
    for vote in votes.all(tx.conn()).await? {
        *count.entry(vote.wish_id).or_default() += 1;
        let voter = vote.person_id.map(Who::Person).or(vote.member_id.map(Who::Member));
        if who.is_some() && voter == who {
            mine.insert(vote.wish_id);
        }
    }
    let told = |wish: wish::Model| Listed { votes: count.get(&wish.id).copied().unwrap_or_default(), mine: mine.contains(&wish.id), wish };
    Ok(wishes.into_iter().map(told).collect())
}

fn theirs(who: Who) -> sea_orm::sea_query::Expr {
    match who {
        Who::Person(id) => wish_vote::Column::PersonId.eq(id),
        Who::Member(id) => wish_vote::Column::MemberId.eq(id),
    }
}
