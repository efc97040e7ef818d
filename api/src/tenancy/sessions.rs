//! Logging in and out.

use std::time::Duration;

use chrono::{DateTime, Utc};
use mulin_entity::tenancy::{
    can,
    log_in::{self, Credentials, LONGEST, Opened},
    session,
};
use poem::{
    Request,
    web::{
        Data,
        cookie::{Cookie, CookieJar, SameSite},
    },
};
use poem_openapi::{ApiResponse, Object, OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::dto;
use crate::{ApiState, Guard, Reply, Tag, caller::COOKIE};

/// Logging in and out.
pub struct SessionsApi;

/// Who wants to log in.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct LogIn {
    #[oai(validator(max_length = 254))]
    email: String,
    #[oai(validator(max_length = 256))]
    password: String,
    /// Whether the token is wanted as the console's cookie, and not in the answer.
    #[oai(default)]
    cookie: bool,
}

/// Somebody is logged in.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct LoggedIn {
    /// The bearer token, shown this once; missing where it went into the cookie.
    token: Option<String>,
    /// When the session ends at the latest; without use it ends after 30 minutes.
    expires_at: DateTime<Utc>,
    #[oai(flatten)]
    me: dto::Me,
}

#[derive(ApiResponse)]
pub(super) enum LogInReply {
    /// Logged in.
    #[oai(status = 201)]
    Opened(Json<LoggedIn>),
}

/// A log-in that lasts for a while.
#[derive(Object)]
struct Session {
    id: Uuid,
    /// Whether it is the one that asks.
    current: bool,
    /// `cookie` or `bearer`.
    via: String,
    user_agent: String,
    address: String,
    created_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

/// Sessions.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct SessionPage {
    items: Vec<Session>,
    next: Option<String>,
}

#[derive(ApiResponse)]
enum Ended {
    /// It is over.
    #[oai(status = 204)]
    Done,
}

#[OpenApi(tag = "Tag::Tenancy")]
impl SessionsApi {
    /// Log in.
    #[oai(path = "/sessions", method = "post", operation_id = "sessions.open")]
    async fn open(&self, state: Data<&ApiState>, request: &Request, body: Json<LogIn>) -> Reply<LogInReply> {
        let LogIn { email, password, cookie } = body.0;
        let user_agent = request.header("user-agent").unwrap_or_default().to_owned();
        let address = state.address_of(request);
        let session = log_in::log_in(&state.db, Credentials { email, password, cookie, user_agent, address }).await?;
        Ok(opened(session, cookie, request.cookie()))
    }

    /// My sessions.
    #[oai(path = "/sessions", method = "get", operation_id = "sessions.list")]
    async fn list(&self, caller: Guard<can::OwnAccount>) -> Reply<Json<SessionPage>> {
        let rows = log_in::sessions(caller.db(), caller.account()).await?;
        let current = caller.identity().session;
        let items = rows.into_iter().map(|row| Session::new(row, current)).collect();
        Ok(Json(SessionPage { items, next: None }))
    }

    /// Log out.
    #[oai(path = "/sessions/current", method = "delete", operation_id = "sessions.close_current")]
    async fn close_current(&self, caller: Guard<can::OwnAccount>, jar: &CookieJar) -> Reply<Ended> {
        log_in::log_out(caller.db(), caller.account(), caller.identity().session).await?;
        jar.add(token_cookie(String::new(), Duration::ZERO));
        Ok(Ended::Done)
    }

    /// End one of my sessions.
    #[oai(path = "/sessions/:id", method = "delete", operation_id = "sessions.close")]
    async fn close(&self, caller: Guard<can::OwnAccount>, id: Path<Uuid>) -> Reply<Ended> {
        log_in::log_out(caller.db(), caller.account(), id.0).await?;
        Ok(Ended::Done)
    }
}

/// Tells of a session that was just opened. Its token goes into the cookie or into the answer.
pub(super) fn opened(session: Opened, cookie: bool, jar: &CookieJar) -> LogInReply {
    let Opened { token, identity } = session;
    let (me, expires_at) = (dto::Me::new(&identity), identity.expires_at);
    let shown = (!cookie).then(|| token.clone());
    if cookie {
        jar.add(token_cookie(token, LONGEST.to_std().unwrap_or_default()));
    }
    LogInReply::Opened(Json(LoggedIn { token: shown, expires_at, me }))
}

/// Browsers keep a `__Host-` cookie to this very host, and only over a safe line or on this machine.
fn token_cookie(token: String, lasts: Duration) -> Cookie {
    let mut cookie = Cookie::new_with_str(COOKIE, token);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_secure(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_max_age(lasts);
    cookie
}

impl Session {
    fn new(row: session::Model, current: Uuid) -> Self {
        let session::Model { id, via, user_agent, address, created_at, seen_at, expires_at, .. } = row;
        Self { id, current: id == current, via, user_agent, address, created_at, seen_at, expires_at }
    }
}
