//! Where what goes out is written down before and after: messages of one community that are on their way at the same time in one unit
//! of work, because each of those costs the disk a turn.

use std::{sync::Arc, time::Duration};

use futures::{FutureExt, future::BoxFuture};
use mulin_entity::{
    kernel::{
        Actor, Failure, Job, Result, Why,
        gather::Gather,
        queue::{self, Claimed, settle_within},
    },
    notifications::{
        carriage::{self, Carrier, Conduct},
        job::Deliver,
        ledger::{self, Draft, Ended, Then},
        rules::plan::Way,
    },
    reports,
};
use uuid::Uuid;

use super::{
    compose::Load,
    round::{Round, Step},
    verdict,
};
use crate::{
    Context, Outcome,
    channels::Note,
    mail::Verdict,
    runner::{again, retry},
};

/// How many units of work begin messages at once: while one waits for the disk, another writes letters.
const BEGINNINGS: usize = 2;
/// They end in one, whose last rows all of them share.
const ENDINGS: usize = 1;

/// A message that is written down as begun.
pub(super) struct Begun {
    pub(super) draft: Draft,
    pub(super) delivery: Uuid,
    pub(super) way: Way,
    pub(super) load: Load,
}

/// What a delivery begins with.
pub(super) enum Start {
    /// The message is handed over now.
    Begun(Arc<Begun>),
    /// There is nothing to hand over now, and that is settled.
    Over(Outcome),
}

#[derive(Clone)]
struct Beginning {
    cx: Context,
    message: Uuid,
}

#[derive(Clone)]
struct Ending {
    cx: Context,
    begun: Arc<Begun>,
    verdict: Verdict,
}

/// Cheap to clone: clones are the same desk.
#[derive(Clone)]
pub(crate) struct Desk {
    beginnings: Gather<Beginning, Result<Start>>,
    endings: Gather<Ending, Result<Outcome>>,
}

impl Default for Desk {
    fn default() -> Self {
        let beginnings = Gather::new(BEGINNINGS, |asked: &Beginning| asked.cx.community(), |all| begin(all).boxed());
        let endings = Gather::new(ENDINGS, |asked: &Ending| asked.cx.community(), |all| end(all).boxed());
        Self { beginnings, endings }
    }
}

impl Desk {
    /// Commits that the message is handed over now, unless there is nothing to hand over.
    pub(super) async fn begin(&self, cx: &Context, message: Uuid) -> Result<Start> {
        self.beginnings.ask(Beginning { cx: cx.clone(), message }).await.unwrap_or_else(|| Err(unanswered()))
    }

    /// Commits what became of it together with what becomes of its job.
    pub(super) async fn end(&self, cx: &Context, begun: Arc<Begun>, verdict: Verdict) -> Result<Outcome> {
        self.endings.ask(Ending { cx: cx.clone(), begun, verdict }).await.unwrap_or_else(|| Err(unanswered()))
    }
}

fn unanswered() -> Failure {
    Failure::internal("the desk did not answer")
}

async fn begin(all: Vec<Beginning>) -> Vec<Result<Start>> {
    together(all, |some| begin_some(some).boxed()).await
}

async fn end(all: Vec<Ending>) -> Vec<Result<Outcome>> {
    // They have left: what is not written down now counts as in doubt, and somebody is told twice.
    together(all, |some| again(move || end_some(some)).boxed()).await
}

/// All of them as one; each by itself if that fails, so that nobody suffers for another.
async fn together<Q, A>(all: Vec<Q>, go: impl for<'a> Fn(&'a [Q]) -> BoxFuture<'a, Result<Vec<Result<A>>>>) -> Vec<Result<A>> {
    match go(&all).await {
        Ok(answers) => return answers,
        Err(failure) if all.len() == 1 => return vec![Err(failure)],
        Err(failure) => tracing::debug!(%failure, messages = all.len(), "messages are written down one by one"),
    }
    let mut answers = Vec::with_capacity(all.len());
    for one in &all {
        answers.push(go(std::slice::from_ref(one)).await.and_then(|mut answers| answers.pop().unwrap_or_else(|| Err(unanswered()))));
    }
    answers
}

