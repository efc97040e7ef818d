//! Decides about some messages of one community: what each waits for, is dropped for, or goes out as.

use std::borrow::Cow;

use chrono::{DateTime, TimeDelta, Utc};
use mulin_entity::{
    kernel::{Language, Result, SystemTx, Tx, queue},
    notifications::{
        Reader,
        carriage::{self, Choice, Freight},
        channels, inbox, inbox_entry,
        ledger::{self, Draft, Words},
        planning::Planner,
        rules::{
            mask_address,
            plan::{Next, Way},
        },
        summary::Waiting,
        wordings::InForce,
        writing::Written,
    },
    reports,
    tenancy::reader::Readers,
};
use uuid::Uuid;

use super::{
    compose::{self, Load},
    desk::Begun,
};
use crate::Context;

/// What is done next about a message.
pub(super) enum Step {
    /// It is handed over.
    Begin(Box<Begun>),
    /// It is not; this becomes of its job.
    Settle(queue::Verdict),
}

/// What decisions rest on, read at once, and what they lead to, written at once.
pub(super) struct Round<'a> {
    cx: &'a Context,
    readers: Readers,
    wordings: InForce,
    planner: Planner,
    waiting: Waiting,
    entries: Vec<inbox_entry::ActiveModel>,
    begun: ledger::Begun,
}

impl<'a> Round<'a> {
    /// About `messages`; answers those of them that have not come to their end, in the order in which everybody touches readers.
    pub(super) async fn open(cx: &'a Context, sys: &SystemTx, tx: &Tx, messages: &[Uuid]) -> Result<(Self, Vec<Draft>)> {
        let mut drafts = ledger::drafts(tx, messages).await?;
        drafts.sort_by_key(|draft| (draft.to.reader(), draft.id));
        if drafts.len() < messages.len() || drafts.iter().any(|draft| draft.found_doubt) {
            // A try that a worker left behind has an end now, and is counted.
            reports::service::delivered(tx).await?;
        }
        let readers = Readers::of(sys, tx, &drafts.iter().map(|draft| &draft.to).collect::<Vec<_>>()).await?;
        let planner = Planner::of(tx, &drafts, mulin_entity::calendar::local::zone(&readers.zone)).await?;
        let (wordings, waiting) = (InForce::of(tx).await?, Waiting::of(tx, &drafts).await?);
        Ok((Self { cx, readers, wordings, planner, waiting, entries: Vec::new(), begun: ledger::Begun::default() }, drafts))
    }

    /// Writes down what was decided.
    pub(super) async fn close(self, tx: &Tx) -> Result<()> {
        inbox::put(tx, self.entries).await?;
        self.planner.write(tx).await?;
        self.begun.write(tx).await
    }

    /// Decides about one.
    pub(super) async fn decide(&mut self, tx: &Tx, draft: Draft) -> Result<Step> {
        let reader = match self.readers.find(&draft.to) {
            Ok(reader) => reader,
            Err(reason) => {
                ledger::suppress(tx, &draft, reason).await?;
                return Ok(Step::Settle(queue::Verdict::Done));
            }
        };
        let text = match compose::text(self.cx, tx, &self.wordings, &draft, &reader).await? {
            Ok(text) => text,
            Err(unwritable) => return unwritten(tx, &draft, unwritable.to_string()).await.map(Step::Settle),
        };
        let written = &text.written;
        let (load, shown, way) = match self.way(tx, &draft, &reader, written).await? {
            Ok(found) => found,
            Err(verdict) => return Ok(Step::Settle(verdict)),
        };
        self.planner.count(tx, &draft);
        self.waiting.leaves(&draft);
        let words = Words {
            way,
            provider: load.provider(),
            address_masked: shown,
            subject: &written.subject,
            text: &said(&load, written, &reader),
            wording: text.wording.clone(),
        };
        let delivery = self.begun.add(tx, &draft, &reader, &words).await?;
        Ok(Step::Begin(Box::new(Begun { draft, delivery, load })))
    }

    /// What goes out by which way, or what becomes of the job instead. A way that nobody serves for this message, or not for hours, makes
    /// way for the next one; if there is none, the message waits for the first that is served again.
    async fn way(
        &mut self,
        tx: &Tx,
        draft: &Draft,
        reader: &Reader,
        written: &Written,
    ) -> Result<std::result::Result<(Load, String, Way), queue::Verdict>> {
        if draft.test.is_none() {
            self.entries.extend(inbox::entry(tx, draft, &written.subject, &written.text)?);
        }
        let (mut shut, mut served_again): (Vec<Way>, Option<DateTime<Utc>>) = (Vec::new(), None);
        loop {
            let way = match &draft.test {
                Some(test) => test.way,
                None => match self.next(tx, draft, reader, written, &shut, served_again).await? {
                    Ok(way) => way,
                    Err(verdict) => return Ok(Err(verdict)),
                },
            };
            match self.load(tx, draft, reader, written, way).await? {
                Loaded::Ready(load, shown) => return Ok(Ok((*load, shown, way))),
                Loaded::Settled(verdict) => return Ok(Err(verdict)),
                Loaded::Unserved(until) => {
                    shut.push(way);
                    served_again = served_again.into_iter().chain(until).min();
                }
            }
        }
    }

