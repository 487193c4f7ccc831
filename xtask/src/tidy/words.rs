//! Words that the tree must not hold.

use super::Source;

/// Words that mean unfinished work, everywhere. What clippy finds, its lints in Cargo.toml and clippy.toml refuse.
const UNFINISHED: [&str; 3] = ["FIXME", "#[ignore", "#[allow("];
/// What a page under the strict content policy must not hold.
const INLINE: [(&str, &str); 5] = [
    (" style=\"", "give it a class"),
    ("<script>", "put it into relais.js"),
    (" onclick=", "put it into relais.js"),
    (" onchange=", "put it into relais.js"),
    ("javascript:", "put it into relais.js"),
];

pub(super) fn faults(source: &Source) -> Vec<String> {
    // The rules themselves must be able to name the words.
    if source.path.starts_with("xtask/src/tidy") {
        return Vec::new();
    }
    let mut faults = Vec::new();
    if source.is("rs") {
        faults.extend(find(source, &source.text, UNFINISHED.map(|word| (word, "finish it, or take it out"))));
    }
    if source.is("html") {
        faults.extend(find(source, &source.text, INLINE));
    }
    faults
}

fn find<const N: usize>(source: &Source, text: &str, words: [(&str, &str); N]) -> Vec<String> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines
        .flat_map(|(at, line)| {
            words.iter().filter(move |(word, _)| line.contains(word)).map(move |(word, remedy)| (at, *word, *remedy))
        })
        .map(|(at, word, remedy)| format!("{}:{}: `{word}` has no place here; {remedy}", source.path, at + 1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_work_is_refused_everywhere() {
        assert_eq!(faults(&Source::new("domains/a/tests/it/main.rs", "#[ignore]\nfn f() {}")).len(), 1);
    }

    #[test]
    fn inline_style_and_script_are_refused_in_templates() {
        assert_eq!(faults(&Source::new("a/templates/x.html", "{# x #}\n<p style=\"color: red\" onclick=x>")).len(), 2);
    }
}
