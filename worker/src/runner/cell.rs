//! A child of the worker that does the jobs it is handed, and says of each when it is over.

use std::{
    collections::HashMap,
    io::{self, BufRead, Write},
    process::Stdio,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use mulin_entity::kernel::queue::Claimed;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command},
    sync::{mpsc, oneshot},
};
use uuid::Uuid;

/// Set for a process that is a cell.
pub(super) const CELL: &str = "MULIN_CELL";
/// A cell that had nothing to do for so long ends.
const IDLE: Duration = Duration::from_secs(60);
/// What a cell says before the name of a job whose turn is over.
const OVER: &str = "over ";

/// How a turn in a cell ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// The cell has settled it.
    Over,
    /// The cell died of it, or of another one that it had.
    Died,
}

/// A process that is started with its first job, and anew after it died.
pub(super) struct Cell(Mutex<Option<Process>>);

struct Process {
    /// Killed when this is dropped.
    child: Child,
    jobs: mpsc::UnboundedSender<String>,
    turns: Arc<Turns>,
    used: Instant,
}

/// Who waits for which job; nobody can any more once the process is dead.
struct Turns(Mutex<Option<HashMap<Uuid, oneshot::Sender<()>>>>);

impl Cell {
    pub(super) fn new() -> Self {
        Self(Mutex::default())
    }

    /// Has a job done there. Whoever stops waiting for it ends the process.
    pub(super) async fn run(&self, job: &Claimed) -> io::Result<Turn> {
        let over = self.hand_in(job)?;
        let mut end = EndOnDrop { cell: self, armed: true };
        let turn = match over.await {
            Ok(()) => Turn::Over,
            Err(_) => Turn::Died,
        };
        end.armed = false;
        Ok(turn)
    }

    fn hand_in(&self, job: &Claimed) -> io::Result<oneshot::Receiver<()>> {
        let line = serde_json::to_string(job)? + "\n";
        let mut place = self.place();
        loop {
            let mut process = match place.take() {
                Some(process) => process,
                None => Process::start()?,
            };
            // One that ended by itself never had this job.
            if process.child.try_wait()?.is_some() {
                continue;
            }
            let Some(over) = process.turns.wait_for(job.id) else { continue };
            // If it dies before it reads this, whoever waits is told.
            let _ = process.jobs.send(line);
            process.used = Instant::now();
            *place = Some(process);
            return Ok(over);
        }
    }

    /// Ends the process if it has nothing to do.
    pub(super) fn rest(&self) {
        self.place().take_if(|process| process.used.elapsed() > IDLE && process.turns.are_over());
    }

    fn place(&self) -> MutexGuard<'_, Option<Process>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct EndOnDrop<'a> {
    cell: &'a Cell,
    armed: bool,
}

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        if self.armed {
            self.cell.place().take();
        }
    }
}

impl Process {
    fn start() -> io::Result<Self> {
        // By this name it is found even after a deploy has put another file in its place.
        let mut command = Command::new("/proc/self/exe");
        command.args(std::env::args_os().skip(1)).env(CELL, "1").stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn()?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("a child without pipes"));
        };
        let (jobs, handed_in) = mpsc::unbounded_channel();
        let turns = Arc::new(Turns(Mutex::new(Some(HashMap::new()))));
        tokio::spawn(hand_on(handed_in, stdin));
        tokio::spawn(listen(stdout, turns.clone()));
        Ok(Self { child, jobs, turns, used: Instant::now() })
    }
}

/// Hands jobs on to a cell for as long as it reads.
async fn hand_on(mut jobs: mpsc::UnboundedReceiver<String>, mut stdin: ChildStdin) {
    while let Some(line) = jobs.recv().await {
        if stdin.write_all(line.as_bytes()).await.is_err() {
            return;
        }
    }
}

/// Tells whoever waits what a cell says; its last word is that it says nothing more.
async fn listen(stdout: ChildStdout, turns: Arc<Turns>) {
    let mut lines = BufReader::new(stdout).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some(job) = line.strip_prefix(OVER).and_then(|job| job.parse().ok()) {
            turns.over(job);
        }
    }
    turns.end();
}

impl Turns {
    fn wait_for(&self, job: Uuid) -> Option<oneshot::Receiver<()>> {
        let (tell, over) = oneshot::channel();
        self.lock().as_mut()?.insert(job, tell);
        Some(over)
    }

    fn over(&self, job: Uuid) {
        if let Some(waiting) = self.lock().as_mut().and_then(|turns| turns.remove(&job)) {
            // Whoever went away has ended the process.
            let _ = waiting.send(());
        }
    }

    fn are_over(&self) -> bool {
        self.lock().as_ref().is_none_or(HashMap::is_empty)
    }

    fn end(&self) {
        self.lock().take();
    }

    fn lock(&self) -> MutexGuard<'_, Option<HashMap<Uuid, oneshot::Sender<()>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
pub(super) fn over(job: Uuid) {
    let told = writeln!(io::stdout(), "{OVER}{job}").and_then(|()| io::stdout().flush());
    if told.is_err() {
        std::process::exit(0)
    }
}
