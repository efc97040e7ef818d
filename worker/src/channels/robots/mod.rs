//! Robots of a group (群机器人): whoever has the address writes into the group, at most 20 times a minute.

mod dingtalk;
mod feishu;
mod wecom;

pub use dingtalk::{DingTalk, Settings as DingTalkSettings};
pub use feishu::{Feishu, Settings as FeishuSettings};
pub use wecom::{Settings as WecomRobotSettings, WecomRobot};

use super::{Allowance, words};

/// All three allow the same number; the shortest text of the three is WeCom's.
const fn allowance(bytes: usize) -> Allowance {
    Allowance { per_minute: Some(20), per_reader_and_hour: None, bytes }
}
