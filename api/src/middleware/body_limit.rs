//! A ceiling on what a client may send, counted while it arrives.
//!
//! poem reads a JSON body without any limit, and its own size limit trusts `Content-Length`, which a chunked body does not have. Here
//! the bytes themselves are counted; the first one too many ends the body, and the answer is 413 whatever the handler made of it.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use futures::{Stream, StreamExt};
use poem::{Body, Endpoint, IntoResponse, Middleware, Request, Response, Result, error::Error, http::StatusCode};

/// Bytes granted per request, by what it carries.
#[derive(Debug, Clone, Copy)]
pub struct BodyLimit {
    /// Everything but uploads.
    pub document: u64,
    /// `multipart/form-data`: ledgers and photos.
    pub upload: u64,
    /// The longest pause of a client in the middle of its body.
    pub pause: Duration,
}

impl Default for BodyLimit {
    fn default() -> Self {
        Self { document: 1 << 20, upload: 32 << 20, pause: Duration::from_secs(20) }
    }
}

impl<E: Endpoint> Middleware<E> for BodyLimit {
    type Output = Limited<E>;

    fn transform(&self, inner: E) -> Self::Output {
        Limited { inner, limit: *self }
    }
}

/// An endpoint behind a [`BodyLimit`].
pub struct Limited<E> {
    inner: E,
    limit: BodyLimit,
}

impl<E: Endpoint> Endpoint for Limited<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        let upload = request.content_type().is_some_and(|kind| kind.starts_with("multipart/form-data"));
        let most = if upload { self.limit.upload } else { self.limit.document };
        if declared(&request).is_some_and(|length| length > most) {
            return Err(Error::from_status(StatusCode::PAYLOAD_TOO_LARGE));
        }
        let exceeded = Arc::new(AtomicBool::new(false));
        let body = request.take_body();
        if !body.is_empty() {
            request.set_body(Body::from_bytes_stream(counted(body.into_bytes_stream(), most, self.limit.pause, exceeded.clone())));
        }
        let answer = self.inner.call(request).await.map(IntoResponse::into_response);
        if exceeded.load(Ordering::Relaxed) { Err(Error::from_status(StatusCode::PAYLOAD_TOO_LARGE)) } else { answer }
    }
}

fn declared(request: &Request) -> Option<u64> {
    request.header("content-length")?.parse().ok()
}

/// The same bytes, but at most `most` of them and none later than `pause` after the one before.
fn counted(
    body: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    most: u64,
    pause: Duration,
    exceeded: Arc<AtomicBool>,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    futures::stream::unfold((Box::pin(body), 0_u64), move |(mut body, mut seen)| {
        let exceeded = exceeded.clone();
        async move {
            let chunk = match tokio::time::timeout(pause, body.next()).await {
                Ok(chunk) => chunk?,
                Err(_) => Err(io::ErrorKind::TimedOut.into()),
            };
            seen += chunk.as_ref().map_or(0, |bytes| bytes.len() as u64);
            if seen > most {
                exceeded.store(true, Ordering::Relaxed);
                return Some((Err(io::ErrorKind::FileTooLarge.into()), (body, seen)));
            }
            Some((chunk, (body, seen)))
        }
    })
}

#[cfg(test)]
mod tests {
    use poem::{EndpointExt, handler, test::TestClient};

    use super::*;

    /// A careless handler: it takes a broken body for an empty one.
    #[handler]
    async fn length(body: Body) -> String {
        body.into_vec().await.map_or(0, |bytes| bytes.len()).to_string()
    }

    fn client() -> TestClient<impl Endpoint> {
        TestClient::new(length.with(BodyLimit { document: 10, upload: 20, pause: Duration::from_millis(50) }))
    }

    fn chunks(sizes: &'static [usize]) -> Body {
        Body::from_bytes_stream(futures::stream::iter(sizes.iter().map(|size| Ok::<_, io::Error>(vec![b'x'; *size]))))
    }

    #[tokio::test]
    async fn a_body_within_the_limit_arrives_whole() {
        client().post("/").body(chunks(&[4, 6])).send().await.assert_text("10").await;
    }

    #[tokio::test]
    async fn a_chunked_body_is_counted_as_it_arrives() {
        client().post("/").body(chunks(&[4, 6, 1])).send().await.assert_status(StatusCode::PAYLOAD_TOO_LARGE);
    }

    #[tokio::test]
    async fn a_declared_length_over_the_limit_is_refused_unread() {
        client().post("/").header("content-length", "11").body("x").send().await.assert_status(StatusCode::PAYLOAD_TOO_LARGE);
    }

    #[tokio::test]
    async fn an_upload_may_be_larger() {
        let client = client();
        let upload = client.post("/").content_type("multipart/form-data; boundary=x").body(chunks(&[15]));
        upload.send().await.assert_text("15").await;
    }

    #[tokio::test]
    async fn a_body_that_stalls_is_given_up() {
        let stalled = Body::from_bytes_stream(futures::stream::pending::<io::Result<Bytes>>());
        client().post("/").body(stalled).send().await.assert_text("0").await;
    }
}
