//! What the database says became of every reminder.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use mulin_entity::{
    kernel::queue::job,
    notifications::{delivery, message},
};
use mulin_tests::{Sink, TestApp};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

#[derive(Debug, Default)]
pub struct Ledger {
    messages: usize,
    buried: u64,
    without_an_end: Vec<String>,
    accepted_twice: Vec<String>,
    by_address: HashMap<String, Vec<delivery::State>>,
}

impl Ledger {
    /// Reads it once every job has come to its end.
    pub async fn settled(app: &TestApp, patience: Duration) -> Self {
        let deadline = Instant::now() + patience;
        let alive = || job::Entity::find().filter(job::Column::State.is_in([job::State::Ready, job::State::Running])).count(&app.raw);
        while alive().await.unwrap() > 0 {
            assert!(Instant::now() < deadline, "{} jobs have not come to an end", alive().await.unwrap());
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        let dedupe_of: HashMap<_, _> =
            message::Entity::find().all(&app.raw).await.unwrap().into_iter().map(|message| (message.id, message.dedupe)).collect();
        let mut by_address: HashMap<_, Vec<_>> = dedupe_of.values().map(|address| (address.clone(), Vec::new())).collect();
        for delivery in delivery::Entity::find().all(&app.raw).await.unwrap() {
            by_address.entry(dedupe_of[&delivery.message_id].clone()).or_default().push(delivery.state);
        }
        let with = |wanted: &dyn Fn(&[delivery::State]) -> bool| {
            by_address.iter().filter(|(_, states)| wanted(states)).map(|(address, _)| address.clone()).collect()
        };
        let ends = |states: &[delivery::State]| {
            states.iter().any(|state| matches!(state, delivery::State::Accepted | delivery::State::InDoubt | delivery::State::Rejected))
        };
        Self {
            messages: dedupe_of.len(),
            buried: job::Entity::find().filter(job::Column::State.eq(job::State::Buried)).count(&app.raw).await.unwrap(),
            without_an_end: with(&|states| !ends(states)),
            accepted_twice: with(&|states| states.iter().filter(|state| **state == delivery::State::Accepted).count() > 1),
            by_address,
        }
    }

    /// Every one of the `asked` reminders came to an end that the ledger knows, and what arrived at `sink` is what it knows.
    pub fn holds_every_promise(&self, asked: usize, sink: &Sink) {
        let arrived = sink.by_recipient().into_iter().map(|(address, times)| (address, times.len())).collect();
        self.holds(asked, &arrived);
    }

    /// The same, by how often each reminder arrived.
    pub fn holds(&self, asked: usize, arrived: &HashMap<String, usize>) {
        assert_eq!(self.messages, asked, "asking is a promise");
        assert_eq!(self.buried, 0, "a reminder was given up");
        assert_eq!(self.without_an_end, Vec::<String>::new(), "reminders that nobody sent and nobody may have sent");
        assert_eq!(self.accepted_twice, Vec::<String>::new(), "reminders that the ledger has twice");
        let unexplained: Vec<_> = arrived.iter().filter(|(address, times)| **times > self.may_have_arrived(address)).collect();
        assert!(unexplained.is_empty(), "arrived more often than the ledger knows: {unexplained:?}");
        let missing: Vec<_> = self.accepted().filter(|address| !arrived.contains_key(*address)).collect();
        assert!(missing.is_empty(), "accepted by the ledger, never arrived: {missing:?}");
    }

    /// How often the reminder to `address` may have arrived, by what the ledger knows.
    fn may_have_arrived(&self, address: &str) -> usize {
        let may = |state: &&delivery::State| matches!(state, delivery::State::Accepted | delivery::State::InDoubt);
        self.by_address.get(address).map_or(0, |states| states.iter().filter(may).count())
    }

    /// The addresses whose reminder was accepted.
    fn accepted(&self) -> impl Iterator<Item = &String> {
        self.by_address.iter().filter(|(_, states)| states.contains(&delivery::State::Accepted)).map(|(address, _)| address)
    }
}
