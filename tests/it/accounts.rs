//! Inviting, joining, logging in, forgetting a password.

use chrono::Duration;
use futures::future::join_all;
use mulin_entity::{
    kernel::{PLATFORM, Role},
    notifications::message,
    tenancy::operator,
};
use mulin_tests::{ANONYMOUS, Community, Member, TestApp};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

const PASSWORD: &str = "邻里守望 2026";

async fn scene() -> (TestApp, Community, Member) {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004024").await;
    let admin = app.member(&community, Role::CommunityAdmin).await;
    (app, community, admin)
}

/// The token of the only link that a community, or the platform, has written.
async fn link_of(app: &TestApp, community: Uuid) -> String {
    let of_community = message::Entity::find().filter(message::Column::CommunityId.eq(community));
    let message = of_community.one(&app.raw).await.unwrap().expect("a message");
    let path = app.facts(&message).await["path"].as_str().expect("a link").to_owned();
    path.rsplit('=').next().unwrap().to_owned()
}

async fn invite(app: &TestApp, community: &Community, admin: &Member, email: &str, role: &str) -> String {
    let guest = json!({ "email": email, "name": "李芳", "role": role });
    app.post(&admin.token, "/api/v1/members/invitations", guest).await.expect(201);
    link_of(app, community.id).await
}

async fn log_in(app: &TestApp, email: &str, password: &str) -> mulin_tests::Answer {
    app.post(ANONYMOUS, "/api/v1/sessions", json!({ "email": email, "password": password })).await
}

#[tokio::test]
async fn a_guest_joins_and_logs_in() {
    let (app, community, admin) = scene().await;
    let link = invite(&app, &community, &admin, "Li.Fang@example.org", "staff").await;

    let shown = app.get(ANONYMOUS, &format!("/api/v1/invitations/{link}")).await.expect(200);
    assert_eq!((shown["role"].as_str(), shown["code"].as_str()), (Some("staff"), Some(community.code.as_str())));
    let joined = app
        .post(ANONYMOUS, &format!("/api/v1/invitations/{link}/accept"), json!({ "name": "李芳", "password": PASSWORD }))
        .await
        .expect(201);
    let me = app.get(joined["token"].as_str().unwrap(), "/api/v1/me").await.expect(200);
    assert_eq!(me["memberships"][0]["role"], "staff");

    log_in(&app, "li.fang@EXAMPLE.org ", PASSWORD).await.expect(201);
    assert_eq!(app.get(ANONYMOUS, &format!("/api/v1/invitations/{link}")).await.code(), "tenancy.link_used_up");
}

#[tokio::test]
async fn of_several_who_use_an_invitation_at_once_one_joins() {
    let (app, community, admin) = scene().await;
    let link = invite(&app, &community, &admin, "li@example.org", "staff").await;
    let path = format!("/api/v1/invitations/{link}/accept");
    let answers = join_all((0..4).map(|_| app.post(ANONYMOUS, &path, json!({ "password": PASSWORD })))).await;
    let joined = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(joined, 1, "{:?}", answers.iter().map(|answer| answer.text()).collect::<Vec<_>>());
}

#[tokio::test]
async fn an_invitation_ends_after_three_days() {
    let (app, community, admin) = scene().await;
    let link = invite(&app, &community, &admin, "li@example.org", "staff").await;
    app.advance(Duration::hours(73)).await;
    app.get(ANONYMOUS, &format!("/api/v1/invitations/{link}")).await.expect(410);
}

#[tokio::test]
async fn one_person_belongs_to_two_communities_with_one_password() {
    let (app, community, admin) = scene().await;
    let street = app.street("120113005").await;
    let second = app.community(&street, "120113005001").await;
    let other_admin = app.member(&second, Role::CommunityAdmin).await;
    let link = invite(&app, &community, &admin, "li@example.org", "staff").await;
    app.post(ANONYMOUS, &format!("/api/v1/invitations/{link}/accept"), json!({ "password": PASSWORD })).await.expect(201);

    let link = invite(&app, &second, &other_admin, "li@example.org", "volunteer").await;
    let wrong = app.post(ANONYMOUS, &format!("/api/v1/invitations/{link}/accept"), json!({ "password": "not hers at all" })).await;
    wrong.expect(401);
    let joined = app.post(ANONYMOUS, &format!("/api/v1/invitations/{link}/accept"), json!({ "password": PASSWORD })).await.expect(201);

    // Both were joined in the same instant of the test's clock: their order says nothing.
    let mut roles: Vec<(Value, Value)> = joined["memberships"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| (member["community"]["code"].clone(), member["role"].clone()))
        .collect();
    roles.sort_by_key(|(code, _)| code.to_string());
    assert_eq!(roles, [(json!(community.code), json!("staff")), (json!(second.code), json!("volunteer"))]);
}

#[tokio::test]
async fn unknown_and_wrong_get_the_same_answer_and_guessing_ends() {
    let (app, community, admin) = scene().await;
    let link = invite(&app, &community, &admin, "li@example.org", "staff").await;
    app.post(ANONYMOUS, &format!("/api/v1/invitations/{link}/accept"), json!({ "password": PASSWORD })).await.expect(201);

    let wrong = log_in(&app, "li@example.org", "guess number one").await;
    let unknown = log_in(&app, "nobody@example.org", "guess number one").await;
    assert_eq!((wrong.status, &wrong.bytes), (401, &unknown.bytes));
    for _ in 0..9 {
        log_in(&app, "li@example.org", "another guess").await.expect(401);
    }
    let limited = log_in(&app, "li@example.org", PASSWORD).await;
    assert_eq!((limited.code().as_str(), limited.header("retry-after")), ("tenancy.log_in_limited", "901"));
    app.advance(Duration::seconds(901)).await;
    log_in(&app, "li@example.org", PASSWORD).await.expect(201);
}

