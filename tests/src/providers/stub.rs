//! The server under every provider: takes a call, misbehaves if it is its turn, else lets the provider judge.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use mulin_entity::kernel::{Clock, SystemClock};
use poem::{
    Body, Endpoint, Request, Response, Server,
    http::StatusCode,
    listener::{Acceptor, Listener, TcpListener},
};
use serde_json::Value;

/// A call as it arrived.
#[derive(Debug, Clone)]
pub struct Call {
    /// Its path.
    pub path: String,
    /// Its query, as it was written.
    pub query: String,
    /// Its headers, names in lower case.
    pub headers: HashMap<String, String>,
    /// Its body.
    pub body: String,
}

impl Call {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// A parameter of the query, decoded.
    pub fn parameter(&self, name: &str) -> String {
        let pairs = reqwest::Url::parse(&format!("http://stub/?{}", self.query)).expect("a query");
        pairs.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// What a provider does instead of answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    /// Takes nothing: answers this status, and how many seconds to wait.
    Status(u16, Option<u32>),
    /// The same, with the wait as a date that is so many seconds away.
    StatusUntil(u16, u32),
    /// Takes nothing, and the answer breaks off.
    BreaksOff,
    /// Takes the call, and its answer breaks off.
    TakesAndBreaksOff,
    /// Takes the call, and says nothing for longer than anybody waits.
    TakesInSilence,
}

/// What a provider makes of a call.
pub struct Judged {
    status: u16,
    answer: Value,
    taken: bool,
}

impl Judged {
    /// It takes the call, and says so.
    pub(super) fn taken(answer: Value) -> Self {
        Self { status: 200, answer, taken: true }
    }

    /// It says this, and takes nothing.
    pub(super) fn not_taken(answer: Value) -> Self {
        Self { status: 200, answer, taken: false }
    }

    /// The same with a status of its own.
    pub(super) fn refused(status: u16, answer: Value) -> Self {
        Self { status, answer, taken: false }
    }
}

type Judge = Box<dyn Fn(&Call, &[Call]) -> Judged + Send + Sync>;

/// A provider; it lives as long as the test.
#[derive(Clone)]
pub struct Stub {
    /// Where it listens.
    pub url: String,
    calls: Arc<Mutex<Vec<Call>>>,
    taken: Arc<Mutex<Vec<Call>>>,
    odd: Arc<Mutex<VecDeque<Odd>>>,
}

impl Stub {
    /// Listens on a free port; `judge` sees a call and all before it.
    pub(super) async fn open(judge: impl Fn(&Call, &[Call]) -> Judged + Send + Sync + 'static) -> Self {
        let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.expect("a free port");
        let address = acceptor.local_addr()[0].as_socket_addr().expect("a socket").to_owned();
        let stub = Self { url: format!("http://{address}"), calls: Arc::default(), taken: Arc::default(), odd: Arc::default() };
        let desk = Desk { stub: stub.clone(), judge: Box::new(judge) };
        tokio::spawn(Server::new_with_acceptor(acceptor).run(desk));
        stub
    }

    /// The next calls are not answered, but this happens, one for each.
    pub fn misbehave(&self, odd: impl IntoIterator<Item = Odd>) {
        self.odd.lock().unwrap_or_else(PoisonError::into_inner).extend(odd);
    }

    /// It answers again, whatever it was told before.
    pub fn behave(&self) {
        self.odd.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// How many calls so far, taken or not.
    pub fn count(&self) -> usize {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// The calls so far, taken or not.
    pub fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The calls that it took: what it passes on to people.
    pub fn taken(&self) -> Vec<Call> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

struct Desk {
    stub: Stub,
    judge: Judge,
}

impl Endpoint for Desk {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let headers = request.headers().iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()));
        let call = Call {
            headers: headers.collect(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            body: request.take_body().into_string().await?,
        };
        let odd = self.stub.odd.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let refuses = matches!(odd, Some(Odd::Status(..) | Odd::StatusUntil(..) | Odd::BreaksOff));
        let judged = {
            let mut calls = self.stub.calls.lock().unwrap_or_else(PoisonError::into_inner);
            let judged = (!refuses).then(|| (self.judge)(&call, &calls));
            if judged.as_ref().is_some_and(|judged| judged.taken) {
                self.stub.taken.lock().unwrap_or_else(PoisonError::into_inner).push(call.clone());
            }
            calls.push(call);
            judged
        };
        let status = |status| Response::builder().status(StatusCode::from_u16(status).expect("a status"));
        Ok(match odd {
            None => {
                let Judged { status: code, answer, .. } = judged.expect("it was judged");
                status(code).content_type("application/json").body(answer.to_string())
            }
            Some(Odd::Status(code, None)) => status(code).finish(),
            Some(Odd::Status(code, Some(seconds))) => status(code).header("retry-after", seconds.to_string()).finish(),
            Some(Odd::StatusUntil(code, seconds)) => {
                let (now, date) = (SystemClock.now(), |at: DateTime<Utc>| at.format("%a, %d %b %Y %H:%M:%S GMT").to_string());
                let until = now + TimeDelta::seconds(seconds.into());
                status(code).header("date", date(now)).header("retry-after", date(until)).finish()
            }
            Some(Odd::BreaksOff | Odd::TakesAndBreaksOff) => {
                let broken = futures::stream::iter([Ok("{"), Err(std::io::Error::other("broken off"))]);
                Response::builder().header("content-length", "100").body(Body::from_bytes_stream(broken))
            }
            // The caller hangs up.
            Some(Odd::TakesInSilence) => std::future::pending().await,
        })
    }
}
