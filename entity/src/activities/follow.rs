//! What follows when a member turns out to be a resident: their places in groups and their votes are the resident's, each once.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{programme_member, wish_vote};
use crate::kernel::{Result, Tx};

/// Hands over what a member has to the resident who they are.
pub async fn take_over(tx: &Tx, member: Uuid, person: Uuid) -> Result<()> {
    groups(tx, member, person).await?;
    votes(tx, member, person).await
}

/// Where both are in a group, the resident's place stays; it is kept if either of them still came.
async fn groups(tx: &Tx, member: Uuid, person: Uuid) -> Result<()> {
    use programme_member::{ActiveModel, Column, Entity};
    let theirs = tx.find::<Entity>().filter(Column::MemberId.eq(member)).order_by_asc(Column::Id).all(tx.conn()).await?;
    for row in theirs {
        let same = tx.find::<Entity>().filter(Column::ProgrammeId.eq(row.programme_id)).filter(Column::PersonId.eq(person));
        let Some(known) = same.one(tx.conn()).await? else {
            let row = ActiveModel { id: Set(row.id), person_id: Set(Some(person)), member_id: Set(None), ..Default::default() };
            tx.update(row).await?;
            continue;
        };
        tx.delete_many::<Entity>().filter(Column::Id.eq(row.id)).exec(tx.conn()).await?;
        let both = ActiveModel {
            id: Set(known.id),
            active: Set(known.active || row.active),
            term_id: Set(known.term_id.or(row.term_id)),
            ..Default::default()
        };
        tx.update(both).await?;
    }
    Ok(())
}

/// Where both voted for the same, one vote stays.
async fn votes(tx: &Tx, member: Uuid, person: Uuid) -> Result<()> {
    use wish_vote::{ActiveModel, Column, Entity};
    let theirs = tx.find::<Entity>().filter(Column::MemberId.eq(member)).order_by_asc(Column::Id).all(tx.conn()).await?;
    for row in theirs {
        let same = tx.find::<Entity>().filter(Column::WishId.eq(row.wish_id)).filter(Column::PersonId.eq(person));
        if same.one(tx.conn()).await?.is_some() {
            tx.delete_many::<Entity>().filter(Column::Id.eq(row.id)).exec(tx.conn()).await?;
        } else {
            tx.update(ActiveModel { id: Set(row.id), person_id: Set(Some(person)), member_id: Set(None), ..Default::default() }).await?;
        }
    }
    Ok(())
}
