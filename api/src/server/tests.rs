//! Over real sockets, because what is promised here lies below the framework.

use std::sync::atomic::{AtomicUsize, Ordering};

use poem::{Route, handler, web::Data};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::Notify,
    task::JoinHandle,
};

use super::*;

/// What the slow handler and its test tell each other.
#[derive(Clone, Default)]
struct Slow {
    entered: Arc<Notify>,
    go_on: Arc<Notify>,
    finished: Arc<AtomicUsize>,
}

#[handler]
async fn slow(Data(slow): Data<&Slow>) -> &'static str {
    slow.entered.notify_one();
    slow.go_on.notified().await;
    slow.finished.fetch_add(1, Ordering::SeqCst);
    "done"
}

#[handler]
fn hello() -> &'static str {
    "hello"
}

#[handler]
#[expect(clippy::panic, reason = "the point of the test")]
fn panics() {
    panic!("a bug in a handler");
}

struct Running {
    address: SocketAddr,
    slow: Slow,
    stop: CancellationToken,
    server: JoinHandle<io::Result<()>>,
}

async fn start(limits: Limits) -> Running {
    let (slow_state, stop) = (Slow::default(), CancellationToken::new());
    let route = Route::new().at("/hello", hello).at("/slow", slow).at("/panics", panics).data(slow_state.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(serve(listener, route, limits, stop.clone()));
    Running { address, slow: slow_state, stop, server }
}

async fn send(address: SocketAddr, bytes: &str) -> TcpStream {
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(bytes.as_bytes()).await.unwrap();
    socket
}

/// Everything the server says until it hangs up.
async fn rest(mut socket: TcpStream) -> String {
    let mut answer = String::new();
    let _reset_counts_as_the_end = socket.read_to_string(&mut answer).await;
    answer
}

async fn get(address: SocketAddr, path: &str) -> String {
    rest(send(address, &format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).await).await
}

const SOON: Duration = Duration::from_secs(5);

#[tokio::test]
async fn a_header_that_drips_is_cut_off() {
    let running = start(Limits { header: Duration::from_millis(100), ..Limits::default() }).await;
    for beginning in ["", "G", "P", "GET /hello HTTP/1.1\r\nHost:"] {
        let socket = send(running.address, beginning).await;
        let answer = timeout(SOON, rest(socket)).await.expect("the server hangs up by itself");
        assert!(!answer.contains("200 OK"), "{answer}");
    }
}

#[tokio::test]
async fn a_client_that_hangs_up_does_not_cancel_its_request() {
    let running = start(Limits::default()).await;
    let socket = send(running.address, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
    running.slow.entered.notified().await;
    drop(socket);
    get(running.address, "/hello").await;
    running.slow.go_on.notify_one();
    running.stop.cancel();
    timeout(SOON, running.server).await.unwrap().unwrap().unwrap();
    assert_eq!(running.slow.finished.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_running_request_is_answered_after_the_server_was_told_to_stop() {
    let running = start(Limits::default()).await;
    let socket = send(running.address, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
    running.slow.entered.notified().await;
    running.stop.cancel();
    running.slow.go_on.notify_one();
    let answer = timeout(SOON, rest(socket)).await.unwrap();
    assert!(answer.ends_with("done"), "{answer}");
    timeout(SOON, running.server).await.unwrap().unwrap().unwrap();
}

#[tokio::test]
async fn a_request_that_never_ends_does_not_hold_up_the_stop() {
    let running = start(Limits { drain: Duration::from_millis(100), ..Limits::default() }).await;
    let _socket = send(running.address, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
    running.slow.entered.notified().await;
    running.stop.cancel();
    timeout(SOON, running.server).await.expect("the drain has an end").unwrap().unwrap();
}

#[tokio::test]
async fn a_connection_over_the_limit_waits_for_a_place() {
    let running = start(Limits { connections: 1, ..Limits::default() }).await;
    let first = send(running.address, "GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    running.slow.entered.notified().await;
    let second = tokio::spawn(get(running.address, "/hello"));
    tokio::time::timeout(Duration::from_millis(100), running.slow.entered.notified()).await.expect_err("nothing else is let in");
    assert!(!second.is_finished());
    running.slow.go_on.notify_one();
    rest(first).await;
    assert!(timeout(SOON, second).await.unwrap().unwrap().ends_with("hello"));
}

#[tokio::test]
async fn a_panic_costs_one_answer() {
    let running = start(Limits::default()).await;
    assert!(get(running.address, "/panics").await.starts_with("HTTP/1.1 500"));
    assert!(get(running.address, "/hello").await.ends_with("hello"));
}
