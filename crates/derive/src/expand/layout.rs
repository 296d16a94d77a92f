//! The layout of an entity: its keys and indexes as data.

use crate::{
    name,
    parse::{Entity, Field, Index, KeySource, KeySpec, Projected, Role},
    template::{Segment, Template},
};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

/// The names of the attributes that composed keys are stored in.
pub(crate) fn composed_attributes(entity: &Entity) -> Vec<(String, Span)> {
    let container = &entity.container;
    let table = container.partition.iter().map(|key| (key, "PK".to_owned()));
    let table = table.chain(container.sort.iter().map(|key| (key, "SK".to_owned())));
    let indexes = container.indexes.iter().flat_map(|index| {
        let partition =
            index.partition.iter().enumerate().map(|(n, key)| (key, index_attribute(index, "PK", n)));
        let sort = index.sort.iter().enumerate().map(|(n, key)| (key, index_attribute(index, "SK", n)));
        partition.chain(sort)
    });
    let mut names = Vec::new();
    for (key, default) in table.chain(indexes) {
        if let KeySource::Template(template) = &key.source {
            let name = key.attribute.as_ref().map_or(default, syn::LitStr::value);
            names.push((name, template.text.span()));
        }
    }
    if let Some(index) = &container.created_index {
        names.push((format!("{}_PK", index.value()), index.span()));
    }
    names
}

fn index_attribute(index: &Index, kind: &str, position: usize) -> String {
    let name = index.name.value();
    if position == 0 { format!("{name}_{kind}") } else { format!("{name}_{kind}{}", position + 1) }
}

