//! A session is not a permission.

use super::{document::operations, scene::Scene};

#[tokio::test]
async fn every_operation_refuses_everybody_without_its_permission() {
    let scene = Scene::set().await;
    let mut wrong = Vec::new();
    for operation in operations().into_iter().filter(|operation| operation.permission != "public") {
        for (role, member) in scene.ours.refused(&operation) {
            let answer = scene.call(&operation, &member.token, None).await;
            if answer.status != 403 {
                wrong.push(format!("{} as {role}: {} {}", operation.id, answer.status, answer.text()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn every_permission_is_known_and_lets_somebody_in() {
    let scene = Scene::set().await;
    for operation in operations().into_iter().filter(|operation| operation.permission != "public") {
        assert!(!operation.level.is_empty(), "{}: {} is in no can.rs that the API lists", operation.id, operation.permission);
        // A session for each, because some of them end it.
        let token = scene.app.session(scene.ours.allowed(&operation).account).await;
        let answer = scene.call(&operation, &token, None).await;
        assert!(!matches!(answer.status, 401 | 403), "{} refuses those who may: {}", operation.id, answer.text());
    }
}
