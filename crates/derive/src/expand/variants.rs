//! Enums of entities.

use crate::parse::Variants;
use proc_macro2::TokenStream;
use quote::quote;

/// Writes `Entity` for the enum, and what lets a variant's filters, keys and key conditions stand for the enum's.
pub(crate) fn variants(variants: &Variants) -> TokenStream {
    let Variants { ident, krate, name, entities } = variants;
    let variant: Vec<_> = entities.iter().map(|(variant, _)| variant).collect();
    let of: Vec<_> = entities.iter().map(|(_, of)| of).collect();
    quote! {
        #[automatically_derived]
        impl #krate::Entity for #ident {
            const NAME: &'static str = #name;
            const HAS_SCOPE: bool = false #(|| <#of as #krate::Entity>::HAS_SCOPE)*;

            fn layout() -> &'static #krate::layout::Layout {
                static LAYOUT: ::std::sync::LazyLock<#krate::layout::Layout> = ::std::sync::LazyLock::new(|| {
                    #krate::layout::Layout::of_variants(#name, ::std::vec![#(<#of as #krate::Entity>::layout()),*])
                });
                &LAYOUT
            }

            fn layout_of(&self) -> &'static #krate::layout::Layout {
                match self {
                    #(Self::#variant(entity) => #krate::Entity::layout_of(entity),)*
                }
            }

            fn primary_key(&self) -> #krate::Key<Self> {
                match self {
                    #(Self::#variant(entity) => #krate::Entity::primary_key(entity).lifted(),)*
                }
            }

            fn to_item(&self) -> ::core::result::Result<#krate::Item, #krate::Error> {
                match self {
                    #(Self::#variant(entity) => #krate::Entity::to_item(entity),)*
                }
            }

            fn from_item(item: &#krate::Item) -> ::core::result::Result<Self, #krate::Error> {
                #(
                    if <#of as #krate::Entity>::layout().is_type_of(item) {
                        return <#of as #krate::Entity>::from_item(item).map(Self::#variant);
                    }
                )*
                ::core::result::Result::Err(Self::layout().wrong_type(item))
            }

            fn take_from(item: &mut #krate::Item) -> ::core::result::Result<Self, #krate::Error> {
                #(
                    if <#of as #krate::Entity>::layout().is_type_of(item) {
                        return <#of as #krate::Entity>::take_from(item).map(Self::#variant);
                    }
                )*
                ::core::result::Result::Err(Self::layout().wrong_type(item))
            }

            fn version(&self) -> ::core::option::Option<u64> {
                match self {
                    #(Self::#variant(entity) => #krate::Entity::version(entity),)*
                }
            }

            fn fill(&mut self, now: ::std::time::SystemTime) {
                match self {
                    #(Self::#variant(entity) => #krate::Entity::fill(entity, now),)*
                }
            }

            fn validate(&self) -> ::core::result::Result<(), #krate::Error> {
                match self {
                    #(Self::#variant(entity) => #krate::Entity::validate(entity),)*
                }
            }
        }

        #(
            #[automatically_derived]
            impl #krate::Includes<#of> for #ident {
                fn lift(filter: #krate::Filter<#of>) -> #krate::Filter<Self> {
                    filter.of_variant()
                }
            }

            #[automatically_derived]
            impl ::core::convert::From<#of> for #ident {
                fn from(entity: #of) -> Self {
                    Self::#variant(entity)
                }
            }
        )*
    }
}
