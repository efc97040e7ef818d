//! Contact and ask as people notice it: what is asked, what becomes of an answer, who is behind, what is found out.

use mulin_entity::{kernel::Scope, outreach::job::Remind};
use mulin_tests::{Answer, Member};
use serde_json::{Value, json};

use super::{ledgers::cells, ledgers_scene::Scene};

/// The questionnaire that the community begins with for a party.
async fn form(scene: &Scene, party: &str) -> Value {
    let forms = scene.app.get(&scene.east.token, "/api/v1/questionnaires").await.expect(200);
    let mut forms = forms.as_array().unwrap().iter();
    forms.find(|form| form["party"] == party).unwrap_or_else(|| panic!("nothing is asked of {party}")).clone()
}

/// What somebody in a grid said to three of the questions for residents.
fn said(form: &Value, who: &str, answers: &[(&str, &[&str])]) -> Value {
    let answers: Vec<Value> = answers.iter().map(|(question, values)| json!({"question": question, "values": values})).collect();
    json!({"questionnaire_id": form["id"], "version": form["version"], "who": who, "on_day": "2026-03-06", "way": "visit", "answers": answers})
}

const USUAL: &[(&str, &[&str])] = &[("q1", &["楼道与环境"]), ("q2", &["3号楼二单元灯不亮"]), ("q3", &["4"])];

async fn hold(scene: &Scene, who: &Member, interview: Value) -> Answer {
    scene.app.post(&who.token, "/api/v1/interviews", interview).await
}

fn at(interview: &Value, rest: &str) -> String {
    format!("/api/v1/interviews/{}{rest}", interview["id"].as_str().unwrap())
}

