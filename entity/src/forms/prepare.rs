//! Begins what a community is to fill in, once its period is over.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::{
    State,
    design::{Every, Issue},
    figures, fill, form,
    form_filling::{self, Column},
    notices::{self, News},
    own_form,
    rules::{self, Totals},
};
use crate::{
    kernel::{Actor, Result, SystemTx, Tx},
    tenancy::community,
    visits::desk::Desk,
};

/// Whose form it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The street's.
    Street(Uuid),
    /// The community's own.
    Own(Uuid),
}

/// Begins the fillings of the last periods of all forms that a community is to fill in, where they are missing.
pub async fn prepare(sys: &SystemTx, community: Uuid) -> Result<()> {
    let Some(home) = sys.find::<community::Entity>().filter(community::Column::Id.eq(community)).one(sys.conn()).await? else {
        return Ok(());
    };
    let wanted = sys.find::<form::Entity>().filter(form::Column::StreetId.eq(home.street_id)).filter(form::Column::EndedAt.is_null());
    let wanted = wanted.order_by_asc(form::Column::Id).all(sys.conn()).await?;
    let tx = sys.enter(community, Actor::System).await?;
    let desk = Desk::of(&tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    for form in wanted {
        if let Some(issue) = form.design()?.issued().filter(|issue| issue.plan.layout.is_filled()) {
            begin_last(&tx, &desk, Owner::Street(form.id), issue).await?;
        }
    }
    let own = tx.find::<own_form::Entity>().filter(own_form::Column::EndedAt.is_null()).order_by_asc(own_form::Column::Id);
    for form in own.all(tx.conn()).await? {
        // What a community wants once it begins itself, as often as it likes.
        if let Some(issue) = form.design()?.issued().filter(|issue| issue.plan.every != Every::Once) {
            begin_last(&tx, &desk, Owner::Own(form.id), issue).await?;
        }
    }
    Ok(())
}

async fn begin_last(tx: &Tx, desk: &Desk, owner: Owner, issue: &Issue) -> Result<()> {
    let (from, to) = rules::period(issue.plan.every, desk.today, issue.on);
    let due = rules::due(to, issue.plan.workday, &desk.calendar).max(desk.calendar.workday_from(desk.today));
    if let Some(filling) = begin(tx, owner, issue, (from, to), due).await? {
        notices::tell_community(tx, &filling, News::Ready, "").await?;
    }
    Ok(())
}

/// Begins the first edition of a period; none if that was begun before.
pub(crate) async fn begin(
    tx: &Tx,
    owner: Owner,
    issue: &Issue,
    (from, to): (NaiveDate, NaiveDate),
    due_on: NaiveDate,
) -> Result<Option<form_filling::Model>> {
    let (form, own) = match owner {
        Owner::Street(id) => (id, None),
        Owner::Own(id) => (id, Some(id)),
    };
    let there = tx.find::<form_filling::Entity>().filter(Column::FormId.eq(form)).filter(Column::FromOn.eq(from));
    if there.one(tx.conn()).await?.is_some() {
        return Ok(None);
    }
    let row = form_filling::ActiveModel {
        form_id: Set(form),
        own_form_id: Set(own),
        title: Set(issue.plan.title.clone()),
        layout: Set(serde_json::to_value(&issue.plan.layout)?),
        version: Set(issue.version),
        from_on: Set(from),
        to_on: Set(to),
        due_on: Set(due_on),
        edition: Set(1),
        state: Set(State::Draft),
        ..blank(tx)?
    };
    let filling = tx.insert(row).await?;
    figures::mark(tx).await?;
    fill::fill(tx, &filling).await.map(Some)
}

/// What a filling begins with, whatever it is of.
pub(super) fn blank(tx: &Tx) -> Result<form_filling::ActiveModel> {
    Ok(form_filling::ActiveModel {
        as_of: Set(tx.now()),
        totals: Set(serde_json::to_value(Totals::default())?),
        summary: Set(json!({})),
        remark: Set(String::new()),
        hash: Set(String::new()),
        revision: Set(1),
        submitted_at: Set(None),
        submitted_by_id: Set(None),
        accepted_at: Set(None),
        ..Default::default()
    })
}
