//! What may be done in this context.

crate::permissions! {
    /// See campaigns, and the targets within reach.
    ReadCampaigns = "campaigns.read" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider, Volunteer];
    /// Plan campaigns, freeze rosters, assign shifts, close.
    KeepCampaigns = "campaigns.keep" at Community for [CommunityAdmin, Staff];
    /// Call the street's communities to a campaign, see how far each is, without a person.
    CallCampaigns = "campaigns.call" at Street for [StreetAdmin];
}
