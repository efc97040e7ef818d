//! Campaigns as people notice them: a roster that is frozen, phones that were off the net, and nobody who is left out.

use mulin_api::server::{self, Limits};
use mulin_entity::kernel::Role;
use mulin_tests::Member;
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{evidence::PIXEL, ledgers_scene::Scene};

/// Three residents, two in the east, and a campaign for all of them.
async fn prepared(scene: &Scene, extra: Value) -> String {
    for (name, address) in [("王桂芬", "3号楼1单元101"), ("赵国强", "3号楼1单元202"), ("李秀英", "5号楼1单元101")] {
        let resident = json!({"name": name, "address": address});
        scene.app.post(&scene.staff.token, "/api/v1/residents", resident).await.expect(201);
    }
    let mut design = json!({
        "title": "全员健康筛查", "cause": "screening", "whom": "people", "filter": {}, "starts_on": "2026-03-09", "due_on": "2026-03-11"
    });
    design.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    let made = scene.app.post(&scene.staff.token, "/api/v1/campaigns", design).await.expect(201);
    format!("/api/v1/campaigns/{}", made["id"].as_str().unwrap())
}

async fn act(scene: &Scene, at: &str, act: &str) -> mulin_tests::Answer {
    let now = scene.app.get(&scene.staff.token, at).await.expect(200);
    scene.app.post(&scene.staff.token, &format!("{at}/act"), json!({"act": act, "revision": now["revision"]})).await
}

async fn targets(scene: &Scene, who: &Member, at: &str, query: &str) -> Vec<Value> {
    scene.app.get(&who.token, &format!("{at}/targets{query}")).await.items()
}

fn names(targets: &[Value]) -> Vec<&str> {
    targets.iter().map(|target| target["name"].as_str().unwrap()).collect()
}

fn found(nonce: u128, outcome: &str, minute: u32, note: &str) -> Value {
    json!({"nonce": Uuid::from_u128(nonce), "outcome": outcome, "at": format!("2026-03-09T00:{minute:02}:00Z"), "note": note})
}

async fn mark(scene: &Scene, who: &Member, target: &Value, found: Value) -> mulin_tests::Answer {
    let path = format!("/api/v1/campaign-targets/{}/marks", target["id"].as_str().unwrap());
    scene.app.post(&who.token, &path, found).await
}

#[tokio::test]
async fn a_roster_is_counted_first_then_frozen_and_later_arrivals_wait_for_a_decision() {
    let scene = Scene::set().await;
    let at = prepared(&scene, json!({})).await;
    let roster = format!("{at}/roster");
    assert_eq!(scene.app.get(&scene.staff.token, &roster).await.expect(200)["count"], json!(3));
    assert!(targets(&scene, &scene.staff, &at, "").await.is_empty(), "nothing is frozen yet");
    act(&scene, &at, "start").await.expect(200);
    assert_eq!(names(&targets(&scene, &scene.staff, &at, "").await), ["王桂芬", "赵国强", "李秀英"], "in walking order");
    let late = json!({"name": "孙大爷", "address": "5号楼1单元303"});
    let late = scene.app.post(&scene.staff.token, "/api/v1/residents", late).await.expect(201);
    let first = targets(&scene, &scene.staff, &at, "").await;
    assert_eq!(first.len(), 3);
    let people = scene.app.get(&scene.staff.token, "/api/v1/residents?query=李秀英").await.items();
    let event = format!("/api/v1/residents/{}/events", people[0]["id"].as_str().unwrap());
    scene.app.post(&scene.staff.token, &event, json!({"kind": "moved_out", "on_day": "2026-03-09"})).await.expect(201);
    let difference = scene.app.get(&scene.staff.token, &roster).await.expect(200);
    assert_eq!((&difference["count"], &difference["gone"]), (&json!(1), &json!(1)));
    assert_eq!(difference["arrived"][0]["name"], json!("孙大爷"));
    let taken = scene.app.post(&scene.staff.token, &roster, json!({"subjects": [late["id"]]})).await.expect(200);
    assert_eq!((&taken["count"], &taken["gone"]), (&json!(0), &json!(0)));
    let after = targets(&scene, &scene.staff, &at, "").await;
    assert_eq!((after.len(), &after[3]["late"]), (4, &json!(true)));
    assert_eq!((&after[2]["gone"], &after[2]["settled"]), (&json!("moved_out"), &json!(true)), "marked with the reason, not dropped");
}

