//! Streets, communities, the people who work in them.

use futures::future::join_all;
use mulin_entity::{kernel::Role, notifications::message};
use mulin_tests::{ANONYMOUS, Community, Member, Street, TestApp};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

const STREET: &str = "120113004";
const COMMUNITY: &str = "120113004024";
const PASSWORD: &str = "邻里守望 2026";

/// The facts of the last message by a template.
async fn told(app: &TestApp, template: &str) -> Value {
    let of_template = message::Entity::find().filter(message::Column::Template.eq(template));
    let last = of_template.order_by_desc(message::Column::Id).one(&app.raw).await.unwrap();
    app.facts(&last.unwrap_or_else(|| panic!("no {template}"))).await
}

/// The token of the link in the last message by a template.
async fn token(app: &TestApp, template: &str) -> String {
    let path = told(app, template).await["path"].as_str().expect("a link").to_owned();
    path.rsplit_once("token=").expect("a token").1.to_owned()
}

async fn join(app: &TestApp, template: &str) -> String {
    let path = format!("/api/v1/invitations/{}/accept", token(app, template).await);
    let joined = app.post(ANONYMOUS, &path, json!({ "password": PASSWORD })).await.expect(201);
    joined["token"].as_str().expect("a token").to_owned()
}

async fn street_scene() -> (TestApp, Street, Member) {
    let app = TestApp::start().await;
    let street = app.street(STREET).await;
    let admin = app.street_admin(&street).await;
    (app, street, admin)
}

fn wish(code: &str, email: &str) -> Value {
    json!({ "code": code, "contact_name": "张建国", "contact_email": email, "contact_phone": "13800001234", "note": "约三千户" })
}

