//! Delivers one message: written down as begun, handed over, written down as ended.

use mulin_entity::{
    kernel::{Actor, Result, SystemTx, Tx, Why, queue},
    notifications::{
        Reader,
        carriage::{self, Choice},
        channels, inbox,
        job::Deliver,
        ledger::{self, Draft, Then, Words},
        planning::{self, Plan},
        rules::{
            mask_address,
            plan::{Next, Way},
        },
        summary,
        writing::Written,
    },
    reports,
    tenancy::reader,
};
use uuid::Uuid;

use super::{
    compose::{self, Load},
    verdict,
};
use crate::{
    Context, Handle, Outcome,
    mail::Verdict,
    runner::{again, retry},
};

/// A message that is written down as begun.
struct Begun {
    draft: Draft,
    delivery: Uuid,
    load: Load,
}

#[async_trait::async_trait]
impl Handle for Deliver {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        match begin(cx, self.message).await? {
            Ok(begun) => {
                let verdict = match &begun.load {
                    Load::Letter(letter) => cx.world.post.mailer.send(letter).await,
                    Load::Note(carrier, note) => cx.world.carriers.send(cx.db.clock(), carrier, note).await,
                };
                // It has left: what is not written down now counts as in doubt, and somebody is told twice.
                again(|| end(cx, &begun, &verdict)).await
            }
            Err(over) => Ok(over),
        }
    }
}

/// Commits that the message is handed over now, unless there is nothing to hand over.
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

/// Writes down what is done next: the message as begun, or what becomes of the job instead.
async fn decide(cx: &Context, sys: &SystemTx, tx: &Tx, message: Uuid) -> Result<std::result::Result<Box<Begun>, queue::Verdict>> {
    let draft = ledger::draft(tx, message).await?;
    if draft.as_ref().is_none_or(|draft| draft.found_doubt) {
        // A try that a worker left behind has an end now, and is counted.
        reports::service::delivered(tx).await?;
    }
    let Some(draft) = draft else { return Ok(Err(queue::Verdict::Done)) };
    let reader = match reader::find(sys, tx, &draft.to).await? {
        Ok(reader) => reader,
        Err(reason) => {
            ledger::suppress(tx, &draft, reason).await?;
            return Ok(Err(queue::Verdict::Done));
        }
    };
    let text = match compose::text(cx, tx, &draft, &reader).await? {
        Ok(text) => text,
        Err(unwritable) => return unwritten(tx, &draft, unwritable.to_string()).await,
    };
    let written = &text.written;
    let (way, plan) = match &draft.test {
        Some(test) => (test.way, None),
        None => match next(tx, &draft, &reader, written).await? {
            Ok((way, plan)) => (way, Some(plan)),
            Err(verdict) => return Ok(Err(verdict)),
        },
    };
    let (load, shown) = match load(cx, tx, &draft, &reader, written, way).await? {
        Ok(loaded) => loaded,
        Err(verdict) => return Ok(Err(verdict)),
    };
    if let Some(plan) = &plan {
        planning::count(tx, plan, &draft).await?;
    }
    let words = Words {
        way,
        provider: load.provider(),
        address_masked: shown,
        subject: &written.subject,
        text: said(&load, written),
        wording: text.wording.clone(),
    };
    let delivery = ledger::begin(tx, &draft, &reader, &words).await?;
    Ok(Ok(Box::new(Begun { draft, delivery, load })))
}

/// What goes out, as the ledger keeps it.
fn said<'a>(load: &'a Load, written: &'a Written) -> &'a str {
    match load {
        Load::Letter(_) => &written.text,
        Load::Note(_, note) => &note.text,
    }
}

/// Templates and facts do not get better by waiting: somebody has to look.
async fn unwritten<T>(tx: &Tx, draft: &Draft, error: String) -> Result<std::result::Result<T, queue::Verdict>> {
    ledger::stall(tx, draft, "cannot_be_written").await?;
    Ok(Err(queue::Verdict::Bury { error }))
}

