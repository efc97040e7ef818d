//! Visits as people notice them: what is due, recorded, unanswered, missed.

use chrono::Duration;
use mulin_entity::{
    kernel::Role,
    people::{Tier, person},
    visits::job::{Digest, Escalate, Materialise, Nudge},
};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::visits_scene::{DIGEST, ESCALATED, NUDGE, Scene};

#[tokio::test]
async fn a_tier_sets_what_is_due_and_nothing_is_made_twice() {
    let scene = Scene::set().await;
    let red = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let yellow = scene.elder(&scene.east, "刘长顺", Tier::Yellow, ("1", 5, "502")).await;
    let planned = scene.visits_of(red, "planned").await;

    let slots: Vec<&str> = planned.iter().filter_map(|visit| visit["slot"].as_str()).filter(|slot| slot.starts_with("week")).collect();
    assert_eq!(slots, ["week.home@2026-03-09", "week.home@2026-03-16", "week.home@2026-03-23"]);
    assert_eq!(planned.iter().filter(|visit| visit["kind"] == "phone").count(), 15, "a call each day, two weeks ahead");
    assert_eq!(planned[0]["opens_at"], "2026-03-08T16:00:00+00:00", "local midnight");
    let months = scene.visits_of(yellow, "planned").await;
    assert_eq!(months[0]["slot"], "month.home@2026-03-01");

    scene.changed(red).await;
    scene.run(&Materialise { planned_at: scene.app.now() }).await;
    assert_eq!(scene.visits_of(red, "planned").await.len(), planned.len());
}

#[tokio::test]
async fn the_list_is_in_walking_order_and_a_grid_worker_sees_the_own_grid_only() {
    let scene = Scene::set().await;
    for (name, door) in [("丙", ("2", 1, "101")), ("乙", ("1", 12, "1201")), ("甲", ("1", 5, "501"))] {
        scene.elder(&scene.east, name, Tier::Red, door).await;
    }
    let west = scene.elder(&scene.west, "丁", Tier::Red, ("1", 1, "101")).await;

    let calls: Vec<String> = scene.today_of(&scene.east.worker).await.into_iter().filter(|line| line.ends_with("phone")).collect();
    assert_eq!(calls, ["甲 phone", "乙 phone", "丙 phone"]);
    let theirs = scene.visits_of(west, "planned").await[0]["id"].as_str().unwrap().to_owned();
    scene.app.get(&scene.east.worker.token, &format!("/api/v1/visits/{theirs}")).await.expect(404);
    scene.app.post(&scene.east.worker.token, &format!("/api/v1/visits/{theirs}/no-answer"), json!({})).await.expect(404);
    scene.app.get(&scene.west.worker.token, &format!("/api/v1/visits/{theirs}")).await.expect(200);
}

#[tokio::test]
async fn each_visitor_gets_one_digest_and_nobody_without_work_gets_one() {
    let scene = Scene::set().await;
    scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;

    scene.run(&Digest { planned_at: scene.app.now() }).await;
    scene.app.advance(Duration::minutes(1)).await;
    scene.run(&Digest { planned_at: scene.app.now() }).await;

    let digests = scene.mails(DIGEST, &scene.east.worker);
    assert_eq!(digests.len(), 1);
    assert!(digests[0].body.contains("1单元 201") && digests[0].body.contains("王桂芬"), "{}", digests[0].body);
    assert!(scene.mails(DIGEST, &scene.west.worker).is_empty());
}

#[tokio::test]
async fn a_recorded_visit_is_done_and_its_remark_is_kept_for_those_who_may_read() {
    let scene = Scene::set().await;
    let elder = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let call = scene.visits_of(elder, "planned").await.into_iter().find(|visit| visit["kind"] == "phone").unwrap();
    let path = format!("/api/v1/visits/{}/record", call["id"].as_str().unwrap());
    let record = json!({"kind": "phone", "wellbeing": "fair", "needs": ["medicine"], "remark": "血压偏高", "follow_up_on": "2026-03-10"});

    let done = scene.app.post(&scene.east.worker.token, &path, record.clone()).await.expect(200);

    assert_eq!((done["state"].as_str(), done["remark"].as_str()), (Some("done"), Some("血压偏高")));
    assert_eq!(scene.app.post(&scene.east.worker.token, &path, record).await.code(), "visits.wrong_state");
    let follow_up =
        scene.visits_of(elder, "planned").await.into_iter().find(|visit| visit["slot"].as_str().unwrap().starts_with("follow_up"));
    assert_eq!(follow_up.unwrap()["planned_on"], "2026-03-10");
    let rate = scene.app.get(&scene.admin.token, "/api/v1/visits/rate?month=2026-03&by=grid").await.items();
    assert_eq!((rate[0]["due"].as_u64(), rate[0]["visited"].as_u64()), (Some(1), Some(1)));
}

