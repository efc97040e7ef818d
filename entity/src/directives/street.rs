//! What the street does: hand down, accept or return what is reported, urge, take back.

use std::collections::HashSet;

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::{
    Act, Kind, State, directive,
    directive_copy::{self, Column},
    error::DirectiveError,
    figures,
    notices::{self, News},
    query::{self, Sent},
    rules::{self, LONGEST_ANSWER, LONGEST_BODY, LONGEST_TITLE},
};
use crate::{
    kernel::{Actor, Failure, Result, SystemTx, Tx},
    people::text,
    tenancy::{community, street},
};

/// What is to be handed down.
#[derive(Debug, Clone)]
pub struct Order {
    /// What is asked for.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// What is to be known or done.
    pub body: String,
    /// The day by which a task is to be done.
    pub due_on: Option<NaiveDate>,
    /// The codes of the communities that are meant; all of them if none is named.
    pub communities: Vec<String>,
}

/// Hands it down: each community that is meant has a copy, and its administrators are told.
///
/// # Errors
/// If something is missing or implausible, or a community is not the street's.
pub async fn send(sys: &SystemTx, street: &street::Model, account: Uuid, order: Order) -> Result<Sent> {
    let active = sys.find::<community::Entity>().filter(community::Column::StreetId.eq(street.id));
    let active = active.filter(community::Column::State.eq(community::State::Active)).order_by_asc(community::Column::Code);
    let ours = active.all(sys.conn()).await?;
    let order = checked(order, query::today(&ours, sys))?;
    let meant: HashSet<&str> = order.communities.iter().map(String::as_str).collect();
    if meant.iter().any(|code| !ours.iter().any(|one| one.code == *code)) {
        return Err(Failure::invalid_field("communities", "directives.community_unknown"));
    }
    let meant: Vec<&community::Model> = ours.iter().filter(|one| meant.is_empty() || meant.contains(one.code.as_str())).collect();
    if meant.is_empty() {
        return Err(DirectiveError::Nobody.into());
    }
    let row = directive::ActiveModel {
        id: Set(sys.new_id()),
        street_id: Set(street.id),
        kind: Set(order.kind),
        title: Set(order.title),
        body: Set(order.body),
        due_on: Set(order.due_on),
        sent_by_id: Set(Some(account)),
        withdrawn_at: Set(None),
        complete_at: Set(None),
        ..Default::default()
    };
    let directive = sys.insert(row).await?;
    for community in meant {
        let tx = enter(sys, community.id, account).await?;
        let copy = copy_for(&tx, &directive).await?;
        notices::tell_community(&tx, &copy, News::Sent, "").await?;
    }
    query::sent_one(sys, street, directive.id).await
}

/// Accepts or returns what a community reports.
///
/// # Errors
/// `WrongState` if it has not reported, or was dealt with; a return wants a reason.
pub async fn judge(sys: &SystemTx, street: &street::Model, account: Uuid, id: Uuid, code: &str, act: Act, remark: &str) -> Result<Sent> {
    let sent = query::sent_one(sys, street, id).await?;
    let answer = sent.answers.into_iter().find(|answer| answer.community.code == code).ok_or_else(Failure::not_found)?;
    let remark = remark.trim();
    if act == Act::Return && remark.is_empty() {
        return Err(Failure::invalid_field("remark", "directives.reason_wanted"));
    }
    if remark.chars().count() > LONGEST_ANSWER {
        return Err(Failure::invalid_field("remark", "directives.too_long"));
    }
    let tx = enter(sys, answer.community.id, account).await?;
    let copy = take_step(&tx, &answer.copy, act, remark).await?;
    if act == Act::Return {
        notices::tell_community(&tx, &copy, News::Returned, remark).await?;
    }
    tx.audit("directives.judge", "directive_copy", copy.id, json!({ "state": crate::people::words::word(copy.state) })).await?;
    drop(tx);
    query::sent_one(sys, street, id).await
}

/// Reminds the communities from which something is missing, each at most once a day; answers how many were told.
pub async fn urge(sys: &SystemTx, street: &street::Model, account: Uuid, id: Uuid) -> Result<usize> {
    let sent = query::sent_one(sys, street, id).await?;
    let missing = sent.answers.into_iter().filter(|answer| rules::is_open(answer.copy.kind, answer.copy.state));
    let mut told = 0;
    for answer in missing {
        let tx = enter(sys, answer.community.id, account).await?;
        notices::tell_community(&tx, &answer.copy, News::Urged, "").await?;
        told += 1;
    }
    Ok(told)
}

