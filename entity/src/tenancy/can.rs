//! What may be done in this context.

crate::permissions! {
    /// See who one is, and one's own sessions.
    OwnAccount = "account.own" at Account for [];
}
