//! Structs by their constructors.

use std::fmt;

/// A struct: its constructor, and the fields that the constructor leaves as they are not.
pub(super) struct Literal {
    name: &'static str,
    base: String,
    fields: Vec<(&'static str, String)>,
    /// The number of fields; unknown where the constructor sets one that is not said by name.
    all: Option<usize>,
}

impl Literal {
    /// A struct that the code `base` makes, but for some fields.
    pub(super) fn new(name: &'static str, base: String) -> Self {
        Self { name, base, fields: Vec::new(), all: None }
    }

    /// A struct with so many fields, the default but for some of them.
    pub(super) fn default(name: &'static str, all: usize) -> Self {
        Self { name, base: format!("{name}::default()"), fields: Vec::new(), all: Some(all) }
    }

    /// A field that is said where it is not the default.
    pub(super) fn field(mut self, name: &'static str, code: Option<impl Into<String>>) -> Self {
        self.fields.extend(code.map(|code| (name, code.into())));
        self
    }

    /// A field that is `Some` or the default.
    pub(super) fn some(self, name: &'static str, code: Option<impl fmt::Display>) -> Self {
        self.field(name, code.map(|code| format!("Some({code})")))
    }

    /// A field that is `true` or the default.
    pub(super) fn flag(self, name: &'static str, value: bool) -> Self {
        self.field(name, value.then_some("true"))
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, base, fields, all } = self;
        if fields.is_empty() {
            return f.write_str(base);
        }
        write!(f, "{name} {{ ")?;
        fields.iter().try_for_each(|(name, code)| write!(f, "{name}: {code}, "))?;
        if *all != Some(fields.len()) {
            write!(f, "..{base} ")?;
        }
        f.write_str("}")
    }
}
