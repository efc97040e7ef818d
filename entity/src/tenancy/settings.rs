//! What a community and a person choose for themselves.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{account, community, job::SetUp};
use crate::kernel::{Actor, Db, Failure, Language, PLATFORM, Result, Scope, Why};

/// What is to be different about a community.
#[derive(Debug, Clone, Default)]
pub struct CommunityChange {
    /// What it is called.
    pub name: Option<String>,
    /// Its IANA time zone.
    pub zone: Option<String>,
    /// The language that its people are written to.
    pub locale: Option<String>,
}

/// The caller's community.
pub async fn community(db: &Db, id: Uuid) -> Result<community::Model> {
    let sys = db.system_read(Why::Account).await?;
    let row = sys.find::<community::Entity>().filter(community::Column::Id.eq(id)).one(sys.conn()).await?;
    row.ok_or_else(Failure::not_found)
}

/// Changes a community; what hangs on its zone follows by a job.
pub async fn change_community(db: &Db, scope: &Scope, change: CommunityChange) -> Result<community::Model> {
    let zone = change.zone.map(|zone| zone.parse::<chrono_tz::Tz>()).transpose();
    let zone = zone.map_err(|_| Failure::invalid_field("zone", "tenancy.zone_unknown"))?;
    let locale = change.locale.map(|locale| locale.parse::<Language>()).transpose()?;
    let sys = db.system(Why::Account).await?;
    let mut row = community::ActiveModel { id: Set(scope.community), ..Default::default() };
    if let Some(name) = change.name {
        row.name = Set(name.trim().to_owned());
    }
    if let Some(zone) = zone {
        row.zone = Set(zone.name().to_owned());
    }
    if let Some(locale) = locale {
        row.locale = Set(locale.tag().to_owned());
    }
    let row = sys.update(row).await?;
    sys.enqueue(scope.community, &SetUp {}).await?;
    let detail = json!({ "name": row.name, "zone": row.zone, "locale": row.locale });
    sys.audit(scope, "tenancy.change_settings", "community", row.id, detail).await?;
    sys.commit().await?;
    Ok(row)
}

/// Changes one's own name or language.
pub async fn change_account(db: &Db, id: Uuid, name: Option<String>, locale: Option<String>) -> Result<()> {
    let locale = locale.map(|locale| locale.parse::<Language>()).transpose()?;
    let sys = db.system(Why::Account).await?;
    let mut row = account::ActiveModel { id: Set(id), ..Default::default() };
    if let Some(name) = name {
        row.name = Set(name.trim().to_owned());
    }
    if let Some(locale) = locale {
        row.locale = Set(locale.tag().to_owned());
    }
    sys.update(row).await?;
    let scope = Scope { community: PLATFORM, actor: Actor::Account { account: id, member: None } };
    sys.audit(&scope, "account.change", "account", id, json!({})).await?;
    sys.commit().await
}
