//! The form of a contact as a responder fills it in.

/// The fields of a contact that any helpdesk line takes, under the id that its form drew.
pub fn contact(id: &str) -> [(&str, &str); 7] {
    [
        ("id", id),
        ("line", "general"),
        ("channel", "phone"),
        ("inquirer", "resident"),
        ("theme", "home_care"),
        ("need", "met"),
        ("direct", "yes"),
    ]
}
