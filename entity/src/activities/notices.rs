//! Who is told what about wishes and deliverables. Who takes part in something is told by [`attendance`](crate::attendance).

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::{provider, provider_contract, provider_deliverable, wish};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent},
    tenancy::community,
    visits::desk,
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "activities.notice";

/// What there is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// What you wished for is planned.
    WishPlanned,
    /// It cannot be.
    WishDeclined,
    /// A deliverable is due soon, or overdue.
    Due,
    /// A provider handed something over.
    Delivered,
    /// The office found it good.
    Accepted,
    /// The office did not.
    Returned,
}

impl News {
    const fn word(self) -> &'static str {
        match self {
            Self::WishPlanned => "wish_planned",
            Self::WishDeclined => "wish_declined",
            Self::Due => "due",
            Self::Delivered => "delivered",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
        }
    }
}

/// Tells those who want it what became of a wish.
pub(super) async fn of_wish(tx: &Tx, wish: &wish::Model, members: Vec<Uuid>, news: News) -> Result<()> {
    let path = wish.activity_id.map_or("/wishes".to_owned(), |activity| format!("/menu/{activity}"));
    let facts = Facts { title: &wish.title, note: &wish.answer, due_on: None, path };
    tell(tx, members, news, &wish.id.to_string(), facts).await
}

/// Tells the other side what became of a deliverable: the office what was handed over, the provider what became of that; both that it is
/// due.
pub(super) async fn of_deliverable(tx: &Tx, row: &provider_deliverable::Model, news: News) -> Result<()> {
    let contract = tx.get::<provider_contract::Entity>(row.contract_id).await?;
    let provider = tx.get::<provider::Entity>(contract.provider_id).await?;
    let mut members = Vec::new();
    if news != News::Delivered {
        members.extend(provider.member_id);
    }
    if matches!(news, News::Delivered | News::Due) {
        members.extend(desk::administrators(tx).await?);
    }
    let facts = Facts { title: &row.name, note: &row.note, due_on: Some(row.due_on), path: format!("/providers/{}", provider.id) };
    tell(tx, members, news, &format!("{}@{}", row.id, tx.now().timestamp()), facts).await
}

struct Facts<'a> {
    title: &'a str,
    note: &'a str,
    due_on: Option<NaiveDate>,
    path: String,
}

async fn tell(tx: &Tx, members: Vec<Uuid>, news: News, about: &str, facts: Facts<'_>) -> Result<()> {
    let community = tx.get::<community::Entity>(tx.community()).await?;
    for member in members {
        let told = json!({
            "community": community.name,
            "what": news.word(),
            "title": facts.title,
            "note": facts.note,
            "due_on": facts.due_on,
            "path": facts.path,
        });
        let key = format!("{}:{about}", news.word());
        notifications::send(tx, Intent::to_member(NOTICE, member, key, told)).await?;
    }
    Ok(())
}
