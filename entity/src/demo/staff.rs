//! The people who work in the demo street, and who of them can log in.

use sha2::{Digest, Sha256};

use super::{
    names,
    place::{COMMUNITIES, MODEL, OTHERS, Place, STREET},
    random::Random,
};
use crate::{kernel::Role, people::Sex};

/// Somebody who can log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAccount {
    /// What they are.
    pub role: Role,
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
    /// The division code of their community or street; none for the operator.
    pub code: Option<&'static str>,
}

/// Everybody who can log in. `secret` belongs to one data folder, so that no two installations have the same passwords.
pub fn accounts(secret: &str) -> Vec<DemoAccount> {
    let account = |role: Role, email: String, code| {
        let password = password(secret, &email);
        DemoAccount { role, email, password, code }
    };
    let mut accounts = vec![
        account(Role::Operator, "operator@mulin.example".to_owned(), None),
        account(Role::StreetAdmin, "street-admin@ruijing.example".to_owned(), Some(STREET.0)),
    ];
    for place in COMMUNITIES.iter().rev().filter(|place| place.code == MODEL || OTHERS.contains(&place.code)) {
        let roles: &[Role] = if place.code == MODEL { &Role::OF_COMMUNITY } else { &[Role::CommunityAdmin] };
        accounts.extend(roles.iter().map(|role| account(*role, address(place, *role, 1), Some(place.code))));
    }
    accounts
}

/// 80 bits, in letters and digits that are not mistaken for each other.
fn password(secret: &str, email: &str) -> String {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let digest = Sha256::new().chain_update(secret.trim()).chain_update("|").chain_update(email).finalize();
    digest.iter().take(16).map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect()
}

/// Somebody who works in a community.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// What they are.
    pub role: Role,
    /// The name.
    pub name: String,
    /// Their post.
    pub title: &'static str,
    /// The address.
    pub email: String,
}

/// Who works in `place`, which has so many grids: grid workers in the order of the grids.
pub fn colleagues(place: &Place, grids: usize, random: &mut Random) -> Vec<Colleague> {
    let mut colleagues = Vec::new();
    let mut add = |role: Role, title: &'static str, count: usize| {
        for number in 1..=count {
            let age = random.between(27, 56);
            let sex = random.weighted(&[(Sex::Female, 66), (Sex::Male, 34)]);
            let born = random.born(age, chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default());
            let name = format!("{}{}", names::surname(random), names::given(random, sex, born));
            colleagues.push(Colleague { role, name, title, email: address(place, role, number) });
        }
    };
    add(Role::CommunityAdmin, "社区党委书记", 1);
    add(Role::Staff, "社区工作者", 4);
    add(Role::GridWorker, "专职网格员", grids);
    add(Role::Property, "物业项目经理", 1);
    if place.code == MODEL {
        add(Role::Partner, "共建单位联络员", 1);
        add(Role::Provider, "社会组织负责人", 1);
        add(Role::Volunteer, "志愿者", 1);
        add(Role::Resident, "居民", 1);
    }
    colleagues
}

fn address(place: &Place, role: Role, number: usize) -> String {
    let number = if number == 1 { String::new() } else { format!("-{number}") };
    format!("{role}{number}@{}.example", place.slug)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_role_of_the_model_community_can_log_in_and_passwords_belong_to_one_folder() {
        let accounts = accounts("one folder");
        assert_eq!(accounts.len(), 12);
        let roles: BTreeSet<&str> = accounts.iter().filter(|one| one.code == Some(MODEL)).map(|one| one.role.word()).collect();
        assert_eq!(roles.len(), Role::OF_COMMUNITY.len());
        let passwords: BTreeSet<&str> = accounts.iter().map(|one| one.password.as_str()).collect();
        assert_eq!(passwords.len(), accounts.len());
        assert_eq!(accounts, super::accounts("one folder"));
        assert!(super::accounts("another").iter().all(|other| !passwords.contains(other.password.as_str())));
    }

    #[test]
    fn everybody_who_can_log_in_works_there() {
        for place in COMMUNITIES {
            let there: Vec<String> = colleagues(&place, 7, &mut Random::new(1, "staff")).into_iter().map(|one| one.email).collect();
            for account in accounts("x").into_iter().filter(|one| one.code == Some(place.code)) {
                assert!(there.contains(&account.email), "{}", account.email);
            }
        }
    }
}