/// By which way a real message goes, or what becomes of its job instead; its inbox has it in any case.
async fn next(tx: &Tx, draft: &Draft, reader: &Reader, written: &Written) -> Result<std::result::Result<(Way, Plan), queue::Verdict>> {
    inbox::put(tx, draft, &written.subject, &written.text).await?;
    let plan = planning::plan(tx, draft, reader, &open_ways(tx, draft).await?).await?;
    let way = match plan.next {
        Next::Send(way) => way,
        Next::Hold { until, reason } => {
            ledger::put_off(tx, draft, reader, &written.subject, until, reason).await?;
            return Ok(Err(queue::Verdict::Snooze { at: until }));
        }
        Next::Drop(reason) => {
            ledger::suppress(tx, draft, reason).await?;
            return Ok(Err(queue::Verdict::Done));
        }
        Next::Spent => {
            ledger::give_up(tx, draft).await?;
            return Ok(Err(queue::Verdict::Done));
        }
    };
    match summary::sum_up(tx, draft, plan.policy.summary_from).await? {
        true => Ok(Err(queue::Verdict::Done)),
        false => Ok(Ok((way, plan))),
    }
}

/// The ways that lead to this reader and are served.
async fn open_ways(tx: &Tx, draft: &Draft) -> Result<Vec<Way>> {
    let Some(member) = draft.to.member() else {
        return Ok(vec![if draft.to.group().is_some() { Way::Group } else { Way::Mail }]);
    };
    let reachable = channels::reachable(tx, member).await?;
    if reachable.len() == 1 {
        return Ok(vec![Way::Mail]);
    }
    Ok(carriage::open_ways(tx).await?.into_iter().filter(|way| reachable.contains(way)).collect())
}

/// What goes out by `way`, and the address as it is shown; or what becomes of the job while nobody can carry it.
async fn load(
    cx: &Context,
    tx: &Tx,
    draft: &Draft,
    reader: &Reader,
    written: &Written,
    way: Way,
) -> Result<std::result::Result<(Load, String), queue::Verdict>> {
    if way == Way::Mail {
        return match compose::letter(cx, tx, draft, reader, written) {
            Ok(letter) => Ok(Ok((Load::Letter(Box::new(letter)), mask_address(&reader.email)))),
            Err(error) => unwritten(tx, draft, error).await,
        };
    }
    let (address, shown) = match draft.to.member().filter(|_| way != Way::Group) {
        Some(member) => channels::address(tx, member, way).await?.unwrap_or_default(),
        None => (String::new(), reader.name.clone()),
    };
    let person = draft.to.reader().unwrap_or_default();
    let only = draft.test.map_or_else(|| draft.to.group(), |test| test.channel);
    match carriage::choose(tx, way, only, person, draft.failed_provider).await? {
        Choice::Carrier(carrier) => {
            let note = compose::note(cx, draft, reader, written, way, &carrier, address);
            Ok(Ok((Load::Note(Box::new(carrier), Box::new(note)), shown)))
        }
        Choice::Busy(until) if draft.test.is_some() => {
            ledger::limit_test(tx, draft, until).await?;
            Ok(Err(queue::Verdict::Done))
        }
        Choice::Busy(until) => Ok(Err(queue::Verdict::Snooze { at: until })),
        Choice::Nobody => {
            ledger::suppress(tx, draft, "no_way").await?;
            Ok(Err(queue::Verdict::Done))
        }
    }
}

/// Commits what became of it together with what becomes of the job.
async fn end(cx: &Context, begun: &Begun, verdict: &Verdict) -> Result<Outcome> {
    let sys = cx.system(Why::Deliver).await?;
    let tx = sys.enter(cx.community(), Actor::Job { job: cx.job.kind.clone() }).await?;
    if let Some(channel) = begun.load.provider() {
        carriage::note(&tx, channel, verdict::conduct(verdict, cx.now())).await?;
    }
    let after = verdict::after(verdict).filter(|_| begun.load.provider().is_none());
    let then = ledger::end(&tx, &begun.draft, begun.delivery, &verdict::end(verdict.clone())).await?;
    reports::service::delivered(&tx).await?;
    let verdict = match then {
        Then::Done => queue::Verdict::Done,
        Then::Onward => queue::Verdict::Snooze { at: cx.now() },
        // The relay's words may quote an address: they stand in the community's ledger, not in the queue. A provider that rests
        // makes way for the next one, so that only the relay's own wish is waited for.
        Then::Again => retry(&cx.job, cx.now(), after, "the channel did not take it".to_owned()),
    };
    if matches!(verdict, queue::Verdict::Bury { .. }) {
        ledger::stall(&tx, &begun.draft, "tried_too_often").await?;
    }
    drop(tx);
    cx.finish(sys, verdict).await
}
