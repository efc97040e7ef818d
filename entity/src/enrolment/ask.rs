//! The public door: somebody says who they are and proves their address by a code. Whatever is known of them, the answers are the same.

use chrono::Duration;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{
    State, desk, enrolment_invitation,
    enrolment_request::{self, Column, Entity},
    error::EnrolmentError,
    figures, invite, notices,
    rules::{CODE_MINUTES, MOST_TRIES, Told},
};
use crate::{
    kernel::{
        Actor, Db, Result, Tx, Why,
        id::{hash_secret, new_secret},
    },
    tenancy::{attempts, door},
};

/// The community behind a door, by name.
pub async fn open(db: &Db, code: &str) -> Result<String> {
    Ok(door::enter(db, code).await?.1.name)
}

/// Takes in what somebody tells and sends a code to their address; answers what they need besides it to go on.
pub async fn ask(db: &Db, address: &str, code: &str, told: Told, invitation: Option<&str>) -> Result<String> {
    let told = told.read()?;
    attempts::take(db, &attempts::JOIN, &told.email, address).await?;
    let (reading, community) = door::enter(db, code).await?;
    drop(reading);
    let sys = db.system(Why::PublicPage).await?;
    let tx = sys.enter(community.id, Actor::System).await?;
    forget_unproven(&tx).await?;
    let invitation = match invitation {
        Some(secret) => Some(invite::live(&tx, secret).await?.id),
        None => None,
    };
    let (id, ticket, code) = (tx.new_id(), new_secret(), format!("{:06}", rand::random_range(0..1_000_000)));
    let row = enrolment_request::ActiveModel {
        id: Set(id),
        told: Set(tx.seal("enrolment_request", "told", id, &serde_json::to_string(&told)?)?),
        email_index: Set(tx.blind("email", &told.email)?),
        ticket_hash: Set(hash_secret(&ticket)),
        code_hash: Set(hash_secret(&format!("{ticket}/{code}"))),
        tries: Set(0),
        state: Set(State::Unproven),
        invitation_id: Set(invitation),
        person_id: Set(None),
        reason: Set(String::new()),
        proven_at: Set(None),
        decided_at: Set(None),
        decided_by: Set(None),
        revision: Set(1),
        ..Default::default()
    };
    tx.insert(row).await?;
    notices::send_code(&tx, &community, id, &told, &code).await?;
    drop(tx);
    sys.commit().await?;
    Ok(ticket)
}

/// Proves the address. Whoever came with an invitation is linked by that; others wait for the desk.
pub async fn prove(db: &Db, community: &str, ticket: &str, code: &str) -> Result<State> {
    let (reading, community) = door::enter(db, community).await?;
    drop(reading);
    let sys = db.system(Why::PublicPage).await?;
    let tx = sys.enter(community.id, Actor::System).await?;
    let request = tx.find::<Entity>().filter(Column::TicketHash.eq(hash_secret(ticket))).one(tx.conn()).await?;
    let request = request.ok_or(EnrolmentError::CodeWrong)?;
    // The try is counted whatever comes of it, and before anybody knows.
    let counted = tx
        .update_many::<Entity>()
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::Id.eq(request.id))
        .filter(Column::State.eq(State::Unproven))
        .filter(Column::Tries.lt(MOST_TRIES))
        .exec(tx.conn())
        .await?;
    if counted.rows_affected != 1 || request.created_at + Duration::minutes(CODE_MINUTES) <= tx.now() {
        return Err(EnrolmentError::CodeUsedUp.into());
    }
    if !bool::from(request.code_hash.ct_eq(&hash_secret(&format!("{ticket}/{}", code.trim())))) {
        drop(tx);
        sys.commit().await?;
        return Err(EnrolmentError::CodeWrong.into());
    }
    // Whoever asks again means the same.
    let before = tx.delete_many::<Entity>().filter(Column::EmailIndex.eq(request.email_index.clone()));
    before.filter(Column::State.eq(State::Pending)).exec(tx.conn()).await?;
    let proven = enrolment_request::ActiveModel { state: Set(State::Pending), proven_at: Set(Some(tx.now())), ..Default::default() };
    let request = tx.revise(request.id, Column::Revision, request.revision, proven).await?;
    figures::mark(&tx, "enrolment.asked").await?;
    let state = match request.invitation_id {
        Some(invitation) => {
            let person = use_up(&tx, invitation).await?;
            desk::settle(&sys, &tx, request, person).await?.state
        }
        None => {
            notices::tell_desk(&tx, &community).await?;
            request.state
        }
    };
    drop(tx);
    sys.commit().await?;
    Ok(state)
}

/// Of two who come with one paper, one is let in.
async fn use_up(tx: &Tx, invitation: Uuid) -> Result<Uuid> {
    use enrolment_invitation::{Column, Entity};
    let used = tx.update_many::<Entity>().col_expr(Column::UsedAt, Expr::value(tx.now())).filter(Column::Id.eq(invitation));
    let used = used.filter(Column::UsedAt.is_null()).filter(Column::ExpiresAt.gt(tx.now())).exec(tx.conn()).await?;
    match used.rows_affected {
        1 => Ok(tx.get::<Entity>(invitation).await?.person_id),
        _ => Err(EnrolmentError::InvitationUsedUp.into()),
    }
}

/// What nobody proved is nobody's word: it is not kept.
async fn forget_unproven(tx: &Tx) -> Result<()> {
    let old = tx.delete_many::<Entity>().filter(Column::State.eq(State::Unproven));
    old.filter(Column::CreatedAt.lt(tx.now() - Duration::days(1))).exec(tx.conn()).await?;
    Ok(())
}
