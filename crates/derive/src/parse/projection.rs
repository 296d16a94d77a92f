//! Structs that derive `Projection`.

use super::default_crate;
use syn::{Data, DeriveInput, Fields, Ident, Path, Type};

/// A struct that derives `Projection`.
pub(crate) struct Projection {
    pub(crate) ident: Ident,
    pub(crate) krate: Path,
    pub(crate) entity: Path,
    pub(crate) fields: Vec<(Ident, Type)>,
}

/// Reads a struct that derives `Projection`.
pub(crate) fn projection(input: &DeriveInput) -> syn::Result<Projection> {
    let mut entity = None;
    let mut krate = default_crate();
    for attribute in super::of(&input.attrs, "entity") {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("of") {
                entity = Some(meta.value()?.parse::<Path>()?);
            } else if meta.path.is_ident("crate") {
                krate = meta.value()?.call(Path::parse_mod_style)?;
            } else {
                return Err(meta.error("no such option of a projection; there is: of"));
            }
            Ok(())
        })?;
    }
    let Some(entity) = entity else {
        return Err(syn::Error::new_spanned(
            &input.ident,
            "a projection says what it is of: `#[entity(of = Customer)]`",
        ));
    };
    let Data::Struct(syn::DataStruct { fields: Fields::Named(fields), .. }) = &input.data else {
        return Err(syn::Error::new_spanned(&input.ident, "a projection is a struct with named fields"));
    };
    let fields: Vec<_> =
        fields.named.iter().filter_map(|field| Some((field.ident.clone()?, field.ty.clone()))).collect();
    if fields.is_empty() {
        return Err(syn::Error::new_spanned(&input.ident, "a projection has at least one field"));
    }
    Ok(Projection { ident: input.ident.clone(), krate, entity, fields })
}
