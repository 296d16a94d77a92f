//! Keys and indexes.

use crate::template::Template;
use proc_macro2::{Span, TokenStream};
use syn::{
    Ident, LitStr, Token, bracketed,
    meta::ParseNestedMeta,
    parenthesized,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

/// What a key attribute is made of, and its name where it has one of its own.
pub(crate) struct KeySpec {
    pub(crate) source: KeySource,
    pub(crate) attribute: Option<LitStr>,
}

/// What a key attribute is made of.
pub(crate) enum KeySource {
    /// A field as it is.
    Field(Ident),
    /// A text composed of fields.
    Template(Template),
}

/// An index.
pub(crate) struct Index {
    pub(crate) span: Span,
    pub(crate) name: LitStr,
    pub(crate) is_local: bool,
    pub(crate) partition: Vec<KeySpec>,
    pub(crate) sort: Vec<KeySpec>,
    pub(crate) query: Option<Ident>,
    pub(crate) projection: Projected,
    pub(crate) when: Option<When>,
}

/// Which attributes an index holds.
pub(crate) enum Projected {
    All,
    KeysOnly,
    Fields(Vec<Ident>),
}

/// Which items are in a sparse index.
pub(crate) struct When {
    pub(crate) field: Ident,
    pub(crate) one_of: Vec<TokenStream>,
}

impl Parse for KeySpec {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let source = if input.peek(LitStr) {
            KeySource::Template(Template::parse(&input.parse()?)?)
        } else if input.peek(Ident) {
            KeySource::Field(input.parse()?)
        } else {
            return Err(input.error("a template (\"ORDER#{id}\") or a field's name (`id`) is expected"));
        };
        let attribute = if input.peek(Token![as]) {
            input.parse::<Token![as]>()?;
            Some(input.parse::<LitStr>()?)
        } else {
            None
        };
        if let (KeySource::Field(field), Some(_)) = (&source, &attribute) {
            return Err(syn::Error::new_spanned(
                field,
                "a field that is a key itself keeps its name; rename the field with `#[entity(rename = \"..\")]`",
            ));
        }
        Ok(Self { source, attribute })
    }
}

/// One key attribute, or several in brackets.
pub(crate) fn keys(input: ParseStream<'_>) -> syn::Result<Vec<KeySpec>> {
    if input.peek(syn::token::Bracket) {
        let inside;
        bracketed!(inside in input);
        let keys = Punctuated::<KeySpec, Token![,]>::parse_terminated(&inside)?;
        return Ok(keys.into_iter().collect());
    }
    Ok(vec![input.parse()?])
}

impl Parse for When {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let field = input.parse()?;
        if input.peek(Token![==]) {
            input.parse::<Token![==]>()?;
            return Ok(Self { field, one_of: vec![super::until_comma(input)?] });
        }
        if input.peek(Token![in]) {
            input.parse::<Token![in]>()?;
            let inside;
            bracketed!(inside in input);
            let one_of = inside.parse_terminated(super::until_comma, Token![,])?;
            return Ok(Self { field, one_of: one_of.into_iter().collect() });
        }
        Err(input.error("`field == value` or `field in [value, value]` is expected"))
    }
}

impl Index {
    pub(crate) fn parse(meta: &ParseNestedMeta<'_>) -> syn::Result<Self> {
        let span = syn::spanned::Spanned::span(&meta.path);
        let (mut name, mut partition, mut sort) = (None, Vec::new(), Vec::new());
        let (mut query, mut when, mut is_local) = (None, None, false);
        let mut projection = Projected::All;
        meta.parse_nested_meta(|meta| {
            let Some(option) = meta.path.get_ident() else { return Err(meta.error(UNKNOWN)) };
            match option.to_string().as_str() {
                "name" => name = Some(meta.value()?.parse::<LitStr>()?),
                "local" => is_local = true,
                "partition_key" => partition = keys(meta.value()?)?,
                "sort_key" => sort = keys(meta.value()?)?,
                "query" => query = Some(meta.value()?.parse()?),
                "when" => when = Some(meta.value()?.parse()?),
                "projection" => projection = projected(meta.value()?)?,
                _ => return Err(meta.error(UNKNOWN)),
            }
            Ok(())
        })?;
        let Some(name) = name else {
            return Err(syn::Error::new(span, "an index has a name: `index(name = \"by_email\", ..)`"));
        };
        Ok(Self { span, name, is_local, partition, sort, query, projection, when })
    }
}

fn projected(input: ParseStream<'_>) -> syn::Result<Projected> {
    if input.peek(syn::token::Bracket) {
        let inside;
        bracketed!(inside in input);
        let fields = Punctuated::<Ident, Token![,]>::parse_terminated(&inside)?;
        return Ok(Projected::Fields(fields.into_iter().collect()));
    }
    if input.peek(syn::token::Paren) {
        let inside;
        parenthesized!(inside in input);
        return Err(inside.error("write the fields in brackets: `projection = [email, status]`"));
    }
    let word: Ident = input.parse()?;
    match word.to_string().as_str() {
        "all" => Ok(Projected::All),
        "keys_only" => Ok(Projected::KeysOnly),
        _ => Err(syn::Error::new_spanned(word, "`all`, `keys_only` or fields in brackets are expected")),
    }
}

const UNKNOWN: &str =
    "no such option of an index; there are: name, local, partition_key, sort_key, query, projection, when";
