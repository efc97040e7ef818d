//! A PostgreSQL of a test's own, with fsync, which may be stopped in the middle of everything and started again.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

/// It ends with the test.
pub struct PostgresServer {
    /// Its database for tests, whose owner is no superuser.
    pub url: String,
    bin: PathBuf,
    folder: TempDir,
}

impl PostgresServer {
    /// Starts one on a free port.
    pub async fn start() -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a free port").port();
        let folder = tempfile::Builder::new().prefix("mulin-postgres-").tempdir().expect("a temporary folder");
        let server = Self { url: format!("postgres://mulin@127.0.0.1:{port}/mulin"), bin: bin(), folder };
        if is_root() {
            let owned = Command::new("chown").arg("postgres").arg(server.folder.path()).status();
            assert!(owned.is_ok_and(|status| status.success()), "the folder cannot be given to postgres");
        }
        server.run("initdb", &["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]);
        let folder = server.folder.path().display();
        let options = format!("-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=100");
        server.run("pg_ctl", &["-l", &format!("{folder}/log"), "-o", &options, "-w", "start"]);
        let admin = Database::connect(format!("postgres://postgres@127.0.0.1:{port}/postgres")).await.expect("it answers");
        for statement in ["CREATE ROLE mulin LOGIN CREATEDB CREATEROLE", "CREATE DATABASE mulin OWNER mulin"] {
            admin.execute_unprepared(statement).await.expect("a database");
        }
        server
    }

    /// Ends it without a word to anybody, as a power cut would.
    pub fn crash(&self) {
        self.run("pg_ctl", &["-m", "immediate", "-w", "stop"]);
    }

    /// Starts it again with the options it had; answers once it takes connections.
    pub fn rise(&self) {
        let options = std::fs::read_to_string(self.folder.path().join("postmaster.opts")).expect("it ran before");
        let options = options.trim().split_once(' ').expect("its program, then its options").1.replace('"', "");
        self.run("pg_ctl", &["-l", &format!("{}/log", self.folder.path().display()), "-o", &options, "-w", "start"]);
    }

    /// PostgreSQL refuses to run as root.
    fn run(&self, program: &str, arguments: &[&str]) {
        assert!(self.command(program, arguments).is_ok_and(|status| status.success()), "{program} failed");
    }

    fn command(&self, program: &str, arguments: &[&str]) -> std::io::Result<std::process::ExitStatus> {
        let program = self.bin.join(program);
        let mut command = if is_root() { Command::new("runuser") } else { Command::new(&program) };
        if is_root() {
            command.args(["-u", "postgres", "--"]).arg(&program);
        }
        command.arg("-D").arg(self.folder.path()).args(arguments).current_dir(self.folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        let _ended_already = self.command("pg_ctl", &["-m", "immediate", "-w", "stop"]);
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.starts_with(b"0"))
}

/// Where the newest server's programs are.
fn bin() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.filter_map(|version| version.file_name().to_str()?.parse::<u32>().ok()).max();
    newest.map_or_else(
        || {
            let told = Command::new("pg_config").arg("--bindir").output().expect("PostgreSQL is there: tests/install");
            PathBuf::from(String::from_utf8_lossy(&told.stdout).trim().to_owned())
        },
        |version| PathBuf::from(format!("/usr/lib/postgresql/{version}/bin")),
    )
}
