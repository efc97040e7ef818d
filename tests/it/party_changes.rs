//! What changes in party life, and what follows: sessions that move, branches that differ, members who come and go, readings that are made up.

use chrono::Duration;
use mulin_entity::kernel::Role;
use mulin_tests::ANONYMOUS;
use serde_json::{Value, json};

use crate::party::{Scene, at};

#[tokio::test]
async fn a_session_that_moves_tells_of_it_each_time_and_drops_what_was_to_be_told_before() {
    let scene = Scene::set().await;
    let class = scene.plan("theme_day", "议事厅").await;
    scene.act(&class, "call").await.expect(200);
    assert_eq!(scene.told(&scene.comrades[1].0).await, ["组织生活通知：政治三日示范课"]);
    let to = async |place: &str, hour: u32| {
        let moved = json!({
            "kind": "theme_day", "title": "政治三日示范课", "place": place, "starts_at": format!("2026-03-10T{hour:02}:00:00Z"),
            "ends_at": format!("2026-03-10T{:02}:00:00Z", hour + 1), "study_minutes": 90, "revision": scene.see(&class).await["revision"]
        });
        scene.app.put(&scene.staff.token, &at(&class, ""), moved).await.expect(200)
    };
    // A letter that waits for the morning has not been read by anybody.
    scene.app.set_clock("2026-03-09T15:00:00Z".parse().unwrap()).await;
    to("银杏树下", 7).await;
    scene.app.work().await;
    to("阅览室", 8).await;
    to("银杏树下", 7).await;
    scene.app.set_clock("2026-03-10T01:30:00Z".parse().unwrap()).await;
    let told = scene.told(&scene.comrades[1].0).await;
    let moves = told.iter().filter(|subject| subject.contains("时间或地点有变")).count();
    assert_eq!((moves, told.len()), (1, 2), "the call, and where it is in the end: {told:?}");
    let mails = scene.app.mails_to(&scene.comrades[1].0.email);
    assert!(mails.iter().any(|mail| mail.subject().contains("有变") && mail.body.contains("银杏树下")), "{told:?}");
    to("阅览室", 8).await;
    assert_eq!(scene.told(&scene.comrades[1].0).await.len(), 3, "it has moved there before");
}

#[tokio::test]
async fn whoever_was_not_told_yet_hears_of_a_session_as_it_is_in_the_end() {
    let scene = Scene::set().await;
    let (moved, off) = (scene.plan("theme_day", "议事厅").await, scene.plan("assembly", "议事厅").await);
    // At night nobody is told.
    scene.app.set_clock("2026-03-09T15:00:00Z".parse().unwrap()).await;
    scene.act(&moved, "call").await.expect(200);
    scene.act(&off, "call").await.expect(200);
    scene.app.work().await;
    let change = json!({
        "kind": "theme_day", "title": "政治三日示范课", "place": "银杏树下", "starts_at": "2026-03-10T06:00:00Z", "ends_at": "2026-03-10T08:00:00Z",
        "study_minutes": 90, "revision": scene.see(&moved).await["revision"]
    });
    scene.app.put(&scene.staff.token, &at(&moved, ""), change).await.expect(200);
    scene.act(&off, "cancel").await.expect(200);
    scene.app.set_clock("2026-03-10T01:30:00Z".parse().unwrap()).await;
    assert_eq!(scene.told(&scene.comrades[1].0).await, ["组织生活通知：政治三日示范课"], "once, and nothing of what is off");
    assert!(scene.app.mails_to(&scene.comrades[1].0.email)[0].body.contains("银杏树下"));
}