impl Entity {
    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| name::text(&field.ident) == name)
    }

    /// Whether a field is part of the primary key.
    pub(crate) fn is_key(&self, field: &Field) -> bool {
        let keys = self.container.partition.iter().chain(&self.container.sort);
        keys.flat_map(KeySpec::fields).any(|name| name == name::text(&field.ident))
    }

    pub(crate) fn has_scope(&self) -> bool {
        let container = &self.container;
        let table = container.partition.iter().chain(&container.sort);
        let indexes = container.indexes.iter().flat_map(|index| index.partition.iter().chain(&index.sort));
        table
            .chain(indexes)
            .any(|key| matches!(&key.source, KeySource::Template(template) if template.has_scope()))
    }

    /// The expression that builds the layout.
    pub(crate) fn layout(&self) -> TokenStream {
        let krate = &self.krate;
        let container = &self.container;
        let name = &container.name;
        let table = container.table.iter();
        let partition = container.partition.iter().map(|key| self.key_field(key, "PK"));
        let sort = container.sort.iter().map(|key| self.key_field(key, "SK"));
        let indexes = container.indexes.iter().map(|index| self.index_layout(index));
        let created_index = container.created_index.iter().map(|index| self.created_index(index));
        let type_attribute = if container.is_only_type {
            Some(quote!(.type_attribute(::core::option::Option::None)))
        } else {
            let chosen = container.type_attribute.as_ref();
            chosen.map(|chosen| quote!(.type_attribute(::core::option::Option::Some(#chosen))))
        };
        let managed = self.fields.iter().filter_map(|field| self.managed(field));
        let stored = self.fields.iter().filter_map(|field| self.stored(field));
        let checks = self.fields.iter().filter_map(|field| self.check(field));
        let uniques = self.fields.iter().filter_map(|field| self.unique(field));
        let computed = self.fields.iter().any(|field| field.computed.is_some()).then(|| quote!(.computed()));
        quote! {
            #krate::layout::Layout::new(#name, #(#table)*, #(#partition)*)
                #(.sort_key(#sort))*
                #(.index(#indexes))*
                #(.index(#created_index))*
                #type_attribute
                #(#managed)*
                #computed
                #(#uniques)*
                #(#stored)*
                #(#checks)*
        }
    }

    fn managed(&self, field: &Field) -> Option<TokenStream> {
        let krate = &self.krate;
        let (name, inner) = (&field.name, &field.inner);
        let span = field.ty.span();
        Some(match field.role?.0 {
            Role::Version => quote!(.version(#name)),
            Role::TimeToLive => quote!(.ttl(#name)),
            Role::CreatedAt => quote_spanned!(span=> .stamp(#krate::layout::Stamp::created::<#inner>(#name))),
            Role::UpdatedAt => quote_spanned!(span=> .stamp(#krate::layout::Stamp::updated::<#inner>(#name))),
            Role::AutoId => return None,
        })
    }

    fn unique(&self, field: &Field) -> Option<TokenStream> {
        let unique = field.unique.as_ref()?;
        let (krate, name, of) = (&self.krate, &field.name, field.attribute_type(&self.krate));
        let within = unique.within.iter().filter_map(|other| {
            let (span, other) = (other.span(), self.field(&name::text(other))?);
            let (name, of) = (&other.name, other.attribute_type(krate));
            Some(quote_spanned!(span=> .within::<#of>(#name)))
        });
        Some(quote_spanned!(field.ty.span()=> .unique(#krate::layout::Unique::of::<#of>(#name) #(#within)*)))
    }

    /// A field without which an item cannot be read, since nothing else supplies it, or any other.
    fn stored(&self, field: &Field) -> Option<TokenStream> {
        if !field.is_stored() {
            return None;
        }
        let (krate, name) = (&self.krate, &field.name);
        let is_managed = matches!(field.role, Some((Role::Version | Role::CreatedAt | Role::UpdatedAt, _)));
        if field.is_option || field.default.is_some() || is_managed {
            return Some(quote!(.optional([#name])));
        }
        let of = field.attribute_type(krate);
        Some(quote!(.required_field::<#of>(#name)))
    }

    fn check(&self, field: &Field) -> Option<TokenStream> {
        let validate = field.validate.as_ref()?;
        let (krate, name, inner) = (&self.krate, &field.name, &field.inner);
        let problem = if let Some(codec) = field.codec(krate) {
            quote!(problem_with::<#inner, #codec, _>)
        } else {
            quote!(problem::<#inner, _>)
        };
        Some(quote! {
            .check(#krate::layout::Check {
                attribute: #name,
                problem: |value| #krate::field::#problem(value, |field| #validate(field)),
            })
        })
    }

    /// The expression that builds one key field.
    fn key_field(&self, key: &KeySpec, default: &str) -> TokenStream {
        let krate = &self.krate;
        match &key.source {
            KeySource::Field(ident) => {
                let field = self.field(&name::text(ident));
                let of = field.map(|field| field.attribute_type(krate));
                let name = field.map(|field| &field.name);
                quote_spanned!(ident.span()=> #krate::layout::KeyField::of::<#of>(#name))
            }
            KeySource::Template(template) => {
                let name = key.attribute.as_ref().map_or_else(|| default.to_owned(), syn::LitStr::value);
                let template = self.template(template);
                quote!(#krate::layout::KeyField::composed(#name, #template))
            }
        }
    }

    fn template(&self, template: &Template) -> TokenStream {
        let krate = &self.krate;
        let separator = self.container.separator.iter();
        let raw = self.container.is_raw.then(|| quote!(.raw()));
        let letter = self.container.separator.as_ref().map_or('#', syn::LitChar::value);
        let span = template.text.span();
        let segments = template.segments.iter().enumerate().map(|(position, segment)| match segment {
            Segment::Literal(text) => quote!(.literal(#text)),
            Segment::Scope => quote!(.scope()),
            Segment::Part { field, digits } => {
                let Some(field) = self.field(field) else { return TokenStream::new() };
                let of = field.attribute_type(krate);
                let name = &field.name;
                let is_delimited = match template.segments.get(position + 1) {
                    None => true,
                    Some(Segment::Literal(text)) => text.starts_with(letter),
                    Some(Segment::Part { .. } | Segment::Scope) => false,
                };
                match (digits, is_delimited) {
                    (Some(digits), _) => quote_spanned!(span=> .field_of_digits::<#of>(#name, #digits)),
                    (None, true) => quote_spanned!(span=> .field::<#of>(#name)),
                    (None, false) => quote_spanned!(span=> .fixed_field::<#of>(#name)),
                }
            }
        });
        quote!(#krate::KeyTemplate::new() #(.separator(#separator))* #raw #(#segments)*)
    }

    fn index_layout(&self, index: &Index) -> TokenStream {
        let krate = &self.krate;
        let name = &index.name;
        let partition = index.partition.iter().enumerate();
        let mut partition = partition.map(|(n, key)| self.key_field(key, &index_attribute(index, "PK", n)));
        let sort = index.sort.iter().enumerate();
        let mut sort = sort.map(|(n, key)| self.key_field(key, &index_attribute(index, "SK", n)));
        let made = if index.is_local {
            let first = sort.next();
            quote!(#krate::layout::IndexLayout::local(#name, #first))
        } else {
            let first = partition.next();
            quote!(#krate::layout::IndexLayout::global(#name, #first))
        };
        let projection = match &index.projection {
            Projected::All => None,
            Projected::KeysOnly => Some(quote!(.projection(#krate::IndexProjection::KeysOnly))),
            Projected::Fields(fields) => {
                let names =
                    fields.iter().filter_map(|field| Some(self.field(&name::text(field))?.name.clone()));
                Some(quote!(.projection(#krate::IndexProjection::include([#(#names),*]))))
            }
        };
        let when = index.when.as_ref().and_then(|when| {
            let field = self.field(&name::text(&when.field))?;
            let (of, name, one_of) = (field.attribute_type(krate), &field.name, &when.one_of);
            Some(quote!(.when_one_of::<#of>(#name, [#(#one_of),*])))
        });
        quote!(#made #(.partition_key(#partition))* #(.sort_key(#sort))* #projection #when)
    }

    /// The index of all entities of the type by the time of their creation.
    fn created_index(&self, index: &syn::LitStr) -> TokenStream {
        let (krate, name) = (&self.krate, &self.container.name);
        let attribute = format!("{}_PK", index.value());
        let created = self.fields.iter().find(|field| field.has_role(Role::CreatedAt));
        let sort = created.map(|field| {
            let (of, name) = (field.attribute_type(krate), &field.name);
            quote!(#krate::layout::KeyField::of::<#of>(#name))
        });
        quote! {
            #krate::layout::IndexLayout::global(
                #index,
                #krate::layout::KeyField::composed(#attribute, #krate::KeyTemplate::new().literal(#name)),
            )
            .sort_key(#sort)
        }
    }
}

impl KeySpec {
    /// The fields that the key is made of.
    pub(crate) fn fields(&self) -> Vec<String> {
        match &self.source {
            KeySource::Field(field) => vec![name::text(field)],
            KeySource::Template(template) => template.fields().map(str::to_owned).collect(),
        }
    }
}
