//! A street's call as people notice it: every community finds its campaign prepared, and the street sees how far all are, but nobody's name.

use mulin_entity::{
    kernel::{Role, Scope},
    tenancy::job::SetUp,
};
use mulin_tests::{Community, Member, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

const CALLS: &str = "/api/v1/street/campaigns";

struct Scene {
    app: TestApp,
    boss: Member,
    communities: [Community; 2],
    admins: [Member; 2],
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China: two communities with some residents each.
    async fn set(residents: [usize; 2]) -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let communities = [app.community(&street, "120113004024").await, app.community(&street, "120113004017").await];
        let boss = app.street_admin(&street).await;
        let admins = [app.member(&communities[0], Role::CommunityAdmin).await, app.member(&communities[1], Role::CommunityAdmin).await];
        for (community, (admin, count)) in communities.iter().zip(admins.iter().zip(residents)) {
            let tx = app.db().write(&Scope::job(community.id, "test")).await.unwrap();
            tx.enqueue(&SetUp {}).await.unwrap();
            tx.commit().await.unwrap();
            app.work().await;
            let grid = app.post(&admin.token, "/api/v1/grids", json!({"code": "01", "name": "第一网格"})).await.expect(201);
            app.post(&admin.token, "/api/v1/buildings", json!({"name": "3号楼", "grid_id": grid["id"]})).await.expect(201);
            for door in 1..=count {
                let resident =
                    json!({"name": format!("居民{}", ["甲", "乙", "丙", "丁"][door - 1]), "address": format!("3号楼1单元{door}01")});
                app.post(&admin.token, "/api/v1/residents", resident).await.expect(201);
            }
        }
        Self { app, boss, communities, admins }
    }

    async fn call(&self, filter: Value, communities: Value) -> Value {
        let campaign = json!({
            "title": "燃气安全检查", "cause": "gas", "whom": "people", "filter": filter, "detail": "查软管、查报警器。",
            "questions": [{"text": "软管完好", "kind": "choice", "required": true, "choices": ["是", "否"]}],
            "starts_on": "2026-03-09", "due_on": "2026-03-13"
        });
        self.app.post(&self.boss.token, CALLS, json!({"campaign": campaign, "communities": communities})).await.expect(201)
    }

    /// The campaign that a community has from the call.
    async fn theirs(&self, admin: &Member) -> Value {
        let campaigns = self.app.get(&admin.token, "/api/v1/campaigns").await.items();
        campaigns.into_iter().find(|campaign| campaign["called"] == true).expect("a campaign that was called for")
    }

    async fn act(&self, admin: &Member, act: &str) -> mulin_tests::Answer {
        let campaign = self.theirs(admin).await;
        let path = format!("/api/v1/campaigns/{}/act", campaign["id"].as_str().unwrap());
        self.app.post(&admin.token, &path, json!({"act": act, "revision": campaign["revision"]})).await
    }

    async fn seen(&self, call: &Value) -> Value {
        self.app.get(&self.boss.token, &format!("{CALLS}/{}", call["id"].as_str().unwrap())).await.expect(200)
    }

    async fn told(&self, who: &Member, word: &str) -> usize {
        self.app.work().await;
        self.app.mails_to(&who.email).iter().filter(|mail| mail.subject().contains(word)).count()
    }
}