#[tokio::test]
async fn a_room_follows_a_session_or_is_why_it_cannot_move() {
    let scene = Scene::set().await;
    let week = ["08:30-21:00"; 7];
    let room = json!({"name": "议事厅", "week": week, "holiday": "08:30-21:00"});
    let room = scene.app.post(&scene.staff.token, "/api/v1/rooms", room).await.expect(201);
    let book = format!("/api/v1/rooms/{}/bookings", room["id"].as_str().unwrap());
    let class = scene.plan("theme_day", "议事厅").await;
    let own = json!({
        "purpose": "meeting", "title": "示范课", "starts_at": "2026-03-10T06:00:00Z", "ends_at": "2026-03-10T08:00:00Z",
        "occasion_id": class["occasion_id"]
    });
    let own = scene.app.post(&scene.staff.token, &book, own).await.expect(201);
    let other = json!({"purpose": "outside", "title": "合唱", "starts_at": "2026-03-10T09:00:00Z", "ends_at": "2026-03-10T10:00:00Z"});
    scene.app.post(&scene.staff.token, &book, other).await.expect(201);
    let to = async |from: &str, until: &str| {
        let moved = json!({
            "kind": "theme_day", "title": "政治三日示范课", "place": "议事厅", "starts_at": from, "ends_at": until, "study_minutes": 90,
            "revision": scene.see(&class).await["revision"]
        });
        scene.app.put(&scene.staff.token, &at(&class, ""), moved).await
    };
    let refused = to("2026-03-10T08:00:00Z", "2026-03-10T09:30:00Z").await;
    assert_eq!((refused.code(), refused.json()["fields"][0]["field"].clone()), ("activities.room_taken".to_owned(), json!("starts_at")));
    assert_eq!(scene.see(&class).await["starts_at"], class["starts_at"], "nothing moved");
    assert_eq!(to("2026-03-10T15:00:00Z", "2026-03-10T16:00:00Z").await.code(), "activities.room_shut");
    to("2026-03-10T07:00:00Z", "2026-03-10T09:00:00Z").await.expect(200);
    let booked = async || {
        scene.app.get(&scene.staff.token, "/api/v1/room-bookings?from=2026-03-10T00:00:00Z&to=2026-03-11T00:00:00Z").await.expect(200)
    };
    let booking = booked().await.as_array().unwrap().iter().find(|one| one["id"] == own["id"]).cloned().unwrap();
    assert_eq!(booking["starts_at"].as_str().map(|at| &at[..16]), Some("2026-03-10T07:00"), "{booking}");
    scene.act(&class, "cancel").await.expect(200);
    assert_eq!(booked().await.as_array().unwrap().len(), 1, "it was given back");
}

#[tokio::test]
async fn a_branch_may_differ_from_the_others_and_goals_are_the_communitys() {
    let scene = Scene::set().await;
    let cadence = "/api/v1/party/cadence";
    let of = format!("{cadence}?branch_id={}", scene.branch["id"].as_str().unwrap());
    let every = async |path: &str| {
        let lines = scene.app.get(&scene.staff.token, path).await.expect(200);
        let line = lines.as_array().unwrap().iter().find(|line| line["kind"] == "group").cloned().unwrap();
        (line["every"].as_str().unwrap().to_owned(), line["own"].as_bool().unwrap())
    };
    let decide = async |body: Value| scene.app.put(&scene.admin.token, cadence, body).await.expect(204);
    decide(json!({"kind": "group", "every": "quarter"})).await;
    assert_eq!((every(cadence).await, every(&of).await), (("quarter".to_owned(), false), ("quarter".to_owned(), false)));
    decide(json!({"kind": "group", "every": "never", "branch_id": scene.branch["id"]})).await;
    decide(json!({"kind": "group", "every": "never", "branch_id": scene.branch["id"]})).await;
    assert_eq!((every(cadence).await.0, every(&of).await), ("quarter".to_owned(), ("never".to_owned(), true)));
    let kinds = scene.branch("board").await["kinds"].clone();
    assert!(kinds.as_array().unwrap().iter().find(|line| line["kind"] == "group").unwrap()["periods"].as_array().unwrap().is_empty());
    decide(json!({"kind": "group", "branch_id": scene.branch["id"]})).await;
    assert_eq!(every(&of).await, ("quarter".to_owned(), false), "as the others again");
    let unknown = json!({"kind": "group", "every": "weekly"});
    assert_eq!(scene.app.put(&scene.admin.token, cadence, unknown).await.status, 422);

    let goal = "/api/v1/party/goal";
    let usual = scene.app.get(&scene.staff.token, goal).await.expect(200);
    assert_eq!(usual, json!({"study_hours": 32, "attended_of_hundred": 80}));
    let less = json!({"study_hours": 0, "attended_of_hundred": 0});
    assert_eq!(scene.app.put(&scene.staff.token, goal, less.clone()).await.status, 403);
    let odd = scene.app.put(&scene.admin.token, goal, json!({"study_hours": 401, "attended_of_hundred": 80})).await;
    assert_eq!(odd.json()["fields"][0]["code"], "party.goal_implausible");
    let class = scene.plan("theme_day", "议事厅").await;
    scene.act(&class, "call").await.expect(200);
    scene.app.set_clock("2026-03-10T06:00:00Z".parse().unwrap()).await;
    for act in ["hold", "close"] {
        scene.act(&class, act).await.expect(200);
    }
    let behind = async || scene.branch("board").await["behind"].clone();
    assert_eq!((behind().await, scene.mine(1).await["record"]["behind"].clone()), (json!(3), json!(true)));
    scene.app.put(&scene.admin.token, goal, less).await.expect(200);
    assert_eq!((behind().await, scene.mine(1).await["record"]["sum"]["target"].clone()), (json!(0), json!(0)));
}