#[tokio::test]
async fn a_method_that_an_address_does_not_take_is_called_so() {
    let (app, _, admin) = scene().await;
    let refused = app.delete(&admin.token, "/api/v1/me").await.expect(405);
    assert_eq!((&refused["code"], &refused["status"]), (&json!("kernel.method_unknown"), &json!(405)));
}

#[tokio::test]
async fn a_new_password_ends_every_session() {
    let (app, community, admin) = scene().await;
    let link = invite(&app, &community, &admin, "li@example.org", "staff").await;
    let joined = app.post(ANONYMOUS, &format!("/api/v1/invitations/{link}/accept"), json!({ "password": PASSWORD })).await.expect(201);
    let old = joined["token"].as_str().unwrap().to_owned();

    app.post(ANONYMOUS, "/api/v1/password-resets", json!({ "email": "nobody@example.org" })).await.expect(202);
    app.post(ANONYMOUS, "/api/v1/password-resets", json!({ "email": "li@example.org" })).await.expect(202);
    let link = link_of(&app, PLATFORM).await;
    let weak = app.post(ANONYMOUS, "/api/v1/password-resets/redeem", json!({ "token": link, "password": "12345678" })).await.expect(422);
    assert_eq!(weak["fields"][0]["code"], "tenancy.password_common");
    let new = json!({ "token": link, "password": "a much better one" });
    app.post(ANONYMOUS, "/api/v1/password-resets/redeem", new.clone()).await.expect(204);

    app.post(ANONYMOUS, "/api/v1/password-resets/redeem", new).await.expect(410);
    app.get(&old, "/api/v1/me").await.expect(401);
    log_in(&app, "li@example.org", PASSWORD).await.expect(401);
    log_in(&app, "li@example.org", "a much better one").await.expect(201);
}

#[tokio::test]
async fn a_change_of_role_ends_sessions_and_the_last_administrator_stays() {
    let (app, community, admin) = scene().await;
    let staff = app.member(&community, Role::Staff).await;
    let path = format!("/api/v1/members/{}", staff.id);
    app.patch(&admin.token, &path, json!({ "role": "grid-worker" })).await.expect(200);
    app.get(&staff.token, "/api/v1/me").await.expect(401);

    let path = format!("/api/v1/members/{}", admin.id);
    assert_eq!(app.patch(&admin.token, &path, json!({ "role": "staff" })).await.code(), "tenancy.last_admin");
}

#[tokio::test]
async fn sessions_are_seen_and_ended() {
    let (app, _, admin) = scene().await;
    let second = app.session(admin.account).await;
    let sessions = app.get(&admin.token, "/api/v1/sessions").await.items();
    assert_eq!(sessions.len(), 2);
    let other = sessions.iter().find(|session| session["current"] == false).unwrap();
    app.delete(&admin.token, &format!("/api/v1/sessions/{}", other["id"].as_str().unwrap())).await.expect(204);
    app.get(&second, "/api/v1/me").await.expect(401);
    app.delete(&admin.token, "/api/v1/sessions/current").await.expect(204);
    app.get(&admin.token, "/api/v1/me").await.expect(401);
}

#[tokio::test]
async fn an_operator_is_let_in_from_a_shell_and_let_go_again() {
    let app = TestApp::start().await;
    assert!(!operator::is_there_one(app.db()).await.unwrap());
    let path = operator::appoint(app.db(), "Zhao@example.org", "赵平").await.unwrap();
    let token = path.strip_prefix("/password-reset?token=").expect("the page of a new password");
    app.post(ANONYMOUS, "/api/v1/password-resets/redeem", json!({ "token": token, "password": PASSWORD })).await.expect(204);

    let session = log_in(&app, "zhao@example.org", PASSWORD).await.expect(201);
    let token = session["token"].as_str().unwrap();
    let street = json!({ "code": "120113004", "admin_email": "street@example.org", "admin_name": "钱进" });
    app.post(token, "/api/v1/streets", street).await.expect(201);

    operator::dismiss(app.db(), "zhao@example.org").await.unwrap();
    app.get(token, "/api/v1/streets").await.expect(401);
    assert_eq!(operator::dismiss(app.db(), "zhao@example.org").await.unwrap_err().code(), "tenancy.not_an_operator");
}

#[tokio::test]
async fn what_has_run_out_is_let_go_of_at_night() {
    use mulin_entity::{
        kernel::queue::tidy::Tidy,
        tenancy::{login_attempt, session, token},
    };
    use sea_orm::{EntityTrait, PaginatorTrait};
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let admin = app.street_admin(&street).await;
    app.post(ANONYMOUS, "/api/v1/password-resets", json!({ "email": admin.email })).await.expect(202);
    let left = async || {
        let sessions = session::Entity::find().count(&app.raw).await.unwrap();
        let links = token::Entity::find().count(&app.raw).await.unwrap();
        (sessions, links, login_attempt::Entity::find().count(&app.raw).await.unwrap())
    };
    let night = async || {
        let sys = app.db().system(mulin_entity::kernel::Why::Queue).await.unwrap();
        sys.enqueue(mulin_entity::kernel::PLATFORM, &Tidy { planned_at: app.now() }).await.unwrap();
        sys.commit().await.unwrap();
        app.work().await;
    };
    night().await;
    assert_eq!(left().await, (1, 1, 1), "what still works is kept");

    app.clock.advance(chrono::Duration::hours(25));
    night().await;
    assert_eq!(left().await, (0, 0, 0));
}
