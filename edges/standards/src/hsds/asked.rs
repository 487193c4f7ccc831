//! What a program asks of a list: parameters of the address and of the body, read strictly.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use jiff::civil::Time;
use kernel::{Lang, Timestamp};
use serde_json::Value;
use territory::{Gazetteer, Point};
use uuid::Uuid;
use web::{Failure, Page, Query};

use crate::publication::Kind;
use crate::publication::open::When;
use crate::shelf::{Near, Snapshot, Wanted};

/// Records on a page when the program does not say how many.
const USUAL: u64 = 50;
/// The most records on a page.
const MOST: u64 = 500;
/// The most on a page of ids alone, which are short; and as many as that unless told. All of them come as a stream.
const MOST_IDS: u64 = 10_000;
/// The most organisations on a page with everything that each of them offers.
const MOST_WITH_SERVICES: u64 = 50;
/// The most that is read of a body.
const LONGEST: usize = 256 * 1024;
/// The longest text of a parameter.
const LONGEST_TEXT: usize = 500;
/// Weekdays as calendars write them.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/// Metres around a postal code when the program does not say how many.
const AROUND: f64 = 5_000.0;

/// Everything that a program sent.
#[derive(Debug)]
pub(crate) struct Sent {
    pub page: Page,
    pub headers: HeaderMap,
    pub query: Query,
    /// What was asked, as a text that tells it from every other.
    pub words: String,
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let page = request.extensions().get::<Page>().cloned();
        let page = page.ok_or_else(|| Failure::unexpected("a route outside the shell"))?;
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, LONGEST).await.map_err(|_| Failure::too_large())?;
        let mut words = in_body(&parts.headers, &body)?;
        if let Some(query) = parts.uri.query() {
            words = if words.is_empty() { query.to_owned() } else { format!("{words}&{query}") };
        }
        Ok(Self { page, headers: parts.headers, query: Query::read(&words), words })
    }
}

/// The parameters in a body, as an address would have them.
fn in_body(headers: &HeaderMap, body: &Bytes) -> Result<String, Failure> {
    if body.is_empty() {
        return Ok(String::new());
    }
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.contains("json") {
        let text = std::str::from_utf8(body).map_err(|_| Failure::bad_input("body"))?;
        return Ok(text.to_owned());
    }
    let value: Value = serde_json::from_slice(body).map_err(|_| Failure::bad_input("body"))?;
    let fields = value.as_object().ok_or_else(|| Failure::bad_input("body"))?;
    let mut encoded = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        let values = value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            match value {
                Value::Null => continue,
                Value::String(text) => encoded.append_pair(name, text),
                Value::Bool(_) | Value::Number(_) => encoded.append_pair(name, &value.to_string()),
                Value::Array(_) | Value::Object(_) => return Err(Failure::bad_input(name.clone())),
            };
        }
    }
    Ok(encoded.finish())
}

/// How much of each record a list shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum View {
    /// Its id and when it changed.
    Minimal,
    /// Its own fields.
    Short,
    /// All of it.
    Whole,
    /// All of an organisation, with all of its services.
    WithServices,
}

/// What a list is asked for.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Asked {
    pub lang: Lang,
    pub search: String,
    pub view: View,
    /// All records, one after the other, instead of a page.
    pub stream: bool,
    /// From 1.
    pub page: u64,
    pub per_page: u64,
    pub wanted: Wanted,
}

impl Asked {
    /// Reads what a list of a kind is asked for.
    pub fn read(sent: &Sent, kind: Kind, (snapshot, gazetteer): (&Snapshot, &Gazetteer)) -> Result<Self, Failure> {
        let query = &sent.query;
        let view = view(query, kind)?;
        Ok(Self {
            lang: query.value::<Lang>("lang")?.unwrap_or(sent.page.lang()),
            search: query.text("search", LONGEST_TEXT)?.to_owned(),
            view,
            stream: format(query)?,
            page: number(query, "page")?.unwrap_or(1),
            per_page: per_page(query, view)?,
            wanted: wanted(query, kind, (snapshot, gazetteer))?,
        })
    }
}

/// How many records stand on a page: what was asked, within what a page may hold.
fn per_page(query: &Query, view: View) -> Result<u64, Failure> {
    let (usual, most) = match view {
        View::Minimal => (MOST_IDS, MOST_IDS),
        View::WithServices => (USUAL, MOST_WITH_SERVICES),
        View::Short | View::Whole => (USUAL, MOST),
    };
    let asked = number(query, "per_page")?.or(number(query, "perPage")?);
    Ok(asked.unwrap_or(usual).min(most))
}

/// A whole number from 1.
fn number(query: &Query, name: &'static str) -> Result<Option<u64>, Failure> {
    let number = query.value::<u64>(name)?;
    if number == Some(0) { Err(Failure::bad_input(name)) } else { Ok(number) }
}

