//! Filters.

use super::Canonical;
use crate::{
    Path, Step, ValueType,
    expr::{Comparator, Filter, Operand},
};

impl Canonical {
    /// A filter. Its terms count in their order. In a loop, since a caller may build filters of any depth.
    pub(in crate::cursor) fn filter(&mut self, filter: &Filter) {
        let mut pending = vec![filter];
        while let Some(filter) = pending.pop() {
            self.filter_node(filter);
            // The terms follow their node, the last first.
            pending.extend(filter.terms());
        }
    }

    /// A filter without the terms below it.
    fn filter_node(&mut self, filter: &Filter) {
        match filter {
            Filter::Compare { left, comparator, right } => {
                self.tag(1);
                self.tag(comparator_tag(*comparator));
                self.operands([left, right]);
            }
            Filter::Between { operand, low, high } => {
                self.tag(2);
                self.operands([operand, low, high]);
            }
            Filter::In { operand, list } => {
                self.tag(3);
                self.count(list.len());
                self.operands(std::iter::once(operand).chain(list));
            }
            Filter::Exists(path) => {
                self.tag(4);
                self.path(path);
            }
            Filter::NotExists(path) => {
                self.tag(5);
                self.path(path);
            }
            Filter::TypeIs(path, value_type) => {
                self.tag(6);
                self.path(path);
                self.tag(type_tag(*value_type));
            }
            Filter::BeginsWith { operand, prefix } => {
                self.tag(7);
                self.operands([operand, prefix]);
            }
            Filter::Contains { container, element } => {
                self.tag(8);
                self.operands([container, element]);
            }
            Filter::And(terms) => {
                self.tag(9);
                self.count(terms.len());
            }
            Filter::Or(terms) => {
                self.tag(10);
                self.count(terms.len());
            }
            Filter::Not(_) => self.tag(11),
        }
    }

    fn operands<'o>(&mut self, operands: impl IntoIterator<Item = &'o Operand>) {
        for operand in operands {
            match operand {
                Operand::Path(path) => {
                    self.tag(1);
                    self.path(path);
                }
                Operand::Value(value) => {
                    self.tag(2);
                    self.value(value);
                }
                Operand::Size(path) => {
                    self.tag(3);
                    self.path(path);
                }
            }
        }
    }

    fn path(&mut self, path: &Path) {
        self.text(path.attribute());
        self.count(path.steps().len());
        for step in path.steps() {
            match step {
                Step::Field(name) => {
                    self.tag(1);
                    self.text(name);
                }
                Step::Index(index) => {
                    self.tag(2);
                    self.number(*index);
                }
            }
        }
    }
}

const fn comparator_tag(comparator: Comparator) -> u8 {
    match comparator {
        Comparator::Equal => 1,
        Comparator::NotEqual => 2,
        Comparator::Less => 3,
        Comparator::LessOrEqual => 4,
        Comparator::Greater => 5,
        Comparator::GreaterOrEqual => 6,
    }
}

/// The tags of values, see `value`.
const fn type_tag(value_type: ValueType) -> u8 {
    match value_type {
        ValueType::String => 1,
        ValueType::Number => 2,
        ValueType::Binary => 3,
        ValueType::Bool => 4,
        ValueType::Null => 5,
        ValueType::List => 6,
        ValueType::Map => 7,
        ValueType::StringSet => 8,
        ValueType::NumberSet => 9,
        ValueType::BinarySet => 10,
    }
}
