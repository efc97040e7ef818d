//! What the street does: say which forms are wanted, accept or return what is handed in.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    Act, Every, Fact, State,
    error::FormError,
    figures, form,
    form_filling::{self, Column},
    job::Prepare,
    notices::{self, News},
    query::{self, Overview},
    rules::{self, LATEST, LONGEST_TEXT, LONGEST_TITLE, Layout, MOST_COLUMNS},
};
use crate::{
    kernel::{Actor, Failure, Result, SystemTx},
    people::{text, words::word},
    tenancy::{community, street},
};

/// A form that is wanted.
#[derive(Debug, Clone)]
pub struct Order {
    /// What it is called.
    pub title: String,
    /// How often it is wanted.
    pub every: Every,
    /// On which workday after the period it is due.
    pub workday: i64,
    /// Its columns, and whom it is about.
    pub layout: Layout,
}

/// Asks all communities for a form: the worker begins the last period of each.
///
/// # Errors
/// The field in which something is missing or implausible.
pub async fn ask(sys: &SystemTx, street: &street::Model, order: Order) -> Result<form::Model> {
    let order = checked(order)?;
    let row = form::ActiveModel {
        id: Set(sys.new_id()),
        street_id: Set(street.id),
        title: Set(order.title),
        every: Set(order.every),
        workday: Set(order.workday),
        layout: Set(serde_json::to_value(order.layout)?),
        version: Set(1),
        ended_at: Set(None),
        ..Default::default()
    };
    let form = sys.insert(row).await?;
    let active = sys.find::<community::Entity>().filter(community::Column::StreetId.eq(street.id));
    for one in active.filter(community::Column::State.eq(community::State::Active)).all(sys.conn()).await? {
        sys.enqueue(one.id, &Prepare { planned_at: sys.now() }).await?;
    }
    Ok(form)
}

/// Changes a form; what was begun before stays as it was.
///
/// # Errors
/// Like [`ask`]; `Ended`; "stale" if somebody else changed it meanwhile.
pub async fn change(sys: &SystemTx, street: &street::Model, id: Uuid, version: i64, order: Order) -> Result<form::Model> {
    let order = checked(order)?;
    let form = query::form_of(sys, street, id).await?;
    if form.ended_at.is_some() {
        return Err(FormError::Ended.into());
    }
    if form.version != version {
        return Err(Failure::new(crate::kernel::Kind::Stale, "kernel.stale"));
    }
    let row = form::ActiveModel {
        id: Set(id),
        title: Set(order.title),
        every: Set(order.every),
        workday: Set(order.workday),
        layout: Set(serde_json::to_value(order.layout)?),
        version: Set(version + 1),
        ..Default::default()
    };
    sys.update(row).await
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

/// Whose filling of which period is judged.
#[derive(Debug, Clone)]
pub struct Which {
    /// The form.
    pub form: Uuid,
    /// The first day of the period.
    pub period: NaiveDate,
    /// The community's code.
    pub code: String,
}

/// Accepts or returns what a community has handed in.
///
/// # Errors
/// `WrongState` if it has not handed it in; a return wants a reason.
pub async fn judge(sys: &SystemTx, street: &street::Model, account: Uuid, which: Which, act: Act, remark: &str) -> Result<Overview> {
    let Which { form, period, code } = which;
    let seen = query::overview(sys, street, form, Some(period)).await?;
    let filling = seen.standings.into_iter().find(|one| one.community.code == code).and_then(|one| one.filling);
    let filling = filling.ok_or_else(Failure::not_found)?;
    let remark = remark.trim();
    if (act == Act::Return && remark.is_empty()) || remark.chars().count() > LONGEST_TEXT {
        return Err(Failure::invalid_field("remark", "forms.reason_wanted"));
    }
    let state = rules::next(filling.state, act).ok_or(FormError::WrongState)?;
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
    query::overview(sys, street, form, Some(period)).await
}

fn checked(order: Order) -> Result<Order> {
    let wrong = Failure::invalid_field;
    let title = text::line(&order.title);
    if title.is_empty() || title.chars().count() > LONGEST_TITLE {
        return Err(wrong("title", "forms.title_wanted"));
    }
    if !(1..=LATEST).contains(&order.workday) {
        return Err(wrong("workday", "forms.workday_wanted"));
    }
    if order.layout.from_age.is_some_and(|age| !(0..=120).contains(&age)) {
        return Err(wrong("from_age", "forms.age_implausible"));
    }
    let mut layout = order.layout;
    if layout.columns.is_empty() || layout.columns.len() > MOST_COLUMNS {
        return Err(wrong("columns", "forms.columns_wanted"));
    }
    for column in &mut layout.columns {
        column.heading = text::line(&column.heading);
        if column.fact != Fact::Constant {
            column.text.clear();
        }
        let long = column.heading.chars().count().max(column.text.chars().count());
        if column.heading.is_empty() || long > LONGEST_TITLE {
            return Err(wrong("columns", "forms.heading_wanted"));
        }
    }
    Ok(Order { title, layout, ..order })
}
