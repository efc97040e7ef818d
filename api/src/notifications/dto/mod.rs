//! What travels.

mod channel;
mod delivery;
mod inbox;
mod policy;
mod template;
mod trace;

pub use channel::{AddressList, AddressWish, Channel, ChannelList, ChannelWish, Taken};
pub use delivery::{Delivery, DeliveryPage};
pub use inbox::{InboxPage, PreferenceList, PreferenceWish, Unread};
pub use policy::Policy;
pub use template::{
    Preview, PreviewWish, Publication, Template, TemplateList, TestSent, TestWish, VersionWish, WordingPage, WordingVersion,
};
pub use trace::{Story, Trace};
