//! Fields.

use super::{inner_of_option, serde::serde, until_comma};
use crate::name::{self, RenameAll};
use proc_macro2::{Span, TokenStream};
use syn::{Ident, LitStr, Path, Type, meta::ParseNestedMeta, punctuated::Punctuated};

/// A field, and how it is stored.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// The type of the attribute: without the `Option`.
    pub(crate) inner: Type,
    pub(crate) is_option: bool,
    /// The attribute's name.
    pub(crate) name: String,
    is_renamed: bool,
    pub(crate) storage: Storage,
    pub(crate) default: Option<Default>,
    pub(crate) role: Option<(Role, Span)>,
    pub(crate) is_null: bool,
    pub(crate) computed: Option<Path>,
    /// Whether no two entities have the same value, and among which: those that agree in some fields.
    pub(crate) unique: Option<Unique>,
    pub(crate) validate: Option<Path>,
}

/// Through what a field is stored.
pub(crate) enum Storage {
    Direct,
    With(Box<Type>),
    Serde,
    Skip,
}

/// What a missing attribute is read as.
pub(crate) enum Default {
    Trait,
    Expression(TokenStream),
}

/// Among which entities a field is unique.
pub(crate) struct Unique {
    pub(crate) span: Span,
    pub(crate) within: Vec<Ident>,
}

impl Unique {
    fn parse(meta: &ParseNestedMeta<'_>, span: Span) -> syn::Result<Self> {
        let mut within = Vec::new();
        if meta.input.peek(syn::token::Paren) {
            meta.parse_nested_meta(|inner| {
                if !inner.path.is_ident("within") {
                    return Err(inner.error("`within = [country]` is expected"));
                }
                let value = inner.value()?;
                let fields;
                syn::bracketed!(fields in value);
                within.extend(Punctuated::<Ident, syn::Token![,]>::parse_terminated(&fields)?);
                Ok(())
            })?;
        }
        Ok(Self { span, within })
    }
}

/// What a field is to the repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Version,
    TimeToLive,
    CreatedAt,
    UpdatedAt,
    AutoId,
}

impl Field {
    pub(crate) fn parse(field: &syn::Field, rename_all: Option<RenameAll>) -> syn::Result<Self> {
        let Some(ident) = field.ident.clone() else {
            return Err(syn::Error::new_spanned(field, "a field without a name has no attribute"));
        };
        let serde = serde(&field.attrs)?;
        let text = name::text(&ident);
        let stored = match (&serde.rename, rename_all) {
            (Some(rename), _) => rename.value(),
            (None, Some(rule)) => rule.field(&text),
            (None, None) => text,
        };
        let inner = inner_of_option(&field.ty);
        let mut parsed = Self {
            ident,
            ty: field.ty.clone(),
            inner: inner.unwrap_or(&field.ty).clone(),
            is_option: inner.is_some(),
            name: stored,
            is_renamed: false,
            storage: Storage::Direct,
            default: None,
            role: None,
            is_null: false,
            computed: None,
            unique: None,
            validate: None,
        };
        for attribute in super::of(&field.attrs, "entity") {
            attribute.parse_nested_meta(|meta| parsed.option(&meta))?;
        }
        if let (Some(unclear), false) = (serde.unclear, parsed.is_renamed) {
            return Err(unclear);
        }
        if parsed.name.is_empty() {
            return Err(syn::Error::new_spanned(field, "an attribute's name is not empty"));
        }
        Ok(parsed)
    }

    fn option(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let Some(option) = meta.path.get_ident() else { return Err(meta.error(UNKNOWN)) };
        match option.to_string().as_str() {
            "rename" => {
                self.name = meta.value()?.parse::<LitStr>()?.value();
                self.is_renamed = true;
            }
            "with" => self.storage = Storage::With(Box::new(meta.value()?.parse()?)),
            "serde" => self.storage = Storage::Serde,
            "skip" => self.storage = Storage::Skip,
            "default" => {
                self.default = Some(if meta.input.peek(syn::Token![=]) {
                    Default::Expression(until_comma(meta.value()?)?)
                } else {
                    Default::Trait
                });
            }
            "null" if self.is_option => self.is_null = true,
            "null" => return Err(meta.error("only an `Option` can be stored as NULL")),
            "version" => self.be(Role::Version, option)?,
            "ttl" => self.be(Role::TimeToLive, option)?,
            "created_at" => self.be(Role::CreatedAt, option)?,
            "updated_at" => self.be(Role::UpdatedAt, option)?,
            "auto_id" => self.be(Role::AutoId, option)?,
            "computed" => self.computed = Some(meta.value()?.parse()?),
            "unique" => self.unique = Some(Unique::parse(meta, option.span())?),
            "validate" => self.validate = Some(meta.value()?.parse()?),
            _ => return Err(meta.error(UNKNOWN)),
        }
        Ok(())
    }

    fn be(&mut self, role: Role, option: &Ident) -> syn::Result<()> {
        if self.role.replace((role, option.span())).is_some() {
            return Err(syn::Error::new_spanned(option, "a field has one role"));
        }
        Ok(())
    }

    pub(crate) fn has_role(&self, role: Role) -> bool {
        self.role.is_some_and(|(own, _)| own == role)
    }

    pub(crate) const fn is_stored(&self) -> bool {
        !matches!(self.storage, Storage::Skip)
    }
}

const UNKNOWN: &str = "no such option of a field; there are: rename, with, serde, skip, default, null, version, ttl, \
                       created_at, updated_at, auto_id, computed, unique, validate";
