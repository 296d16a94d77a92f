//! The fields of a comparison, in any order.

use super::{
    field::Field,
    text::Text,
    value::{OneValue, SeveralValues},
};
use crate::filter_input::{FilterInput, InputOperator, InputValue, limits::Budget};
use serde::de::{Error, MapAccess};

/// What has been read of a comparison.
#[derive(Default)]
pub(super) struct Parts {
    attribute: Option<String>,
    operator: Option<InputOperator>,
    value: Option<InputValue>,
    values: Option<Vec<InputValue>>,
}

impl Parts {
    /// Reads the rest of a comparison, after the name of its first field.
    pub(super) fn read<'de, A: MapAccess<'de>>(
        mut self,
        first: Field,
        mut map: A,
        budget: &Budget,
    ) -> Result<FilterInput, A::Error> {
        let mut next = Some(first);
        while let Some(field) = next {
            match field {
                Field::Attribute => set(&mut self.attribute, field, map.next_value_seed(Text(budget))?)?,
                Field::Operator => set(&mut self.operator, field, map.next_value()?)?,
                Field::Value => set(&mut self.value, field, map.next_value_seed(OneValue(budget))?)?,
                Field::Values => set(&mut self.values, field, map.next_value_seed(SeveralValues(budget))?)?,
                Field::And | Field::Or | Field::Not => {
                    return Err(Error::custom(format_args!("`{field}` stands alone in a filter")));
                }
            }
            next = map.next_key()?;
        }
        self.finish()
    }

    fn finish<E: Error>(self) -> Result<FilterInput, E> {
        let missing = |field| E::custom(format_args!("`{field}` is missing in a comparison"));
        let attribute = self.attribute.ok_or_else(|| missing(Field::Attribute))?;
        let operator = self.operator.ok_or_else(|| missing(Field::Operator))?;
        let takes = operator.takes();
        let values = match (self.value, self.values) {
            (None, None) => Some(Vec::new()),
            (Some(value), None) if !takes.is_list() => Some(vec![value]),
            (None, Some(values)) if takes.is_list() => Some(values),
            _ => None,
        };
        match values {
            Some(values) if takes.allows(values.len()) => {
                Ok(FilterInput::Compare { attribute, operator, values })
            }
            _ => Err(E::custom(format_args!("`{operator}`: {takes}"))),
        }
    }
}

fn set<T, E: Error>(part: &mut Option<T>, field: Field, read: T) -> Result<(), E> {
    if part.replace(read).is_some() {
        return Err(E::custom(format_args!("`{field}` is given twice in a comparison")));
    }
    Ok(())
}
