//! A timetable in the General Transit Feed Specification: a zip of tables, read as its stops, each with the lines that call there and
//! with its name in the languages that it is translated into.
//!
//! Which line calls at which stop stands nowhere: a stop is in `stop_times`, which names a trip, which is one of a route. That table
//! has tens of millions of lines in a national timetable; it is unpacked and read as it comes, and only pairs of stop and route are kept.

mod tables;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::input::Input;
use crate::{Fault, Limits, Place, Row};
use tables::{Line, Tables};

/// The table that makes a zip a timetable.
const STOPS: &str = "stops.txt";
/// The most pairs of stop and route: a national timetable has some hundred thousand.
const MOST_PAIRS: usize = 5_000_000;
/// The longest name of a line that is kept, letters: it is told at every stop where the line calls.
const LONGEST_LINE: usize = 60;
/// The longest name of a stop in another language that is kept, letters.
const LONGEST_NAME: usize = 300;
/// The most lines that are told of one stop; a large station has some dozens.
const MOST_LINES: usize = 200;
/// The most languages that names are translated into.
const MOST_LANGUAGES: usize = 20;
/// What is read of each stop, in the order of its values; the lines and the translations come behind.
const OF_STOP: [&str; 5] = ["stop_id", "stop_name", "stop_lat", "stop_lon", "location_type"];

/// Whether a zip is a timetable.
pub(crate) fn is_one(input: &mut Input) -> bool {
    Tables::names(input).iter().any(|name| name == STOPS)
}

/// The stops of a timetable.
pub(crate) struct Timetable {
    pub rows: Stops,
    /// What could not be read.
    pub note: Option<String>,
}

/// The rows, each made when it is read: together they may hold far more than the tables do, for many stops share lines.
pub(crate) type Stops = Box<dyn Iterator<Item = Row> + Send>;

/// A stop while the tables are read.
struct Stop {
    line: u64,
    values: Vec<String>,
    routes: BTreeSet<u32>,
}

/// Reads a timetable.
///
/// # Errors
/// When it is no whole zip, exceeds a limit, or lacks what a timetable must have.
pub(crate) fn open(input: Input, limits: &Limits) -> Result<Timetable, Fault> {
    let mut tables = Tables::open(input, limits)?;
    let (mut stops, by_id) = stops(&mut tables)?;
    let lines = lines(&mut tables, &mut stops, &by_id)?;
    let translations = Translations::read(&mut tables)?;
    let mut names: Vec<String> = OF_STOP.iter().map(|name| (*name).to_owned()).collect();
    names.push("lines".to_owned());
    names.extend(translations.languages.iter().map(|lang| format!("stop_name:{lang}")));
    let names: Arc<[String]> = names.into();
    let note = lines.is_empty().then(|| "it does not say which lines call at its stops".to_owned());
    let row = move |stop: Stop| {
        let Stop { line, mut values, routes } = stop;
        let known: BTreeSet<&str> =
            routes.iter().filter_map(|at| lines.get(*at as usize)).map(String::as_str).collect();
        let translated = translations.of(&values[0], &values[1]);
        let known = known.into_iter().filter(|line| !line.is_empty()).take(MOST_LINES);
        values.push(known.collect::<Vec<_>>().join(";"));
        values.extend(translated);
        Row::flat(Place::TableLine { table: STOPS.to_owned(), line }, Arc::clone(&names), values)
    };
    Ok(Timetable { rows: Box::new(stops.into_iter().map(row)), note })
}

/// The stops, and where among them each id stands.
fn stops(tables: &mut Tables) -> Result<(Vec<Stop>, HashMap<String, u32>), Fault> {
    let (mut stops, mut by_id) = (Vec::new(), HashMap::new());
    let found = tables.each(STOPS, (&OF_STOP[..2], &OF_STOP[2..]), |line: &Line<'_>| {
        let values: Vec<String> = (0..OF_STOP.len()).map(|at| line.text(at).into_owned()).collect();
        by_id.entry(values[0].clone()).or_insert(u32::try_from(stops.len()).unwrap_or(u32::MAX));
        stops.push(Stop { line: line.number, values, routes: BTreeSet::new() });
        Ok(())
    })?;
    if found { Ok((stops, by_id)) } else { Err(tables.missing(STOPS)) }
}

