//! What the frameworks below ours reach with next to nothing on top: one row by its key over HTTP, by poem and sqlx. A process of its
//! own, as the service is.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use anyhow::Context;
use poem::{
    EndpointExt, Route, Server,
    error::InternalServerError,
    get, handler,
    listener::{Acceptor, Listener, TcpListener},
    web::{Data, Json, Path},
};
use sea_orm::sqlx::{self, Executor, PgPool, postgres::PgPoolOptions};
use serde_json::{Value, json};

use crate::database;

/// The argument that makes this program the server.
pub const ARGUMENT: &str = "bare";
/// What is asked for.
pub const PATH: &str = "/residents/77";
/// As many connections as each of the service's pools has.
const CONNECTIONS: u32 = 4;

/// The server as a process.
pub struct Bare {
    child: Child,
    pub address: String,
}

impl Bare {
    /// Starts it on a database of its own, with a table of a thousand rows.
    pub async fn start() -> anyhow::Result<Self> {
        let url = database::empty(ARGUMENT).await?;
        let mut child = Command::new(std::env::current_exe()?).args([ARGUMENT, &url]).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("a pipe")?).read_line(&mut line)?;
        Ok(Self { child, address: line.trim().to_owned() })
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        let _gone_already = self.child.kill();
        let _status_does_not_matter = self.child.wait();
    }
}

/// Serves until it is killed.
pub async fn serve(url: &str) -> anyhow::Result<()> {
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).test_before_acquire(false).connect(url).await?;
    pool.execute(
        "CREATE TABLE resident (id bigint PRIMARY KEY, name text NOT NULL); \
         INSERT INTO resident SELECT id, 'resident ' || id FROM generate_series(1, 1000) id",
    )
    .await?;
    let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await?;
    let address = acceptor.local_addr().into_iter().next().and_then(|local| local.as_socket_addr().copied()).context("an address")?;
    println!("{address}");
    Ok(Server::new_with_acceptor(acceptor).run(Route::new().at("/residents/:id", get(resident)).data(pool)).await?)
}

#[handler]
async fn resident(Path(id): Path<i64>, pool: Data<&PgPool>) -> poem::Result<Json<Value>> {
    let row: (i64, String) =
        sqlx::query_as("SELECT id, name FROM resident WHERE id = $1").bind(id).fetch_one(pool.0).await.map_err(InternalServerError)?;
    Ok(Json(json!({ "id": row.0, "name": row.1 })))
}
