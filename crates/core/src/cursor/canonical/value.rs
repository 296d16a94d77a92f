//! Values.

use super::Canonical;
use crate::Value;

impl Canonical {
    /// A value of any type. In a loop, since a caller may build values of any depth.
    pub(in crate::cursor) fn value(&mut self, value: &Value) {
        let mut pending = vec![(None, value)];
        while let Some((name, value)) = pending.pop() {
            if let Some(name) = name {
                self.text(name);
            }
            self.node(value);
            // What a node holds follows it, the last first.
            match value {
                Value::List(list) => pending.extend(list.iter().map(|value| (None, value))),
                Value::Map(map) => pending.extend(map.iter().map(|(name, value)| (Some(name), value))),
                Value::String(_)
                | Value::Number(_)
                | Value::Binary(_)
                | Value::Bool(_)
                | Value::Null
                | Value::StringSet(_)
                | Value::NumberSet(_)
                | Value::BinarySet(_) => {}
            }
        }
    }

    /// A value without those that it holds.
    fn node(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.tagged(1, text.as_bytes()),
            Value::Number(number) => self.tagged(2, number.to_text().as_bytes()),
            Value::Binary(bytes) => self.tagged(3, bytes),
            Value::Bool(value) => {
                self.tag(4);
                self.flag(*value);
            }
            Value::Null => self.tag(5),
            Value::List(list) => {
                self.tag(6);
                self.count(list.len());
            }
            Value::Map(map) => {
                self.tag(7);
                self.count(map.len());
            }
            Value::StringSet(texts) => self.elements(8, texts.iter().map(String::as_bytes)),
            Value::NumberSet(numbers) => self.elements(9, numbers.iter().map(|number| number.to_text())),
            Value::BinarySet(binaries) => self.elements(10, binaries.iter()),
        }
    }

    fn tagged(&mut self, tag: u8, bytes: &[u8]) {
        self.tag(tag);
        self.bytes(bytes);
    }

    fn elements(&mut self, tag: u8, elements: impl ExactSizeIterator<Item: AsRef<[u8]>>) {
        self.tag(tag);
        self.count(elements.len());
        elements.for_each(|element| self.bytes(element.as_ref()));
    }
}
