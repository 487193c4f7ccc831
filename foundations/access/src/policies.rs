//! The policies of all departments: loading them, asking them, and telling people what they say.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::str::FromStr as _;

use cedar_policy::{
    ActionConstraint, Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, Policy,
    PolicyId, PolicySet, Request, RestrictedExpression,
};
use kernel::Lang;

use crate::{Actor, Attribute, Grant, Reach, Resource, Role, Scope};

/// The policies about one kind of resource, as a department hands them in.
#[derive(Clone, Copy, Debug)]
pub struct Rights {
    /// The kind of resource: `Contact`.
    pub resource: &'static str,
    /// Cedar text; every policy with `@id`, `@nl`, `@fr`, `@en` and an action named by `==` or `in [ … ]`. What programs may do by
    /// a token as well says so with `@program("read")`, `"propose"` or `"write"`: how far the token must reach.
    pub policies: &'static str,
}

/// Policies that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the policies about {resource}: {fault}")]
pub struct PolicyFault {
    /// The kind of resource.
    pub resource: &'static str,
    /// What is wrong, with the remedy.
    pub fault: String,
}

/// One policy as people read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// The kind of resource.
    pub resource: &'static str,
    /// Its name.
    pub id: String,
    /// Whether it permits; otherwise it forbids.
    pub permits: bool,
    /// The actions that it is about.
    pub actions: BTreeSet<String>,
    /// The roles that it speaks of; none means everybody.
    pub roles: BTreeSet<Role>,
    /// How far a token must reach for a program to do it; no program may when absent.
    pub program: Option<Reach>,
    sentences: BTreeMap<Lang, String>,
}

impl Rule {
    /// What it says, in a sentence.
    pub fn sentence(&self, lang: Lang) -> &str {
        self.sentences.get(&lang).map_or("", String::as_str)
    }
}

/// Who may do what, in all departments.
#[derive(Debug)]
pub struct Policies {
    sets: HashMap<&'static str, PolicySet>,
    rules: Vec<Rule>,
    authorizer: Authorizer,
}

impl Policies {
    /// Reads the policies of all departments.
    ///
    /// # Errors
    /// When a policy cannot be read, has no name, sentence or action, or shares its name with another.
    pub fn load(rights: &[Rights]) -> Result<Self, PolicyFault> {
        let mut sets: HashMap<&'static str, PolicySet> = HashMap::new();
        let mut rules = Vec::new();
        for right in rights {
            let fault = |fault: String| PolicyFault { resource: right.resource, fault };
            let parsed = PolicySet::from_str(right.policies).map_err(|error| fault(explain(&error)))?;
            let set = sets.entry(right.resource).or_default();
            for policy in parsed.policies() {
                let rule = rule(right.resource, policy).map_err(fault)?;
                // The parser names policies policy0, policy1 …: reasons need names that stay.
                set.add(policy.new_id(PolicyId::new(&rule.id))).map_err(|error| fault(error.to_string()))?;
                rules.push(rule);
            }
        }
        rules.sort_by(|a, b| (a.resource, &a.id).cmp(&(b.resource, &b.id)));
        Ok(Self { sets, rules, authorizer: Authorizer::new() })
    }

    /// Every policy, by resource and name.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Whether some policy permits the action to everybody, or to a role that the actor holds for anything at all.
    /// What a menu or a route asks; the action itself asks [`Policies::permit`].
    pub fn conceivable(&self, actor: &Actor, action: &str) -> bool {
        let fits = |rule: &&Rule| rule.permits && rule.actions.contains(action);
        let held = |rule: &Rule| rule.roles.is_empty() || rule.roles.iter().any(|role| actor.holds(*role));
        matches!(actor, Actor::System(_)) || (self.reaches(actor, action) && self.rules.iter().filter(fits).any(held))
    }

    /// Whether an action is open to programs and within the reach of this one; whoever is no program reaches everything.
    fn reaches(&self, actor: &Actor, action: &str) -> bool {
        let Some(program) = actor.program() else { return true };
        self.needed(action).is_some_and(|needed| program.reach >= needed)
    }

    /// Whether a program stays within the bounds of its token.
    fn is_within(&self, actor: &Actor, action: &str, resource: &Resource) -> bool {
        let reads = || self.needed(action) == Some(Reach::Read);
        actor.program().is_none_or(|program| program.is_bound_to(resource, reads()))
    }