#[tokio::test]
async fn a_visit_may_be_recorded_anywhere_in_its_window_and_after_it_but_not_before() {
    let scene = Scene::set().await;
    let elder = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let homes: Vec<_> = scene.visits_of(elder, "planned").await.into_iter().filter(|visit| visit["kind"] == "home").collect();
    let path = |nth: usize| format!("/api/v1/visits/{}/record", homes[nth]["id"].as_str().unwrap());
    let record = json!({"kind": "home", "wellbeing": "good"});

    let early = scene.app.post(&scene.east.worker.token, &path(1), record.clone()).await;
    assert_eq!((early.status, early.code().as_str()), (409, "visits.not_open_yet"));
    scene.go_to("2026-03-16T09:00:00").await;
    assert_eq!(scene.visits_of(elder, "missed").await.iter().filter(|visit| visit["kind"] == "home").count(), 1);
    scene.app.post(&scene.east.worker.token, &path(0), record.clone()).await.expect(200);
    scene.app.post(&scene.east.worker.token, &path(1), record).await.expect(200);
}

#[tokio::test]
async fn nobody_drops_a_visit_that_nobody_answered_until_the_administrators_know() {
    let scene = Scene::set().await;
    let elder = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let call = scene.visits_of(elder, "planned").await.into_iter().find(|visit| visit["kind"] == "phone").unwrap();
    let path = |verb: &str| format!("/api/v1/visits/{}/{verb}", call["id"].as_str().unwrap());

    let first = scene.app.post(&scene.east.worker.token, &path("no-answer"), json!({"note": "敲门三次"})).await.expect(200);
    assert_eq!((first["protocol"].as_str(), first["next_at"].as_str()), (Some("again_today"), Some("2026-03-09T04:00:00+00:00")));
    let again = scene.app.post(&scene.east.worker.token, &path("no-answer"), json!({})).await;
    assert_eq!((again.status, again.code().as_str()), (409, "visits.tried_lately"), "a button pressed twice is one try");
    let refused = scene.app.post(&scene.admin.token, &path("cancel"), json!({"reason": "算了"})).await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "visits.protocol_runs"));

    scene.go_to("2026-03-09T12:00:00").await;
    assert_eq!(scene.app.get(&scene.admin.token, &path("")[..path("").len() - 1]).await.expect(200)["protocol"], "phone_or_neighbour");
    assert_eq!(scene.mails(NUDGE, &scene.east.worker).len(), 1);
    scene.go_to("2026-03-09T14:00:00").await;
    let told = scene.mails(ESCALATED, &scene.admin);
    assert_eq!(told.len(), 1);
    assert!(told[0].body.contains("· 多次无人应答"), "{}", told[0].body);

    // Past its window and a day later it is still open, and they are told again.
    scene.go_to("2026-03-10T14:00:00").await;
    assert_eq!(scene.mails(ESCALATED, &scene.admin).len(), 2);
    scene.app.post(&scene.east.worker.token, &path("record"), json!({"kind": "phone", "wellbeing": "good"})).await.expect(200);
    scene.go_to("2026-03-11T14:00:00").await;
    let unanswered = scene.mails(ESCALATED, &scene.admin).into_iter().filter(|mail| mail.body.contains("· 多次无人应答"));
    assert_eq!(unanswered.count(), 2, "a record ends it");
}

#[tokio::test]
async fn what_was_missed_reaches_the_administrators_once() {
    let scene = Scene::set().await;
    scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    scene.run(&Nudge { planned_at: scene.app.now() }).await;
    assert_eq!(scene.mails(NUDGE, &scene.east.worker).len(), 1, "the call closes at midnight");

    scene.go_to("2026-03-10T09:00:00").await;
    scene.run(&Escalate { planned_at: scene.app.now() }).await;
    scene.go_to("2026-03-10T10:00:00").await;
    scene.run(&Escalate { planned_at: scene.app.now() }).await;

    let told = scene.mails(ESCALATED, &scene.admin);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].body.matches("超期未访").count(), 1, "{}", told[0].body);
}

#[tokio::test]
async fn a_grid_that_gets_another_worker_takes_its_visits_along_at_once() {
    let scene = Scene::set().await;
    let elder = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    assert!(!scene.today_of(&scene.east.worker).await.is_empty());

    scene.reassign(&scene.east, &scene.west.worker, &[elder]).await;

    assert!(scene.today_of(&scene.east.worker).await.is_empty());
    assert!(scene.today_of(&scene.west.worker).await.contains(&"王桂芬 phone".to_owned()));
    scene.run(&Digest { planned_at: scene.app.now() }).await;
    assert!(scene.mails(DIGEST, &scene.east.worker).is_empty(), "nothing goes to the old worker");
    assert_eq!(scene.mails(DIGEST, &scene.west.worker).len(), 1);
}

