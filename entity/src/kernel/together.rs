//! Questions that many ask at once, put as one. Whoever comes while it is being put waits, and all who waited are asked for together in the
//! next: the busier it is, the less each costs, and when nobody else is there nobody waits. What is answered was always found out after
//! it was asked, so that nothing is remembered here and nothing can be out of date.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;

use super::{Failure, Result};

/// So many are put at a time: one that gets no answer does not hold up everybody.
const AT_A_TIME: usize = 2;
/// The most that one of them asks for.
const MOST: usize = 64;

/// Where those who ask for a `V` by its `K` meet. Cheap to clone.
pub(crate) struct Together<K, V>(Arc<Mutex<State<K, V>>>);

struct State<K, V> {
    waiting: Vec<(K, oneshot::Sender<Answer<V>>)>,
    asking: usize,
}

/// What was found, if anything was.
type Answer<V> = Result<Option<V>>;

impl<K, V> Clone for Together<K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K, V> Default for Together<K, V> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(State { waiting: Vec::new(), asking: 0 })))
    }
}

impl<K, V> Together<K, V>
where
    K: Clone + Eq + Hash + Send + 'static,
    V: Clone + Send + 'static,
{
    /// What `ask` finds for `key`; it is asked for many keys at once, each of them named once.
    pub(crate) async fn ask<A, F>(&self, key: K, ask: A) -> Answer<V>
    where
        A: Fn(Vec<K>) -> F + Send + 'static,
        F: Future<Output = Result<HashMap<K, V>>> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        if let Some(turn) = self.wait(key, tell) {
            tokio::spawn(turn.take(ask));
        }
        told.await.map_err(|_| Failure::internal("a question was dropped"))?
    }

    /// Puts `key` among those who wait; answers a turn at asking if there is one left.
    fn wait(&self, key: K, tell: oneshot::Sender<Answer<V>>) -> Option<Turn<K, V>> {
        let mut state = self.state();
        state.waiting.push((key, tell));
        let free = state.asking < AT_A_TIME;
        state.asking += usize::from(free);
        free.then(|| Turn { all: self.clone(), over: false })
    }
}

impl<K, V> Together<K, V> {
    fn state(&self) -> MutexGuard<'_, State<K, V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A turn at asking.
struct Turn<K, V> {
    all: Together<K, V>,
    over: bool,
}

impl<K, V> Drop for Turn<K, V> {
    fn drop(&mut self) {
        // Only if it came to a bad end: nobody who waits is left to a turn that is not there.
        if !self.over {
            let mut state = self.all.state();
            state.asking -= 1;
            state.waiting.clear();
        }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Turn<K, V> {
    /// Asks for those who wait until nobody does.
    async fn take<A, F>(mut self, ask: A)
    where
        A: Fn(Vec<K>) -> F,
        F: Future<Output = Result<HashMap<K, V>>>,
    {
        while let Some(some) = self.next() {
            let keys: HashSet<K> = some.iter().map(|(key, _)| key.clone()).collect();
            let found = ask(keys.into_iter().collect()).await;
            for (key, tell) in some {
                let answer = match &found {
                    Ok(found) => Ok(found.get(&key).cloned()),
                    Err(failure) => Err(failure.echo()),
                };
                // Whoever asked may have gone away.
                let _nobody_listens = tell.send(answer);
            }
        }
    }

    /// Those who wait; if nobody does, the turn is over in the same moment, so that whoever comes next finds it free.
    fn next(&mut self) -> Option<Vec<(K, oneshot::Sender<Answer<V>>)>> {
        let mut state = self.all.state();
        if state.waiting.is_empty() {
            state.asking -= 1;
            self.over = true;
            return None;
        }
        let some = state.waiting.len().min(MOST);
        Some(state.waiting.drain(..some).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::{sync::Semaphore, task::JoinSet};

    use super::*;
    use crate::kernel::Kind;

    /// Doubles numbers under ten, one question for each permit of `gate`.
    #[derive(Clone)]
    struct Doubler {
        all: Together<u32, u32>,
        gate: Arc<Semaphore>,
        asked: Arc<AtomicUsize>,
    }

    impl Doubler {
        fn new(permits: usize) -> Self {
            Self { all: Together::default(), gate: Arc::new(Semaphore::new(permits)), asked: Arc::default() }
        }

        async fn of(self, number: u32) -> Answer<u32> {
            let (gate, asked) = (self.gate, self.asked);
            let ask = move |numbers: Vec<u32>| {
                let (gate, asked) = (gate.clone(), asked.clone());
                async move {
                    gate.acquire().await.map_err(|_| Failure::new(Kind::Unavailable, "kernel.unavailable"))?.forget();
                    asked.fetch_add(1, Ordering::SeqCst);
                    Ok(numbers.into_iter().filter(|number| *number < 10).map(|number| (number, 2 * number)).collect())
                }
            };
            self.all.ask(number, ask).await
        }
    }

    async fn until(what: impl Fn() -> bool) {
        while !what() {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn whoever_waits_is_asked_for_in_one_question() {
        let doubler = Doubler::new(0);
        let mut callers = JoinSet::new();
        let call = |number: u32, callers: &mut JoinSet<_>| {
            let doubler = doubler.clone();
            callers.spawn(async move { (number, doubler.of(number).await.unwrap()) });
        };
        let waiting = || doubler.all.state().waiting.len();
        for taken in 1..=AT_A_TIME {
            call(0, &mut callers);
            until(|| doubler.all.state().asking == taken && waiting() == 0).await;
        }
        (0..12).cycle().take(98).for_each(|number| call(number, &mut callers));
        until(|| waiting() == 98).await;
        doubler.gate.add_permits(10);
        while let Some(told) = callers.join_next().await {
            let (number, answer) = told.unwrap();
            assert_eq!(answer, (number < 10).then_some(2 * number));
        }
        assert_eq!(doubler.asked.load(Ordering::SeqCst), 4, "one by one at first, then {MOST} and the rest");
        assert_eq!(doubler.clone().of(4).await.unwrap(), Some(8), "and it goes on afterwards");
    }

    #[tokio::test]
    async fn a_failure_is_everybodys_and_ends_the_turn() {
        let doubler = Doubler::new(0);
        let asking: Vec<_> = (0..5).map(|number| tokio::spawn(doubler.clone().of(number))).collect();
        until(|| doubler.all.state().asking > 0).await;
        doubler.gate.close();
        for answer in asking {
            assert_eq!(answer.await.unwrap().unwrap_err().kind(), Kind::Unavailable);
        }
        until(|| doubler.all.state().asking == 0).await;
    }

    #[tokio::test]
    async fn a_question_that_panics_leaves_nobody_waiting() {
        let all = Together::<u32, u32>::default();
        let broken = all.ask(1, |_| async { panic!("a fault of ours") }).await;
        assert_eq!(broken.unwrap_err().kind(), Kind::Internal);
        assert_eq!(all.ask(1, |_| async { Ok(HashMap::from([(1, 2)])) }).await.unwrap(), Some(2));
    }
}
