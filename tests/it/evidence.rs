//! Photos as people notice them: shown to those who were given their link, for a while, and without what the camera noted.

use chrono::Duration;
use mulin_entity::{evidence::develop::MOST_BYTES, people::Tier};
use mulin_tests::{ANONYMOUS, Answer};
use reqwest::multipart::{Form, Part};

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
