//! The binary as a process of its own.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};

/// An account that the demo printed.
#[derive(Debug, Clone)]
pub struct Account {
    pub role: String,
    pub email: String,
    pub password: String,
}

/// A running `mulin`.
pub struct Service {
    child: Child,
    _stdout: BufReader<ChildStdout>,
    pub address: String,
    pub accounts: Vec<Account>,
    /// From the start of the process to `ready`.
    pub ready_after: Duration,
}

impl Service {
    /// Starts a role of the binary, and waits until it is ready.
    pub fn start(arguments: &[&str], data: &Path, settings: &[(&str, &str)]) -> anyhow::Result<Self> {
        let listen = format!("127.0.0.1:{}", free_port()?);
        let begun = Instant::now();
        let mut child = command(arguments, data, settings)?.args(["--listen", &listen]).stdout(Stdio::piped()).spawn()?;
        let mut stdout = BufReader::new(child.stdout.take().context("a pipe")?);
        let (mut line, mut accounts, mut address) = (String::new(), Vec::new(), None);
        while address.is_none() {
            line.clear();
            ensure!(stdout.read_line(&mut line)? > 0, "the service ended before it was ready");
            match line.split_whitespace().collect::<Vec<_>>()[..] {
                ["ready", at] => address = Some(at.trim_start_matches("http://").to_owned()),
                ["account", role, email, password, _code] => {
                    let [role, email, password] = [role, email, password].map(str::to_owned);
                    accounts.push(Account { role, email, password });
                }
                _ => {}
            }
        }
        let ready_after = begun.elapsed();
        Ok(Self { child, _stdout: stdout, address: address.context("an address")?, accounts, ready_after })
    }

    /// Starts a role that listens to nobody, such as the worker.
    pub fn start_silent(arguments: &[&str], data: &Path, settings: &[(&str, &str)]) -> anyhow::Result<Silent> {
        Ok(Silent(command(arguments, data, settings)?.spawn()?))
    }

    /// Resident memory in MB.
    pub fn memory(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
        let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes / 1024.0)
    }

    /// The demo's account with a role.
    pub fn account(&self, role: &str) -> anyhow::Result<&Account> {
        self.accounts.iter().find(|account| account.role == role).with_context(|| format!("the demo has no {role}"))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

/// A process without an address.
pub struct Silent(Child);

impl Drop for Silent {
    fn drop(&mut self) {
        end(&mut self.0);
    }
}

/// As an operator would stop it.
fn end(child: &mut Child) {
    let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    if !asked.is_ok_and(|status| status.success()) {
        let _gone_already = child.kill();
    }
    let _status_does_not_matter = child.wait();
}

fn command(arguments: &[&str], data: &Path, settings: &[(&str, &str)]) -> anyhow::Result<Command> {
    let mut command = Command::new(std::env::var("MULIN_BINARY").context("run this by tests/bench/run")?);
    command.args(arguments).arg("--data").arg(data).envs(settings.iter().copied()).env("MULIN_LOG", "error");
    Ok(command)
}

fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
