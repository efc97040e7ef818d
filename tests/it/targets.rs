//! Targets: what a street wants by the end of a year, and how far its communities are.

use mulin_entity::{kernel::Role, people::Tier};
use mulin_tests::TestApp;
use serde_json::{Value, json};

use crate::reports::{MONDAY, count, day, elders, visit};

fn target<'a>(targets: &'a Value, measure: &str) -> &'a Value {
    targets["targets"].as_array().unwrap().iter().find(|one| one["measure"] == measure).unwrap_or_else(|| panic!("{measure}: {targets}"))
}

#[tokio::test]
async fn a_street_sets_targets_and_everybody_sees_how_far_they_are() {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let admin = app.street_admin(&street).await;
    let (one, other) = (app.community(&street, "120113004017").await, app.community(&street, "120113004024").await);
    for (community, paid) in [(&one, 9), (&other, 5)] {
        let people = elders(&app, community, Tier::Red, 10).await;
        for (at, person) in people.iter().enumerate() {
            visit(&app, community, *person, day("2026-03-06"), at < paid).await;
            // Last year's is of last year.
            visit(&app, community, *person, day("2025-12-30"), false).await;
        }
        count(&app, community, &[day("2025-12-30"), day("2026-03-06"), day(MONDAY)]).await;
    }
    let set = async |body: Value| app.put(&admin.token, "/api/v1/street/targets", body).await;

    set(json!({"year": 2026, "measure": "visits.on_time", "value": 60})).await.expect(200);
    let seen = set(json!({"year": 2026, "measure": "visits.on_time", "value": 95, "community": "120113004017"})).await.expect(200);
    let visits = target(&seen, "visits.on_time");
    assert_eq!(visits["share_of"], "visits.due");
    assert_eq!(visits["total"], json!({"value": 60, "done": 14, "of": 20, "standing": "reached"}));
    let scores: Vec<&Value> = visits["communities"].as_array().unwrap().iter().map(|part| &part["score"]).collect();
    assert_eq!(scores[0], &json!({"value": 95, "done": 9, "of": 10, "standing": "behind"}));
    assert_eq!(scores[1], &json!({"value": 60, "done": 5, "of": 10, "standing": "behind"}));
    assert_eq!((&seen["from"], &seen["to"]), (&json!("2026-01-01"), &json!(MONDAY)));

    // Counts are wanted of each, and of all as many as of all together.
    set(json!({"year": 2026, "measure": "meetings.held", "value": 12})).await.expect(200);
    let seen = set(json!({"year": 2026, "measure": "meetings.held", "value": 4, "community": "120113004024"})).await.expect(200);
    let meetings = target(&seen, "meetings.held");
    assert_eq!(meetings["total"], json!({"value": 16, "done": 0, "standing": "behind"}));
    assert!(meetings["communities"][0]["differs"] == false && meetings["communities"][1]["differs"] == true);

    let mine = app.member(&other, Role::Staff).await;
    let own = app.get(&mine.token, "/api/v1/targets").await.expect(200);
    assert_eq!(own["targets"].as_array().map(Vec::len), Some(2), "{own}");
    assert_eq!(target(&own, "meetings.held")["score"]["value"], 4);
    assert_eq!(target(&own, "visits.on_time")["score"], json!({"value": 60, "done": 5, "of": 10, "standing": "behind"}));
    assert_eq!(app.get(&mine.token, "/api/v1/targets?year=2025").await.expect(200)["targets"], json!([]));

    // Taken back, it takes what was wanted of single ones along.
    set(json!({"year": 2026, "measure": "meetings.held"})).await.expect(200);
    let own = app.get(&mine.token, "/api/v1/targets").await.expect(200);
    assert_eq!(own["targets"].as_array().map(Vec::len), Some(1), "{own}");
    let change = "SELECT detail FROM audit_entry WHERE action = 'reports.set_target'";
    assert_eq!(audited(&app, change).await, 5);
}

async fn audited(app: &TestApp, question: &str) -> usize {
    use sea_orm::{ConnectionTrait, Statement};
    app.raw.query_all_raw(Statement::from_string(app.raw.get_database_backend(), question)).await.unwrap().len()
}

#[tokio::test]
async fn what_makes_no_target_is_refused_and_says_why() {
    let app = TestApp::start().await;
    let (street, elsewhere) = (app.street("120113004").await, app.street("120113005").await);
    let admin = app.street_admin(&street).await;
    let community = app.community(&street, "120113004017").await;
    app.community(&elsewhere, "120113005001").await;
    let set = async |body: Value| app.put(&admin.token, "/api/v1/street/targets", body).await;
    let refused = [
        (json!({"year": 2026, "measure": "elders.red", "value": 5}), "reports.no_goal"),
        (json!({"year": 2026, "measure": "visits.on_time", "value": 101}), "reports.target_share"),
        (json!({"year": 2026, "measure": "meetings.held", "value": 0}), "reports.target_count"),
        (json!({"year": 2028, "measure": "meetings.held", "value": 1}), "reports.year"),
        (json!({"year": 2026, "measure": "meetings.held", "value": 1, "community": "120113004017"}), "reports.target_of_all_first"),
    ];
    for (body, code) in refused {
        assert_eq!(set(body.clone()).await.expect(422)["fields"][0]["code"], code, "{body}");
    }
    set(json!({"year": 2026, "measure": "meetings.held", "value": 1, "community": "120113005001"})).await.expect(404);
    let chief = app.member(&community, Role::CommunityAdmin).await;
    app.put(&chief.token, "/api/v1/street/targets", json!({"year": 2026, "measure": "meetings.held", "value": 1})).await.expect(403);
}
