//! Does in one go what many ask for at the same time: whoever comes while a go lasts waits for the next, and is answered by what was done
//! after they came. Nobody waits for company: alone, one is served at once.

use std::sync::{Arc, Mutex, PoisonError};

use futures::future::BoxFuture;
use tokio::sync::{Semaphore, oneshot};
use uuid::Uuid;

/// The most that go together.
const TOGETHER: usize = 100;

/// What is done with those that go together: one answer for each, in their order.
type Go<Q, A> = fn(Vec<Q>) -> BoxFuture<'static, Vec<A>>;

/// Cheap to clone: clones gather together.
pub struct Gather<Q, A>(Arc<Inner<Q, A>>);

impl<Q, A> Clone for Gather<Q, A> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

struct Inner<Q, A> {
    waiting: Mutex<Vec<Asked<Q, A>>>,
    goes: Semaphore,
    party: fn(&Q) -> Uuid,
    go: Go<Q, A>,
}

struct Asked<Q, A> {
    question: Q,
    answer: oneshot::Sender<A>,
}

impl<Q: Clone + Send + 'static, A: Send + 'static> Gather<Q, A> {
    /// Those of the same `party` go together, and so many goes last at the same time.
    pub fn new(at_once: usize, party: fn(&Q) -> Uuid, go: Go<Q, A>) -> Self {
        Self(Arc::new(Inner { waiting: Mutex::default(), goes: Semaphore::new(at_once), party, go }))
    }

    /// Asks, and waits for the answer; none if even alone there was none.
    pub async fn ask(&self, question: Q) -> Option<A> {
        let (answer, answered) = oneshot::channel();
        self.0.lock().push(Asked { question: question.clone(), answer });
        // A task of its own: who asks may go away, and the others must not suffer for it.
        tokio::spawn({
            let inner = self.0.clone();
            async move { inner.serve().await }
        });
        match answered.await {
            Ok(answer) => Some(answer),
            // Somebody's question took the go down with it: whose it was shows when each goes alone.
            Err(_) => (self.0.go)(vec![question]).await.pop(),
        }
    }
}

impl<Q, A> Inner<Q, A> {
    async fn serve(&self) {
        let Ok(_go) = self.goes.acquire().await else { return };
        // Whoever comes in this same instant goes along.
        tokio::task::yield_now().await;
        let (questions, answers): (Vec<Q>, Vec<_>) = self.take().into_iter().map(|asked| (asked.question, asked.answer)).unzip();
        if questions.is_empty() {
            return;
        }
        for (answer, to) in (self.go)(questions).await.into_iter().zip(answers) {
            // Whoever went away meanwhile has no use for it.
            let _ = to.send(answer);
        }
    }

    /// The party of whoever waits longest, without those who went away.
    fn take(&self) -> Vec<Asked<Q, A>> {
        let mut waiting = self.lock();
        waiting.retain(|asked| !asked.answer.is_closed());
        let Some(party) = waiting.first().map(|asked| (self.party)(&asked.question)) else { return Vec::new() };
        let mut room = TOGETHER;
        waiting
            .extract_if(.., |asked| {
                let goes = room > 0 && (self.party)(&asked.question) == party;
                room -= usize::from(goes);
                goes
            })
            .collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Asked<Q, A>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use futures::{FutureExt, future::join_all};

    use super::*;

    /// Says with how many one went; whoever asks for a panic gets it.
    fn count(asked: Vec<&'static str>) -> BoxFuture<'static, Vec<usize>> {
        async move {
            tokio::task::yield_now().await;
            assert!(!asked.contains(&"panic"), "asked for");
            vec![asked.len(); asked.len()]
        }
        .boxed()
    }

    fn by_length(question: &&'static str) -> Uuid {
        Uuid::from_u128(question.len() as u128)
    }

    #[tokio::test]
    async fn those_who_come_at_the_same_time_go_together_with_their_like() {
        let gather = Gather::new(1, by_length, count);
        assert_eq!(gather.ask("alone").await, Some(1));
        let many = join_all(["ab", "cd", "xyz", "ef"].map(|question| gather.ask(question))).await;
        assert_eq!(many, [Some(3), Some(3), Some(1), Some(3)]);
    }

    #[tokio::test]
    async fn no_more_go_together_than_may() {
        let gather = Gather::new(1, by_length, count);
        let mut sizes: Vec<_> = join_all((0..250).map(|_| gather.ask("ab"))).await.into_iter().flatten().collect();
        sizes.dedup();
        assert_eq!(sizes, [100, 50]);
    }

    #[tokio::test]
    async fn one_that_takes_the_go_down_takes_nobody_elses_answer() {
        let gather = Gather::new(1, by_length, count);
        let good = [gather.ask("right"), gather.ask("right")];
        let bad = tokio::spawn({
            let gather = gather.clone();
            async move { gather.ask("panic").await }
        });
        assert_eq!(join_all(good).await, [Some(1), Some(1)]);
        assert!(bad.await.is_err(), "alone, it panics where it was asked");
    }
}
