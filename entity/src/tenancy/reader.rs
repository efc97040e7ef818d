//! Where a recipient can be reached now.

use sea_orm::{ColumnTrait, QueryFilter};

use super::{account, community, membership};
use crate::{
    kernel::{PLATFORM, Result, SystemTx, Tx},
    notifications::{Reader, Recipient, message_channel},
};

/// The recipient as of now, or the reason why nothing is sent to them.
pub async fn find(sys: &SystemTx, tx: &Tx, to: &Recipient) -> Result<std::result::Result<Reader, &'static str>> {
    let community = match tx.community() {
        PLATFORM => None,
        id => sys.find::<community::Entity>().filter(community::Column::Id.eq(id)).one(sys.conn()).await?,
    };
    if community.as_ref().is_some_and(|community| community.state != community::State::Active) {
        return Ok(Err("community_suspended"));
    }
    let locale = community.as_ref().map_or_else(|| "zh-CN".to_owned(), |community| community.locale.clone());
    let zone = community.map_or_else(|| "Asia/Shanghai".to_owned(), |community| community.zone);
    let account_of = async |id| sys.find::<account::Entity>().filter(account::Column::Id.eq(id)).one(sys.conn()).await;
    let reader = |name: String, account: account::Model, zone: String| match account.disabled_at {
        None => Ok(Reader { name, email: account.email, locale: account.locale, zone }),
        Some(_) => Err("recipient_disabled"),
    };
    Ok(match to {
        Recipient::Address { email, name, locale } => Ok(Reader { name: name.clone(), email: email.clone(), locale: locale.clone(), zone }),
        // A group reads in the community's language; its channel is the address.
        Recipient::Group { id } => match tx.try_get::<message_channel::Entity>(*id).await? {
            Some(channel) if channel.enabled => Ok(Reader { name: channel.name, email: String::new(), locale, zone }),
            _ => Err("recipient_disabled"),
        },
        Recipient::Account { id } => match account_of(*id).await? {
            Some(account) => reader(account.name.clone(), account, zone),
            None => Err("recipient_unknown"),
        },
        Recipient::Member { id } => {
            let member = tx.try_get::<membership::Entity>(*id).await?;
            match member.filter(|member| member.state == membership::State::Active) {
                None => Err("recipient_disabled"),
                Some(member) => match member.account_id {
                    Some(account) => match account_of(account).await? {
                        Some(account) => reader(member.name, account, zone),
                        None => Err("recipient_unknown"),
                    },
                    None => Err("recipient_unknown"),
                },
            }
        }
    })
}
