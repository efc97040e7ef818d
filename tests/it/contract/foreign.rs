//! Another tenant's rows do not exist: an identity of theirs is answered, to the letter, like one that nothing has.

use mulin_entity::kernel::Role;
use reqwest::Method;

use super::{
    document::{Slot, nobody, operations},
    exceptions::{NOT_404, stale},
    scene::Scene,
    schema,
};

/// One of so many rows of other tables is tried in a slot.
const OTHERS: usize = 12;

#[tokio::test]
async fn every_operation_answers_foreign_identities_like_missing_ones() {
    let scene = Scene::set().await;
    let before = schema::rows_of(&scene.app, scene.theirs.community.id).await;
    let (mut wrong, mut other_than_404, mut turn) = (Vec::new(), Vec::new(), 0);
    for operation in operations().into_iter().filter(|operation| matches!(operation.level.as_str(), "account" | "community" | "street")) {
        let token = &scene.ours.allowed(&operation).token;
        for slot in operation.slots() {
            let missing = scene.call(&operation, token, Some((&slot, nobody()))).await;
            if matches!(slot, Slot::Path(_)) && missing.status != 404 {
                other_than_404.push(operation.id.clone());
                if !NOT_404.contains(&operation.id.as_str()) {
                    wrong.push(format!("{} {slot:?}: missing is {} {}", operation.id, missing.status, missing.text()));
                }
            }
            let own = operation.table_of(&slot);
            // Rows of the table that is meant, and some of all others, which ones goes round: with every one of them the sweep would grow with the
            // square of the product.
            turn += 1;
            let tried =
                scene.foreign_ids.iter().enumerate().filter(|(at, (table, _))| Some(table.as_str()) == own || (at + turn) % OTHERS == 0);
            for (_, (table, id)) in tried {
                let foreign = scene.call(&operation, token, Some((&slot, *id))).await;
                if (foreign.status, foreign.json()) != (missing.status, missing.json()) {
                    wrong.push(format!("{} {slot:?} with a {table} of theirs: {} {}", operation.id, foreign.status, foreign.text()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(stale(NOT_404, &other_than_404), Vec::<&str>::new(), "listed without need");
    assert_eq!(schema::rows_of(&scene.app, scene.theirs.community.id).await, before, "something of theirs was changed");
}

#[tokio::test]
async fn every_slot_is_tried_with_a_row_of_theirs_that_is_there() {
    let scene = Scene::set().await;
    let mut vacuous = Vec::new();
    for operation in operations().into_iter().filter(|operation| matches!(operation.level.as_str(), "account" | "community" | "street")) {
        for slot in operation.slots() {
            let there = |table: &str| scene.foreign_ids.iter().any(|(name, _)| name == table);
            match operation.table_of(&slot) {
                Some(table) if there(table) => {}
                Some(table) => vacuous.push(format!("{} {slot:?}: the scene has no {table} of theirs", operation.id)),
                None => vacuous.push(format!("{} {slot:?}: nobody says whose rows it names", operation.id)),
            }
        }
    }
    assert!(vacuous.is_empty(), "{vacuous:#?}");
}

#[tokio::test]
async fn nobody_acts_in_a_community_they_do_not_belong_to() {
    let scene = Scene::set().await;
    let token = &scene.ours.member(Role::CommunityAdmin).token;
    let theirs = scene.theirs.community.code.clone();
    let mut wrong = Vec::new();
    for operation in operations().into_iter().filter(|operation| operation.level == "community" && operation.method == Method::GET) {
        let path = scene.url(&operation);
        let answer = scene.app.send(Method::GET, token, &path, |request| request.header("Mulin-Community", &theirs)).await;
        if answer.status != 403 {
            wrong.push(format!("{}: {} {}", operation.id, answer.status, answer.text()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