/// Tells each stop which routes call there; answers how people call these, by their number.
fn lines(tables: &mut Tables, stops: &mut [Stop], by_id: &HashMap<String, u32>) -> Result<Vec<String>, Fault> {
    let (mut called, mut routes): (Vec<String>, HashMap<String, u32>) = (Vec::new(), HashMap::new());
    let of_route = (&["route_id"][..], &["route_short_name", "route_long_name"][..]);
    tables.each("routes.txt", of_route, |line: &Line<'_>| {
        let short = line.text(1);
        // What lists part their lines by must not stand in the name of one.
        let name = if short.is_empty() { line.text(2) } else { short }.replace([';', ','], " ");
        let name = name.chars().take(LONGEST_LINE).collect();
        routes.entry(line.text(0).into_owned()).or_insert(u32::try_from(called.len()).unwrap_or(u32::MAX));
        called.push(name);
        Ok(())
    })?;
    let mut trips: HashMap<String, u32> = HashMap::new();
    tables.each("trips.txt", (&["route_id", "trip_id"], &[]), |line: &Line<'_>| {
        if let Some(route) = routes.get(line.text(0).as_ref()) {
            trips.insert(line.text(1).into_owned(), *route);
        }
        Ok(())
    })?;
    drop(routes);
    let (mut pairs, mut trip, mut route): (HashSet<(u32, u32)>, String, Option<u32>) = Default::default();
    tables.each("stop_times.txt", (&["trip_id", "stop_id"], &[]), |line: &Line<'_>| {
        // The stops of a trip mostly stand one below the other.
        let of = line.text(0);
        if of != trip {
            trip = of.into_owned();
            route = trips.get(&trip).copied();
        }
        if let (Some(route), Some(stop)) = (route, by_id.get(line.text(1).as_ref())) {
            pairs.insert((*stop, route));
        }
        if pairs.len() > MOST_PAIRS {
            let message = format!("more than {MOST_PAIRS} pairs of stop and line");
            return Err(Fault::end(Place::Table("stop_times.txt".to_owned()), message, "read one operator at a time"));
        }
        Ok(())
    })?;
    for (stop, route) in pairs {
        if let Some(stop) = stops.get_mut(stop as usize) {
            stop.routes.insert(route);
        }
    }
    let some = stops.iter().any(|stop| !stop.routes.is_empty());
    Ok(if some { called } else { Vec::new() })
}

/// Names of stops in other languages.
#[derive(Default)]
struct Translations {
    languages: Vec<String>,
    by_id: HashMap<(String, String), String>,
    by_name: HashMap<(String, String), String>,
}

