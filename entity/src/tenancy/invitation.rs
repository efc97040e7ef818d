//! Inviting people, and their joining.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    account, attempts, community,
    error::TenancyError,
    log_in,
    log_in::Opened,
    membership, password, rules, street, street_member, suspension,
    token::{self, Purpose},
};
use crate::{
    kernel::{Actor, Db, Failure, Kind, PLATFORM, Result, Role, Scope, SystemTx, Why},
    notifications::{Intent, Recipient, Urgency, send_from_system},
};

const JOINING: &[Purpose] = &[Purpose::JoinCommunity, Purpose::JoinStreet];

/// Somebody who is to be invited.
#[derive(Debug, Clone)]
pub struct Guest {
    /// Their address.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// The language they are written to.
    pub locale: String,
}

/// Which mail an invitation is told by.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    /// Its template.
    pub template: &'static str,
    /// Who invites, by name.
    pub inviter: Option<String>,
}

/// What an invitation is to.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The address that was invited.
    pub email: String,
    /// What the guest is called.
    pub name: String,
    /// What they will be.
    pub role: Role,
    /// The community or street, by name.
    pub place: String,
    /// Its division code.
    pub code: String,
    /// Whether the address has an account already, whose password then joins.
    pub known: bool,
}

/// Invites somebody into a community; answers their membership. Invited again, they get a new link.
pub async fn invite(db: &Db, scope: &Scope, guest: Guest, role: Role) -> Result<Uuid> {
    let sys = db.system(Why::Onboarding).await?;
    let community = sys.find::<community::Entity>().filter(community::Column::Id.eq(scope.community)).one(sys.conn()).await?;
    let community = community.ok_or_else(Failure::not_found)?;
    let letter = Letter { template: "tenancy.member_invitation", inviter: inviter(&sys, &scope.actor).await? };
    let member = invite_within(&sys, &community, &scope.actor, guest, role, letter).await?;
    sys.commit().await?;
    Ok(member)
}

/// Like [`invite`], as a part of something larger.
pub(crate) async fn invite_within(
    sys: &SystemTx,
    community: &community::Model,
    actor: &Actor,
    guest: Guest,
    role: Role,
    letter: Letter,
) -> Result<Uuid> {
    if !Role::OF_COMMUNITY.contains(&role) {
        return Err(Failure::invalid_field("role", "kernel.role_unknown"));
    }
    let email = rules::email(&guest.email)?;
    let tx = sys.enter(community.id, actor.clone()).await?;
    let there = tx.find::<membership::Entity>().filter(membership::Column::Email.eq(&email)).one(tx.conn()).await?;
    let member = match there {
        Some(member) if member.state == membership::State::Invited => {
            let id = member.id;
            let change = membership::ActiveModel { name: Set(guest.name.clone()), role: Set(role.word().to_owned()), ..member.into() };
            tx.update(change).await?;
            id
        }
        Some(_) => return Err(Failure::new(Kind::Conflict, "tenancy.member_already").field("email", "tenancy.member_already")),
        None => {
            let row = membership::ActiveModel {
                account_id: Set(None),
                email: Set(email.clone()),
                name: Set(guest.name.clone()),
                role: Set(role.word().to_owned()),
                title: Set(None),
                state: Set(membership::State::Invited),
                ..Default::default()
            };
            tx.insert(row).await?.id
        }
    };
    tx.audit("tenancy.invite", "membership", member, json!({ "role": role.word() })).await?;
    drop(tx);
    let secret = token::issue(sys, Purpose::JoinCommunity, community.id, member).await?;
    let facts = json!({
        "name": guest.name,
        "community": community.name,
        "street": street_name(sys, community.street_id).await?,
        "inviter": letter.inviter,
        "role": role.word(),
        "path": path_of(&secret),
        "expires_at": sys.now() + Purpose::JoinCommunity.lifetime(),
    });
    let to = Recipient::Address { email, name: guest.name, locale: guest.locale };
    write_to(sys, Some(community.id), letter.template, to, facts, member).await?;
    Ok(member)
}

