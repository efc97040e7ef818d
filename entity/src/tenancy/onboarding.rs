//! How streets and communities come in: the operator opens a street, a community
//! signs up and proves its address, the street approves or refuses.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    attempts, community,
    directory::{Division, Level},
    error::TenancyError,
    invitation::{self, Guest, Letter},
    job::SetUp,
    rules, signup, street, street_member,
    token::{self, Purpose},
};
use crate::{
    kernel::{Actor, Db, Failure, PLATFORM, Result, Role, Scope, SystemTx, Why},
    notifications::{Intent, Recipient, Urgency, send_from_system},
};

/// Every place of the directory is in one time zone.
const ZONE: &str = "Asia/Shanghai";

/// A community that wants to join.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Its division code.
    pub code: String,
    /// Who asks.
    pub contact: Guest,
    /// Their phone.
    pub phone: Option<String>,
    /// What they say.
    pub note: Option<String>,
    /// The network address it comes from.
    pub address: String,
}

/// Opens a street and invites its first administrator.
pub async fn open_street(db: &Db, actor: Actor, code: &str, admin: Guest) -> Result<street::Model> {
    let division = Division::find(code).filter(|division| division.level() == Level::Street);
    let division = division.ok_or_else(|| Failure::from(TenancyError::StreetUnknown).field("code", "tenancy.street_unknown"))?;
    let sys = db.system(Why::Onboarding).await?;
    if street_of(&sys, code).await?.is_some() {
        return Err(TenancyError::StreetOpen.into());
    }
    let row = street::ActiveModel {
        id: Set(sys.new_id()),
        code: Set(division.code()),
        name: Set(division.short_name()),
        state: Set(street::State::Active),
        ..Default::default()
    };
    let street = sys.insert(row).await?;
    invitation::invite_to_street(&sys, &street, admin).await?;
    note(&sys, actor, "tenancy.open_street", "street", street.id).await?;
    sys.commit().await?;
    Ok(street)
}

/// Invites an administrator of a street: one more, or the first again whose link ran out.
pub async fn invite_street_admin(db: &Db, actor: Actor, street: Uuid, admin: Guest) -> Result<()> {
    let sys = db.system(Why::Onboarding).await?;
    let street = sys.find::<street::Entity>().filter(street::Column::Id.eq(street)).one(sys.conn()).await?;
    let street = street.ok_or_else(Failure::not_found)?;
    invitation::invite_to_street(&sys, &street, admin).await?;
    note(&sys, actor, "tenancy.invite_street_admin", "street", street.id).await?;
    sys.commit().await
}

/// Signs a community up, and sends a link to the contact's address: whoever opens it proves it.
pub async fn sign_up(db: &Db, wish: Wish) -> Result<signup::Model> {
    let email = rules::email(&wish.contact.email).map_err(|_| Failure::invalid_field("contact_email", "tenancy.email_wrong"))?;
    let division = Division::find(&wish.code).filter(|division| division.level() == Level::Community);
    let division = division.ok_or_else(|| Failure::from(TenancyError::CommunityUnknown).field("code", "tenancy.community_unknown"))?;
    attempts::take(db, &attempts::SIGN_UP, &email, &wish.address).await?;
    let sys = db.system(Why::Onboarding).await?;
    let street = street_of(&sys, &wish.code[..9]).await?.filter(|street| street.state == street::State::Active);
    let street = street.ok_or_else(|| Failure::from(TenancyError::StreetNotOpen).field("code", "tenancy.street_not_open"))?;
    refuse_if_taken(&sys, &wish.code).await?;
    let id = sys.new_id();
    let row = signup::ActiveModel {
        id: Set(id),
        street_id: Set(street.id),
        code: Set(wish.code),
        community_name: Set(division.short_name()),
        contact_name: Set(wish.contact.name),
        contact_email: Set(email),
        contact_phone: Set(seal_phone(&sys, id, wish.phone).await?),
        note: Set(wish.note.filter(|note| !note.trim().is_empty())),
        state: Set(signup::State::Unproven),
        ..Default::default()
    };
    let signup = sys.insert(row).await?;
    let secret = token::issue(&sys, Purpose::ProveAddress, PLATFORM, id).await?;
    let facts = json!({
        "name": signup.contact_name,
        "community": signup.community_name,
        "street": street.name,
        "path": format!("/sign-up/proof?token={secret}"),
        "expires_at": sys.now() + Purpose::ProveAddress.lifetime(),
    });
    let to = Recipient::Address { email: signup.contact_email.clone(), name: signup.contact_name.clone(), locale: wish.contact.locale };
    tell(&sys, "tenancy.signup_proof", to, facts, &signup, "").await?;
    sys.commit().await?;
    Ok(signup)
}

