//! What follows when a member turns out to be a resident who is in the books as well: one party member remains, with the study of both.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::{
    figures,
    party_member::{self, Column, Post, State},
    party_presence, party_transfer,
};
use crate::kernel::{Result, Tx};

/// Hands over what a member is and has to the resident who they are.
pub async fn take_over(tx: &Tx, member: Uuid, person: Uuid) -> Result<()> {
    let find = |column: Column, id: Uuid| tx.find::<party_member::Entity>().filter(column.eq(id)).one(tx.conn());
    let Some(gone) = find(Column::MemberId, member).await? else { return Ok(()) };
    let Some(kept) = find(Column::PersonId, person).await? else {
        let same = party_member::ActiveModel { id: Set(gone.id), person_id: Set(Some(person)), member_id: Set(None), ..Default::default() };
        return tx.update(same).await.map(drop);
    };
    presences(tx, kept.id, gone.id).await?;
    let steps = tx.update_many::<party_transfer::Entity>().filter(party_transfer::Column::PartyMemberId.eq(gone.id));
    steps.set(party_transfer::ActiveModel { party_member_id: Set(kept.id), ..Default::default() }).exec(tx.conn()).await?;
    // A branch has one secretary: the row goes before its post is given on.
    tx.delete_many::<party_member::Entity>().filter(Column::Id.eq(gone.id)).exec(tx.conn()).await?;
    let holds = if kept.state == State::MovedOut { &gone } else { &kept };
    let post = if kept.post == Post::None && kept.branch_id == gone.branch_id { gone.post } else { holds.post };
    let row = party_member::ActiveModel {
        branch_id: Set(holds.branch_id),
        state: Set(holds.state),
        post: Set(post),
        left_on: Set(holds.left_on),
        ..Default::default()
    };
    tx.revise(kept.id, Column::Revision, kept.revision, row).await?;
    tx.audit("party.merge", "party_member", kept.id, json!({ "from": gone.id })).await
}

/// Of two lines about one session the one that says more stays.
async fn presences(tx: &Tx, kept: Uuid, gone: Uuid) -> Result<()> {
    use party_presence::{ActiveModel, Column, Entity, State};
    let theirs = tx.find::<Entity>().filter(Column::PartyMemberId.eq(gone)).order_by_asc(Column::Id).all(tx.conn()).await?;
    for row in theirs {
        let same = tx.find::<Entity>().filter(Column::SessionId.eq(row.session_id)).filter(Column::PartyMemberId.eq(kept));
        if let Some(known) = same.one(tx.conn()).await? {
            tx.delete_many::<Entity>().filter(Column::Id.eq(row.id)).exec(tx.conn()).await?;
            if known.state == State::Absent {
                let said = ActiveModel { state: Set(row.state), reason: Set(row.reason), minutes: Set(row.minutes), ..Default::default() };
                tx.update(ActiveModel { id: Set(known.id), ..said }).await?;
            }
        } else {
            tx.update(ActiveModel { id: Set(row.id), party_member_id: Set(kept), ..Default::default() }).await?;
        }
        figures::mark_day(tx, row.on_day).await?;
    }
    Ok(())
}