/// Invites somebody to administer a street.
pub(crate) async fn invite_to_street(sys: &SystemTx, street: &street::Model, guest: Guest) -> Result<Uuid> {
    let email = rules::email(&guest.email)?;
    let account = account_of(sys, &email, &guest.name, &guest.locale).await?;
    let there = sys
        .find::<street_member::Entity>()
        .filter(street_member::Column::StreetId.eq(street.id))
        .filter(street_member::Column::AccountId.eq(account.id))
        .one(sys.conn())
        .await?;
    let member = match there {
        Some(member) if member.state == membership::State::Active => return Err(Failure::new(Kind::Conflict, "tenancy.member_already")),
        Some(member) if member.state == membership::State::Disabled => return Err(Failure::new(Kind::Conflict, "tenancy.member_disabled")),
        Some(member) => member.id,
        None => {
            let row = street_member::ActiveModel {
                id: Set(sys.new_id()),
                street_id: Set(street.id),
                account_id: Set(account.id),
                state: Set(membership::State::Invited),
                ..Default::default()
            };
            sys.insert(row).await?.id
        }
    };
    let secret = token::issue(sys, Purpose::JoinStreet, PLATFORM, member).await?;
    let facts = json!({
        "name": guest.name,
        "street": street.name,
        "code": street.code,
        "path": path_of(&secret),
        "expires_at": sys.now() + Purpose::JoinStreet.lifetime(),
    });
    let to = Recipient::Address { email, name: guest.name, locale: guest.locale };
    write_to(sys, None, "tenancy.street_invitation", to, facts, member).await?;
    Ok(member)
}

/// Where the console answers an invitation; the mail puts the configured base before it.
fn path_of(secret: &str) -> String {
    format!("/invitations?token={secret}")
}

async fn street_name(sys: &SystemTx, id: Uuid) -> Result<Option<String>> {
    let street = sys.find::<street::Entity>().filter(street::Column::Id.eq(id)).one(sys.conn()).await?;
    Ok(street.map(|street| street.name))
}

async fn inviter(sys: &SystemTx, actor: &Actor) -> Result<Option<String>> {
    let Actor::Account { account, .. } = actor else { return Ok(None) };
    let account = sys.find::<account::Entity>().filter(account::Column::Id.eq(*account)).one(sys.conn()).await?;
    Ok(account.map(|account| account.name))
}

/// What the invitation behind a token is to.
pub async fn show(db: &Db, secret: &str) -> Result<Invitation> {
    let sys = db.system_read(Why::SecretLink).await?;
    let token = token::look_up(&sys, JOINING, secret).await?;
    read(&sys, &token).await
}

/// Joins by an invitation and logs in. A known address proves itself with its password, a new one chooses it.
pub async fn accept(db: &Db, secret: &str, name: Option<String>, password: String, credentials: log_in::Credentials) -> Result<Opened> {
    let sys = db.system_read(Why::SecretLink).await?;
    let token = token::look_up(&sys, JOINING, secret).await?;
    let invitation = read(&sys, &token).await?;
    let known = log_in::find(&sys, &invitation.email).await?.filter(|account| account.password_hash.is_some());
    drop(sys);
    attempts::take(db, &attempts::LOG_IN, &invitation.email, &credentials.address).await?;
    let hash = match known {
        Some(account) => {
            let right = password::matches(password, account.password_hash).await?;
            if !right || account.disabled_at.is_some() {
                return Err(Failure::new(Kind::Unauthenticated, "tenancy.log_in_refused"));
            }
            None
        }
        None => {
            rules::password(&password, &invitation.email)?;
            Some(password::hash(password).await?)
        }
    };
    let sys = db.system(Why::SecretLink).await?;
    let token = token::redeem(&sys, JOINING, secret).await?;
    let name = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).unwrap_or(invitation.name);
    let account = account_of(&sys, &invitation.email, &name, "zh-CN").await?;
    let id = account.id;
    if let Some(hash) = hash {
        sys.update(account::ActiveModel { password_hash: Set(Some(hash)), name: Set(name), ..account.into() }).await?;
    }
    join(&sys, &token, id).await?;
    attempts::forget(&sys, &attempts::LOG_IN, &invitation.email).await?;
    let opened = log_in::open(&sys, id, credentials.cookie, &credentials.user_agent, &credentials.address).await?;
    sys.commit().await?;
    Ok(opened)
}

