//! Who stands in (顶岗).

use std::collections::HashMap;

use uuid::Uuid;

use super::super::Post;

/// How somebody is placed today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Does not go round: nobody stands in for them unless they are away.
    Outside,
    /// Has duty today.
    OnDuty,
    /// Goes round, and it is not their day.
    OffShift,
    /// Is on leave.
    Away,
}

impl Standing {
    /// Whether what would reach them goes to somebody else at once.
    pub const fn is_stood_in_for(self) -> bool {
        matches!(self, Self::OffShift | Self::Away)
    }
}

/// Who of those `on_duty` takes what is `absent`'s: the desk before those who are out, whoever has the least in hand before the others. Of equal
/// ones the first.
pub fn stand_in(absent: Uuid, on_duty: &[(Post, Uuid)], in_hand: &HashMap<Uuid, usize>) -> Option<Uuid> {
    let others = on_duty.iter().filter(|(_, member)| *member != absent);
    let rank = |(post, member): &&(Post, Uuid)| (*post == Post::A, in_hand.get(member).copied().unwrap_or_default());
    others.min_by_key(rank).map(|(_, member)| *member)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case::the_desk_first(9, "A1 B2", &[], Some(2))]
    #[case::not_oneself(2, "A1 B2", &[], Some(1))]
    #[case::nobody_else(1, "B1", &[], None)]
    #[case::nobody_at_all(1, "", &[], None)]
    #[case::whoever_has_less(9, "B1 B2 A3", &[(1, 2), (2, 1)], Some(2))]
    #[case::the_desk_even_if_it_has_more(9, "B1 A3", &[(1, 5)], Some(1))]
    #[case::of_equals_the_first(9, "B1 B2", &[], Some(1))]
    fn somebody_stands_in(#[case] absent: u128, #[case] on_duty: &str, #[case] load: &[(u128, usize)], #[case] expected: Option<u128>) {
        let read = |word: &str| {
            let (post, member) = word.split_at(1);
            (if post == "A" { Post::A } else { Post::B }, Uuid::from_u128(member.parse().expect("a number")))
        };
        let on_duty: Vec<_> = on_duty.split_whitespace().map(read).collect();
        let load = load.iter().map(|(member, count)| (Uuid::from_u128(*member), *count)).collect();
        assert_eq!(stand_in(Uuid::from_u128(absent), &on_duty, &load), expected.map(Uuid::from_u128));
    }
}
