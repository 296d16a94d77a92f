//! The records of DynamoDB Streams.

mod time;
mod wire;

use super::{Cause, Change, ChangeKind, SequenceNumber, ViewType};
use crate::{Error, Item, PrimaryKey, TableSchema};
use serde::{Deserialize, Serialize};
use std::{time::SystemTime, vec};
use wire::Wire;

/// The name of records in errors.
const RECORD: &str = "stream record";

/// A record of DynamoDB Streams: of the event that a Lambda function is called with, of `GetRecords`, and of the command
/// line's `dynamodbstreams get-records`.
///
/// It is read with serde from any format that describes itself, such as JSON; fields that are not listed here are
/// passed over. Both spellings of `userIdentity`'s fields are read (`type` in an event, `Type` in the API), and a time in
/// epoch seconds or as a text of RFC 3339. The depth of documents is bounded, and what is held takes memory in
/// proportion to what was read; bound that where it comes from a stranger.
///
/// It is written as a record of an event. So a [`Change`] of a backend's feed can call a Lambda function in a test.
///
/// # Examples
///
/// ```
/// use twintable::{KeyAttribute, TableSchema, change::StreamRecord};
///
/// let json = r#"{
///     "eventName": "INSERT",
///     "dynamodb": {
///         "Keys": {"Id": {"N": "101"}},
///         "NewImage": {"Id": {"N": "101"}, "Message": {"S": "New item!"}},
///         "SequenceNumber": "111", "SizeBytes": 26, "StreamViewType": "NEW_AND_OLD_IMAGES"
///     }
/// }"#;
/// let record: StreamRecord = serde_json::from_str(json)?;
/// assert_eq!(record.table(), None);
///
/// // Which key attribute decides the partition, a record does not say. The table's name stands in an event alone.
/// let change = record.into_change(&TableSchema::new("messages", KeyAttribute::number("Id")))?;
/// assert_eq!(change.key.get("Id"), Some(&101.into()));
/// assert_eq!(change.table, "messages");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Wire", into = "Wire")]
pub struct StreamRecord {
    /// `eventID`: what tells this record from all others.
    pub event_id: Option<String>,
    /// `eventName`.
    pub kind: ChangeKind,
    /// `eventSourceARN`: the stream, in events of Lambda.
    pub source_arn: Option<String>,
    /// `dynamodb.Keys`: the attributes of the primary key.
    pub keys: Item,
    /// `dynamodb.OldImage`.
    pub old: Option<Item>,
    /// `dynamodb.NewImage`.
    pub new: Option<Item>,
    /// `dynamodb.SequenceNumber`.
    pub sequence: SequenceNumber,
    /// `dynamodb.ApproximateCreationDateTime`. It is read and written to the millisecond.
    pub at: Option<SystemTime>,
    /// `dynamodb.StreamViewType`.
    pub view: Option<ViewType>,
    /// Who did it, from `userIdentity`.
    pub cause: Cause,
}

/// Records of a stream: the event that a Lambda function is called with, and the answer of `GetRecords`.
///
/// A list of records, as a pipe of `EventBridge` hands them over, is a `Vec<StreamRecord>`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StreamRecords {
    /// The records, in the order of the stream.
    #[serde(rename = "Records")]
    pub records: Vec<StreamRecord>,
}

impl StreamRecord {
    /// The name of the table, from the stream's ARN: `arn:aws:dynamodb:REGION:ACCOUNT:table/NAME/stream/LABEL`.
    ///
    /// `None` where the record has none, as in the answer of `GetRecords`, or one of another form.
    pub fn table(&self) -> Option<&str> {
        let resource = self.source_arn.as_deref()?.splitn(6, ':').nth(5)?;
        let name = resource.strip_prefix("table/")?.split('/').next()?;
        (!name.is_empty()).then_some(name)
    }

    /// The change that the record tells of. The schema is that of the record's table: an entity's
    /// [`schema`](crate::Entity::schema) is.
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] where the record is of another table than the schema, its keys are not the table's, or it has an
    /// image that its event cannot have. The error names the field of the record and shows none of its values.
    pub fn into_change(self, schema: &TableSchema) -> Result<Change, Error> {
        if self.table().is_some_and(|table| table != schema.name) {
            return Err(fault("eventSourceARN", format!("it is not of table `{}`", schema.name)));
        }
        let key = self.key(schema)?;
        let Self { event_id: _, kind, source_arn: _, keys: _, old, new, sequence, at, view: _, cause } = self;
        match kind {
            ChangeKind::Insert if old.is_some() => Err(fault("OldImage", "an INSERT has none")),
            ChangeKind::Remove if new.is_some() => Err(fault("NewImage", "a REMOVE has none")),
            ChangeKind::Insert | ChangeKind::Modify | ChangeKind::Remove => {
                Ok(Change { table: schema.name.to_string(), key, kind, old, new, sequence, at, cause })
            }
        }
    }

    fn key(&self, schema: &TableSchema) -> Result<PrimaryKey, Error> {
        let key = schema.key_of(&self.keys).filter(|key| key.len() == self.keys.len());
        let key = key.ok_or_else(|| {
            let names: Vec<_> = schema.key_attributes().map(|key| format!("`{}`", key.name)).collect();
            fault("Keys", format!("{} alone is expected", names.join(" and ")))
        })?;
        for attribute in schema.key_attributes() {
            let expected = attribute.key_type.value_type();
            if key.get(&attribute.name).is_none_or(|value| value.value_type() != expected) {
                return Err(fault("Keys", format!("type {expected} is expected for `{}`", attribute.name)));
            }
        }
        Ok(key)
    }
}

fn fault(field: &str, problem: impl Into<Box<str>>) -> Error {
    Error::codec(RECORD, field, problem)
}

impl From<Change> for StreamRecord {
    /// The record that the service would have, with the images that the change has. The region and the account in its
    /// ARN are made up.
    fn from(change: Change) -> Self {
        let Change { table, key, kind, old, new, sequence, at, cause } = change;
        let view = match (kind, old.is_some(), new.is_some()) {
            (ChangeKind::Insert, _, true)
            | (ChangeKind::Remove, true, _)
            | (ChangeKind::Modify, true, true) => ViewType::NewAndOldImages,
            (ChangeKind::Modify, false, true) => ViewType::NewImage,
            (ChangeKind::Modify, true, false) => ViewType::OldImage,
            (ChangeKind::Insert, _, false)
            | (ChangeKind::Remove, false, _)
            | (ChangeKind::Modify, false, false) => ViewType::KeysOnly,
        };
        Self {
            event_id: Some(format!("{table}-{sequence}")),
            kind,
            source_arn: Some(format!("arn:aws:dynamodb:local:000000000000:table/{table}/stream/local")),
            keys: key.to_item(),
            old,
            new,
            sequence,
            at,
            view: Some(view),
            cause,
        }
    }
}

impl FromIterator<Change> for StreamRecords {
    fn from_iter<I: IntoIterator<Item = Change>>(changes: I) -> Self {
        Self { records: changes.into_iter().map(StreamRecord::from).collect() }
    }
}

impl IntoIterator for StreamRecords {
    type Item = StreamRecord;
    type IntoIter = vec::IntoIter<StreamRecord>;

    fn into_iter(self) -> Self::IntoIter {
        self.records.into_iter()
    }
}
