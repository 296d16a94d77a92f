//! The derive macros of `twintable`. Use them through that crate, which re-exports them and documents what they
//! accept.
//!
//! Each derive is parsed (`parse`), validated with all that is wrong reported at once, and expanded into code that
//! a person could have written by hand.

mod expand;
mod name;
mod parse;
mod template;
mod validate;

use proc_macro::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, parse_macro_input};

/// Makes a struct an entity, or an enum of entities one that is any of them.
#[proc_macro_derive(Entity, attributes(entity, serde))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let expanded = match &input.data {
        Data::Enum(_) => parse::variants(&input).map(|variants| expand::variants(&variants)),
        Data::Struct(_) | Data::Union(_) => parse::entity(&input)
            .and_then(|entity| validate::entity(&entity).map(|()| expand::entity(&entity))),
    };
    finish(expanded)
}

/// Makes a newtype, an enum of names or a nested struct storable in an attribute.
#[proc_macro_derive(Attribute, attributes(entity, serde))]
pub fn derive_attribute(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    finish(parse::attribute(&input).map(|attribute| expand::attribute(&attribute)))
}

/// Makes a struct with some of an entity's attributes readable alone.
#[proc_macro_derive(Projection, attributes(entity))]
pub fn derive_projection(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    finish(parse::projection(&input).map(|projection| expand::projection(&projection)))
}

fn finish(expanded: syn::Result<proc_macro2::TokenStream>) -> TokenStream {
    let tokens = expanded.unwrap_or_else(|error| {
        let errors = error.into_compile_error();
        quote!(#errors)
    });
    tokens.into()
}
