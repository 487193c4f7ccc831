//! Keeping a sheet under a short link.

use access::{Context, Resource, Vault};
use kernel::Month;
use store::Tx;
use web::Failure;

use super::{Sheet, SheetCode, records};
use crate::service;

/// Keeps which services stand on a sheet, and the reader's language, for a year; answers the code of the short link. Who asked
/// for it, and when, is not kept: the same sheet has the same link for everybody. Services that do not exist are left out.
///
/// # Errors
/// When the policies do not permit it, nothing is left of the sheet, or the database fails.
pub(crate) async fn share(cx: &Context, tx: &Tx, vault: &Vault, sheet: &Sheet) -> Result<SheetCode, Failure> {
    cx.require("directory.share_sheet", &Resource::new("Directory", "directory"))?;
    let known = service::records::existing(tx, sheet.services()).await?;
    let sheet = Sheet::of(sheet.services().iter().copied().filter(|id| known.contains(id)));
    if sheet.is_empty() {
        return Err(Failure::bad_input("s"));
    }
    let code = sheet.code(vault, cx.lang);
    let now = Month::of(cx.today());
    records::keep(tx, &code, &sheet, (cx.lang, Month { year: now.year + 1, ..now })).await?;
    records::forget_before(tx, now).await?;
    Ok(code)
}
