//! The operations of the API document, and requests to them that are well-formed.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::exceptions::{EXAMPLES, TABLES_OF_FIELDS, TABLES_OF_PATHS};

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    pub id: String,
    pub method: Method,
    path: String,
    /// `public` or the name of the permission.
    pub permission: String,
    /// `account`, `community`, `street` or `operator`; empty for public ones.
    pub level: String,
    /// The roles that have the permission, at the level of a community.
    pub roles: Vec<String>,
    parameters: Vec<Value>,
    body: Option<(String, Value)>,
}

/// Where a request carries an identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    Path(String),
    Query(String),
    Body(String),
}

/// Every operation of the API.
pub fn operations() -> Vec<Operation> {
    let document: Value = serde_json::from_str(&mulin_api::document::render(&mulin_api::service())).expect("JSON");
    let prefix = document["servers"][0]["url"].as_str().unwrap_or_default().to_owned();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("operations") {
            all.push(read(&document, format!("{prefix}{path}"), method, operation));
        }
    }
    assert!(!all.is_empty(), "the document has operations");
    all
}

fn read(document: &Value, path: String, method: &str, operation: &Value) -> Operation {
    let text = |key: &str| operation[key].as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let parameters = list(&operation["parameters"]).into_iter().map(|parameter| resolved(document, &parameter)).collect();
    let content = operation["requestBody"]["content"].as_object();
    let body = content.and_then(|content| content.iter().next()).map(|(kind, media)| (kind.clone(), resolved(document, &media["schema"])));
    Operation {
        id: text("operationId"),
        method: method.to_uppercase().parse().expect("a method"),
        path,
        permission: text("x-permission"),
        level: text("x-level"),
        roles: list(&operation["x-roles"]).iter().filter_map(|role| role.as_str().map(str::to_owned)).collect(),
        parameters,
        body,
    }
}

/// A schema with its references written out; a schema that contains itself ends in nothing.
fn resolved(document: &Value, schema: &Value) -> Value {
    fn walk(document: &Value, schema: &Value, depth: usize) -> Value {
        if depth > 12 {
            return json!({});
        }
        match schema {
            Value::Object(fields) => match fields.get("$ref").and_then(Value::as_str) {
                Some(reference) => walk(document, document.pointer(reference.trim_start_matches('#')).expect("a schema"), depth + 1),
                None => fields.iter().map(|(key, value)| (key.clone(), walk(document, value, depth + 1))).collect(),
            },
            Value::Array(items) => items.iter().map(|item| walk(document, item, depth + 1)).collect(),
            plain => plain.clone(),
        }
    }
    walk(document, schema, 0)
}

impl Operation {
    /// Every place where this operation takes an identity.
    pub fn slots(&self) -> Vec<Slot> {
        let in_url = self.parameters.iter().filter(|parameter| is_uuid(&parameter["schema"])).filter_map(|parameter| {
            let name = parameter["name"].as_str()?.to_owned();
            match parameter["in"].as_str()? {
                "path" => Some(Slot::Path(name)),
                "query" => Some(Slot::Query(name)),
                _ => None,
            }
        });
        let in_body = self.body.iter().flat_map(|(_, schema)| properties(schema)).filter(|(_, schema)| is_uuid(schema));
        in_url.chain(in_body.map(|(name, _)| Slot::Body(name))).collect()
    }

