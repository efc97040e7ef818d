//! Branches, their members, what they owe, and who fell behind.

use mulin_entity::{
    kernel::{PageRequest, Tx},
    party::{branches, cadence, can, goals, members, query, studies},
    people::{query::today, words},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{
    ChangedPartyMember, NewPartyBranch, NewPartyCadence, NewPartyMember, PartyBoard, PartyBranch, PartyCadence, PartyGoal, PartyMember,
    PartyMemberPage, PartyMove, PartyStanding, PartyStudyRecord,
};
use crate::{
    Guard, Reply, Tag,
    people::{Created, Done},
};

/// Branches and members.
pub struct BranchesApi;

/// The year that is asked for; this one unless told.
pub(super) async fn year(tx: &Tx, asked: Option<i32>) -> Result<i32, mulin_entity::kernel::Failure> {
    match asked {
        Some(year) => Ok(year.clamp(2000, 2099)),
        None => Ok(chrono::Datelike::year(&today(tx).await?)),
    }
}

#[OpenApi(tag = "Tag::Party")]
impl BranchesApi {
    /// The branches by name.
    #[oai(path = "/party/branches", method = "get", operation_id = "party_branches.list")]
    async fn list(&self, caller: Guard<can::ReadParty>) -> Reply<Json<Vec<PartyBranch>>> {
        Ok(Json(query::branches(&caller.read().await?).await?.into_iter().map(PartyBranch::from).collect()))
    }

    /// Add a branch.
    #[oai(path = "/party/branches", method = "post", operation_id = "party_branches.add")]
    async fn add(&self, caller: Guard<can::KeepParty>, body: Json<NewPartyBranch>) -> Reply<Created<PartyBranch>> {
        let tx = caller.write().await?;
        let row = branches::add(&tx, body.0.into()).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(row.into())))
    }

    /// Change a branch, or dissolve it.
    #[oai(path = "/party/branches/:id", method = "put", operation_id = "party_branches.change")]
    async fn change(&self, caller: Guard<can::KeepParty>, id: Path<Uuid>, body: Json<NewPartyBranch>) -> Reply<Json<PartyBranch>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        let row = branches::change(&tx, id.0, revision, body.0.into()).await?;
        tx.commit().await?;
        Ok(Json(row.into()))
    }

    /// What a branch owed by the cadence in a year, what it held, and what it missed.
    #[oai(path = "/party/branches/:id/board", method = "get", operation_id = "party_branches.board")]
    async fn board(&self, caller: Guard<can::ReadParty>, id: Path<Uuid>, year: Query<Option<i32>>) -> Reply<Json<PartyBoard>> {
        let tx = caller.read().await?;
        let branch = cadence::branch(&tx, id.0).await?;
        let year = self::year(&tx, year.0).await?;
        let owed = cadence::board(&tx, &branch, year).await?;
        Ok(Json(PartyBoard::new(branch, year, owed, &studies::standings(&tx, id.0, year).await?)))
    }

    /// What each member of a branch attended and learnt in a year, those who are behind first.
    #[oai(path = "/party/branches/:id/standings", method = "get", operation_id = "party_branches.standings")]
    async fn standings(&self, caller: Guard<can::ReadParty>, id: Path<Uuid>, year: Query<Option<i32>>) -> Reply<Json<Vec<PartyStanding>>> {
        let tx = caller.read().await?;
        cadence::branch(&tx, id.0).await?;
        let year = self::year(&tx, year.0).await?;
        Ok(Json(studies::standings(&tx, id.0, year).await?.into_iter().map(PartyStanding::from).collect()))
    }

    /// How often each kind of session is held: in a branch, or wherever no branch decides for itself.
    #[oai(path = "/party/cadence", method = "get", operation_id = "party_cadence.list")]
    async fn cadence(&self, caller: Guard<can::ReadParty>, branch_id: Query<Option<Uuid>>) -> Reply<Json<Vec<PartyCadence>>> {
        let tx = caller.read().await?;
        if let Some(branch) = branch_id.0 {
            cadence::branch(&tx, branch).await?;
        }
        Ok(Json(cadence::decided(&tx, branch_id.0).await?.into_iter().map(PartyCadence::from).collect()))
    }

    /// Decide how often a kind of session is held, in one branch or in all that do not decide for themselves.
    #[oai(path = "/party/cadence", method = "put", operation_id = "party_cadence.decide")]
    async fn decide(&self, caller: Guard<can::DecideParty>, body: Json<NewPartyCadence>) -> Reply<Done> {
        let branch = body.0.branch_id;
        let (kind, every) = body.0.read()?;
        let tx = caller.write().await?;
        cadence::decide(&tx, branch, kind, every).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }

    /// What each member should come to in a year.
    #[oai(path = "/party/goal", method = "get", operation_id = "party_goal.show")]
    async fn goal(&self, caller: Guard<can::ReadParty>) -> Reply<Json<PartyGoal>> {
        Ok(Json(goals::read(&caller.read().await?).await?.into()))
    }

    /// Decide what each member should come to in a year.
    #[oai(path = "/party/goal", method = "put", operation_id = "party_goal.decide")]
    async fn decide_goal(&self, caller: Guard<can::DecideParty>, body: Json<PartyGoal>) -> Reply<Json<PartyGoal>> {
        let tx = caller.write().await?;
        let goal = goals::decide(&tx, body.0.into()).await?;
        tx.commit().await?;
        Ok(Json(goal.into()))
    }

    /// Party members in the order in which they were taken in.
    #[oai(path = "/party/members", method = "get", operation_id = "party_members.list")]
    async fn members(
        &self,
        caller: Guard<can::ReadParty>,
        branch_id: Query<Option<Uuid>>,
        state: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<PartyMemberPage>> {
        let state = words::choice(state.0, "state", words::read)?;
        let page = PageRequest { limit: limit.0, after: after.0 };
        let page = query::members(&caller.read().await?, branch_id.0, state, &page).await?;
        Ok(Json(PartyMemberPage { items: page.items.into_iter().map(PartyMember::brief).collect(), next: page.next }))
    }

    /// Take somebody in: a resident, or a member with an account.
    #[oai(path = "/party/members", method = "post", operation_id = "party_members.add")]
    async fn take_in(&self, caller: Guard<can::KeepParty>, body: Json<NewPartyMember>) -> Reply<Created<PartyMember>> {
        let (branch, who, design) = body.0.read()?;
        let tx = caller.write().await?;
        let row = members::add(&tx, branch, who, design).await?;
        let told = PartyMember::whole(&tx, row.id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One party member, and how they came where they are.
    #[oai(path = "/party/members/:id", method = "get", operation_id = "party_members.get")]
    async fn member(&self, caller: Guard<can::ReadParty>, id: Path<Uuid>) -> Reply<Json<PartyMember>> {
        Ok(Json(PartyMember::whole(&caller.read().await?, id.0).await?))
    }

    /// Change how somebody belongs, or their post.
    #[oai(path = "/party/members/:id", method = "put", operation_id = "party_members.change")]
    async fn change_member(
        &self,
        caller: Guard<can::KeepParty>,
        id: Path<Uuid>,
        body: Json<ChangedPartyMember>,
    ) -> Reply<Json<PartyMember>> {
        let revision = body.0.revision;
        let tx = caller.write().await?;
        members::change(&tx, id.0, revision, body.0.read()?).await?;
        let told = PartyMember::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Transfer somebody: to another branch, out of the community, or in again.
    #[oai(path = "/party/members/:id/transfers", method = "post", operation_id = "party_members.transfer")]
    async fn transfer(&self, caller: Guard<can::KeepParty>, id: Path<Uuid>, body: Json<PartyMove>) -> Reply<Json<PartyMember>> {
        let revision = body.0.revision;
        let tx = caller.write().await?;
        members::transfer(&tx, id.0, revision, body.0.read()?).await?;
        let told = PartyMember::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// The study record of a party member in a year.
    #[oai(path = "/party/members/:id/record", method = "get", operation_id = "party_members.record")]
    async fn record(&self, caller: Guard<can::ReadParty>, id: Path<Uuid>, year: Query<Option<i32>>) -> Reply<Json<PartyStudyRecord>> {
        let tx = caller.read().await?;
        let member = query::member(&tx, id.0).await?;
        let year = self::year(&tx, year.0).await?;
        Ok(Json(PartyStudyRecord::new(member, year, studies::record(&tx, id.0, year).await?)))
    }
}
