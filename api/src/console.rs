//! The console: assets built from `api/console`, embedded in the binary and served with the
//! cache and compression that their names and twins allow.

use poem::{
    Endpoint, Request, Response,
    endpoint::make_sync,
    http::{HeaderMap, Method, StatusCode, header},
};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "console/dist"]
#[allow_missing = true]
struct Assets;

const INDEX: &str = "index.html";
/// Shown in place of the console when it was not built.
const UNBUILT: &str = include_str!("../console/unbuilt.html");
/// The folder whose file names carry a hash of their content.
const HASHED: &str = "assets/";

/// Serves the console at every path that is not an asset: it routes in the browser.
pub fn endpoint() -> impl Endpoint<Output = Response> {
    make_sync(|request: Request| serve(&request))
}

fn serve(request: &Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Response::builder().status(StatusCode::METHOD_NOT_ALLOWED).header(header::ALLOW, "GET, HEAD").finish();
    }
    let path = request.uri().path().trim_start_matches('/');
    match Asset::find(path, request.headers()) {
        Some(asset) => asset.answer(request),
        None if names_a_file(path) || path.starts_with("api/") => StatusCode::NOT_FOUND.into(),
        None => index(request),
    }
}

fn index(request: &Request) -> Response {
    match Asset::find(INDEX, request.headers()) {
        Some(asset) => asset.answer(request),
        None => Response::builder().content_type("text/html; charset=utf-8").header(header::CACHE_CONTROL, "no-store").body(UNBUILT),
    }
}

/// Whether a path can only mean an asset: answering it with a page would hide a broken link.
fn names_a_file(path: &str) -> bool {
    path.starts_with(HASHED) || path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// An asset in the encoding that the reader understands.
struct Asset {
    file: EmbeddedFile,
    media_type: String,
    encoding: Option<&'static str>,
    hashed: bool,
}

impl Asset {
    fn find(path: &str, headers: &HeaderMap) -> Option<Self> {
        let plain = Assets::get(path)?;
        let media_type = media_type(&plain);
        let accepted = accepted_encodings(headers);
        let twin = [("br", "br"), ("gzip", "gz")]
            .into_iter()
            .filter(|(encoding, _)| accepts(accepted, encoding))
            .find_map(|(encoding, suffix)| Some((Assets::get(&format!("{path}.{suffix}"))?, encoding)));
        let (file, encoding) = twin.map_or((plain, None), |(file, encoding)| (file, Some(encoding)));
        Some(Self { file, media_type, encoding, hashed: path.starts_with(HASHED) })
    }

    fn answer(self, request: &Request) -> Response {
        let etag = format!("\"{}\"", hex_of(&self.file.metadata.sha256_hash()[..16]));
        let unchanged = request
            .headers()
            .get(header::IF_NONE_MATCH)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == etag));
        let cache = if self.hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
        let mut response =
            Response::builder().header(header::ETAG, etag).header(header::CACHE_CONTROL, cache).header(header::VARY, "Accept-Encoding");
        if unchanged {
            return response.status(StatusCode::NOT_MODIFIED).finish();
        }
        if let Some(encoding) = self.encoding {
            response = response.header(header::CONTENT_ENCODING, encoding);
        }
        response = response.content_type(&self.media_type);
        if request.method() == Method::HEAD {
            // The length of what GET would send; the server must not replace it by that of an empty body.
            return response.header(header::CONTENT_LENGTH, self.file.data.len()).finish();
        }
        response.body(self.file.data.into_owned())
    }
}

fn media_type(file: &EmbeddedFile) -> String {
    let guessed = file.metadata.mimetype();
    if guessed.starts_with("text/") { format!("{guessed}; charset=utf-8") } else { guessed.to_owned() }
}

fn accepted_encodings(headers: &HeaderMap) -> &str {
    headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Whether an Accept-Encoding header allows an encoding (`br;q=0` refuses it).
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let named = parts.next() == Some(encoding);
        let refused =
            parts.any(|part| part.strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok()).is_some_and(|weight| weight <= 0.0));
        named && !refused
    })
}

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(method: Method, path: &str) -> Response {
        serve(&Request::builder().method(method).uri_str(path).finish())
    }

    #[test]
    fn a_page_of_the_console_is_answered_whether_it_was_built_or_not() {
        let response = ask(Method::GET, "/people/import");
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.content_type(), Some("text/html; charset=utf-8"));
    }

    #[test]
    fn a_missing_asset_is_missing_and_not_a_page() {
        assert_eq!(ask(Method::GET, "/assets/gone.js").status(), StatusCode::NOT_FOUND);
        assert_eq!(ask(Method::GET, "/robots.txt").status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn the_console_is_only_read() {
        assert_eq!(ask(Method::POST, "/").status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(ask(Method::HEAD, "/").status(), StatusCode::OK);
    }

    #[test]
    fn an_encoding_with_weight_zero_is_refused() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("", "gzip"));
    }
}