/// Notes that the address is proven, and tells the street's administrators that there is something to decide.
pub async fn prove(db: &Db, secret: &str) -> Result<signup::State> {
    let sys = db.system(Why::SecretLink).await?;
    let token = token::redeem(&sys, &[Purpose::ProveAddress], secret).await?;
    let signup = sys.find::<signup::Entity>().filter(signup::Column::Id.eq(token.subject_id)).one(sys.conn()).await?;
    let signup = signup.filter(|signup| signup.state == signup::State::Unproven).ok_or_else(Failure::not_found)?;
    let change =
        signup::ActiveModel { state: Set(signup::State::Pending), proven_at: Set(Some(sys.now())), ..signup::ActiveModel::from(signup) };
    let signup = sys.update(change).await?;
    tell_street(&sys, &signup).await?;
    sys.commit().await?;
    Ok(signup.state)
}

/// Lets a community join: it is there now, and its contact is invited to administer it.
pub async fn approve(db: &Db, actor: Actor, street: &street::Model, id: Uuid) -> Result<signup::Model> {
    let sys = db.system(Why::Onboarding).await?;
    let signup = decide(&sys, &actor, street, id, signup::State::Approved, None).await?;
    refuse_if_taken(&sys, &signup.code).await?;
    let row = community::ActiveModel {
        id: Set(sys.new_id()),
        code: Set(signup.code.clone()),
        street_id: Set(street.id),
        name: Set(signup.community_name.clone()),
        state: Set(community::State::Active),
        zone: Set(ZONE.to_owned()),
        locale: Set("zh-CN".to_owned()),
        settings: Set(json!({})),
        ..Default::default()
    };
    let community = sys.insert(row).await?;
    invite_contact(&sys, &actor, &community, &signup).await?;
    sys.enqueue(community.id, &SetUp {}).await?;
    let scope = Scope { community: community.id, actor: actor.clone() };
    sys.audit(&scope, "tenancy.join_platform", "community", community.id, json!({ "code": community.code })).await?;
    note(&sys, actor, "tenancy.approve_signup", "signup", id).await?;
    sys.commit().await?;
    Ok(signup)
}

/// Invites the contact of a community that joined again, because the link ran out.
pub async fn invite_again(db: &Db, actor: Actor, street: &street::Model, id: Uuid) -> Result<signup::Model> {
    let sys = db.system(Why::Onboarding).await?;
    let approved = sys
        .find::<signup::Entity>()
        .filter(signup::Column::Id.eq(id))
        .filter(signup::Column::StreetId.eq(street.id))
        .filter(signup::Column::State.eq(signup::State::Approved));
    let signup = approved.one(sys.conn()).await?.ok_or_else(Failure::not_found)?;
    let community = sys.find::<community::Entity>().filter(community::Column::Code.eq(&signup.code)).one(sys.conn()).await?;
    let community = community.ok_or_else(Failure::not_found)?;
    invite_contact(&sys, &actor, &community, &signup).await?;
    sys.commit().await?;
    Ok(signup)
}

async fn invite_contact(sys: &SystemTx, actor: &Actor, community: &community::Model, signup: &signup::Model) -> Result<()> {
    let guest = Guest { email: signup.contact_email.clone(), name: signup.contact_name.clone(), locale: community.locale.clone() };
    let letter = Letter { template: "tenancy.signup_approved", inviter: None };
    invitation::invite_within(sys, community, actor, guest, Role::CommunityAdmin, letter).await?;
    Ok(())
}

/// Tells a community why it cannot join.
pub async fn refuse(db: &Db, actor: Actor, street: &street::Model, id: Uuid, reason: String) -> Result<signup::Model> {
    if reason.trim().is_empty() {
        return Err(Failure::invalid_field("reason", "tenancy.reason_wanted"));
    }
    let sys = db.system(Why::Onboarding).await?;
    let signup = decide(&sys, &actor, street, id, signup::State::Refused, Some(reason)).await?;
    let facts = json!({
        "name": signup.contact_name,
        "community": signup.community_name,
        "street": street.name,
        "reason": signup.reason,
    });
    let to = Recipient::Address { email: signup.contact_email.clone(), name: signup.contact_name.clone(), locale: "zh-CN".to_owned() };
    tell(&sys, "tenancy.signup_refused", to, facts, &signup, "").await?;
    note(&sys, actor, "tenancy.refuse_signup", "signup", id).await?;
    sys.commit().await?;
    Ok(signup)
}