/// Signs a community up and proves the address; the sign-up's id.
async fn sign_up(app: &TestApp, code: &str, email: &str) -> String {
    // So that its mail is later than that of a sign-up before.
    app.advance(chrono::Duration::seconds(1)).await;
    let signup = app.post(ANONYMOUS, "/api/v1/signups", wish(code, email)).await.expect(201);
    let proof = json!({ "token": token(app, "tenancy.signup_proof").await });
    assert_eq!(app.post(ANONYMOUS, "/api/v1/signups/proof", proof).await.expect(200)["state"], "pending");
    signup["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn somebody_who_is_logged_in_sees_who_they_are() {
    let app = TestApp::start().await;
    let street = app.street(STREET).await;
    let community = app.community(&street, "120113004017").await;
    let staff = app.member(&community, Role::Staff).await;

    let me = app.get(&staff.token, "/api/v1/me").await.expect(200);

    assert_eq!(me["memberships"][0]["community"]["code"], "120113004017");
    assert_eq!(me["memberships"][0]["role"], "staff");
    assert_eq!(app.get(ANONYMOUS, "/api/v1/me").await.status, 401);

    let change = json!({ "name": "王芳", "locale": "en" });
    let me = app.patch(&staff.token, "/api/v1/me", change).await.expect(200);
    assert_eq!((me["account"]["name"].as_str(), me["account"]["locale"].as_str()), (Some("王芳"), Some("en")));
    app.patch(&staff.token, "/api/v1/me", json!({ "locale": "tlh" })).await.expect(422);
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    app.clock.advance(chrono::Duration::minutes(31));
    app.get(&operator.token, "/api/v1/me").await.expect(401);
}

#[tokio::test]
async fn from_the_operator_to_the_first_member_of_staff() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let street = json!({ "code": STREET, "admin_email": "Li@ruijing.example.org", "admin_name": "李主任" });
    let street = app.post(&operator.token, "/api/v1/streets", street).await.expect(201);
    assert_eq!(street["name"], "瑞景街道");
    let street_admin = join(&app, "tenancy.street_invitation").await;
    assert_eq!(app.get(&street_admin, "/api/v1/me").await.expect(200)["street"]["code"], STREET);

    let id = sign_up(&app, COMMUNITY, "Zhang@jiangnan.example.org").await;
    assert_eq!(told(&app, "tenancy.signup_received").await["code"], COMMUNITY);
    let waiting = app.get(&street_admin, "/api/v1/signups?state=pending").await.expect(200);
    assert_eq!(waiting["items"][0]["community_name"], "江南春色社区");
    assert_eq!(waiting["items"][0]["contact_phone"], "13800001234");

    app.post(&street_admin, &format!("/api/v1/signups/{id}/approve"), Value::Null).await.expect(200);
    let known = app.get(&street_admin, "/api/v1/communities").await.expect(200);
    assert_eq!((known["items"][0]["code"].as_str(), known["items"][0]["admins"][0].as_str()), (Some(COMMUNITY), Some("张建国")));
    let admin = join(&app, "tenancy.signup_approved").await;
    let me = app.get(&admin, "/api/v1/me").await.expect(200);
    assert_eq!((&me["memberships"][0]["role"], &me["memberships"][0]["community"]["code"]), (&json!("community-admin"), &json!(COMMUNITY)));

    let guest = json!({ "email": "wang@jiangnan.example.org", "name": "王芳", "role": "staff" });
    app.post(&admin, "/api/v1/members/invitations", guest).await.expect(201);
    join(&app, "tenancy.member_invitation").await;
    let log_in = json!({ "email": "wang@jiangnan.example.org", "password": PASSWORD });
    let staff = app.post(ANONYMOUS, "/api/v1/sessions", log_in).await.expect(201);
    assert_eq!(staff["memberships"][0]["role"], "staff");

    let book = app.get(&admin, "/api/v1/audit").await.expect(200);
    let deeds: Vec<_> = book["items"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(deeds, ["tenancy.join", "tenancy.invite", "tenancy.join", "tenancy.join_platform", "tenancy.invite"]);
    assert_eq!(book["items"][1]["actor_name"], "张建国");
    app.get(staff["token"].as_str().unwrap(), "/api/v1/audit").await.expect(403);
}

#[tokio::test]
async fn a_street_opens_once_and_only_if_the_directory_has_it() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let open = |code: &str| json!({ "code": code, "admin_email": "li@example.org", "admin_name": "李主任" });
    assert_eq!(app.post(&operator.token, "/api/v1/streets", open("120113999")).await.code(), "tenancy.street_unknown");
    assert_eq!(app.post(&operator.token, "/api/v1/streets", open("120113")).await.code(), "tenancy.street_unknown");
    app.post(&operator.token, "/api/v1/streets", open(STREET)).await.expect(201);
    assert_eq!(app.post(&operator.token, "/api/v1/streets", open(STREET)).await.code(), "tenancy.street_open");
    let streets = app.get(&operator.token, "/api/v1/streets").await.expect(200);
    assert_eq!(streets["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_community_finds_itself_in_the_directory() {
    let (app, street, _) = street_scene().await;
    app.community(&street, "120113004017").await;
    let found = app.get(ANONYMOUS, "/api/v1/divisions?query=瑞景%20江南春色").await.expect(200);
    let first = &found["items"][0];
    assert_eq!(
        (first["code"].as_str(), first["street_open"].as_bool(), first["taken"].as_bool()),
        (Some(COMMUNITY), Some(true), Some(false))
    );
    assert_eq!(first["path"], json!(["天津市", "市辖区", "北辰区", "瑞景街道"]));
    let found = app.get(ANONYMOUS, &format!("/api/v1/divisions?query=瞰景园&under={STREET}")).await.expect(200);
    assert_eq!((found["items"].as_array().unwrap().len(), &found["items"][0]["taken"]), (1, &json!(true)));
    let elsewhere = app.get(ANONYMOUS, "/api/v1/divisions?query=110101001001").await.expect(200);
    assert_eq!(elsewhere["items"][0]["street_open"], false);
    app.get(ANONYMOUS, "/api/v1/divisions?limit=101").await.expect(400);
}

#[tokio::test]
async fn a_community_signs_up_where_it_can() {
    let (app, street, _) = street_scene().await;
    app.community(&street, "120113004017").await;
    let sent = |code: &'static str| app.post(ANONYMOUS, "/api/v1/signups", wish(code, "zhang@example.org"));
    assert_eq!(sent("120113004999").await.code(), "tenancy.community_unknown");
    assert_eq!(sent(STREET).await.code(), "tenancy.community_unknown");
    assert_eq!(sent("110101001001").await.code(), "tenancy.street_not_open");
    assert_eq!(sent("120113004017").await.code(), "tenancy.community_taken");
    let wrong = app.post(ANONYMOUS, "/api/v1/signups", wish(COMMUNITY, "nobody")).await.expect(422);
    assert_eq!(wrong["fields"][0]["field"], "contact_email");
    for _ in 0..3 {
        sent(COMMUNITY).await.expect(201);
    }
    assert_eq!(sent(COMMUNITY).await.code(), "tenancy.sign_up_limited");
}

#[tokio::test]
async fn nothing_is_decided_before_the_address_is_proven_and_nothing_twice() {
    let (app, _, admin) = street_scene().await;
    let signup = app.post(ANONYMOUS, "/api/v1/signups", wish(COMMUNITY, "zhang@example.org")).await.expect(201);
    let approve = format!("/api/v1/signups/{}/approve", signup["id"].as_str().unwrap());
    assert_eq!(app.get(&admin.token, "/api/v1/signups").await.expect(200)["items"], json!([]));
    assert_eq!(app.post(&admin.token, &approve, Value::Null).await.code(), "tenancy.sign_up_not_pending");

    let proof = json!({ "token": token(&app, "tenancy.signup_proof").await });
    app.post(ANONYMOUS, "/api/v1/signups/proof", proof.clone()).await.expect(200);
    app.post(ANONYMOUS, "/api/v1/signups/proof", proof).await.expect(410);

    let answers = join_all((0..4).map(|_| app.post(&admin.token, &approve, Value::Null))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| answer.status == 409).count(), 3, "{answers:?}");
}

#[tokio::test]
async fn a_refusal_tells_why_and_the_community_may_try_again() {
    let (app, _, admin) = street_scene().await;
    let id = sign_up(&app, COMMUNITY, "zhang@example.org").await;
    app.post(&admin.token, &format!("/api/v1/signups/{id}/refuse"), json!({ "reason": "" })).await.expect(400);
    let reason = json!({ "reason": "请由社区书记提交" });
    app.post(&admin.token, &format!("/api/v1/signups/{id}/refuse"), reason).await.expect(200);
    assert_eq!(told(&app, "tenancy.signup_refused").await["reason"], "请由社区书记提交");
    let refused = app.get(&admin.token, "/api/v1/signups?state=refused").await.expect(200);
    assert_eq!(refused["items"][0]["reason"], "请由社区书记提交");
    sign_up(&app, COMMUNITY, "shuji@example.org").await;
}

#[tokio::test]
async fn a_link_that_ran_out_is_sent_again() {
    let (app, _, admin) = street_scene().await;
    let id = sign_up(&app, COMMUNITY, "zhang@example.org").await;
    let again = format!("/api/v1/signups/{id}/invitation");
    app.post(&admin.token, &again, Value::Null).await.expect(404);
    app.post(&admin.token, &format!("/api/v1/signups/{id}/approve"), Value::Null).await.expect(200);
    let old = token(&app, "tenancy.signup_approved").await;
    app.advance(chrono::Duration::hours(73)).await;
    app.get(ANONYMOUS, &format!("/api/v1/invitations/{old}")).await.expect(410);
    app.post(&admin.token, &again, Value::Null).await.expect(200);
    join(&app, "tenancy.signup_approved").await;
    assert_eq!(app.post(&admin.token, &again, Value::Null).await.code(), "tenancy.member_already");
}

#[tokio::test]
async fn the_operator_invites_a_second_administrator_of_a_street() {
    let (app, street, _) = street_scene().await;
    let operator = app.operator().await;
    let invite = format!("/api/v1/streets/{}/invitations", street.id);
    let guest = json!({ "email": "chen@example.org", "name": "陈主任" });
    app.post(&operator.token, &invite, guest).await.expect(202);
    let second = join(&app, "tenancy.street_invitation").await;
    app.get(&second, "/api/v1/signups").await.expect(200);
}

#[tokio::test]
async fn resets_are_asked_for_a_few_times_only() {
    let app = TestApp::start().await;
    let ask = || app.post(ANONYMOUS, "/api/v1/password-resets", json!({ "email": "nobody@example.org" }));
    for _ in 0..3 {
        ask().await.expect(202);
    }
    ask().await.expect(429);
    app.advance(chrono::Duration::minutes(16)).await;
    ask().await.expect(202);
}

#[tokio::test]
async fn many_guesses_at_once_are_as_many_as_one_after_the_other() {
    let app = TestApp::start().await;
    let guess = json!({ "email": "nobody@example.org", "password": "one of many guesses" });
    let answers = join_all((0..20).map(|_| app.post(ANONYMOUS, "/api/v1/sessions", guess.clone()))).await;
    let looked_at = answers.iter().filter(|answer| answer.status == 401).count();
    let limited = answers.iter().filter(|answer| answer.status == 429).count();
    assert!(looked_at <= 10 && looked_at + limited == 20, "{looked_at} were looked at, {limited} were not");
}

#[tokio::test]
async fn the_consoles_cookie_changes_nothing_for_another_site() {
    let (app, street, _) = street_scene().await;
    let operator = app.operator().await;
    let invite = format!("/api/v1/streets/{}/invitations", street.id);
    app.post(&operator.token, &invite, json!({ "email": "chen@example.org", "name": "陈主任" })).await.expect(202);
    let accept = format!("/api/v1/invitations/{}/accept", token(&app, "tenancy.street_invitation").await);
    let joined = app.post(ANONYMOUS, &accept, json!({ "password": PASSWORD, "cookie": true })).await;
    assert_eq!(joined.expect(201)["token"], Value::Null, "the token is the cookie's alone");
    let cookie = joined.headers["set-cookie"].to_str().unwrap().to_owned();
    for part in ["__Host-mulin=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let pair = cookie.split(';').next().unwrap().to_owned();
    let send = |method: reqwest::Method, path: &'static str, own: bool| {
        let pair = pair.clone();
        app.send(method, ANONYMOUS, path, move |request| {
            let request = request.header("cookie", pair);
            if own { request.header("x-mulin-request", "1") } else { request }
        })
    };
    send(reqwest::Method::GET, "/api/v1/me", false).await.expect(200);
    assert_eq!(send(reqwest::Method::DELETE, "/api/v1/sessions/current", false).await.code(), "kernel.cross_site");
    assert_eq!(send(reqwest::Method::DELETE, "/api/v1/sessions/current", true).await.status, 204);
    send(reqwest::Method::GET, "/api/v1/me", false).await.expect(401);
}

#[tokio::test]
async fn of_two_sign_ups_of_one_community_one_joins() {
    let (app, _, admin) = street_scene().await;
    let (one, two) = (sign_up(&app, COMMUNITY, "zhang@example.org").await, sign_up(&app, COMMUNITY, "li@example.org").await);
    app.post(&admin.token, &format!("/api/v1/signups/{one}/approve"), Value::Null).await.expect(200);
    assert_eq!(app.post(&admin.token, &format!("/api/v1/signups/{two}/approve"), Value::Null).await.code(), "tenancy.community_taken");
    let still = app.get(&admin.token, "/api/v1/signups?state=pending").await.expect(200);
    assert_eq!(still["items"][0]["id"], two, "a failed approval changes nothing");
}

#[tokio::test]
async fn another_street_decides_nothing_here() {
    let (app, _, _) = street_scene().await;
    let other = app.street("120113005").await;
    let stranger = app.street_admin(&other).await;
    let id = sign_up(&app, COMMUNITY, "zhang@example.org").await;
    app.post(&stranger.token, &format!("/api/v1/signups/{id}/approve"), Value::Null).await.expect(404);
    assert_eq!(app.get(&stranger.token, "/api/v1/signups").await.expect(200)["items"], json!([]));
}

#[tokio::test]
async fn everybody_sees_the_communities_they_have_to_do_with() {
    let (app, street, admin) = street_scene().await;
    let communities: Vec<Community> = vec![app.community(&street, "120113004017").await, app.community(&street, COMMUNITY).await];
    let other = app.street("120113005").await;
    app.community(&other, "120113005001").await;
    let staff = app.member(&communities[0], Role::Staff).await;
    app.join(&staff, &communities[1], Role::Volunteer).await;
    let operator = app.operator().await;
    for (token, count) in [(&admin.token, 2), (&staff.token, 2), (&operator.token, 3)] {
        let seen = app.get(token, "/api/v1/communities").await.expect(200);
        assert_eq!(seen["items"].as_array().unwrap().len(), count);
    }
    let first = app.get(&operator.token, "/api/v1/communities?limit=2").await.expect(200);
    let rest = format!("/api/v1/communities?limit=2&after={}", first["next"].as_str().expect("a cursor"));
    let rest = app.get(&operator.token, &rest).await.expect(200);
    assert_eq!((rest["items"][0]["code"].as_str(), &rest["next"]), (Some("120113005001"), &Value::Null));
}

#[tokio::test]
async fn a_community_chooses_its_name_and_zone() {
    let (app, street, _) = street_scene().await;
    let community = app.community(&street, COMMUNITY).await;
    let (admin, staff) = (app.member(&community, Role::CommunityAdmin).await, app.member(&community, Role::Staff).await);
    let change = json!({ "name": "江南春色", "zone": "Asia/Urumqi" });
    app.patch(&admin.token, "/api/v1/communities/current", change.clone()).await.expect(200);
    let current = app.get(&staff.token, "/api/v1/communities/current").await.expect(200);
    assert_eq!((current["name"].as_str(), current["zone"].as_str()), (Some("江南春色"), Some("Asia/Urumqi")));
    let wrong = app.patch(&admin.token, "/api/v1/communities/current", json!({ "zone": "Mars/Olympus" })).await.expect(422);
    assert_eq!(wrong["fields"][0]["code"], "tenancy.zone_unknown");
    app.patch(&staff.token, "/api/v1/communities/current", change).await.expect(403);
    let book = app.get(&admin.token, "/api/v1/audit?action=tenancy.change_settings").await.expect(200);
    assert_eq!(book["items"].as_array().unwrap().len(), 1);
}
