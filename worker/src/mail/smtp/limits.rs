//! How long each step may take, and how long a connection is kept.

use std::time::Duration;

/// Limits of one transport. The defaults hold no connection longer than 90 s, whatever the relay does.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Waiting for one of our own connections to become free.
    pub queue: Duration,
    /// Opening the TCP stream.
    pub connect: Duration,
    /// One command and its answer.
    pub step: Duration,
    /// The letter itself and the answer after the final dot: relays scan the content before they answer.
    pub data: Duration,
    /// Everything together.
    pub whole: Duration,
    /// A connection unused for longer is asked whether it still lives.
    pub doze: Duration,
    /// A connection unused for longer is closed.
    pub idle: Duration,
    /// A connection is closed after this many letters: relays limit them per connection.
    pub letters: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            queue: Duration::from_secs(60),
            connect: Duration::from_secs(10),
            step: Duration::from_secs(15),
            data: Duration::from_secs(60),
            whole: Duration::from_secs(85),
            doze: Duration::from_secs(5),
            idle: Duration::from_secs(60),
            letters: 200,
        }
    }
}
