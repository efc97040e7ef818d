//! The API is what was agreed on: `api/openapi.json`.

use std::{fs, path::Path};

#[test]
fn the_committed_document_is_the_one_that_is_served() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/openapi.json");
    let committed = fs::read_to_string(path).unwrap_or_default();
    let served = mulin_api::document::render(&mulin_api::service());
    assert!(committed == served, "the API has changed: cargo run -- openapi > api/openapi.json, and look at the difference");
}
