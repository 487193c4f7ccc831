//! Files and functions stay short.

use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

use super::Source;

const LINES_OF_A_FILE: usize = 400;
const LINES_OF_A_FUNCTION: usize = 60;
const ARGUMENTS: usize = 7;
/// Lists that are long because the thing listed is: routes, and what a department hands over.
const LISTS: [&str; 2] = ["routes", "module"];

pub(super) fn faults(source: &Source) -> Vec<String> {
    if !source.is("rs") {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let lines = source.text.lines().count();
    if lines > LINES_OF_A_FILE {
        faults.push(format!("{}: {lines} lines; split it, {LINES_OF_A_FILE} are the most", source.path));
    }
    match syn::parse_file(&source.text) {
        Ok(file) => {
            let mut finder = Finder { path: &source.path, faults: &mut faults };
            finder.visit_file(&file);
        }
        Err(error) => faults.push(format!("{}: it cannot be read as Rust: {error}", source.path)),
    }
    faults
}

struct Finder<'a> {
    path: &'a str,
    faults: &'a mut Vec<String>,
}

impl Finder<'_> {
    fn judge(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let name = signature.ident.to_string();
        let first = signature.span().start().line;
        let lines = block.span().end().line + 1 - first;
        if lines > LINES_OF_A_FUNCTION && !LISTS.contains(&name.as_str()) {
            self.fault(first, &format!("`{name}` has {lines} lines; split it, {LINES_OF_A_FUNCTION} are the most"));
        }
        let arguments = signature.inputs.len();
        if arguments > ARGUMENTS {
            self.fault(first, &format!("`{name}` takes {arguments} arguments; make some of them one thing"));
        }
    }

    fn fault(&mut self, line: usize, what: &str) {
        self.faults.push(format!("{}:{line}: {what}", self.path));
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.judge(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.judge(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_and_functions_are_named_with_their_line() {
        let body = "    let _ = 1;\n".repeat(70);
        let long = Source::new("a.rs", &format!("//! X.\nfn long() {{\n{body}}}\nfn routes() {{\n{body}}}\n"));
        assert_eq!(faults(&long), ["a.rs:2: `long` has 72 lines; split it, 60 are the most"]);
        let file = Source::new("b.rs", &format!("//! X.\n{}", "const X: u8 = 1;\n".repeat(401)));
        assert_eq!(faults(&file), ["b.rs: 402 lines; split it, 400 are the most"]);
    }

    #[test]
    fn many_arguments_are_named() {
        let many = Source::new("a.rs", "fn f(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) {}");
        assert_eq!(faults(&many).len(), 1);
        assert!(faults(&Source::new("a.rs", "fn f(a: u8) {}")).is_empty());
    }
}
