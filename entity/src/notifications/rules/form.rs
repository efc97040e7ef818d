//! A text that a provider of text messages has approved beforehand (短信模板), filled. Pure.

use serde_json::Value;

use super::wording::{Values, variables};
use crate::kernel::Language;

/// A form, filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Its code at the provider.
    pub code: String,
    /// What fills its places: names and values, in the order of the places.
    pub places: Vec<(String, String)>,
}

/// The form that `forms` has for `template`, filled with `values` and the message's title.
pub fn fill(forms: &Value, template: &str, title: &str, values: &Values) -> Option<Form> {
    let form = forms.get(template)?;
    let value = |name: &str| match name {
        "title" => title.to_owned(),
        name => values.get(name).cloned().unwrap_or_default(),
    };
    let names = form["places"].as_array()?.iter().filter_map(Value::as_str);
    Some(Form { code: form["code"].as_str()?.to_owned(), places: names.map(|name| (name.to_owned(), value(name))).collect() })
}

impl Form {
    /// In words: only the provider knows the text around the places, so that they are told one by one.
    pub fn told(&self, language: Language) -> String {
        let name = |key: &str| variables::told(key, language).map_or_else(|| key.to_owned(), |told| told.name.clone());
        let places: Vec<_> = self.places.iter().map(|(key, value)| format!("{}={value}", name(key))).collect();
        language.text("notifications.form_sent", &[("code", self.code.clone()), ("places", places.join(" · "))])
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_form_is_told_place_by_place_in_the_readers_language() {
        let forms = json!({ "visits.nudge": { "code": "SMS_1", "places": ["title", "count"] } });
        let values = Values::from([("count".to_owned(), "3".to_owned())]);
        let form = fill(&forms, "visits.nudge", "待访", &values).expect("a form");
        assert_eq!(form.told(Language::Chinese), "平台模板 SMS_1：标题=待访 · 数量=3");
        assert_eq!(form.told(Language::English), "Form SMS_1: title=待访 · count=3");
        assert_eq!(fill(&forms, "visits.digest", "待访", &values), None);
    }
}
