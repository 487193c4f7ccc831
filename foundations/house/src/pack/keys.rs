//! The keys that files of a pack may have, where several departments read one file: each declares its own, and what none of them
//! knows is a mistake that would otherwise pass unseen.

use strsim::damerau_levenshtein;
use toml::de::{DeTable, DeValue};

use super::{Pack, PackFault, line_of};

/// The keys of one table of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Keys {
    /// The file, by its path inside the pack.
    pub file: &'static str,
    /// The table, by the keys that lead to it; empty for the file itself: `guide.step`.
    pub table: &'static str,
    /// What may stand there.
    pub keys: &'static [&'static str],
}

/// The keys of the files that are declared which nobody knows. Tables that nobody declares are passed over.
pub(crate) fn strangers(pack: &Pack, known: &[Keys]) -> Vec<PackFault> {
    let mut files: Vec<&str> = known.iter().map(|keys| keys.file).collect();
    files.sort_unstable();
    files.dedup();
    let mut faults = Vec::new();
    for file in files {
        // A file that is missing or no TOML is told of by whoever reads it.
        let Some(text) = pack.text(file) else { continue };
        let Ok(table) = DeTable::parse(text) else { continue };
        let looking = Looking { file, text, known };
        looking.look(table.get_ref(), "", &mut faults);
    }
    faults
}

/// A file that is looked through.
struct Looking<'a> {
    file: &'a str,
    text: &'a str,
    known: &'a [Keys],
}

impl Looking<'_> {
    fn look(&self, table: &DeTable<'_>, path: &str, faults: &mut Vec<PackFault>) {
        let of_table = self.known.iter().filter(|keys| keys.file == self.file && keys.table == path);
        let known: Vec<&str> = of_table.flat_map(|keys| keys.keys).copied().collect();
        if known.is_empty() {
            return;
        }
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                faults.push(self.stranger(path, (name, key.span().start), &known));
                continue;
            }
            let below = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            match value.get_ref() {
                DeValue::Table(inner) => self.look(inner, &below, faults),
                DeValue::Array(items) => {
                    let tables = items.iter().filter_map(|item| match item.get_ref() {
                        DeValue::Table(inner) => Some(inner),
                        _ => None,
                    });
                    tables.for_each(|inner| self.look(inner, &below, faults));
                }
                _ => {}
            }
        }
    }

    fn stranger(&self, path: &str, (name, at): (&str, usize), known: &[&str]) -> PackFault {
        let nearest = known.iter().min_by_key(|known| damerau_levenshtein(known, name)).copied().unwrap_or_default();
        let place = if path.is_empty() { "the file".to_owned() } else { format!("`{path}`") };
        PackFault {
            file: self.file.to_owned(),
            line: Some(line_of(self.text, at)),
            message: format!("`{name}` is no key of {place}"),
            remedy: format!("the nearest is `{nearest}`; write that, or leave it out"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [Keys; 4] = [
        Keys { file: "a.toml", table: "", keys: &["line", "guide"] },
        Keys { file: "a.toml", table: "line", keys: &["code", "names"] },
        // Another department reads more of the same table.
        Keys { file: "a.toml", table: "line", keys: &["phone"] },
        Keys { file: "a.toml", table: "guide.step", keys: &["code"] },
    ];

    fn told(text: &str) -> Vec<String> {
        let pack = Pack::from_files([("a.toml".to_owned(), text.to_owned())]);
        strangers(&pack, &KNOWN).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_stranger_is_told_with_its_line_and_the_nearest_known_key() {
        let text =
            "[[line]]\ncode = 'x'\nnames = { nl = 'X', zz = 'Y' }\nphone = '1'\n\n[[line]]\nphoen = '2'\n[lines]\n";
        assert_eq!(
            told(text),
            [
                "a.toml, line 7: `phoen` is no key of `line`; the nearest is `phone`; write that, or leave it out",
                "a.toml, line 8: `lines` is no key of the file; the nearest is `line`; write that, or leave it out",
            ]
        );
    }

    #[test]
    fn tables_that_nobody_declares_and_files_that_cannot_be_read_are_passed_over() {
        for text in ["[guide]\nanything = 1\n", "no toml", "", "line = 3", "[guide]\nstep = [1, { code = 'a' }]\n"] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
