//! Changes of items: what a table's stream tells, and what it means for entities.
//!
//! A [`Change`] says what a write did to one item. A backend with a feed of its tables makes them; the service gives
//! them as records of DynamoDB Streams, which [`StreamRecord`] reads. Either way [`Change::decode`] says what happened
//! to an entity, so what follows a stream (an outbox, a projection) is tested on one and runs on the other.
//!
//! # Examples
//!
//! A Lambda function that is called with records of the table's stream:
//!
//! ```
//! use twintable::{change::{Cause, EntityChange, StreamRecords}, prelude::*};
//!
//! #[derive(Debug, Clone, PartialEq, Entity)]
//! #[entity(table = "shop", partition_key = "CART#{id}")]
//! struct Cart {
//!     id: String,
//!     total: u32,
//! }
//!
//! fn on_records(event: StreamRecords) -> Result<Vec<String>, Error> {
//!     let mut said = Vec::new();
//!     for record in event {
//!         let change = record.into_change(Cart::schema())?;
//!         // `None`: of another type, or an item that the library keeps for itself.
//!         let Some(cart) = change.decode::<Cart>()? else { continue };
//!         said.push(match (cart, change.cause) {
//!             (EntityChange::Created(cart), _) => format!("{} is new", cart.id),
//!             (EntityChange::Changed { old, new }, _) => format!("from {} to {}", old.total, new.total),
//!             (EntityChange::Deleted(cart), Cause::TimeToLive) => format!("{} was abandoned", cart.id),
//!             (EntityChange::Deleted(cart), Cause::Request) => format!("{} was deleted", cart.id),
//!             // The stream of this table has new and old images.
//!             (EntityChange::ChangedTo(_) | EntityChange::ChangedFrom(_) | EntityChange::Unseen(_), _) => continue,
//!         });
//!     }
//!     Ok(said)
//! }
//!
//! let event = r#"{"Records": [{
//!     "eventID": "9d4b2c01", "eventName": "REMOVE", "eventSource": "aws:dynamodb", "awsRegion": "eu-west-1",
//!     "userIdentity": {"type": "Service", "principalId": "dynamodb.amazonaws.com"},
//!     "dynamodb": {
//!         "ApproximateCreationDateTime": 1594935882, "SequenceNumber": "400000000008367680596",
//!         "SizeBytes": 61, "StreamViewType": "NEW_AND_OLD_IMAGES",
//!         "Keys": {"PK": {"S": "CART#7"}},
//!         "OldImage": {"PK": {"S": "CART#7"}, "entity_type": {"S": "cart"}, "id": {"S": "7"}, "total": {"N": "40"}}
//!     },
//!     "eventSourceARN": "arn:aws:dynamodb:eu-west-1:123456789012:table/shop/stream/2026-07-16T21:40:16.972"
//! }]}"#;
//! assert_eq!(on_records(serde_json::from_str(event)?)?, ["7 was abandoned"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod decode;
mod sequence;
mod stream;

pub use decode::{Decode, EntityChange};
pub use sequence::{SequenceNumber, SequenceNumberError};
pub use stream::{StreamRecord, StreamRecords};

use crate::{Item, PrimaryKey};
use serde::{Deserialize, Serialize};
use std::time::SystemTime;

/// What a write did to one item.
///
/// Changes of one item come in the order in which they happened. Between items there is no order.
///
/// # Examples
///
/// ```
/// use twintable::{PrimaryKey, change::{Change, ChangeKind, ViewType}, item};
///
/// let key = PrimaryKey::new("id", "a");
/// let (old, new) = (item! { "id" => "a", "count" => 1 }, item! { "id" => "a", "count" => 2 });
/// let change = Change::between("shop", key.clone(), Some(old.clone()), Some(new)).expect("the items differ");
/// assert_eq!(change.kind, ChangeKind::Modify);
/// assert_eq!(change.seen_by(ViewType::KeysOnly).new, None);
///
/// assert_eq!(Change::between("shop", key, Some(old.clone()), Some(old)), None);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The table's name.
    pub table: String,
    /// The key of the item.
    pub key: PrimaryKey,
    /// Whether the item is new, was changed, or is gone.
    pub kind: ChangeKind,
    /// The item before: absent if there was none, and where the stream's [view type](ViewType) leaves it out.
    pub old: Option<Item>,
    /// The item after: absent if there is none, and where the stream's [view type](ViewType) leaves it out.
    pub new: Option<Item>,
    /// Where the change stands among all changes of the item: later ones have greater numbers.
    pub sequence: SequenceNumber,
    /// About when it happened: the service tells it to the second, and its documentation lets a record lack it.
    pub at: Option<SystemTime>,
    /// Who did it.
    pub cause: Cause,
}

/// What became of an item. With serde it is the service's name, such as `"INSERT"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ChangeKind {
    /// There was none, and now there is.
    Insert,
    /// Some of its attributes were changed, or it was replaced.
    Modify,
    /// It is gone.
    Remove,
}

/// Who changed an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Cause {
    /// Somebody's request.
    #[default]
    Request,
    /// The service: the item's time-to-live was over. In a global table only the region where the item expired says
    /// so; in the others the deletion looks like a request's.
    TimeToLive,
}

/// Which images of an item the records of a stream have. With serde it is the service's name, such as `"KEYS_ONLY"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ViewType {
    /// None: a change has the key alone.
    KeysOnly,
    /// The item after the change.
    NewImage,
    /// The item before the change.
    OldImage,
    /// Both.
    NewAndOldImages,
}

impl Change {
    /// The change from one state of an item to another, by a request: for backends with feeds.
    ///
    /// `None` where nothing changed. The service writes no record then: for an equal item that is put over another,
    /// and for a deletion of what is not there.
    ///
    /// The sequence number is 0 and there is no time: see [`with_sequence`](Self::with_sequence) and
    /// [`with_time`](Self::with_time).
    pub fn between(
        table: impl Into<String>,
        key: PrimaryKey,
        old: Option<Item>,
        new: Option<Item>,
    ) -> Option<Self> {
        let kind = match (&old, &new) {
            (None, None) => return None,
            (Some(old), Some(new)) if old == new => return None,
            (None, Some(_)) => ChangeKind::Insert,
            (Some(_), Some(_)) => ChangeKind::Modify,
            (Some(_), None) => ChangeKind::Remove,
        };
        let (sequence, at, cause) = (SequenceNumber::default(), None, Cause::Request);
        Some(Self { table: table.into(), key, kind, old, new, sequence, at, cause })
    }

    /// Says where the change stands among those of the item.
    #[must_use]
    pub fn with_sequence(mut self, sequence: impl Into<SequenceNumber>) -> Self {
        self.sequence = sequence.into();
        self
    }

    /// Says when it happened.
    #[must_use]
    pub const fn with_time(mut self, at: SystemTime) -> Self {
        self.at = Some(at);
        self
    }

    /// Says who did it.
    #[must_use]
    pub const fn caused_by(mut self, cause: Cause) -> Self {
        self.cause = cause;
        self
    }

    /// The change as a stream with that view type has it: without the images that the view leaves out.
    #[must_use]
    pub fn seen_by(mut self, view: ViewType) -> Self {
        if !view.has_old() {
            self.old = None;
        }
        if !view.has_new() {
            self.new = None;
        }
        self
    }
}

impl ViewType {
    /// Whether records have the item before the change.
    pub const fn has_old(self) -> bool {
        matches!(self, Self::OldImage | Self::NewAndOldImages)
    }

    /// Whether records have the item after the change.
    pub const fn has_new(self) -> bool {
        matches!(self, Self::NewImage | Self::NewAndOldImages)
    }
}