#[tokio::test]
async fn nobody_is_left_out_before_it_is_closed_and_each_exception_has_a_reason() {
    let scene = Scene::set().await;
    let at = prepared(&scene, json!({"questions": [{"text": "血压", "kind": "number", "required": true}]})).await;
    assert_eq!(act(&scene, &at, "close").await.code(), "campaigns.wrong_stage");
    act(&scene, &at, "start").await.expect(200);
    let all = targets(&scene, &scene.staff, &at, "").await;
    let done = |nonce| {
        let mut done = found(nonce, "done", 30, "");
        done["answers"] = json!([{"question": "q1", "values": ["128"]}]);
        done
    };
    assert_eq!(mark(&scene, &scene.east, &all[0], found(1, "done", 30, "")).await.expect(422)["fields"][0]["field"], json!("answers.q1"));
    let told = mark(&scene, &scene.east, &all[0], done(1)).await.expect(201);
    assert_eq!((&told["outcome"], &told["marks"][0]["answers"][0]["values"][0]), (&json!("done"), &json!("128")));
    mark(&scene, &scene.east, &all[1], found(2, "absent", 31, "")).await.expect(201);
    mark(&scene, &scene.west, &all[2], done(3)).await.expect(201);
    assert_eq!(act(&scene, &at, "close").await.code(), "campaigns.some_left");
    assert_eq!(names(&targets(&scene, &scene.staff, &at, "?state=open").await), ["赵国强"], "the gap, by name");
    assert_eq!(mark(&scene, &scene.east, &all[1], found(4, "refused", 40, "")).await.expect(422)["fields"][0]["field"], json!("note"));
    mark(&scene, &scene.east, &all[1], found(4, "refused", 40, "不愿抽血")).await.expect(201);
    let progress = scene.app.get(&scene.staff.token, &format!("{at}/progress")).await.expect(200);
    let whole = &progress["whole"];
    assert_eq!([&whole["total"], &whole["done"], &whole["excused"], &whole["open"]], [3, 2, 1, 0].map(|count| json!(count)).each_ref());
    assert_eq!(progress["reasons"], json!([{"reason": "refused", "count": 1}]));
    assert_eq!(progress["grids"].as_array().unwrap().len(), 2);
    assert_eq!(act(&scene, &at, "close").await.expect(200)["stage"], json!("closed"));
    let report = scene.app.get(&scene.staff.token, &format!("{at}/archive")).await;
    assert!(report.bytes.starts_with(b"PK"), "a document of Word");
    assert_eq!(act(&scene, &at, "reopen").await.expect(200)["stage"], json!("running"));
}

