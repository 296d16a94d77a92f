//! Composed keys: one text from several attributes, such as `"CUSTOMER#{customer_id}"`.

mod escape;
mod format;
mod numeric;
mod range;
mod read;
mod scope;
mod shape;
mod typed;
mod write;

pub use format::PartFormat;
pub use range::PartBound;
pub use shape::TemplateError;

use escape::Escaping;
use std::borrow::Cow;

/// Stands in a text where a scope is to be filled in. No part contains it.
pub(crate) const HOLE: char = '\u{10FFFE}';

/// The greatest character: above every character of a stored text, so a bound that ends in it is above all
/// texts that go on from what stands before it. No part contains it.
const TOP: char = '\u{10FFFF}';

/// What the keys of items begin with that hold a unique value. No key of an entity can begin with it.
pub(crate) const UNIQUE_MARK: char = '\u{10FFFD}';

/// How the text of a composed key is made from attributes.
///
/// A template is a row of literals, parts and scopes. [`build`](Self::build) writes the text from an item's
/// attributes, [`read`](Self::read) takes it apart again, and [`condition`](Self::condition) gives ranges of
/// one part.
///
/// - **No two tuples of parts have one text.** A part that varies in length ends at the separator, and the
///   separator is escaped inside parts: the separator `c` and the character `e` just below it are written as
///   `e2` and `e1`. With `#` these two are `#` and `"`. Other texts stand as they are.
/// - **The text keeps the order of the parts**, as long as they have fixed width or stand last. Escaping keeps
///   the order of texts by bytes, and what a text begins with. Numbers are padded, and negative ones are
///   complemented.
/// - **A scope**, such as a tenant, is filled in later: see [`with_scope`](Self::with_scope).
///
/// What the methods promise, they promise for templates that [`validate`](Self::validate) accepts. They do not
/// check that again.
///
/// # Examples
///
/// ```
/// use twintable::{KeyTemplate, PartFormat, Value, item};
///
/// let order = KeyTemplate::new()
///     .literal("CUSTOMER#")
///     .part("customer", PartFormat::String)
///     .literal("#ORDER#")
///     .part("number", PartFormat::Unsigned { digits: 5 });
/// assert_eq!(order.validate(), Ok(()));
///
/// let item = item! { "customer" => "a#b", "number" => 7 };
/// let text = order.build(|attribute| item.get(attribute))?;
/// assert_eq!(text.as_deref(), Some("CUSTOMER#a\"2b#ORDER#00007"));
///
/// let parts = order.read("CUSTOMER#a\"2b#ORDER#00007");
/// assert_eq!(parts, Some(vec![("customer", Value::from("a#b")), ("number", Value::from(7))]));
/// assert_eq!(order.read("CUSTOMER#a#b#ORDER#00007"), None);
/// # Ok::<(), Box<twintable::InvalidRequest>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a template does nothing by itself"]
pub struct KeyTemplate {
    escaping: Escaping,
    segments: Vec<Segment>,
}

/// One segment of a [`KeyTemplate`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// A text that is always the same.
    Literal(Cow<'static, str>),
    /// An attribute's value.
    Part {
        /// The attribute's name.
        attribute: Cow<'static, str>,
        /// How its value is written.
        format: PartFormat,
    },
    /// The scope of the repository, such as a tenant; see [`KeyTemplate::with_scope`].
    Scope,
}

impl Default for KeyTemplate {
    fn default() -> Self {
        Self::new()
    }
}

impl KeyTemplate {
    /// An empty template: the separator is `#`, and parts are escaped.
    pub const fn new() -> Self {
        Self { escaping: Escaping { separator: '#', raw: false }, segments: Vec::new() }
    }

    /// Takes another separator.
    ///
    /// An escaped separator is an ASCII punctuation mark, and the character before it in ASCII is no letter and
    /// no digit: so not `:`, `[` or `{`. A [raw](Self::raw) one can be any character but U+10FFFD to U+10FFFF.
    pub fn separator(mut self, separator: char) -> Self {
        self.escaping.separator = separator;
        self
    }

    /// Writes parts as they are. A part that contains the separator is then refused.
    pub fn raw(mut self) -> Self {
        self.escaping.raw = true;
        self
    }

    /// Goes on with a text that is always the same. It becomes one with a literal just before it.
    pub fn literal(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        if let Some(Segment::Literal(before)) = self.segments.last_mut() {
            before.to_mut().push_str(&text);
        } else if !text.is_empty() {
            self.segments.push(Segment::Literal(text));
        }
        self
    }

    /// Goes on with the value of an attribute.
    pub fn part(mut self, attribute: impl Into<Cow<'static, str>>, format: PartFormat) -> Self {
        self.segments.push(Segment::Part { attribute: attribute.into(), format });
        self
    }

    /// Goes on with the scope.
    pub fn scope(mut self) -> Self {
        self.segments.push(Segment::Scope);
        self
    }

    /// The segments, in order. No two literals are next to each other, and none is empty.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The attributes of the parts, in order, and how each is written. An attribute that stands in the template
    /// twice comes twice.
    pub fn parts(&self) -> impl Iterator<Item = (&str, PartFormat)> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Part { attribute, format } => Some((attribute.as_ref(), *format)),
            Segment::Literal(_) | Segment::Scope => None,
        })
    }

    /// Whether the text has a scope.
    pub fn has_scope(&self) -> bool {
        self.segments.contains(&Segment::Scope)
    }
}

#[cfg(test)]
mod tests;
