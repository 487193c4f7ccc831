//! The tables of the Human Services Data Specification 3.1, as far as we have something to put into them.

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Text,
    Id,
    Mail,
    Link,
    Number,
    Date,
    Time,
    Moment,
}

/// A field of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub name: &'static str,
    pub sort: Sort,
    pub required: bool,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    /// Its name in the list of tables.
    pub name: &'static str,
    /// Its file.
    pub path: &'static str,
    /// What others call its ids.
    pub key: &'static str,
    pub fields: &'static [Field],
    /// Fields that are ids of another table.
    pub refers: &'static [(&'static str, &'static str)],
}

const fn may(name: &'static str, sort: Sort) -> Field {
    Field { name, sort, required: false }
}

const fn must(name: &'static str, sort: Sort) -> Field {
    Field { name, sort, required: true }
}

/// The lists of a record that are tables of their own.
pub(super) const PARTS: [(&str, &str); 13] = [
    ("organization_identifiers", "organization_identifier"),
    ("additional_urls", "url"),
    ("contacts", "contact"),
    ("phones", "phone"),
    ("schedules", "schedule"),
    ("service_areas", "service_area"),
    ("languages", "language"),
    ("cost_options", "cost_option"),
    ("required_documents", "required_document"),
    ("capacities", "service_capacity"),
    ("addresses", "address"),
    ("accessibility", "accessibility"),
    ("attributes", "attribute"),
];

use Sort::{Date, Id, Link, Mail, Moment, Number, Text, Time};

