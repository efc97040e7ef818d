//! Files under the data folder: uploads and photos, one folder for each tenant.

use std::path::{Path, PathBuf};

use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::{Failure, Result};

/// The store of uploaded files. Paths are built here and nowhere else, from ids only.
#[derive(Debug, Clone)]
pub struct Files {
    root: PathBuf,
}

impl Files {
    /// A store below `root`, which is made when it is first needed.
    pub fn new(root: impl AsRef<Path>) -> Self {
        Self { root: root.as_ref().to_owned() }
    }

    fn path(&self, community: Uuid, id: Uuid) -> PathBuf {
        self.root.join(community.simple().to_string()).join(id.simple().to_string())
    }

    /// Keeps `bytes` as the tenant's file `id`; whole or not at all.
    pub async fn put(&self, community: Uuid, id: Uuid, bytes: &[u8]) -> Result<()> {
        let path = self.path(community, id);
        let part = path.with_extension("part");
        let folder = path.parent().unwrap_or(&self.root);
        tokio::fs::create_dir_all(folder).await.map_err(full_or_internal)?;
        let mut file = tokio::fs::File::create(&part).await.map_err(full_or_internal)?;
        file.write_all(bytes).await.map_err(full_or_internal)?;
        // The row that names the file survives a power cut; so must the file.
        file.sync_all().await.map_err(full_or_internal)?;
        tokio::fs::rename(&part, &path).await.map_err(full_or_internal)?;
        tokio::fs::File::open(folder).await.map_err(full_or_internal)?.sync_all().await.map_err(full_or_internal)
    }

    /// The tenant's file `id`.
    pub async fn get(&self, community: Uuid, id: Uuid) -> Result<Vec<u8>> {
        match tokio::fs::read(self.path(community, id)).await {
            Ok(bytes) => Ok(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Failure::not_found()),
            Err(error) => Err(Failure::internal(error)),
        }
    }

    /// Forgets the tenant's file `id`; fine if it is gone.
    pub async fn remove(&self, community: Uuid, id: Uuid) -> Result<()> {
        match tokio::fs::remove_file(self.path(community, id)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Failure::internal(error)),
            _ => Ok(()),
        }
    }

    /// Forgets all files of a tenant.
    pub async fn remove_all(&self, community: Uuid) -> Result<()> {
        match tokio::fs::remove_dir_all(self.root.join(community.simple().to_string())).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Failure::internal(error)),
            _ => Ok(()),
        }
    }
}

fn full_or_internal(error: std::io::Error) -> Failure {
    match error.kind() {
        std::io::ErrorKind::StorageFull => Failure::new(super::Kind::Full, "kernel.disk_full"),
        _ => Failure::internal(error),
    }
}
