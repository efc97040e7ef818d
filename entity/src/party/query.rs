//! Questions about branches, members and sessions.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Kind, Stage, party_branch,
    party_member::{self, State},
    party_presence,
    party_session::{self, Column},
    party_transfer,
};
use crate::{
    attendance::{attendee, occasion},
    enrolment::{self, Who},
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::{person, query::by_ids, rules::belongs},
    tenancy::membership,
};

/// A party member by name.
#[derive(Debug, Clone)]
pub struct Named {
    /// The row.
    pub row: party_member::Model,
    /// The name.
    pub name: String,
    /// Whether they still live or work here.
    pub is_here: bool,
    /// The account by which they are told.
    pub account: Option<Uuid>,
}

impl Named {
    /// As whom they take part.
    pub fn who(&self) -> Option<Who> {
        self.row.person_id.map(Who::Person).or(self.row.member_id.map(Who::Member))
    }
}

/// A member on the roll of a session.
#[derive(Debug, Clone)]
pub struct Line {
    /// Who.
    pub member: Named,
    /// Their row on the roll.
    pub attendee: Option<attendee::Model>,
    /// How they stand to it, where that is known.
    pub presence: Option<party_presence::Model>,
}

impl Line {
    /// Whether they have a seat, or said why they have none.
    pub(super) fn counts(&self) -> bool {
        self.presence.is_some() || self.attendee.as_ref().is_some_and(|row| row.state != attendee::State::Cancelled)
    }

    /// Whether they came.
    pub fn came(&self) -> bool {
        self.attendee.as_ref().is_some_and(|row| row.state == attendee::State::Attended)
    }
}

/// Which sessions are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this branch.
    pub branch: Option<Uuid>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// At this stage.
    pub stage: Option<Stage>,
}

/// A session with its time and place.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The session.
    pub session: party_session::Model,
    /// Its occasion.
    pub occasion: occasion::Model,
    /// How many are invited and have not come.
    pub invited: i64,
    /// How many came.
    pub present: i64,
}

/// The branches by name, the dissolved ones too.
pub async fn branches(tx: &Tx) -> Result<Vec<party_branch::Model>> {
    Ok(tx.find::<party_branch::Entity>().order_by_asc(party_branch::Column::Name).all(tx.conn()).await?)
}

/// Party members in the order in which they were taken in.
pub async fn members(tx: &Tx, branch: Option<Uuid>, state: Option<State>, page: &PageRequest) -> Result<Page<Named>> {
    use party_member::Column;
    let limit = page.limit()?;
    let mut rows = tx.find::<party_member::Entity>();
    if let Some(branch) = branch {
        rows = rows.filter(Column::BranchId.eq(branch));
    }
    if let Some(state) = state {
        rows = rows.filter(Column::State.eq(state));
    }
    if let Some(after) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.gt(after));
    }
    let page = Page::cut(rows.order_by_asc(Column::Id).limit(limit + 1).all(tx.conn()).await?, limit, |row| row.id)?;
    Ok(Page { next: page.next, items: named(tx, page.items).await? })
}

/// The members of a branch who have not moved out.
pub async fn members_of(tx: &Tx, branch: Uuid) -> Result<Vec<Named>> {
    use party_member::Column;
    let rows = tx.find::<party_member::Entity>().filter(Column::BranchId.eq(branch)).filter(Column::State.ne(State::MovedOut));
    named(tx, rows.order_by_asc(Column::Id).all(tx.conn()).await?).await
}

/// One party member.
pub async fn member(tx: &Tx, id: Uuid) -> Result<Named> {
    named(tx, vec![tx.get::<party_member::Entity>(id).await?]).await?.pop().ok_or_else(Failure::not_found)
}

/// How a member came where they are, the first transfer first.
pub async fn transfers(tx: &Tx, member: Uuid) -> Result<Vec<party_transfer::Model>> {
    use party_transfer::Column;
    let rows = tx.find::<party_transfer::Entity>().filter(Column::PartyMemberId.eq(member));
    Ok(rows.order_by_asc(Column::OnDay).order_by_asc(Column::Id).all(tx.conn()).await?)
}

/// Rows with names, in their order.
pub async fn named(tx: &Tx, rows: Vec<party_member::Model>) -> Result<Vec<Named>> {
    let people = by_ids::<person::Entity>(tx, person::Column::Id, rows.iter().filter_map(|row| row.person_id)).await?;
    let members = by_ids::<membership::Entity>(tx, membership::Column::Id, rows.iter().filter_map(|row| row.member_id)).await?;
    let accounts = enrolment::members_of(tx, rows.iter().filter_map(|row| row.person_id)).await?;
    let people = people.into_iter().map(|row| (row.id, (row.name, belongs(row.state))));
    let names: HashMap<Uuid, (String, bool)> =
        people.chain(members.into_iter().map(|row| (row.id, (row.name, row.state != membership::State::Disabled)))).collect();
    let told = |row: party_member::Model| {
        let (name, is_here) = row.person_id.or(row.member_id).and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        let account = row.member_id.or_else(|| accounts.get(&row.person_id?).copied());
        Named { name, is_here, account, row }
    };
    Ok(rows.into_iter().map(told).collect())
}

