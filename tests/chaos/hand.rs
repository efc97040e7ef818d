//! Which jobs are in hand: what a kill has to hit to prove anything.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use mulin_entity::kernel::queue::job;
use mulin_tests::TestApp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// The leases seen so far; that of a dead worker stays in its rows until it runs out.
#[derive(Default)]
pub struct Leases(HashSet<Uuid>);

impl Leases {
    /// Waits until a worker takes jobs under a lease not seen before.
    pub async fn taken(&mut self, app: &TestApp) {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let running = job::Entity::find().filter(job::Column::State.eq(job::State::Running));
            let leases: Vec<Option<Uuid>> = running.select_only().column(job::Column::LeaseToken).into_tuple().all(&app.raw).await.unwrap();
            let fresh: Vec<Uuid> = leases.into_iter().flatten().filter(|lease| !self.0.contains(lease)).collect();
            self.0.extend(&fresh);
            if !fresh.is_empty() {
                return;
            }
            assert!(Instant::now() < deadline, "no worker took any of the jobs that were asked for");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}
