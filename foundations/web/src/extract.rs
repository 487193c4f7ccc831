//! What a request says, read strictly: a bad path is a page that does not exist, a bad query names its field.

use std::fmt;
use std::str::FromStr;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use kernel::PageRequest;

use crate::Failure;

/// One typed part of the path: `Path(id): Path<ContactId>`. What does not parse does not exist.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: FromStr + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let mut values = path_values(parts, state).await?.into_iter();
        let (Some(value), None) = (values.next(), values.next()) else { return Err(Failure::not_found()) };
        value.parse().map(Self).map_err(|_| Failure::not_found())
    }
}

/// Two typed parts of the path, in their order.
#[derive(Clone, Copy, Debug)]
pub struct Path2<A, B>(pub A, pub B);

impl<S: Send + Sync, A: FromStr + Send, B: FromStr + Send> FromRequestParts<S> for Path2<A, B> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let values = path_values(parts, state).await?;
        let [first, second] = values.as_slice() else { return Err(Failure::not_found()) };
        match (first.parse(), second.parse()) {
            (Ok(first), Ok(second)) => Ok(Self(first, second)),
            _ => Err(Failure::not_found()),
        }
    }
}

async fn path_values<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<Vec<String>, Failure> {
    let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Failure::not_found())?;
    let values: Vec<String> = params.iter().map(|(_, value)| value.to_owned()).collect();
    // A database refuses a null character in a text; no record is named so.
    if values.iter().any(|value| value.contains('\0')) { Err(Failure::not_found()) } else { Ok(values) }
}

/// The query of the address. Unknown fields are passed over; malformed ones are a 400 that names them.
#[derive(Clone, Default, Debug)]
pub struct Query(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Ok(Self::read(parts.uri.query().unwrap_or_default()))
    }
}

impl Query {
    /// Reads a query as it stands behind the question mark. Bytes that are no text become a sign that fits nothing: unlike a form,
    /// a query stores nothing, and an old link in another encoding still finds what it can.
    pub fn read(query: &str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The first value of a field that is not blank.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).map(str::trim).find(|value| !value.is_empty())
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A text of at most so many characters; empty when absent.
    ///
    /// # Errors
    /// [`Failure::bad_input`] when it is longer or contains a null character.
    pub fn text(&self, name: &'static str, most: usize) -> Result<&str, Failure> {
        let value = self.get(name).unwrap_or_default();
        let fits = value.chars().count() <= most && !value.contains('\0');
        if fits { Ok(value) } else { Err(Failure::bad_input(name)) }
    }

    /// A value of a type that is read from text; nothing when absent or blank.
    ///
    /// # Errors
    /// [`Failure::bad_input`] when it cannot be read.
    pub fn value<T: FromStr>(&self, name: &'static str) -> Result<Option<T>, Failure> {
        self.get(name).map(str::parse).transpose().map_err(|_| Failure::bad_input(name))
    }

    /// Every value of a field that may stand several times.
    ///
    /// # Errors
    /// [`Failure::bad_input`] when one of them cannot be read.
    pub fn values<T: FromStr>(&self, name: &'static str) -> Result<Vec<T>, Failure> {
        let given = self.all(name).map(str::trim).filter(|value| !value.is_empty());
        given.map(|value| value.parse().map_err(|_| Failure::bad_input(name))).collect()
    }

    /// Which part of a list is wanted: `limit` and `offset`, brought within bounds.
    ///
    /// # Errors
    /// [`Failure::bad_input`] when one of them is no number.
    pub fn page(&self, usual: u64) -> Result<PageRequest, Failure> {
        let (limit, offset) = (self.value("limit")?, self.value("offset")?);
        Ok(PageRequest::new(limit.unwrap_or(usual), offset.unwrap_or(0)))
    }

    /// The same query with one field replaced, for links: `?q=aide&offset=20`.
    pub fn with(&self, name: &str, value: impl fmt::Display) -> String {
        let mut query = self.kept(|key, _| key != name);
        query.append_pair(name, &value.to_string());
        query.finish()
    }

    /// The same query with one field changed that changes the answer, from its first page, for links: `?place=1030`.
    pub fn anew(&self, name: &str, value: impl fmt::Display) -> String {
        let mut query = self.kept(|key, _| key != name && key != "offset");
        query.append_pair(name, &value.to_string());
        query.finish()
    }

    /// The same query without one value of a field, from its first page, for links: `?zone=S`.
    pub fn without(&self, name: &str, value: &str) -> String {
        self.kept(|key, of| key != "offset" && (key != name || of.trim() != value)).finish()
    }

    /// The same query without a field, from its first page, for links.
    pub fn dropping(&self, name: &str) -> String {
        self.kept(|key, _| key != "offset" && key != name).finish()
    }

    /// The same query with these fields alone; empty when it has none of them.
    pub fn only(&self, names: &[&str]) -> String {
        let written = self.kept(|key, _| names.contains(&key)).finish();
        if written == "?" { String::new() } else { written }
    }

    /// The fields that links carry on, as far as wanted.
    fn kept(&self, wanted: impl Fn(&str, &str) -> bool) -> form_urlencoded::Serializer<'static, String> {
        let mut query = form_urlencoded::Serializer::for_suffix(String::from("?"), 1);
        query.extend_pairs(self.0.iter().filter(|(key, of)| key != "lang" && !of.is_empty() && wanted(key, of)));
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_strictly_and_names_what_is_wrong() {
        let query = Query::read("q=+aide+&limit=x&zone=N&zone=S&long=abcdef&nul=a%00&empty=");
        assert_eq!(query.text("q", 10).unwrap(), "aide");
        assert_eq!(query.text("absent", 10).unwrap(), "");
        assert_eq!(query.values::<String>("zone").unwrap(), ["N", "S"]);
        assert_eq!(query.value::<u8>("empty").unwrap(), None);
        assert_eq!(query.value::<u8>("limit").unwrap_err().field(), Some("limit"));
        assert_eq!(query.text("long", 5).unwrap_err().field(), Some("long"));
        assert_eq!(query.text("nul", 5).unwrap_err().field(), Some("nul"));
        assert_eq!(query.page(20).unwrap_err().field(), Some("limit"));
    }

    #[test]
    fn a_link_keeps_the_rest_of_the_query() {
        let query = Query::read("q=soins+%26+aide&offset=20&lang=fr&place=");
        assert_eq!(query.with("offset", 40), "?q=soins+%26+aide&offset=40");
        assert_eq!(Query::default().with("offset", 1), "?offset=1");
        let query = Query::read("zone=N&zone=+S&offset=20&lang=fr&q=a");
        assert_eq!(query.without("zone", "S"), "?zone=N&q=a");
        assert_eq!(Query::read("zone=N").without("zone", "N"), "?");
        assert_eq!(query.dropping("zone"), "?q=a");
        assert_eq!((query.only(&["q", "place"]).as_str(), query.only(&["place"]).as_str()), ("?q=a", ""));
    }
}
