//! Types of the crate `uuid`.

use crate::{AttributeType, Value, ValueError, kind};
use ::uuid::Uuid;

/// `67e55044-10b1-426f-9247-bb680e5fe0c8`: lower case, with hyphens.
impl AttributeType for Uuid {
    type Kind = kind::FixedString;

    fn to_value(&self) -> Result<Value, ValueError> {
        Ok(Value::String(self.hyphenated().to_string()))
    }

    /// Reads capitals and the other texts of a UUID too.
    fn from_value(value: &Value) -> Result<Self, ValueError> {
        Self::try_parse(super::text(value)?).map_err(|_| ValueError::new("a UUID is expected"))
    }
}
