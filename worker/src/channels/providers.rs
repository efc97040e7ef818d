//! Which provider a community's settings name, and how it is made from them.

use std::sync::Arc;

use mulin_entity::kernel::Clock;
use serde::Deserialize;

use super::{
    Channel, Http,
    robots::{DingTalk, Feishu, WecomRobot},
    sms::{Aliyun, Gateway, Tencent},
    webhook::Webhook,
    wecom::Wecom,
};

/// A provider with its settings, as it is kept sealed: `{"provider": "aliyun", "key_id": …}`.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case")]
pub enum Provider {
    /// 阿里云短信.
    Aliyun(super::sms::AliyunSettings),
    /// 腾讯云短信.
    Tencent(super::sms::TencentSettings),
    /// Any other gateway of short messages.
    Gateway(super::sms::GatewaySettings),
    /// 企业微信应用消息.
    Wecom(super::wecom::Settings),
    /// 企业微信群机器人.
    WecomRobot(super::robots::WecomRobotSettings),
    /// 钉钉自定义机器人.
    Dingtalk(super::robots::DingTalkSettings),
    /// 飞书自定义机器人.
    Feishu(super::robots::FeishuSettings),
    /// A program of somebody else.
    Webhook(super::webhook::Settings),
}

/// A provider could not be made of its settings.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// They are not settings of any provider. What they are is not told: there are secrets in them.
    #[error("the settings are not those of a known provider")]
    Unreadable,
}

impl Provider {
    /// Reads settings.
    pub fn read(settings: &str) -> Result<Self, ProviderError> {
        serde_json::from_str(settings).map_err(|_| ProviderError::Unreadable)
    }

    /// The channel of these settings. A community names where it goes, so none of them reaches into our network
    /// unless `http` lets it.
    pub fn channel(self, clock: Arc<dyn Clock>, http: Http) -> Box<dyn Channel> {
        match self {
            Self::Aliyun(settings) => Box::new(Aliyun::new(http, clock, settings)),
            Self::Tencent(settings) => Box::new(Tencent::new(http, clock, settings)),
            Self::Gateway(settings) => Box::new(Gateway::new(http, clock, settings)),
            Self::Wecom(settings) => Box::new(Wecom::new(http, clock, settings)),
            Self::WecomRobot(settings) => Box::new(WecomRobot::new(http, settings)),
            Self::Dingtalk(settings) => Box::new(DingTalk::new(http, clock, settings)),
            Self::Feishu(settings) => Box::new(Feishu::new(http, clock, settings)),
            Self::Webhook(settings) => Box::new(Webhook::new(http, clock, settings)),
        }
    }
}
