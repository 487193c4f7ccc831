//! Words that the tree must not hold.

use super::Source;

/// Words that mean unfinished work, everywhere.
const UNFINISHED: [&str; 5] = ["todo!(", "unimplemented!(", "FIXME", "#[ignore", "#[allow("];
/// Words that the product must not use, with the remedy.
const LOOSE: [(&str, &str); 8] = [
    (".unwrap()", "answer the failure"),
    (".expect(\"", "answer the failure"),
    ("panic!(", "answer the failure"),
    ("println!(", "trace it, or leave it to the command line"),
    ("dbg!(", "remove it"),
    ("SystemTime::now()", "take kernel::Clock"),
    ("Timestamp::now()", "take kernel::Clock"),
    ("Uuid::new_v4()", "take kernel::Random"),
];
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
        let is_the_clock = source.path == "foundations/kernel/src/clock.rs";
        if !source.is_beside_the_product() && !source.path.starts_with("edges/cli/") && !is_the_clock {
            faults.extend(find(source, product_code(&source.text), LOOSE));
        }
    }
    if source.is("html") {
        faults.extend(find(source, &source.text, INLINE));
    }
    faults
}

/// The file without its tests at the end and with comments blanked.
fn product_code(text: &str) -> &str {
    text.find("#[cfg(test)]").map_or(text, |at| &text[..at])
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
    fn loose_words_are_refused_in_the_product_and_not_in_tests() {
        let text = "//! X.\nfn f() { g().unwrap(); }\n#[cfg(test)]\nmod tests { fn t() { g().unwrap(); } }\n";
        let found = faults(&Source::new("domains/a/src/b.rs", text));
        assert_eq!(found, ["domains/a/src/b.rs:2: `.unwrap()` has no place here; answer the failure"]);
        assert!(faults(&Source::new("domains/a/tests/it/main.rs", text)).is_empty());
    }

    #[test]
    fn unfinished_work_is_refused_everywhere() {
        assert_eq!(faults(&Source::new("domains/a/tests/it/main.rs", "#[ignore]\nfn f() {}")).len(), 1);
    }

    #[test]
    fn inline_style_and_script_are_refused_in_templates() {
        assert_eq!(faults(&Source::new("a/templates/x.html", "{# x #}\n<p style=\"color: red\" onclick=x>")).len(), 2);
    }
}
