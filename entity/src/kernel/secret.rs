//! Encryption of single fields, and blind indexes by which they are found.
//!
//! A sealed field is bound to its tenant, table, column and row: moved anywhere
//! else it does not open. Its first two bytes name the algorithm and the key,
//! so that another algorithm or key can stand beside it.

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

use super::{Failure, Result};

/// AES-256-GCM with a 96-bit random nonce.
const AES_256_GCM: u8 = 1;
/// The only master key so far.
const FIRST_KEY: u8 = 1;
const NONCE: usize = 12;

/// The place of a sealed field.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The tenant.
    pub community: Uuid,
    /// The table.
    pub table: &'a str,
    /// The column.
    pub column: &'a str,
    /// The row.
    pub row: Uuid,
}

impl Place<'_> {
    fn binding(&self) -> Vec<u8> {
        format!("{}|{}|{}|{}", self.community, self.table, self.column, self.row).into_bytes()
    }
}

/// The master key, from which each tenant's keys are derived.
#[derive(Clone)]
pub struct Keyring {
    master: [u8; 32],
}

impl Keyring {
    /// A keyring of 256 bits.
    pub fn new(master: [u8; 32]) -> Self {
        Self { master }
    }

    /// A keyring from 64 hexadecimal digits, as it is kept in a file or an environment variable.
    pub fn from_hex(text: &str) -> Result<Self> {
        let bytes = hex::decode(text.trim()).map_err(Failure::internal)?;
        let master = bytes.try_into().map_err(|_| Failure::internal("the master key needs 32 bytes"))?;
        Ok(Self { master })
    }

    /// A fresh key in hexadecimal digits.
    pub fn generate_hex() -> String {
        hex::encode(rand::random::<[u8; 32]>())
    }

    fn derive(&self, purpose: &str, community: Uuid) -> Result<[u8; 32]> {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(None, &self.master)
            .expand(format!("mulin|{purpose}|{community}").as_bytes(), &mut key)
            .map_err(|error| Failure::internal(error.to_string()))?;
        Ok(key)
    }

    /// Encrypts `text` for its place.
    pub fn seal(&self, place: Place<'_>, text: &str) -> Result<Vec<u8>> {
        self.of(place.community)?.seal(place, text)
    }

    /// Decrypts what [`Keyring::seal`] made for the same place.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<String> {
        self.of(place.community)?.open(place, sealed)
    }

    /// The key of a tenant's sealed fields.
    pub(crate) fn of(&self, community: Uuid) -> Result<TenantKey> {
        Ok(TenantKey(Box::new(Aes256Gcm::new(&self.derive("seal", community)?.into()))))
    }

    /// The blind index of `text`: equal texts of one tenant and purpose have equal indexes, and nothing else can be read from them.
    pub fn blind(&self, community: Uuid, purpose: &str, text: &str) -> Result<Vec<u8>> {
        let key = self.derive(&format!("blind|{purpose}"), community)?;
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&key).map_err(Failure::internal)?;
        mac.update(text.as_bytes());
        Ok(mac.finalize().into_bytes()[..16].to_vec())
    }
}

/// The key of one tenant's sealed fields: derived once for all that a unit of work opens, and gone with it.
pub(crate) struct TenantKey(Box<Aes256Gcm>);

impl TenantKey {
    /// See [`Keyring::seal`].
    pub(crate) fn seal(&self, place: Place<'_>, text: &str) -> Result<Vec<u8>> {
        self.seal_bytes(place, text.as_bytes())
    }

    /// Encrypts `bytes` for their place.
    pub(crate) fn seal_bytes(&self, place: Place<'_>, bytes: &[u8]) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE] = rand::random();
        let sealed = self
            .0
            .encrypt(&nonce.into(), Payload { msg: bytes, aad: &place.binding() })
            .map_err(|error| Failure::internal(error.to_string()))?;
        Ok([&[AES_256_GCM, FIRST_KEY][..], &nonce, &sealed].concat())
    }

    /// See [`Keyring::open`].
    pub(crate) fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<String> {
        String::from_utf8(self.open_bytes(place, sealed)?).map_err(Failure::internal)
    }

    /// Decrypts what [`TenantKey::seal_bytes`] made for the same place.
    pub(crate) fn open_bytes(&self, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>> {
        let foreign = || Failure::internal(format!("{}.{} does not open in its place", place.table, place.column));
        let [AES_256_GCM, FIRST_KEY, rest @ ..] = sealed else { return Err(foreign()) };
        let (nonce, text) = rest.split_first_chunk::<NONCE>().ok_or_else(foreign)?;
        self.0.decrypt(nonce.into(), Payload { msg: text, aad: &place.binding() }).map_err(|_| foreign())
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keyring")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(row: u128) -> Place<'static> {
        Place { community: Uuid::from_u128(7), table: "person", column: "phone", row: Uuid::from_u128(row) }
    }

    #[test]
    fn opens_only_in_its_place() {
        let keys = Keyring::new([3; 32]);
        let sealed = keys.seal(place(1), "13800001234").unwrap();
        assert_eq!(keys.open(place(1), &sealed).unwrap(), "13800001234");
        assert!(keys.open(place(2), &sealed).is_err());
        assert!(keys.open(Place { community: Uuid::from_u128(8), ..place(1) }, &sealed).is_err());
        assert!(Keyring::new([4; 32]).open(place(1), &sealed).is_err());
        assert!(keys.open(place(1), b"").is_err());
    }

    #[test]
    fn blind_index_differs_between_tenants_and_purposes() {
        let keys = Keyring::new([3; 32]);
        let index = |tenant, purpose| keys.blind(Uuid::from_u128(tenant), purpose, "13800001234").unwrap();
        assert_eq!(index(1, "phone"), index(1, "phone"));
        assert_ne!(index(1, "phone"), index(2, "phone"));
        assert_ne!(index(1, "phone"), index(1, "id_number"));
    }
}
