//! Links to photos: signed, and over within a quarter of an hour. Whoever was shown a photo may fetch it with no session of theirs, as
//! the picture element of a page does; nobody can guess one, or keep it.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeZone, Utc};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::photo;
use crate::kernel::{Db, Failure, Result, Tx, files::Shelf, secret::Keyring};

/// Links of one photo are equal for so many seconds, so that a browser need not fetch it anew with every page.
const STEADY: i64 = 300;
/// A link is good for this much longer, in seconds.
const GOOD: i64 = 600;
/// What a link carries before its signature: the tenant, the file and its end.
const CONTENTS: usize = 16 + 16 + 8;
/// What the signature is for.
const PURPOSE: &str = "photo_link";

/// The words of a photo's links: the photo itself, and its thumbnail.
pub fn of(tx: &Tx, photo: &photo::Model) -> Result<(String, String)> {
    let until = (tx.now().timestamp().div_euclid(STEADY) + 1) * STEADY + GOOD;
    let link = |file| write(tx.community(), file, until, |contents| tx.blind(PURPOSE, contents));
    Ok((link(photo.id)?, link(photo.thumbnail_id)?))
}

/// The picture behind a link. A link that is over and one that is made up are answered alike.
pub async fn open(db: &Db, link: &str) -> Result<Vec<u8>> {
    let (community, file) = read(db.keys(), link, db.now()).ok_or_else(Failure::not_found)?;
    db.files().get(Shelf::Photos.of(community, file)).await
}

fn write(community: Uuid, file: Uuid, until: i64, sign: impl Fn(&str) -> Result<Vec<u8>>) -> Result<String> {
    let contents = [community.as_bytes(), file.as_bytes(), &until.to_be_bytes()[..]].concat();
    let signature = sign(&hex::encode(&contents))?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode([contents, signature].concat()))
}

fn read(keys: &Keyring, link: &str, now: DateTime<Utc>) -> Option<(Uuid, Uuid)> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(link).ok()?;
    let (contents, signature) = bytes.split_at_checked(CONTENTS)?;
    let (community, rest) = contents.split_at_checked(16)?;
    let (file, until) = rest.split_at_checked(16)?;
    let (community, file) = (Uuid::from_slice(community).ok()?, Uuid::from_slice(file).ok()?);
    let until = Utc.timestamp_opt(i64::from_be_bytes(until.try_into().ok()?), 0).single()?;
    let signed = keys.blind(community, PURPOSE, &hex::encode(contents)).ok()?;
    (bool::from(signed.ct_eq(signature)) && now < until).then_some((community, file))
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;

    #[test]
    fn a_link_opens_its_photo_until_it_is_over_and_cannot_be_made_up() {
        let (keys, now) = (Keyring::new([7; 32]), Utc.timestamp_opt(1_772_323_300, 0).unwrap());
        let (community, file) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let link = write(community, file, now.timestamp() + 600, |contents| keys.blind(community, PURPOSE, contents)).unwrap();

        assert_eq!(read(&keys, &link, now), Some((community, file)));
        assert_eq!(read(&keys, &link, now + Duration::seconds(600)), None);
        assert_eq!(read(&Keyring::new([8; 32]), &link, now), None);
        for place in 0..link.len() {
            let mut forged = link.clone().into_bytes();
            forged[place] = if forged[place] == b'A' { b'B' } else { b'A' };
            assert_eq!(read(&keys, &String::from_utf8(forged).unwrap(), now), None, "{place}");
        }
        for odd in ["", "A", "…", &link[..20]] {
            assert_eq!(read(&keys, odd, now), None, "{odd}");
        }
    }
}
