//! A community that is removed leaves no trace, in whatever table.

use chrono::Duration;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{scene::Scene, schema};

/// Where a community that is gone is still named: the platform's own book says that it was removed.
const STILL_NAMED_IN: &[&str] = &["audit_entry"];

#[tokio::test]
async fn a_community_that_is_removed_leaves_no_trace() {
    let scene = Scene::set().await;
    let (app, ours, theirs) = (&scene.app, &scene.ours, scene.theirs.community.id);
    let (street, base) = (&ours.street_admin.token, format!("/api/v1/communities/{}", ours.community.id));
    let files = app.data().join("files").join(ours.community.id.simple().to_string());
    assert!(files.exists(), "the scene has files");

    assert_eq!(app.delete(street, &base).await.code(), "tenancy.step_impossible", "nothing that works is removed");
    app.post(street, &format!("{base}/suspend"), json!({ "reason": "并入邻近社区" })).await.expect(200);
    app.advance(Duration::days(29)).await;
    let early = app.delete(street, &base).await;
    assert_eq!(early.code(), "tenancy.kept_still");
    assert_eq!(early.json()["facts"]["kept_until"], "2026-04-08T01:00:00Z");
    app.advance(Duration::days(1)).await;
    app.delete(street, &base).await.expect(202);
    assert_eq!(app.post(street, &format!("{base}/resume"), Value::Null).await.code(), "tenancy.step_impossible");
    app.work().await;

    assert_eq!(schema::rows_of(app, ours.community.id).await, Vec::<String>::new());
    assert!(!files.exists(), "its files are gone");
    let people = [ours.member(mulin_entity::kernel::Role::Staff), ours.member(mulin_entity::kernel::Role::Resident)];
    let names = people.iter().flat_map(|person| [person.email.clone(), person.account.to_string(), person.id.to_string()]);
    let names: Vec<String> = names.chain([ours.community.id.to_string()]).flat_map(|name| written(&name)).collect();
    for row in schema::rows(app).await.iter().filter(|row| !STILL_NAMED_IN.iter().any(|table| row.starts_with(&format!("{table}: ")))) {
        assert!(!names.iter().any(|name| row.contains(name)), "a trace in {row}");
    }
    assert!(app.get(street, "/api/v1/communities").await.items().is_empty());
    assert!(!schema::rows_of(app, theirs).await.is_empty(), "the neighbours are still there");
    app.get(&scene.theirs.member(mulin_entity::kernel::Role::Staff).token, "/api/v1/residents").await.expect(200);
}

/// How a text, or an identity, is written in the databases.
fn written(name: &str) -> Vec<String> {
    let bytes = name.parse::<Uuid>().map(|id| id.simple().to_string().to_uppercase()).ok();
    bytes.into_iter().chain([name.to_owned()]).collect()
}
