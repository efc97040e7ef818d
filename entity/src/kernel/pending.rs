//! What a unit of work writes at its very end, and always in the same order: jobs, then figures that are out of date, then who is
//! asked to compute them, then audit entries. Units of work that touch the same jobs, figures and books therefore wait for each other,
//! and never in a circle; and they hold these rows, which many share, for a moment only.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{
    Result, audit,
    queue::{self, Asked, Claimed, Verdict, dirty},
};

/// Which job: what is unique about it while it lives.
type Which = (Uuid, String, String);

#[derive(Default)]
pub(crate) struct Pending {
    marks: BTreeSet<(Uuid, NaiveDate, &'static str)>,
    jobs: BTreeMap<Which, Steps>,
    entries: Vec<audit::Entry>,
}

/// What happens to one job: its present turn ends before it is asked for anew.
#[derive(Default)]
struct Steps {
    settle: Option<(Claimed, Verdict)>,
    ask: Option<Asked>,
}

impl Pending {
    pub(crate) fn mark(&mut self, community: Uuid, day: NaiveDate, measure: &'static str) {
        self.marks.insert((community, day, measure));
    }

    pub(crate) fn ask(&mut self, asked: Asked) {
        let steps = self.jobs.entry((asked.community, asked.kind.to_string(), asked.key.clone())).or_default();
        if steps.ask.as_ref().is_none_or(|before| asked.due < before.due) {
            steps.ask = Some(asked);
        }
    }

    pub(crate) fn settle(&mut self, job: &Claimed, verdict: Verdict) {
        self.jobs.entry((job.community, job.kind.clone(), job.key.clone())).or_default().settle = Some((job.clone(), verdict));
    }

    pub(crate) fn note(&mut self, entry: audit::Entry) {
        self.entries.push(entry);
    }

    /// Writes all of it; answers whether a job was asked for.
    pub(crate) async fn write(mut self, conn: &DatabaseTransaction, now: DateTime<Utc>) -> Result<bool> {
        // Neighbours are settled and asked for in one statement; the order of all steps stays the same.
        let (mut asked, mut asking, mut settling) = (false, Vec::new(), Vec::new());
        for steps in self.jobs.into_values() {
            if let Some(ended) = steps.settle {
                queue::write_all(conn, now, std::mem::take(&mut asking)).await?;
                settling.push(ended);
            }
            if let Some(ask) = steps.ask {
                queue::settle::settle_on(conn, now, &std::mem::take(&mut settling)).await?;
                asking.push(ask);
                asked = true;
            }
        }
        queue::settle::settle_on(conn, now, &settling).await?;
        queue::write_all(conn, now, asking).await?;
        let stale = dirty::write(conn, now, self.marks).await?;
        asked |= !stale.is_empty();
        let recompute = |community| Asked::new(community, &dirty::Recompute {}, now);
        queue::write_all(conn, now, stale.into_iter().map(recompute).collect::<Result<_>>()?).await?;
        self.entries.sort_by_key(|entry| entry.scope.community);
        for entry in self.entries {
            audit::write(conn, now, entry).await?;
        }
        Ok(asked)
    }
}