impl Translations {
    /// As the specification has them since 2020, and as some operators still write them: a name, a language, a translation.
    fn read(tables: &mut Tables) -> Result<Self, Fault> {
        let (mut by_id, mut by_name, mut languages) = (HashMap::new(), HashMap::new(), BTreeSet::new());
        let optional = ["language", "lang", "table_name", "field_name", "record_id", "field_value", "trans_id"];
        tables.each("translations.txt", (&["translation"], &optional), |line: &Line<'_>| {
            let [translation, language, lang, table, field, id, value, old] = std::array::from_fn(|at| line.text(at));
            let language: String = if language.is_empty() { lang } else { language }.chars().take(2).collect();
            let language = language.to_ascii_lowercase();
            let is_name = (table.is_empty() || table == "stops") && (field.is_empty() || field == "stop_name");
            let known = languages.len();
            if !is_name || translation.is_empty() || language.len() != 2 {
                return Ok(());
            }
            if !languages.contains(&language) && known >= MOST_LANGUAGES {
                return Ok(());
            }
            languages.insert(language.clone());
            let name = if value.is_empty() { old } else { value };
            let translation = translation.chars().take(LONGEST_NAME).collect();
            if !id.is_empty() {
                by_id.insert((id.into_owned(), language), translation);
            } else if !name.is_empty() {
                by_name.insert((name.into_owned(), language), translation);
            }
            Ok(())
        })?;
        Ok(Self { languages: languages.into_iter().collect(), by_id, by_name })
    }

    /// The name of a stop in each language; empty where it is not translated.
    fn of(&self, id: &str, name: &str) -> Vec<String> {
        let one = |lang: &String| {
            let found = self.by_id.get(&(id.to_owned(), lang.clone()));
            found.or_else(|| self.by_name.get(&(name.to_owned(), lang.clone()))).cloned().unwrap_or_default()
        };
        self.languages.iter().map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn packed(parts: &[(&str, &str)]) -> Input {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        Input::of(zip.finish().unwrap().into_inner())
    }

    const PARTS: [(&str, &str); 5] = [
        (
            "feed/stops.txt",
            "\u{feff}stop_id,stop_name,stop_lat,stop_lon\na,\"PLACE, TEST\",50.1,4.1\nb,Essai,50.2,4.2\nc,Nowhere,50.3,4.3\n",
        ),
        ("feed/routes.txt", "route_long_name,route_short_name,route_id\nLong,7,r1\nNight line,,r2\nx,N08;N09,r3\n"),
        ("feed/trips.txt", "route_id,service_id,trip_id\nr1,w,t1\nr1,w,t2\nr3,w,t3\nr9,w,t9\n"),
        (
            "feed/stop_times.txt",
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,8:00,8:00,a,1\nt1,8:05,8:05,b,2\nt2,9:00,9:00,a,1\nt3,9:00,9:00,a,1\nt9,,,c,1\nbroken\n",
        ),
        ("feed/translations.txt", "trans_id,translation,lang\n\"PLACE, TEST\",TESTPLEIN,nl\n"),
    ];

    fn rows(parts: &[(&str, &str)]) -> Result<Vec<String>, Fault> {
        let timetable = open(packed(parts), &Limits::default())?;
        let told = |row: Row| {
            let values = ["stop_id", "stop_name", "stop_name:nl", "lines"];
            let values = values.map(|name| row.get(name).unwrap_or_default().into_owned());
            format!("{}: {}", row.place, values.join("|"))
        };
        Ok(timetable.rows.map(told).collect())
    }

    #[test]
    fn each_stop_has_the_lines_that_call_there_and_its_other_name() {
        assert!(is_one(&mut packed(&PARTS)) && !is_one(&mut packed(&[("workbook.xml", "<x/>")])));
        let expected = [
            "stops.txt line 2: a|PLACE, TEST|TESTPLEIN|7;N08 N09",
            "stops.txt line 3: b|Essai||7",
            "stops.txt line 4: c|Nowhere||",
        ];
        assert_eq!(rows(&PARTS).unwrap(), expected);
        let by_id = "table_name,field_name,language,translation,record_id\nstops,stop_name,nl,Proef,b\nroutes,route_long_name,nl,No,r1\n";
        let parts = [PARTS[0], ("translations.txt", by_id)];
        let told = rows(&parts).unwrap();
        assert_eq!(told[1], "stops.txt line 3: b|Essai|Proef|");
        let long = format!("route_id,route_short_name\nr1,{}\n", "7".repeat(5_000));
        let told = rows(&[PARTS[0], ("routes.txt", &long), PARTS[2], PARTS[3]]).unwrap();
        assert_eq!(told[1], format!("stops.txt line 3: b|Essai||{}", "7".repeat(LONGEST_LINE)));
        let note = open(packed(&parts), &Limits::default()).unwrap().note;
        assert_eq!(note.as_deref(), Some("it does not say which lines call at its stops"));
    }

    #[test]
    fn what_is_no_timetable_or_too_much_of_one_is_refused_with_its_place() {
        let refused = |parts: &[(&str, &str)]| rows(parts).unwrap_err().to_string();
        let nameless = refused(&[("stops.txt", "id,name\n1,x\n")]);
        assert!(nameless.contains("stops.txt") && nameless.contains("`stop_id`"), "{nameless}");
        let bomb = format!("trip_id,stop_id\n{}", "t1,a\n".repeat(4 << 20));
        let parts = [PARTS[0], PARTS[1], PARTS[2], ("stop_times.txt", bomb.as_str())];
        assert!(refused(&parts).contains("unpacks to more than"), "{}", refused(&parts));
        let open_quote = format!("trip_id,stop_id\n\"{}", "x".repeat(2 << 20));
        let few = Limits { element: 1 << 20, ..Limits::default() };
        let fault = open(packed(&[PARTS[0], PARTS[1], PARTS[2], ("stop_times.txt", &open_quote)]), &few).err().unwrap();
        assert!(fault.message.contains("longer than"), "{fault}");
        let many = Limits { rows: 2, ..Limits::default() };
        assert!(open(packed(&PARTS), &many).err().unwrap().message.contains("more than 2 lines"));
        let mut cut = packed(&PARTS).whole().unwrap();
        cut.truncate(cut.len() / 2);
        assert!(!is_one(&mut Input::of(cut.clone())) && open(Input::of(cut), &Limits::default()).is_err());
    }
}
