//! One request under a key, from its arrival to its answer.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use uuid::Uuid;

use super::{
    Answered,
    kept_answer::{self, New},
};
use crate::kernel::{Db, Failure, Kind, Result, tx::Held};

tokio::task_local! {
    static UNDER_WAY: Arc<Attempt>;
}

/// A request under a key.
pub struct Attempt {
    key: String,
    fingerprint: Vec<u8>,
    /// Who asks, and their turn in this process.
    caller: OnceLock<(Uuid, Turn)>,
    state: Mutex<State>,
}

#[derive(Default)]
enum State {
    /// Nothing is committed.
    #[default]
    Fresh,
    /// What the handler took for committed waits for the answer.
    Held(Held),
    /// A first unit of work had to be committed before a second: its key is written, the answer is not.
    Begun { community: Uuid, row: Uuid },
}

/// The requests under keys that this process is just answering.
#[derive(Default)]
pub struct InFlight(Mutex<HashSet<(Uuid, String)>>);

impl InFlight {
    /// The turn of a key; none while somebody else has it.
    fn enter(self: &Arc<Self>, account: Uuid, key: &str) -> Option<Turn> {
        let which = (account, key.to_owned());
        let entered = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(which.clone());
        entered.then(|| Turn { all: self.clone(), which })
    }
}

/// One of them, until it is dropped.
struct Turn {
    all: Arc<InFlight>,
    which: (Uuid, String),
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.all.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.which);
    }
}

fn conflict(code: &'static str) -> Failure {
    Failure::new(Kind::Conflict, code)
}

impl Attempt {
    /// A request under `key`; `fingerprint` is a hash over everything that is asked for.
    pub fn new(key: impl Into<String>, fingerprint: Vec<u8>) -> Arc<Self> {
        Arc::new(Self { key: key.into(), fingerprint, caller: OnceLock::new(), state: Mutex::default() })
    }

    /// The attempt that this task works on.
    pub fn present() -> Option<Arc<Self>> {
        UNDER_WAY.try_with(Arc::clone).ok()
    }

    /// Answers the request: what `work` commits in this task is held back for [`Attempt::succeed`] or [`Attempt::fail`].
    pub async fn run<T>(self: &Arc<Self>, work: impl Future<Output = T>) -> T {
        UNDER_WAY.scope(self.clone(), work).await
    }

    /// Says who asks. Answers what was answered before under this key; fails if that was something else, or is still being made.
    pub async fn admit(&self, db: &Db, account: Uuid) -> Result<Option<Answered>> {
        let turn = db.in_flight().enter(account, &self.key).ok_or_else(|| conflict("kernel.in_flight"))?;
        if self.caller.set((account, turn)).is_err() {
            return Err(Failure::internal("a request was admitted twice"));
        }
        self.earlier(db).await
    }

    async fn earlier(&self, db: &Db) -> Result<Option<Answered>> {
        let Some((account, _)) = self.caller.get() else { return Ok(None) };
        let Some(kept) = kept_answer::find(db, *account, &self.key).await? else { return Ok(None) };
        if kept.fingerprint != self.fingerprint {
            return Err(Failure::new(Kind::Invalid, "kernel.key_of_another_request"));
        }
        kept.open(db.keys())?.map(Some).ok_or_else(|| conflict("kernel.answer_not_kept"))
    }

    /// The change was made and `answer` tells it: both become true now. Answers the other one's answer if somebody was faster.
    pub async fn succeed(&self, db: &Db, answer: Option<&Answered>) -> Result<Option<Answered>> {
        match self.take() {
            State::Fresh => Ok(None),
            State::Held(held) => match self.write(held, answer).await {
                Err(failure) if failure.kind() == Kind::Conflict => self.earlier(db).await?.map(Some).ok_or(failure),
                written => written.map(|_| None),
            },
            State::Begun { community, row } => match answer {
                Some(answer) => kept_answer::complete(db, community, row, answer).await.map(|()| None),
                None => Ok(None),
            },
        }
    }

    /// The request failed: what it noted in spite of that, such as a wrong password, stays, and it may be tried again.
    /// Answers the other one's answer if it failed because somebody was faster.
    pub async fn fail(&self, db: &Db, kind: Kind) -> Result<Option<Answered>> {
        match self.take() {
            State::Fresh if kind == Kind::Conflict => return self.earlier(db).await,
            State::Fresh => {}
            State::Held(held) => held.commit().await?,
            State::Begun { community, row } => kept_answer::forget(db, community, row).await?,
        }
        Ok(None)
    }

    /// Commits `held` with the key in it.
    async fn write(&self, held: Held, answer: Option<&Answered>) -> Result<State> {
        let (account, _) = self.caller.get().ok_or_else(|| Failure::internal("nobody was admitted"))?;
        let new = New { community: held.community, account: *account, key: &self.key, fingerprint: &self.fingerprint };
        let row = new.write(&held.conn, &held.keys, held.now, answer).await?;
        let community = held.community;
        held.commit().await?;
        Ok(State::Begun { community, row })
    }

    fn take(&self) -> State {
        std::mem::take(&mut *self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn put(&self, state: State) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }
}

/// Holds back what is about to be committed, if this task answers a request under a key; gives it back otherwise.
pub(crate) fn hold(held: Held) -> Option<Held> {
    let Some(attempt) = Attempt::present().filter(|attempt| attempt.caller.get().is_some()) else { return Some(held) };
    match attempt.take() {
        State::Fresh => {
            attempt.put(State::Held(held));
            None
        }
        begun => {
            attempt.put(begun);
            Some(held)
        }
    }
}

/// Makes true what is held back, before another unit of work begins that may build on it.
pub(crate) async fn let_go() -> Result<()> {
    let Some(attempt) = Attempt::present() else { return Ok(()) };
    let next = match attempt.take() {
        State::Held(held) => attempt.write(held, None).await?,
        other => other,
    };
    attempt.put(next);
    Ok(())
}
