//! The day as people begin it: one way through the grid for whoever walks, and what turns by tonight for the desk.

use mulin_entity::{
    kernel::{Role, Scope},
    patrols::job::Plan,
};
use mulin_tests::Member;
use serde_json::{Value, json};

use super::ledgers_scene::{Scene, day_rental};

const WALK: &str = "/api/v1/workday/walk";
const DESK: &str = "/api/v1/workday/desk";

/// A walk as it is read: where, which kind of work, what.
async fn walk(scene: &Scene, who: &Member) -> Vec<(String, String, String)> {
    let walk = scene.app.get(&who.token, WALK).await.expect(200);
    let text = |of: &Value, field: &str| of[field].as_str().unwrap().to_owned();
    let stops = walk["stops"].as_array().unwrap().clone();
    let errands = stops.iter().flat_map(|stop| stop["errands"].as_array().unwrap().iter().map(move |errand| (stop, errand)));
    errands.map(|(stop, errand)| (text(stop, "building"), text(errand, "kind"), text(errand, "title"))).collect()
}

fn line(building: &str, kind: &str, title: &str) -> (String, String, String) {
    (building.to_owned(), kind.to_owned(), title.to_owned())
}

async fn post(scene: &Scene, path: &str, body: Value) -> Value {
    scene.app.post(&scene.staff.token, &format!("/api/v1{path}"), body).await.expect(201)
}

/// A resident, and a visit that is due to them tonight.
async fn elder(scene: &Scene, name: &str, address: &str) -> Value {
    let person = post(scene, "/residents", json!({"name": name, "address": address})).await;
    post(scene, "/visits", json!({"person_id": person["id"], "due_at": "2026-03-09T12:00:00Z", "kind": "home"})).await
}

async fn building(scene: &Scene, name: &str) -> Value {
    let buildings = scene.app.get(&scene.staff.token, "/api/v1/buildings").await.items();
    buildings.into_iter().find(|building| building["name"] == name).unwrap()
}

async fn matter(scene: &Scene, title: &str, building: &Value) -> Value {
    let kinds = scene.app.get(&scene.staff.token, "/api/v1/matter-kinds").await.items();
    let kind = kinds.into_iter().find(|kind| kind["name"] == "设施维修").unwrap()["id"].clone();
    let told = json!({
        "kind_id": kind, "source": "phone", "title": title, "place": building["name"], "building_id": building["id"], "grid_id": building["grid_id"]
    });
    post(scene, "/matters", told).await
}

#[tokio::test]
async fn all_kinds_of_work_are_one_way_through_the_grid() {
    let scene = Scene::set().await;
    let five = building(&scene, "5号楼").await;
    elder(&scene, "李秀英", "5号楼1单元302").await;
    elder(&scene, "孙玉兰", "5号楼1单元101").await;
    elder(&scene, "王桂芬", "3号楼1单元101").await;
    let point = json!({"name": "5号楼投放点", "place": "楼北", "building_id": five["id"], "base_days": 7});
    let point = post(&scene, "/patrol-points", point).await;
    post(&scene, "/patrol-routes", json!({"name": "投放点线", "owner_id": scene.west.id, "point_ids": [point["id"]]})).await;
    let anywhere = json!({"name": "南门", "place": "小区南门", "base_days": 7});
    let anywhere = post(&scene, "/patrol-points", anywhere).await;
    post(&scene, "/patrol-routes", json!({"name": "大门线", "owner_id": scene.west.id, "point_ids": [anywhere["id"]]})).await;
    let tx = scene.app.db().write(&Scope::job(scene.community.id, "test")).await.unwrap();
    tx.enqueue(&Plan { planned_at: scene.app.now() }).await.unwrap();
    tx.commit().await.unwrap();
    scene.app.work().await;
    matter(&scene, "5号楼楼道灯不亮", &five).await;
    matter(&scene, "3号楼门禁坏了", &building(&scene, "3号楼").await).await;
    let ledger = scene.ledger("day_rentals").await;
    let rental = scene.add(&ledger, day_rental()).await;
    let seen = json!({"result": "absent", "on_day": "2026-03-06", "next_on": "2026-03-09"});
    let inspections = format!("/ledgers/{}/rows/{}/inspections", ledger["id"].as_str().unwrap(), rental["id"].as_str().unwrap());
    post(&scene, &inspections, seen).await;
    let design =
        json!({"title": "燃气安全检查", "cause": "gas", "whom": "people", "filter": {}, "starts_on": "2026-03-09", "due_on": "2026-03-11"});
    let campaign = post(&scene, "/campaigns", design).await;
    let at = format!("/campaigns/{}", campaign["id"].as_str().unwrap());
    let start = json!({"act": "start", "revision": campaign["revision"]});
    scene.app.post(&scene.staff.token, &format!("/api/v1{at}/act"), start).await.expect(200);
    let shift = json!({
        "member_id": scene.west.id, "force": "social", "grid_id": five["grid_id"],
        "starts_at": "2026-03-09T06:00:00Z", "ends_at": "2026-03-09T10:00:00Z"
    });
    post(&scene, &format!("{at}/shifts"), shift).await;

    let expected = vec![
        line("5号楼", "point", "5号楼投放点"),
        line("5号楼", "matter", "5号楼楼道灯不亮"),
        line("5号楼", "inspection", rental["title"].as_str().unwrap()),
        line("5号楼", "doors", "燃气安全检查"),
        line("5号楼", "visit", "孙玉兰"),
        line("5号楼", "visit", "李秀英"),
        line("", "point", "南门"),
    ];
    assert_eq!(walk(&scene, &scene.west).await, expected);
    let theirs = walk(&scene, &scene.east).await;
    assert_eq!(theirs, vec![line("3号楼", "matter", "3号楼门禁坏了"), line("3号楼", "visit", "王桂芬")], "and nothing of another grid");

    let told = scene.app.get(&scene.west.token, WALK).await.expect(200);
    let errands = told["stops"][0]["errands"].as_array().unwrap();
    assert_eq!(errands[0]["key"], point["code"], "its code leads to its page");
    assert_eq!((&errands[2]["key"], &errands[2]["level"]), (&ledger["id"], &json!("yellow")));
    assert_eq!(errands[3]["count"], 2, "two doors are open");
    assert_eq!(errands[4]["visit"]["person"]["name"], "孙玉兰");
}

