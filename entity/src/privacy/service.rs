//! Asking for something about one's own data, and taking that back.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    Kind, State, Way,
    error::PrivacyError,
    figures, notices,
    privacy_request::{self, Column, Entity},
    rules::{self, Event, Field},
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{person, words},
    visits::desk::Desk,
};

/// What somebody asks for.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What.
    pub kind: Kind,
    /// The field or the class, as a word.
    pub about: String,
    /// What the field should say.
    pub wanted: String,
    /// What they say to it.
    pub words: String,
}

/// Takes in a request; its clock begins.
pub async fn ask(tx: &Tx, person: Uuid, way: Way, wish: Wish) -> Result<privacy_request::Model> {
    let (person, desk) = (tx.get::<person::Entity>(person).await?, Desk::of(tx).await?);
    let about = rules::about(wish.kind, &wish.about)?;
    let id = tx.new_id();
    let wanted = match words::read::<Field>(&about).filter(|_| wish.kind == Kind::Correct) {
        Some(field) => {
            let unreadable = || Failure::invalid_field("wanted", "privacy.wanted_unreadable");
            let text = field.read(&wish.wanted, desk.today).ok_or_else(unreadable)?;
            Some(tx.seal("privacy_request", "wanted", id, &text)?)
        }
        None => None,
    };
    let same = tx.find::<Entity>().filter(Column::PersonId.eq(person.id)).filter(Column::State.eq(State::Open));
    if same.filter(Column::Kind.eq(wish.kind)).filter(Column::About.eq(&about)).one(tx.conn()).await?.is_some() {
        return Err(PrivacyError::AskedAlready.into());
    }
    let row = privacy_request::ActiveModel {
        id: Set(id),
        person_id: Set(person.id),
        kind: Set(wish.kind),
        about: Set(about),
        wanted: Set(wanted),
        words: Set(rules::worded("words", &wish.words)?),
        way: Set(way),
        state: Set(State::Open),
        due_on: Set(rules::due_on(&desk.calendar, desk.today)),
        answer: Set(String::new()),
        decided_at: Set(None),
        decided_by: Set(None),
        revision: Set(1),
        ..Default::default()
    };
    let request = tx.insert(row).await?;
    tx.audit("privacy.ask", "person", person.id, json!({ "kind": words::word(request.kind), "about": request.about })).await?;
    figures::mark(tx).await?;
    notices::tell_office(tx, &request).await?;
    Ok(request)
}

/// Takes one's own request back.
pub async fn withdraw(tx: &Tx, person: Uuid, id: Uuid) -> Result<privacy_request::Model> {
    let request = tx.get::<Entity>(id).await?;
    if request.person_id != person {
        return Err(Failure::not_found());
    }
    step(tx, request, Event::Withdraw, privacy_request::ActiveModel::default()).await
}

/// Brings a request a step further.
pub(super) async fn step(
    tx: &Tx,
    request: privacy_request::Model,
    event: Event,
    row: privacy_request::ActiveModel,
) -> Result<privacy_request::Model> {
    let state = rules::next(request.state, event).ok_or(PrivacyError::WrongState)?;
    let row = privacy_request::ActiveModel { state: Set(state), decided_at: Set(Some(tx.now())), ..row };
    figures::mark(tx).await?;
    tx.revise(request.id, Column::Revision, request.revision, row).await
}