#[tokio::test]
async fn phones_that_were_off_the_net_lose_nothing_whatever_the_order() {
    let scene = Scene::set().await;
    let at = prepared(&scene, json!({})).await;
    act(&scene, &at, "start").await.expect(200);
    let all = targets(&scene, &scene.staff, &at, "").await;
    mark(&scene, &scene.east, &all[0], found(1, "done", 10, "")).await.expect(201);
    let told = mark(&scene, &scene.staff, &all[0], found(2, "absent", 50, "")).await.expect(201);
    assert_eq!((&told["outcome"], &told["tries"]), (&json!("done"), &json!(1)), "who was reached is reached");
    let told = mark(&scene, &scene.east, &all[0], found(1, "done", 10, "")).await.expect(201);
    assert_eq!(told["marks"].as_array().unwrap().len(), 2, "sent twice, it counts once");
    let told = mark(&scene, &scene.staff, &all[0], found(3, "refused", 55, "不在场")).await.expect(201);
    assert_eq!((&told["outcome"], &told["contested"]), (&json!("done"), &json!(true)));
    assert_eq!(names(&targets(&scene, &scene.staff, &at, "?state=contested").await), ["王桂芬"]);
    let mut ahead = found(4, "done", 0, "");
    ahead["at"] = json!("2026-03-09T05:00:00Z");
    assert_eq!(mark(&scene, &scene.staff, &all[1], ahead).await.expect(422)["fields"][0]["field"], json!("at"));
    let (east, staff) = (found(5, "done", 20, ""), found(6, "moved", 21, "已搬走"));
    let (one, other) = tokio::join!(mark(&scene, &scene.east, &all[1], east), mark(&scene, &scene.staff, &all[1], staff));
    one.expect(201);
    other.expect(201);
    let path = format!("/api/v1/campaign-targets/{}", all[1]["id"].as_str().unwrap());
    let told = scene.app.get(&scene.staff.token, &path).await.expect(200);
    assert_eq!((&told["outcome"], &told["contested"]), (&json!("done"), &json!(true)), "of two at once neither is lost");
}

#[tokio::test]
async fn a_volunteer_sees_the_patch_of_the_shift_while_it_lasts_and_a_grid_worker_the_own_grid() {
    let scene = Scene::set().await;
    let at = prepared(&scene, json!({})).await;
    act(&scene, &at, "start").await.expect(200);
    let volunteer = scene.app.member(&scene.community, Role::Volunteer).await;
    assert_eq!(names(&targets(&scene, &scene.east, &at, "").await), ["王桂芬", "赵国强"]);
    assert!(targets(&scene, &volunteer, &at, "").await.is_empty());
    let all = targets(&scene, &scene.staff, &at, "").await;
    mark(&scene, &volunteer, &all[2], found(1, "done", 30, "")).await.expect(404);
    let shift = json!({
        "member_id": volunteer.id, "force": "volunteer", "building_id": all[2]["building_id"],
        "starts_at": "2026-03-09T00:00:00Z", "ends_at": "2026-03-09T04:00:00Z"
    });
    let mut backwards = shift.clone();
    backwards["ends_at"] = json!("2026-03-08T04:00:00Z");
    let shifts = format!("{at}/shifts");
    assert_eq!(scene.app.post(&scene.staff.token, &shifts, backwards).await.expect(422)["fields"][0]["field"], json!("ends_at"));
    scene.app.post(&scene.staff.token, &shifts, shift).await.expect(201);
    assert_eq!(names(&targets(&scene, &volunteer, &at, "").await), ["李秀英"]);
    mark(&scene, &volunteer, &all[2], found(1, "done", 30, "")).await.expect(201);
    let progress = scene.app.get(&scene.staff.token, &format!("{at}/progress")).await.expect(200);
    assert_eq!((&progress["forces"][0]["name"], &progress["forces"][0]["done"]), (&json!("volunteer"), &json!(1)));
    assert_eq!(progress["shifts"][0]["done"], json!(1));
    scene.app.advance(chrono::Duration::hours(6)).await;
    assert!(targets(&scene, &volunteer, &at, "").await.is_empty(), "the shift is over");
}

/// What is due is done, and messages that were spread over the morning have left.
async fn later(scene: &Scene) {
    for _ in 0..2 {
        scene.app.work().await;
        scene.app.advance(chrono::Duration::minutes(45)).await;
    }
    scene.app.work().await;
}

