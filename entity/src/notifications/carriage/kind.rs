//! The kinds of channels, and what the provider of each allows.

use crate::notifications::rules::{limit::Limit, plan::Way, window::Window};

/// A kind of channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A text-message gateway that takes JSON.
    Gateway,
    /// Alibaba Cloud's text messages.
    Aliyun,
    /// Tencent Cloud's text messages.
    Tencent,
    /// An application of the community's own WeCom.
    Wecom,
    /// A robot of a WeCom group.
    WecomRobot,
    /// A robot of a DingTalk group.
    Dingtalk,
    /// A robot of a Feishu group.
    Feishu,
    /// A program that is told by Standard Webhooks.
    Webhook,
}

const fn each(name: &'static str, count: i32, seconds: i64) -> Limit {
    Limit { name, count, seconds, by_address: false }
}

const fn for_each_address(name: &'static str, count: i32, seconds: i64) -> Limit {
    Limit { name, count, seconds, by_address: true }
}

const fn window(count: usize, seconds: i64) -> Window {
    Window { count, seconds }
}

const DAY: i64 = 24 * 60 * 60;
/// Alibaba Cloud's usual limits to one number (短信发送频率限制, with the error `isv.BUSINESS_LIMIT_CONTROL`): 1 a minute, 5 an hour, 10 a day,
/// where a day is the last 24 hours. It grants notices more than that if they keep to one form; who sends both cannot know what is counted.
const ALIYUN: &[Window] = &[window(1, 60), window(5, 3_600), window(10, DAY)];
/// Tencent Cloud's usual limits to one number (短信频率限制策略, with the errors `LimitExceeded.PhoneNumber…Limit`): 1 in 30 s, 5 an hour, 10 a
/// calendar day, of which 24 hours never hold more.
const TENCENT: &[Window] = &[window(1, 30), window(5, 3_600), window(10, DAY)];
/// What is beyond is dropped without a word (企业微信, 发送应用消息: 30 a minute and 1,000 an hour to one member).
const WECOM: &[Limit] = &[for_each_address("minute", 30, 60), for_each_address("hour", 1000, 3600)];
/// Each robot of WeCom (群机器人配置说明) and of DingTalk (自定义机器人接入); the latter is shut for ten minutes by whoever asks for more.
const ROBOT: &[Limit] = &[each("minute", 20, 60)];
/// Each robot of Feishu (自定义机器人使用指南).
const FEISHU: &[Limit] = &[each("minute", 100, 60), each("second", 5, 1)];

impl Kind {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Gateway, Self::Aliyun, Self::Tencent, Self::Wecom, Self::WecomRobot, Self::Dingtalk, Self::Feishu, Self::Webhook];

    /// The word that travels.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Aliyun => "aliyun",
            Self::Tencent => "tencent",
            Self::Wecom => "wecom",
            Self::WecomRobot => "wecom_robot",
            Self::Dingtalk => "dingtalk",
            Self::Feishu => "feishu",
            Self::Webhook => "webhook",
        }
    }

    /// The kind that is called so.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The way to people that it serves.
    pub const fn way(self) -> Way {
        match self {
            Self::Gateway | Self::Aliyun | Self::Tencent => Way::Sms,
            Self::Wecom => Way::Wecom,
            Self::WecomRobot | Self::Dingtalk | Self::Feishu | Self::Webhook => Way::Group,
        }
    }

    /// What its provider must be told; what it may be told besides has a usual value.
    pub const fn settings(self) -> &'static [&'static str] {
        match self {
            Self::Gateway => &["url", "secret", "signature"],
            Self::Webhook => &["url", "secret"],
            Self::Aliyun => &["key_id", "key_secret", "signature"],
            Self::Tencent => &["secret_id", "secret_key", "app_id", "signature"],
            Self::Wecom => &["corp_id", "agent_id", "secret"],
            Self::WecomRobot => &["key"],
            Self::Dingtalk => &["access_token", "secret"],
            Self::Feishu => &["token", "secret"],
        }
    }

    /// What its provider allows in a time, however many.
    pub const fn limits(self) -> &'static [Limit] {
        match self {
            Self::Gateway | Self::Aliyun | Self::Tencent | Self::Webhook => &[],
            Self::Wecom => WECOM,
            Self::WecomRobot | Self::Dingtalk => ROBOT,
            Self::Feishu => FEISHU,
        }
    }

    /// What one number gets from it; of a gateway nobody knows which carrier is behind it, so that the strictest one is assumed.
    pub const fn windows(self) -> &'static [Window] {
        match self {
            Self::Gateway | Self::Aliyun => ALIYUN,
            Self::Tencent => TENCENT,
            Self::Wecom | Self::WecomRobot | Self::Dingtalk | Self::Feishu | Self::Webhook => &[],
        }
    }

    /// Whether it carries nothing but forms that its provider approved beforehand.
    pub const fn sends_forms(self) -> bool {
        matches!(self, Self::Aliyun | Self::Tencent)
    }
}
