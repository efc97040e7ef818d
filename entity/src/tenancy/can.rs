//! What may be done in this context.

crate::permissions! {
    /// See who one is, and one's own sessions.
    OwnAccount = "account.own" at Account for [];
    /// See who belongs to the community.
    ReadMembers = "tenancy.read_members" at Community for [CommunityAdmin, Staff];
    /// Invite people, change what they are.
    ManageMembers = "tenancy.manage_members" at Community for [CommunityAdmin];
}
