//! What follows when a community decides about its days, its zone, or reports something late.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use mulin_entity::{
    kernel::Scope,
    people::Tier,
    reports::{rules::Span, service},
};
use serde_json::{Value, json};

use crate::visits_scene::Scene;

fn instant(value: &Value) -> DateTime<Utc> {
    value.as_str().expect("an instant").parse().expect("an instant")
}

async fn planned_on(scene: &Scene, day: &str) -> usize {
    let all = scene.app.get(&scene.admin.token, "/api/v1/visits?state=planned&limit=100").await.items();
    all.iter().filter(|visit| visit["planned_on"] == day && visit["kind"] == "home").count()
}

#[tokio::test]
async fn visits_leave_a_day_that_becomes_a_holiday() {
    let scene = Scene::set().await;
    for room in 1..=20 {
        scene.elder(&scene.east, &format!("老人{room}"), Tier::Yellow, ("1", room, &format!("{room}01"))).await;
    }
    let busy: Vec<_> = scene.app.get(&scene.admin.token, "/api/v1/visits?state=planned&to=2026-03-31&limit=100").await.items();
    let later = |visit: &&Value| visit["planned_on"].as_str().is_some_and(|day| day > "2026-03-09");
    let day = busy.iter().find(later).expect("a visit after today")["planned_on"].as_str().unwrap().to_owned();
    assert!(planned_on(&scene, &day).await > 0);

    scene.app.put(&scene.admin.token, &format!("/api/v1/calendar/{day}"), json!({ "kind": "holiday" })).await.expect(200);
    scene.app.work().await;

    assert_eq!(planned_on(&scene, &day).await, 0, "nobody is sent out on {day}");
    let after = scene.app.get(&scene.admin.token, "/api/v1/visits?state=planned&to=2026-03-31&limit=100").await.items();
    assert_eq!(after.len(), busy.len(), "no visit is lost");
    assert!(after.iter().all(|visit| visit["planned_on"].as_str().is_some_and(|day| ("2026-03-09".."2026-04-01").contains(&day))));
}

#[tokio::test]
async fn a_schedule_of_workdays_skips_a_day_that_becomes_a_holiday() {
    let scene = Scene::set().await;
    scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let nudge = async || {
        let all = scene.app.get(&scene.admin.token, "/api/v1/schedules").await.items();
        let nudge = all.iter().find(|schedule| schedule["kind"] == "visits.nudge").expect("a nudge");
        instant(&nudge["next_at"])
    };
    assert_eq!(nudge().await.to_rfc3339(), "2026-03-09T07:30:00+00:00");

    scene.app.put(&scene.admin.token, "/api/v1/calendar/2026-03-09", json!({ "kind": "holiday" })).await.expect(200);
    scene.app.work().await;
    assert_eq!(nudge().await.to_rfc3339(), "2026-03-10T07:30:00+00:00");

    scene.app.delete(&scene.admin.token, "/api/v1/calendar/2026-03-09").await.expect(204);
    scene.app.work().await;
    assert_eq!(nudge().await.to_rfc3339(), "2026-03-09T07:30:00+00:00");
}

#[tokio::test]
async fn a_community_that_changes_its_zone_begins_its_days_elsewhere() {
    let scene = Scene::set().await;
    let elder = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let seen = async || {
        let schedules = scene.app.get(&scene.admin.token, "/api/v1/schedules").await.items();
        let digest = schedules.iter().find(|schedule| schedule["kind"] == "visits.digest").expect("a digest")["next_at"].clone();
        let visits = scene.visits_of(elder, "planned").await;
        let closes = visits.iter().find(|visit| visit["kind"] == "phone").expect("a call")["due_at"].clone();
        (instant(&digest), instant(&closes))
    };
    let before = seen().await;

    scene.app.patch(&scene.admin.token, "/api/v1/communities/current", json!({ "zone": "Asia/Urumqi" })).await.expect(200);
    scene.app.work().await;

    let after = seen().await;
    let two_hours = Duration::hours(2);
    // 9:00 in China is 7:00 in Urumqi: this morning's list is still to come there.
    assert_eq!(after.0, before.0 + two_hours - Duration::days(1), "the morning's list comes at eight where the community is");
    assert_eq!(after.1, before.1 + two_hours, "windows close at midnight where the community is");
}

