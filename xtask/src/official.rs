//! Which tests need the folder of official data: those that call `shared`, themselves or through a helper beside them.

use std::collections::BTreeSet;
use std::path::Path;

use syn::visit::{self, Visit};

use crate::tidy::{self, Source};

/// The function by which tests reach the official data.
const DOOR: &str = "shared";

/// The tests that pass over without official data, as `crate: test`.
pub(crate) fn tests(root: &Path) -> Result<Vec<String>, String> {
    let sources = tidy::sources(root)?;
    Ok(sources.iter().filter(|source| source.is("rs") && source.path.contains("/tests/")).flat_map(of_file).collect())
}

fn of_file(source: &Source) -> Vec<String> {
    let Ok(file) = syn::parse_file(&source.text) else { return Vec::new() };
    let mut finder = Finder::default();
    finder.visit_file(&file);
    let mut doors = BTreeSet::from([DOOR.to_owned()]);
    loop {
        let known = doors.len();
        let helpers = finder.found.iter().filter(|function| !function.is_test && function.calls_any(&doors));
        let helpers: Vec<String> = helpers.map(|function| function.name.clone()).collect();
        doors.extend(helpers);
        if doors.len() == known {
            break;
        }
    }
    let crate_name = source.path.split('/').nth(1).unwrap_or_default();
    let needy = finder.found.iter().filter(|function| function.is_test && function.calls_any(&doors));
    needy.map(|function| format!("{crate_name}: {}", function.name)).collect()
}

/// A function, and what it calls.
#[derive(Default)]
struct Function {
    name: String,
    is_test: bool,
    calls: BTreeSet<String>,
}

impl Function {
    fn calls_any(&self, names: &BTreeSet<String>) -> bool {
        !self.calls.is_disjoint(names)
    }
}

#[derive(Default)]
struct Finder {
    found: Vec<Function>,
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        let named_test = |attribute: &syn::Attribute| {
            attribute.path().segments.last().is_some_and(|segment| segment.ident == "test")
        };
        let is_test = item.attrs.iter().any(named_test);
        self.found.push(Function { name: item.sig.ident.to_string(), is_test, calls: BTreeSet::new() });
        visit::visit_item_fn(self, item);
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let (syn::Expr::Path(callee), Some(function)) = (&*call.func, self.found.last_mut()) {
            function.calls.extend(callee.path.segments.last().map(|segment| segment.ident.to_string()));
        }
        visit::visit_expr_call(self, call);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_found_that_reach_the_data_themselves_or_through_a_helper() {
        let text = "//! X.\n#[test]\nfn direct() { let Some(x) = shared(\"a\") else { return }; }\n\
            fn list() -> u8 { world::shared(\"b\"); 1 }\n#[store::test(STEPS)]\nasync fn through() { list(); }\n\
            #[test]\nfn without() { other(); }\n";
        let source = Source::new("domains/sample/tests/it/x.rs", text);
        assert_eq!(of_file(&source), ["sample: direct", "sample: through"]);
    }
}