    /// How far a token must reach for an action: as far as the policy that asks least says.
    fn needed(&self, action: &str) -> Option<Reach> {
        let about = self.rules.iter().filter(|rule| rule.permits && rule.actions.contains(action));
        about.filter_map(|rule| rule.program).min()
    }

    /// Whether any policy speaks of this action.
    pub fn knows(&self, action: &str) -> bool {
        self.rules.iter().any(|rule| rule.actions.contains(action))
    }

    /// Decides about one action on one resource. Any failure to evaluate is a denial.
    pub fn permit(&self, actor: &Actor, action: &str, resource: &Resource) -> bool {
        let Some(set) = self.sets.get(resource.kind) else { return false };
        if !self.reaches(actor, action) || !self.is_within(actor, action, resource) {
            return false;
        }
        match decide(&self.authorizer, set, actor, action, resource) {
            Ok(permitted) => permitted,
            Err(fault) => {
                tracing::error!(policy.action = action, policy.resource = resource.kind, "policy failed: {fault}");
                false
            }
        }
    }
}

fn decide(
    authorizer: &Authorizer,
    set: &PolicySet,
    actor: &Actor,
    action: &str,
    resource: &Resource,
) -> Result<bool, String> {
    // A kind of its own: an account can be what is acted upon as well, and by its own holder.
    let principal = uid("Actor", &actor.to_string())?;
    let object = uid(resource.kind, &resource.id)?;
    let entities = [
        Entity::new(principal.clone(), roles(actor.grants())?, [].into()).map_err(|error| error.to_string())?,
        Entity::new(object.clone(), attributes(resource), [].into()).map_err(|error| error.to_string())?,
    ];
    let entities = Entities::from_entities(entities, None).map_err(|error| error.to_string())?;
    let request = Request::new(principal, uid("Action", action)?, object, Context::empty(), None)
        .map_err(|error| error.to_string())?;
    let answer = authorizer.is_authorized(&request, set, &entities);
    // A policy that errs is skipped; a skipped `forbid` would permit.
    match answer.diagnostics().errors().next() {
        Some(error) => Err(error.to_string()),
        None => Ok(answer.decision() == Decision::Allow),
    }
}

fn uid(kind: &str, id: &str) -> Result<EntityUid, String> {
    let kind = EntityTypeName::from_str(kind).map_err(|error| error.to_string())?;
    Ok(EntityUid::from_type_name_and_id(kind, EntityId::new(id)))
}

/// Each role held becomes an attribute: `{ everywhere, territories, lines, bodies, organisations }`.
fn roles(grants: &[Grant]) -> Result<HashMap<String, RestrictedExpression>, String> {
    let mut by_role: BTreeMap<Role, Vec<&Scope>> = BTreeMap::new();
    for grant in grants {
        by_role.entry(grant.role).or_default().push(&grant.scope);
    }
    by_role.into_iter().map(|(role, scopes)| Ok((role.code().to_owned(), scope_record(&scopes)?))).collect()
}

fn scope_record(scopes: &[&Scope]) -> Result<RestrictedExpression, String> {
    let of = |pick: fn(&Scope) -> Option<&String>| {
        RestrictedExpression::new_set(
            scopes.iter().filter_map(|scope| pick(scope)).map(|code| RestrictedExpression::new_string(code.clone())),
        )
    };
    let field = |name: &str, value| (name.to_owned(), value);
    RestrictedExpression::new_record([
        field("everywhere", RestrictedExpression::new_bool(scopes.contains(&&Scope::Everywhere))),
        field("territories", of(|scope| if let Scope::Territory(code) = scope { Some(code) } else { None })),
        field("lines", of(|scope| if let Scope::Line(code) = scope { Some(code) } else { None })),
        field("bodies", of(|scope| if let Scope::Body(code) = scope { Some(code) } else { None })),
        field("organisations", of(|scope| if let Scope::Organisation(id) = scope { Some(id) } else { None })),
    ])
    .map_err(|error| error.to_string())
}

fn attributes(resource: &Resource) -> HashMap<String, RestrictedExpression> {
    let expression = |attribute: &Attribute| match attribute {
        Attribute::Word(word) => RestrictedExpression::new_string(word.clone()),
        Attribute::Flag(flag) => RestrictedExpression::new_bool(*flag),
        Attribute::Words(words) => {
            RestrictedExpression::new_set(words.iter().cloned().map(RestrictedExpression::new_string))
        }
    };
    resource.attributes.iter().map(|(name, value)| ((*name).to_owned(), expression(value))).collect()
}

