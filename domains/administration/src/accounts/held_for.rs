//! What a role is held for: from the two fields of a form that say so, and its name.

use access::Scope;
use house::{House, ScopeNames, Scopes, UnknownScope};
use web::{Failure, Form};

/// Reads the fields `kind` and `code`; a code that names nothing is a fault that names what there is.
pub(crate) async fn read(form: &mut Form, house: &House) -> Result<Option<Scope>, Failure> {
    let Some(scope) = typed(form) else { return Ok(None) };
    let scopes = house.fixtures.get::<Scopes>().map_err(Failure::unexpected)?;
    match scopes.check(house, &scope).await? {
        Ok(()) => return Ok(Some(scope)),
        Err(UnknownScope::NoneYet(_)) => form.add_fault("code", "administration-scope-none-yet"),
        Err(UnknownScope::Code { known, .. }) => {
            form.add_fault_with("code", "administration-scope-unknown", vec![("known", known.join(", ").into())]);
        }
    }
    Ok(None)
}

/// The names of everything that a role can be held for.
pub(crate) async fn names(house: &House) -> Result<ScopeNames, Failure> {
    let scopes = house.fixtures.get::<Scopes>().map_err(Failure::unexpected)?;
    Ok(scopes.names(house).await?)
}

fn typed(form: &mut Form) -> Option<Scope> {
    let kind = form.required::<String>("kind")?;
    if kind == "everywhere" {
        return Some(Scope::Everywhere);
    }
    let code = form.text("code", 60)?;
    let scope = format!("{kind}:{code}").parse().ok();
    if scope.is_none() {
        form.add_fault("code", "web-fault-unreadable");
    }
    scope
}
