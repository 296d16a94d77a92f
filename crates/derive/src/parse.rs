//! What a derive was given, as data.

mod attribute;
mod container;
mod field;
mod index;
mod projection;
mod serde;

pub(crate) use attribute::{Attribute, Shape, UnitVariant, attribute};
pub(crate) use container::{Container, entity, variants};
pub(crate) use field::{Default, Field, Role, Storage, Unique};
pub(crate) use index::{Index, KeySource, KeySpec, Projected};
pub(crate) use projection::{Projection, projection};

use proc_macro2::TokenStream;
use syn::{Ident, Path, Visibility};

/// A struct that derives `Entity`.
pub(crate) struct Entity {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) krate: Path,
    pub(crate) container: Container,
    pub(crate) fields: Vec<Field>,
}

/// An enum that derives `Entity`.
pub(crate) struct Variants {
    pub(crate) ident: Ident,
    pub(crate) krate: Path,
    pub(crate) name: String,
    pub(crate) entities: Vec<(Ident, syn::Type)>,
}

/// Collects errors, so that all are reported at once.
#[derive(std::default::Default)]
pub(crate) struct Errors(Option<syn::Error>);

impl Errors {
    pub(crate) fn push(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(first) => first.combine(error),
            None => self.0 = Some(error),
        }
    }

    pub(crate) fn take<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    pub(crate) fn finish(self) -> syn::Result<()> {
        self.0.map_or(Ok(()), Err)
    }
}

/// The tokens up to the next comma.
pub(crate) fn until_comma(input: syn::parse::ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(syn::Token![,]) {
        tokens.extend(std::iter::once(input.parse::<proc_macro2::TokenTree>()?));
    }
    if tokens.is_empty() { Err(input.error("an expression is expected")) } else { Ok(tokens) }
}

/// The crate that the code refers to.
pub(crate) fn default_crate() -> Path {
    syn::parse_quote!(::twintable)
}

/// The inner type of an `Option`.
pub(crate) fn inner_of_option(ty: &syn::Type) -> Option<&syn::Type> {
    let syn::Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(syn::GenericArgument::Type(inner)) if arguments.args.len() == 1 => Some(inner),
        _ => None,
    }
}

/// The attributes of this library, and of serde.
pub(crate) fn of<'a>(
    attributes: &'a [syn::Attribute],
    name: &'a str,
) -> impl Iterator<Item = &'a syn::Attribute> {
    attributes.iter().filter(move |attribute| attribute.path().is_ident(name))
}
