//! Photos as people notice them: shown to those who were given their link, for a while, and without what the camera noted.

use chrono::Duration;
use mulin_entity::{
    evidence::{develop::MOST_BYTES, photo, sweep::sweep},
    people::Tier,
};
use mulin_tests::{ANONYMOUS, Answer, TestApp, providers::Store};
use reqwest::multipart::{Form, Part};
use sea_orm::{EntityTrait, ModelTrait};

use crate::visits_scene::Scene;

/// A photo of one pixel.
pub const PIXEL: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\x0dIDATx\xdacd\xf8\xcfP\x0f\x00\x03\x86\x01\x80Z4}k\x00\x00\x00\x00IEND\xaeB`\x82";

/// Sends a photo of a visit.
async fn send(scene: &Scene, visit: &str, bytes: &'static [u8], moment: Option<&'static str>) -> Answer {
    let form = moment.map_or(Form::new(), |moment| Form::new().text("moment", moment)).part("file", Part::bytes(bytes).file_name("x.png"));
    scene.app.upload(&scene.east.worker.token, &format!("/api/v1/visits/{visit}/photos"), form).await
}

async fn visit(scene: &Scene) -> String {
    let elder = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    scene.visits_of(elder, "planned").await[0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_photo_is_shown_by_its_link_until_that_is_over() {
    let scene = Scene::set().await;
    let visit = visit(&scene).await;

    let sent = send(&scene, &visit, PIXEL, Some("after")).await.expect(201);
    assert_eq!(sent["moment"], "after");
    let told = scene.app.get(&scene.admin.token, &format!("/api/v1/visits/{visit}")).await.expect(200);
    let (whole, thumbnail) = (told["photos"][0]["url"].as_str().unwrap(), told["photos"][0]["thumbnail_url"].as_str().unwrap());

    for link in [whole, thumbnail] {
        let picture = scene.app.get(ANONYMOUS, link).await;
        assert_eq!((picture.status, picture.headers["content-type"].to_str().unwrap()), (200, "image/jpeg"));
        assert!(picture.bytes.starts_with(b"\xff\xd8"), "a JPEG");
    }
    scene.app.advance(Duration::minutes(16)).await;
    assert_eq!(scene.app.get(ANONYMOUS, whole).await.status, 404);
    let fresh = scene.app.get(&scene.admin.token, &format!("/api/v1/visits/{visit}")).await.expect(200);
    assert_eq!(scene.app.get(ANONYMOUS, fresh["photos"][0]["url"].as_str().unwrap()).await.status, 200);
}

#[tokio::test]
async fn what_is_no_photo_is_refused_and_a_tenth_one_too() {
    let scene = Scene::set().await;
    let visit = visit(&scene).await;

    assert_eq!(send(&scene, &visit, b"<svg onload=alert(1)>", None).await.code(), "evidence.not_a_photo");
    assert_eq!(send(&scene, &visit, PIXEL, Some("never")).await.status, 422);
    let large: &'static [u8] = vec![0xff; MOST_BYTES + 1].leak();
    assert_eq!(send(&scene, &visit, large, None).await.status, 413);
    for _ in 0..9 {
        send(&scene, &visit, PIXEL, None).await.expect(201);
    }
    assert_eq!(send(&scene, &visit, PIXEL, None).await.code(), "evidence.too_many_photos");
    send(&scene, &visit, PIXEL, Some("after")).await.expect(201);
}

#[tokio::test]
async fn photos_may_be_in_a_store_of_objects_and_survive_its_absence() {
    let store = Store::open().await;
    let scene = Scene::on(TestApp::start_with(|config| config.bucket = Some(store.url())).await).await;
    let visit = visit(&scene).await;

    let sent = send(&scene, &visit, PIXEL, None).await.expect(201);
    send(&scene, &visit, PIXEL, Some("after")).await.expect(201);
    let folder = scene.community.id.simple().to_string();
    assert_eq!(store.names().len(), 4, "each with its thumbnail");
    assert!(store.names().iter().all(|name| name.starts_with(&format!("{folder}/photos/"))));
    let (whole, thumbnail) = (sent["url"].as_str().unwrap(), sent["thumbnail_url"].as_str().unwrap());
    for link in [whole, thumbnail] {
        assert!(scene.app.get(ANONYMOUS, link).await.bytes.starts_with(b"\xff\xd8"), "a JPEG");
    }

    store.set_away(true);
    let refused = send(&scene, &visit, PIXEL, None).await;
    assert_eq!(refused.status, 503);
    assert_eq!(refused.code(), "kernel.unavailable");
    assert_eq!(scene.app.get(ANONYMOUS, whole).await.status, 503, "it is not gone: it cannot be had now");
    store.set_away(false);
    assert_eq!(scene.app.get(ANONYMOUS, whole).await.status, 200);
    let told = scene.app.get(&scene.admin.token, &format!("/api/v1/visits/{visit}")).await.expect(200);
    assert_eq!(told["photos"].as_array().unwrap().len(), 2, "none without its picture");

    scene.app.db().files().remove_all(scene.community.id).await.unwrap();
    assert!(store.names().is_empty(), "a tenant that goes leaves nothing there");
}

#[tokio::test]
async fn a_store_that_refuses_our_signature_is_a_dependency_that_fails() {
    let store = Store::open().await;
    let scene = Scene::on(TestApp::start_with(|config| config.bucket = Some(store.url_with("not-the-secret"))).await).await;
    let visit = visit(&scene).await;

    assert_eq!(send(&scene, &visit, PIXEL, None).await.status, 503);
    assert!(store.names().is_empty());
}

/// Whoever deletes a row need not think of its files.
async fn files_that_no_row_names_are_swept(app: TestApp) {
    let scene = Scene::on(app).await;
    let visit = visit(&scene).await;
    let kept = send(&scene, &visit, PIXEL, None).await.expect(201);
    send(&scene, &visit, PIXEL, None).await.expect(201);
    send(&scene, &visit, PIXEL, None).await.expect(201);
    let kept = kept["id"].as_str().unwrap().to_owned();
    for row in photo::Entity::find().all(&scene.app.raw).await.unwrap() {
        if row.id.to_string() != kept {
            row.delete(&scene.app.raw).await.unwrap();
        }
    }

    assert_eq!(sweep(scene.app.db()).await.unwrap(), 0, "they may belong to a change that is still on its way");
    scene.app.advance(Duration::hours(25)).await;
    assert_eq!(sweep(scene.app.db()).await.unwrap(), 4);
    assert_eq!(sweep(scene.app.db()).await.unwrap(), 0);
    let told = scene.app.get(&scene.admin.token, &format!("/api/v1/visits/{visit}")).await.expect(200);
    for link in [&told["photos"][0]["url"], &told["photos"][0]["thumbnail_url"]] {
        assert_eq!(scene.app.get(ANONYMOUS, link.as_str().unwrap()).await.status, 200);
    }
}

#[tokio::test]
async fn files_that_no_row_names_are_swept_from_the_folder() {
    files_that_no_row_names_are_swept(TestApp::start().await).await;
}

#[tokio::test]
async fn files_that_no_row_names_are_swept_from_the_store() {
    let store = Store::open().await;
    files_that_no_row_names_are_swept(TestApp::start_with(|config| config.bucket = Some(store.url())).await).await;
    assert_eq!(store.names().len(), 2);
}
