//! Preparing sessions of organised life.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    Kind, Stage, branches,
    error::PartyError,
    notices::{self, News},
    party_session::{self, Column},
    query,
    rules::course::is_invited,
};
use crate::{
    activities::bookings,
    attendance::{
        occasion,
        occasions::{self, Plan, Subject},
        sign_up::{Door, cancel, sign_up},
    },
    kernel::{Failure, Result, Tx},
    meetings::MinutesState,
    people::query::by_ids,
};

/// The most minutes of study of one session.
const MOST_MINUTES: i64 = 600;

/// What is said of a session.
#[derive(Debug, Clone)]
pub struct Design {
    /// What kind it is.
    pub kind: Kind,
    /// Its title, place and time.
    pub occasion: Plan,
    /// What is read and talked about.
    pub programme: String,
    /// So many minutes of study it counts for.
    pub study_minutes: i64,
}

/// Prepares a session, and invites those of the branch whom its kind concerns.
pub async fn add(tx: &Tx, branch: Uuid, design: Design) -> Result<party_session::Model> {
    branches::living(tx, branch).await?;
    let columns = columns(&design)?;
    let id = tx.new_id();
    let occasion = occasions::arrange(tx, Some(Subject { kind: "party_session", id }), design.occasion).await?;
    let row = party_session::ActiveModel {
        id: Set(id),
        branch_id: Set(branch),
        occasion_id: Set(occasion.id),
        stage: Set(Stage::Planned),
        minutes: Set(String::new()),
        minutes_state: Set(MinutesState::Draft),
        called_at: Set(None),
        held_at: Set(None),
        closed_at: Set(None),
        revision: Set(1),
        ..columns
    };
    let session = tx.insert(row).await?;
    invite(tx, &session).await?;
    Ok(session)
}

/// Changes a session that is still to come; if it was called, those who are invited are told of the new time or place.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<party_session::Model> {
    let known = tx.get::<party_session::Entity>(id).await?;
    let columns = columns(&design)?;
    if !matches!(known.stage, Stage::Planned | Stage::Called) {
        return Err(PartyError::WrongStage.into());
    }
    let before = tx.get::<occasion::Entity>(known.occasion_id).await?;
    let after = occasions::change(tx, known.occasion_id, design.occasion).await?;
    let session = tx.revise(id, Column::Revision, revision, columns).await?;
    invite(tx, &session).await?;
    bookings::follow(tx, known.occasion_id).await?;
    if (before.starts_at, before.ends_at, &before.place) != (after.starts_at, after.ends_at, &after.place) {
        let uncalled = notices::forget(tx, &session).await?;
        if known.stage == Stage::Called {
            let news = |member: Uuid| Some(if uncalled.contains(&member) { News::Called } else { News::Moved });
            notices::tell(tx, &session, news, "").await?;
        }
    }
    Ok(session)
}

/// A member left one branch for another: of the sessions that have not begun they are asked to those of the new one.
pub(super) async fn follow(tx: &Tx, member: Uuid, from: Option<Uuid>, to: Option<Uuid>) -> Result<()> {
    let member = query::member(tx, member).await?;
    let Some(who) = member.who() else { return Ok(()) };
    for session in to_come(tx, from).await? {
        match cancel(tx, session.occasion_id, who, Door::Desk).await {
            // They were not on its roll.
            Err(failure) if !failure.code().starts_with("attendance.") => return Err(failure),
            _ => {}
        }
    }
    for session in to_come(tx, to).await? {
        invite(tx, &session).await?;
        if session.stage == Stage::Called {
            notices::tell_invited(tx, &session, News::Called, "").await?;
        }
    }
    Ok(())
}

/// What a branch has prepared or called, and has not begun.
async fn to_come(tx: &Tx, branch: Option<Uuid>) -> Result<Vec<party_session::Model>> {
    let Some(branch) = branch else { return Ok(Vec::new()) };
    let rows = tx.find::<party_session::Entity>().filter(Column::BranchId.eq(branch));
    let rows = rows.filter(Column::Stage.is_in([Stage::Planned, Stage::Called])).order_by_asc(Column::OccasionId).all(tx.conn()).await?;
    let occasions = by_ids::<occasion::Entity>(tx, occasion::Column::Id, rows.iter().map(|row| row.occasion_id)).await?;
    let ahead = |session: &party_session::Model| {
        occasions.iter().any(|row| row.id == session.occasion_id && row.state == occasion::State::Open && row.starts_at > tx.now())
    };
    Ok(rows.into_iter().filter(ahead).collect())
}

/// Puts on the roll whoever is to be there and is not on it yet; whoever asked for leave stays away.
pub(super) async fn invite(tx: &Tx, session: &party_session::Model) -> Result<()> {
    let known = query::roll(tx, session).await?;
    for member in query::members_of(tx, session.branch_id).await? {
        let row = &member.row;
        let wanted = member.is_here && is_invited(session.kind, row.state, row.post, row.in_service);
        if wanted
            && !known.iter().any(|line| line.member.row.id == row.id && line.counts())
            && let Some(who) = member.who()
        {
            sign_up(tx, session.occasion_id, who, Door::DeskDespiteTerms).await?;
        }
    }
    Ok(())
}

fn columns(design: &Design) -> Result<party_session::ActiveModel> {
    if !(0..=MOST_MINUTES).contains(&design.study_minutes) {
        return Err(Failure::invalid_field("study_minutes", "party.minutes_implausible"));
    }
    Ok(party_session::ActiveModel {
        kind: Set(design.kind),
        programme: Set(design.programme.trim().to_owned()),
        study_minutes: Set(design.study_minutes),
        ..Default::default()
    })
}
