//! Duty (AB岗): who is at the desk and who is out, leave, changes, and how it goes round.

mod dto;
mod leaves;
mod rota;
mod swaps;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (rota::RotaApi, leaves::LeavesApi, swaps::SwapsApi)
}
