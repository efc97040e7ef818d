//! Every failure leaves as `application/problem+json` (RFC 9457), in the reader's language.

use chrono::Duration;
use mulin_entity::kernel::{Failure, FieldFault, Kind, Language};
use poem::{Endpoint, Error, IntoResponse, Request, Response, error::ResponseError, http::StatusCode};
use poem_openapi::{
    ApiResponse, Object,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::Type,
};
use serde::Serialize;

/// The answer of a handler.
pub type Reply<T> = Result<T, Problem>;

const MEDIA_TYPE: &str = "application/problem+json";

/// When somebody may come back who found a dependency out of order, in seconds: outages heal by themselves.
const COME_BACK: i64 = 5;

/// A failure on its way out.
#[derive(Debug)]
pub struct Problem(pub Failure);

impl<F: Into<Failure>> From<F> for Problem {
    fn from(failure: F) -> Self {
        Self(failure.into())
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.kind().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl ApiResponse for Problem {
    fn meta() -> MetaResponses {
        let content = MetaMediaType { content_type: MEDIA_TYPE, schema: ProblemBody::schema_ref() };
        MetaResponses {
            responses: vec![MetaResponse {
                description: "A failure, told in the reader's language.",
                status: None,
                status_range: None,
                content: vec![content],
                headers: vec![],
            }],
        }
    }

    fn register(registry: &mut Registry) {
        ProblemBody::register(registry);
    }
}

/// A failure, as it is sent (RFC 9457).
#[derive(Debug, Object, Serialize)]
#[oai(rename = "Problem", skip_serializing_if_is_none)]
struct ProblemBody {
    /// Always `about:blank`: the code tells more.
    r#type: String,
    /// What is wrong, in the reader's language.
    title: String,
    /// The HTTP status.
    status: u16,
    /// A stable word for programs, such as `people.possible_duplicate`.
    code: String,
    /// More about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The fields that break rules.
    fields: Vec<ProblemField>,
    /// Facts for programs, by the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<serde_json::Value>,
}

/// A field that breaks a rule.
#[derive(Debug, Object, Serialize)]
struct ProblemField {
    /// The field's name.
    field: String,
    /// A stable word for programs.
    code: String,
    /// What is wrong, in the reader's language.
    message: String,
}

impl Problem {
    fn body(&self, language: Language) -> ProblemBody {
        let failure = &self.0;
        let field = |FieldFault { field, code }: &FieldFault| ProblemField {
            field: field.clone(),
            code: (*code).to_owned(),
            message: language.text(code, failure.facts()),
        };
        ProblemBody {
            r#type: "about:blank".to_owned(),
            title: language.text(failure.code(), failure.facts()),
            status: failure.kind().status(),
            code: failure.code().to_owned(),
            detail: None,
            fields: failure.fields().iter().map(field).collect(),
            facts: failure.detail_value().cloned(),
        }
    }
}

/// The outermost layer of the API: whatever went wrong inside leaves as a problem.
pub async fn tell<E: Endpoint>(inner: std::sync::Arc<E>, request: Request) -> poem::Result<Response> {
    let language = Language::accepted(request.header("accept-language"));
    match inner.call(request).await {
        Ok(response) => Ok(response.into_response()),
        Err(error) => Ok(answer(error, language)),
    }
}

/// The answer that tells `error`.
pub fn answer(error: Error, language: Language) -> Response {
    if let Some(problem) = error.downcast_ref::<Problem>() {
        match problem.0.kind() {
            Kind::Internal => tracing::error!(error = %problem.0, "a request failed by our own fault"),
            Kind::Unavailable | Kind::Full => tracing::warn!(error = %problem.0, "a request found something out of order"),
            _ => {}
        }
        return render(&problem.body(language), problem.0.wait());
    }
    let status = error.status();
    let (kind, code) = match status.as_u16() {
        401 => (Kind::Unauthenticated, "kernel.unauthenticated"),
        403 => (Kind::Forbidden, "kernel.forbidden"),
        404 => (Kind::NotFound, "kernel.not_found"),
        405 => (Kind::Malformed, "kernel.method_unknown"),
        413 => (Kind::TooLarge, "kernel.too_large"),
        415 => (Kind::Unsupported, "kernel.unsupported"),
        500.. => (Kind::Internal, "kernel.internal"),
        _ => (Kind::Malformed, "kernel.malformed"),
    };
    if kind == Kind::Internal {
        tracing::error!(%error, "a request failed by our own fault");
    }
    let failure = Failure::new(kind, code);
    if kind != Kind::Malformed {
        return render(&Problem(failure).body(language), None);
    }
    let text = error.to_string();
    let failure = match field_named_in(&text) {
        Some(field) => failure.field(field, "kernel.field_malformed"),
        None => failure,
    };
    let mut body = Problem(failure).body(language);
    body.status = status.as_u16();
    // The parser speaks English only.
    body.detail = Some(text).filter(|_| language == Language::English);
    render(&body, None)
}

/// The field that the parser's words name: "field `contact_name` verification failed".
fn field_named_in(text: &str) -> Option<&str> {
    let (_, named) = text.split_once("field `").or_else(|| text.split_once("parameter `"))?;
    named.split('`').next()
}

fn render(body: &ProblemBody, wait: Option<Duration>) -> Response {
    let status = StatusCode::from_u16(body.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let text = serde_json::to_vec(body).unwrap_or_default();
    let response = Response::builder().status(status).content_type(MEDIA_TYPE).header("cache-control", "no-store");
    let come_back = match status {
        StatusCode::SERVICE_UNAVAILABLE => Some(COME_BACK),
        // Rounded up: whoever comes back at that second is let in.
        StatusCode::TOO_MANY_REQUESTS => Some(wait.map_or(COME_BACK, |wait| wait.num_seconds().max(0) + 1)),
        _ => None,
    };
    match come_back {
        Some(seconds) => response.header("retry-after", seconds).body(text),
        None => response.body(text),
    }
}