fn flag(query: &Query, name: &'static str) -> Result<bool, Failure> {
    match query.get(name) {
        None | Some("false" | "0") => Ok(false),
        Some("true" | "1") => Ok(true),
        Some(_) => Err(Failure::bad_input(name)),
    }
}

fn format(query: &Query) -> Result<bool, Failure> {
    match query.get("format") {
        None | Some("json") => Ok(false),
        Some("ndjson") => Ok(true),
        Some(_) => Err(Failure::bad_input("format")),
    }
}

fn view(query: &Query, kind: Kind) -> Result<View, Failure> {
    let (minimal, whole) = (flag(query, "minimal")?, flag(query, "full")?);
    let with_services = kind == Kind::Organization && flag(query, "full_service")?;
    Ok(match (minimal, with_services, whole) {
        (true, _, _) => View::Minimal,
        (_, true, _) => View::WithServices,
        (_, _, true) => View::Whole,
        _ => View::Short,
    })
}

fn wanted(query: &Query, kind: Kind, (snapshot, gazetteer): (&Snapshot, &Gazetteer)) -> Result<Wanted, Failure> {
    let postal_code = query.text("postcode", 20)?;
    if !postal_code.is_empty() && gazetteer.postal_code(postal_code).is_none() {
        return Err(Failure::bad_input("postcode"));
    }
    let near = near(query, (snapshot, postal_code))?;
    let placed = kind == Kind::ServiceAtLocation;
    Ok(Wanted {
        among: None,
        terms: terms(query)?,
        taxonomy: query.value("taxonomy_id")?,
        organization: query.value("organization_id")?,
        modified_after: modified_after(query)?,
        ages: (query.value("minimum_age")?, query.value("maximum_age")?),
        when: if placed || kind == Kind::Service { when(query)? } else { None },
        postal_code: (placed && !postal_code.is_empty()).then(|| postal_code.to_owned()),
        near: near.filter(|_| placed),
        top_only: flag(query, "top_only")?,
        parent: query.value("parent_id")?,
    })
}

/// Each parameter is a group of its own; within one, commas part those of which one is enough.
fn terms(query: &Query) -> Result<Vec<Vec<Uuid>>, Failure> {
    let group = |group: &str| -> Result<Vec<Uuid>, Failure> {
        let ids = group.split(',').map(str::trim).filter(|id| !id.is_empty());
        ids.map(|id| id.parse().map_err(|_| Failure::bad_input("taxonomy_term_id"))).collect()
    };
    let given = query.all("taxonomy_term_id").filter(|group| !group.trim().is_empty());
    given.map(group).collect()
}

/// A moment, or the beginning of a day.
fn modified_after(query: &Query) -> Result<Option<Timestamp>, Failure> {
    let Some(text) = query.get("modified_after") else { return Ok(None) };
    // What stood as a plus in an address was read as a space.
    let text = text.replace(' ', "+");
    let moment = text.parse().or_else(|_| format!("{text}T00:00:00Z").parse());
    moment.map(Some).map_err(|_| Failure::bad_input("modified_after"))
}

/// The days and times at which something must be open.
fn when(query: &Query) -> Result<Option<When>, Failure> {
    let days = query.text("day", LONGEST_TEXT)?;
    let day = |word: &str| {
        let at = DAYS.iter().position(|day| word.trim().eq_ignore_ascii_case(day));
        at.map(|at| 1_u8 << at).ok_or_else(|| Failure::bad_input("day"))
    };
    let days = match days {
        "" => None,
        days => Some(days.split(',').map(day).try_fold(0, |all, day| day.map(|day| all | day))?),
    };
    let (from, until) = (minute(query, "start_time")?, minute(query, "end_time")?);
    if days.is_none() && from.is_none() && until.is_none() {
        return Ok(None);
    }
    let ever = When::EVER;
    let when = When {
        days: days.unwrap_or(ever.days),
        from: from.unwrap_or(ever.from),
        // Midnight at the end is that of the day's end.
        until: until.filter(|until| *until > 0).unwrap_or(ever.until),
    };
    if when.from >= when.until { Err(Failure::bad_input("end_time")) } else { Ok(Some(when)) }
}

/// A time as the minute of its day.
fn minute(query: &Query, name: &'static str) -> Result<Option<u16>, Failure> {
    let text = query.text(name, LONGEST_TEXT)?;
    if text.is_empty() {
        return Ok(None);
    }
    let time = Time::strptime("%H:%M", text).or_else(|_| Time::strptime("%H:%M:%S", text));
    let time = time.map_err(|_| Failure::bad_input(name))?;
    Ok(u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).ok())
}