/// Every table, those that others refer to first.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "organization",
        path: "organizations.csv",
        key: "organization_id",
        fields: &[
            must("id", Id),
            must("name", Text),
            may("alternate_name", Text),
            must("description", Text),
            may("email", Mail),
            may("website", Link),
            may("legal_status", Text),
            may("parent_organization_id", Id),
        ],
        refers: &[],
    },
    Table {
        name: "service",
        path: "services.csv",
        key: "service_id",
        fields: &[
            must("id", Id),
            must("organization_id", Id),
            must("name", Text),
            may("description", Text),
            may("url", Link),
            may("email", Mail),
            must("status", Text),
            may("application_process", Text),
            may("fees_description", Text),
            may("eligibility_description", Text),
            may("minimum_age", Number),
            may("maximum_age", Number),
            may("assured_date", Date),
            may("assurer_email", Mail),
            may("last_modified", Moment),
        ],
        refers: &[("organization_id", "organization")],
    },
    Table {
        name: "location",
        path: "locations.csv",
        key: "location_id",
        fields: &[
            must("id", Id),
            must("location_type", Text),
            may("name", Text),
            may("transportation", Text),
            may("latitude", Number),
            may("longitude", Number),
        ],
        refers: &[],
    },
    Table {
        name: "service_at_location",
        path: "service_at_location.csv",
        key: "service_at_location_id",
        fields: &[must("id", Id), must("service_id", Id), must("location_id", Id)],
        refers: &[("service_id", "service"), ("location_id", "location")],
    },
    Table {
        name: "organization_identifier",
        path: "organization_identifiers.csv",
        key: "organization_identifier_id",
        fields: &[
            must("id", Id),
            must("organization_id", Id),
            may("identifier_scheme", Text),
            must("identifier_type", Text),
            must("identifier", Text),
        ],
        refers: &[("organization_id", "organization")],
    },
    Table {
        name: "url",
        path: "url.csv",
        key: "url_id",
        fields: &[must("id", Id), must("url", Link), may("service_id", Id)],
        refers: &[("service_id", "service")],
    },
    Table {
        name: "contact",
        path: "contacts.csv",
        key: "contact_id",
        fields: &[must("id", Id), may("service_id", Id), may("service_at_location_id", Id), may("email", Mail)],
        refers: &[("service_id", "service"), ("service_at_location_id", "service_at_location")],
    },
    Table {
        name: "phone",
        path: "phones.csv",
        key: "phone_id",
        fields: &[
            must("id", Id),
            may("service_id", Id),
            may("organization_id", Id),
            may("service_at_location_id", Id),
            must("number", Text),
            may("type", Text),
        ],
        refers: &[
            ("service_id", "service"),
            ("organization_id", "organization"),
            ("service_at_location_id", "service_at_location"),
        ],
    },
    Table {
        name: "schedule",
        path: "schedules.csv",
        key: "schedule_id",
        fields: &[
            must("id", Id),
            may("service_id", Id),
            may("service_at_location_id", Id),
            may("valid_from", Date),
            may("valid_to", Date),
            may("wkst", Text),
            may("freq", Text),
            may("byday", Text),
            may("description", Text),
            may("opens_at", Time),
            may("closes_at", Time),
            may("notes", Text),
        ],
        refers: &[("service_id", "service"), ("service_at_location_id", "service_at_location")],
    },
    Table {
        name: "service_area",
        path: "service_areas.csv",
        key: "service_area_id",
        fields: &[
            must("id", Id),
            may("service_id", Id),
            may("name", Text),
            may("extent", Text),
            may("extent_type", Text),
        ],
        refers: &[("service_id", "service")],
    },
    Table {
        name: "language",
        path: "languages.csv",
        key: "language_id",
        fields: &[must("id", Id), may("service_id", Id), may("name", Text), may("code", Text)],
        refers: &[("service_id", "service")],
    },
    Table {
        name: "cost_option",
        path: "cost_options.csv",
        key: "cost_option_id",
        fields: &[
            must("id", Id),
            must("service_id", Id),
            may("option", Text),
            may("currency", Text),
            may("amount", Number),
            may("amount_description", Text),
        ],
        refers: &[("service_id", "service")],
    },
    Table {
        name: "required_document",
        path: "required_documents.csv",
        key: "required_document_id",
        fields: &[must("id", Id), may("service_id", Id), may("document", Text)],
        refers: &[("service_id", "service")],
    },
    Table {
        name: "unit",
        path: "units.csv",
        key: "unit_id",
        fields: &[must("id", Id), must("name", Text)],
        refers: &[],
    },
    Table {
        name: "service_capacity",
        path: "service_capacity.csv",
        key: "service_capacity_id",
        fields: &[
            must("id", Id),
            must("service_id", Id),
            must("unit_id", Id),
            must("available", Number),
            must("updated", Moment),
        ],
        refers: &[("service_id", "service"), ("unit_id", "unit")],
    },
    Table {
        name: "address",
        path: "addresses.csv",
        key: "address_id",
        fields: &[
            must("id", Id),
            may("location_id", Id),
            must("address_1", Text),
            must("city", Text),
            must("state_province", Text),
            must("postal_code", Text),
            must("country", Text),
            must("address_type", Text),
        ],
        refers: &[("location_id", "location")],
    },
    Table {
        name: "accessibility",
        path: "accessibility.csv",
        key: "accessibility_id",
        fields: &[must("id", Id), may("location_id", Id), may("description", Text)],
        refers: &[("location_id", "location")],
    },
    Table {
        name: "taxonomy",
        path: "taxonomies.csv",
        key: "taxonomy_id",
        fields: &[must("id", Id), must("name", Text), must("description", Text), may("version", Text)],
        refers: &[],
    },
    Table {
        name: "taxonomy_term",
        path: "taxonomy_terms.csv",
        key: "taxonomy_term_id",
        fields: &[
            must("id", Id),
            may("code", Text),
            must("name", Text),
            must("description", Text),
            may("parent_id", Id),
            may("taxonomy", Text),
            may("taxonomy_id", Id),
        ],
        refers: &[("taxonomy_id", "taxonomy")],
    },
    Table {
        name: "attribute",
        path: "attributes.csv",
        key: "attribute_id",
        fields: &[
            must("id", Id),
            must("link_id", Id),
            must("taxonomy_term_id", Id),
            may("link_type", Text),
            must("link_entity", Text),
            may("value", Text),
            may("label", Text),
        ],
        refers: &[("taxonomy_term_id", "taxonomy_term")],
    },
    Table {
        name: "meta_table_description",
        path: "meta_table_descriptions.csv",
        key: "meta_table_description_id",
        fields: &[must("id", Id), may("name", Text), may("language", Text), may("character_set", Text)],
        refers: &[],
    },
];
