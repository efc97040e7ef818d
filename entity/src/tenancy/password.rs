//! Passwords: Argon2id with 64 MiB, three passes, one lane; few at a time, so that guesses cannot eat the memory.

use std::sync::LazyLock;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};
use tokio::sync::Semaphore;

use crate::kernel::{Failure, Result};

/// Memory of one computation, in KiB.
const MEMORY: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 1;
/// How many computations run at once.
static SLOTS: Semaphore = Semaphore::const_new(2);
/// Checked where there is no account, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| compute("nobody has this password").unwrap_or_default());

/// The hash of `password` in PHC form.
pub async fn hash(password: String) -> Result<String> {
    apart(move || compute(&password)).await?
}

/// Whether `password` is the one of `hash`. Without a hash it never is, and that takes as long to find out.
pub async fn matches(password: String, hash: Option<String>) -> Result<bool> {
    apart(move || {
        let stored = hash.as_deref().unwrap_or(&NOBODY);
        let right = PasswordHash::new(stored).is_ok_and(|stored| Argon2::default().verify_password(password.as_bytes(), &stored).is_ok());
        right && hash.is_some()
    })
    .await
}

fn compute(password: &str) -> Result<String> {
    let params = Params::new(MEMORY, PASSES, LANES, None).map_err(|error| Failure::internal(error.to_string()))?;
    let hash: PasswordHash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password(password.as_bytes())
        .map_err(|error| Failure::internal(error.to_string()))?;
    Ok(hash.to_string())
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _slot = SLOTS.acquire().await.map_err(Failure::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Failure::internal)
}
