//! Entries of the directory for programs that write: `/api/v1/entries`, by tokens only.

mod draw;
mod once;
mod reading;
mod sent;
mod trouble;
mod writing;

use house::House;
use web::{Right, Routes};

const EDIT: Right = Right::Action("directory.edit");

/// The doors.
pub(crate) fn routes() -> Routes<House> {
    Routes::new()
        .programs()
        .get("/api/v1/entries/{kind}/{id}", reading::show, Right::Action("directory.read_entry"))
        .post("/api/v1/entries/{kind}", writing::create, EDIT)
        .patch("/api/v1/entries/{kind}/{id}", writing::change, EDIT)
        .delete("/api/v1/entries/{kind}/{id}", writing::retire, Right::Action("directory.retire"))
        .post("/api/v1/entries/{kind}/{id}/confirm", writing::confirm, Right::Action("directory.confirm"))
        .post("/api/v1/entries/{kind}/{id}/proposals", writing::propose, Right::Action("directory.propose"))
}
