//! The first sheet of a workbook, after making sure that unpacking it is safe.

use std::collections::{BTreeMap, btree_map};
use std::io::{self, Cursor, Read as _};
use std::mem::size_of;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use calamine::{DataRef, Reader as _, Xlsx};
use csv::StringRecord;
use zip::ZipArchive;

use crate::columns::{heading, too_long};
use crate::limits::size;
use crate::tidy::tidy;
use crate::{Fault, Limits, Place, Row};

/// Parts that a workbook may have; a real one has dozens.
const PARTS: usize = 10_000;

/// A filled cell. What is too long is not even copied: a thousand cells may name the same long text.
enum Cell {
    Text(String),
    TooLong(usize),
}

/// Cells of one row by column.
type Cells = BTreeMap<u32, Cell>;

/// The rows below the names, one after the other: an empty cell costs nothing until its row is asked for.
pub(crate) struct Sheet {
    name: String,
    names: Arc<[String]>,
    rows: btree_map::IntoIter<u32, Cells>,
    field: usize,
}

/// Opens the first sheet.
pub(crate) fn open(bytes: Vec<u8>, limits: &Limits) -> Result<Sheet, Fault> {
    // A reader of foreign formats may meet what its authors did not foresee: that must cost this file only.
    catch_unwind(AssertUnwindSafe(|| {
        unpack_safely(&bytes, limits)?;
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
        let sheet = workbook.sheet_names().into_iter().next().ok_or_else(broken)?;
        let grid = grid(&mut workbook, &sheet, limits)?;
        Sheet::of(grid, tidy(&sheet).into_owned(), limits)
    }))
    .unwrap_or_else(|_| Err(broken()))
}

fn broken() -> Fault {
    Fault::end(Place::File, "it is not a whole workbook", "open it and save it again as .xlsx")
}

/// Unpacks everything into nothing, counting: what a workbook says about its own size may be a lie.
fn unpack_safely(bytes: &[u8], limits: &Limits) -> Result<(), Fault> {
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

/// The filled cells, row by row. Only filled cells cost memory, wherever they say they stand, and all of them together
/// no more than the workbook may unpack to.
fn grid(workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str, limits: &Limits) -> Result<BTreeMap<u32, Cells>, Fault> {
    let mut grid: BTreeMap<u32, Cells> = BTreeMap::new();
    let mut kept = 0_u64;
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(|_| broken())?;
    while let Some(cell) = reader.next_cell().map_err(|_| broken())? {
        let (row, column) = cell.get_position();
        let Some(cell) = read(cell.get_value(), limits.field) else { continue };
        kept = kept.saturating_add(cell.weight());
        if kept > limits.unpacked {
            let message = format!("its first sheet holds more than {} of text", size(limits.unpacked));
            return Err(Fault::end(Place::File, message, "split it, or save the sheet as CSV"));
        }
        grid.entry(row).or_default().insert(column, cell);
        if u64::try_from(grid.len()).unwrap_or(u64::MAX) > limits.rows.saturating_add(1) {
            return Err(Fault::end(Place::File, format!("it has more than {} rows", limits.rows), "split it"));
        }
    }
    Ok(grid)
}

/// What a cell says, unless it is empty.
fn read(value: &DataRef<'_>, most: usize) -> Option<Cell> {
    let text = match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => return words(text, most),
        DataRef::SharedString(text) => return words(text, most),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        DataRef::Error(_) | DataRef::Empty => return None,
    };
    Some(Cell::Text(text))
}

fn words(text: &str, most: usize) -> Option<Cell> {
    if text.len() > most {
        return Some(Cell::TooLong(text.len()));
    }
    let text = tidy(text);
    (!text.is_empty()).then(|| Cell::Text(text.into_owned()))
}

impl Cell {
    /// What it costs to keep, in bytes.
    fn weight(&self) -> u64 {
        let text = match self {
            Self::Text(text) => text.len(),
            Self::TooLong(_) => 0,
        };
        u64::try_from(size_of::<(u32, Self)>() + text).unwrap_or(u64::MAX)
    }

    fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::TooLong(_) => "",
        }
    }
}

impl Sheet {
    /// A sheet whose first filled row holds the names.
    fn of(grid: BTreeMap<u32, Cells>, name: String, limits: &Limits) -> Result<Self, Fault> {
        let mut rows = grid.into_iter();
        let Some((top, cells)) = rows.next() else {
            return Err(Fault::end(Place::File, "its first sheet is empty", "move the sheet to be read to the front"));
        };
        let place = place(&name, top);
        let last = cells.keys().next_back().copied().unwrap_or(0);
        if usize::try_from(last).unwrap_or(usize::MAX) >= limits.columns {
            let message = format!("its names go beyond column {}", limits.columns);
            return Err(Fault::end(place, message, "leave out what is not needed"));
        }
        if let Some((column, _)) = cells.iter().find(|(_, cell)| matches!(cell, Cell::TooLong(_))) {
            let message = format!("the name of column {} is longer than 1 000 characters", column + 1);
            return Err(Fault::end(place, message, "put the names in the first row"));
        }
        let cells: StringRecord = (0..=last).map(|at| cells.get(&at).map_or("", Cell::text)).collect();
        let names = heading(&cells, u64::from(top) + 1, limits).map_err(|fault| Fault { place, ..fault })?;
        Ok(Self { name, names, rows, field: limits.field })
    }

    fn row(&self, number: u32, mut cells: Cells) -> Result<Row, Fault> {
        let place = place(&self.name, number);
        let name = |at: u32| usize::try_from(at).ok().and_then(|at| self.names.get(at));
        let mut values = vec![String::new(); self.names.len()];
        while let Some((at, cell)) = cells.pop_first() {
            match (cell, usize::try_from(at).ok().and_then(|at| values.get_mut(at))) {
                (Cell::TooLong(length), _) => {
                    return Err(too_long(place, name(at).map_or("?", String::as_str), length, self.field));
                }
                (Cell::Text(text), Some(value)) => *value = text,
                (Cell::Text(_), None) => {
                    let message = "it has a cell under no name";
                    return Err(Fault::row(place, message, "name every column in the first row"));
                }
            }
        }
        Ok(Row::flat(place, Arc::clone(&self.names), values))
    }
}

impl Iterator for Sheet {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        let (number, cells) = self.rows.next()?;
        Some(self.row(number, cells))
    }
}

fn place(sheet: &str, row: u32) -> Place {
    Place::SheetRow { sheet: sheet.to_owned(), row: u64::from(row) + 1 }
}
