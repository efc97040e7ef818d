//! What the sources themselves promise.

use std::{fs, path::Path};

use super::exceptions::{QUERIES_OF_THEIR_OWN, stale};

#[test]
fn every_query_begins_at_a_unit_of_work() {
    let begins = ["Entity::find(", "Entity::find_by_id(", "E::find(", "E::find_by_id("];
    let found: Vec<_> = all(&["entity/src"])
        .into_iter()
        .filter(|(_, source)| begins.iter().any(|begin| source.contains(begin)))
        .map(|(path, _)| path)
        .collect();
    let unlisted: Vec<_> = found.iter().filter(|path| !QUERIES_OF_THEIR_OWN.contains(&path.as_str())).collect();
    assert!(unlisted.is_empty(), "queries that begin without a Tx or a SystemTx: {unlisted:?}");
    assert_eq!(stale(QUERIES_OF_THEIR_OWN, &found), Vec::<&str>::new(), "listed without need");
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    let long: Vec<_> =
        paths(&["entity/src", "api/src", "worker/src", "migration/src", "deploy/src", "tests/src", "tests/it", "tests/bench"])
            .into_iter()
            .filter(|path| fs::read_to_string(root().join(path)).unwrap().lines().count() > 500)
            .collect();
    assert!(long.is_empty(), "{long:?}");
}

/// The sources below some folders, without comments and tests, with the path from the top folder.
pub fn all(folders: &[&str]) -> Vec<(String, String)> {
    let code = |source: String| -> String {
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        source.lines().filter(|line| !line.trim_start().starts_with("//")).collect()
    };
    paths(folders).into_iter().map(|path| (path.clone(), code(fs::read_to_string(root().join(path)).unwrap()))).collect()
}

fn paths(folders: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    folders.iter().for_each(|folder| walk(&root().join(folder), &mut found));
    found.sort();
    found
}

fn walk(folder: &Path, found: &mut Vec<String>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path.strip_prefix(root()).unwrap().to_string_lossy().into_owned());
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
