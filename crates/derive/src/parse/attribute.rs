//! Types that derive `Attribute`.

use super::{Errors, Field, default_crate, serde::serde};
use crate::name::{self, RenameAll};
use syn::{Data, DeriveInput, Fields, Ident, LitStr, Path, Type, Visibility};

/// A type that derives `Attribute`.
pub(crate) struct Attribute {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) krate: Path,
    pub(crate) shape: Shape,
}

/// What kind of type it is.
pub(crate) enum Shape {
    Newtype(Box<Type>),
    Names(Vec<UnitVariant>),
    Document(Vec<Field>),
}

/// A variant of an enum of names, and the name that is stored.
pub(crate) struct UnitVariant {
    pub(crate) ident: Ident,
    pub(crate) name: String,
}

/// Reads a type that derives `Attribute`.
pub(crate) fn attribute(input: &DeriveInput) -> syn::Result<Attribute> {
    if !input.generics.params.is_empty() {
        return Err(syn::Error::new_spanned(
            &input.generics,
            "`Attribute` is derived for types without generic parameters; implement `AttributeType` by hand",
        ));
    }
    let mut rename_all = serde(&input.attrs)?.clear()?.rename_all;
    let mut krate = default_crate();
    for attribute in super::of(&input.attrs, "entity") {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename_all") {
                rename_all = Some(RenameAll::parse(&meta.value()?.parse()?)?);
            } else if meta.path.is_ident("crate") {
                krate = meta.value()?.call(Path::parse_mod_style)?;
            } else {
                return Err(meta.error("no such option of a type; there is: rename_all"));
            }
            Ok(())
        })?;
    }
    let shape = match &input.data {
        Data::Struct(data) => of_struct(input, &data.fields, rename_all)?,
        Data::Enum(data) => Shape::Names(names(data, rename_all)?),
        Data::Union(_) => return Err(syn::Error::new_spanned(input, "a union cannot be stored")),
    };
    Ok(Attribute { ident: input.ident.clone(), vis: input.vis.clone(), krate, shape })
}

fn of_struct(input: &DeriveInput, fields: &Fields, rename_all: Option<RenameAll>) -> syn::Result<Shape> {
    match fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            let inner = fields.unnamed.first().map(|field| field.ty.clone());
            inner
                .map(|inner| Shape::Newtype(Box::new(inner)))
                .ok_or_else(|| syn::Error::new_spanned(input, "one field is expected"))
        }
        Fields::Named(fields) => {
            let mut errors = Errors::default();
            let parsed: Vec<_> = fields
                .named
                .iter()
                .filter_map(|field| errors.take(Field::parse(field, rename_all)))
                .collect();
            for field in &parsed {
                if let Some((_, span)) = field.role {
                    errors.push(syn::Error::new(span, "only a field of an entity has a role"));
                }
                if let Some(path) = field.computed.as_ref().or(field.validate.as_ref()) {
                    errors.push(syn::Error::new_spanned(
                        path,
                        "only a field of an entity is computed or validated",
                    ));
                }
            }
            errors.finish()?;
            Ok(Shape::Document(parsed))
        }
        Fields::Unnamed(_) | Fields::Unit => Err(syn::Error::new_spanned(
            &input.ident,
            "a newtype, a struct with named fields or an enum of names is expected",
        )),
    }
}

fn names(data: &syn::DataEnum, rename_all: Option<RenameAll>) -> syn::Result<Vec<UnitVariant>> {
    let mut errors = Errors::default();
    let mut variants: Vec<UnitVariant> = Vec::new();
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            errors.push(syn::Error::new_spanned(
                variant,
                "a variant with data has no name alone; store the field through serde with `#[entity(serde)]`, or \
                 implement `AttributeType` by hand",
            ));
            continue;
        }
        let Some(name) = errors.take(variant_name(variant, rename_all)) else { continue };
        if variants.iter().any(|other| other.name == name) {
            errors.push(syn::Error::new_spanned(variant, format!("two variants are stored as `{name}`")));
        }
        variants.push(UnitVariant { ident: variant.ident.clone(), name });
    }
    errors.finish()?;
    Ok(variants)
}

fn variant_name(variant: &syn::Variant, rename_all: Option<RenameAll>) -> syn::Result<String> {
    let serde = serde(&variant.attrs)?.clear()?;
    let text = name::text(&variant.ident);
    let mut name = match (&serde.rename, rename_all) {
        (Some(rename), _) => rename.value(),
        (None, Some(rule)) => rule.variant(&text),
        (None, None) => text,
    };
    for attribute in super::of(&variant.attrs, "entity") {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = meta.value()?.parse::<LitStr>()?.value();
                Ok(())
            } else {
                Err(meta.error("no such option of a variant; there is: rename"))
            }
        })?;
    }
    Ok(name)
}
