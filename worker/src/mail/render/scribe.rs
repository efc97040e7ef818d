//! Messages in words for every way: the built-in ones, or a community's own in the same frame.

use minijinja::{Environment, Value, context, value::Serde};
use mulin_entity::{
    kernel::Language,
    notifications::{
        rules::wording::{
            Part, Piece, Values, Wording,
            variables::{self, Variable},
        },
        writing::{Scribe, Script, Unwritable, Written},
    },
};
use serde_json::{Value as Json, json};

use super::{Look, Page, RenderError, Rendered, Renderer};
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

    fn example(&self, template: &str) -> Json {
        template::example(template).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
}

impl Renderer {
    fn try_write(&self, script: &Script<'_>) -> Result<Written, RenderError> {
        let look = Look { name: script.name, locale: script.locale, zone: script.zone };
        let scope = self.scope(&look, script.facts);
        let page = self.page(script.template, &look, &scope)?;
        let values = self.values(variables::of(script.template), &scope, &page)?;
        match script.wording {
            Some(wording) => self.in_own_words(wording, script, &scope, page, values),
            None => {
                let Page { letter: Rendered { subject, text, html }, chat, .. } = page;
                let sms = format!("{subject} {}", self.link(script.facts, &scope)?).trim().to_owned();
                Ok(Written { subject, text, html, sms, chat, values, enclosed: Vec::new() })
            }
        }
    }

    /// Where the message leads, if it leads anywhere.
    fn link(&self, facts: &Json, scope: &Value) -> Result<String, RenderError> {
        match facts["path"].as_str() {
            Some(_) => Ok(self.environment.get_template("value/link")?.render(scope)?),
            None => Ok(String::new()),
        }
    }

    fn values(&self, variables: &[Variable], scope: &Value, page: &Page) -> Result<Values, RenderError> {
        let value = |variable: &Variable| match variable.long {
            true => Ok(page.list.clone()),
            false => Ok::<_, RenderError>(self.environment.get_template(&format!("value/{}", variable.key))?.render(scope)?),
        };
        variables.iter().map(|variable| Ok((variable.key.to_owned(), value(variable)?))).collect()
    }

    fn in_own_words(
        &self,
        wording: &Wording,
        script: &Script<'_>,
        scope: &Value,
        page: Page,
        values: Values,
    ) -> Result<Written, RenderError> {
        let language = Language::accepted(Some(script.locale));
        let fill = |part| wording.fill(part, script.template, language, &values).trim().to_owned();
        let (subject, body, sms, chat) = (fill(Part::Subject), fill(Part::Body), fill(Part::Sms), fill(Part::Chat));
        let said = paragraphs(&wording.pieces(Part::Body, script.template, language), &values, &page.list_html);
        let text = self.environment.get_template("worded.txt")?.render(context! { said => &body, ..scope.clone() })?;
        let html = context! { subject => &subject, said => Value::from(Serde(said)), ..scope.clone() };
        let html = self.environment.get_template("worded.html")?.render(html)?;
        let sms = if sms.is_empty() { format!("{subject} {}", self.link(script.facts, scope)?).trim().to_owned() } else { sms };
        Ok(Written { text, html, sms, chat: if chat.is_empty() { body } else { chat }, subject, values, enclosed: Vec::new() })
    }
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
