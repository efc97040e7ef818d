//! What every request passes on its way in and every answer on its way out.

mod body_limit;
mod compression;
mod security_headers;

pub use body_limit::BodyLimit;
pub use compression::Compression;
pub use security_headers::SecurityHeaders;
