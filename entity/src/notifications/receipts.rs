//! Receipts (回执): what a provider says later about a message that it took. They come in any order, more than once, early, and
//! from anybody who knows an address: only a signed link is believed, and no state goes back.

use base64::Engine;
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{delivery, job::Deliver, ledger::note_step, message, rules::news::News};
use crate::kernel::{Actor, Db, Failure, Kind, Result, Scope, Tx, secret::Keyring};

const CODE: base64::engine::GeneralPurpose = base64::engine::general_purpose::URL_SAFE_NO_PAD;
const ID: usize = 16;

/// What a provider says about one message.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Receipt {
    reference: String,
    news: News,
}

/// The secret part of the address to which the provider of `channel` sends its receipts.
pub fn token(tx: &Tx, channel: Uuid) -> Result<String> {
    let claim = [tx.community().as_bytes().as_slice(), channel.as_bytes()].concat();
    Ok(CODE.encode([signature(&tx.unit().keys, tx.community(), &claim)?, claim].concat()))
}

/// Takes what a provider says; "not found" for an address that we did not give.
pub async fn take(db: &Db, token: &str, said: &Value) -> Result<()> {
    let bytes = CODE.decode(token).map_err(|_| Failure::not_found())?;
    let (mac, claim) = bytes.split_at_checked(ID).ok_or_else(Failure::not_found)?;
    let (community, channel) = claim.split_first_chunk::<ID>().ok_or_else(Failure::not_found)?;
    let channel: [u8; ID] = channel.try_into().map_err(|_| Failure::not_found())?;
    let community = Uuid::from_bytes(*community);
    // Asked first: nobody without a link of ours costs the database anything.
    if !bool::from(signature(db.keys(), community, claim)?.ct_eq(mac)) {
        return Err(Failure::not_found());
    }
    let tx = db.write(&Scope { community, actor: Actor::System }).await?;
    let mut early = false;
    for Receipt { reference, news } in read(said) {
        let tries = tx.find::<delivery::Entity>().filter(delivery::Column::Reference.eq(reference));
        let tries = tries.filter(delivery::Column::ProviderId.eq(Uuid::from_bytes(channel))).order_by_desc(delivery::Column::Attempt);
        match tries.lock_exclusive().one(tx.conn()).await? {
            Some(known) => note(&tx, known, news).await?,
            None => early = true,
        }
    }
    tx.commit().await?;
    match early {
        // It overtook our own note of the answer: providers come again.
        true => Err(Failure::new(Kind::Conflict, "notifications.receipt_early")),
        false => Ok(()),
    }
}

/// Reads the words of all providers; what cannot be read says nothing.
fn read(said: &Value) -> Vec<Receipt> {
    let list = said.as_array().cloned().unwrap_or_else(|| vec![said.clone()]);
    list.iter().filter_map(one).collect()
}

fn one(said: &Value) -> Option<Receipt> {
    let text = |name: &str| said[name].as_str().map(str::to_owned);
    let (reference, arrived, reason) = if let Some(reference) = text("biz_id") {
        // Alibaba Cloud
        (reference, said["success"].as_bool()?, text("err_code"))
    } else if let Some(reference) = text("sid") {
        // Tencent Cloud
        (reference, said["report_status"].as_str()? == "SUCCESS", text("errmsg"))
    } else {
        // the gateway
        let arrived = match said["status"].as_str()? {
            "delivered" => true,
            "failed" => false,
            _ => return None,
        };
        (text("reference")?, arrived, text("reason"))
    };
    // Whoever says nothing about which message it is says nothing.
    if reference.is_empty() {
        return None;
    }
    let news = if arrived { News::Arrived } else { News::came_back(reason.as_deref()) };
    Some(Receipt { reference, news })
}

/// Adds news to what is known of a try; its row is locked. Whoever took the message and could not deliver it hands it on to the next way.
pub(super) async fn note(tx: &Tx, known: delivery::Model, news: News) -> Result<()> {
    let state = known.state.join(news.state());
    if state == known.state {
        return Ok(());
    }
    let reason = news.reason();
    let row = delivery::ActiveModel {
        id: Set(known.id),
        state: Set(state),
        reason: Set(reason.clone()),
        settled_at: Set(Some(tx.now())),
        ..Default::default()
    };
    tx.update(row).await?;
    let came_back = state != delivery::State::Delivered;
    note_step(tx, known.message_id, if came_back { "came_back" } else { "arrived" }, reason.as_deref(), None).await?;
    let message = tx.find::<message::Entity>().filter(message::Column::Id.eq(known.message_id)).lock_exclusive();
    let message = message.one(tx.conn()).await?.ok_or_else(Failure::not_found)?;
    let next = match state {
        delivery::State::Delivered => message::State::Delivered,
        _ if message.test_send.is_some() => message::State::Rejected,
        // Another way may have it in hand already, or have brought it there.
        _ if !matches!(message.state, message::State::Accepted | message::State::InDoubt) || went_elsewhere(tx, &known).await? => {
            return Ok(());
        }
        _ => message::State::Queued,
    };
    tx.update(message::ActiveModel { id: Set(message.id), state: Set(next), reason: Set(reason), ..Default::default() }).await?;
    if next == message::State::Queued {
        tx.enqueue(&Deliver { message: message.id }).await?;
    }
    Ok(())
}

/// Whether another try of the same message was taken.
async fn went_elsewhere(tx: &Tx, known: &delivery::Model) -> Result<bool> {
    let others = tx.find::<delivery::Entity>().filter(delivery::Column::MessageId.eq(known.message_id));
    let others = others.filter(delivery::Column::Id.ne(known.id));
    let taken = others.filter(delivery::Column::State.is_in([delivery::State::Accepted, delivery::State::Delivered]));
    Ok(taken.count(tx.conn()).await? > 0)
}

fn signature(keys: &Keyring, community: Uuid, claim: &[u8]) -> Result<Vec<u8>> {
    keys.blind(community, "receipts", &hex::encode(claim))
}
