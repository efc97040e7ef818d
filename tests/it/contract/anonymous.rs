//! Without a session there is nothing to see.

use mulin_tests::ANONYMOUS;

use super::{
    document::operations,
    exceptions::{PUBLIC, stale},
    scene::Scene,
};

#[tokio::test]
async fn every_operation_that_is_not_public_wants_a_session() {
    let scene = Scene::set().await;
    let mut wrong = Vec::new();
    for operation in operations().into_iter().filter(|operation| operation.permission != "public") {
        for (who, token) in [("nobody", ANONYMOUS), ("a made-up token", "bm90IGEgdG9rZW4")] {
            let answer = scene.call(&operation, token, None).await;
            if answer.status != 401 || answer.code() != "kernel.unauthenticated" {
                wrong.push(format!("{} as {who}: {} {}", operation.id, answer.status, answer.text()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_public_is_listed() {
    let public: Vec<_> =
        operations().into_iter().filter(|operation| operation.permission == "public").map(|operation| operation.id).collect();
    let unlisted: Vec<_> = public.iter().filter(|id| !PUBLIC.contains(&id.as_str())).collect();
    assert!(unlisted.is_empty(), "public without being listed: {unlisted:?}");
    assert_eq!(stale(PUBLIC, &public), Vec::<&str>::new(), "listed without need");
}
