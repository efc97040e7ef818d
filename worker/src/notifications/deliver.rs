//! Delivers one message: written down as begun, handed over, written down as ended.

use mulin_entity::{
    calendar::local,
    kernel::{Actor, Result, SystemTx, Tx, Why, queue},
    notifications::{
        Reader, inbox,
        job::Deliver,
        ledger::{self, Draft, End, Then, Words},
        planning,
        rules::{
            mask_address,
            plan::{Next, Way},
        },
        summary, topic, unsubscribe,
    },
    reports,
    tenancy::reader,
};
use uuid::Uuid;

use crate::{
    Context, Handle, Outcome,
    mail::{Letter, Look, Rendered, Verdict},
    runner::retry,
};

/// A letter that is written down as begun.
struct Begun {
    draft: Draft,
    delivery: Uuid,
    letter: Letter,
}

#[async_trait::async_trait]
impl Handle for Deliver {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        match begin(cx, self.message).await? {
            Ok(begun) => {
                let verdict = cx.world.post.mailer.send(&begun.letter).await;
                end(cx, &begun, verdict).await
            }
            Err(over) => Ok(over),
        }
    }
}

/// Commits that the letter is handed over now, unless there is nothing to hand over.
async fn begin(cx: &Context, message: Uuid) -> Result<std::result::Result<Box<Begun>, Outcome>> {
    let sys = cx.system(Why::Deliver).await?;
    cx.hold(&sys).await?;
    let tx = sys.enter(cx.community(), Actor::Job { job: cx.job.kind.clone() }).await?;
    let begun = decide(cx, &sys, &tx, message).await?;
    drop(tx);
    match begun {
        Ok(begun) => {
            sys.commit().await?;
            Ok(Ok(begun))
        }
        Err(verdict) => Ok(Err(cx.finish(sys, verdict).await?)),
    }
}

/// Writes down what is done next: the letter as begun, or what becomes of the job instead.
async fn decide(cx: &Context, sys: &SystemTx, tx: &Tx, message: Uuid) -> Result<std::result::Result<Box<Begun>, queue::Verdict>> {
    let Some(draft) = ledger::draft(tx, message).await? else { return Ok(Err(queue::Verdict::Done)) };
    let reader = match reader::find(sys, tx, &draft.to).await? {
        Ok(reader) => reader,
        Err(reason) => {
            ledger::suppress(tx, &draft, reason).await?;
            return Ok(Err(queue::Verdict::Done));
        }
    };
    let letter = match write(cx, tx, &draft, &reader) {
        Ok(letter) => letter,
        Err(reason) => {
            // Templates and facts do not get better by waiting: somebody has to look.
            ledger::stall(tx, &draft, "cannot_be_written").await?;
            return Ok(Err(queue::Verdict::Bury { error: reason }));
        }
    };
    let content = &letter.content;
    inbox::put(tx, &draft, &content.subject, &content.text).await?;
    let plan = planning::plan(tx, &draft, &reader, &[Way::Mail]).await?;
    let way = match plan.next {
        Next::Send(way) => way,
        Next::Hold { until, reason } => {
            ledger::put_off(tx, &draft, &reader, &content.subject, until, reason).await?;
            return Ok(Err(queue::Verdict::Snooze { at: until }));
        }
        Next::Drop(reason) => {
            ledger::suppress(tx, &draft, reason).await?;
            return Ok(Err(queue::Verdict::Done));
        }
        Next::Spent => {
            ledger::give_up(tx, &draft).await?;
            return Ok(Err(queue::Verdict::Done));
        }
    };
    if summary::sum_up(tx, &draft, plan.policy.summary_from).await? {
        return Ok(Err(queue::Verdict::Done));
    }
    planning::count(tx, &plan, &draft).await?;
    let words = Words { way, address_masked: mask_address(&reader.email), subject: &content.subject, text: &content.text };
    let delivery = ledger::begin(tx, &draft, &reader, &words).await?;
    Ok(Ok(Box::new(Begun { draft, delivery, letter })))
}

fn write(cx: &Context, tx: &Tx, draft: &Draft, reader: &Reader) -> std::result::Result<Letter, String> {
    let post = &cx.world.post;
    let look = Look { name: &reader.name, locale: &reader.locale, zone: local::zone(&reader.zone) };
    let content: Rendered = post.renderer.render(&draft.template, &look, &draft.facts).map_err(|error| error.to_string())?;
    let to = Letter::mailbox(&reader.name, &reader.email).map_err(|_| "the address is not one that mail can be sent to".to_owned())?;
    let stop = draft.to.reader().map(|reader| unsubscribe::token(tx, reader, topic::of(&draft.template)));
    let stop = stop.transpose().map_err(|error| error.to_string())?.flatten();
    let unsubscribe = stop.map(|token| format!("{}/api/v1/unsubscribe/{token}", cx.world.base_url.trim_end_matches('/')));
    Ok(Letter { id: draft.id, written_at: draft.asked_at, from: post.sender.clone(), to, content, unsubscribe })
}

/// Commits what became of it together with what becomes of the job.
async fn end(cx: &Context, begun: &Begun, verdict: Verdict) -> Result<Outcome> {
    let after = match &verdict {
        Verdict::Retry { after, .. } => *after,
        _ => None,
    };
    let end = match verdict {
        Verdict::Accepted { reference } => End::Accepted(reference),
        Verdict::Retry { reason, .. } => End::Deferred(reason),
        Verdict::Permanent { reason } => End::Rejected(reason),
        Verdict::InDoubt { reason } => End::InDoubt(reason),
    };
    let sys = cx.system(Why::Deliver).await?;
    let tx = sys.enter(cx.community(), Actor::Job { job: cx.job.kind.clone() }).await?;
    let then = ledger::end(&tx, &begun.draft, begun.delivery, &end).await?;
    reports::service::delivered(&tx).await?;
    let verdict = match then {
        Then::Done => queue::Verdict::Done,
        Then::Onward => queue::Verdict::Snooze { at: cx.now() },
        // The relay's words may quote an address: they stand in the community's ledger, not in the queue.
        Then::Again => retry(&cx.job, cx.now(), after, "the relay did not take it".to_owned()),
    };
    if matches!(verdict, queue::Verdict::Bury { .. }) {
        ledger::stall(&tx, &begun.draft, "tried_too_often").await?;
    }
    drop(tx);
    cx.finish(sys, verdict).await
}
