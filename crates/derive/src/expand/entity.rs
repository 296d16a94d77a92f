//! Structs that are entities.

use super::{
    codec::by_name,
    index::{Parameters, indexes},
};
use crate::parse::{Entity, Role};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

/// Writes `Entity`, the constants of attributes, the constructor of keys and those of indexes.
pub(crate) fn entity(entity: &Entity) -> TokenStream {
    let inherent = inherent(entity);
    let implementation = implementation(entity);
    let indexes = indexes(entity);
    let versioned = versioned(entity);
    quote!(#inherent #implementation #versioned #indexes)
}

fn inherent(entity: &Entity) -> TokenStream {
    let Entity { ident, vis, krate, container, fields } = entity;
    let constants = fields.iter().filter_map(|field| field.constant(krate, vis, entity.is_key(field)));
    let parameters = Parameters::of(entity, container.partition.iter().chain(&container.sort));
    let (declared, pairs) = (parameters.declared(krate), parameters.pairs(krate));
    let source = quote!(fields);
    let reads = by_name(fields).into_iter().map(|field| field.read(krate, &source));
    quote! {
        impl #ident {
            #(#constants)*

            fn read_fields(
                fields: &mut impl #krate::field::Source,
            ) -> ::core::result::Result<Self, #krate::ValueError> {
                ::core::result::Result::Ok(Self { #(#reads),* })
            }

            /// The primary key.
            #vis fn key(#(#declared),*) -> #krate::Key<Self> {
                #krate::Key::from_parts([#(#pairs),*])
            }
        }
    }
}

fn implementation(entity: &Entity) -> TokenStream {
    let Entity { ident, krate, container, fields, .. } = entity;
    let (name, has_scope, layout) = (&container.name, entity.has_scope(), entity.layout());
    let item = quote!(fields);
    let writes = by_name(fields).into_iter().filter_map(|field| field.write(krate, &item));
    let size = fields.iter().filter(|field| field.is_stored()).count();
    let primary_key = primary_key(entity);
    let (version, fill, validate) = (version(entity), fill(entity), validate(entity));
    quote! {
        #[automatically_derived]
        impl #krate::Entity for #ident {
            const NAME: &'static str = #name;
            const HAS_SCOPE: bool = #has_scope;

            fn layout() -> &'static #krate::layout::Layout {
                static LAYOUT: ::std::sync::LazyLock<#krate::layout::Layout> =
                    ::std::sync::LazyLock::new(|| #layout);
                &LAYOUT
            }

            #primary_key

            fn to_item(&self) -> ::core::result::Result<#krate::Item, #krate::Error> {
                Self::encode(#size, |fields| {
                    #(#writes)*
                    ::core::result::Result::Ok(())
                })
            }

            fn from_item(item: &#krate::Item) -> ::core::result::Result<Self, #krate::Error> {
                Self::decode(|| Self::read_fields(&mut #krate::field::Borrowed::new(item.attributes())))
            }

            fn take_from(item: &mut #krate::Item) -> ::core::result::Result<Self, #krate::Error> {
                Self::decode(|| Self::read_fields(&mut #krate::field::Taken::new(item.attributes_mut())))
            }

            #version
            #fill
            #validate
        }
    }
}

fn primary_key(entity: &Entity) -> TokenStream {
    let Entity { krate, container, .. } = entity;
    let parameters = Parameters::of(entity, container.partition.iter().chain(&container.sort));
    let pairs = parameters.fields().map(|field| {
        let (ident, name) = (&field.ident, &field.name);
        let value = field.to_value(krate, &quote!(&self.#ident));
        quote!((#name, #value))
    });
    quote! {
        fn primary_key(&self) -> #krate::Key<Self> {
            #krate::Key::from_parts([#(#pairs),*])
        }
    }
}

fn version(entity: &Entity) -> Option<TokenStream> {
    let field = entity.fields.iter().find(|field| field.has_role(Role::Version))?;
    let ident = &field.ident;
    let version = if field.is_option { quote!(self.#ident.unwrap_or_default()) } else { quote!(self.#ident) };
    Some(quote! {
        fn version(&self) -> ::core::option::Option<u64> {
            ::core::convert::TryInto::<u64>::try_into(#version).ok()
        }
    })
}

fn versioned(entity: &Entity) -> Option<TokenStream> {
    let Entity { ident, krate, fields, .. } = entity;
    fields
        .iter()
        .any(|field| field.has_role(Role::Version))
        .then(|| quote!(impl #krate::Versioned for #ident {}))
}

fn fill(entity: &Entity) -> Option<TokenStream> {
    let krate = &entity.krate;
    let fields = entity.fields.iter().filter(|field| field.has_role(Role::AutoId));
    let fills: Vec<_> = fields
        .map(|field| {
            let (ident, ty) = (&field.ident, &field.ty);
            quote_spanned! {field.ty.span()=>
                if <#ty as #krate::AutoId>::is_unset(&self.#ident) {
                    self.#ident = <#ty as #krate::AutoId>::generate(now);
                }
            }
        })
        .collect();
    (!fills.is_empty()).then(|| {
        quote! {
            fn fill(&mut self, now: ::std::time::SystemTime) {
                #(#fills)*
            }
        }
    })
}

fn validate(entity: &Entity) -> Option<TokenStream> {
    let Entity { container, fields, .. } = entity;
    let checks = fields.iter().filter_map(|field| {
        let (ident, name, validate) = (&field.ident, &field.name, field.validate.as_ref()?);
        let check = |value: TokenStream| {
            quote! {
                if let ::core::result::Result::Err(problem) = #validate(#value) {
                    return ::core::result::Result::Err(Self::invalid(#name, problem));
                }
            }
        };
        Some(if field.is_option {
            let check = check(quote!(value));
            quote!(if let ::core::option::Option::Some(value) = &self.#ident { #check })
        } else {
            check(quote!(&self.#ident))
        })
    });
    let checks: Vec<_> = checks.collect();
    let whole = container.validate.as_ref().map(|validate| quote!(#validate(self)?;));
    if checks.is_empty() && whole.is_none() {
        return None;
    }
    let krate = &entity.krate;
    Some(quote! {
        fn validate(&self) -> ::core::result::Result<(), #krate::Error> {
            #(#checks)*
            #whole
            ::core::result::Result::Ok(())
        }
    })
}
