//! Which mapping fits a file: the one that was named, or the best of the pack's.

use house::Pack;
use house::import::ImportFault;
use intake::{Format, Mapping};

/// What a file looks like.
pub(super) struct Shape {
    /// Its format.
    pub format: Format,
    /// Its columns or properties.
    pub names: Vec<String>,
}

/// The mapping and what to call it in the report.
pub(super) fn choose(named: Option<&str>, pack: &Pack, shape: &Shape) -> Result<(String, Mapping), ImportFault> {
    if let Some(text) = named {
        let mapping = Mapping::parse(text).map_err(|fault| ImportFault::Unusable(format!("the mapping, {fault}")))?;
        if mapping.fit(shape.format, &shape.names).is_none() {
            let paths: Vec<&str> = mapping.paths().collect();
            return Err(misfit("the mapping does not fit", shape, &format!("it reads {}", paths.join(", "))));
        }
        return Ok(("that was given".to_owned(), mapping));
    }
    let mut fitting: Vec<(usize, &str, Mapping)> = Vec::new();
    for name in pack.names("mappings/") {
        let text = pack.text(name).unwrap_or_default();
        let mapping = Mapping::parse(text).map_err(|fault| ImportFault::Unusable(format!("{name}, {fault}")))?;
        if mapping.kind.starts_with("territory.")
            && let Some(fields) = mapping.fit(shape.format, &shape.names)
        {
            fitting.push((fields, name, mapping));
        }
    }
    fitting.sort_by_key(|(fields, name, _)| (usize::MAX - fields, *name));
    match fitting.into_iter().next() {
        Some((_, name, mapping)) => Ok((name.to_owned(), mapping)),
        None => Err(misfit("no mapping of the region pack fits", shape, "write one and give it with --mapping")),
    }
}

fn misfit(what: &str, shape: &Shape, remedy: &str) -> ImportFault {
    let names: Vec<&str> = shape.names.iter().map(String::as_str).take(20).collect();
    ImportFault::Unusable(format!("{what} this file, which has the fields {}; {remedy}", names.join(", ")))
}
