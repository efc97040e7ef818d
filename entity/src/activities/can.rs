//! What may be done in this context. A provider sees its own contracts, deliverables and activities only: see [`Sight`](super::query::Sight).

crate::permissions! {
    /// See the menu, order, wish and vote.
    ReadMenu = "activities.read" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider, Volunteer, Resident];
    /// Keep the menu and the programmes, answer wishes.
    KeepMenu = "activities.keep" at Community for [CommunityAdmin, Staff];
    /// See the rooms, and who has them when.
    ReadRooms = "activities.read_rooms" at Community for [CommunityAdmin, Staff, GridWorker, Provider];
    /// Keep the rooms, book them and give them back.
    KeepRooms = "activities.keep_rooms" at Community for [CommunityAdmin, Staff];
    /// See providers with what they owe; hand it over.
    ReadProviders = "activities.read_providers" at Community for [CommunityAdmin, Staff, Provider];
    /// Keep providers and contracts, accept what is delivered, review it.
    KeepProviders = "activities.keep_providers" at Community for [CommunityAdmin, Staff];
}