/// Of two administrators who decide at once, one does.
async fn decide(
    sys: &SystemTx,
    actor: &Actor,
    street: &street::Model,
    id: Uuid,
    state: signup::State,
    reason: Option<String>,
) -> Result<signup::Model> {
    let of_street = || signup::Column::Id.eq(id).and(signup::Column::StreetId.eq(street.id));
    let decided_by = match actor {
        Actor::Account { account, .. } => Some(*account),
        _ => None,
    };
    let changed = signup::Entity::update_many()
        .col_expr(signup::Column::State, Expr::value(state.word()))
        .col_expr(signup::Column::Reason, Expr::value(reason))
        .col_expr(signup::Column::DecidedAt, Expr::value(sys.now()))
        .col_expr(signup::Column::DecidedBy, Expr::value(decided_by))
        .col_expr(signup::Column::UpdatedAt, Expr::value(sys.now()))
        .filter(of_street())
        .filter(signup::Column::State.eq(signup::State::Pending))
        .exec(sys.conn())
        .await?;
    let signup = sys.find::<signup::Entity>().filter(of_street()).one(sys.conn()).await?.ok_or_else(Failure::not_found)?;
    match changed.rows_affected {
        1 => Ok(signup),
        _ => Err(TenancyError::SignUpNotPending.into()),
    }
}

async fn street_of(sys: &SystemTx, code: &str) -> Result<Option<street::Model>> {
    Ok(sys.find::<street::Entity>().filter(street::Column::Code.eq(code)).one(sys.conn()).await?)
}

async fn refuse_if_taken(sys: &SystemTx, code: &str) -> Result<()> {
    match sys.find::<community::Entity>().filter(community::Column::Code.eq(code)).count(sys.conn()).await? {
        0 => Ok(()),
        _ => Err(Failure::from(TenancyError::CommunityTaken).field("code", "tenancy.community_taken")),
    }
}

async fn seal_phone(sys: &SystemTx, id: Uuid, phone: Option<String>) -> Result<Option<Vec<u8>>> {
    let platform = sys.enter(PLATFORM, Actor::System).await?;
    let phone = phone.map(|phone| phone.trim().to_owned()).filter(|phone| !phone.is_empty());
    phone.map(|phone| platform.seal("signup", "contact_phone", id, &phone)).transpose()
}

async fn tell_street(sys: &SystemTx, signup: &signup::Model) -> Result<()> {
    let street = sys.find::<street::Entity>().filter(street::Column::Id.eq(signup.street_id)).one(sys.conn()).await?;
    let street = street.ok_or_else(Failure::not_found)?;
    let admins = sys
        .find::<street_member::Entity>()
        .filter(street_member::Column::StreetId.eq(street.id))
        .filter(street_member::Column::State.eq(street_member::State::Active))
        .all(sys.conn())
        .await?;
    for admin in admins {
        let facts = json!({
            "street": street.name,
            "community": signup.community_name,
            "code": signup.code,
            "contact_name": signup.contact_name,
            "note": signup.note,
            "at": sys.now(),
            "path": "/signups",
        });
        let to = Recipient::Account { id: admin.account_id };
        tell(sys, "tenancy.signup_received", to, facts, signup, &admin.id.to_string()).await?;
    }
    Ok(())
}

/// Each of a sign-up's mails is sent once to each reader.
async fn tell(
    sys: &SystemTx,
    template: &'static str,
    to: Recipient,
    facts: serde_json::Value,
    signup: &signup::Model,
    reader: &str,
) -> Result<()> {
    let dedupe = format!("{template}/{}/{reader}", signup.id);
    let intent = Intent { template, to, facts, urgency: Urgency::Urgent, dedupe, rule: template, subject: Some(("signup", signup.id)) };
    send_from_system(sys, None, intent).await
}

/// Writes it into the platform's own book.
async fn note(sys: &SystemTx, actor: Actor, action: &str, kind: &str, subject: Uuid) -> Result<()> {
    sys.audit(&Scope { community: PLATFORM, actor }, action, kind, subject, json!({})).await
}
