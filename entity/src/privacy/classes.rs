//! What is kept of residents, for what and on what ground: the closed list that the privacy page shows. Its words are messages.

use sea_orm::entity::prelude::*;

/// A class of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Class {
    /// Who lives where (居民基本信息).
    Register,
    /// The phone (联系电话).
    Phone,
    /// Remarks on health (健康备注).
    Health,
    /// Whom to call (紧急联系人).
    Contacts,
    /// Groups and tier (重点人群、关爱等级).
    Groups,
    /// Visits (探访记录).
    Visits,
    /// Sign-ups and attendance (报名签到).
    Attendance,
    /// Matters that they brought up (诉求).
    Matters,
    /// What they were told (通知消息).
    Messages,
    /// The account (账号关联).
    Account,
}

/// On what ground it is kept: article 13 of the law on personal information.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Basis {
    /// A duty by law (履行法定职责).
    Duty,
    /// What they asked for cannot be done without (提供所申请的服务).
    Service,
    /// They agreed, and may withdraw that (本人同意).
    Consent,
}

impl Class {
    /// On what ground it is kept.
    pub const fn basis(self) -> Basis {
        match self {
            Self::Register | Self::Groups | Self::Visits | Self::Matters => Basis::Duty,
            Self::Attendance | Self::Messages => Basis::Service,
            Self::Phone | Self::Health | Self::Contacts | Self::Account => Basis::Consent,
        }
    }

    /// Whether it goes when they no longer agree.
    pub fn may_be_withdrawn(self) -> bool {
        self.basis() == Basis::Consent
    }
}
