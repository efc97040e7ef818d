//! Residents: who lives where, what happens to them, who sees what.

use mulin_entity::kernel::Role;
use mulin_tests::{Member, TestApp};
use serde_json::{Value, json};

/// A community with somebody of each role that works with residents.
pub struct Scene {
    pub app: TestApp,
    pub admin: Member,
    pub staff: Member,
    pub worker: Member,
}

impl Scene {
    pub async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let admin = app.member(&community, Role::CommunityAdmin).await;
        let staff = app.member(&community, Role::Staff).await;
        let worker = app.member(&community, Role::GridWorker).await;
        Self { app, admin, staff, worker }
    }

    pub async fn add(&self, resident: Value) -> Value {
        self.app.post(&self.staff.token, "/api/v1/residents", resident).await.expect(201)
    }

    pub async fn find(&self, query: &str) -> Vec<String> {
        let found = self.app.get(&self.staff.token, &format!("/api/v1/residents?{query}")).await.items();
        found.iter().map(|person| person["name"].as_str().unwrap().to_owned()).collect()
    }

    async fn report(&self, person: &Value, event: Value) -> Value {
        let path = format!("/api/v1/residents/{}/events", person["id"].as_str().unwrap());
        self.app.post(&self.staff.token, &path, event).await.expect(201)
    }

    async fn state(&self, person: &Value) -> String {
        let path = format!("/api/v1/residents/{}", person["id"].as_str().unwrap());
        self.app.get(&self.staff.token, &path).await.expect(200)["state"].as_str().unwrap().to_owned()
    }
}

