//! From template and facts to subject, text and HTML.

use std::collections::HashMap;

use chrono_tz::Tz;
use minijinja::{Captured, Environment, Template, UndefinedBehavior, Value, syntax::SyntaxConfig, value::Serde};
use mulin_entity::kernel::Language;
use serde_json::Value as Json;

use super::{style, template};
use scope::Scope;

mod filters;
mod scope;
mod scribe;

/// A letter's content, ready to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// For programs that show no HTML.
    pub text: String,
    /// For those that do.
    pub html: String,
}

/// For whom a letter is rendered.
#[derive(Debug, Clone)]
pub struct Look<'a> {
    /// How the reader is addressed.
    pub name: &'a str,
    /// The reader's language: `zh-CN` or `en`; another falls back to Chinese.
    pub locale: &'a str,
    /// The zone in which times are written.
    pub zone: Tz,
}

impl Look<'_> {
    fn tag(&self) -> &'static str {
        Language::accepted(Some(self.locale)).tag()
    }
}

/// A part of a template that has been rendered.
fn block(of: &mut Captured<'_>, name: &str) -> Result<String, minijinja::Error> {
    Ok(of.with_state_mut(|state| state.render_block(name))?.trim().to_owned())
}

/// Why a letter cannot be rendered: a template that does not exist, or a fact that is missing.
#[derive(Debug, thiserror::Error)]
#[error("cannot render: {0:#}")]
pub struct RenderError(#[from] minijinja::Error);

/// Every template in every language.
pub struct Renderer {
    environment: Environment<'static>,
    words: HashMap<&'static str, Value>,
    base_url: String,
}

impl Renderer {
    /// Links in letters start with this address of the installation, never with a request's Host header.
    pub fn new(base_url: &str) -> Result<Self, RenderError> {
        let mut environment = Environment::new();
        // A fact that is missing stops the letter: a mail with a hole in it helps nobody.
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        style::add_to(&mut environment);
        filters::add_to(&mut environment);
        template::add_to(&mut environment)?;
        scribe::add_to(&mut environment)?;
        let mut words = HashMap::new();
        for (locale, source) in template::WORDS {
            let parsed: Json = serde_json::from_str(source)
                .map_err(|fault| minijinja::Error::new(minijinja::ErrorKind::BadSerialization, "words").with_source(fault))?;
            words.insert(*locale, Value::from(Serde(parsed)));
        }
        Ok(Self { environment, words, base_url: base_url.trim_end_matches('/').to_owned() })
    }

    /// Renders one letter. The same facts give the same letter.
    pub fn render(&self, name: &str, look: &Look<'_>, facts: &Json) -> Result<Rendered, RenderError> {
        let scope = self.scope(look, facts);
        let mut text = self.template(name, look, "txt")?.render_captured(scope.clone().value())?;
        let subject = block(&mut text, "subject")?;
        let html = self.template(name, look, "html")?.render(scope.with("subject", subject.as_str()).value())?;
        Ok(Rendered { subject, text: text.into_output(), html })
    }

    fn template(&self, name: &str, look: &Look<'_>, form: &str) -> Result<Template<'_, '_>, minijinja::Error> {
        self.environment.get_template(&format!("{}/{name}.{form}", look.tag()))
    }

    /// What templates know.
    fn scope(&self, look: &Look<'_>, facts: &Json) -> Scope {
        Scope::of(facts)
            .with("lang", look.tag())
            .with("name", look.name)
            .with("path", path_of(facts))
            .with("zone", look.zone.name())
            .with("base_url", self.base_url.as_str())
            .with("words", self.words.get(look.tag()).cloned())
    }
}

/// Where the letter leads: of an address, too, only the path counts, so that no fact can lead a reader elsewhere.
fn path_of(facts: &Json) -> Option<String> {
    let fact = facts.get("path").or_else(|| facts.get("link"))?.as_str()?;
    match url::Url::parse(fact) {
        Ok(url) => Some(url[url::Position::BeforePath..].to_owned()),
        Err(_) => Some(fact.to_owned()),
    }
}

#[cfg(test)]
mod tests;
