//! What is wrong with a term, in words that an editor can act on.

use axum::http::StatusCode;
use web::{Arg, Failure, Form};

use super::rules::{Problem, said};

/// The text of a problem and what it mentions. Each says what to do about it.
fn told(problem: &Problem) -> (&'static str, Vec<(&'static str, Arg)>) {
    match problem {
        Problem::NoName => ("directory-term-problem-name", vec![]),
        Problem::TooLong(_, most) => ("directory-term-problem-long", vec![("most", (*most).into())]),
        Problem::TooMany(_, most) => ("directory-term-problem-many", vec![("most", (*most).into())]),
        Problem::UnknownBroader(code) | Problem::OtherFacet(code) => {
            ("directory-term-problem-broader", vec![("code", code.as_str().into())])
        }
        Problem::Loop(line) => ("directory-term-problem-loop", vec![("line", said(line).into())]),
        Problem::TooDeep => ("directory-term-problem-deep", vec![("most", super::rules::DEEPEST.into())]),
        Problem::UnknownRelated(code) => ("directory-term-fault-unknown", vec![("line", code.as_str().into())]),
        Problem::UnknownMapping(mapping) => (
            "directory-term-fault-code",
            vec![("scheme", mapping.scheme.code().into()), ("code", mapping.code.as_str().into())],
        ),
        Problem::SameNumber(code) => ("directory-term-problem-number", vec![("code", code.as_str().into())]),
        Problem::SameName(name, code) => {
            ("directory-term-problem-namesake", vec![("name", name.as_str().into()), ("code", code.as_str().into())])
        }
    }
}

/// The field of a form that a problem is about.
fn field(problem: &Problem) -> &'static str {
    match problem {
        Problem::NoName | Problem::SameName(..) => "name_nl",
        Problem::TooLong(field, _) | Problem::TooMany(field, _) => field,
        Problem::UnknownBroader(_) | Problem::OtherFacet(_) | Problem::Loop(_) | Problem::TooDeep => "broader",
        Problem::UnknownRelated(_) => "related",
        Problem::UnknownMapping(_) => "mappings",
        Problem::SameNumber(_) => "code",
    }
}

/// Says what is wrong with a term at the fields of its form.
pub(super) fn tell(form: &mut Form, problems: &[Problem]) {
    for problem in problems {
        tell_at(form, field(problem), problem);
    }
}

/// Says what is wrong with a term at a field of one's own choice.
pub(super) fn tell_at(form: &mut Form, field: &'static str, problem: &Problem) {
    let (key, args) = told(problem);
    form.add_fault_with(field, key, args);
}

/// The first thing that is wrong, where no form can show it.
pub(crate) fn failure(problems: &[Problem]) -> Failure {
    let refused = |key| Failure::refused(StatusCode::UNPROCESSABLE_ENTITY, key);
    let Some((key, args)) = problems.first().map(told) else { return refused("directory-term-unsound") };
    args.into_iter().fold(refused(key), |failure, (name, value)| failure.arg(name, value))
}
