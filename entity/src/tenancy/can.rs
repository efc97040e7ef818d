//! What may be done in this context.

crate::permissions! {
    /// See who one is, and one's own sessions.
    OwnAccount = "account.own" at Account for [];
    /// See which communities there are.
    ListCommunities = "tenancy.list_communities" at Account for [];
}