async fn join(sys: &SystemTx, token: &token::Model, account: Uuid) -> Result<()> {
    if token.purpose == Purpose::JoinStreet {
        let joins = street_member::Entity::update_many()
            .set(street_member::ActiveModel { state: Set(membership::State::Active), updated_at: Set(sys.now()), ..Default::default() })
            .filter(street_member::Column::Id.eq(token.subject_id))
            .filter(street_member::Column::State.eq(membership::State::Invited));
        if joins.exec(sys.conn()).await?.rows_affected != 1 {
            return Err(Failure::new(Kind::Gone, "tenancy.link_used_up"));
        }
        return Ok(());
    }
    let tx = sys.enter(token.subject_community, Actor::Account { account, member: Some(token.subject_id) }).await?;
    let member = tx.get::<membership::Entity>(token.subject_id).await?;
    if member.state != membership::State::Invited {
        return Err(Failure::new(Kind::Gone, "tenancy.link_used_up"));
    }
    let change = membership::ActiveModel { account_id: Set(Some(account)), state: Set(membership::State::Active), ..member.into() };
    tx.update(change).await?;
    tx.audit("tenancy.join", "membership", token.subject_id, json!({})).await
}

async fn read(sys: &SystemTx, token: &token::Model) -> Result<Invitation> {
    let (email, name, role, place, code) = if token.purpose == Purpose::JoinStreet {
        let member = sys.find::<street_member::Entity>().filter(street_member::Column::Id.eq(token.subject_id)).one(sys.conn()).await?;
        let member = member.ok_or_else(Failure::not_found)?;
        let account = sys.find::<account::Entity>().filter(account::Column::Id.eq(member.account_id)).one(sys.conn()).await?;
        let street = sys.find::<street::Entity>().filter(street::Column::Id.eq(member.street_id)).one(sys.conn()).await?;
        let (account, street) = account.zip(street).ok_or_else(Failure::not_found)?;
        if street.state != street::State::Active {
            return Err(TenancyError::StreetSuspended.into());
        }
        (account.email, account.name, Role::StreetAdmin, street.name, street.code)
    } else {
        suspension::refuse_if_resting(sys, token.subject_community).await?;
        let tx = sys.enter(token.subject_community, Actor::System).await?;
        let member = tx.get::<membership::Entity>(token.subject_id).await?;
        let community = sys.find::<community::Entity>().filter(community::Column::Id.eq(token.subject_community)).one(sys.conn()).await?;
        let community = community.ok_or_else(Failure::not_found)?;
        (member.email, member.name, member.role.parse()?, community.name, community.code)
    };
    let known = log_in::find(sys, &email).await?.is_some_and(|account| account.password_hash.is_some());
    Ok(Invitation { email, name, role, place, code, known })
}

/// The account with this address, made if there is none.
pub(crate) async fn account_of(sys: &SystemTx, email: &str, name: &str, locale: &str) -> Result<account::Model> {
    if let Some(account) = log_in::find(sys, email).await? {
        return Ok(account);
    }
    let row = account::ActiveModel {
        id: Set(sys.new_id()),
        email: Set(email.to_owned()),
        name: Set(name.to_owned()),
        password_hash: Set(None),
        locale: Set(locale.to_owned()),
        is_operator: Set(false),
        disabled_at: Set(None),
        ..Default::default()
    };
    sys.insert(row).await
}

/// A link's mail. Each link is a message of its own, so its facts make it unique.
async fn write_to(
    sys: &SystemTx,
    community: Option<Uuid>,
    template: &'static str,
    to: Recipient,
    facts: serde_json::Value,
    subject: Uuid,
) -> Result<()> {
    let dedupe = format!("{template}/{subject}/{}", sys.new_id());
    let intent = Intent { template, to, facts, urgency: Urgency::Urgent, dedupe, rule: template, subject: Some(("membership", subject)) };
    send_from_system(sys, community, intent).await
}
