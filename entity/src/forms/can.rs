//! What may be done in this context. The street reads counts, and no person.

crate::permissions! {
    /// Say which forms are wanted, see how far communities are, accept and return.
    DirectForms = "forms.direct" at Street for [StreetAdmin];
    /// See forms and what they are filled with.
    ReadForms = "forms.read" at Community for [CommunityAdmin, Staff];
    /// Correct, fill in, have it looked over, take it out.
    FillForms = "forms.fill" at Community for [CommunityAdmin, Staff];
    /// Sign and hand in; begin a correction of what was accepted.
    SignForms = "forms.sign" at Community for [CommunityAdmin];
}
