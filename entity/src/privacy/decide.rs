//! Deciding a request: what is granted is done in the same unit of work, so that nobody is told of what did not happen.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    Class, Kind,
    error::PrivacyError,
    notices,
    privacy_request::{self, Entity},
    rules::{self, Event, Field},
    service,
};
use crate::{
    enrolment, forms,
    kernel::{self, Failure, Result, Role, Tx},
    people::{
        Reach, contact,
        households::Where,
        residents::{self, Details},
        words::{read, word},
    },
    tenancy::members,
};

/// What is decided.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Whether it is done as it was asked for.
    pub accept: bool,
    /// What they are answered; a refusal says why.
    pub answer: String,
    /// The request as it was seen.
    pub revision: i64,
}

/// Decides a request, and does what is granted.
pub async fn decide(tx: &Tx, role: Role, id: Uuid, decision: Decision) -> Result<privacy_request::Model> {
    let request = tx.get::<Entity>(id).await?;
    rules::may_decide(request.kind, role)?;
    if request.revision != decision.revision {
        return Err(Failure::new(kernel::Kind::Stale, "kernel.stale"));
    }
    let answer = rules::worded("answer", &decision.answer)?;
    if !decision.accept && answer.is_empty() {
        return Err(Failure::invalid_field("answer", "privacy.answer_wanted"));
    }
    let event = if decision.accept { Event::Accept } else { Event::Refuse };
    let row = privacy_request::ActiveModel { answer: Set(answer), decided_by: Set(members::acting(tx)), ..Default::default() };
    let decided = service::step(tx, request.clone(), event, row).await?;
    // Whoever withdraws their account hears of it before they are gone.
    notices::tell_answer(tx, &decided).await?;
    if decision.accept {
        execute(tx, &request).await?;
    }
    let detail = json!({ "kind": word(decided.kind), "about": decided.about, "accepted": decision.accept });
    tx.audit("privacy.decide", "person", decided.person_id, detail).await?;
    Ok(decided)
}

async fn execute(tx: &Tx, request: &privacy_request::Model) -> Result<()> {
    match request.kind {
        Kind::Copy => Ok(()),
        Kind::Correct => correct(tx, request).await,
        Kind::Erase | Kind::Withdraw => erase(tx, request.person_id, read(&request.about)).await,
    }
}

async fn correct(tx: &Tx, request: &privacy_request::Model) -> Result<()> {
    let wanted = request.wanted.as_deref().map(|sealed| tx.open("privacy_request", "wanted", request.id, sealed)).transpose()?;
    let (Some(field), Some(wanted)) = (read::<Field>(&request.about), wanted) else {
        return Err(Failure::internal("a correction without a field"));
    };
    let mut details = Details { override_duplicate: true, ..Default::default() };
    match field {
        Field::Name => details.name = Some(wanted),
        Field::Phone => details.phone = Some(wanted),
        Field::IdNumber => details.id_number = Some(wanted),
        Field::BirthDate => details.birth_date = Some(wanted.parse().map_err(Failure::internal)?),
        Field::Address => details.place = Where { address: Some(wanted), ..Default::default() },
    }
    residents::change(tx, Reach::Community, request.person_id, details).await.map(drop)
}

async fn erase(tx: &Tx, person: Uuid, class: Option<Class>) -> Result<()> {
    let nothing = Some(String::new());
    let details = match class {
        Some(Class::Phone) => {
            // What was handed in has it too.
            forms::erasure::forget_phone(tx, person).await?;
            Details { phone: nothing, ..Default::default() }
        }
        Some(Class::Health) => Details { health_remark: nothing, ..Default::default() },
        Some(Class::Contacts) => {
            tx.delete_many::<contact::Entity>().filter(contact::Column::PersonId.eq(person)).exec(tx.conn()).await?;
            return Ok(());
        }
        Some(Class::Account) => {
            return match enrolment::query::of_person(tx, person).await? {
                Some(linked) => enrolment::desk::undo(tx, linked.link.id).await,
                None => Ok(()),
            };
        }
        _ => return Err(PrivacyError::KeptByLaw.into()),
    };
    residents::change(tx, Reach::Community, person, details).await.map(drop)
}
