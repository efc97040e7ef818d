//! Keeping party members: who belongs to which branch, in which post, and how they came there.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, sea_query::Condition};
use uuid::Uuid;

use super::{
    branches,
    error::PartyError,
    party_member::{self, Column, Post, State},
    party_transfer, sessions,
};
use crate::{
    enrolment::{self, Who},
    kernel::{Failure, Result, Tx},
    people::{person, query::today, text},
    tenancy::membership,
};

/// What is said of a party member.
#[derive(Debug, Clone, Copy)]
pub struct Design {
    /// How they belong.
    pub state: State,
    /// Their post.
    pub post: Post,
    /// Whether they only report here.
    pub in_service: bool,
    /// When they joined the party.
    pub joined_on: NaiveDate,
}

/// Takes somebody into a branch.
pub async fn add(tx: &Tx, branch: Uuid, named: Who, design: Design) -> Result<party_member::Model> {
    branches::living(tx, branch).await?;
    let who = match named {
        Who::Person(id) => tx.get::<person::Entity>(id).await.map(|person| Who::Person(person.id))?,
        Who::Member(id) => enrolment::resolved(tx, Who::Member(tx.get::<membership::Entity>(id).await?.id)).await?,
    };
    if design.state == State::MovedOut {
        return Err(Failure::invalid_field("state", "party.begins_as_member"));
    }
    if of(tx, who).await?.is_some() {
        return Err(PartyError::MemberAlready.into());
    }
    let columns = columns(tx, branch, None, design).await?;
    let (person_id, member_id) = match who {
        Who::Person(id) => (Some(id), None),
        Who::Member(id) => (None, Some(id)),
    };
    let row = party_member::ActiveModel {
        branch_id: Set(branch),
        person_id: Set(person_id),
        member_id: Set(member_id),
        left_on: Set(None),
        revision: Set(1),
        ..columns
    };
    let row = tx.insert(row).await?;
    note(tx, row.id, None, Some(branch), today(tx).await?, "").await?;
    tx.audit("party.take_in", "party_member", row.id, serde_json::json!({})).await?;
    Ok(row)
}

/// Changes how somebody belongs; who moves out or comes back is written in the history.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<party_member::Model> {
    let known = tx.get::<party_member::Entity>(id).await?;
    let columns = columns(tx, known.branch_id, Some(id), design).await?;
    let today = today(tx).await?;
    let (was, is) = (known.state == State::MovedOut, design.state == State::MovedOut);
    let left_on = if is { known.left_on.or(Some(today)) } else { None };
    let row = tx.revise(id, Column::Revision, revision, party_member::ActiveModel { left_on: Set(left_on), ..columns }).await?;
    if was != is {
        let (from, to) = if is { (Some(known.branch_id), None) } else { (None, Some(known.branch_id)) };
        note(tx, id, from, to, today, "").await?;
        sessions::follow(tx, id, from, to).await?;
        tx.audit("party.belong", "party_member", id, serde_json::json!({ "moved_out": is })).await?;
    }
    Ok(row)
}

/// Where a member's papers go (组织关系转接).
#[derive(Debug, Clone)]
pub struct Transfer {
    /// To this branch; to none if they belong elsewhere from now on.
    pub to: Option<Uuid>,
    /// As what somebody comes back who had moved out.
    pub state: State,
    /// Since when.
    pub on_day: NaiveDate,
    /// Why.
    pub reason: String,
}

/// Transfers somebody: to another branch, out of the community, or in again. A post is not taken along; the sessions to come are those of
/// the new branch.
pub async fn transfer(tx: &Tx, id: Uuid, revision: i64, transfer: Transfer) -> Result<party_member::Model> {
    let Transfer { to, state, on_day, reason } = transfer;
    let known = tx.get::<party_member::Entity>(id).await?;
    if let Some(to) = to {
        branches::living(tx, to).await?;
    }
    let from = (known.state != State::MovedOut).then_some(known.branch_id);
    if from == to {
        return Err(PartyError::NoTransfer.into());
    }
    if on_day > today(tx).await? || on_day < known.joined_on {
        return Err(Failure::invalid_field("on_day", "party.day_implausible"));
    }
    let state = match (from, to) {
        (_, None) => State::MovedOut,
        (None, Some(_)) if state == State::MovedOut => return Err(Failure::invalid_field("state", "party.begins_as_member")),
        (None, Some(_)) => state,
        (Some(_), Some(_)) => known.state,
    };
    let row = party_member::ActiveModel {
        branch_id: Set(to.unwrap_or(known.branch_id)),
        state: Set(state),
        post: Set(Post::None),
        left_on: Set(to.is_none().then_some(on_day)),
        ..Default::default()
    };
    let row = tx.revise(id, Column::Revision, revision, row).await?;
    note(tx, id, from, to, on_day, &text::line(&reason)).await?;
    sessions::follow(tx, id, from, to).await?;
    tx.audit("party.transfer", "party_member", id, serde_json::json!({ "out": to.is_none() })).await?;
    Ok(row)
}

/// Somebody's row, also if they were taken in before it was known who they are.
pub async fn of(tx: &Tx, who: Who) -> Result<Option<party_member::Model>> {
    let mut theirs = Condition::any();
    match who {
        Who::Person(id) => {
            theirs = theirs.add(Column::PersonId.eq(id));
            if let Some(member) = enrolment::member_of(tx, id).await? {
                theirs = theirs.add(Column::MemberId.eq(member));
            }
        }
        Who::Member(id) => theirs = theirs.add(Column::MemberId.eq(id)),
    }
    Ok(tx.find::<party_member::Entity>().filter(theirs).one(tx.conn()).await?)
}

async fn columns(tx: &Tx, branch: Uuid, known: Option<Uuid>, design: Design) -> Result<party_member::ActiveModel> {
    let year = chrono::Datelike::year(&design.joined_on);
    if design.joined_on > today(tx).await? || year < 1921 {
        return Err(Failure::invalid_field("joined_on", "party.day_implausible"));
    }
    // Whoever moves out leaves the post behind.
    let post = if design.state == State::MovedOut { Post::None } else { design.post };
    if post == Post::Secretary {
        let mut others = tx.find::<party_member::Entity>().filter(Column::BranchId.eq(branch)).filter(Column::Post.eq(Post::Secretary));
        if let Some(known) = known {
            others = others.filter(Column::Id.ne(known));
        }
        if others.count(tx.conn()).await? > 0 {
            return Err(Failure::from(PartyError::SecretaryAlready).field("post", "party.secretary_already"));
        }
    }
    Ok(party_member::ActiveModel {
        state: Set(design.state),
        post: Set(post),
        in_service: Set(design.in_service),
        joined_on: Set(design.joined_on),
        ..Default::default()
    })
}

async fn note(tx: &Tx, id: Uuid, from: Option<Uuid>, to: Option<Uuid>, on_day: NaiveDate, reason: &str) -> Result<()> {
    let row = party_transfer::ActiveModel {
        party_member_id: Set(id),
        from_id: Set(from),
        to_id: Set(to),
        on_day: Set(on_day),
        reason: Set(reason.to_owned()),
        ..Default::default()
    };
    tx.insert(row).await.map(drop)
}
