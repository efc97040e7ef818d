//! An answer is taken up: it becomes a matter, a need or a resource, once each.

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    error::OutreachError,
    forms,
    interview::Model,
    interview_outcome::{self, Column, Kind},
    interviews,
};
use crate::{
    kernel::{Failure, Result, Tx},
    matters::{
        Source,
        intake::{self, Reporter},
    },
    partners::{offers, partner_offer::List},
    people::query::today,
};

/// How an answer is taken up.
#[derive(Debug, Clone)]
pub struct Order {
    /// The code of the question that was answered.
    pub question: String,
    /// What it becomes.
    pub kind: Kind,
    /// What it is, in a line.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// What kind of matter it is.
    pub matter_kind: Option<Uuid>,
}

/// Takes an answer up.
pub async fn take_up(tx: &Tx, interview: &Model, order: Order) -> Result<interview_outcome::Model> {
    let questions = forms::questions(tx, interview.questionnaire_id, interview.version).await?;
    if questions.question(&order.question).is_none() {
        return Err(Failure::invalid_field("question", "outreach.question_unknown"));
    }
    let same = tx.find::<interview_outcome::Entity>().filter(Column::InterviewId.eq(interview.id));
    let same = same.filter(Column::Question.eq(&order.question)).filter(Column::Kind.eq(order.kind));
    if same.count(tx.conn()).await? > 0 {
        return Err(OutreachError::TakenUp.into());
    }
    let (question, kind) = (order.question.clone(), order.kind);
    let (matter, offer) = match order.kind {
        Kind::Matter => (Some(as_matter(tx, interview, order).await?), None),
        Kind::Need => (None, Some(on_list(tx, interview, List::Need, order).await?)),
        Kind::Resource => (None, Some(on_list(tx, interview, List::Resource, order).await?)),
    };
    let row = interview_outcome::ActiveModel {
        interview_id: Set(interview.id),
        question: Set(question),
        kind: Set(kind),
        matter_id: Set(matter),
        offer_id: Set(offer),
        ..Default::default()
    };
    let outcome = tx.insert(row).await?;
    tx.mark(today(tx).await?, "outreach.outcomes").await?;
    Ok(outcome)
}

async fn as_matter(tx: &Tx, interview: &Model, order: Order) -> Result<Uuid> {
    let kind = order.matter_kind.ok_or_else(|| Failure::invalid_field("kind_id", "outreach.matter_kind_wanted"))?;
    let report = intake::Report {
        kind,
        source: Source::Interview,
        title: order.title,
        detail: order.detail,
        place: String::new(),
        building: None,
        grid: interview.grid_id,
        person: interview.person_id,
        visit: None,
        reporter: Reporter { name: interviews::said(tx, interview)?.who, phone: String::new() },
        urgent: false,
        to: None,
        done: None,
    };
    Ok(intake::take(tx, report).await?.id)
}

async fn on_list(tx: &Tx, interview: &Model, list: List, order: Order) -> Result<Uuid> {
    let design = offers::Design { list, title: order.title, detail: order.detail, unit: interview.unit_id };
    Ok(offers::add(tx, design).await?.id)
}
