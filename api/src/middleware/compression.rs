//! Lists of people shrink to a tenth on the way to a phone.
//!
//! poem's own compression breaks answers that carry a length or are compressed already. This one takes whole text answers to `GET` only, so
//! nothing that a client sent and nothing like a new token is ever compressed together with a secret.

use std::io::Write;

use bytes::Bytes;
use flate2::{Compression as Level, write::GzEncoder};
use poem::{
    Body, Endpoint, IntoResponse, Middleware, Request, Response, Result,
    http::{HeaderValue, Method, header},
};

/// Below this a packet is sent anyway, and gzip only costs time.
const WORTHWHILE: usize = 1400;

/// Compresses text with gzip where a client takes it and it pays.
#[derive(Debug, Clone, Copy, Default)]
pub struct Compression;

impl<E: Endpoint> Middleware<E> for Compression {
    type Output = Compressed<E>;

    fn transform(&self, inner: E) -> Self::Output {
        Compressed { inner }
    }
}

/// An endpoint behind [`Compression`].
pub struct Compressed<E> {
    inner: E,
}

impl<E: Endpoint> Endpoint for Compressed<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let wanted = request.method() == Method::GET && takes_gzip(&request);
        let response = self.inner.call(request).await?.into_response();
        if wanted && is_text(&response) { compress(response).await } else { Ok(response) }
    }
}

fn takes_gzip(request: &Request) -> bool {
    let list = request.header(header::ACCEPT_ENCODING).unwrap_or_default();
    list.split(',').any(|entry| {
        let (name, weight) = entry.split_once(";q=").unwrap_or((entry, "1"));
        name.trim().eq_ignore_ascii_case("gzip") && weight.trim().parse::<f32>().is_ok_and(|weight| weight > 0.0)
    })
}

fn is_text(response: &Response) -> bool {
    let kind = response.content_type().unwrap_or_default();
    let text = kind.starts_with("application/json") || kind.starts_with("text/calendar") || kind.starts_with("application/problem+json");
    text && !response.headers().contains_key(header::CONTENT_ENCODING)
}

async fn compress(mut response: Response) -> Result<Response> {
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-encoding"));
    let plain = response.take_body().into_bytes().await?;
    if plain.len() < WORTHWHILE {
        response.set_body(Body::from_bytes(plain));
        return Ok(response);
    }
    let packed = gzip(&plain).map_err(poem::error::InternalServerError)?;
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    response.set_body(Body::from_bytes(packed));
    Ok(response)
}

fn gzip(plain: &[u8]) -> std::io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Level::fast());
    encoder.write_all(plain)?;
    Ok(encoder.finish()?.into())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;
    use poem::{
        EndpointExt, Route, handler,
        test::{TestClient, TestResponse},
        web::Json,
    };

    use super::*;

    #[handler]
    fn long() -> Json<Vec<&'static str>> {
        Json(vec!["江南春色社区"; 500])
    }

    #[handler]
    fn short() -> Json<&'static str> {
        Json("好")
    }

    #[handler]
    fn picture() -> Response {
        Response::builder().content_type("image/jpeg").body(vec![0; 5000])
    }

    async fn get(path: &str, encodings: &str) -> TestResponse {
        let route = Route::new().at("/long", long).at("/short", short).at("/picture", picture);
        TestClient::new(route.with(Compression)).get(path).header(header::ACCEPT_ENCODING, encodings).send().await
    }

    #[tokio::test]
    async fn a_long_list_travels_small_and_arrives_the_same() {
        let answer = get("/long", "br, gzip").await;
        answer.assert_header(header::CONTENT_ENCODING, "gzip");
        let packed = answer.0.into_body().into_bytes().await.unwrap();
        assert!(packed.len() < 500, "{} bytes", packed.len());
        let mut plain = String::new();
        GzDecoder::new(&packed[..]).read_to_string(&mut plain).unwrap();
        assert_eq!(plain.matches("江南春色社区").count(), 500);
    }

    #[tokio::test]
    async fn nothing_is_compressed_without_need_or_consent() {
        for (path, encodings) in [("/short", "gzip"), ("/long", "br"), ("/long", "gzip;q=0"), ("/picture", "gzip")] {
            get(path, encodings).await.assert_header_is_not_exist(header::CONTENT_ENCODING);
        }
    }
}
