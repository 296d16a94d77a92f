//! Structs and enums that are entities.

use super::{
    Entity, Errors, Field, Index, KeySpec, Variants, default_crate,
    index::keys,
    serde::{Serde, serde},
};
use crate::name::{self, RenameAll};
use syn::{Data, DeriveInput, Fields, Ident, LitChar, LitStr, Path, meta::ParseNestedMeta};

/// What `#[entity(..)]` says of a struct.
pub(crate) struct Container {
    pub(crate) table: Option<LitStr>,
    pub(crate) name: String,
    pub(crate) partition: Option<KeySpec>,
    pub(crate) sort: Option<KeySpec>,
    pub(crate) query: Option<Ident>,
    pub(crate) separator: Option<LitChar>,
    pub(crate) is_raw: bool,
    pub(crate) type_attribute: Option<LitStr>,
    pub(crate) is_only_type: bool,
    pub(crate) indexes: Vec<Index>,
    pub(crate) created_index: Option<LitStr>,
    pub(crate) validate: Option<Path>,
    pub(crate) rename_all: Option<RenameAll>,
    pub(crate) krate: Path,
}

/// Reads a struct that derives `Entity`.
pub(crate) fn entity(input: &DeriveInput) -> syn::Result<Entity> {
    let mut errors = Errors::default();
    if !input.generics.params.is_empty() {
        errors.push(syn::Error::new_spanned(&input.generics, "an entity has no generic parameters"));
    }
    let Data::Struct(data) = &input.data else {
        return Err(syn::Error::new_spanned(input, "an entity is a struct, or an enum of entities"));
    };
    let Fields::Named(named) = &data.fields else {
        return Err(syn::Error::new_spanned(&input.ident, "an entity is a struct with named fields"));
    };
    let mut container = Container {
        table: None,
        name: name::snake_case(&name::text(&input.ident)),
        partition: None,
        sort: None,
        query: None,
        separator: None,
        is_raw: false,
        type_attribute: None,
        is_only_type: false,
        indexes: Vec::new(),
        created_index: None,
        validate: None,
        rename_all: errors
            .take(serde(&input.attrs).and_then(Serde::clear))
            .and_then(|serde| serde.rename_all),
        krate: default_crate(),
    };
    for attribute in super::of(&input.attrs, "entity") {
        errors.take(attribute.parse_nested_meta(|meta| container.option(&meta)));
    }
    let rename_all = container.rename_all;
    let fields =
        named.named.iter().filter_map(|field| errors.take(Field::parse(field, rename_all))).collect();
    errors.finish()?;
    let (ident, vis, krate) = (input.ident.clone(), input.vis.clone(), container.krate.clone());
    Ok(Entity { ident, vis, krate, container, fields })
}

impl Container {
    fn option(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let Some(option) = meta.path.get_ident() else { return Err(meta.error(UNKNOWN)) };
        match option.to_string().as_str() {
            "table" => self.table = Some(meta.value()?.parse()?),
            "name" => self.name = meta.value()?.parse::<LitStr>()?.value(),
            "partition_key" => self.partition = Some(one(meta)?),
            "sort_key" => self.sort = Some(one(meta)?),
            "query" => self.query = Some(meta.value()?.parse()?),
            "separator" => self.separator = Some(meta.value()?.parse()?),
            "raw" => self.is_raw = true,
            "type_attribute" => self.type_attribute = Some(meta.value()?.parse()?),
            "only_type" => self.is_only_type = true,
            "index" => self.indexes.push(Index::parse(meta)?),
            "created_index" => self.created_index = Some(meta.value()?.parse()?),
            "validate" => self.validate = Some(meta.value()?.parse()?),
            "rename_all" => self.rename_all = Some(RenameAll::parse(&meta.value()?.parse()?)?),
            "crate" => self.krate = meta.value()?.call(Path::parse_mod_style)?,
            _ => return Err(meta.error(UNKNOWN)),
        }
        Ok(())
    }
}

fn one(meta: &ParseNestedMeta<'_>) -> syn::Result<KeySpec> {
    let value = meta.value()?;
    let mut keys = keys(value)?;
    match (keys.pop(), keys.is_empty()) {
        (Some(key), true) => Ok(key),
        _ => Err(meta.error("a table has one partition attribute and at most one sort attribute")),
    }
}

/// Reads an enum that derives `Entity`.
pub(crate) fn variants(input: &DeriveInput) -> syn::Result<Variants> {
    let Data::Enum(data) = &input.data else {
        return Err(syn::Error::new_spanned(input, "an enum is expected"));
    };
    let mut name = name::snake_case(&name::text(&input.ident));
    let mut krate = default_crate();
    for attribute in super::of(&input.attrs, "entity") {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("name") {
                name = meta.value()?.parse::<LitStr>()?.value();
            } else if meta.path.is_ident("crate") {
                krate = meta.value()?.call(Path::parse_mod_style)?;
            } else {
                return Err(meta.error(
                    "no such option of an enum of entities; there is: name. Table, keys and indexes are those of the \
                     variants",
                ));
            }
            Ok(())
        })?;
    }
    let mut errors = Errors::default();
    let mut variants = Vec::new();
    for variant in &data.variants {
        match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                variants
                    .extend(fields.unnamed.first().map(|field| (variant.ident.clone(), field.ty.clone())));
            }
            Fields::Unnamed(_) | Fields::Named(_) | Fields::Unit => errors.push(syn::Error::new_spanned(
                variant,
                "a variant holds one entity: `Dog(Dog)`; for an enum of names derive `Attribute`",
            )),
        }
    }
    if data.variants.is_empty() {
        errors.push(syn::Error::new_spanned(&input.ident, "an enum of entities has at least one variant"));
    }
    errors.finish()?;
    Ok(Variants { ident: input.ident.clone(), krate, name, entities: variants })
}

const UNKNOWN: &str = "no such option of an entity; there are: table, name, partition_key, sort_key, query, separator, \
                       raw, type_attribute, only_type, index, created_index, validate, rename_all, crate";
