//! Tokens in the browser: making one for a program, seeing what one's tokens may do and when they were used, taking them back.

mod making;
mod pages;

use house::House;
use web::{Right, Routes};

/// Whoever may see everybody's tokens.
const ALL: Right = Right::Action("access.list_tokens");

/// The doors.
pub(crate) fn routes() -> Routes<House> {
    Routes::new()
        .get("/me/tokens", pages::own, Right::Action("access.make_token"))
        .post("/me/tokens", making::make, Right::Action("access.make_token"))
        .post("/me/tokens/{id}/revoke", pages::revoke_own, Right::SignedIn)
        .journals("access.revoke_token")
        .get("/admin/tokens", pages::all, ALL)
        .post("/admin/tokens/{id}/revoke", pages::revoke, ALL)
        .journals("access.revoke_token")
}
