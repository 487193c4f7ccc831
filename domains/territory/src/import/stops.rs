//! Stops of public transport on their way into their table. Each source keeps its own: what it no longer has goes.

use std::collections::HashSet;

use intake::{Fault, Mapped};
use kernel::{Lang, Text};
use sea_orm::DbErr;
use store::Tx;

use super::names::{calm, names};
use super::take::{Ground, Taken};
use crate::Point;
use crate::model::Stop;
use crate::records::{Keeper, Tally};

/// The most lines of a stop that are kept.
const MOST_LINES: usize = 60;
/// The longest name of a line, letters.
const LONGEST_LINE: usize = 20;

/// Stops while a file is read.
pub(super) struct Stops<'a> {
    keeper: Keeper<'a, Stop>,
    source: String,
    seen: HashSet<String>,
    faults: u64,
}

impl<'a> Stops<'a> {
    pub(super) async fn open(tx: &'a Tx, source: &str) -> Result<Self, DbErr> {
        Ok(Self { keeper: Keeper::open(tx).await?, source: source.to_owned(), seen: HashSet::new(), faults: 0 })
    }

    /// Takes a row. One outside the region is passed over: timetables cover far more than a region.
    pub(super) async fn take(&mut self, ground: &Ground, mapped: Mapped<'_>) -> Result<Taken, DbErr> {
        match self.read(&mapped) {
            Ok(stop) if !ground.is_near(stop.point) => Ok(Ok(())),
            Ok(stop) if !self.seen.insert(stop.code.clone()) => {
                self.faults += 1;
                Ok(Err(mapped.row.fault("an earlier row has the same code", "give each stop a code of its own")))
            }
            Ok(stop) => self.keeper.put(stop).await.map(|_| Ok(())),
            Err(fault) => {
                self.faults += 1;
                Ok(Err(fault))
            }
        }
    }

    /// Removes what this source no longer has. Where a row could not be read, it may be one that is known: then nothing is gone.
    pub(super) async fn finish(&mut self) -> Result<Tally, DbErr> {
        if self.faults == 0 {
            let (source, seen) = (&self.source, &self.seen);
            self.keeper.retain(|stop| stop.source != *source || seen.contains(&stop.code)).await?;
        }
        Ok(self.keeper.tally)
    }

    fn read(&self, mapped: &Mapped<'_>) -> Result<Stop, Fault> {
        let (Some(lat), Some(lon)) = (mapped.number("latitude")?, mapped.number("longitude")?) else {
            return Err(mapped.row.fault("it has no point", "give it a latitude and a longitude"));
        };
        let names = match (names(mapped), mapped.get("names.all")) {
            // Where it is not translated, what the sign says is what people look for.
            (Ok(names), Some(sign)) => Lang::ALL.into_iter().fold(Text::same_everywhere(&calm(&sign)), |all, lang| {
                names.get(lang).map_or(all.clone(), |name| all.with(lang, &*name.text, name.state))
            }),
            (Ok(names), None) => names,
            (Err(_), Some(sign)) => Text::same_everywhere(&calm(&sign)),
            (Err(fault), None) => return Err(fault),
        };
        let mut lines: Vec<String> = mapped
            .list("lines")
            .iter()
            .flat_map(|all| all.split([';', ',']))
            .map(|line| line.trim().to_owned())
            .filter(|line| (1..=LONGEST_LINE).contains(&line.chars().count()))
            .collect();
        lines.sort();
        lines.dedup();
        lines.truncate(MOST_LINES);
        let code = format!("{}~{}", self.source, mapped.id("code")?);
        Ok(Stop { code, names, lines, point: Point { lat, lon }, source: self.source.clone() })
    }
}