fn rule(resource: &'static str, policy: &Policy) -> Result<Rule, String> {
    let id = policy.annotation("id").ok_or("a policy has no @id")?.to_owned();
    let sentence = |lang: Lang| {
        let text = policy.annotation(lang.code()).filter(|text| !text.is_empty());
        text.map(|text| (lang, text.to_owned())).ok_or_else(|| format!("policy `{id}` has no sentence @{lang}"))
    };
    let sentences = Lang::ALL.into_iter().map(sentence).collect::<Result<_, _>>()?;
    let actions = match policy.action_constraint() {
        ActionConstraint::Any => return Err(format!("policy `{id}` names no action")),
        ActionConstraint::In(actions) => actions.iter().map(action_name).collect(),
        ActionConstraint::Eq(action) => [action_name(&action)].into(),
    };
    let json = policy.to_json().map_err(|error| error.to_string())?;
    let permits = policy.effect() == cedar_policy::Effect::Permit;
    let program = policy.annotation("program").map(str::parse::<Reach>).transpose();
    let program = program.map_err(|fault| format!("policy `{id}`: @program is no reach: {fault}"))?;
    Ok(Rule { resource, permits, actions, roles: roles_named(&json), sentences, program, id })
}

fn action_name(action: &EntityUid) -> String {
    AsRef::<str>::as_ref(action.id()).to_owned()
}

/// The roles that a policy asks for by `principal has …`.
fn roles_named(json: &serde_json::Value) -> BTreeSet<Role> {
    let mut found = BTreeSet::new();
    let mut rest = vec![json];
    while let Some(value) = rest.pop() {
        match value {
            serde_json::Value::Object(fields) => {
                let of_principal = fields.get("has").filter(|has| has["left"]["Var"] == "principal");
                found.extend(of_principal.and_then(|has| has["attr"].as_str()?.parse::<Role>().ok()));
                rest.extend(fields.values());
            }
            serde_json::Value::Array(items) => rest.extend(items),
            _ => {}
        }
    }
    found
}

