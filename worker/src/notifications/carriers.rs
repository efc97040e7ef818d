//! The channels that this worker has opened: each is kept, because it keeps its access token.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use mulin_entity::{kernel::Clock, notifications::carriage::Carrier};
use uuid::Uuid;

use crate::{
    channels::{Channel, Http, Note, Provider, Reach},
    mail::{Fault, Verdict},
};

struct Opened {
    settings: String,
    channel: Arc<dyn Channel>,
}

/// The opened channels.
pub struct Carriers {
    reach: Reach,
    opened: Mutex<HashMap<Uuid, Opened>>,
}

impl Carriers {
    /// None yet; they will speak to whom they may.
    pub fn new(reach: Reach) -> Self {
        Self { reach, opened: Mutex::default() }
    }

    /// Hands one note over. Never fails: every way it can end is a verdict.
    pub async fn send(&self, clock: Arc<dyn Clock>, carrier: &Carrier, note: &Note) -> Verdict {
        match self.open(clock, carrier) {
            Some(channel) => channel.send(note).await,
            None => Verdict::Unfit { fault: Fault::Account, reason: "the channel's settings cannot be read".to_owned() },
        }
    }

    fn open(&self, clock: Arc<dyn Clock>, carrier: &Carrier) -> Option<Arc<dyn Channel>> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = opened.get(&carrier.id).filter(|known| known.settings == carrier.settings) {
            return Some(known.channel.clone());
        }
        let http = Http::new(self.reach).ok()?;
        let channel: Arc<dyn Channel> = Provider::read(&carrier.settings).ok()?.channel(clock, http).into();
        opened.insert(carrier.id, Opened { settings: carrier.settings.clone(), channel: channel.clone() });
        Some(channel)
    }
}
