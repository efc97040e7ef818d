//! The API document: what poem-openapi writes, with the permission of each
//! operation as `x-permission` instead of a scheme of its own.

use std::collections::BTreeMap;

use mulin_entity::kernel::{Level, Role};
use poem_openapi::{OpenApi, OpenApiService};
use serde_json::{Map, Value, json};

/// A permission as the document tells it.
type Told = (Level, &'static [Role]);

/// The document, with keys in a fixed order so that two of them can be compared.
pub fn render<T: OpenApi>(service: &OpenApiService<T, ()>) -> String {
    // OpenAPI calls a day `date`; poem-openapi calls it after its Rust type.
    let spec = service.spec().replace("\"naive-date\"", "\"date\"");
    let mut document: Value = serde_json::from_str(&spec).unwrap_or_default();
    let permissions: BTreeMap<&str, Told> = crate::permissions().collect();
    for path in children(&mut document, "paths") {
        for operation in path.as_object_mut().into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
            declare(operation, &permissions);
        }
    }
    document["components"]["securitySchemes"] = json!({
        "bearer": {"type": "http", "scheme": "bearer", "description": "A token from POST /sessions."},
        "cookie": {"type": "apiKey", "in": "cookie", "name": crate::caller::COOKIE, "description": "The console's session; changes also need the header X-Mulin-Request."}
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn children<'a>(document: &'a mut Value, key: &str) -> impl Iterator<Item = &'a mut Value> {
    document.get_mut(key).and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut)
}

fn declare(operation: &mut Map<String, Value>, permissions: &BTreeMap<&str, Told>) {
    let scheme = operation.get("security").and_then(|security| security.get(0)).and_then(Value::as_object);
    let Some(name) = scheme.and_then(|scheme| scheme.keys().next()).cloned() else {
        operation.insert("x-permission".to_owned(), json!("public"));
        return;
    };
    operation.insert("security".to_owned(), json!([{"bearer": []}, {"cookie": []}]));
    operation.insert("x-permission".to_owned(), json!(name));
    if let Some((level, roles)) = permissions.get(name.as_str()) {
        operation.insert("x-level".to_owned(), json!(level.word()));
        operation.insert("x-roles".to_owned(), json!(roles.iter().map(|role| role.word()).collect::<Vec<_>>()));
    }
}