#[tokio::test]
async fn a_family_that_moves_is_visited_by_the_new_grid() {
    let scene = Scene::set().await;
    let elder = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let home = scene.household(&scene.west, ("3", 1, "101")).await;

    scene.change(elder, |person| person.household_id = Set(home)).await;

    assert!(scene.today_of(&scene.east.worker).await.is_empty());
    assert!(!scene.today_of(&scene.west.worker).await.is_empty());
}

#[tokio::test]
async fn muting_silences_and_unmuting_undoes_it_cleanly() {
    let scene = Scene::set().await;
    let elder = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let before = scene.visits_of(elder, "planned").await;

    scene.change(elder, |person| person.muted_until = Set("2026-03-20".parse().ok())).await;
    assert!(scene.today_of(&scene.east.worker).await.is_empty());
    scene.run(&Digest { planned_at: scene.app.now() }).await;
    assert!(scene.mails(DIGEST, &scene.east.worker).is_empty());
    assert!(scene.visits_of(elder, "planned").await.iter().all(|visit| visit["planned_on"].as_str().unwrap() > "2026-03-20"));

    scene.change(elder, |person| person.muted_until = Set(None)).await;
    assert_eq!(scene.visits_of(elder, "planned").await, before);
    assert!(scene.visits_of(elder, "cancelled").await.is_empty());
}

#[tokio::test]
async fn death_ends_all_of_it_and_comes_back_if_it_was_a_mistake() {
    let scene = Scene::set().await;
    let elder = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let planned = scene.visits_of(elder, "planned").await;
    let call = planned.iter().find(|visit| visit["kind"] == "phone").unwrap()["id"].as_str().unwrap().to_owned();
    scene.app.post(&scene.east.worker.token, &format!("/api/v1/visits/{call}/no-answer"), json!({})).await.expect(200);

    scene.change(elder, |row| row.state = Set(person::State::Dead)).await;
    assert!(scene.visits_of(elder, "planned").await.is_empty());
    scene.go_to("2026-03-09T20:00:00").await;
    assert!(scene.mails(ESCALATED, &scene.admin).is_empty(), "the protocol ended with the reason for it");

    scene.change(elder, |row| row.state = Set(person::State::Present)).await;
    assert_eq!(scene.visits_of(elder, "planned").await.len(), planned.len());
}

#[tokio::test]
async fn a_community_decides_its_own_cadence_and_what_is_due_follows() {
    let scene = Scene::set().await;
    let elder = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let mut policy = scene.app.get(&scene.admin.token, "/api/v1/visit-policies").await.expect(200);
    policy["tiers"]["red"] = json!([{"kind": "home", "every": "day"}]);

    scene.app.put(&scene.east.worker.token, "/api/v1/visit-policies", policy.clone()).await.expect(403);
    scene.app.put(&scene.admin.token, "/api/v1/visit-policies", policy).await.expect(200);
    scene.app.work().await;

    let planned = scene.visits_of(elder, "planned").await;
    assert_eq!(planned.len(), 15);
    assert!(planned.iter().all(|visit| visit["slot"].as_str().unwrap().starts_with("day.home@")));
    let plans = scene.app.get(&scene.admin.token, &format!("/api/v1/visit-plans?person_id={elder}")).await.items();
    assert_eq!((plans.len(), plans[0]["rule"].as_str()), (1, Some("day.home")));
}

#[tokio::test]
async fn a_make_up_saturday_is_worked_and_a_holiday_is_not() {
    // The Sunday before the Spring Festival of 2026: Saturday the 14th is worked for it.
    let scene = Scene::set_at("2026-02-08T01:00:00Z").await;
    for room in 1..=30 {
        scene.elder(&scene.east, &format!("老人{room}"), Tier::Yellow, ("1", room, &format!("{room}01"))).await;
    }
    let all = scene.app.get(&scene.admin.token, "/api/v1/visits?state=planned&to=2026-02-28&limit=100").await.items();
    let days: Vec<&str> = all.iter().filter_map(|visit| visit["planned_on"].as_str()).collect();

    assert_eq!(days.len(), 30);
    assert!(days.iter().all(|day| !("2026-02-15".."2026-02-24").contains(day)), "nobody is sent out on the holidays: {days:?}");
    let year = scene.app.get(&scene.admin.token, "/api/v1/calendar?year=2026").await.expect(200);
    let saturday = year["days"].as_array().unwrap().iter().find(|day| day["day"] == "2026-02-14").unwrap();
    assert_eq!((saturday["kind"].as_str(), saturday["name"].as_str()), (Some("makeup"), Some("春节")));
    assert_eq!(scene.app.get(&scene.admin.token, "/api/v1/calendar?year=2031").await.expect(200)["published"], false);
}

