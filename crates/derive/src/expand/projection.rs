//! Structs with some of an entity's attributes.

use crate::parse::Projection;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

/// Writes `Projection`.
pub(crate) fn projection(projection: &Projection) -> TokenStream {
    let Projection { ident, krate, entity, fields } = projection;
    let paths = fields.iter().map(|(field, _)| {
        let constant = crate::name::constant(field);
        quote_spanned!(field.span()=> #entity::#constant.into_path())
    });
    let reads = fields.iter().map(|(field, ty)| {
        let constant = crate::name::constant(field);
        quote_spanned!(ty.span()=> #field: #krate::project::<#ty, _, _, _>(&#entity::#constant, item)?)
    });
    quote! {
        #[automatically_derived]
        impl #krate::Projection for #ident {
            type Entity = #entity;

            fn projection() -> #krate::expr::Projection {
                #krate::expr::Projection::of([#(#paths),*])
            }

            fn from_item(item: &#krate::Item) -> ::core::result::Result<Self, #krate::Error> {
                ::core::result::Result::Ok(Self { #(#reads),* })
            }
        }
    }
}
