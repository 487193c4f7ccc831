//! A record on the shelf: as little as lists need of it.

use std::sync::Arc;

use kernel::Timestamp;
use territory::Point;
use uuid::Uuid;

use crate::publication::open::Open;
use crate::publication::{Row, SORTED_BY, Traits};
use crate::sheet::Stamp;

/// A record on the shelf.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The beginning of its name.
    pub key: [u8; SORTED_BY],
    pub id: Uuid,
    /// Who it belongs to; itself, of an organisation.
    pub organization: Option<Uuid>,
    pub service: Option<Uuid>,
    pub location: Option<Uuid>,
    pub seq: i64,
    /// Microseconds since 1970.
    pub changed: i64,
    pub postal_code: Option<Box<str>>,
    point: Option<[f32; 2]>,
    pub traits: Arc<Traits>,
    /// When it is open in its usual week.
    pub hours: Arc<[Open]>,
    pub deleted: bool,
}

impl Entry {
    pub fn of(row: &Row, traits: &Arc<Traits>, hours: &Arc<[Open]>) -> Self {
        let mut key = [0; SORTED_BY];
        for (place, byte) in key.iter_mut().zip(row.sort_key.bytes()) {
            *place = byte;
        }
        Self {
            key,
            id: row.id,
            organization: row.belongs.organization,
            service: row.belongs.service,
            location: row.belongs.location,
            seq: row.seq,
            changed: row.changed_at.as_micros(),
            postal_code: row.spot.postal_code.as_deref().map(Into::into),
            point: row.spot.point.map(near_enough),
            traits: Arc::clone(traits),
            hours: Arc::clone(hours),
            deleted: row.deleted,
        }
    }

    /// When it last changed.
    pub fn stamp(&self) -> Stamp {
        Stamp { at: Timestamp::from_micros(self.changed), seq: self.seq }
    }

    /// Where it is, to a metre or so.
    pub fn point(&self) -> Option<Point> {
        self.point.map(|[lat, lon]| Point { lat: lat.into(), lon: lon.into() })
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a metre is near enough for a radius")]
fn near_enough(point: Point) -> [f32; 2] {
    [point.lat as f32, point.lon as f32]
}
