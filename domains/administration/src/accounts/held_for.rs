//! What a role is to be held for, from the two fields of a form that say so.

use access::Scope;
use house::{House, Scopes, UnknownScope};
use web::{Failure, Form};

/// Reads the fields `kind` and `code`; a code that names nothing is a fault that names what there is.
pub(super) async fn read(form: &mut Form, house: &House) -> Result<Option<Scope>, Failure> {
    let Some(scope) = typed(form) else { return Ok(None) };
    let scopes = house.fixtures.get::<Scopes>().map_err(Failure::unexpected)?;
    match scopes.check(house, &scope).await? {
        Ok(()) => return Ok(Some(scope)),
        Err(UnknownScope::NoneYet(_)) => form.add_fault("code", "administration-scope-none-yet"),
        Err(UnknownScope::Code { known, .. }) => {
            form.add_fault_with("code", "administration-scope-unknown", vec![("known", known.join(", "))]);
        }
    }
    Ok(None)
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
