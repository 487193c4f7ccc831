//! A measured figure, the bar it must clear, and the table and file that tell of them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::json;

/// What a figure is held against.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Bar {
    /// As much as this, or more.
    AtLeast(f64),
    /// Less than this.
    Under(f64),
    /// This, or less.
    AtMost(f64),
    /// Exactly this.
    Exactly(f64),
    /// Printed to know it; nothing is promised.
    None,
}

impl Bar {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::AtLeast(bar) => value >= bar,
            Self::Under(bar) => value < bar,
            Self::AtMost(bar) => value <= bar,
            Self::Exactly(bar) => (value - bar).abs() < f64::EPSILON,
            Self::None => true,
        }
    }

    fn number(self) -> Option<f64> {
        match self {
            Self::AtLeast(bar) | Self::Under(bar) | Self::AtMost(bar) | Self::Exactly(bar) => Some(bar),
            Self::None => None,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::AtLeast(_) => "≥",
            Self::Under(_) => "<",
            Self::AtMost(_) => "≤",
            Self::Exactly(_) => "=",
            Self::None => "",
        }
    }
}

/// One measured figure.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Figure {
    name: &'static str,
    value: f64,
    unit: &'static str,
    bar: Bar,
}

impl Figure {
    pub(crate) fn new(name: &'static str, value: f64, unit: &'static str, bar: Bar) -> Self {
        Self { name, value, unit, bar }
    }

    fn holds(&self) -> bool {
        self.bar.holds(self.value)
    }

    fn verdict(&self) -> String {
        match self.bar.number() {
            None => String::new(),
            Some(_) if self.holds() => "holds".to_owned(),
            Some(bar) => format!("misses by {} {}", shown((self.value - bar).abs()), self.unit),
        }
    }
}

/// The table for people.
pub(crate) fn table(figures: &[Figure]) -> String {
    let mut table = format!("{:<38} {:>12} {:<12} {:>12}  verdict\n", "figure", "value", "unit", "bar");
    for figure in figures {
        let bar = figure.bar.number().map_or_else(String::new, |bar| format!("{} {}", figure.bar.sign(), shown(bar)));
        let value = shown(figure.value);
        let _ = writeln!(table, "{:<38} {value:>12} {:<12} {bar:>12}  {}", figure.name, figure.unit, figure.verdict());
    }
    table
}

/// The file for programs: a list of name, value, unit, bar (null when there is none) and whether it holds.
pub(crate) fn write(figures: &[Figure], path: &Path) -> Result<(), String> {
    let list: Vec<_> = figures
        .iter()
        .map(|figure| {
            json!({
                "name": figure.name,
                "value": figure.value,
                "unit": figure.unit,
                "bar": figure.bar.number(),
                "holds": figure.holds(),
            })
        })
        .collect();
    let text = serde_json::to_string_pretty(&list).map_err(|error| error.to_string())?;
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text + "\n"));
    written.map_err(|error| format!("{} cannot be written: {error}", path.display()))
}

/// Three digits that matter, no more.
fn shown(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 || size.fract() == 0.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_holds_from_the_right_side() {
        let cases = [
            (Bar::AtLeast(20.0), 20.0, true),
            (Bar::AtLeast(20.0), 19.9, false),
            (Bar::Under(1.0), 1.0, false),
            (Bar::AtMost(60.0), 60.0, true),
            (Bar::Exactly(100_000.0), 100_001.0, false),
            (Bar::None, 3.0, true),
        ];
        for (bar, value, holds) in cases {
            assert_eq!(bar.holds(value), holds, "{bar:?} {value}");
        }
    }

    #[test]
    fn the_table_says_by_how_much_a_bar_is_missed() {
        let figures = [
            Figure::new("search, times PostgreSQL", 18.25, "times", Bar::AtLeast(20.0)),
            Figure::new("memory", 312.0, "MiB", Bar::Under(400.0)),
        ];
        let table = table(&figures);
        assert!(table.contains("≥ 20  misses by 1.75 times"), "{table}");
        assert!(table.contains("< 400  holds"), "{table}");
    }

    #[test]
    fn the_file_is_a_list_with_one_entry_for_each_figure() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/results.json");
        write(&[Figure::new("share", 0.4, "of hello", Bar::None)], &path).unwrap();
        let read: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(read, json!([{"name": "share", "value": 0.4, "unit": "of hello", "bar": null, "holds": true}]));
    }
}