#[tokio::test]
async fn a_street_calls_communities_begin_and_the_street_sees_how_far_each_is() {
    let scene = Scene::set([2, 1]).await;
    let own =
        json!({"title": "燃气安全检查", "cause": "gas", "whom": "people", "filter": {}, "starts_on": "2026-03-09", "due_on": "2026-03-10"});
    scene.app.post(&scene.admins[1].token, "/api/v1/campaigns", own).await.expect(201);

    let call = scene.call(json!({}), json!([])).await;

    assert_eq!(call["communities"].as_array().unwrap().iter().map(|one| &one["stage"]).collect::<Vec<_>>(), ["planned", "planned"]);
    for admin in &scene.admins {
        assert_eq!(scene.told(admin, "街道部署行动").await, 1);
    }
    assert_eq!(scene.theirs(&scene.admins[1]).await["title"], "燃气安全检查 (1)", "beside their own of that name");
    let theirs = scene.theirs(&scene.admins[0]).await;
    let path = format!("/api/v1/campaigns/{}", theirs["id"].as_str().unwrap());
    let other = json!({
        "title": "燃气安全检查", "cause": "gas", "whom": "dwellings", "filter": {}, "lead_id": scene.admins[0].id,
        "starts_on": "2026-03-09", "due_on": "2026-03-12", "revision": theirs["revision"]
    });
    let changed = scene.app.put(&scene.admins[0].token, &path, other).await.expect(200);
    assert_eq!(
        (&changed["whom"], &changed["due_on"]),
        (&json!("people"), &json!("2026-03-12")),
        "days are theirs, whom it reaches is the street's"
    );
    assert_eq!(changed["questions"].as_array().unwrap().len(), 1);

    scene.act(&scene.admins[0], "start").await.expect(200);
    let targets = scene.app.get(&scene.admins[0].token, &format!("{path}/targets")).await.items();
    let found = json!({
        "nonce": Uuid::from_u128(1), "outcome": "done", "at": "2026-03-09T00:30:00Z", "answers": [{"question": "q1", "values": ["是"]}]
    });
    let mark = format!("/api/v1/campaign-targets/{}/marks", targets[0]["id"].as_str().unwrap());
    scene.app.post(&scene.admins[0].token, &mark, found).await.expect(201);

    let seen = scene.seen(&call).await;
    let of = |code: &str| seen["communities"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap().clone();
    let running = of(&scene.communities[0].code);
    assert_eq!([&running["total"], &running["done"], &running["open"]], [&json!(2), &json!(1), &json!(1)]);
    assert_eq!((&running["stage"], &of(&scene.communities[1].code)["stage"]), (&json!("running"), &json!("planned")));
    assert!(!seen.to_string().contains("居民甲"), "nobody by name");
}

#[tokio::test]
async fn what_is_taken_back_ends_where_it_has_not_begun() {
    let scene = Scene::set([1, 1]).await;
    let call = scene.call(json!({}), json!([])).await;
    scene.act(&scene.admins[0], "start").await.expect(200);

    let withdraw = format!("{CALLS}/{}/withdraw", call["id"].as_str().unwrap());
    let seen = scene.app.post(&scene.boss.token, &withdraw, Value::Null).await.expect(200);

    let mut stages: Vec<_> = seen["communities"].as_array().unwrap().iter().map(|one| one["stage"].as_str().unwrap()).collect();
    stages.sort_unstable();
    assert_eq!(stages, ["dropped", "running"]);
    assert_eq!((scene.told(&scene.admins[0], "撤回行动").await, scene.told(&scene.admins[1], "撤回行动").await), (0, 1));
    assert_eq!(scene.app.post(&scene.boss.token, &withdraw, Value::Null).await.code(), "campaigns.wrong_stage");
}

#[tokio::test]
async fn few_of_a_sensitive_class_are_not_counted_and_another_street_sees_nothing() {
    let scene = Scene::set([2, 2]).await;
    let call = scene.call(json!({"tier": "none"}), json!([scene.communities[0].code])).await;
    assert_eq!(call["communities"].as_array().unwrap().len(), 1, "only the one that is named");
    scene.act(&scene.admins[0], "start").await.expect(200);
    let seen = scene.seen(&call).await;
    assert!(seen["communities"][0].get("total").is_none(), "two of a tier could be told apart: {seen}");

    let everywhere = scene.app.post(&scene.boss.token, CALLS, json!({"campaign": {
        "title": "x", "cause": "gas", "whom": "people", "filter": {"grid_id": Uuid::from_u128(1)}, "starts_on": "2026-03-09", "due_on": "2026-03-10"
    }}));
    assert_eq!(everywhere.await.expect(422)["fields"][0]["code"], "campaigns.call_is_everywhere");
    let elsewhere = scene.app.street("120113003").await;
    let other = scene.app.street_admin(&elsewhere).await;
    assert!(scene.app.get(&other.token, CALLS).await.items().is_empty());
    let path = format!("{CALLS}/{}", call["id"].as_str().unwrap());
    assert_eq!(scene.app.get(&other.token, &path).await.status, 404);
    assert_eq!(scene.app.post(&other.token, &format!("{path}/withdraw"), Value::Null).await.status, 404);
}
