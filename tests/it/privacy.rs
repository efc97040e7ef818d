//! Residents' rights over their data: seeing, having a copy, having it put right or deleted, and by when; and whom an incident concerns.

use std::io::Cursor;

use calamine::Reader;
use chrono::Duration;
use mulin_entity::{
    kernel::{Job, Role, Scope as Place},
    privacy::job::Remind,
};
use mulin_tests::{ANONYMOUS, Answer, Member};
use serde_json::{Value, json};

use crate::enrolment::Scene;

const MINE: &str = "/api/v1/privacy/requests/mine";

/// A resident who has an account.
async fn resident(scene: &Scene) -> (String, Member) {
    let person = scene.resident("张秀英", "1949-03-08", "13800001234").await;
    let member = scene.app.member(&scene.community, Role::Resident).await;
    scene.linked(&person, &member).await;
    (person, member)
}

async fn run<J: Job>(scene: &Scene, job: &J) {
    let tx = scene.app.db().write(&Place::job(scene.community.id, "test")).await.unwrap();
    tx.enqueue(job).await.unwrap();
    tx.commit().await.unwrap();
    scene.app.work().await;
}

async fn decide(scene: &Scene, who: &Member, request: &Value, accept: bool, answer: &str) -> Answer {
    let at = format!("/api/v1/privacy/requests/{}/decide", request["id"].as_str().unwrap());
    scene.app.post(&who.token, &at, json!({"accept": accept, "answer": answer, "revision": request["revision"]})).await
}

fn value<'a>(data: &'a Value, class: &str) -> Option<&'a str> {
    data["lines"].as_array()?.iter().find(|line| line["class"] == class)?["value"].as_str()
}

#[tokio::test]
async fn somebody_sees_what_is_kept_about_them_and_nobody_elses() {
    let scene = Scene::set().await;
    let stranger = scene.app.member(&scene.community, Role::Volunteer).await;
    assert_eq!(scene.app.get(&stranger.token, "/api/v1/privacy/mine").await.code(), "enrolment.not_linked");
    let page = scene.app.get(ANONYMOUS, "/api/v1/public/privacy").await.expect(200);
    assert!(page.as_array().unwrap().iter().all(|class| class["purpose"] != ""), "anybody reads what is kept for what");
    let (person, member) = resident(&scene).await;
    let mine = scene.app.get(&member.token, "/api/v1/privacy/mine").await.expect(200);
    assert_eq!((value(&mine, "phone"), value(&mine, "register")), (Some("138****1234"), Some("张秀英")));
    assert_ne!(value(&mine, "health"), Some("高血压"));
    let health = mine["classes"].as_array().unwrap().iter().find(|class| class["class"] == "health").unwrap();
    assert_eq!((health["basis"].as_str(), health["may_be_withdrawn"].as_bool()), (Some("consent"), Some(true)));
    let wrong = json!({"password": "not mine"});
    let refused = scene.app.post(&member.token, "/api/v1/privacy/mine/unmask", wrong).await;
    assert_eq!((refused.code(), refused.json()["fields"][0]["field"].as_str()), ("privacy.password_wrong".to_owned(), Some("password")));
    let neighbour = scene.resident("李建国", "2015-03-08", "").await;
    assert_eq!(scene.app.get(&member.token, &format!("/api/v1/privacy/mine?person_id={neighbour}")).await.status, 404);
    assert_eq!(mine["person_id"], person);
}

#[tokio::test]
async fn a_copy_is_for_one_member_and_a_quarter_of_an_hour() {
    let scene = Scene::set().await;
    let (_, member) = resident(&scene).await;
    let copy = async |form: &str| {
        let copy = scene.app.post(&member.token, "/api/v1/privacy/copies", json!({"form": form})).await.expect(201);
        format!("/api/v1/privacy/copies/{}", copy["id"].as_str().unwrap())
    };
    let (sheet, document) = (copy("xlsx").await, copy("json").await);
    let fetched = scene.app.get(&member.token, &sheet).await;
    assert!(fetched.header("content-disposition").contains("my-data.xlsx"));
    let mut book = calamine::Xlsx::new(Cursor::new(fetched.bytes)).unwrap();
    let cells = book.worksheet_range("我的个人信息").unwrap();
    assert!(cells.used_cells().any(|(_, _, cell)| *cell == "13800001234"), "one's own copy is in the open");
    let lines = scene.app.get(&member.token, &document).await.expect(200);
    assert!(lines.as_array().unwrap().iter().any(|line| line["class"] == "health" && line["value"] == "高血压"), "{lines}");
    assert_eq!(scene.app.get(&scene.admin.token, &sheet).await.status, 404, "not even an administrator");
    let window = "/api/v1/privacy/exposures?from=2026-03-09T00:00:00Z&until=2026-03-10T00:00:00Z";
    assert_eq!(scene.app.get(&scene.admin.token, window).await.expect(200)["affected"], 0, "their own copy exposes nobody");
    scene.app.advance(Duration::minutes(15)).await;
    assert_eq!(scene.app.get(&member.token, &sheet).await.code(), "privacy.copy_over");
}

