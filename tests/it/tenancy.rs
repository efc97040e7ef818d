//! Streets, communities, the people who work in them.

use mulin_entity::kernel::Role;
use mulin_tests::{ANONYMOUS, TestApp};

#[tokio::test]
async fn somebody_who_is_logged_in_sees_who_they_are() {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004017").await;
    let staff = app.member(&community, Role::Staff).await;

    let me = app.get(&staff.token, "/api/v1/me").await.expect(200);

    assert_eq!(me["memberships"][0]["community"]["code"], "120113004017");
    assert_eq!(me["memberships"][0]["role"], "staff");
    assert_eq!(app.get(ANONYMOUS, "/api/v1/me").await.status, 401);
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    app.clock.advance(chrono::Duration::minutes(31));
    app.get(&operator.token, "/api/v1/me").await.expect(401);
}
