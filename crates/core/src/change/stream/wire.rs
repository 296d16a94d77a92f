//! A record as it is written.

use super::{StreamRecord, time};
use crate::{
    Item,
    change::{Cause, ChangeKind, SequenceNumber, ViewType},
};
use serde::{Deserialize, Serialize};
use std::time::SystemTime;

/// A record with the service's own names.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Wire {
    #[serde(rename = "eventID", default, skip_serializing_if = "Option::is_none")]
    event_id: Option<String>,
    event_name: ChangeKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user_identity: Option<Identity>,
    dynamodb: Body,
    #[serde(rename = "eventSourceARN", default, skip_serializing_if = "Option::is_none")]
    source_arn: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Body {
    #[serde(
        rename = "ApproximateCreationDateTime",
        default,
        with = "time",
        skip_serializing_if = "Option::is_none"
    )]
    at: Option<SystemTime>,
    keys: Item,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    new_image: Option<Item>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    old_image: Option<Item>,
    sequence_number: SequenceNumber,
    #[serde(rename = "StreamViewType", default, skip_serializing_if = "Option::is_none")]
    view: Option<ViewType>,
}

/// Who changed an item, if it was not a caller: events spell the fields in one way, the API in the other.
#[derive(Serialize, Deserialize)]
struct Identity {
    #[serde(rename = "type", alias = "Type", default)]
    kind: Option<String>,
    #[serde(rename = "principalId", alias = "PrincipalId", default)]
    principal: Option<String>,
}

const SERVICE: (&str, &str) = ("Service", "dynamodb.amazonaws.com");

impl Identity {
    fn is_service(&self) -> bool {
        self.kind.as_deref() == Some(SERVICE.0) && self.principal.as_deref() == Some(SERVICE.1)
    }
}

impl From<Wire> for StreamRecord {
    fn from(wire: Wire) -> Self {
        let Wire { event_id, event_name: kind, user_identity, dynamodb, source_arn } = wire;
        let Body { at, keys, new_image: new, old_image: old, sequence_number: sequence, view } = dynamodb;
        let expired =
            kind == ChangeKind::Remove && user_identity.is_some_and(|identity| identity.is_service());
        let cause = if expired { Cause::TimeToLive } else { Cause::Request };
        Self { event_id, kind, source_arn, keys, old, new, sequence, at, view, cause }
    }
}

impl From<StreamRecord> for Wire {
    fn from(record: StreamRecord) -> Self {
        let StreamRecord { event_id, kind, source_arn, keys, old, new, sequence, at, view, cause } = record;
        let identity =
            || Identity { kind: Some(SERVICE.0.to_owned()), principal: Some(SERVICE.1.to_owned()) };
        Self {
            event_id,
            event_name: kind,
            user_identity: (cause == Cause::TimeToLive).then(identity),
            dynamodb: Body { at, keys, new_image: new, old_image: old, sequence_number: sequence, view },
            source_arn,
        }
    }
}
