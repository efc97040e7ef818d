//! The folder transport: one `.eml` file for each letter, for an installation without a relay.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use tokio::{fs, io::AsyncWriteExt};

use super::{Letter, Mailer, Verdict};

/// Writes letters into a folder that any mail program can open.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder is created when the first letter comes.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The name sorts by time, and is the same for every attempt at a message: a second attempt replaces
    /// the file, so this transport is never in doubt.
    fn file_name(letter: &Letter) -> String {
        format!("{}-{}.eml", letter.written_at.format("%Y%m%dT%H%M%S%.6fZ"), letter.id)
    }

    async fn write(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        fs::create_dir_all(&self.path).await?;
        let unfinished = self.path.join(format!(".{name}.part"));
        write_through(&unfinished, bytes).await?;
        fs::rename(&unfinished, self.path.join(name)).await
    }
}

/// The bytes are on the disk before the name is: a reader never sees half a letter, even after a power cut.
async fn write_through(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = fs::File::create(path).await?;
    file.write_all(bytes).await?;
    file.sync_all().await
}

#[async_trait]
impl Mailer for Folder {
    async fn send(&self, letter: &Letter) -> Verdict {
        let bytes = match letter.to_bytes() {
            Ok(bytes) => bytes,
            Err(refusal) => {
                return Verdict::Permanent { reason: refusal.to_string() };
            }
        };
        let name = Self::file_name(letter);
        match self.write(&name, &bytes).await {
            Ok(()) => Verdict::Accepted { reference: name },
            Err(fault) => Verdict::Retry { after: None, reason: fault.to_string() },
        }
    }

    fn name(&self) -> &'static str {
        "folder"
    }
}