#[tokio::test]
async fn a_correction_changes_the_register_once_the_desk_agrees() {
    let scene = Scene::set().await;
    let (person, member) = resident(&scene).await;
    let wish = json!({"kind": "correct", "about": "phone", "wanted": "139 0000 5678", "words": "换了手机号"});
    let wrong = json!({"kind": "correct", "about": "phone", "wanted": "12"});
    assert_eq!(scene.app.post(&member.token, MINE, wrong).await.json()["fields"][0]["field"], "wanted");
    let request = scene.app.post(&member.token, MINE, wish.clone()).await.expect(201);
    assert_eq!((request["state"].as_str(), request["due_on"].as_str()), (Some("open"), Some("2026-03-30")));
    assert_eq!(scene.app.post(&member.token, MINE, wish.clone()).await.code(), "privacy.asked_already");
    decide(&scene, &scene.staff, &request, true, "").await.expect(200);
    assert_eq!(decide(&scene, &scene.staff, &request, true, "").await.status, 412);
    let seen = scene.app.get(&scene.staff.token, &format!("/api/v1/residents/{person}")).await.expect(200);
    assert!(seen.to_string().contains("139****5678"), "{seen}");
    scene.app.work().await;
    assert_eq!(scene.app.mails_to(&member.email).last().unwrap().subject(), "您的个人信息申请已办理");

    let back = scene.app.post(&member.token, MINE, json!({"kind": "correct", "about": "name", "wanted": "张秀瑛"})).await.expect(201);
    let taken = scene.app.delete(&member.token, &format!("{MINE}/{}", back["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(taken["state"], "withdrawn");
    assert_eq!(scene.app.get(&member.token, MINE).await.items().len(), 2);
}

#[tokio::test]
async fn consent_is_withdrawn_the_law_stays_and_an_administrator_decides() {
    let scene = Scene::set().await;
    let (person, member) = resident(&scene).await;
    let ask = async |kind: &str, about: &str| scene.app.post(&member.token, MINE, json!({"kind": kind, "about": about})).await;
    assert_eq!(ask("withdraw", "visits").await.json()["fields"][0]["code"], "privacy.no_consent");
    let (health, visits) = (ask("withdraw", "health").await.expect(201), ask("erase", "visits").await.expect(201));
    assert_eq!(visits["basis"], "duty");
    let refused = decide(&scene, &scene.staff, &health, true, "").await;
    assert_eq!((refused.status, refused.code()), (403, "privacy.administrator_decides".to_owned()));
    decide(&scene, &scene.admin, &health, true, "").await.expect(200);
    assert_eq!(value(&scene.app.get(&member.token, "/api/v1/privacy/mine").await.expect(200), "health"), None);
    assert_eq!(decide(&scene, &scene.admin, &visits, true, "").await.code(), "privacy.kept_by_law");
    assert_eq!(decide(&scene, &scene.admin, &visits, false, "").await.json()["fields"][0]["field"], "answer");
    decide(&scene, &scene.admin, &visits, false, "依法保存五年").await.expect(200);
    scene.app.work().await;
    assert!(scene.app.mails_to(&member.email).iter().any(|mail| mail.body.contains("依法保存五年")));

    let account = json!({"kind": "withdraw", "about": "account", "person_id": person});
    let account = scene.app.post(&scene.staff.token, "/api/v1/privacy/requests", account).await.expect(201);
    assert_eq!(account["way"], "desk");
    decide(&scene, &scene.admin, &account, true, "").await.expect(200);
    assert_eq!(scene.app.get(&member.token, "/api/v1/privacy/mine").await.status, 403, "the account is theirs no more");
}

#[tokio::test]
async fn the_clock_reminds_and_counts_what_is_late() {
    let scene = Scene::set().await;
    let (_, member) = resident(&scene).await;
    scene.app.post(&member.token, MINE, json!({"kind": "erase", "about": "phone"})).await.expect(201);
    let told = || scene.app.mails_to(&scene.admin.email).iter().filter(|mail| mail.subject() == "个人信息申请快到期了").count();
    run(&scene, &Remind { planned_at: scene.app.now() }).await;
    assert_eq!(told(), 0);
    scene.app.advance(Duration::days(18)).await;
    run(&scene, &Remind { planned_at: scene.app.now() }).await;
    run(&scene, &Remind { planned_at: scene.app.now() + Duration::minutes(1) }).await;
    assert_eq!(told(), 1, "once a day");
    scene.app.advance(Duration::days(5)).await;
    run(&scene, &Remind { planned_at: scene.app.now() }).await;
    assert!(scene.app.mails_to(&scene.admin.email).last().unwrap().body.contains("1 件已逾期"));
}

#[tokio::test]
async fn an_incident_names_everybody_whose_data_were_shown_or_taken_out() {
    let scene = Scene::set().await;
    let first = scene.resident("张秀英", "1949-03-08", "13800001234").await;
    let from = scene.app.now();
    let why = json!({"field": "phone", "reason": "电话核实"});
    scene.app.post(&scene.staff.token, &format!("/api/v1/residents/{first}/unmask"), why).await.expect(200);
    scene.app.advance(Duration::minutes(5)).await;
    scene.app.get(&scene.staff.token, "/api/v1/residents/export").await;
    scene.app.advance(Duration::minutes(5)).await;
    scene.resident("李建国", "1950-03-08", "").await;
    let window = |until: &str| format!("from={}&until={until}", from.format("%Y-%m-%dT%H:%M:%SZ"));
    let at = format!("/api/v1/privacy/exposures?{}", window("2026-03-10T00:00:00Z"));
    let found = scene.app.get(&scene.admin.token, &at).await.expect(200);
    assert_eq!(
        (found["affected"].as_i64(), found["deeds"].as_array().map(Vec::len)),
        (Some(1), Some(2)),
        "who came later is not concerned"
    );
    assert_eq!((found["people"][0]["deeds"].as_i64(), found["deeds"][1]["reason"].as_str()), (Some(2), Some("电话核实")));
    let sheet = scene.app.get(&scene.admin.token, &at.replace("exposures?", "exposures/people?")).await;
    let mut book = calamine::Xlsx::new(Cursor::new(sheet.bytes)).unwrap();
    assert_eq!(book.worksheet_range("涉及人员").unwrap().height(), 2);
    let before = scene.app.get(&scene.admin.token, &at.replace("2026-03-10", "2026-03-01")).await;
    assert_eq!(before.json()["fields"][0]["field"], "until");
}

#[tokio::test]
async fn a_resident_brings_a_matter_up_and_says_whether_it_is_solved() {
    let scene = Scene::set().await;
    let (_, member) = resident(&scene).await;
    let kind = json!({"name": "设施维修", "acknowledge": 1, "handle": 5});
    let kind = scene.app.post(&scene.admin.token, "/api/v1/matter-kinds", kind).await.expect(201);
    let told = json!({"kind_id": kind["id"], "title": "楼道灯不亮", "place": "3号楼2单元"});
    let matter = scene.app.post(&member.token, "/api/v1/matters/mine", told).await.expect(201);
    let at = format!("/api/v1/matters/{}", matter["id"].as_str().unwrap());
    let seen = scene.app.get(&scene.staff.token, &at).await.expect(200);
    assert_eq!((seen["reporter"].as_str(), seen["source"].as_str()), (Some("张*"), Some("page")), "who tells it is known");
    assert_ne!(seen["assignment"]["holder_id"], json!(member.id));
    let rate = |solved: bool| json!({"solved": solved, "rating": 5, "note": "亮了"});
    let rating = format!("/api/v1/matters/mine/{}/rating", matter["id"].as_str().unwrap());
    assert_eq!(scene.app.post(&member.token, &rating, rate(true)).await.code(), "matters.wrong_stage");
    let done = json!({"deed": "complete", "note": "换了灯泡", "revision": seen["assignment"]["revision"]});
    scene.app.post(&scene.staff.token, &format!("{at}/deeds"), done).await.expect(200);
    assert_eq!(scene.app.get(&member.token, "/api/v1/matters/mine").await.items()[0]["result"], "换了灯泡");
    let other = scene.app.member(&scene.community, Role::Volunteer).await;
    assert_eq!(scene.app.post(&other.token, &rating, rate(true)).await.status, 404);
    assert_eq!(scene.app.post(&member.token, &rating, rate(true)).await.expect(200)["stage"], "closed");
}
