//! What two entries beside each other are called, so that one reads of each value whose it is, also where no columns stand.

/// Each with its name; where both have the same, with what is said of one only: where it is, or its source. Entries of which nothing
/// differs are told apart by what becomes of them.
pub(super) fn whose(names: &[String; 2], details: &[Vec<String>; 2], becomes: &[String; 2]) -> [String; 2] {
    if names[0] != names[1] {
        return names.clone();
    }
    let own = |mine: usize, other: usize| details[mine].iter().find(|line| !details[other].contains(line));
    let own = [own(0, 1), own(1, 0)];
    let is_told = own.iter().any(Option::is_some);
    let said = |side: usize| {
        let name = &names[side];
        match own[side].or_else(|| details[side].first()) {
            Some(line) if is_told => format!("{name}, {line}"),
            _ if is_told => name.clone(),
            _ => format!("{name} ({})", becomes[side]),
        }
    };
    [said(0), said(1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_one_name_are_told_apart_by_place_source_or_what_becomes_of_them() {
        let texts = |one: &str, other: &str| [one.to_owned(), other.to_owned()];
        let becomes = texts("stays", "goes");
        let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let cases = [
            (texts("A", "B"), [lines(&["x"]), lines(&["x"])], texts("A", "B")),
            (texts("A", "A"), [lines(&["x", "file"]), lines(&["y", "file"])], texts("A, x", "A, y")),
            (texts("A", "A"), [lines(&["x", "file"]), lines(&["x", "list"])], texts("A, file", "A, list")),
            (texts("A", "A"), [lines(&["x"]), lines(&[])], texts("A, x", "A")),
            (texts("A", "A"), [lines(&["x"]), lines(&["x"])], texts("A (stays)", "A (goes)")),
            (texts("A", "A"), [lines(&[]), lines(&[])], texts("A (stays)", "A (goes)")),
        ];
        for (names, details, told) in cases {
            assert_eq!(whose(&names, &details, &becomes), told, "{names:?} {details:?}");
        }
    }
}