#[tokio::test]
async fn a_visit_reported_after_the_month_was_closed_counts_in_that_month() {
    let scene = Scene::set_at("2026-03-30T01:00:00Z").await;
    let (app, admin) = (&scene.app, &scene.admin);
    let elder = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let gone = scene.elder(&scene.east, "李秀英", Tier::Red, ("1", 3, "301")).await;
    let call = scene.visits_of(elder, "planned").await.into_iter().find(|visit| visit["kind"] == "phone").expect("a call");
    let march = async || {
        let shown = app.get(&admin.token, "/api/v1/dashboard?from=2026-03-30&to=2026-03-31").await.expect(200);
        let tile = |name: &str| shown["tiles"].as_array().unwrap().iter().find(|tile| tile["measure"] == name).unwrap()["value"].clone();
        ["month.elders", "month.visited", "visits.done"].map(tile)
    };
    scene.go_to("2026-03-31T12:00:00").await;
    scene.go_to("2026-04-01T00:30:00").await;
    assert_eq!(march().await, [json!(2), json!(0), json!(0)]);
    scene.go_to("2026-04-03T09:00:00").await;
    let died = json!({ "kind": "death", "on_day": "2026-04-02" });
    app.post(&admin.token, &format!("/api/v1/residents/{gone}/events"), died).await.expect(201);

    let record = json!({ "kind": "phone", "wellbeing": "good", "visited_at": "2026-03-30T04:00:00Z" });
    app.post(&admin.token, &format!("/api/v1/visits/{}/record", call["id"].as_str().unwrap()), record).await.expect(200);
    app.work().await;

    assert_eq!(march().await, [json!(2), json!(1), json!(1)], "who died in April was on March's list");
    let tx = app.db().write(&Scope::job(scene.community.id, "test")).await.unwrap();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    service::recompute_all(&tx, Span { from: day("2026-03-01"), to: day("2026-04-03") }).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(march().await, [json!(2), json!(1), json!(1)], "counting everything again changes nothing");
}

#[tokio::test]
async fn what_was_sent_is_counted_at_once() {
    let scene = Scene::set().await;
    scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    scene.go_to("2026-03-10T08:00:30").await;
    let shown = scene.app.get(&scene.admin.token, "/api/v1/dashboard?from=2026-03-10&to=2026-03-10").await.expect(200);
    let sent = shown["tiles"].as_array().unwrap().iter().find(|tile| tile["measure"] == "messages.accepted").unwrap();
    assert!(sent["value"].as_i64().unwrap() > 0, "{sent}");
}

#[tokio::test]
async fn figures_of_the_days_before_a_change_of_zone_do_not_come_after_it() {
    let scene = Scene::set().await;
    let (db, of_job) = (scene.app.db(), Scope::job(scene.community.id, "test"));
    let tx = db.write(&of_job).await.unwrap();
    tx.mark("2026-03-01".parse().unwrap(), "visits.done").await.unwrap();
    tx.commit().await.unwrap();
    let tx = db.write(&of_job).await.unwrap();
    service::take_marks(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let computed = async || service::recompute(&db.read(&of_job).await.unwrap()).await.unwrap();
    let (early, same) = (computed().await, computed().await);
    let tx = db.write(&of_job).await.unwrap();
    service::keep(&tx, same).await.expect("nothing has changed");
    drop(tx);

    scene.app.patch(&scene.admin.token, "/api/v1/communities/current", json!({ "zone": "Asia/Urumqi" })).await.expect(200);
    let tx = db.write(&of_job).await.unwrap();
    service::keep(&tx, early).await.expect_err("its days began at another instant");
    drop(tx);
    let tx = db.write(&of_job).await.unwrap();
    service::keep(&tx, computed().await).await.expect("computed again");
}
