//! Where jobs run that may have taken a process down.
//!
//! A worker that dies has many jobs in hand and may have died for many reasons: an operator's `kill -9`, a power cut, one poisonous job.
//! Those jobs are suspects, and are looked into in a child of the worker, a few at once, so that hundreds of good ones do not wait for
//! each other. If that child dies, those few are accused: each is done alone in a child of its own, and whichever takes that one down
//! too is known. If the parent dies, its children end with it, and nothing is held against anybody.

use std::{io, sync::Arc};

use mulin_entity::kernel::queue::{Claimed, Past};
use tokio::sync::Mutex;

use super::{
    cell::{self, Cell, Turn},
    pace::ACCUSED,
};

/// A process for suspects, and some for one accused each. They are started when there is somebody for them.
pub struct Cells {
    suspects: Cell,
    alone: [Mutex<Cell>; ACCUSED],
}

impl Cells {
    /// They are this same program with the same arguments, told by [`CELL`](cell::CELL) what they are.
    pub fn of_this_program() -> Arc<Self> {
        Arc::new(Self { suspects: Cell::new(), alone: std::array::from_fn(|_| Mutex::new(Cell::new())) })
    }

    /// Whether this process is one of them.
    pub fn is_here() -> bool {
        std::env::var_os(cell::CELL).is_some()
    }

    /// Has a job done there.
    pub(super) async fn run(&self, job: &Claimed) -> io::Result<Turn> {
        if job.past() != Past::Accused {
            return self.suspects.run(job).await;
        }
        // There are as many as may be in hand.
        let cell = match self.alone.iter().find_map(|cell| cell.try_lock().ok()) {
            Some(cell) => cell,
            None => self.alone[0].lock().await,
        };
        cell.run(job).await
    }

    /// Ends those that have nothing to do.
    pub(super) fn rest(&self) {
        self.suspects.rest();
        self.alone.iter().filter_map(|cell| cell.try_lock().ok()).for_each(|cell| cell.rest());
    }
}
