//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with requests about one's own data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PrivacyError {
    /// It was decided or taken back.
    #[error("the request was decided")]
    WrongState,
    /// The same waits already.
    #[error("the same was asked")]
    AskedAlready,
    /// Data are taken away by an administrator.
    #[error("an administrator decides")]
    AdministratorDecides,
    /// The law wants it kept.
    #[error("the law wants it kept")]
    KeptByLaw,
    /// The copy's time is over.
    #[error("the copy is over")]
    CopyOver,
    /// Not one's password.
    #[error("not the password")]
    PasswordWrong,
}

impl Fault for PrivacyError {
    fn kind(&self) -> Kind {
        match self {
            Self::AdministratorDecides => Kind::Forbidden,
            Self::CopyOver => Kind::Gone,
            Self::PasswordWrong => Kind::Invalid,
            _ => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::WrongState => "privacy.wrong_state",
            Self::AskedAlready => "privacy.asked_already",
            Self::AdministratorDecides => "privacy.administrator_decides",
            Self::KeptByLaw => "privacy.kept_by_law",
            Self::CopyOver => "privacy.copy_over",
            Self::PasswordWrong => "privacy.password_wrong",
        }
    }
}