    /// By which way a real message goes, or what becomes of its job instead.
    async fn next(
        &mut self,
        tx: &Tx,
        draft: &Draft,
        reader: &Reader,
        written: &Written,
        shut: &[Way],
        served_again: Option<DateTime<Utc>>,
    ) -> Result<std::result::Result<Way, queue::Verdict>> {
        let way = match self.planner.next(tx, draft, shut).await? {
            Next::Send(way) => way,
            Next::Hold { until, reason } => {
                ledger::put_off(tx, draft, reader, &written.subject, until, reason).await?;
                return Ok(Err(queue::Verdict::Snooze { at: until }));
            }
            Next::Drop("no_way") | Next::Spent if let Some(at) = served_again => return Ok(Err(queue::Verdict::Snooze { at })),
            Next::Drop(reason) => {
                ledger::suppress(tx, draft, reason).await?;
                self.waiting.leaves(draft);
                return Ok(Err(queue::Verdict::Done));
            }
            Next::Spent => {
                ledger::give_up(tx, draft).await?;
                self.waiting.leaves(draft);
                return Ok(Err(queue::Verdict::Done));
            }
        };
        match shut.is_empty() && self.waiting.sum_up(tx, draft, self.planner.summary_from()).await? {
            true => Ok(Err(queue::Verdict::Done)),
            false => Ok(Ok(way)),
        }
    }

    /// What goes out by `way`, and the address as it is shown; or what becomes of the job while nobody can carry it.
    async fn load(&self, tx: &Tx, draft: &Draft, reader: &Reader, written: &Written, way: Way) -> Result<Loaded> {
        let cx = self.cx;
        if way == Way::Mail {
            return match compose::letter(cx, tx, draft, reader, written) {
                Ok(letter) => Ok(Loaded::Ready(Box::new(Load::Letter(Box::new(letter))), mask_address(&reader.email))),
                Err(error) => unwritten(tx, draft, error).await.map(Loaded::Settled),
            };
        }
        let (address, shown) = match draft.to.member().filter(|_| way != Way::Group) {
            Some(member) => channels::address(tx, member, way).await?.unwrap_or_default(),
            None => (String::new(), reader.name.clone()),
        };
        let only = draft.test.map_or_else(|| draft.to.group(), |test| test.channel);
        let freight = Freight {
            way,
            only,
            address: &address,
            template: &draft.template,
            test: draft.test.is_some(),
            failed: &draft.failed_providers,
        };
        match carriage::choose(tx, &freight).await? {
            Choice::Carrier(carrier) => {
                let note = compose::note(cx, draft, reader, written, way, &carrier, address);
                Ok(Loaded::Ready(Box::new(Load::Note(Box::new(carrier), Box::new(note))), shown))
            }
            Choice::Busy(until) if draft.test.is_some() => {
                ledger::limit_test(tx, draft, until).await?;
                Ok(Loaded::Settled(queue::Verdict::Done))
            }
            Choice::Busy(until) if until - tx.now() > LONGEST_WAIT => Ok(Loaded::Unserved(Some(until))),
            Choice::Busy(until) => Ok(Loaded::Settled(queue::Verdict::Snooze { at: until })),
            Choice::Nobody if draft.test.is_some() => {
                ledger::suppress(tx, draft, "no_way").await?;
                Ok(Loaded::Settled(queue::Verdict::Done))
            }
            Choice::Nobody => Ok(Loaded::Unserved(None)),
        }
    }
}

/// What became of filling a way.
enum Loaded {
    /// It can go out; and the address as it is shown.
    Ready(Box<Load>, String),
    /// It cannot, and this becomes of its job.
    Settled(queue::Verdict),
    /// Nobody carries it by this way before then, if ever.
    Unserved(Option<DateTime<Utc>>),
}

/// A message waits so long for room on the way that its reader prefers: an hour's limit passes, a day's does not.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(2);

/// What goes out, as the ledger keeps it: of a form that its provider fills, what it is filled with.
fn said<'a>(load: &'a Load, written: &'a Written, reader: &Reader) -> Cow<'a, str> {
    match load {
        Load::Letter(_) => Cow::Borrowed(&written.text),
        Load::Note(carrier, note) => match note.form.as_ref().filter(|_| carrier.kind.sends_forms()) {
            Some(form) => Cow::Owned(form.told(Language::accepted(Some(&reader.locale)))),
            None => Cow::Borrowed(&note.text),
        },
    }
}

/// Templates and facts do not get better by waiting: somebody has to look.
async fn unwritten(tx: &Tx, draft: &Draft, error: String) -> Result<queue::Verdict> {
    ledger::stall(tx, draft, "cannot_be_written").await?;
    Ok(queue::Verdict::Bury { error })
}
