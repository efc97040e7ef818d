//! What may be done in this context.

crate::permissions! {
    /// See who one is, and one's own sessions.
    OwnAccount = "account.own" at Account for [];
    /// Open streets on the platform.
    ManageStreets = "tenancy.manage_streets" at Operator for [];
    /// See the communities that one has to do with.
    ReadCommunities = "tenancy.read_communities" at Account for [];
    /// See which communities want to join a street, and decide.
    DecideSignups = "tenancy.decide_signups" at Street for [];
    /// See who administers one's street, invite, disable and have back.
    ManageStreetAdmins = "tenancy.manage_street_admins" at Street for [];
    /// Suspend a community of one's street, have it back, remove it.
    ManageCommunities = "tenancy.manage_communities" at Street for [];
    /// Change what a community chose for itself.
    ManageSettings = "tenancy.manage_settings" at Community for [CommunityAdmin];
    /// See what a community chose for itself.
    ReadSettings = "tenancy.read_settings" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider, Volunteer, Resident];
    /// Read the audit book.
    ReadAudit = "tenancy.read_audit" at Community for [CommunityAdmin];
    /// See who belongs to the community.
    ReadMembers = "tenancy.read_members" at Community for [CommunityAdmin, Staff];
    /// Invite people, change what they are.
    ManageMembers = "tenancy.manage_members" at Community for [CommunityAdmin];
}