#[tokio::test]
async fn whoever_is_called_up_is_told_and_reminded_and_the_lead_hears_of_the_gaps() {
    let scene = Scene::set().await;
    let at = prepared(&scene, json!({"lead_id": scene.admin.id, "due_on": "2026-03-10"})).await;
    act(&scene, &at, "start").await.expect(200);
    let shift =
        json!({"member_id": scene.east.id, "force": "social", "starts_at": "2026-03-10T01:00:00Z", "ends_at": "2026-03-10T07:00:00Z"});
    scene.app.post(&scene.staff.token, &format!("{at}/shifts"), shift).await.expect(201);
    let told = |who: &Member, subject: &str| scene.app.mails_to(&who.email).iter().filter(|mail| mail.subject().contains(subject)).count();
    later(&scene).await;
    assert_eq!(told(&scene.east, "行动班次"), 1);
    scene.app.set_clock("2026-03-10T00:30:00Z".parse().unwrap()).await;
    later(&scene).await;
    assert_eq!(told(&scene.east, "马上到岗"), 1);
    scene.app.set_clock("2026-03-10T09:00:00Z".parse().unwrap()).await;
    later(&scene).await;
    assert_eq!(told(&scene.admin, "还有 3 个没走到"), 1);
}

#[tokio::test]
async fn a_photo_goes_with_what_was_found_and_is_kept_once_however_often_it_is_sent() {
    let scene = Scene::set().await;
    let at = prepared(&scene, json!({})).await;
    act(&scene, &at, "start").await.expect(200);
    let all = targets(&scene, &scene.staff, &at, "").await;
    let told = mark(&scene, &scene.east, &all[0], found(1, "refused", 30, "门上贴了告知书")).await.expect(201);
    let photos = format!("/api/v1/campaign-marks/{}/photos", told["marks"][0]["id"].as_str().unwrap());
    let send = async |who: &Member| {
        // The boundary is part of what is sent: the same photo again is the same bytes.
        let body = [b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.png\"\r\n\r\n", PIXEL, b"\r\n--x--\r\n"].concat();
        let shape = |request: reqwest::RequestBuilder| {
            request.header("Idempotency-Key", "photo-1").header("Content-Type", "multipart/form-data; boundary=x").body(body)
        };
        scene.app.send(Method::POST, &who.token, &photos, shape).await
    };
    for _ in 0..2 {
        send(&scene.east).await.expect(201);
    }
    let path = format!("/api/v1/campaign-targets/{}", all[0]["id"].as_str().unwrap());
    let told = scene.app.get(&scene.staff.token, &path).await.expect(200);
    assert_eq!(told["marks"][0]["photos"].as_array().map(Vec::len), Some(1), "{told}");
    let form = || Form::new().part("file", Part::bytes(PIXEL).file_name("x.png"));
    scene.app.upload(&scene.west.token, &photos, form()).await.expect(404);
    scene.app.upload(&scene.staff.token, &photos, form()).await.expect(201);
}

#[tokio::test]
async fn whoever_watches_a_campaign_is_told_by_another_process_what_is_found() {
    let scene = Scene::set().await;
    let at = prepared(&scene, json!({})).await;
    act(&scene, &at, "start").await.expect(200);
    let all = targets(&scene, &scene.staff, &at, "").await;
    // Another process on the same database, with a door of its own.
    let beside = scene.app.beside().await;
    let (listener, stop) = (tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap(), CancellationToken::new());
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::serve(listener, mulin_api::endpoint(beside.api.clone()), Limits::default(), stop.clone()));
    let _stop = stop.drop_guard();
    let http = mulin_tests::client().build().unwrap();
    let mut stream = http.get(format!("http://{address}{at}/live")).bearer_auth(&scene.staff.token).send().await.unwrap();
    let mut heard = String::new();
    let mut hear = async |stream: &mut reqwest::Response, words: &str| {
        while !heard.contains(words) {
            heard.push_str(&String::from_utf8_lossy(&stream.chunk().await.unwrap().expect("the stream goes on")));
        }
    };
    hear(&mut stream, "\"done\":0").await;
    mark(&scene, &scene.east, &all[0], found(1, "done", 30, "")).await.expect(201);
    hear(&mut stream, "\"done\":1").await;
}
