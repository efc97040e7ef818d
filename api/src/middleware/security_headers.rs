//! What a browser is told about every answer.

use poem::{
    Endpoint, IntoResponse, Middleware, Request, Response, Result,
    http::{HeaderMap, HeaderName, HeaderValue, header},
};

/// The console: only its own files; Element Plus sets styles in the page, charts are drawn to data and blob pictures.
const CONSOLE: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; \
                       connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// The browsable API document starts from a script in its page.
const DOCS: &str = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                    object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
/// An answer of the API is no page at all.
const DATA: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Sets the headers that keep a browser from being turned against its user.
#[derive(Debug, Clone, Copy, Default)]
pub struct SecurityHeaders {
    /// The site is reached over https, so browsers may be told to insist on it.
    pub https: bool,
}

impl<E: Endpoint> Middleware<E> for SecurityHeaders {
    type Output = Guarded<E>;

    fn transform(&self, inner: E) -> Self::Output {
        Guarded { inner, https: self.https }
    }
}

/// An endpoint behind [`SecurityHeaders`].
pub struct Guarded<E> {
    inner: E,
    https: bool,
}

impl<E: Endpoint> Endpoint for Guarded<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let path = request.uri().path().to_owned();
        let mut response = self.inner.get_response(request).await.into_response();
        let headers = response.headers_mut();
        unless_set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        unless_set(headers, header::REFERRER_POLICY, "same-origin");
        unless_set(headers, header::X_FRAME_OPTIONS, "DENY");
        unless_set(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
        unless_set(headers, HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(self), microphone=()");
        unless_set(headers, header::CONTENT_SECURITY_POLICY, policy(&path));
        if path.starts_with("/api/") {
            unless_set(headers, header::CACHE_CONTROL, "no-store");
        }
        if self.https {
            unless_set(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
        }
        Ok(response)
    }
}

fn policy(path: &str) -> &'static str {
    match path {
        docs if docs.starts_with("/api/docs") => DOCS,
        data if data.starts_with("/api/") => DATA,
        _ => CONSOLE,
    }
}

/// A handler that knows better has the last word, such as a calendar feed that may be kept for an hour.
fn unless_set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}

#[cfg(test)]
mod tests {
    use poem::{EndpointExt, Route, error::NotFoundError, handler, test::TestClient};

    use super::*;

    #[handler]
    fn data() -> &'static str {
        "{}"
    }

    #[handler]
    fn feed() -> Response {
        Response::builder().header(header::CACHE_CONTROL, "max-age=3600").finish()
    }

    #[handler]
    fn missing() -> Result<()> {
        Err(NotFoundError.into())
    }

    fn client(https: bool) -> TestClient<impl Endpoint> {
        let route = Route::new().at("/api/v1/residents", data).at("/api/v1/feed", feed).at("/api/v1/missing", missing).at("/", data);
        TestClient::new(route.with(SecurityHeaders { https }))
    }

    #[tokio::test]
    async fn personal_data_is_not_kept_by_a_browser() {
        client(false).get("/api/v1/residents").send().await.assert_header(header::CACHE_CONTROL, "no-store");
        client(false).get("/").send().await.assert_header_is_not_exist(header::CACHE_CONTROL);
    }

    #[tokio::test]
    async fn a_handler_keeps_its_own_word() {
        client(false).get("/api/v1/feed").send().await.assert_header(header::CACHE_CONTROL, "max-age=3600");
    }

    #[tokio::test]
    async fn the_console_runs_no_script_but_its_own() {
        let answer = client(false).get("/").send().await;
        let policy = answer.0.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("script-src 'self';"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    }

    #[tokio::test]
    async fn a_failure_carries_the_headers_too() {
        client(false).get("/api/v1/missing").send().await.assert_header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    }

    #[tokio::test]
    async fn browsers_insist_on_https_only_where_there_is_https() {
        client(true).get("/").send().await.assert_header_exist(header::STRICT_TRANSPORT_SECURITY);
        client(false).get("/").send().await.assert_header_is_not_exist(header::STRICT_TRANSPORT_SECURITY);
    }
}
