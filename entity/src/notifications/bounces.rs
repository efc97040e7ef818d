//! Bounces (退信): letters that come back. The sender in a letter's envelope names the try (a variable return path, VERP) and is signed:
//! whatever is sent there says by its address alone what it is about, and nobody speaks of a letter that they did not have.

use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{
    delivery, receipts,
    rules::{base32, report},
};
use crate::kernel::{Actor, Db, Failure, PLATFORM, Result, Scope, Tx, Why, secret::Keyring};

/// Bytes of the try.
const ID: usize = 16;
/// Bytes of the signature: with all of it, the address would be too long.
const MAC: usize = 10;

/// Letters of a token.
pub const TOKEN: usize = base32::length(ID + MAC);

/// The part of the return path that names the try `delivery`.
pub fn token(tx: &Tx, delivery: Uuid) -> Result<String> {
    Ok(base32::encode(&[delivery.as_bytes().as_slice(), &signature(&tx.unit().keys, delivery)?].concat()))
}

/// Takes what was sent to a return path; "not found" for one that we did not give. What is no report, such as the answer of somebody
/// who is on leave, is nothing to us.
pub async fn take(db: &Db, token: &str, letter: &[u8]) -> Result<()> {
    let delivery = named(db.keys(), token)?;
    let Some(news) = report::read(letter) else { return Ok(()) };
    let community = tenant_of(db, delivery).await?;
    let tx = db.write(&Scope { community, actor: Actor::System }).await?;
    let known = tx.find::<delivery::Entity>().filter(delivery::Column::Id.eq(delivery)).lock_exclusive();
    let known = known.one(tx.conn()).await?.ok_or_else(Failure::not_found)?;
    receipts::note(&tx, known, news).await?;
    tx.commit().await
}

/// The try that a token names. Asked before anything else: nobody without a letter of ours costs us more than this.
fn named(keys: &Keyring, token: &str) -> Result<Uuid> {
    let bytes = base32::decode(token).ok_or_else(Failure::not_found)?;
    let (delivery, mac) = bytes.split_first_chunk::<ID>().ok_or_else(Failure::not_found)?;
    let delivery = Uuid::from_bytes(*delivery);
    match bool::from(signature(keys, delivery)?.ct_eq(mac)) {
        true => Ok(delivery),
        false => Err(Failure::not_found()),
    }
}

async fn tenant_of(db: &Db, delivery: Uuid) -> Result<Uuid> {
    let sys = db.system_read(Why::SecretLink).await?;
    let tries = sys.find::<delivery::Entity>().filter(delivery::Column::Id.eq(delivery));
    let tenant = tries.select_only().column(delivery::Column::CommunityId).into_tuple().one(sys.conn()).await?;
    tenant.ok_or_else(Failure::not_found)
}

/// By the platform's key: the tenant is only known once the try is found.
fn signature(keys: &Keyring, delivery: Uuid) -> Result<Vec<u8>> {
    let mut mac = keys.blind(PLATFORM, "bounces", &delivery.to_string())?;
    mac.truncate(MAC);
    Ok(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(keys: &Keyring, delivery: Uuid) -> String {
        base32::encode(&[delivery.as_bytes().as_slice(), &signature(keys, delivery).expect("a signature")].concat())
    }

    #[test]
    fn a_token_is_known_in_either_case_and_in_no_other_form() {
        let (keys, delivery) = (Keyring::new([7; 32]), Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0007));
        let token = signed(&keys, delivery);
        assert_eq!(token.len(), TOKEN);
        assert_eq!(named(&keys, &token).expect("ours"), delivery);
        assert_eq!(named(&keys, &token.to_ascii_uppercase()).expect("ours"), delivery);
        for (at, _) in token.char_indices() {
            let other = if token.as_bytes()[at] == b'a' { "b" } else { "a" };
            let forged = format!("{}{other}{}", &token[..at], &token[at + 1..]);
            assert!(named(&keys, &forged).is_err(), "{forged}");
        }
        for forged in ["", "a", &token[1..], &token[..TOKEN - 1], &format!("{token}aa"), &signed(&Keyring::new([8; 32]), delivery)] {
            assert!(named(&keys, forged).is_err(), "{forged}");
        }
    }
}
