//! What is told live: looked at every few seconds while somebody listens. The database is asked, no message is waited for: so it is the same with
//! one process or many, with Redis or without.

use std::time::Duration;

use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use mulin_entity::kernel::Failure;

/// How often it is looked at while somebody listens.
const LOOK: Duration = Duration::from_secs(3);
/// After so many looks the listener comes again, and is recognised anew: a session that ended hears nothing more.
const LOOKS: usize = 200;
/// So often something is said, so that nobody on the way believes the line to be dead.
pub const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// `first`, and what `look` finds whenever that is something else.
pub fn watch<T, L, F>(first: T, look: L) -> BoxStream<'static, T>
where
    T: Clone + PartialEq + Send + 'static,
    L: Fn() -> F + Send + 'static,
    F: Future<Output = Result<T, Failure>> + Send + 'static,
{
    let changes = stream::unfold((look, first.clone(), 0), |(look, told, mut looks)| async move {
        loop {
            looks += 1;
            tokio::time::sleep(LOOK).await;
            let now = look().await.ok().filter(|_| looks <= LOOKS)?;
            if now != told {
                return Some((now.clone(), (look, now, looks)));
            }
        }
    });
    stream::once(async move { first }).chain(changes).boxed()
}
