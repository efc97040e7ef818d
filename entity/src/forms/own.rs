//! What a community does with forms of its own: design, issue, begin, end.

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{
    Design, Every, Plan,
    error::FormError,
    form_filling,
    own_form::{self, Column, Entity},
    prepare::{self, Owner},
    rules,
};
use crate::{
    kernel::{Failure, Page, PageRequest, Result, Tx},
    visits::desk::Desk,
};

/// The most forms of a community's own.
const MOST: u64 = 100;

/// The community's own forms, the latest first.
pub async fn list(tx: &Tx, page: &PageRequest) -> Result<Page<own_form::Model>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<Entity>().order_by_desc(Column::Id).limit(limit + 1);
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    Page::cut(rows.all(tx.conn()).await?, limit, |row| row.id)
}

/// One of them.
///
/// # Errors
/// "Not found".
pub async fn one(tx: &Tx, id: Uuid) -> Result<own_form::Model> {
    tx.get::<Entity>(id).await
}

/// Begins to design a form.
///
/// # Errors
/// The field in which something is missing or implausible.
pub async fn draft(tx: &Tx, plan: Plan) -> Result<own_form::Model> {
    let design = Design::new(checked(plan)?);
    if tx.find::<Entity>().count(tx.conn()).await? >= MOST {
        return Err(Failure::invalid_field("title", "forms.too_many"));
    }
    let row = own_form::ActiveModel {
        title: Set(design.title()),
        design: Set(serde_json::to_value(&design)?),
        version: Set(design.version()),
        revision: Set(1),
        ended_at: Set(None),
        ..Default::default()
    };
    tx.insert(row).await
}

/// Designs it anew; what was issued holds until this is issued.
///
/// # Errors
/// Like [`draft`]; `Ended`; "stale" if somebody else changed it meanwhile.
pub async fn redraft(tx: &Tx, id: Uuid, revision: i64, plan: Plan) -> Result<own_form::Model> {
    let form = current(tx, id).await?;
    write(tx, id, revision, &form.design()?.drafted(checked(plan)?)).await
}

/// Issues what was designed, and fills it in for the period that is over; what is wanted once begins when somebody says so.
///
/// # Errors
/// `NothingToIssue`; `Ended`; "stale".
pub async fn issue(tx: &Tx, id: Uuid, revision: i64) -> Result<own_form::Model> {
    let form = current(tx, id).await?;
    let desk = Desk::of(tx).await?;
    let design = form.design()?.issue(tx.now(), desk.today).ok_or(FormError::NothingToIssue)?;
    let form = write(tx, id, revision, &design).await?;
    tx.audit("forms.issue", "own_form", id, json!({ "version": form.version })).await?;
    if let Some(issue) = design.issued() {
        let period = rules::period(issue.plan.every, desk.today, desk.today);
        prepare::begin(tx, Owner::Own(id), issue, period, rules::due(desk.today, issue.plan.workday, &desk.calendar)).await?;
    }
    Ok(form)
}

/// Fills it in: for today if it is wanted as often as somebody asks, else for the last period that is over.
///
/// # Errors
/// `NotIssued`; `Ended`; `Begun` if that was begun before.
pub async fn begin(tx: &Tx, id: Uuid) -> Result<form_filling::Model> {
    let design = current(tx, id).await?.design()?;
    let issue = design.issued().ok_or(FormError::NotIssued)?;
    let desk = Desk::of(tx).await?;
    let on = if issue.plan.every == Every::Once { desk.today } else { issue.on };
    let period = rules::period(issue.plan.every, desk.today, on);
    let due = rules::due(desk.today, issue.plan.workday, &desk.calendar);
    Ok(prepare::begin(tx, Owner::Own(id), issue, period, due).await?.ok_or(FormError::Begun)?)
}

/// Wants it no more; what was begun stays.
///
/// # Errors
/// `Ended` if it was ended before; "stale".
pub async fn end(tx: &Tx, id: Uuid, revision: i64) -> Result<own_form::Model> {
    current(tx, id).await?;
    let row = own_form::ActiveModel { ended_at: Set(Some(tx.now())), ..Default::default() };
    tx.revise(id, Column::Revision, revision, row).await
}

/// A community's form has rows or counts: figures of communities are the street's.
fn checked(plan: Plan) -> Result<Plan> {
    let plan = plan.checked()?;
    match plan.layout.is_filled() {
        true => Ok(plan),
        false => Err(Failure::invalid_field("measures", "forms.figures_alone")),
    }
}

async fn current(tx: &Tx, id: Uuid) -> Result<own_form::Model> {
    let form = one(tx, id).await?;
    if form.ended_at.is_some() { Err(FormError::Ended.into()) } else { Ok(form) }
}

async fn write(tx: &Tx, id: Uuid, revision: i64, design: &Design) -> Result<own_form::Model> {
    let row = own_form::ActiveModel {
        title: Set(design.title()),
        design: Set(serde_json::to_value(design)?),
        version: Set(design.version()),
        ..Default::default()
    };
    tx.revise(id, Column::Revision, revision, row).await
}
