//! Decides about some messages of one community: what each waits for, is dropped for, or goes out as.

use std::borrow::Cow;

use chrono::{DateTime, Duration, Utc};
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
    compose::{self, Load, Text},
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

/// Whether somebody carries a message by a way.
enum Carried {
    /// What goes out, and the address as it is shown.
    By(Load, String),
    /// Not before this instant.
    Busy(DateTime<Utc>),
    /// Nobody at all.
    Nobody,
    /// It cannot be written for it.
    Unwritten(String),
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
                return self.dropped(tx, &draft, reason).await.map(Step::Settle);
            }
        };
        let text = match compose::text(self.cx, tx, &self.wordings, &draft, &reader).await? {
            Ok(text) => text,
            Err(unwritable) => return unwritten(tx, &draft, unwritable.to_string()).await.map(Step::Settle),
        };
        let written = &text.written;
        let chosen = match draft.test {
            Some(test) => match self.load(tx, &draft, &reader, &text, test.way).await? {
                Carried::By(load, shown) => Ok((test.way, load, shown)),
                Carried::Busy(until) => {
                    ledger::limit_test(tx, &draft, until).await?;
                    Err(queue::Verdict::Done)
                }
                Carried::Nobody => self.dropped(tx, &draft, "no_way").await.map(Err)?,
                Carried::Unwritten(error) => Err(unwritten(tx, &draft, error).await?),
            },
            None => self.next(tx, &draft, &reader, &text).await?,
        };
        let (way, load, shown) = match chosen {
            Ok(chosen) => chosen,
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
        let load = load.of(self.cx, tx, delivery)?;
        Ok(Step::Begin(Box::new(Begun { draft, delivery, way, load })))
    }

    /// By which way a real message goes, or what becomes of its job instead; its inbox has it in any case.
    async fn next(
        &mut self,
        tx: &Tx,
        draft: &Draft,
        reader: &Reader,
        text: &Text,
    ) -> Result<std::result::Result<(Way, Load, String), queue::Verdict>> {
        let written = &text.written;
        self.entries.extend(inbox::entry(tx, draft, &written.subject, &written.text)?);
        // Ways on which nobody carries it now, and the first instant at which somebody will.
        let (mut busy, mut free): (Vec<Way>, Option<DateTime<Utc>>) = (Vec::new(), None);
        loop {
            let way = match self.planner.next(tx, draft, &busy) {
                Next::Send(way) => way,
                Next::Hold { until, reason } => {
                    ledger::put_off(tx, draft, reader, &written.subject, until, reason).await?;
                    return Ok(Err(queue::Verdict::Snooze { at: until }));
                }
                Next::Drop(reason) => return self.dropped(tx, draft, reason).await.map(Err),
                Next::Spent => match free {
                    Some(until) => {
                        ledger::note_wait(tx, draft, until).await?;
                        return Ok(Err(queue::Verdict::Snooze { at: until }));
                    }
                    None if draft.tried.is_empty() => return self.dropped(tx, draft, "no_way").await.map(Err),
                    None => {
                        ledger::give_up(tx, draft).await?;
                        self.waiting.leaves(draft);
                        return Ok(Err(queue::Verdict::Done));
                    }
                },
            };
            if self.waiting.sum_up(tx, draft, self.planner.summary_from()).await? {
                return Ok(Err(queue::Verdict::Done));
            }
            match self.load(tx, draft, reader, text, way).await? {
                Carried::By(load, shown) => {
                    self.planner.note_bypass(tx, draft).await?;
                    return Ok(Ok((way, load, shown)));
                }
                // Soon enough: the way that the reader wants is worth the wait.
                Carried::Busy(until) if until - tx.now() <= patience(draft) => return Ok(Err(queue::Verdict::Snooze { at: until })),
                Carried::Busy(until) => free = Some(free.map_or(until, |free| free.min(until))),
                Carried::Nobody => {}
                Carried::Unwritten(error) => return Ok(Err(unwritten(tx, draft, error).await?)),
            }
            busy.push(way);
        }
    }

    /// It goes out by no way, for `reason`.
    async fn dropped(&mut self, tx: &Tx, draft: &Draft, reason: &str) -> Result<queue::Verdict> {
        ledger::suppress(tx, draft, reason).await?;
        self.waiting.leaves(draft);
        Ok(queue::Verdict::Done)
    }

    /// Who carries it by `way`, if anybody does now.
    async fn load(&self, tx: &Tx, draft: &Draft, reader: &Reader, text: &Text, way: Way) -> Result<Carried> {
        let cx = self.cx;
        if way == Way::Mail {
            return Ok(match compose::letter(cx, tx, draft, reader, &text.written) {
                Ok(letter) => Carried::By(Load::Letter(Box::new(letter)), mask_address(&reader.email)),
                Err(error) => Carried::Unwritten(error),
            });
        }
        let (address, shown) = match draft.to.member().filter(|_| way != Way::Group) {
            Some(member) => channels::address(tx, member, way).await?.unwrap_or_default(),
            None => (String::new(), reader.name.clone()),
        };
        let freight = Freight {
            way,
            only: draft.test.map_or_else(|| draft.to.group(), |test| test.channel),
            address: &address,
            template: &draft.template,
            test: draft.test.is_some(),
            failed: &draft.failed_providers,
        };
        Ok(match carriage::choose(tx, &freight).await? {
            Choice::Carrier(carrier) => match compose::note(cx, draft, reader, text, way, &carrier, address) {
                Ok(note) => Carried::By(Load::Note(Box::new(carrier), Box::new(note)), shown),
                Err(unwritable) => Carried::Unwritten(unwritable.to_string()),
            },
            Choice::Busy(until) => Carried::Busy(until),
            Choice::Nobody => Carried::Nobody,
        })
    }
}

/// How long a busy way is waited for, where there may be another: a number's minute passes, its hour does not.
fn patience(draft: &Draft) -> Duration {
    if draft.urgent { Duration::seconds(90) } else { Duration::minutes(15) }
}

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
