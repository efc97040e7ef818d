//! The store of files: uploads and photos, those of each tenant apart. What it is made of is chosen at the start: a folder beside
//! the database unless told otherwise.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::{Failure, Result};

/// What kinds of files there are. Each has a table that says which of them are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// Uploaded sheets, until they are read.
    Imports,
    /// Photos and their thumbnails.
    Photos,
}

/// Where a file is. Names are built here and nowhere else, from ids only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The tenant.
    pub community: Uuid,
    /// The kind.
    pub shelf: Shelf,
    /// The file.
    pub id: Uuid,
}

impl Place {
    /// Its name in the store: tenant, kind and file, with slashes between.
    pub fn name(self) -> String {
        format!("{}/{}/{}", self.community.simple(), self.shelf.name(), self.id.simple())
    }
}

impl Shelf {
    /// A file on it.
    pub const fn of(self, community: Uuid, id: Uuid) -> Place {
        Place { community, shelf: self, id }
    }

    /// Its name in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Imports => "imports",
            Self::Photos => "photos",
        }
    }
}

/// A store of files.
#[async_trait]
pub trait Files: Send + Sync {
    /// Keeps `bytes` there; whole or not at all.
    async fn put(&self, place: Place, bytes: &[u8]) -> Result<()>;

    /// What is there.
    async fn get(&self, place: Place) -> Result<Vec<u8>>;

    /// Forgets what is there; fine if it is gone.
    async fn remove(&self, place: Place) -> Result<()>;

    /// Forgets all files of a tenant.
    async fn remove_all(&self, community: Uuid) -> Result<()>;

    /// Every file of a tenant on a shelf.
    async fn list(&self, community: Uuid, shelf: Shelf) -> Result<Vec<Uuid>>;
}

/// A folder on this machine.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// A store below `root`, which is made when it is first needed.
    pub fn new(root: impl AsRef<Path>) -> Self {
        Self { root: root.as_ref().to_owned() }
    }

    fn of(&self, community: Uuid) -> PathBuf {
        self.root.join(community.simple().to_string())
    }
}

#[async_trait]
impl Files for Folder {
    async fn put(&self, place: Place, bytes: &[u8]) -> Result<()> {
        let path = self.root.join(place.name());
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

    async fn get(&self, place: Place) -> Result<Vec<u8>> {
        match tokio::fs::read(self.root.join(place.name())).await {
            Ok(bytes) => Ok(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Failure::not_found()),
            Err(error) => Err(Failure::internal(error)),
        }
    }

    async fn remove(&self, place: Place) -> Result<()> {
        gone(tokio::fs::remove_file(self.root.join(place.name())).await)
    }

    async fn remove_all(&self, community: Uuid) -> Result<()> {
        gone(tokio::fs::remove_dir_all(self.of(community)).await)
    }

    async fn list(&self, community: Uuid, shelf: Shelf) -> Result<Vec<Uuid>> {
        let mut entries = match tokio::fs::read_dir(self.of(community).join(shelf.name())).await {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(Failure::internal)?,
        };
        let mut found = Vec::new();
        while let Some(entry) = entries.next_entry().await.map_err(Failure::internal)? {
            // What was being written when a process died counts with the file that it would have been.
            let path = entry.path();
            found.extend(path.file_stem().and_then(|name| Uuid::parse_str(name.to_str()?).ok()));
        }
        Ok(found)
    }
}

/// What is gone need not be removed.
fn gone(removed: std::io::Result<()>) -> Result<()> {
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Failure::internal(error)),
        _ => Ok(()),
    }
}

fn full_or_internal(error: std::io::Error) -> Failure {
    match error.kind() {
        std::io::ErrorKind::StorageFull => Failure::new(super::Kind::Full, "kernel.disk_full"),
        _ => Failure::internal(error),
    }
}
