//! Types that are stored in an attribute.

use super::codec::by_name;
use crate::parse::{Attribute, Field, Shape, UnitVariant};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Type, spanned::Spanned};

/// Writes `AttributeType`, and the constants of a nested struct.
pub(crate) fn attribute(attribute: &Attribute) -> TokenStream {
    match &attribute.shape {
        Shape::Newtype(inner) => newtype(attribute, inner),
        Shape::Names(variants) => names(attribute, variants),
        Shape::Document(fields) => document(attribute, fields),
    }
}

fn newtype(attribute: &Attribute, inner: &Type) -> TokenStream {
    let Attribute { ident, krate, .. } = attribute;
    let inner_type = quote_spanned!(inner.span()=> <#inner as #krate::AttributeType>);
    quote! {
        #[automatically_derived]
        impl #krate::AttributeType for #ident {
            type Kind = <#inner_type::Kind as #krate::kind::Wrapped>::Newtype;

            fn to_value(&self) -> ::core::result::Result<#krate::Value, #krate::ValueError> {
                #inner_type::to_value(&self.0)
            }

            fn from_value(value: &#krate::Value) -> ::core::result::Result<Self, #krate::ValueError> {
                #inner_type::from_value(value).map(Self)
            }

            fn from_owned(value: #krate::Value) -> ::core::result::Result<Self, #krate::ValueError> {
                #inner_type::from_owned(value).map(Self)
            }

            fn is_absent(&self) -> bool {
                #inner_type::is_absent(&self.0)
            }

            fn from_absent() -> ::core::option::Option<Self> {
                #inner_type::from_absent().map(Self)
            }
        }
    }
}

fn names(attribute: &Attribute, variants: &[UnitVariant]) -> TokenStream {
    let Attribute { ident, krate, .. } = attribute;
    let variant: Vec<_> = variants.iter().map(|variant| &variant.ident).collect();
    let name: Vec<_> = variants.iter().map(|variant| &variant.name).collect();
    let listed: Vec<_> = name.iter().map(|name| format!("`{name}`")).collect();
    let problem = format!("one of {} is expected", listed.join(", "));
    quote! {
        #[automatically_derived]
        impl #krate::AttributeType for #ident {
            type Kind = #krate::kind::Name;

            fn to_value(&self) -> ::core::result::Result<#krate::Value, #krate::ValueError> {
                let name = match self {
                    #(Self::#variant => #name,)*
                };
                ::core::result::Result::Ok(#krate::Value::from(name))
            }

            fn from_value(value: &#krate::Value) -> ::core::result::Result<Self, #krate::ValueError> {
                match #krate::Value::as_str(value) {
                    #(::core::option::Option::Some(#name) => ::core::result::Result::Ok(Self::#variant),)*
                    _ => ::core::result::Result::Err(#krate::ValueError::new(#problem)),
                }
            }
        }
    }
}

fn document(attribute: &Attribute, fields: &[Field]) -> TokenStream {
    let Attribute { ident, vis, krate, .. } = attribute;
    let constants = fields.iter().filter_map(|field| field.constant(krate, vis, false));
    let map = quote!(&mut map);
    let writes = by_name(fields).into_iter().filter_map(|field| field.write(krate, &map));
    let map = quote!(fields);
    let reads = by_name(fields).into_iter().map(|field| field.read(krate, &map));
    let size = fields.len();
    quote! {
        impl #ident {
            #(#constants)*

            fn read_fields(
                fields: &mut impl #krate::field::Source,
            ) -> ::core::result::Result<Self, #krate::ValueError> {
                ::core::result::Result::Ok(Self { #(#reads),* })
            }
        }

        #[automatically_derived]
        impl #krate::AttributeType for #ident {
            type Kind = #krate::kind::Document;

            fn to_value(&self) -> ::core::result::Result<#krate::Value, #krate::ValueError> {
                let mut map = #krate::Map::with_capacity(#size);
                #(#writes)*
                ::core::result::Result::Ok(#krate::Value::Map(map))
            }

            fn from_value(value: &#krate::Value) -> ::core::result::Result<Self, #krate::ValueError> {
                Self::read_fields(&mut #krate::field::Borrowed::new(#krate::field::map(value)?))
            }

            fn from_owned(value: #krate::Value) -> ::core::result::Result<Self, #krate::ValueError> {
                Self::read_fields(&mut #krate::field::Taken::new(&mut #krate::field::into_map(value)?))
            }
        }
    }
}
