//! What may be done in this context. The street reads counts; rows only by a grant of the community.

crate::permissions! {
    /// Say which forms are wanted, see how far communities are, accept and return.
    DirectForms = "forms.direct" at Street for [StreetAdmin];
    /// See forms and what they are filled with.
    ReadForms = "forms.read" at Community for [CommunityAdmin, Staff];
    /// Correct, fill in, have it looked over, take it out.
    FillForms = "forms.fill" at Community for [CommunityAdmin, Staff];
    /// Make forms for the community itself.
    DesignForms = "forms.design" at Community for [CommunityAdmin];
    /// Sign and hand in; begin a correction of what was accepted; let the street look at rows.
    SignForms = "forms.sign" at Community for [CommunityAdmin];
}