    /// The table whose row a slot names.
    pub fn table_of(&self, slot: &Slot) -> Option<&'static str> {
        match slot {
            Slot::Path(name) => table_of(&self.path, name),
            Slot::Query(name) | Slot::Body(name) => TABLES_OF_FIELDS.iter().find(|(field, _)| field == name).map(|(_, table)| *table),
        }
    }

    /// The path and query with `id` in `slot`; elsewhere the caller's own rows, or identities that nothing has where `own` knows none.
    pub fn url(&self, slot: Option<(&Slot, Uuid)>, own: &BTreeMap<String, Uuid>) -> String {
        let mut path = self.path.clone();
        let mut query = Vec::new();
        for parameter in &self.parameters {
            let name = parameter["name"].as_str().unwrap_or_default();
            let chosen = |wanted: Slot| slot.filter(|(slot, _)| **slot == wanted).map(|(_, id)| id.to_string());
            match parameter["in"].as_str() {
                Some("path") => {
                    let mine = || own.get(table_of(&self.path, name)?).filter(|_| is_uuid(&parameter["schema"])).map(Uuid::to_string);
                    let value = chosen(Slot::Path(name.to_owned())).or_else(mine).unwrap_or_else(|| word(&example(&parameter["schema"])));
                    path = path.replace(&format!("{{{name}}}"), &value);
                }
                Some("query") => {
                    let required = parameter["required"].as_bool() == Some(true);
                    let value = chosen(Slot::Query(name.to_owned())).or_else(|| required.then(|| word(&example(&parameter["schema"]))));
                    query.extend(value.map(|value| format!("{name}={value}")));
                }
                _ => {}
            }
        }
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }

    /// A JSON body that can be read, with `id` in `slot`; none if it takes none, or a file.
    pub fn json(&self, slot: Option<(&Slot, Uuid)>) -> Option<Value> {
        let (_, schema) = self.body.as_ref().filter(|(kind, _)| kind.starts_with("application/json"))?;
        let mut body = example(schema);
        if let Some((_, told)) = EXAMPLES.iter().find(|(id, _)| *id == self.id) {
            let told: Value = serde_json::from_str(told).expect("JSON");
            told.as_object().into_iter().flatten().for_each(|(name, value)| body[name] = value.clone());
        }
        if let Some((Slot::Body(name), id)) = slot {
            body[name.as_str()] = json!(id);
        }
        Some(body)
    }

    /// A form with a file in each of its required fields; none if it takes no form.
    pub fn form(&self) -> Option<reqwest::multipart::Form> {
        let (_, schema) = self.body.as_ref().filter(|(kind, _)| kind.starts_with("multipart/"))?;
        let form =
            properties(schema).into_iter().fold(reqwest::multipart::Form::new(), |form, (name, schema)| match schema["format"].as_str() {
                Some("binary") => form.part(name, reqwest::multipart::Part::text("姓名\n").file_name("x.csv")),
                _ => form.text(name, word(&example(&schema))),
            });
        Some(form)
    }
}

/// The table whose row a path's parameter names, by the words before it: by two of them rather than by one.
fn table_of(path: &str, parameter: &str) -> Option<&'static str> {
    let (before, _) = path.split_once(&format!("/{{{parameter}}}"))?;
    let of = |words: &str| TABLES_OF_PATHS.iter().find(|(known, _)| *known == words).map(|(_, table)| *table);
    let (rest, noun) = before.rsplit_once('/')?;
    of(&format!("{}/{noun}", rest.rsplit('/').next()?)).or_else(|| of(noun))
}

fn properties(schema: &Value) -> BTreeMap<String, Value> {
    let own = schema["properties"].as_object().into_iter().flatten().map(|(name, schema)| (name.clone(), schema.clone()));
    let parts = schema["allOf"].as_array().into_iter().flatten().flat_map(properties);
    own.chain(parts).collect()
}

fn is_uuid(schema: &Value) -> bool {
    schema["format"] == "uuid"
}

/// The least value that the schema allows.
fn example(schema: &Value) -> Value {
    if let Some(first) = schema["enum"].get(0).or(schema["oneOf"].get(0).map(|_| &Value::Null)).filter(|value| !value.is_null()) {
        return first.clone();
    }
    for union in ["oneOf", "anyOf", "allOf"] {
        if let Some(first) = schema[union].get(0) {
            return example(first);
        }
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (_, Some("uuid")) => json!(nobody()),
        (_, Some("date")) => json!("2026-03-01"),
        (_, Some("date-time")) => json!("2026-03-01T08:00:00Z"),
        (Some("integer" | "number"), _) => schema.get("minimum").cloned().unwrap_or(json!(1)),
        (Some("boolean"), _) => json!(false),
        (Some("array"), _) => json!([]),
        (Some("object"), _) => {
            let required: Vec<_> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            properties(schema)
                .into_iter()
                .filter(|(name, _)| required.contains(&name.as_str()))
                .map(|(name, schema)| (name, example(&schema)))
                .collect()
        }
        _ => json!("x".repeat(schema["minLength"].as_u64().unwrap_or(1) as usize)),
    }
}

fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// An identity that nothing has.
pub fn nobody() -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_dead)
}
