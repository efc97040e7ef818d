//! Where recipients can be reached now.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{account, community, membership};
use crate::{
    kernel::{PLATFORM, Result, SystemTx, Tx},
    notifications::{Reader, Recipient, message_channel},
};

/// The recipients of some messages of one community, as of now.
pub struct Readers {
    /// The IANA zone of the community.
    pub zone: String,
    locale: String,
    suspended: bool,
    members: HashMap<Uuid, membership::Model>,
    accounts: HashMap<Uuid, account::Model>,
    groups: HashMap<Uuid, message_channel::Model>,
}

impl Readers {
    /// Those of `recipients` that there are.
    pub async fn of(sys: &SystemTx, tx: &Tx, recipients: &[&Recipient]) -> Result<Self> {
        let community = match tx.community() {
            PLATFORM => None,
            id => sys.find::<community::Entity>().filter(community::Column::Id.eq(id)).one(sys.conn()).await?,
        };
        let (mut members, mut accounts, mut groups) = (Vec::new(), Vec::new(), Vec::new());
        for recipient in recipients {
            match recipient {
                Recipient::Member { id } => members.push(*id),
                Recipient::Account { id } => accounts.push(*id),
                Recipient::Group { id } => groups.push(*id),
                Recipient::Address { .. } => {}
            }
        }
        let members = match members.is_empty() {
            true => Vec::new(),
            false => tx.find::<membership::Entity>().filter(membership::Column::Id.is_in(members)).all(tx.conn()).await?,
        };
        accounts.extend(members.iter().filter_map(|member| member.account_id));
        let accounts = match accounts.is_empty() {
            true => Vec::new(),
            false => sys.find::<account::Entity>().filter(account::Column::Id.is_in(accounts)).all(sys.conn()).await?,
        };
        let groups = match groups.is_empty() {
            true => Vec::new(),
            false => tx.find::<message_channel::Entity>().filter(message_channel::Column::Id.is_in(groups)).all(tx.conn()).await?,
        };
        Ok(Self {
            suspended: community.as_ref().is_some_and(|community| community.state != community::State::Active),
            locale: community.as_ref().map_or_else(|| "zh-CN".to_owned(), |community| community.locale.clone()),
            zone: community.map_or_else(|| "Asia/Shanghai".to_owned(), |community| community.zone),
            members: members.into_iter().map(|row| (row.id, row)).collect(),
            accounts: accounts.into_iter().map(|row| (row.id, row)).collect(),
            groups: groups.into_iter().map(|row| (row.id, row)).collect(),
        })
    }

    /// One of them, or the reason why nothing is sent to them.
    pub fn find(&self, to: &Recipient) -> std::result::Result<Reader, &'static str> {
        if self.suspended {
            return Err("community_suspended");
        }
        match to {
            Recipient::Address { email, name, locale } => {
                Ok(Reader { name: name.clone(), email: email.clone(), locale: locale.clone(), zone: self.zone.clone() })
            }
            // A group reads in the community's language; its channel is the address.
            Recipient::Group { id } => match self.groups.get(id).filter(|channel| channel.enabled) {
                Some(channel) => {
                    let (name, email) = (channel.name.clone(), String::new());
                    Ok(Reader { name, email, locale: self.locale.clone(), zone: self.zone.clone() })
                }
                None => Err("recipient_disabled"),
            },
            Recipient::Account { id } => self.account(Some(*id), None),
            Recipient::Member { id } => match self.members.get(id).filter(|member| member.state == membership::State::Active) {
                Some(member) => self.account(member.account_id, Some(&member.name)),
                None => Err("recipient_disabled"),
            },
        }
    }

    /// The reader behind an account, called as the community calls them.
    fn account(&self, id: Option<Uuid>, name: Option<&String>) -> std::result::Result<Reader, &'static str> {
        let account = id.and_then(|id| self.accounts.get(&id)).ok_or("recipient_unknown")?;
        match account.disabled_at {
            None => Ok(Reader {
                name: name.unwrap_or(&account.name).clone(),
                email: account.email.clone(),
                locale: account.locale.clone(),
                zone: self.zone.clone(),
            }),
            Some(_) => Err("recipient_disabled"),
        }
    }
}
