//! What serde's own attributes say about names: honoured, or refused.

use crate::name::RenameAll;
use syn::{Attribute, LitStr, meta::ParseNestedMeta};

/// What serde says of a container or field.
#[derive(Default)]
pub(crate) struct Serde {
    pub(crate) rename: Option<LitStr>,
    pub(crate) rename_all: Option<RenameAll>,
    /// serde would write and read different names.
    pub(crate) unclear: Option<syn::Error>,
}

impl Serde {
    /// Fails where serde's names are unclear.
    pub(crate) fn clear(mut self) -> syn::Result<Self> {
        self.unclear.take().map_or(Ok(self), Err)
    }
}

/// Reads `#[serde(..)]`. What would change an attribute's name in a way that cannot be followed is refused.
pub(crate) fn serde(attributes: &[Attribute]) -> syn::Result<Serde> {
    let mut serde = Serde::default();
    for attribute in super::of(attributes, "serde") {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") || meta.path.is_ident("rename_all") {
                if !meta.input.peek(syn::Token![=]) {
                    serde.unclear = Some(meta.error(
                        "serde would write and read different names; say which one is stored: `#[entity(rename = \"..\")]`",
                    ));
                    return skip(&meta);
                }
                let value = meta.value()?;
                let text: LitStr = value.parse()?;
                if meta.path.is_ident("rename") {
                    serde.rename = Some(text);
                } else {
                    serde.rename_all = Some(RenameAll::parse(&text)?);
                }
                return Ok(());
            }
            if meta.path.is_ident("flatten") {
                return Err(meta.error(
                    "a flattened field has no attribute of its own; write its fields into the struct, or store it as \
                     a map",
                ));
            }
            if meta.path.is_ident("tag") || meta.path.is_ident("content") || meta.path.is_ident("untagged") {
                return Err(meta.error("an enum with data is stored through serde: `#[entity(serde)]` on the field"));
            }
            // The rest says nothing about names.
            skip(&meta)
        })?;
    }
    Ok(serde)
}

/// Skips an option's value.
fn skip(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(syn::Token![=]) {
        super::until_comma(meta.value()?)?;
    } else if meta.input.peek(syn::token::Paren) {
        let inside;
        syn::parenthesized!(inside in meta.input);
        inside.parse::<proc_macro2::TokenStream>()?;
    }
    Ok(())
}