/// Takes it back wherever it is not accepted.
///
/// # Errors
/// `WrongState` if it was taken back before.
pub async fn withdraw(sys: &SystemTx, street: &street::Model, account: Uuid, id: Uuid, reason: &str) -> Result<Sent> {
    let reason = text::line(reason);
    if reason.is_empty() || reason.chars().count() > LONGEST_ANSWER {
        return Err(Failure::invalid_field("reason", "directives.reason_wanted"));
    }
    let sent = query::sent_one(sys, street, id).await?;
    if sent.directive.withdrawn_at.is_some() {
        return Err(DirectiveError::WrongState.into());
    }
    let open = sent.answers.iter().filter(|answer| rules::next(answer.copy.kind, answer.copy.state, Act::Withdraw).is_some());
    for answer in open {
        let tx = enter(sys, answer.community.id, account).await?;
        let copy = take_step(&tx, &answer.copy, Act::Withdraw, &reason).await?;
        notices::tell_community(&tx, &copy, News::Withdrawn, &reason).await?;
    }
    sys.update(directive::ActiveModel { id: Set(id), withdrawn_at: Set(Some(sys.now())), ..Default::default() }).await?;
    query::sent_one(sys, street, id).await
}

/// Notes that the last community has answered, and tells the street; nothing happens while one is missing, or a second time.
pub async fn complete(sys: &SystemTx, id: Uuid) -> Result<()> {
    let Some(directive) = sys.find::<directive::Entity>().filter(directive::Column::Id.eq(id)).one(sys.conn()).await? else {
        return Ok(());
    };
    let copies = sys.find::<directive_copy::Entity>().filter(Column::DirectiveId.eq(id)).all(sys.conn()).await?;
    if directive.complete_at.is_some() || copies.iter().any(|copy| rules::is_open(copy.kind, copy.state)) {
        return Ok(());
    }
    let directive = directive::ActiveModel { id: Set(id), complete_at: Set(Some(sys.now())), ..Default::default() };
    notices::tell_street(sys, &sys.update(directive).await?).await
}

async fn enter(sys: &SystemTx, community: Uuid, account: Uuid) -> Result<Tx> {
    sys.enter(community, Actor::Account { account, member: None }).await
}

async fn copy_for(tx: &Tx, directive: &directive::Model) -> Result<directive_copy::Model> {
    let row = directive_copy::ActiveModel {
        directive_id: Set(directive.id),
        kind: Set(directive.kind),
        title: Set(directive.title.clone()),
        body: Set(directive.body.clone()),
        due_on: Set(directive.due_on),
        state: Set(State::Sent),
        answer: Set(String::new()),
        remark: Set(String::new()),
        acknowledged_at: Set(None),
        acknowledged_by_id: Set(None),
        reported_at: Set(None),
        accepted_at: Set(None),
        matter_id: Set(None),
        told_on: Set(None),
        revision: Set(1),
        ..Default::default()
    };
    figures::mark(tx).await?;
    tx.insert(row).await
}

async fn take_step(tx: &Tx, copy: &directive_copy::Model, act: Act, remark: &str) -> Result<directive_copy::Model> {
    let state = rules::next(copy.kind, copy.state, act).ok_or(DirectiveError::WrongState)?;
    let accepted = (state == State::Accepted).then(|| tx.now());
    let row =
        directive_copy::ActiveModel { state: Set(state), remark: Set(remark.to_owned()), accepted_at: Set(accepted), ..Default::default() };
    figures::mark(tx).await?;
    tx.revise(copy.id, Column::Revision, copy.revision, row).await
}

fn checked(order: Order, today: NaiveDate) -> Result<Order> {
    let (title, body) = (text::line(&order.title), order.body.trim().to_owned());
    let due_on = order.due_on.filter(|_| order.kind == Kind::Task);
    match () {
        () if title.is_empty() || title.chars().count() > LONGEST_TITLE => Err(Failure::invalid_field("title", "directives.title_wanted")),
        () if body.chars().count() > LONGEST_BODY => Err(Failure::invalid_field("body", "directives.too_long")),
        () if order.kind == Kind::Task && due_on.is_none_or(|due| due < today) => {
            Err(Failure::invalid_field("due_on", "directives.day_wanted"))
        }
        () => Ok(Order { title, body, due_on, ..order }),
    }
}
