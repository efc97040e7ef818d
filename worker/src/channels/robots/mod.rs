//! Robots of a group (群机器人): whoever has the address writes into the group.

mod dingtalk;
mod feishu;
mod wecom;

pub use dingtalk::{DingTalk, Settings as DingTalkSettings};
pub use feishu::{Feishu, Settings as FeishuSettings};
pub use wecom::{Settings as WecomRobotSettings, WecomRobot};
