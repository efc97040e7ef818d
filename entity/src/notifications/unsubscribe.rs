//! One click and it stops (RFC 8058). The link says who and what by itself, signed with the tenant's key: it keeps working
//! when the message is long gone, and nothing has to be stored for it.

use base64::Engine;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{
    preferences,
    rules::plan::Wish,
    topic::{self, Topic},
};
use crate::kernel::{Actor, Db, Failure, Result, Scope, Tx};

const CODE: base64::engine::GeneralPurpose = base64::engine::general_purpose::URL_SAFE_NO_PAD;
/// Of the tenant and of the reader.
const ID: usize = 16;
/// Of the signature.
const MAC: usize = 16;

/// The secret part of the link by which `reader` stops `topic`; none for a duty.
pub fn token(tx: &Tx, reader: Uuid, topic: Topic) -> Result<Option<String>> {
    if topic.duty {
        return Ok(None);
    }
    let claim = [tx.community().as_bytes(), reader.as_bytes(), topic.name.as_bytes()].concat();
    let mac = signature(tx, &claim)?;
    Ok(Some(CODE.encode([mac, claim].concat())))
}

/// Stops what the link is about. A link that nobody signed is "not found".
pub async fn redeem(db: &Db, token: &str) -> Result<Topic> {
    let bytes = CODE.decode(token).map_err(|_| Failure::not_found())?;
    let (mac, claim) = bytes.split_at_checked(MAC).ok_or_else(Failure::not_found)?;
    let (community, rest) = claim.split_first_chunk::<ID>().ok_or_else(Failure::not_found)?;
    let (reader, name) = rest.split_first_chunk::<ID>().ok_or_else(Failure::not_found)?;
    let topic = std::str::from_utf8(name).ok().and_then(topic::named).ok_or_else(Failure::not_found)?;
    let tx = db.write(&Scope { community: Uuid::from_bytes(*community), actor: Actor::System }).await?;
    if !bool::from(signature(&tx, claim)?.ct_eq(mac)) {
        return Err(Failure::not_found());
    }
    let reader = Uuid::from_bytes(*reader);
    let wish = preferences::wish(&tx, reader, topic).await?;
    preferences::state(&tx, reader, topic.name, &Wish { muted: true, ..wish }).await?;
    tx.commit().await?;
    Ok(topic)
}

fn signature(tx: &Tx, claim: &[u8]) -> Result<Vec<u8>> {
    tx.blind("unsubscribe", &hex::encode(claim))
}
