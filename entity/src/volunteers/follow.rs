//! What follows when a member who is a volunteer turns out to be a resident: one volunteer remains, with what both had.

use std::collections::HashSet;

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::{
    State, Time, figures, hours,
    rules::weight,
    volunteer::{self, Column},
    volunteer_answer, volunteer_claim, volunteer_entry, volunteer_objection, volunteer_record, volunteer_skill, volunteer_star,
    volunteer_team, volunteer_team_member,
};
use crate::{
    kernel::{Result, Tx},
    tenancy::community,
};

/// Hands over what a member is and has as a volunteer to the resident who they are.
pub async fn take_over(tx: &Tx, member: Uuid, person: Uuid) -> Result<()> {
    let find = |column: Column, id: Uuid| tx.find::<volunteer::Entity>().filter(column.eq(id)).one(tx.conn());
    let Some(gone) = find(Column::MemberId, member).await? else { return Ok(()) };
    let Some(kept) = find(Column::PersonId, person).await? else {
        let same = volunteer::ActiveModel { id: Set(gone.id), person_id: Set(Some(person)), member_id: Set(None), ..Default::default() };
        return tx.update(same).await.map(drop);
    };
    profile(tx, &kept, &gone).await?;
    skills_and_teams(tx, kept.id, gone.id).await?;
    work(tx, kept.id, gone.id).await?;
    stars(tx, kept.id, gone.id).await?;
    carry(tx, kept.id, gone.id).await?;
    let entries = tx.find::<volunteer_entry::Entity>().filter(volunteer_entry::Column::VolunteerId.eq(gone.id));
    if entries.count(tx.conn()).await? == 0 {
        tx.delete_many::<volunteer::Entity>().filter(Column::Id.eq(gone.id)).exec(tx.conn()).await?;
    } else {
        let row = volunteer::ActiveModel { person_id: Set(None), member_id: Set(None), state: Set(State::Merged), ..Default::default() };
        tx.revise(gone.id, Column::Revision, gone.revision, row).await?;
    }
    tx.audit("volunteers.merge", "volunteer", kept.id, json!({ "from": gone.id })).await?;
    figures::mark(tx).await
}

/// What they told of themselves, and how they stand.
async fn profile(tx: &Tx, kept: &volunteer::Model, gone: &volunteer::Model) -> Result<()> {
    let mut times: Vec<Time> = kept.times()?.into_iter().chain(gone.times()?).collect();
    times.sort_unstable();
    times.dedup();
    let words = if kept.words.is_empty() { &gone.words } else { &kept.words };
    let mut row = volunteer::ActiveModel {
        words: Set(words.clone()),
        times: Set(serde_json::to_value(times)?),
        wished_team_id: Set(kept.wished_team_id.or(gone.wished_team_id)),
        ..Default::default()
    };
    if weight(gone.state) > weight(kept.state) {
        (row.state, row.reason, row.applied_at) = (Set(gone.state), Set(gone.reason.clone()), Set(gone.applied_at));
        (row.decided_at, row.decided_by, row.reminded_on) = (Set(gone.decided_at), Set(gone.decided_by), Set(gone.reminded_on));
    }
    tx.revise(kept.id, Column::Revision, kept.revision, row).await.map(drop)
}

async fn skills_and_teams(tx: &Tx, kept: Uuid, gone: Uuid) -> Result<()> {
    use volunteer_skill::Column as Can;
    use volunteer_team_member::Column as Within;
    for row in tx.find::<volunteer_skill::Entity>().filter(Can::VolunteerId.eq(gone)).all(tx.conn()).await? {
        let same = tx.find::<volunteer_skill::Entity>().filter(Can::VolunteerId.eq(kept)).filter(Can::Skill.eq(row.skill));
        let skill = volunteer_skill::ActiveModel { volunteer_id: Set(kept), skill: Set(row.skill), ..Default::default() };
        tx.find_or_insert(same, skill).await?;
    }
    tx.delete_many::<volunteer_skill::Entity>().filter(Can::VolunteerId.eq(gone)).exec(tx.conn()).await?;
    for row in tx.find::<volunteer_team_member::Entity>().filter(Within::VolunteerId.eq(gone)).all(tx.conn()).await? {
        let same = tx.find::<volunteer_team_member::Entity>().filter(Within::VolunteerId.eq(kept)).filter(Within::TeamId.eq(row.team_id));
        let place = volunteer_team_member::ActiveModel { team_id: Set(row.team_id), volunteer_id: Set(kept), ..Default::default() };
        tx.find_or_insert(same, place).await?;
    }
    tx.delete_many::<volunteer_team_member::Entity>().filter(Within::VolunteerId.eq(gone)).exec(tx.conn()).await?;
    let led = tx.update_many::<volunteer_team::Entity>().filter(volunteer_team::Column::LeaderId.eq(gone));
    led.set(volunteer_team::ActiveModel { leader_id: Set(Some(kept)), ..Default::default() }).exec(tx.conn()).await?;
    Ok(())
}