fn near(query: &Query, (snapshot, postal_code): (&Snapshot, &str)) -> Result<Option<Near>, Failure> {
    let metres = |name| -> Result<Option<f64>, Failure> {
        let metres = query.value::<f64>(name)?;
        if metres.is_some_and(|metres| !metres.is_finite() || metres < 0.0) {
            return Err(Failure::bad_input(name));
        }
        Ok(metres)
    };
    let (proximity, radius) = (metres("proximity")?, metres("radius")?);
    let degrees = |name, most: f64| -> Result<Option<f64>, Failure> {
        let degrees = query.value::<f64>(name)?;
        if degrees.is_some_and(|degrees| !(-most..=most).contains(&degrees)) {
            return Err(Failure::bad_input(name));
        }
        Ok(degrees)
    };
    match (degrees("lat", 90.0)?, degrees("lon", 180.0)?, proximity) {
        (Some(lat), Some(lon), _) => {
            Ok(Some(Near { to: Point { lat, lon }, metres: radius.or(proximity).unwrap_or(AROUND) }))
        }
        (Some(_), None, _) => Err(Failure::bad_input("lon")),
        (None, Some(_), _) => Err(Failure::bad_input("lat")),
        // Near what?
        (None, None, Some(_)) if postal_code.is_empty() => Err(Failure::bad_input("postcode")),
        (None, None, Some(metres)) => {
            let nowhere = Point { lat: f64::NAN, lon: f64::NAN };
            Ok(Some(Near { to: snapshot.middle_of(postal_code).unwrap_or(nowhere), metres }))
        }
        (None, None, None) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(kind: &'static str, text: &'static str) -> Result<String, Failure> {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, kind.parse().unwrap())]);
        in_body(&headers, &Bytes::from_static(text.as_bytes()))
    }

    #[test]
    fn a_body_says_the_same_as_an_address() {
        let json = r#"{"search": "aide à domicile", "page": 2, "full": true, "none": null, "x": ["a", "b"]}"#;
        let read = body("application/json", json).unwrap();
        let query = Query::read(&read);
        assert_eq!(
            (query.get("search"), query.get("page"), query.get("full")),
            (Some("aide à domicile"), Some("2"), Some("true"))
        );
        assert_eq!(query.all("x").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(body("application/x-www-form-urlencoded", "page=2").unwrap(), "page=2");
        for (text, field) in [("[]", "body"), ("{", "body"), (r#"{"search": {}}"#, "search")] {
            assert_eq!(body("application/json", text).unwrap_err().field(), Some(field), "{text}");
        }
    }

    #[test]
    fn no_page_is_without_a_bound() {
        for (asked, view, on_a_page) in [
            ("", View::Short, 50),
            ("per_page=1000000", View::Whole, 500),
            ("perPage=20", View::Whole, 20),
            ("", View::Minimal, 10_000),
            ("per_page=1000000", View::Minimal, 10_000),
            ("per_page=500", View::WithServices, 50),
        ] {
            assert_eq!(per_page(&Query::read(asked), view).unwrap(), on_a_page, "{asked} {view:?}");
        }
        assert_eq!(per_page(&Query::read("perPage=0"), View::Short).unwrap_err().field(), Some("perPage"));
    }

    #[test]
    fn what_is_malformed_is_named() {
        for (query, field) in [("page=0", "page"), ("page=x", "page"), ("page=-1", "page")] {
            assert_eq!(number(&Query::read(query), "page").unwrap_err().field(), Some(field));
        }
        for (query, field) in [
            ("lat=91&lon=4", "lat"),
            ("lat=50", "lon"),
            ("proximity=-1", "proximity"),
            ("proximity=NaN", "proximity"),
            ("proximity=500", "postcode"),
        ] {
            let fault = near(&Query::read(query), (&Snapshot::default(), "")).unwrap_err();
            assert_eq!(fault.field(), Some(field), "{query}");
        }
        for (query, field) in [
            ("day=someday", "day"),
            ("day=MO,", "day"),
            ("start_time=25:00", "start_time"),
            ("end_time=noon", "end_time"),
            ("start_time=12:00&end_time=09:00", "end_time"),
        ] {
            assert_eq!(when(&Query::read(query)).unwrap_err().field(), Some(field), "{query}");
        }
        assert_eq!(when(&Query::read("")).unwrap(), None);
        let asked = when(&Query::read("day=MO,su&start_time=09:00&end_time=00:00")).unwrap();
        assert_eq!(asked, Some(When { days: 0b100_0001, from: 540, until: 1_440 }));
        assert_eq!(modified_after(&Query::read("modified_after=soon")).unwrap_err().field(), Some("modified_after"));
        for fine in ["2026-11-22", "2026-11-22T10:00:00Z", "2026-11-22T10:00:00+01:00"] {
            assert!(modified_after(&Query::read(&format!("modified_after={fine}"))).unwrap().is_some(), "{fine}");
        }
        assert!(terms(&Query::read("taxonomy_term_id=x")).is_err());
    }
}
