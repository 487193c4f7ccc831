//! Typed ids: one type per record, a version 7 UUID inside, a column value outside.

/// Declares an id type: `kernel::typed_id! { /// The id of a contact. pub struct ContactId; }`.
///
/// The type is `Copy`, ordered by time of creation, written as a hyphenated UUID in text and JSON,
/// and kept as `uuid` on PostgreSQL and a 16-byte blob on SQLite.
#[macro_export]
macro_rules! typed_id {
    ($(#[$meta:meta])* pub struct $name:ident;) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            ::serde::Serialize, ::serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name($crate::reexport::uuid::Uuid);

        impl $name {
            /// Wraps a UUID that is known to name this kind of record.
            #[must_use]
            pub const fn from_uuid(id: $crate::reexport::uuid::Uuid) -> Self {
                Self(id)
            }

            /// A new id: ordered by the clock, unguessable by chance.
            #[must_use]
            pub fn generate(clock: &$crate::Clock, random: &$crate::Random) -> Self {
                Self(random.uuid(clock.now()))
            }

            /// The bare UUID, for a boundary that does not know the type.
            #[must_use]
            pub const fn uuid(self) -> $crate::reexport::uuid::Uuid {
                self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::reexport::uuid::Error;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                $crate::reexport::uuid::Uuid::parse_str(text).map(Self)
            }
        }

        $crate::column_newtype!($name, $crate::reexport::uuid::Uuid, |id| $name(id), |id: $name| id.0);

        impl $crate::reexport::sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> ::std::result::Result<Self, $crate::reexport::sea_orm::DbErr> {
                Err($crate::reexport::sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    };
}

/// Teaches a type to be a column by way of another type that already is one.
#[macro_export]
macro_rules! column_newtype {
    ($name:ty, $inner:ty, $wrap:expr, $unwrap:expr) => {
        impl ::std::convert::From<$name> for $crate::reexport::sea_orm::Value {
            fn from(value: $name) -> Self {
                let unwrap: fn($name) -> $inner = $unwrap;
                unwrap(value).into()
            }
        }

        impl $crate::reexport::sea_orm::TryGetable for $name {
            fn try_get_by<I: $crate::reexport::sea_orm::ColIdx>(
                row: &$crate::reexport::sea_orm::QueryResult,
                index: I,
            ) -> ::std::result::Result<Self, $crate::reexport::sea_orm::TryGetError> {
                <$inner as $crate::reexport::sea_orm::TryGetable>::try_get_by(row, index).map($wrap)
            }
        }

        impl $crate::reexport::sea_orm::sea_query::ValueType for $name {
            fn try_from(
                value: $crate::reexport::sea_orm::Value,
            ) -> ::std::result::Result<Self, $crate::reexport::sea_orm::sea_query::ValueTypeErr> {
                <$inner as $crate::reexport::sea_orm::sea_query::ValueType>::try_from(value).map($wrap)
            }

            fn type_name() -> String {
                stringify!($name).to_owned()
            }

            fn array_type() -> $crate::reexport::sea_orm::sea_query::ArrayType {
                <$inner as $crate::reexport::sea_orm::sea_query::ValueType>::array_type()
            }

            fn column_type() -> $crate::reexport::sea_orm::sea_query::ColumnType {
                <$inner as $crate::reexport::sea_orm::sea_query::ValueType>::column_type()
            }
        }

        impl $crate::reexport::sea_orm::sea_query::Nullable for $name {
            fn null() -> $crate::reexport::sea_orm::Value {
                <$inner as $crate::reexport::sea_orm::sea_query::Nullable>::null()
            }
        }

        impl $crate::reexport::sea_orm::IntoActiveValue<$name> for $name {
            fn into_active_value(self) -> $crate::reexport::sea_orm::ActiveValue<$name> {
                $crate::reexport::sea_orm::ActiveValue::Set(self)
            }
        }
    };
}

/// Teaches a type that is written and read as text (`Display`, `FromStr`) to be a text column.
#[macro_export]
macro_rules! column_text {
    ($name:ty) => {
        impl ::std::convert::From<$name> for $crate::reexport::sea_orm::Value {
            fn from(value: $name) -> Self {
                ::std::string::ToString::to_string(&value).into()
            }
        }

        impl $crate::reexport::sea_orm::TryGetable for $name {
            fn try_get_by<I: $crate::reexport::sea_orm::ColIdx>(
                row: &$crate::reexport::sea_orm::QueryResult,
                index: I,
            ) -> ::std::result::Result<Self, $crate::reexport::sea_orm::TryGetError> {
                let text = <String as $crate::reexport::sea_orm::TryGetable>::try_get_by(row, index)?;
                text.parse::<$name>().map_err(|error| $crate::reexport::sea_orm::DbErr::Type(error.to_string()).into())
            }
        }

        impl $crate::reexport::sea_orm::sea_query::ValueType for $name {
            fn try_from(
                value: $crate::reexport::sea_orm::Value,
            ) -> ::std::result::Result<Self, $crate::reexport::sea_orm::sea_query::ValueTypeErr> {
                <String as $crate::reexport::sea_orm::sea_query::ValueType>::try_from(value)?
                    .parse()
                    .map_err(|_| $crate::reexport::sea_orm::sea_query::ValueTypeErr)
            }

            fn type_name() -> String {
                stringify!($name).to_owned()
            }

            fn array_type() -> $crate::reexport::sea_orm::sea_query::ArrayType {
                $crate::reexport::sea_orm::sea_query::ArrayType::String
            }

            fn column_type() -> $crate::reexport::sea_orm::sea_query::ColumnType {
                <String as $crate::reexport::sea_orm::sea_query::ValueType>::column_type()
            }
        }

        impl $crate::reexport::sea_orm::sea_query::Nullable for $name {
            fn null() -> $crate::reexport::sea_orm::Value {
                $crate::reexport::sea_orm::Value::String(None)
            }
        }

        impl $crate::reexport::sea_orm::IntoActiveValue<$name> for $name {
            fn into_active_value(self) -> $crate::reexport::sea_orm::ActiveValue<$name> {
                $crate::reexport::sea_orm::ActiveValue::Set(self)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::{Clock, Random};

    crate::typed_id! {
        /// An id that only this test knows.
        pub struct SampleId;
    }

    #[test]
    fn ids_follow_the_clock_and_round_trip_through_text() {
        let clock = Clock::at("2026-11-22T10:00:00Z".parse().unwrap());
        let random = Random::seeded(1);
        let first = SampleId::generate(&clock, &random);
        clock.advance(jiff::Span::new().seconds(1));
        let second = SampleId::generate(&clock, &random);
        assert!(first < second);
        assert_eq!(first.to_string().parse::<SampleId>().unwrap(), first);
    }
}
