//! What follows once it is known which resident a member is: one place in a group, one vote, one volunteer, with what both had.

use chrono::Duration;
use mulin_entity::kernel::Role;
use mulin_tests::Member;
use serde_json::{Value, json};

use crate::enrolment::Scene;

const ZHANG: (&str, &str) = ("张秀英", "1949-03-08");

#[tokio::test]
async fn a_place_in_a_group_and_a_vote_are_the_residents_each_once() {
    let scene = Scene::set().await;
    let person = scene.resident(ZHANG.0, ZHANG.1, "").await;
    let member = scene.app.member(&scene.community, Role::Volunteer).await;
    let post = async |token: &str, path: String, body: Value| scene.app.post(token, &format!("/api/v1{path}"), body).await;
    let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
    let (mut groups, mut wishes) = (Vec::new(), Vec::new());
    for title in ["手机课堂", "合唱团"] {
        groups.push(post(&scene.staff.token, "/programmes".to_owned(), json!({"kind": "other", "title": title})).await.expect(201));
        wishes.push(post(&scene.staff.token, "/wishes".to_owned(), json!({"title": title})).await.expect(201));
    }
    // The member is in both, the resident in one of them.
    for (group, wish) in groups.iter().zip(&wishes) {
        post(&member.token, format!("/programmes/{}/mine", id(group)), Value::Null).await.expect(200);
        post(&member.token, format!("/wishes/{}/votes", id(wish)), json!({})).await.expect(200);
    }
    let both = json!({"person_id": person});
    post(&scene.staff.token, format!("/programmes/{}/participants", id(&groups[0])), both.clone()).await.expect(200);
    post(&scene.staff.token, format!("/wishes/{}/votes", id(&wishes[0])), both).await.expect(200);
    scene.linked(&person, &member).await;
    for (group, wish) in groups.iter().zip(&wishes) {
        let seen = scene.app.get(&scene.staff.token, &format!("/api/v1/programmes/{}", id(group))).await.expect(200);
        let names: Vec<_> = seen["participants"].as_array().unwrap().iter().map(|one| one["person_id"].clone()).collect();
        assert_eq!((seen["members"].as_i64(), names), (Some(1), vec![json!(person)]));
        let wishes = scene.app.get(&member.token, "/api/v1/wishes").await.items();
        let wish = wishes.iter().find(|one| one["id"] == wish["id"]).unwrap();
        assert_eq!((wish["votes"].clone(), wish["mine"].clone()), (json!(2), json!(true)), "theirs and the office's");
        let again = post(&member.token, format!("/programmes/{}/mine", id(group)), Value::Null).await;
        assert_eq!(again.code(), "activities.enrolled");
    }
    let answer = json!({"words": "场地不够", "revision": 1});
    post(&scene.staff.token, format!("/wishes/{}/answer", id(&wishes[1])), answer).await.expect(200);
    scene.app.work().await;
    let told = scene.app.mails_to(&member.email).iter().filter(|mail| mail.subject().contains("合唱团")).count();
    assert_eq!(told, 1, "whoever voted hears of it by their account");
}