#[tokio::test]
async fn a_suspended_community_reminds_nobody() {
    let scene = Scene::set().await;
    scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let street = scene.app.street_admin(&scene.street).await;
    let suspend = format!("/api/v1/communities/{}/suspend", scene.community.id);
    scene.app.post(&street.token, &suspend, json!({ "reason": "整改" })).await.expect(200);

    scene.run(&Digest { planned_at: scene.app.now() }).await;
    scene.go_to("2026-03-10T09:00:00").await;

    assert!(scene.mails(DIGEST, &scene.east.worker).is_empty());
}

#[tokio::test]
async fn a_feed_is_read_by_whoever_has_the_link_until_it_is_shut() {
    let scene = Scene::set().await;
    scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let url = scene.app.post(&scene.east.worker.token, "/api/v1/visits/feed", json!(null)).await.expect(201)["url"].clone();
    let path = format!("/api/v1/feeds/{}", url.as_str().unwrap().rsplit('/').next().unwrap());

    let feed = scene.app.get("", &path).await;
    assert_eq!(feed.status, 200);
    let text = feed.text();
    assert!(text.contains("BEGIN:VCALENDAR") && text.contains("X-WR-TIMEZONE:Asia/Shanghai"), "{text}");
    assert!(text.contains("DTSTART;VALUE=DATE:20260309"), "{text}");
    assert!(text.contains("DTEND;VALUE=DATE:20260310"), "an all-day event ends the day after: {text}");
    assert!(text.contains("王桂芬"), "{text}");

    scene.app.delete(&scene.east.worker.token, "/api/v1/visits/feed").await.expect(204);
    scene.app.get("", &path).await.expect(404);
}

#[tokio::test]
async fn who_will_be_missed_is_known_before_the_month_is_over() {
    let scene = Scene::set().await;
    let none = scene.elder(&scene.east, "王桂芬", Tier::Yellow, ("1", 2, "201")).await;
    let visits = scene.visits_of(none, "planned").await;
    let march = visits[0]["id"].as_str().unwrap();
    assert!(scene.app.get(&scene.admin.token, "/api/v1/visits/forecast?month=2026-03").await.items().is_empty());

    scene.app.post(&scene.admin.token, &format!("/api/v1/visits/{march}/cancel"), json!({"reason": "家属已看望"})).await.expect(200);

    let missed = scene.app.get(&scene.admin.token, "/api/v1/visits/forecast?month=2026-03").await.items();
    assert_eq!((missed[0]["person"]["name"].as_str(), missed[0]["code"].as_str()), (Some("王桂芬"), Some("not_planned")));
    let greetings = scene.app.get(&scene.admin.token, "/api/v1/greetings?days=30").await.items();
    assert_eq!((greetings[0]["day"].as_str(), greetings[0]["kind"].as_str()), (Some("2026-03-20"), Some("solar_birthday")));
}

#[tokio::test]
async fn an_elder_who_was_visited_is_not_removed_and_one_entered_by_mistake_is() {
    let scene = Scene::set().await;
    let elder = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let mistake = scene.elder(&scene.east, "王桂分", Tier::Red, ("1", 2, "202")).await;
    let call = scene.visits_of(elder, "planned").await.into_iter().find(|visit| visit["kind"] == "phone").unwrap();
    let record = format!("/api/v1/visits/{}/record", call["id"].as_str().unwrap());
    scene.app.post(&scene.east.worker.token, &record, json!({"kind": "phone", "wellbeing": "good"})).await.expect(200);

    let refused = scene.app.delete(&scene.admin.token, &format!("/api/v1/residents/{elder}")).await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "people.resident_has_history"));
    assert_eq!(scene.visits_of(elder, "done").await.len(), 1);
    assert!(!scene.visits_of(elder, "planned").await.is_empty(), "a refusal changes nothing");
    scene.app.delete(&scene.admin.token, &format!("/api/v1/residents/{mistake}")).await.expect(204);
}

#[tokio::test]
async fn only_who_visits_gets_a_grid_and_whoever_leaves_gives_it_back() {
    let scene = Scene::set().await;
    let elder = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let resident = scene.app.member(&scene.community, Role::Resident).await;
    let grid = format!("/api/v1/grids/{}", scene.east.id);
    let refused = scene.app.patch(&scene.admin.token, &grid, json!({"worker_id": resident.id})).await;
    assert_eq!((refused.status, refused.json()["fields"][0]["code"].as_str()), (422, Some("people.worker_unknown")));

    let leaves = format!("/api/v1/members/{}", scene.east.worker.id);
    scene.app.patch(&scene.admin.token, &leaves, json!({"active": false})).await.expect(200);
    scene.app.work().await;
    assert!(scene.visits_of(elder, "planned").await.iter().all(|visit| visit["visitor_id"].is_null() && visit["visitor"].is_null()));
}
