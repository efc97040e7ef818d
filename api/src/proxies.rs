//! Who really asks, behind proxies. What a header claims counts only from a proxy that the configuration names.

use std::{net::IpAddr, sync::Arc};

use ipnet::IpNet;

/// The networks of our own proxies.
#[derive(Debug, Clone, Default)]
pub struct Proxies(Arc<[IpNet]>);

impl Proxies {
    /// Proxies in these networks are believed.
    pub fn new(networks: impl IntoIterator<Item = IpNet>) -> Self {
        Self(networks.into_iter().collect())
    }

    fn ours(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The address of whoever asked the outermost of our proxies: `peer` holds the connection, `forwarded` is `X-Forwarded-For`.
    /// Every proxy adds at the right, so what stands left of the first stranger is the stranger's own claim.
    pub fn origin(&self, peer: IpAddr, forwarded: Option<&str>) -> IpAddr {
        let mut origin = peer;
        for claim in forwarded.unwrap_or_default().rsplit(',') {
            match claim.trim().parse() {
                Ok(address) if self.ours(origin) => origin = address,
                _ => break,
            }
        }
        origin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(peer: &str, forwarded: &str) -> String {
        let proxies = Proxies::new(["172.16.0.0/12".parse().unwrap()]);
        proxies.origin(peer.parse().unwrap(), Some(forwarded)).to_string()
    }

    #[test]
    fn believes_own_proxies_only() {
        assert_eq!(origin("172.18.0.5", "203.0.113.7"), "203.0.113.7");
        assert_eq!(origin("172.18.0.5", "198.51.100.1, 203.0.113.7, 172.18.0.9"), "203.0.113.7");
        assert_eq!(origin("203.0.113.7", "198.51.100.1"), "203.0.113.7");
        assert_eq!(origin("172.18.0.5", "nonsense"), "172.18.0.5");
    }
}
