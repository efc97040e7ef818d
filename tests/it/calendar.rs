//! A community decides about its days, and tries out rules that go by them.

use mulin_entity::{kernel::Role, people::Tier};
use serde_json::{Value, json};

use crate::visits_scene::Scene;

async fn day(scene: &Scene, day: &str) -> Value {
    let year = scene.app.get(&scene.admin.token, &format!("/api/v1/calendar?year={}", &day[..4])).await.expect(200);
    year["days"].as_array().unwrap().iter().find(|one| one["day"] == day).cloned().unwrap_or_default()
}

#[tokio::test]
async fn a_holiday_that_nobody_published_is_entered_by_name_with_its_make_up_day_and_taken_back() {
    let scene = Scene::set().await;
    let (app, admin) = (&scene.app, &scene.admin.token);
    assert_eq!(app.get(admin, "/api/v1/calendar?year=2027").await.expect(200)["published"], false);
    let decide = async |day: &str, body: Value| app.put(admin, &format!("/api/v1/calendar/{day}"), body).await.expect(200);
    decide("2027-02-08", json!({"kind": "holiday", "name": " 春节 "})).await;
    decide("2027-02-13", json!({"kind": "workday", "name": "春节"})).await;
    decide("2027-03-01", json!({"kind": "holiday"})).await;

    let told = async |on: &str| {
        let told = day(&scene, on).await;
        (told["kind"].clone(), told["name"].clone(), told["own"].clone())
    };
    assert_eq!(told("2027-02-08").await, (json!("holiday"), json!("春节"), json!(true)));
    assert_eq!(told("2027-02-13").await, (json!("makeup"), json!("春节"), json!(true)), "a worked Saturday");
    assert_eq!(told("2027-03-01").await, (json!("holiday"), Value::Null, json!(true)));
    decide("2026-10-01", json!({"kind": "workday"})).await;
    assert_eq!(told("2026-10-01").await, (json!("workday"), json!("国庆节"), json!(true)), "what was published keeps its name");

    app.delete(admin, "/api/v1/calendar/2027-02-08").await.expect(204);
    assert_eq!(day(&scene, "2027-02-08").await, Value::Null);
    let staff = app.member(&scene.community, Role::Staff).await;
    app.put(&staff.token, "/api/v1/calendar/2027-02-08", json!({"kind": "holiday"})).await.expect(403);
}

#[tokio::test]
async fn a_rule_is_tried_before_it_is_kept_and_follows_the_days_that_were_entered() {
    let scene = Scene::set_at("2027-01-28T01:00:00Z").await;
    scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let (app, admin) = (&scene.app, &scene.admin.token);
    let upcoming = async |rule: &str| {
        let told = app.get(admin, &format!("/api/v1/schedules/upcoming?rule={}", rule.replace(' ', "%20"))).await.expect(200);
        told["upcoming"].as_array().unwrap().iter().map(|at| at.as_str().unwrap()[..16].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(upcoming("Mon 07:30 workdays").await[..2], ["2027-01-31T23:30", "2027-02-07T23:30"]);
    for day in ["2027-02-08", "2027-02-09"] {
        app.put(admin, &format!("/api/v1/calendar/{day}"), json!({"kind": "holiday", "name": "春节"})).await.expect(200);
    }
    app.work().await;
    assert_eq!(upcoming("Mon 07:30 workdays").await[..3], ["2027-01-31T23:30", "2027-02-09T23:30", "2027-02-14T23:30"]);
    assert_eq!(upcoming("Mon 07:30").await[1], "2027-02-07T23:30", "who does not ask for workdays is not moved");
    assert_eq!(upcoming("0 9 L * *").await[..2], ["2027-01-31T01:00", "2027-02-28T01:00"]);
    for (rule, code) in [("soon", "calendar.rule_unreadable"), ("*%20*%20*%20*%20*", "calendar.rule_too_often")] {
        let refused = app.get(admin, &format!("/api/v1/schedules/upcoming?rule={rule}")).await.expect(422);
        assert_eq!((&refused["fields"][0]["field"], &refused["fields"][0]["code"]), (&json!("rule"), &json!(code)));
    }

    let schedules = app.get(admin, "/api/v1/schedules").await.items();
    let weekly = schedules.iter().find(|one| one["kind"] == "visits.digest").unwrap()["id"].as_str().unwrap().to_owned();
    let wish = json!({"rule": "monday  7:30 workdays", "misfire": "all 7"});
    let kept = app.patch(admin, &format!("/api/v1/schedules/{weekly}"), wish).await.expect(200);
    assert_eq!((&kept["rule"], &kept["misfire"]), (&json!("Mon 07:30 workdays"), &json!("all 7")));
    assert_eq!(kept["next_at"], "2027-01-31T23:30:00+00:00");
}

#[tokio::test]
async fn a_firing_says_how_many_messages_it_led_to() {
    let scene = Scene::set().await;
    scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    scene.go_to("2026-03-10T08:00:30").await;
    let schedules = scene.app.get(&scene.admin.token, "/api/v1/schedules").await.items();
    let firings = async |kind: &str| {
        let id = schedules.iter().find(|one| one["kind"] == kind).unwrap()["id"].as_str().unwrap();
        scene.app.get(&scene.admin.token, &format!("/api/v1/schedules/{id}")).await.expect(200)["firings"].clone()
    };
    let digest = firings("visits.digest").await;
    let sent = scene.app.get(&scene.admin.token, "/api/v1/deliveries?template=visits.digest").await.items().len();
    assert!(sent > 0 && digest[0]["messages"] == json!(sent), "{sent}: {digest}");
    let plans = firings("visits.materialise").await;
    assert!(plans.as_array().unwrap().iter().all(|one| one["messages"].is_null()), "whose messages cannot be told: {plans}");
}