#[tokio::test]
async fn each_party_is_asked_its_own_questions_and_each_answer_is_checked_by_them() {
    let scene = Scene::set().await;
    for party in ["resident", "party_member", "unit", "company", "organisation"] {
        form(&scene, party).await;
    }
    let asked = form(&scene, "resident").await;
    let held = hold(&scene, &scene.east, said(&asked, "王桂芬", USUAL)).await.expect(201);
    assert_eq!((&held["who"], &held["member_id"]), (&json!("王桂芬"), &json!(scene.east.id)));
    let wrong = said(&asked, "王桂芬", &[("q1", &["没有困难"]), ("q2", &["无"]), ("q3", &["1"])]);
    let refused = hold(&scene, &scene.east, wrong).await.expect(422);
    let fields: Vec<&str> = refused["fields"].as_array().unwrap().iter().map(|fault| fault["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["answers.q2", "answers.q4"], "what was not asked cannot be answered; what a low mark asks for must be");
}

#[tokio::test]
async fn an_interview_counts_for_the_grid_and_is_seen_there_and_in_the_office_only() {
    let scene = Scene::set().await;
    let asked = form(&scene, "resident").await;
    let held = hold(&scene, &scene.east, said(&asked, "王桂芬", USUAL)).await.expect(201);
    scene.app.get(&scene.staff.token, &at(&held, "")).await.expect(200);
    scene.app.get(&scene.west.token, &at(&held, "")).await.expect(404);
    assert!(scene.app.get(&scene.west.token, "/api/v1/interviews").await.items().is_empty());
    let resident = json!({"name": "李秀英", "address": "5号楼1单元101"});
    let resident = scene.app.post(&scene.staff.token, "/api/v1/residents", resident).await.expect(201);
    let mut beyond = said(&asked, "", USUAL);
    beyond["person_id"] = resident["id"].clone();
    hold(&scene, &scene.east, beyond.clone()).await.expect(404);
    let held = hold(&scene, &scene.west, beyond).await.expect(201);
    assert_eq!(held["who"], json!("李秀英"));
}

#[tokio::test]
async fn an_answer_becomes_a_matter_or_a_need_once_each() {
    let scene = Scene::set().await;
    let asked = form(&scene, "resident").await;
    let held = hold(&scene, &scene.east, said(&asked, "王桂芬", USUAL)).await.expect(201);
    let kinds = scene.app.get(&scene.east.token, "/api/v1/matter-kinds").await.items();
    let matter = json!({"question": "q2", "kind": "matter", "title": "3号楼二单元楼道灯不亮", "kind_id": kinds[0]["id"]});
    let told = scene.app.post(&scene.east.token, &at(&held, "/outcomes"), matter.clone()).await.expect(201);
    let opened = format!("/api/v1/matters/{}", told["outcomes"][0]["matter_id"].as_str().unwrap());
    let opened = scene.app.get(&scene.staff.token, &opened).await.expect(200);
    assert_eq!((&opened["source"], &opened["reporter"]), (&json!("interview"), &json!("王*")), "masked, like every name of a reporter");
    assert_eq!(scene.app.post(&scene.east.token, &at(&held, "/outcomes"), matter).await.code(), "outreach.taken_up");
    let need = json!({"question": "q2", "kind": "need", "title": "换一批楼道灯"});
    let told = scene.app.post(&scene.east.token, &at(&held, "/outcomes"), need).await.expect(201);
    assert_eq!(told["outcomes"].as_array().unwrap().len(), 2);
    let needs = scene.app.get(&scene.staff.token, "/api/v1/offers?list=need").await.items();
    assert_eq!(needs[0]["title"], json!("换一批楼道灯"));
    let resource = json!({"question": "q2", "kind": "resource", "title": "灯"});
    let refused = scene.app.post(&scene.staff.token, &at(&held, "/outcomes"), resource).await;
    assert_eq!(refused.expect(422)["fields"][0]["field"], json!("unit_id"), "a resource is a unit's");
}

#[tokio::test]
async fn other_questions_make_another_version_and_what_was_answered_stays() {
    let scene = Scene::set().await;
    let before = form(&scene, "resident").await;
    hold(&scene, &scene.east, said(&before, "王桂芬", USUAL)).await.expect(201);
    let path = format!("/api/v1/questionnaires/{}", before["id"].as_str().unwrap());
    let mut changed = before.clone();
    changed["questions"].as_array_mut().unwrap().retain(|question| !["q1", "q2"].contains(&question["code"].as_str().unwrap()));
    changed["questions"].as_array_mut().unwrap().push(json!({"text": "家里几口人？", "kind": "number", "least": 1}));
    changed.as_object_mut().unwrap().remove("id");
    let after = scene.app.put(&scene.staff.token, &path, changed.clone()).await.expect(200);
    assert_eq!((&after["version"], &after["questions"][4]["code"]), (&json!(2), &json!("q7")));
    assert_eq!(scene.app.put(&scene.staff.token, &path, changed).await.code(), "kernel.stale");
    // A phone that was off the net since the morning still sends what it asked.
    hold(&scene, &scene.west, said(&before, "赵大爷", &[("q1", &["停车与出行", "楼道与环境"]), ("q3", &["2"]), ("q4", &["没人管"])]))
        .await
        .expect(201);
    hold(&scene, &scene.west, said(&after, "孙阿姨", &[("q3", &["5"]), ("q7", &["3"])])).await.expect(201);
    let results = scene.app.get(&scene.staff.token, &format!("{path}/results")).await.expect(200);
    assert_eq!(results["interviews"], json!(3));
    let result = |code: &str| {
        let results = results["questions"].as_array().unwrap();
        results.iter().find(|result| result["question"]["code"] == code).expect("a question").clone()
    };
    assert_eq!((&result("q3")["mean"], &result("q3")["answered"]), (&json!(11.0 / 3.0), &json!(3)));
    assert_eq!(result("q1")["asked"], json!(false), "what is no longer asked is still told");
    assert_eq!(result("q1")["values"][0], json!({"value": "楼道与环境", "count": 2}));
    assert_eq!(result("q2")["words"][0]["said"], json!("3号楼二单元灯不亮"));
    let book = scene.app.get(&scene.staff.token, &format!("{path}/export")).await;
    let rows = cells(&book.bytes);
    assert_eq!((rows.len(), rows[0].len()), (4, 13), "a row each under a header; six columns of its own and seven questions");
    assert!(rows.iter().any(|row| row[1] == "赵大爷" && row.iter().any(|cell| cell == "楼道与环境、停车与出行")));
}

#[tokio::test]
async fn who_is_behind_a_plan_is_seen_and_told() {
    let scene = Scene::set().await;
    let asked = form(&scene, "resident").await;
    let plan = json!({"questionnaire_id": asked["id"], "every": "month", "per": "grid", "wanted": 2});
    scene.app.put(&scene.staff.token, "/api/v1/outreach/plans/resident", plan.clone()).await.expect(204);
    let other = scene.app.put(&scene.staff.token, "/api/v1/outreach/plans/company", plan).await.expect(422);
    assert_eq!(other["fields"][0]["field"], json!("questionnaire_id"), "these are asked of residents");
    for name in ["王桂芬", "李秀英", "赵大爷"] {
        hold(&scene, &scene.east, said(&asked, name, USUAL)).await.expect(201);
    }
    hold(&scene, &scene.west, said(&asked, "孙阿姨", USUAL)).await.expect(201);
    let coverage = scene.app.get(&scene.staff.token, "/api/v1/outreach").await.expect(200);
    let plan = &coverage["plans"][0];
    assert_eq!(
        (&plan["wanted"], &plan["covered"], &plan["held"]),
        (&json!(4), &json!(3), &json!(4)),
        "three in one grid do not stand for the other"
    );
    assert_eq!((&plan["to"], &coverage["year"][0]["months"][2]), (&json!("2026-03-31"), &json!(4)));
    scene.go_to("2026-03-16T09:00:00").await;
    let told = |member: &Member| scene.app.mails_to(&member.email).into_iter().filter(|mail| mail.subject().contains("走访")).count();
    assert_eq!((told(&scene.west), told(&scene.east), told(&scene.admin)), (1, 0, 0), "at half of the month, who is behind");
    remind(&scene).await;
    assert_eq!(told(&scene.west), 1, "nobody is told twice");
    scene.app.delete(&scene.staff.token, "/api/v1/outreach/plans/resident").await.expect(204);
    scene.go_to("2026-03-24T09:00:00").await;
    assert_eq!(told(&scene.west), 1, "a plan that was given up reminds nobody");
}

async fn remind(scene: &Scene) {
    let tx = scene.app.db().write(&Scope::job(scene.community.id, "test")).await.unwrap();
    tx.enqueue(&Remind { planned_at: scene.app.now() }).await.unwrap();
    tx.commit().await.unwrap();
    scene.app.work().await;
}

#[tokio::test]
async fn a_topic_is_closed_with_a_report_and_its_milestones_reached() {
    let scene = Scene::set().await;
    let mut topic = json!({
        "title": "民主协商怎样真管用", "owner_id": scene.staff.id, "due_on": "2026-06-30",
        "milestones": [{"name": "座谈研讨", "due_on": "2026-05-20"}, {"name": "走访摸底", "due_on": "2026-03-12"}]
    });
    let added = scene.app.post(&scene.staff.token, "/api/v1/research-topics", topic.clone()).await.expect(201);
    assert_eq!(added["milestones"][0]["name"], json!("走访摸底"), "in the order of their days");
    let path = format!("/api/v1/research-topics/{}", added["id"].as_str().unwrap());
    let close = async |revision: &Value| {
        scene.app.post(&scene.staff.token, &format!("{path}/act"), json!({"act": "close", "revision": revision})).await
    };
    assert_eq!(close(&added["revision"]).await.code(), "outreach.report_wanted");
    remind(&scene).await;
    let told = || scene.app.mails_to(&scene.staff.email).into_iter().filter(|mail| mail.subject().contains("课题")).count();
    assert_eq!(told(), 1, "a milestone three days away");
    topic["report"] = json!("先有清单，再有回音。");
    topic["revision"] = added["revision"].clone();
    let written = scene.app.put(&scene.staff.token, &path, topic.clone()).await.expect(200);
    assert_eq!(close(&written["revision"]).await.code(), "outreach.milestone_open");
    for milestone in topic["milestones"].as_array_mut().unwrap() {
        milestone["done_on"] = json!("2026-03-09");
    }
    topic["revision"] = written["revision"].clone();
    let reached = scene.app.put(&scene.staff.token, &path, topic.clone()).await.expect(200);
    let closed = close(&reached["revision"]).await.expect(200);
    assert_eq!((&closed["state"], &closed["closed_on"]), (&json!("closed"), &json!("2026-03-09")));
    topic["revision"] = closed["revision"].clone();
    assert_eq!(scene.app.put(&scene.staff.token, &path, topic).await.code(), "outreach.wrong_state");
}

#[tokio::test]
async fn the_figures_count_interviews_and_what_became_of_them() {
    let scene = Scene::set().await;
    let asked = form(&scene, "resident").await;
    let held = hold(&scene, &scene.east, said(&asked, "王桂芬", USUAL)).await.expect(201);
    let need = json!({"question": "q2", "kind": "need", "title": "换一批楼道灯"});
    scene.app.post(&scene.east.token, &at(&held, "/outcomes"), need).await.expect(201);
    scene.app.work().await;
    let dashboard = scene.app.get(&scene.admin.token, "/api/v1/dashboard").await.expect(200);
    let tile =
        |measure: &str| dashboard["tiles"].as_array().unwrap().iter().find(|tile| tile["measure"] == measure).unwrap()["value"].clone();
    assert_eq!((tile("outreach.interviews"), tile("outreach.outcomes")), (json!(1), json!(1)));
}
