//! Files that no row names: a change that was undone leaves its files, and a row that is deleted, as when somebody asks for it, leaves those
//! that it named. Whoever deletes a row need not think of its files: within a day and a night they are gone too.

use std::collections::HashSet;

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::photo;
use crate::{
    kernel::{Db, Result, Why, files::Shelf},
    people::ledger_import,
    tenancy::community,
};

/// A younger file may belong to a change that is still on its way.
const YOUNG: Duration = Duration::days(1);
/// So many files are looked up at once.
const AT_ONCE: usize = 500;

/// Lets go of them; answers how many there were.
pub async fn sweep(db: &Db) -> Result<usize> {
    let sys = db.system_read(Why::Files).await?;
    let communities = sys.find::<community::Entity>().select_only().column(community::Column::Id);
    let communities: Vec<Uuid> = communities.into_tuple().all(sys.conn()).await?;
    drop(sys);
    let mut swept = 0;
    for community in communities {
        for shelf in [Shelf::Imports, Shelf::Photos] {
            let mut old = db.files().list(community, shelf).await?;
            old.retain(|id| made_at(*id).is_some_and(|made| made < db.now() - YOUNG));
            for some in old.chunks(AT_ONCE) {
                let named = named(db, community, shelf, some).await?;
                for id in some.iter().filter(|id| !named.contains(id)) {
                    db.files().remove(shelf.of(community, *id)).await?;
                    swept += 1;
                }
            }
        }
    }
    Ok(swept)
}

/// When an id was made: ours carry it (UUIDv7).
fn made_at(id: Uuid) -> Option<DateTime<Utc>> {
    let (seconds, nanoseconds) = id.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanoseconds)
}

/// Those of these files that a row of the tenant names.
async fn named(db: &Db, community: Uuid, shelf: Shelf, files: &[Uuid]) -> Result<HashSet<Uuid>> {
    let sys = db.system_read(Why::Files).await?;
    let (conn, some) = (sys.conn(), || files.iter().copied());
    let photos = || sys.find::<photo::Entity>().filter(photo::Column::CommunityId.eq(community)).select_only();
    let imports = || sys.find::<ledger_import::Entity>().filter(ledger_import::Column::CommunityId.eq(community)).select_only();
    let columns = match shelf {
        Shelf::Imports => {
            vec![
                imports()
                    .column(ledger_import::Column::FileId)
                    .filter(ledger_import::Column::FileId.is_in(some()))
                    .into_tuple()
                    .all(conn)
                    .await?,
            ]
        }
        Shelf::Photos => vec![
            photos().column(photo::Column::Id).filter(photo::Column::Id.is_in(some())).into_tuple().all(conn).await?,
            photos().column(photo::Column::ThumbnailId).filter(photo::Column::ThumbnailId.is_in(some())).into_tuple().all(conn).await?,
        ],
    };
    Ok(columns.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_when_it_was_made_and_one_of_another_kind_does_not() {
        let id = Uuid::parse_str("01932c07-209a-7d1a-9d5e-0d3f3c1a0b7e").unwrap();
        assert_eq!(made_at(id).unwrap().timestamp_millis(), 0x0193_2c07_209a);
        assert_eq!(made_at(Uuid::nil()), None);
    }
}
