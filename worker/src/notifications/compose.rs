//! What goes out: a letter for mail, a note for every other way.

use mulin_entity::{
    calendar::local,
    kernel::Tx,
    notifications::{Reader, carriage::Carrier, ledger::Draft, rules::plan::Way, topic, unsubscribe},
};
use uuid::Uuid;

use crate::{
    Context,
    channels::{Form, Note},
    mail::{Letter, Look, Rendered},
};

/// What is handed over, and to whom.
pub(super) enum Load {
    /// To the mail relay.
    Letter(Box<Letter>),
    /// To a provider.
    Note(Box<Carrier>, Box<Note>),
}

impl Load {
    /// The channel that carries it; none for mail.
    pub(super) fn provider(&self) -> Option<Uuid> {
        match self {
            Self::Letter(_) => None,
            Self::Note(carrier, _) => Some(carrier.id),
        }
    }
}

/// The letter to a reader. A group has no mailbox: what it is told is written all the same.
pub(super) fn letter(cx: &Context, tx: &Tx, draft: &Draft, reader: &Reader) -> Result<Letter, String> {
    let post = &cx.world.post;
    let look = Look { name: &reader.name, locale: &reader.locale, zone: local::zone(&reader.zone) };
    let content: Rendered = post.renderer.render(&draft.template, &look, &draft.facts).map_err(|error| error.to_string())?;
    let to = match draft.to.group() {
        Some(_) => post.sender.clone(),
        None => Letter::mailbox(&reader.name, &reader.email).map_err(|_| "the address is not one that mail can be sent to".to_owned())?,
    };
    let stop = draft.to.reader().map(|reader| unsubscribe::token(tx, reader, topic::of(&draft.template)));
    let stop = stop.transpose().map_err(|error| error.to_string())?.flatten();
    let unsubscribe = stop.map(|token| format!("{}/api/v1/unsubscribe/{token}", base(cx)));
    Ok(Letter { id: draft.id, written_at: draft.asked_at, from: post.sender.clone(), to, content, unsubscribe })
}

/// The note. A text message has room for the subject and the link only; an equal second copy carries the same identity.
pub(super) fn note(cx: &Context, draft: &Draft, reader: &Reader, content: &Rendered, way: Way, carrier: &Carrier, to: String) -> Note {
    let fact = |name: &str| draft.facts.get(name).and_then(serde_json::Value::as_str).map(str::to_owned);
    let link = fact("path").filter(|path| path.starts_with('/')).map(|path| format!("{}{path}", base(cx))).unwrap_or_default();
    let visits = draft.facts.get("visits").and_then(serde_json::Value::as_array).map(|visits| visits.len().to_string());
    let value = |name: &str| match name {
        "title" => content.subject.clone(),
        "name" => reader.name.clone(),
        "community" => fact("community").unwrap_or_default(),
        "count" => visits.clone().unwrap_or_default(),
        "link" => link.clone(),
        _ => String::new(),
    };
    let form = carrier.form(&draft.template).map(|(code, names)| Form {
        code: code.to_owned(),
        places: names.into_iter().map(|name| (name.to_owned(), value(name))).collect(),
    });
    let text = if way == Way::Sms { format!("{} {link}", content.subject) } else { content.text.clone() };
    Note { id: draft.id, to, title: content.subject.clone(), text, form }
}

fn base(cx: &Context) -> &str {
    cx.world.base_url.trim_end_matches('/')
}
