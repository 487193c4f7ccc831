//! Editing entries in the browser: one form per kind, drawn from the table of fields; what an entry was, and bringing it back.

pub(crate) mod filling;
pub(crate) mod history;
mod hours;
mod linked;
pub(crate) mod making;
pub(crate) mod names;
pub(crate) mod pages;
pub(crate) mod reading;
mod rows;
pub(crate) mod saying;
pub(crate) mod stale;
pub(crate) mod standing;
pub(crate) mod widgets;

use house::House;
use web::{Right, Routes};

const EDIT: Right = Right::Action("directory.edit");
const CONFIRM: Right = Right::Action("directory.confirm");
const RETIRE: Right = Right::Action("directory.retire");

/// The doors for those who keep entries.
pub(crate) fn routes(routes: Routes<House>) -> Routes<House> {
    routes
        .get("/directory/entries/new", making::new, EDIT)
        .post("/directory/entries/new", making::make, EDIT)
        .get("/directory/names", linked::offer, EDIT)
        .get("/directory/entries/{entry}", pages::edit, EDIT)
        .post("/directory/entries/{entry}", pages::save, EDIT)
        .get("/directory/entries/{entry}/history", history::show, EDIT)
        .post("/directory/entries/{entry}/restore", history::restore, EDIT)
        .post("/directory/entries/{entry}/confirm", standing::confirm, CONFIRM)
        .post("/directory/entries/{entry}/retire", history::retire, RETIRE)
        .post("/directory/entries/{entry}/bring-back", history::bring_back, RETIRE)
}
