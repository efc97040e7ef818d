//! The demo street.

use mulin_entity::{
    demo::{
        self,
        place::{COMMUNITIES, Place},
    },
    kernel::Scope,
    reports::{rules::Span, service},
    tenancy::community,
};
use mulin_tests::{ANONYMOUS, TestApp};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

#[tokio::test]
async fn the_demo_street_is_loaded_once_and_everybody_in_it_can_log_in() {
    let app = TestApp::start().await;
    let accounts = demo::accounts("a secret of this folder");
    // Two of the eleven are enough to see it.
    let places: Vec<Place> = COMMUNITIES.into_iter().filter(|place| [demo::place::MODEL, "120113004022"].contains(&place.code)).collect();
    demo::load_places(app.db(), &places, demo::SEED, &accounts, |_| {}).await.unwrap();
    assert!(!demo::is_loaded(app.db()).await.unwrap(), "nine are missing");
    demo::load_places(app.db(), &places, demo::SEED, &accounts, |at| panic!("{} was loaded twice", at.community)).await.unwrap();

    for account in accounts.iter().filter(|account| account.code.is_none_or(|code| !demo::place::OTHERS.contains(&code))) {
        let log_in = json!({ "email": account.email, "password": account.password });
        let opened = app.post(ANONYMOUS, "/api/v1/sessions", log_in).await.expect(201);
        let token = opened["token"].as_str().unwrap().to_owned();
        match account.role.word() {
            "operator" => assert_eq!(opened["operator"], true),
            "street-admin" => {
                let seen = app.get(&token, "/api/v1/street/dashboard").await.expect(200);
                assert_eq!(seen["communities"].as_array().unwrap().len(), places.len());
                assert!(seen["totals"]["residents.total"].as_i64().unwrap() > 11_000);
                assert!(seen["totals"]["visits.done"].as_i64().unwrap() > 300);
            }
            role => assert_eq!(opened["memberships"][0]["role"], role),
        }
    }
    figures_stand_a_recount(&app).await;
}

/// The year that was loaded has the figures that its rows give.
async fn figures_stand_a_recount(app: &TestApp) {
    let found = community::Entity::find().filter(community::Column::Code.eq(demo::place::MODEL)).one(&app.raw).await.unwrap().unwrap();
    let today = app.now().date_naive();
    let span = Span { from: today - chrono::Days::new(365), to: today };
    let scope = Scope::job(found.id, "test");
    let read = async || {
        let tx = app.db().read(&scope).await.unwrap();
        mulin_entity::reports::query::dashboard(&tx, Some(today - chrono::Days::new(200)), Some(today)).await.unwrap()
    };
    let before = read().await;
    let tx = app.db().write(&scope).await.unwrap();
    service::recompute_all(&tx, span).await.unwrap();
    tx.commit().await.unwrap();
    let after = read().await;
    assert_eq!(before.now, after.now);
    assert!(before.now["visits.due"] > before.now["visits.on_time"] && before.now["visits.on_time"] > 1_000, "{:?}", before.now);
}