/// What they answered, reported, and have on paper.
async fn work(tx: &Tx, kept: Uuid, gone: Uuid) -> Result<()> {
    use volunteer_answer::Column as Said;
    for row in tx.find::<volunteer_answer::Entity>().filter(Said::VolunteerId.eq(gone)).all(tx.conn()).await? {
        let same = tx.find::<volunteer_answer::Entity>().filter(Said::TaskId.eq(row.task_id)).filter(Said::VolunteerId.eq(kept));
        if same.count(tx.conn()).await? > 0 {
            tx.delete_many::<volunteer_answer::Entity>().filter(Said::Id.eq(row.id)).exec(tx.conn()).await?;
        } else {
            tx.update(volunteer_answer::ActiveModel { id: Set(row.id), volunteer_id: Set(kept), ..Default::default() }).await?;
        }
    }
    let claims = tx.update_many::<volunteer_claim::Entity>().filter(volunteer_claim::Column::VolunteerId.eq(gone));
    claims.set(volunteer_claim::ActiveModel { volunteer_id: Set(kept), ..Default::default() }).exec(tx.conn()).await?;
    let records = tx.update_many::<volunteer_record::Entity>().filter(volunteer_record::Column::VolunteerId.eq(gone));
    records.set(volunteer_record::ActiveModel { volunteer_id: Set(kept), ..Default::default() }).exec(tx.conn()).await?;
    Ok(())
}

/// Where both have stars of one year, they are one line, with what was objected to either.
async fn stars(tx: &Tx, kept: Uuid, gone: Uuid) -> Result<()> {
    use volunteer_star::{ActiveModel, Column, Entity};
    for row in tx.find::<Entity>().filter(Column::VolunteerId.eq(gone)).all(tx.conn()).await? {
        let same = tx.find::<Entity>().filter(Column::GradingId.eq(row.grading_id)).filter(Column::VolunteerId.eq(kept));
        let Some(known) = same.one(tx.conn()).await? else {
            tx.update(ActiveModel { id: Set(row.id), volunteer_id: Set(kept), ..Default::default() }).await?;
            continue;
        };
        let objected = tx.update_many::<volunteer_objection::Entity>().filter(volunteer_objection::Column::StarId.eq(row.id));
        objected.set(volunteer_objection::ActiveModel { star_id: Set(known.id), ..Default::default() }).exec(tx.conn()).await?;
        tx.delete_many::<Entity>().filter(Column::Id.eq(row.id)).exec(tx.conn()).await?;
        let both = ActiveModel {
            id: Set(known.id),
            minutes: Set(known.minutes + row.minutes),
            stars: Set(known.stars.max(row.stars)),
            struck: Set(known.struck || row.struck),
            ..Default::default()
        };
        tx.update(both).await?;
    }
    Ok(())
}

/// The ledger is only added to: what counts for the one is taken back there, and written down for the other.
async fn carry(tx: &Tx, kept: Uuid, gone: Uuid) -> Result<()> {
    use volunteer_entry::{Column, Entity, Source};
    let entries = tx.find::<Entity>().filter(Column::VolunteerId.eq(gone)).order_by_asc(Column::Id).all(tx.conn()).await?;
    let undone: HashSet<Uuid> = entries.iter().filter_map(|row| row.reverses_id).collect();
    let why = tx.get::<community::Entity>(tx.community()).await?.language().text("volunteers.merged", &[]);
    for row in entries.into_iter().filter(|row| row.source != Source::Reversal && !undone.contains(&row.id)) {
        let back = hours::entry(gone, row.on_day, -row.minutes, Source::Reversal, why.clone());
        hours::write(tx, volunteer_entry::ActiveModel { reverses_id: Set(Some(row.id)), ..back }).await?;
        let on = hours::entry(kept, row.on_day, row.minutes, row.source, row.words);
        hours::write(tx, volunteer_entry::ActiveModel { task_id: Set(row.task_id), carries_id: Set(Some(row.id)), ..on }).await?;
    }
    Ok(())
}
