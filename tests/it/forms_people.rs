//! Whose data forms have: who may look at them, and what becomes of them when somebody is to be forgotten.

use mulin_entity::kernel::Role;
use serde_json::{Value, json};

use crate::forms::{PASSWORD, Scene, fault};

const HOUSEHOLDS: [&str; 4] = ["head", "names", "members", "phone"];

fn people() -> Value {
    json!({
        "title": "居民表", "every": "month", "workday": 5,
        "columns": [{"fact": "name", "heading": "姓名"}, {"fact": "phone", "heading": "电话"}, {"fact": "age", "heading": "年龄"}]
    })
}

fn households() -> Value {
    let columns = HOUSEHOLDS.map(|fact| json!({"fact": fact, "heading": fact}));
    json!({"title": "家庭户表", "every": "month", "workday": 5, "subject": "household", "columns": columns})
}

impl Scene {
    async fn submit(&self) -> Value {
        self.act("check").await.expect(200);
        self.sign(PASSWORD).await.expect(200)
    }

    async fn rows_of(&self, filling: &Value) -> Vec<Value> {
        let path = format!("/api/v1/forms/{}/rows", filling["id"].as_str().unwrap());
        self.app.get(&self.admins[0].token, &path).await.items()
    }
}

#[tokio::test]
async fn somebody_who_is_removed_leaves_a_blank_row_and_true_counts() {
    let scene = Scene::set().await;
    let person = scene.resident("王桂芬", "1941-05-04", json!({"phone": "13800001234"})).await;
    scene.resident("赵国强", "1950-02-11", json!({"phone": "13800001235"})).await;
    scene.want(people()).await;
    let signed = scene.submit().await;
    scene.want(households()).await;
    let homes = scene.submit().await;
    let mut later = people();
    later["title"] = json!("居民表（未报）");
    scene.want(later).await;
    let open = scene.filling().await;
    assert_eq!(open["totals"]["rows"], 2);
    scene.app.delete(&scene.admins[0].token, &format!("/api/v1/residents/{person}")).await.expect(204);

    let rows = scene.rows_of(&signed).await;
    let blank = rows.iter().find(|row| row["removed_at"].is_string()).unwrap();
    assert_eq!((rows.len(), &blank["subject_id"]), (2, &Value::Null));
    assert!(blank["cells"].as_array().unwrap().iter().all(|cell| cell["known"] == ""), "{blank}");
    let seen = scene.app.get(&scene.admins[0].token, &format!("/api/v1/forms/{}", signed["id"].as_str().unwrap())).await.expect(200);
    assert_eq!((&seen["totals"], &seen["hash"]), (&signed["totals"], &signed["hash"]), "what was signed still counts them");
    let home = scene.rows_of(&homes).await.remove(0);
    let texts: Vec<&str> = home["cells"].as_array().unwrap().iter().map(|cell| cell["known"].as_str().unwrap()).collect();
    assert_eq!(texts, ["", "", "2", ""], "their household is not named by them any more");
    assert_eq!((scene.rows_of(&open).await.len(), &scene.filling().await["totals"]["rows"]), (1, &json!(1)), "nothing was handed in of it");
}

#[tokio::test]
async fn a_phone_that_is_withdrawn_is_blanked_in_what_was_handed_in() {
    let scene = Scene::set().await;
    let person = scene.resident("王桂芬", "1941-05-04", json!({"phone": "13800001234"})).await;
    scene.want(people()).await;
    let signed = scene.submit().await;
    let token = &scene.admins[0].token;
    let request = json!({"kind": "withdraw", "about": "phone", "person_id": person});
    let request = scene.app.post(token, "/api/v1/privacy/requests", request).await.expect(201);
    let decide = format!("/api/v1/privacy/requests/{}/decide", request["id"].as_str().unwrap());
    scene.app.post(token, &decide, json!({"accept": true, "answer": "", "revision": request["revision"]})).await.expect(200);
    let row = scene.rows_of(&signed).await.remove(0);
    assert_eq!((&row["cells"][0]["known"], &row["cells"][1]["known"]), (&json!("王桂芬"), &json!("")));
    assert_eq!(row["removed_at"], Value::Null);
    let open = scene.app.get(token, &format!("/api/v1/forms/{}/export?unmask_reason=上报民政", signed["id"].as_str().unwrap())).await;
    assert_eq!(open.status, 200);
    let window = "/api/v1/privacy/exposures?from=2026-03-09T00:00:00Z&until=2026-03-10T00:00:00Z";
    assert_eq!(scene.app.get(token, window).await.expect(200)["affected"], 1, "a form that goes out is in the book");
}

#[tokio::test]
async fn a_street_looks_at_rows_only_while_the_community_lets_it() {
    let scene = Scene::set().await;
    scene.resident("王桂芬", "1941-05-04", json!({"phone": "13800001234"})).await;
    let form = scene.want(people()).await;
    let filling = scene.filling().await;
    let token = scene.admins[0].token.clone();
    let grants = format!("/api/v1/forms/{}/form-grants", filling["id"].as_str().unwrap());
    let until = |day: &str| json!({"until_on": day, "reason": "民政局抽查"});
    assert_eq!(scene.app.post(&token, &grants, until("2026-03-20")).await.code(), "forms.wrong_state", "nothing is handed in");
    scene.submit().await;
    let path =
        format!("/api/v1/street/forms/{}/communities/{}/rows?period=2026-02-01", form["id"].as_str().unwrap(), scene.communities[0].code);
    let look = async || scene.app.get(&scene.boss.token, &path).await;
    let refused = look().await;
    assert_eq!((refused.status, refused.code()), (403, "forms.not_granted".to_owned()));
    let staff = scene.app.member(&scene.communities[0], Role::Staff).await;
    assert_eq!(scene.app.post(&staff.token, &grants, until("2026-03-20")).await.status, 403, "the administrator decides");
    assert_eq!(fault(&scene.app.post(&token, &grants, until("2026-09-20")).await), "forms.until_implausible");
    let grant = scene.app.post(&token, &grants, until("2026-03-20")).await.expect(201);
    assert_eq!(scene.app.post(&token, &grants, until("2026-03-21")).await.code(), "forms.granted");
    let seen = look().await.expect(200);
    let row = &seen["rows"]["items"][0];
    assert_eq!((&row["cells"][0]["known"], &row["cells"][1]["known"]), (&json!("王桂芬"), &json!("138****1234")));
    assert_eq!(row["subject_id"], Value::Null, "not who it is in the register");
    assert_eq!(
        scene.see(&form).await.expect(200)["communities"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["granted_until"] == "2026-03-20")
            .count(),
        1
    );
    assert_eq!(scene.app.get(&token, &grants).await.expect(200)[0]["looks"], 1);
    let stranger = scene.app.street_admin(&scene.app.street("110101001").await).await;
    assert_eq!(scene.app.get(&stranger.token, &path).await.status, 404);

    let revoke = format!("{grants}/{}", grant["id"].as_str().unwrap());
    scene.app.delete(&token, &revoke).await.expect(200);
    assert_eq!(look().await.status, 403);
    scene.app.post(&token, &grants, until("2026-03-10")).await.expect(201);
    assert_eq!(look().await.status, 200);
    scene.app.advance(chrono::Duration::days(2)).await;
    assert_eq!(look().await.status, 403, "it has run out");
    scene.app.post(&token, &grants, until("2026-03-20")).await.expect(201);
    let window = "/api/v1/privacy/exposures?from=2026-03-09T00:00:00Z&until=2026-03-12T00:00:00Z";
    assert_eq!(scene.app.get(&token, window).await.expect(200)["affected"], 1, "each look is in the book");
}
