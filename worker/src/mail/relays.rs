//! Several relays for the same letters: while one fails, the next stands in for it. A failing one is left alone for a while, and then
//! tried again with one letter. Each process finds out by itself.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use mulin_entity::notifications::rules::circuit;
use tokio::time::Instant;

use super::{Letter, Mailer, Smtp, Verdict};

/// Relays in the order in which they are asked.
pub struct Relays(Vec<Relay>);

struct Relay {
    smtp: Smtp,
    health: Mutex<Health>,
}

/// What is known of a relay.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Health {
    failures: i32,
    rests_until: Option<Instant>,
}

impl Health {
    fn rests(&self, now: Instant) -> bool {
        self.rests_until.is_some_and(|until| now < until)
    }

    /// A letter goes there: after a rest only this one, until it is known how that went.
    fn asked(&mut self, now: Instant) {
        if circuit::on_trial(self.failures) {
            self.rest(now);
        }
    }

    fn worked(&mut self) {
        *self = Self::default();
    }

    fn failed(&mut self, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        self.rest(now);
    }

    fn rest(&mut self, now: Instant) {
        let pause = circuit::pause(self.failures).and_then(|pause| pause.to_std().ok());
        self.rests_until = pause.map(|pause| now + pause);
    }
}

impl Relay {
    fn health(&self) -> MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Relays {
    /// All of `relays`, the first one first.
    pub fn new(relays: Vec<Smtp>) -> Self {
        Self(relays.into_iter().map(|smtp| Relay { smtp, health: Mutex::default() }).collect())
    }

    /// Those that do not rest; if all do, the one whose rest is over first: to try is better than to stand still.
    fn in_order(&self, now: Instant) -> Vec<&Relay> {
        let awake: Vec<_> = self.0.iter().filter(|relay| !relay.health().rests(now)).collect();
        match awake.is_empty() {
            true => self.0.iter().min_by_key(|relay| relay.health().rests_until).into_iter().collect(),
            false => awake,
        }
    }

    fn note(&self, relay: &Relay, fails: bool) {
        let now = Instant::now();
        match fails {
            true => relay.health().failed(now),
            false => relay.health().worked(),
        }
        let resting = self.0.iter().filter(|relay| relay.health().rests(now)).count();
        metrics::gauge!("mulin_relays_resting").set(resting as f64);
    }
}

#[async_trait]
impl Mailer for Relays {
    async fn send(&self, letter: &Letter) -> Verdict {
        let mut verdict = Verdict::Retry { after: None, reason: "there is no relay".to_owned() };
        let mut left: Option<Duration> = None;
        for relay in self.in_order(Instant::now()) {
            let budget = left.unwrap_or(relay.smtp.budget());
            if budget.is_zero() {
                break;
            }
            relay.health().asked(Instant::now());
            let attempt = relay.smtp.attempt(letter, budget).await;
            self.note(relay, attempt.relay_fails);
            (verdict, left) = (attempt.verdict, Some(attempt.left));
            // Only what was certainly not taken may go elsewhere.
            if !attempt.relay_fails || !matches!(verdict, Verdict::Retry { .. }) {
                break;
            }
        }
        verdict
    }

    fn name(&self) -> &'static str {
        "smtp"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_failures_and_a_relay_rests_then_one_letter_tries_it() {
        let (mut health, begun) = (Health::default(), Instant::now());
        let after = |seconds| begun + Duration::from_secs(seconds);
        for _ in 0..2 {
            health.failed(begun);
        }
        assert!(!health.rests(begun), "it may have been a moment's weakness");
        health.failed(begun);
        assert!(health.rests(after(9)) && !health.rests(after(10)));
        health.asked(after(10));
        assert!(health.rests(after(11)), "one letter is on its way, the others go elsewhere");
        health.worked();
        assert_eq!(health, Health::default());
    }

    #[test]
    fn who_fails_again_rests_longer() {
        let (mut health, begun) = (Health::default(), Instant::now());
        for _ in 0..4 {
            health.failed(begun);
        }
        assert!(health.rests(begun + Duration::from_secs(19)) && !health.rests(begun + Duration::from_secs(20)));
    }
}
