//! The street looks at the rows of a filling only while the community's administrator lets it, and every look is kept in the community's audit book.

use chrono::{Days, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::{
    State,
    error::FormError,
    form_filling,
    form_grant::{self, Column, Entity},
    query::{self, Filter, Opened},
    street::{self as desk, Which},
};
use crate::{
    kernel::{Actor, Failure, Page, PageRequest, Result, SystemTx, Tx},
    people::{query::today, unmask::stated},
    tenancy::{members, street},
};

/// A grant holds for so many days at most.
const LONGEST: u64 = 90;

/// The grants of a filling, the latest first.
pub async fn list(tx: &Tx, filling: Uuid) -> Result<Vec<form_grant::Model>> {
    let filling = query::one(tx, filling).await?;
    Ok(tx.find::<Entity>().filter(Column::FillingId.eq(filling.id)).order_by_desc(Column::Id).all(tx.conn()).await?)
}

/// Lets the street look at the rows until a day.
///
/// # Errors
/// `WrongState` before it is handed in, and for the community's own; `Granted` while another one holds; the field that is implausible.
pub async fn give(tx: &Tx, filling: Uuid, until: NaiveDate, reason: &str) -> Result<form_grant::Model> {
    let filling = query::one(tx, filling).await?;
    if filling.is_own() || !matches!(filling.state, State::Submitted | State::Accepted) {
        return Err(FormError::WrongState.into());
    }
    let reason = stated(reason)?;
    let today = today(tx).await?;
    if !(today..=today + Days::new(LONGEST)).contains(&until) {
        return Err(Failure::invalid_field("until_on", "forms.until_implausible"));
    }
    // One that has run out makes room for another.
    for old in list(tx, filling.id).await?.into_iter().filter(|old| old.revoked_at.is_none()) {
        if old.until_on >= today {
            return Err(FormError::Granted.into());
        }
        tx.update(form_grant::ActiveModel { id: Set(old.id), revoked_at: Set(Some(tx.now())), ..Default::default() }).await?;
    }
    let row = form_grant::ActiveModel {
        filling_id: Set(filling.id),
        reason: Set(reason),
        until_on: Set(until),
        granted_by_id: Set(members::acting(tx)),
        revoked_at: Set(None),
        looks: Set(0),
        ..Default::default()
    };
    let grant = tx.insert(row).await?;
    tx.audit("forms.grant", "form_filling", filling.id, json!({ "until": until, "reason": grant.reason })).await?;
    Ok(grant)
}

/// Takes it back.
///
/// # Errors
/// "Not found"; `WrongState` if it was taken back before.
pub async fn revoke(tx: &Tx, filling: Uuid, id: Uuid) -> Result<form_grant::Model> {
    let grant = tx.get::<Entity>(id).await?;
    if grant.filling_id != filling {
        return Err(Failure::not_found());
    }
    if grant.revoked_at.is_some() {
        return Err(FormError::WrongState.into());
    }
    let grant = tx.update(form_grant::ActiveModel { id: Set(id), revoked_at: Set(Some(tx.now())), ..Default::default() }).await?;
    tx.audit("forms.revoke", "form_filling", filling, json!({})).await?;
    Ok(grant)
}

/// The grant that holds.
pub(super) async fn holding(tx: &Tx, filling: Uuid) -> Result<Option<form_grant::Model>> {
    let open = tx.find::<Entity>().filter(Column::FillingId.eq(filling)).filter(Column::RevokedAt.is_null());
    Ok(open.filter(Column::UntilOn.gte(today(tx).await?)).one(tx.conn()).await?)
}

/// Rows of a community's filling, for its street.
///
/// # Errors
/// `NotGranted` unless the community lets it; "not found" for another street's.
pub async fn look(
    sys: &SystemTx,
    street: &street::Model,
    account: Uuid,
    which: Which,
    page: &PageRequest,
) -> Result<(form_filling::Model, Page<Opened>)> {
    let filling = desk::filling_of(sys, street, &which).await?;
    let tx = sys.enter(filling.community_id, Actor::Account { account, member: None }).await?;
    let grant = holding(&tx, filling.id).await?.ok_or(FormError::NotGranted)?;
    if !matches!(filling.state, State::Submitted | State::Accepted) {
        return Err(FormError::NotGranted.into());
    }
    let rows = query::rows(&tx, filling.id, Filter { handed_in: true, ..Default::default() }, page).await?;
    tx.update(form_grant::ActiveModel { id: Set(grant.id), looks: Set(grant.looks + 1), ..Default::default() }).await?;
    let detail = json!({ "grant": grant.id, "street": street.id, "rows": rows.items.len() });
    tx.audit("forms.look", "form_filling", filling.id, detail).await?;
    Ok((filling, rows))
}