fn explain(error: &cedar_policy::ParseErrors) -> String {
    error.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{AccountId, SignedIn};

    const LINE: Rights = Rights {
        resource: "Line",
        policies: r#"
            @id("log-contact") @nl("Een beantwoorder registreert.") @fr("Un répondant enregistre.") @en("A responder logs.")
            permit (principal, action == Action::"helpdesk.log_contact", resource is Line)
            when { principal has responder && (principal.responder.everywhere || principal.responder.lines.contains(resource.code)) };
            @id("see-hours") @nl("Iedereen ziet de uren.") @fr("Tout le monde voit les heures.") @en("Everybody sees the hours.")
            permit (principal, action == Action::"helpdesk.see_hours", resource is Line);
            @id("closed-line") @nl("Niemand op een gesloten lijn.") @fr("Personne sur une ligne fermée.") @en("Nobody on a closed line.")
            forbid (principal, action in [Action::"helpdesk.log_contact"], resource is Line) when { resource.closed };
        "#,
    };

    fn holder(role: Role, scope: Scope) -> Actor {
        let grants = vec![Grant::new(role, scope, "2026-01-01".parse().unwrap())];
        Actor::Account(Arc::new(SignedIn {
            id: AccountId::from_uuid(uuid::Uuid::nil()),
            name: "Test Tester".into(),
            grants,
        }))
    }

    fn line(code: &str) -> Resource {
        Resource::new("Line", code).word("code", code).flag("closed", false)
    }

    #[test]
    fn a_role_holds_for_its_scope_and_no_further() {
        let policies = Policies::load(&[LINE]).unwrap();
        let log = "helpdesk.log_contact";
        let cases = [
            (holder(Role::Responder, Scope::Line("general".into())), "general", true),
            (holder(Role::Responder, Scope::Line("general".into())), "psychologist", false),
            (holder(Role::Responder, Scope::Everywhere), "psychologist", true),
            (holder(Role::Admin, Scope::Everywhere), "general", false),
            (Actor::Visitor, "general", false),
        ];
        for (actor, code, expected) in cases {
            assert_eq!(policies.permit(&actor, log, &line(code)), expected, "{actor:?} on {code}");
        }
    }

    #[test]
    fn what_is_open_to_everybody_needs_no_role() {
        let policies = Policies::load(&[LINE]).unwrap();
        assert!(policies.permit(&Actor::Visitor, "helpdesk.see_hours", &line("general")));
        assert!(!policies.permit(&Actor::Visitor, "helpdesk.unheard_of", &line("general")));
    }

    #[test]
    fn a_policy_that_fails_is_a_denial() {
        let policies = Policies::load(&[LINE]).unwrap();
        let without_closed = Resource::new("Line", "general").word("code", "general");
        let responder = holder(Role::Responder, Scope::Everywhere);
        assert!(!policies.permit(&responder, "helpdesk.log_contact", &without_closed));
    }

    #[test]
    fn menus_ask_whether_an_action_is_conceivable() {
        let policies = Policies::load(&[LINE]).unwrap();
        let log = "helpdesk.log_contact";
        assert!(policies.conceivable(&holder(Role::Responder, Scope::Line("general".into())), log));
        assert!(!policies.conceivable(&holder(Role::Analyst, Scope::Everywhere), log));
        assert!(policies.conceivable(&Actor::Visitor, "helpdesk.see_hours"));
    }

    #[test]
    fn rules_tell_what_they_say() {
        let policies = Policies::load(&[LINE]).unwrap();
        let rule = policies.rules().iter().find(|rule| rule.id == "log-contact").unwrap();
        assert_eq!(rule.sentence(Lang::Fr), "Un répondant enregistre.");
        assert_eq!(rule.roles, [Role::Responder].into());
        assert!(rule.permits && rule.actions.contains("helpdesk.log_contact"));
    }

    #[test]
    fn a_policy_without_a_sentence_is_refused() {
        let nameless =
            Rights { resource: "Line", policies: r#"@id("x") permit (principal, action == Action::"a.b", resource);"# };
        assert!(Policies::load(&[nameless]).unwrap_err().to_string().contains("`x` has no sentence @nl"));
    }

    #[test]
    fn a_program_does_what_is_open_to_programs_within_its_reach_and_its_makers_roles() {
        let rights = Rights {
            resource: "Line",
            policies: r#"
                @id("read") @nl("a") @fr("b") @en("c") @program("read")
                permit (principal, action == Action::"helpdesk.see_hours", resource is Line) when { principal has responder };
                @id("log") @nl("a") @fr("b") @en("c") @program("write")
                permit (principal, action == Action::"helpdesk.log_contact", resource is Line) when { principal has responder };
                @id("close") @nl("a") @fr("b") @en("c")
                permit (principal, action == Action::"helpdesk.close", resource is Line) when { principal has responder };
            "#,
        };
        let policies = Policies::load(&[rights]).unwrap();
        let program = |role: Role, reach: Reach, organisation: Option<&str>| {
            let Actor::Account(maker) = holder(role, Scope::Everywhere) else { panic!("an account") };
            Actor::Program(Arc::new(crate::Program {
                token: crate::TokenId::from_uuid(uuid::Uuid::nil()),
                maker: (*maker).clone(),
                reach,
                organisation: organisation.map(str::to_owned),
                source: None,
            }))
        };
        let cases = [
            (program(Role::Responder, Reach::Write, None), "helpdesk.log_contact", true),
            (program(Role::Responder, Reach::Read, None), "helpdesk.log_contact", false),
            (program(Role::Responder, Reach::Read, None), "helpdesk.see_hours", true),
            (program(Role::Responder, Reach::Write, None), "helpdesk.see_hours", true),
            (program(Role::Responder, Reach::Write, None), "helpdesk.close", false),
            (program(Role::Analyst, Reach::Write, None), "helpdesk.log_contact", false),
            (program(Role::Responder, Reach::Write, Some("x")), "helpdesk.log_contact", false),
            (program(Role::Responder, Reach::Write, Some("x")), "helpdesk.see_hours", true),
        ];
        for (actor, action, expected) in cases {
            assert_eq!(policies.permit(&actor, action, &line("general")), expected, "{actor:?} {action}");
        }
        let unheard = Rights {
            resource: "Line",
            policies: r#"@id("x") @nl("a") @fr("b") @en("c") @program("much") permit (principal, action == Action::"a.b", resource);"#,
        };
        assert!(Policies::load(&[unheard]).unwrap_err().to_string().contains("@program"));
    }
}
