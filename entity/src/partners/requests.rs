//! Asking experts, and what they answer. Who is told is decided here too: the expert of the question, whoever asked of the answer.

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    error::PartnerError,
    expert,
    expert_request::{self, Column, State},
    expertise::{Act, next},
    figures,
};
use crate::{
    kernel::{Failure, Result, Tx},
    matters::matter,
    notifications::{self, Intent},
    people::{text, words::word},
    tenancy::members,
    visits::desk::Desk,
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "partners.advice";

/// What is asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// Whom.
    pub expert: Uuid,
    /// About which matter, if it is about one.
    pub matter: Option<Uuid>,
    /// What it is about, in a line.
    pub title: String,
    /// What.
    pub words: String,
}

/// Asks an expert.
pub async fn ask(tx: &Tx, question: Question) -> Result<expert_request::Model> {
    let expert = tx.get::<expert::Entity>(question.expert).await?;
    if !expert.available {
        return Err(PartnerError::NotAvailable.into());
    }
    let title = text::line(&question.title);
    if title.is_empty() {
        return Err(Failure::invalid_field("title", "partners.title_wanted"));
    }
    if question.words.trim().is_empty() {
        return Err(Failure::invalid_field("question", "partners.question_wanted"));
    }
    if let Some(matter) = question.matter {
        tx.get::<matter::Entity>(matter).await?;
        let same = tx.find::<expert_request::Entity>().filter(Column::ExpertId.eq(expert.id)).filter(Column::MatterId.eq(matter));
        if same.filter(Column::State.is_in([State::Asked, State::Accepted])).count(tx.conn()).await? > 0 {
            return Err(PartnerError::AskedAlready.into());
        }
    }
    let row = expert_request::ActiveModel {
        expert_id: Set(expert.id),
        matter_id: Set(question.matter),
        asked_by: Set(members::acting(tx)),
        title: Set(title),
        question: Set(question.words.trim().to_owned()),
        state: Set(State::Asked),
        answered_at: Set(None),
        advised_at: Set(None),
        advice: Set(String::new()),
        rating: Set(None),
        thanks: Set(String::new()),
        revision: Set(1),
        ..Default::default()
    };
    let request = tx.insert(row).await?;
    figures::experts(tx, tx.now()).await?;
    tell(tx, expert.member_id, &request, &expert).await?;
    Ok(request)
}

/// Does something with a request that was looked at as `revision`. The office also notes what an expert said by phone.
pub async fn act(
    tx: &Tx,
    request: &expert_request::Model,
    revision: i64,
    act: Act,
    office: bool,
    words: &str,
    rating: Option<i64>,
) -> Result<expert_request::Model> {
    if act.is_for_the_office() && !office {
        return Err(PartnerError::ForTheOffice.into());
    }
    let state = next(request.state, act).ok_or(PartnerError::WrongState)?;
    let words = words.trim();
    let wanted = |code| if words.is_empty() { Err(Failure::invalid_field("text", code)) } else { Ok(Set(words.to_owned())) };
    let mut row = expert_request::ActiveModel { state: Set(state), ..Default::default() };
    match act {
        Act::Accept => row.answered_at = Set(Some(tx.now())),
        Act::Decline => (row.answered_at, row.advice) = (Set(Some(tx.now())), wanted("partners.reason_wanted")?),
        Act::Advise => {
            row.advice = wanted("partners.advice_wanted")?;
            row.advised_at = Set(Some(tx.now()));
            row.answered_at = Set(request.answered_at.or(Some(tx.now())));
        }
        Act::Thank => {
            let rating = rating.filter(|rating| (1..=5).contains(rating));
            let rating = rating.ok_or_else(|| Failure::invalid_field("rating", "partners.rating_implausible"))?;
            (row.rating, row.thanks) = (Set(Some(rating)), Set(words.to_owned()));
        }
        Act::Withdraw => row.advice = Set(words.to_owned()),
    }
    let after = tx.revise(request.id, Column::Revision, revision, row).await?;
    figures::experts(tx, request.created_at).await?;
    let expert = tx.get::<expert::Entity>(request.expert_id).await?;
    let whom = if act.is_for_the_office() { expert.member_id } else { request.asked_by };
    // Whoever does it knows it.
    tell(tx, whom.filter(|whom| Some(*whom) != members::acting(tx)), &after, &expert).await?;
    Ok(after)
}

async fn tell(tx: &Tx, whom: Option<Uuid>, request: &expert_request::Model, expert: &expert::Model) -> Result<()> {
    let Some(member) = whom else { return Ok(()) };
    if !members::is_active(tx, member).await? {
        return Ok(());
    }
    let facts = json!({
        "community": Desk::of(tx).await?.community.name,
        "what": word(request.state),
        "expert": expert.name,
        "title": request.title,
        "path": "/advice",
    });
    let intent = Intent::to_member(NOTICE, member, format_args!("{}:{}", word(request.state), request.id), facts);
    notifications::send(tx, intent).await
}
