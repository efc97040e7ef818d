//! What goes out: a letter for mail, a note for every other way.

use mulin_entity::{
    calendar::local,
    kernel::{Failure, Language, Tx},
    notifications::{
        Reader, bounces,
        carriage::Carrier,
        ledger::Draft,
        rules::{plan::Way, wording::Wording},
        test_send::CHANNEL_TEST,
        topic, unsubscribe,
        wordings::{self, InForce},
        writing::{Said, Scribe, Script, Unwritable, Written},
    },
};
use uuid::Uuid;

use super::enclosures;
use crate::{
    Context,
    channels::{Form, Note},
    mail::{Letter, Rendered},
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

    /// The same for the try `delivery`: a letter comes back under its name, where letters come back to us.
    pub(super) fn of(self, cx: &Context, tx: &Tx, delivery: Uuid) -> mulin_entity::kernel::Result<Self> {
        match (self, &cx.world.post.bounces) {
            (Self::Letter(letter), Some(path)) => {
                let returns_to = path.under(&bounces::token(tx, delivery)?).map_err(Failure::internal)?;
                Ok(Self::Letter(Box::new(Letter { returns_to: Some(returns_to), ..*letter })))
            }
            (load, _) => Ok(load),
        }
    }
}

/// A message in words.
pub(super) struct Text {
    /// The words.
    pub(super) written: Written,
    /// The version of the community's own that they are.
    pub(super) wording: Option<String>,
    words: Option<Wording>,
    locale: String,
}

/// Writes the message in the community's words or the built-in ones; a test is marked as one.
pub(super) async fn text(
    cx: &Context,
    tx: &Tx,
    wordings: &InForce,
    draft: &Draft,
    reader: &Reader,
) -> mulin_entity::kernel::Result<Result<Text, Unwritable>> {
    let chosen = wordings.chosen(tx, draft, &reader.locale).await?;
    let words = chosen.as_ref().map(wordings::words).transpose()?;
    // A test of English words is written in English, whoever asks for it.
    let locale = chosen.as_ref().map_or(&reader.locale, |version| &version.locale).clone();
    let language = Language::accepted(Some(&locale));
    let mut written = match cx.world.post.renderer.write(&script(draft, reader, &locale, words.as_ref())) {
        Ok(written) => written,
        Err(unwritable) => return Ok(Err(unwritable)),
    };
    if draft.test.is_some() {
        written.subject = marked(&written.subject, language);
    }
    written.enclosed = enclosures::of(tx, draft, language).await?;
    Ok(Ok(Text { written, wording: chosen.map(|version| version.label()), words, locale }))
}

impl Text {
    /// The same for every way but mail.
    fn said(&self, cx: &Context, draft: &Draft, reader: &Reader) -> Result<Said, Unwritable> {
        let mut said = cx.world.post.renderer.say(&script(draft, reader, &self.locale, self.words.as_ref()))?;
        if draft.test.is_some() {
            said.sms = marked(&said.sms, Language::accepted(Some(&self.locale)));
        }
        Ok(said)
    }
}

fn script<'a>(draft: &'a Draft, reader: &'a Reader, locale: &'a str, wording: Option<&'a Wording>) -> Script<'a> {
    Script { template: &draft.template, name: &reader.name, locale, zone: local::zone(&reader.zone), facts: &draft.facts, wording }
}

fn marked(text: &str, language: Language) -> String {
    language.text("notifications.test_mark", &[("text", text.to_owned())])
}

/// The letter to a reader.
pub(super) fn letter(cx: &Context, tx: &Tx, draft: &Draft, reader: &Reader, written: &Written) -> Result<Letter, String> {
    let post = &cx.world.post;
    let to = Letter::mailbox(&reader.name, &reader.email).map_err(|_| "the address is not one that mail can be sent to".to_owned())?;
    let stop = draft.to.reader().filter(|_| draft.test.is_none()).map(|reader| unsubscribe::token(tx, reader, topic::of(&draft.template)));
    let stop = stop.transpose().map_err(|error| error.to_string())?.flatten();
    let unsubscribe = stop.map(|token| format!("{}/api/v1/unsubscribe/{token}", cx.world.base_url.trim_end_matches('/')));
    let content = Rendered { subject: written.subject.clone(), text: written.text.clone(), html: written.html.clone() };
    let enclosed = written.enclosed.clone();
    Ok(Letter { id: draft.id, written_at: draft.asked_at, from: post.sender.clone(), returns_to: None, to, content, enclosed, unsubscribe })
}

/// The note; an equal second copy carries the same identity.
pub(super) fn note(
    cx: &Context,
    draft: &Draft,
    reader: &Reader,
    text: &Text,
    way: Way,
    carrier: &Carrier,
    to: String,
) -> Result<Note, Unwritable> {
    let said = text.said(cx, draft, reader)?;
    let form = form(cx, draft, reader, &text.written.subject, &said, carrier);
    let words = if way == Way::Sms { said.sms } else { said.chat };
    Ok(Note { id: draft.id, to, title: text.written.subject.clone(), text: words, form })
}

/// The provider's approved form, filled. The test of a channel borrows one of another message, filled as an imagined one.
fn form(cx: &Context, draft: &Draft, reader: &Reader, subject: &str, said: &Said, carrier: &Carrier) -> Option<Form> {
    let scribe = &cx.world.post.renderer;
    let borrowed = carrier.any_form().filter(|_| draft.template == CHANNEL_TEST);
    let template = borrowed.unwrap_or(&draft.template);
    let imagined = borrowed.and_then(|template| {
        let facts = scribe.example(template);
        let (zone, wording) = (local::zone(&reader.zone), None);
        scribe.say(&Script { template, name: &reader.name, locale: &reader.locale, zone, facts: &facts, wording }).ok()
    });
    let values = imagined.as_ref().map_or(&said.values, |imagined| &imagined.values);
    carrier.form(template, subject, values)
}