/// Sessions, the latest written down first.
pub async fn sessions(tx: &Tx, filter: &Filter, page: &PageRequest) -> Result<Page<Listed>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<party_session::Entity>();
    if let Some(branch) = filter.branch {
        rows = rows.filter(Column::BranchId.eq(branch));
    }
    if let Some(kind) = filter.kind {
        rows = rows.filter(Column::Kind.eq(kind));
    }
    if let Some(stage) = filter.stage {
        rows = rows.filter(Column::Stage.eq(stage));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    let page = Page::cut(rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?, limit, |row| row.id)?;
    Ok(Page { next: page.next, items: listed(tx, page.items).await? })
}

/// One session.
pub async fn session(tx: &Tx, id: Uuid) -> Result<Listed> {
    listed(tx, vec![tx.get::<party_session::Entity>(id).await?]).await?.pop().ok_or_else(Failure::not_found)
}

/// The sessions to which a member is invited and that are not over, the first to begin first.
pub async fn to_come(tx: &Tx, member: &Named) -> Result<Vec<Listed>> {
    let Some(who) = member.who() else { return Ok(Vec::new()) };
    let occasions = crate::attendance::query::mine(tx, who).await?;
    let ids = occasions.iter().map(|(listed, _)| listed.occasion.id);
    let sessions = by_ids::<party_session::Entity>(tx, Column::OccasionId, ids).await?;
    let open = sessions.into_iter().filter(|session| matches!(session.stage, Stage::Called | Stage::Held)).collect();
    let mut to_come = listed(tx, open).await?;
    to_come.sort_by_key(|listed| listed.occasion.starts_at);
    Ok(to_come)
}

/// Sessions with their time, place and numbers.
pub(super) async fn listed(tx: &Tx, sessions: Vec<party_session::Model>) -> Result<Vec<Listed>> {
    let ids: Vec<Uuid> = sessions.iter().map(|session| session.occasion_id).collect();
    let counts = crate::attendance::query::counts(tx, ids.clone()).await?;
    let occasions = by_ids::<occasion::Entity>(tx, occasion::Column::Id, ids).await?;
    let mut occasions: HashMap<Uuid, occasion::Model> = occasions.into_iter().map(|row| (row.id, row)).collect();
    let told = |session: party_session::Model| {
        let occasion = occasions.remove(&session.occasion_id)?;
        let counts = counts.get(&session.occasion_id).copied().unwrap_or_default();
        Some(Listed { invited: counts.signed_up + counts.no_show, present: counts.attended, occasion, session })
    };
    Ok(sessions.into_iter().filter_map(told).collect())
}

/// Who is on the roll of a session or has a line in its record, by the order of the roll.
pub async fn roll(tx: &Tx, session: &party_session::Model) -> Result<Vec<Line>> {
    let attendees = tx.find::<attendee::Entity>().filter(attendee::Column::OccasionId.eq(session.occasion_id));
    let attendees = attendees.order_by_asc(attendee::Column::Ticket).all(tx.conn()).await?;
    let presences = tx.find::<party_presence::Entity>().filter(party_presence::Column::SessionId.eq(session.id)).all(tx.conn()).await?;
    let mut presences: BTreeMap<Uuid, party_presence::Model> = presences.into_iter().map(|row| (row.party_member_id, row)).collect();
    let people =
        by_ids::<party_member::Entity>(tx, party_member::Column::PersonId, attendees.iter().filter_map(|row| row.person_id)).await?;
    let accounts =
        by_ids::<party_member::Entity>(tx, party_member::Column::MemberId, attendees.iter().filter_map(|row| row.member_id)).await?;
    let members = named(tx, people.into_iter().chain(accounts).collect()).await?;
    let mut members: HashMap<Uuid, Named> =
        members.into_iter().filter_map(|member| Some((member.row.person_id.or(member.row.member_id)?, member))).collect();
    let line = |attendee: attendee::Model| {
        let member = members.remove(&attendee.person_id.or(attendee.member_id)?)?;
        let presence = presences.remove(&member.row.id);
        // Whoever left the branch before it has nothing to do with it any more.
        let left = member.row.branch_id != session.branch_id || member.row.state == State::MovedOut;
        let stays = presence.is_some() || attendee.state != attendee::State::Cancelled || !left;
        stays.then_some(Line { presence, attendee: Some(attendee), member })
    };
    Ok(attendees.into_iter().filter_map(line).collect())
}
