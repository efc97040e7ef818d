//! Providers as they behave: they check how a call is signed, keep to their limits, and misbehave when they are told to.
//!
//! What a signature must be is worked out here from the call as it arrived, not by the code under test.

mod aliyun;
mod allowance;
mod dingtalk;
mod feishu;
mod gateway;
mod store;
mod stub;
mod tencent;
mod wecom;

pub use aliyun::aliyun;
pub use allowance::Allowance;
pub use dingtalk::dingtalk;
pub use feishu::feishu;
pub use gateway::{gateway, gateway_within, gateway_without_references};
pub use store::Store;
pub use stub::{Call, Odd, Stub};
pub use tencent::tencent;
pub use wecom::{wecom, wecom_robot, wecom_robot_within};

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any key");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn sha256(text: &[u8]) -> String {
    hex::encode(Sha256::digest(text))
}