fn zhang() -> Value {
    json!({"name": "张 秀英", "id_number": "11010519491231002x", "phone": "138 0000 1234", "tier": "red", "groups": ["alone"], "address": "3-2-501"})
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

#[tokio::test]
async fn a_resident_is_shown_masked_with_what_the_identity_number_tells() {
    let scene = Scene::set().await;
    let person = scene.add(zhang()).await;
    assert_eq!(person["name"], "张秀英");
    assert_eq!(person["id_number"], "1101**********002X");
    assert_eq!(person["phone"], "138****1234");
    assert_eq!(person["birth_date"], "1949-12-31");
    assert_eq!((&person["sex"], &person["age"]), (&json!("female"), &json!(76)));
    assert_eq!(person["address"], "3号楼2单元501");
    assert_eq!(person["groups"], json!(["alone"]));
}

#[tokio::test]
async fn residents_are_found_by_name_door_and_whole_numbers_only() {
    let scene = Scene::set().await;
    scene.add(zhang()).await;
    scene.add(json!({"name": "李建国", "address": "12-1101", "phone": "13900005678"})).await;
    for query in ["query=秀", "query=3号楼", "query=3-2-501", "query=11010519491231002X", "query=13800001234", "tier=red", "group=alone"]
    {
        assert_eq!(scene.find(query).await, ["张秀英"], "{query}");
    }
    for query in ["query=1380000", "query=%25", "query=110105194912", "tier=green", "state=dead"] {
        assert!(scene.find(query).await.is_empty(), "{query}");
    }
    assert_eq!(scene.app.get(&scene.staff.token, "/api/v1/residents?tier=purple").await.status, 422);
}

#[tokio::test]
async fn a_wrong_identity_number_is_named_at_its_field() {
    let scene = Scene::set().await;
    let wrong = json!({"name": "张秀英", "id_number": "110105194912310021", "address": "3-2-501"});
    let problem = scene.app.post(&scene.staff.token, "/api/v1/residents", wrong).await.expect(422);
    assert_eq!(problem["fields"][0]["field"], "id_number");
    assert_eq!(problem["fields"][0]["code"], "people.id_number_check_digit");
}

#[tokio::test]
async fn somebody_who_may_be_there_already_is_warned_of() {
    let scene = Scene::set().await;
    scene.add(zhang()).await;
    let same = scene.app.post(&scene.staff.token, "/api/v1/residents", zhang()).await;
    assert_eq!((same.status, same.code().as_str()), (409, "people.duplicate_identity"));
    let mut close = json!({"name": "张秀瑛", "birth_date": "1949-12-31", "address": "3-2-502"});
    let warned = scene.app.post(&scene.staff.token, "/api/v1/residents", close.clone()).await;
    assert_eq!((warned.status, warned.code().as_str()), (409, "people.possible_duplicate"));
    assert_eq!(warned.json()["facts"]["candidates"][0]["name"], "张秀英");
    close["override_duplicate"] = json!(true);
    scene.add(close).await;
    scene.add(json!({"name": "王芳", "birth_date": "1949-12-31", "address": "3-2-502"})).await;
}

#[tokio::test]
async fn a_field_is_unmasked_with_a_reason_and_noted() {
    let scene = Scene::set().await;
    let person = scene.add(zhang()).await;
    let path = format!("/api/v1/residents/{}/unmask", id(&person));
    let ask = |reason: &str| json!({"field": "id_number", "reason": reason});
    assert_eq!(scene.app.post(&scene.staff.token, &path, ask("看")).await.status, 422);
    let shown = scene.app.post(&scene.staff.token, &path, ask("办理高龄津贴")).await.expect(200);
    assert_eq!(shown["value"], "11010519491231002X");
    let noted = audited(&scene.app, "people.unmask").await;
    assert_eq!(noted.len(), 1);
    assert_eq!(noted[0]["reason"], "办理高龄津贴");
    assert!(!noted[0].to_string().contains("110105"), "the book itself tells no number");
}

async fn audited(app: &TestApp, action: &str) -> Vec<Value> {
    use sea_orm::{ConnectionTrait, Statement};
    let backend = app.raw.get_database_backend();
    let rows = app.raw.query_all_raw(Statement::from_string(backend, format!("SELECT detail FROM audit_entry WHERE action = '{action}'")));
    rows.await.unwrap().iter().map(|row| row.try_get::<Value>("", "detail").unwrap()).collect()
}

#[tokio::test]
async fn events_change_the_state_and_are_undone_cleanly() {
    let scene = Scene::set().await;
    let person = scene.add(zhang()).await;
    scene.report(&person, json!({"kind": "hospital_in", "on_day": "2026-03-02"})).await;
    let death = scene.report(&person, json!({"kind": "death", "on_day": "2026-03-08", "note": "医院通知"})).await;
    assert_eq!(scene.state(&person).await, "dead");
    let events = format!("/api/v1/residents/{}/events", id(&person));
    let again = scene.app.post(&scene.staff.token, &events, json!({"kind": "hospital_out", "on_day": "2026-03-09"})).await;
    assert_eq!((again.status, again.code().as_str()), (409, "people.event_impossible"));
    let future = scene.app.post(&scene.staff.token, &events, json!({"kind": "major", "on_day": "2026-04-09"})).await;
    assert_eq!(future.status, 422);

    let undo = format!("{events}/{}", id(&death));
    scene.app.delete(&scene.staff.token, &undo).await.expect(204);
    assert_eq!(scene.state(&person).await, "hospital", "as it was before the report");
    assert_eq!(scene.app.delete(&scene.staff.token, &undo).await.code(), "people.event_undone");
}

#[tokio::test]
async fn what_happens_to_a_household_happens_to_its_people_and_is_undone_together() {
    let scene = Scene::set().await;
    let wife = scene.add(zhang()).await;
    let household = wife["household_id"].as_str().unwrap().to_owned();
    let husband = scene.add(json!({"name": "李大山", "household_id": household})).await;
    scene.report(&husband, json!({"kind": "death", "on_day": "2026-01-05"})).await;

    let path = format!("/api/v1/households/{household}/events");
    let moved = scene.app.post(&scene.staff.token, &path, json!({"kind": "moved_out", "on_day": "2026-03-01"})).await.expect(201);
    assert_eq!(moved["items"].as_array().unwrap().len(), 1, "the dead do not move");
    assert_eq!(scene.state(&wife).await, "moved_out");
    let shown = format!("/api/v1/households/{household}");
    assert_eq!(scene.app.get(&scene.staff.token, &shown).await.expect(200)["state"], "empty");

    let undo = format!("/api/v1/residents/{}/events/{}", id(&wife), id(&moved["items"][0]));
    scene.app.delete(&scene.staff.token, &undo).await.expect(204);
    assert_eq!((scene.state(&wife).await, scene.state(&husband).await), ("present".to_owned(), "dead".to_owned()));
    assert_eq!(scene.app.get(&scene.staff.token, &shown).await.expect(200)["state"], "active");
}

#[tokio::test]
async fn a_grid_worker_sees_the_own_grid_and_nothing_else() {
    let scene = Scene::set().await;
    let person = scene.add(zhang()).await;
    let own = format!("/api/v1/residents/{}", id(&person));
    assert!(scene.app.get(&scene.worker.token, "/api/v1/residents").await.items().is_empty());
    assert_eq!(scene.app.get(&scene.worker.token, &own).await.status, 404);

    let grid =
        scene.app.post(&scene.admin.token, "/api/v1/grids", json!({"code": "1", "name": "第一网格", "worker_id": scene.worker.id})).await;
    let buildings = scene.app.get(&scene.staff.token, "/api/v1/buildings").await.items();
    let building = format!("/api/v1/buildings/{}", id(&buildings[0]));
    scene.app.patch(&scene.admin.token, &building, json!({"grid_id": grid.expect(201)["id"]})).await.expect(200);
    assert_eq!(scene.app.get(&scene.worker.token, "/api/v1/residents").await.items().len(), 1);
    scene.app.get(&scene.worker.token, &own).await.expect(200);

    // A family that moves out of the grid is gone from its list at once.
    let household = person["household_id"].as_str().unwrap();
    let to = json!({"address": "9-1-101"});
    let moved = scene.app.post(&scene.staff.token, &format!("/api/v1/households/{household}/move"), to).await.expect(200);
    assert_eq!(moved["address"], "9号楼1单元101");
    assert_eq!(scene.app.get(&scene.worker.token, &own).await.status, 404);
}

#[tokio::test]
async fn contacts_are_kept_masked_and_can_be_called_with_a_reason() {
    let scene = Scene::set().await;
    let person = scene.add(zhang()).await;
    let path = format!("/api/v1/residents/{}/contacts", id(&person));
    let daughter = json!({"name": "李梅", "relation": "女儿", "phone": "13900001111", "guardian": true});
    let contact = scene.app.post(&scene.staff.token, &path, daughter).await.expect(201);
    assert_eq!(contact["phone"], "139****1111");
    let ask = json!({"field": "contact_phone", "contact_id": id(&contact), "reason": "无人应答，联系家属"});
    let shown = scene.app.post(&scene.staff.token, &format!("/api/v1/residents/{}/unmask", id(&person)), ask).await.expect(200);
    assert_eq!(shown["value"], "13900001111");
    scene.app.delete(&scene.staff.token, &format!("{path}/{}", id(&contact))).await.expect(204);
    assert!(scene.app.get(&scene.staff.token, &path).await.items().is_empty());
}

#[tokio::test]
async fn who_was_entered_by_mistake_is_removed_but_history_stays() {
    let scene = Scene::set().await;
    let person = scene.add(zhang()).await;
    let path = format!("/api/v1/residents/{}", id(&person));
    scene.report(&person, json!({"kind": "major", "on_day": "2026-03-08"})).await;
    assert_eq!(scene.app.delete(&scene.staff.token, &path).await.code(), "people.resident_has_history");
    let mistake = scene.add(json!({"name": "王芳", "address": "3-2-502"})).await;
    let path = format!("/api/v1/residents/{}", id(&mistake));
    scene.app.delete(&scene.staff.token, &path).await.expect(204);
    scene.app.get(&scene.staff.token, &path).await.expect(404);
}

#[tokio::test]
async fn a_change_of_people_marks_their_figures() {
    let scene = Scene::set().await;
    scene.add(zhang()).await;
    use sea_orm::{ConnectionTrait, Statement};
    let backend = scene.app.raw.get_database_backend();
    let marks = Statement::from_string(backend, "SELECT measure FROM dirty_cell");
    let marks = scene.app.raw.query_all_raw(marks).await.unwrap();
    let marks: Vec<String> = marks.iter().map(|row| row.try_get("", "measure").unwrap()).collect();
    assert!(["residents.total", "elders.red"].iter().all(|measure| marks.iter().any(|mark| mark == measure)), "{marks:?}");
}

#[tokio::test]
async fn grids_come_page_by_page() {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004024").await;
    let admin = app.member(&community, Role::CommunityAdmin).await;
    for code in ["03", "01", "02"] {
        app.post(&admin.token, "/api/v1/grids", json!({ "code": code, "name": format!("第{code}网格") })).await.expect(201);
    }
    let first = app.get(&admin.token, "/api/v1/grids?limit=2").await.expect(200);
    let rest = format!("/api/v1/grids?limit=2&after={}", first["next"].as_str().expect("a cursor"));
    let rest = app.get(&admin.token, &rest).await.expect(200);
    let codes: Vec<_> =
        [&first, &rest].iter().flat_map(|page| page["items"].as_array().unwrap()).map(|grid| grid["code"].clone()).collect();
    assert_eq!((codes, &rest["next"]), (vec![json!("01"), json!("02"), json!("03")], &Value::Null));
}
