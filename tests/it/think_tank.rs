//! The think tank as people notice it: who is suggested for a matter and why, who is asked, and what becomes of their advice.

use mulin_entity::kernel::Role;
use mulin_tests::{Answer, Member, Street, TestApp};
use serde_json::{Value, json};

struct Scene {
    app: TestApp,
    street: Street,
    admin: Member,
    staff: Member,
    /// An engineer who logs in.
    engineer: Member,
    stranger: Member,
    expert: Value,
    lawyer: Value,
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China: two work groups with one expert each, of whom one logs in.
    async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let (admin, staff) = (app.member(&community, Role::CommunityAdmin).await, app.member(&community, Role::Staff).await);
        let (engineer, stranger) = (app.member(&community, Role::Volunteer).await, app.member(&community, Role::Partner).await);
        let join = async |group: &str, expert: Value| {
            let group = app.post(&staff.token, "/api/v1/expert-groups", json!({"name": group})).await.expect(201);
            let mut expert = expert;
            expert["group_id"] = group["id"].clone();
            app.post(&staff.token, "/api/v1/experts", expert).await.expect(201)
        };
        let expert = json!({
            "name": "张工", "workplace": "市设计院", "phone": "138 0000 1111", "member_id": engineer.id, "fields": ["engineering"], "words": [" 电梯 ", "电梯"]
        });
        let expert = join("工程组", expert).await;
        let lawyer = join("法律组", json!({"name": "李律师", "fields": ["law"]})).await;
        Self { app, street, admin, staff, engineer, stranger, expert, lawyer }
    }

    async fn ask(&self, expert: &Value, matter: Option<&Value>) -> Answer {
        let mut question = json!({"expert_id": expert["id"], "title": "电梯老停运", "question": "先修还是先换？"});
        if let Some(matter) = matter {
            question["matter_id"] = matter["id"].clone();
        }
        self.app.post(&self.staff.token, "/api/v1/expert-requests", question).await
    }

    async fn act(&self, who: &Member, request: &Value, mut deed: Value) -> Answer {
        let list = self.app.get(&self.staff.token, "/api/v1/expert-requests").await.expect(200);
        let known = list["items"].as_array().unwrap().iter().find(|known| known["id"] == request["id"]).expect("a request").clone();
        deed["revision"] = known["revision"].clone();
        self.app.post(&who.token, &format!("/api/v1/expert-requests/{}/act", request["id"].as_str().unwrap()), deed).await
    }

    async fn told(&self, whom: &Member) -> Vec<String> {
        self.app.work().await;
        self.app.mails_to(&whom.email).iter().map(|mail| mail.subject().to_owned()).filter(|subject| subject.contains("电梯")).collect()
    }
}

#[tokio::test]
async fn a_matter_finds_who_knows_about_it_and_says_why() {
    let scene = Scene::set().await;
    let kind = json!({"name": "楼院设施", "acknowledge": 1, "handle": 5});
    let kind = scene.app.post(&scene.admin.token, "/api/v1/matter-kinds", kind).await.expect(201);
    let matter = json!({"kind_id": kind["id"], "source": "phone", "member_id": scene.staff.id, "title": "3号楼电梯老停运", "detail": "老人下不了楼"});
    let matter = scene.app.post(&scene.staff.token, "/api/v1/matters", matter).await.expect(201);
    let at = format!("/api/v1/experts/suggested?matter_id={}", matter["id"].as_str().unwrap());
    let found = scene.app.get(&scene.staff.token, &at).await.expect(200);
    let first = &found[0];
    assert_eq!(
        (first["expert"]["name"].as_str(), first["fields"][0].as_str(), first["words"][0].as_str()),
        (Some("张工"), Some("engineering"), Some("电梯"))
    );

    scene.ask(&scene.expert, Some(&matter)).await.expect(201);
    assert_eq!(scene.ask(&scene.expert, Some(&matter)).await.code(), "partners.asked_already");
    let about = format!("/api/v1/expert-requests?matter_id={}", matter["id"].as_str().unwrap());
    assert_eq!(scene.app.get(&scene.staff.token, &about).await.expect(200)["items"].as_array().unwrap().len(), 1);

    let away = json!({
        "group_id": scene.expert["group_id"], "name": "张工", "fields": ["engineering"], "words": ["电梯"], "available": false, "revision": 1
    });
    scene.app.put(&scene.staff.token, &format!("/api/v1/experts/{}", scene.expert["id"].as_str().unwrap()), away).await.expect(200);
    let found = scene.app.get(&scene.staff.token, &at).await.expect(200);
    assert!(found.as_array().unwrap().iter().all(|one| one["expert"]["name"] != "张工"), "who takes nothing on is not suggested");
    assert_eq!(scene.ask(&scene.expert, None).await.code(), "partners.not_available");
}

