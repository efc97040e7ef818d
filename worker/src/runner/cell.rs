//! A process of its own for jobs that may have taken one down.
//!
//! A worker that dies has many jobs in hand and may have died for many reasons: an operator's `kill -9`, a power cut, one poisonous job.
//! Those jobs are suspects, and are run one at a time in a child of the worker. If the child dies while its parent lives, it died
//! of the one job that it had; if the parent dies, the child ends with it, and nothing is held against anybody.

use std::{
    ffi::OsString,
    io::{self, BufRead, Write},
    process::Stdio,
    sync::Arc,
    time::{Duration, Instant},
};

use mulin_entity::kernel::queue::Claimed;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    sync::{Mutex, mpsc},
};

/// Set for a process that is a cell.
pub const CELL: &str = "MULIN_CELL";
/// A cell that had nothing to do for so long ends.
const IDLE: Duration = Duration::from_secs(60);
/// What a cell says when a turn is over.
const OVER: &str = "over";

/// How a turn in a cell ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// The cell has settled it.
    Over,
    /// The cell died of it.
    Died,
}

/// Where suspects run. The process is started with the first of them.
pub struct Cell {
    arguments: Vec<OsString>,
    process: Mutex<Option<Process>>,
}

struct Process {
    _child: Child,
    jobs: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
    used: Instant,
}

impl Cell {
    /// This same program with the same arguments, told by [`CELL`] what it is.
    pub fn of_this_program() -> Arc<Self> {
        Arc::new(Self { arguments: std::env::args_os().skip(1).collect(), process: Mutex::default() })
    }

    /// Whether this process is one.
    pub fn is_here() -> bool {
        std::env::var_os(CELL).is_some()
    }

    /// Has a job done there. Whoever stops waiting for it ends the process.
    pub(super) async fn run(&self, job: &Claimed) -> io::Result<Turn> {
        let mut place = self.process.lock().await;
        let mut process = match place.take() {
            Some(process) => process,
            None => self.start()?,
        };
        let line = serde_json::to_string(job)? + "\n";
        if process.jobs.write_all(line.as_bytes()).await.is_err() {
            // It ended before it had this job.
            process = self.start()?;
            process.jobs.write_all(line.as_bytes()).await?;
        }
        match process.answers.next_line().await {
            Ok(Some(answer)) if answer == OVER => {
                process.used = Instant::now();
                *place = Some(process);
                Ok(Turn::Over)
            }
            _ => Ok(Turn::Died),
        }
    }

    /// Ends the process if it has nothing to do.
    pub(super) fn rest(&self) {
        if let Ok(mut place) = self.process.try_lock() {
            place.take_if(|process| process.used.elapsed() > IDLE);
        }
    }

    fn start(&self) -> io::Result<Process> {
        // By this name it is found even after a deploy has put another file in its place.
        let mut command = Command::new("/proc/self/exe");
        command.args(&self.arguments).env(CELL, "1").stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn()?;
        let (Some(jobs), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("a child without pipes"));
        };
        Ok(Process { _child: child, jobs, answers: BufReader::new(answers).lines(), used: Instant::now() })
    }
}

/// The cell's side: the jobs that its parent hands over. It ends with its parent, whatever it is doing.
pub(super) fn jobs() -> mpsc::UnboundedReceiver<Claimed> {
    // When memory runs out, the cell is to go and not its parent.
    let _only_where_there_is_such_a_file = std::fs::write("/proc/self/oom_score_adj", "1000");
    let (sender, jobs) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            match serde_json::from_str(&line) {
                Ok(job) => drop(sender.send(job)),
                Err(_) => break,
            }
        }
        std::process::exit(0)
    });
    jobs
}

/// The cell's side: a turn is over and settled.
pub(super) fn over() {
    let told = writeln!(io::stdout(), "{OVER}").and_then(|()| io::stdout().flush());
    if told.is_err() {
        std::process::exit(0)
    }
}
