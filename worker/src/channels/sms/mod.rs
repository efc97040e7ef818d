//! Short messages (短信). A provider sends only texts that it approved beforehand, under a signature (签名) that it approved too.

mod aliyun;
mod gateway;
mod tencent;

pub use aliyun::{Aliyun, Settings as AliyunSettings};
pub use gateway::{Gateway, Settings as GatewaySettings};
pub use tencent::{Settings as TencentSettings, Tencent};

use super::{Fault, Form, Note, Verdict};

/// The approved form of a note, without which no provider sends it.
fn form(note: &Note) -> Result<&Form, Verdict> {
    note.form.as_ref().ok_or_else(|| Verdict::Unfit { fault: Fault::Form, reason: "no approved form for this message".to_owned() })
}