#[tokio::test]
async fn an_expert_is_told_accepts_advises_and_is_thanked() {
    let scene = Scene::set().await;
    let request = scene.ask(&scene.expert, None).await.expect(201);
    assert_eq!(scene.told(&scene.engineer).await, ["想请教您：电梯老停运"]);
    let mine = scene.app.get(&scene.engineer.token, "/api/v1/expert-requests").await.expect(200);
    assert_eq!(mine["items"][0]["question"], "先修还是先换？");
    scene.act(&scene.engineer, &request, json!({"act": "accept"})).await.expect(200);
    assert_eq!(scene.told(&scene.staff).await, ["专家已接受：电梯老停运"]);
    assert_eq!(scene.act(&scene.engineer, &request, json!({"act": "advise", "text": " "})).await.status, 422);
    assert_eq!(scene.act(&scene.staff, &request, json!({"act": "thank", "rating": 5})).await.code(), "partners.wrong_state");
    scene.act(&scene.engineer, &request, json!({"act": "advise", "text": "先做安全评估，再动用维修资金"})).await.expect(200);
    assert!(scene.told(&scene.staff).await.contains(&"专家已给出建议：电梯老停运".to_owned()));
    assert_eq!(scene.act(&scene.engineer, &request, json!({"act": "thank", "rating": 5})).await.code(), "partners.for_the_office");
    assert_eq!(scene.act(&scene.staff, &request, json!({"act": "thank", "rating": 6})).await.status, 422);
    let thanked = scene.act(&scene.staff, &request, json!({"act": "thank", "rating": 5, "text": "已按建议办理"})).await.expect(200);
    assert_eq!((thanked["state"].as_str(), thanked["rating"].as_i64()), (Some("thanked"), Some(5)));
    assert_eq!(scene.told(&scene.engineer).await.len(), 2, "asked and thanked");

    let experts = scene.app.get(&scene.admin.token, "/api/v1/experts").await.expect(200);
    let engineer = experts.as_array().unwrap().iter().find(|one| one["name"] == "张工").expect("an expert").clone();
    assert_eq!((engineer["advised"].as_i64(), engineer["rating"].as_f64(), engineer["words"][1].as_str()), (Some(1), Some(5.0), None));
    scene.app.work().await;
    let street = scene.app.street_admin(&scene.street).await;
    let totals = scene.app.get(&street.token, "/api/v1/street/dashboard").await.expect(200)["totals"].clone();
    assert_eq!((totals["partners.asked"].as_i64(), totals["partners.advised"].as_i64()), (Some(1), Some(1)));
}

#[tokio::test]
async fn nobody_else_sees_what_an_expert_is_asked_and_the_office_speaks_for_whoever_has_no_account() {
    let scene = Scene::set().await;
    let request = scene.ask(&scene.expert, None).await.expect(201);
    let seen = scene.app.get(&scene.stranger.token, "/api/v1/expert-requests").await.expect(200);
    assert!(seen["items"].as_array().unwrap().is_empty());
    assert_eq!(scene.act(&scene.stranger, &request, json!({"act": "accept"})).await.status, 404);
    assert_eq!(scene.app.get(&scene.stranger.token, "/api/v1/experts").await.status, 403);

    let by_phone = scene.ask(&scene.lawyer, None).await.expect(201);
    assert_eq!(scene.act(&scene.staff, &by_phone, json!({"act": "decline"})).await.status, 422, "why?");
    let declined = scene.act(&scene.staff, &by_phone, json!({"act": "decline", "text": "出差"})).await.expect(200);
    assert_eq!(declined["state"], "declined");
    assert!(scene.told(&scene.staff).await.is_empty(), "who wrote it down knows it");
    scene.act(&scene.staff, &request, json!({"act": "withdraw"})).await.expect(200);
    assert_eq!(scene.told(&scene.engineer).await.len(), 2, "asked, and told that it is over");
}

#[tokio::test]
async fn what_is_said_of_an_expert_is_checked_field_by_field() {
    let scene = Scene::set().await;
    let add = async |mut expert: Value| {
        expert["group_id"] = scene.expert["group_id"].clone();
        scene.app.post(&scene.staff.token, "/api/v1/experts", expert).await
    };
    assert_eq!(add(json!({"name": "王老师", "fields": []})).await.status, 422);
    assert_eq!(add(json!({"name": "王老师", "fields": ["magic"]})).await.status, 422);
    assert_eq!(add(json!({"name": "王老师", "fields": ["education"], "words": ["x"]})).await.status, 422);
    assert_eq!(add(json!({"name": "王老师", "fields": ["education"], "phone": "12"})).await.status, 422);
    assert_eq!(
        add(json!({"name": "王老师", "fields": ["education"], "member_id": scene.engineer.id})).await.code(),
        "partners.expert_already"
    );
    assert_eq!(
        scene.app.post(&scene.staff.token, "/api/v1/expert-groups", json!({"name": " 工程组 "})).await.code(),
        "partners.group_taken"
    );
}
