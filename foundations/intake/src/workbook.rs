//! The first sheet of a workbook, after making sure that unpacking it is safe.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use csv::StringRecord;
use zip::ZipArchive;

use crate::columns::{heading, too_long};
use crate::limits::size;
use crate::tidy::tidy;
use crate::{Fault, Limits, Place, Row};

/// Parts that a workbook may have; a real one has dozens.
const PARTS: usize = 10_000;

/// Cells of one row by column.
type Cells = BTreeMap<u32, String>;
type Read = Vec<Result<Row, Fault>>;

/// Reads every row of the first sheet.
pub(crate) fn rows(bytes: Vec<u8>, limits: &Limits) -> Result<Read, Fault> {
    let whole = || Fault::end(Place::File, "it is not a whole workbook", "open it and save it again as .xlsx");
    // A reader of foreign formats may meet what its authors did not foresee: that must cost this file only.
    catch_unwind(AssertUnwindSafe(|| {
        unpack_safely(&bytes, limits)?;
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| whole())?;
        let sheet = workbook.sheet_names().into_iter().next().ok_or_else(whole)?;
        let grid = grid(&mut workbook, &sheet, limits)?.map_err(|_| whole())?;
        named(grid, &tidy(&sheet), limits)
    }))
    .unwrap_or_else(|_| Err(whole()))
}

/// Unpacks everything into nothing, counting: what a workbook says about its own size may be a lie.
fn unpack_safely(bytes: &[u8], limits: &Limits) -> Result<(), Fault> {
    let broken = || Fault::end(Place::File, "it is not a whole workbook", "open it and save it again as .xlsx");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let most = limits.unpacked.min(packed.saturating_mul(limits.ratio).max(Limits::RATIO_FROM));
    if archive.len() > PARTS {
        return Err(Fault::end(Place::File, format!("it has more than {PARTS} parts"), "save the sheet alone"));
    }
    let mut unpacked = 0;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| broken())?;
        let mut part = part.take((most - unpacked).saturating_add(1));
        unpacked += io::copy(&mut part, &mut io::sink()).map_err(|_| broken())?;
        if unpacked > most {
            let message = format!("it unpacks to more than {} although it has only {}", size(most), size(packed));
            return Err(Fault::end(Place::File, message, "save the sheet alone, or as CSV"));
        }
    }
    Ok(())
}

/// The filled cells, row by row. Only filled cells cost memory, wherever they say they stand.
fn grid(
    workbook: &mut Xlsx<Cursor<Vec<u8>>>,
    sheet: &str,
    limits: &Limits,
) -> Result<Result<BTreeMap<u32, Cells>, XlsxError>, Fault> {
    let mut grid: BTreeMap<u32, Cells> = BTreeMap::new();
    let mut reader = match workbook.worksheet_cells_reader(sheet) {
        Ok(reader) => reader,
        Err(error) => return Ok(Err(error)),
    };
    loop {
        let cell = match reader.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(Ok(grid)),
            Err(error) => return Ok(Err(error)),
        };
        let (row, column) = cell.get_position();
        let text = words(cell.get_value());
        if text.is_empty() {
            continue;
        }
        grid.entry(row).or_default().insert(column, text);
        if u64::try_from(grid.len()).unwrap_or(u64::MAX) > limits.rows.saturating_add(1) {
            return Err(Fault::end(Place::File, format!("it has more than {} rows", limits.rows), "split it"));
        }
    }
}

fn words(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => tidy(text).into_owned(),
        DataRef::SharedString(text) => tidy(text).into_owned(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn named(grid: BTreeMap<u32, Cells>, sheet: &str, limits: &Limits) -> Result<Read, Fault> {
    let place = |row: u32| Place::SheetRow { sheet: sheet.to_owned(), row: u64::from(row) + 1 };
    let mut rows = grid.into_iter();
    let Some((top, names)) = rows.next() else {
        return Err(Fault::end(Place::File, "its first sheet is empty", "move the sheet to be read to the front"));
    };
    let last = names.keys().next_back().copied().unwrap_or(0);
    if usize::try_from(last).unwrap_or(usize::MAX) >= limits.columns {
        let message = format!("its names go beyond column {}", limits.columns);
        return Err(Fault::end(place(top), message, "leave out what is not needed"));
    }
    let cells: StringRecord = (0..=last).map(|at| names.get(&at).map_or("", String::as_str)).collect();
    let names = heading(&cells, u64::from(top) + 1, limits).map_err(|fault| Fault { place: place(top), ..fault })?;
    let row = |(number, cells): (u32, Cells)| {
        if let Some((at, long)) = cells.iter().find(|(_, text)| text.len() > limits.field) {
            let name = usize::try_from(*at).ok().and_then(|at| names.get(at)).map_or("?", String::as_str);
            return Err(too_long(place(number), name, long.len(), limits.field));
        }
        if cells.keys().next_back().is_some_and(|at| *at > last) {
            return Err(Fault::row(place(number), "it has a cell under no name", "name every column in the first row"));
        }
        let values = (0..=last).map(|at| cells.get(&at).cloned().unwrap_or_default()).collect();
        Ok(Row::flat(place(number), Arc::clone(&names), values))
    };
    Ok(rows.map(row).collect())
}
