//! Templates of composed keys: `"ORDER#{placed_at}#{id:06}"`.

use syn::LitStr;

/// A template, taken apart.
pub(crate) struct Template {
    pub(crate) text: LitStr,
    pub(crate) segments: Vec<Segment>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    Literal(String),
    /// A field, and the number of digits that it is given.
    Part {
        field: String,
        digits: Option<u8>,
    },
    /// What the repository supplies.
    Scope,
}

impl Template {
    pub(crate) fn parse(text: &LitStr) -> syn::Result<Self> {
        let value = text.value();
        let fail = |message: &str| Err(syn::Error::new_spanned(text, message));
        let mut segments = Vec::new();
        let mut literal = String::new();
        let mut letters = value.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '{' | '}' if letters.peek() == Some(&letter) => {
                    letters.next();
                    literal.push(letter);
                }
                '}' => return fail("a `}` without its `{`; write `}}` for the letter itself"),
                '{' => {
                    if !literal.is_empty() {
                        segments.push(Segment::Literal(std::mem::take(&mut literal)));
                    }
                    let mut inside = String::new();
                    loop {
                        match letters.next() {
                            Some('}') => break,
                            Some(letter) => inside.push(letter),
                            None => return fail("a `{` without its `}`; write `{{` for the letter itself"),
                        }
                    }
                    segments.push(placeholder(text, &inside)?);
                }
                _ => literal.push(letter),
            }
        }
        if !literal.is_empty() {
            segments.push(Segment::Literal(literal));
        }
        if segments.is_empty() {
            return fail("an empty key; a key is not empty");
        }
        Ok(Self { text: text.clone(), segments })
    }

    /// The fields that the key is made of.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Part { field, .. } => Some(field.as_str()),
            Segment::Literal(_) | Segment::Scope => None,
        })
    }

    pub(crate) fn has_scope(&self) -> bool {
        self.segments.contains(&Segment::Scope)
    }
}

fn placeholder(text: &LitStr, inside: &str) -> syn::Result<Segment> {
    let fail = |message: String| Err(syn::Error::new_spanned(text, message));
    if inside.starts_with('@') {
        return if inside.len() > 1 {
            Ok(Segment::Scope)
        } else {
            fail("`{@}` has no name; write `{@tenant}`, for example".to_owned())
        };
    }
    let (field, width) = match inside.split_once(':') {
        Some((field, width)) => (field, Some(width)),
        None => (inside, None),
    };
    // A keyword names a field too: `r#type`.
    if syn::parse_str::<syn::Ident>(&format!("r#{field}")).is_err() {
        return fail(format!(
            "`{{{inside}}}` names no field; write `{{field}}`, `{{field:06}}` or `{{@tenant}}`"
        ));
    }
    let digits = match width {
        None => None,
        Some(width) => match width.strip_prefix('0').unwrap_or(width).parse::<u8>() {
            Ok(digits @ 1..=38) => Some(digits),
            _ => return fail(format!("`{width}` is no number of digits; write `{{{field}:06}}` for six")),
        },
    };
    Ok(Segment::Part { field: field.to_owned(), digits })
}
