//! What the street does: design and issue forms, accept or return what is handed in.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    Act, Design, Plan, State,
    error::FormError,
    figures, form,
    form_filling::{self, Column},
    job::Prepare,
    notices::{self, News},
    query::{self, Overview},
    rules::{self, LONGEST_TEXT},
};
use crate::{
    calendar::local,
    kernel::{Actor, Failure, Kind, Result, SystemTx},
    people::words::word,
    tenancy::{community, street},
};

/// Begins to design a form.
///
/// # Errors
/// The field in which something is missing or implausible.
pub async fn draft(sys: &SystemTx, street: &street::Model, plan: Plan) -> Result<form::Model> {
    let design = Design::new(plan.checked()?);
    let row = form::ActiveModel {
        id: Set(sys.new_id()),
        street_id: Set(street.id),
        title: Set(design.title()),
        design: Set(serde_json::to_value(&design)?),
        version: Set(design.version()),
        revision: Set(1),
        ended_at: Set(None),
        ..Default::default()
    };
    sys.insert(row).await
}

/// Designs it anew; what was issued holds until this is issued.
///
/// # Errors
/// Like [`draft`]; `Ended`; "stale" if somebody else changed it meanwhile.
pub async fn redraft(sys: &SystemTx, street: &street::Model, id: Uuid, revision: i64, plan: Plan) -> Result<form::Model> {
    let form = current(sys, street, id, revision).await?;
    let design = form.design()?.drafted(plan.checked()?);
    write(sys, &form, &design).await
}

/// Issues what was designed: communities find it filled for the period that is over, and after each one that follows. What was begun before stays
/// as it was.
///
/// # Errors
/// `NothingToIssue`; `Ended`; "stale".
pub async fn issue(sys: &SystemTx, street: &street::Model, id: Uuid, revision: i64) -> Result<form::Model> {
    let form = current(sys, street, id, revision).await?;
    let ours = sys.find::<community::Entity>().filter(community::Column::StreetId.eq(street.id));
    let ours = ours.filter(community::Column::State.eq(community::State::Active)).all(sys.conn()).await?;
    let zone = local::zone(ours.first().map_or("Asia/Shanghai", |one| one.zone.as_str()));
    let design = form.design()?.issue(sys.now(), local::day_of(zone, sys.now())).ok_or(FormError::NothingToIssue)?;
    let form = write(sys, &form, &design).await?;
    for one in ours {
        sys.enqueue(one.id, &Prepare { planned_at: sys.now() }).await?;
    }
    Ok(form)
}

/// Asks for it no more; what was begun is still handed in.
///
/// # Errors
/// `Ended` if it was ended before.
pub async fn end(sys: &SystemTx, street: &street::Model, id: Uuid) -> Result<form::Model> {
    if query::form_of(sys, street, id).await?.ended_at.is_some() {
        return Err(FormError::Ended.into());
    }
    sys.update(form::ActiveModel { id: Set(id), ended_at: Set(Some(sys.now())), ..Default::default() }).await
}

async fn current(sys: &SystemTx, street: &street::Model, id: Uuid, revision: i64) -> Result<form::Model> {
    let form = query::form_of(sys, street, id).await?;
    if form.ended_at.is_some() {
        return Err(FormError::Ended.into());
    }
    if form.revision != revision {
        return Err(Failure::new(Kind::Stale, "kernel.stale"));
    }
    Ok(form)
}

async fn write(sys: &SystemTx, form: &form::Model, design: &Design) -> Result<form::Model> {
    let row = form::ActiveModel {
        id: Set(form.id),
        title: Set(design.title()),
        design: Set(serde_json::to_value(design)?),
        version: Set(design.version()),
        revision: Set(form.revision + 1),
        ..Default::default()
    };
    sys.update(row).await
}

/// Whose filling of which period is meant.
#[derive(Debug, Clone)]
pub struct Which {
    /// The form.
    pub form: Uuid,
    /// The first day of the period.
    pub period: NaiveDate,
    /// The community's code.
    pub code: String,
}

/// The latest edition of it.
///
/// # Errors
/// "Not found", also if it is of another street's community.
pub(super) async fn filling_of(sys: &SystemTx, street: &street::Model, which: &Which) -> Result<form_filling::Model> {
    let seen = query::overview(sys, street, which.form, Some(which.period)).await?;
    let filling = seen.standings.into_iter().find(|one| one.community.code == which.code).and_then(|one| one.filling);
    filling.ok_or_else(Failure::not_found)
}

/// Accepts or returns what a community has handed in.
///
/// # Errors
/// `WrongState` if it has not handed it in; a return wants a reason.
pub async fn judge(sys: &SystemTx, street: &street::Model, account: Uuid, which: Which, act: Act, remark: &str) -> Result<Overview> {
    let filling = filling_of(sys, street, &which).await?;
    let remark = remark.trim();
    if (act == Act::Return && remark.is_empty()) || remark.chars().count() > LONGEST_TEXT {
        return Err(Failure::invalid_field("remark", "forms.reason_wanted"));
    }
    let state = rules::next(filling.state, act, false).ok_or(FormError::WrongState)?;
    let tx = sys.enter(filling.community_id, Actor::Account { account, member: None }).await?;
    let row = form_filling::ActiveModel {
        state: Set(state),
        remark: Set(remark.to_owned()),
        accepted_at: Set((state == State::Accepted).then(|| tx.now())),
        ..Default::default()
    };
    let filling = tx.revise(filling.id, Column::Revision, filling.revision, row).await?;
    figures::mark(&tx).await?;
    if act == Act::Return {
        notices::tell_community(&tx, &filling, News::Returned, remark).await?;
    }
    tx.audit("forms.judge", "form_filling", filling.id, json!({ "state": word(state) })).await?;
    drop(tx);
    query::overview(sys, street, which.form, Some(which.period)).await
}
