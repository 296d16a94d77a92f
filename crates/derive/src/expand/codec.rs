//! How fields are written into items and maps, and read from them.

use crate::parse::{Default, Field, Role, Storage};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Path, spanned::Spanned};

/// The fields in the order of their names, as maps have them.
pub(crate) fn by_name(fields: &[Field]) -> Vec<&Field> {
    let mut fields: Vec<_> = fields.iter().collect();
    fields.sort_by(|a, b| a.name.cmp(&b.name));
    fields
}

/// A name that is made when the program is compiled.
fn constant_name(krate: &Path, name: &str) -> TokenStream {
    quote!(const { &#krate::field::FieldName::new(#name) })
}

impl Field {
    /// The type of the field's attribute: the field's own without `Option`, with its codec.
    pub(crate) fn attribute_type(&self, krate: &Path) -> TokenStream {
        let inner = &self.inner;
        if let Some(codec) = self.codec(krate) {
            quote!(#krate::Coded<#inner, #codec>)
        } else {
            quote!(#inner)
        }
    }

    pub(crate) fn codec(&self, krate: &Path) -> Option<TokenStream> {
        match &self.storage {
            Storage::With(codec) => Some(quote!(#codec)),
            Storage::Serde => Some(quote!(#krate::Serde)),
            Storage::Direct | Storage::Skip if self.has_role(Role::TimeToLive) => {
                Some(quote!(#krate::EpochSeconds))
            }
            Storage::Direct | Storage::Skip => None,
        }
    }

    /// A value of the field as a stored value: `Result<Value, ValueError>`.
    pub(crate) fn to_value(&self, krate: &Path, field: &TokenStream) -> TokenStream {
        let inner = &self.inner;
        let span = self.ty.span();
        if let Some(codec) = self.codec(krate) {
            quote_spanned!(span=> <#codec as #krate::Codec<#inner>>::to_value(#field))
        } else {
            quote_spanned!(span=> <#inner as #krate::AttributeType>::to_value(#field))
        }
    }

    /// Writes the field into `item`. `owner` is the type whose `write` and `write_with` are called.
    pub(crate) fn write(&self, krate: &Path, item: &TokenStream) -> Option<TokenStream> {
        if !self.is_stored() {
            return None;
        }
        let (ident, name, inner) = (&self.ident, &self.name, &self.inner);
        let span = self.ty.span();
        let name = constant_name(krate, name);
        let field = if let Some(path) = &self.computed { quote!(&#path(self)) } else { quote!(&self.#ident) };
        let write = match (self.codec(krate), self.is_option) {
            (None, _) => quote_spanned!(span=> #krate::field::write(#item, #name, #field)?;),
            (Some(codec), false) => {
                quote_spanned!(span=> #krate::field::write_with::<#inner, #codec>(#item, #name, #field)?;)
            }
            (Some(codec), true) => quote_spanned! {span=>
                if let ::core::option::Option::Some(value) = #field {
                    #krate::field::write_with::<#inner, #codec>(#item, #name, value)?;
                }
            },
        };
        let null = self.is_null.then(|| {
            quote! {
                if self.#ident.is_none() {
                    #krate::field::write_null(#item, #name);
                }
            }
        });
        Some(quote!(#write #null))
    }

    /// Reads the field from `item`.
    pub(crate) fn read(&self, krate: &Path, item: &TokenStream) -> TokenStream {
        let (ident, inner, ty) = (&self.ident, &self.inner, &self.ty);
        let name = constant_name(krate, &self.name);
        let span = self.ty.span();
        if !self.is_stored() {
            let default = match &self.default {
                Some(Default::Expression(expression)) => quote!(#expression),
                Some(Default::Trait) | None => quote_spanned!(span=> ::core::default::Default::default()),
            };
            return quote!(#ident: #default);
        }
        let read = match (self.codec(krate), self.is_option) {
            (None, _) => quote_spanned!(span=> #krate::field::read::<#ty>(#item, #name)?),
            (Some(codec), false) => {
                quote_spanned!(span=> #krate::field::read_with::<#inner, #codec>(#item, #name)?)
            }
            (Some(codec), true) => {
                quote_spanned!(span=> #krate::field::read_option_with::<#inner, #codec>(#item, #name)?)
            }
        };
        let default = match &self.default {
            Some(Default::Expression(expression)) => Some(quote!(#expression)),
            Some(Default::Trait) => Some(quote_spanned!(span=> ::core::default::Default::default())),
            // An item that was written before there were versions.
            None if self.has_role(Role::Version) => Some(quote!(::core::default::Default::default())),
            None => None,
        };
        if let Some(default) = default {
            quote!(#ident: if #krate::field::is_stored(#item, #name) { #read } else { #default })
        } else {
            quote!(#ident: #read)
        }
    }

    /// The marker of the field's attribute: what an update may do with it.
    pub(crate) fn marker(&self, krate: &Path, is_key: bool) -> TokenStream {
        let is_managed = matches!(self.role, Some((Role::Version | Role::CreatedAt | Role::UpdatedAt, _)));
        if is_key || is_managed {
            quote!(#krate::Fixed)
        } else if self.is_option || self.default.is_some() {
            quote!(#krate::Optional)
        } else {
            quote!(#krate::Plain)
        }
    }

    /// The constant for the field.
    pub(crate) fn constant(&self, krate: &Path, vis: &syn::Visibility, is_key: bool) -> Option<TokenStream> {
        if !self.is_stored() {
            return None;
        }
        let constant = crate::name::constant(&self.ident);
        let (name, of) = (&self.name, self.attribute_type(krate));
        let marker = self.marker(krate, is_key);
        let doc = format!("The attribute `{name}`.");
        Some(quote! {
            #[doc = #doc]
            #vis const #constant: #krate::Attribute<Self, #of, #marker> = #krate::Attribute::new(#name);
        })
    }
}