async fn begin_some(all: &[Beginning]) -> Result<Vec<Result<Start>>> {
    let Some(Beginning { cx, .. }) = all.first() else { return Ok(Vec::new()) };
    let sys = cx.system(Why::Deliver).await?;
    let jobs: Vec<&Claimed> = all.iter().map(|asked| &*asked.cx.job).collect();
    let ours = queue::hold(&sys, &jobs, cx.lease).await?;
    let tx = sys.enter(cx.community(), actor()).await?;
    let messages: Vec<Uuid> = all.iter().filter(|asked| ours.contains(&asked.cx.job.id)).map(|asked| asked.message).collect();
    let (mut round, drafts) = Round::open(cx, &sys, &tx, &messages).await?;
    let mut steps = std::collections::HashMap::new();
    for draft in drafts {
        steps.insert(draft.id, round.decide(&tx, draft).await?);
    }
    round.close(&tx).await?;
    drop(tx);
    let mut starts = Vec::with_capacity(all.len());
    for asked in all {
        starts.push(match steps.remove(&asked.message) {
            _ if !ours.contains(&asked.cx.job.id) => Err(queue::lost()),
            Some(Step::Begin(begun)) => Ok(Start::Begun(Arc::new(*begun))),
            Some(Step::Settle(verdict)) => settled(&sys, asked, verdict),
            // It has come to its end.
            None => settled(&sys, asked, queue::Verdict::Done),
        });
    }
    sys.commit().await?;
    Ok(starts)
}

fn settled(sys: &mulin_entity::kernel::SystemTx, asked: &Beginning, verdict: queue::Verdict) -> Result<Start> {
    settle_within(sys, &asked.cx.job, verdict.clone());
    Ok(Start::Over(Outcome::Settled(verdict)))
}

async fn end_some(all: &[Ending]) -> Result<Vec<Result<Outcome>>> {
    let Some(Ending { cx, .. }) = all.first() else { return Ok(Vec::new()) };
    let sys = cx.system(Why::Deliver).await?;
    let tx = sys.enter(cx.community(), actor()).await?;
    for (Ending { begun, .. }, carrier, note, conduct) in conducts(cx, all) {
        carriage::note(&tx, carrier.id, &note.to, &begun.draft.template, conduct).await?;
    }
    let ends: Vec<_> = all.iter().map(|asked| verdict::end(asked.verdict.clone())).collect();
    let ended: Vec<_> =
        all.iter().zip(&ends).map(|(Ending { begun, .. }, end)| Ended { draft: &begun.draft, delivery: begun.delivery, end }).collect();
    let follows = ledger::end(&tx, &ended).await?;
    reports::service::delivered(&tx).await?;
    let mut verdicts = Vec::with_capacity(all.len());
    for (asked, then) in all.iter().zip(follows) {
        let verdict = job_verdict(asked, then);
        if matches!(verdict, queue::Verdict::Bury { .. }) {
            ledger::stall(&tx, &asked.begun.draft, "tried_too_often").await?;
        }
        verdicts.push(verdict);
    }
    drop(tx);
    for (asked, verdict) in all.iter().zip(&verdicts) {
        settle_within(&sys, &asked.cx.job, verdict.clone());
    }
    sys.commit().await?;
    Ok(verdicts.into_iter().map(|verdict| Ok(Outcome::Settled(verdict))).collect())
}

/// How channels did, in the order in which all workers touch what they note of it: first what is said of a channel, then of a reader.
fn conducts<'a>(cx: &Context, all: &'a [Ending]) -> Vec<(&'a Ending, &'a Carrier, &'a Note, Conduct)> {
    let conduct = |ending: &'a Ending| match &ending.begun.load {
        Load::Note(carrier, note) => Some((ending, &**carrier, &**note, verdict::conduct(&ending.verdict, cx.now()))),
        Load::Letter(_) => None,
    };
    let mut conducts: Vec<_> = all.iter().filter_map(conduct).collect();
    conducts.sort_by_key(|(ending, carrier, _, conduct)| {
        (matches!(conduct, Conduct::ReaderHasEnough(_)), carrier.id, ending.begun.draft.to.reader(), ending.begun.draft.id)
    });
    conducts
}

/// What becomes of the job. The relay's words may quote an address: they stand in the community's ledger, not in the queue.
fn job_verdict(Ending { cx, begun, verdict }: &Ending, then: Then) -> queue::Verdict {
    // A provider that rests makes way for the next one, so that only the relay's own wish is waited for.
    let after: Option<Duration> = verdict::after(verdict).filter(|_| begun.load.provider().is_none());
    match then {
        Then::Done => queue::Verdict::Done,
        Then::Onward => queue::Verdict::Snooze { at: cx.now() },
        // Counted like every failure, so that it comes to an end, but not waited for.
        Then::Again if verdict::is_for_another(verdict) => match retry(&cx.job, cx.now(), None, "the channel could not take it".to_owned())
        {
            queue::Verdict::Retry { error, .. } => queue::Verdict::Retry { at: cx.now(), error },
            other => other,
        },
        Then::Again => retry(&cx.job, cx.now(), after, "the channel did not take it".to_owned()),
    }
}

fn actor() -> Actor {
    Actor::Job { job: Deliver::KIND.to_owned() }
}