#[tokio::test]
async fn the_desk_sees_what_turns_tonight_and_how_late_it_is() {
    let scene = Scene::set().await;
    let five = building(&scene, "5号楼").await;
    let works = post(&scene, "/partners", json!({"name": "区市政工程所", "kind": "department"})).await;
    let whistle = json!({"kind": "emergency", "title": "南门雨水井堵塞", "place": "小区南门", "units": [works["id"]]});
    let whistle = post(&scene, "/whistles", whistle).await;
    let visit = elder(&scene, "王桂芬", "3号楼1单元101").await;
    let knocked = format!("/api/v1/visits/{}/no-answer", visit["id"].as_str().unwrap());
    scene.app.post(&scene.east.token, &knocked, json!({})).await.expect(200);
    let matter = matter(&scene, "5号楼楼道灯不亮", &five).await;
    let given = &matter["assignment"];

    let desk = scene.app.get(&scene.staff.token, DESK).await.expect(200);
    let turns = |desk: &Value| -> Vec<(String, String)> {
        let items = desk["items"].as_array().unwrap();
        items.iter().map(|one| (one["of"].as_str().unwrap().to_owned(), one["turn"].as_str().unwrap().to_owned())).collect()
    };
    let known = |of: &str, turn: &str| (of.to_owned(), turn.to_owned());
    let now = turns(&desk);
    assert!(now.contains(&known("whistle", "answer")) && now.contains(&known("visit", "no_answer")), "{now:?}");
    assert_eq!(desk["total"].as_u64(), Some(now.len() as u64));
    let called = desk["items"].as_array().unwrap().iter().find(|one| one["of"] == "whistle").unwrap();
    assert_eq!((&called["id"], &called["who"]), (&whistle["id"], &json!("区市政工程所")));

    // On the morning after it was due, nobody having done anything.
    scene
        .app
        .set_clock(given["due_at"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap() + chrono::Duration::hours(1))
        .await;
    scene.app.work().await;
    let desk = scene.app.get(&scene.staff.token, DESK).await.expect(200);
    let late = desk["items"].as_array().unwrap().iter().find(|one| one["of"] == "matter").unwrap();
    assert_eq!((&late["id"], &late["turn"], &late["at"]), (&matter["id"], &json!("overdue"), &given["due_at"]));
    assert_eq!(scene.app.get(&scene.east.token, DESK).await.status, 403, "the desk is the office's");
    let resident = scene.app.member(&scene.community, Role::Resident).await;
    assert_eq!(scene.app.get(&resident.token, WALK).await.status, 403);
}