#[tokio::test]
async fn whoever_moves_out_is_asked_to_nothing_more_and_may_come_back_elsewhere() {
    let scene = Scene::set().await;
    let second = json!({"name": "第二党支部", "founded_on": "2026-03-01"});
    let second = scene.app.post(&scene.staff.token, "/api/v1/party/branches", second).await.expect(201);
    let class = scene.plan("theme_day", "议事厅").await;
    scene.act(&class, "call").await.expect(200);
    let mut there = json!({
        "branch_id": second["id"], "kind": "lecture", "title": "党课", "place": "二楼", "starts_at": "2026-03-11T06:00:00Z",
        "ends_at": "2026-03-11T08:00:00Z", "study_minutes": 90
    });
    let lecture = scene.app.post(&scene.staff.token, "/api/v1/party/sessions", there.clone()).await.expect(201);
    assert_eq!(lecture["roll"].as_array().map(Vec::len), Some(0));
    let (member, row) = &scene.comrades[1];
    let path = format!("/api/v1/party/members/{}", row["id"].as_str().unwrap());
    let transfer = async |more: Value| {
        let mut body = json!({"on_day": "2026-03-09", "reason": "调动", "revision": scene.app.get(&scene.staff.token, &path).await.expect(200)["revision"]});
        more.as_object().unwrap().iter().for_each(|(name, value)| body[name] = value.clone());
        scene.app.post(&scene.staff.token, &format!("{path}/transfers"), body).await
    };
    let out = transfer(json!({})).await.expect(200);
    assert_eq!((out["state"].as_str(), out["left_on"].as_str()), (Some("moved_out"), Some("2026-03-09")));
    assert_eq!(scene.see(&class).await["roll"].as_array().map(Vec::len), Some(2), "they left its roll");
    assert!(scene.mine(1).await["to_come"].as_array().unwrap().is_empty());
    assert_eq!(transfer(json!({})).await.code(), "party.no_transfer", "they are out already");
    let back = transfer(json!({"branch_id": second["id"], "state": "moved_out"})).await;
    assert_eq!(back.json()["fields"][0]["code"], "party.begins_as_member");
    let back = transfer(json!({"branch_id": second["id"]})).await.expect(200);
    assert_eq!((back["state"].as_str(), back["branch_id"].clone()), (Some("full"), second["id"].clone()));
    assert_eq!(scene.see(&lecture).await["roll"].as_array().map(Vec::len), Some(1), "and is asked to what comes there");
    scene.act(&lecture, "call").await.expect(200);
    assert!(scene.told(member).await.iter().any(|subject| subject.contains("党课")));
    there["title"] = json!("补课");
    let same = transfer(json!({"branch_id": second["id"]})).await;
    assert_eq!(same.code(), "party.no_transfer");
    let post = json!({"state": "full", "post": "publicity", "joined_on": "2008-07-01", "revision": back["revision"]});
    assert_eq!(scene.app.put(&scene.staff.token, &path, post).await.expect(200)["post"], "publicity");
}

#[tokio::test]
async fn nobody_joins_a_session_who_was_not_asked() {
    let scene = Scene::set().await;
    let class = scene.plan("theme_day", "议事厅").await;
    scene.act(&class, "call").await.expect(200);
    let resident = scene.app.member(&scene.community, Role::Resident).await;
    let occasion = format!("/api/v1/occasions/{}/mine", class["occasion_id"].as_str().unwrap());
    assert_eq!(scene.app.post(&resident.token, &occasion, Value::Null).await.code(), "attendance.by_invitation");
}

#[tokio::test]
async fn readings_cannot_be_made_up_by_one_network_without_end() {
    let scene = Scene::set().await;
    let article = json!({"title": "入党那天", "body": "那年我二十三岁。"});
    let article = scene.app.post(&scene.staff.token, "/api/v1/articles", article).await.expect(201);
    let path = format!("/api/v1/articles/{}/act", article["id"].as_str().unwrap());
    scene.app.post(&scene.staff.token, &path, json!({"act": "hand_in", "revision": 1})).await.expect(200);
    scene.app.post(&scene.admin.token, &path, json!({"act": "approve", "revision": 2})).await.expect(200);
    let page = format!("/api/v1/public/articles/{}", article["id"].as_str().unwrap());
    let read = async |name: String| scene.app.post(ANONYMOUS, &format!("{page}/reads"), json!({"reader": name})).await;
    for number in 0..40 {
        read(format!("made up {number}")).await.expect(204);
    }
    let refused = read("made up 40".to_owned()).await;
    assert_eq!((refused.status, refused.code()), (429, "party.reads_limited".to_owned()));
    assert_eq!(scene.app.get(ANONYMOUS, &page).await.expect(200)["reads"], 40, "it can still be read");
    scene.app.advance(Duration::days(1)).await;
    read("made up 40".to_owned()).await.expect(204);
}