#[tokio::test]
async fn somebody_registered_both_ways_is_one_volunteer_with_the_hours_of_both() {
    let scene = Scene::set().await;
    let person = scene.resident(ZHANG.0, ZHANG.1, "").await;
    let member = scene.app.member(&scene.community, Role::Volunteer).await;
    let put = async |body: Value| scene.app.put(&member.token, "/api/v1/volunteers/mine", body).await.expect(200);
    let asked = put(json!({"skills": ["repair"], "times": ["weekend"]})).await;
    let at = format!("/api/v1/volunteers/{}", asked["id"].as_str().unwrap());
    let approve = json!({"act": "approve", "revision": asked["revision"]});
    scene.app.post(&scene.staff.token, &format!("{at}/decision"), approve).await.expect(200);
    let hours = async |minutes: i64| {
        let claim = json!({"on_day": "2026-03-08", "minutes": minutes, "words": "陪诊"});
        let claim = scene.app.post(&member.token, "/api/v1/volunteer-claims", claim).await.expect(201);
        let decide = json!({"approved": true, "revision": claim["revision"]});
        let claim = format!("/api/v1/volunteer-claims/{}/decision", claim["id"].as_str().unwrap());
        scene.app.post(&scene.staff.token, &claim, decide).await.expect(200);
    };
    hours(60).await;
    hours(30).await;
    let at_desk = json!({"person_id": person, "skills": ["medical"], "times": ["evening"]});
    let at_desk = scene.app.post(&scene.staff.token, "/api/v1/volunteers", at_desk).await.expect(201);
    let listed = async || scene.app.get(&scene.staff.token, "/api/v1/volunteers").await.items();
    assert_eq!(listed().await.len(), 2);

    scene.linked(&person, &member).await;
    let one = listed().await;
    assert_eq!(one.len(), 1, "{one:?}");
    assert_eq!(
        (one[0]["id"].clone(), one[0]["minutes"].clone(), one[0]["name"].clone()),
        (at_desk["id"].clone(), json!(90), json!(ZHANG.0))
    );
    let mut skills: Vec<_> = one[0]["skills"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    skills.sort_unstable();
    assert_eq!(skills, ["medical", "repair"]);
    let mine = scene.app.get(&member.token, "/api/v1/volunteers/mine").await.expect(200);
    assert_eq!((mine["id"].clone(), mine["minutes"].clone()), (at_desk["id"].clone(), json!(90)));
    assert_eq!(scene.app.get(&scene.staff.token, &at).await.status, 404, "there is no second one");
    assert_eq!(only_reversed(&scene, &member).await, 60, "what was carried on can be taken back like anything else");
}

#[tokio::test]
async fn somebody_in_the_books_both_ways_is_one_party_member_with_the_study_of_both() {
    let scene = Scene::set().await;
    let person = scene.resident(ZHANG.0, ZHANG.1, "").await;
    let member = scene.app.member(&scene.community, Role::Volunteer).await;
    let post = async |path: &str, body: Value| scene.app.post(&scene.staff.token, &format!("/api/v1/party{path}"), body).await;
    let branch = post("/branches", json!({"name": "第一党支部", "founded_on": "2026-03-01"})).await.expect(201);
    for (who, id, role) in [("person_id", json!(person), "none"), ("member_id", json!(member.id), "secretary")] {
        let mut new = json!({"branch_id": branch["id"], "state": "full", "post": role, "joined_on": "1970-07-01"});
        new[who] = id;
        post("/members", new).await.expect(201);
    }
    let session = json!({
        "branch_id": branch["id"], "kind": "theme_day", "title": "示范课", "starts_at": scene.app.now() + Duration::minutes(30),
        "ends_at": scene.app.now() + Duration::hours(2), "study_minutes": 90
    });
    let session = post("/sessions", session).await.expect(201);
    let at = format!("/sessions/{}", session["id"].as_str().unwrap());
    let act = async |act: &str| {
        let revision = scene.app.get(&scene.staff.token, &format!("/api/v1/party{at}")).await.expect(200)["revision"].clone();
        post(&format!("{at}/act"), json!({"act": act, "revision": revision})).await.expect(200)
    };
    act("call").await;
    let occasion = format!("/api/v1/occasions/{}", session["occasion_id"].as_str().unwrap());
    let code = scene.app.get(&scene.staff.token, &format!("{occasion}/code")).await.expect(200)["code"].clone();
    let scan = json!({"code": code, "nonce": "once"});
    scene.app.post(&member.token, &format!("{occasion}/mine/check-in"), scan).await.expect(200);
    act("hold").await;
    act("close").await;
    scene.linked(&person, &member).await;
    let members = scene.app.get(&scene.staff.token, "/api/v1/party/members").await.items();
    assert_eq!((members.len(), members[0]["post"].as_str()), (1, Some("secretary")), "{members:?}");
    let mine = scene.app.get(&member.token, "/api/v1/party/mine").await.expect(200);
    assert_eq!((mine["record"]["sum"]["minutes"].clone(), mine["record"]["sum"]["expected"].clone()), (json!(90), json!(1)));
}

/// Takes an entry of half an hour back; answers the minutes that are left.
async fn only_reversed(scene: &Scene, member: &Member) -> i64 {
    let me = scene.app.get(&member.token, "/api/v1/volunteers/mine").await.expect(200);
    let entries = format!("/api/v1/volunteers/{}/entries", me["id"].as_str().unwrap());
    let entries = scene.app.get(&scene.staff.token, &entries).await.items();
    let entry = entries.iter().find(|entry| entry["minutes"] == 30).unwrap();
    let reverse = format!("/api/v1/volunteer-entries/{}/reversal", entry["id"].as_str().unwrap());
    scene.app.post(&scene.admin.token, &reverse, json!({"reason": "记错"})).await.expect(201);
    scene.app.get(&member.token, "/api/v1/volunteers/mine").await.expect(200)["minutes"].as_i64().unwrap()
}
