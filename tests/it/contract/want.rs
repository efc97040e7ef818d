//! A form that a street wants, and one of a community's own.

use mulin_entity::kernel::Role;
use mulin_tests::TestApp;
use serde_json::json;

use super::scene::Side;

/// A form that the street wants, filled from what is known.
pub async fn want_a_form(app: &TestApp, side: &Side) {
    let plan = json!({"title": "居民表", "every": "month", "workday": 3, "columns": [{"fact": "name", "heading": "姓名"}]});
    let (street, admin) = (&side.street_admin.token, side.member(Role::CommunityAdmin));
    let form = app.post(street, "/api/v1/street/forms", plan.clone()).await.expect(201);
    let form = format!("/api/v1/street/forms/{}/issue", form["id"].as_str().expect("a form"));
    app.post(street, &form, json!({"revision": 1})).await.expect(200);
    app.work().await;
    app.post(&admin.token, "/api/v1/own-forms", plan).await.expect(201);
    // Signed, and open to the street.
    let filling = app.get(&admin.token, "/api/v1/forms").await.items().remove(0);
    let path = format!("/api/v1/forms/{}", filling["id"].as_str().expect("a filling"));
    app.give_password(admin, "seven brown sparrows").await;
    let checked =
        app.post(&admin.token, &format!("{path}/act"), json!({"act": "check", "revision": filling["revision"]})).await.expect(200);
    let signature = json!({"password": "seven brown sparrows", "revision": checked["revision"]});
    app.post(&admin.token, &format!("{path}/submit"), signature).await.expect(200);
    app.post(&admin.token, &format!("{path}/form-grants"), json!({"until_on": "2026-03-20", "reason": "核对数据"})).await.expect(201);
}
