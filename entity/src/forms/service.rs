//! What a community does with a filling.

use sea_orm::ActiveValue::Set;
use serde_json::json;
use uuid::Uuid;

use super::{
    Act, State, cells,
    error::FormError,
    figures, fill,
    form_filling::{self, Column},
    prepare,
    query::{held, one},
    rules::{is_editable, next},
    sign,
};
use crate::{
    kernel::{Result, Tx},
    tenancy::members,
};

/// Takes in once more what is known.
///
/// # Errors
/// `WrongState` once it is looked over.
pub async fn refill(tx: &Tx, id: Uuid, revision: i64) -> Result<form_filling::Model> {
    let filling = form_filling::Model { revision, ..held(tx, id).await? };
    if !is_editable(filling.state) {
        return Err(FormError::WrongState.into());
    }
    fill::fill(tx, &filling).await
}

/// Has it looked over, opens it again, or hands it in with a signature: whoever calls this has confirmed who signs. What the community wants for
/// itself is done with that.
///
/// # Errors
/// `WrongState`.
pub async fn act(tx: &Tx, id: Uuid, revision: i64, act: Act) -> Result<form_filling::Model> {
    let filling = held(tx, id).await?;
    let own = filling.is_own();
    let state = next(filling.state, act, own).filter(|_| !matches!(act, Act::Accept | Act::Return)).ok_or(FormError::WrongState)?;
    let mut row = form_filling::ActiveModel { state: Set(state), ..Default::default() };
    if state != State::Draft {
        row.totals = Set(serde_json::to_value(cells::totals(tx, &filling).await?)?);
    }
    if act == Act::Submit {
        let hash = sign::hash(tx, &filling).await?;
        tx.audit("forms.submit", "form_filling", id, json!({ "hash": hash, "edition": filling.edition })).await?;
        row.hash = Set(hash);
        row.submitted_at = Set(Some(tx.now()));
        row.submitted_by_id = Set(members::acting(tx));
        row.accepted_at = Set(own.then(|| tx.now()));
        row.remark = Set(String::new());
    }
    figures::mark(tx).await?;
    tx.revise(id, Column::Revision, revision, row).await
}

/// Begins a correction of what was accepted: another edition, which is filled, signed and accepted like the first.
///
/// # Errors
/// `WrongState` if it was not accepted; a second correction of the same one is a conflict.
pub async fn correct(tx: &Tx, id: Uuid) -> Result<form_filling::Model> {
    let former = one(tx, id).await?;
    if former.state != State::Accepted {
        return Err(FormError::WrongState.into());
    }
    let row = form_filling::ActiveModel {
        form_id: Set(former.form_id),
        own_form_id: Set(former.own_form_id),
        title: Set(former.title),
        layout: Set(former.layout),
        version: Set(former.version),
        from_on: Set(former.from_on),
        to_on: Set(former.to_on),
        due_on: Set(former.due_on),
        edition: Set(former.edition + 1),
        state: Set(State::Draft),
        ..prepare::blank(tx)?
    };
    let filling = tx.insert(row).await?;
    tx.audit("forms.correct", "form_filling", filling.id, json!({ "former": id })).await?;
    fill::fill(tx, &filling).await
}
