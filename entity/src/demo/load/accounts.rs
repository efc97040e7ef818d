//! Accounts, the street, and who works where.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::super::{
    place::{Place, STREET},
    random::Random,
    staff::{self, DemoAccount},
};
use crate::{
    kernel::{Actor, Result, Role, SystemTx, Tx},
    tenancy::{account, community, membership, password, street, street_member},
};

/// The hash of the password of each address.
pub(super) type Hashes = HashMap<String, String>;

/// Who works in a community.
pub(super) struct Members {
    /// The grid workers, in the order of the grids.
    pub(super) grid_workers: Vec<Uuid>,
    /// Their names.
    pub(super) names: Vec<String>,
    /// Everybody, with what they are.
    all: Vec<(Role, Uuid)>,
}

impl Members {
    /// Those who are `role`.
    pub(super) fn with(&self, role: Role) -> Vec<Uuid> {
        self.all.iter().filter(|(is, _)| *is == role).map(|(_, id)| *id).collect()
    }
}

/// Hashes all passwords, as many at once as the machine allows.
pub(super) async fn hash_passwords(accounts: &[DemoAccount]) -> Result<Hashes> {
    let hashed = accounts.iter().map(async |one| Ok((one.email.clone(), password::hash(one.password.clone()).await?)));
    futures::future::try_join_all(hashed).await.map(|pairs| pairs.into_iter().collect())
}

/// The street, opened if it is not.
pub(super) async fn street(sys: &SystemTx) -> Result<street::Model> {
    let (code, name) = STREET;
    if let Some(street) = sys.find::<street::Entity>().filter(street::Column::Code.eq(code)).one(sys.conn()).await? {
        return Ok(street);
    }
    let row = street::ActiveModel {
        id: Set(sys.new_id()),
        code: Set(code.to_owned()),
        name: Set(name.to_owned()),
        state: Set(street::State::Active),
        ..Default::default()
    };
    sys.insert(row).await
}

/// The operator and the street's administrator.
pub(super) async fn above_communities(sys: &SystemTx, street: &street::Model, accounts: &[DemoAccount], hashes: &Hashes) -> Result<()> {
    for one in accounts {
        let name = match one.role {
            Role::Operator => "平台运营",
            Role::StreetAdmin => "街道民政科",
            _ => continue,
        };
        let (id, made) = account(sys, &one.email, name, hashes).await?;
        if one.role == Role::StreetAdmin && made {
            let row = street_member::ActiveModel {
                id: Set(sys.new_id()),
                street_id: Set(street.id),
                account_id: Set(id),
                state: Set(street_member::State::Active),
                ..Default::default()
            };
            sys.insert(row).await?;
        }
    }
    Ok(())
}

/// The account with an address, made if there is none; whether it was made.
async fn account(sys: &SystemTx, email: &str, name: &str, hashes: &Hashes) -> Result<(Uuid, bool)> {
    if let Some(found) = sys.find::<account::Entity>().filter(account::Column::Email.eq(email)).one(sys.conn()).await? {
        return Ok((found.id, false));
    }
    let row = account::ActiveModel {
        id: Set(sys.new_id()),
        email: Set(email.to_owned()),
        name: Set(name.to_owned()),
        password_hash: Set(hashes.get(email).cloned()),
        locale: Set("zh-CN".to_owned()),
        is_operator: Set(email.starts_with(Role::Operator.word())),
        disabled_at: Set(None),
        ..Default::default()
    };
    Ok((sys.insert(row).await?.id, true))
}

/// Everybody who works in a community.
pub(super) async fn members(
    sys: &SystemTx,
    community: &community::Model,
    place: &Place,
    grids: usize,
    seed: u64,
    hashes: &Hashes,
) -> Result<Members> {
    let colleagues = staff::colleagues(place, grids, &mut Random::new(seed, &format!("{} staff", place.code)));
    let mut members = Members { grid_workers: Vec::new(), names: Vec::new(), all: Vec::new() };
    for one in colleagues {
        let (account, _) = account(sys, &one.email, &one.name, hashes).await?;
        let tx = sys.enter(community.id, Actor::System).await?;
        let row = membership::ActiveModel {
            account_id: Set(Some(account)),
            email: Set(one.email),
            name: Set(one.name.clone()),
            role: Set(one.role.word().to_owned()),
            title: Set(Some(one.title.to_owned())),
            state: Set(membership::State::Active),
            created_at: Set(community.created_at),
            ..Default::default()
        };
        let member = tx.insert(row).await?;
        members.all.push((one.role, member.id));
        if one.role == Role::GridWorker {
            members.grid_workers.push(member.id);
            members.names.push(one.name);
        }
    }
    Ok(members)
}

/// Gives members, and their accounts, the names of the residents who they are.
pub(super) async fn rename(sys: &SystemTx, tx: &Tx, names: Vec<(Uuid, String)>) -> Result<()> {
    for (member, name) in names {
        let member = tx.update(membership::ActiveModel { id: Set(member), name: Set(name.clone()), ..Default::default() }).await?;
        if let Some(id) = member.account_id {
            sys.update(account::ActiveModel { id: Set(id), name: Set(name), ..Default::default() }).await?;
        }
    }
    Ok(())
}
