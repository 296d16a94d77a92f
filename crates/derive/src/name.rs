//! Names: of constants, and of attributes after serde's rules.

use syn::Ident;

/// The rules of `rename_all`, as serde has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RenameAll {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl RenameAll {
    pub(crate) const TEXTS: [(&'static str, Self); 8] = [
        ("lowercase", Self::Lower),
        ("UPPERCASE", Self::Upper),
        ("PascalCase", Self::Pascal),
        ("camelCase", Self::Camel),
        ("snake_case", Self::Snake),
        ("SCREAMING_SNAKE_CASE", Self::ScreamingSnake),
        ("kebab-case", Self::Kebab),
        ("SCREAMING-KEBAB-CASE", Self::ScreamingKebab),
    ];

    pub(crate) fn parse(text: &syn::LitStr) -> syn::Result<Self> {
        let value = text.value();
        let known = Self::TEXTS.into_iter().find_map(|(name, rule)| (name == value).then_some(rule));
        known.ok_or_else(|| {
            let names: Vec<_> = Self::TEXTS.into_iter().map(|(name, _)| name).collect();
            syn::Error::new_spanned(text, format!("no such rule; there are: {}", names.join(", ")))
        })
    }

    /// A field's name after the rule. Fields are written in snake case.
    pub(crate) fn field(self, name: &str) -> String {
        let words: Vec<_> = name.split('_').filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        self.join(&words, name)
    }

    /// A variant's name after the rule. Variants are written in Pascal case.
    pub(crate) fn variant(self, name: &str) -> String {
        let words: Vec<_> = snake_case(name).split('_').map(str::to_owned).collect();
        match self {
            // As serde has it: the whole name, not its words.
            Self::Lower => name.to_lowercase(),
            Self::Upper => name.to_uppercase(),
            Self::Pascal => name.to_owned(),
            Self::Camel | Self::Snake | Self::ScreamingSnake | Self::Kebab | Self::ScreamingKebab => {
                self.join(&words, name)
            }
        }
    }

    fn join(self, words: &[String], name: &str) -> String {
        match self {
            Self::Lower => name.to_owned(),
            Self::Upper => name.to_uppercase(),
            Self::Pascal => words.iter().map(|word| capitalised(word)).collect(),
            Self::Camel => {
                let rest = words.iter().skip(1).map(|word| capitalised(word));
                words.first().cloned().into_iter().chain(rest).collect()
            }
            Self::Snake => words.join("_"),
            Self::ScreamingSnake => words.join("_").to_uppercase(),
            Self::Kebab => words.join("-"),
            Self::ScreamingKebab => words.join("-").to_uppercase(),
        }
    }
}

/// `OrderLine` as `order_line`.
pub(crate) fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, letter) in name.char_indices() {
        if letter.is_uppercase() && index > 0 {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// `by_email` as `ByEmail`.
pub(crate) fn pascal_case(name: &str) -> String {
    name.split(|letter: char| !letter.is_alphanumeric()).map(capitalised).collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().chars()).collect()
}

/// The name of the constant for a field.
pub(crate) fn constant(field: &Ident) -> Ident {
    let name = text(field).to_uppercase();
    syn::parse_str(&name).unwrap_or_else(|_| quote::format_ident!("{name}_"))
}

/// A field's name, without the `r#` that lets it be a keyword.
pub(crate) fn text(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or(text.clone(), str::to_owned)
}

/// A function's name from an index's name.
pub(crate) fn function(index: &str, span: proc_macro2::Span) -> Option<Ident> {
    let name: String = index
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter.to_ascii_lowercase() } else { '_' })
        .collect();
    let mut ident = syn::parse_str::<Ident>(&name).ok()?;
    ident.set_span(span);
    Some(ident)
}
