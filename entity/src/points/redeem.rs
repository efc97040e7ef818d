//! Taking a reward: points and stock go together, once; then it waits at the desk.

use sea_orm::{ActiveValue::Set, ColumnTrait, ExprTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use super::{
    books::{self, Booking},
    catalogue::to_be_had,
    error::PointError,
    figures,
    point_account::{self, Kind},
    redemption::{self, Column, State},
    reward,
    rules::WAITS,
};
use crate::{
    enrolment::Who,
    kernel::{Failure, Result, Tx},
    people::{code, query::today},
    tenancy::members,
};

/// Takes one of a reward.
///
/// # Errors
/// `NotToBeHad` if nothing is left or it is not offered now, `HadEnough`, `NotEnough`.
pub async fn redeem(tx: &Tx, who: Who, reward: Uuid) -> Result<redemption::Model> {
    let (offer, day) = (tx.get::<reward::Entity>(reward).await?, today(tx).await?);
    let (account, rewards) = (books::holder(tx, who).await?, books::own(tx, Kind::Rewards).await?);
    // Whoever takes something waits for themselves: two phones of one person are one after the other.
    books::lock(tx, &[account.id, rewards.id]).await?;
    if let Some(most) = offer.per_person {
        let had = tx.find::<redemption::Entity>().filter(Column::RewardId.eq(reward)).filter(Column::AccountId.eq(account.id));
        let had = had.filter(Column::State.is_in([State::Waiting, State::HandedOut])).count(tx.conn()).await?;
        if i64::try_from(had).unwrap_or(i64::MAX) >= most {
            return Err(PointError::HadEnough.into());
        }
    }
    let left = tx.update_many::<reward::Entity>().filter(reward::Column::Id.eq(reward)).filter(to_be_had(day));
    let left = left.col_expr(reward::Column::Stock, Expr::col(reward::Column::Stock).sub(1));
    if left.exec(tx.conn()).await?.rows_affected != 1 {
        return Err(PointError::NotToBeHad.into());
    }
    let id = tx.new_id();
    let booking = Booking { source: format!("redeem:{id}"), reason: "redeem", note: &offer.title, reverses: None, day };
    let posting = books::post(tx, booking, &[(account.id, -offer.price), (rewards.id, offer.price)]).await?;
    let row = redemption::ActiveModel {
        id: Set(id),
        reward_id: Set(reward),
        account_id: Set(account.id),
        posting_id: Set(posting.id),
        code: Set(code::of(&rand::random::<[u8; 8]>())),
        state: Set(State::Waiting),
        price: Set(offer.price),
        expires_at: Set(tx.now() + WAITS),
        handed_by_id: Set(None),
        handed_at: Set(None),
        ..Default::default()
    };
    tx.insert(row).await
}

/// Gives a reward back that was not fetched; `who` bounds it to their own.
///
/// # Errors
/// `Over` if it does not wait any more; "not found".
pub async fn cancel(tx: &Tx, id: Uuid, who: Option<Who>) -> Result<redemption::Model> {
    let row = tx.get::<redemption::Entity>(id).await?;
    if let Some(who) = who
        && books::holder(tx, who).await?.id != row.account_id
    {
        return Err(Failure::not_found());
    }
    give_back(tx, row, State::Cancelled).await
}

pub(super) async fn give_back(tx: &Tx, row: redemption::Model, to: State) -> Result<redemption::Model> {
    end(tx, &row, redemption::ActiveModel { state: Set(to), ..Default::default() }).await?;
    books::reverse(tx, row.posting_id, "").await?;
    tx.update_many::<reward::Entity>()
        .filter(reward::Column::Id.eq(row.reward_id))
        .col_expr(reward::Column::Stock, Expr::col(reward::Column::Stock).add(1))
        .exec(tx.conn())
        .await?;
    tx.get::<redemption::Entity>(row.id).await
}

/// Hands out what waits under a code, once; answers it with the account that took it.
///
/// # Errors
/// "Not found" for a code that nothing waits under; `Over` if it was handed out before.
pub async fn hand_out(tx: &Tx, typed: &str) -> Result<(redemption::Model, point_account::Model)> {
    let row = tx.find::<redemption::Entity>().filter(Column::Code.eq(code::typed(typed))).one(tx.conn()).await?;
    let row = row.ok_or_else(Failure::not_found)?;
    let handed = redemption::ActiveModel {
        state: Set(State::HandedOut),
        handed_by_id: Set(members::acting(tx)),
        handed_at: Set(Some(tx.now())),
        ..Default::default()
    };
    end(tx, &row, handed).await?;
    figures::mark(tx).await?;
    tx.audit("points.hand_out", "redemption", row.id, json!({})).await?;
    Ok((tx.get::<redemption::Entity>(row.id).await?, tx.get::<point_account::Entity>(row.account_id).await?))
}

/// Whoever is first ends it.
async fn end(tx: &Tx, row: &redemption::Model, change: redemption::ActiveModel) -> Result<()> {
    let waiting = tx.update_many::<redemption::Entity>().filter(Column::Id.eq(row.id)).filter(Column::State.eq(State::Waiting));
    let change = redemption::ActiveModel { updated_at: Set(tx.now()), ..change };
    match waiting.set(change).exec(tx.conn()).await?.rows_affected {
        1 => Ok(()),
        _ => Err(PointError::Over.into()),
    }
}
