//! Messages in words for every way: the built-in ones, or a community's own in the same frame.

use minijinja::{Captured, Environment, Value, value::Serde};
use mulin_entity::{
    kernel::Language,
    notifications::{
        rules::wording::{
            Part, Piece, Values, Wording,
            variables::{self, Variable},
        },
        writing::{Said, Scribe, Script, Unwritable, Written},
    },
};
use serde_json::{Value as Json, json};

use super::{Look, RenderError, Rendered, Renderer, Scope, block};
use crate::mail::template;

/// What each variable says, by its key; `list` is a block of the built-in template.
const VALUES: &[(&str, &str)] = &[
    ("name", "{{ name }}"),
    ("community", "{{ community }}"),
    ("day", "{{ day|day }}"),
    ("count", "{{ (items if visits is undefined else visits)|length }}"),
    ("overdue", "{{ visits|selectattr('overdue')|list|length }}"),
    ("link", "{{ path|link }}"),
];

/// Makes the values known as templates of their own, none of which escapes anything: each way does it as it needs.
pub(super) fn add_to(environment: &mut Environment<'static>) -> Result<(), RenderError> {
    for (key, source) in VALUES {
        environment.add_template_owned(format!("value/{key}"), *source)?;
    }
    Ok(())
}

impl Scribe for Renderer {
    fn write(&self, script: &Script<'_>) -> Result<Written, Unwritable> {
        self.try_write(script).map_err(|error| Unwritable(error.to_string()))
    }

    fn say(&self, script: &Script<'_>) -> Result<Said, Unwritable> {
        self.try_say(script).map_err(|error| Unwritable(error.to_string()))
    }

    fn example(&self, template: &str) -> Json {
        template::example(template).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
}

impl Renderer {
    fn try_write(&self, script: &Script<'_>) -> Result<Written, RenderError> {
        let look = look(script);
        let Rendered { subject, text, html } = match script.wording {
            Some(wording) => self.in_own_words(wording, script, &look)?,
            None => self.render(script.template, &look, script.facts)?,
        };
        Ok(Written { subject, text, html, enclosed: Vec::new() })
    }

    fn in_own_words(&self, wording: &Wording, script: &Script<'_>, look: &Look<'_>) -> Result<Rendered, RenderError> {
        let scope = self.scope(look, script.facts);
        let mut text = self.template(script.template, look, "txt")?.render_captured(scope.clone().value())?;
        let values = self.values(script.template, &scope, &mut text)?;
        let fill = |part| filled(wording, part, script, &values);
        let (subject, body) = (fill(Part::Subject), fill(Part::Body));
        let text = self.environment.get_template("worded.txt")?.render(scope.clone().with("said", body).value())?;

        let scope = scope.with("subject", subject.as_str());
        let mut html = self.template(script.template, look, "html")?.render_captured(scope.clone().value())?;
        let pieces = wording.pieces(Part::Body, script.template, Language::accepted(Some(script.locale)));
        let said = Value::from(Serde(paragraphs(&pieces, &values, &block(&mut html, "list")?)));
        let html = self.environment.get_template("worded.html")?.render(scope.with("said", said).value())?;
        Ok(Rendered { subject, text, html })
    }

    fn try_say(&self, script: &Script<'_>) -> Result<Said, RenderError> {
        let look = look(script);
        let scope = self.scope(&look, script.facts);
        let mut text = self.template(script.template, &look, "txt")?.render_captured(scope.clone().value())?;
        let values = self.values(script.template, &scope, &mut text)?;
        let (subject, sms, chat) = match script.wording {
            Some(wording) => {
                let fill = |part| filled(wording, part, script, &values);
                let chat = Some(fill(Part::Chat)).filter(|chat| !chat.is_empty()).unwrap_or_else(|| fill(Part::Body));
                (fill(Part::Subject), fill(Part::Sms), chat)
            }
            None => (block(&mut text, "subject")?, String::new(), block(&mut text, "body")?),
        };
        let sms = match sms.is_empty() {
            true => format!("{subject} {}", self.link(script.facts, &scope)?).trim().to_owned(),
            false => sms,
        };
        Ok(Said { sms, chat, values })
    }

    /// Where the message leads, if it leads anywhere.
    fn link(&self, facts: &Json, scope: &Scope) -> Result<String, RenderError> {
        match facts["path"].as_str() {
            Some(_) => self.value("link", scope),
            None => Ok(String::new()),
        }
    }

    /// What each variable says; the long one is a block of the built-in `text`.
    fn values(&self, template: &str, scope: &Scope, text: &mut Captured<'_>) -> Result<Values, RenderError> {
        let mut value = |variable: &Variable| match variable.long {
            true => Ok(block(text, "list")?),
            false => self.value(variable.key, scope),
        };
        variables::of(template).iter().map(|variable| Ok((variable.key.to_owned(), value(variable)?))).collect()
    }

    fn value(&self, key: &str, scope: &Scope) -> Result<String, RenderError> {
        Ok(self.environment.get_template(&format!("value/{key}"))?.render(scope.clone().value())?)
    }
}

fn look<'a>(script: &Script<'a>) -> Look<'a> {
    Look { name: script.name, locale: script.locale, zone: script.zone }
}

fn filled(wording: &Wording, part: Part, script: &Script<'_>, values: &Values) -> String {
    wording.fill(part, script.template, Language::accepted(Some(script.locale)), values).trim().to_owned()
}

/// The body's paragraphs for HTML, where a list stands as the built-in letter shows it.
fn paragraphs(pieces: &[Piece<'_>], values: &Values, list: &str) -> Json {
    let (mut parts, mut open) = (Vec::new(), Vec::new());
    for piece in pieces {
        match piece {
            Piece::Filled(variable) if variable.long => {
                close(&mut parts, &mut open);
                parts.push(json!({ "list": list }));
            }
            Piece::Filled(variable) if variable.key == "link" => open.push(json!({ "link": values.get(variable.key) })),
            Piece::Filled(variable) => open.push(json!({ "text": values.get(variable.key) })),
            Piece::Said(text) => {
                for (number, paragraph) in text.split("\n\n").enumerate() {
                    if number > 0 {
                        close(&mut parts, &mut open);
                    }
                    for (number, line) in paragraph.split('\n').enumerate() {
                        open.extend((number > 0).then(|| json!({ "line_break": true })));
                        open.extend((!line.is_empty()).then(|| json!({ "text": line })));
                    }
                }
            }
        }
    }
    close(&mut parts, &mut open);
    Json::Array(parts)
}

/// Ends a paragraph, without the line breaks at its edges.
fn close(parts: &mut Vec<Json>, open: &mut Vec<Json>) {
    let is_break = |piece: &Json| piece["line_break"] == true;
    while open.last().is_some_and(is_break) {
        open.pop();
    }
    let pieces: Vec<Json> = open.drain(..).skip_while(is_break).collect();
    parts.extend((!pieces.is_empty()).then(|| json!({ "pieces": pieces })));
}
